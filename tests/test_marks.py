import json
from decimal import Decimal

from marked import marked

from kmgraph.facts.links import MentionLink
from kmgraph.facts.marks import to_marks
from kmgraph.mentions.mention import Mentions

DRAWN = marked(
    "一、2022年主要任务\n（一）做强产业\n加快[P[D东川]港]建设，由[O市发改委]牵头，确保[I化工]产值达[G1.5万亿元]。\n",
    {
        "1.5万亿元": {"value": Decimal("1.5"), "unit": "万亿元", "year": 2022},
        "东川": {"code": "530113", "name": "东川区"},
    },
)


def test_marks_stand_in_the_texts_order_and_cover_their_words() -> None:
    marks = list(to_marks(DRAWN.mentions, ()))
    assert [m["kind"] for m in marks] == ["task", "district", "project", "organization", "industry", "quantity"]
    assert [m["id"] for m in marks] == [f"m{n}" for n in range(1, 7)]
    assert all(DRAWN.document.text[m["start"] : m["end"]] == m["text"] for m in marks)


def test_each_kind_has_its_fields() -> None:
    by_kind = {m["kind"]: m for m in to_marks(DRAWN.mentions, ())}
    assert by_kind["task"]["level"] == 1
    assert by_kind["district"]["code"] == "530113"
    assert by_kind["project"]["phase"] is None
    assert by_kind["industry"]["section"] == "C"
    assert by_kind["organization"]["name"] == "市发改委"
    quantity = by_kind["quantity"]
    assert (quantity["value"], quantity["unit"], quantity["status"], quantity["year"]) == (
        1.5,
        "万亿元",
        "target",
        2022,
    )
    assert (quantity["change"], quantity["comparator"]) == ("level", "=")


def test_a_whole_number_stays_one() -> None:
    (mark,) = to_marks(Mentions(quantities=marked("新建学校[G20所]。").mentions.quantities), ())
    assert json.dumps(mark["value"]) == "20"


def test_a_link_names_its_ends_by_id() -> None:
    project, goal = DRAWN.mentions.projects[0], DRAWN.mentions.quantities[0]
    link = MentionLink("supports", project, goal, DRAWN.document.sentences[-1], "stated", "outcome_behind_list")
    *marks, last = to_marks(DRAWN.mentions, (link,))
    assert last == {
        "kind": "link",
        "type": "supports",
        "from": next(m["id"] for m in marks if m["kind"] == "project"),
        "to": next(m["id"] for m in marks if m["kind"] == "quantity"),
        "basis": "stated",
        "rule": "outcome_behind_list",
    }


def test_marks_are_json() -> None:
    assert all(json.loads(json.dumps(mark, ensure_ascii=False)) == mark for mark in to_marks(DRAWN.mentions, ()))
