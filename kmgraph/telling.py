"""Changes in words, in Chinese or English, and as JSON.

目标：提高 1，不变 178
  提高  地区生产总值 增长：7.5%左右 → 8%左右
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from kmgraph.graph.changes import KINDS, WHATS, Change, Compared, Differences, What
from kmgraph.graph.contents import Commitment, Figure, Item, Kind, Link, Project, Report
from kmgraph.graph.ontology import shorten, terms
from kmgraph.graph.triples import decimal
from kmgraph.showing import columns

LANGUAGES = ("zh", "en")

_KINDS: dict[Kind, tuple[str, str]] = {
    "goal": ("目标", "Goals"),
    "result": ("成果", "Results"),
    "project": ("项目", "Projects"),
    "task": ("任务", "Tasks"),
    "commitment": ("承诺", "Commitments"),
    "link": ("关系", "Links"),
}
_WHATS: dict[What, tuple[str, str]] = {
    "raised": ("提高", "raised"),
    "lowered": ("降低", "lowered"),
    "bounded": ("界限改变", "other bound"),
    "rescheduled": ("年份改变", "other year"),
    "obliged": ("属性改变", "other obligation"),
    "forward": ("推进", "moved on"),
    "back": ("后退", "moved back"),
    "staged": ("写明阶段", "phase now said"),
    "unstaged": ("未写阶段", "phase not said"),
    "strengthened": ("增强", "strengthened"),
    "weakened": ("减弱", "weakened"),
    "checkable": ("变为可核对", "now checkable"),
    "uncheckable": ("不再可核对", "no longer checkable"),
    "clearer": ("更具体", "more to check"),
    "vaguer": ("更笼统", "less to check"),
    "added": ("新增", "new"),
    "dropped": ("消失", "gone"),
    "renamed": ("更名", "renamed"),
    "reworded": ("改写", "reworded"),
}
_CHANGES = {"increase": ("增长", "increase"), "decrease": ("下降", "decrease"), "level": ("", "")}
_BOUNDS = {
    "=": ("{}", "{}"),
    ">=": ("{}以上", "at least {}"),
    "<=": ("{}以内", "at most {}"),
    "~": ("{}左右", "about {}"),
}
_OBLIGATIONS = {"binding": ("约束性", "binding"), "expected": ("预期性", "expected"), None: ("未写明", "not said")}
_MARKS = {
    "hasNumber": ("数量", "number"),
    "hasDate": ("时限", "date"),
    "hasPlace": ("地点", "place"),
    "hasBody": ("责任主体", "body"),
}


def tell(found: Differences, language: str, *, links: bool = False) -> Iterator[str]:
    """Lines that say what changed; links are counted, and listed one by one with `links`."""
    words = _Words(language)
    if not found.any:
        yield words("没有差别", "no differences")
        return
    for compared in found.reports:
        yield from words.report(compared, links)
    yield words(
        f"三元组：消失 {found.triples_dropped}，新增 {found.triples_added}（不计位置）",
        f"Triples: {found.triples_dropped} gone, {found.triples_added} new (positions apart)",
    )


class _Words:
    """What is said, in one language."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._at = LANGUAGES.index(language)

    def __call__(self, zh: str, en: str) -> str:
        return (zh, en)[self._at]

    def report(self, compared: Compared, links: bool) -> Iterator[str]:
        """One report: its heading, then the changes kind by kind."""
        old, new = compared.old, compared.new
        if old is None or new is None:
            yield from self._alone(old, new)
            return
        yield new.label if old.iri == new.iri else f"{old.label} → {new.label}"
        for kind in KINDS:
            changes = [change for change in compared.changes if change.kind == kind]
            if changes:
                yield self._heading(kind, changes, dict(compared.kept).get(kind, 0))
                yield from self._list(changes) if links or kind != "link" else self._counted(changes)
        if compared.reworded:
            yield self(f"改写的句子：{compared.reworded}", f"Sentences reworded: {compared.reworded}")
        if not compared.changes:
            yield self("所说的内容没有变化", "nothing that the report says has changed")

    def _alone(self, old: Report | None, new: Report | None) -> Iterator[str]:
        if new is not None:
            yield self(f"新报告：{new.label}", f"New report: {new.label}")
        if old is not None:
            yield self(f"报告消失：{old.label}", f"Report gone: {old.label}")

    def _heading(self, kind: Kind, changes: list[Change], kept: int) -> str:
        """目标：提高 1，不变 178."""
        counts = Counter(change.what for change in changes)
        parts = [self._number(_WHATS[what][self._at], counts[what]) for what in WHATS if counts[what]]
        if kept:
            parts.append(self._number(self("不变", "the same"), kept))
        return f"{_KINDS[kind][self._at]}{self('：', ': ')}{self('，', ', ').join(parts)}"

    def _number(self, words: str, number: int) -> str:
        return self(f"{words} {number}", f"{number} {words}")

    def _list(self, changes: list[Change]) -> Iterator[str]:
        names = [_WHATS[change.what][self._at] for change in changes]
        width = max(map(columns, names))
        for name, change in zip(names, changes, strict=True):
            yield f"  {name}{' ' * (width - columns(name))}  {self._change(change)}"

    def _counted(self, changes: list[Change]) -> Iterator[str]:
        """Links by their relation: 支撑：消失 1，新增 2."""
        by_property: dict[str, list[Change]] = {}
        for change in changes:
            link = change.new or change.old
            assert isinstance(link, Link)
            by_property.setdefault(link.property, []).append(change)
        for name, same in sorted(by_property.items()):
            counts = Counter(change.what for change in same)
            parts = [self._number(_WHATS[what][self._at], counts[what]) for what in WHATS if counts[what]]
            label = terms()[name].label(self._language) if name in terms() else shorten(name)
            yield f"  {label}{self('：', ': ')}{self('，', ', ').join(parts)}"

    # --- one change -------------------------------------------------------------------------------------------

    def _change(self, change: Change) -> str:
        old, new = change.old, change.new
        match old, new:
            case (None, item) | (item, None) if item is not None:
                return self._whole(item)
            case Figure(), Figure():
                return self._figures(change.what, old, new)
            case Project(), Project() if change.what not in ("renamed", "reworded"):
                return f"{new.label}{self('：', ': ')}{old.phase or '—'} → {new.phase or '—'}"
            case Commitment(), Commitment():
                return self._commitments(change.what, old, new)
        assert old is not None
        assert new is not None
        return f"{old.label} → {new.label}"

    def _whole(self, item: Item) -> str:
        match item:
            case Figure():
                return f"{self._measured(item)}{self('：', ': ')}{self._amount(item)}{self._year(item)}"
            case Project() if item.phase:
                return self(f"{item.label}（{item.phase}）", f"{item.label} ({item.phase})")
        return item.label

    def _figures(self, what: What, old: Figure, new: Figure) -> str:
        if what == "obliged":
            before, after = (_OBLIGATIONS.get(f.obligation, (f.obligation,) * 2)[self._at] for f in (old, new))
            return f"{self._measured(new)} {self._amount(new)}{self('：', ': ')}{before} → {after}"
        if what == "rescheduled":
            return f"{self._measured(new)} {self._amount(new)}{self('：', ': ')}{old.year or '—'} → {new.year or '—'}"
        if old.change != new.change:
            return f"{self._measured(old)} {self._amount(old)} → {self._measured(new)} {self._amount(new)}"
        return (
            f"{self._measured(new)}{self('：', ': ')}{self._amount(old)} → {self._amount(new)}{self._years(old, new)}"
        )

    def _measured(self, figure: Figure) -> str:
        """地区生产总值 增长."""
        change = _CHANGES.get(figure.change, ("", ""))[self._at]
        return " ".join(filter(None, (figure.words or figure.label, change)))

    def _amount(self, figure: Figure) -> str:
        """7.5%左右; about 7.5%."""
        shown = f"{decimal(figure.value).value}{figure.unit}"
        return _BOUNDS.get(figure.bound, ("{}", "{}"))[self._at].replace("{}", shown)

    def _year(self, figure: Figure) -> str:
        return self(f"（{figure.year}年）", f" ({figure.year})") if figure.year else ""

    def _years(self, old: Figure, new: Figure) -> str:
        return "" if old.year == new.year else self(f"（{old.year} → {new.year}年）", f" ({old.year} → {new.year})")

    def _commitments(self, what: What, old: Commitment, new: Commitment) -> str:
        name = f"{new.label.removesuffix('。')}{self('：', ': ')}"
        if what in ("strengthened", "weakened"):
            none = self("无", "none")
            return f"{name}{old.strength or none} → {new.strength or none}"
        if what == "reworded":
            return f"{old.sentence} → {new.sentence}"
        lost = [_MARKS[mark][self._at] for mark in old.marks if mark not in new.marks]
        gained = [_MARKS[mark][self._at] for mark in new.marks if mark not in old.marks]
        return f"{name}{' '.join((*(f'−{m}' for m in lost), *(f'+{m}' for m in gained)))}"


# --- JSON -----------------------------------------------------------------------------------------------------


def to_json(found: Differences) -> str:
    """All changes, links included, each with the fact as it was and as it is."""
    said = {
        "differ": found.any,
        "triples": {"dropped": found.triples_dropped, "added": found.triples_added},
        "reports": [
            {
                "old": _report(compared.old),
                "new": _report(compared.new),
                "kept": dict(compared.kept),
                "sentencesReworded": compared.reworded,
                "changes": [
                    {"kind": c.kind, "what": c.what, "old": _fields(c.old), "new": _fields(c.new)}
                    for c in compared.changes
                ],
            }
            for compared in found.reports
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=1)


def _report(report: Report | None) -> dict[str, Any] | None:
    return None if report is None else {"iri": report.iri, "label": report.label, "year": report.year}


def _fields(item: Item | None) -> dict[str, Any] | None:
    """A fact's own fields; a number as it is written, so that none is rounded."""
    if item is None:
        return None
    return {
        name: decimal(value).value if isinstance(value, Decimal) else value
        for name, value in asdict(item).items()
        if name != "kind"
    }
