"""Requests to a SPARQL server: the query protocol and the Graph Store protocol, over HTTP.

https://www.w3.org/TR/sparql11-protocol/, https://www.w3.org/TR/sparql11-http-rdf-update/. Whatever the server does, a
request ends: in an answer, or in one line that says what is wrong with it.
"""

from __future__ import annotations

import atexit
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from kmgraph.errors import QueryError, StoreError
from kmgraph.graph.address import Address

if TYPE_CHECKING:
    import httpx

USER, PASSWORD = "KMGRAPH_STORE_USER", "KMGRAPH_STORE_PASSWORD"
_CONNECT = 5.0  # seconds until a server is taken to be unreachable
_WRITE = 600.0  # seconds that a server may take to write a graph
_REST = 3.0  # seconds in which a server that was not there is not asked again
_MOST_WORDS = 300  # characters of a server's own message
_CUT = ("x-sparql-maxrows", "x-sql-state")  # Virtuoso's word for an answer that it has cut

# what a server calls itself → its Graph Store, beside the address for queries
_GRAPH_STORES = {
    "virtuoso": "/sparql-graph-crud-auth",
    "oxigraph": "/store",
}


class RemoteError(StoreError):
    """A server that can't be reached, refuses, or answers what is no answer."""


class RemoteTimeoutError(RemoteError):
    """A server that took longer than it may."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered: bytes of a media type; `full` where there were more bytes than asked for, `cut` where the server says that it has left rows out."""

    body: bytes
    media: str
    full: bool = False
    cut: bool = False


class Server:
    """A SPARQL server at its address; many threads may ask it at once."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._auth: httpx.Auth | None = None
        self._gone_until = 0.0
        self._gone = ""
        self.software = ""  # what the server calls itself, once it has answered

    def ask(
        self,
        query: str,
        accept: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        silence: float,
        seconds: float,
        most: int | None = None,
        ours: bool = False,
    ) -> Reply:
        """Send a query. `silence` is how long the server may say nothing, `seconds` how long it may take, `most` bytes are read.

        A server that is too slow for a question of `ours` is taken to be away for a while: else every page would wait.
        Raises QueryError where the server finds fault with the query, RemoteTimeoutError, RemoteError.
        """
        form = {"query": query, "default-graph-uri": list(default_graphs), "named-graph-uri": list(named_graphs)}
        deadline = time.monotonic() + seconds
        with self._sent("POST", self.address.query, silence, ours, data=form, headers={"Accept": accept}) as response:
            body, full = _read(response, deadline, most if response.status_code == 200 else 10_000)
            if response.status_code == 400:
                raise QueryError(f"the server refuses the query: {_words(body)}")
            self._require(response, body, (200,))
            media = response.headers.get("content-type", "").partition(";")[0].strip().lower()
            return Reply(body, media, full, any(name in response.headers for name in _CUT))

    def put(self, graph: str, turtle: bytes, *, add: bool = False) -> None:
        """Replace a graph's triples, or add to them."""
        method, headers = "POST" if add else "PUT", {"Content-Type": "text/turtle"}
        self._write(method, graph, (200, 201, 204), content=turtle, headers=headers)

    def drop(self, graph: str) -> None:
        """Remove a graph, if it is there."""
        self._write("DELETE", graph, (200, 202, 204, 404))

    def _write(self, method: str, graph: str, fine: Sequence[int], **what: Any) -> None:
        with self._sent(method, self.graph_store(), _WRITE, False, params={"graph": graph}, **what) as response:
            body, _ = _read(response, None, 10_000)
            self._require(response, body, fine)

    def graph_store(self) -> str:
        """The address of the Graph Store: the one that is named, else told from the server's name or the address."""
        if self.address.graph_store:
            return self.address.graph_store
        base = str(self.address)
        if "/repositories/" in base:  # GraphDB and other servers of RDF4J
            return f"{base.rstrip('/')}/rdf-graphs/service"
        if not self.software:
            self.ask("ASK {}", "application/sparql-results+json", silence=_CONNECT, seconds=_CONNECT)
        root, _, last = base.rpartition("/")
        if "fuseki" in self.software:
            return f"{root if last in ('sparql', 'query') else base}/data"
        for name, path in _GRAPH_STORES.items():
            if name in self.software:
                return root + path
        raise RemoteError(f"{self.address}: where its Graph Store is can't be told; name it with --graph-store")

    @contextmanager
    def _sent(self, method: str, url: str, silence: float, ours: bool, **what: Any) -> Iterator[httpx.Response]:
        """Send a request, unless the server is taken to be away."""
        import httpx

        if time.monotonic() < self._gone_until:
            raise RemoteError(self._gone)
        # a digest asks first without a password, so that only a server that wants one sees it
        self._auth = self._auth or _known(httpx.DigestAuth)
        what["timeout"] = httpx.Timeout(silence, connect=min(_CONNECT, silence))
        try:
            with _client(os.getpid()).stream(method, url, auth=self._auth, **what) as response:
                if not _wants_basic(response) or isinstance(self._auth, httpx.BasicAuth):
                    yield response
                    return
            self._auth = _known(httpx.BasicAuth)
            with _client(os.getpid()).stream(method, url, auth=self._auth, **what) as response:
                yield response
        except RemoteTimeoutError as late:
            if ours:
                self._rest(late)
            raise
        except (httpx.ConnectTimeout, httpx.ConnectError) as error:
            raise self._rest(
                RemoteError(f"{self.address}: the store's server can't be reached ({_line(error)})")
            ) from None
        except httpx.TimeoutException:
            slow = RemoteTimeoutError(f"{self.address}: the store's server took longer than {silence:g} s")
            raise (self._rest(slow) if ours else slow) from None
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise RemoteError(f"{self.address}: the store's server broke off ({_line(error)})") from None

    def _rest(self, error: RemoteError) -> RemoteError:
        self._gone, self._gone_until = str(error), time.monotonic() + _REST
        return error

    def _require(self, response: httpx.Response, body: bytes, fine: Sequence[int]) -> None:
        """Go on where the status is fine. Raises RemoteError with what to do about it."""
        status = response.status_code
        self.software = response.headers.get("server", "").lower() or self.software
        if "fuseki-request-id" in response.headers:
            self.software = "fuseki"
        if status in fine:
            return
        if status in (401, 403):
            raise RemoteError(
                f"{self.address}: the server wants a name and a password ({status}): set {USER}, {PASSWORD}"
            )
        if status in (408, 504):
            raise RemoteTimeoutError(f"{self.address}: the server says that the query takes too long ({status})")
        raise RemoteError(f"{self.address}: the store's server answers {status}: {_words(body)}")


@cache
def _client(process: int) -> httpx.Client:
    """The connections of a process: one that is forked off has its own."""
    import httpx

    limits = httpx.Limits(max_connections=32, max_keepalive_connections=16, keepalive_expiry=4)
    client = httpx.Client(headers={"User-Agent": f"kmgraph/{version('kmgraph')}"}, limits=limits)
    atexit.register(client.close)
    return client


def _wants_basic(response: httpx.Response) -> bool:
    return response.status_code == 401 and "basic" in response.headers.get("www-authenticate", "").lower()


def _known(kind: type[httpx.BasicAuth] | type[httpx.DigestAuth]) -> httpx.Auth | None:
    """Name and password of the environment."""
    user = os.environ.get(USER)
    return kind(user, os.environ.get(PASSWORD, "")) if user else None


def _read(response: httpx.Response, deadline: float | None, most: int | None) -> tuple[bytes, bool]:
    """Read an answer as it comes, until it ends, time is up, or it is larger than `most` bytes."""
    data = bytearray()
    for piece in response.iter_bytes():
        data += piece
        if most is not None and len(data) > most:
            return bytes(data[:most]), True
        if deadline is not None and time.monotonic() > deadline:
            raise RemoteTimeoutError("the store's server was still answering when its time was up")
    return bytes(data), False


def _words(body: bytes) -> str:
    """A server's own message in one line, without what would move a terminal's cursor."""
    words = " ".join(body.decode("utf-8", "replace").split())
    return "".join(c for c in words if c.isprintable())[:_MOST_WORDS] or "without a word"


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:_MOST_WORDS] or type(error).__name__
