"""A second opinion on which projects a sentence presents as supporting a goal, learned from hand-made marks.

Logistic regression over pairs of a project and a goal of one sentence: how far apart they stand, what stands between them, the words
before the figure, what is measured and what the project is called. It looks at no rule, so that it errs in other places
than they do. Where it is sure it adds a link to a goal that no rule links; it takes back what some rules draw without a word of
outcome where it finds that unlikely.
The weights are made by tests/tools/train_supports.py, which names what they were trained on.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice, pairwise

from kmgraph.facts.kinship import Kinship
from kmgraph.facts.link_words import OUTCOME, REACHES, WEAK_OUTCOME
from kmgraph.facts.mention_link import MentionLink
from kmgraph.facts.promises import opening_verbs
from kmgraph.facts.scene import Clause, Scene
from kmgraph.mentions.mention import Mention, ProjectName, Quantity
from kmgraph.mentions.project_shapes import shape_of

RULE = "learned_support"
# how likely a link has to be where no rule sees it, and where one does; chosen by the totals of texts left out
SURE, UNLIKELY = 0.7, 0.3
# the rules that it may overrule: those that no word of outcome (确保, 带动, 目标) backs
_DOUBTED = frozenset({"measure_behind_work", "outcome_goes_on", "investment_of_field"})
# how many clauses lie between a project and what it supports at most, and how many pairs of a sentence are weighed
_FAR = 8
_PAIRS = 1500
# what of a project's kind and of an indicator tells most
_MEASURED = re.compile(
    "产值|增加值|营收|收入|投资|产量|里程|吞吐量|学位|床位|装机|库容|占比|比重|企业|项目|游客|人次|交易额|销售|规模|进出口|率|能力|客|量|户|个"
)

Pair = tuple[ProjectName, Quantity]


def second_opinion(scene: Scene, links: Sequence[MentionLink], kinship: Kinship | None = None) -> Iterator[MentionLink]:
    """Yield the rules' links but the unlikely ones of doubted rules, then sure ones to goals that no rule has linked."""
    opinion: dict[tuple[Mention, Mention], float] = dict(_weighed(scene, kinship or Kinship()))
    reached = {link.target for link in links}
    for link in links:
        pair = (link.source, link.target)
        if link.rule not in _DOUBTED or opinion.get(pair, 1.0) > UNLIKELY:
            yield link
    for pair, chance in opinion.items():
        if chance > SURE and pair[1] not in reached:
            yield MentionLink("supports", *pair, scene.sentence, "stated", RULE)


def pairs_of(scene: Scene) -> Iterator[tuple[Pair, int, int]]:
    """Yield each project and goal of a sentence that are near, with the numbers of their clauses."""
    clauses = scene.clauses
    aimed = [i for i, clause in enumerate(clauses) if clause.targets]
    for i, clause in enumerate(clauses):
        for project in clause.projects:
            for j in aimed:
                if -1 <= j - i <= _FAR:
                    for goal in clauses[j].targets:
                        yield (project, goal), i, j


def features(scene: Scene, pair: Pair, i: int, j: int, kinship: Kinship) -> Iterator[str]:
    """Yield what the model looks at, each as a word: `d=2` two clauses on, `end2=突破` the words before the figure."""
    project, goal = pair
    named, reached = scene.clauses[i], scene.clauses[j]
    between = scene.clauses[i + 1 : j]
    yield from _distances(scene, project, goal, i, j)
    yield from _words_before(reached, goal)
    yield from _what_stands_between(named, reached, between)
    kind = shape_of(project.text)
    kind_word = kind.kind or kind.work or "-"
    measured = _MEASURED.findall(goal.indicator)
    head = measured[-1] if measured else "-"
    yield f"unit={goal.unit}"
    yield f"change={goal.change}"
    yield f"head={head}"
    yield f"indicator={goal.indicator[-2:]}"
    yield f"phase={project.phase}"
    yield f"kind={kind_word[-2:]}"
    yield f"name={project.text[-2:]}"
    yield f"kind={kind_word[-1:]},{head}"
    yield f"name={project.text[-1:]},{head}"
    yield f"alike={not _couples(project.text).isdisjoint(_couples(goal.indicator))}"
    yield f"kin={_kin(project, goal, reached, kinship)}"
    concepts = {branch.concept for clause in scene.clauses for branch in clause.industries}
    yield f"branches={min(3, len(concepts))}"
    yield f"branch={bool(reached.industries)}"
    yield f"after={reached.after(goal)[:1]}"
    yield f"lead={named.before(project)[:2]}"
    yield f"behind={named.after(project)[:2]}"


def _distances(scene: Scene, project: ProjectName, goal: Quantity, i: int, j: int) -> Iterator[str]:
    clauses = scene.clauses
    far = max(-1, min(j - i, 6))
    parted = sum(clause.after_semicolon for clause in clauses[i + 1 : j + 1])
    near, once = min(far, 3), min(parted, 1)
    first = clauses[j].before(clauses[j].targets[0])
    yield f"d={far}"
    yield f"parted={min(parted, 2)}"
    yield f"d={near},{once}"
    yield f"d={near},{once},outcome={bool(OUTCOME.search(first))}"
    yield f"d={near},{once},weak={bool(WEAK_OUTCOME.search(first))}"
    yield f"last={j == len(clauses) - 1}"
    yield f"projects={min(4, len(scene.projects))}"
    later = [q for clause in clauses[i : j + 1] for q in clause.targets if q.span.start > project.span.start]
    if goal in later:
        yield f"rank={min(later.index(goal), 4)}"


def _words_before(reached: Clause, goal: Quantity) -> Iterator[str]:
    targets = reached.targets
    at = targets.index(goal)
    first = reached.before(targets[0])
    lead = reached.before(goal)[(targets[at - 1].span.end - reached.span.start if at else 0) :]
    yield f"nth={min(at, 2)}"
    yield f"outcome={bool(OUTCOME.search(first))}"
    yield f"weak={bool(WEAK_OUTCOME.search(first))}"
    yield f"reaches={bool(REACHES.search(first))}"
    yield f"acts={bool(opening_verbs(reached.text))}"
    for n in (1, 2):
        if len(first) >= n:
            yield f"open{n}={first[:n]}"
    for n in (1, 2, 3):
        yield f"end{n}={lead[-n:]}"
    for one, two in pairwise(lead):
        yield f"two={one}{two}"


def _what_stands_between(named: Clause, reached: Clause, between: Sequence[Clause]) -> Iterator[str]:
    aims = sum(len(clause.targets) for clause in between)
    results = sum(len(c.quantities) - len(c.targets) for c in (named, *between))
    own = bool(named.quantities)
    places = any(c.districts and not c.before(c.districts[0]) for c in (*between, reached))
    yield f"in={bool(reached.projects)}"
    yield f"aims={min(aims, 3)}"
    yield f"results={min(results, 2)}"
    yield f"own={own}"
    yield f"own={own},{min(aims, 2)}"
    yield f"works={min(sum(len(c.projects) for c in (*between, reached)), 3)}"
    yield f"acts_between={min(2, sum(bool(opening_verbs(c.text)) and not c.projects for c in between))}"
    yield f"bare_between={min(2, sum(not c.projects and not c.quantities for c in between))}"
    yield f"places={places}"


def _kin(project: ProjectName, goal: Quantity, reached: Clause, kinship: Kinship) -> str:
    """What a project's name says of the branch that is measured: `related`, `other`, `none`, `-` where none is named."""
    named = [branch for branch in reached.industries if branch.span.start < goal.span.start]
    if not named:
        return "-"
    if kinship.related(project.text, named[-1]):
        return "related"
    return "other" if kinship.of_another_branch(project.text, named[-1]) else "none"


def _couples(words: str) -> set[str]:
    return {one + two for one, two in pairwise(words)}


def _weighed(scene: Scene, kinship: Kinship) -> Iterator[tuple[tuple[Mention, Mention], float]]:
    """Yield each pair with the chance that its sentence presents the goal as what the project is for."""
    if not (scene.names_projects and any(clause.targets for clause in scene.clauses)):
        return
    pairs = list(islice(pairs_of(scene), _PAIRS + 1))
    if len(pairs) > _PAIRS:
        return
    bias, known = weights()
    for pair, i, j in pairs:
        weight = bias + sum(known.get(feature, 0.0) for feature in features(scene, pair, i, j, kinship))
        yield pair, 1 / (1 + math.exp(-weight))


@cache
def weights() -> tuple[float, dict[str, float]]:
    """Read the weights that come with the package: the bias, and the weight of each feature that has one."""
    with files("kmgraph_data").joinpath("models").joinpath("supports.json").open(encoding="utf-8") as file:
        kept = json.load(file)
    return kept["bias"], kept["weights"]
