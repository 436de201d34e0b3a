"""“Code for this query”: the same question to the endpoint from a shell, from Python and from R, ready to be copied."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of code, and what it is written in."""

    language: str
    code: str


def snippets(endpoint: str, query: str, *, table: bool = True) -> tuple[Snippet, ...]:
    """Write the code; a table comes as CSV, a graph as Turtle. The query is a string of each language, whatever is in it."""
    media = "text/csv" if table else "text/turtle"
    return (
        Snippet("curl", curl(endpoint, query, media)),
        Snippet("Python", python(endpoint, query, media)),
        Snippet("R", r(endpoint, query, media)),
    )


def curl(endpoint: str, query: str, media: str) -> str:
    """A command for any POSIX shell."""
    return f"curl {shlex.quote(endpoint)} \\\n  -H 'Accept: {media}' \\\n  --data-urlencode {shlex.quote(f'query={query}')}\n"


def python(endpoint: str, query: str, media: str) -> str:
    """Python's own library is enough."""
    text = query.rstrip().replace("\\", "\\\\").replace('"""', '\\"\\"\\"').replace("\r", "\\r")
    return (
        "import urllib.parse, urllib.request\n\n"
        f'query = """{text}\n"""\n'
        f"request = urllib.request.Request(\n"
        f"    {json.dumps(endpoint)},\n"
        '    urllib.parse.urlencode({"query": query}).encode(),\n'
        f'    {{"Accept": "{media}"}},\n)\n'
        'print(urllib.request.urlopen(request).read().decode("utf-8"))\n'
    )


def r(endpoint: str, query: str, media: str) -> str:
    """R with httr2; its raw strings end at a bracket with as many dashes as they began with."""
    dashes = "-"
    while f'){dashes}"' in query:
        dashes += "-"
    read = "read.csv(text = resp_body_string(answer))" if media == "text/csv" else "cat(resp_body_string(answer))"
    return (
        "library(httr2)\n\n"
        f'query <- r"{dashes}({query}){dashes}"\n'
        f"answer <- request({json.dumps(endpoint)}) |>\n"
        f'  req_headers(Accept = "{media}") |>\n'
        "  req_body_form(query = query) |>\n"
        "  req_perform()\n"
        f"{read}\n"
    )
