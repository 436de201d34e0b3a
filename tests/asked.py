"""The saved questions, asked on the bundled report, and the report's own text."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import rdflib

from kmgraph import stores
from kmgraph.graph import queries
from kmgraph.graph.rdflib_terms import to_rdflib
from kmgraph.graph.store import Store, to_quads

ROOT = Path(__file__).parents[1]
QUESTIONS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "data" / "questions").glob("*.rq"))}
TEXT = (ROOT / "data" / "reports" / "2022-昆明市-计划报告.txt").read_text(encoding="utf-8")
PLAN = TEXT[TEXT.index("三、2022年经济社会发展主要任务") :]


@cache
def store() -> Store:
    return Store.in_memory(to_quads([stores.bundled_graph()]))


@cache
def graph() -> rdflib.Graph:
    return to_rdflib(stores.bundled_graph().triples)


@cache
def rows(number: int) -> tuple[dict[str, str], ...]:
    (text,) = (text for name, text in QUESTIONS.items() if name.startswith(f"{number:02}-"))
    return tuple(queries.select(store(), text))


def answer(number: int, *columns: str) -> list[tuple[str, ...]]:
    """The rows in their order; with one column, as a list of tuples of one."""
    return [tuple(row.get(column, "") for column in columns) for row in rows(number)]


def column(number: int, name: str) -> list[str]:
    return [row.get(name, "") for row in rows(number)]


def canonical(value: str) -> str | Decimal:
    """A number by its value, whatever zeros an engine writes behind the point."""
    return Decimal(value) if re.fullmatch(r"-?\d+(\.\d+)?", value) else value


def sentences(text: str) -> list[str]:
    return [found.strip() for found in re.findall(r"[^。\n]+。", text)]
