"""Paragraph → sentences → clauses: stops and commas part, what quotation marks and brackets hold stays whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kmgraph.text.span import Span

_OPENING = dict(zip("“‘「『（(《〈【[［", "”’」』）)》〉】]］", strict=True))
_CLOSING = frozenset(_OPENING.values())
_STOP = frozenset("。！？!?")
_AFTER_STOP = re.compile(r"[。！？!?]+[”’」』）)】］]*|\n+")
_WESTERN_STOP = re.compile(r"[.](?=\s+[A-Z])")
# what shows that a sentence goes on behind a quotation: “…。”的要求
_GOES_ON = frozenset("，,、；;：:的")
_COMMA = frozenset("，,；;：:。！？!?")
_ANY_STOP, _ANY_COMMA, _ANY_MARK = (
    re.compile("[" + re.escape("".join(sorted(marks))) + "]")
    for marks in ({*_STOP, "."}, _COMMA, {*_OPENING, *_CLOSING, *_COMMA, "."})
)
_NUMBER_AFTER_COMMA = re.compile(r",\d{3}(?!\d)")
# a passage in brackets or quotation marks that is longer is no unit of its own
_LONGEST_HELD = 200
_LONGEST_CLAUSE_HELD = 60


def sentences(text: str, span: Span) -> Iterator[Span]:
    """Yield the sentences of a span, each with its stop.

    开工建设。力争投产！ → 开工建设。 | 力争投产！; a stop within brackets parts nothing: 完成（含续建。）任务。 is one.
    """
    held = _held(text, span, _LONGEST_HELD)
    start = position = span.start
    while stop := _ANY_STOP.search(text, position, span.end):
        position, char = stop.start(), stop[0]
        if char in _STOP and _parts(text, position, held, span.end):
            match = _AFTER_STOP.match(text, position, span.end)
            position = match.end() if match else position + 1
        elif char == "." and position not in held and _WESTERN_STOP.match(text, position, span.end):
            position += 1
        else:
            position += 1
            continue
        yield from _trimmed(text, start, position)
        start = position
    yield from _trimmed(text, start, span.end)


def clauses(text: str, sentence: Span) -> tuple[Span, ...]:
    """Return the pieces of a sentence between commas, semicolons and colons, without these and without its stop.

    产值达1,120亿元,增长8% → 产值达1,120亿元 | 增长8%: a comma within a number parts nothing, nor one within brackets or
    a short quotation (“稳字当头，稳中求进”总基调).
    """
    held = _held(text, sentence, _LONGEST_CLAUSE_HELD)
    pieces: list[Span] = []
    start = sentence.start
    for comma in _ANY_COMMA.finditer(text, sentence.start, sentence.end):
        i = comma.start()
        if i not in held and not _within_number(text, i, sentence):
            pieces += _trimmed(text, start, i)
            start = i + 1
    pieces += _trimmed(text, start, sentence.end)
    return tuple(pieces)


def _held(text: str, span: Span, longest: int) -> frozenset[int]:
    """Positions of stops and commas within a pair of brackets or quotation marks that closes soon enough."""
    stack: list[tuple[str, int, int]] = []
    waiting: list[int] = []
    held: list[int] = []
    for mark in _ANY_MARK.finditer(text, span.start, span.end):
        i, char = mark.start(), mark[0]
        if char in _OPENING:
            stack.append((_OPENING[char], i, len(waiting)))
        elif char in _CLOSING and stack and stack[-1][0] == char:
            _, start, before = stack.pop()
            if i - start <= longest:
                held += waiting[before:]
                del waiting[before:]
            if not stack:
                waiting.clear()
        elif stack and char not in _CLOSING:
            waiting.append(i)
            if len(stack) > _LONGEST_HELD or i - stack[-1][1] > longest:
                stack.clear()
                waiting.clear()
    return frozenset(held)


def _parts(text: str, position: int, held: frozenset[int], end: int) -> bool:
    """Tell whether a stop ends a sentence; 他说：“好。” does, within a quotation that goes on it does not."""
    if position not in held:
        return True
    match = _AFTER_STOP.match(text, position, end)
    if not match or match[0][-1] not in "”’」』":
        return False
    return text[match.end() : match.end() + 1] not in _GOES_ON


def _within_number(text: str, i: int, span: Span) -> bool:
    """Tell whether a comma or colon stands within a figure: 1,200 or 3:2."""
    if i <= span.start or not text[i - 1].isdigit():
        return False
    if text[i] in ":：":
        return text[i + 1 : i + 2].isdigit()
    return text[i] == "," and bool(_NUMBER_AFTER_COMMA.match(text, i, span.end))


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """The span without white space at its ends, nothing where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)
