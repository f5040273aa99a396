"""Compares proposals of alignment with those of another program, Gale and Church's method in nltk.

    python3 tests/validate/align.py <folder>

The folder holds what the test of proposals writes: sentences, the pairs that the edition has, and
the pairs that duizhao proposes. `cargo xtask bench align` does both. Needs nltk.
"""

import json
import sys
from itertools import groupby
from pathlib import Path


def by_nltk(data):
    """Pairs of sentences by nltk: paragraph by paragraph where both texts have as many."""
    from nltk.translate.gale_church import align_blocks

    def paragraphs(side):
        numbered = list(enumerate(data[side]))
        groups = groupby(numbered, key=lambda entry: entry[1][0])
        return [[(number, len(text)) for number, (_, text) in group] for _, group in groups]

    source, translation = paragraphs("source"), paragraphs("translation")
    if len(source) != len(translation):
        source, translation = [sum(source, [])], [sum(translation, [])]
    found = set()
    for one, other in zip(source, translation):
        lengths = [length for _, length in one], [length for _, length in other]
        for i, j in align_blocks(*lengths):
            found.add((one[i][0], other[j][0]))
    return found


def score(found, gold):
    right = len(found & gold)
    return right / len(found), right / len(gold)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print(f"{'texts':<40} {'program':<24} {'precision':>9} {'recall':>7}  pairs")
    files = sorted(Path(sys.argv[1]).glob("*.json"))
    for name, group in groupby(files, key=lambda path: path.stem.rsplit("~", 1)[0]):
        for path in group:
            data = json.loads(path.read_text(encoding="utf-8"))
            gold = {tuple(pair) for pair in data["gold"]}
            found = {tuple(pair) for pair in data["pairs"]}
            precision, recall = score(found, gold)
            program = f"duizhao, {data['method']}"
            print(f"{name:<40} {program:<24} {precision:>9.3f} {recall:>7.3f}  {len(found)}")
        try:
            found = by_nltk(data)
        except ImportError as error:
            print(f"{name:<40} nltk: NOT COMPARED, {error}")
            continue
        precision, recall = score(found, gold)
        print(f"{name:<40} {'nltk, Gale and Church':<24} {precision:>9.3f} {recall:>7.3f}  {len(found)} of {len(gold)}")


if __name__ == "__main__":
    main()
