"""What a command is given: reports that are to be read, or graphs that were built before; a file's ending tells which."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kmgraph.errors import GraphError
from kmgraph.graph.files import FORMATS, read_quads
from kmgraph.graph.ontology import KMG, RDF, value_of
from kmgraph.pipeline import NOTHING, Given, build_graph


def is_graph(path: Path) -> bool:
    """Tell a graph from a report by the file's ending: .ttl, .trig, .nq and their like."""
    return path.suffix.lower() in FORMATS


def read_one(path: Path, given: Given = NOTHING) -> tuple[ox.Quad, ...]:
    """Return the graph that a file holds, or that is built of the report that it holds.

    Raises GraphError where an RDF file holds no report, ReadingError where a report's file is no text.
    """
    if not is_graph(path):
        return tuple(ox.Quad(*triple) for triple in build_graph(path, given).triples)
    quads = read_quads(path)
    if not any(q.predicate.value == RDF + "type" and value_of(q.object) == KMG + "Report" for q in quads):
        raise GraphError(f"{path}: holds no report: this is no graph of kmgraph")
    return quads
