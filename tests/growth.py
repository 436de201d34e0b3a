"""How the time of some work grows with its text: a ratio within one run, for what a second holds differs by machine."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

FACTOR = 4
#: four times the text takes about 4 times as long where time is linear and 16 times where it is quadratic
MOST = 9
#: a hiccup of the machine makes one ratio large; quadratic time makes each one large
ATTEMPTS = 4


def two_lengths(piece: str, length: int) -> tuple[str, str]:
    """A text without end, `length` characters long, and one `FACTOR` times as long."""
    return piece * (length // len(piece)), piece * (FACTOR * length // len(piece))


def growth(work: Callable[[T], object], small: T, large: T) -> float:
    """How many times longer `work` takes on what is `FACTOR` times as large: the least of some attempts.

    It is the processor's time, so that what else runs on the machine counts little.
    """
    least = float("inf")
    for _ in range(ATTEMPTS):
        least = min(least, _seconds(work, large) / max(_seconds(work, small), 1e-3))
        if least < MOST:
            break
    return least


def _seconds(work: Callable[[T], object], on: T) -> float:
    start = time.process_time()
    work(on)
    return time.process_time() - start
