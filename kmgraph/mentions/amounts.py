"""Amounts: every number of a sentence with the unit behind it, whether or not it states a goal or a result."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from kmgraph.mentions.numbers import ARABIC, BARE, CHINESE, MULTIPLE, parse_arabic, parse_bare, parse_chinese
from kmgraph.mentions.vocabulary import Concept

Script = Literal["arabic", "chinese", "bare", "half"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit: `1.5万个` at start … end of a sentence.

    `unit` is as written (`万个`; `万` where the measure word is left out); `kind` says what the unit measures (`money`,
    `area`, `count` …, "" for an amount without a measure word); `script` how the number is written; `surplus` tells that
    余, 多 or 几 stands within (`5400余场`); `edge` is the amount's place in a range (`lower` for 5% in 5%-6%).
    """

    start: int
    end: int
    value: Decimal
    unit: str
    kind: str
    script: Script
    surplus: bool = False
    edge: Literal["", "lower", "upper"] = ""


# what forbids to read on behind a digit: a letter or hyphen before it makes a code (COP15, G8012, 5-2)
_NO_CODE = r"(?<![A-Za-zＡ-Ｚａ-ｚ0-9０-９.．_·])(?<![A-Za-z][-—])"
_RANGE = re.compile(r"\s?(?:[-－—–―~～]{1,2}|至|到)\s?")


@lru_cache(maxsize=8)
def _grammar(units: tuple[Concept, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of an amount, and what each spelling of a unit measures."""
    kinds = {
        label: group.removeprefix("unit-group-")
        for unit in units
        for group in unit.broader[:1]
        for label in unit.labels
        if label != "百分之"
    }
    forbidden = {label: [n for n in unit.not_labels if n.startswith(label)] for unit in units for label in unit.labels}
    spellings = sorted(kinds, key=len, reverse=True)
    one = "|".join(
        re.escape(s) + (f"(?!{'|'.join(re.escape(n[len(s) :]) for n in forbidden[s])})" if forbidden[s] else "")
        for s in spellings
    )
    unit = rf"(?:{one})(?:[/／](?:{one}|万元|日|天|年)|[（(](?:{one})[)）])?"
    more = r"[余多几]"
    tail = rf"\s?(?P<more>{more})?(?P<scale>{MULTIPLE})?(?P<more2>{more})?\s?(?P<unit>{unit})?"
    number = (
        rf"{_NO_CODE}(?P<arabic>{ARABIC})"
        rf"|百分之(?P<hundredth>{CHINESE})"
        rf"|(?P<chinese>{CHINESE})"
        rf"|(?P<bare>{BARE})"
    )
    return re.compile(rf"(?:{number}){tail}"), kinds


def find_amounts(text: str, units: tuple[Concept, ...]) -> tuple[Amount, ...]:
    """Return the amounts of a sentence from left to right: 新增2个院士工作站、1.5万张床位 → 2 个, 1.5 万张.

    Numbers without a unit come too, with the unit "" (2021 in 2021年, 年 being no unit here). The two ends of a range
    share the unit: 3至5个 → 3 个 (lower), 5 个 (upper).
    """
    pattern, kinds = _grammar(units)
    amounts = [amount for match in pattern.finditer(text) if (amount := _amount(match, kinds))]
    for i, (lower, upper) in enumerate(pairwise(amounts)):
        if _is_range(text, lower, upper):
            unit, kind = (lower.unit, lower.kind) if lower.kind else (upper.unit, upper.kind)
            amounts[i] = replace(lower, unit=unit, kind=kind, edge="lower")
            amounts[i + 1] = replace(upper, edge="upper")
    return tuple(amounts)


def _is_range(text: str, lower: Amount, upper: Amount) -> bool:
    between = text[lower.end : upper.start]
    moves = text[: lower.start].endswith(("从", "由")) and between.strip() in ("到", "至")
    return (
        bool(upper.kind)
        and not moves  # 从8%到10%
        and lower.kind in ("", upper.kind)
        and len(between) <= 3
        and _RANGE.fullmatch(between) is not None
    )


def _amount(match: re.Match[str], kinds: dict[str, str]) -> Amount | None:
    unit, scale = match["unit"] or "", match["scale"] or ""
    surplus = bool(match["more"] or match["more2"])
    following = match.string[match.end() : match.end() + 1]
    if match.end() - match.start() > 40 or (not unit and following.isascii() and following.isalnum()):
        return None  # 5G, 3D, a serial number
    script: Script
    try:
        if match["arabic"]:
            value, script = parse_arabic(match["arabic"]), "arabic"
        elif match["bare"]:
            (value, own), script = parse_bare(match["bare"]), "bare"
            scale = own + scale
        elif match["hundredth"]:
            value, script, unit = parse_chinese(match["hundredth"]), "chinese", "%"
        else:
            value, script = parse_chinese(match["chinese"]), "chinese"
    except ValueError:
        return None
    kind = kinds.get(unit) or kinds.get(re.split(r"[/／（(]", unit)[0], "")
    end = match.end("unit") if match["unit"] else match.end()
    while end > match.start() and match.string[end - 1].isspace():
        end -= 1
    return Amount(match.start(), end, value, scale + unit, kind, script, surplus)
