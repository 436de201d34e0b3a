"""Found marks against marks made by hand: precision, recall and F1 a kind, and what was missed.

The measure is that of the marking guide: a found mark matches one of its kind where the two spans share at least half of
their characters and the kind's own fields agree; each mark is matched once at most, the best overlaps first.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kmgraph.errors import ReadingError

Mark = dict[str, Any]
# how well two marks of a kind match: 0 for not at all
Weight = Callable[[Mark, Mark], float]


@dataclass(frozen=True, slots=True)
class Marked:
    """One text's marks and links; `scope` names the ranges that were marked, None for the whole text."""

    marks: tuple[Mark, ...]
    links: tuple[Mark, ...]
    scope: tuple[tuple[int, int], ...] | None = None

    def inside(self, mark: Mark) -> bool:
        """Tell whether a mark lies in what was marked by hand."""
        return self.scope is None or any(start <= mark["start"] and mark["end"] <= end for start, end in self.scope)


@dataclass(slots=True)
class Row:
    """Counts of one row of the table, and the marks behind its errors."""

    hit: int = 0
    found: int = 0
    gold: int = 0
    missed: list[Mark] = field(default_factory=list)
    false: list[Mark] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of the found marks that are right."""
        return self.hit / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the marks made by hand that were found."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


Table = dict[str, Row]


def load_marks(path: Path) -> Marked:
    """Read stand-off marks, one JSON object a line. Raises ReadingError with the line where one is broken."""
    rows: list[Mark] = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReadingError(f"{path}: {getattr(error, 'strerror', None) or 'not UTF-8 text'}") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not isinstance(row["kind"], str):
                raise TypeError
        except (ValueError, KeyError, TypeError):
            raise ReadingError(f"{path}:{number}: no mark: each line is a JSON object with a kind") from None
        rows.append(row)
    return to_marked(rows)


def to_marked(rows: Iterable[Mark]) -> Marked:
    """Tell marks, links and the scope of a file apart."""
    rows = tuple(rows)
    scope = next((tuple((s, e) for s, e in row["ranges"]) for row in rows if row["kind"] == "scope"), None)
    marks = tuple(row for row in rows if "start" in row)
    return Marked(marks, tuple(row for row in rows if row["kind"] == "link"), scope)


def score(pairs: Iterable[tuple[Marked, Marked]]) -> Table:
    """Count (gold, found) pairs of texts into one table, summed over the texts (micro average)."""
    table: Table = {}
    for gold, found in pairs:
        found = Marked(tuple(mark for mark in found.marks if gold.inside(mark)), found.links)
        for row, (kind, weight) in _ROWS.items():
            _count_marks(table.setdefault(row, Row()), _of(kind, gold), _of(kind, found), weight)
        same = _count_fields(table, gold, found)
        for link in _LINKS:
            _count_links(table.setdefault(f"link:{link}", Row()), link, gold, found, same)
    return dict(sorted(table.items()))


def counterparts(gold: Marked, found: Marked) -> dict[str, str]:
    """Return which mark made by hand each found one stands for, by their ids; links are counted between those."""
    return _count_fields({}, gold, Marked(tuple(mark for mark in found.marks if gold.inside(mark)), found.links))


def report(table: Table, *, errors: int = 0) -> Iterator[str]:
    """Lines of the table, and up to `errors` misses and false finds of each kind below it."""
    yield f"{'kind':<18}{'precision':>10}{'recall':>8}{'f1':>8}{'found':>7}{'gold':>6}"
    for name, row in table.items():
        yield f"{name:<18}{row.precision:>10.3f}{row.recall:>8.3f}{row.f1:>8.3f}{row.found:>7}{row.gold:>6}"
    for name, row in table.items():
        if name.endswith("?"):
            continue
        for verdict, marks in (("missed", row.missed), ("false", row.false)):
            for mark in marks[:errors]:
                rest = {key: value for key, value in mark.items() if key not in ("kind", "id", "start", "end", "text")}
                where = f"{mark['start']}-{mark['end']} {mark['text']}"
                yield f"{name} {verdict}: {where} {json.dumps(rest, ensure_ascii=False)}"


# --- what matches -------------------------------------------------------------------------------------------


def _shared(gold: Mark, found: Mark) -> int:
    shared: int = min(gold["end"], found["end"]) - max(gold["start"], found["start"])
    return max(0, shared)


def _half(gold: Mark, found: Mark) -> float:
    shared = _shared(gold, found)
    union = gold["end"] - gold["start"] + found["end"] - found["start"] - shared
    share = shared / union if union else 0.0
    return share if share >= 0.5 else 0.0


def _same(*fields: str, by: Weight = _half) -> Weight:
    def weight(gold: Mark, found: Mark) -> float:
        return by(gold, found) if all(gold.get(name) == found.get(name) for name in fields) else 0.0

    return weight


def _same_figure(gold: Mark, found: Mark) -> float:
    value = found.get("value")
    if value is None or abs(float(value) - gold["value"]) > 1e-9 * max(1, abs(gold["value"])):
        return 0.0
    if _unit(gold["unit"]) != _unit(found.get("unit")) or not _alike(gold["indicator"], found.get("indicator") or ""):
        return 0.0
    return _same("status")(gold, found)


def _unit(written: object) -> str:
    return str(written or "").replace("％", "%").replace("个百分点", "百分点").strip()


def _alike(one: str, other: str) -> bool:
    """Half of their pairs of characters are the same (Dice)."""
    a, b = _pairs(one), _pairs(other)
    return 2 * len(a & b) / (len(a) + len(b)) >= 0.5


def _pairs(words: str) -> set[str]:
    letters = "".join(filter(str.isalnum, str(words)))
    return {letters[i : i + 2] for i in range(len(letters) - 1)} or {letters}


_ROWS: dict[str, tuple[str, Weight]] = {
    "quantity": ("quantity", _same_figure),
    "quantity?": ("quantity", _same("status")),
    "project": ("project", _half),
    "industry": ("industry", _same("section")),
    "industry?": ("industry", _half),
    "district": ("district", _same("code", by=_shared)),
    "task": ("task", _same("level")),
}
_LENIENT: dict[str, Weight] = {
    "quantity": _same("status"),
    "project": _half,
    "industry": _half,
    "district": _shared,
    "task": _half,
}
_FIELDS = {"quantity": ("year", "change", "comparator"), "project": ("phase",)}
_LINKS = ("supports", "locatedIn", "inIndustry")


# --- counting -----------------------------------------------------------------------------------------------


def _of(kind: str, marked: Marked) -> list[Mark]:
    return [mark for mark in marked.marks if mark["kind"] == kind]


def _match(gold: Sequence[Mark], found: Sequence[Mark], weight: Weight) -> dict[int, int]:
    """Index of a gold mark → index of the found mark that matches it; best overlaps first, earlier marks on a tie."""
    scored = [
        (-value, i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if _shared(g, f) and (value := weight(g, f)) > 0
    ]
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(scored):
        if i not in matched and j not in taken:
            matched[i] = j
            taken.add(j)
    return matched


def _count_marks(row: Row, gold: list[Mark], found: list[Mark], weight: Weight) -> None:
    matched = _match(gold, found, weight)
    taken = set(matched.values())
    row.hit += len(matched)
    row.found += len(found)
    row.gold += len(gold)
    row.missed += [mark for i, mark in enumerate(gold) if i not in matched]
    row.false += [mark for j, mark in enumerate(found) if j not in taken]


def _count_fields(table: Table, gold: Marked, found: Marked) -> dict[str, str]:
    """Count the fields of marks that match leniently; return which found mark stands for which gold one (ids)."""
    same: dict[str, str] = {}
    for kind, weight in _LENIENT.items():
        golds, founds = _of(kind, gold), _of(kind, found)
        for i, j in _match(golds, founds, weight).items():
            same[founds[j]["id"]] = golds[i]["id"]
            for name in _FIELDS.get(kind, ()):
                row = table.setdefault(f"{kind}.{name}", Row())
                row.hit += golds[i].get(name) == founds[j].get(name)
                row.found += 1
                row.gold += 1
    return same


def _count_links(row: Row, kind: str, gold: Marked, found: Marked, same: dict[str, str]) -> None:
    known = {mark["id"] for mark in found.marks}
    wanted = {(link["from"], link["to"]) for link in gold.links if link["type"] == kind}
    given = {
        (same.get(link["from"], f"{link['from']}!"), same.get(link["to"], f"{link['to']}!"))
        for link in found.links
        if link["type"] == kind and link["from"] in known and link["to"] in known
    }
    row.hit += len(wanted & given)
    row.found += len(given)
    row.gold += len(wanted)
