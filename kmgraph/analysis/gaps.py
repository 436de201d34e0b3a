"""What a plan leaves open: promises that nobody could check, goals without a project, industries and places hardly named.

Each gap is a file of data/gaps (gap_files.py), whose SPARQL gives its rows by itself. All of them together share what they
read: goals, projects and commitments come out of the store once, however many gaps list them, and each gap leaves out of them
what fills it. To count a gap no row is read at all: they are read when they are first asked for. The counts are asked side by
side, as the store answers outside of Python's lock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property, partial
from os import cpu_count
from typing import Any, TypeVar

from kmgraph.analysis.gap_files import Asked, Words, questions
from kmgraph.analysis.plain import plain
from kmgraph.analysis.uncollected import uncollected
from kmgraph.errors import GraphError
from kmgraph.graph.classification import sections
from kmgraph.graph.divisions import within
from kmgraph.graph.ontology import KMG
from kmgraph.graph.queries import refuse_unknown_report, reports, select
from kmgraph.graph.rows import Node
from kmgraph.graph.store import Store

__all__ = ["Counted", "Gap", "Row", "counted", "gap", "gaps", "questions"]

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Row:
    """A node that lacks something, and its first sentence; what no sentence names has none."""

    node: Node
    sentence: str
    quote: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What is missing: `count` of `of` nodes of a class lack it; `sparql` is the very query of its rows."""

    key: str
    kind: str
    label: Words
    means: Words
    count: int
    of: int
    basis: str
    sparql: str

    @property
    def share(self) -> float:
        """Which part of all lacks it."""
        return self.count / self.of if self.of else 0.0


@dataclass(frozen=True)
class Gap(Counted):
    """What is missing, with its rows in the order of the text; the store is read for them when they are first asked for."""

    read: Callable[[], tuple[Row, ...]] = field(repr=False, compare=False)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The nodes that lack it."""
        return self.read()

    def plain(self) -> dict[str, Any]:
        """What JSON is made of: the count with all its rows."""
        told = Counted(self.key, self.kind, self.label, self.means, self.count, self.of, self.basis, self.sparql)
        return {**plain(told), "rows": plain(self.rows)}


def gaps(store: Store, report: str | None = None, *, stated: bool = False) -> tuple[Gap, ...]:
    """Return every gap of a store, or of one report of it.

    With `stated`, a relation that is only inferred fills no gap. Of several reports, industries, districts and indicators
    are counted over all of them together. Raises GraphError for a report that the store has not.
    """
    return _side_by_side(_Reading(store, report, stated=stated).gap)


def gap(store: Store, key: str, report: str | None = None, *, stated: bool = False) -> Gap:
    """Return one gap. Raises GraphError for a key that no gap has, with all that there are."""
    asked = next((each for each in questions() if each.key == key), None)
    if asked is None:
        raise GraphError(f"no gap is called {key!r}; there are {', '.join(each.key for each in questions())}")
    return _Reading(store, report, stated=stated).gap(asked)


def counted(store: Store, report: str | None = None, *, stated: bool = False) -> tuple[Counted, ...]:
    """Count every gap as `gaps` does, several times as fast: no row is read."""
    return _side_by_side(_Reading(store, report, stated=stated).counted)


def _side_by_side(answer: Callable[[Asked], Answer]) -> tuple[Answer, ...]:
    """Answer every question, as many at once as there are cores, in the questions' order."""
    with ThreadPoolExecutor(cpu_count() or 1) as pool:
        return tuple(pool.map(answer, questions()))


class _Reading:
    """A store, or one report of it, as the gaps ask it; what several of them share is read once."""

    def __init__(self, store: Store, report: str | None, *, stated: bool) -> None:
        refuse_unknown_report(store, report)
        self._store = store
        self._report = report
        self._stated = stated
        self._known: dict[str, tuple[Row, ...]] = {}
        # what a report could name: sections of industry, its home's divisions
        homes = {each.place for each in reports(store) if each.place and report in (None, each.iri)}
        self._members = {
            "": [],
            "sections": [(one.iri, one.label) for one in sections()],
            "districts": [(one.iri, one.label) for home in sorted(homes) for one in within(home)],
        }

    def gap(self, asked: Asked) -> Gap:
        """Return a gap whose rows are read when they are asked for."""
        own = self.counted(asked)
        read = partial(uncollected(self._rows), asked)
        return Gap(own.key, own.kind, own.label, own.means, own.count, own.of, own.basis, own.sparql, read)

    def counted(self, asked: Asked) -> Counted:
        """Count a gap without its rows; the list of a vocabulary is short, and counted by them."""
        if asked.list:
            return self._told(asked, len(self._rows(asked)))
        unfilled = (asked.of, *(f"MINUS {{{filling}}}" for filling in asked.fillings(stated=self._stated)))
        return self._told(asked, self._number(asked, " ".join(unfilled)))

    def _told(self, asked: Asked, count: int) -> Counted:
        of = self._number(asked, asked.of) if asked.of else len(self._members[asked.list])
        basis = "stated" if self._stated else "stated and inferred"
        return Counted(asked.key, KMG + asked.kind, asked.label, asked.means, count, of, basis, self._sparql(asked))

    def _sparql(self, asked: Asked) -> str:
        return asked.sparql(self._members[asked.list], self._report, stated=self._stated)

    def _number(self, asked: Asked, pattern: str) -> int:
        """Count the nodes that can stand in a pattern."""
        (row,) = self._select(f"SELECT (COUNT(DISTINCT ?{asked.node}) AS ?number) {{ {pattern} }}")
        return int(row["number"])

    def _rows(self, asked: Asked) -> tuple[Row, ...]:
        """The rows of a gap: what its query gives, or the nodes of its class that nothing fills, which is the same."""
        if asked.of != f"?{asked.node} a kmg:{asked.kind}":
            return _first_of_each(asked, select(self._store, self._sparql(asked)))
        filled: set[str] = set()
        for filling in asked.fillings(stated=self._stated):
            filled.update(row[asked.node] for row in self._select(f"SELECT DISTINCT ?{asked.node} {{ {filling} }}"))
        return tuple([row for row in self._every(asked) if row.node.iri not in filled])

    def _every(self, asked: Asked) -> tuple[Row, ...]:
        """Every node of a class by its first sentence, in the order of the text; what has none comes first."""
        if asked.kind not in self._known:
            found = self._select(f"""SELECT ?{asked.node} ?label ?order ?sentence ?text {{
                {asked.of} . ?{asked.node} rdfs:label ?label .
                OPTIONAL {{ ?{asked.node} prov:wasDerivedFrom ?sentence . ?sentence kmg:order ?order ; kmg:text ?text }}
            }}""")
            self._known[asked.kind] = _first_of_each(asked, sorted(found, key=partial(_in_text, asked)))
        return self._known[asked.kind]

    def _select(self, query: str) -> Iterator[dict[str, str]]:
        return select(self._store, query, report=self._report)


def _in_text(asked: Asked, row: Mapping[str, str]) -> tuple[int, str, str, str]:
    return int(row.get("order", -1)), row[asked.node], row.get("sentence", ""), row["label"]


def _first_of_each(asked: Asked, rows: Iterable[Mapping[str, str]]) -> tuple[Row, ...]:
    """The first row of each node."""
    found: dict[str, Row] = {}
    for row in rows:
        if (iri := row[asked.node]) not in found:
            found[iri] = Row(Node(iri, row["label"], KMG + asked.kind), row.get("sentence", ""), row.get("text", ""))
    return tuple(found.values())
