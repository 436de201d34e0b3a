"""The values that the rules for indicators take and give: a figure to be read, what is remembered, what was found."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from kmgraph.mentions.context import Context
from kmgraph.mentions.mention import Change
from kmgraph.mentions.phrase import Phrase


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator as found.

    `base` is what later figures of the sentence go on about, `verb` the making in it, which the members of a list share;
    `thing_behind` tells that the thing counted stands behind the figure; `change` is set where the rule knows it.
    """

    indicator: str
    base: str
    verb: str
    rule: str
    thing_behind: bool = False
    change: Change | None = None


NOTHING = Measured("", "", "", "no_name")
# indicators that tell how the former one lies to something else: what follows goes on about the former itself
PAID = ("part_of_the_former", "paid_for_works", "planned_for_works")
_GO_ON = ("respective_figures", "same_as_before", "former_or_latter")
_ASIDE = ("part_of_the_former", "deviation_from_plan", "distance_from_others", "share_of_the_plan")


@dataclass(slots=True)
class Memory:
    """What the figures before were about, within one paragraph; `goals` are those of the whole text.

    `fresh` tells that no figure of this sentence has been read yet, `kinds` what the figures of the last indicator
    measure, `unit` that of the last figure, `paid` what the money was that followed a count of works (年度投资), `topic` the branch that the sentence before spoke of without a figure, `shared`
    the members that the last 分别 dealt out to, `recent` the indicators of the sentence, `counted` what was last counted, with its unit.
    """

    last: Measured = NOTHING
    shared: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    unit: str = ""
    paid: str = ""
    recent: tuple[str, ...] = ()
    counted: tuple[Measured, str] = (NOTHING, "")
    topic: str = ""
    fresh: bool = True
    moving: bool = False
    goals: dict[tuple[Decimal, str], Measured] = field(default_factory=dict)

    def next_sentence(self) -> None:
        """Begin a sentence."""
        self.fresh, self.recent = True, ()

    def next_paragraph(self) -> None:
        """Begin a paragraph: only the goals stay."""
        self.last, self.shared, self.kinds, self.topic = NOTHING, (), frozenset(), ""
        self.unit = self.paid = ""
        self.counted = (NOTHING, "")
        self.next_sentence()

    def keep(self, measured: Measured, c: Context, *, moving: bool = False) -> None:
        """Remember a figure's indicator; `moving` tells that it is what an indicator moves from (从29.2%提升至52%)."""
        kept = self.kinds if self.last.base == measured.base else frozenset()
        self.kinds, self.unit = kept | {c.amount.kind}, c.amount.unit
        if c.amount.kind == "money" and measured.rule in PAID:
            owner = next(
                (name for name in (self.last.indicator, measured.base) if measured.indicator.startswith(name)), ""
            )
            self.paid = measured.indicator.removeprefix(owner) if owner else ""
        self.last, self.fresh, self.moving = measured, False, moving
        if c.amount.kind == "count":
            self.counted = (measured, c.amount.unit)
        if measured.rule not in _GO_ON and measured.base not in self.shared:
            self.shared = ()  # …年均分别增长9%和8%；财政收入25亿元: a figure of its own stands between
        self.recent = (*(name for name in self.recent[-8:] if name != measured.base), measured.base)
        if measured.change == "increase":
            self.goals.setdefault((c.amount.value, c.amount.unit), measured)

    @property
    def whole(self) -> str:
        """The last indicator, or the one it lay beside: 经济增速 after 经济增速较计划目标."""
        return self.last.base if self.last.rule in _ASIDE and not self.moving else self.last.indicator


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure to be read: its context, the words before it taken apart, what came before, and the next figure."""

    c: Context
    phrase: Phrase
    memory: Memory
    following: Context | None

    @property
    def next_joined(self) -> Context | None:
        """The next figure where it stands in the same clause."""
        return self.following if self.following is not None and self.following.joined else None
