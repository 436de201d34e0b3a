"""Places that stand where projects do: 平山 in 平山、赞皇抽水蓄能电站 is one of two, in 平山、赞皇两县光伏 it is a county."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kmgraph.mentions.mention import DistrictName, ProjectName
from kmgraph.text.span import Span

_JOINT = re.compile(r"[、和与及]|以及")
# 两县光伏并网容量, 4县高速, 10个县区通了高速
_SO_MANY_PLACES = re.compile(r"等?[两三四五六七八九十\d]+个?[县市区镇]")
# 赞皇|承接|新项目: the place acts
_ACTS = re.compile(r"承接|更新|引进|引导|推进|推动|发展|联动|打造|做[强优大]|新投用")
_ETC = re.compile(r"等|两[座条个]|[三四五六七八九十\d]+[座条个]")
_LONGER = 2
_SHORTEST = 3


def without_places(
    text: str, projects: Sequence[ProjectName], districts: Sequence[DistrictName]
) -> tuple[ProjectName, ...]:
    """Leave out the projects whose whole name is a place, unless a row of works gives them their kind.

    平山、赞皇抽水蓄能电站 names two works; 支持平山、赞皇承接新项目 and 平山、赞皇等10个县区 name places alone.
    """
    ends = {district.span.start: district.span.end for district in districts}
    kept: list[ProjectName] = []
    row = "none"  # what the project behind the one in hand makes of its row
    following: ProjectName | None = None
    for project in reversed(projects):
        joined = following is not None and _JOINT.fullmatch(text[project.span.end : following.span.start])
        place_end = ends.get(project.span.start, -1)
        bare = place_end == project.span.end
        if bare:
            if not joined:
                row = _row_behind(text, project.span.end)
            if row == "works":
                kept.append(project)
        else:
            row = "places" if place_end > 0 and _SO_MANY_PLACES.match(text, place_end) else "none"
            acts = _ACTS.match(text, place_end, project.span.end) if place_end > 0 else None
            if row == "none" and not acts and 0 < place_end <= project.span.end - _LONGER:
                row = "works"
            if row != "places":
                kept.append(_from(text, project, acts.end()) if acts else project)
        following = project
    return tuple(reversed(kept))


def _from(text: str, project: ProjectName, start: int) -> ProjectName:
    span = Span(start, project.span.end)
    return replace(project, span=span, text=span.of(text)) if len(span) >= _SHORTEST else project


def _row_behind(text: str, end: int) -> str:
    """What stands behind the last place of a row: 等|电站项目 makes works of them, 等10个县区 does not."""
    return "works" if _ETC.match(text, end) and not _SO_MANY_PLACES.match(text, end) else "none"
