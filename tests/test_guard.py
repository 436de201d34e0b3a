import contextlib
import sys

import pytest
from growth import MOST, growth, two_lengths
from hypothesis import given
from hypothesis import strategies as st

from kmgraph.errors import QueryError
from kmgraph.graph.guard import (
    MAX_DEPTH,
    MAX_KEPT,
    MAX_LENGTH,
    QueryLengthError,
    ServiceError,
    UnknownGraphError,
    UpdateError,
    check,
    read_tokens,
)

GRAPH = "https://w3id.org/kmgraph/id/530100-2022"
EX = "PREFIX ex: <http://example.com/> PREFIX : <http://example.com/> "


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * { ?s ?p ?o }", "SELECT"),
        ("select*{}", "SELECT"),
        ("# a comment: SERVICE, INSERT\nASK {}", "ASK"),
        (
            "BASE <http://a/> PREFIX kmg: <https://w3id.org/kmgraph/ontology#> CONSTRUCT WHERE { ?s a kmg:Goal }",
            "CONSTRUCT",
        ),
        ("DESCRIBE <http://example.com/a>", "DESCRIBE"),
        ('SELECT * { ?s ?p "SERVICE <http://a> { }" }', "SELECT"),
        ("SELECT * { ?s ?p '''it's SERVICE''' }", "SELECT"),
        ('SELECT * { ?s ?p """a "quoted" word: INSERT""" }', "SELECT"),
        ("SELECT ?service ?from { ?service <http://a#SERVICE> ?from }", "SELECT"),
        ("SELECT * { ?s ?p ?o FILTER(?o < 3 && 2 > ?o) }", "SELECT"),
        ('SELECT * { ?s ?p "a\\"b" }', "SELECT"),
        ("PREFIX 滇: <http://a/> SELECT * { ?s 滇:池 ?湖 }", "SELECT"),
        ("SELECT * { ?s ?p 'x'@en-GB , 1.5e3 , _:b }", "SELECT"),
    ],
)
def test_a_query_form_may_run(query, form):
    assert check(query).form == form


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { service silent ?where { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1 .SERVICE<http://127.0.0.1/>{} }",
        EX + "SELECT * { ?s ?p ex:a.SERVICE <http://127.0.0.1/> {} }",
        "SELECT * { ?s ?p trueSERVICE<http://127.0.0.1/>{} }",
        # Oxigraph needs no blank behind a keyword: both are a SERVICE to it
        EX + "SELECT * { SERVICEex:a {} }",
        EX + "SELECT * { SERVICE:a {} }",
        "SELECT * { SERVICESILENT<http://127.0.0.1/>{} }",
        "SELECT * { { SELECT * { OPTIONAL { SERVICE <http://127.0.0.1/> {} } } } }",
        "ASK { FILTER EXISTS { SERVICE <http://127.0.0.1/> {} } }",
        'SELECT * { ?s ?p "a" SERVICE <http://127.0.0.1/> { } }',
        "SELECT * { ?s ?p ?o # \nSERVICE <http://127.0.0.1/> {} }",
        "SELECT * { ?s ?p ?o # \rSERVICE <http://127.0.0.1/> {} }",
        "SELECT * { FILTER(?a<?b)SERVICE<http://127.0.0.1/>{} }",
    ],
)
def test_no_other_server_is_asked(query):
    with pytest.raises(ServiceError, match=r"^\d+:\d+: SERVICE is not allowed"):
        check(query)


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <http://a> <http://b> 1 }",
        "PREFIX a: <http://a/> DELETE WHERE { ?s ?p ?o }",
        "load <file:///etc/passwd>",
        "CLEAR ALL",
        "WITH <http://g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "DROP GRAPH <http://g>",
    ],
)
def test_an_update_is_refused(query):
    with pytest.raises(UpdateError, match="only reads"):
        check(query)


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * FROM <{GRAPH}> {{ ?s ?p ?o }}",
        f"SELECT * FROM NAMED <{GRAPH}> {{ ?s ?p ?o }}",
        "PREFIX kmr: <https://w3id.org/kmgraph/id/> SELECT * FROM kmr:530100\\-2022 { }",
        "BASE <https://w3id.org/kmgraph/id/> SELECT * FROM <530100-2022> { }",
        "SELECT * FROM <530100-2022> { }",
        f"SELECT * FROM <{GRAPH.replace('2022', chr(92) + 'u0032022')}> {{ }}",
    ],
)
def test_the_stores_own_graphs_may_be_named(query):
    assert check(query, [GRAPH]).graphs == (GRAPH,)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * FROM <http://127.0.0.1/x.ttl> { ?s ?p ?o }",
        f"SELECT * FROM <{GRAPH}> FROM NAMED <http://other> {{ ?s ?p ?o }}",
        EX + "SELECT * FROM ex:g { ?s ?p ?o }",
        "BASE <file:///etc/> SELECT * FROM <passwd> { ?s ?p ?o }",
    ],
)
def test_no_graph_from_outside(query):
    with pytest.raises(UnknownGraphError, match=f"its named graphs: <{GRAPH}>"):
        check(query, [GRAPH])


@pytest.mark.parametrize(
    "query",
    [
        EX + "SELECT * FROMex:g {}",
        "SELECT * FROMNAMED<http://g> {}",
        "SELECT * FROM ?g {}",
        "SELECT * FROM",
        "SELECT * FROM undeclared:g {}",
    ],
)
def test_a_from_that_is_not_understood_is_refused(query):
    with pytest.raises(QueryError, match="FROM"):
        check(query)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("", "no SPARQL query"),
        ("滇池", "no SPARQL query"),
        ("PREFIX a: <http://a/>", "no SPARQL query"),
        ("SELECT * { ?s ?p 'open }", r"1:18: a string that does not end"),
        ('SELECT * {\n ?s ?p """open" }', r"2:8: a string that does not end"),
        ("\\u0053ELECT * {}", "1:1: a backslash outside of a string"),
        ("SELECT * { \\u0053ERVICE <http://a> {} }", "1:12: a backslash outside of a string"),
    ],
)
def test_what_is_no_query_says_where(query, says):
    with pytest.raises(QueryError, match=says):
        check(query)


@pytest.mark.parametrize("pair", ["{}", "()", "[]"])
def test_nesting_is_bounded(pair):
    check("ASK " + pair[0] * MAX_DEPTH + pair[1] * MAX_DEPTH)
    with pytest.raises(QueryError, match="nested more than"):
        check("ASK " + pair[0] * 5000 + pair[1] * 5000)


def test_length_is_bounded():
    with pytest.raises(QueryLengthError, match="100,001 characters"):
        check("ASK {}" + " " * (MAX_LENGTH - 5))


def test_long_queries_are_not_kept():
    kept = []
    for query in ("ASK {} # short", "ASK {} #" + " long" * MAX_KEPT):
        before = sys.getrefcount(query)
        check(query)
        kept.append(sys.getrefcount(query) > before)
    assert kept == [True, False]


@pytest.mark.parametrize("piece", ["<", '"', "'''", "\\", "#", "?a.", "a:", "((", '"""\\', "<a", "é", "a-", "1e"])
def test_the_lexer_is_linear(piece):
    def lex(query):
        with contextlib.suppress(QueryError):
            check(query)

    for head in ("", "ASK {"):
        assert growth(lex, *((head + text)[:MAX_LENGTH] for text in two_lengths(piece, MAX_LENGTH // 4))) < MOST


@given(st.text(alphabet="ASKSERVICE{}()<>\"'\\#?:._-a1 \n\r", max_size=60))
def test_tokens_join_to_the_query_or_it_is_refused(query):
    with contextlib.suppress(QueryError):
        assert "".join(token.text for token in read_tokens(query)) == query


@given(
    st.sampled_from(["SERVICE", "Service", "sErViCe"]), st.sampled_from(["{", "} ", ". ", "1 ", "'a' ", "?a ", "\n"])
)
def test_service_is_seen_behind_whatever_stands_before_it(word, before):
    with pytest.raises(ServiceError):
        check(f"SELECT * {{ ?s ?p {before}{word} <http://a> {{}} }}")
