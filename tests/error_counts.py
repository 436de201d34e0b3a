"""Errors on the texts of tests/hand_marked/, as absolute counts that may only fall.

usage: python tests/error_counts.py [--lower]

Those texts are written for the purpose, with real places and invented figures, and marked by hand as a reader would. `learned`
holds the ones that rules were mended by, `left_out` those whose errors nobody has read: open them only to measure. The marks in
`reports/` point into real reports that are not here; their first line names the report and its SHA-256.
--lower writes down counts that have fallen; a count that has risen ends it with exit code 1 and nothing written.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from kmgraph.facts.marks import to_marks
from kmgraph.pipeline import extract_file
from kmgraph.scoring import Marked, load_marks, score, to_marked

FOLDER = Path(__file__).parent / "hand_marked"
KNOWN = FOLDER / "errors.json"

Counts = dict[str, int]


SETS = ("learned", "left_out")


def pairs(name: str) -> Iterator[tuple[Marked, Marked]]:
    """Yield what readers and what the rules marked in each text of a set."""
    for text in sorted((FOLDER / name).glob("*.txt")):
        found = extract_file(text)
        yield load_marks(text.with_suffix(".jsonl")), to_marked(to_marks(found.mentions, found.links))


def count_errors(name: str) -> Counts:
    """Count the misses and false finds of each row in a set; fields of what was found (`project.phase`) are no rows of it."""
    table = score(pairs(name))
    return {row: n.found + n.gold - 2 * n.hit for row, n in sorted(table.items()) if "." not in row}


def known_errors() -> dict[str, Counts]:
    """Return the counts that were last written down."""
    known: dict[str, Counts] = json.loads(KNOWN.read_text(encoding="utf-8")) if KNOWN.exists() else {}
    return known


def risen(known: Counts, now: Counts) -> list[str]:
    """Say of each row with more errors than known how many: `project 12 > 9`."""
    return [f"{row} {count} > {known[row]}" for row, count in now.items() if count > known.get(row, count)]


def main() -> int:
    """Print all counts; with --lower write down those that have fallen."""
    known = known_errors()
    now = {name: count_errors(name) for name in SETS}
    worse = 0
    for name, counts in now.items():
        more = risen(known.get(name, {}), counts)
        worse += len(more)
        print(f"{name}: {sum(counts.values())} errors", *more, sep="\n    ! " if more else "")
    if "--lower" in sys.argv[1:] and not worse:
        KNOWN.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
