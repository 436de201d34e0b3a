"""Amounts: every number of a sentence with the unit behind it, whether or not it states a goal or a result."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from kmgraph.mentions.numbers import ARABIC, BARE, CHINESE, MULTIPLE, parse_arabic, parse_bare, parse_chinese
from kmgraph.mentions.units import Units

Script = Literal["arabic", "chinese", "bare"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit: `1.5万个` at start … end of a sentence.

    `unit` is as written (`万个`; `万` where the measure word is left out); `kind` says what the unit measures (`money`,
    `area`, `count` …, "" for an amount without a measure word); `script` how the number is written; `surplus` tells that
    余, 多 or 几 stands within (`5400余场`). A range (`5%-6%`) is one amount: `value` is its lower end and `upper`, in the same unit, the other.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    kind: str
    script: Script
    surplus: bool = False
    upper: Decimal | None = None


# a letter before a number makes a code of it: COP15, G8012
_NUMBER = re.compile(
    r"(?=[0-9０-９〇零一二三四五六七八九十两百千万亿])"  # what every number begins with: elsewhere none is tried
    r"(?:(?<![A-Za-zＡ-Ｚａ-ｚ0-9０-９.．_·])(?<![A-Za-z][-—])"
    rf"(?P<arabic>{ARABIC})|百分之(?P<hundredth>{CHINESE})|(?P<chinese>{CHINESE})|(?P<bare>{BARE}))"
    rf"\s?(?P<more>[余多几])?(?P<scale>{MULTIPLE})?(?P<more2>[余多])?(?P<scale2>(?<=[千百十][余多])[万亿])?\s?"
)
_RANGE = re.compile(r"\s?(?:[-－—–―~～]{1,2}|至|到)\s?")
_TO_ONE = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s?[:：∶]\s?1(?![0-9.:：∶])")
_COMPARES = re.compile(r"(?:比|比例|倍差|比值)(?!重|上年|去年)[^，。；]{0,10}$")
_LATIN = re.compile(r"[A-Za-z0-9]")
_LONGEST = 40


def find_amounts(text: str, units: Units) -> tuple[Amount, ...]:
    """Return the amounts of a sentence from left to right: 新增2个院士工作站、1.5万张床位 → 2 个, 1.5 万张.

    Numbers without a unit come too, with the unit "" (2021 in 2021年, 年 being no unit here). The two ends of a range
    share the unit and are one amount: 3至5个 → 3 个. So do figures that are dealt out: 分别提高20.9、36.2、54个百分点.
    """
    amounts: list[Amount] = []
    position = 0
    while match := _NUMBER.search(text, position):
        amount = _ratio(match) or _amount(match, units)
        position = max(match.end(), amount.end if amount else 0)
        if amount and amounts and _goes_on(amounts[-1], amount):
            amounts[-1] = _whole(amounts[-1], amount)
        elif amount and amounts and _is_range(text, amounts[-1], amount):
            amounts[-1] = _range(amounts[-1], amount)
        elif amount:
            amounts.append(amount)
    _share_unit(text, amounts)
    return tuple(amounts)


def _share_unit(text: str, amounts: list[Amount]) -> None:
    """Give figures without a unit that of the one behind them: 分别提高20.9、36.2、|54个百分点."""
    for i in range(len(amounts) - 2, -1, -1):
        bare, other = amounts[i], amounts[i + 1]
        if bare.unit or bare.script != "arabic" or not other.kind or other.start - bare.end > 2:
            continue
        if (
            text[bare.end : other.start].strip() in ("、", "和", "，", ",")
            and "分别" in text[max(0, bare.start - 30) : bare.start]
        ):
            amounts[i] = replace(bare, unit=other.unit, kind=other.kind)


def _goes_on(upper: Amount, lower: Amount) -> bool:
    """1万|6千多户: the second number is the rest of the first."""
    return upper.end == lower.start and upper.unit in ("万", "亿") and lower.unit[:1] in ("千", "百", "万")


def _whole(upper: Amount, lower: Amount) -> Amount:
    """1 of 万 and 6 of 千户 → 1.6 of 万户; 六万|万人 → 6 of 万万人."""
    if lower.script == "bare":
        return replace(lower, start=upper.start, value=upper.value, unit=upper.unit + lower.unit, script=upper.script)
    rest = lower.value * _scale(lower.unit) / _scale(upper.unit)
    unit = upper.unit + _LEADING.sub("", lower.unit)
    return replace(lower, start=upper.start, value=upper.value + rest, unit=unit)


def _range(lower: Amount, upper: Amount) -> Amount:
    """3至5万人 → 3 and 5 of 万人; 5000万至1亿元 → 5000 and 10000 of 万元."""
    if lower.kind or not lower.unit:
        unit = lower.unit if lower.kind else upper.unit
    else:
        unit = lower.unit + _LEADING.sub("", upper.unit)
    top = upper.value * _scale(upper.unit) / _scale(unit)
    return replace(lower, end=upper.end, unit=unit, kind=lower.kind or upper.kind, upper=max(top, lower.value))


_LEADING = re.compile(rf"^(?:{MULTIPLE})")
_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}


def _scale(unit: str) -> Decimal:
    """What the multiple at the head of a unit stands for: 10000 in 万元, 1 in 元."""
    multiple = _LEADING.match(unit)
    return Decimal(10) ** sum(_POWERS[char] for char in (multiple[0] if multiple else ""))


def _is_range(text: str, lower: Amount, upper: Amount) -> bool:
    between = text[lower.end : upper.start][:4]
    if text.startswith(("从", "由"), max(0, lower.start - 1)) and between.strip() in ("到", "至"):
        return False  # 从8%到10%
    return bool(upper.kind or upper.unit) and lower.kind in ("", upper.kind) and _RANGE.fullmatch(between) is not None


# 平均受教育年限达到10.5年
_YEARS_LONG = re.compile(r"年限(?:达|达到|提高到|提升到|提高至|提升至|超过|为|增加到)?[\d.]+年$")


def _ratio(match: re.Match[str]) -> Amount | None:
    """城乡居民收入比缩小到1.95:1: the two ends are one amount without a unit; 三次产业结构18:33:49 is none."""
    ratio = _TO_ONE.match(match.string, match.start())
    if (
        not ratio
        or not match["arabic"]
        or not _COMPARES.search(match.string[max(0, match.start() - 16) : match.start()])
    ):
        return None
    return Amount(match.start(), ratio.end(), parse_arabic(ratio[1]), "", "ratio", "arabic")


def _amount(match: re.Match[str], units: Units) -> Amount | None:
    text, scale = match.string, (match["scale"] or "") + (match["scale2"] or "")  # 3千多|万
    spelling, kind = units.at(text, match.end())
    if spelling.isascii() and spelling.isalpha() and _LATIN.match(text, match.end() + len(spelling)):
        spelling, kind = "", ""  # 3PL, 5GW2
    if not spelling and _YEARS_LONG.search(text[max(0, match.start() - 8) : match.end() + 1]):
        spelling, kind = "年", "time"
    script: Script = "arabic"
    if match.end() - match.start() > _LONGEST:
        return None
    following = text[match.end() : match.end() + 1]
    goes_on = scale in ("万", "亿") and following.isdecimal()  # 1万|6千户
    if not spelling and following.isascii() and following.isalnum() and not goes_on:
        return None  # 5G, 3D, a serial number
    try:
        if match["arabic"]:
            value = parse_arabic(match["arabic"])
        elif match["bare"]:
            (value, own), script = parse_bare(match["bare"]), "bare"
            scale = own + scale
        elif match["hundredth"]:
            value, script = parse_chinese(match["hundredth"]), "chinese"
            spelling, kind = spelling or "%", kind or "share"
        else:
            value, script = parse_chinese(match["chinese"]), "chinese"
    except ValueError:
        return None
    written = match[0].rstrip() if match["hundredth"] or not spelling else match[0] + spelling
    end = match.start() + len(written)
    surplus = bool(match["more"] or match["more2"])
    return Amount(match.start(), end, value, scale + spelling, kind, script, surplus)
