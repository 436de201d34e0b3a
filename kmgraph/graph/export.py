"""Exports: a table from format to function, the same for the command line and the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kmgraph.errors import GraphError
from kmgraph.graph.files import trig, turtle
from kmgraph.graph.jsonld import to_jsonld
from kmgraph.graph.networks import to_gexf, to_graphml, without_controls
from kmgraph.graph.ontology import PREFIXES
from kmgraph.graph.selection import Selection
from kmgraph.graph.tables import to_csv
from kmgraph.graph.workbook import MEDIA_TYPE, to_xlsx


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a selection: its name, media type, file ending, and the function that writes it."""

    name: str
    media_type: str
    ending: str
    write: Callable[[Selection], bytes]


def write(selection: Selection, name: str) -> bytes:
    """Write a selection in a format of FORMATS. Raises GraphError for a name that is none."""
    if name not in FORMATS:
        raise GraphError(f"no format “{name}”; there are {', '.join(FORMATS)}")
    return FORMATS[name].write(selection)


def format_of(path: Path | None) -> str:
    """Return the name of the format that a file's ending means; turtle for none that is known."""
    ending = path.suffix.lstrip(".").lower() if path else ""
    return next((format.name for format in FORMATS.values() if format.ending == ending), "turtle")


# --- RDF ------------------------------------------------------------------------------------------------------


def _turtle(selection: Selection) -> bytes:
    return turtle(selection.triples)


def _trig(selection: Selection) -> bytes:
    return trig(selection.quads)


def _ntriples(selection: Selection) -> bytes:
    return ox.serialize(selection.triples, format=ox.RdfFormat.N_TRIPLES) or b""


def _nquads(selection: Selection) -> bytes:
    return ox.serialize(selection.quads, format=ox.RdfFormat.N_QUADS) or b""


def _jsonld(selection: Selection) -> bytes:
    return to_jsonld(selection.triples)


def _stratml(selection: Selection) -> bytes:
    from kmgraph.graph.stratml import to_stratml

    return to_stratml(selection)


def _rdfxml(selection: Selection) -> bytes:
    """RDF/XML; characters that XML can't hold are written as U+FFFD. Raises GraphError for a property that is no element's name."""
    for property in {t.predicate.value for t in selection.triples}:
        if not _ELEMENT.search(property):
            raise GraphError(f"RDF/XML has no way to write the property <{property}>: choose turtle")
    triples = [
        ox.Triple(t.subject, t.predicate, _xml_literal(t.object) if isinstance(t.object, ox.Literal) else t.object)
        for t in selection.triples
    ]
    data = ox.serialize(triples, format=ox.RdfFormat.RDF_XML, prefixes=PREFIXES) or b""
    head, root, rest = data.partition(b"<rdf:RDF")
    attributes, close, body = rest.partition(b">")
    return head + root + b" " + b" ".join(sorted(attributes.split())) + close + body


# properties are elements there, named by the end of their IRI
_ELEMENT = re.compile(r"[^\W\d][\w.-]*\Z")


def _xml_literal(literal: ox.Literal) -> ox.Literal:
    text = without_controls(literal.value)
    if text == literal.value:
        return literal
    if literal.language:
        return ox.Literal(text, language=literal.language)
    return ox.Literal(text, datatype=literal.datatype)


FORMATS: dict[str, Format] = {
    format.name: format
    for format in (
        Format("turtle", "text/turtle", "ttl", _turtle),
        Format("trig", "application/trig", "trig", _trig),
        Format("ntriples", "application/n-triples", "nt", _ntriples),
        Format("nquads", "application/n-quads", "nq", _nquads),
        Format("jsonld", "application/ld+json", "jsonld", _jsonld),
        Format("rdfxml", "application/rdf+xml", "rdf", _rdfxml),
        Format("graphml", "application/graphml+xml", "graphml", to_graphml),
        Format("gexf", "application/gexf+xml", "gexf", to_gexf),
        Format("csv", "text/csv; charset=utf-8", "csv", to_csv),
        Format("xlsx", MEDIA_TYPE, "xlsx", to_xlsx),
        Format("stratml", "application/xml", "stratml", _stratml),
    )
}
