"""The store that the tests of the page stand on: the sample report, and names that would hurt a careless page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import graph_sample
from pyoxigraph import Literal, NamedNode, Quad, Triple

from kmgraph.graph.ontology import KMR, term
from kmgraph.graph.store import Store, to_quads, write_store

REPORT = "530100-2022"
PROJECT = f"{REPORT}-project-99999999"
GOAL = f"{REPORT}-goal-33333333"
TASK = f"{REPORT}-task-44444444"
HOSTILE = {
    f"{REPORT}-project-eeeeee01": "<script>alert(1)</script>",
    f"{REPORT}-project-eeeeee02": "\"><img src=x onerror=alert(1)>'",
    f"{REPORT}-project-eeeeee03": "甲\n乙\r\n</textarea></title>{{ 7*7 }}",
    f"{REPORT}-project-eeeeee04": "javascript:alert(1)//`${1}`\\u003c",
}


def write(path: Path) -> Path:
    """Build the store in a folder."""
    write_store(path, quads(), {"version": "0.1.0"})
    return path


def open_store(path: Path) -> Store:
    """Build it and open it."""
    return Store.open(write(path))


def quads() -> Iterator[Quad]:
    """The sample's quads, and the hostile projects in the same report, beside the same goal."""
    yield from to_quads([graph_sample.graph()])
    for triple in hostile():
        yield Quad(*triple, NamedNode(KMR + REPORT))
        yield Quad(*triple)


def hostile() -> Iterator[Triple]:
    """Each hostile name as a project that supports the chemical goal."""
    sentence = next(
        triple.object
        for triple in graph_sample.graph().facts
        if triple.subject.value == KMR + GOAL and triple.predicate == term("prov:wasDerivedFrom")
    )
    for name, label in HOSTILE.items():
        node = NamedNode(KMR + name)
        yield Triple(node, term("rdf:type"), term("kmg:Project"))
        yield Triple(node, term("rdfs:label"), Literal(label, language="zh"))
        yield Triple(node, term("kmg:phase"), Literal(label))
        yield Triple(node, term("kmg:supports"), NamedNode(KMR + GOAL))
        yield Triple(node, term("kmg:partOf"), NamedNode(KMR + REPORT))
        yield Triple(node, term("prov:wasDerivedFrom"), sentence)
