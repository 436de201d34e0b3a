"""Which store a command works on: the one that is named, the one that was built last, or the bundled graph's."""

from __future__ import annotations

import atexit
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from pyoxigraph import NamedNode, Quad, Triple

from kmgraph.errors import ReadingError, StoreError
from kmgraph.graph import queries
from kmgraph.graph.address import Address, Place
from kmgraph.graph.files import parse_triples, write_beside
from kmgraph.graph.ontology import KMG, RDF, RDFS, ontology_hash, shorten, value_of
from kmgraph.graph.rdf import ReportGraph
from kmgraph.graph.remote import load as load_remote
from kmgraph.graph.store import (
    EmbeddedStore,
    Store,
    current,
    default_path,
    fingerprint,
    read_about,
    to_quads,
    write_store,
)
from kmgraph.pipeline import NOTHING, Given, known_corrections
from kmgraph.search.making import index_of
from kmgraph.sources import read_graphs

BUNDLED = "2022-昆明市-计划报告"
_LATEST = "latest"
_WAIT = 30.0  # seconds for another process that makes the same store


def bundled_report() -> Path:
    """Return the path of the report that travels with kmgraph."""
    with as_file(files("kmgraph_data") / "reports" / f"{BUNDLED}.txt") as path:
        return path


def bundled_graph() -> ReportGraph:
    """Read the graph of the bundled report, which travels with kmgraph too."""
    facts, positions = (parse_triples(data, name) for name, data in _bundled().items())
    report = next(
        t.subject for t in facts if t.predicate.value == RDF + "type" and value_of(t.object) == KMG + "Report"
    )
    assert isinstance(report, NamedNode)
    return ReportGraph(report, facts, positions)


def _bundled() -> dict[str, bytes]:
    room = files("kmgraph_data") / "graph"
    try:
        return {name: (room / name).read_bytes() for name in (f"{BUNDLED}.ttl", f"{BUNDLED}.positions.ttl")}
    except OSError as error:
        raise StoreError(f"the bundled graph is missing ({error}); install kmgraph anew") from None


def chosen_store(place: Place | None) -> Place:
    """Return the store of this place; without one, the one that was built last, else the bundled graph's, made if need be.

    Raises StoreError where the named folder holds none.
    """
    if isinstance(place, Path) and current(place) is None:
        raise StoreError(f"{place}: there is no store here; build one with “kmgraph build --store {place}”")
    if place is not None:
        return place
    latest = _latest()
    return latest if latest and not is_stale(latest) else bundled_store()


def bundled_store() -> Path:
    """Return the store of the bundled graph; it is made at its first use.

    Where the user's cache folder can't be written, it lies in a temporary folder until the process ends.
    """
    path = default_path(fingerprint("bundled", version("kmgraph"), *_bundled().values()))
    if current(path) is None:
        graphs = [bundled_graph()]
        try:
            load(graphs, path, wait=_WAIT)
        except StoreError:
            path = Path(mkdtemp(prefix="kmgraph-"))
            atexit.register(rmtree, path, ignore_errors=True)
            load(graphs, path)
    return path


def load(graphs: Sequence[ReportGraph], place: Place, *, wait: float = 0) -> Place:
    """Write graphs into a store in place of what it holds, and return its place; `wait` as in `write_store`."""
    if isinstance(place, Address):
        load_remote(place, graphs, about(graphs))
    else:
        write_store(place, to_quads(graphs), about(graphs), wait=wait)
        index_of(Store.open(place))  # kept there, so that no reader's first search waits for it
    return place


def annotate(store: Store, graphs: Mapping[str, Iterable[Triple]]) -> None:
    """Put named graphs of annotations beside what a store holds, each in place of what it held under that name.

    They stand in a new generation, and go with the next build. Raises StoreError for a server's store.
    """
    if not isinstance(store, EmbeddedStore) or store.path is None:
        raise StoreError("only a store in a folder can take in an analysis; name one with --store, or use --json")
    named = {NamedNode(name): triples for name, triples in graphs.items()}
    kept = (quad for quad in store.oxigraph if quad.graph_name not in named)
    added = (Quad(t.subject, t.predicate, t.object, name) for name, triples in named.items() for t in triples)
    write_store(store.path, chain(kept, added), store.about(), wait=_WAIT)
    index_of(Store.open(store.path))


def served(reports: Sequence[Path], store: Place | None, given: Given = NOTHING) -> Place:
    """Return a store of these reports or graphs: the named one, built anew, or their own in the cache, built if missing."""
    place = store or report_store(reports, given)
    if store is None and isinstance(place, Path) and current(place):
        return place
    return load(read_graphs(reports, given), place, wait=_WAIT)


def report_store(reports: Sequence[Path], given: Given = NOTHING) -> Path:
    """Return where the store of these reports lies by default, whether it is built or not: named by what goes into it."""
    texts = [part for path in reports for part in (path.name, _bytes(path))]
    known = [correction for path in reports for correction in known_corrections(path)]
    said = (given.place or "", str(given.year), *map(repr, (*known, *given.corrections)))
    return default_path(fingerprint(version("kmgraph"), ontology_hash(), program_hash(), *said, *texts))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ReadingError(f"{path}: {error.strerror or error}") from None


def remember(path: Path) -> None:
    """Let commands that name no store work on this one from now on."""
    pointer = default_path(_LATEST)
    pointer.parent.mkdir(parents=True, exist_ok=True)
    write_beside(pointer, f"{path.resolve()}\n".encode())


def _latest() -> Path | None:
    try:
        path = Path(default_path(_LATEST).read_text(encoding="utf-8").strip())
    except OSError:
        return None
    return path if current(path) else None


def about(graphs: Iterable[ReportGraph]) -> dict[str, Any]:
    """Return what a store of these graphs says of itself."""
    return {
        "version": version("kmgraph"),
        "ontology": ontology_hash(),
        "program": program_hash(),
        "reports": [{"iri": graph.report.value, **_said(graph)} for graph in graphs],
    }


def _said(graph: ReportGraph) -> dict[str, str]:
    """Label, year and hash of a report."""
    own = {t.predicate.value: value_of(t.object) for t in graph.facts if t.subject == graph.report}
    names = {"label": RDFS + "label", "year": KMG + "year", "sha256": KMG + "sha256"}
    return {name: own[predicate] for name, predicate in names.items() if predicate in own}


def is_stale(place: Place) -> bool:
    """Tell whether a store was built by another state of the program or the ontology."""
    found = said_of(place)
    return (found.get("version"), found.get("ontology"), found.get("program")) != (
        version("kmgraph"),
        ontology_hash(),
        program_hash(),
    )


def said_of(place: Place) -> dict[str, Any]:
    """Return what a store says of itself, nothing where it says nothing."""
    return Store.open(place).about() if isinstance(place, Address) else read_about(place)


def open_store(place: Place | None = None) -> Store:
    """Open the store that `chosen_store` names."""
    return Store.open(chosen_store(place))


def remark(place: Place | None) -> str:
    """Say that the named store is stale, or the one built last; nothing where it is not, or somebody else has filled it."""
    there = place or _latest()
    if there is None or (isinstance(there, Path) and current(there) is None):
        return ""
    if (isinstance(there, Address) and not said_of(there)) or not is_stale(there):
        return ""
    if place is None:
        return f"{there}: built by another state of kmgraph; the bundled graph stands in for it"
    return f"{there}: built by another state of kmgraph; “kmgraph build --store {there}” builds it anew"


@cache
def program_hash() -> str:
    """Return a hash of the code that goes from text to triples."""
    room = files("kmgraph")
    parts = [part for floor in ("text", "mentions", "facts", "graph") for part in _sources(room.joinpath(floor))]
    return fingerprint(*parts)


def _sources(folder: Traversable) -> list[str | bytes]:
    entries = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".py")), key=lambda entry: entry.name)
    return [part for entry in entries for part in (entry.name, entry.read_bytes())]


def name_of(place: Place) -> str:
    """Say in a few words what a store holds: kmr:530100-2022 昆明市2022年国民经济和社会发展计划报告."""
    known = said_of(place).get("reports")
    if known is None and isinstance(place, Address):
        known = [{"iri": report.iri, "label": report.label} for report in queries.reports(Store.open(place))]
    return "; ".join(f"{shorten(report['iri'])} {report.get('label', '')}" for report in known or ())
