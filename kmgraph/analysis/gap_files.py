"""The files of data/gaps, read in the order of their names: a gap's title, what it means, of what it is a share, and the SPARQL
whose rows it is, one row a node.

    # zh: 没有地点的项目
    # en: Projects without a place
    # means-zh: 没有写明它建在哪里。
    # means-en: The report does not say where it is built.
    # class: Project
    # of: ?project a kmg:Project

In place of `of`, `list` names the vocabulary whose members stand in the braces of the query's VALUES. A line behind
`# stated:` holds where only what the report states counts. What fills the gap stands in the query behind MINUS.

Two SELECTs side by side are each read once and then joined; in one pattern a figure's class would be looked up figure by
figure, which takes five times as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pyoxigraph import Literal, NamedNode

_HEAD = re.compile(r"^# ([\w-]+): (.+)\n", re.MULTILINE)
_STATED = re.compile(r"^( *)# stated: (.*\n)", re.MULTILINE)
_LIST = re.compile(r"(VALUES \(\?\w+ \?label\) \{) \}")
_NODE = re.compile(r"\bSELECT \?(\w+)")
_BRACE = re.compile(r"\bMINUS \{|[{}]")


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A file of data/gaps: `of` is the pattern of all nodes that it is a share of, or `list` the name of their vocabulary.

    `node` is the variable of what lacks something: the query's first.
    """

    key: str
    kind: str
    node: str
    label: Words
    means: Words
    of: str
    list: str
    query: str

    def sparql(self, members: Iterable[tuple[str, str]], report: str | None, *, stated: bool) -> str:
        """Write the query of its rows, with the members of its vocabulary by IRI and name."""
        return _of_report(_listed(_with_basis(self.query, stated), members), report)

    def fillings(self, *, stated: bool) -> Iterator[str]:
        """Yield the patterns of what fills the gap: what stands in the braces behind each MINUS."""
        query = _with_basis(self.query, stated)
        start = depth = 0
        for brace in _BRACE.finditer(query):
            if depth:  # a MINUS within another one is part of it
                depth += -1 if brace[0] == "}" else 1
                if not depth:
                    yield query[start : brace.start()]
            elif brace[0].startswith("MINUS"):
                start, depth = brace.end(), 1


@cache
def questions() -> tuple[Asked, ...]:
    """Return the files of data/gaps in the order of their names, which are a number and the key."""
    room = files("kmgraph_data").joinpath("gaps")
    found = sorted((entry for entry in room.iterdir() if entry.name.endswith(".rq")), key=lambda entry: entry.name)
    return tuple(_read(entry.name, entry.read_text(encoding="utf-8")) for entry in found)


def _read(name: str, text: str) -> Asked:
    head, query = dict(_HEAD.findall(text)), _HEAD.sub("", text)
    node = _NODE.search(query)
    assert node, f"{name} selects nothing"
    return Asked(
        name.removesuffix(".rq").partition("-")[2],
        head["class"],
        node[1],
        Words(head["zh"], head["en"]),
        Words(head["means-zh"], head["means-en"]),
        head.get("of", ""),
        head.get("list", ""),
        query,
    )


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
