"""The start page: bullets on scales that can be compared, and years that lead to what is of them."""

import re

import pytest

from kmgraph import stores
from kmgraph.graph.rows import FigureRow, Headline
from kmgraph_web.app import create_app
from kmgraph_web.overview import WIDTH, bullets


def figure(name, value, unit="%", change="increase"):
    return FigureRow(name, name, "Goal", None, name, value, unit, change, "=", "2022", value + unit, "s")


def headline(name, goal, result=None, **more):
    return Headline(figure(name, goal, **more), figure(f"{name}-before", result, **more) if result else None)


def test_growth_rates_share_a_scale_and_a_level_in_per_cent_has_its_own():
    """Of 重庆: a growth of 6% beside an urbanisation of 75% was a hair's breadth."""
    drawn = bullets(
        (
            headline("gdp", "6", "8"),
            headline("trade", "4"),
            headline("urban", "75", "74", change="level"),
            headline("jobs", "60", unit="万人", change="level"),
        )
    )
    assert drawn["gdp"].target == pytest.approx(6 / 8 * WIDTH)
    assert drawn["trade"].target == pytest.approx(4 / 8 * WIDTH)
    assert drawn["gdp"].result == pytest.approx(WIDTH)
    assert drawn["urban"].target == pytest.approx(WIDTH)
    assert drawn["urban"].result == pytest.approx(74 / 75 * WIDTH)
    assert drawn["jobs"].target == pytest.approx(WIDTH)


def test_a_fall_lies_left_of_zero_on_the_scale_of_growth():
    drawn = bullets((headline("energy", "3", change="decrease"), headline("gdp", "6")))
    assert drawn["energy"].target < drawn["energy"].zero == drawn["gdp"].zero < drawn["gdp"].target


@pytest.fixture(scope="module")
def read():
    app = create_app(stores.bundled_store(), timeout=5)
    client = app.test_client(use_cookies=False)
    yield lambda path: client.get(path, headers={"Accept-Language": "zh"})
    app.extensions["kmgraph"].close()


def test_every_number_of_the_years_leads_to_a_list_of_as_many(read):
    table = read("/").text.partition('class="years"')[2].partition("</table>")[0]
    links = re.findall(r'<td class="num"><a href="([^"]+)" aria-label="(\d{4}) · (\d+) ', table)
    assert len(links) == 5
    for address, year, number in links:
        page = read(address).text
        assert re.search(rf'· {year} <span class="count">{number}</span></h1>', page), address
    assert re.findall(r'<th scope="row"><a href="([^"]+)"', table)[-1] == "/list/goal?year=2025"


def test_a_list_of_a_year_leads_to_the_commitments_of_that_year_and_to_all_years(read):
    page = read("/list/goal?year=2022").text
    commitments = re.search(r'href="(/list/commitment\?year=2022)">.*?</svg>(\d+) ', page, re.DOTALL)
    assert f'<span class="count">{commitments[2]}</span></h1>' in read(commitments[1]).text
    assert '<a href="/list/goal">所有年份</a>' in page


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/list/goal?year=1999", 200, "1999 年没有这一类。"),
        ("/list/industry?year=2022", 200, "2022 年没有这一类。"),
        ("/list/goal?year=<b>", 200, "目标"),
        ("/list/goal?year=1999&page=2", 404, "这里没有这个页面"),
        ("/list/nothing?year=2022", 404, "这里没有这个页面"),
    ],
)
def test_a_year_of_which_there_is_nothing_says_so(read, path, status, said):
    answer = read(path)
    assert (answer.status_code, said in answer.text) == (status, True)
    assert "<b>" not in answer.text.partition("<h1>")[2].partition("</h1>")[0]
