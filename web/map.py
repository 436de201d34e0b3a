"""The map of an answer: its first column of districts by its first column of numbers, or by how many rows name each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext as _

from kmgraph.graph.divisions import Division, division, divisions, is_zone, within
from kmgraph.graph.ontology import KMR
from kmgraph_web.bilingual import short_name
from kmgraph_web.chart import amount, is_column, plain
from kmgraph_web.shown import Row
from kmgraph_web.tiles import layout
from kmgraph_web.words import concept_name

TALL, BROAD = 58, 92  # units of a tile with its gap
STEPS = 5  # shades; a reader tells no more apart
MOST = 150  # tiles: the divisions of the largest province are 21, the counties of the largest city 38


@dataclass(frozen=True, slots=True)
class Tile:
    """A division on the map; `shade` counts from 1, 0 where the answer does not name it."""

    iri: str
    label: str
    short: str
    value: str
    shade: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class TileMap:
    """What the template draws; `zones` lie within the whole and have no border that a map shows; `beside` are the whole, places elsewhere."""

    of: str
    whole: str
    tiles: tuple[Tile, ...]
    zones: tuple[Tile, ...]
    beside: tuple[Tile, ...]
    legend: tuple[tuple[int, str], ...]
    width: int
    height: int


def map_of(columns: tuple[str, ...], rows: tuple[Row, ...]) -> TileMap | None:
    """Draw an answer, None where no column names a division that lies beside others on a map."""
    place = next((at for at in range(len(columns)) if is_places(rows, at)), None)
    if place is None:
        return None
    number = next((at for at in range(len(columns)) if is_column(rows, at, number=True)), None)
    values: dict[str, Decimal] = defaultdict(Decimal)
    names: dict[str, str] = {}
    for row in rows:
        named, value = row[place], Decimal(1) if number is None else amount(row[number])
        if named is not None and value is not None:
            values[named.iri] += value
            names[named.iri] = named.text
    return tile_map(values, columns[number] if number is not None else _("行数"), names)


def is_places(rows: tuple[Row, ...], at: int) -> bool:
    """Tell whether a column holds divisions and zones alone."""
    found = [cell for row in rows if (cell := row[at]) is not None]
    return bool(found) and all(cell.iri.startswith((f"{KMR}district-", f"{KMR}zone-")) for cell in found)


def tile_map(values: Mapping[str, Decimal], of: str, names: Mapping[str, str]) -> TileMap | None:
    """Draw the divisions of the place in which most of those named lie, each by its value.

    `names` are the graph's own: it knows zones that the vocabulary does not list.
    """
    places = {iri: division(iri, names) for iri in sorted(values)}
    named = Counter(one.above for one in places.values() if not is_zone(one.iri) and one.above)
    # of two places with as many the smaller one: 昆明's districts before 云南's cities
    wholes = sorted(named, key=lambda iri: (-named[iri], -len(iri.rstrip("0")), iri))
    return first_drawn(wholes, values, of, places)


def home_map(values: Mapping[str, Decimal], of: str, names: Mapping[str, str], home: str) -> TileMap | None:
    """Draw the divisions of a report's own place; a county, which has none, among those of its city."""
    wholes = [iri for iri in (home, division(home, {}).above) if iri]
    return first_drawn(wholes, values, of, {iri: division(iri, names) for iri in sorted(values)})


def first_drawn(
    wholes: Sequence[str], values: Mapping[str, Decimal], of: str, places: Mapping[str, Division]
) -> TileMap | None:
    """Draw the first of the places that has divisions on a map of which one at least is named."""
    for whole in wholes:
        placed = [one for one in within(whole) if one.north is not None and one.east is not None]
        if 1 < len(placed) <= MOST and any(one.iri in values for one in placed):
            return drawn(values, of, divisions()[whole], placed, places)
    return None


def drawn(
    values: Mapping[str, Decimal], of: str, whole: Division, placed: list[Division], places: Mapping[str, Division]
) -> TileMap:
    """Lay the tiles out, and list what has none."""
    cells = layout([(one.north or 0, one.east or 0) for one in placed])
    there = {one.iri for one in placed}
    zones = [one for one in places.values() if is_zone(one.iri) and one.above in (*there, whole.iri)]
    limits = steps([values[one.iri] for one in (*placed, *zones) if one.iri in values])
    tiles = tuple(
        tile(one, values, limits, cell.column * BROAD, cell.row * TALL)
        for one, cell in sorted(zip(placed, cells, strict=True), key=lambda pair: (pair[1].row, pair[1].column))
    )
    shown = {*there, *(zone.iri for zone in zones)}
    # the whole itself, what else is directly below it, then places elsewhere
    others = sorted(
        (one for one in places.values() if one.iri not in shown),
        key=lambda one: (one.iri != whole.iri, one.above != whole.iri, not is_zone(one.iri), one.iri),
    )
    beside = tuple(tile(one, values, limits, 0, 0) for one in others)
    row = tuple(tile(one, values, limits, 0, 0) for one in sorted(zones, key=lambda one: (-values[one.iri], one.iri)))
    columns, rows = max(cell.column for cell in cells) + 1, max(cell.row for cell in cells) + 1
    return TileMap(
        of,
        concept_name(whole.iri) or whole.label,
        tiles,
        row,
        beside,
        tuple(legend(limits)),
        columns * BROAD,
        rows * TALL,
    )


def tile(one: Division, values: Mapping[str, Decimal], limits: list[Decimal], x: int, y: int) -> Tile:
    """Put a division on the map."""
    value = values.get(one.iri)
    shade = 0 if value is None else 1 + sum(value > limit for limit in limits[:-1])
    return Tile(
        one.iri,
        concept_name(one.iri) or one.label,
        short_name(one.iri, one.short),
        "" if value is None else plain(value),
        shade,
        x,
        y,
    )


def steps(found: list[Decimal]) -> list[Decimal]:
    """Return the upper ends of the shades: as many values in each as may be, equal values in one."""
    order = sorted(set(found))
    number = min(STEPS, len(order))
    return [order[round(len(order) * at / number) - 1] for at in range(1, number + 1)]


def legend(limits: list[Decimal]) -> list[tuple[int, str]]:
    """Say what each shade means: `≤ 3`."""
    return [(shade, f"≤ {plain(limit)}") for shade, limit in enumerate(limits, 1)]
