"""SPARQL on graphs of a million triples and more: kmgraph beside bare pyoxigraph, rdflib, rdflib-endpoint, `oxigraph serve`
and Virtuoso 7, in one run. Every contender's rows are compared: a wrong answer has no time.

    python tests/bench_sparql.py [--triples 1000000] [--large 10000000] [--out tests/benchmarks/sparql.json]

Prints a table of ratios in Markdown and writes all figures as JSON. `--large 0` leaves the second size out.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import bench_data
import bench_rivals as rivals
import httpx
import pyoxigraph as ox
import rdflib
from bench_rivals import timed

from kmgraph import stores
from kmgraph.graph.files import turtle
from kmgraph.graph.queries import select
from kmgraph.graph.store import write_store
from kmgraph_web import overview
from kmgraph_web.app import create_app

SMALL = 100_000  # triples of which rdflib writes Turtle: of a million it takes minutes
LEAST = 0.002  # seconds by which an answer over HTTP may be later than one without

QUERIES = {
    "point": "SELECT ?p ?o { <%(goal)s> ?p ?o }",
    "text filter": 'SELECT (COUNT(*) AS ?n) { ?s rdfs:label ?label FILTER(CONTAINS(?label, "滇池")) }',
    "grouping": "SELECT ?unit (COUNT(?goal) AS ?n) { ?goal a kmg:Goal ; kmg:unit ?unit } GROUP BY ?unit ORDER BY ?unit",
    "two-hop join": "SELECT (COUNT(*) AS ?n) { ?project a kmg:Project ; kmg:supports ?goal . ?goal kmg:inIndustry ?industry }",
    "path": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x kmg:inIndustry/skos:broader* kmr:industry-C }",
    "top 20": "SELECT ?goal ?value { ?goal a kmg:Goal ; kmg:value ?value } ORDER BY DESC(?value) ?goal LIMIT 20",
    "neighbourhood": "SELECT ?p ?o ?q ?x { <%(goal)s> ?p ?o . ?o ?q ?x }",
}


def main() -> None:
    """Run what is asked for."""
    options = argparse.ArgumentParser()
    options.add_argument("--triples", type=int, default=1_000_000)
    options.add_argument("--large", type=int, default=10_000_000)
    options.add_argument("--out", type=Path)
    asked = options.parse_args()
    found: dict[str, Any] = {"machine": rivals.host(), "triples": asked.triples}
    with TemporaryDirectory() as name:
        found["small"] = small(asked.triples, Path(name))
    if asked.large:
        with TemporaryDirectory() as name:
            found["large"] = {"triples": asked.large, **large(asked.large, Path(name))}
    if asked.out:
        asked.out.parent.mkdir(exist_ok=True)
        asked.out.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(table(found))


def say(*words: object) -> None:
    print(*words, file=sys.stderr, flush=True)


def queries(goal: str) -> dict[str, str]:
    return {name: query % {"goal": goal} for name, query in QUERIES.items()}


def quads(triples: Iterable[ox.Triple]) -> Iterable[ox.Quad]:
    """What a store of kmgraph holds: each triple in a report's graph, and in the default graph."""
    report = ox.NamedNode("urn:bench")
    for triple in triples:
        yield ox.Quad(*triple, report)
        yield ox.Quad(*triple)


def written(triples: int, folder: Path) -> Path:
    """Write the graph as lines, alone in a folder, for those that load a file."""
    folder.mkdir()
    path = folder / "graph.nt"
    with path.open("wb") as file:
        file.writelines(bench_data.lines(triples))
    return path


def clock(work: Callable[[], object]) -> float:
    at = time.perf_counter()
    work()
    return time.perf_counter() - at


def checked(expected: dict[str, rivals.Rows], name: str, ask: rivals.Ask, asked: dict[str, str]) -> None:
    """Compare a contender's rows with Oxigraph's."""
    for kind, query in asked.items():
        rows = ask(query)
        if kind not in ("top 20", "grouping"):
            rows = sorted(rows)
        assert expected.setdefault(kind, rows) == rows, (
            f"{name} answers {kind} otherwise: {rows[:3]} and {expected[kind][:3]}"
        )


def small(triples: int, folder: Path) -> dict[str, Any]:
    """All contenders on a graph of a million triples."""
    lines, store = written(triples, folder / "lines"), folder / "store"
    goals = bench_data.goals(triples, 1000)
    asked, points = queries(goals[len(goals) // 2]), [QUERIES["point"] % {"goal": goal} for goal in goals]
    expected: dict[str, rivals.Rows] = {}
    found: dict[str, Any] = {"ms": {}, "requests a second": {}, "load s": {}}
    found["load s"]["kmgraph"] = clock(lambda: write_store(store, quads(bench_data.read(str(lines))), {}))
    say("loaded", found["load s"])

    held = ox.Store()
    found["load s"]["pyoxigraph, memory"] = clock(
        lambda: held.bulk_load(path=str(lines), format=ox.RdfFormat.N_TRIPLES)
    )
    for name, database in (("pyoxigraph, memory", held), ("pyoxigraph, disk", rivals.opened(store))):
        ask = rivals.bare(database)
        checked(expected, name, lambda query, ask=ask: rivals.rows_of(ask(query)), asked)
        found["ms"][name] = {kind: timed(lambda query=query, ask=ask: ask(query)) for kind, query in asked.items()}
        say(name, found["ms"][name])

    with rivals.kmgraph(store) as (address, _), httpx.Client(timeout=120) as client:
        http(found, "kmgraph", address, client, expected, asked, points)
        fresh, ask = cycle(points), rivals.over_http(address, client)
        found["ms"]["kmgraph"]["point, new text"] = timed(lambda: ask(next(fresh)), most=500)
        # the same again beside bare Oxigraph, turn by turn: what the endpoint adds
        found["overhead"] = overhead(rivals.bare(rivals.opened(store)), ask, asked)
    with rivals.oxigraph_server(lines) as (address, _), httpx.Client(timeout=120) as client:
        http(found, "oxigraph serve", address, client, expected, asked, points)
    if rivals.VIRTUOSO:
        with rivals.virtuoso(lines) as (address, _), httpx.Client(timeout=120) as client:
            http(found, "Virtuoso 7", address, client, expected, asked, points)
    with rivals.endpoint(lines) as (address, _):
        found["requests a second"]["rdflib-endpoint"] = rivals.rate(address, points)
        say("rdflib-endpoint", found["requests a second"])

    graph = rdflib.Graph()
    found["load s"]["rdflib"] = clock(lambda: graph.parse(lines, format="nt"))
    checked(expected, "rdflib", rivals.engine(graph), asked)
    engine = rivals.engine(graph)
    found["ms"]["rdflib"] = {
        kind: timed(lambda query=query: engine(query), least=1, most=50, seconds=2) for kind, query in asked.items()
    }
    say("rdflib", found["ms"]["rdflib"], found["load s"])
    found["pages"] = pages()
    found["turtle"] = turtles()
    return found


def http(
    found: dict[str, Any],
    name: str,
    address: str,
    client: httpx.Client,
    expected: dict[str, rivals.Rows],
    asked: dict[str, str],
    points: list[str],
) -> None:
    """Measure a server: each query, and how many different point queries it answers in a second."""
    ask = rivals.over_http(address, client)
    checked(expected, name, lambda query: rivals.rows_of(ask(query)), asked)
    found["ms"][name] = {kind: timed(lambda query=query: ask(query)) for kind, query in asked.items()}
    found["requests a second"][name] = rivals.rate(address, points)
    say(name, found["ms"][name], found["requests a second"])


def overhead(bare: Callable[[str], object], served: Callable[[str], object], asked: dict[str, str]) -> dict[str, Any]:
    """Ask both in turn: the medians of each, and whether the served one is within 1.3 times the bare one and 2 ms."""
    told = {}
    for kind, query in asked.items():
        one, other = [], []
        until = time.perf_counter() + 1.5
        while time.perf_counter() < until or len(one) < 3:
            one.append(clock(lambda query=query: bare(query)))
            other.append(clock(lambda query=query: served(query)))
        a, b = sorted(one)[len(one) // 2], sorted(other)[len(other) // 2]
        told[kind] = {"bare ms": a * 1000, "served ms": b * 1000, "within": b <= 1.3 * a + LEAST}
    return told


def pages() -> dict[str, float]:
    """The start page's list of branches, which is kept, beside the query that makes it; in milliseconds."""
    store = stores.open_store(stores.bundled_store())
    app = create_app(stores.bundled_store(), 10)
    report = "https://w3id.org/kmgraph/id/530100-2022"
    query = overview.AMONG.replace("?kind", "kmg:Industry")
    with app.test_request_context():
        kept = timed(lambda: overview.among(store, report, "Industry"))
        plain = timed(lambda: list(select(store, query, report=report)))
    app.extensions["kmgraph"].close()
    return {"kept": kept, "query": plain}


def turtles() -> dict[str, float]:
    """Sorted Turtle of a graph by kmgraph's writer, and by rdflib's, in seconds."""
    triples = list(bench_data.grown(SMALL))
    graph = rdflib.Graph()
    graph.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"", format="nt")
    return {
        "triples": SMALL,
        "kmgraph": min(clock(lambda: turtle(triples)) for _ in range(3)),
        "rdflib": clock(lambda: graph.serialize(format="turtle")),
    }


def large(triples: int, folder: Path) -> dict[str, Any]:
    """Oxigraph, its server, Virtuoso and kmgraph from disk on ten million triples, and the memory that kmgraph takes."""
    lines, store = written(triples, folder / "lines"), folder / "store"
    goals = bench_data.goals(triples, 1000)
    asked, points = queries(goals[len(goals) // 2]), [QUERIES["point"] % {"goal": goal} for goal in goals]
    expected: dict[str, rivals.Rows] = {}
    found: dict[str, Any] = {"ms": {}, "requests a second": {}, "load s": {}, "memory MB": {}}
    found["load s"]["kmgraph"] = clock(lambda: write_store(store, quads(bench_data.read(str(lines))), {}))
    say("loaded", found["load s"])
    ask = rivals.bare(rivals.opened(store))
    checked(expected, "pyoxigraph, disk", lambda query: rivals.rows_of(ask(query)), asked)
    found["ms"]["pyoxigraph, disk"] = {kind: timed(lambda query=query: ask(query)) for kind, query in asked.items()}
    with rivals.kmgraph(store) as (address, process), httpx.Client(timeout=300) as client:
        http(found, "kmgraph", address, client, expected, asked, points)
        found["memory MB"]["kmgraph"] = rivals.memory(process) / 1e6
    with rivals.oxigraph_server(lines) as (address, process), httpx.Client(timeout=300) as client:
        http(found, "oxigraph serve", address, client, expected, asked, points)
        found["memory MB"]["oxigraph serve"] = rivals.memory(process) / 1e6
    if rivals.VIRTUOSO:
        with rivals.virtuoso(lines) as (address, process), httpx.Client(timeout=300) as client:
            http(found, "Virtuoso 7", address, client, expected, asked, points)
            found["memory MB"]["Virtuoso 7"] = rivals.memory(process) / 1e6
    say(found["memory MB"])
    return found


def table(found: dict[str, Any]) -> str:
    """Write the ratios as Markdown: times of kmgraph's endpoint = 1."""
    rows = []
    for size in ("small", "large"):
        if size not in found:
            continue
        part, triples = found[size], found["triples"] if size == "small" else found["large"]["triples"]
        names = [name for name in part["ms"] if name != "kmgraph"]
        rows += [
            "",
            f"{triples:,} triples; time of each for one of kmgraph's endpoint",
            "",
            f"| | kmgraph, ms | {' | '.join(names)} |",
            f"| --- | --- |{' --- |' * len(names)}",
        ]
        for kind in QUERIES:
            own = part["ms"]["kmgraph"][kind]
            others = " | ".join(f"{part['ms'][name][kind] / own:.2f}" for name in names)
            rows.append(f"| {kind} | {own:.1f} | {others} |")
        own = part["requests a second"]["kmgraph"]
        others = [part["requests a second"].get(name) for name in names]
        rows.append(
            f"| requests a second | {own:,.0f} | {' | '.join(f'{other / own:.2f}' if other else '–' for other in others)} |"
        )
    part = found["small"]
    rows += [
        "",
        f"- requests a second, 1,000 different point queries: {ratio(part['requests a second'], 'kmgraph', 'rdflib-endpoint')} times rdflib-endpoint, "
        f"{ratio(part['requests a second'], 'kmgraph', 'oxigraph serve')} times oxigraph serve",
        f"- loading: {ratio(part['load s'], 'rdflib', 'kmgraph')} times as fast as rdflib",
        f"- sorted Turtle ({part['turtle']['triples']:,} triples): {ratio(part['turtle'], 'rdflib', 'kmgraph')} times as fast as rdflib",
        f"- the start page's list beside its query: {ratio(part['pages'], 'query', 'kept')} times as fast",
        f"- within 1.3 times bare pyoxigraph and 2 ms: {', '.join(kind for kind, told in part['overhead'].items() if told['within'])}; "
        f"not: {', '.join(kind for kind, told in part['overhead'].items() if not told['within']) or 'none'}",
    ]
    if "large" in found:
        rows.append(
            f"- memory at {found['large']['triples']:,} triples, MB: {', '.join(f'{name} {size:,.0f}' for name, size in found['large']['memory MB'].items())}"
        )
    return "\n".join(rows)


def ratio(of: dict[str, float], one: str, other: str) -> str:
    return f"{of[one] / of[other]:.2g}"


if __name__ == "__main__":
    main()
