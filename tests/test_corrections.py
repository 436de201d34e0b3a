import json
from decimal import Decimal
from pathlib import Path

import pytest

from kmgraph.errors import ReadingError
from kmgraph.facts.corrections import RULE, correct, read_corrections
from kmgraph.mentions.mention import Mentions, ProjectName, Quantity
from kmgraph.text.span import Span

TEXT = "推进东川港建设,确保冶金产业产值达1200亿元。"
HARBOUR = ProjectName(span=Span(2, 5), text="东川港", rule="built_thing", phase="在建")
OUTPUT = Quantity(
    span=Span(17, 23),
    text="1200亿元",
    rule="reached",
    status="target",
    indicator="冶金产业产值",
    indicator_span=Span(10, 16),
    value=Decimal(1200),
    unit="亿元",
    change="level",
    bound="=",
    year=2022,
)
FOUND = Mentions(projects=(HARBOUR,), quantities=(OUTPUT,))


def corrections(tmp_path: Path, *rows: dict[str, object]) -> Path:
    path = tmp_path / "report.jsonl"
    said = [{"reason": "读错了", "date": "2026-11-24", **row} for row in rows]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in said), encoding="utf-8")
    return path


REMOVE = {"action": "remove", "kind": "project", "start": 2, "end": 5, "text": "东川港"}
CHANGE = {"action": "change", "kind": "project", "start": 2, "end": 5, "text": "东川港", "phase": "投产"}
ADD = {"action": "add", "kind": "industry", "start": 10, "end": 14, "text": "冶金产业", "section": "C"}


def test_a_mark_is_taken_out(tmp_path: Path) -> None:
    done = correct(FOUND, read_corrections(corrections(tmp_path, REMOVE)), TEXT)
    assert (done.mentions.projects, done.mentions.quantities, done.stale) == ((), (OUTPUT,), ())


def test_a_mark_is_changed_and_says_so(tmp_path: Path) -> None:
    (project,) = correct(FOUND, read_corrections(corrections(tmp_path, CHANGE)), TEXT).mentions.projects
    assert (project.text, project.phase, project.rule) == ("东川港", "投产", RULE)


def test_a_mark_is_added(tmp_path: Path) -> None:
    (industry,) = correct(FOUND, read_corrections(corrections(tmp_path, ADD)), TEXT).mentions.industries
    assert (industry.span, industry.section, industry.rule) == (Span(10, 14), "C", RULE)


def test_a_quote_that_has_moved_is_found_again(tmp_path: Path) -> None:
    moved = "今年," + TEXT
    here = Mentions(projects=(ProjectName(span=Span(5, 8), text="东川港", rule="built_thing", phase="在建"),))
    done = correct(here, read_corrections(corrections(tmp_path, REMOVE)), moved)
    assert (done.mentions.projects, done.stale) == ((), ())


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("推进建设。", "no longer stands"),
        ("东川港与东川港。", "more than once"),
    ],
)
def test_a_correction_without_a_place_is_stale(tmp_path: Path, text: str, word: str) -> None:
    ((stale, why),) = correct(
        Mentions(), read_corrections(corrections(tmp_path, {**REMOVE, "start": 1, "end": 4})), text
    ).stale
    assert stale.mark["text"] == "东川港"
    assert word in why


def test_a_mark_that_the_rules_no_longer_find_is_stale(tmp_path: Path) -> None:
    ((_, why),) = correct(Mentions(), read_corrections(corrections(tmp_path, REMOVE)), TEXT).stale
    assert "any more" in why


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ({**REMOVE, "action": "drop"}, "none of add, remove, change"),
        ({**REMOVE, "kind": "wish"}, "none of task"),
        ({**REMOVE, "end": 9}, "do not fit"),
        ({**REMOVE, "date": "yesterday"}, "yesterday"),
        ({"action": "remove", "kind": "project"}, "lacks the field 'text'"),
        ({**ADD, "kind": "quantity"}, "lacks the field 'status'"),
        ({**CHANGE, "action": "add", "phase": "soon"}, "'soon' is none of"),
    ],
)
def test_bad_lines_are_named(tmp_path: Path, row: dict[str, object], word: str) -> None:
    with pytest.raises(ReadingError, match=r"report\.jsonl:1: ") as caught:
        read_corrections(corrections(tmp_path, row))
    assert word in str(caught.value)
