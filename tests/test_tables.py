import csv
import io
from dataclasses import replace

import graph_sample
import pytest

from kmgraph.graph.ontology import KMR
from kmgraph.graph.rdf import to_graph
from kmgraph.graph.selection import of_class, of_district, whole
from kmgraph.graph.store import Store, to_quads
from kmgraph.graph.tables import guarded, to_csv

STORE = Store.in_memory(to_quads([graph_sample.graph()]))


def table(selection):
    data = to_csv(selection)
    assert data.startswith(b"\xef\xbb\xbf")  # by which Excel knows UTF-8
    return {row["IRI"]: row for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))}


def test_a_table_has_names_and_beside_them_iris_and_codes():
    rows = table(whole(STORE))
    goal = rows["kmr:530100-2022-goal-22222222"]
    assert (goal["类别 class"], goal["数值 value"], goal["单位 unit"]) == ("目标 goal", "7.5", "%")
    assert (goal["界限 bound"], goal["年份 year"]) == ("~", "2022")
    assert (goal["指标 indicator"], goal["指标 indicator IRI"]) == ("地区生产总值", "kmr:indicator-gdp")
    assert goal["原文 sentence"] == "地区生产总值增长7.5%左右。"
    project = rows["kmr:530100-2022-project-99999999"]
    assert (project["位于 is located in"], project["位于 is located in IRI"]) == ("安宁市", "kmr:district-530181")
    assert rows["kmr:530100-2022-task-66666666"]["名称 name"] == "提升“滇池”<保护>治理"
    assert rows["kmr:district-530181"]["代码 code"] == "530181"
    assert "在安宁落地" in rows["kmr:district-530181"]["原文 sentence"]


def test_a_part_lists_only_what_was_asked_for():
    assert {row["类别 class"] for row in table(of_class(STORE, "Project")).values()} == {"项目 project"}
    assert "kmr:530100-2022-goal-33333333" not in table(of_district(STORE, "安宁"))


def test_a_class_without_rows_is_an_empty_table():
    assert table(of_class(STORE, "Link")) == {}


@pytest.mark.parametrize("name", ["=1+1", "+1", "@a", "-a", "\t=1", "-2+3+cmd|' /C calc'!A0", "＝1+1", "=\n1"])
def test_a_label_is_no_formula(name):
    facts = graph_sample.facts()
    renamed = replace(facts, projects=(replace(facts.projects[0], name=name), *facts.projects[1:]))
    store = Store.in_memory(to_quads([to_graph(renamed, graph_sample.concepts(), version="0.1.0")]))
    assert table(whole(store))["kmr:530100-2022-project-99999999"]["名称 name"] == "'" + name


@pytest.mark.parametrize("text", ["", "=", ">=", "~", "-3.5", "-", "7.5", "一=二", KMR])
def test_what_is_no_formula_stays(text):
    assert guarded(text) == text
