"""What a search looks through: a few long strings, a line for each node, in the order in which hits are listed.

Python finds a word in such a string at the speed of memory, from one character on, which no index of words or of
three-character pieces does for Chinese. The first lines that hold a frequent word end its search, a rare word passes
over the whole at once: neither takes long.
"""

from __future__ import annotations

import json
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

BETWEEN = "\x1f"  # stands around each spelling in a line; no folded text holds it


class Lines:
    """Lines of folded text that are searched as one string."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.text = "\n" + "\n".join(lines) + "\n"
        self._starts = array("I", accumulate((len(line) + 1 for line in lines), initial=1))

    def __getitem__(self, number: int) -> str:
        return self.text[self._starts[number] : self._starts[number + 1] - 1]

    def holding(self, needle: str) -> Iterator[int]:
        """Yield each line that holds a needle, which may begin or end with the line break around it."""
        at = self.text.find(needle)
        while at >= 0:
            number = bisect_right(self._starts, at + 1) - 1
            yield number
            at = self.text.find(needle, self._starts[number + 1] - 1)

    def matching(self, pattern: re.Pattern[str], lines: range) -> Iterator[int]:
        """Yield each of some lines that a pattern matches, which may begin with the line break before it."""
        at, end = self._starts[lines.start] - 1, self._starts[lines.stop] - 1
        while found := pattern.search(self.text, at, end):
            number = bisect_right(self._starts, found.start() + 1) - 1
            yield number
            at = self._starts[number + 1] - 1


@dataclass(frozen=True)
class Index:
    """The nodes of a store in the order in which hits are listed; lists go by the number of the node.

    `kinds` holds each class with the number of its nodes, which stand together; `spellings` what else a node is called,
    as written; `readings` the characters of the names by their sound, `synonyms` by a folded spelling of a concept its others.
    """

    iris: list[str]
    kinds: list[tuple[str, int]]
    spellings: dict[int, list[str]]
    labels: Lines
    spelled: Lines
    texts: Lines
    readings: dict[str, str]
    synonyms: dict[str, list[str]]

    @cached_property
    def ranges(self) -> dict[str, range]:
        """The nodes of each class."""
        ends = list(accumulate(number for _, number in self.kinds))
        return {kind: range(end - number, end) for (kind, number), end in zip(self.kinds, ends, strict=True)}

    def kind(self, number: int) -> str:
        """Return the class of a node."""
        return next(kind for kind, numbers in self.ranges.items() if number in numbers)


def to_bytes(index: Index) -> bytes:
    """Write an index down."""
    said = {
        "iris": index.iris,
        "kinds": index.kinds,
        "spellings": list(index.spellings.items()),
        "labels": index.labels.text,
        "spelled": index.spelled.text,
        "texts": index.texts.text,
        "readings": index.readings,
        "synonyms": index.synonyms,
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def from_bytes(data: bytes) -> Index:
    """Read what `to_bytes` has written. Raises ValueError, KeyError or TypeError where it is anything else."""
    said: dict[str, Any] = json.loads(data)
    labels, spelled, texts = (Lines(said[name][1:-1].split("\n")) for name in ("labels", "spelled", "texts"))
    return Index(
        said["iris"],
        [(kind, number) for kind, number in said["kinds"]],
        dict(said["spellings"]),
        labels,
        spelled,
        texts,
        said["readings"],
        said["synonyms"],
    )
