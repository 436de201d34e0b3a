from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmgraph.graph.vocabularies import load_vocabulary
from kmgraph.mentions.amounts import find_amounts
from kmgraph.mentions.numbers import parse_arabic, parse_bare, parse_chinese
from kmgraph.mentions.units import units_of

UNITS = units_of(load_vocabulary().units)


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("7.5", "7.5"), ("1,200", "1200"), ("12,345,678.9", "12345678.9"), ("１２．５", "12.5"), ("007", "7")],
)
def test_arabic_numerals(numeral: str, value: str) -> None:
    assert parse_arabic(numeral) == Decimal(value)


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("一千", "1000"),
        ("一百二十", "120"),
        ("两千", "2000"),
        ("两", "2"),
        ("八点五", "8.5"),
        ("十二", "12"),
        ("三百零五", "305"),
    ],
)
def test_chinese_numerals(numeral: str, value: str) -> None:
    assert parse_chinese(numeral) == Decimal(value)


@pytest.mark.parametrize("numeral", ["百一十千", "零四百六十六"])
def test_what_is_no_numeral(numeral: str) -> None:
    with pytest.raises(ValueError, match=r"数据|no numeral"):
        parse_chinese(numeral)


@pytest.mark.parametrize(("multiple", "value", "scale"), [("千万", 1000, "万"), ("万亿", 1, "万亿"), ("百", 100, "")])
def test_multiples_alone(multiple: str, value: int, scale: str) -> None:
    assert parse_bare(multiple) == (Decimal(value), scale)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("新增机动车停车泊位1.5万个", [("1.5万个", "1.5", "万个")]),
        ("确保西山区经济总量突破一千亿元", [("一千亿元", "1000", "亿元")]),
        ("惠及近千万家庭", [("千万家庭", "1000", "万家庭")]),
        ("旅游综合收入突破万亿元", [("万亿元", "1", "万亿元")]),
        ("粮食产量34，250万吨", [("34，250万吨", "34250", "万吨")]),
        ("收入２７，２０３，３１９，０００元", [("２７，２０３，３１９，０００元", "27203319000", "元")]),
        ("举办各类会展活动5400余场", [("5400余场", "5400", "场")]),
        ("累计减税300多亿元", [("300多亿元", "300", "亿元")]),
        ("新开工棚户区改造4000套(户)", [("4000套(户)", "4000", "套(户)")]),
        ("15.69万脱贫劳动力", [("15.69万", "15.69", "万")]),
        ("智算规模达到40EFLOPS以上", [("40EFLOPS", "40", "EFLOPS")]),
        ("设置6大类25项量化指标", [("6大类", "6", "大类"), ("25项", "25", "项")]),
        ("增长１２．５％", [("１２．５％", "12.5", "％")]),
        ("粮食产量1.37万亿斤", [("1.37万亿斤", "1.37", "万亿斤")]),
        ("装机达到100万千瓦", [("100万千瓦", "100", "万千瓦")]),
        ("新能源汽车产量翻一番", [("一番", "1", "番")]),
        ("贡献率超过三成", [("三成", "3", "成")]),
        ("降至35微克/立方米", [("35微克/立方米", "35", "微克/立方米")]),
        ("增长百分之八点五", [("百分之八点五", "8.5", "%")]),
        ("7222.5 亿元", [("7222.5 亿元", "7222.5", "亿元")]),
        ("5G手机、COP15、G8012线", []),
    ],
)
def test_amounts(text: str, found: list[tuple[str, str, str]]) -> None:
    amounts = find_amounts(text, UNITS)
    assert [(text[a.start : a.end], str(a.value.normalize() + 0), a.unit) for a in amounts] == [
        (words, str(Decimal(value).normalize() + 0), unit) for words, value, unit in found
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("增长5%-6%", [("5%-6%", "5", "6", "%")]),
        ("引进300—500个团队", [("300—500个", "300", "500", "个")]),
        ("培育3至5个品牌", [("3至5个", "3", "5", "个")]),
        ("投资5000万至1亿元", [("5000万至1亿元", "5000", "10000", "万元")]),
        ("新增3—5万人", [("3—5万人", "3", "5", "万人")]),
        ("从8%到10%", [("8%", "8", None, "%"), ("10%", "10", None, "%")]),
    ],
)
def test_a_range_is_one_amount(text: str, found: list[tuple[str, str, str | None, str]]) -> None:
    assert [
        (text[a.start : a.end], str(a.value), None if a.upper is None else str(a.upper), a.unit)
        for a in find_amounts(text, UNITS)
    ] == found


@given(st.text(alphabet="0123456789一二十百千万亿余多.,，、%个元家庭公里至到-增长 ", max_size=80))
def test_amounts_lie_in_the_text_in_order(text: str) -> None:
    amounts = find_amounts(text, UNITS)
    assert all(0 <= a.start < a.end <= len(text) for a in amounts)
    assert all(a.end <= b.start for a, b in pairwise(amounts))
