"""The sentences that a node rests on, each with what stands around it and the node's own words marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kmgraph.graph import queries
from kmgraph.graph.ontology import KMG, KMR
from kmgraph.graph.rows import NodeView
from kmgraph.graph.store import Store
from kmgraph_web.current import remembered

AROUND = """
SELECT ?sentence ?before ?after ?report ?heading ?number ?part {
  OPTIONAL { ?sentence oa:hasSelector ?quote . ?quote oa:exact ?exact .
             OPTIONAL { ?quote oa:prefix ?before } OPTIONAL { ?quote oa:suffix ?after } }
  OPTIONAL { ?sentence kmg:partOf ?section . ?section a kmg:Section ; rdfs:label ?heading .
             OPTIONAL { ?section kmg:number ?number } OPTIONAL { ?section kmg:part ?part } }
  OPTIONAL { ?sentence kmg:partOf+ ?report . ?report a kmg:Report }
} LIMIT 1
"""
MOST = 60
CONTEXT = 32  # characters that the graph keeps on each side of a sentence


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence as evidence: the characters before it, its text in pieces (marked or not), those after it; `part` of its report."""

    iri: str
    report: str
    anchor: str
    heading: str
    before: str
    pieces: tuple[tuple[str, bool], ...]
    after: str
    part: str = ""


def anchor(sentence: str) -> str:
    """Return a sentence's anchor on the report's page: `…-sentence-7f3a9c12` → `s-7f3a9c12`."""
    return "s-" + sentence.rpartition("sentence-")[2]


@remembered
def of(store: Store, described: NodeView) -> tuple[Shown, ...]:
    """Return the sentences of a node, in the text's order, the first MOST of them."""
    return tuple(
        shown(store, sentence.iri, sentence.text, described) for sentence in dict.fromkeys(described.evidence[:MOST])
    )


def texts(store: Store, sentences: Iterable[str]) -> dict[str, str]:
    """Return the words of sentences."""
    return {iri: " ".join(found) for iri, found in queries.texts(store, sentences, KMG + "text").items()}


def shown(store: Store, sentence: str, text: str, described: NodeView) -> Shown:
    """Put a sentence into its surroundings."""
    around = next(iter(queries.select(store, AROUND, {"sentence": NamedNode(sentence)})), {})
    report = around.get("report", KMR + sentence.removeprefix(KMR).rpartition("-sentence-")[0])
    heading = around.get("number", "") + around.get("heading", "")
    # what stands in another paragraph is no context
    before, after = around.get("before", "").rpartition("\n")[2], around.get("after", "").partition("\n")[0]
    before, after = elided(before, start=True), elided(after, start=False)
    return Shown(
        sentence,
        report,
        anchor(sentence),
        heading,
        before,
        tuple(marked(text, described)),
        after,
        around.get("part", ""),
    )


def elided(context: str, *, start: bool) -> str:
    """Say with … that the context goes on: the graph keeps so many characters of it."""
    if len(context) < CONTEXT:
        return context
    return f"…{context}" if start else f"{context}…"


def marked(text: str, described: NodeView) -> list[tuple[str, bool]]:
    """Mark a node's own words in a sentence: its figure where that stands, else its name, wherever it is named."""
    start, length = where(text, described)
    if start < 0 or length == len(text):
        return [(text, False)]
    cut = ((text[:start], False), (text[start : start + length], True), (text[start + length :], False))
    return [piece for piece in cut if piece[0]]


def where(text: str, described: NodeView) -> tuple[int, int]:
    """Return the start (−1 for nowhere) and the length of a node's own words in a sentence."""
    facts = {fact.property: fact.value for fact in described.facts}
    original, offset = facts.get(KMG + "original", ""), facts.get(KMG + "offset", "")
    if original and offset.isdecimal() and text[int(offset) :].startswith(original):
        return int(offset), len(original)
    names = [original, described.node.label, *(f.value for f in described.facts if f.property.endswith("#altLabel"))]
    for name in sorted(filter(None, names), key=len, reverse=True):
        found = find_name(text, name)
        if found[0] >= 0:
            return found
    return -1, 0


def find_name(text: str, name: str) -> tuple[int, int]:
    """Find a name, or a place's without its last word: 安宁市 is found in 安宁工业园区."""
    for shape in (name, name[:-1] if len(name) > 2 and name[-1] in "省市区县州盟旗" else ""):
        if shape and shape in text:
            return text.index(shape), len(shape)
    return -1, 0
