"""What readers have corrected: stand-off marks with a reason and a date that every rebuild applies again.

A line of a corrections file is a mark as `kmgraph extract` prints it, with three fields more: `action` (`add`, `remove` or
`change`), `reason` and `date`. It names its place by offset and quote; where the text has moved, the quote finds it again as
long as it stands there once. A correction whose quote no longer stands is stale: it is passed over and said.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, Literal

from kmgraph.errors import ReadingError
from kmgraph.facts.marks import KINDS, from_mark, mark_fields
from kmgraph.mentions.mention import Mention, Mentions
from kmgraph.text.span import Span

Action = Literal["add", "remove", "change"]
RULE = "corrected_by_reader"
_ROOMS = {
    "task": "tasks",
    "quantity": "quantities",
    "project": "projects",
    "industry": "industries",
    "district": "districts",
    "organization": "organizations",
}


@dataclass(frozen=True, slots=True)
class Correction:
    """One corrected mark. `mark` holds its kind, start, end, text and the fields that are set; `where` its file and line."""

    action: Action
    mark: dict[str, Any]
    reason: str
    date: date
    where: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """Mentions after correction, and the corrections that no longer have a place, each with a word on why."""

    mentions: Mentions
    stale: tuple[tuple[Correction, str], ...]


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Read a corrections file. Raises ReadingError with file, line and what is wrong there."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReadingError(f"{path}: {getattr(error, 'strerror', None) or 'not UTF-8 text'}") from None
    return tuple(_correction(line, f"{path}:{number}") for number, line in enumerate(lines, 1) if line.strip())


def _correction(line: str, where: str) -> Correction:
    try:
        row = json.loads(line)
        action, reason, day = row.pop("action"), row.pop("reason"), date.fromisoformat(row.pop("date"))
        if action not in ("add", "remove", "change"):
            raise ValueError(f"action {action!r} is none of add, remove, change")
        if row["kind"] not in _ROOMS:
            raise ValueError(f"kind {row['kind']!r} is none of {', '.join(_ROOMS)}")
        if not row["text"] or not isinstance(row["text"], str) or row["end"] - row["start"] != len(row["text"]):
            raise ValueError("start and end do not fit the quoted text")
        if action == "add":
            from_mark(row, RULE)
    except KeyError as error:
        raise ReadingError(f"{where}: the correction lacks the field {error}") from None
    except (ValueError, TypeError, AttributeError) as error:
        raise ReadingError(f"{where}: {error}") from None
    return Correction(action, row, str(reason), day, where)


def correct(mentions: Mentions, corrections: Iterable[Correction], text: str) -> Corrected:
    """Apply corrections in their order; a later one wins over an earlier one of the same place."""
    rooms: dict[str, list[Mention]] = {room.name: list(getattr(mentions, room.name)) for room in fields(Mentions)}
    stale: list[tuple[Correction, str]] = []
    for correction in corrections:
        span = _place(correction.mark, text)
        if span is None:
            stale.append((correction, f"“{correction.mark['text']}” no longer stands in the text, or more than once"))
            continue
        if problem := _apply(rooms[_ROOMS[correction.mark["kind"]]], correction, span):
            stale.append((correction, problem))
    whole = {name: tuple(sorted(found, key=lambda mention: mention.span)) for name, found in rooms.items()}
    return Corrected(Mentions(**whole), tuple(stale))  # type: ignore[arg-type]


def _place(mark: dict[str, Any], text: str) -> Span | None:
    """Where the quote stands: at its offset, else at the one other place that has it."""
    quote, start = mark["text"], mark["start"]
    if start >= 0 and text.startswith(quote, start):
        return Span(start, start + len(quote))
    first = text.find(quote)
    if first < 0 or text.find(quote, first + 1) >= 0:
        return None
    return Span(first, first + len(quote))


def _apply(room: list[Mention], correction: Correction, span: Span) -> str | None:
    """Change the mentions of one kind; say why where there is nothing to change."""
    here = [mention for mention in room if mention.span == span]
    if correction.action != "add" and not here:
        return f"no {correction.mark['kind']} is found at “{correction.mark['text']}” any more"
    for mention in here:
        room.remove(mention)
    moved = {**correction.mark, "start": span.start, "end": span.end}
    if correction.action == "add":
        room.append(from_mark(moved, RULE))
    elif correction.action == "change":
        try:
            room.extend(from_mark({**_as_mark(mention), **moved}, RULE) for mention in here)
        except ValueError as error:
            raise ReadingError(f"{correction.where}: {error}") from None
    return None


def _as_mark(mention: Mention) -> dict[str, Any]:
    return {"kind": KINDS[type(mention)], "text": mention.text, **mark_fields(mention)}
