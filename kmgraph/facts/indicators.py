"""Which concept a figure's indicator is."""

from __future__ import annotations

import re
import unicodedata

from kmgraph.mentions.vocabulary import Concept

DEVIATION = "较计划目标"
# the whole place or time that a report is about anyway
_WHOLE = re.compile(
    r"^(?:(?:全[市省县区国州旗年]|我[市省县区州国]|本[市省县区州]|[今去上]年|年度|预期)的?)+|[(（][^)）]*[)）]$|[“”\"\s]"
)
_SPEED = re.compile(r"(?:增长速度|增长率|增速|增幅|涨幅)$")


def normal_indicator(words: str) -> str:
    """Return an indicator's words as they are compared: 全市规模以上工业增加值增速 → 规模以上工业增加值."""
    plain = _WHOLE.sub("", unicodedata.normalize("NFKC", words).replace(" ", ""))
    return _SPEED.sub("", plain) or plain or words


def spellings(indicators: tuple[Concept, ...]) -> dict[str, str]:
    """Return the key of the concept for each spelling, as `normal_indicator` writes it."""
    found: dict[str, str] = {}
    for concept in indicators:
        for label in concept.labels:
            found.setdefault(normal_indicator(label), concept.key)
    return found


def indicator_of(words: str, known: dict[str, str]) -> str | None:
    """Return the key of the concept that has these words as a spelling (`known`), None where none has.

    What stands before decides what is measured (园区规模以上工业总产值 is not the city's), so nothing but the report's own
    whole is passed over: 全市, 全年.
    """
    return known.get(normal_indicator(words))
