"""What an address of the picture says: focus, what is opened, filters, what is put aside; the same address, the same picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from flask import request, url_for

from kmgraph.graph.ontology import expand, shorten
from kmgraph_web.words import KINDS, local

MOST, DEEPEST = 60, 3
MOST_DRAWN = 10_000
HIDDEN = ("Sentence", "Section", "Report")  # classes that a picture leaves out unless the reader asks
FILTERS = ("industry", "district", "year", "strength", "basis")
_OF_EACH = 20  # nodes that an address opens, pins or puts aside
_FAR = 100_000  # no pin stands farther away
APART = "~"  # between the parts of a value: no IRI of ours has it, and it stays as it is in an address


class Opened(NamedTuple):
    """A node opened besides the focus: all that is around it, or a class of that."""

    iri: str
    kind: str = ""


class Pin(NamedTuple):
    """A node that the reader has put somewhere."""

    iri: str
    x: int
    y: int


class Said(NamedTuple):
    """A relation whose sentence the reader looks at."""

    source: str
    property: str
    target: str


@dataclass(frozen=True, slots=True)
class View:
    """What the address says. `selected` is the node in the panel, `hidden` are classes and `dropped` nodes left out."""

    focus: str
    depth: int = 1
    opened: tuple[Opened, ...] = ()
    selected: str = ""
    hidden: tuple[str, ...] = HIDDEN
    limit: int = MOST
    industry: str = ""
    district: str = ""
    year: str = ""
    strength: str = ""
    basis: str = ""
    dropped: tuple[str, ...] = ()
    pins: tuple[Pin, ...] = ()
    to: str = ""
    said: Said | None = None
    page: int = 1

    def values(self) -> dict[str, object]:
        """Return what stands in the address: nothing that goes without saying."""
        return {
            "focus": local(self.focus),
            "depth": self.depth if self.depth != 1 else None,
            "open": [APART.join(filter(None, (local(one.iri), one.kind))) for one in self.opened] or None,
            "select": local(self.selected) if self.selected != self.focus else None,
            "hide": ",".join(self.hidden) if self.hidden != HIDDEN else None,
            "limit": self.limit if self.limit != MOST else None,
            **{name: local(value) or None for name, value in self.filters().items()},
            "drop": [local(iri) for iri in self.dropped] or None,
            "pin": [APART.join((local(pin.iri), str(pin.x), str(pin.y))) for pin in self.pins] or None,
            "to": local(self.to) or None,
            "said": APART.join((local(s.source), shorten(s.property), local(s.target))) if (s := self.said) else None,
            "page": self.page if self.page > 1 else None,
        }

    def address(self, endpoint: str = "explore.explore", **changes: object) -> str:
        """Return the address of this view with something changed: `view.address(focus="…")`."""
        changed = replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]
        return url_for(endpoint, **changed.values())  # type: ignore[arg-type]

    def fields(self, *without: str) -> Iterator[tuple[str, object]]:
        """Yield what a form has to send along besides its own fields."""
        for name, value in self.values().items():
            if value is not None and name not in (*without, "page"):
                yield from ((name, one) for one in value) if isinstance(value, list) else [(name, value)]

    def filters(self) -> dict[str, str]:
        """Return the filters by name, empty ones included."""
        return {name: getattr(self, name) for name in FILTERS}

    def drawn(self) -> str:
        """Return the address of the picture's data: it is the same whichever node the panel shows."""
        return self.address("explore.picture", selected=self.focus, said=None)

    def shown_as(self, ending: str) -> str:
        """Return the address of what the picture shows as a file: where it stands and what the panel shows are no part of it."""
        plain = replace(self, selected=self.focus, said=None, pins=(), page=1)
        return url_for("explore.shown", ending=ending, **plain.values())  # type: ignore[arg-type]

    def on(self, iri: str) -> str:
        """Return the address where another node is the focus; filters stay, what was opened around the old one does not."""
        return self.address(focus=iri, selected=iri, opened=(), dropped=(), pins=(), to="", said=None)

    def looking_at(self, iri: str) -> str:
        """Return the address where the panel shows a node."""
        return self.address(selected=iri, said=None, page=self.page)

    def saying(self, source: str, property: str, target: str) -> str:
        """Return the address where the panel shows a relation and the sentence that says it."""
        return self.address(said=Said(source, property, target), selected=source, page=self.page)

    def opening(self, iri: str, kind: str = "") -> str:
        """Return the address where a node is opened besides, wholly or a class of what is around it."""
        kept = [one for one in self.opened if kind or one.iri != iri]
        return self.address(opened=tuple(dict.fromkeys((*kept, Opened(iri, kind)))), selected=iri, said=None)

    def closing(self, iri: str) -> str:
        """Return the address where a node is no longer opened."""
        return self.address(opened=tuple(one for one in self.opened if one.iri != iri))

    def dropping(self, iri: str) -> str:
        """Return the address where a node is put aside."""
        kept = tuple(one for one in self.opened if one.iri != iri)
        return self.address(dropped=(*self.dropped, iri), opened=kept, selected=self.focus, said=None)

    def pinning(self, iri: str, x: int, y: int) -> str:
        """Return the address where a node stands at a place, whatever comes beside it; of many pins the newest stay."""
        others = tuple(pin for pin in self.pins if pin.iri != iri)
        return self.address(pins=(*others, Pin(iri, x, y))[-_OF_EACH:], selected=iri, page=self.page)

    def unpinned(self, iri: str) -> str:
        """Return the address where a node stands where the layout puts it."""
        return self.address(pins=tuple(pin for pin in self.pins if pin.iri != iri), page=self.page)

    def without(self, kind: str) -> str:
        """Return the address where a class is left out, or shown again."""
        hidden = tuple(k for k in KINDS if (k in self.hidden) != (k == kind))
        return self.address(hidden=hidden if set(hidden) != set(HIDDEN) else HIDDEN)

    def unfiltered(self) -> str:
        """Return the address without filters, with every class, and nothing put aside."""
        return self.address(**dict.fromkeys(FILTERS, ""), hidden=HIDDEN, dropped=())


def view_of(default: str) -> View:
    """Read the address, whoever wrote it."""
    arguments = request.args
    focus = named("focus") or default
    hide = arguments.get("hide")
    year, basis = arguments.get("year", ""), arguments.get("basis", "")
    return View(
        focus=focus,
        depth=within(arguments.get("depth", "1"), 1, DEEPEST, 1),
        opened=tuple(
            Opened(expand(name), kind if kind in KINDS else "")
            for name, _, kind in (text.partition(APART) for text in several("open"))
        ),
        selected=named("select") or focus,
        hidden=HIDDEN if hide is None else tuple(kind for kind in KINDS if kind in hide.split(",")),
        limit=within(arguments.get("limit", ""), 10, MOST_DRAWN, MOST),
        industry=named("industry"),
        district=named("district"),
        year=year if within(year, 1, 9999, 0) else "",
        strength=named("strength"),
        basis=basis if basis in ("stated", "inferred") else "",
        dropped=tuple(iri for iri in map(expand, several("drop")) if iri != focus),
        pins=tuple(pin for text in several("pin") for pin in pin_of(text)),
        to=arguments.get("to", "").strip()[:200],
        said=said_of(arguments.get("said", "")),
        page=within(arguments.get("page", ""), 1, 10**6, 1),
    )


def named(argument: str) -> str:
    """Return the IRI that an argument names, nothing where it names none."""
    text = request.args.get(argument, "").strip()
    return expand(text) if text else ""


def several(argument: str) -> list[str]:
    """Return an argument's values, as many as an address may have."""
    return [text for text in request.args.getlist(argument)[:_OF_EACH] if text.strip()]


def pin_of(text: str) -> Iterator[Pin]:
    """Read where a node was put: `530100-2022-goal-1f37846b~-120~40`; nothing where it does not say so."""
    name, *at = text.split(APART)
    numbers = [(-1 if n.startswith("-") else 1) * within(n.removeprefix("-"), 0, _FAR, _FAR + 1) for n in at]
    if len(numbers) == 2 and all(abs(n) <= _FAR for n in numbers):
        yield Pin(expand(name), *numbers)


def said_of(text: str) -> Said | None:
    """Read which relation the reader looks at: `…-project-99999999~kmg:supports~…-goal-33333333`."""
    parts = text.split(APART)
    return Said(expand(parts[0]), expand(parts[1]), expand(parts[2])) if len(parts) == 3 else None


def within(text: str, low: int, high: int, otherwise: int) -> int:
    """Read a number of the address: 1 … 3, `otherwise` for what is none."""
    return min(max(int(text), low), high) if text.isascii() and text.isdecimal() and len(text) < 9 else otherwise
