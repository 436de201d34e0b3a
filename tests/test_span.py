"""Half-open ranges of characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmgraph.text.span import Span

spans = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda ends: Span(min(ends), max(ends)))


def test_of_gives_the_words_that_it_covers() -> None:
    assert Span(2, 4).of("滇池治理") == "治理"


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_no_span_runs_backwards_or_before_the_text(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no span"):
        Span(start, end)


@pytest.mark.parametrize(
    ("one", "other", "contains", "overlaps"),
    [
        (Span(0, 9), Span(2, 4), True, True),
        (Span(2, 4), Span(0, 9), False, True),
        (Span(0, 3), Span(2, 5), False, True),
        (Span(0, 3), Span(3, 5), False, False),  # they touch and share nothing
        (Span(1, 3), Span(1, 3), True, True),
    ],
)
def test_contains_and_overlaps(one: Span, other: Span, contains: bool, overlaps: bool) -> None:
    assert (one.contains(other), one.overlaps(other)) == (contains, overlaps)


@given(spans, spans)
def test_overlap_goes_both_ways(one: Span, other: Span) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    assert not (one.contains(other) and len(other)) or one.overlaps(other)


@given(spans, st.integers(0, 50))
def test_a_shift_keeps_the_length_and_can_be_undone(span: Span, by: int) -> None:
    assert len(span.shift(by)) == len(span)
    assert span.shift(by).shift(-by) == span
