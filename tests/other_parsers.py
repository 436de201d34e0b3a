"""Other people's parsers of RDF, each with the triples that it reads: rdflib, and Debian's rapper (raptor2-utils)."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable

import pyoxigraph as ox
import rdflib

from kmgraph.graph.rdflib_terms import to_rdflib

# format → its name for rdflib, for Oxigraph, and for rapper, which has no JSON-LD
RDFLIB = {
    "turtle": "turtle",
    "ntriples": "nt",
    "trig": "trig",
    "nquads": "nquads",
    "jsonld": "json-ld",
    "rdfxml": "xml",
}
OXIGRAPH = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
RAPPER = {"turtle": "turtle", "ntriples": "ntriples", "trig": "trig", "nquads": "nquads", "rdfxml": "rdfxml"}


def by_oxigraph(data: bytes, format: str) -> set[ox.Triple]:
    """What Oxigraph reads."""
    return {quad.triple for quad in ox.parse(data, format=OXIGRAPH[format])}


def by_rdflib(data: bytes, format: str) -> set[tuple[rdflib.term.Node, ...]]:
    """What rdflib reads, figures as they are written."""
    dataset = rdflib.Dataset(default_union=True)
    kept, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        dataset.parse(data=data, format=RDFLIB[format])
    finally:
        rdflib.NORMALIZE_LITERALS = kept
    return set(dataset.triples((None, None, None)))


def by_rapper(data: bytes, format: str) -> set[ox.Triple]:
    """What rapper reads; a warning is a fault, and so is rapper's absence."""
    rapper = shutil.which("rapper")
    assert rapper, "rapper is not here: run “sh tests/install.sh”, or as root “apt-get install raptor2-utils”"
    command = [rapper, "--quiet", "--input", RAPPER[format], "--output", "ntriples", "-", "https://kmgraph.example/"]
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    return by_oxigraph(done.stdout, "ntriples")


def as_rdflib(triples: Iterable[ox.Triple]) -> set[tuple[rdflib.term.Node, ...]]:
    """The same triples as rdflib holds them."""
    return set(to_rdflib(triples))
