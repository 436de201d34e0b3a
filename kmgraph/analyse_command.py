"""`kmgraph analyse`: questions about what rests on what."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any

import click

from kmgraph.command_options import language, store, store_at

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from kmgraph.analysing import Words
    from kmgraph.analysis.dependencies import Projection
    from kmgraph.graph.store import Store


class _Asked:
    """What every question is asked of, and how its answer is to be given."""

    def __init__(self, place: Any, report: str | None, *, stated: bool, as_json: bool, write: bool, lang: str) -> None:
        from kmgraph.graph.ontology import expand
        from kmgraph.graph.queries import refuse_unknown_report

        self.store: Store = store_at(place)
        iri = expand(report) if report is not None else None
        refuse_unknown_report(self.store, iri)
        self.report, self.stated, self.as_json = iri, stated, as_json
        self._write, self._language = write, lang

    @cached_property
    def graph(self) -> Projection:
        """The dependency projection; the gaps do without it."""
        from kmgraph.analysis import dependencies, stated_only

        graph = dependencies(self.store, self.report)
        return stated_only(graph) if self.stated else graph

    def chosen(self, names: Iterable[str]) -> list[str]:
        """The nodes that the user names."""
        from kmgraph.analysis import choose

        return [choose(self.graph, name) for name in names]

    def tell(self, answer: object, lines: Callable[[Any, Words], Iterator[str]]) -> None:
        """Print an answer as lines or as JSON."""
        from kmgraph.analysing import words_in
        from kmgraph.analysis.plain import plain
        from kmgraph.terminal import emit

        if self.as_json:
            told: Iterable[str] = [json.dumps(plain(answer), ensure_ascii=False, indent=1)]
        else:
            told = lines(answer, words_in(self._language))
        emit("".join(f"{line}\n" for line in told).encode("utf-8", "surrogatepass"))

    def keep(self, name: str, triples: Iterable[Triple], *about: str) -> None:
        """Write an answer back into the store, and the projection beside it, where that was asked."""
        if not self._write:
            return
        from itertools import chain

        from kmgraph import stores
        from kmgraph.analysis import annotations
        from kmgraph.graph.ontology import shorten

        graphs = {
            annotations.DEPENDENCIES: annotations.of_dependencies(self.graph),
            annotations.graph_name(name, *about): triples,
        }
        stores.annotate(
            self.store, {iri: chain(annotations.described(iri, self.graph), own) for iri, own in graphs.items()}
        )
        click.echo(f"kmgraph: written to {', '.join(map(shorten, graphs))}", err=True)


def _asking(*, write: bool = True) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of all questions, and what it is asked of as its first argument."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def ask(**given: Any) -> None:
            asked = _Asked(
                given.pop("store"),
                given.pop("report"),
                stated=given.pop("stated"),
                as_json=given.pop("as_json"),
                write=given.pop("write", False),
                lang=given.pop("language"),
            )
            command(asked, **given)

        options = [
            store,
            click.option("--report", help="Only this report: 530100-2022."),
            click.option("--stated", is_flag=True, help="Use only what the report states, nothing inferred."),
            click.option("--json", "as_json", is_flag=True, help="Print the whole answer as JSON."),
            language,
        ]
        if write:
            help = "Write the answer back into the store, as a named graph kmr:analysis-… of its own."
            options.append(click.option("--write", is_flag=True, help=help))
        for option in reversed(options):
            ask = option(ask)
        return ask

    return decorate


@click.group()
def analyse() -> None:
    """Say what rests on what: what falls if something slips, what a goal stands on, where the plan is thin.

    A NODE is an IRI, a kmr: name or a label of a goal, task, project or commitment, or a part of one.
    """


@analyse.command()
@click.argument("nodes", metavar="NODE …", nargs=-1, required=True)
@_asking()
def impact(asked: _Asked, nodes: tuple[str, ...]) -> None:
    """Say what falls or is weakened if each NODE is dropped: which goals, by how much, and why."""
    from kmgraph import analysis
    from kmgraph.analysing import tell_impact
    from kmgraph.analysis import annotations

    chosen = asked.chosen(nodes)
    found = analysis.impact(asked.graph, *chosen)
    asked.tell(found, tell_impact)
    asked.keep("impact", annotations.of_impact(found), *chosen)


@analyse.command("what-if")
@click.option("--late", multiple=True, metavar="NODE", help="A node that is late; may be given again.")
@click.option("--dropped", multiple=True, metavar="NODE", help="A node that is dropped; may be given again.")
@_asking()
def what_if(asked: _Asked, late: tuple[str, ...], dropped: tuple[str, ...]) -> None:
    """Say what is weakened if some nodes are late and others dropped, all at once."""
    from kmgraph import analysis
    from kmgraph.analysing import tell_impact
    from kmgraph.analysis import annotations

    if not late and not dropped:
        raise click.UsageError("nothing slips; name a node with --late or --dropped")
    slow, gone = asked.chosen(late), asked.chosen(dropped)
    found = analysis.what_if(asked.graph, slow, gone)
    asked.tell(found, tell_impact)
    marked = (*(f"late {node}" for node in slow), *(f"dropped {node}" for node in gone))
    asked.keep("what-if", annotations.of_impact(found), *marked)


@analyse.command()
@click.argument("goal", required=False)
@_asking(write=False)
def support(asked: _Asked, goal: str | None) -> None:
    """Say what GOAL rests on, the thinnest places first; without GOAL, how all goals stand."""
    from kmgraph import analysis
    from kmgraph.analysing import tell_footings, tell_support

    if goal is None:
        asked.tell(analysis.footings(asked.graph), tell_footings)
    else:
        asked.tell(analysis.support(asked.graph, asked.chosen([goal])[0]), tell_support)


@analyse.command()
@_asking()
def critical(asked: _Asked) -> None:
    """Find where the plan is thin: what cuts goals off, what holds parts together, the longest chains."""
    from kmgraph import analysis
    from kmgraph.analysing import tell_critical
    from kmgraph.analysis import annotations
    from kmgraph.analysis.critical import bottlenecks

    asked.tell(analysis.critical(asked.graph), tell_critical)
    asked.keep("critical", annotations.of_bottlenecks(bottlenecks(asked.graph)))


@analyse.command()
@click.argument("start", metavar="A")
@click.argument("end", metavar="B")
@_asking(write=False)
def path(asked: _Asked, start: str, end: str) -> None:
    """Say how A depends on B, or B on A: the ways between them, the shortest first, each step with its sentence."""
    from kmgraph import analysis
    from kmgraph.analysing import tell_path

    first, last = asked.chosen((start, end))
    asked.tell(analysis.path(asked.graph, first, last), tell_path)


@analyse.command()
@_asking(write=False)
def cycles(asked: _Asked) -> None:
    """Find what depends on itself, each step with its sentence."""
    from kmgraph import analysis
    from kmgraph.analysing import tell_cycles

    asked.tell(analysis.cycles(asked.graph), tell_cycles)


@analyse.command()
@_asking()
def order(asked: _Asked) -> None:
    """Put everything in an order in which it can be done; what could come next is chosen by stage of work."""
    from kmgraph import analysis
    from kmgraph.analysing import tell_order
    from kmgraph.analysis import annotations

    found = analysis.order(asked.graph)
    asked.tell(found, tell_order)
    asked.keep("order", annotations.of_order(found))


@analyse.command()
@_asking()
def communities(asked: _Asked) -> None:
    """Find which parts of the plan hang together, named by their own industries and districts."""
    from kmgraph import analysis
    from kmgraph.analysing import tell_communities
    from kmgraph.analysis import annotations

    found = analysis.communities(asked.graph, asked.store)
    asked.tell(found, tell_communities)
    asked.keep("communities", annotations.of_communities(found))


@analyse.command()
@click.option("--exact", is_flag=True, help="Refuse an estimate, however large the graph is.")
@_asking()
def centrality(asked: _Asked, exact: bool) -> None:
    """Say who stands between whom (betweenness) and where most comes to rest (PageRank)."""
    from kmgraph import analysis
    from kmgraph.analysing import tell_centrality
    from kmgraph.analysis import annotations

    found = analysis.centrality(asked.graph, exact=exact)
    asked.tell(found, tell_centrality)
    asked.keep("centrality", annotations.of_centrality(found))


@analyse.command()
@click.argument("key", required=False)
@_asking(write=False)
def gaps(asked: _Asked, key: str | None) -> None:
    """List what the plan leaves open, with counts; with KEY the rows of one gap, its SPARQL included."""
    from kmgraph.analysing import tell_gap, tell_gaps
    from kmgraph.analysis import gaps as open_ends

    if key is not None:
        asked.tell(open_ends.gap(asked.store, key, asked.report, stated=asked.stated), tell_gap)
        return
    find = open_ends.gaps if asked.as_json else open_ends.counted
    asked.tell(find(asked.store, asked.report, stated=asked.stated), tell_gaps)
