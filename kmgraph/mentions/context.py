"""What stands around an amount: the words of its clause before it and behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest

from kmgraph.mentions.amounts import Amount

# clauses part at commas and the like, but not at the comma of 1,200
_BOUNDARY = re.compile(r"[，；;。：:！!？?\n]|,(?![0-9]{3}(?![0-9]))|(?<![0-9]),|——")
_OPENERS = {"（": "）", "(": ")", "“": "”", "《": "》", "「": "」", "【": "】"}
_BOUND = re.compile(r"[及含]?以[上内下]|左右|上下|之内")
# how far indicators reach at most
_FAR = 60


@dataclass(frozen=True, slots=True)
class Context:
    """An amount with the piece of its clause before it (`left`) and behind it (`right`).

    Both end at the next amount of the clause; `joined` tells that one stands before (`、企业科技创新中心` between 10个 and
    15家), `touches` that the next one follows without a comma, with nothing or with words that both share in between.
    """

    text: str
    amount: Amount
    left: str
    right: str
    joined: bool
    clause: int

    @property
    def before(self) -> str:
        """The sentence up to the amount."""
        return self.text[: self.amount.start]

    @property
    def after(self) -> str:
        """The sentence from behind the amount."""
        return self.text[self.amount.end :]


def contexts(text: str, amounts: tuple[Amount, ...]) -> tuple[Context, ...]:
    """Cut a sentence into the contexts of its amounts, in one walk from left to right."""
    cuts = [0, *(m.end() for m in _BOUNDARY.finditer(text)), len(text) + 1]
    found: list[Context] = []
    i, previous = 0, -1
    for amount, following in zip_longest(amounts, amounts[1:]):
        while cuts[i + 1] <= amount.start:
            i += 1
        joined = previous >= cuts[i]
        start = max(cuts[i], previous, _inside(text, cuts[i], amount.start))
        stop = cuts[i + 1] - 1 if cuts[i + 1] <= len(text) else len(text)
        stop = max(amount.end, stop)
        if following is not None:
            stop = min(stop, following.start)
        if start == previous and (bound := _BOUND.match(text, start)):
            start = bound.end()
        left = text[max(start, amount.start - _FAR) : amount.start]
        right = _closed(text[amount.end : min(stop, amount.end + _FAR)])
        found.append(Context(text, amount, left, right, joined and start >= previous >= cuts[i], start))
        previous = amount.end
    return tuple(found)


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
