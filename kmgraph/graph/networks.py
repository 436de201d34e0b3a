"""A selection as a network of nodes and named edges: GraphML and GEXF, for Gephi, yEd and NetworkX."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kmgraph.graph.ontology import KMG, shorten, term, terms, value_of
from kmgraph.graph.selection import Selection

if TYPE_CHECKING:
    import networkx as nx

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LEFT_OUT = {
    term(name).value
    for name in ("prov:wasDerivedFrom", "kmg:mentionedIn", "skos:prefLabel", "prov:wasGeneratedBy", "rdf:type")
}
_LABEL = term("rdfs:label")
# concepts that all of a kind share: an attribute of the nodes, as a node each would draw them into one ball
_SAID_OF = frozenset({KMG + "Phase", KMG + "Unit"})
# the page's colours of the classes, in its light dress
_COLOURS = {
    "Report": "1d1d1b", "Goal": "b3400f", "Result": "7d6200", "Task": "4a4a55", "Commitment": "0b63a5",
    "Project": "0a7257", "Indicator": "7b5233", "Industry": "a3246b", "District": "5b3fa8", "Organization": "80467e",
    "Strength": "6b6a64",
}  # fmt: skip


def without_controls(text: str) -> str:
    """Put U+FFFD in place of each character that XML can't hold."""
    return _NO_XML.sub("\ufffd", text)


def to_graphml(selection: Selection) -> bytes:
    """Write GraphML: nodes with label, class and properties, edges with the relation's name."""
    import networkx as nx

    return ("\n".join(nx.generate_graphml(_network(selection), named_key_ids=True)) + "\n").encode()


def to_gexf(selection: Selection) -> bytes:
    """Write GEXF for Gephi: the same, with a colour for each class. NetworkX would put the day into it; none stands here."""
    from networkx.readwrite.gexf import GEXFWriter

    network = _network(selection)
    for _, node in network.nodes(data=True):
        red, green, blue = bytes.fromhex(_COLOURS[node["class"]])
        node["viz"] = {"color": {"r": red, "g": green, "b": blue, "a": 1.0}}
    writer = GEXFWriter(network, version="1.2draft")
    writer.xml.remove(writer.xml.find("meta"))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{writer}\n'.encode()


def _network(selection: Selection) -> nx.MultiDiGraph[str]:
    """The nodes that a reader meets, and the relations between them; node attributes are texts."""
    import networkx as nx

    nodes: dict[str, dict[str, list[str]]] = {
        iri: {"class": [kind.removeprefix(KMG)]} for iri, kind in selection.kinds.items() if kind not in _SAID_OF
    }
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    edges: list[tuple[str, str, str]] = []
    names = {
        value_of(triple.subject): value_of(triple.object) for triple in selection.triples if triple.predicate == _LABEL
    }
    for triple in selection.triples:
        subject, key, value = value_of(triple.subject), triple.predicate.value, value_of(triple.object)
        if subject not in nodes or key in _LEFT_OUT:
            continue
        if selection.kinds.get(value) in _SAID_OF:
            nodes[subject].setdefault(re.split("[#/]", key)[-1], []).append(names.get(value, shorten(value)))
        elif isinstance(triple.object, ox.Literal):
            nodes[subject].setdefault(re.split("[#/]", key)[-1], []).append(value)
        elif value in nodes:
            edges.append((subject, key, value))
    for iri, said in nodes.items():
        network.add_node(
            shorten(iri), **{"label": shorten(iri)} | {k: without_controls("; ".join(said[k])) for k in said}
        )
    for subject, key, value in edges:
        name = shorten(key)
        network.add_edge(shorten(subject), shorten(value), key=name, label=name, name=_edge_name(key))
    return network


def _edge_name(key: str) -> str:
    known = terms().get(key)
    return f"{known.label('zh')} {known.label('en')}" if known else shorten(key)
