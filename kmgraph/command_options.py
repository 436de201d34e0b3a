"""What several commands take: a store's place, and the store that stands there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kmgraph.graph.address import Address, Place, is_address

FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)


class StorePlace(click.ParamType["Place"]):
    """A store's folder, or the address of a SPARQL server."""

    name = "store"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """The word for it in the help."""
        return "DIRECTORY|URL"

    def convert(self, value: str | Place, param: click.Parameter | None, ctx: click.Context | None) -> Place:
        """Read an argument; an address that can't be used is said so by main."""
        if isinstance(value, str) and is_address(value):
            return Address(value)
        return Path(FOLDER.convert(value, param, ctx)) if isinstance(value, str) else value


PLACE = StorePlace()

store = click.option(
    "--store",
    type=PLACE,
    help="The store's folder, or a SPARQL server's address. Without it: the one built last, else the bundled graph.",
)
language = click.option(
    "--lang",
    "language",
    type=click.Choice(["zh", "en"]),
    default="zh",
    show_default=True,
    help="The language of the words.",
)


def store_at(path: Place | None) -> Any:
    """Open the store that a command works on, and say where it is stale."""
    from kmgraph import stores

    if remark := stores.remark(path):
        click.echo(f"kmgraph: {remark}", err=True)
    return stores.open_store(path)
