"""The store behind one small interface: embedded, in memory or a folder of immutable generations; or a server (remote.py).

    STORE/current               the name of the generation that is read now; switched by rename
    STORE/generation-<name>/    an Oxigraph database that nobody writes to any more, and about.json: what it was built from
    STORE/lock                  held while a new generation is built

A reader opens the current generation read-only and asks `moved` whether to open the next one. A build that is killed
at any moment leaves the old generation as it was.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import IO, Any, TypeAlias

import pyoxigraph as ox

from kmgraph.errors import QueryError, StoreError
from kmgraph.graph.address import Address, Place
from kmgraph.graph.ontology import PREFIXES
from kmgraph.graph.rdf import ReportGraph

Value: TypeAlias = ox.NamedNode | ox.Literal
Subject: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Triple
Answer: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_CURRENT = "current"
_KEPT = 2  # generations that stay: the current one, and the one that a reader may still have open


class Store(ABC):
    """A graph that answers SPARQL. Nothing that holds one can write to it.

    The facts of each report stand in a named graph of the report's name, their positions in `<report>-positions`, and
    all of them once more, merged, in the default graph, so that a plain query finds everything.
    """

    @property
    @abstractmethod
    def generation(self) -> str:
        """Which load this is; empty where nobody counts them."""

    @property
    @abstractmethod
    def state(self) -> str:
        """A name of what the store holds: two that have the same one hold the same."""

    @staticmethod
    def in_memory(quads: Iterable[ox.Quad]) -> EmbeddedStore:
        """Hold quads in memory alone."""
        store = ox.Store()
        store.bulk_extend(quads)
        return EmbeddedStore(store)

    @staticmethod
    def open(place: Place) -> Store:
        """Open the current generation of a store's folder read-only, or a server's store by its address.

        Raises StoreError where the folder has none; a server is not asked before somebody wants something of it.
        """
        if isinstance(place, Address):
            from kmgraph.graph.remote import RemoteStore

            return RemoteStore(place)
        return EmbeddedStore.read(place)

    @abstractmethod
    def query(
        self,
        query: str,
        values: Mapping[str, Value] | None = None,
        *,
        default_graphs: list[ox.NamedNode] | None = None,
        named_graphs: list[ox.NamedNode] | None = None,
    ) -> Answer:
        """Answer a query of ours; `values` are put in for its variables. Raises QueryError.

        Where default or named graphs are given, what is not given is empty.
        Prefixes of PREFIXES need no declaration. What a client sends goes through `Reading.ask` of the page instead.
        """

    @abstractmethod
    def graphs(self) -> list[str]:
        """Return the names of the named graphs, sorted."""

    @abstractmethod
    def triples(
        self,
        subject: Subject | None = None,
        predicate: ox.NamedNode | None = None,
        object: ox.NamedNode | None = None,
    ) -> Iterator[ox.Triple]:
        """Yield the triples of the default graph that have these ends; every triple where none is given."""

    @abstractmethod
    def triples_of(self, subjects: Iterable[Subject], *predicates: ox.NamedNode) -> Iterator[ox.Triple]:
        """Yield what the default graph says of many nodes, by these properties alone where some are given."""

    @abstractmethod
    def quads(self, subject: ox.NamedNode | None = None, graph: ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        """Yield the quads of the named graphs, of one graph or one node where they are given."""

    @abstractmethod
    def about(self) -> dict[str, Any]:
        """Return what the store was built from; nothing where nobody has said so."""

    @abstractmethod
    def moved(self) -> bool:
        """Tell whether something newer has taken this store's place."""

    def __len__(self) -> int:
        return sum(1 for _ in self.triples())


class EmbeddedStore(Store):
    """Oxigraph in this process: in memory, or a generation of a folder, read-only."""

    def __init__(self, oxigraph: ox.Store, path: Path | None = None, generation: str = "") -> None:
        self.oxigraph = oxigraph
        self.path = path
        self._generation = generation

    @classmethod
    def read(cls, path: Path) -> EmbeddedStore:
        """Open the current generation of a folder. Raises StoreError where there is none."""
        generation = current(path)
        if generation is None:
            raise StoreError(f"{path}: there is no store here; build one with “kmgraph build --store {path}”")
        try:
            return cls(ox.Store.read_only(str(path / generation)), path, generation)
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{path}: the store can't be read ({_line(error)}); build it anew") from None

    @property
    def generation(self) -> str:
        """The name of the generation; empty in memory."""
        return self._generation

    @cached_property
    def state(self) -> str:
        """Folder, generation and age: a store that is removed and built anew counts its generations from 1 again."""
        about = self.folder / "about.json"
        return f"{self.path} {self.generation} {about.stat().st_mtime_ns if about.exists() else ''}"

    @property
    def folder(self) -> Path:
        """The folder of the generation: what a worker opens."""
        assert self.path is not None
        return self.path / self.generation

    def query(
        self,
        query: str,
        values: Mapping[str, Value] | None = None,
        *,
        default_graphs: list[ox.NamedNode] | None = None,
        named_graphs: list[ox.NamedNode] | None = None,
    ) -> Answer:
        """Answer a query of ours, as every store does."""
        given = bool(default_graphs or named_graphs)
        try:
            return self.oxigraph.query(
                query,
                prefixes=PREFIXES,
                substitutions=bind(values or {}),
                default_graph=list(default_graphs or ()) if given else None,
                named_graphs=list(named_graphs or ()) if given else None,
            )
        except SyntaxError as error:
            raise QueryError(syntax_fault(error)) from None
        except (OSError, ValueError) as error:
            raise QueryError(f"the query failed: {_line(error)}") from None

    def graphs(self) -> list[str]:
        """Return the names of the named graphs, sorted."""
        return sorted(node.value for node in self.oxigraph.named_graphs() if isinstance(node, ox.NamedNode))

    def triples(
        self,
        subject: Subject | None = None,
        predicate: ox.NamedNode | None = None,
        object: ox.NamedNode | None = None,
    ) -> Iterator[ox.Triple]:
        """Yield the triples of the default graph that have these ends."""
        found = self.oxigraph.quads_for_pattern(subject, predicate, object, ox.DefaultGraph())
        return (quad.triple for quad in found)

    def triples_of(self, subjects: Iterable[Subject], *predicates: ox.NamedNode) -> Iterator[ox.Triple]:
        """Yield what is said of many nodes: patterns take a quarter of a query's time here."""
        find, default = self.oxigraph.quads_for_pattern, ox.DefaultGraph()
        for subject in subjects:
            for predicate in predicates or (None,):
                for quad in find(subject, predicate, None, default):
                    yield quad.triple

    def quads(self, subject: ox.NamedNode | None = None, graph: ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        """Yield the quads of the named graphs."""
        found = self.oxigraph.quads_for_pattern(subject, None, None, graph)
        return (quad for quad in found if not isinstance(quad.graph_name, ox.DefaultGraph))

    def about(self) -> dict[str, Any]:
        """Return what the store was built from (about.json); nothing where it lies in memory."""
        if self.path is None:
            return {}
        return read_about(self.path, self.generation)

    def moved(self) -> bool:
        """Tell whether a newer generation has taken this one's place."""
        return self.path is not None and current(self.path) not in (None, self.generation)


def bind(values: Mapping[str, Value]) -> dict[ox.Variable, Any]:
    """Turn values into substitutions for the variables of a query: the one way by which values get into queries."""
    return {ox.Variable(name): value for name, value in values.items()}


def to_quads(graphs: Iterable[ReportGraph]) -> Iterator[ox.Quad]:
    """Yield each report's triples in its own graphs and in the default graph."""
    for graph in graphs:
        for triples, name in ((graph.facts, graph.report), (graph.positions, graph.positions_graph)):
            for triple in triples:
                yield ox.Quad(triple.subject, triple.predicate, triple.object, name)
                yield ox.Quad(triple.subject, triple.predicate, triple.object)


def current(path: Path) -> str | None:
    """Return the name of a store's current generation, None where there is no store."""
    try:
        name = (path / _CURRENT).read_text(encoding="utf-8").strip()
    except OSError:
        return None
    return name if name and (path / name).is_dir() else None


def read_about(path: Path, generation: str | None = None) -> dict[str, Any]:
    """Return what the current generation of a store was built from, nothing where there is none."""
    name = generation or current(path)
    try:
        found = json.loads((path / str(name) / "about.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write_store(path: Path, quads: Iterable[ox.Quad], about: Mapping[str, Any], *, wait: float = 0) -> str:
    """Build a new generation beside the old one, switch to it, and return its name.

    `wait` is how many seconds to wait for another build that holds the store. Raises StoreError where the folder is no store and not empty, can't be written, or another build holds it.
    """
    try:
        _claim(path)
        with _locked(path, wait):
            generation = _build(path, quads, about)
            _switch(path, generation)
            _clear(path)
        return generation
    except OSError as error:
        raise StoreError(f"{path}: the store can't be written: {error.strerror or _line(error)}") from None


def _claim(path: Path) -> None:
    if path.exists() and not path.is_dir():
        raise StoreError(f"{path}: this is a file; a store is a folder")
    if path.is_dir() and not (path / "lock").exists() and any(path.iterdir()):
        raise StoreError(f"{path}: this folder holds other things; name an empty or a new one for the store")
    path.mkdir(parents=True, exist_ok=True)


@contextmanager
def _locked(path: Path, wait: float) -> Iterator[None]:
    until = time.monotonic() + wait
    with open(path / "lock", "w", encoding="utf-8") as lock:
        while not _take(lock):
            if time.monotonic() >= until:
                raise StoreError(f"{path}: another build is writing to this store; wait until it has ended")
            time.sleep(0.05)
        yield


def _take(lock: IO[str]) -> bool:
    """Take a lock if nobody has it; it ends with the process, however that ends."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _build(path: Path, quads: Iterable[ox.Quad], about: Mapping[str, Any]) -> str:
    """Load into a database of its own, and keep a compact copy of it as the new generation."""
    with tempfile.TemporaryDirectory(prefix="building-", dir=path) as work:
        loaded = ox.Store(os.path.join(work, "loading"))
        loaded.bulk_extend(quads)
        loaded.optimize()
        fresh = Path(work) / "fresh"
        loaded.backup(str(fresh))
        del loaded
        (fresh / "about.json").write_text(json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True), "utf-8")
        number = 1 + max((_number(entry) for entry in path.glob("generation-*")), default=0)
        generation = f"generation-{number:06d}"
        fresh.rename(path / generation)
    return generation


def _switch(path: Path, generation: str) -> None:
    pointer = path / (_CURRENT + ".new")
    pointer.write_text(generation + "\n", encoding="utf-8")
    pointer.replace(path / _CURRENT)


def _clear(path: Path) -> None:
    """Remove what a killed build left, and generations that no reader can still be about to open."""
    for left in path.glob("building-*"):
        shutil.rmtree(left, ignore_errors=True)
    for old in sorted(path.glob("generation-*"), key=_number)[:-_KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def _number(entry: Path) -> int:
    tail = entry.name.rpartition("-")[2]
    return int(tail) if tail.isdigit() else 0


def fingerprint(*parts: str | bytes) -> str:
    """Return the name of a store that is built from these parts."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()[:16]


def default_path(name: str) -> Path:
    """Return where a store of this name lies by default: in the user's cache folder, or KMGRAPH_CACHE where that is set."""
    from platformdirs import user_cache_path

    base = os.environ.get("KMGRAPH_CACHE")
    return (Path(base) if base else user_cache_path("kmgraph", appauthor=False)) / "stores" / name


def syntax_fault(error: SyntaxError) -> str:
    """Say in one line where a query breaks the syntax of SPARQL: Oxigraph's own words list every character it knows."""
    words = _line(error)
    found = re.match(r"error at (\d+):(\d+): (?:expected )?(.*)", words)
    if not found:
        return f"this is no SPARQL query: {words[:200]}"
    where = f"line {found[1]}, column {found[2]}"
    if "Prefix not found" in found[3]:
        return f"this is no SPARQL query: a prefix before {where} is not declared"
    hint = f" (expected {found[3]})" if len(found[3]) <= 60 else ""
    return f"this is no SPARQL query: fault at {where}{hint}"


def _line(error: Exception) -> str:
    return " ".join(str(error).split())
