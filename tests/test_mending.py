import json
from datetime import date

import graph_sample

from kmgraph.graph import queries
from kmgraph.graph.store import Store, to_quads
from kmgraph_web import mending

STORE = Store.in_memory(to_quads([graph_sample.graph()]))
TODAY = date(2026, 11, 24)


def rows_of(kind: str) -> list[dict[str, object]]:
    query = f"SELECT ?fact {{ ?fact a kmg:{kind} ; kmg:basis 'stated' }} ORDER BY ?fact"
    facts = [row["fact"] for row in queries.select(STORE, query, {})]
    assert facts
    return [json.loads(line) for fact in facts for line in mending.lines(STORE, queries.view(STORE, fact), TODAY)]


def test_the_line_quotes_the_text_where_the_fact_stands() -> None:
    for row in (*rows_of("Goal"), *rows_of("Project")):
        assert graph_sample.TEXT[row["start"] : row["end"]] == row["text"]  # type: ignore[misc]
        assert row["date"] == "2026-11-24"


def test_a_goal_may_be_taken_out_or_changed() -> None:
    rows = rows_of("Goal")
    assert {row["action"] for row in rows} == {"remove", "change"}
    assert all({"indicator", "comparator", "year"} <= set(row) for row in rows if row["action"] == "change")


def test_an_inferred_fact_and_a_report_have_no_line() -> None:
    report = queries.reports(STORE)[0].iri
    assert mending.lines(STORE, queries.view(STORE, report), TODAY) == ()
