"""Which fact of one report is which of another: the same words first, then the likeliest of those that are left."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kmgraph.facts.keys import normal_name
from kmgraph.graph.contents import Commitment, Figure, Item, Link, Project, Report, Task
from kmgraph.graph.ontology import KMG

T = TypeVar("T")
F = TypeVar("F", Figure, Project, Task, Commitment)
# what two facts must share to be one; None shares nothing
Key = Callable[[F], Hashable]

_INCLUDES = KMG + "includes"
_ALIKE = 0.6  # share of two texts' pairs of characters from which on the one is the other, reworded
_ALIKE_NAME = 0.75  # the same for two projects' names
_NUMBERED = re.compile(r"\d+|[一二三四五六七八九十]+(?=[期号批段])")


@dataclass(frozen=True, slots=True)
class Matched:
    """The pairs of old and new facts of two reports, and those that have no partner; sentences as pairs of IRIs."""

    sentences: tuple[tuple[str, str], ...]
    pairs: tuple[tuple[Item, Item], ...]
    dropped: tuple[Item, ...]
    added: tuple[Item, ...]


def match(old: Report, new: Report) -> Matched:
    """Match what two reports say: two builds of one report of which a sentence was edited, or two years' reports."""
    sentences = tuple(pair_texts(old.sentences, new.sentences))
    origin = {text: text for text in old.sentences.values()}
    origin |= {new.sentences[after]: old.sentences[before] for before, after in sentences}

    def said(item: Item) -> str | None:
        """A fact's sentence, or the old one of which it is the new wording."""
        return origin.get(item.sentence)

    figures = _pair(old.of(Figure), new.of(Figure), _figure_keys(said), None)
    projects = _pair(old.of(Project), new.of(Project), (_iri, _name), _same_project)
    built = _projects_of(old, {project.iri: project.iri for project in old.of(Project)})
    built |= _projects_of(new, {after.iri: before.iri for before, after in projects[0]})

    def on_projects(commitment: Commitment) -> Hashable:
        """The projects that a commitment names: 加快建设甲厂 and 确保甲厂投产 are one commitment in two years."""
        return built.get(commitment)

    found = (
        figures,
        projects,
        _pair(old.of(Task), new.of(Task), (_iri, _label, said), _same_heading),
        _pair(old.of(Commitment), new.of(Commitment), (_iri, said, on_projects), None),
    )
    return Matched(
        sentences,
        tuple(pair for pairs, _, _ in found for pair in pairs),
        tuple(item for _, olds, _ in found for item in olds),
        tuple(item for _, _, news in found for item in news),
    )


def _pair(
    old: Sequence[F], new: Sequence[F], keys: Sequence[Key[F]], likeness: Callable[[F, F], float] | None
) -> tuple[list[tuple[F, F]], list[F], list[F]]:
    """Pair facts key by key, and with `likeness` those that are left, the likest first: pairs, old ones left, new ones left."""
    pairs: list[tuple[F, F]] = []
    olds, news = list(old), list(new)
    for key in keys:
        pairs += _taken(olds, news, _by_key(olds, news, key))
    if likeness:
        pairs += _taken(olds, news, _likest(olds, news, likeness))
    return pairs, olds, news


def _taken(olds: list[T], news: list[T], found: Sequence[tuple[T, T]]) -> Sequence[tuple[T, T]]:
    """Take pairs out of what is left."""
    for before, after in found:
        olds.remove(before)
        news.remove(after)
    return found


def _by_key(olds: Sequence[F], news: Sequence[F], key: Key[F]) -> list[tuple[F, F]]:
    """Pairs that share a key; of several, the first old with the first new."""
    waiting: dict[Hashable, list[F]] = {}
    for before in reversed(olds):
        if (wanted := key(before)) is not None:
            waiting.setdefault(wanted, []).append(before)
    return [
        (waiting[wanted].pop(), after) for after in news if (wanted := key(after)) is not None and waiting.get(wanted)
    ]


def _likest(olds: Sequence[T], news: Sequence[T], likeness: Callable[[T, T], float]) -> list[tuple[T, T]]:
    """Pairs that are alike at all (above 0), the likest first."""
    scored = [(likeness(before, after), i, j) for i, before in enumerate(olds) for j, after in enumerate(news)]
    return [(olds[i], news[j]) for i, j in _greedy(score for score in scored if score[0] > 0)]


def _greedy(scored: Iterator[tuple[float, int, int]]) -> Iterator[tuple[int, int]]:
    """Pairs by falling score, each member once; where two are as good, the first ones."""
    olds, news = set(), set()
    for _, i, j in sorted(scored, key=lambda found: (-found[0], found[1], found[2])):
        if i not in olds and j not in news:
            olds.add(i)
            news.add(j)
            yield i, j


def _projects_of(report: Report, origin: Mapping[str, str]) -> dict[Commitment, frozenset[str]]:
    """The old names of all projects that each commitment includes, of a new one its own."""
    projects = {project.iri for project in report.of(Project)}
    named: dict[str, set[str]] = {}
    for link in report.of(Link):
        if link.property == _INCLUDES and link.target in projects:
            named.setdefault(link.source, set()).add(origin.get(link.target, link.target))
    return {c: frozenset(named[c.iri]) for c in report.of(Commitment) if c.iri in named}


# --- what makes two facts one ---------------------------------------------------------------------------------


def _figure_keys(said: Callable[[Item], str | None]) -> tuple[Key[Figure], ...]:
    """In one sentence first, then the same figure wherever it now stands, then another of the same indicator."""

    def measured(figure: Figure) -> tuple[Hashable, ...]:
        return figure.kind, plain_words(figure.words), figure.measure

    def in_sentence(figure: Figure) -> Hashable:
        return (*measured(figure), sentence) if (sentence := said(figure)) else None

    def in_sentence_by_when(figure: Figure) -> Hashable:
        return (*measured(figure), sentence, figure.when) if (sentence := said(figure)) else None

    def anywhere(figure: Figure) -> tuple[Hashable, ...]:
        return *measured(figure), figure.places, figure.when

    def anywhere_as_much(figure: Figure) -> Hashable:
        return *anywhere(figure), figure.amount

    def of_concept(figure: Figure) -> Hashable:
        concept = figure.indicator
        return (concept, figure.kind, figure.measure, figure.places, figure.when) if concept else None

    return _same_figure, in_sentence_by_when, in_sentence, anywhere_as_much, anywhere, of_concept


def _same_figure(figure: Figure) -> Hashable:
    return figure.iri, figure.kind, figure.measure


def _iri(item: Item) -> Hashable:
    return item.iri


def _label(item: Item) -> Hashable:
    return plain_words(item.label)


def _name(project: Project) -> Hashable:
    return normal_name(project.label)


def _same_project(old: Project, new: Project) -> float:
    """How alike two projects are called, 0 where they are two: 5号线 and 6号线, 一期 and 二期 are."""
    if {normal_name(name) for name in old.names} & {normal_name(name) for name in new.names}:
        return 1.0
    one, other = normal_name(old.label), normal_name(new.label)
    if Counter(_NUMBERED.findall(one)) != Counter(_NUMBERED.findall(other)):
        return 0.0
    return score if (score := alike(_pairs(one), _pairs(other))) >= _ALIKE_NAME else 0.0


def _same_heading(old: Task, new: Task) -> float:
    score = alike(_pairs(plain_words(old.label)), _pairs(plain_words(new.label)))
    return score if score >= _ALIKE else 0.0


def plain_words(words: str) -> str:
    """Words without the differences of writing that mean nothing: full and half width, blanks, case."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", words)).casefold()


# --- texts ----------------------------------------------------------------------------------------------------


def pair_texts(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Pair texts by their names: equal ones first, then those of which one is the other reworded, the likest first."""
    equal: dict[str, list[str]] = {}
    for name, text in sorted(old.items(), reverse=True):
        equal.setdefault(text, []).append(name)
    same = [(equal[text].pop(), name) for name, text in sorted(new.items()) if equal.get(text)]
    yield from same
    olds = sorted(old.keys() - {before for before, _ in same})
    news = sorted(new.keys() - {after for _, after in same})
    for i, j in _greedy(
        _reworded([_pairs(plain_words(old[name])) for name in olds], [_pairs(plain_words(new[name])) for name in news])
    ):
        yield olds[i], news[j]


def _reworded(olds: Sequence[Counter[str]], news: Sequence[Counter[str]]) -> Iterator[tuple[float, int, int]]:
    """The likeness of every two texts that are alike enough; only those that share a pair of characters are looked at."""
    having: dict[str, list[int]] = {}
    for i, pairs in enumerate(olds):
        for pair in pairs:
            having.setdefault(pair, []).append(i)
    for j, pairs in enumerate(news):
        for i in sorted({i for pair in pairs for i in having.get(pair, ())}):
            if (score := alike(olds[i], pairs)) >= _ALIKE:
                yield score, i, j


def alike(one: Counter[str], other: Counter[str]) -> float:
    """The share of pairs of characters that two texts have in common (Dice), from 0 to 1."""
    whole = one.total() + other.total()
    return 2 * (one & other).total() / whole if whole else 0.0


def _pairs(text: str) -> Counter[str]:
    return Counter(text[i : i + 2] for i in range(len(text) - 1))
