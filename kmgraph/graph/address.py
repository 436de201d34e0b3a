"""Where a store lies: in a folder of this machine, or behind the address of a SPARQL server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

from kmgraph.errors import StoreError


@dataclass(frozen=True, slots=True)
class Address:
    """A server's address for queries, and the one of its Graph Store where that can't be told from the first."""

    query: str
    graph_store: str = ""

    def __post_init__(self) -> None:
        for address in filter(None, (self.query, self.graph_store)):
            _require_plain(address)

    def __str__(self) -> str:
        """The address as it may be shown: what stands behind its question mark may be a key."""
        return self.query.partition("?")[0]


Place: TypeAlias = Path | Address


def is_address(text: str) -> bool:
    """Tell an address from a folder: `https://example.org/sparql`."""
    return "://" in text


def place_of(text: str) -> Place:
    """Return the place that a text names. Raises StoreError where it is an address that can't be used."""
    return Address(text) if is_address(text) else Path(text)


def _require_plain(address: str) -> None:
    """Refuse what is no address of the web, and one that holds a password: addresses are shown and logged."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise StoreError("the store's address can't be read; it looks like https://example.org/sparql") from None
    if parts.username or parts.password:
        raise StoreError(
            "leave name and password out of the store's address; "
            "KMGRAPH_STORE_USER and KMGRAPH_STORE_PASSWORD in the environment hold them"
        )
    if parts.scheme not in ("http", "https") or not host or any(c <= " " or c == "\x7f" for c in address):
        raise StoreError(f"{address.partition('?')[0]!a}: a store's address looks like https://example.org/sparql")
