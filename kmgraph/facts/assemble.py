"""Mentions and links → facts: the one door of this wing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from kmgraph.facts.conclusions import conclude
from kmgraph.facts.derived import Derived, derived_targets
from kmgraph.facts.fact import (
    Commitment,
    ConceptUse,
    Facts,
    Figure,
    Link,
    Organization,
    Project,
    Task,
)
from kmgraph.facts.indicators import indicator_of, spellings
from kmgraph.facts.keys import Keys, content_key, full_name, normal_name
from kmgraph.facts.mention_link import MentionLink
from kmgraph.facts.obligations import said_obligation
from kmgraph.facts.places import place_of
from kmgraph.facts.promises import find_promises
from kmgraph.facts.scene import scenes
from kmgraph.facts.supports import outcome_goals
from kmgraph.mentions.mention import (
    DistrictName,
    IndustryName,
    Mention,
    Mentions,
    ProjectName,
    Quantity,
)
from kmgraph.mentions.vocabulary import Concept, Vocabulary
from kmgraph.text.document import Document, Sentence
from kmgraph.text.span import Span

_HASH_DIGITS = 12
M = TypeVar("M", bound=Mention)


def assemble(
    document: Document, mentions: Mentions, links: tuple[MentionLink, ...], vocabulary: Vocabulary, *, sha256: str
) -> Facts:
    """Put together what a document says: each fact with its sentence, each link with its basis.

    A mention that stands in no sentence (in a title, in what a web page put around the report) makes no fact.
    """
    place = place_of(document.place, vocabulary)
    builder = _Builder(document, vocabulary)
    figures = builder.figures(mentions.quantities)
    tasks = builder.tasks(mentions)
    commitments = builder.commitments(mentions, tasks)
    projects = builder.projects(mentions.projects)
    organizations = builder.organizations(mentions)
    facts = Facts(
        report=report_key(place, document.year, sha256),
        document=document,
        place=place.key if place else None,
        year=document.year,
        sha256=sha256,
        figures=figures,
        tasks=tasks,
        commitments=commitments,
        projects=projects,
        organizations=organizations,
        industries=builder.concept_uses(mentions.industries),
        districts=builder.concept_uses(mentions.districts),
    )
    lifted = builder.lifted(links)
    figures_alone = Mentions(quantities=mentions.quantities)
    presented = (goal for scene in scenes(document, figures_alone) for goal in outcome_goals(scene))
    outcomes = [builder.key_of[goal] for goal in presented if goal in builder.key_of]
    return _with_links(facts, [*lifted, *conclude(facts, lifted, outcomes, vocabulary)])


def report_key(place: Concept | None, year: int | None, sha256: str) -> str:
    """Return `530100-2022`, or `text-` with the text's hash where place or year is unknown."""
    if place and place.notation and year:
        return f"{place.notation}-{year}"
    return f"text-{sha256[:_HASH_DIGITS]}"


def _with_links(facts: Facts, links: list[Link]) -> Facts:
    """Add the links, each once a sentence, none from a fact to itself."""
    once = {(x.type, x.source, x.target, x.sentence.index): x for x in reversed(links) if x.source != x.target}
    return replace(facts, links=tuple(sorted(once.values(), key=_in_text)))


def _in_text(link: Link) -> tuple[int, str, str, str]:
    return link.sentence.index, link.type, link.source, link.target


class _Builder:
    """Gives each mention its fact and remembers under which key, so that links can be lifted to keys."""

    def __init__(self, document: Document, vocabulary: Vocabulary) -> None:
        self.document, self.vocabulary = document, vocabulary
        self.indicators = spellings(vocabulary.indicators)
        self.keys = Keys()
        self.key_of: dict[Mention, str] = {}

    def _with_sentence(self, mentions: Sequence[M]) -> Iterator[tuple[M, Sentence]]:
        for mention in mentions:
            if sentence := self.document.sentence_at(mention.span.start):
                yield mention, sentence

    def figures(self, quantities: tuple[Quantity, ...]) -> tuple[Figure, ...]:
        """Goals and results as the text states them, then the ones derived from two of them.

        A figure of which no rule could read what it measures states no fact; `kmgraph show` marks it with the rule `no_name`.
        """
        named = tuple(quantity for quantity in quantities if quantity.indicator)
        stated = [self._figure(quantity, sentence) for quantity, sentence in self._with_sentence(named)]
        derived = [figure for d in derived_targets(quantities) if (figure := self._derived(d))]
        return (*stated, *derived)

    def _figure(self, quantity: Quantity, sentence: Sentence) -> Figure:
        kind = "goal" if quantity.status == "target" else "result"
        key = self.key_of[quantity] = self.keys.of_span(kind, sentence, quantity.span)
        indicator = indicator_of(quantity.indicator, self.indicators)
        at = quantity.span.start - sentence.span.start
        return Figure(
            key=key,
            quantity=quantity,
            sentence=sentence,
            indicator=indicator,
            rule=quantity.rule,
            obligation=said_obligation(sentence.text, at, at + len(quantity.span)) if kind == "goal" else None,
        )

    def _derived(self, derived: Derived) -> Figure | None:
        sentence = self.document.sentence_at(derived.deviation.span.start)
        basis = self.document.sentence_at(derived.result.span.start)
        if sentence is None or basis is None:
            return None
        return Figure(
            key=self.keys.of_span("goal", sentence, derived.quantity.span),
            quantity=derived.quantity,
            sentence=sentence,
            indicator=indicator_of(derived.quantity.indicator, self.indicators),
            basis="inferred",
            rule=derived.rule,
            also=() if basis is sentence else (basis,),
        )

    def tasks(self, mentions: Mentions) -> tuple[Task, ...]:
        """Headings of planned work; the parent is the task of the innermost section around that is one."""
        by_heading = {task.span: task for task in mentions.tasks}
        found: dict[int, Task] = {}
        for section in self.document.sections:
            mention = by_heading.get(section.heading)
            sentence = self.document.sentence_at(section.heading.start)
            if mention is None or sentence is None:
                continue
            parent = self._task_around(section.parent, found)
            key = self.key_of[mention] = self.keys.of_words("task", mention.text)
            found[section.index] = Task(
                key=key,
                text=mention.text,
                level=mention.level,
                span=mention.span,
                sentence=sentence,
                section=section.index,
                parent=parent,
            )
        return tuple(found.values())

    def _task_around(self, section: int | None, found: dict[int, Task]) -> str | None:
        while section is not None:
            if section in found:
                return found[section].key
            section = self.document.sections[section].parent
        return None

    def commitments(self, mentions: Mentions, tasks: tuple[Task, ...]) -> tuple[Commitment, ...]:
        """Sentences of planned work, each under the innermost task around it."""
        by_section = {task.section: task for task in tasks}
        return tuple(
            Commitment(
                key=self.keys.of_span("commitment", promise.sentence, promise.sentence.span),
                sentence=promise.sentence,
                task=self._task_around(promise.sentence.section, by_section),
                strength=promise.strength,
                actions=promise.actions,
                has_number=promise.has_number,
                has_date=promise.has_date,
                has_place=promise.has_place,
                has_body=promise.has_body,
            )
            for promise in find_promises(self.document.sentences, mentions, self.vocabulary)
        )

    def projects(self, names: tuple[ProjectName, ...]) -> tuple[Project, ...]:
        """Projects with all their places, one for all names that differ in their writing only."""
        groups: dict[str, list[tuple[ProjectName, Sentence]]] = {}
        full_names: dict[str, str] = {}
        last, last_name = None, ""
        for mention, sentence in self._with_sentence(names):
            last_name = full_name(mention.text, last_name if last is sentence else "")
            last = sentence
            name = normal_name(last_name)
            groups.setdefault(name, []).append((mention, sentence))
            full_names.setdefault(name, last_name)
        projects = []
        for name, places in groups.items():
            key = self.keys.of_words("project", name)
            self.key_of.update((mention, key) for mention, _ in places)
            phase = next((mention.phase for mention, _ in reversed(places) if mention.phase), None)
            projects.append(Project(key=key, name=full_names[name], phase=phase, mentions=tuple(places)))
        return tuple(projects)

    def organizations(self, mentions: Mentions) -> tuple[Organization, ...]:
        """Firms and bodies: those that the text names, and the owners that stand in a project's name alone."""
        groups: dict[str, tuple[str, list[Sentence]]] = {}
        for body, sentence in self._with_sentence(mentions.organizations):
            key = self.key_of[body] = content_key("org", normal_name(body.name))
            groups.setdefault(key, (body.name, []))[1].append(sentence)
        for project, sentence in self._with_sentence(mentions.projects):
            if project.owner:
                key = content_key("org", normal_name(project.owner))
                groups.setdefault(key, (project.owner, []))[1].append(sentence)
        return tuple(
            Organization(key=key, name=name, sentences=_in_order(sentences))
            for key, (name, sentences) in sorted(groups.items(), key=lambda item: (item[1][1][0].index, item[0]))
        )

    def concept_uses(self, names: Sequence[IndustryName | DistrictName]) -> tuple[ConceptUse, ...]:
        """The concepts that the report names, in the order of their first places."""
        groups: dict[str, list[tuple[Span, Sentence]]] = {}
        full: dict[str, str] = {}
        for mention in names:
            if (sentence := self.document.sentence_at(mention.span.start)) is None:
                continue
            self.key_of[mention] = mention.concept
            groups.setdefault(mention.concept, []).append((mention.span, sentence))
            if isinstance(mention, DistrictName):
                full.setdefault(mention.concept, mention.name)
        return tuple(ConceptUse(concept=key, name=full.get(key), mentions=tuple(at)) for key, at in groups.items())

    def lifted(self, links: tuple[MentionLink, ...]) -> list[Link]:
        """The links between mentions as links between facts; one whose end made no fact is left out."""
        return [
            Link(
                type=link.type,
                source=self.key_of[link.source],
                target=self.key_of[link.target],
                sentence=link.sentence,
                basis=link.basis,
                rule=link.rule,
            )
            for link in links
            if link.source in self.key_of and link.target in self.key_of
        ]


def _in_order(sentences: list[Sentence]) -> tuple[Sentence, ...]:
    return tuple(sorted({s.index: s for s in sentences}.values(), key=lambda s: s.index))
