"""Links that follow from facts standing together: what a task includes, what goes on from last year, what rests on what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kmgraph.facts.fact import Basis, Facts, Figure, Link, LinkType
from kmgraph.facts.indicators import normal_indicator
from kmgraph.facts.keys import content_key, normal_name
from kmgraph.facts.link_words import CHANCE, FOUNDED_ON, LED_BY, SEIZES
from kmgraph.mentions.vocabulary import Vocabulary
from kmgraph.text.document import Sentence


def conclude(facts: Facts, links: Sequence[Link], outcomes: Sequence[str], vocabulary: Vocabulary) -> list[Link]:
    """Return the links that the facts of a report imply beside those that its sentences state (`links`).

    `outcomes` are the keys of the goals that a sentence presents as what its work is for.
    """
    return [
        *task_within_task(facts),
        *commitment_within_task(facts),
        *included_in_sentence(facts),
        *commitment_supports_outcome(facts, outcomes, links),
        *led_by(facts),
        *owner_in_name(facts),
        *indicator_of_last_year(facts),
        *project_of_last_year(facts),
        *goal_on_its_parts(facts, vocabulary),
        *promise_on_foundation(facts),
        *start_on_preparation(facts),
        *phase_on_phase(facts),
        *ancillary_on_main(facts),
    ]


def _link(type_: LinkType, source: str, target: str, sentence: Sentence, rule: str, *, stated: bool = False) -> Link:
    basis: Basis = "stated" if stated else "inferred"
    return Link(type=type_, source=source, target=target, sentence=sentence, basis=basis, rule=rule)


def task_within_task(facts: Facts) -> Iterator[Link]:
    """一是重塑工业传统产业新优势 under （一）扎实做好产业培育 → partOf."""
    for task in facts.tasks:
        if task.parent:
            yield _link("partOf", task.key, task.parent, task.sentence, "task_within_task", stated=True)


def commitment_within_task(facts: Facts) -> Iterator[Link]:
    """A sentence under （一）扎实做好产业培育 → partOf that task."""
    for commitment in facts.commitments:
        if commitment.task:
            rule = "commitment_within_task"
            yield _link("partOf", commitment.key, commitment.task, commitment.sentence, rule, stated=True)


def included_in_sentence(facts: Facts) -> Iterator[Link]:
    """A commitment and its task include the projects and goals that its sentence names."""
    named = _named_by_sentence(facts)
    for commitment in facts.commitments:
        for key in named.get(commitment.sentence.index, ()):
            yield _link("includes", commitment.key, key, commitment.sentence, "named_in_commitment", stated=True)
            if commitment.task:
                yield _link("includes", commitment.task, key, commitment.sentence, "named_under_task")
    by_sentence = {task.sentence.index: task for task in facts.tasks}
    for index, task in by_sentence.items():
        for key in named.get(index, ()):
            yield _link("includes", task.key, key, task.sentence, "named_in_heading", stated=True)


def _named_by_sentence(facts: Facts) -> dict[int, list[str]]:
    named: dict[int, list[str]] = {}
    for figure in facts.figures:
        if figure.quantity.status == "target" and figure.basis == "stated":
            named.setdefault(figure.sentence.index, []).append(figure.key)
    for project in facts.projects:
        for _, sentence in project.mentions:
            named.setdefault(sentence.index, []).append(project.key)
    return named


def commitment_supports_outcome(facts: Facts, outcomes: Sequence[str], links: Sequence[Link]) -> Iterator[Link]:
    """推动烟草制品业提质增效,确保产值达到500亿元 → the sentence's work as a whole supports its goal.

    `outcomes` are the keys of the goals that are presented so, with or without projects.
    """
    presented = {*outcomes, *(link.target for link in links if link.type == "supports")}
    commitments = {c.sentence.index: c for c in facts.commitments}
    for figure in facts.figures:
        if figure.key in presented and (commitment := commitments.get(figure.sentence.index)):
            yield _link("supports", commitment.key, figure.key, figure.sentence, "commitment_with_outcome")


def led_by(facts: Facts) -> Iterator[Link]:
    """由市发改委牵头,… → the promise is led by 市发改委."""
    commitments = {c.sentence.index: c for c in facts.commitments}
    for body in facts.organizations:
        for sentence in body.sentences:
            _, found, after = sentence.text.partition(f"由{body.name}")
            if found and LED_BY.match(after) and (commitment := commitments.get(sentence.index)):
                yield _link("ledBy", commitment.key, body.key, sentence, "led_by", stated=True)


def owner_in_name(facts: Facts) -> Iterator[Link]:
    """云天化90万吨磷石膏综合利用 → ownedBy 云天化."""
    known = {organization.key for organization in facts.organizations}
    for project in facts.projects:
        for mention, sentence in project.mentions:
            if mention.owner and (key := content_key("org", normal_name(mention.owner))) in known:
                yield _link("ownedBy", project.key, key, sentence, "owner_in_name", stated=True)


def indicator_of_last_year(facts: Facts) -> Iterator[Link]:
    """地区生产总值增长7.5%左右 (2022) continues 地区生产总值…增长3.7% (2021): same indicator, unit and kind of change."""
    results: dict[tuple[str, str, str], Figure] = {}
    for figure in facts.figures:
        if figure.quantity.status == "result" and _is_of(figure, facts.year, before=1):
            results.setdefault(_measure(figure), figure)
    for goal in facts.figures:
        if goal.quantity.status == "target" and goal.basis == "stated" and _is_of(goal, facts.year, before=0):
            result = results.get(_measure(goal))
            if result and result.sentence.index < goal.sentence.index:
                yield _link("continues", goal.key, result.key, goal.sentence, "indicator_of_last_year")


def _is_of(figure: Figure, planned: int | None, *, before: int) -> bool:
    year = figure.quantity.year
    if planned is None or year is None:
        return figure.sentence.part == ("review" if before else "plan") or (
            not before and figure.sentence.part == "outlook"
        )
    return year == planned - before


def _measure(figure: Figure) -> tuple[str, str, str]:
    quantity = figure.quantity
    return figure.indicator or normal_indicator(quantity.indicator), quantity.unit.replace("％", "%"), quantity.change


def project_of_last_year(facts: Facts) -> Iterator[Link]:
    """A promise on a project that the review names too goes on with it."""
    commitments = {c.sentence.index: c for c in facts.commitments}
    for project in facts.projects:
        if any(sentence.part == "review" for _, sentence in project.mentions):
            for _, sentence in project.mentions:
                if commitment := commitments.get(sentence.index):
                    yield _link("continues", commitment.key, project.key, sentence, "project_of_last_year")


def goal_on_its_parts(facts: Facts, vocabulary: Vocabulary) -> Iterator[Link]:
    """固定资产投资增长8% depends on 工业投资增长25%: the goal on the goals of its indicator's parts, of one year."""
    broader = {concept.key: concept.broader for concept in vocabulary.indicators}
    goals: dict[str, list[Figure]] = {}
    for figure in facts.figures:
        if figure.indicator and figure.quantity.status == "target" and figure.basis == "stated":
            goals.setdefault(figure.indicator, []).append(figure)
    for part in (figure for figures in goals.values() for figure in figures):
        for whole_key in broader.get(part.indicator or "", ()):
            for whole in goals.get(whole_key, ()):
                if whole.quantity.year == part.quantity.year:
                    yield _link("dependsOn", whole.key, part.key, part.sentence, "goal_on_its_parts")


def promise_on_foundation(facts: Facts) -> Iterator[Link]:
    """依托东川港发展临港物流, 抢抓甲乙高铁开通机遇,… → the promise depends on 东川港, on 甲乙高铁."""
    commitments = {c.sentence.index: c for c in facts.commitments}
    for project in facts.projects:
        for mention, sentence in project.mentions:
            if commitment := commitments.get(sentence.index):
                start, end = (at - sentence.span.start for at in (mention.span.start, mention.span.end))
                seized = SEIZES.search(sentence.text, max(0, start - 12), start) and CHANCE.match(sentence.text, end)
                if seized or FOUNDED_ON.search(sentence.text, max(0, start - 12), start):
                    yield _link(
                        "dependsOn", commitment.key, project.key, sentence, "promise_on_foundation", stated=True
                    )


_STARTED = ("开工", "在建", "建成", "投产", "运营")


def start_on_preparation(facts: Facts) -> Iterator[Link]:
    """推进东岭港前期工作…; 东岭港年内开工 → the promise to start depends on the one to prepare."""
    commitments = {c.sentence.index: c for c in facts.commitments}
    for project in facts.projects:
        promised = [(m.phase, c) for m, s in project.mentions if (c := commitments.get(s.index))]
        prepared = next((c for phase, c in promised if phase == "前期"), None)
        for phase, commitment in promised:
            if prepared and phase in _STARTED and commitment is not prepared:
                yield _link("dependsOn", commitment.key, prepared.key, commitment.sentence, "start_on_preparation")


_PHASES = "一二三四五六"


def phase_on_phase(facts: Facts) -> Iterator[Link]:
    """闻泰智能制造产业园二期 depends on 闻泰智能制造产业园（一期）, or on the project itself where no phase one is named."""
    yield from _on_another(facts, _earlier_phases, "phase_on_phase")


def _earlier_phases(name: str) -> Iterator[str]:
    """闻泰产业园三期 → 闻泰产业园二期, 闻泰产业园一期, 闻泰产业园."""
    for number, digit in reversed(list(enumerate(_PHASES))):
        if number and f"{digit}期" in name:
            for lower in reversed(range(number)):
                yield name.replace(f"{digit}期", f"{_PHASES[lower]}期")
            yield name.replace(f"{digit}期", "")


def ancillary_on_main(facts: Facts) -> Iterator[Link]:
    """滇中引水配套工程 depends on 滇中引水工程."""
    yield from _on_another(facts, _main_work, "ancillary_on_main")


def _main_work(name: str) -> Iterator[str]:
    main, ancillary, _ = name.partition("配套")
    if ancillary and len(main) >= 2:
        yield main
        yield normal_name(main)


def _on_another(facts: Facts, names: Callable[[str], Iterator[str]], rule: str) -> Iterator[Link]:
    """Each project on the first one that has one of the names that follow from its own."""
    by_name = {normal_name(project.name): project for project in facts.projects}
    for name, project in by_name.items():
        if base := next((by_name[other] for other in names(name) if other in by_name), None):
            yield _link("dependsOn", project.key, base.key, project.mentions[0][1], rule)
