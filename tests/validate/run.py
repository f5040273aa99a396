"""Checks the exported files of a built site with independent programs.

    python3 tests/validate/run.py <public folder> [<conformance folder>]

Every text is read back by another program and compared with `segments.json`, letter by letter.
Then one file of each kind is broken, and its check must say so. What cannot be checked is said.
Needs the packages of `requirements.txt`.
"""

import shutil
import sys
import tempfile
from pathlib import Path

import broken
import records
import schemas
import texts
from edition import FAULTS, documents

CHECKS = [
    ("EPUB with epubcheck", schemas.epub),
    ("EPUB and one-file HTML, readings and notes with lxml", texts.books),
    ("XLIFF 1.2 with translate-toolkit", texts.xliff_1),
    ("XLIFF 2.1 with translate-toolkit", texts.xliff_2),
    ("TMX with translate-toolkit", texts.tmx),
    ("PO with polib and translate-toolkit", texts.po),
    ("TEI with lxml", texts.tei),
    ("CSV and TSV with Python's csv", texts.tables),
    ("TBX with translate-toolkit and lxml, and the table of forms", texts.tbx),
    ("CSVW with csvw", records.csvw),
    ("BibTeX, RIS, CSL-JSON with bibtexparser and rispy", records.bibliography),
    ("CSL-JSON written out by citeproc-py", records.styled),
    ("Web Annotations, their words and quotes", records.annotations),
    ("page of downloads", records.listed),
]

WITH_SCHEMAS = [
    ("CSL-JSON against its schema", schemas.csl),
    ("XLIFF 2.1 against its Schematron rules", schemas.schematron_xliff),
    ("TBX-Basic against its Schematron rules", schemas.schematron_tbx),
]


def run(name, check, *arguments):
    """Runs a check; `None` where its program is not there."""
    try:
        return check(*arguments)
    except ImportError as error:
        print(f"{name}: NOT CHECKED, {error}")
        return None


def refuses(name, check, site, *arguments):
    """Whether a check sees that a file is broken; the site is whole again afterwards."""
    path, whole = broken.file_of(check, site)
    # A page lists files of other documents too: these faults are not those that are looked for.
    before = len(FAULTS)
    if check is records.listed:
        path.write_bytes(whole)
        check(site)
        path, whole = broken.file_of(check, site)
    known = len(FAULTS)
    try:
        check(site, *arguments)
        seen = len(FAULTS) > known
    except Exception:  # A program that cannot read a broken file has seen it too.
        seen = True
    del FAULTS[before:]
    path.write_bytes(whole)
    if not seen:
        FAULTS.append(f"{name}: a broken {path.name} passes")


def part(public, home):
    """One document and what belongs to the edition, in a folder that may be broken."""
    folder = documents(public)[0].folder
    for path in (folder, public / "downloads"):
        shutil.copytree(path, home / path.name)
    return home


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    public = Path(sys.argv[1]).resolve()
    if not documents(public):
        sys.exit(f"{public}: no segments.json below it")
    beside = Path(__file__).resolve().parents[2].parent / "shared" / "conformance"
    conformance = Path(sys.argv[2]) if len(sys.argv) > 2 else beside
    checks = [(name, check, ()) for name, check in CHECKS]
    if conformance.is_dir():
        checks += [(name, check, (conformance,)) for name, check in WITH_SCHEMAS]
    else:
        print("official schemas: NOT CHECKED, the conformance folder is not there")
    with tempfile.TemporaryDirectory() as home:
        small = part(public, Path(home))
        for name, check, arguments in checks:
            count = run(name, check, public, *arguments)
            if count is not None:
                print(f"{name}: {count} files")
                refuses(name, check, small, *arguments)
    print("\n".join(FAULTS) or "no faults; a broken file of each kind was seen to fail")
    sys.exit(1 if FAULTS else 0)


if __name__ == "__main__":
    main()
