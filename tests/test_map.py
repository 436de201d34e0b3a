"""The map of tiles: what its layout promises, which places it draws, and how it looks in an answer."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kmgraph import stores
from kmgraph.graph.divisions import divisions, within
from kmgraph.graph.ontology import KMR
from kmgraph_web.app import create_app
from kmgraph_web.map import map_of, steps, tile_map
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
    drawn = tile_map({KMR + "district-530181": Decimal(5), KMR + "district-530113": Decimal(3)}, "sentences")
    at = {tile.label: tile for tile in drawn.tiles}
    assert (drawn.whole, len(drawn.tiles)) == ("昆明市", 14)
    assert (at["安宁市"].value, at["安宁市"].shade, at["安宁市"].short) == ("5", 2, "安宁")
    assert (at["官渡区"].value, at["官渡区"].shade) == ("", 0)
    assert at["东川区"].y < at["五华区"].y < at["石林彝族自治县"].y
    assert at["安宁市"].x < at["宜良县"].x


def test_what_has_no_tile_stands_beside_the_map_the_whole_first():
    zone = next(iri for iri, one in divisions().items() if one.above == KUNMING and "zone-" in iri)
    named = [KMR + "district-530181", KMR + "district-510100", zone, KUNMING]
    drawn = tile_map({iri: Decimal(1) for iri in named}, "n")
    assert [one.iri for one in drawn.beside] == [KUNMING, zone, KMR + "district-510100"]


def test_a_provinces_cities_are_drawn_where_they_are_most():
    cities = [one.iri for one in within(YUNNAN)][:5]
    drawn = tile_map({iri: Decimal(at) for at, iri in enumerate([*cities, KMR + "district-530181"])}, "n")
    assert drawn.whole == "云南省"


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


def test_the_start_page_shows_strengths_years_and_a_map(page):
    shown = page.get("/", headers={"Accept-Language": "zh"}).text
    assert re.findall(r'<th scope="row">(\d{4})</th>', shown) == ["2020", "2021", "2022", "2025"]
    numbers = [int(n) for n in re.findall(r"<b>(\d+)</b></li>", shown.partition('class="strengths"')[2])][:6]
    assert sum(numbers) == int(re.search(r"承诺的力度 <span class=\"count\">(\d+)", shown)[1])
    assert len(re.findall(r"<g><title>", shown)) == 14
