"""What a page tells of a figure, an industry, a place or a body beyond its own triples: its history, and all that names it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from kmgraph.graph.ontology import KMG, RDF, RDFS, SKOS, term, value_of
from kmgraph.graph.queries import figures, reports, select
from kmgraph.graph.rows import FigureRow, Node, Report
from kmgraph.graph.store import Store

# facts that a brief lists, in its order
LISTED = tuple(KMG + name for name in ("Goal", "Project", "Commitment", "Result", "Task"))
_DERIVED = term("prov:wasDerivedFrom").value
_TYING = ("locatedIn", "inIndustry", "ownedBy", "ledBy")
_CHECKED = ("hasNumber", "hasDate", "hasPlace", "hasBody")

WEAKEST = 99  # behind every strength: a promise without one, and a project's stage

NAMING = """
SELECT ?subject ?sentence ?fact {
  ?subject kmg:mentionedIn ?sentence . ?fact prov:wasDerivedFrom ?sentence .
} ORDER BY ?sentence ?fact
"""

_Told = dict[str, dict[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact in a brief: `linked` where a relation ties it to the subject, else its sentence alone names both.

    `about` is the IRI of its strength or stage; `lacks` names what nobody could check it by: `number`, `date`, `place`,
    `body` of a commitment, `goal`, `place`, `owner` of a project.
    """

    node: Node
    sentence: str
    order: int
    linked: bool
    about: str
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """All that a store says of a subject: entries by class, the weightiest first, and the sentences that they rest on."""

    entries: dict[str, tuple[Entry, ...]]
    sentences: tuple[str, ...]

    def lacking(self, kind: str, what: str) -> tuple[Entry, ...]:
        """Return the entries of a class that lack something."""
        return tuple(entry for entry in self.entries.get(kind, ()) if what in entry.lacks)


def brief(store: Store, iri: str) -> Brief:
    """Gather the facts tied to a subject or to what is narrower (C25 under C), and those in whose sentence it is named."""
    subjects = (iri, *narrower(store, iri))
    linked = {value_of(t.subject) for subject in subjects for t in _tied(store, subject)}
    named = [row for subject in subjects for row in select(store, NAMING, {"subject": NamedNode(subject)})]
    told = _told(store, sorted({*linked, *(row["fact"] for row in named)}))
    strengths = {iri for facts in told.values() for iri in facts.get(KMG + "strength", ())}
    orders = _orders(store, strengths.union(*(facts.get(_DERIVED, ()) for facts in told.values())))
    entries: dict[str, list[Entry]] = defaultdict(list)
    for fact, own in told.items():
        kind = next((kind for kind in LISTED if kind in own.get(RDF + "type", ())), None)
        if kind:
            entries[kind].append(_entry(fact, kind, own, orders, linked=fact in linked))
    mentioned = {value_of(t.object) for t in store.triples_of(map(NamedNode, subjects), NamedNode(KMG + "mentionedIn"))}
    # a fact of a foreign graph may rest on nothing
    mentioned |= {entry.sentence for listed in entries.values() for entry in listed if entry.sentence}
    orders |= _orders(store, mentioned - orders.keys())
    return Brief(
        {
            kind: tuple(sorted(entries[kind], key=lambda entry: _weight(entry, orders)))
            for kind in LISTED
            if kind in entries
        },
        tuple(sorted(mentioned, key=lambda sentence: (orders.get(sentence, 0), sentence))),
    )


def narrower(store: Store, iri: str) -> Iterator[str]:
    """Yield the concepts below a concept, whatever their depth, each once."""
    seen, waiting = {iri}, [iri]
    while waiting:
        for triple in store.triples(predicate=NamedNode(SKOS + "broader"), object=NamedNode(waiting.pop())):
            below = value_of(triple.subject)
            if below not in seen:
                seen.add(below)
                waiting.append(below)
                yield below


def _tied(store: Store, subject: str) -> Iterator[Triple]:
    for name in _TYING:
        yield from store.triples(predicate=NamedNode(KMG + name), object=NamedNode(subject))


def _told(store: Store, iris: Iterable[str]) -> _Told:
    """What is said of each node, by property."""
    told: _Told = defaultdict(lambda: defaultdict(list))
    for triple in store.triples_of(map(NamedNode, iris)):
        told[value_of(triple.subject)][triple.predicate.value].append(value_of(triple.object))
    return told


def _orders(store: Store, iris: Iterable[str]) -> dict[str, int]:
    """The place of sentences in their text, and of strengths in their scheme."""
    found = store.triples_of(map(NamedNode, sorted(iris)), NamedNode(KMG + "order"))
    return {value_of(triple.subject): int(value_of(triple.object)) for triple in found}


def _entry(iri: str, kind: str, own: dict[str, list[str]], orders: dict[str, int], *, linked: bool) -> Entry:
    label = min(own.get(RDFS + "label", [iri]))
    rests_on = min(own.get(_DERIVED, [""]), key=lambda sentence: (orders.get(sentence, 0), sentence))
    about = min((*own.get(KMG + "strength", ()), *own.get(KMG + "phase", ())), default="")
    return Entry(Node(iri, label, kind), rests_on, orders.get(rests_on, 0), linked, about, tuple(_lacks(kind, own)))


def _lacks(kind: str, own: dict[str, list[str]]) -> Iterator[str]:
    if kind == KMG + "Commitment":
        yield from (name.removeprefix("has").lower() for name in _CHECKED if "true" not in own.get(KMG + name, ()))
    if kind == KMG + "Project":
        wanted = {"goal": "supports", "place": "locatedIn", "owner": "ownedBy"}
        yield from (what for what, name in wanted.items() if KMG + name not in own)


def _weight(entry: Entry, orders: dict[str, int]) -> tuple[bool, int, bool, int, str]:
    """The tied before the named, the strong before the weak, what a goal hangs on before the rest, then as in the text."""
    strength = orders.get(entry.about, WEAKEST)
    return not entry.linked, strength, "goal" in entry.lacks, entry.order, entry.node.iri


# --- figures --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure of an indicator, with the report that says so."""

    figure: FigureRow
    report: Report | None


def history(every: Iterable[FigureRow], known: Iterable[Report], figure: FigureRow) -> tuple[Measured, ...]:
    """Return the figures that measure what a figure does, in its unit, level with level, by report's place and year."""
    same = (other for other in every if is_comparable(figure, other))
    return by_year(same, known)


def is_comparable(one: FigureRow, other: FigureRow) -> bool:
    """Tell whether two figures measure the same: one indicator (or the same words for it), one unit, both levels or both changes."""
    return (
        (one.indicator or one.indicator_text) == (other.indicator or other.indicator_text) != ""
        and one.unit == other.unit
        and (one.change == "level") == (other.change == "level")
    )


def by_year(found: Iterable[FigureRow], known: Iterable[Report]) -> tuple[Measured, ...]:
    """Put figures beside their reports, a place's together, by year, results before goals."""
    of = {report.iri: report for report in known}
    rows = [Measured(figure, of.get(_report(figure, of))) for figure in found]

    def order(row: Measured) -> tuple[str, str, bool, str]:
        place = (row.report.place_label or row.report.label) if row.report else ""
        return place, row.figure.year or "", row.figure.kind == KMG + "Goal", row.figure.iri

    return tuple(sorted(rows, key=order))


def _report(figure: FigureRow, known: Iterable[str]) -> str:
    """A figure's name begins with its report's."""
    return max((iri for iri in known if figure.iri.startswith(iri + "-")), key=len, default="")


def all_figures(store: Store) -> tuple[tuple[FigureRow, ...], tuple[Report, ...]]:
    """Return every figure of the store, and every report."""
    return figures(store), reports(store)
