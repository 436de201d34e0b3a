"""Mentions and links as stand-off marks: one JSON object each, pointing into the text by code points."""

from __future__ import annotations

from collections.abc import Iterator
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
            "kind": _KINDS[type(mention)],
            "id": f"m{number}",
            "start": mention.span.start,
            "end": mention.span.end,
            "text": mention.text,
            **_fields(mention),
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


_KINDS: dict[type[Mention], str] = {
    TaskHeading: "task",
    Quantity: "quantity",
    ProjectName: "project",
    IndustryName: "industry",
    DistrictName: "district",
    OrganizationName: "organization",
}


def _fields(mention: Mention) -> dict[str, Any]:
    match mention:
        case TaskHeading():
            return {"level": mention.level}
        case Quantity():
            value = mention.value
            return {
                "status": mention.status,
                "indicator": mention.indicator,
                "value": int(value) if value == value.to_integral_value() else float(value),
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
            return {"code": mention.code, "name": mention.name}
        case OrganizationName():
            return {"name": mention.name}
    raise TypeError(f"no mark for a {type(mention).__name__}")
