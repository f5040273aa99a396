"""A built site as its own data have it, and what was found wrong with its other files."""

import json
import re

FAULTS = []


def fault(path, message):
    FAULTS.append(f"{path}: {message}")


def same(path, place, found, expected):
    if found != expected:
        fault(path, f"{place}: {found!r} is not {expected!r}"[:600])


class Document:
    """A document as its `segments.json` has it."""

    def __init__(self, folder):
        data = json.loads((folder / "segments.json").read_text(encoding="utf-8"))
        self.folder = folder
        self.id = data["document"]["id"]
        self.title = data["document"]["title"]
        self.langs = {witness["id"]: witness["lang"] for witness in data["witnesses"]}
        self.witnesses = list(self.langs)
        self.notes = data["notes"]
        self.readings = {s["id"]: s["readings"] for s in data["segments"]}
        self.all = {(s, w): text for s, of in self.readings.items() for w, text in of.items()}

    def file(self, ending):
        return self.folder / f"{self.id}{ending}"

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

    def notes_of(self, pair):
        """The notes at segments that at least one of these witnesses reads."""
        here = [n for n in self.notes if any(w in self.readings[n["at"]["segment"]] for w in pair)]
        return [(n["at"]["segment"], text) for n in here for text in n["body"].values()]


def documents(public):
    return [Document(path.parent) for path in sorted(public.glob("*/segments.json"))]


def compare(path, found, expected):
    """Two tables from places to texts: nothing lost, nothing more, every letter equal."""
    for place in sorted(set(expected) - set(found)):
        fault(path, f"{place} is lost")
    for place in sorted(set(found) - set(expected)):
        fault(path, f"{place} is not in the edition")
    for place in set(found) & set(expected):
        same(path, place, found[place], expected[place])


def holds(path, notes, texts):
    """Every note stands in one of the texts at its segment: segment → list of texts."""
    for segment, note in notes:
        if not any(note in text for text in texts.get(segment, [])):
            fault(path, f"a note at {segment} is lost: {note[:60]!r}")


def letters(text):
    """A note without its marks and white space: as Markdown, and as it was rendered."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"[*_`\s]", "", text)
