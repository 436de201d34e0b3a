"""Figures and reports as the questions behind the pages answer them."""

from kmgraph.graph.ontology import KMG, KMR
from kmgraph.graph.rows import FigureRow, Report

GOAL, RESULT = KMG + "Goal", KMG + "Result"


def figure(iri, kind=GOAL, indicator="gdp", value="7.5", unit="%", change="increase", year="2022"):
    return FigureRow(KMR + iri, "", kind, indicator, "", value, unit, change, "=", year, value + unit, "")


REPORTS = (
    Report(KMR + "530100-2021", "甲市2021", None, KMR + "district-530100", "甲市", "2021"),
    Report(KMR + "530100-2022", "甲市2022", None, KMR + "district-530100", "甲市", "2022"),
    Report(KMR + "530200-2022", "乙市2022", None, KMR + "district-530200", "乙市", "2022"),
)
