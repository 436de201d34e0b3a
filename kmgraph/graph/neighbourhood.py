"""What stands around many nodes at once, read by patterns: a picture of 400 nodes asks for each one's neighbours.

A pattern takes some 10 µs where a query takes a millisecond; what was read once is kept as long as the `Surroundings` are.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterable, Iterator
from functools import cached_property

from pyoxigraph import DefaultGraph, Literal, NamedNode

from kmgraph.errors import GraphError
from kmgraph.graph.ontology import KMG, RDF, RDFS, shorten, value_of
from kmgraph.graph.queries import KINDS, RELATIONS
from kmgraph.graph.rows import Edge, Neighbour, Node
from kmgraph.graph.store import Store

_BEHIND = (KMG + "Sentence", KMG + "Section")  # they stand behind what a picture shows
_REPORT = KMG + "Report"
# by these nearly everything is beside everything, so that a way through them says nothing
_NO_WAY = (_REPORT, KMG + "Strength", KMG + "Phase", KMG + "Unit")
_SEARCHED = 20_000  # nodes that are looked at for a path


class Surroundings:
    """The neighbours that a picture shows of any node of a store, each read once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._nodes: dict[str, Node | None] = {}
        self._beside: dict[str, tuple[Neighbour, ...]] = {}

    def node(self, iri: str) -> Node | None:
        """Return a node's label and class, None where the graph does not hold it, or the text is no IRI at all."""
        if iri not in self._nodes:
            try:
                self._nodes[iri] = self._read(iri)
            except ValueError:
                self._nodes[iri] = None
        return self._nodes[iri]

    def _read(self, iri: str) -> Node | None:
        kinds = sorted(self._values(iri, RDF + "type"))
        if not kinds:
            return None
        label = min(self._values(iri, RDFS + "label"), default=shorten(iri))
        return Node(iri, label, min(kinds, key=lambda kind: _RANKS.get(kind, len(_RANKS))))

    def beside(self, iri: str) -> tuple[Neighbour, ...]:
        """Return what a picture draws beside a node: first what it points to, then what points to it, by property."""
        if iri not in self._beside:
            ends = (*self._ends(iri, outward=True), *self._ends(iri, outward=False))
            self._beside[iri] = tuple(self._neighbours(iri, ends))
        return self._beside[iri]

    def _neighbours(self, iri: str, ends: Iterable[tuple[str, str, bool]]) -> Iterator[Neighbour]:
        basis = {outward: self._links(iri, outward=outward) for outward in (True, False)}
        for property, other, outward in ends:
            node = self.node(other)
            if node is not None and node.kind not in _BEHIND:
                yield Neighbour(property, node, outward, basis[outward].get((property, other)))

    def edges(self, among: Iterable[str]) -> Iterator[Edge]:
        """Yield every relation between two of these nodes, once."""
        shown = dict.fromkeys(among)
        for iri in shown:
            for near in self.beside(iri):
                if near.outward and near.node.iri in shown:
                    yield Edge(iri, near.property, near.node.iri, near.basis)

    def spread(self, start: str, depth: int, most: int, kind: str | None = None) -> tuple[list[Node], set[str]]:
        """Return the nodes up to `depth` steps around one, nearest first, and those that `most` cut off.

        Of a `kind` alone where one is named. No step goes through a report unless it is the start: everything is part of one.
        Raises GraphError where the graph does not hold the start.
        """
        first = self.node(start)
        if first is None:
            raise GraphError(f"the graph holds no node {shorten(start)}")
        found, cut, ring = {start: first}, set[str](), [start]
        for _ in range(depth):
            following: list[str] = []
            for here in ring:
                if here != start and found[here].kind == _REPORT:
                    continue
                for near in self.beside(here):
                    iri = near.node.iri
                    if iri in found or kind not in (None, near.node.kind):
                        continue
                    if len(found) >= most:
                        cut.add(iri)
                        continue
                    found[iri] = near.node
                    following.append(iri)
            ring = following
        return list(found.values()), cut

    def waiting(self, iri: str, shown: Container[str]) -> dict[str, int]:
        """Count a node's neighbours that are not shown, by class."""
        waits = {near.node.iri: near.node.kind for near in self.beside(iri) if near.node.iri not in shown}
        counted: dict[str, int] = {}
        for kind in waits.values():
            counted[kind] = counted.get(kind, 0) + 1
        return dict(sorted(counted.items(), key=lambda item: (_RANKS.get(item[0], len(_RANKS)), item[0])))

    def path(self, start: str, end: str) -> tuple[str, ...]:
        """Return the nodes of a shortest way between two, whichever way its relations go; none where there is no way."""
        before: dict[str, str | None] = {start: None}
        waiting = deque([start])
        while waiting and len(before) < _SEARCHED:
            here = waiting.popleft()
            if here == end:
                break
            for near in self.beside(here):
                iri = near.node.iri
                if iri not in before and (iri == end or near.node.kind not in _NO_WAY):
                    before[iri] = here
                    waiting.append(iri)
        way: list[str] = []
        step: str | None = end if end in before else None
        while step is not None:
            way.append(step)
            step = before[step]
        return tuple(reversed(way))

    # --- patterns -----------------------------------------------------------------------------------------------

    @cached_property
    def _graph(self) -> DefaultGraph:
        return DefaultGraph()

    def _values(self, iri: str, property: str) -> list[str]:
        found = self._store.oxigraph.quads_for_pattern(NamedNode(iri), NamedNode(property), None, self._graph)
        return [value_of(quad.object) for quad in found]

    def _ends(self, iri: str, *, outward: bool) -> list[tuple[str, str, bool]]:
        here = NamedNode(iri)
        subject, object = (here, None) if outward else (None, here)
        pairs = {
            (quad.predicate.value, value_of(quad.object if outward else quad.subject), outward)
            for quad in self._store.oxigraph.quads_for_pattern(subject, None, object, self._graph)
            if quad.predicate.value in RELATIONS and not isinstance(quad.object, Literal)
        }
        return sorted(pairs)

    def _links(self, iri: str, *, outward: bool) -> dict[tuple[str, str], str]:
        """How each relation of a node is known, by property and other end: its link says it."""
        own, other = ("subject", "object") if outward else ("object", "subject")
        known: dict[tuple[str, str], str] = {}
        for quad in self._store.oxigraph.quads_for_pattern(None, NamedNode(RDF + own), NamedNode(iri), self._graph):
            link = value_of(quad.subject)
            for property in self._values(link, RDF + "predicate"):
                for end in self._values(link, RDF + other):
                    # what one sentence states need not be inferred from another
                    known[property, end] = max(self._values(link, KMG + "basis"), default="")
        return known


_RANKS = {kind: rank for rank, kind in enumerate(KINDS)}
