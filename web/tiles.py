"""A map of tiles: a tile a division, north up and west left, where no borders may be redistributed.

Rows go from north to south and hold as many tiles as each other, give or take one; a row's tiles go from west to east, and
the row stands as far to the east as its places do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians, sqrt

MOST_WIDE = 2.5  # a long valley is not drawn as one row


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a tile stands, from the upper left corner."""

    column: int
    row: int


def layout(places: Sequence[tuple[float, float]]) -> tuple[Cell, ...]:
    """Return a cell for each place (degrees north, degrees east), in the order in which they are given.

    Laws: no cell has two tiles; a tile in a higher row is not south of one in a lower row; in a row a tile to the left is
    not east of one to the right.
    """
    if not places:
        return ()
    shrink = cos(radians(sum(north for north, _ in places) / len(places)))
    flat = [(north, east * shrink) for north, east in places]
    rows = _rows(flat)
    across = max(map(len, rows)) + (len(rows) > 1)  # room for a row to stand a tile further east
    west, east = min(x for _, x in flat), max(x for _, x in flat)
    cells: dict[int, Cell] = {}
    for number, row in enumerate(rows):
        middle = sum(flat[place][1] for place in row) / len(row)
        wanted = (middle - west) / ((east - west) or 1) * (across - 1) - (len(row) - 1) / 2
        first = min(max(round(wanted), 0), across - len(row))
        cells.update({place: Cell(first + at, number) for at, place in enumerate(row)})
    left = min(cell.column for cell in cells.values())
    return tuple(Cell(cells[place].column - left, cells[place].row) for place in range(len(places)))


def _rows(flat: Sequence[tuple[float, float]]) -> list[list[int]]:
    """Cut the places into rows from north to south, each from west to east."""
    high = max(y for y, _ in flat) - min(y for y, _ in flat)
    wide = max(x for _, x in flat) - min(x for _, x in flat)
    ratio = min(max(wide / high if high else MOST_WIDE, 1 / MOST_WIDE), MOST_WIDE)
    number = min(max(round(sqrt(len(flat) / ratio)), 1), len(flat))
    order = sorted(range(len(flat)), key=lambda place: (-flat[place][0], flat[place][1], place))
    ends = [round(len(flat) * row / number) for row in range(number + 1)]
    return [sorted(order[start:end], key=lambda place: (flat[place][1], place)) for start, end in pairwise(ends)]
