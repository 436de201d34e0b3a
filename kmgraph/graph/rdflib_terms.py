"""Oxigraph's terms as rdflib's: conversion in one place, by type."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kmgraph.graph.ontology import PREFIXES


def to_rdflib(triples: Iterable[ox.Triple]) -> Graph:
    """Return an rdflib graph of the triples, with our prefixes."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for triple in triples:
        graph.add((to_term(triple.subject), to_term(triple.predicate), to_term(triple.object)))
    return graph


def to_term(term: object) -> Node:
    """Return one term. Raises TypeError for what rdflib has not: a triple as a term."""
    match term:
        case ox.NamedNode():
            return URIRef(term.value)
        case ox.BlankNode():
            return BNode(term.value)
        case ox.Literal():
            if term.language:
                return Literal(term.value, lang=term.language)
            plain = term.datatype.value == PREFIXES["xsd"] + "string"
            return Literal(term.value, datatype=None if plain else URIRef(term.datatype.value), normalize=False)
    raise TypeError(f"rdflib has no term for {term!r}")
