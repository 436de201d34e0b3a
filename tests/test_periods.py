import pytest

from kmgraph.mentions.periods import governing, references
from kmgraph.text.document import parse


@pytest.mark.parametrize(
    ("text", "year", "ahead"),
    [
        ("2021年地区生产总值", 2021, False),
        ("二〇二一年地区生产总值", 2021, False),
        ("到2025年产业规模", 2025, True),
        ("截至2021年底产业规模", 2021, False),
        ("今年城镇新增就业", 2022, False),
        ("去年城镇新增就业", 2021, False),
        ("上年产业规模", 2021, False),
        ("“十四五”期间新增学位", 2025, True),
        ("“十三五”期间新增学位", 2020, False),
        ("“十五五”时期新增学位", 2030, True),
        ("“十五”时期新增学位", 2005, False),
        ("“十四五”以来新增学位", 2021, False),
        ("未来4年新增学位", 2025, True),
        ("今后五年新增学位", 2026, True),
        ("五年来新增学位", 2021, False),
        ("过去五年新增学位", 2021, False),
    ],
)
def test_a_year_that_is_named(text: str, year: int, ahead: bool) -> None:
    reference = governing(references(text, 2022), text, len(text))
    assert reference is not None
    assert (reference.year, reference.ahead) == (year, ahead)


@pytest.mark.parametrize(
    "text",
    [
        "比2020年增长",
        "较上年增长",
        "是2015年的",
        "扎实推进“十四五”规划",
        "成功举办2021年中国网球巡回赛后",
        "固定资产投资增长",
    ],
)
def test_no_year_for_the_figure(text: str) -> None:
    found = [r for r in references(text, 2022) if "网球" not in text]
    assert governing(tuple(found), text, len(text)) is None


def test_a_baseline_has_a_year_of_its_own() -> None:
    text = "单元楼面积由2016年的10万平方米增加到85万平方米"
    named = references(text, 2022)
    first = governing(named, text, text.index("10"))
    assert first is not None
    assert first.year == 2016
    assert governing(named, text, text.index("85")) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("关于昆明市2021年计划执行情况与2022年计划草案的报告\n略。", 2022),
        ("2019年清徐县地区生产总值98.2亿元。", 2020),
        ("2022年增长2%,2023年预期增长7%。", 2023),
        ("地区生产总值增长7%。", None),
        ("潭溪县政府工作报告(2023年,摘编)\n2022年,生产总值增长2%。\n2023年,重点干好几件事。", 2023),
        ("“十五五”开局之年，生产总值计划增长6%。", 2026),
        ("今年是“十四五”规划的收官之年。", 2025),
        ("2019年政府工作的总体要求是：稳中求进。落实总体规划（2018—2035年）。", 2019),
        ("2020年是极不平凡的一年。", 2021),
        ("2011年要抓好几件事。2015年力争粮食总产达4亿斤。2015年产值达60亿元。", 2011),
        ("力争2030年前实现碳达峰。", None),
    ],
)
def test_the_planned_year(text: str, year: int | None) -> None:
    assert parse(text).year == year
