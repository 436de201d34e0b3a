"""Industries by districts: counted by hand, on the bundled report, and as a page."""

import pytest
import web_sample
from pyoxigraph import Literal, NamedNode, Quad

from kmgraph import stores
from kmgraph.analysis.matrix import matrix
from kmgraph.graph.ontology import KMR, term
from kmgraph.graph.queries import select
from kmgraph.graph.store import Store, write_store
from kmgraph_web.app import create_app

REPORT = KMR + "530100-2022"
CITY, ANNING = KMR + "district-530100", KMR + "district-530181"
# fact, class, industries, districts
FACTS = (
    ("goal-1", "Goal", ("industry-C26",), ("district-530181",)),
    ("project-1", "Project", ("industry-C", "industry-C26"), ("district-530181",)),
    ("project-2", "Project", ("industry-C",), ("district-530100", "district-530181")),
    ("project-3", "Project", (), ("district-530100",)),
    ("commitment-1", "Commitment", ("industry-C26",), ()),
    ("commitment-2", "Commitment", (), ()),
    ("result-1", "Result", ("industry-C",), ("district-530181",)),
)


def quads():
    for name, kind, industries, districts in FACTS:
        fact = NamedNode(KMR + name)
        for graph in ((NamedNode(REPORT),), ()):
            yield Quad(fact, term("rdf:type"), term(f"kmg:{kind}"), *graph)
            for industry in industries:
                yield Quad(fact, term("kmg:inIndustry"), NamedNode(KMR + industry), *graph)
            for district in districts:
                yield Quad(fact, term("kmg:locatedIn"), NamedNode(KMR + district), *graph)
    for name, kind, code in (
        ("industry-C", "Industry", "C"),
        ("industry-C26", "Industry", "C26"),
        ("district-530100", "District", "530100"),
        ("district-530181", "District", "530181"),
    ):
        concept = NamedNode(KMR + name)
        for graph in ((NamedNode(REPORT),), ()):
            yield Quad(concept, term("rdf:type"), term(f"kmg:{kind}"), *graph)
        yield Quad(concept, term("skos:notation"), Literal(code))
    # the sentence of commitment-2 names an industry and a district
    sentence = NamedNode(KMR + "sentence-1")
    for graph in ((NamedNode(REPORT),), ()):
        yield Quad(NamedNode(KMR + "commitment-2"), term("prov:wasDerivedFrom"), sentence, *graph)
        for name in ("industry-C26", "district-530100"):
            yield Quad(NamedNode(KMR + name), term("kmg:mentionedIn"), sentence, *graph)
    yield Quad(NamedNode(KMR + "industry-C26"), term("skos:broader"), NamedNode(KMR + "industry-C"))


@pytest.fixture(scope="module")
def by_hand(tmp_path_factory):
    path = tmp_path_factory.mktemp("matrix") / "store"
    write_store(path, quads(), {"version": "0.1.0"})
    return Store.open(path)


def numbers(found):
    return {
        row.industry and row.industry.iri.removeprefix(KMR): [cell.number for cell in row.cells] for row in found.rows
    }


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("section", {"industry-C": [1, 3, 1], None: [1, 0, 1]}),
        ("division", {"industry-C": [1, 2, 0], "industry-C26": [0, 2, 1], None: [1, 0, 1]}),
    ],
)
@pytest.mark.parametrize("report", [None, REPORT])
def test_the_cells_are_those_counted_by_hand(by_hand, level, expected, report):
    found = matrix(by_hand, report, level, "link")
    assert [one and one.iri for one in found.districts] == [CITY, ANNING, None]
    assert numbers(found) == expected
    assert (found.facts, found.placed, found.in_industry, found.in_both) == (6, 4, 4, 3)


def test_what_a_sentence_names_counts_where_links_alone_are_not_asked_for(by_hand):
    found = matrix(by_hand, REPORT)
    assert numbers(found) == {"industry-C": [2, 3, 1], None: [1, 0, 0]}
    assert (found.placed, found.in_industry, found.in_both) == (5, 5, 4)
    with pytest.raises(ValueError, match="sentence, link"):
        matrix(by_hand, tie="paragraph")


def test_the_fullest_cell_is_the_darkest_and_margins_have_no_colour(by_hand):
    assert [[cell.heat for cell in row.cells] for row in matrix(by_hand, tie="link").rows] == [[2, 5, 0], [0, 0, 0]]


@pytest.mark.parametrize("tie", ["sentence", "link"])
@pytest.mark.parametrize("level", ["section", "division"])
def test_each_cell_s_query_lists_as_many_as_it_counts(level, tie):
    store = stores.open_store(stores.bundled_store())
    found = matrix(store, REPORT, level, tie)
    assert found.in_both <= found.placed < found.in_industry < found.facts
    assert found.rows[-1].cells[-1].number == found.facts - found.placed - found.in_industry + found.in_both
    assert found.placed > 0
    for row in found.rows:
        for cell in row.cells:
            assert len(list(select(store, cell.sparql))) == cell.number


def test_an_unknown_level_is_refused(by_hand):
    with pytest.raises(ValueError, match="section, division"):
        matrix(by_hand, level="class")


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return create_app(web_sample.write(tmp_path_factory.mktemp("web") / "store")).test_client()


def test_the_page_and_the_json_say_the_same(client):
    page = client.get("/analysis/matrix?lang=zh")
    told = client.get("/analysis/matrix.json").get_json()
    assert page.status_code == 200
    assert f"共 {told['facts']} 条" in page.text
    assert page.text.count('<td class="heat-') == sum(len(row["cells"]) for row in told["rows"])


@pytest.mark.parametrize("path", ["/analysis/matrix", "/analysis/matrix.json"])
def test_an_unknown_level_is_a_bad_request(client, path):
    assert client.get(f"{path}?level=<b>&lang=zh").status_code == 400
