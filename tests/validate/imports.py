"""Imports files that other people and programs wrote, and reads what comes out again.

    python3 tests/validate/imports.py <program> <folder of catalogues>

Each Chinese `.po` below the folder is imported as it is, and as the TMX, XLIFF and TBX that translate-toolkit
makes of it. The editions that come of them are built. Their texts, with the white space that the
report of the import names put back, are compared with the files letter by letter, and their exports
are read by polib and translate-toolkit. Needs polib and translate-toolkit.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import edition
import texts as exports

SITE = 'title = { en = "Imports", zh = "译文" }\nlanguages = ["en", "zh"]\n'
BEFORE = "runs of white space before a text"
AFTER = "runs of white space after a text"
BETWEEN = "line ends in a text, what follows being a segment of its own"
FAULTS = []


def command(program, edition, *arguments):
    words = [str(program), *arguments, "--root", str(edition), "--quiet"]
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("DUIZHAO", "GITHUB"))}
    done = subprocess.run(words, capture_output=True, text=True, env=clean)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(arguments)} ends with {done.returncode}: {done.stderr[-2000:]}")


def imported(program, form, path, into, *more):
    """Imports a file into an edition of its own and builds it: its site, and what the import said."""
    edition = Path(tempfile.mkdtemp(dir=path.parent))
    (edition / "site.toml").write_text(SITE, encoding="utf-8")
    report = edition / "report.json"
    told = ["--report", str(report)]
    command(program, edition, "import", form, str(path), "--into", into, *told, *more)
    command(program, edition, "build")
    return edition / "public", json.loads(report.read_text(encoding="utf-8"))


def words(public, name, report):
    """The texts of a document, each a pair of source and translation: lines of one text are segments
    of one row, and the white space around them stands in the report."""
    data = json.loads((public / name / "segments.json").read_text(encoding="utf-8"))
    witnesses = [witness["id"] for witness in data["witnesses"]]
    space = {}
    for entry in report["left"]:
        if entry["what"] in (BEFORE, AFTER, BETWEEN):
            place = entry["segment"], entry["witness"]
            space.setdefault(place, {})[entry["what"]] = entry["words"]
    found = []
    for segment in data["segments"]:
        around = [space.get((segment["id"], witness), {}) for witness in witnesses]
        if not any(BETWEEN in each for each in around):
            found.append([""] * len(witnesses))
        for nth, (witness, each) in enumerate(zip(witnesses, around)):
            found[-1][nth] += (
                each.get(BETWEEN, "")
                + each.get(BEFORE, "")
                + segment["readings"].get(witness, "")
                + each.get(AFTER, "")
            )
    return [tuple(pair) for pair in found]


def catalogue(path):
    """What polib reads in a catalogue: each form of each message with its translation."""
    import polib

    pairs = []
    for entry in polib.pofile(str(path), wrapwidth=0):
        if entry.obsolete:
            continue
        sources = [entry.msgid, entry.msgid_plural] if entry.msgid_plural else [entry.msgid]
        plural = [entry.msgstr_plural[n] for n in sorted(entry.msgstr_plural)]
        translations = plural or [entry.msgstr]
        for nth in range(max(len(sources), len(translations))):
            one = [side[nth] if nth < len(side) else "" for side in (sources, translations)]
            pairs.append(tuple(one))
    return pairs


def language(path):
    import polib

    return polib.pofile(str(path)).metadata["Language"].replace("_", "-")


def compare(path, found, expected):
    if len(found) != len(expected):
        FAULTS.append(f"{path}: {len(found)} texts instead of {len(expected)}")
    for one, other in zip(found, expected):
        if one != other:
            FAULTS.append(f"{path}: {one!r} is not {other!r}")


def read_again(public):
    """Reads the exports of a built edition with other programs."""
    for check in (exports.po, exports.tmx, exports.xliff_1, exports.xliff_2):
        check(public)


def check_catalogue(program, path, home):
    expected = catalogue(path)
    public, report = imported(program, "po", home / "a.po", "content/a", "--title", path.stem)
    compare(path, words(public, "a", report), expected)
    read_again(public)
    return len(expected)


def simple(path):
    """The messages that have a translation and no other form."""
    from translate.storage import pypo

    units = pypo.pofile.parsefile(str(path)).units
    units = [unit for unit in units if not (unit.isheader() or unit.isobsolete())]
    return [unit for unit in units if unit.source and unit.target and not unit.hasplural()]


def check_tmx(program, path, home):
    from translate.storage import tmx

    store = tmx.tmxfile()
    for unit in simple(path):
        store.addtranslation(str(unit.source), "en", str(unit.target), language(path))
    file = home / "a.tmx"
    file.write_bytes(bytes(store))
    units = tmx.tmxfile.parsefile(str(file)).units
    expected = [(str(unit.source), str(unit.target)) for unit in units]
    public, report = imported(program, "tmx", file, "content/a")
    compare(f"{path} as TMX", words(public, "a", report), expected)
    read_again(public)
    return len(expected)


def check_xliff(program, path, home):
    from translate.storage import xliff

    store = xliff.xlifffile()
    store.setsourcelanguage("en")
    store.settargetlanguage(language(path))
    for unit in simple(path):
        store.addsourceunit(str(unit.source)).target = str(unit.target)
    file = home / "a.xlf"
    file.write_bytes(bytes(store))
    units = xliff.xlifffile.parsefile(str(file)).units
    expected = [(str(unit.source), str(unit.target)) for unit in units]
    public, report = imported(program, "xliff", file, "content/a")
    compare(f"{path} as XLIFF", words(public, "a", report), expected)
    read_again(public)
    return len(expected)


def check_tbx(program, path, home):
    from translate.storage import tbx

    def pairs(file):
        units = tbx.tbxfile.parsefile(str(file)).units
        return [(str(unit.source), str(unit.target)) for unit in units]

    store = tbx.tbxfile(sourcelanguage="en", targetlanguage=language(path))
    for unit in simple(path):
        store.addsourceunit(str(unit.source)).target = str(unit.target)
    file = home / "a.tbx"
    file.write_bytes(bytes(store))
    public, report = imported(program, "tbx", file, "glossary/a")
    expected = pairs(file)
    spaced = [e for e in report["left"] if e["what"] == "words with white space around them"]
    odd = [text for pair in expected for text in pair if text.strip() != text]
    if len(spaced) != len(odd):
        FAULTS.append(f"{path} as TBX: {len(spaced)} of {len(odd)} texts are told to be trimmed")
    trimmed = [(one.strip(), other.strip()) for one, other in expected]
    found = pairs(public / "downloads" / "glossary.v2.tbx")
    compare(f"{path} as TBX", found, trimmed)
    return len(expected)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    program, folder = (Path(word).resolve() for word in sys.argv[1:])
    chinese = {"zh_Hans", "zh_CN"}
    paths = sorted(path for path in folder.rglob("*.po") if chinese & set(path.parts))
    if not paths:
        print(f"catalogues of packages: NOT IMPORTED, there are none in {folder.name}/")
        return
    try:
        import polib  # noqa: F401
        import translate  # noqa: F401
    except ImportError as error:
        print(f"catalogues of packages: NOT IMPORTED, {error}")
        return
    for name, check in [("PO", check_catalogue), ("TMX of translate-toolkit", check_tmx),
                        ("XLIFF of translate-toolkit", check_xliff),
                        ("TBX of translate-toolkit", check_tbx)]:
        files = count = 0
        for path in paths:
            if name != "PO" and not simple(path):
                continue
            with tempfile.TemporaryDirectory() as home:
                home = Path(home)
                (home / "a.po").write_bytes(path.read_bytes())
                try:
                    count += check(program, path, home)
                    files += 1
                except RuntimeError as error:
                    FAULTS.append(f"{path}: {error}")
        print(f"{name}: {files} files, {count} texts", flush=True)
    faults = FAULTS + edition.FAULTS
    print("\n".join(faults[:50]) or "no faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
