"""What gaps, the matrix of industries and places, and the flow from tasks to goals say in a terminal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kmgraph.analysing import SHOWN, Words
from kmgraph.analysis.flow import Flow, Stop
from kmgraph.analysis.gaps import Gap
from kmgraph.analysis.gaps import Words as Said
from kmgraph.analysis.matrix import ELSEWHERE, NONE, ZONES, Line, Matrix
from kmgraph.graph.ontology import KMG, load_concepts, shorten
from kmgraph.showing import columns

_LABEL = 48


def tell_gaps(found: Sequence[Gap], say: Words) -> Iterator[str]:
    """Lines with every gap: how many of how many, what, and by which key its rows are asked for."""
    if found:
        yield _basis(found[0].basis, say)
    numbers = [f"{each.count} / {each.of}" for each in found]
    width = max(map(len, numbers), default=0)
    for each, number in zip(found, numbers, strict=True):
        yield f"{number:>{width}}  {each.share:>4.0%}  {_said(each.label, say)} [{each.key}]"


def tell_gap(found: Gap, say: Words) -> Iterator[str]:
    """Lines with the rows of a gap, each with its sentence."""
    yield _basis(found.basis, say)
    yield f"{_said(found.label, say)}: {found.count} / {found.of} ({found.share:.0%})"
    yield _said(found.means, say)
    for row in found.rows[:SHOWN]:
        yield f"  {_cut(row.node.label)} ({shorten(row.node.iri)})"
        if row.quote:
            yield f"    “{' '.join(row.quote.split())}” {shorten(row.sentence)}"
    if found.count > SHOWN:
        rest = found.count - SHOWN
        yield say(f"  另有 {rest} 项；--json 给出全部", f"  and {rest} more; --json gives all")


def tell_matrix(found: Matrix, say: Words) -> Iterator[str]:
    """Lines with every industry and, of each, the places where something is, with how much."""
    yield _basis(found.basis, say)
    yield say(f"项目、承诺、目标共 {found.total}", f"{found.total} projects, commitments and goals")
    for line, cells in zip(found.rows, found.cells, strict=True):
        there = (
            f"{_line(column, say, say('未写地点', 'no place'))} {here.count}"
            for column, here in zip(found.columns, cells, strict=True)
            if here.count
        )
        label = _line(line, say, say("未写行业", "no industry"))
        yield f"  {label}: {line.count}" + "".join(f"\n      {each}" for each in there)
    if found.left_out:
        yield say(f"  另有 {found.left_out} 个大类什么也没有", f"  {found.left_out} more divisions have nothing")


def tell_flow(found: Flow, say: Words) -> Iterator[str]:
    """Lines that lead from each task, or from each project of one, to its goals."""
    yield _basis(found.basis, say)
    stops = {stop.key: stop for stop in found.stops}
    onward: dict[str, list[str]] = defaultdict(list)
    for band in found.bands:
        if stops[band.source].column == 1:
            basis = "" if band.stated else say("，推断", ", inferred")
            number = f"{band.count} {_work(band.kind, band.count, say)}{basis}"
            onward[band.source].append(f"    → {_stop(stops[band.target], say)} ({number})")
    for stop in found.stops:
        if stop.column == 1:
            yield f"  {_stop(stop, say)}"
            yield from onward[stop.key]
    yield say(f"另有 {found.silent} 项承诺没有写明通向哪个目标", f"{found.silent} more commitments lead to no goal")


def _stop(stop: Stop, say: Words) -> str:
    if stop.node:
        return _cut(stop.node.label)
    joined = len(stop.joined)
    return {
        "outside": say("不在任何任务中", "in no task"),
        "without": say("没有目标", "no goal"),
        "rest": say(f"其余 {joined} 项", f"{joined} others"),
    }[stop.what]


def _work(kind: str, number: int, say: Words) -> str:
    zh, en = {KMG + "Project": ("个项目", "project")}.get(kind, ("项承诺", "commitment"))
    return say(zh, en + "s" * (number != 1))


def _line(line: Line, say: Words, nothing: str) -> str:
    words = {ZONES: say("功能区", "functional zones"), ELSEWHERE: say("外地", "elsewhere"), NONE: nothing}
    if line.node is None:
        return words[line.what]
    return load_concepts().label(line.node.iri, say("zh", "en")) or line.node.label


def _basis(basis: str, say: Words) -> str:
    if basis == "stated":
        return say("只算原文明示的关系", "stated relations only")
    return say("原文明示与推断的关系都算", "stated and inferred relations")


def _said(words: Said, say: Words) -> str:
    return say(words.zh, words.en)


def _cut(label: str) -> str:
    flat = " ".join(label.split())
    return flat if columns(flat) <= 2 * _LABEL else flat[: _LABEL - 1] + "…"
