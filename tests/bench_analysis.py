"""How fast the answers on dependencies are: on the bundled report, and on a made graph of 100,000 edges; first and repeated calls.

Reads: seconds of the first call on a fresh projection, of a repeated one (median of three), and how many times NetworkX's own
`descendants` on the same graph each takes. Run by `make bench`.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable

import networkx as nx

from kmgraph import analysis, stores
from kmgraph.analysis.gaps import gaps
from kmgraph.graph.ontology import KMG

EDGES = 100_000
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


def main() -> None:
    store = stores.open_store(stores.bundled_store())
    reading = [timed(lambda: analysis.dependencies(store)) for _ in range(3)]
    print(f"bundled report: read in {reading[0]:.3f} s, again in {statistics.median(reading[1:]):.3f} s")
    bundled = analysis.dependencies(store)
    print(f"  {bundled.number_of_nodes()} nodes, {bundled.number_of_edges()} edges")
    goal = analysis.choose(bundled, "冶金产业")
    project = analysis.choose(bundled, "武钢昆钢环保搬迁项目")
    table(lambda: analysis.dependencies(store), project, goal, {"gaps": lambda graph: gaps(store)}, whole=True)
    for upward in (0.0, 0.02):
        print(f"{EDGES:,} edges, {upward:.0%} of them against the layers")
        table(lambda upward=upward: made(EDGES, upward=upward), f"n{EDGES * 4 // 10 - 9}", "n10005", {}, whole=False)


def table(make: Callable[[], nx.MultiDiGraph], project: str, goal: str, more: dict, *, whole: bool) -> None:
    asks: dict[str, Callable[[nx.MultiDiGraph], object]] = {
        "impact": lambda graph: analysis.impact(graph, project),
        "support": lambda graph: analysis.support(graph, goal),
        "footings": analysis.footings,
        "order": analysis.order,
        "critical": analysis.critical,
        "cycles": analysis.cycles,
        **more,
    }
    if whole:
        asks |= {"communities": analysis.communities, "centrality": analysis.centrality}
    print("  answer        first s   repeated s   repeated / nx.descendants")
    for name, ask in asks.items():
        graph = make()
        first = timed(lambda ask=ask, graph=graph: ask(graph))
        again = statistics.median(timed(lambda ask=ask, graph=graph: ask(graph)) for _ in range(3))
        beside = statistics.median(timed(lambda graph=graph: nx.descendants(graph, goal)) for _ in range(3))
        print(f"  {name:12} {first:8.4f} {again:10.4f} {again / beside:14.1f}")


if __name__ == "__main__":
    main()
