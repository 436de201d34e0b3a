"""Slots of a saved question: what a reader may put in place of the value that its file names.

    # slot: place district kmr:district-530181
    SELECT ?text WHERE { VALUES ?place { kmr:district-530181 } ?place kmg:mentionedIn ?sentence … }

The line in the head says the variable, what kind of value it takes, and the value that stands in the query. Another one
is written into the braces of its VALUES: typed and escaped as SPARQL's own grammar asks, so that it stays one value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Variable

from kmgraph.graph.ontology import KMR, PREFIXES, term
from kmgraph.graph.store import Value, bind

SLOT = re.compile(r"^#\s*slot\s*:\s*(\w+)\s+(\w+)\s+(\S.*?)\s*$\n?", re.MULTILINE)
_TERM = re.compile(r'"(?P<text>[^"\\]*)"(?:@(?P<language>[\w-]+)|\^\^(?P<datatype>\w+:\w+))?|(?P<name>\w+:[\w-]+)')
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[\w-]*[A-Za-z0-9_])?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a value: the variable, the kind of value that it takes, the value that the file names."""

    name: str
    kind: str
    default: Value


def read_slots(text: str) -> tuple[Slot, ...]:
    """Read the `# slot:` lines of a file. Raises ValueError for a value that is no IRI and no literal."""
    return tuple(Slot(name, kind, read_value(value)) for name, kind, value in SLOT.findall(text))


def read_value(text: str) -> Value:
    """Read a value as a file's head writes it: `kmr:district-530181`, `"亿元"`, `"滇池"@zh`, `"2022"^^xsd:gYear`."""
    found = _TERM.fullmatch(text)
    if found is None:
        raise ValueError(f"not a value: {text}")
    if found["name"]:
        return term(found["name"])
    if found["language"]:
        return Literal(found["text"], language=found["language"])
    return Literal(found["text"], datatype=term(found["datatype"]) if found["datatype"] else None)


def fill(query: str, values: Mapping[str, Value]) -> str:
    """Return the query with other values in the braces of its VALUES; a value without such a place is left out.

    >>> fill("ASK { VALUES ?unit { 1 } }", {"unit": Literal("亿\\"元")})
    'ASK { VALUES ?unit { "亿\\\\"元" } }'
    """
    for variable, value in bind(values).items():
        before, place, behind = _cut(query, variable)
        query = f"{before}{written(value)}{behind}" if place else query
    return query


def values_of(values: Mapping[str, Value]) -> str:
    """Write the VALUES of a query that is made anew, a line a variable: `VALUES ?unit { "亿元" }`."""
    return "\n".join(f"  VALUES {variable} {{ {written(value)} }}" for variable, value in bind(values).items())


def written(value: Value) -> str:
    """Write a value as SPARQL does, with one of PREFIXES where that is as safe as the whole IRI."""
    if isinstance(value, NamedNode):
        return _short(value)
    text = str(Literal(value.value))
    if value.language:
        return f"{text}@{value.language}"
    return text if value.datatype == term("xsd:string") else f"{text}^^{_short(value.datatype)}"


def _short(iri: NamedNode) -> str:
    for prefix in ("kmr", "kmg", "xsd"):
        local = iri.value.removeprefix(PREFIXES[prefix])
        if local != iri.value and _LOCAL.fullmatch(local):
            return f"{prefix}:{local}"
    return str(iri)


def _cut(query: str, variable: Variable) -> tuple[str, str, str]:
    """Cut a query of ours at the one value in the braces of a variable's VALUES; where there is none, all is before."""
    found = re.search(rf"VALUES\s+\?{variable.value}\s*\{{\s*([^{{}}]*?)\s*\}}", query)
    return (query[: found.start(1)], found[1], query[found.end(1) :]) if found else (query, "", "")


def is_resource(value: Value) -> bool:
    """Tell a node of ours from a literal."""
    return isinstance(value, NamedNode) and value.value.startswith(KMR)
