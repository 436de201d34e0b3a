"""Whose a project is, who leads it, and what it rests on, as the sentence says."""

from __future__ import annotations

from collections.abc import Iterator

from kmgraph.facts.link_words import BESIDE, BUILDS, ENCOURAGES, LED_BY, RESTS_BUILT, RESTS_ON
from kmgraph.facts.mention_link import MentionLink
from kmgraph.facts.scene import Scene
from kmgraph.mentions.mention import ProjectName


def find_bodies(scene: Scene) -> Iterator[MentionLink]:
    """Yield project → owner, project → leader and project → what it is built on."""
    yield from owner_at_the_head(scene)
    yield from owner_that_builds(scene)
    yield from led_by(scene)
    yield from built_on(scene)
    yield from built_beside(scene)


def owner_at_the_head(scene: Scene) -> Iterator[MentionLink]:
    """云天化90万吨磷石膏综合利用 → ownedBy 云天化."""
    for clause in scene.clauses:
        for project in clause.projects:
            for body in clause.organizations:
                if body.span.start == project.span.start and body.span.end < project.span.end:
                    yield MentionLink("ownedBy", project, body, scene.sentence, "stated", "owner_at_the_head")


def owner_that_builds(scene: Scene) -> Iterator[MentionLink]:
    """支持云铝、中铜昆铜建设精深加工基地 → the base is ownedBy 云铝 and by 中铜昆铜."""
    for clause in scene.clauses:
        free = [b for b in clause.organizations if not any(p.span.contains(b.span) for p in clause.projects)]
        for project in clause.projects:
            bodies = [b for b in free if b.span.end <= project.span.start]
            if not bodies or not ENCOURAGES.search(clause.before(bodies[0])):
                continue
            gap = scene.text_between(bodies[-1].span.end, project.span.start)
            if BUILDS.match(gap) and "、" not in gap:
                for body in bodies:
                    yield MentionLink("ownedBy", project, body, scene.sentence, "stated", "owner_that_builds")


def led_by(scene: Scene) -> Iterator[MentionLink]:
    """由市发改委牵头推进东川港建设 → ledBy 市发改委."""
    for clause in scene.clauses:
        for body in clause.organizations:
            if clause.before(body).endswith("由") and LED_BY.match(clause.after(body)):
                for project in clause.projects:
                    if not project.span.contains(body.span):
                        yield MentionLink("ledBy", project, body, scene.sentence, "stated", "led_by")


def built_on(scene: Scene) -> Iterator[MentionLink]:
    """依托东川港建设临港产业园 → 临港产业园 dependsOn 东川港."""
    for clause in scene.clauses:
        for base in clause.projects:
            if RESTS_ON.search(clause.before(base)):
                for project in clause.projects:
                    gap = scene.text_between(base.span.end, project.span.start)
                    if project.span.start > base.span.end and "、" not in gap and RESTS_BUILT.search(gap):
                        yield MentionLink("dependsOn", project, base, scene.sentence, "stated", "built_on")


def built_beside(scene: Scene) -> Iterator[MentionLink]:
    """推进东川港建设,配套建设疏港公路 → 疏港公路 dependsOn 东川港."""
    main: ProjectName | None = None
    for clause in scene.clauses:
        for project in clause.projects:
            if main and BESIDE.search(clause.before(project)):
                yield MentionLink("dependsOn", project, main, scene.sentence, "stated", "built_beside")
            else:
                main = project
