"""Exports: a table from format to function, the same for the command line and the page."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kmgraph.errors import GraphError
from kmgraph.graph.files import trig, turtle
from kmgraph.graph.jsonld import to_jsonld
from kmgraph.graph.ontology import KMG, PREFIXES, RDF, RDFS, shorten, term, terms, value_of
from kmgraph.graph.selection import BROADER, SHOWN, Selection


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


def _nquads(selection: Selection) -> bytes:
    return ox.serialize(selection.quads, format=ox.RdfFormat.N_QUADS) or b""


def _jsonld(selection: Selection) -> bytes:
    return to_jsonld(selection.triples)


def _rdfxml(selection: Selection) -> bytes:
    """RDF/XML; characters that XML can't hold are written as U+FFFD."""
    triples = [
        ox.Triple(t.subject, t.predicate, _xml_literal(t.object) if isinstance(t.object, ox.Literal) else t.object)
        for t in selection.triples
    ]
    data = ox.serialize(triples, format=ox.RdfFormat.RDF_XML, prefixes=PREFIXES) or b""
    head, root, rest = data.partition(b"<rdf:RDF")
    attributes, close, body = rest.partition(b">")
    return head + root + b" " + b" ".join(sorted(attributes.split())) + close + body


_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _xml_literal(literal: ox.Literal) -> ox.Literal:
    text = _NO_XML.sub("\ufffd", literal.value)
    if text == literal.value:
        return literal
    if literal.language:
        return ox.Literal(text, language=literal.language)
    return ox.Literal(text, datatype=literal.datatype)


# --- for other programs ---------------------------------------------------------------------------------------


def _graphml(selection: Selection) -> bytes:
    """GraphML for Gephi, yEd and NetworkX: nodes with label, class and properties, edges with the relation's name."""
    import networkx as nx

    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    table = _table(selection)
    for iri, row in table.items():
        network.add_node(shorten(iri), **{name: _NO_XML.sub("\ufffd", "; ".join(row[name])) for name in row})
    for triple in selection.triples:
        subject, value = value_of(triple.subject), value_of(triple.object)
        if subject in table and value in table and isinstance(triple.object, ox.NamedNode):
            network.add_edge(
                shorten(subject),
                shorten(value),
                key=shorten(triple.predicate.value),
                label=shorten(triple.predicate.value),
            )
    return ("\n".join(nx.generate_graphml(network, named_key_ids=True)) + "\n").encode()


def _csv(selection: Selection) -> bytes:
    """A table of all nodes that a reader meets: names and, beside them, codes; opens right in Excel (byte order mark).

    Several values of one property stand in one cell, apart by “; ”.
    """
    table = _table(selection, names=_labels(selection))
    columns = sorted({name for row in table.values() for name in row}, key=_by_column)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["id", *columns])
    for iri, row in table.items():
        writer.writerow([_cell(shorten(iri)), *(_cell("; ".join(row.get(name, ()))) for name in columns)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


_COLUMNS = (
    "class", "label", "indicator", "indicatorText", "change", "value", "unit", "bound", "year", "original", "phase",
    "strength", "notation", "partOf", "includes", "supports", "locatedIn", "inIndustry", "ownedBy", "ledBy", "sentence",
)  # fmt: skip
_FORMULA = re.compile(r"[=+@\t\r].|-(?!\d)")


def _by_column(name: str) -> tuple[int, str]:
    """Columns in the order of _COLUMNS, each code beside its name, the rest behind them."""
    plain = name.removesuffix(" id")
    return _COLUMNS.index(plain) if plain in _COLUMNS else len(_COLUMNS), name


def _cell(text: str) -> str:
    """A cell that a spreadsheet can't take for a formula: = and >= stay, =1+1 gets an apostrophe before it."""
    return "'" + text if _FORMULA.match(text) else text


def _labels(selection: Selection) -> dict[str, str]:
    return {value_of(t.subject): value_of(t.object) for t in selection.triples if t.predicate.value == RDFS + "label"}


_LEFT_OUT = {
    term(name).value for name in ("prov:wasDerivedFrom", "kmg:mentionedIn", "skos:prefLabel", "prov:wasGeneratedBy")
}


def _table(selection: Selection, names: dict[str, str] | None = None) -> dict[str, dict[str, list[str]]]:
    """The properties of each shown node by its IRI; with `names`, relations too, each as name and code.

    The sentences of a fact stand as their text under `sentence`.
    """
    kinds = {
        value_of(t.subject): value_of(t.object)
        for t in selection.triples
        if t.predicate.value == RDF + "type" and value_of(t.object) in SHOWN
    }
    texts = {value_of(t.subject): value_of(t.object) for t in selection.triples if t.predicate.value == KMG + "text"}
    table: dict[str, dict[str, list[str]]] = {
        iri: {"class": [terms()[kind].label("en")]} for iri, kind in sorted(kinds.items(), key=_by_kind)
    }
    for triple in selection.triples:
        row = table.get(value_of(triple.subject))
        if row is None or triple.predicate.value == RDF + "type":
            continue
        name, value = _local(triple.predicate.value), value_of(triple.object)
        if isinstance(triple.object, ox.Literal) and triple.predicate.value not in _LEFT_OUT:
            row.setdefault(name, []).append(value)
        elif names is not None and value in texts and triple.predicate.value != KMG + "mentionedIn":
            row.setdefault("sentence", []).append(texts[value])
        elif names is not None and value in kinds and triple.predicate.value != BROADER:
            row.setdefault(name, []).append(names.get(value, shorten(value)))
            row.setdefault(f"{name} id", []).append(shorten(value))
    return table


def _by_kind(item: tuple[str, str]) -> tuple[int, str]:
    return SHOWN.index(item[1]), item[0]


def _local(iri: str) -> str:
    return re.split(r"[#/]", iri)[-1]


FORMATS: dict[str, Format] = {
    format.name: format
    for format in (
        Format("turtle", "text/turtle", "ttl", _turtle),
        Format("trig", "application/trig", "trig", _trig),
        Format("nquads", "application/n-quads", "nq", _nquads),
        Format("jsonld", "application/ld+json", "jsonld", _jsonld),
        Format("rdfxml", "application/rdf+xml", "rdf", _rdfxml),
        Format("graphml", "application/graphml+xml", "graphml", _graphml),
        Format("csv", "text/csv; charset=utf-8", "csv", _csv),
    )
}
