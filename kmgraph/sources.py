"""What a command is given: reports that are to be read, or graphs that were built before; a file's ending tells which."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pyoxigraph as ox

from kmgraph.errors import GraphError
from kmgraph.graph.files import FORMATS, read_quads
from kmgraph.graph.merging import merge, reports_of
from kmgraph.graph.rdf import ReportGraph
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
    if not reports_of(quad.triple for quad in quads):
        raise GraphError(f"{path}: holds no report: this is no graph of kmgraph")
    return quads


def read_graphs(
    paths: Sequence[Path], given: Given = NOTHING, *, tell: Callable[[Path], None] | None = None
) -> tuple[ReportGraph, ...]:
    """Return the graph of every report in these files, built where the file is a report; `tell` hears of each file first.

    One that is given twice is there once, and a file of positions goes to its report. Raises GraphError where two files
    hold one place and year with different texts, or a graph that was built before is not valid.
    """
    files = []
    for path in paths:
        if tell:
            tell(path)
        triples = tuple(q.triple for q in read_quads(path)) if is_graph(path) else build_graph(path, given).triples
        files.append((str(path), triples))
    merged = merge(files)
    for name, graph in merged:
        if is_graph(Path(name)):
            _require_valid(name, graph)
    return tuple(graph for _, graph in merged)


def _require_valid(name: str, graph: ReportGraph) -> None:
    from kmgraph.graph.validate import faults  # brings rdflib: not for whoever only asks a store

    if not graph.positions:
        raise GraphError(f"{name}: holds no positions of sentences; give the file of positions beside it")
    if found := faults(graph.triples):
        count = f"{len(found)} fault{'s'[: len(found) > 1]}"
        raise GraphError(f"{name}: not valid: {count}, the first: {found[0]}; “kmgraph validate {name}” lists them all")
