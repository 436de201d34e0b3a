"""The finders in their order, and who wins where two overlap."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from kmgraph.mentions.industries import find_industries
from kmgraph.mentions.learned_projects import find_learned_projects
from kmgraph.mentions.mention import Mentions
from kmgraph.mentions.organisations import find_organizations
from kmgraph.mentions.places import find_districts
from kmgraph.mentions.project_places import without_places
from kmgraph.mentions.projects import find_projects
from kmgraph.mentions.quantities import find_quantities
from kmgraph.mentions.tasks import find_tasks
from kmgraph.mentions.vocabulary import Vocabulary
from kmgraph.text.document import Document
from kmgraph.text.span import Span


def find_mentions(document: Document, vocabulary: Vocabulary) -> Mentions:
    """Find all mentions of a document, each kind in the text's order.

    A project's name wins over the figures and industries inside of it (90万吨磷石膏综合利用 holds no quantity); a
    district inside of a name stays (东川 in 东川港), and no branch begins within a district (天水经济区 holds no 水经济).
    """
    districts = find_districts(document, vocabulary)
    branches = find_industries(document, vocabulary)
    projects = find_projects(document, vocabulary)
    projects = find_learned_projects(document, vocabulary, projects, districts, branches)
    projects = without_places(document.text, projects, districts)
    quantities = find_quantities(document, vocabulary, projects)
    begins = [project.span.start for project in projects]
    ends = list(accumulate((project.span.end for project in projects), max))
    placed = {at for district in districts for at in range(district.span.start + 1, district.span.end)}
    industries = tuple(
        industry
        for industry in branches
        if industry.span.start not in placed and not _within_any(begins, ends, industry.span)
    )
    return Mentions(
        tasks=find_tasks(document),
        quantities=quantities,
        projects=projects,
        industries=industries,
        districts=districts,
        organizations=find_organizations(document, vocabulary, projects),
    )


def _within_any(begins: list[int], ends: list[int], span: Span) -> bool:
    """Tell whether one of several stretches holds a span, by their beginnings and by how far they reach up to each."""
    at = bisect_right(begins, span.start)
    return at > 0 and ends[at - 1] >= span.end
