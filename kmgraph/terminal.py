"""What a command prints: a table of rows, one line for an error, a bar for what takes its time."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kmgraph.showing import columns

_PATIENCE = 1.0  # seconds before a bar shows


def table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table, columns as wide as their widest cell; a line break in a cell shows as a blank."""
    cells = [[" ".join(cell.split()) for cell in row] for row in rows]
    widths = [max(columns(cell) for cell in column) for column in zip(names, *cells, strict=True)]
    yield _row(names, widths)
    yield "  ".join("─" * width for width in widths)
    for row in cells:
        yield _row(row, widths)


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(c + " " * (w - columns(c)) for c, w in zip(cells, widths, strict=True)).rstrip()


class Bar:
    """A progress bar on standard error that shows once the work has taken a second, and only on a terminal."""

    def __init__(self, length: int) -> None:
        self._length, self._done, self._began = length, 0, time.monotonic()
        self._shown = False

    def step(self, label: str) -> None:
        """Say what is done next."""
        if sys.stderr.isatty() and time.monotonic() - self._began > _PATIENCE:
            full = 24 * self._done // self._length
            text = f"[{'#' * full}{' ' * (24 - full)}] {self._done}/{self._length} {label}"
            sys.stderr.write(f"\r\x1b[K{text}")
            sys.stderr.flush()
            self._shown = True
        self._done += 1

    def clear(self) -> None:
        """Take the bar away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


@contextmanager
def progress(length: int) -> Iterator[Bar]:
    """Show how far the work is, in `length` steps."""
    bar = Bar(length)
    try:
        yield bar
    finally:
        bar.clear()


def emit(data: bytes) -> None:
    """Write bytes to standard output as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def hand_over(data: bytes, output: Path | None) -> None:
    """Write bytes into a file, to standard output where none is named."""
    from kmgraph.graph.files import write_beside

    if output:
        write_beside(output, data)
    else:
        emit(data)
