"""Projects and the goals whose reaching their sentence presents as the outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kmgraph.facts.link_words import DRIVES, NETWORKS, NO_BARE, OUTCOME, REACHES, SET_FIRST, WEAK_OUTCOME
from kmgraph.facts.mention_link import MentionLink
from kmgraph.facts.promises import opening_verbs
from kmgraph.facts.scene import Clause, Scene
from kmgraph.mentions.mention import Mention, ProjectName, Quantity


@dataclass(frozen=True, slots=True)
class Outcome:
    """Goals that one stretch of a sentence presents as what the projects before it are for."""

    goals: tuple[Quantity, ...]
    supporters: tuple[ProjectName, ...]
    rule: str


def find_supports(scene: Scene, measured: Sequence[MentionLink] = ()) -> Iterator[MentionLink]:
    """Yield project → goal for every outcome of a sentence. `measured` are the branches that its goals measure."""
    branch_of = {link.source: link.target.text for link in reversed(measured)}
    seen: set[tuple[ProjectName, Quantity]] = set()
    for rule in RULES:
        outcomes = list(rule(scene))
        for outcome in outcomes:
            together = [goal for other in outcomes if other.supporters == outcome.supporters for goal in other.goals]
            for goal in outcome.goals:
                for project in _who_fit(outcome.supporters, goal, together, branch_of):
                    if (project, goal) not in seen:
                        seen.add((project, goal))
                        yield MentionLink("supports", project, goal, scene.sentence, "stated", outcome.rule)


def outcome_behind_work(scene: Scene) -> Iterator[Outcome]:
    """加快A、B等项目建设,确保石油及化工产业产值达1120亿元 → A, B support 1120亿元.

    力争内培外引总部企业8户,保有税收亿元楼宇55幢 are two goals of one outcome. Without 确保 a measure that reaches a level is an
    outcome only where it follows the work directly: …主体完工,宝马系产值不低于2300亿元. Behind a semicolon an outcome belongs to
    the work that stands there, if any does.
    """
    work: list[ProjectName] = []
    used, beside, in_outcome, other_work = False, False, False, False
    for clause in scene.clauses:
        if clause.after_semicolon:
            other_work = False
        if clause.projects:
            work = [*([] if used else work), *clause.projects]
            used, in_outcome, other_work = False, False, False
            beside = any(REACHES.search(clause.before(figure)) for figure in clause.quantities)
        elif not clause.targets:
            acts = bool(opening_verbs(clause.text))
            if in_outcome and acts:
                in_outcome, work = False, []
            beside = beside or bool(clause.quantities)
            other_work = other_work or (acts and _behind_semicolon(scene, clause, work))
        elif work and not other_work and (rule := _outcome_rule(clause, in_outcome, beside)):
            used, in_outcome = True, True
            yield Outcome(clause.targets, tuple(work), rule)
        else:
            beside, in_outcome = True, False


def _behind_semicolon(scene: Scene, clause: Clause, work: list[ProjectName]) -> bool:
    """Whether a semicolon parts a clause from the last work before it."""
    return bool(work) and any(
        other.after_semicolon for other in scene.clauses if work[-1].span.end <= other.span.start <= clause.span.start
    )


def _outcome_rule(clause: Clause, in_outcome: bool, beside: bool) -> str | None:
    before = clause.before(clause.targets[0])
    if OUTCOME.search(before):
        return "outcome_behind_work"
    if clause.after_semicolon:
        return None
    if WEAK_OUTCOME.search(before) and REACHES.search(before):
        return "outcome_behind_work"
    acts = bool(opening_verbs(clause.text)) or bool(NO_BARE.search(before))
    if in_outcome and not acts:
        return "outcome_goes_on"
    if not beside and not acts and REACHES.search(before) and "分别" not in before:
        return "measure_behind_work"
    return None


def project_drives_figure(scene: Scene) -> Iterator[Outcome]:
    """贵南高铁带动过夜游客增长10%以上 → 贵南高铁 supports 10%."""
    for clause in scene.clauses:
        for goal in clause.targets:
            before = [p for p in clause.projects if p.span.end <= goal.span.start]
            if before and DRIVES.match(clause.after(before[-1])):
                yield Outcome((goal,), tuple(before), "project_drives_figure")


def goal_set_first(scene: Scene) -> Iterator[Outcome]:
    """围绕产值突破500亿元目标,推进A、B等项目 → A, B support 500亿元."""
    for i, clause in enumerate(scene.clauses):
        if clause.targets and SET_FIRST.match(clause.text) and "目标" in clause.after(clause.targets[-1])[:6]:
            behind = tuple(p for later in scene.clauses[i + 1 :] for p in later.projects)
            yield Outcome(clause.targets, behind, "goal_set_first")


RULES = (outcome_behind_work, project_drives_figure, goal_set_first)


def _who_fit(
    projects: tuple[ProjectName, ...], goal: Quantity, together: Sequence[Quantity], branch_of: dict[Mention, str]
) -> tuple[ProjectName, ...]:
    """Leave out the projects that can't add to the goal, unless that leaves none."""
    near = _of_the_network(projects, goal) or projects
    return _of_the_branch(near, goal, [branch_of[other] for other in together if other in branch_of], branch_of)


def _of_the_branch(
    projects: tuple[ProjectName, ...], goal: Quantity, branches: list[str], branch_of: dict[Mention, str]
) -> tuple[ProjectName, ...]:
    """Where goals of two branches stand together, a project whose name says one of them supports that one.

    磷煤化工循环园 behind 新能源电池及材料产值突破500亿元,磷化工产值增长12% supports the second; those whose names say none the first.
    """
    branch = branch_of.get(goal)
    if branch is None or len(set(branches)) < 2:
        return projects
    named = {project: [b for b in branches if _pairs_of(b) & _pairs_of(project.text)] for project in projects}
    if not any(named.values()):
        return projects
    return tuple(project for project in projects if branch in (named[project] or branches[:1]))


_NO_BRANCH = frozenset(("产业", "制造", "造业", "服务", "务业", "技术", "行业", "智能", "高端", "工业", "项目"))


def _pairs_of(words: str) -> set[str]:
    return {words[i : i + 2] for i in range(len(words) - 1)} - _NO_BRANCH


def _of_the_network(projects: tuple[ProjectName, ...], goal: Quantity) -> tuple[ProjectName, ...]:
    if "里程" not in goal.indicator:
        return projects
    for measured, name in NETWORKS:
        if measured.search(goal.indicator):
            return tuple(project for project in projects if name.search(project.text))
    return projects


def outcome_goals(scene: Scene) -> Iterator[Quantity]:
    """Yield the goals that a sentence presents as the outcome of its own work, whether or not it names projects.

    推动烟草制品业提质增效,确保烟草及配套产业产值达到500亿元 → 500亿元.
    """
    worked = False
    for clause in scene.clauses:
        if worked and clause.targets and OUTCOME.search(clause.before(clause.targets[0])):
            yield from clause.targets
        worked = worked or bool(opening_verbs(clause.text))
