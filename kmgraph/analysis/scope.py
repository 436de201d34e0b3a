"""Of what a count is taken: every report of a store, or one."""

from __future__ import annotations

from kmgraph.errors import GraphError
from kmgraph.graph.ontology import shorten
from kmgraph.graph.queries import reports
from kmgraph.graph.rows import Report
from kmgraph.graph.store import Store


def counted_reports(store: Store, report: str | None) -> tuple[Report, ...]:
    """Return the report of this IRI, all where none is named. Raises GraphError for one that the store has not."""
    known = reports(store)
    chosen = tuple(each for each in known if report in (None, each.iri))
    if report is not None and not chosen:
        there = ", ".join(shorten(each.iri) for each in known) or "none"
        raise GraphError(f"the store has no report {shorten(report)}; there are: {there}")
    return chosen


def homes(store: Store, report: str | None) -> tuple[str, ...]:
    """Return the places whose reports are counted. Raises GraphError for a report that the store has not."""
    return tuple(sorted({each.place for each in counted_reports(store, report) if each.place}))


def basis_name(stated: bool) -> str:
    """Name what counts, as every answer does: what is stated alone, or what is inferred too."""
    return "stated" if stated else "stated and inferred"
