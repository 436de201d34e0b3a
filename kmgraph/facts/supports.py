"""Projects and the goals whose reaching their sentence presents as the outcome."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from kmgraph.facts.kinship import Kinship
from kmgraph.facts.link_words import (
    ADDS_EACH,
    ADDS_EACH_BEHIND,
    ADDS_UP,
    BY_MEANS,
    CAPACITIES,
    COUNTERS,
    DRAWN,
    DRAWN_BY_OTHERS,
    DRIVES,
    FIELD_INVESTMENT,
    GOES_WITH,
    HOLDS,
    MEASURE_VERBS,
    MEASURED_NOUN,
    NETWORKS,
    NO_BARE,
    OF_BRANCH,
    OF_THE_LIST,
    OUTCOME,
    OWN_INVESTMENT,
    REACHES,
    SET_FIRST,
    UNLIKE,
    WEAK_OUTCOME,
)
from kmgraph.facts.mention_link import MentionLink
from kmgraph.facts.promises import opening_verbs
from kmgraph.facts.scene import Clause, Scene
from kmgraph.mentions.mention import IndustryName, ProjectName, Quantity


@dataclass(frozen=True, slots=True)
class Outcome:
    """Goals that one stretch of a sentence presents as what the projects before it are for."""

    goals: tuple[Quantity, ...]
    supporters: tuple[ProjectName, ...]
    rule: str


def find_supports(
    scene: Scene, measured: Sequence[MentionLink] = (), kinship: Kinship | None = None
) -> Iterator[MentionLink]:
    """Yield project → goal for every outcome of a sentence.

    `measured` are the branches that its goals measure, `kinship` says what branch a project's name tells.
    """
    if not scene.names_projects:
        return
    kinship = kinship or Kinship()
    branch_of = {link.source: link.target for link in reversed(measured) if isinstance(link.target, IndustryName)}
    seen: set[tuple[ProjectName, Quantity]] = set()
    for rule in RULES:
        outcomes = list(rule(scene))
        for outcome in outcomes:
            together = [goal for other in outcomes if other.supporters == outcome.supporters for goal in other.goals]
            branches = {b.concept: b for goal in together if (b := branch_of.get(goal))}
            for goal in outcome.goals:
                near = _that_can(outcome.supporters, goal)
                if outcome.rule == "capacity_of_work":
                    near = _that_add(near, goal)
                for project in _of_the_branch(near, branch_of.get(goal), tuple(branches.values()), kinship):
                    if (project, goal) not in seen:
                        seen.add((project, goal))
                        yield MentionLink("supports", project, goal, scene.sentence, "stated", outcome.rule)


def outcome_behind_work(scene: Scene) -> Iterator[Outcome]:
    """加快A、B等项目建设,确保石油及化工产业产值达1120亿元 → A, B support 1120亿元.

    力争内培外引总部企业8户,保有税收亿元楼宇55幢 are two goals of one outcome. Without 确保 a measure that reaches a level is an
    outcome only where it follows the work directly: …主体完工,汽车产值不低于900亿元. Behind a semicolon an outcome belongs to
    the work that stands there, if any does.
    """
    work: list[ProjectName] = []
    near: list[Clause] = []  # the work of the last stretch between semicolons
    supporters: tuple[ProjectName, ...] = ()
    used, beside, other_work = False, False, False
    elsewhere = False  # whether another place's own work stands between
    reached: Quantity | None = None  # the goal of the outcome before
    chain = 0  # how many clauses the outcome that the clause before belongs to has so far
    bare = False  # whether that outcome is a measure that no 确保 presents
    for before, clause in zip((None, *scene.clauses), scene.clauses, strict=False):
        if clause.after_semicolon:
            other_work, elsewhere, near = False, False, []
        if clause.projects:
            work = [*([] if used else work), *clause.projects]
            near = [*([] if used else near), clause]
            used, beside, other_work, elsewhere, chain = False, False, False, False, 0
        elif not clause.targets:
            acts = bool(opening_verbs(clause.text))
            if chain and acts:
                chain, work = 0, []
            elsewhere = elsewhere or _of_another_place(clause)
            beside = beside or bool(clause.quantities)
            other_work = other_work or _behind_semicolon(scene, clause, work)
        elif before and _adds_respectively(before, clause):
            used, chain = True, 0
        elif (
            work
            and not other_work
            and (rule := _outcome_rule(clause, work, used, chain, beside))
            and (rule == "outcome_behind_work" or not elsewhere)
        ):
            if rule == "outcome_goes_on" and (_counts_others(clause, reached) or (bare and _SHARE.search(clause.text))):
                chain = 0
                continue
            reached = clause.targets[-1]
            if rule != "outcome_goes_on":
                supporters = _supporters(clause, rule, work, near)
                bare = rule == "measure_behind_work"
            used, chain = bool(supporters), chain + 1 if supporters else 0
            several = rule != "outcome_goes_on" or ADDS_UP.search(clause.text) or _PART_OF_IT.match(clause.text)
            yield Outcome(clause.targets if several else clause.targets[:1], supporters, rule)
        else:
            beside, chain = True, 0
            other_work = other_work or _behind_semicolon(scene, clause, work)


# 水产品总产量达310万吨，远洋渔业产量占全省六成: a share of a bare measure is no outcome of its own
_SHARE = re.compile(r"占(?!比)")


# 汽车产量不低于150万辆，|其中新能源汽车60万辆、同比增长20%
_PART_OF_IT = re.compile(r"其中|(?:同比)?(?:增长|提高|下降)")


def _counts_others(clause: Clause, reached: Quantity | None) -> bool:
    """新上市医疗器械40个 is a matter of its own behind 产值突破300亿元, not behind 引进企业8户; nor is 标准2项."""
    goal = clause.targets[0]
    counted = goal.unit in COUNTERS and not goal.indicator.startswith("新增")
    return counted and len(clause.before(goal)) > _BARE_NOUN and (reached is None or reached.unit not in COUNTERS)


_BARE_NOUN = 4
# 产值突破50亿元，就地转化率提升到|28%: a second measure that is briefly said
_BRIEF_MEASURE = 10


def _of_another_place(clause: Clause) -> bool:
    """慈溪、奉化推进屋顶光伏试点: work that is named by who does it."""
    return bool(clause.districts) and not clause.before(clause.districts[0])


def _supporters(
    clause: Clause, rule: str, work: Sequence[ProjectName], near: Sequence[Clause]
) -> tuple[ProjectName, ...]:
    """All the work before an outcome; only that behind the last semicolon of a measure, of what 带动 brings, of a place's own.

    A work that has a figure of its own (8号线洞通率达到98%) brings no other measure but that of its branch (产值).
    """
    if near and (DRAWN.match(clause.text) or (near[0].after_semicolon and _of_another_place(near[0]))):
        return tuple(project for other in near for project in other.projects)
    of_branch = _of_branch(clause)
    if rule != "measure_behind_work" or (clause.after_semicolon and of_branch):
        return tuple(work)
    return tuple(p for other in near if of_branch or not _own_figures(other) for p in other.projects)


def _behind_semicolon(scene: Scene, clause: Clause, work: list[ProjectName]) -> bool:
    """Whether a semicolon parts a clause from the last work before it."""
    return bool(work) and any(
        other.after_semicolon for other in scene.clauses if work[-1].span.end <= other.span.start <= clause.span.start
    )


def _outcome_rule(clause: Clause, work: Sequence[ProjectName], used: bool, chain: int, beside: bool) -> str | None:
    """By which rule a clause with goals and no project is the outcome of the work before it; None: it is none.

    `used` tells that the work has had its outcome, `chain` how many clauses of it stand right before, `beside` that another figure stands
    between.
    """
    before = clause.before(clause.targets[0])
    if OWN_INVESTMENT.search(before):
        return None
    if DRAWN_BY_OTHERS.search(before) and not DRAWN.match(before):
        return None
    if OUTCOME.search(before):
        return "outcome_behind_work"
    if clause.after_semicolon and used:
        return None
    if FIELD_INVESTMENT.search(before) and not clause.after_semicolon:
        return "investment_of_field"
    if WEAK_OUTCOME.search(before) and REACHES.search(before):
        return "outcome_behind_work"
    acts = not MEASURED_NOUN.match(clause.text) and any(
        verb not in MEASURE_VERBS for verb in opening_verbs(clause.text)
    )
    if chain and _PART_OF_IT.match(clause.text) and not acts:
        return "outcome_goes_on"
    goes_on = clause.text.startswith("新增") or not (acts or NO_BARE.search(before))
    first = chain == 1 and (len(before) <= _BRIEF_MEASURE or GOES_WITH.search(before))
    if goes_on and (first or (chain and ADDS_UP.search(before))):
        return "outcome_goes_on"
    if ((beside or used) and not _of_branch(clause)) or (clause.after_semicolon and (acts or HOLDS.search(before))):
        return None
    if _adds_capacity(clause.targets[0], before, work):
        return "capacity_of_work"
    if (
        acts
        or _of_another_place(clause)
        or (before.endswith("完成") and _OBJECT.match(clause.after(clause.targets[0])))
    ):
        return None
    return "measure_behind_work" if _measures(before) else None


def _own_figures(clause: Clause) -> bool:
    """8号线洞通率达到98%; the sum of a list is none: A、B等28个配套项目."""
    return any(not OF_THE_LIST.match(clause.after(quantity)) for quantity in clause.quantities)


def _of_branch(clause: Clause) -> bool:
    """石化产业产值越过1500亿元; not 电子业增加值占规上工业比重不低于30%."""
    before = clause.before(clause.targets[0])
    return bool(OF_BRANCH.search(before)) and "占" not in before


def _measures(before: str) -> bool:
    """汽车产值不低于900亿元, 集装箱吞吐量完成300万标箱; not 新增就业15万人."""
    if before.endswith("完成"):
        return len(before) > len("年内完成")
    if before.endswith(("突破", "超过", "越过", "达到", "超", "达", "过")) and "新增" not in before:
        return True
    if NO_BARE.search(before) or (_OF_SEVERAL.search(before) and not OF_BRANCH.search(before)):
        return False
    return bool(REACHES.search(before))


# 完成30万公里运用考核 is work, 吞吐量完成300万标箱 a measure
_OBJECT = re.compile(r"[\u4e00-\u9fff]{2}")
_OF_SEVERAL = re.compile(r"分别(?:增长|提高|提升)")


def _adds_capacity(goal: Quantity, before: str, work: Sequence[ProjectName]) -> bool:
    """推进东岭小学建设,新增学位4800个 → a school adds places for pupils, a road none."""
    for added, _, name in CAPACITIES:
        if _ends_with(before.removesuffix("达到"), added) or _ends_with(goal.indicator, added):
            return name is None or any(name.search(project.text) for project in work)
    return False


def _that_add(projects: Sequence[ProjectName], goal: Quantity) -> tuple[ProjectName, ...]:
    """东岭医院、西岭小学投用,新增床位800张、学位900个 → the hospital adds beds, the school places for pupils."""
    for _, what, name in CAPACITIES:
        if name and what.search(goal.indicator):
            return tuple(project for project in projects if name.search(project.text))
    return tuple(projects)


def _ends_with(words: str, measured: re.Pattern[str]) -> bool:
    """新增产值 ends with what is measured, 新增产值超亿元企业 does not."""
    return any(match.end() == len(words) for match in measured.finditer(words))


def project_drives_figure(scene: Scene) -> Iterator[Outcome]:
    """甲乙高铁带动过夜游客增长10%以上 → 甲乙高铁 supports 10%; so do 东岭园 in 依托东岭园实现产值50亿元, 东岭园投产后…."""
    for clause in scene.clauses:
        for goal in clause.targets:
            before = [p for p in clause.projects if p.span.end <= goal.span.start]
            if before and _drives(clause, before, goal):
                yield Outcome((goal,), tuple(before), "project_drives_figure")


def _drives(clause: Clause, projects: Sequence[ProjectName], goal: Quantity) -> bool:
    if DRIVES.match(clause.after(projects[-1])):
        return True
    between = clause.before(goal)[projects[-1].span.end - clause.span.start :]
    return bool(BY_MEANS.search(clause.before(projects[0])) and OUTCOME.search(between))


def goal_set_first(scene: Scene) -> Iterator[Outcome]:
    """围绕产值突破500亿元目标,推进A、B等项目 → A, B support 500亿元."""
    for i, clause in enumerate(scene.clauses):
        if clause.targets and not clause.projects and SET_FIRST.match(clause.text):
            behind = tuple(p for later in _up_to_semicolon(scene.clauses[i + 1 :]) for p in later.projects)
            yield Outcome(clause.targets, behind, "goal_set_first")


def _up_to_semicolon(clauses: Sequence[Clause]) -> Iterator[Clause]:
    return takewhile(lambda clause: not clause.after_semicolon, clauses)


def works_add_respectively(scene: Scene) -> Iterator[Outcome]:
    """东岭医院、西岭医院分别新增床位800张、600张 → 东岭医院 supports 800张, 西岭医院 600张."""
    for clause in scene.clauses:
        projects = clause.projects
        goals = tuple(q for q in clause.targets if projects and q.span.start >= projects[-1].span.end)
        if len(goals) == len(projects) > 1 and ADDS_EACH.match(clause.after(projects[-1])):
            for project, goal in zip(projects, goals, strict=True):
                yield Outcome((goal,), (project,), "works_add_respectively")
    for clause, later in pairwise(scene.clauses):
        if _adds_respectively(clause, later):
            for project, goal in zip(clause.projects, later.targets, strict=True):
                yield Outcome((goal,), (project,), "works_add_respectively")


def _adds_respectively(clause: Clause, later: Clause) -> bool:
    """东岭园、西岭园投产,分别新增产值20亿元、15亿元: what each of the works before adds."""
    paired = len(clause.projects) == len(later.targets) > 1 and not (later.projects or later.after_semicolon)
    return paired and bool(ADDS_EACH_BEHIND.match(later.text))


RULES = (outcome_behind_work, project_drives_figure, works_add_respectively, goal_set_first)


def _that_can(projects: tuple[ProjectName, ...], goal: Quantity) -> tuple[ProjectName, ...]:
    """Leave out the projects that can't add to the goal: a motorway to the length of the metro or to what a port handles."""
    for measured, other in UNLIKE:
        if measured.search(goal.indicator):
            projects = tuple(project for project in projects if not other.search(project.text))
    for measured, name in NETWORKS if "里程" in goal.indicator or "通道" in goal.indicator else ():
        if measured.search(goal.indicator):
            return tuple(project for project in projects if name.search(project.text)) or projects
    return projects


def _of_the_branch(
    projects: tuple[ProjectName, ...],
    branch: IndustryName | None,
    branches: tuple[IndustryName, ...],
    kinship: Kinship,
) -> tuple[ProjectName, ...]:
    """Where goals of two branches stand together, a project whose name says one of them supports that one.

    甲化工园 behind 新能源电池产值突破500亿元,化工产值增长12% supports the second; those whose names say none the first.
    """
    if branch is None or len(branches) < 2:
        return projects
    named = {p: [b.concept for b in branches if kinship.related(p.text, b)] for p in projects}
    if not any(named.values()):
        return projects
    return tuple(p for p in projects if branch.concept in (named[p] or [branches[0].concept]))


def outcome_goals(scene: Scene) -> Iterator[Quantity]:
    """Yield the goals that a sentence presents as the outcome of its own work, whether or not it names projects.

    推动烟草制品业提质增效,确保烟草及配套产业产值达到500亿元 → 500亿元.
    """
    worked = False
    for clause in scene.clauses:
        if worked and clause.targets and OUTCOME.search(clause.before(clause.targets[0])):
            yield from clause.targets
        worked = worked or bool(opening_verbs(clause.text))
