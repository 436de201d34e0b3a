"""The difference of two graphs as a SPARQL Update: whoever applies it to the old one has the new one.

SPARQL Update rather than RDF Patch, because every store applies it (https://www.w3.org/TR/sparql11-update/).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import pyoxigraph as ox

from kmgraph.errors import GraphError
from kmgraph.graph.ontology import value_of


def patch(old: Iterable[ox.Quad], new: Iterable[ox.Quad]) -> str:
    """Return what to delete and what to insert, one triple a line, sorted; nothing for equal graphs.

    Raises GraphError where a blank node is among it: the new graph's can't be told from the old one's.
    """
    before, after = frozenset(old), frozenset(new)
    parts = [*_part("DELETE DATA", before - after), *_part("INSERT DATA", after - before)]
    return "".join(f"{part}\n" for part in parts)


def _part(verb: str, quads: frozenset[ox.Quad]) -> Iterator[str]:
    for quad in quads:
        if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
            raise GraphError(
                f"{quad.subject} {quad.predicate} {quad.object}: a patch can't say which blank node is which"
            )
    if quads:
        yield f"{verb} {{"
        for graph, same in groupby(sorted(quads, key=_rank), key=lambda quad: quad.graph_name):
            lines = (f"  {quad.triple} ." for quad in same)
            yield from lines if isinstance(graph, ox.DefaultGraph) else _named(value_of(graph), lines)
        yield "} ;"


def _named(graph: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"  GRAPH <{graph}> {{"
    yield from (f"  {line}" for line in lines)
    yield "  }"


def _rank(quad: ox.Quad) -> tuple[str, str]:
    return "" if isinstance(quad.graph_name, ox.DefaultGraph) else value_of(quad.graph_name), str(quad.triple)
