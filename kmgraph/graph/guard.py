"""What a stranger's SPARQL may do here: read this store, nothing else.

The check works on the tokens of SPARQL's own lexical grammar (https://www.w3.org/TR/sparql11-query/#sparqlGrammar), because
Oxigraph offers no parser, and it fails closed: what it does not know is refused. Where Oxigraph reads keywords more loosely
than the grammar (`SERVICEex:a {}` is a SERVICE to it), the check is stricter than the grammar.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import urljoin

from kmgraph.errors import QueryError
from kmgraph.graph.ontology import KMR

MAX_LENGTH = 100_000
MAX_KEPT = 5_000  # characters of a query whose verdict is kept
MAX_DEPTH = 100
MOST_GRAPHS = 20  # that a fault lists

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]
_FORMS: dict[str, Form] = {"SELECT": "SELECT", "ASK": "ASK", "CONSTRUCT": "CONSTRUCT", "DESCRIBE": "DESCRIBE"}
_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"])
_OPENING, _CLOSING = frozenset("{(["), frozenset("})]")
_one_at_a_time = threading.Lock()


class UpdateError(QueryError):
    """An update: the graph can be read here, not changed."""


class ServiceError(QueryError):
    """A query that would have another server asked."""


class QueryLengthError(QueryError):
    """A query text beyond MAX_LENGTH characters."""


class UnknownGraphError(QueryError):
    """A dataset (FROM, default-graph-uri, named-graph-uri) that the store does not hold."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A query that may run: its form, and the graphs that its FROM and FROM NAMED clauses name, as absolute IRIs."""

    form: Form
    graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """A lexical unit: `kind` is the name of its group in the grammar below, `start` its first character."""

    kind: str
    text: str
    start: int


# Dots are left out of local names on purpose: `ex:a.SERVICE<…>` then shows its SERVICE, whatever Oxigraph makes of it.
_TOKENS = re.compile(
    r"""
    (?P<space>[ \t\r\n]+ | \#[^\r\n]*)
  | (?P<string>
        "{3}[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"{3}
      | '{3}[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*'{3}
      | (?!"{3}|'{3})(?:"[^"\\\r\n]*(?:\\[^\r\n][^"\\\r\n]*)*" | '[^'\\\r\n]*(?:\\[^\r\n][^'\\\r\n]*)*'))
  | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
  | (?P<variable>[?$]\w+)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<name>(?P<word>[^\W\d][\w\-\u00b7]*+(?:\.[\w\-\u00b7]++)*+)?+
        (?(word)(?::(?:[\w:%\-\u00b7]|\\[_~.\-!$&'()*+,;=/?\#@%])*+)?|:(?:[\w:%\-\u00b7]|\\[_~.\-!$&'()*+,;=/?\#@%])*+))
  | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
  | (?P<mark>[^"'\\])
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def check(query: str, graphs: Collection[str] = ()) -> Verdict:
    """Say what `query` is, or why it may not run on a store that holds the named `graphs`.

    Raises UpdateError, ServiceError, QueryLengthError, UnknownGraphError, and QueryError for what is no query at all.
    """
    verdict = judge(query)
    require_graphs(verdict.graphs, graphs)
    return verdict


def require_graphs(wanted: Collection[str], held: Collection[str]) -> None:
    """Raise UnknownGraphError, with a list of those there are, where a wanted graph is not held."""
    for iri in wanted:
        if iri not in held:
            there = ", ".join(f"<{graph}>" for graph in sorted(held)[:MOST_GRAPHS]) or "none"
            more = f" and {len(held) - MOST_GRAPHS:,} more" if len(held) > MOST_GRAPHS else ""
            raise UnknownGraphError(f"this store has no graph <{iri[:300]}>; its named graphs: {there}{more}")


def judge(query: str) -> Verdict:
    """Check all that does not depend on the store; the verdict is kept by the query's text.

    Long texts are not kept, 2,048 of them would fill the memory, and are read one at a time: each has 100,000 tokens.
    """
    if len(query) > MAX_LENGTH:
        raise QueryLengthError(f"the query has {len(query):,} characters; the limit is {MAX_LENGTH:,}")
    if len(query) <= MAX_KEPT:
        return _kept_verdict(query)
    with _one_at_a_time:
        return _verdict(query)


@lru_cache(maxsize=2048)
def _kept_verdict(query: str) -> Verdict:
    return _verdict(query)


def _verdict(query: str) -> Verdict:
    tokens = [token for token in read_tokens(query) if token.kind != "space"]
    refuse_service(query, tokens)
    bound_depth(query, tokens)
    return Verdict(find_form(query, tokens), tuple(find_graphs(query, tokens)))


def read_tokens(query: str) -> Iterator[Token]:
    """Take a query apart: `ASK{?s a "x"}` → ASK { ?s a "x" }."""
    position = 0
    while position < len(query):
        found = _TOKENS.match(query, position)
        if found is None:
            what = "a backslash outside of a string" if query[position] == "\\" else "a string that does not end"
            raise QueryError(f"{place(query, position)}: {what}")
        kind = found.lastgroup or "mark"
        yield Token("word" if kind == "name" and ":" not in found.group() else kind, found.group(), position)
        position = found.end()


def refuse_service(query: str, tokens: list[Token]) -> None:
    """`SERVICE <http://…> {}` would send the store's answers to a stranger; a prefix may not be called so either."""
    for token in tokens:
        word = token.text.partition(":")[0] if token.kind == "name" else token.text
        if token.kind in ("word", "name") and "SERVICE" in word.upper():
            raise ServiceError(f"{place(query, token.start)}: SERVICE is not allowed here, no other server is asked")


def bound_depth(query: str, tokens: list[Token]) -> None:
    """`{{{{…` thousands deep ends Oxigraph with a segmentation fault."""
    depth = 0
    for token in tokens:
        if token.kind == "mark":
            depth += (token.text in _OPENING) - (token.text in _CLOSING)
            if depth > MAX_DEPTH:
                raise QueryError(f"{place(query, token.start)}: nested more than {MAX_DEPTH} deep")


def find_form(query: str, tokens: list[Token]) -> Form:
    """Return the first keyword behind BASE and PREFIX: `PREFIX a: <b> SELECT …` → SELECT."""
    for token in tokens:
        keyword = token.text.upper()
        if token.kind != "word" or keyword in ("BASE", "PREFIX"):
            continue
        if keyword in _FORMS:
            return _FORMS[keyword]
        if keyword in _UPDATES:
            raise UpdateError(f"{place(query, token.start)}: {keyword} is an update; this endpoint only reads")
        break
    raise QueryError("no SPARQL query: it must begin with SELECT, ASK, CONSTRUCT or DESCRIBE (after PREFIX and BASE)")


def find_graphs(query: str, tokens: list[Token]) -> Iterator[str]:
    """Yield the IRI behind each FROM and FROM NAMED, prefixes and BASE resolved."""
    prefixes: dict[str, str] = {}
    base = KMR
    for at, token in enumerate(tokens):
        keyword = token.text.upper() if token.kind == "word" else ""
        behind = tokens[at + 1 : at + 3]
        if keyword == "BASE" and [t.kind for t in behind[:1]] == ["iri"]:
            base = urljoin(base, unescape(behind[0].text[1:-1]))
        elif keyword == "PREFIX" and [t.kind for t in behind] == ["name", "iri"]:
            prefixes[behind[0].text[:-1]] = urljoin(base, unescape(behind[1].text[1:-1]))
        elif keyword == "FROM":
            named = bool(behind) and behind[0].text.upper() == "NAMED"
            yield absolute(query, behind[named] if len(behind) > named else token, prefixes, base)
        elif "FROM" in keyword or (token.kind == "name" and token.text.upper().startswith("FROM")):
            raise QueryError(f"{place(query, token.start)}: {token.text}: write FROM and what follows it apart")


def absolute(query: str, token: Token, prefixes: dict[str, str], base: str) -> str:
    """Resolve an IRI or a prefixed name: `kmr:a` → `https://w3id.org/kmgraph/id/a`."""
    if token.kind == "iri":
        return urljoin(base, unescape(token.text[1:-1]))
    prefix, colon, local = token.text.partition(":")
    if token.kind == "name" and colon and prefix in prefixes:
        return prefixes[prefix] + local.replace("\\", "")
    raise QueryError(f"{place(query, token.start)}: FROM needs an IRI or a declared prefixed name")


def unescape(iri: str) -> str:
    r"""Read the numeric escapes of an IRI: `http://a/\u0041` → `http://a/A`."""
    return _ESCAPE.sub(lambda found: chr(min(int(found[1] or found[2], 16), 0x10FFFF)), iri)


def place(query: str, position: int) -> str:
    """Say where a character stands, as editors count: `2:12`."""
    before = query[:position]
    return f"{before.count(chr(10)) + 1}:{position - (before.rfind(chr(10)) + 1) + 1}"
