"""Sentences with marks drawn into them, as mentions: `确保[I石油及化工产业]产值达[G1120亿元]`.

[P…] is a project, [G…] a goal, [R…] a result, [I…] an industry, [D…] a district, [O…] a body. Marks may nest: `[P[D东川]港]`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kmgraph.mentions.mention import (
    DistrictName,
    IndustryName,
    Mention,
    Mentions,
    OrganizationName,
    ProjectName,
    Quantity,
    TaskHeading,
)
from kmgraph.text.document import Document, parse
from kmgraph.text.span import Span

_KINDS = "PGRIDO"


@dataclass(frozen=True, slots=True)
class Marked:
    """A document and the mentions that were drawn into its text."""

    document: Document
    mentions: Mentions


def marked(drawn: str, fields: dict[str, dict[str, Any]] | None = None) -> Marked:
    """Read a drawn text. `fields` sets what a mention has beside its span, by its words: `indicator`, `owner`, `year`."""
    text, spans = _undraw(drawn)
    document = parse(text)
    found = [
        _mention(kind, Span(start, end), text, fields or {}) for kind, start, end in sorted(spans, key=lambda s: s[1:])
    ]
    return Marked(
        document,
        Mentions(
            tasks=_tasks(document),
            quantities=tuple(m for m in found if isinstance(m, Quantity)),
            projects=tuple(m for m in found if isinstance(m, ProjectName)),
            industries=tuple(m for m in found if isinstance(m, IndustryName)),
            districts=tuple(m for m in found if isinstance(m, DistrictName)),
            organizations=tuple(m for m in found if isinstance(m, OrganizationName)),
        ),
    )


def _undraw(drawn: str) -> tuple[str, list[tuple[str, int, int]]]:
    text, spans, open_ = "", [], []
    i = 0
    while i < len(drawn):
        if drawn[i] == "[" and drawn[i + 1 : i + 2] in _KINDS:
            open_.append((drawn[i + 1], len(text)))
            i += 2
            continue
        if drawn[i] == "]" and open_:
            kind, start = open_.pop()
            spans.append((kind, start, len(text)))
        else:
            text += drawn[i]
        i += 1
    return text, spans


def _tasks(document: Document) -> tuple[TaskHeading, ...]:
    return tuple(
        TaskHeading(span=s.heading, text=s.heading.of(document.text), rule="drawn", level=s.task_level)
        for s in document.sections
        if s.task_level is not None
    )


def _mention(kind: str, span: Span, text: str, fields: dict[str, dict[str, Any]]) -> Mention:
    words = span.of(text)
    own = fields.get(words, {})
    base: dict[str, Any] = {"span": span, "text": words, "rule": "drawn"}
    if kind == "P":
        return ProjectName(**base, **({"phase": None} | own))
    if kind == "I":
        return IndustryName(**base, **({"concept": f"industry-{words}", "section": "C"} | own))
    if kind == "D":
        return DistrictName(**base, **({"code": None, "concept": f"district-{words}", "name": words} | own))
    if kind == "O":
        return OrganizationName(**base, **({"name": words} | own))
    return _quantity(kind, base, own, _words_before(text, span.start))


def _words_before(text: str, at: int) -> str:
    start = max(text.rfind(stop, 0, at) for stop in "，,。；;、\n:：") + 1
    return text[start:at]


def _quantity(kind: str, base: dict[str, Any], own: dict[str, Any], before: str) -> Quantity:
    digits = "".join(c for c in base["text"] if c.isdigit() or c == ".")
    change = "increase" if before.endswith("增长") else "decrease" if before.endswith("下降") else "level"
    given: dict[str, Any] = {
        "status": "target" if kind == "G" else "result",
        "indicator": before.removesuffix("增长").removesuffix("下降"),
        "indicator_span": None,
        "value": Decimal(digits or "1"),
        "unit": base["text"].lstrip("0123456789."),
        "change": change,
        "bound": "=",
        "year": None,
    }
    return Quantity(**base, **(given | own))
