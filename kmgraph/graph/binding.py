"""Values put into the text of a query for a server: a typed and escaped VALUES block, the first thing of its pattern.

It can't stand at the query's end: a FILTER inside the pattern would not know the value there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from itertools import pairwise

from pyoxigraph import Literal, NamedNode

from kmgraph.errors import QueryError
from kmgraph.graph.guard import Token, judge, place, read_tokens, unescape
from kmgraph.graph.ontology import PREFIXES

_SERVERS_OWN = ("bif", "sql")  # Virtuoso's names for its SQL functions


def with_values(query: str, values: Mapping[str, NamedNode | Literal]) -> str:
    """Put values in for variables: `SELECT ?iri ?label { ?iri … }` → `SELECT ?iri ?label { VALUES (?iri) {(<…>)} ?iri … }`."""
    return with_rows(query, tuple(values), [tuple(values.values())]) if values else query


def with_rows(query: str, names: Iterable[str], rows: Iterable[Iterable[NamedNode | Literal]]) -> str:
    """Put several rows of values in for variables."""
    start = _pattern(query)
    head = " ".join(f"?{name}" for name in names)
    # pyoxigraph writes a value as N-Triples does, escaped, which SPARQL reads; it makes no IRI that holds a “>”
    block = " ".join(f"({' '.join(map(str, row))})" for row in rows)
    return f"{query[:start]} VALUES ({head}) {{ {block} }} {query[start:]}"


@lru_cache(maxsize=512)
def _pattern(query: str) -> int:
    """Where the pattern of a query of ours begins: behind its first brace."""
    for token in read_tokens(query):
        if token.text == "{":
            return token.start + 1
    raise QueryError("a query without a pattern takes no values")


@lru_cache(maxsize=512)
def with_prefixes(query: str) -> str:
    """Declare the prefixes that need no declaration here, on the query's own first line, so that lines keep their numbers."""
    used = {token.text.partition(":")[0] for token in _tokens(query) if token.kind == "name"}
    missing = [prefix for prefix in PREFIXES if prefix in used and prefix not in _declared(query)]
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in missing) + query


def with_base(query: str, base: str) -> str:
    """Resolve IRIs like `<530100-2022>` at `base`, unless the query has a base of its own."""
    own = any(token.kind == "word" and token.text.upper() == "BASE" for token in _tokens(query))
    return query if own else f"BASE <{base}> {query}"


def refuse_extensions(query: str, prefixes: Collection[str] = ()) -> None:
    """Refuse what a server may know beyond SPARQL: prefixes nobody declared, functions of its SQL. Raises QueryError."""
    known = {*_declared(query), *prefixes, "_"}
    for token in _tokens(query):
        name = token.text.partition(":")[0]
        iri = unescape(token.text[1:-1]).lower() if token.kind == "iri" else ""
        if token.kind == "name" and name not in known:
            raise QueryError(f"{place(query, token.start)}: the prefix {name}: is not declared")
        if (token.kind == "name" and name.lower() in _SERVERS_OWN) or iri.partition(":")[0] in _SERVERS_OWN:
            raise QueryError(f"{place(query, token.start)}: functions of the server's own are not allowed here")


def from_clauses(query: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the graphs of a query's FROM clauses, and those of its FROM NAMED clauses."""
    tokens = _tokens(query)
    words = [behind.text.upper() for token, behind in pairwise(tokens) if token.text.upper() == "FROM"]
    found = list(zip(words, judge(query).graphs, strict=True))
    return tuple(iri for word, iri in found if word != "NAMED"), tuple(iri for word, iri in found if word == "NAMED")


def _declared(query: str) -> dict[str, str]:
    """The prefixes that a query declares, with their namespaces."""
    tokens = _tokens(query)
    return {
        name.text[:-1]: unescape(iri.text[1:-1])
        for word, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if word.text.upper() == "PREFIX" and name.kind == "name" and iri.kind == "iri"
    }


@lru_cache(maxsize=128)
def _tokens(query: str) -> tuple[Token, ...]:
    return tuple(token for token in read_tokens(query) if token.kind != "space")
