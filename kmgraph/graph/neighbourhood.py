"""What stands around many nodes at once, read by patterns: a picture of 400 nodes asks for each one's neighbours.

A pattern takes some 10 µs where a query takes a millisecond; what was read once is kept as long as the `Surroundings` are.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Container, Iterable, Iterator

from pyoxigraph import NamedNode

from kmgraph.errors import GraphError
from kmgraph.graph.ontology import KMG, shorten, term, value_of
from kmgraph.graph.queries import KINDS, RELATIONS
from kmgraph.graph.rows import Edge, Neighbour, Node
from kmgraph.graph.store import Store

_TYPE, _LABEL, _BASIS = term("rdf:type"), term("rdfs:label"), term("kmg:basis")
_SUBJECT, _PREDICATE, _OBJECT = term("rdf:subject"), term("rdf:predicate"), term("rdf:object")
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
        try:
            self._read([NamedNode(iri)])
        except ValueError:
            return None
        return self._nodes[iri]

    def _read(self, nodes: Iterable[NamedNode]) -> None:
        """Read labels and classes of all of these that are not known yet, in one go."""
        unknown = {node.value: node for node in nodes if node.value not in self._nodes}
        kinds, labels = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
        for triple in self._store.triples_of(unknown.values(), _TYPE, _LABEL):
            known = kinds if triple.predicate == _TYPE else labels
            known[value_of(triple.subject)].append(value_of(triple.object))
        for iri in unknown:
            kind = min(kinds[iri], key=lambda kind: (_RANKS.get(kind, len(_RANKS)), kind), default="")
            self._nodes[iri] = Node(iri, min(labels[iri], default=shorten(iri)), kind) if kind else None

    def beside(self, iri: str) -> tuple[Neighbour, ...]:
        """Return what a picture draws beside a node: first what it points to, then what points to it, by property."""
        if iri not in self._beside:
            self._beside[iri] = tuple(self._neighbours(NamedNode(iri)))
        return self._beside[iri]

    def _neighbours(self, here: NamedNode) -> Iterator[Neighbour]:
        into = list(self._store.triples(object=here))
        links = [t.subject for t in into if t.predicate in (_SUBJECT, _OBJECT)]
        basis = self._basis(link for link in links if isinstance(link, NamedNode))
        outward = ((t.predicate, t.object, True) for t in self._store.triples(here))
        inward = ((t.predicate, t.subject, False) for t in into)
        ends = {
            (property.value, other, out)
            for property, other, out in (*outward, *inward)
            if property.value in RELATIONS and isinstance(other, NamedNode)
        }
        self._read(other for _, other, _ in ends)
        for property, other, out in sorted(ends, key=lambda end: (not end[2], end[0], end[1].value)):
            node = self._nodes[other.value]
            if node is not None and node.kind not in _BEHIND:
                pair = (here.value, property, node.iri) if out else (node.iri, property, here.value)
                yield Neighbour(property, node, out, basis.get(pair))

    def _basis(self, links: Iterable[NamedNode]) -> dict[tuple[str, str, str], str]:
        """How each relation is known, as its link says it; what one sentence states need not be inferred from another."""
        said: dict[str, dict[NamedNode, str]] = defaultdict(dict)
        for triple in self._store.triples_of(links, _SUBJECT, _PREDICATE, _OBJECT, _BASIS):
            said[value_of(triple.subject)][triple.predicate] = value_of(triple.object)
        known: dict[tuple[str, str, str], str] = {}
        for link in said.values():
            pair = (link.get(_SUBJECT, ""), link.get(_PREDICATE, ""), link.get(_OBJECT, ""))
            known[pair] = max(known.get(pair, ""), link.get(_BASIS, ""))
        return known

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


_RANKS = {kind: rank for rank, kind in enumerate(KINDS)}
