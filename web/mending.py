"""“This is wrong”: the line that a reader saves to take a fact out of the graph, or to change it.

The line is one of a corrections file (`kmgraph build REPORT --corrections FILE`): it names its place by offset and quote.
"""

from __future__ import annotations

import json
from datetime import date

from pyoxigraph import NamedNode

from kmgraph.graph import queries
from kmgraph.graph.ontology import KMG
from kmgraph.graph.rows import NodeView
from kmgraph.graph.store import Store
from kmgraph_web import evidence
from kmgraph_web.words import kind_name, local

START = "SELECT ?sentence ?start { ?sentence oa:hasSelector ?position . ?position a oa:TextPositionSelector ; oa:start ?start }"
# what a class is called among the marks
KIND = {"Goal": "quantity", "Result": "quantity", "Project": "project", "Task": "task"}
# properties whose values a mark has too, under these names
FIELDS = {"indicatorText": "indicator", "change": "change", "bound": "comparator", "year": "year", "phase": "phase"}
PHASE = f"{KMG}phase"


def lines(store: Store, described: NodeView, today: date) -> tuple[str, ...]:
    """The lines that take a fact out and that change it, for each sentence that names it; none for what is inferred."""
    facts = {fact.property.removeprefix(KMG): fact.value for fact in described.facts}
    facts |= {local(n.property): n.node.label for n in described.neighbours if n.outward and n.property == PHASE}
    kind = KIND.get(kind_name(described.node.kind))
    if kind is None or facts.get("basis") == "inferred":
        return ()
    places = (place(store, sentence.iri, sentence.text, described) for sentence in described.evidence)
    named = [found for found in places if found]
    told = {mark: facts[name] for name, mark in FIELDS.items() if name in facts}
    change = {name: int(value) if name == "year" and value.isdecimal() else value for name, value in told.items()}
    said = {"reason": "", "date": today.isoformat()}
    removing = [{"action": "remove", "kind": kind, **found, **said} for found in named]
    changing = [{"action": "change", "kind": kind, **found, **change, **said} for found in named if change]
    return tuple(json.dumps(row, ensure_ascii=False) for row in (*removing, *changing))


def place(store: Store, sentence: str, text: str, described: NodeView) -> dict[str, int | str] | None:
    """Where a fact's own words stand in the report's text: start, end and the words; None where they are not found."""
    offset, length = evidence.where(text, described)
    row = next(iter(queries.select(store, START, {"sentence": NamedNode(sentence)})), None)
    if offset < 0 or row is None:
        return None
    start = int(row["start"]) + offset
    return {"start": start, "end": start + length, "text": text[offset : offset + length]}
