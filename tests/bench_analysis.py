"""How fast the answers on dependencies are: on the bundled report, and on a made graph of 100,000 edges; first and repeated calls.

Reads: seconds of the first call on a fresh projection, of a repeated one (median of three, one where it takes seconds), and both
as a multiple of what NetworkX takes to find the strongly connected parts of the same graph, which is one walk over all of it.
Then betweenness by each engine beside NetworkX, and what two million edges are told. Run by `make bench`.

The gaps of many reports: listed with their rows, counted, and beside both the queries that each gap shows, asked one by one.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path

import bench_data
import networkx as nx
from networkx import strongly_connected_components as parts
from pyoxigraph import Quad

from kmgraph import analysis, stores
from kmgraph.analysis import betweenness
from kmgraph.analysis.gaps import counted, gaps
from kmgraph.analysis.structure import structure
from kmgraph.errors import GraphError
from kmgraph.graph.ontology import KMG
from kmgraph.graph.store import Store, write_store

EDGES = 100_000
REPORTS = (30, 156)  # of the size of the bundled one; those have 100,000 dependencies
KINDS = ("Task", "Goal", "Commitment", "Project")


def made(edges: int, seed: int = 1, upward: float = 0.0) -> nx.MultiDiGraph:
    """A random graph in four layers, tasks on goals on commitments on projects; `upward` of the edges go against that."""
    chance = random.Random(seed)
    size = edges * 4 // 10
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    for node in range(size):
        kind = KMG + KINDS[node * 4 // size]
        graph.add_node(f"n{node}", label=f"n{node}", kind=kind, phase="", stage=0, position=node)
    for _ in range(edges):
        a, b = sorted(chance.sample(range(size), 2))
        if chance.random() < upward:
            a, b = b, a
        basis = chance.choice(("stated", "inferred"))
        weight = 1.0 if basis == "stated" else 0.5
        graph.add_edge(f"n{a}", f"n{b}", weight=weight, basis=basis, rule="made", sentence="", quote="", property="")
    return nx.freeze(graph)


def timed(ask: Callable[[], object]) -> float:
    begin = time.perf_counter()
    ask()
    return time.perf_counter() - begin


def twice(ask: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the first call, and of a repeated one."""
    first = timed(ask)
    return first, statistics.median(timed(ask) for _ in range(1 if first > 2 else 3))


def main() -> None:
    engines()
    store = stores.open_store(stores.bundled_store())
    reading = [timed(lambda: analysis.dependencies(store)) for _ in range(3)]
    print(f"bundled report: read in {reading[0]:.3f} s, again in {statistics.median(reading[1:]):.3f} s")
    bundled = analysis.dependencies(store)
    print(f"  {bundled.number_of_nodes()} nodes, {bundled.number_of_edges()} edges")
    goal = analysis.choose(bundled, "冶金产业")
    project = analysis.choose(bundled, "武钢昆钢环保搬迁项目")
    table(
        lambda: analysis.dependencies(store),
        project,
        goal,
        {"gaps": lambda graph: gaps(store), "gaps counted": lambda graph: counted(store)},
    )
    for upward in (0.0, 0.02):
        print(f"{EDGES:,} edges, {upward:.0%} of them against the layers")
        table(lambda upward=upward: made(EDGES, upward=upward), f"n{EDGES * 4 // 10 - 9}", "n10005", {})
    for reports in REPORTS:
        many(reports)
    refusal()


def many(reports: int) -> None:
    """The gaps of a store of so many reports, stated relations alone too."""
    base = stores.bundled_graph().triples
    own = sum(bench_data.OWN in triple.subject.value for triple in base)
    with tempfile.TemporaryDirectory() as room:
        place = Path(room) / "store"
        triples = bench_data.grown(len(base) + own * (reports - 1))
        write_store(place, (Quad(t.subject, t.predicate, t.object) for t in triples), {})
        store = Store.open(place)
        for stated in (False, True):
            asks = (
                partial(asked_alone, store, stated),
                partial(gaps, store, stated=stated),
                partial(counted, store, stated=stated),
            )
            one_by_one, listed, counts = (min(timed(ask) for _ in range(3)) for ask in asks)
            print(
                f"gaps of {reports} reports{', stated alone' if stated else ''}: {listed:.2f} s, counted {counts:.2f} s; their "
                f"queries one by one {one_by_one:.2f} s, {one_by_one / listed:.1f} and {one_by_one / counts:.1f} times as long"
            )


def asked_alone(store: Store, stated: bool) -> None:
    """Ask each gap's own query."""
    for gap in counted(store, stated=stated):
        deque(store.query(gap.sparql), 0)


def engines() -> None:
    """Betweenness by each engine, exact and sampled; the first call of an engine loads it, so that the smallest graph comes first."""
    print("betweenness          first s   repeated s   NetworkX / first   NetworkX / repeated")
    for edges, batches in ((2_000, 0), (7_000, 0), (EDGES, 8)):
        for engine in (betweenness.by_networkx, betweenness.by_rustworkx, betweenness.by_igraph):
            if batches and engine is betweenness.by_rustworkx:
                continue  # it starts everywhere
            known = structure(made(edges))
            nodes = list(known.below)
            starts = [nodes[i :: len(nodes) // 8] for i in range(batches)] or [nodes]
            first, again = twice(partial(engine, known, starts))
            if engine is betweenness.by_networkx:
                beside = first, again
            name = f"{edges:,} {engine.__name__[3:]}"
            print(f"  {name:18} {first:8.4f} {again:10.4f} {beside[0] / first:14.0f} {beside[1] / again:18.0f}")


def refusal() -> None:
    """Two million edges, asked for exact betweenness."""
    graph = made(2_000_000)
    begin = time.perf_counter()
    try:
        analysis.centrality(graph, exact=True)
    except GraphError as error:
        print(f"2,000,000 edges, after {time.perf_counter() - begin:.3f} s: {error}")


def table(make: Callable[[], nx.MultiDiGraph], project: str, goal: str, more: dict) -> None:
    asks: dict[str, Callable[[nx.MultiDiGraph], object]] = {
        "impact": lambda graph: analysis.impact(graph, project),
        "support": lambda graph: analysis.support(graph, goal),
        "footings": analysis.footings,
        "order": analysis.order,
        "critical": analysis.critical,
        "cycles": analysis.cycles,
        "centrality": analysis.centrality,
        "communities": analysis.communities,
        **more,
    }
    print("  answer        first s   repeated s   first / NetworkX   repeated / NetworkX")
    for name, ask in asks.items():
        graph = make()
        first, again = twice(partial(ask, graph))
        beside = statistics.median(timed(partial(deque, parts(graph), 0)) for _ in range(3))
        print(f"  {name:12} {first:8.4f} {again:10.4f} {first / beside:14.2f} {again / beside:18.2f}")


if __name__ == "__main__":
    main()
