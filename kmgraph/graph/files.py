"""RDF files: read with the line of a fault, written beside and then renamed, the same triples giving the same bytes."""

from __future__ import annotations

import codecs
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kmgraph.errors import GraphError
from kmgraph.graph.ontology import PREFIXES, RDF, RDFS

XSD = PREFIXES["xsd"]

_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".turtle": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}


def read_triples(path: Path) -> tuple[ox.Triple, ...]:
    """Read an RDF file by the ending of its name (Turtle where it has none that is known), whatever graph a triple is in.

    Raises GraphError: `a.ttl:12:7: …` where it breaks the syntax.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GraphError(f"{path}: {error.strerror or error}") from None
    return parse_triples(data, str(path), _FORMATS.get(path.suffix.lower(), ox.RdfFormat.TURTLE))


def parse_triples(data: bytes, name: str, format: ox.RdfFormat = ox.RdfFormat.TURTLE) -> tuple[ox.Triple, ...]:
    """Read RDF from bytes, without the byte order mark of some editors; `name` stands in the error. Raises GraphError."""
    try:
        return tuple(quad.triple for quad in ox.parse(data.removeprefix(codecs.BOM_UTF8), format=format))
    except SyntaxError as error:
        where = f"{name}:{error.lineno}:{error.offset}" if error.lineno else name
        raise GraphError(f"{where}: {_reason(error)}") from None
    except ValueError as error:
        raise GraphError(f"{name}: {error}") from None


def _reason(error: SyntaxError) -> str:
    """The parser's own words without the place that stands before them."""
    words = " ".join(str(error.msg).split())
    if "LoadDocumentCallback" in words:
        return "its @context lies at another address, and nothing is fetched; put the context into the file"
    return re.sub(
        r"^Parser error at line \d+ between columns? \d+ and (?:column )?\d+: |^.*? at line \d+ column \d+: ", "", words
    )


# --- Turtle and TriG in long form -----------------------------------------------------------------------------
#
#     kmr:530100-2022-task-4f1c2a9e a kmg:Task ;
#         rdfs:label "扩大有效投资"@zh ;
#         kmg:includes kmr:530100-2022-project-1c2d3e4f ;
#         kmg:includes kmr:530100-2022-project-9d8c7b6a ;
#     .
#
# A triple a line, every line with the same end, the last one of a node too: a triple put in or taken out is one line of
# a diff. Oxigraph writes the terms (N-Triples' terms are Turtle's); what is done here is their order and short names.


def turtle(triples: Iterable[ox.Triple]) -> bytes:
    """Write Turtle: sorted, each triple once, so that the same triples give the same bytes."""
    return prefix_lines() + b"\n" + "".join(_nodes(triples, _ShortNames())).encode()


def trig(quads: Iterable[ox.Quad]) -> bytes:
    """Write TriG: what stands in the default graph, then each named graph by its name."""
    graphs: dict[str, list[ox.Triple]] = {}
    for quad in quads:
        name = "" if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name)
        graphs.setdefault(name, []).append(quad.triple)
    names = _ShortNames()
    blocks = []
    for name in sorted(graphs):
        body = "".join(_nodes(graphs[name], names))
        blocks.append(f"{names[name]} {{\n{body}}}\n" if name else body)
    return prefix_lines() + b"\n" + "".join(blocks).encode()


def prefix_lines() -> bytes:
    """The prefixes as the head of a Turtle file."""
    return b"".join(f"@prefix {name}: <{iri}> .\n".encode() for name, iri in PREFIXES.items())


def _nodes(triples: Iterable[ox.Triple], names: _ShortNames) -> Iterator[str]:
    """The lines of each node, sorted: its class and label first, then its other properties by name and value."""
    lines = set((ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode().split("\n")) - {""}
    said: dict[str, list[str]] = {}
    for line in lines:
        subject, _, rest = line.partition(" ")
        said.setdefault(subject, []).append(rest[:-2])
    # without its bracket `<…/id/530100-2022` stands before `<…/id/530100-2022-build`, as a reader sorts them
    for subject in sorted(said, key=lambda iri: iri.removesuffix(">")):
        start = names[subject]
        for rest in sorted(said[subject], key=_rank):
            predicate, _, value = rest.partition(" ")
            # a plain string stands as it is: it ends with a quote or a language tag, no IRI and no typed literal does
            shown = names[value] if value.endswith(">") else value
            yield f"{start} {'a' if predicate == _TYPE else names[predicate]} {shown} ;\n"
            start = "   "
        yield ".\n"


def _rank(said: str) -> str:
    """Where a predicate and its object stand among those of a node."""
    return "0" + said if said.startswith(_TYPE) else "1" + said if said.startswith(_LABEL) else said


_TYPE = f"<{RDF}type>"
_LABEL = f"<{RDFS}label>"
# PN_LOCAL of https://www.w3.org/TR/turtle/#sec-grammar without escapes and colons: a name that needs one (`a/b`)
# stays a full IRI, which every parser reads alike
_START = (
    "A-Za-z0-9_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_INNER = f"{_START}\\-\u00b7\u0300-\u036f\u203f\u2040"
_NAMED = re.compile(f"<({'|'.join(map(re.escape, PREFIXES.values()))})([{_START}](?:[{_INNER}.]*[{_INNER}])?)>")
_NAMESPACES = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_TYPED = re.compile(r'(".*")\^\^(<[^<>"]*>)', re.DOTALL)
# written without quotes, where every parser keeps the writing: not 007, not -0, not 0.0000001
_BARE = {
    f"<{XSD}integer>": re.compile(r"0|-?[1-9]\d*", re.ASCII),
    f"<{XSD}decimal>": re.compile(r"-?(?:0|[1-9]\d{0,14})\.\d{1,6}", re.ASCII),
    f"<{XSD}boolean>": re.compile(r"true|false"),
}


class _ShortNames(dict[str, str]):
    """Terms as Turtle writes them, by their N-Triples; each is worked out once: `<…#Goal>` → `kmg:Goal`."""

    def __missing__(self, term: str) -> str:
        self[term] = short = self._short(term)
        return short

    def _short(self, term: str) -> str:
        if literal := _TYPED.fullmatch(term):
            text, datatype = literal.groups()
            bare = _BARE.get(datatype)
            return text[1:-1] if bare and bare.fullmatch(text[1:-1]) else f"{text}^^{self[datatype]}"
        named = _NAMED.fullmatch(term)
        return f"{_NAMESPACES[named[1]]}:{named[2]}" if named else term


def write_beside(path: Path, data: bytes) -> None:
    """Write a file so that nobody ever sees half of it: beside, then renamed. Raises GraphError where that fails."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as beside:
            try:
                beside.write(data)
                beside.close()
                mode = os.stat(path).st_mode if path.exists() else 0o666 & ~_umask()
                os.chmod(beside.name, mode)
                os.replace(beside.name, path)
            except BaseException:
                Path(beside.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise GraphError(f"{path}: can't be written: {error.strerror or error}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
