import pytest

from kmgraph.facts.keys import Keys, content_key, normal_name
from kmgraph.text.document import parse
from kmgraph.text.span import Span


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("三环闭合工程", "三环闭合工程项目"),
        ("闻泰智能制造产业园(一期)", "闻泰智能制造产业园（一期）"),
        ("“滇中引水”配套工程", "滇中引水配套工程"),
        ("地铁 5号线", "地铁5号线"),
    ],
)
def test_one_name_in_two_writings(one: str, other: str) -> None:
    assert normal_name(one) == normal_name(other)


@pytest.mark.parametrize(("one", "other"), [("地铁5号线", "地铁6号线"), ("产业园一期", "产业园二期"), ("工程", "项目")])
def test_two_names_stay_two(one: str, other: str) -> None:
    assert normal_name(one) != normal_name(other)


def test_a_key_is_its_kind_and_its_content() -> None:
    assert content_key("org", "云天化") == content_key("org", "云天化") != content_key("org", "昆钢")
    assert content_key("goal", "a", "b") != content_key("goal", "ab", "")


def test_a_counter_only_where_two_sentences_are_identical() -> None:
    document = parse("新建学校2所。新建学校2所。新建医院2所。")
    keys = Keys()
    first, second, third = (
        keys.of_span("goal", s, Span(s.span.start + 4, s.span.start + 6)) for s in document.sentences
    )
    assert second == f"{first}-2"
    assert "-" not in third.removeprefix("goal-")
    assert third[:9] != first[:9]
