"""Mentions and links as stand-off marks: one JSON object each, pointing into the text by code points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from kmgraph.facts.mention_link import MentionLink
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
from kmgraph.text.span import Span


def to_marks(mentions: Mentions, links: tuple[MentionLink, ...]) -> Iterator[dict[str, Any]]:
    """Yield the marks in the text's order, then the links between them; ids count from 1 in each kind."""
    found: list[Mention] = [
        *mentions.tasks,
        *mentions.quantities,
        *mentions.projects,
        *mentions.industries,
        *mentions.districts,
        *mentions.organizations,
    ]
    ids: dict[int, str] = {}
    for number, mention in enumerate(sorted(found, key=lambda m: (m.span, type(m).__name__)), 1):
        ids[id(mention)] = f"m{number}"
        yield {
            "kind": KINDS[type(mention)],
            "id": f"m{number}",
            "start": mention.span.start,
            "end": mention.span.end,
            "text": mention.text,
            **mark_fields(mention),
            "rule": mention.rule,
        }
    for link in links:
        yield {
            "kind": "link",
            "type": link.type,
            "from": ids[id(link.source)],
            "to": ids[id(link.target)],
            "basis": link.basis,
            "rule": link.rule,
        }


KINDS: dict[type[Mention], str] = {
    TaskHeading: "task",
    Quantity: "quantity",
    ProjectName: "project",
    IndustryName: "industry",
    DistrictName: "district",
    OrganizationName: "organization",
}


def mark_fields(mention: Mention) -> dict[str, Any]:
    """The fields of a mention beside its span and text, named as the marking guide names them."""
    match mention:
        case TaskHeading():
            return {"level": mention.level}
        case Quantity():
            return {
                "status": mention.status,
                "indicator": mention.indicator,
                "value": _number(mention.value),
                **({} if mention.upper is None else {"upper": _number(mention.upper)}),
                "unit": mention.unit,
                "change": mention.change,
                "comparator": mention.bound,
                "year": mention.year,
            }
        case ProjectName():
            return {"phase": mention.phase, "owner": mention.owner}
        case IndustryName():
            return {"section": mention.section, "concept": mention.concept}
        case DistrictName():
            return {"code": mention.code, "name": mention.name, "concept": mention.concept}
        case OrganizationName():
            return {"name": mention.name}
    raise TypeError(f"no mark for a {type(mention).__name__}")


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def from_mark(mark: Mapping[str, Any], rule: str) -> Mention:
    """Turn a mark back into a mention that says it came by `rule`: `from_mark(to_marks(…)[0], m.rule) == m`.

    Raises KeyError where a field that its kind needs is missing, ValueError where one is not what it should be.
    """
    common: dict[str, Any] = {"span": Span(mark["start"], mark["end"]), "text": mark["text"], "rule": rule}
    match mark["kind"]:
        case "task":
            return TaskHeading(**common, level=int(mark["level"]))
        case "quantity":
            return Quantity(
                **common,
                status=_one_of(mark["status"], "target", "result"),
                indicator=str(mark["indicator"]),
                indicator_span=None,
                value=Decimal(str(mark["value"])),
                unit=str(mark["unit"]),
                change=_one_of(mark.get("change", "level"), "increase", "decrease", "level"),
                bound=_one_of(mark.get("comparator", "="), "=", ">=", "<=", "~"),
                year=None if mark.get("year") is None else int(mark["year"]),
                upper=None if mark.get("upper") is None else Decimal(str(mark["upper"])),
            )
        case "project":
            phase = _one_of(mark.get("phase"), None, "前期", "开工", "在建", "建成", "投产", "运营")
            return ProjectName(**common, phase=phase, owner=mark.get("owner"))
        case "industry":
            return IndustryName(
                **common, concept=mark.get("concept") or f"industry-{mark['section']}", section=mark["section"]
            )
        case "district":
            code = mark.get("code")
            concept = mark.get("concept") or (f"district-{code}" if code else f"zone-{mark['name']}")
            return DistrictName(**common, code=code, concept=concept, name=str(mark["name"]))
        case "organization":
            return OrganizationName(**common, name=str(mark.get("name") or mark["text"]))
    raise ValueError(f"a {mark['kind']} is not a kind of mark")


def _one_of(value: Any, *allowed: Any) -> Any:
    if value not in allowed:
        raise ValueError(f"{value!r} is none of {', '.join(map(str, allowed))}")
    return value
