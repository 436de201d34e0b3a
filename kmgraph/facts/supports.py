"""Projects and the goals whose reaching their sentence presents as the outcome."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kmgraph.facts.link_words import DRIVES, NETWORKS, NO_BARE, OUTCOME, REACHES, SET_FIRST, WEAK_OUTCOME
from kmgraph.facts.mention_link import MentionLink
from kmgraph.facts.promises import opening_verbs
from kmgraph.facts.scene import Clause, Scene
from kmgraph.mentions.mention import ProjectName, Quantity


@dataclass(frozen=True, slots=True)
class Outcome:
    """Goals that one stretch of a sentence presents as what the projects before it are for."""

    goals: tuple[Quantity, ...]
    supporters: tuple[ProjectName, ...]
    rule: str


def find_supports(scene: Scene) -> Iterator[MentionLink]:
    """Yield project → goal for every outcome of a sentence."""
    seen: set[tuple[ProjectName, Quantity]] = set()
    for rule in RULES:
        for outcome in rule(scene):
            for goal in outcome.goals:
                for project in _who_fit(outcome, goal, scene):
                    if (project, goal) not in seen:
                        seen.add((project, goal))
                        yield MentionLink("supports", project, goal, scene.sentence, "stated", outcome.rule)


def outcome_behind_work(scene: Scene) -> Iterator[Outcome]:
    """加快A、B等项目建设,确保石油及化工产业产值达1120亿元 → A, B support 1120亿元.

    力争内培外引总部企业8户,保有税收亿元楼宇55幢 are two goals of one outcome. Without 确保 a measure that reaches a level is an
    outcome only where it follows the work directly: …主体完工,宝马系产值不低于2300亿元.
    """
    work: list[ProjectName] = []
    used, beside, in_outcome = False, False, False
    for clause in scene.clauses:
        if clause.projects:
            work = [*([] if used else work), *clause.projects]
            used, beside, in_outcome = False, bool(clause.quantities), False
        elif not clause.targets:
            if in_outcome and opening_verbs(clause.text):
                in_outcome, work = False, []
            beside = beside or bool(clause.quantities)
        elif work and (rule := _outcome_rule(clause, in_outcome, beside)):
            used, in_outcome = True, True
            yield Outcome(clause.targets, tuple(work), rule)
        else:
            beside, in_outcome = True, False


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


def _who_fit(outcome: Outcome, goal: Quantity, scene: Scene) -> tuple[ProjectName, ...]:
    """Leave out the projects that can't add to the goal: a motorway to the length of the metro."""
    return _of_the_network(outcome.supporters, goal) or outcome.supporters


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
