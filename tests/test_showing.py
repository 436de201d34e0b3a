import pytest

from kmgraph.errors import GraphError
from kmgraph.facts.marks import from_mark
from kmgraph.mentions.mention import Mentions, ProjectName
from kmgraph.showing import columns, show
from kmgraph.text.document import parse
from kmgraph.text.span import Span

TEXT = "一、2022年主要任务\n（一）建设大通道。加快5G基站和东川港建设。"
PROJECT = ProjectName(span=Span(28, 31), text="东川港", rule="built_thing", phase="在建")
FOUND = Mentions(projects=(PROJECT,))


def test_marks_stand_under_their_words() -> None:
    lines = list(show(parse(TEXT), FOUND))
    at = lines.index("加快5G基站和东川港建设。")
    assert lines[at + 1] == " " * columns("加快5G基站和") + "‾‾‾‾‾‾ project phase=在建 ← built_thing"


@pytest.mark.parametrize("words", ["（一）", "大通道"])
def test_one_section(words: str) -> None:
    assert next(iter(show(parse(TEXT), FOUND, words))) == "（一）建设大通道。"


def test_an_unknown_section_lists_those_there_are() -> None:
    with pytest.raises(GraphError, match="建设大通道"):
        list(show(parse(TEXT), FOUND, "教育"))


def test_long_sentences_wrap_and_marks_go_on() -> None:
    lines = list(show(parse(TEXT), FOUND, "大通道", width=24))
    assert all(columns(line.split(" project")[0]) <= 24 for line in lines)
    assert "".join(line.strip() for line in lines if "‾" not in line) == "（一）建设大通道。加快5G基站和东川港建设。"


def test_a_mark_goes_back_to_its_mention() -> None:
    assert (
        from_mark({"kind": "project", "start": 28, "end": 31, "text": "东川港", "phase": "在建"}, "built_thing")
        == PROJECT
    )
