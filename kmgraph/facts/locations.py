"""Where a project is and what place a figure is of, as the sentence says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kmgraph.facts.link_words import (
    GROWS_ON,
    HOME_OF_BODY,
    LETS,
    LINE,
    LIST_GAP,
    LIST_MARK,
    OUTCOME,
    PARTNER,
    SECTION_OF_ROUTE,
    SETTLED_AT,
    SETTLES,
)
from kmgraph.facts.mention_link import MentionLink
from kmgraph.facts.promises import opening_verbs
from kmgraph.facts.scene import Clause, M, Scene
from kmgraph.mentions.mention import DistrictName, Mention, ProjectName, Quantity


def find_locations(scene: Scene, home: str | None) -> Iterator[MentionLink]:
    """Yield project → district and figure → district. `home` is the code of the report's own place, None if unknown."""
    seen: set[tuple[Mention, Mention]] = set()
    for rule in (
        place_in_name(scene, home),
        place_of_work(scene, home),
        place_settled_in(scene),
        place_of_figure(scene, home),
        place_of_whole_matter(scene, home),
    ):
        for link in rule:
            if (link.source, link.target) not in seen:
                seen.add((link.source, link.target))
                yield link


def _at(scene: Scene, source: Mention, district: DistrictName, rule: str) -> MentionLink:
    return MentionLink("locatedIn", source, district, scene.sentence, "stated", rule)


def place_in_name(scene: Scene, home: str | None) -> Iterator[MentionLink]:
    """东川港 → 东川, 市妇幼保健院呈贡分院 → 呈贡; not 渝昆高铁, not 某省中医院甲地医院."""
    for clause in scene.clauses:
        for project in clause.projects:
            for district in clause.districts:
                if (
                    project.span.contains(district.span)
                    and project.span != district.span
                    and _names_its_place(project, district, home, clause.districts)
                ):
                    yield _at(scene, project, district, "place_in_name")


def _names_its_place(
    project: ProjectName, district: DistrictName, home: str | None, places: Sequence[DistrictName]
) -> bool:
    """Tell whether a work lies in a place that its name holds; a line from the own place to another lies in both."""
    offset = district.span.start - project.span.start
    behind = project.text[offset + len(district.text) :]
    line = "至" in project.text
    through = line and "经" in project.text  # 濮阳经周口至潢川铁路 in 周口's report
    ends = [place for place in places if line and project.span.contains(place.span) and len(place.text) > 1]
    if (
        len(district.text) < 2
        or behind.startswith("界")
        or not (through or any(_at_home(place, home) for place in (district, *ends)))
    ):
        return False
    if line:
        return not SECTION_OF_ROUTE.search(project.text)
    return not LINE.match(behind) and not (offset == 0 and HOME_OF_BODY.match(behind))


def _at_home(district: DistrictName, home: str | None) -> bool:
    """Whether a district lies in the report's own place, by code: 530181 in 530100; a zone does, and all if unknown."""
    if district.code is None or home is None:
        return True
    own = home[:2] if home.endswith("0000") else home[:4] if home.endswith("00") else home
    return district.code.startswith(own)


def place_of_work(scene: Scene, home: str | None) -> Iterator[MentionLink]:
    """支持东川建设铜精深加工园 → 东川; 支持安宁、嵩明分别扩容A、B → A in 安宁, B in 嵩明; 呈贡A、西山B → A in 呈贡 alone."""
    for clause in scene.clauses:
        lists = _place_lists(clause, scene)
        for i, places in enumerate(lists):
            end = lists[i + 1][0].span.start if i + 1 < len(lists) else clause.span.end
            if i + 1 < len(lists) and not LIST_MARK.search(scene.text_between(places[-1].span.end, end)):
                end = clause.span.end
            behind = [
                project
                for project in _between(clause.projects, places[-1].span.end, end)
                if not _has_a_place(project, clause, places, home)
            ]
            if behind and LIST_MARK.fullmatch(scene.text_between(places[-1].span.end, behind[0].span.start)):
                continue  # 加快经开区、A、B建设: one list
            if behind and _does_there(clause, places):
                yield from _pairs(scene, clause, places, behind, "place_of_work")
            elif behind and _stands_before(clause, places[-1], behind[0]):
                yield _at(scene, behind[0], places[-1], "place_before_name")


def _has_a_place(project: ProjectName, clause: Clause, places: Sequence[DistrictName], home: str | None) -> bool:
    """抓好红塔A和通海B: B is in 通海, which its name says, and not in 红塔."""
    within = [
        d
        for d in clause.districts
        if project.span.contains(d.span) and _names_its_place(project, d, home, clause.districts)
    ]
    return bool(within) and within[0].span.start == project.span.start and not _lies_in_any(within[0], places)


def _lies_in_any(district: DistrictName, places: Sequence[DistrictName]) -> bool:
    return district.code is None or any(
        place.code is None or place.code == district.code or _at_home(district, place.code) for place in places
    )


def _place_lists(clause: Clause, scene: Scene) -> list[list[DistrictName]]:
    """The districts of a clause that stand in no other mention's name, those of one list (大邑、邛崃、蒲江) together."""
    free = [d for d in clause.districts if not any(p.span.contains(d.span) for p in clause.projects)]
    lists: list[list[DistrictName]] = []
    for district in free:
        if lists and _lies_in(district, lists[-1][-1]):
            lists[-1][-1] = district
        elif lists and LIST_GAP.match(scene.text_between(lists[-1][-1].span.end, district.span.start)):
            lists[-1].append(district)
        else:
            lists.append([district])
    return lists


def _lies_in(place: DistrictName, other: DistrictName) -> bool:
    """湘潭岳塘: the district is meant, not the city that stands before it."""
    if place.span.start != other.span.end or place.code is None or other.code is None:
        return False
    return place.code != other.code and _at_home(place, other.code)


def _does_there(clause: Clause, places: Sequence[DistrictName]) -> bool:
    """支持D…, 在D…, D… at the clause's head, 其中D占…; not 与D…, 赴D…."""
    before = clause.before(places[0]).rstrip("“（( ")
    if PARTNER.search(before):
        return False
    if before == "其中":
        return clause.after(places[-1]).startswith(("占", "分别", "依次", "各", "合计", "共"))
    return not before or bool(LETS.search(before)) or bool(opening_verbs(before[-4:]))


def _stands_before(clause: Clause, place: DistrictName, project: ProjectName) -> bool:
    """A place that nothing parts from the project behind it: 加快A、呈贡B建设, 呈贡的A、西山的B; 与呈贡B is no such place."""
    gap = project.span.start - place.span.end
    of_it = gap == 1 and clause.after(place).startswith("的")
    return (gap == 0 or of_it) and not PARTNER.search(clause.before(place))


def _pairs(
    scene: Scene, clause: Clause, places: Sequence[DistrictName], things: Sequence[Mention], rule: str
) -> Iterator[MentionLink]:
    """One to one behind 分别 and 各 where the numbers agree, else each thing in each place."""
    gap = scene.text_between(places[-1].span.end, things[0].span.start)
    shared_out = any(word in gap or word in clause.text for word in ("分别", "依次"))
    if len(places) == len(things) and (shared_out or gap.startswith("各")):
        yield from (_at(scene, thing, place, rule) for thing, place in zip(things, places, strict=True))
    if shared_out or (gap.startswith("各") and len(things) > 1):
        return
    for thing in things:
        for place in places:
            yield _at(scene, thing, place, rule)


def place_settled_in(scene: Scene) -> Iterator[MentionLink]:
    """推动A项目落户安宁, A项目（安宁）, A项目在安宁开工 → A in 安宁; A、B分别在安宁、嵩明落地 → one each."""
    for clause in scene.clauses:
        yield from _settled_together(scene, clause)
        yield from _figures_settled(scene, clause)
        for district in clause.districts:
            before = [p for p in clause.projects if p.span.end <= district.span.start]
            between = scene.text_between(before[-1].span.end, district.span.start) if before else ""
            behind = clause.after(district)
            settled = behind.startswith("的") and SETTLED_AT.search(clause.before(district))
            if settled and (after := _between(clause.projects, district.span.end, clause.span.end)):
                if after[0].span.start == district.span.end + 1:
                    yield _at(scene, after[0], district, "place_settled_in")
                continue
            there = between == "在" and not behind.startswith(("的", "以"))
            if before and (there or SETTLES.match(between) or (between in ("(", "（") and behind[:1] in (")", "）"))):
                yield _at(scene, before[-1], district, "place_settled_in")


def _figures_settled(scene: Scene, clause: Clause) -> Iterator[MentionLink]:
    """11家化工企业落户安宁 → 安宁: how many settled there."""
    for figure in clause.quantities:
        if not (settled := _SETTLED.match(clause.after(figure))):
            continue
        at = figure.span.end + settled.end()
        for places in _place_lists(clause, scene):
            if places[0].span.start == at and len(places[0].text) > 1:
                yield from (_at(scene, figure, place, "place_settled_in") for place in places)


_SETTLED = re.compile(r"[^，。；、\d]{0,10}?(?:落户|入驻|落地|迁入|集聚)")


def _settled_together(scene: Scene, clause: Clause) -> Iterator[MentionLink]:
    """A、B等项目向安宁、嵩明集中 → each in each; A、B分别在安宁、嵩明落地 → one each."""
    for places in _place_lists(clause, scene):
        works = [p for p in clause.projects if p.span.end <= places[0].span.start]
        leads = _TOGETHER.match(scene.text_between(works[-1].span.end, places[0].span.start)) if works else None
        if not leads or (leads["to"] and not clause.after(places[-1]).startswith(("集中", "集聚", "聚集"))):
            continue
        if leads["each"] and len(works) == len(places):
            yield from (_at(scene, p, d, "place_settled_in") for p, d in zip(works, places, strict=True))
        elif leads["to"]:
            yield from (_at(scene, p, d, "place_settled_in") for p in works for d in places)


_TOGETHER = re.compile(r"(?:等[^，,]{0,6}(?:项目|工程))?(?:(?P<each>分别在|分别落户|分别落地)|(?P<to>向))$")


def place_of_figure(scene: Scene, home: str | None) -> Iterator[MentionLink]:
    """确保西山区经济总量突破一千亿元 → 西山区; 支持A、B分别建设高标准农田8万亩、5万亩 → one each; not 大理等3个州市."""
    last: list[DistrictName] = []
    for clause in scene.clauses:
        figures = [q for q in clause.quantities if not any(p.span.contains(q.span) for p in clause.projects)]
        if not figures:
            continue
        found = [link for link in _figures_there(scene, clause, figures) if _is_home(link.target, home)]
        if not found and last and GROWS_ON.match(clause.text):
            found = [_at(scene, figures[0], place, "place_of_figure") for place in last]
        last = [link.target for link in found if isinstance(link.target, DistrictName)]
        yield from found


def place_of_whole_matter(scene: Scene, home: str | None) -> Iterator[MentionLink]:
    """东川扩建货场,新添装卸线4条 → 东川: who opens a matter does what the next clauses begin with, up to the next place."""
    places: list[DistrictName] = []
    said = 0  # the end of the places where nothing else is said of them: 自贸片区 in 自贸片区力争…
    for clause in scene.clauses:
        if clause.after_semicolon:
            places = []
        if lists := _place_lists(clause, scene):
            before = clause.before(lists[0][0])
            led = _LED.fullmatch(before) and clause.after(lists[0][-1]).startswith("以")
            opens = len(lists) == 1 and ((not before and _acts(clause, lists[0])) or led)
            places = lists[0] if opens else []
            said = lists[0][-1].span.end
        elif (OUTCOME.match(clause.text) and said != clause.span.start) or not (
            opening_verbs(clause.text) or GROWS_ON.match(clause.text)
        ):
            places = []
        else:
            for thing in (*clause.projects, *clause.quantities):
                for place in places:
                    if _is_home(place, home):
                        yield _at(scene, thing, place, "place_of_whole_matter")


# 支持|东川、安宁|以…为牵引，加快A、B建设
_LED = re.compile(r"(?:大力|全力|积极)?(?:支持|推动|鼓励|引导|指导)")


def _acts(clause: Clause, places: Sequence[DistrictName]) -> bool:
    """Whether the places at a clause's head are who acts: 东川扩建货场; not 东川货场扩建."""
    behind = clause.after(places[-1])
    return not behind or bool(opening_verbs(behind))


def _is_home(place: Mention, home: str | None) -> bool:
    return isinstance(place, DistrictName) and _at_home(place, home)


def _figures_there(scene: Scene, clause: Clause, figures: Sequence[Quantity]) -> Iterator[MentionLink]:
    if pairs := _respectively(scene, clause, figures):
        yield from (_at(scene, figure, place, "place_of_figure") for figure, place in pairs)
        return
    lists = _place_lists(clause, scene)
    for i, places in enumerate(lists):
        end = lists[i + 1][0].span.start if i + 1 < len(lists) else clause.span.end
        if i + 1 < len(lists) and not _between(figures, places[-1].span.end, end):
            end = clause.span.end
        behind = [
            figure
            for figure in _between(figures, places[-1].span.end, end)
            if not scene.text_between(places[-1].span.end, figure.span.start).endswith("等")
            and not (figure.span.start == places[-1].span.end and _COUNTS_PLACES.match(clause.after(figure)))
        ]
        if (
            behind
            and not _others_between(clause, places[-1], behind[0])
            and (_does_there(clause, places) or behind[0].span.start == places[-1].span.end)
        ):
            yield from _pairs(scene, clause, places, behind, "place_of_figure")


# 新增安宁、嵩明2个|百亿县
_COUNTS_PLACES = re.compile(r"[^，,。；;、]{0,8}(?:城市|[市县区州])(?=[，,。；;、]|$)")


def _others_between(clause: Clause, place: DistrictName, figure: Quantity) -> bool:
    """Whether a work stands between that is not the place's own: 呈贡大数据港上架机柜6000个 is at 呈贡."""
    between = _between(clause.projects, place.span.end, figure.span.start)
    return len(between) > 1 or any(project.span.start != place.span.end for project in between)


def _respectively(scene: Scene, clause: Clause, figures: Sequence[Quantity]) -> list[tuple[Quantity, DistrictName]]:
    """富民东山、安宁西山完成复绿2600亩、1800亩 → 富民 2600亩, 安宁 1800亩: as many figures in a row as places that head a list."""
    heads = [places[0] for places in _place_lists(clause, scene)]
    if len(heads) < 2 or len(heads) != len(figures) or heads[-1].span.end > figures[0].span.start:
        return []
    listed = all(LIST_MARK.search(clause.before(place)) for place in heads[1:]) and not clause.before(heads[0])
    rows = pairwise(figures)
    in_a_row = all(LIST_GAP.match(scene.text_between(one.span.end, other.span.start)) for one, other in rows)
    return list(zip(figures, heads, strict=True)) if listed and in_a_row else []


def _between(things: Sequence[M], start: int, end: int) -> list[M]:
    return [thing for thing in things if start <= thing.span.start < end]
