"""The chart of an answer: its first column of numbers against its first column of text, as bars, or as a line over years."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kmgraph_web.shown import Cell, Row

MOST = 40  # bars that a reader still compares
WIDTH, LABELS, HEIGHT = 760, 230, 24  # of the whole, of the names on the left, of a bar with its gap
LINE_HEIGHT, MARGIN = 260, 36
_NARROW, _WIDE = 7.2, 13.4  # units of a letter and of a Chinese character


@dataclass(frozen=True, slots=True)
class Bar:
    """A row as a bar, or as a point of the line: `x`, `y` and `length` in the units of the picture."""

    label: str
    whole: str
    value: str
    iri: str
    x: float
    y: float
    length: float

    @property
    def end(self) -> float:
        """Where the value is written: behind the bar's right end."""
        return self.x + self.length


@dataclass(frozen=True, slots=True)
class Chart:
    """What the template draws: `of` and `by` are the columns' names, `left_out` the rows past MOST."""

    form: str
    of: str
    by: str
    bars: tuple[Bar, ...]
    height: int
    zero: float
    left_out: int

    @property
    def path(self) -> str:
        """The line through the points."""
        return "M" + " L".join(f"{bar.x:.1f} {bar.y:.1f}" for bar in self.bars)


def chart_of(columns: tuple[str, ...], rows: tuple[Row, ...]) -> Chart | None:
    """Draw an answer, None where it has no column of text beside one of numbers, or a single row."""
    number = next((at for at in range(len(columns)) if is_column(rows, at, number=True)), None)
    text = next((at for at in range(len(columns)) if is_column(rows, at, number=False)), None)
    if number is None or text is None:
        return None
    pairs = [(row[text], amount(row[number])) for row in rows]
    known = [(cell, value) for cell, value in pairs if cell is not None and value is not None]
    if len(known) < 2:
        return None
    named = (columns[number], columns[text])
    if is_years([cell for cell, _ in known]):
        return line(*named, sorted(known, key=lambda pair: pair[0].text))
    return bars(*named, known)


def is_column(rows: tuple[Row, ...], at: int, *, number: bool) -> bool:
    """Tell whether a column holds numbers alone, or texts and nodes; an empty cell is either."""
    found = [cell for row in rows if (cell := row[at]) is not None]
    return bool(found) and all(cell.is_number == number for cell in found)


def is_years(cells: list[Cell]) -> bool:
    """Tell years, each once, from any other names."""
    written = {
        cell.text for cell in cells if cell.note == "xsd:gYear" and len(cell.text) == 4 and cell.text.isdecimal()
    }
    return len(written) == len(cells)


def amount(cell: Cell | None) -> Decimal | None:
    """Read a number; None for an empty cell and for what has no place on a scale, as NaN."""
    try:
        value = Decimal(cell.text) if cell else None
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() and abs(value) < Decimal("1e20") else None


def bars(of: str, by: str, known: list[tuple[Cell, Decimal]]) -> Chart:
    """A bar a row, in the order of the answer; below zero to the left."""
    shown = known[:MOST]
    low = min(Decimal(0), *(value for _, value in shown))
    high = max(Decimal(0), *(value for _, value in shown))
    room = WIDTH - LABELS - 70  # the number stands behind its bar
    scale = Decimal(room) / ((high - low) or 1)
    zero = LABELS + float(-low * scale)
    drawn = tuple(
        Bar(
            clipped(cell.text),
            cell.text,
            plain(value),
            cell.iri,
            zero + float(min(value, Decimal(0)) * scale),
            at * HEIGHT,
            float(abs(value) * scale),
        )
        for at, (cell, value) in enumerate(shown)
    )
    return Chart("bar", of, by, drawn, len(drawn) * HEIGHT, zero, len(known) - len(shown))


def line(of: str, by: str, known: list[tuple[Cell, Decimal]]) -> Chart:
    """A point a year, apart by as much as the years are."""
    first, last = int(known[0][0].text), int(known[-1][0].text)
    low = min(Decimal(0), *(value for _, value in known))
    high = max(Decimal(0), *(value for _, value in known))
    step = (WIDTH - 2 * MARGIN) / (last - first)
    scale = Decimal(LINE_HEIGHT - 2 * MARGIN) / ((high - low) or 1)
    drawn = tuple(
        Bar(
            cell.text,
            cell.text,
            plain(value),
            "",
            MARGIN + (int(cell.text) - first) * step,
            MARGIN + float((high - value) * scale),
            0,
        )
        for cell, value in known
    )
    return Chart("line", of, by, drawn, LINE_HEIGHT, MARGIN + float(high * scale), 0)


def plain(value: Decimal) -> str:
    """Write a number without needless digits: 23.50 → 23.5, 1E+3 → 1000, 3.3333 → 3.33."""
    return f"{round(value, 2 if abs(value) >= 1 else 4).normalize():f}"


def clipped(text: str) -> str:
    """Cut a name to the room on the left; the whole is in the bar's title."""
    width = 0.0
    for at, sign in enumerate(text):
        width += _WIDE if ord(sign) > 0x2E80 else _NARROW
        if width > LABELS - 26:
            return text[:at] + "…"
    return text
