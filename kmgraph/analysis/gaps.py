"""What a plan leaves open: promises that nobody could check, goals without a project, industries and places hardly named.

Each gap is a file of data/gaps, read in the order of their names: its title, what it means, of what it is a share, and the
SPARQL whose rows it is, one row a node.

    # zh: 没有地点的项目
    # en: Projects without a place
    # means-zh: 没有写明它建在哪里。
    # means-en: The report does not say where it is built.
    # class: Project
    # of: ?project a kmg:Project

In place of `of`, `list` names the vocabulary whose members stand in the braces of the query's VALUES. A line behind
`# stated:` holds where only what the report states counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pyoxigraph import Literal, NamedNode

from kmgraph.errors import GraphError
from kmgraph.graph.classification import sections
from kmgraph.graph.divisions import within
from kmgraph.graph.ontology import KMG
from kmgraph.graph.queries import refuse_unknown_report, reports, select
from kmgraph.graph.rows import Node
from kmgraph.graph.store import Store

_HEAD = re.compile(r"^# ([\w-]+): (.+)\n", re.MULTILINE)
_STATED = re.compile(r"^( *)# stated: (.*\n)", re.MULTILINE)
_LIST = re.compile(r"(VALUES \(\?\w+ \?label\) \{) \}")


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Row:
    """A node that lacks something, and its first sentence; what no sentence names has none."""

    node: Node
    sentence: str
    quote: str


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing: `count` of `of` nodes of a class lack it; `sparql` is the very query of its rows."""

    key: str
    kind: str
    label: Words
    means: Words
    count: int
    of: int
    basis: str
    rows: tuple[Row, ...]
    sparql: str

    @property
    def share(self) -> float:
        """Which part of all lacks it."""
        return self.count / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A file of data/gaps."""

    key: str
    head: dict[str, str]
    query: str


def gaps(store: Store, report: str | None = None, *, stated: bool = False) -> tuple[Gap, ...]:
    """Return every gap of a store, or of one report of it.

    With `stated`, a relation that is only inferred fills no gap. Of several reports, industries, districts and indicators
    are counted over all of them together. Raises GraphError for a report that the store has not.
    """
    lists = _lists(store, report)
    return tuple(_gap(store, asked, lists, report, stated) for asked in questions())


def gap(store: Store, key: str, report: str | None = None, *, stated: bool = False) -> Gap:
    """Return one gap. Raises GraphError for a key that no gap has, with all that there are."""
    asked = next((each for each in questions() if each.key == key), None)
    if asked is None:
        raise GraphError(f"no gap is called {key!r}; there are {', '.join(each.key for each in questions())}")
    return _gap(store, asked, _lists(store, report), report, stated)


@cache
def questions() -> tuple[Asked, ...]:
    """Return the files of data/gaps in the order of their names, which are a number and the key."""
    room = files("kmgraph_data").joinpath("gaps")
    found = sorted((entry for entry in room.iterdir() if entry.name.endswith(".rq")), key=lambda entry: entry.name)
    return tuple(_read(entry.name, entry.read_text(encoding="utf-8")) for entry in found)


def _read(name: str, text: str) -> Asked:
    return Asked(name.removesuffix(".rq").partition("-")[2], dict(_HEAD.findall(text)), _HEAD.sub("", text))


_Lists = dict[str, tuple[tuple[str, str], ...]]


def _lists(store: Store, report: str | None) -> _Lists:
    """The members of the vocabularies that a report could name, by IRI and name: sections of industry, its home's divisions."""
    refuse_unknown_report(store, report)
    homes = {each.place for each in reports(store) if each.place and report in (None, each.iri)}
    districts = (one for home in sorted(homes) for one in within(home))
    return {
        "sections": tuple((one.iri, one.label) for one in sections()),
        "districts": tuple((one.iri, one.label) for one in districts),
    }


def _gap(store: Store, asked: Asked, lists: _Lists, report: str | None, stated: bool) -> Gap:
    members = lists.get(asked.head.get("list", ""), ())
    query = _of_report(_listed(_with_basis(asked.query, stated), members), report)
    kind = KMG + asked.head["class"]
    rows: dict[str, Row] = {}
    for found in select(store, query):
        iri = next(iter(found.values()))  # the node is what a query selects first
        rows.setdefault(iri, Row(Node(iri, found["label"], kind), found.get("sentence", ""), found.get("text", "")))
    of = len(members) if "list" in asked.head else _number(store, asked.head["of"], report)
    label, means = (Words(asked.head[f"{part}zh"], asked.head[f"{part}en"]) for part in ("", "means-"))
    basis = "stated" if stated else "stated and inferred"
    return Gap(asked.key, kind, label, means, len(rows), of, basis, tuple(rows.values()), query)


def _number(store: Store, pattern: str, report: str | None) -> int:
    """Count the nodes that a gap is a share of: what the last variable of the pattern can be, or the only one."""
    node = re.findall(r"\?\w+", pattern)[-1]
    query = f"SELECT (COUNT(DISTINCT {node}) AS ?number) {{ {pattern} }}"
    return int(next(select(store, query, report=report))["number"])


# --- the text of a query --------------------------------------------------------------------------------------


def _with_basis(query: str, stated: bool) -> str:
    """Have the lines that ask for a stated link hold, or leave them out."""
    return _STATED.sub(r"\1\2" if stated else "", query).strip() + "\n"


def _listed(query: str, members: Iterable[tuple[str, str]]) -> str:
    """Put the members of a vocabulary into the braces of the query's VALUES, a line each."""
    lines = "".join(f"\n    ({NamedNode(iri)} {Literal(label, language='zh')})" for iri, label in members)
    return _LIST.sub(lambda found: f"{found[1]}{lines}\n  }}", query) if lines else query


def _of_report(query: str, report: str | None) -> str:
    """Ask the graphs of one report alone."""
    if report is None:
        return query
    named = f"FROM {NamedNode(report)}\nFROM {NamedNode(report + '-positions')}"
    return query.replace(" WHERE {", f"\n{named}\nWHERE {{", 1)
