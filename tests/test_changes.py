"""What `kmgraph diff` finds: in a report of which a word was changed, and between two years' reports of one place."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple
from two_years import AFTER, BEFORE, graph

from kmgraph.graph.changes import Change, Differences, compare
from kmgraph.graph.contents import Commitment, Figure, Item, Project, read_reports
from kmgraph.graph.ontology import KMG, term
from kmgraph.graph.rdf import ReportGraph

REPORT = (Path(__file__).parents[1] / "data" / "reports" / "2022-昆明市-计划报告.txt").read_text(encoding="utf-8")


def differences(old: str, new: str, place: str = "云岭市") -> Differences:
    return compare(graph(old, place).triples, graph(new, place).triples)


def said(found: Differences) -> set[tuple[str, str, str, str]]:
    """Each change as kind, what, and the values that matter before and after; links apart."""
    return {(c.kind, c.what, shown(c, c.old), shown(c, c.new)) for c in changes(found) if c.kind != "link"}


def changes(found: Differences) -> tuple[Change, ...]:
    (compared,) = found.reports
    return compared.changes


def shown(change: Change, item: Item | None) -> str:
    match item:
        case None:
            return ""
        case Project() if change.what in ("forward", "back", "staged", "unstaged"):
            return f"{item.label} {item.phase}"
        case Commitment() if change.what in ("strengthened", "weakened"):
            return f"{item.label} {item.strength}"
    return item.label


# --- one report, edited ---------------------------------------------------------------------------------------


def test_one_figure_changed_is_one_goal_raised() -> None:
    found = differences(REPORT, REPORT.replace("地区生产总值增长7.5%左右", "地区生产总值增长8%左右"), "昆明市")
    (change,) = changes(found)
    assert (change.kind, change.what) == ("goal", "raised")
    assert isinstance(change.old, Figure)
    assert isinstance(change.new, Figure)
    assert (str(change.old.value), str(change.new.value), change.new.unit, change.new.bound) == ("7.5", "8", "%", "~")
    assert found.reports[0].reworded == 1
    assert found.any


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("增长7.5%左右", "增长7%左右", ("goal", "lowered", "地区生产总值 增长 7.5%左右", "地区生产总值 增长 7%左右")),
        ("增长7.5%左右", "增长7.5%以上", ("goal", "bounded", "地区生产总值 增长 7.5%左右", "地区生产总值 增长 7.5%以上")),
        ("加快昆明陆港型、空港型国家物流枢纽申报。", "",
         ("commitment", "dropped", "加快昆明陆港型、空港型国家物流枢纽申报。", "")),
        ("加快昆明陆港型、空港型国家物流枢纽申报。", "确保昆明陆港型、空港型国家物流枢纽申报。",
         ("commitment", "strengthened", "加快昆明陆港型、空港型国家物流枢纽申报。 推进",
          "确保昆明陆港型、空港型国家物流枢纽申报。 确保")),
        ("持续推进招大引强", "持续推进招大引强工作", ("task", "reworded", "持续推进招大引强", "持续推进招大引强工作")),
    ],
)  # fmt: skip
def test_an_edit_of_the_bundled_report(old: str, new: str, expected: tuple[str, str, str, str]) -> None:
    assert REPORT.count(old) == 1
    assert said(differences(REPORT, REPORT.replace(old, new), "昆明市")) == {expected}


def test_the_same_report_has_not_changed() -> None:
    found = differences(BEFORE, BEFORE)
    assert not found.any
    assert changes(found) == ()


def test_a_sentence_that_only_moves_is_no_change_of_what_is_said() -> None:
    moved = BEFORE.replace("新增城镇就业3.2万人。建成幼儿园12所。", "建成幼儿园12所。新增城镇就业3.2万人。")
    assert changes(differences(BEFORE, moved)) == ()


def test_positions_do_not_count() -> None:
    apart = compare(graph(BEFORE).facts, graph(BEFORE).triples)
    assert not apart.any


# --- two years ------------------------------------------------------------------------------------------------

YEARS = {
    ("goal", "lowered", "地区生产总值 增长 7%左右", "地区生产总值 增长 6.5%左右"),
    ("goal", "raised", "城镇登记失业率 5%以内", "城镇登记失业率 5.5%以内"),
    ("goal", "raised", "新增城镇就业 3.2万人", "新增城镇就业 32500人"),
    ("goal", "raised", "森林覆盖率 62%", "森林覆盖率 63%"),
    ("goal", "raised", "规模以上工业增加值 增长 8%", "规模以上工业增加值 增长 9%"),
    ("goal", "dropped", "一般公共预算收入 增长 5%", ""),
    ("goal", "added", "", "社会消费品零售总额 增长 8%"),
    ("result", "raised", "固定资产投资 820亿元", "固定资产投资 910亿元"),
    ("result", "raised", "固定资产投资 增长 9%", "固定资产投资 增长 11%"),
    ("result", "lowered", "地区生产总值 增长 6.1%", "地区生产总值 增长 5.2%"),
    ("project", "forward", "云岭至白沙高速公路 开工", "云岭至白沙高速公路 在建"),
    ("project", "forward", "城北污水处理厂 在建", "城北污水处理厂 投产"),
    ("project", "dropped", "轨道交通5号线二期", ""),
    ("project", "added", "", "轨道交通6号线一期"),
    ("task", "reworded", "扩大有效投资", "着力扩大有效投资"),
    ("task", "dropped", "办好民生实事", ""),
    ("task", "added", "", "加快城市更新"),
    ("commitment", "strengthened", "加快推进城北污水处理厂建设，力争完成投资12亿元。 力争",
     "确保城北污水处理厂建成投产，完成投资5亿元。 确保"),
    ("commitment", "weakened", "确保云岭至白沙高速公路开工建设。 确保", "加快云岭至白沙高速公路建设。 推进"),
    ("commitment", "uncheckable", "推动龙潭铝材深加工项目开工建设，确保2022年6月底前完成土地平整。",
     "推动龙潭铝材深加工项目开工建设，尽快完成土地平整。"),
}  # fmt: skip


@pytest.mark.parametrize("expected", sorted(YEARS))
def test_from_one_year_to_the_next(expected: tuple[str, str, str, str]) -> None:
    assert expected in said(differences(BEFORE, AFTER))


def test_what_stays_from_year_to_year_is_no_change() -> None:
    found = differences(BEFORE, AFTER)
    labels = {label for _, _, *both in said(found) for label in both}
    assert "固定资产投资 增长 10%以上" not in labels
    assert "做强工业经济" not in labels
    assert dict(found.reports[0].kept) == {"goal": 1, "project": 1, "task": 1}


def test_backwards_every_change_is_its_opposite() -> None:
    opposite = {"raised": "lowered", "forward": "back", "strengthened": "weakened", "uncheckable": "checkable",
                "added": "dropped"}  # fmt: skip
    opposite |= {after: before for before, after in opposite.items()}
    there, back = said(differences(BEFORE, AFTER)), said(differences(AFTER, BEFORE))
    assert {(kind, opposite.get(what, what), new, old) for kind, what, old, new in there} == back


def test_links_of_projects_that_stay_are_the_same_ones() -> None:
    gone = {c.old.label for c in changes(differences(BEFORE, AFTER)) if c.kind == "link" and c.old}
    assert "推进轨道交通5号线二期建设。 包括 轨道交通5号线二期" in gone
    assert not [label for label in gone if "高速公路" in label]


# --- details --------------------------------------------------------------------------------------------------


def changed(graph: ReportGraph, label: str, property: str, value: Literal | None) -> list[Triple]:
    """A graph in which the node of this label has another value of a property, or none."""
    node = next(t.subject for t in graph.facts if t.object == Literal(label, language="zh"))
    kept = [t for t in graph.triples if (t.subject, t.predicate.value) != (node, KMG + property)]
    return [*kept, *([Triple(node, NamedNode(KMG + property), value)] if value else [])]


@pytest.mark.parametrize(
    ("label", "property", "value", "what"),
    [
        ("城北污水处理厂", "phase", None, "unstaged"),
        ("森林覆盖率 62%", "year", Literal("2026", datatype=term("xsd:gYear")), "rescheduled"),
        ("森林覆盖率 62%", "obligation", Literal("binding"), "obliged"),
        ("建成幼儿园12所。", "hasNumber", Literal("false", datatype=term("xsd:boolean")), "uncheckable"),
        ("建成幼儿园12所。", "hasPlace", Literal("true", datatype=term("xsd:boolean")), "clearer"),
        ("建成幼儿园12所。", "strength", None, "weakened"),
    ],
)
def test_one_value_of_a_fact(label: str, property: str, value: Literal | None, what: str) -> None:
    (change,) = changes(compare(graph(BEFORE).triples, changed(graph(BEFORE), label, property, value)))
    assert change.what == what


def test_a_figure_of_an_unchanged_sentence_is_itself_whatever_its_words_are_taken_for() -> None:
    other = changed(graph(BEFORE), "建成幼儿园 12所", "indicatorText", Literal("托儿所"))
    found = compare(graph(BEFORE).triples, other)
    assert found.any
    assert changes(found) == ()


def test_another_name_of_an_indicator_is_the_same_goal() -> None:
    renamed = AFTER.replace("地区生产总值增长6.5%左右", "全市GDP增长6.5%左右")
    assert renamed != AFTER
    lowered = {old for kind, what, old, _ in said(differences(BEFORE, renamed)) if (kind, what) == ("goal", "lowered")}
    assert lowered == {"地区生产总值 增长 7%左右"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("云岭新区垃圾焚烧发电厂一期", "云岭新区垃圾焚烧发电厂二期", {"dropped", "added"}),
        ("云岭新区5号垃圾焚烧发电厂", "云岭新区6号垃圾焚烧发电厂", {"dropped", "added"}),
        ("云岭新区垃圾焚烧发电厂", "云岭新区生活垃圾焚烧发电厂", {"renamed"}),
    ],
)
def test_a_new_name_of_a_project_and_another_project(old: str, new: str, expected: set[str]) -> None:
    label = "城北污水处理厂"
    graphs = [
        [t if t.object != Literal(label, language="zh") else Triple(t.subject, t.predicate, Literal(name, language="zh"))
         for t in each.triples]
        for each, name in ((graph(BEFORE), old), (graph(AFTER), new))
    ]  # fmt: skip
    found = {c.what for c in changes(compare(*graphs)) for item in (c.old, c.new) if item and item.label in (old, new)}
    assert found - {"forward"} == expected


def test_growth_that_becomes_decline_is_less() -> None:
    (change,) = changes(differences(BEFORE, BEFORE.replace("一般公共预算收入增长5%", "一般公共预算收入下降2%")))
    assert (change.kind, change.what) == ("goal", "lowered")


def test_reports_are_compared_with_the_one_of_their_place() -> None:
    there = [*graph(BEFORE).triples, *graph(REPORT, "昆明市").triples]
    found = compare(there, [*graph(AFTER).triples, *graph(REPORT, "昆明市").triples])
    names = [(c.old.year, c.new.year, bool(c.changes)) for c in found.reports if c.old and c.new]
    assert names == [(2022, 2022, False), (2022, 2023, True)]
    gone = compare(there, graph(AFTER).triples)
    assert [c.old.label for c in gone.reports if c.old and not c.new] == ["昆明市2022年国民经济和社会发展计划报告"]
    assert [c.new.year for c in gone.reports if c.old and c.new] == [2023]


def test_the_order_of_triples_changes_nothing() -> None:
    ways = [compare(graph(BEFORE).triples, graph(AFTER).triples[::step]) for step in (1, -1)]
    assert ways[0] == ways[1]


def test_a_report_that_lacks_what_its_class_must_have_is_read_without_it() -> None:
    bare = [t for t in graph(BEFORE).triples if t.predicate.value not in (KMG + "value", KMG + "text")]
    (report,) = read_reports(bare)
    assert report.of(Figure) == ()
    assert {commitment.sentence for commitment in report.of(Commitment)} == {""}
