"""A file of each kind with a fault that its check has to see."""

import io
import re
import zipfile

import records
import schemas
import texts


def swap(pattern, replacement):
    """Changes the first place of a pattern."""

    def change(text):
        changed = re.sub(pattern, replacement, text, count=1)
        if changed == text:
            raise ValueError(f"nothing to break: {pattern}")
        return changed

    return change


def in_book(name, change):
    """Changes a file within an EPUB."""

    def broken(whole):
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w") as new:
            for entry in old.infolist():
                data = old.read(entry)
                if re.fullmatch(name, entry.filename):
                    data = change(data.decode("utf-8")).encode("utf-8")
                new.writestr(entry, data)
        return out.getvalue()

    return broken


def text(change):
    return lambda whole: change(whole.decode("utf-8")).encode("utf-8")


# One letter more in a reading, an id that stands twice, a word that the format does not know.
BREAKS = {
    schemas.epub: ("*/*.epub", in_book(r"EPUB/notes\.xhtml", swap(r'href="[^"]*#r-', 'href="no.xhtml#r-'))),
    texts.books: ("*/*.epub", in_book(r"EPUB/notes\.xhtml", swap(r'(class="body"[^>]*><p>)', r"\1x"))),
    texts.xliff_1: ("*/*.v12.xlf", text(swap(r"<target([^>]*)>", r"<target\1>x"))),
    texts.xliff_2: ("*/*[a-z].xlf", text(swap(r"<source([^>]*)>", r"<source\1>x"))),
    texts.tmx: ("*/*.tmx", text(swap(r"<seg>", "<seg>x"))),
    texts.po: ("*/*.po", text(swap(r'\nmsgstr "(?=[A-Za-z])', '\nmsgstr "x'))),
    texts.tei: ("*/*.tei.xml", text(swap(r"(<seg [^>]*>)(?=[^<])", r"\1x"))),
    texts.tables: ("*/*.tsv", text(swap("数字", "数子"))),
    texts.tbx: ("downloads/glossary.tbx", text(swap(r"<term>", "<term>x"))),
    records.csvw: ("downloads/targets.csv", text(swap(r",baseline,", ",baseline,1"))),
    records.bibliography: ("*/*.ris", text(swap(r"\r\nTI  - ", "\r\nTI  - x"))),
    records.styled: ("*/*.csl.json", text(swap('"title": ', '"titel": '))),
    records.annotations: ("*/*.notes.jsonld", text(swap(r'"exact": "', '"exact": "x'))),
    records.listed: ("downloads/index.html", text(swap(r"<tr><th scope=.row.><a.*?</tr>", ""))),
    schemas.csl: ("*/*.csl.json", text(swap(r'"title":', '"titel":'))),
    schemas.schematron_xliff: ("*/*[a-z].xlf", text(swap(r'(?s)(<unit id=")([^"]+)(".*?<unit id=")[^"]+"', r'\1\2\3\2"'))),
    schemas.schematron_tbx: ("downloads/glossary.tbx", text(swap(r'type="subjectField"', 'type="no-such"'))),
}


def file_of(check, site):
    """Breaks the first file that a check reads; gives it with its bytes as they were."""
    pattern, change = BREAKS[check]
    files = sorted(site.glob(pattern))
    if pattern == "*/*[a-z].xlf":
        files = [path for path in files if not path.name.endswith(".v12.xlf")]
    whole = files[0].read_bytes()
    files[0].write_bytes(change(whole))
    return files[0], whole
