import html
import io
import re

import pytest
import rdflib
from openpyxl import load_workbook
from web_sample import GOAL, REPORT


@pytest.mark.parametrize(
    "ending", ["ttl", "trig", "nt", "nq", "jsonld", "rdf", "graphml", "gexf", "csv", "xlsx", "stratml"]
)
@pytest.mark.parametrize(
    "part",
    ["", f"?focus={GOAL}&depth=1", f"?report={REPORT}", "?class=Project", "?district=安宁市", "?query=SELECT ?p { ?p a <https://w3id.org/kmgraph/ontology%23Project> }"],
)  # fmt: skip
def test_exports(visit, ending, part):
    response = visit(f"/export.{ending}{part}")
    assert response.status_code == 200
    shown = workbook_text(response.data) if ending == "xlsx" else html.unescape(unescaped(response.text))
    assert "云南裕能" in shown
    assert response.headers["Content-Disposition"].endswith(f'.{ending}"')


def workbook_text(data):
    return str([row for sheet in load_workbook(io.BytesIO(data)) for row in sheet.iter_rows(values_only=True)])


def unescaped(text):
    return re.sub(r"\\u([0-9A-F]{4})", lambda found: chr(int(found[1], 16)), text)


def test_an_export_of_a_query(visit):
    ask = "/export.nt?query=CONSTRUCT { ?p <a:b> ?g } { ?p <https://w3id.org/kmgraph/ontology%23supports> ?g }"
    response = visit(ask)
    assert "<a:b>" in response.text
    assert response.headers["Kmgraph-Complete"] == "true"
    assert response.headers["Content-Disposition"] == 'attachment; filename="kmgraph-query.nt"'


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/export.csv?report=530100-1999", 404, "there are 530100-2022"),
        ("/export.csv?class=Wish", 404, "Commitment, District"),
        ("/export.csv?district=<b>", 404, "&lt;b&gt;"),
        ("/export.csv?class=Goal&district=安宁市", 400, "use one of them"),
        ("/export.csv?query=SELECT", 400, "1:7"),
        ("/export.csv?query=ASK {}", 400, "ASK gives yes or no"),
        ("/export.csv?query=DROP ALL", 403, "only reads"),
        ("/export.csv?query=SELECT * { SERVICE <http://a.example> {} }", 403, "SERVICE"),
        ("/export.csv?query=SELECT ?x { VALUES ?x { 1 } }", 404, "let a variable hold nodes"),
    ],
)
def test_a_part_that_there_is_not_says_why(visit, address, status, says):
    response = visit(address)
    assert (response.status_code, says in response.text) == (status, True)


def test_the_form_leads_to_the_file(visit):
    response = visit("/export?format=xlsx&class=Project&district=")
    assert (response.status_code, response.headers["Location"]) == (303, "/export.xlsx?class=Project")


def test_the_context_of_json_ld_stands_by_itself(visit):
    assert visit("/context.jsonld").json["@context"] == visit("/export.jsonld").json["@context"]


def test_an_export_of_a_focus_is_smaller_and_parses(visit):
    whole, part = (
        rdflib.Graph().parse(data=visit(f"/export.ttl{focus}").data, format="turtle")
        for focus in ("", f"?focus={GOAL}")
    )
    assert 0 < len(part) < len(whole)


@pytest.mark.parametrize("address", ["/export.exe", "/export.ttl?focus=nope", '/export.ttl?focus="><x'])
def test_what_can_not_be_exported_is_404(visit, address):
    assert visit(address).status_code == 404
