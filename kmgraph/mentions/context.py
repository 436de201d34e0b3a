"""What stands around an amount: the words of its clause before it and behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from kmgraph.mentions.amounts import Amount

# clauses part at commas and the like, but not at the comma of 1,200
_BOUNDARY = re.compile(r"[，；;。：:！!？?\n]|,(?![0-9]{3}(?![0-9]))|(?<![0-9]),|——")
_BRACKETS = {"（": "）", "(": ")", "【": "】"}
_QUOTES = {"“": "”", "《": "》", "「": "」", "‘": "’"}
_OPENERS = _BRACKETS | _QUOTES
_MARKS = re.compile("[" + "".join(_QUOTES) + "".join(_QUOTES.values()) + "]")
_BOUND = re.compile(r"[及含]?以[上内下]|左右|上下|之内|(?:亿|元)?(?:大关|关口|台阶)")
# how far an indicator reaches at most, and how far a rule looks
_FAR = 60
# a longer quotation has clauses of its own
_SHORT = 30


@dataclass(frozen=True, slots=True)
class Context:
    """An amount with the piece of its clause before it (`left`) and behind it (`right`).

    Both end at the next amount of the clause; `joined` tells that one stands before (`、企业科技创新中心` between 10个 and
    15家). `clause` is where the clause begins, `quoted` the mark and the words from an open quotation mark up to the
    amount, "" where none is open.
    """

    text: str
    amount: Amount
    left: str
    right: str
    joined: bool
    clause: int
    quoted: str

    @property
    def before(self) -> str:
        """The last words of the sentence before the amount."""
        return self.text[max(0, self.amount.start - _FAR) : self.amount.start]

    @property
    def after(self) -> str:
        """The next words of the sentence behind the amount."""
        return self.text[self.amount.end : self.amount.end + _FAR]


def contexts(text: str, amounts: tuple[Amount, ...]) -> tuple[Context, ...]:
    """Cut a sentence into the contexts of its amounts, in one walk from left to right."""
    quotes = _quotes(text)
    cuts = [0, *_unquoted((m.end() for m in _BOUNDARY.finditer(text)), quotes), len(text) + 1]
    found: list[Context] = []
    i = q = 0
    previous = -1
    for amount, following in zip_longest(amounts, amounts[1:]):
        while cuts[i + 1] <= amount.start:
            i += 1
        while q < len(quotes) and quotes[q][1] <= amount.start:
            q += 1
        joined = previous >= cuts[i]
        start = max(cuts[i], previous, _inside(text, cuts[i], amount.start))
        joined = joined and start == previous
        if joined and (bound := _BOUND.match(text, start)):
            start = bound.end()
        stop = max(amount.end, min(cuts[i + 1] - 1, len(text)))
        if following is not None:
            stop = min(stop, following.start)
        quoted = text[quotes[q][0] : amount.start] if q < len(quotes) and quotes[q][0] < amount.start else ""
        left = text[max(start, amount.start - _FAR) : amount.start]
        right = _closed(text[amount.end : min(stop, amount.end + _FAR)])
        found.append(Context(text, amount, left, right, joined, start, quoted))
        previous = amount.end
    return tuple(found)


def _unquoted(cuts: Iterable[int], quotes: list[tuple[int, int]]) -> Iterator[int]:
    """Leave out the commas of a short quotation: 开展“学党史，办实事”等活动|85场."""
    i = 0
    for cut in cuts:
        while i < len(quotes) and quotes[i][1] < cut:
            i += 1
        if not (i < len(quotes) and quotes[i][0] < cut <= quotes[i][1] <= quotes[i][0] + _SHORT):
            yield cut


def _quotes(text: str) -> list[tuple[int, int]]:
    """Where quotation marks open and close, the outermost ones alone; one that never closes is none."""
    found, open_at, close = [], -1, ""
    for mark in _MARKS.finditer(text):
        if open_at < 0 and mark[0] in _QUOTES:
            open_at, close = mark.start(), _QUOTES[mark[0]]
        elif open_at >= 0 and mark[0] == close:
            found.append((open_at, mark.start()))
            open_at = -1
    return found


def _inside(text: str, start: int, end: int) -> int:
    """Position behind the last bracket or quotation mark that is open at the amount."""
    stack: list[tuple[str, int]] = []
    for position in range(max(start, end - _FAR), end):
        char = text[position]
        if char in _OPENERS:
            stack.append((_OPENERS[char], position + 1))
        elif stack and char == stack[-1][0]:
            stack.pop()
    return stack[-1][1] if stack else start


def _closed(right: str) -> str:
    """Cut what stands behind a bracket or quotation mark that closes around the amount."""
    depth = 0
    for i, char in enumerate(right):
        if char in _OPENERS:
            depth += 1
        elif char in _OPENERS.values():
            depth -= 1
            if depth < 0:
                return right[:i]
    return right
