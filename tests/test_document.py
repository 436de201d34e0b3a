"""A report's structure: paragraphs, title, place, year, headings, parts, sentences, clauses."""

from __future__ import annotations

from pathlib import Path

import pytest
from growth import MOST, growth
from hypothesis import given, settings
from hypothesis import strategies as st

from kmgraph.text.document import Document, Section, parse
from kmgraph.text.paragraphs import is_furniture
from kmgraph.text.span import Span

from . import reports

KUNMING = Path(__file__).parent.parent / "data" / "reports" / "2022-昆明市-计划报告.txt"


def sentences_of(text: str) -> list[str]:
    return [sentence.text for sentence in parse(text).sentences]


def headings_of(document: Document) -> list[str]:
    return [section.heading.of(document.text) for section in document.sections]


# --- sentences and clauses -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "row",
    [
        "开工建设。|力争年内投产！|能否完成？|能。",
        "他说：“坚持不懈。”|会议通过。",
        "按照“房住不炒。”的要求推进。",  # the quotation is a part of the sentence
        "完成（含续建。）任务。|明年验收。",
        "增长7.5%，达1,120亿元；投资增长8%。",
        "太好了！！|真的？！",
        "没有句号的一行",
        "“没有收尾的引号。|后面还有。",
        "The city grew.| It did.| PM2.5 fell.",
        "占比达3.5%。|全年",
    ],
)
def test_stops_part_sentences(row: str) -> None:
    expected = [piece.strip() for piece in row.split("|")]
    assert sentences_of(row.replace("|", "")) == expected


def test_a_line_end_parts_sentences() -> None:
    assert sentences_of("主要目标如下\n地区生产总值增长7%；\n就业稳定。") == [
        "主要目标如下",
        "地区生产总值增长7%；",
        "就业稳定。",
    ]


@pytest.mark.parametrize(
    "row",
    [
        "产值达1,120亿元,|增长8%;|其中:|工业增长9%",
        "坚持“稳字当头，稳中求进”总基调，|做好工作",
        "新建（含改建，扩建）学校，|按3:2配比",
        "主要目标是：|增长7%，|就业1万人；|物价平稳",
        "“没有收尾，|后面还有",
    ],
)
def test_commas_semicolons_and_colons_part_clauses(row: str) -> None:
    text = row.replace("|", "")
    [sentence] = parse(text).sentences
    assert [clause.of(text) for clause in sentence.clauses] == [piece.rstrip("，,；;：:") for piece in row.split("|")]


# --- paragraphs ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        ("细颗粒物（PM\n2.5\n）平均浓度下降9.1%。", 1),  # a subscript in a line of its own
        ("经济运行平稳，\n就业稳定。", 1),
        ("一、坚定前行、\n砥砺奋进，取得决定性成就\n过去五年很不平凡。", 2),
        ("全年新增就业1万人。大力推进\n高速铁路\n建设。", 1),
        ("重点做好以下工作：\n（一）加快产业发展", 2),
        ("第一段。\n第二段。", 2),
        ("完成投资10亿元。\n\n\n　　12\n\n新开工项目20个。", 2),  # a page number
        ("　　首行缩进的一段。\r\n　　第二段。\r\n", 2),
        ("", 0),
        (" \n\u3000\n\u200b\ufeff\n", 0),
    ],
)
def test_broken_lines_are_one_paragraph(lines: str, paragraphs: int) -> None:
    assert len(parse(lines).paragraphs) == paragraphs


def test_a_page_of_one_width_is_read_in_paragraphs() -> None:
    paragraph = "坚持把发展经济的着力点放在实体经济上加快建设现代化产业体系推动制造业高端化智能化绿色化发展。"
    wrapped = "\n".join(paragraph[i : i + 20] for i in range(0, len(paragraph), 20))
    document = parse("\n".join([wrapped] * 4))
    assert [len(p.of(document.text).replace("\n", "")) for p in document.paragraphs] == [len(paragraph)] * 4


@pytest.mark.parametrize(
    "line",
    [
        '点击上方"蓝字"',
        "关注我们吧!",
        "扫码关注我们",
        "长按识别二维码",
        "责任编辑：某某某",
        "来源：某某日报",
        "【字号：大 中 小】",
        "【打印】 【关闭】",
        "当前位置：首页 > 政务公开",
        "版权所有：某市人民政府办公室",
        "某某日报记者 张某 摄",
        "政务公开",
    ],
)
def test_a_pages_furniture_is_in_no_sentence(line: str) -> None:
    assert is_furniture(line)
    document = parse(f"{line}\n一、2022年重点工作\n推进项目建设。\n{line}")
    assert all(line not in sentence.text for sentence in document.sentences)


@pytest.mark.parametrize("line", ["推广扫码乘车。", "加强公共文化服务", "拓宽群众增收来源。", "做好二维码门牌建设"])
def test_a_reports_own_line_is_no_furniture(line: str) -> None:
    assert not is_furniture(line)


def test_a_table_of_contents_is_in_no_sentence() -> None:
    text = "政府工作报告\n目  录\n一、2021年工作回顾……1\n二、2022年工作安排……5\n一、2021年工作回顾\n增长8%。\n二、2022年工作安排\n（一）抓产业\n开工。"
    document = parse(text)
    assert headings_of(document) == ["2021年工作回顾", "2022年工作安排", "抓产业"]
    assert len(document.sentences) == 5


def test_an_archives_licence_is_in_no_sentence() -> None:
    text = "一、今年重点工作\n推进改革。\n本作品是中华人民共和国的\n法律\n、\n法规\n，国家机关的决议。\nPublic domain"
    assert sentences_of(text) == ["一、今年重点工作", "推进改革。"]


# --- title, place, year --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "year"),
    [
        # 成都 ends like 大都市, and a title that opens with 关于 is no place's name; neither runs on into the next line
        (
            "关于成都市2022年国民经济和社会发展计划执行情况与2023年国民经济和社会发展计划草案的报告（节选）\n\n今年，滇中新区加快建设。",
            "成都市",
            2023,
        ),
        ("关于昆明市2021年国民经济和社会发展计划执行情况与2022年国民经济和社会发展计划草案的报告", "昆明市", 2022),
        (
            "关于昆明市2021年国民经济和社会发展计划执行情况\n与2022年国民经济和社会发展计划草案的报告（节选）",
            "昆明市",
            2022,
        ),
        ("2023年安宁市政府工作报告", "安宁市", 2023),
        ("政 府 工 作 报 告\n——2026年1月27日在海南省第七届人民代表大会第五次会议上", "海南省", 2026),
        ("政府工作报告\n2017年2月26日\n阜平县人民政府县长 某某", "阜平县", 2017),
        ("政府工作报告\n二〇一九年一月十四日在河北省第十三届人民代表大会第二次会议上", "河北省", 2019),
        ("政府工作报告\n（2021年12月28日在保定市满城区第三届人民代表大会第一次会议上）", "保定市满城区", 2022),
        ("政府工作报告\n——2022年3月5日在第十三届全国人民代表大会第五次会议上\n国务院总理", "全国", 2022),
        (
            "关于上海市2025年计划执行情况与2026年国民经济和社会发展计划草案的报告——2026年2月3日在上海市第十六届人民代表大会第四次会议上",
            "上海市",
            2026,
        ),
        ("政府工作报告（2022年1月20日在安平市第十届人民代表大会第一次会议上）\n市长 某某", "安平市", 2022),
        ("武汉市2022年国民经济和社会发展计划执行情况与2023年计划草案的报告（书面）", "武汉市", 2023),
        ("关于内蒙古自治区2025年国民经济和社会发展计划执行情况与2026年计划草案的报告", "内蒙古自治区", 2026),
        ("关于黔东南苗族侗族自治州2022年国民经济和社会发展计划草案的报告", "黔东南苗族侗族自治州", 2022),
        ("昆明市人民政府\n政府工作报告\n2023年1月5日", "昆明市", 2023),
        ("关于全市2021年国民经济和社会发展计划执行情况的报告", None, 2021),
        ("省长 某某\n各位代表：\n现在，我代表省人民政府，向大会报告工作。\n一、2025年工作回顾", None, 2026),
        ("各位代表：\n一、过去五年工作回顾\n刚刚过去的2012年，成绩来之不易。", None, 2013),
        ("广东省省长 某某\n各位代表：\n二、2026年工作安排\n推进到2035年远景目标。", "广东省", 2026),
        ("根据《中共云南省委关于制定规划的建议》，编制了纲要。", "云南省", None),
        ("2025年同心县地区生产总值150.2亿元,同比增长6%。", "同心县", 2026),
        ("甲市2022年生产总值增长4%,2023年目标为增长6%。乙市2022年生产总值增长2%。", None, 2023),
        ("2022年,潭溪市推动钢铁行业提质,支持轨道装备基地建设,培育企业30家。", None, 2022),  # nothing in it looks back
        ("“十三五”期间,潭溪市累计引进外资6亿美元,铁路建成通车。2015年人均收入1万元。", None, 2021),
        ("到2018年末,建平县生产总值预计为115亿元,同比增长7%。", None, 2019),
        ("全市实现地区生产总值100亿元。到2035年基本实现现代化。", None, None),
        ("2021年潭溪县人民政府工作报告（节选）\n改造棚户区（投资2亿元）。", "潭溪县", 2021),
        ("二〇二一年潭溪县人民政府工作报告", "潭溪县", 2021),
        ("云南省潭溪县2021年政府工作报告摘要", "云南省潭溪县", 2021),
        ("2021年潭溪县《政府工作报告》", "潭溪县", 2021),
        ("政府工作报告（2021年，潭溪县）", "潭溪县", 2021),
        ("潭溪政府工作报告\n一、2020年工作回顾", "潭溪", 2021),
        ("2021年政府工作报告\n争创全国文明城市，改造棚户区6个。", None, 2021),
        ("我代表市人民政府向大会作政府工作报告，请予审议。", None, None),
    ],
)
def test_place_and_year(text: str, place: str | None, year: int | None) -> None:
    document = parse(text)
    assert (document.place, document.year) == (place, year)


def test_what_the_caller_says_of_place_and_year_wins() -> None:
    document = parse("2023年安宁市政府工作报告", place="大理市", year=2020)
    assert (document.place, document.year) == ("大理市", 2020)


def test_a_title_may_run_over_lines_and_is_in_no_sentence() -> None:
    text = "点击上方蓝字\n关于甲市2021年国民经济和社会发展计划执行情况与\n2022年国民经济和社会发展计划草案的报告\n一、任务\n开工。"
    document = parse(text)
    assert document.title is not None
    assert document.title.of(text).startswith("关于甲市")
    assert document.title.of(text).endswith("草案的报告")
    assert document.sentences[0].text == "一、任务"


# --- parts ---------------------------------------------------------------------------------------------------


def test_parts_of_a_whole_report() -> None:
    document = parse(reports.REPORT)
    parts = [(sentence.text, sentence.part) for sentence in document.sentences]
    assert parts == [
        ("——2022年1月20日在安平市第十届人民代表大会第一次会议上", "front"),
        ("市长 王某某", "front"),
        ("各位代表：", "front"),
        ("现在，我代表市人民政府，向大会报告工作，请予审议。", "front"),
        ("一、2021年工作回顾", "review"),
        ("过去一年，全市生产总值增长8%。", "review"),
        ("（一）产业发展提质增效。", "review"),
        ("工业投资增长10%。", "review"),
        ("各位代表！", "review"),
        ("我们也看到，发展中还有不少困难和问题。", "review"),
        ("二、2022年重点工作", "plan"),
        ("今年经济社会发展的主要预期目标是：地区生产总值增长7.5%左右。", "outlook"),
        ("（一）扎实做好产业培育，推动产业集群发展", "plan"),
        ("一是重塑传统产业优势。", "plan"),
        ("实施数字化改造行动。", "plan"),
        ("二是培育新兴产业。", "plan"),
        ("推进新材料产业园建设。", "plan"),
        ("（二）加快城乡建设", "plan"),
        ("提升城市品质。", "plan"),
        ("启动城市快速路改造。", "plan"),
        ("各位代表！", "plan"),
        ("让我们团结奋斗。", "plan"),
        ("名词解释", "back"),
        ("1.数字化改造：用数字技术改造传统产业。", "back"),
    ]


@pytest.mark.parametrize(
    ("chapter", "part"),
    [
        ("一、2021年国民经济和社会发展计划执行情况", "review"),
        ("一、“十三五”时期经济社会发展回顾", "review"),
        ("一、“十三五”时期经济社会发展取得显著成就", "review"),
        ("一、过去五年的主要成就", "review"),
        ("二、2022年发展环境分析和目标建议", "outlook"),
        ("二、总体要求和主要预期目标", "outlook"),
        ("三、2022年经济社会发展主要任务", "plan"),
        ("三、对今年政府工作的建议", "plan"),
        ("三、实现2022年国民经济和社会发展计划的主要措施", "plan"),
        ("二、2022年经济社会发展总体要求、主要目标和重点任务", "plan"),
        ("二、2022年工作打算", "plan"),
        ("二、今后五年的奋斗目标和主要任务", "plan"),
        ("一、2021年主要工作", "review"),
        ("一、2021年目标任务完成情况", "review"),
        ("一、过去一年工作", "review"),
        ("一、本届政府五年来的工作", "review"),
        ("二、当前经济社会发展形势", "outlook"),
        ("三、2022年预期目标建议", "outlook"),
        ("二、2022年主要目标任务", "plan"),
        ("四、全面加强政府自身建设", "plan"),
    ],
)
def test_a_chapters_heading_tells_its_part(chapter: str, part: str) -> None:
    document = parse(f"政府工作报告\n2022年1月1日\n{chapter}\n正文一句。")
    assert document.sections[0].part == part


@pytest.mark.parametrize(
    "line",
    [
        "名词解释",
        "附：名词解释",
        "附件",
        "附件1：",
        "附件：2022年主要指标计划表",
        "（有关名词解释）",
        "《政府工作报告》名词解释",
        "政府工作报告有关用语说明",
        "注　释",
        "[1] “三个一批”：谋划一批、开工一批、投产一批。",
        "〔1〕“三个一批”：谋划一批、开工一批、投产一批。",
    ],
)
def test_what_is_put_behind_a_report_is_no_part_of_its_plan(line: str) -> None:
    text = f"一、2021年工作回顾\n增长8%。\n二、2022年主要任务\n（一）抓产业\n开工。\n{line}\n（一）数字化：指用数字技术。\n"
    document = parse(text)
    assert [sentence.part for sentence in document.sentences][-1] == "back"
    assert headings_of(document)[2:3] == ["抓产业"]
    assert [section.part for section in document.sections if section.task_level] == ["plan"]


@pytest.mark.parametrize("line", ["附近居民", "注重保障民生。", "附属医院建设", "注释出版工作稳步推进。"])
def test_a_reports_own_line_is_not_put_behind_it(line: str) -> None:
    document = parse(f"一、2021年工作回顾\n增长8%。\n二、2022年主要任务\n（一）抓产业\n开工。\n{line}\n投产。\n")
    assert all(sentence.part != "back" for sentence in document.sentences)


def test_a_first_chapter_whose_heading_says_nothing_is_known_by_its_opening() -> None:
    text = (
        "一、一年接着一年干\n一年来，我们完成投资10亿元。\n二、一鼓作气开好局\n2026年是关键之年。\n（一）抓产业\n开工。"
    )
    assert [section.part for section in parse(text, year=2026).sections] == ["review", "plan", "plan"]


def test_one_chapter_may_look_back_and_ahead() -> None:
    text = (
        "一、2025年工作回顾\n增长5%。\n二、“十四五”时期发展成就和“十五五”时期主要目标任务\n过去五年，经济年均增长6%。\n"
        "根据《建议》，主要目标是年均增长5%。\n（一）发展人工智能\n建设算力中心。"
    )
    parts = {sentence.text: sentence.part for sentence in parse(text).sentences}
    assert parts["过去五年，经济年均增长6%。"] == "review"
    assert parts["根据《建议》，主要目标是年均增长5%。"] == "outlook"
    assert parts["建设算力中心。"] == "plan"


def test_a_text_without_headings_is_read_by_its_times() -> None:
    text = "2026年某区生产总值预期增长7%以上。开工水库1座。2025年生产总值303亿元,增长7%。新增就业1万人。"
    assert [sentence.part for sentence in parse(text).sentences] == ["plan", "plan", "review", "review"]


def test_a_report_whose_first_chapter_has_no_heading_looks_back_where_it_says_so() -> None:
    text = (
        "关于鹭泽市2021年国民经济和社会发展计划执行情况与2022年计划草案的报告\n去年，经济持续恢复。地区生产总值1888亿元。\n"
        "2022年，地区生产总值增长5.5%以上。重点抓好以下工作：\n1.抓产业\n(1)做强工业。开工。\n2.抓城建\n修路。"
    )
    parts = {sentence.text: sentence.part for sentence in parse(text).sentences}
    assert parts["地区生产总值1888亿元。"] == "review"
    assert parts["修路。"] == "plan"


# --- sections and sentences as a whole -----------------------------------------------------------------------


def test_sections_nest_as_their_numbers_say() -> None:
    document = parse(reports.REPORT)
    tree = [(section.depth, section.number, section.heading.of(document.text)) for section in document.sections]
    assert tree == [
        (1, "一、", "2021年工作回顾"),
        (2, "（一）", "产业发展提质增效"),
        (1, "二、", "2022年重点工作"),
        (2, "（一）", "扎实做好产业培育，推动产业集群发展"),
        (3, "一是", "重塑传统产业优势"),
        (3, "二是", "培育新兴产业"),
        (2, "（二）", "加快城乡建设"),
        (3, "", "提升城市品质"),
        (1, "", "名词解释"),
    ]


def test_an_address_closes_the_sections_below_a_chapter() -> None:
    document = parse(reports.REPORT)
    [closing] = [sentence for sentence in document.sentences if sentence.text == "让我们团结奋斗。"]
    assert closing.section is not None
    assert document.sections[closing.section].number == "二、"


def test_sentence_at() -> None:
    text = "开工。　投产。"
    document = parse(text)
    assert [document.sentence_at(i) for i in (0, 2, 3, 4, 7)] == [
        document.sentences[0],
        document.sentences[0],
        None,
        document.sentences[1],
        None,
    ]


def check_laws(document: Document) -> None:
    """What holds for every text, whatever it is."""
    text = document.text
    for before, after in zip(document.paragraphs, document.paragraphs[1:], strict=False):
        assert before.end < after.start or before.end == after.start
    for before, after in zip(document.sentences, document.sentences[1:], strict=False):
        assert before.span.end <= after.span.start
    for index, sentence in enumerate(document.sentences):
        assert sentence.index == index
        assert sentence.text == sentence.span.of(text) != ""
        assert document.paragraphs[sentence.paragraph].contains(sentence.span)
        assert document.sentence_at(sentence.span.start) is sentence
        assert all(sentence.span.contains(clause) and len(clause) for clause in sentence.clauses)
        assert all(a.end <= b.start for a, b in zip(sentence.clauses, sentence.clauses[1:], strict=False))
        if sentence.section is not None:
            assert document.sections[sentence.section].span.start <= sentence.span.start
    for section in document.sections:
        check_section(document, section)


def check_section(document: Document, section: Section) -> None:
    assert Span(0, len(document.text)).contains(section.span)
    assert section.span.contains(section.heading)
    assert document.sections[section.index] is section
    if section.parent is None:
        assert section.depth == 1
    else:
        parent = document.sections[section.parent]
        assert parent.index < section.index
        assert parent.span.contains(section.span)
        assert section.depth == parent.depth + 1
    if section.task_level is not None:
        assert section.part == "plan"


@settings(max_examples=300, deadline=None)
@given(reports.texts)
def test_laws_hold_for_any_report_like_text(text: str) -> None:
    check_laws(parse(text))


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_laws_hold_for_any_text(text: str) -> None:
    check_laws(parse(text))


@settings(max_examples=50, deadline=None)
@given(reports.texts)
def test_the_same_text_gives_the_same_document(text: str) -> None:
    assert parse(text) == parse(text)


def test_every_character_of_a_report_is_in_one_sentence() -> None:
    document = parse(reports.REPORT)
    assert document.title is not None
    covered = "".join(sentence.text for sentence in document.sentences)
    assert covered == reports.REPORT[document.title.end :].replace("\n", "")


@pytest.mark.skipif(not KUNMING.exists(), reason="the bundled report is not there")
def test_the_kunming_report() -> None:
    text = KUNMING.read_bytes().decode()
    document = parse(text)
    check_laws(document)
    assert (document.place, document.year) == ("昆明市", 2022)
    everything = "".join(sentence.text for sentence in document.sentences)
    assert not any(line in everything for line in ('点击上方"蓝字"', "关注我们吧", "扫码关注我们"))


# --- hostile texts -------------------------------------------------------------------------------------------

HOSTILE = {
    "one line": lambda n: "推进项目建设，" * (n // 7),
    "one line of sentences": lambda n: "推进项目建设。" * (n // 7),
    "open brackets": lambda n: "（" * n,
    "nested brackets": lambda n: "（" * (n // 2) + "，" + "）" * (n // 2),
    "open quotations with commas": lambda n: "“，。" * (n // 3),
    "only stops": lambda n: "。" * n,
    "only commas": lambda n: "，" * n,
    "only digits": lambda n: "1" * n,
    "only numbers of headings": lambda n: "（一）" * (n // 3),
    "many headings": lambda n: "（一）抓产业\n" * (n // 7),
    "broken numbering": lambda n: "三、甲乙丙\n（九）丁戊\n1.己庚\n一是辛壬\n（一\n" * (n // 26),
    "short lines": lambda n: "整治\n" * (n // 3),
    "blank lines": lambda n: "\n" * n,
    "spaces": lambda n: " " * n + "。",
    "places": lambda n: "市县区省" * (n // 4),
    "years": lambda n: "2022年" * (n // 5),
    "latin": lambda n: "The city grew. " * (n // 15),
    "contents": lambda n: "目录\n" + "一、工作回顾……1\n" * (n // 10),
    "furniture": lambda n: "二维码" * (n // 3),
    "addresses": lambda n: "各位代表！\n（一）抓产业\n" * (n // 13),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_time_grows_with_the_text_and_no_faster(kind: str) -> None:
    small, large = (HOSTILE[kind](n) for n in (25_000, 100_000))
    assert growth(parse, small, large) < MOST


@pytest.mark.parametrize(
    "text",
    [
        "經濟社會發展。加快產業升級。",
        "Ekonomi kota tumbuh 7 persen.",
        "한국 경제가 성장했다。",
        "（（（（）））",
        "。。。",
        "１．（二）三、",
    ],
)
def test_other_writing_is_read_as_far_as_it_goes(text: str) -> None:
    document = parse(text)
    check_laws(document)
    assert document.sentences


def test_an_item_with_a_blank_in_its_number_opens_no_chapter() -> None:
    """三 是改革开放取得进展。 is the third of a count, as 三是 would be."""
    text = "一、2006年工作回顾\n一是经济向好。\n三 是改革开放取得进展，活力增强。\n四是事业发展。\n二、2007年工作目标\n修路。\n"
    parts = {sentence.text: sentence.part for sentence in parse(text).sentences}
    assert parts["四是事业发展。"] == "review"


def test_a_numbered_item_that_tells_what_becomes_of_works_is_no_heading() -> None:
    lines = [
        "今年办好以下实事：",
        "1.改造道路118条,潭溪路北段、鹭泽东街、银泽三路等50条建成,怀潭路、卓衡路等15条完工。",
        "2.潭溪医院病房楼、鹭泽残疾人康复中心、银泽体育中心和怀潭博物馆续建工程开工,第六水厂年内上马。",
    ]
    assert headings_of(parse("\n".join(lines), year=2017)) == []


def test_headings_may_be_counted_in_figures_within_a_paragraph() -> None:
    text = (
        "政府工作报告\n二、2017年工作\n(一)推进工业提质增效。1.巩固支柱产业。加快潭溪产业园建设，产值增长3%。"
        "2.培育新兴产业。推动鹭泽产业园落地。\n(二)推进民生事业。建成潭溪中学。3.5公里道路通车。改造管网。"
    )
    assert headings_of(parse(text, year=2017))[-4:] == [
        "推进工业提质增效",
        "巩固支柱产业",
        "培育新兴产业",
        "推进民生事业",
    ]


def test_a_counted_heading_may_have_two_halves_alike() -> None:
    text = (
        "政府工作报告\n二、2020年工作\n(五)聚焦污染治理。坚持绿色发展。一是铁腕治霾，让天更蓝。继续深化控煤抑尘。"
        "二是强力治污，让水更清。严格落实河长制。三是生态修复，让地更绿。持续开展矿山修复，进展很快。"
    )
    assert headings_of(parse(text, year=2020))[-3:] == [
        "铁腕治霾，让天更蓝",
        "强力治污，让水更清",
        "生态修复，让地更绿",
    ]
