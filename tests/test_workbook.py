import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import graph_sample
import pytest
from openpyxl import load_workbook
from pyoxigraph import Literal, NamedNode, Quad

from kmgraph.errors import GraphError
from kmgraph.graph import workbook
from kmgraph.graph.ontology import KMR, term
from kmgraph.graph.rdf import to_graph
from kmgraph.graph.selection import of_class, whole
from kmgraph.graph.store import Store, to_quads
from kmgraph.graph.workbook import answer_to_xlsx, to_xlsx

STORE = Store.in_memory(to_quads([graph_sample.graph()]))


def opened(data):
    return load_workbook(io.BytesIO(data))


def rows(sheet):
    """The rows of a sheet by their heading."""
    head, *found = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in found]


def test_a_sheet_for_each_class_and_one_for_the_links():
    book = opened(to_xlsx(whole(STORE)))
    assert book.sheetnames == [
        "目标 goal", "成果 result", "任务 task", "承诺 commitment", "项目 project", "行业 industry", "区域 district",
        "机构 organization", "指标 indicator", "报告 report", "承诺力度 strength", "项目阶段 phase",
        "计量单位 unit", "关联 links",
    ]  # fmt: skip
    for sheet in book:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert all(8 <= column.width <= 61 for column in sheet.column_dimensions.values())


def test_numbers_are_numbers_and_names_stand_beside_iris():
    book = opened(to_xlsx(whole(STORE)))
    goal = next(row for row in rows(book["目标 goal"]) if row["IRI"] == "kmr:530100-2022-goal-22222222")
    assert (goal["数值 value"], goal["年份 year"], goal["界限 bound"]) == (7.5, 2022, "~")
    assert (goal["指标 indicator"], goal["指标 indicator IRI"]) == ("地区生产总值", "kmr:indicator-gdp")
    assert goal["原文 sentence"] == "地区生产总值增长7.5%左右。"
    promise = next(row for row in rows(book["承诺 commitment"]) if row["IRI"].endswith("77777777"))
    assert promise["有数量 names a number"] is True
    assert rows(book["区域 district"])[1]["代码 code"] == "530181"  # a code is no number


def test_a_link_says_what_it_rests_on():
    links = rows(opened(to_xlsx(whole(STORE)))["关联 links"])
    assert len(links) == 10
    link = next(row for row in links if row["终点 to IRI"] == "kmr:district-530181")
    assert (link["起点 from"], link["关系 relation"], link["终点 to"]) == ("云南裕能", "位于 is located in", "安宁市")
    assert (link["依据 basis"], link["规则 rule"]) == ("stated", "same_sentence")
    assert link["原文 sentence"] == "加快云南裕能项目在安宁落地。"


def test_a_class_is_one_sheet_with_its_links():
    assert opened(to_xlsx(of_class(STORE, "Project"))).sheetnames == ["项目 project", "关联 links"]


HOSTILE = ["=1+1", "+1", "@SUM(A1)", "-2+3", "{=1}", "http://a.example/", "internal:A1", "_x000B_", "007", "1e5", "<b>&", "甲\n乙"]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_label_opens_as_it_is(name):
    facts = graph_sample.facts()
    renamed = replace(facts, projects=(replace(facts.projects[0], name=name), *facts.projects[1:]))
    store = Store.in_memory(to_quads([to_graph(renamed, graph_sample.concepts(), version="0.1.0")]))
    sheet = opened(to_xlsx(whole(store)))["项目 project"]
    cells = {row[0].value: row for row in sheet.iter_rows()}
    cell = next(
        c
        for c, head in zip(cells["kmr:530100-2022-project-99999999"], sheet[1], strict=True)
        if head.value == "名称 name"
    )
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    assert cell.value.replace("_x005F_", "_") == name.replace("\r", "")


def test_what_no_cell_can_hold_is_cut_or_marked():
    node = NamedNode(KMR + "530100-2022-project-77777777")
    said = [
        Quad(node, term("rdf:type"), term("kmg:Project"), NamedNode(KMR + "x")),
        Quad(node, term("rdfs:label"), Literal("长" * 40_000, language="zh"), NamedNode(KMR + "x")),
        Quad(node, term("kmg:phase"), Literal("a\x0bb\ufffe"), NamedNode(KMR + "x")),
    ]
    row = rows(opened(to_xlsx(whole(Store.in_memory(said))))["项目 project"])[0]
    assert len(row["名称 name"]) == 32_767
    assert row["名称 name"].endswith("长…")
    assert row["阶段 phase"] == "a\ufffdb\ufffd"


def test_a_number_of_too_many_digits_is_text():
    answer = STORE.query("SELECT ?n { VALUES ?n { 12345678901234567890 7.5 } }")
    assert [row["n"] for row in rows(opened(answer_to_xlsx(answer, STORE)).active)] == ["12345678901234567890", 7.5]


def test_more_rows_than_a_sheet_holds(monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 1)
    with pytest.raises(GraphError, match="2 rows, a sheet holds 1"):
        to_xlsx(whole(STORE))


def test_there_is_no_clock_in_it():
    data = to_xlsx(whole(STORE))
    assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(data)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert opened(data).properties.created.year == 2000


def test_a_querys_answer_is_a_sheet_with_the_names_of_its_nodes():
    answer = STORE.query("SELECT ?goal ?value ?nothing { ?goal a kmg:Goal ; kmg:value ?value } ORDER BY ?value")
    found = rows(opened(answer_to_xlsx(answer, STORE)).active)
    assert found[0] == {
        "goal": "kmr:530100-2022-goal-22222222", "goal 名称 name": "地区生产总值 增长 7.5%左右", "value": 7.5, "nothing": None
    }  # fmt: skip
    assert len(found) == 2


@pytest.mark.parametrize(("query", "said"), [("ASK { ?s a kmg:Goal }", True), ("ASK { ?s a kmg:Wish }", False)])
def test_yes_or_no_is_a_sheet_too(query, said):
    assert rows(opened(answer_to_xlsx(STORE.query(query), STORE)).active) == [{"ASK": said}]


def test_an_answer_without_rows_and_a_note():
    answer = STORE.query("SELECT ?s ?o { ?s kmg:wish ?o }")
    assert rows(opened(answer_to_xlsx(answer, STORE, "cut")).active) == [{"s": "cut", "o": None}]


def test_several_values_of_one_property_stand_in_one_cell():
    assert workbook.text_of([Decimal("1.50"), True, "a"]) == "1.50; true; a"
