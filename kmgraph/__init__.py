"""kmgraph: what a government has promised, as a graph.

    import kmgraph

    graph = kmgraph.build("data/reports/2022-昆明市-计划报告.txt")  # an rdflib Graph
    store = kmgraph.open_store()                                   # the graph that travels with kmgraph
    store.query("SELECT ?goal { ?goal a kmg:Goal }")

Nothing heavy is imported before a name is used.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kmgraph.errors import KmgraphError

if TYPE_CHECKING:
    import rdflib

    from kmgraph.graph.store import Store
    from kmgraph.pipeline import Extraction

__all__ = ["KmgraphError", "build", "extract", "open_store"]


def build(path: str | Path, *, place: str | None = None, year: int | None = None) -> rdflib.Graph:
    """Read a report's file and return its graph.

    `place` (昆明市) and `year` beat what the title says. Raises KmgraphError where the file is no text.
    """
    from kmgraph.graph.rdflib_terms import to_rdflib
    from kmgraph.pipeline import Given, build_graph

    return to_rdflib(build_graph(Path(path), Given(place=place, year=year)).triples)


def extract(path: str | Path, *, place: str | None = None, year: int | None = None) -> Extraction:
    """Read a report's file and return its document, the mentions in it, and the links between them."""
    from kmgraph.pipeline import Given, extract_file

    return extract_file(Path(path), Given(place=place, year=year))


def open_store(path: str | Path | None = None) -> Store:
    """Open a store by its folder or a server's address; without one, the store built last, else the bundled graph."""
    from kmgraph import stores
    from kmgraph.graph.address import place_of

    return stores.open_store(place_of(str(path)) if path is not None else None)
