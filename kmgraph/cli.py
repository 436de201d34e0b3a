"""The command line: each command about ten lines; nothing heavy is imported before a command needs it."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kmgraph")
def main() -> None:
    """What a government has promised, as a graph. 从计划报告到知识图谱。"""


@main.command()
@click.argument("report", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--place", help="The report's place, where its title does not say it: 昆明市.")
@click.option("--year", type=int, help="The year that is planned, where the title does not say it.")
def extract(report: Path, place: str | None, year: int | None) -> None:
    """Print the marks of REPORT as JSON Lines: one mark or link a line, pointing into the text by code points."""
    from kmgraph.facts.marks import to_marks
    from kmgraph.pipeline import extract as extract_text

    found = extract_text(report.read_bytes().decode("utf-8"), place=place, year=year)
    for mark in to_marks(found.mentions, found.links):
        click.echo(json.dumps(mark, ensure_ascii=False))


if __name__ == "__main__":
    main()
