"""Any graph of IRIs and literals, for laws that hold of all of them."""

from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple

from kmgraph.graph.ontology import PREFIXES, term

# names that Turtle can shorten, names that it can't, and names that look as if it could
LOCALS = st.one_of(
    st.sampled_from(["", "a", "安宁市", "a/b", "a.", ".a", "-a", "7-x", "a..b", "a%20b", "a:b", "a#b", "a~(b)'!", "·a", "a\u203fb"]),
    st.text(st.characters(codec="utf-8", exclude_characters='<>"{}|^`\\ ', exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Co", "Cn"))),
)  # fmt: skip
IRIS = st.builds(lambda namespace, local: namespace + local, st.sampled_from(sorted(PREFIXES.values())), LOCALS)
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\0")),
    st.sampled_from(['say "a"\\', "a\nb\r\nc\td", "'''", '"""', 'x"^^<y>', "a@zh", "<a>", "\u2028\x85\x0b", "007", "-0", "7.50", "1e5", "true"]),
)  # fmt: skip
TYPES = ["integer", "decimal", "double", "boolean", "gYear", "date", "string", "anyURI"]


@st.composite
def literals(draw):
    kind = draw(st.sampled_from(["plain", "language", "typed"]))
    text = draw(TEXTS)
    if kind == "plain":
        return Literal(text)
    if kind == "language":
        return Literal(text, language=draw(st.sampled_from(["zh", "en", "zh-hans", "en-us"])))
    return Literal(text, datatype=term(f"xsd:{draw(st.sampled_from(TYPES))}"))


@st.composite
def graphs(draw):
    nodes = st.builds(NamedNode, IRIS.filter(valid))
    return draw(st.lists(st.builds(Triple, nodes, nodes, st.one_of(nodes, literals())), max_size=12))


def valid(iri):
    """IRIs that RFC 3987 allows: Oxigraph says so."""
    try:
        NamedNode(iri)
    except ValueError:
        return False
    return True
