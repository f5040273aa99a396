"""Files for translators and scholars, read back by other programs and compared letter by letter."""

import csv
import io
import json
import zipfile

from edition import compare, documents, fault, holds, letters, same

XML = "{http://www.w3.org/XML/1998/namespace}"
TEI = "{http://www.tei-c.org/ns/1.0}"


def xliff_1(public):
    from translate.storage import xliff

    count = 0
    for document in documents(public):
        for path, pair in document.files(".v12.xlf"):
            store = xliff.xlifffile.parsefile(str(path))
            found, notes = {}, {}
            for unit in store.units:
                segment = unit.xmlelement.get("id")
                found[segment] = (str(unit.source or ""), str(unit.target or ""))
                notes[segment] = [unit.getnotes()]
            compare(path, found, document.pairs(*pair, empty=True))
            holds(path, document.notes_of(pair), notes)
            count += 1
    return count


def xliff_2(public):
    from translate.storage import xliff2

    count = 0
    for document in documents(public):
        for path, pair in document.files(".xlf"):
            if path.name.endswith(".v12.xlf"):
                continue
            store = xliff2.Xliff2File.parsefile(str(path))
            found = [(str(unit.source or ""), str(unit.target or "")) for unit in store.units]
            same(path, "units", found, list(document.pairs(*pair, empty=True).values()))
            whole = "\n".join(store.document.getroot().itertext())
            holds(path, document.notes_of(pair), {s: [whole] for s in document.readings})
            count += 1
    return count


def tmx(public):
    from translate.storage import tmx

    count = 0
    for document in documents(public):
        wanted = [(document.file(".tmx"), document.witnesses), *document.files(".tmx")]
        for path, names in wanted:
            found, notes = {}, {}
            for unit in tmx.tmxfile.parsefile(str(path)).units:
                segment = unit.xmlelement.get("tuid").split(":", 1)[1]
                for variant in unit.getlanguageNodes():
                    witness = variant.find("prop").text
                    same(path, segment, variant.get(f"{XML}lang"), document.langs[witness])
                    found[segment, witness] = unit.getNodeText(variant)
                notes[segment] = ["\n".join(unit.getnotes().splitlines()), unit.getnotes()]
            compare(path, found, {p: t for p, t in document.all.items() if p[1] in names})
            holds(path, document.notes_of(names), notes)
            count += 1
    return count


def po(public):
    import polib
    from translate.storage import pypo

    count = 0
    for document in documents(public):
        for path, pair in document.files(".po"):
            file = polib.pofile(str(path), wrapwidth=0)
            found = {e.msgctxt.split(":", 1)[1]: (e.msgid, e.msgstr) for e in file}
            compare(path, found, document.pairs(*pair))
            notes = {e.msgctxt.split(":", 1)[1]: [letters(e.comment)] for e in file}
            lines = [(s, line) for s, note in document.notes_of(pair) for line in note.splitlines()]
            holds(path, [(s, letters(line)) for s, line in lines if s in notes], notes)
            store = pypo.pofile.parsefile(str(path))
            own = [u for u in store.units if not u.isheader() and u.source]
            texts = [(str(u.source), str(u.target or "")) for u in own]
            same(path, "translate-toolkit", texts, list(document.pairs(*pair).values()))
            count += 1
    return count


def tei(public):
    from lxml import etree

    count = 0
    for document in documents(public):
        path = document.file(".tei.xml")
        root = etree.parse(str(path)).getroot()
        found = {}
        for text in root.iter(f"{TEI}text"):
            witness = (text.get(f"{XML}id") or "")[2:]
            for segment in text.iter(f"{TEI}seg"):
                if witness and segment.find(f"{TEI}gap") is None and segment.get("n"):
                    found[segment.get("n"), witness] = "".join(segment.itertext())
        compare(path, found, document.all)
        whole = "".join(root.itertext())
        holds(path, document.notes_of(document.witnesses), {s: [whole] for s in document.readings})
        count += 1
    return count


def tables(public):
    count = 0
    for document in documents(public):
        for ending, dialect in ((".csv", "excel"), (".tsv", "excel-tab")):
            path = document.file(ending)
            text = path.read_bytes().decode("utf-8-sig")
            found = {}
            for line in csv.DictReader(io.StringIO(text, newline=""), dialect=dialect):
                gone = [entry.split("=")[0] for entry in line["absent"].split()]
                for witness in document.witnesses:
                    if witness not in gone:
                        found[line["segment"], witness] = line[witness]
            compare(path, found, document.all)
            count += 1
    return count


def tbx(public):
    from lxml import etree
    from translate.storage import tbx

    folder = public / "downloads"
    if not (folder / "glossary.json").exists():
        return 0
    terms = json.loads((folder / "glossary.json").read_text(encoding="utf-8"))["terms"]
    expected = sorted((t["id"], f["form"]) for t in terms for f in t["forms"])
    old = tbx.tbxfile.parsefile(str(folder / "glossary.v2.tbx"))
    same(old.filename, "entries", len(old.units), len([term for term in terms if term["forms"]]))
    for name, entry in (("glossary.v2.tbx", "termEntry"), ("glossary.tbx", "conceptEntry")):
        root = etree.parse(str(folder / name)).getroot()
        found = [
            (concept.get("id"), term.text)
            for concept in root.iter("{*}" + entry) for term in concept.iter("{*}term")
        ]
        same(folder / name, "forms", sorted((i.removeprefix("t_"), t) for i, t in found), expected)
    with open(folder / "glossary.csv", encoding="utf-8-sig", newline="") as file:
        found = sorted((line["term"], line["form"]) for line in csv.DictReader(file))
    same(folder / "glossary.csv", "forms", found, expected)
    return 3


def readings_of(document, path, pages):
    """The readings and notes of a book, whose pages are trees of HTML."""
    found, notes = {}, []
    for page in pages:
        for place in page.iter():
            identity = place.get("id") if isinstance(place.tag, str) else None
            if identity and identity.startswith("s-"):
                for words in place.iter():
                    if words.get("data-witness") and not words.get("data-absent"):
                        names = [words.get("data-witness"), *(words.get("data-same") or "").split()]
                        for witness in names:
                            if (identity[2:], witness) in found:
                                fault(path, f"{identity} stands twice")
                            found[identity[2:], witness] = "".join(words.itertext())
            if place.get("class") == "note":
                bodies = [part for part in place if part.get("class") == "body"]
                notes.extend(letters("".join(body.itertext())) for body in bodies)
    compare(path, found, document.all)
    expected = [letters(text) for note in document.notes for text in note["body"].values()]
    same(path, "notes", sorted(notes), sorted(expected))


def books(public):
    from lxml import etree, html

    count = 0
    for document in documents(public):
        path = document.file(".html")
        readings_of(document, path, [html.fromstring(path.read_bytes())])
        path = document.file(".epub")
        with zipfile.ZipFile(path) as book:
            names = [name for name in book.namelist() if name.endswith(".xhtml")]
            pages = [etree.fromstring(book.read(name)) for name in names]
        readings_of(document, path, pages)
        count += 2
    return count
