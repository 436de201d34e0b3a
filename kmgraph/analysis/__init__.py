"""What follows from the graph, with NetworkX: `dependencies` reads the projection, every answer is a function of it.

>>> graph = dependencies(store)
>>> impact(graph, choose(graph, "武钢昆钢环保搬迁项目")).goals[0].node.label
'冶金产业产值 1200亿元'
"""

from kmgraph.analysis.centrality import centrality
from kmgraph.analysis.chains import cycles, order, path
from kmgraph.analysis.choosing import choose
from kmgraph.analysis.communities import communities
from kmgraph.analysis.critical import critical
from kmgraph.analysis.dependencies import dependencies, stated_only
from kmgraph.analysis.impact import impact, what_if
from kmgraph.analysis.support import footings, support

__all__ = [
    "centrality",
    "choose",
    "communities",
    "critical",
    "cycles",
    "dependencies",
    "footings",
    "impact",
    "order",
    "path",
    "stated_only",
    "support",
    "what_if",
]
