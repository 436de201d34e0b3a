"""What a search shows: each hit with its name or sentence, the words marked in it, and why it was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kmgraph.graph import queries
from kmgraph.graph.ontology import KMG, RDFS, shorten
from kmgraph.graph.rows import Node
from kmgraph.graph.store import Store
from kmgraph.search import finding, making
from kmgraph.search.finding import Query, Why
from kmgraph.search.index import Index
from kmgraph_web.current import remembered
from kmgraph_web.words import kind_name

AROUND = 36
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit as the page lists it; `text` is a sentence's whole. `why` is told where the marks don't show it."""

    node: Node
    text: str
    pieces: tuple[tuple[str, bool], ...]
    why: str = ""
    spelling: tuple[tuple[str, bool], ...] = ()


@remembered
def index(store: Store) -> Index:
    """Return what the search looks through."""
    return making.index_of(store)


def read(store: Store, typed: str) -> Query:
    """Read what a reader has typed."""
    return finding.read(index(store), typed)


def hits(store: Store, query: Query, limit: int) -> tuple[Shown, ...]:
    """Find the nodes that the words mean, nearest first."""
    found = finding.find(index(store), query, limit)
    labels = queries.texts(store, (hit.iri for hit in found), RDFS + "label")
    texts = queries.texts(store, (hit.iri for hit in found if hit.kind == KMG + "Sentence"), KMG + "text")
    return without_repeats(
        tuple(shown(query, hit, min(labels.get(hit.iri, [""])), " ".join(texts.get(hit.iri, ()))) for hit in found)
    )


def shown(query: Query, hit: finding.Hit, label: str, text: str) -> Shown:
    """Lay a hit out: a sentence by what stands around the words, all else by its name."""
    node = Node(hit.iri, label or shorten(hit.iri), hit.kind)
    spans = finding.marks(query, text or node.label)
    cut = excerpt(text, spans) if text else tuple(pieces(node.label, spans))
    return Shown(node, text, cut, why(hit), tuple(pieces(hit.spelling, finding.marks(query, hit.spelling))))


def why(hit: finding.Hit) -> str:
    """Name the reason that can't be seen: `sound`, `spelling` of a concept, `original` words of a figure, `synonym`."""
    if hit.why in (Why.SOUNDS_BEGIN, Why.SOUNDS):
        return "sound"
    if hit.why not in (Why.NAMED, Why.SPELLING):
        return ""
    if not hit.spelling:
        return "synonym"
    return "original" if kind_name(hit.kind) in ("Goal", "Result") else "spelling"


def without_repeats(found: tuple[Shown, ...]) -> tuple[Shown, ...]:
    """Leave out a sentence that stands in the list already as a commitment or a task: they are called by its words."""
    called = tuple(hit.node.label.rstrip("…") for hit in found if kind_name(hit.node.kind) in ("Commitment", "Task"))
    return tuple(hit for hit in found if not hit.text or not hit.text.startswith(called))


def pieces(text: str, spans: Spans) -> Iterator[tuple[str, bool]]:
    """Cut a text into what was searched and what was not: `滇池治理`, (0, 2) → (滇池, hit), (治理, no hit)."""
    at = 0
    for start, end in spans:
        if start > at:
            yield text[at:start], False
        yield text[start:end], True
        at = end
    if at < len(text):
        yield text[at:], False


def excerpt(text: str, spans: Spans) -> tuple[tuple[str, bool], ...]:
    """Cut a long sentence to what stands around the first hit, with … where something is left out."""
    first = spans[0][0] if spans else 0
    start, end = max(0, first - AROUND), first + 2 * AROUND
    within = tuple((a - start, min(b, end) - start) for a, b in spans if a < end)
    cut = [*pieces(text[start:end], within)]
    return (*([("…", False)] if start else []), *cut, *([("…", False)] if end < len(text) else []))
