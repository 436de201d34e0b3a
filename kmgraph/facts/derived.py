"""Figures that a report does not write but says: a target by how far the result lies from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kmgraph.facts.indicators import DEVIATION, normal_indicator
from kmgraph.mentions.mention import Quantity

# 经济增速 names no indicator by its own word
_SAME = {
    "经济": "地区生产总值",
    "经济总量": "地区生产总值",
    "GDP": "地区生产总值",
    "gdp": "地区生产总值",
    "生产总值": "地区生产总值",
    "国内生产总值": "地区生产总值",
}


@dataclass(frozen=True, slots=True)
class Derived:
    """A figure that follows from two others."""

    quantity: Quantity
    result: Quantity
    deviation: Quantity
    rule: str


def derived_targets(quantities: tuple[Quantity, ...]) -> Iterator[Derived]:
    """增长10.3%,超计划目标0.3个百分点 → the target 10.0 %; 增长3.7% … 经济增速低于预期目标4.3个百分点 → 8.0 %.

    The result is the one of the same indicator that stands nearest before the deviation, in the same sentence or
    anywhere before it.
    """
    for i, deviation in enumerate(quantities):
        if not deviation.indicator.endswith(DEVIATION) or deviation.status != "result":
            continue
        measured = _measured(deviation.indicator.removesuffix(DEVIATION))
        result = next((q for q in reversed(quantities[:i]) if _is_result_of(q, measured, deviation)), None)
        if result is None:
            continue
        value = _target_value(result, deviation)
        if value is not None:
            yield Derived(_target(result, deviation, value), result, deviation, "target_behind_deviation")


def _measured(indicator: str) -> str:
    plain = normal_indicator(indicator)
    return _SAME.get(plain, plain)


def _is_result_of(quantity: Quantity, measured: str, deviation: Quantity) -> bool:
    """A deviation in points is one from a rate, any other one from a level of the same unit."""
    if quantity.status != "result" or _measured(quantity.indicator) != measured:
        return False
    if "百分点" in deviation.unit:
        return quantity.unit.strip() in ("%", "％") and quantity.change != "level"
    return quantity.unit == deviation.unit and quantity.change == "level"


def _target_value(result: Quantity, deviation: Quantity) -> Decimal | None:
    """Above the target means that the target lies below the result: 10.3 - 0.3."""
    if deviation.change == "level":
        return None
    reached = -result.value if result.change == "decrease" else result.value
    return reached - deviation.value if deviation.change == "increase" else reached + deviation.value


def _target(result: Quantity, deviation: Quantity, value: Decimal) -> Quantity:
    falls = result.change != "level" and value < 0
    return Quantity(
        span=deviation.span,
        text=deviation.text,
        rule="target_behind_deviation",
        status="target",
        indicator=result.indicator,
        indicator_span=result.indicator_span,
        value=abs(value) if falls else value,
        unit=result.unit,
        change="decrease" if falls else ("increase" if result.change == "decrease" else result.change),
        bound="=",
        year=result.year,
    )
