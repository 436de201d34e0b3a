"""Count the pairs of Chinese characters that reports of many places share, for kmgraph/mentions/common_pairs.txt.

usage: python tests/tools/common_pairs.py FOLDER > kmgraph/mentions/common_pairs.txt

FOLDER holds reports named YEAR-PLACE-….txt. The reports of one place count once, those of one prefecture's counties
(保定市易县) as one place, those of the nation once in four years; older ones than 2003 don't count.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

PLACES_AT_LEAST = 8
FIRST_YEAR = 2003


def place_of(name: str) -> str | None:
    """2022-保定市易县-政府工作报告 → 保定市, 2022-全国-… → 全国505; None for an old report."""
    year, place = name.split("-")[:2]
    if int(year) < FIRST_YEAR:
        return None
    if place == "全国":
        return f"{place}{int(year) // 4}"
    return "保定市" if place.startswith("保定市") else place


def main(folder: Path) -> None:
    """Write the table: a line for each first character, then all the second ones."""
    places: defaultdict[str, set[str]] = defaultdict(set)
    digest = hashlib.sha256()
    known: set[str] = set()
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text("utf-8")
        digest.update(text.encode())
        if (place := place_of(path.stem)) is None:
            continue
        known.add(place)
        for run in re.findall(r"[\u4e00-\u9fff]+", text):
            for first, second in pairwise(run):
                places[first + second].add(place)
    followers: defaultdict[str, str] = defaultdict(str)
    for pair in sorted(pair for pair, where in places.items() if len(where) >= PLACES_AT_LEAST):
        followers[pair[0]] += pair[1]
    print(f"# pairs of characters that reports of at least {PLACES_AT_LEAST} of {len(known)} places share:")
    print("# a first character, then the second ones; made by tests/tools/common_pairs.py")
    print(f"# SHA-256 of the reports: {digest.hexdigest()}")
    for first in sorted(followers):
        print(first + followers[first])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
