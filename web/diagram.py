"""The picture of the ontology: classes as boxes, kinds of facts in a frame, properties as arrows with their names.

Where the boxes stand is said here by hand, documents at the left and concepts at the right, so that every arrow finds its way;
what they are called the ontology says.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kmgraph.graph.ontology import KMG, term, terms
from kmgraph_web.words import property_label

WIDTH, HEIGHT = 1130, 790
_W, _H = 160, 46  # of a box
_LEFT, _MIDDLE, _RIGHT = 16, 440, 890

# class → left, top, width, height; a frame stands before what it holds
FRAMES = {"Fact": (320, 40, 330, 650), "Figure": (425, 465, 205, 115)}
BOXES = {
    "Report": (_LEFT, 90, _W, _H),
    "Section": (_LEFT, 330, _W, _H),
    "Sentence": (_LEFT, 590, _W, _H),
    "Task": (_MIDDLE, 80, _W, 56),
    "Commitment": (_MIDDLE, 190, _W, 66),
    "Project": (_MIDDLE, 310, _W, 100),
    "Goal": (_MIDDLE, 505, 80, 60),
    "Result": (_MIDDLE + 95, 505, 80, 60),
    "Link": (_MIDDLE, 625, _W, _H),
    "Organization": (_RIGHT, 80, _W, _H),
    "Strength": (_RIGHT, 165, _W, _H),
    "Phase": (_RIGHT, 250, _W, _H),
    "Industry": (_RIGHT, 335, _W, _H),
    "District": (_RIGHT, 420, _W, _H),
    "Zone": (_RIGHT, 500, _W, _H),
    "Indicator": (_RIGHT, 570, _W, _H),
    "Unit": (_RIGHT, 650, _W, _H),
}

# from, properties, to, and the way: across the columns, up or down to the next box, an arc at the left of a column, a loop
# below, a road around everything
ARROWS = (
    ("Section", ("kmg:partOf",), "Report", "up"),
    ("Sentence", ("kmg:partOf",), "Section", "up"),
    ("Task", ("kmg:partOf",), "Report", "across"),
    ("Project", ("kmg:partOf",), "Report", "across"),
    ("Figure", ("kmg:partOf",), "Report", "across"),
    ("Fact", ("prov:wasDerivedFrom",), "Sentence", "across"),
    ("Commitment", ("kmg:partOf",), "Task", "up"),
    ("Commitment", ("kmg:includes",), "Project", "down"),
    ("Project", ("kmg:supports", "kmg:cutsOff"), "Goal", "down"),
    ("Task", ("kmg:includes",), "Project", "arc"),
    ("Commitment", ("kmg:supports", "kmg:includes"), "Goal", "arc"),
    ("Task", ("kmg:ledBy",), "Organization", "across"),
    ("Commitment", ("kmg:ledBy",), "Organization", "across"),
    ("Commitment", ("kmg:strength",), "Strength", "across"),
    ("Project", ("kmg:ownedBy", "kmg:ledBy"), "Organization", "across"),
    ("Project", ("kmg:phase",), "Phase", "across"),
    ("Project", ("kmg:inIndustry",), "Industry", "across"),
    ("Project", ("kmg:locatedIn",), "District", "across"),
    ("Figure", ("kmg:inIndustry",), "Industry", "across"),
    ("Figure", ("kmg:locatedIn",), "District", "across"),
    ("Figure", ("kmg:indicator",), "Indicator", "across"),
    ("Figure", ("kmg:measuredIn",), "Unit", "across"),
    ("Unit", ("kmg:baseUnit",), "Unit", "loop"),
    ("Fact", ("kmg:dependsOn", "kmg:continues", "kmg:restsOn"), "Fact", "loop"),
    ("Report", ("kmg:place",), "District", "over"),
    ("Organization", ("kmg:mentionedIn",), "Sentence", "under"),
    ("Industry", ("kmg:mentionedIn",), "Sentence", "under"),
    ("District", ("kmg:mentionedIn",), "Sentence", "under"),
    ("Zone", (), "District", "up"),
)


@dataclass(frozen=True, slots=True)
class Box:
    """A class: its place and what it is called; a frame holds its kinds."""

    name: str
    label: str
    x: int
    y: int
    width: int
    height: int
    frame: bool


@dataclass(frozen=True, slots=True)
class Name:
    """The properties of an arrow, as IRI and label, and where they are written."""

    x: float
    y: float
    properties: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow: whence and whither, its path, its name; one without a property leads to what is broader."""

    source: str
    target: str
    path: str
    name: Name


@dataclass(frozen=True, slots=True)
class Diagram:
    """The whole picture."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]

    @property
    def names(self) -> tuple[Name, ...]:
        """What is written on the arrows, once where several share a road."""
        return tuple(dict.fromkeys(line.name for line in self.lines if line.name.properties))


Arrow = tuple[str, tuple[str, ...], str, str]
Point = tuple[float, float]


def draw(language: str) -> Diagram:
    """Draw the classes and relations of the ontology."""
    known = terms()
    boxes = tuple(
        Box(name, known[KMG + name].label(language), *place, frame=name in FRAMES)
        for name, place in {**FRAMES, **BOXES}.items()
    )
    ports = _ports()
    return Diagram(WIDTH, HEIGHT, boxes, tuple(_line(arrow, ports) for arrow in ARROWS))


# --- where arrows touch their boxes ---------------------------------------------------------------------------


def _place(name: str) -> tuple[int, int, int, int]:
    return FRAMES.get(name) or BOXES[name]


def _centre(name: str) -> Point:
    x, y, width, height = _place(name)
    return x + width / 2, y + height / 2


def _sides(arrow: Arrow) -> tuple[str, str]:
    """The side of the source and the side of the target that an arrow touches."""
    source, _, target, way = arrow
    if way == "across":
        return ("right", "left") if _centre(source)[0] < _centre(target)[0] else ("left", "right")
    return {
        "up": ("top", "bottom"), "down": ("bottom", "top"), "arc": ("left", "left"), "loop": ("bottom", "bottom"),
        "over": ("top", "right"), "under": ("right", "bottom"),
    }[way]  # fmt: skip


def _ports() -> dict[tuple[Arrow, str], Point]:
    """Spread the arrows along each side of a box, in the order of where they lead."""
    ends: dict[tuple[str, str], list[tuple[float, int, Arrow, str]]] = defaultdict(list)
    for number, arrow in enumerate(ARROWS):
        for end, name, other, side in zip(("from", "to"), arrow[::2], arrow[2::-2], _sides(arrow), strict=True):
            along = _centre(other)[1 if side in ("left", "right") else 0]
            ends[name, side].append((along, number, arrow, end))
    found = {}
    for (name, side), touching in ends.items():
        x, y, width, height = _place(name)
        for rank, (_, _, arrow, end) in enumerate(sorted(touching)):
            share = (rank + 1) / (len(touching) + 1)
            found[arrow, end] = {
                "left": (x, y + height * share),
                "right": (x + width, y + height * share),
                "top": (x + width * share, y),
                "bottom": (x + width * share, y + height),
            }[side]
    return found


# --- the ways -------------------------------------------------------------------------------------------------


def _line(arrow: Arrow, ports: dict[tuple[Arrow, str], Point]) -> Line:
    source, properties, target, way = arrow
    path, (x, y) = WAYS[way](ports[arrow, "from"], ports[arrow, "to"])
    said = tuple((term(p).value, property_label(term(p).value)) for p in properties)
    return Line(source, target, path, Name(round(x, 1), round(y, 1), said))


def _across(begin: Point, end: Point) -> tuple[str, Point]:
    """A steep one bears its name near its beginning, where the arrows of a box still run side by side."""
    (x1, y1), (x2, y2) = begin, end
    bend = (x2 - x1) * 0.45
    path = f"M{x1:g} {y1:g}C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2:g} {y2:g}"
    along = 0.3 if abs(y2 - y1) > 100 else 0.5
    ahead = 3 * along * (1 - along) ** 2 * 0.45 + 3 * along**2 * (1 - along) * 0.55 + along**3
    return path, (x1 + (x2 - x1) * ahead, y1 + (y2 - y1) * along**2 * (3 - 2 * along))


def _straight(begin: Point, end: Point) -> tuple[str, Point]:
    (_, y1), (x, y2) = begin, end
    return f"M{x:g} {y1:g}V{y2:g}", (x, (y1 + y2) / 2)


def _arc(begin: Point, end: Point) -> tuple[str, Point]:
    (x1, y1), (x2, y2) = begin, end
    out = min(x1, x2) - 30 - (y2 - y1) * 0.16
    path = f"M{x1:g} {y1:g}C{out:g} {y1:g} {out:g} {y2:g} {x2:g} {y2:g}"
    return path, (out * 0.75 + (x1 + x2) / 8, (y1 + y2) / 2)


def _loop(begin: Point, end: Point) -> tuple[str, Point]:
    (x1, y1), (x2, y2) = begin, end
    path = f"M{x1:g} {y1:g}C{x1:g} {y1 + 36:g} {x2:g} {y2 + 36:g} {x2:g} {y2:g}"
    return path, ((x1 + x2) / 2, y1 + 30)


def _over(begin: Point, end: Point) -> tuple[str, Point]:
    """From the top, along the upper edge and down at the right."""
    (x1, y1), (x2, y2) = begin, end
    return f"M{x1:g} {y1:g}V18H{WIDTH - 20}V{y2:g}H{x2:g}", (WIDTH / 2, 18)


def _under(begin: Point, end: Point) -> tuple[str, Point]:
    """From the right side down, along the lower edge and up."""
    (x1, y1), (x2, y2) = begin, end
    low = HEIGHT - 24
    return f"M{x1:g} {y1:g}H{WIDTH - 45}V{low}H{x2:g}V{y2:g}", (WIDTH / 2, low)


WAYS = {
    "across": _across,
    "up": _straight,
    "down": _straight,
    "arc": _arc,
    "loop": _loop,
    "over": _over,
    "under": _under,
}
