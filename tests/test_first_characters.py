"""Patterns that try nothing where none of their words can begin: the characters that they name are those of all their words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest

from kmgraph.facts.promises import _DATE
from kmgraph.mentions.amounts import _NUMBER
from kmgraph.mentions.naming import _MAKING
from kmgraph.mentions.periods import _REFERENCE
from kmgraph.mentions.project_lists import _TRAILING
from kmgraph.mentions.project_predicates import _OPENS
from kmgraph.mentions.zones import _ZONE


def _first(pattern: Sequence[tuple[Any, Any]]) -> tuple[set[str], bool]:
    """The first characters of what a parsed pattern matches, and whether it may match nothing."""
    found: set[str] = set()
    for op, value in pattern:
        name, empty = str(op), False
        if name == "LITERAL":
            found.add(chr(value))
        elif name == "IN":
            found |= _members(value)
        elif name == "SUBPATTERN":
            inner, empty = _first(value[-1])
            found |= inner
        elif name == "BRANCH":
            branches = [_first(branch) for branch in value[1]]
            found |= {char for inner, _ in branches for char in inner}
            empty = any(nothing for _, nothing in branches)
        elif name in ("MAX_REPEAT", "MIN_REPEAT"):
            inner, nothing = _first(value[2])
            found |= inner
            empty = nothing or value[0] == 0
        elif name in ("ASSERT", "ASSERT_NOT", "AT"):
            empty = True
        else:
            raise NotImplementedError(name)
        if not empty:
            return found, False
    return found, True


def _members(items: Sequence[tuple[Any, Any]]) -> set[str]:
    """The characters of a class; \\d stands for the ten digits."""
    found: set[str] = set()
    for op, value in items:
        name = str(op)
        if name == "LITERAL":
            found.add(chr(value))
        elif name == "RANGE":
            found.update(map(chr, range(value[0], value[1] + 1)))
        elif (name, str(value)) == ("CATEGORY", "CATEGORY_DIGIT"):
            found.update("0123456789")
        else:
            raise NotImplementedError(name)
    return found


@pytest.mark.parametrize(
    "pattern", [_DATE, _MAKING, _NUMBER, _OPENS, _REFERENCE, _TRAILING, _ZONE], ids=lambda p: p.pattern[:24]
)
def test_the_characters_that_a_pattern_begins_with_are_those_of_its_words(pattern: re.Pattern[str]) -> None:
    (op, (_, ahead)), *rest = re._parser.parse(pattern.pattern)  # type: ignore[attr-defined]
    assert str(op) == "ASSERT"
    words, nothing = _first(rest)
    assert not nothing
    assert _first(ahead)[0] == words
