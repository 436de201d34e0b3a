"""Named projects: which words of a sentence name one, and the stage that the sentence gives it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmgraph.graph.vocabularies import load_vocabulary
from kmgraph.mentions.mention import ProjectName
from kmgraph.mentions.projects import find_projects
from kmgraph.text.document import parse


def projects(sentence: str) -> tuple[ProjectName, ...]:
    return find_projects(parse(sentence), load_vocabulary())


def named(sentence: str) -> list[str]:
    return [project.text for project in projects(sentence)]


LISTS = [
    ("加快云南裕能、博石高科、云天化动力电池材料等项目建设", ["云南裕能", "博石高科", "云天化动力电池材料"]),
    ("加快推进福宜、三清、昆倘等“能通全通”工程", ["福宜", "三清", "昆倘"]),
    ("启动大树营、灵光街片区等88个城中村项目", ["大树营", "灵光街片区"]),
    ("呼吸、肿瘤区域医疗中心成功列入国家第二批试点项目", ["呼吸", "肿瘤区域医疗中心"]),
    ("着力推进心血管、呼吸2个国家区域医疗中心建设", ["心血管", "呼吸"]),
    (
        "加快地铁1号线西北延、2号地铁二期、6号线三期预留工程建设",
        ["地铁1号线西北延", "2号地铁二期", "6号线三期预留工程"],
    ),
    ("加快皎平渡、柯渡等长征国家文化公园建设", ["皎平渡", "柯渡"]),
    ("加快推进昆明市新体育中心和体育公园建设", ["昆明市新体育中心", "体育公园"]),
    (
        "加快朗川纳米材料、卓衡光学镜片和欣拓固态电池等项目建设",
        ["朗川纳米材料", "卓衡光学镜片", "欣拓固态电池"],
    ),
    ("实施武钢昆钢新区智能制造等100项工业和信息化高质量发展项目", ["武钢昆钢新区智能制造"]),
]

SPANS = [
    ("闻泰智能制造产业园(一期)建成投产", ["闻泰智能制造产业园(一期)"]),
    ("加快实施“下泄、中疏、上截、高蓄”防汛排涝体系工程项目", ["“下泄、中疏、上截、高蓄”防汛排涝体系工程项目"]),
    (
        "建成草海及滇池北岸先行示范区生态廊道和46.5公里环滇慢行系统",
        ["草海及滇池北岸先行示范区生态廊道", "环滇慢行系统"],
    ),
    ("支持云铝、中铜昆铜建设精深加工基地", ["精深加工基地"]),
    ("快速推动王家营站与中老铁路沿线站点无缝对接", ["中老铁路"]),
    (
        "推进石寨山古墓群保护性基础设施建设和国家考古遗址公园创建",
        ["石寨山古墓群保护性基础设施", "国家考古遗址公园"],
    ),
    ("一是支持银泽县依托朗川材料建设锂盐产业园", ["锂盐产业园"]),
    ("总投资12亿元的朗川纳米材料项目竣工投产", ["朗川纳米材料项目"]),
    ("推动鹭泽湖通道盾构贯通、东篱桥改造完工", ["鹭泽湖通道", "东篱桥改造"]),
    ("①完成潭溪路三期道路建设", ["潭溪路三期道路"]),
    ("潭溪路建设基本完工、鹭泽大桥已经通车", ["潭溪路", "鹭泽大桥"]),
    ("鹭泽河清淤3.2公里", ["鹭泽河清淤"]),
    ("朗川西安工厂单班产量提升", ["朗川西安工厂"]),
    ("市第一人民医院潭溪院区新增床位600张", ["市第一人民医院潭溪院区"]),
    (
        "推进实施鹭泽县至银泽县高速公路、G312改扩建,建设好潭溪国家湿地公园",
        ["鹭泽县至银泽县高速公路", "G312改扩建", "潭溪国家湿地公园"],
    ),
]

NO_PROJECTS = [
    "启动46个城中村改造项目",
    "实施传统产业数字化改造三年行动计划",
    "全面实施人才安居工程",
    "建设农村公路150公里,完成农村公路生命安全防护工程500公里",
    "启动建链、壮链、补链、稳链、护链工程",
    "加快建设花卉、茶叶、中药材等一批具有影响力的商品交易中心",
    "完成338个、338.15万平方米城镇老旧小区改造",
    "云锗系列磷化铟、砷化镓晶片投产应用",
    "高标准建设自贸试验区昆明片区",
    "制定实施新老城区一体化工程工作方案",
    "安宁温泉小镇获评“云南省特色小镇”",
    "昆明国际花卉拍卖交易中心等3家企业成为全国首批供应链创新与应用示范企业",
    "建设高标准农田20万亩,新增5G基站10750个",
    "对已签约项目抓开工、已开工项目抓完工",
    "落地一批高能级总部、生产基地、研发中心",
    "新建污雨水管线25.4公里、供热管线18.6公里",
    "推动京津优质公共服务资源向河北延伸",
    "建设国际科技创新中心、综合性国家科学中心",
]

PHASES = [
    ("启动昆明国际班列海关监管场所前期工作", "前期"),
    ("积极争取中石油云南炼化一体化转型升级项目落地", "前期"),
    ("获批建设昆明国际互联网数据专用通道", "前期"),
    ("积极推进长水国际机场改扩建工程前期工作,力争年内正式启动建设", "开工"),
    ("渝昆高铁全面启动建设", "开工"),
    ("力争国家植物博物馆开工建设", "开工"),
    ("大力推进云南贵金属新材料产业园建设", "在建"),
    ("确保昆明空港医院年内完成主体建设", "在建"),
    ("地铁5号线实现“三通”", "在建"),
    ("25公里环草海生态步道贯通", "建成"),
    ("完成柴石滩水库灌区工程", "建成"),
    ("确保武钢昆钢环保搬迁项目投产", "投产"),
    ("推动京东昆明“亚洲一号”一期建成投产", "投产"),
    ("昆明火车站南北广场改造完成投用", "运营"),
    ("确保长城紫晶西南冷数据存储中心建成投入运营", "运营"),
    ("翠湖博物馆群落成为热门文旅地标", "运营"),
    ("着力打造临港昆明科技园", None),
    ("支持云铝、中铜昆铜建设精深加工基地", None),
    ("推动朗川材料、卓衡光学等5个在建项目竣工投产", "投产"),
    ("加快潭溪大桥建设，力争主体工程年底完工", "建成"),
    ("推进朗川纳米材料项目，确保早开工、早投产", "投产"),
    ("加快推进潭溪大桥项目，9月底前竣工", "建成"),
    ("朗川纳米材料二期签约落户", "前期"),
    ("年内卓衡文体中心、潭溪职教中心等公建项目全部投入使用", "运营"),
]


@pytest.mark.parametrize(("sentence", "names"), LISTS + SPANS)
def test_names(sentence: str, names: list[str]) -> None:
    assert named(sentence) == names


@pytest.mark.parametrize("sentence", NO_PROJECTS)
def test_what_names_none(sentence: str) -> None:
    assert named(sentence) == []


@pytest.mark.parametrize(("sentence", "phase"), PHASES)
def test_phase(sentence: str, phase: str | None) -> None:
    assert {project.phase for project in projects(sentence)} == {phase}


def test_each_member_of_a_clause_has_its_own_phase() -> None:
    found = projects("推动朗川潭溪基地一期达产、二期开工")
    assert [(project.text, project.phase) for project in found] == [("朗川潭溪基地一期", "投产"), ("二期", "开工")]


def test_review_tells_what_is_done() -> None:
    text = "一、2021年工作回顾\n改造提升潭溪东路。\n二、2022年重点工作\n改造提升鹭泽西路。"
    assert [(p.text, p.phase) for p in projects(text)] == [("潭溪东路", "建成"), ("鹭泽西路", "在建")]


def test_owner() -> None:
    found = projects("推进云天化90万吨磷石膏综合利用、华为云南总部、东川港等项目建设")
    assert [project.owner for project in found] == ["云天化", "华为", None]


WORDS = st.sampled_from(
    [
        *"，。、（“”）等和的",
        "加快",
        "推进",
        "云南",
        "水库",
        "项目",
        "一期",
        "建成",
        "3个",
        "2022年",
        "改造",
        "云锗",
        "\n",
    ]
)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=60).map("".join))
def test_spans_lie_in_the_text(text: str) -> None:
    document = parse(text)
    found = find_projects(document, load_vocabulary())
    assert all(project.span.of(text) == project.text and project.text for project in found)
    assert list(found) == sorted(found, key=lambda project: project.span)
    assert found == find_projects(document, load_vocabulary())


@pytest.mark.parametrize(
    "piece", ["云", "、", "等", "“", "（", "加快", "云锗、", "项目", "水库和", "成为", "1", "(、", "一期", "等项目"]
)
def test_a_line_without_end_takes_linear_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    start = time.perf_counter()
    projects(text)
    assert time.perf_counter() - start < 5
