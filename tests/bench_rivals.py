"""What the benchmark measures side by side: each opens the same triples and answers a query with its rows."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import pyoxigraph as ox
import rdflib
from servers import VIRTUOSO, free_ports, running

from kmgraph.graph.ontology import PREFIXES
from kmgraph.graph.store import Store

Rows = list[tuple[str, ...]]
Ask = Callable[[str], Rows]
JSON = "application/sparql-results+json"
PROLOGUE = "".join(
    f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items() if name in ("kmg", "kmr", "rdfs", "skos")
)
ENDPOINT = """
import sys, rdflib, uvicorn
from rdflib_endpoint import SparqlEndpoint
graph = rdflib.Graph()
graph.parse(sys.argv[1], format="nt")
uvicorn.run(SparqlEndpoint(graph=graph, path="/sparql"), host="127.0.0.1", port=int(sys.argv[2]), log_level="critical")
"""
INI = Path(__file__).with_name("bench_virtuoso.ini")


def plain(value: str) -> str:
    """Write numbers as one, whatever a store makes of them: 23.0 and 23 are the same."""
    try:
        return f"{Decimal(value).normalize():f}"
    except InvalidOperation:
        return value


def rows_of(body: bytes) -> Rows:
    """Read SPARQL's JSON."""
    found = json.loads(body)
    names = found["head"]["vars"]
    return [
        tuple(plain(row[name]["value"]) if name in row else "" for name in names)
        for row in found["results"]["bindings"]
    ]


def bare(store: ox.Store) -> Callable[[str], bytes]:
    """Oxigraph in this process, in memory or on disk; its answer is written as JSON, as the endpoint's is."""
    return lambda query: store.query(PROLOGUE + query).serialize(format=ox.QueryResultsFormat.JSON) or b""


def engine(graph: rdflib.Graph) -> Ask:
    """rdflib's own engine."""
    return lambda query: [
        tuple(plain(str(value)) if value is not None else "" for value in row) for row in graph.query(PROLOGUE + query)
    ]


def over_http(address: str, client: httpx.Client) -> Callable[[str], bytes]:
    """A server, asked by GET on a connection that stays open."""

    def ask(query: str) -> bytes:
        answer = client.get(address, params={"query": PROLOGUE + query}, headers={"Accept": JSON})
        answer.raise_for_status()
        return answer.content

    return ask


@contextmanager
def kmgraph(store: Path) -> Iterator[tuple[str, int]]:
    """`kmgraph serve` with check and workers on: its address, and the process."""
    (port,) = free_ports(1)
    command = [
        Path(sys.executable).parent / "kmgraph",
        "serve",
        "--store",
        str(store),
        "--port",
        str(port),
        "--timeout",
        "120",
    ]
    with running(command, port) as process:
        yield f"http://127.0.0.1:{port}/sparql", process


@contextmanager
def oxigraph_server(lines: Path) -> Iterator[tuple[str, int]]:
    """`oxigraph serve` over a database on disk that was loaded from a file."""
    (port,) = free_ports(1)
    program = Path(sys.executable).parent / "oxigraph"
    with TemporaryDirectory() as folder:
        subprocess.run([program, "load", "--location", folder, "--file", lines], check=True, capture_output=True)
        command = [program, "serve-read-only", "--location", folder, "--bind", f"127.0.0.1:{port}"]
        with running(command, port) as process:
            yield f"http://127.0.0.1:{port}/query", process


@contextmanager
def endpoint(lines: Path) -> Iterator[tuple[str, int]]:
    """rdflib-endpoint, which answers by rdflib's engine."""
    (port,) = free_ports(1)
    with running([sys.executable, "-c", ENDPOINT, str(lines), str(port)], port, patience=600) as process:
        yield f"http://127.0.0.1:{port}/sparql", process


@contextmanager
def virtuoso(lines: Path) -> Iterator[tuple[str, int]]:
    """Virtuoso 7, loaded by its bulk loader."""
    assert VIRTUOSO is not None
    own, port = free_ports(2)
    with TemporaryDirectory() as name:
        folder = Path(name)
        ini = folder / "virtuoso.ini"
        ini.write_text(
            INI.read_text(encoding="utf-8").format(folder=folder, own=own, port=port, data=lines.parent),
            encoding="utf-8",
        )
        with running([VIRTUOSO, "+foreground", "+configfile", ini], port, patience=120) as process:
            load = f"ld_dir('{lines.parent}', '{lines.name}', 'urn:bench'); rdf_loader_run(); checkpoint;"
            subprocess.run(
                ["isql-vt", str(own), "dba", "dba", f"EXEC={load}"], check=True, capture_output=True, timeout=1200
            )
            yield f"http://127.0.0.1:{port}/sparql", process


def memory(process: int) -> int:
    """Return the bytes that a process and all that it has started use, pages that they share counted once (PSS)."""
    family, sizes = {process}, 0
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parents[int(entry.name)] = int(re.search(r"^PPid:\s*(\d+)", (entry / "status").read_text(), re.M)[1])
            except (OSError, TypeError):
                continue
    grew = True
    while grew:
        more = {child for child, parent in parents.items() if parent in family} - family
        family |= more
        grew = bool(more)
    for member in family:
        try:
            sizes += int(re.search(r"^Pss:\s*(\d+)", Path(f"/proc/{member}/smaps_rollup").read_text(), re.M)[1]) * 1024
        except (OSError, TypeError):
            continue
    return sizes


def rate(address: str, queries: list[str], seconds: float = 4.0, clients: int = 4) -> float:
    """Return how many queries a second a server answers: as many clients as given, each on a connection of its own."""
    with TemporaryDirectory() as folder:
        asked = Path(folder) / "queries.json"
        asked.write_text(json.dumps([PROLOGUE + query for query in queries]), encoding="utf-8")
        command = [sys.executable, str(Path(__file__).with_name("bench_client.py")), address, str(asked), str(seconds)]
        asking = [subprocess.Popen([*command, str(at)], stdout=subprocess.PIPE) for at in range(clients)]
        return sum(float(one.communicate()[0]) for one in asking)


def timed(ask: Callable[[], object], least: int = 3, most: int = 200, seconds: float = 1.0) -> float:
    """Return the median of some runs in milliseconds: at least so many, at most for so long."""
    took: list[float] = []
    began = time.perf_counter()
    while len(took) < least or (len(took) < most and time.perf_counter() - began < seconds):
        at = time.perf_counter()
        ask()
        took.append((time.perf_counter() - at) * 1000)
    return sorted(took)[len(took) // 2]


def opened(path: Path) -> ox.Store:
    """The database that kmgraph reads, opened without kmgraph."""
    store = Store.open(path)
    return store.oxigraph  # type: ignore[attr-defined,no-any-return]


def host() -> dict[str, str | int]:
    """What a reader wants to know of the machine."""
    model = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    return {
        "processor": model[1] if model else "",
        "cores": os.cpu_count() or 0,
        "memory GB": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9),
        "python": sys.version.split()[0],
    }
