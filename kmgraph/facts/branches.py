"""Which branch of the economy a figure measures and a project belongs to, as its sentence says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kmgraph.facts.kinship import Kinship
from kmgraph.facts.link_words import (
    BRANCH_ENDING,
    CLASS_WORD,
    CLUSTER,
    CLUSTER_WORD,
    GROWN_ON,
    GROWS,
    LIST_GAP,
    MEASURE,
    MEASURED_AGAINST,
    NO_TOPIC,
    OF_BRANCH,
    SUBJECT,
    TOPIC,
)
from kmgraph.facts.mention_link import MentionLink
from kmgraph.facts.promises import opening_verbs
from kmgraph.facts.scene import Clause, Scene
from kmgraph.mentions.mention import IndustryName, Mention, ProjectName, Quantity

_RIGHT_BEHIND = 8
_NEAR = 40
# 市级重点项目(不含房地产项目): not of what is left out
_OUTSIDE = re.compile(r"[（(]?(?:不含|不包括|除)[^）)]*[）)]?")


def find_branches(
    scene: Scene,
    supports: Sequence[MentionLink],
    measured: Sequence[MentionLink],
    kinship: Kinship | None = None,
) -> Iterator[MentionLink]:
    """Yield project → industry; a project takes its branch from the first rule that gives one.

    `supports` are the sentence's outcomes, `measured` the branches that its figures measure, `kinship` says what branch a
    project's name tells.
    """
    if not scene.names_projects:
        return
    kinship = kinship or Kinship()
    placed: set[Mention] = set()
    for rule in (
        branch_of_list(scene),
        branch_before_list(scene),
        branch_of_counted_list(scene),
        branch_of_outcome(scene, supports, measured),
        branch_of_result(scene, measured, kinship),
        branch_of_cluster(scene, kinship),
        branch_grown_on(scene),
        branch_of_topic(scene, kinship),
        branch_in_name(scene),
    ):
        found = {(link.source, link.target): link for link in rule if link.source not in placed}
        placed.update(source for source, _ in found)
        yield from found.values()


def _in(scene: Scene, source: Mention, industry: IndustryName, rule: str) -> MentionLink:
    return MentionLink("inIndustry", source, industry, scene.sentence, "stated", rule)


def figure_of_branch(scene: Scene) -> Iterator[MentionLink]:
    """石油及化工产业产值达1120亿元 → 石油及化工产业; 绿色低碳产业占规上工业的比重 is not of 工业."""
    for clause in scene.clauses:
        for quantity in clause.quantities:
            for industry in _branches_of(quantity, clause, scene.industries):
                yield _in(scene, quantity, industry, "figure_of_branch")


def figure_of_topic(scene: Scene, measured: Sequence[MentionLink]) -> Iterator[MentionLink]:
    """光伏方面,潭溪项目建成,总装机180万千瓦 → 光伏, up to a semicolon; not a figure that measures a branch of its own."""
    own = {link.source for link in measured}
    topic: IndustryName | None = None
    for clause in scene.clauses:
        topic = _headed_by(clause) or (None if clause.after_semicolon else topic)
        for quantity in clause.quantities:
            if topic and quantity not in own:
                yield _in(scene, quantity, topic, "figure_of_topic")


_OPENS = re.compile(r"[\s—–（()）、.．一二三四五六七八九十是\d]*")
_HEADS = re.compile(r"(?:产业)?(?:方面|领域|上)[，,：:]?")


def _headed_by(clause: Clause) -> IndustryName | None:
    """The branch that the clause says the next ones are about: 能源领域，, 碳纤维产业，; None where it says more."""
    if not clause.industries or clause.quantities or clause.projects:
        return None
    industry = clause.industries[-1]
    after = clause.after(industry)
    heads = _HEADS.fullmatch(after) or (after in ("", "，", ",") and industry.text.endswith("产业"))
    return industry if heads and _OPENS.fullmatch(clause.before(clause.industries[0])) else None


def _branches_of(quantity: Quantity, clause: Clause, industries: tuple[IndustryName, ...]) -> list[IndustryName]:
    """The industries that the indicator names, each by its nearest mention; else the one whose measure stands before it."""
    near = sorted(
        ((distance, i) for i in industries if (distance := _distance(i, quantity, clause)) is not None),
        key=lambda pair: pair[0],
    )
    indicator = _OUTSIDE.sub("", quantity.indicator)
    found = _named_in(_measured(indicator), near) or _named_in(indicator, near) or _measure_before(quantity, clause)
    found = _without_whole(found)
    return sorted(found, key=lambda i: i.span)


def _without_whole(found: list[IndustryName]) -> list[IndustryName]:
    """规模以上工业增加值增长9%，其中医药增长8%: the part alone is measured, not 工业."""
    parts = [i for i in found if i.text not in _WHOLES]
    return parts or found


_WHOLES = ("工业", "规模以上工业", "规上工业")


def _named_in(words: str, near: Sequence[tuple[int, IndustryName]]) -> list[IndustryName]:
    """The industries whose names stand in the words, the first of each name, those inside of a longer one left out."""
    found: dict[str, IndustryName] = {}
    for distance, industry in near:
        name = _name_within(industry.text, words, whole=distance > _NEAR)
        if name and not any(name in other for other in found):
            found = {other: i for other, i in found.items() if other not in name} | {name: industry}
    return list(found.values())


def _measure_before(quantity: Quantity, clause: Clause) -> list[IndustryName]:
    """会展业直接收入增长13%: the branch right before a measure and its figure, whatever was taken for the indicator."""
    before = [i for i in clause.industries if i.span.end <= quantity.span.start]
    if before and MEASURE.match(
        clause.text[before[-1].span.end - clause.span.start : quantity.span.start - clause.span.start]
    ):
        return before[-1:]
    return []


def _measured(indicator: str) -> str:
    """规模以上工业中电力生产业增加值 → the part behind 中; …占规上工业的比重 → the part before 占."""
    words = re.split(r"(?<=业)中(?=.{3})", indicator)[-1]
    against = MEASURED_AGAINST.search(words)
    return words[: against.start()] if against and against.start() else words


def _name_within(name: str, measured: str, *, whole: bool) -> str | None:
    """A branch's name as it stands in an indicator; near the figure also without its ending: 会展业 in 会展活动."""
    if name in measured:
        return name
    short = BRANCH_ENDING.sub("", name)
    return short if not whole and len(short) >= 2 and short in measured else None


def _distance(industry: IndustryName, quantity: Quantity, clause: Clause) -> int | None:
    """Characters between a branch before a figure, or right behind it (100项工业和信息化项目), and the figure; else None."""
    if industry.span.start < quantity.span.start:
        return quantity.span.start - industry.span.end
    gap = industry.span.start - quantity.span.end
    return gap if gap <= _RIGHT_BEHIND and clause.span.contains(industry.span) else None


def branch_of_list(scene: Scene) -> Iterator[MentionLink]:
    """加快A、B、C等新业态大型文旅项目建设 → A, B, C in 文旅; A等2条高速公路项目和B等铁路项目 → B alone in 铁路."""
    for clause in scene.clauses:
        for industry in clause.industries:
            before = [p for p in clause.projects if p.span.end <= industry.span.start]
            if not before:
                continue
            gap = scene.text_between(before[-1].span.end, industry.span.start)
            if "等" in gap[:3] and CLASS_WORD.search(clause.after(industry)):
                for project in _one_list(scene, before):
                    yield _in(scene, project, industry, "branch_of_list")


def _one_list(scene: Scene, projects: list[ProjectName]) -> list[ProjectName]:
    """The last of the projects and those that 、 or 和 join to it."""
    members = projects[-1:]
    for project in reversed(projects[:-1]):
        if not LIST_GAP.match(scene.text_between(project.span.end, members[0].span.start)):
            break
        members.insert(0, project)
    return members


_OPENED = re.compile(
    r"^(?:产业|行业)?(?:领域|方面|类|板块)?(?:的)?(?:重大|重点|龙头|标志性|支撑性)?(?:项目|工程|领域|方面)?[:：]?[“\"]?$"
)


def branch_before_list(scene: Scene) -> Iterator[MentionLink]:
    """推进新能源重大项目A、B → A, B in 新能源; 新能源领域,加快A建设 likewise."""
    for clause in scene.clauses:
        if not clause.projects:
            continue
        first = clause.projects[0]
        before = [i for i in clause.industries if i.span.end <= first.span.start]
        if before and len(gap := scene.text_between(before[-1].span.end, first.span.start)) >= 1 and _OPENED.match(gap):
            for project in clause.projects:
                yield _in(scene, project, before[-1], "branch_before_list")


# 清洁能源|项目10个、41亿元，含|A、B
_COUNTED_THEN = re.compile(
    r"^(?:类|方面|领域|现代化|产业化)?(?:重[大点])?项目\d+[个项](?:[^；;。]{0,50}[，,、])?(?:主要|其中)?(?:含有?|如|有|包括|包含)$"
)


def branch_of_counted_list(scene: Scene) -> Iterator[MentionLink]:
    """清洁能源项目10个、41亿元，含A、B → A, B in 清洁能源: of what is counted some are named."""
    for industry in scene.industries:
        behind = [p for p in scene.projects if p.span.start >= industry.span.end]
        if behind and _COUNTED_THEN.match(scene.text_between(industry.span.end, behind[0].span.start)):
            for project in _first_list(scene, behind):
                yield _in(scene, project, industry, "branch_of_counted_list")


def _first_list(scene: Scene, projects: list[ProjectName]) -> list[ProjectName]:
    """The first of the projects and those that 、 or 和 joins to it."""
    members = projects[:1]
    for project in projects[1:]:
        if not LIST_GAP.match(scene.text_between(members[-1].span.end, project.span.start)):
            break
        members.append(project)
    return members


def branch_of_outcome(
    scene: Scene, supports: Sequence[MentionLink], measured: Sequence[MentionLink]
) -> Iterator[MentionLink]:
    """A project is of the branch that its goal measures: …确保冶金产业产值达1200亿元 → 冶金产业.

    Where its goals measure several branches (…总投资350亿元，其中工业投资100亿元、水利投资100亿元), none is its own.
    """
    of_goal: dict[Mention, list[IndustryName]] = {}
    for link in measured:
        if isinstance(link.target, IndustryName):
            of_goal.setdefault(link.source, []).append(link.target)
    of_project: dict[Mention, list[IndustryName]] = {}
    for link in supports:
        of_project.setdefault(link.source, []).extend(of_goal.get(link.target, [])[:1])
    for project, industries in of_project.items():
        if len({industry.concept for industry in industries}) == 1:
            for industry in industries:
                yield _in(scene, project, industry, "branch_of_outcome")


def branch_of_result(scene: Scene, measured: Sequence[MentionLink], kinship: Kinship) -> Iterator[MentionLink]:
    """A、B投产,新能源电池产业产值做到410亿元 → A, B in 新能源电池产业, though what was reached is no goal."""
    of_figure = {link.source: link.target for link in reversed(measured)}
    works: list[ProjectName] = []
    for clause in scene.clauses:
        if clause.after_semicolon:
            works = []
        if clause.projects:
            works += clause.projects
        elif works and clause.quantities and _of_whole_branch(clause.before(clause.quantities[0])):
            branch = of_figure.get(clause.quantities[0])
            if isinstance(branch, IndustryName) and not clause.districts and clause.span.start <= branch.span.start:
                for project in works:
                    if not kinship.of_another_branch(project.text, branch):
                        yield _in(scene, project, branch, "branch_of_result")
            works = []


def _of_whole_branch(before: str) -> bool:
    """电池产业产值做到…; not 装备制造业增加值占…的比重, nor 甲、乙产业产值分别…."""
    return bool(OF_BRANCH.search(before)) and "占" not in before and "分别" not in before


def branch_of_cluster(scene: Scene, kinship: Kinship) -> Iterator[MentionLink]:
    """加快A、B等项目建设,全力打造千亿级绿色新能源电池产业集群 → A, B in 绿色新能源电池产业."""
    behind: list[ProjectName] = []
    for clause in scene.clauses:
        for industry in clause.industries if behind and not clause.projects else ():
            if CLUSTER.search(clause.before(industry)) and CLUSTER_WORD.match(clause.after(industry)):
                for project in behind:
                    if not kinship.of_another_branch(project.text, industry):
                        yield _in(scene, project, industry, "branch_of_cluster")
                behind = []
        behind += clause.projects


def branch_grown_on(scene: Scene) -> Iterator[MentionLink]:
    """依托A、B发展磷化工, 以A为龙头,做大新型显示产业 → A, B in the branch."""
    base: tuple[ProjectName, ...] = ()
    for clause in scene.clauses:
        if clause.projects:
            base = clause.projects if GROWN_ON.match(clause.before(clause.projects[0])) else ()
        for industry in clause.industries:
            if base and base[-1].span.end <= industry.span.start and GROWS.search(clause.before(industry)):
                for project in base:
                    yield _in(scene, project, industry, "branch_grown_on")
                base = ()


def branch_of_topic(scene: Scene, kinship: Kinship) -> Iterator[MentionLink]:
    """大力发展数字经济,…加快A、B等重大项目建设 → A, B in 数字经济, up to a semicolon or another topic.

    Not so a project whose name puts it elsewhere: 发展农产品精深加工,推进寻甸农业产业园建设.
    """
    topic: IndustryName | None = None
    for clause in scene.clauses:
        if clause.industries or clause.after_semicolon:
            named = _topic(clause)
            if named is None or topic is None or clause.after_semicolon or named.concept != topic.concept:
                topic = named or (None if clause.after_semicolon else topic)
        if topic:
            for project in clause.projects:
                if project.span.start > topic.span.end and not kinship.of_another_branch(project.text, topic):
                    yield _in(scene, project, topic, "branch_of_topic")


def _topic(clause: Clause) -> IndustryName | None:
    """The branch that a clause makes the sentence's matter: 大力发展数字经济, 新材料产业重点推进…; not 引进跨境物流企业.

    Several branches in one clause are no topic, unless the last one sums them up: 金融、物流等生产性服务业.
    """
    if not clause.industries:
        return None
    industry = clause.industries[-1]
    before, after = clause.before(clause.industries[0]), clause.after(industry)
    if NO_TOPIC.match(after) or (len(clause.industries) > 1 and not clause.before(industry).endswith("等")):
        return None
    heads = before in ("", "在", "对") and (not after or SUBJECT.match(after) or opening_verbs(after))
    return industry if heads or TOPIC.search(before) else None


def branch_in_name(scene: Scene) -> Iterator[MentionLink]:
    """推进国家骨干冷链物流基地建设,完善冷链物流配送网络 → the base is in 冷链物流."""
    for project in scene.projects:
        named = [i for i in scene.industries if i.text in project.text and not project.span.contains(i.span)]
        if named:
            longest = max(named, key=lambda i: (len(i.text), -abs(i.span.start - project.span.start)))
            yield _in(scene, project, longest, "branch_in_name")
