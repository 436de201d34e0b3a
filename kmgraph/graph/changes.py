"""What changed from one graph to another: goals raised, projects moved on, commitments weakened, links gone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias, get_args

import pyoxigraph as ox

from kmgraph.facts.keys import normal_name
from kmgraph.graph.contents import Commitment, Figure, Item, Kind, Link, Project, Report, read_reports
from kmgraph.graph.matching import Matched, match, plain_words
from kmgraph.graph.ontology import KMG, term, value_of

What: TypeAlias = Literal[
    "raised", "lowered", "bounded", "rescheduled", "obliged",  # a figure: its value, its bound, its year, 约束性 or not
    "forward", "back", "staged", "unstaged",  # a project: its phase moved, is now said, no longer said
    "strengthened", "weakened", "checkable", "uncheckable", "clearer", "vaguer",  # a commitment, and what can be checked
    "added", "dropped", "renamed", "reworded",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
WHATS: tuple[What, ...] = get_args(What)

_NO_STRENGTH = 99  # no verb says how firm a commitment is: less firm than any


@dataclass(frozen=True, slots=True)
class Change:
    """One change: of what kind of fact, which, and the fact as it was and is (None where there was or is none)."""

    kind: Kind
    what: What
    old: Item | None
    new: Item | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A report before and after (None where the other graph has no report for it), and how it changed.

    `kept` counts the facts of each kind that have not changed, `reworded` the sentences that were.
    """

    old: Report | None
    new: Report | None
    changes: tuple[Change, ...] = ()
    kept: tuple[tuple[Kind, int], ...] = ()
    reworded: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """All that tells two graphs apart; triples are counted without the positions of sentences in their text."""

    reports: tuple[Compared, ...]
    triples_dropped: int
    triples_added: int

    @property
    def any(self) -> bool:
        """Whether the graphs differ at all, be it in nothing that a reader would miss."""
        return bool(self.triples_dropped or self.triples_added)


def compare(old: Iterable[ox.Triple], new: Iterable[ox.Triple]) -> Differences:
    """Compare two graphs, report by report: of the same name, else of the same place, else the only one with the only one."""
    before, after = frozenset(old), frozenset(new)
    said_before, said_after = _without_positions(before), _without_positions(after)
    return Differences(
        reports=tuple(_compared(*pair) for pair in _paired(read_reports(before), read_reports(after))),
        triples_dropped=len(said_before - said_after),
        triples_added=len(said_after - said_before),
    )


def _paired(old: Sequence[Report], new: Sequence[Report]) -> Iterator[tuple[Report | None, Report | None]]:
    olds, news = list(old), sorted(new, key=lambda report: (report.year or 0, report.iri))
    for report in list(news):
        if same := next((o for o in olds if o.iri == report.iri), None):
            yield _out_of(olds, same), _out_of(news, report)
    for report in list(news):
        if earlier := [o for o in olds if _place(o) == _place(report)]:
            yield _out_of(olds, max(earlier, key=lambda o: (o.year or 0, o.iri))), _out_of(news, report)
    if len(olds) == len(news) == 1:
        yield olds.pop(), news.pop()
    for report in olds:
        yield report, None
    for report in news:
        yield None, report


def _place(report: Report) -> str:
    """The place that a report is of; where no vocabulary has it, its label without the year says it."""
    return report.place or re.sub(r"\d+", "", report.label)


def _out_of(reports: list[Report], report: Report) -> Report:
    reports.remove(report)
    return report


def _compared(old: Report | None, new: Report | None) -> Compared:
    if old is None or new is None:
        return Compared(old=old, new=new)
    matched = match(old, new)
    changed = [change for before, after in matched.pairs for change in _changes(before, after)]
    changes = [
        *changed,
        *(Change(item.kind, "dropped", item, None) for item in matched.dropped),
        *(Change(item.kind, "added", None, item) for item in matched.added),
        *_links(old, new, matched),
    ]
    moved = {(change.old.iri, change.new.iri) for change in changed if change.old and change.new}
    kept = Counter(before.kind for before, after in matched.pairs if (before.iri, after.iri) not in moved)
    return Compared(
        old=old,
        new=new,
        changes=tuple(sorted(changes, key=_rank)),
        kept=tuple((kind, kept[kind]) for kind in KINDS if kept[kind]),
        reworded=sum(old.sentences[before] != new.sentences[after] for before, after in matched.sentences),
    )


def _rank(change: Change) -> tuple[int, int, str, str, str]:
    shown = change.new or change.old
    assert shown is not None
    return (
        KINDS.index(change.kind),
        WHATS.index(change.what),
        shown.label,
        shown.iri,
        change.old.iri if change.old else "",
    )


def _changes(old: Item, new: Item) -> Iterator[Change]:
    """How a fact differs from the one that it was."""
    match old, new:
        case Figure(), Figure():
            found = _of_figure(old, new)
        case Project(), Project():
            found = _of_project(old, new)
        case Commitment(), Commitment():
            found = _of_commitment(old, new)
        case _:
            found = _of_words(old.label, new.label)
    return (Change(new.kind, what, old, new) for what in found)


def _of_figure(old: Figure, new: Figure) -> Iterator[What]:
    before, after = _sized(old, new)
    if after != before:
        yield "raised" if after > before else "lowered"
    elif new.bound != old.bound:
        yield "bounded"
    if new.when != old.when:
        yield "rescheduled"
    if new.obligation != old.obligation:
        yield "obliged"


def _sized(old: Figure, new: Figure) -> tuple[Decimal, Decimal]:
    """Two figures as numbers that compare; 下降3% to 下降4% is more of the same, 增长3% to 下降1% is less."""
    if old.change == new.change:
        return old.amount, new.amount
    before, after = (-figure.amount if figure.change == "decrease" else figure.amount for figure in (old, new))
    return before, after


def _of_project(old: Project, new: Project) -> Iterator[What]:
    if old.order is not None and new.order is not None and old.order != new.order:
        yield "forward" if new.order > old.order else "back"
    elif old.phase is None and new.phase is not None:
        yield "staged"
    elif new.phase is None and old.phase is not None:
        yield "unstaged"
    if normal_name(old.label) != normal_name(new.label):
        yield "renamed"


def _of_commitment(old: Commitment, new: Commitment) -> Iterator[What]:
    before, after = (_NO_STRENGTH if each.order is None else each.order for each in (old, new))
    if before != after:
        yield "strengthened" if after < before else "weakened"
    lost, gained = set(old.marks) - set(new.marks), set(new.marks) - set(old.marks)
    if lost:
        yield "vaguer" if new.marks else "uncheckable"
    elif gained:
        yield "clearer" if old.marks else "checkable"
    if before == after and not lost and not gained:
        yield from _of_words(old.sentence, new.sentence)


def _of_words(old: str, new: str) -> Iterator[What]:
    if plain_words(old) != plain_words(new):
        yield "reworded"


def _links(old: Report, new: Report, matched: Matched) -> Iterator[Change]:
    """Links that are gone and new ones: one whose two ends are still there under other names is the same."""
    renamed = {before.iri: after.iri for before, after in matched.pairs} | {old.iri: new.iri}
    before = {_ends(link, renamed): link for link in old.of(Link)}
    after = {_ends(link, {}): link for link in new.of(Link)}
    yield from (Change("link", "dropped", link, None) for ends, link in before.items() if ends not in after)
    yield from (Change("link", "added", None, link) for ends, link in after.items() if ends not in before)


def _ends(link: Link, renamed: dict[str, str]) -> tuple[str, str, str]:
    return renamed.get(link.source, link.source), link.property, renamed.get(link.target, link.target)


# --- triples --------------------------------------------------------------------------------------------------

_OA = term("oa:start").value.removesuffix("start")
_NAMED = term("skos:prefLabel").value


def _without_positions(triples: frozenset[ox.Triple]) -> frozenset[ox.Triple]:
    """The triples without selectors and the order of sentences; a concept's order is its meaning and stays."""
    concepts = {value_of(t.subject) for t in triples if t.predicate.value == _NAMED}
    return frozenset(
        t
        for t in triples
        if not t.predicate.value.startswith(_OA)
        and not value_of(t.object).startswith(_OA)
        and (t.predicate.value != KMG + "order" or value_of(t.subject) in concepts)
    )
