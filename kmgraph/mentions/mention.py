"""The kinds of mention: a span of the text, what it names, and the rule that found it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kmgraph.text.span import Span

Status = Literal["target", "result"]
Change = Literal["increase", "decrease", "level"]
Bound = Literal["=", ">=", "<=", "~"]
Phase = Literal["前期", "开工", "在建", "建成", "投产", "运营"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A piece of the text that names something. `text` is what `span` covers, `rule` the function that found it."""

    span: Span
    text: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(Mention):
    """A figure with its unit: `1120亿元` in 确保石油及化工产业产值达1120亿元.

    `value` is the number as written (1.5 in 1.5万个), `unit` the unit as written (万个), `upper` the other end of a range
    (6 in 5%-6%); `indicator` is what is
    measured, completed where the text is elliptic, and `indicator_span` where its words stand (None where they were
    put together from several places); `year` is the year in which it was or is to be reached, None where unknown.
    """

    status: Status
    indicator: str
    indicator_span: Span | None
    value: Decimal
    unit: str
    change: Change
    bound: Bound
    year: int | None
    upper: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectName(Mention):
    """A named piece of construction, engineering or investment: `武钢昆钢环保搬迁项目`.

    `phase` is the stage that the sentence gives it, None where it gives none; `owner` the firm or body within or
    beside the name, where there is one.
    """

    phase: Phase | None
    owner: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndustryName(Mention):
    """A branch of the economy: `石油及化工产业`. `concept` is the key of its concept (`industry-C25`), `section` a letter."""

    concept: str
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictName(Mention):
    """An administrative division or a functional zone: `东川` in 东川港.

    `code` is the six-digit GB/T 2260 code, None for a functional zone; `concept` is the key of its concept
    (`district-530113`, `zone-…`); `name` the full name.
    """

    code: str | None
    concept: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationName(Mention):
    """A firm or body that owns, leads or does: `云天化`, `市发改委`."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskHeading(Mention):
    """A heading of planned work, without its number: `扎实做好产业培育,推动产业成链集群发展`; level 1 is the outermost."""

    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """All that was found in one document, each kind in the text's order."""

    tasks: tuple[TaskHeading, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    projects: tuple[ProjectName, ...] = ()
    industries: tuple[IndustryName, ...] = ()
    districts: tuple[DistrictName, ...] = ()
    organizations: tuple[OrganizationName, ...] = ()
