"""The command line: each command about ten lines; nothing heavy is imported before a command needs it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kmgraph.analyse_command import analyse
from kmgraph.command_options import FILE, FOLDER, PLACE, store_at
from kmgraph.command_options import language as with_language
from kmgraph.command_options import store as with_store
from kmgraph.errors import KmgraphError
from kmgraph.graph.address import Address, Place

if TYPE_CHECKING:
    from kmgraph.pipeline import Given

_RDF = ("turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml", "graphml", "gexf", "csv", "xlsx", "stratml")

_place = click.option("--place", help="The report's place, where its title does not say it: 昆明市.")
_year = click.option(
    "--year", type=click.IntRange(1900, 2200), help="The year that is planned, where the title does not say it."
)
_corrections = click.option(
    "--corrections", type=FILE, multiple=True, help="Marks that you have corrected: JSON Lines; may be given again."
)


def main(args: Sequence[str] | None = None) -> None:
    """Run a command: whatever the user did wrong is one line on standard error and exit code 2, never a traceback."""
    code: Any = 0
    try:
        code = commands.main(args, prog_name="kmgraph", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        _fail(error.format_message())
    except KmgraphError as error:
        _fail(str(error))
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:  # the reader of a pipe has seen enough: `kmgraph extract … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        _fail(f"{error.filename or 'standard output'}: {error.strerror or error}")
    sys.exit(code if isinstance(code, int) else 0)


def _fail(message: str) -> None:
    click.echo(f"kmgraph: {' '.join(message.split())}", err=True)
    sys.exit(2)


def _given(place: str | None, year: int | None, corrections: tuple[Path, ...] = ()) -> Given:
    """What the user says of the reports; a correction whose place is gone is told on standard error."""
    from kmgraph.facts.corrections import read_corrections
    from kmgraph.pipeline import Given

    return Given(
        place=place,
        year=year,
        corrections=tuple(correction for path in corrections for correction in read_corrections(path)),
        stale=lambda correction, why: click.echo(f"{correction.where}: not applied: {why}", err=True),
    )


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kmgraph")
def commands() -> None:
    """What a government has promised, as a graph. 从计划报告到知识图谱。"""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and (stream.encoding or "").lower() not in ("utf-8", "utf8"):
            stream.reconfigure(encoding="utf-8")


@commands.command()
@click.argument("report", type=FILE)
@_place
@_year
@_corrections
def extract(report: Path, place: str | None, year: int | None, corrections: tuple[Path, ...]) -> None:
    """Print the marks of REPORT as JSON Lines.

    One mark or link a line, pointing into the text by code points: quantity, project, industry, district, task,
    organization, link. Without --corrections they are as the rules found them.
    """
    from kmgraph.facts.marks import to_marks
    from kmgraph.pipeline import extract_file

    found = extract_file(report, _given(place, year, corrections))
    for mark in to_marks(found.mentions, found.links):
        click.echo(json.dumps(mark, ensure_ascii=False))


@commands.command()
@click.argument("report", type=FILE)
def text(report: Path) -> None:
    """Print the text of REPORT as it is read: from TXT of any usual encoding, HTML, DOCX or PDF."""
    from kmgraph.terminal import emit
    from kmgraph.text.reading import read

    emit(read(report).text.encode("utf-8", "surrogatepass"))


@commands.command()
@click.argument("report", type=FILE)
@click.argument("section", required=False)
@_place
@_year
@_corrections
def show(report: Path, section: str | None, place: str | None, year: int | None, corrections: tuple[Path, ...]) -> None:
    """Show the sentences of REPORT with what was found in them, and the rule that found it.

    SECTION is a number or words of a heading (三, 产业培育): only that section is shown.
    """
    from kmgraph.pipeline import extract_file
    from kmgraph.showing import show as lines

    found = extract_file(report, _given(place, year, corrections))
    for line in lines(found.document, found.mentions, section):
        click.echo(line)


@commands.command()
@click.argument("reports", metavar="[REPORT …]", nargs=-1, type=FILE)
@click.option("-o", "--output", type=FILE, help="Write the graph as Turtle into this file.")
@click.option(
    "--positions", type=FILE, help="With -o: write the sentences' positions into this file, apart from the facts."
)
@click.option(
    "--store", type=PLACE, help="Load the graph into this store: a folder, or a SPARQL server by its address."
)
@click.option(
    "--graph-store",
    help="With a server: the address of its Graph Store, where --store doesn't tell it (of Virtuoso, Fuseki, GraphDB, Oxigraph it does).",
)
@_place
@_year
@_corrections
def build(
    reports: tuple[Path, ...],
    output: Path | None,
    positions: Path | None,
    store: Place | None,
    graph_store: str | None,
    place: str | None,
    year: int | None,
    corrections: tuple[Path, ...],
) -> None:
    """Build the graph of each REPORT, of the bundled one where none is named.

    A REPORT may be a graph that was built before (.ttl, .trig, .nq …): it is checked and taken in. Without -o and --store it goes into a store in the user's cache folder, on which the other commands then work. The
    same report gives the same bytes. A server's name and password stand in KMGRAPH_STORE_USER and KMGRAPH_STORE_PASSWORD.
    """
    from kmgraph import stores
    from kmgraph.graph.files import turtle, write_beside
    from kmgraph.sources import read_graphs
    from kmgraph.terminal import progress

    if positions and not output:
        raise click.UsageError("--positions goes with -o: the facts need a file too")
    if graph_store:
        if not isinstance(store, Address):
            raise click.UsageError("--graph-store goes with --store and a server's address")
        store = Address(store.query, graph_store)
    named = reports or (stores.bundled_report(),)
    given = _given(place, year, corrections)
    with progress(len(named) + 1) as bar:
        graphs = read_graphs(named, given, tell=lambda path: bar.step(path.name))
        bar.step("writing")
        if positions:
            write_beside(positions, turtle(triple for graph in graphs for triple in graph.positions))
        if output:
            write_beside(output, turtle(t for graph in graphs for t in (graph.facts if positions else graph.triples)))
        if store or not output:
            path = stores.load(graphs, store or stores.report_store(named, given))
            if isinstance(path, Path) and not store:
                stores.remember(path)
            click.echo(f"{path}: {stores.name_of(path)}", err=True)


@commands.command()
@click.argument("pairs", metavar="GOLD.jsonl TEXT …", nargs=-1, required=True, type=FILE)
@click.option("--errors", type=click.IntRange(min=0), default=0, help="List so many misses and false finds a kind.")
def score(pairs: tuple[Path, ...], errors: int) -> None:
    """Measure what is found in each TEXT against marks made by hand: precision, recall and F1 a kind.

    GOLD.jsonl holds marks as `kmgraph extract` prints them. No correction is applied.
    """
    from kmgraph.facts.marks import to_marks
    from kmgraph.pipeline import extract_file
    from kmgraph.scoring import load_marks, report, to_marked
    from kmgraph.scoring import score as measure

    if len(pairs) % 2:
        raise click.UsageError("files come in pairs: GOLD.jsonl TEXT")
    golds, found = map(load_marks, pairs[::2]), map(extract_file, pairs[1::2])
    marked = (to_marked(to_marks(each.mentions, each.links)) for each in found)
    for line in report(measure(zip(golds, marked, strict=True)), errors=errors):
        click.echo(line)


@commands.command()
@click.argument("query")
@with_store
@click.option(
    "--format", "form",
    type=click.Choice(["table", "csv", "tsv", "json", "xml", "xlsx", "turtle", "ntriples", "jsonld", "rdfxml"]),
    help="table where nothing is said, turtle for CONSTRUCT and DESCRIBE.",
)  # fmt: skip
@click.option("-o", "--output", type=FILE, help="The file to write; without it, standard output.")
def query(query: str, store: Place | None, form: str | None, output: Path | None) -> None:
    """Ask the graph in SPARQL: QUERY is the query itself, a file that ends in .rq, or - for standard input.

    The prefixes kmg, kmr, rdfs, skos, prov, oa, org, dcterms, owl, rdf and xsd need no declaration. csv is SPARQL's own;
    what opens right in Excel, with the nodes' names beside them, is xlsx.
    """
    from kmgraph.asking import answer, read_query
    from kmgraph.terminal import hand_over

    words = read_query(query)
    hand_over(answer(store_at(store), words, form), output)


@commands.command()
@with_store
@click.option(
    "--format", "form", type=click.Choice(_RDF), help="By the ending of -o where it is not given, else turtle."
)
@click.option("--report", help="Only this report: 530100-2022.")
@click.option("--focus", help="Only this node and what is around it: kmr:530100-2022, or a full IRI.")
@click.option(
    "--depth", type=click.IntRange(0, 10), default=1, show_default=True, help="With --focus: so many steps around it."
)
@click.option("--class", "kind", help="Only the nodes of this class: Project, Goal, Task, 项目.")
@click.option("--district", help="Only what lies in this district, and what is said where it is named: 安宁市, 530181.")
@click.option(
    "--query", help="Only the nodes that a SELECT answers with, or the triples of a CONSTRUCT: a file.rq or -."
)
@click.option("-o", "--output", type=FILE, help="The file to write; without it, standard output.")
def export(
    store: Place | None,
    form: str | None,
    report: str | None,
    focus: str | None,
    depth: int,
    kind: str | None,
    district: str | None,
    query: str | None,
    output: Path | None,
) -> None:
    """Write the graph, or a part of it, in a format that other programs read.

    stratml is a performance plan (ISO 17469-2), which “kmgraph import” reads back.

    A part stands alone: with the sentences, wholes and concepts that it names. Tables (csv, xlsx) list only the nodes asked for.
    """
    from kmgraph.asking import read_query, selected
    from kmgraph.graph import selection
    from kmgraph.graph.export import format_of, write
    from kmgraph.graph.ontology import expand
    from kmgraph.terminal import hand_over

    if sum(part is not None for part in (report, focus, kind, district, query)) > 1:
        raise click.UsageError("--report, --focus, --class, --district and --query name a part each: use one of them")
    graph = store_at(store)
    if focus is not None:
        chosen = selection.focus(graph, expand(focus), depth)
    elif kind is not None:
        chosen = selection.of_class(graph, kind)
    elif district is not None:
        chosen = selection.of_district(graph, district)
    elif query is not None:
        chosen = selected(graph, read_query(query))
    else:
        chosen = selection.whole(graph, expand(report) if report is not None else None)
    hand_over(write(chosen, form or format_of(output)), output)


@commands.command("import")
@click.argument("plan", metavar="PLAN.stratml", type=FILE)
@click.option("-o", "--output", type=FILE, help="The Turtle file to write; without it, standard output.")
def import_(plan: Path, output: Path | None) -> None:
    """Read a performance plan in StratML Part 2 (ISO 17469-2) and write its graph as Turtle.

    Goals become tasks, objectives tasks and commitments, targets and actual results figures, organizations bodies. A plan
    that “kmgraph export --format stratml” has written comes back with the same names.
    """
    from importlib.metadata import version

    from kmgraph.graph.files import turtle
    from kmgraph.graph.stratml_reading import read_stratml
    from kmgraph.terminal import hand_over

    hand_over(turtle(read_stratml(plan, version("kmgraph"))), output)


@commands.command()
@click.argument("graphs", metavar="[FILE …]", nargs=-1, type=FILE)
@with_store
def validate(graphs: tuple[Path, ...], store: Place | None) -> None:
    """Say what is wrong with the RDF of each FILE, or with a store's graph; exit code 1 where something is.

    Several files are one graph together: facts and positions, or reports that are to stand side by side. One line a
    fault: the node, its name, the property, what is wrong with it in English and Chinese, and the sentence.
    """
    from kmgraph.graph.files import read_triples
    from kmgraph.graph.validate import faults_of_files

    read = {str(path): read_triples(path) for path in graphs} or {"": tuple(store_at(store).triples())}
    found = faults_of_files(read)
    for fault in found:
        click.echo(str(fault))
    count = f"{len(found)} fault{'s'[: len(found) > 1]}" if found else "no faults"
    click.echo(f"{sum(map(len, read.values()))} triples: {count}", err=True)
    sys.exit(1 if found else 0)


@commands.command()
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@with_language
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "patch"]),
    default="text",
    show_default=True,
    help="patch is a SPARQL Update that makes NEW of OLD, positions included.",
)
@click.option("--links", is_flag=True, help="List every link that is gone or new; without it, they are counted.")
def diff(old: Path, new: Path, language: str, form: str, links: bool) -> None:
    """Say what changed from OLD to NEW: two graphs (.ttl, .trig, .nq …) or two reports.

    Goals raised, lowered, new and gone; projects that moved on a phase; commitments that were weakened. Two versions of
    one report, or two years' reports of one place. Exit code 0 where nothing differs (where a sentence stands does not
    count), 1 where something does, 2 for trouble.
    """
    from kmgraph.graph.changes import compare
    from kmgraph.graph.patch import patch
    from kmgraph.sources import read_one
    from kmgraph.telling import tell, to_json
    from kmgraph.terminal import emit

    before, after = read_one(old), read_one(new)
    if form == "patch":
        written = patch(before, after)
        emit(written.encode("utf-8", "surrogatepass"))
        sys.exit(1 if written else 0)
    found = compare((quad.triple for quad in before), (quad.triple for quad in after))
    lines = [to_json(found)] if form == "json" else tell(found, language, links=links)
    emit("".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass"))
    sys.exit(1 if found.any else 0)


@commands.command()
@click.argument("graphs", metavar="GRAPH …", nargs=-1, required=True, type=FILE)
@click.option("-o", "--output", required=True, type=FILE, help="The file to write: all.trig or all.nq.")
def merge(graphs: tuple[Path, ...], output: Path) -> None:
    """Put several reports' graphs into one dataset: a named graph a report, one for its positions, concepts once.

    A GRAPH is a file of `kmgraph build` or a report; a positions file may stand beside its facts. Refused are a graph that
    is not valid, and two texts of one place and year. `kmgraph serve all.trig` serves what comes out.
    """
    from kmgraph.graph.export import format_of, write
    from kmgraph.graph.files import write_beside
    from kmgraph.graph.merging import to_dataset
    from kmgraph.graph.selection import Selection
    from kmgraph.sources import read_graphs
    from kmgraph.terminal import progress

    form = format_of(output)
    if form not in ("trig", "nquads"):
        raise click.UsageError(f"{output}: only .trig and .nq hold named graphs; end the name in one of them")
    with progress(len(graphs)) as bar:
        merged = read_graphs(graphs, tell=lambda path: bar.step(path.name))
    write_beside(output, write(Selection(to_dataset(merged)), form))
    click.echo(f"{output}: {len(merged)} report{'s'[: len(merged) > 1]}", err=True)


@commands.command()
@click.argument("reports", metavar="[REPORT …]", nargs=-1, type=FILE)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port to listen on.")
@click.option(
    "--store", type=PLACE, help="The store's folder or a SPARQL server's address: read, or with REPORT built anew."
)
@click.option(
    "--timeout", type=click.FloatRange(min=0.1), default=10.0, show_default=True, help="Seconds that a query may take."
)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes that answer.")
@_place
@_year
@_corrections
def serve(
    reports: tuple[Path, ...],
    host: str,
    port: int,
    store: Place | None,
    timeout: float,
    workers: int,
    place: str | None,
    year: int | None,
    corrections: tuple[Path, ...],
) -> None:
    """Serve the page and the SPARQL endpoint: of each REPORT, of a store, or of the bundled graph.

    A REPORT may be a graph that was built before (.ttl, .trig, .nq …).
    """
    from kmgraph import stores
    from kmgraph_web import serving

    serving.probe(host, port)
    if not reports and (remark := stores.remark(store)):
        click.echo(f"kmgraph: {remark}", err=True)
    path = stores.served(reports, store, _given(place, year, corrections)) if reports else stores.chosen_store(store)
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"{stores.name_of(path)} on http://{shown}:{port}/ (Ctrl-C ends it)", err=True)
    serving.serve(path, host, port, workers, timeout)


@commands.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@with_store
def snapshot(folder: Path, store: Place | None) -> None:
    """Write the whole page into DIR as files, for a USB stick: open DIR/index.html, no server is needed.

    Chinese and English, every node with its data, the report with its facts underlined, the saved questions with their
    answers, a search, downloads. An older snapshot in DIR is replaced when the new one is whole.
    """
    from kmgraph import stores
    from kmgraph_web.snapshot import snapshot as write

    if remark := stores.remark(store):
        click.echo(f"kmgraph: {remark}", err=True)
    files, size = write(stores.chosen_store(store), folder)
    click.echo(f"{folder}: {files} files, {size / 1e6:.1f} MB; open {folder / 'index.html'}", err=True)


if __name__ == "__main__":
    main()


commands.add_command(analyse)
