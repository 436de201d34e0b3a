"""The page as files: every address that a page links to becomes a file, and every link the way from one file to another.

The pages are those that the server makes, from its own templates. `url_for` is another: it gives each address its file,
writes the link relative to the page at hand, and remembers the address, so that whatever is linked is written in turn.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from posixpath import relpath
from urllib.parse import parse_qsl, unquote

from flask import render_template, url_for

from kmgraph.errors import StoreError
from kmgraph.graph.address import Place
from kmgraph.graph.ontology import digest
from kmgraph.graph.store import Store
from kmgraph_web import questions
from kmgraph_web.app import create_app
from kmgraph_web.current import LANGUAGES, reading
from kmgraph_web.negotiation import named
from kmgraph_web.words import local

LONGEST = 100  # bytes of a file's name without its ending: FAT and NTFS take more, archives and long paths don't
TIMEOUT = 120.0  # seconds for a saved question
WEB = Path(__file__).parent
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
_LEAVES = re.compile(r"\.[a-z]{2,8}$")


@dataclass(frozen=True, slots=True)
class Target:
    """An address of the server and the file that stands for it; a file of data is the same in every language."""

    address: str
    file: str
    language: str


class Site:
    """The pages of a store, written one after the other; `here` is the file that is being written."""

    def __init__(self, store: Place) -> None:
        self.app = create_app(store, TIMEOUT)
        self.here = Target("/", "index.html", LANGUAGES[0])
        self._files: dict[tuple[str, str], Target] = {}
        self._taken: set[str] = {"index.html", "snapshot.json"}
        self._waiting: deque[Target] = deque()
        self.app.jinja_env.globals.update(url_for=self.link, asset=self.asset, offline=True, twin=self.twin)
        # an answer may name what the graph does not describe
        self.app.jinja_env.tests["ours"] = lambda iri: iri in self.nodes
        self.nodes: frozenset[str] = frozenset()
        self.made: dict[str, Callable[[], bytes]] = {}  # files under /static/ that are made of the store

    @property
    def store(self) -> Store:
        """The store that the pages are made of."""
        with self.app.app_context():
            return reading().store

    def close(self) -> None:
        """End the processes that answer the saved questions."""
        self.app.extensions["kmgraph"].close()

    # --- links --------------------------------------------------------------------------------------------------

    def link(self, endpoint: str, **values: object) -> str:
        """Return the way from the page at hand to the file of an address."""
        address = self.address(endpoint, values)
        return relpath(self.target(address, self.here.language).file, Path(self.here.file).parent.as_posix())

    def address(self, endpoint: str, values: dict[str, object]) -> str:
        """Return the server's address; in place of the moving picture the page of its focus, of the editor the questions."""
        if endpoint == "explore.explore":
            focus = values.get("focus")
            return url_for("read.resource", name=focus) if focus else url_for("start.search")
        if endpoint == "ask.query" and "query" in values:
            return url_for("ask.query")
        return url_for(endpoint, **values)  # type: ignore[arg-type]

    def asset(self, name: str) -> str:
        """Return the way to a static file."""
        return self.link("static", filename=name)

    def twin(self, language: str) -> str:
        """Return the way to the page at hand in another language."""
        twin = self.target(self.here.address, language).file
        return relpath(twin, Path(self.here.file).parent.as_posix())

    def target(self, address: str, language: str) -> Target:
        """Return the file of an address, and have it written in its turn."""
        common = "" if is_data(address) else language
        known = self._files.get((address, common))
        if known is None:
            file = self.free(file_of(address, common), address)
            known = self._files[address, common] = Target(address, file, language)
            self._waiting.append(known)
        return known

    def free(self, file: str, address: str) -> str:
        """Return a name that no other file has; where capitals are the only difference, a digest of the address is another."""
        if file.lower() in self._taken:
            stem, dot, ending = file.rpartition(".")
            file = f"{stem}-{digest(address)}{dot}{ending}"
        self._taken.add(file.lower())
        return file

    def page_of(self, iri: str, language: str) -> str:
        """Return the file of a node's page, as seen from the folder of its language."""
        with self.app.test_request_context():
            address = url_for("read.resource", name=local(iri))
        return self.target(address, language).file.removeprefix(f"{language}/")

    # --- files --------------------------------------------------------------------------------------------------

    def files(self, nodes: frozenset[str]) -> Iterator[tuple[str, bytes]]:
        """Yield every file: the start pages, the pages of these nodes, and all that a page links to."""
        self.nodes = nodes
        for language in LANGUAGES:
            self.target("/", language)
        for iri in sorted(nodes):
            for language in LANGUAGES:  # one after the other: what the first has looked up the next need not
                self.page_of(iri, language)
        while self._waiting:
            target = self._waiting.popleft()
            yield target.file, self.content(target)

    def content(self, target: Target) -> bytes:
        """Have the server make a page or a file of data; a static file is as it is."""
        if target.address in self.made:
            return self.made[target.address]()
        if target.address.startswith("/static/"):
            return (WEB / unquote(target.address.lstrip("/"))).read_bytes()
        self.here = target
        response = self.app.test_client().get(target.address, headers={"Accept-Language": target.language})
        # a page that says that a node is not there is a page too: a foreign graph may name what it does not hold
        is_page = response.mimetype == "text/html"
        if response.status_code not in ((200, 404) if is_page else (200,)) or is_page != target.file.endswith(".html"):
            raise StoreError(
                f"{target.address}: can't be written as {target.file}: HTTP {response.status_code}, {response.mimetype}"
            )
        return response.get_data()

    def way_in(self) -> bytes:
        """The first page: it leads to the reader's language."""
        self.here = Target("/", "index.html", LANGUAGES[0])
        with self.app.test_request_context():
            return render_template("snapshot.html").encode()


def is_data(address: str) -> bool:
    """Tell a file of data or a static one from a page: by its ending, as the server does."""
    path = address.partition("?")[0]
    if path.startswith("/id/"):
        form = named(unquote(path))[1]
        return form is not None and form.ending != "html"
    return path == "/sparql" or bool(_LEAVES.search(path))


def file_of(address: str, language: str) -> str:
    """Name the file of an address; `language` is empty for what is the same in each.

    `/id/district-530181` → `zh/id/district-530181.html`, `/id/district-530181.ttl` → `id/district-530181.ttl`,
    `/list/goal?page=2` → `zh/list/goal--page-2.html`, `/` → `zh/index.html`.
    """
    path, _, query = address.partition("?")
    if path.startswith("/static/"):
        return path.lstrip("/")
    asked = parse_qsl(query)
    if path == "/sparql":
        words = dict(asked)
        question = next((q.name for q in questions.saved(LANGUAGES[0]) if q.query == words.get("query")), digest(query))
        return f"answers/{safe(question)}.{words.get('format', 'json')}"
    folder, _, rest = unquote(path).strip("/").partition("/")
    stem, dot, ending = (
        (rest or folder or "index").rpartition(".") if is_data(address) else (rest or folder or "index", ".", "html")
    )
    name = safe("--".join([*stem.split("/"), *(f"{key}-{value}" for key, value in asked)]))
    return "/".join(filter(None, (language, folder if rest else "", f"{name}{dot}{ending}")))


def safe(name: str) -> str:
    """A file's name that every file system takes: letters, digits, `.`, `-`, `_` of ASCII, not too long, no device of DOS.

    A digest of the name stands in for what is left out: `滇池` → `x-5f2d…`; a colon alone becomes a dash.
    """
    plain = name.replace(":", "-")
    kept = re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip(".-")
    if kept == plain and len(kept) <= LONGEST and kept.partition(".")[0].lower() not in _DEVICES:
        return kept
    return f"{kept[: LONGEST - 9] or 'x'}-{digest(name)}"
