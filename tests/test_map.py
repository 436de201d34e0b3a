"""The map of tiles: what its layout promises, which places it draws, and how it looks in an answer."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kmgraph import stores
from kmgraph.graph.divisions import divisions, within
from kmgraph.graph.ontology import KMG, KMR, RDFS
from kmgraph.graph.queries import select
from kmgraph.graph.store import Store
from kmgraph_web import overview
from kmgraph_web.app import create_app
from kmgraph_web.map import home_map, map_of, steps, tile_map
from kmgraph_web.shown import Cell
from kmgraph_web.tiles import layout

KUNMING, YUNNAN = KMR + "district-530100", KMR + "district-530000"
PLACES = some.lists(some.tuples(some.floats(18, 53), some.floats(73, 135)), max_size=120)


@given(PLACES)
def test_no_cell_has_two_tiles_and_north_is_up_and_west_left(places):
    cells = layout(places)
    assert len(cells) == len(places) == len(set(cells))
    for one, (north, east) in zip(cells, places, strict=True):
        assert one.column >= 0
        assert one.row >= 0
        for other, (north_too, east_too) in zip(cells, places, strict=True):
            assert one.row >= other.row or north >= north_too
            assert one.row != other.row or one.column >= other.column or east <= east_too


@given(PLACES)
def test_tiles_stand_close(places):
    """No row is more than one tile longer than another, and none stands off by more than its length."""
    rows = {}
    for cell in layout(places):
        rows.setdefault(cell.row, []).append(cell.column)
    assert sorted(rows) == list(range(len(rows)))
    lengths = [len(columns) for columns in rows.values()]
    assert not lengths or max(lengths) - min(lengths) <= 1
    for columns in rows.values():
        assert max(columns) - min(columns) == len(columns) - 1


@pytest.mark.parametrize(
    ("code", "number"), [("530100", 14), ("530000", 16), ("110000", 16), ("420100", 13), ("460000", 19), ("130600", 23)]
)
def test_the_divisions_of_a_place_have_positions(code, number):
    placed = [one for one in within(f"{KMR}district-{code}") if one.north is not None]
    assert len(placed) == number
    assert all(16 < one.north < 54 and 73 < one.east < 136 for one in placed)


def test_kunming_is_drawn_with_every_division():
    drawn = tile_map({KMR + "district-530181": Decimal(5), KMR + "district-530113": Decimal(3)}, "sentences", {})
    at = {tile.label: tile for tile in drawn.tiles}
    assert (drawn.whole, len(drawn.tiles)) == ("昆明市", 14)
    assert (at["安宁市"].value, at["安宁市"].shade, at["安宁市"].short) == ("5", 2, "安宁")
    assert (at["官渡区"].value, at["官渡区"].shade) == ("", 0)
    assert at["东川区"].y < at["五华区"].y < at["石林彝族自治县"].y
    assert at["安宁市"].x < at["宜良县"].x


def test_zones_have_a_row_of_their_own_and_what_else_has_no_tile_stands_beside_the_map():
    zone = next(iri for iri, one in divisions().items() if one.above == KUNMING and "zone-" in iri)
    named = [KMR + "district-530181", KMR + "district-510100", zone, KUNMING]
    drawn = tile_map({iri: Decimal(1) for iri in named}, "n", {})
    assert [one.iri for one in drawn.zones] == [zone]
    assert [one.iri for one in drawn.beside] == [KUNMING, KMR + "district-510100"]


@pytest.mark.parametrize("place", ["zone-530100-hightech-of-its-own", "district-999999"])
def test_a_place_that_the_vocabulary_does_not_list_stands_beside_the_map_by_the_graphs_name(place):
    """A report's own 高新区 is minted where it is named; the map of the others is drawn all the same."""
    rows = ((Cell("安宁市", KMR + "district-530181"),), (Cell("自家高新区", KMR + place),))
    drawn = map_of(("place",), rows)
    assert [(one.label, one.value) for one in drawn.beside] == [("自家高新区", "1")]
    assert len(drawn.tiles) == 14


def test_a_provinces_cities_are_drawn_where_they_are_most():
    cities = [one.iri for one in within(YUNNAN)][:5]
    drawn = tile_map({iri: Decimal(at) for at, iri in enumerate([*cities, KMR + "district-530181"])}, "n", {})
    assert drawn.whole == "云南省"


@pytest.mark.parametrize(
    ("home", "named", "whole"),
    [
        ("530100", ["530181", "530302", "530303", "530304"], "昆明市"),  # 曲靖's districts are more, and not at home
        ("530100", ["530100", "530181"], "昆明市"),  # the whole is a tile of 云南省, and yet not drawn there
        ("530181", ["530181", "530302", "530303"], "昆明市"),  # 安宁市 has none of its own
        ("530000", ["530100", "530181", "530113"], "云南省"),
        ("530100", ["530302", "530303"], None),
        ("999999", ["530181"], None),
    ],
)
def test_a_report_is_drawn_at_its_own_place(home, named, whole):
    drawn = home_map({f"{KMR}district-{code}": Decimal(1) for code in named}, "n", {}, f"{KMR}district-{home}")
    assert (drawn and drawn.whole) == whole


@pytest.mark.parametrize("iris", [[], [KMR + "zone-nowhere"], [KMR + "district-000000"]])
def test_nothing_is_drawn_of_what_is_no_division(iris):
    rows = tuple((Cell("", iri),) for iri in iris)
    assert map_of(("place",), rows) is None


@pytest.mark.parametrize(
    ("values", "limits"),
    [([1], [1]), ([1, 1, 1], [1]), ([1, 2, 3], [1, 2, 3]), (range(1, 11), [2, 4, 6, 8, 10]), ([], [])],
)
def test_shades_hold_as_many_values_each(values, limits):
    assert steps([Decimal(value) for value in values]) == [Decimal(limit) for limit in limits]


def test_rows_are_counted_where_there_is_no_number_and_summed_where_a_place_comes_twice():
    anning = Cell("安宁市", KMR + "district-530181")
    drawn = map_of(("place",), ((anning,), (anning,), (None,)))
    assert [tile.value for tile in drawn.tiles if tile.value] == ["2"]
    summed = map_of(("n", "place"), ((Cell("1.5", "", "xsd:decimal"), anning), (Cell("2", "", "xsd:integer"), anning)))
    assert [tile.value for tile in summed.tiles if tile.value] == ["3.5"]


QUERY = """PREFIX kmg: <https://w3id.org/kmgraph/ontology#>
SELECT ?district (COUNT(?s) AS ?n) { ?district a kmg:District ; kmg:mentionedIn ?s } GROUP BY ?district"""


@pytest.fixture(scope="module")
def page():
    app = create_app(stores.bundled_store(), timeout=5)
    yield app.test_client()
    app.extensions["kmgraph"].close()


def test_an_answer_is_seen_as_a_map(page):
    shown = page.get("/query", query_string={"query": QUERY, "view": "map"}, headers={"Accept-Language": "zh"}).text
    assert '<a href="/id/district-530181"' in shown
    assert "<title>官渡区：没有提到</title>" in shown
    assert len(re.findall(r"<g><title>", shown)) == 14


def test_an_answer_without_places_has_no_map(page):
    shown = page.get("/query", query_string={"query": "SELECT ?s { ?s ?p ?o } LIMIT 3", "view": "map"}).text
    assert not re.search(r'<nav class="views".*view=map.*</nav>', shown, re.DOTALL)
    assert 'class="tiles"' not in shown


def test_a_report_with_a_zone_of_its_own_is_drawn():
    """A zone that no vocabulary lists is named beside the map."""
    facts = "\n".join(
        f'<{KMR}{name}> a <{KMG}District> ; <{RDFS}label> "{label}" ; <{KMG}mentionedIn> <{KMR}s> .'
        for name, label in (("district-530181", "安宁市"), ("zone-530181-own", "自家新城"))
    )
    report = f'<{KMR}r> a <{KMG}Report> ; <{RDFS}label> "报告" ; <{KMG}place> <{KMR}district-530100> .'
    goal = f'<{KMR}g> a <{KMG}Project> ; <{RDFS}label> "项目" ; <http://www.w3.org/ns/prov#wasDerivedFrom> <{KMR}s> .'
    quads = [*parse(f"{report}{facts}{goal}", RdfFormat.TURTLE)]
    in_report = [Quad(q.subject, q.predicate, q.object, NamedNode(f"{KMR}r")) for q in quads]
    store = Store.in_memory([*quads, *in_report])
    named = {row["node"]: row["label"] for row in select(store, overview.PLANNED, report=f"{KMR}r")}
    drawn = home_map(dict.fromkeys(named, Decimal(1)), "n", named, f"{KMR}district-530100")
    assert [one.label for one in drawn.beside] == ["自家新城"]


def test_the_start_page_shows_strengths_years_and_a_map(page):
    shown = page.get("/", headers={"Accept-Language": "zh"}).text
    assert re.findall(r'<th scope="row"><a [^>]*>(\d{4})</a></th>', shown) == ["2020", "2021", "2022", "2025"]
    numbers = [int(n) for n in re.findall(r"<b>(\d+)</b></li>", shown.partition('class="strengths"')[2])][:6]
    assert sum(numbers) == int(re.search(r"承诺的力度 <span class=\"count\">(\d+)", shown)[1])
    assert len(re.findall(r"<g><title>", shown)) == 14
