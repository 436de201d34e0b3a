import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmgraph.drawing import COLUMNS, SHAPES, Dot, Line, draw, place, wrap

DOTS = [
    Dot("task", "扎实做好产业培育,推动产业成链集群发展", "Task"),
    Dot("commitment", "加快云南裕能项目建设", "Commitment"),
    Dot("a", "云南裕能", "Project"),
    Dot("b", "<script>alert(1)</script>", "Project"),
    Dot("goal", "石油及化工产业产值 1120亿元", "Goal"),
]
LINES = [
    Line("commitment", "task", "属于"),
    Line("commitment", "a", "包括"),
    Line("a", "goal", "支撑"),
    Line("b", "goal", "支撑", inferred=True),
    Line("b", "goal", "属于"),
]


def test_classes_stand_in_columns_from_what_is_planned_to_what_it_serves():
    at = place(DOTS, LINES, "a")
    assert at["task"][0] < at["commitment"][0] < at["a"][0] == at["b"][0] < at["goal"][0]


def test_parts_and_broader_concepts_stand_right_within_their_class():
    dots = [
        Dot("part", "一是", "Task"),
        Dot("whole", "(一)", "Task"),
        Dot("C26", "化学原料", "Industry"),
        Dot("C", "制造业", "Industry"),
    ]
    at = place(
        dots, [Line("part", "whole", "属于", right="source"), Line("C26", "C", "上位概念", right="target")], "part"
    )
    assert at["whole"][0] < at["part"][0] < at["C26"][0] < at["C"][0]


def test_a_circle_of_parts_ends():
    dots = [Dot("a", "甲", "Task"), Dot("b", "乙", "Task")]
    assert len(place(dots, [Line("a", "b", "", right="source"), Line("b", "a", "", right="source")], "a")) == 2


def test_the_same_graph_gives_the_same_picture():
    assert draw(DOTS, LINES, "a") == draw(DOTS, LINES, "a")


def test_labels_stay_text():
    node = next(node for node in draw(DOTS, LINES, "a")["nodes"] if node["id"] == "b")
    assert node["title"] == "<script>alert(1)</script>"
    assert node["label"].replace("\n", "") == "<script>alert(1)</script>"


def test_parallel_edges_stay_and_inferred_ones_are_dashed():
    edges = [edge for edge in draw(DOTS, LINES, "a")["edges"] if edge["from"] == "b"]
    assert [(edge["title"], edge["dashes"]) for edge in edges] == [("支撑", True), ("属于", False)]


def test_the_focus_is_larger_and_in_the_middle_of_its_column():
    dots = [Dot(f"p{i}", f"项目{i}", "Project") for i in range(7)]
    nodes = {node["id"]: node for node in draw(dots, [], "p0")["nodes"]}
    assert nodes["p0"]["size"] > nodes["p1"]["size"]
    assert nodes["p0"]["y"] == 0


def test_a_long_column_has_lanes_and_no_two_nodes_one_place():
    dots = [Dot(f"p{i}", f"项目{i}", "Project") for i in range(100)]
    at = place(dots, [], "p0")
    assert len(set(at.values())) == 100
    assert max(y for _, y in at.values()) - min(y for _, y in at.values()) < 1000


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("滇池", ["滇池"]),
        ("石油及化工产业产值1120亿元", ["石油及化工产业产", "值1120亿元"]),
        ("扎实做好产业培育推,动产业成链集群", ["扎实做好产业培育推,", "动产业成链集群"]),
        ("甲\n乙", ["甲 乙"]),
        ("", [""]),
        ("Chemical raw materials and products", ["Chemical raw", "materials and", "products"]),
        ("一" * 60, ["一" * 9, "一" * 9, "一" * 8 + "…"]),
    ],
)
def test_labels_are_broken_into_short_lines(label, lines):
    assert wrap(label).split("\n") == lines


@given(st.lists(st.sampled_from(sorted(COLUMNS)), min_size=1, max_size=60), st.data())
def test_every_node_has_its_own_place(kinds, data):
    dots = [Dot(str(i), f"节点{i}", kind) for i, kind in enumerate(kinds)]
    ids = st.sampled_from([dot.id for dot in dots])
    lines = [Line(a, b, "") for a, b in data.draw(st.lists(st.tuples(ids, ids), max_size=60))]
    at = place(dots, lines, dots[0].id)
    assert len(set(at.values())) == len(dots)


def test_every_class_has_a_column_and_a_shape():
    assert COLUMNS.keys() == SHAPES.keys()
