"""An answer as plain values: what JSON is made of."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from types import MethodType
from typing import Any

from kmgraph.graph.ontology import shorten
from kmgraph.graph.rows import Node

_DIGITS = 9


def plain(answer: object) -> Any:
    """Return dicts, lists, texts and numbers: a node with its `kmr:` name beside its IRI, shares to nine digits.

    What is read only when it is asked for tells by a `plain` of its own what belongs to it.
    """
    if isinstance(answer, Node):
        return {
            "iri": answer.iri,
            "name": shorten(answer.iri),
            "label": answer.label,
            "class": shorten(answer.kind) if answer.kind else "",
        }
    if isinstance(own := getattr(answer, "plain", None), MethodType):
        return own()
    if is_dataclass(answer):
        return {field.name: plain(getattr(answer, field.name)) for field in fields(answer)}
    if isinstance(answer, tuple | list):
        return [plain(each) for each in answer]
    return round(answer, _DIGITS) if isinstance(answer, float) else answer
