"""The report as published, put together from the graph: headings, paragraphs, sentences, and in them the facts' own words."""

from __future__ import annotations

from dataclasses import dataclass

from kmgraph.graph import queries
from kmgraph.graph.ontology import KMG
from kmgraph.graph.rows import Derived, Node, SectionRow, SentenceRow
from kmgraph.graph.store import Store
from kmgraph_web.current import remembered
from kmgraph_web.evidence import anchor, find_name
from kmgraph_web.words import kind_name

WHERE = """
SELECT ?sentence ?start ?end { ?sentence a kmg:Sentence ; oa:hasSelector ?p . ?p oa:start ?start ; oa:end ?end }
"""
OTHER_NAMES = """
SELECT ?iri ?name { ?iri skos:altLabel|kmg:original ?name }
"""
# whose words are underlined where two overlap
_FIRST = ("Goal", "Result", "Project", "Organization", "Industry", "District")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a sentence, and the fact or concept that they name."""

    text: str
    node: Node | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence: its pieces, what hangs on it as a whole (a commitment, a task), what it names in other words."""

    iri: str
    anchor: str
    pieces: tuple[Piece, ...]
    whole: tuple[Node, ...]
    beside: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (`level` 1 … 4) or a paragraph (`level` 0)."""

    level: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents."""

    anchor: str
    text: str
    level: int


@remembered
def contents(store: Store, report: str) -> tuple[Entry, ...]:
    """Return the headings with the anchor of the first sentence under each."""
    sections = queries.sections(store, report)
    depth = depths(sections)
    first: dict[str, str] = {}
    for sentence in queries.sentences(store, report):
        first.setdefault(sentence.section, anchor(sentence.iri))
    return tuple(
        Entry(first[section.iri], section.number + section.heading, depth[section.iri])
        for section in sections
        if section.iri in first
    )


@remembered
def blocks(store: Store, report: str) -> tuple[Block, ...]:
    """Return the report's text in order. A new paragraph begins where the text leaves characters out between sentences."""
    sections = {section.iri: section for section in queries.sections(store, report)}
    depth = depths(tuple(sections.values()))
    derived = queries.derived(store, report)
    names = other_names(store, report)
    spans = {
        row["sentence"]: (int(row["start"]), int(row["end"])) for row in queries.select(store, WHERE, report=report)
    }
    found: list[tuple[int, list[Line]]] = []
    end = -1
    for sentence in queries.sentences(store, report):
        start, stop = spans.get(sentence.iri, (end + 1, end + 1))
        section = sections.get(sentence.section)
        level = min(depth[section.iri], 4) if section and is_heading(sentence, section) and start != end else 0
        if start != end or level:
            found.append((level, []))
        found[-1][1].append(line(sentence, derived.get(sentence.iri, ()), names))
        end = stop
    return tuple(Block(demoted(level, lines), tuple(lines)) for level, lines in found)


def demoted(level: int, lines: list[Line]) -> int:
    """A heading that runs on in the same paragraph (一是 …。…) is no heading of its own."""
    return level if len(lines) == 1 else 0


def is_heading(sentence: SentenceRow, section: SectionRow) -> bool:
    """Tell whether the sentence is its section's heading with its number and nothing else."""
    return sentence.text.strip().rstrip("。:：") in (section.number + section.heading, section.heading)


def depths(sections: tuple[SectionRow, ...]) -> dict[str, int]:
    """Return how deep each section lies, 1 for the outermost."""
    parent = {section.iri: section.parent for section in sections}
    found: dict[str, int] = {}
    for section in sections:
        found[section.iri] = found.get(parent[section.iri], 0) + 1
    return found


def other_names(store: Store, report: str) -> dict[str, list[str]]:
    """Return the other names and figures as written, by node."""
    found: dict[str, list[str]] = {}
    for row in queries.select(store, OTHER_NAMES, report=report):
        found.setdefault(row["iri"], []).append(row["name"])
    return found


def line(sentence: SentenceRow, derived: tuple[Derived, ...], names: dict[str, list[str]]) -> Line:
    """Cut a sentence at the words of its facts; the longer of two that overlap wins, figures before all."""
    text = sentence.text
    whole = tuple(fact.node for fact in derived if kind_name(fact.node.kind) in ("Commitment", "Task"))
    spans: list[tuple[int, int, Node]] = []
    beside: list[Node] = []
    for fact in sorted((f for f in derived if f.node not in whole), key=rank):
        start, end = span_of(fact, text, names.get(fact.node.iri, []))
        if start < 0 or any(start < e and s < end for s, e, _ in spans):
            beside.append(fact.node)
        else:
            spans.append((start, end, fact.node))
    return Line(
        sentence.iri, anchor(sentence.iri), tuple(cut(text, sorted(spans, key=lambda s: s[0]))), whole, tuple(beside)
    )


def rank(fact: Derived) -> tuple[int, int, str]:
    """Order facts by class, then the longer name first."""
    kind = kind_name(fact.node.kind)
    return _FIRST.index(kind) if kind in _FIRST else len(_FIRST), -len(fact.node.label), fact.node.iri


def span_of(fact: Derived, text: str, names: list[str]) -> tuple[int, int]:
    """Return where the fact's own words stand in the sentence, (−1, −1) where they don't."""
    if fact.original and fact.offset is not None and text[fact.offset :].startswith(fact.original):
        return fact.offset, fact.offset + len(fact.original)
    if fact.node.kind in (KMG + "Goal", KMG + "Result"):
        return -1, -1
    for name in sorted({fact.node.label, *names}, key=lambda name: (-len(name), name)):
        start, length = find_name(text, name)
        if start >= 0:
            return start, start + length
    return -1, -1


def cut(text: str, spans: list[tuple[int, int, Node]]) -> list[Piece]:
    """Cut a sentence at spans that don't overlap, in their order."""
    pieces, at = [], 0
    for start, end, node in spans:
        pieces += [Piece(text[at:start]), Piece(text[start:end], node)]
        at = end
    return [piece for piece in (*pieces, Piece(text[at:])) if piece.text]
