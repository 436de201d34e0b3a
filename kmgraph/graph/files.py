"""RDF files: read with the line of a fault, written beside and then renamed, the same triples giving the same bytes."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kmgraph.errors import GraphError
from kmgraph.graph.ontology import PREFIXES
from kmgraph.graph.triples import in_order

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".turtle": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}


def read_triples(path: Path) -> tuple[ox.Triple, ...]:
    """Read an RDF file by the ending of its name (Turtle where it has none that is known), whatever graph a triple is in.

    Raises GraphError: `a.ttl:12:7: …` where it breaks the syntax.
    """
    return tuple(quad.triple for quad in read_quads(path))


def read_quads(path: Path) -> tuple[ox.Quad, ...]:
    """The same with the graph that each triple is in. Raises GraphError."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GraphError(f"{path}: {error.strerror or error}") from None
    return parse_quads(data, str(path), FORMATS.get(path.suffix.lower(), ox.RdfFormat.TURTLE))


def parse_triples(data: bytes, name: str, format: ox.RdfFormat = ox.RdfFormat.TURTLE) -> tuple[ox.Triple, ...]:
    """Read RDF from bytes, whatever graph a triple is in; `name` stands in the error. Raises GraphError."""
    return tuple(quad.triple for quad in parse_quads(data, name, format))


def parse_quads(data: bytes, name: str, format: ox.RdfFormat = ox.RdfFormat.TURTLE) -> tuple[ox.Quad, ...]:
    """The same with the graph that each triple is in. Raises GraphError."""
    try:
        return tuple(ox.parse(data, format=format))
    except SyntaxError as error:
        where = f"{name}:{error.lineno}:{error.offset}" if error.lineno else name
        raise GraphError(f"{where}: {_reason(error)}") from None
    except ValueError as error:
        raise GraphError(f"{name}: {error}") from None


def _reason(error: SyntaxError) -> str:
    """The parser's own words without the place that stands before them."""
    words = " ".join(str(error.msg).split())
    return re.sub(
        r"^Parser error at line \d+ between columns? \d+ and (?:column )?\d+: |^.*? at line \d+ column \d+: ", "", words
    )


def turtle(triples: Iterable[ox.Triple]) -> bytes:
    """Write Turtle: sorted, one property a line, the same prefixes in the same order whatever the triples are."""
    body = ox.serialize(in_order(triples), format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""
    return in_prefix_order(body)


def in_prefix_order(data: bytes) -> bytes:
    """Put the prefixes of Turtle or TriG in one order: the serializer's own changes from run to run."""
    lines = [line for line in data.split(b"\n") if not line.startswith(b"@prefix ")]
    return prefix_lines() + b"\n" + b"\n".join(lines)


def prefix_lines() -> bytes:
    """The prefixes as the head of a Turtle file."""
    return b"".join(f"@prefix {name}: <{iri}> .\n".encode() for name, iri in PREFIXES.items())


def write_beside(path: Path, data: bytes) -> None:
    """Write a file so that nobody ever sees half of it: beside, then renamed. Raises GraphError where that fails."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as beside:
            try:
                beside.write(data)
                beside.close()
                mode = os.stat(path).st_mode if path.exists() else 0o666 & ~_umask()
                os.chmod(beside.name, mode)
                os.replace(beside.name, path)
            except BaseException:
                Path(beside.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise GraphError(f"{path}: can't be written: {error.strerror or error}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
