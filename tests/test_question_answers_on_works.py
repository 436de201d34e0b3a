"""The right answers on projects, firms, industries, districts and sources; goals and commitments are in the file beside."""

from __future__ import annotations

import re

import pytest
from asked import TEXT, answer, column, rows, sentences, store

from kmgraph.graph import queries

# --- projects and firms ---------------------------------------------------------------------------------------


def test_tasks_with_most_projects() -> None:
    assert answer(5, "task", "projects")[:3] == [
        ("适度超前布局建设基础设施", "20"),
        ("加快培育新兴主导产业", "16"),
        ("提升城市人文魅力", "8"),
    ]


def test_projects_by_phase() -> None:
    assert answer(7, "phase", "projects") == [
        ("在建", "56"), ("开工", "19"), ("运营", "15"), ("建成", "11"), ("前期", "8"), ("投产", "8"), ("—", "4"),
    ]  # fmt: skip


def test_projects_that_go_on_from_the_year_before() -> None:
    # other names hide more of them: 地铁5号线 and 5号线, 昆明至倘甸高速公路 and 昆倘, 肿瘤(国家)区域医疗中心
    assert column(10, "name") == ["三环闭合工程", "中老铁路", "呼吸", "滇池绿道"]


def test_projects_by_industry_and_phase() -> None:
    found = set(answer(26, "industry", "phase", "projects"))
    assert {
        ("数字经济", "在建", "1"), ("数字经济", "投产", "1"), ("数字经济", "运营", "1"), ("数字经济", "开工", "1"),
        ("新材料", "在建", "1"), ("新材料", "投产", "1"), ("新材料", "开工", "2"), ("生物医药", "在建", "3"),
        ("黑色金属冶炼和压延加工业", "投产", "1"), ("黑色金属冶炼和压延加工业", "—", "1"), ("水上运输业", "前期", "2"),
    } < found  # fmt: skip
    assert sum(int(number) for _, _, number in found) == 34


def test_projects_to_start() -> None:
    assert column(27, "name") == [
        "云南黄金产业园项目", "西南铜业异地搬迁", "东旭光电显示材料产业园", "电力新材料科技园", "国家植物博物馆",
        "阿里巴巴菜鸟网络(云南)数智经济产业总部", "昆明铁路枢纽西客站", "长水国际机场改扩建工程", "乌禄高速", "易晋高速", "长龙高速",
        "大树营", "灵光街片区", "彩云路快速路提升改造", "老昆洛路剩余路段市政化改造", "外海西岸湿地", "滇池流域水环境综合整治",
        "阳宗海环湖湿地恢复建设项目",
    ]  # fmt: skip
    assert all(re.search("启动|开工", said) for said in column(27, "said"))


def test_projects_for_several_goals() -> None:
    assert answer(29, "name", "goals") == [
        ("华为云南总部", "2"), ("招商局集团巫家坝金融总部", "2"), ("武钢昆钢新区智能制造", "2"), ("绿地东南亚区域总部", "2"),
    ]  # fmt: skip


def test_projects_without_an_industry() -> None:
    found = {row["project"] for row in rows(30)}
    assert len(found) == 121 - 34
    names = set(column(30, "name"))
    # 升级、高速、医院: what the report says of them names no branch
    assert {"乌禄高速", "昆明空港医院", "滇池绿道", "国药中生"} < names
    assert not names & {"云煤能源200万吨焦化环保搬迁", "云南裕能", "派拉蒙影视主题乐园", "整县推进屋顶分布式光伏试点"}


def test_places_of_projects() -> None:
    assert answer(31, "name", "places", "first") == [
        ("东川港", "1", "东川区"), ("寻甸农业产业园", "1", "寻甸回族彝族自治县"), ("昆明市妇幼保健院呈贡分院", "1", "呈贡区"),
    ]  # fmt: skip


def test_what_depends_on_what() -> None:
    assert [(one.partition("，")[0][:8], other) for one, other in answer(32, "dependent", "needed")] == [
        ("固定资产投资 增", "民间投资 增长 8%以上"), ("地区生产总值 增", "农林牧渔业增加值 增长 6%以上"), ("抢抓中老铁路开通", "中老铁路"),
        ("进出口总额 增长", "跨境电商进出口额 增长 10%以上"), ("闻泰智能制造产业", "闻泰智能制造产业园(一期)"),
    ]  # fmt: skip


def test_firms_with_their_projects() -> None:
    # firms without a word of their kind are missing: 京东, 云南裕能, 国药中生, 云南贝泰妮 …
    assert answer(33, "organization", "project") == [
        ("万达", "万达文旅综合体"), ("东旭光电", "东旭光电显示材料产业园"), ("云天化", "云天化90万吨磷石膏综合利用"),
        ("云天化", "云天化动力电池材料"), ("云煤能源", "云煤能源200万吨焦化环保搬迁"),
        ("创视界光电", "创视界光电12英寸OLED显示器"), ("利宝保险", ""), ("华为", "华为云南总部"), ("博石高科", "博石高科"),
        ("宝象物流集团", ""), ("招商局集团", "招商局集团巫家坝金融总部"), ("武钢昆钢", "武钢昆钢环保搬迁项目"),
        ("汉盟制药", "汉盟制药工业大麻提炼加工项目"), ("沃森生物", "沃森生物科技创新中心"), ("闻泰", "闻泰智能制造产业园(一期)"),
        ("闻泰", "闻泰智能制造产业园二期"),
    ]  # fmt: skip


# --- industries and districts ---------------------------------------------------------------------------------


def test_goals_and_projects_of_industries() -> None:
    found = set(answer(8, "industry", "goals", "projects"))
    assert {
        ("生物医药", "1", "5"),
        ("石油、煤炭及其他燃料加工业", "1", "3"),
        ("会展业", "2", "0"),
        ("烟草制品业", "1", "0"),
    } < found
    assert len(found) == 18


def test_manufacturing() -> None:
    # 国家植物博物馆 is no pharmacy, though its sentence ends in 生物医药产业产值
    found = answer(34, "industry", "kind", "label")
    assert [label for _, kind, label in found if kind == "Goal"] == [
        "培育省级以上先进制造业产业集群 2家以上", "实施工业和信息化高质量发展项目 100项", "工业和信息化投资 增长 25%以上",
        "工业园区规模以上工业总产值 4000亿以上", "新材料产业产值 400亿元", "烟草及配套产业产值 500亿元", "生物医药产业产值 320亿元",
        "石油及化工产业产值 1120亿元", "冶金产业产值 1200亿元",
    ]  # fmt: skip
    assert len([kind for _, kind, _ in found if kind == "Project"]) == 1 + 3 + 4 + 5 + 3 + 4
    assert "万达文旅综合体" not in {label for _, _, label in found}


def test_output_goals_add_up() -> None:
    found = answer(35, "industry", "total")
    assert dict(found) == {
        "黑色金属冶炼和压延加工业": "1200", "石油、煤炭及其他燃料加工业": "1120", "烟草制品业": "500", "新材料": "400", "生物医药": "320",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("district", "spelling"),
    [
        ("安宁市", "安宁"), ("呈贡区", "呈贡"), ("宜良县", "宜良"), ("嵩明县", "嵩明"), ("东川区", "东川"), ("富民县", "富民"),
        ("寻甸回族彝族自治县", "寻甸"), ("晋宁区", "晋宁"), ("盘龙区", "盘龙(?!江)"), ("西山区", "西山"), ("五华区", "五华"),
        ("石林彝族自治县", "石林"), ("禄劝彝族苗族自治县", "禄劝"),
    ],
)  # fmt: skip
def test_sentences_that_name_a_district(district: str, spelling: str) -> None:
    named = [s for s in re.findall(r"[^。\n]+", TEXT) if re.search(spelling, s)]
    assert dict(answer(36, "district", "sentences"))[district] == str(len(named))


def test_what_stands_in_anning() -> None:
    assert column(3, "text") == [s for s in sentences(TEXT) if "安宁" in s]


def test_districts_in_one_sentence() -> None:
    found = answer(37, "one", "other")
    assert len(found) == 41
    assert found[:4] == [
        ("呈贡区", "安宁市"), ("东川区", "寻甸回族彝族自治县"), ("东川区", "禄劝彝族苗族自治县"), ("禄劝彝族苗族自治县", "寻甸回族彝族自治县"),
    ]  # fmt: skip


def test_what_tasks_share() -> None:
    # the report names no project of the plan under two tasks
    assert {(frozenset(row[:2]), row[2]) for row in answer(38, "task", "other", "shared")} == {
        (frozenset({"促进产业园区转型升级", "着力优化投资结构"}), "制造业")
    }


# --- joining reports ------------------------------------------------------------------------------------------


def test_figures_to_join_with_other_cities() -> None:
    found = answer(39, "place", "indicator", "year", "kind", "change", "bound", "value", "unit")
    assert len(found) == 56
    assert {row[0] for row in found} == {"530100"}
    said = {" ".join(row[1:]) for row in found}
    assert {
        "gdp 2021 result level = 7222.5 亿元", "gdp 2022 goal increase ~ 7.5 %", "gdp 2025 goal level >= 1 万亿",
        "retail-sales 2021 result level = 3386.4 亿元", "income-rural 2021 result increase = 10.1 %",
        "unemployment-registered 2022 goal level <= 5 %", "investment 2021 result decrease = 7.8 %",
        "exports 2021 result level = 935.1 亿元", "afforestation 2022 goal level = 50 万亩",
        "employment-new 2022 goal level = 14.8 万人", "rd-spending 2021 result increase = 7.9 %",
    } < said  # fmt: skip


def test_industries_to_join_with_other_cities() -> None:
    assert answer(40, "place", "code", "goals", "projects") == [
        ("530100", "A", "1", "0"), ("530100", "C", "9", "20"), ("530100", "D", "0", "2"), ("530100", "F", "1", "0"),
        ("530100", "G", "1", "3"), ("530100", "I", "0", "4"), ("530100", "L", "3", "2"), ("530100", "R", "0", "3"),
    ]  # fmt: skip


def test_reports_at_a_glance() -> None:
    assert answer(41, "code", "year", "goals", "results", "commitments", "projects") == [
        ("530100", "2022", "126", "131", "174", "121")
    ]


# --- grounds and sources --------------------------------------------------------------------------------------


def test_what_is_inferred() -> None:
    found = answer(42, "kind", "relation", "rule", "facts")
    assert ("Goal", "—", "target_behind_deviation", "4") in found
    assert {row[1] for row in found} == {"includes", "supports", "continues", "dependsOn", "—"}


def test_supports_with_their_sentences() -> None:
    found = answer(43, "project", "goal", "sentence")
    assert len(found) == 3 + 4 + 4 + 5 + 5 + 3 * 2 + 2 + 1 + 1
    assert all(sentence in TEXT and project in sentence for project, _, sentence in found)


def test_facts_of_a_sentence() -> None:
    assert answer(44, "kind", "label")[1:] == [
        ("Goal", "原油加工量 1000万吨"), ("Goal", "石油及化工产业产值 1120亿元"), ("Industry", "化学原料和化学制品制造业"),
        ("Industry", "石油、煤炭及其他燃料加工业"), ("Organization", "云天化"), ("Organization", "云煤能源"),
        ("Project", "中石油云南炼化一体化转型升级项目"), ("Project", "云天化90万吨磷石膏综合利用"), ("Project", "云煤能源200万吨焦化环保搬迁"),
    ]  # fmt: skip


def test_sentences_of_the_plan_that_yielded_nothing() -> None:
    assert column(45, "text") == [
        "三、2022年经济社会发展主要任务",
        "各位代表,做好2022年经济社会发展各项工作意义重大、责任重大。",
    ]


def test_where_the_headline_goals_stand() -> None:
    assert len(rows(46)) == 9
    for row in rows(46):
        assert TEXT[int(row["start"]) : int(row["end"])] == row["quote"]


def test_how_the_graph_was_built() -> None:
    ((report, sha256, rules),) = answer(47, "report", "sha256", "rules")
    assert report == "昆明市2022年国民经济和社会发展计划报告"
    assert re.fullmatch("[0-9a-f]{64}", sha256)
    ((found,),) = [row.values() for row in queries.select(store(), RULES_OF_FACTS)]
    assert rules == found


RULES_OF_FACTS = """
SELECT (COUNT(DISTINCT ?rule) AS ?rules) { ?fact kmg:rule ?rule FILTER NOT EXISTS { ?fact a prov:Activity } }
"""
