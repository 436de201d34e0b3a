"""Errors on texts that readers marked by hand may only fall."""

from __future__ import annotations

import pytest
from error_counts import KNOWN, SETS, count_errors, known_errors, risen


@pytest.mark.parametrize("name", SETS)
def test_errors_only_fall(name: str) -> None:
    more = risen(known_errors()[name], count_errors(name))
    assert not more, f"more errors than {KNOWN.name} knows; mend the rule that makes them"


def test_a_risen_count_is_told() -> None:
    assert risen({"project": 9, "task": 0}, {"project": 12, "task": 0}) == ["project 12 > 9"]
