"""What a report says, as facts that each know their sentence: the value that the graph side is written from.

A fact has a `key`, unique within its report and made from its content (`goal-7f3a9c12`), so that it survives an edit
elsewhere. Links name their ends by key. A key of a vocabulary concept (`district-530181`, `zone-…`, `industry-C26`,
`indicator-…`) and of an organization (`org-…`) means the same in every report.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kmgraph.mentions.mention import Phase, ProjectName, Quantity
from kmgraph.text.document import Document, Sentence
from kmgraph.text.span import Span

Basis = Literal["stated", "inferred"]
Obligation = Literal["binding", "expected"]
LinkType = Literal[
    "supports", "includes", "partOf", "locatedIn", "inIndustry", "dependsOn", "continues", "ownedBy", "ledBy"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A goal (status target) or a result. `indicator` is the concept's key, None where the vocabulary knows none.

    An inferred figure (the target behind 增长10.3%,超计划目标0.3个百分点) has the rule and, beside its own sentence,
    every other one it rests on. `obligation` tells a binding target (约束性) from an expected one (预期性), None where
    the report does not say.
    """

    key: str
    quantity: Quantity
    sentence: Sentence
    indicator: str | None
    basis: Basis = "stated"
    rule: str
    also: tuple[Sentence, ...] = ()
    obligation: Obligation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A heading of planned work. `parent` is the key of the task that holds it; `section` the index of its section."""

    key: str
    text: str
    level: int
    span: Span
    sentence: Sentence
    section: int
    parent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A sentence of planned work. `task` is the key of the innermost task that holds it.

    `strength` is the key of a concept (`strength-ensure`), None where no verb says it; the four marks tell whether it can
    be checked: does it name a number, a date, a place, a body?
    """

    key: str
    sentence: Sentence
    task: str | None
    strength: str | None
    actions: tuple[str, ...]
    has_number: bool
    has_date: bool
    has_place: bool
    has_body: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One project with all the places where it is named; `phase` is the one of its last mention that gives one."""

    key: str
    name: str
    phase: Phase | None
    mentions: tuple[tuple[ProjectName, Sentence], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """A firm or body, with the sentences that name it."""

    key: str
    name: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptUse:
    """A district or an industry as it is named in the report: its concept's key and each place that names it.

    `name` is a district's full name: the graph takes it for a zone that the vocabulary does not list.
    """

    concept: str
    name: str | None = None
    mentions: tuple[tuple[Span, Sentence], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """`source` -type-> `target` (keys), as `sentence` states it or as `rule` infers it."""

    type: LinkType
    source: str
    target: str
    sentence: Sentence
    basis: Basis
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that one report says. `place` is the key of its district concept, None where it is unknown.

    `report` is the report's own key: `530100-2022`, or `text-` and the first 12 digits of the text's hash where place or
    year is unknown. `sha256` is the text's (UTF-8).
    """

    report: str
    document: Document
    place: str | None
    year: int | None
    sha256: str
    figures: tuple[Figure, ...] = ()
    tasks: tuple[Task, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    projects: tuple[Project, ...] = ()
    organizations: tuple[Organization, ...] = ()
    industries: tuple[ConceptUse, ...] = ()
    districts: tuple[ConceptUse, ...] = ()
    links: tuple[Link, ...] = ()
