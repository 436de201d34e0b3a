"""Numerals: the figures of a text as `Decimal`, with the 万 and 亿 that multiply them.

万 and 亿 belong to the unit, as reports use them: 1.5万个 is 1.5 of 万个, 一千亿元 is 1000 of 亿元.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache

_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
# multiples that stand for a number of their own where no other is written: 突破千亿元, 惠及近千万家庭
_BARE = {
    "百": (100, ""),
    "千": (1000, ""),
    "万": (1, "万"),
    "十万": (10, "万"),
    "百万": (100, "万"),
    "千万": (1000, "万"),
    "亿": (1, "亿"),
    "十亿": (10, "亿"),
    "百亿": (100, "亿"),
    "千亿": (1000, "亿"),
    "万亿": (1, "万亿"),
    "十万亿": (10, "万亿"),
}

# an Arabic numeral, thousands parted by commas or not, full-width or half-width
ARABIC = r"[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?:[.．][0-9０-９]+)?(?![0-9０-９])|[0-9０-９]+(?:[.．][0-9０-９]+)?"
# a Chinese numeral; its last 万 or 亿 is left to the unit (一千|亿元, 一百二十|万吨)
CHINESE = (
    r"[一二三四五六七八九十两百千〇零]{0,12}[一二三四五六七八九十两][百千十]{0,2}(?:点[〇零一二三四五六七八九]{1,6})?"
)
# 5千亩, but 5千瓦 and 5百分点 are units
MULTIPLE = r"万亿|十万|百万|千万|十亿|百亿|千亿|亿|万|千(?![瓦克米伏卡赫帕焦])|百(?![分])"
BARE = r"十万亿|万亿|十万|百万|千万|十亿|百亿|千亿|亿|万|千|百"


def parse_arabic(numeral: str) -> Decimal:
    """Read digits: １，２００．5 → 1200.5."""
    return Decimal(numeral.translate(_HALF_WIDTH).replace(",", ""))


@cache
def parse_chinese(numeral: str) -> Decimal:
    """Read a numeral in Chinese characters: 一百二十 → 120, 两千 → 2000, 八点五 → 8.5.

    Raises ValueError where the characters are no numeral (百一十千, 零四百六十六).
    """
    import cn2an  # takes 0.2 s to import, and few reports need it

    whole, _, fraction = numeral.partition("点")
    try:
        value = cn2an.cn2an(whole, "smart") if whole != "两" else 2
    except (KeyError, IndexError):  # what cn2an raises on some characters in a wrong order
        raise ValueError(f"no numeral: {numeral}") from None
    digits = fraction.translate(_DIGITS)
    if digits and not digits.isdecimal():
        raise ValueError(f"no numeral: {numeral}")
    return Decimal(f"{value}.{digits}" if digits else value)


def parse_bare(multiple: str) -> tuple[Decimal, str]:
    """Read a multiple without a number: 千万 → 1000 and 万, 万亿 → 1 and 万亿, 百 → 100."""
    number, scale = _BARE[multiple]
    return Decimal(number), scale
