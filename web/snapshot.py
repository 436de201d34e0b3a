"""A static site of the whole page, for a USB stick: opened as files, without a server."""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from kmgraph.errors import KmgraphError
from kmgraph.graph import queries
from kmgraph.graph.address import Place
from kmgraph.graph.ontology import KMG, KMR, RDF, RDFS, SKOS, value_of
from kmgraph.graph.store import Store
from kmgraph.search.fold import variants
from kmgraph.search.making import SOUNDING
from kmgraph.terminal import progress
from kmgraph_web import search as finder
from kmgraph_web.beside import BEHIND
from kmgraph_web.current import LANGUAGES
from kmgraph_web.offline import Site
from kmgraph_web.words import kind_name, local

# what tells a snapshot from any other folder, and its files from what a reader has put beside them
MARK = "snapshot.json"


class SnapshotError(KmgraphError):
    """A folder that a snapshot can't be written to."""


def snapshot(store: Place, folder: Path) -> tuple[int, int]:
    """Write the site of a store into a folder, and return the number of its files and of their bytes.

    It is written beside and put in place when it is whole. Raises SnapshotError where the folder holds anything but a
    snapshot, StoreError where the store can't be read.
    """
    folder = folder.resolve()
    try:
        claim(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        with beside(folder) as work, closing(Site(store)) as site:
            sizes = write(site, work / "site")
            put_in_place(work / "site", folder, work / "old")
    except OSError as error:
        raise SnapshotError(f"{folder}: can't be written: {error.strerror or error}") from None
    return len(sizes), sum(sizes.values())


def claim(folder: Path) -> None:
    """Refuse a folder that holds what is not ours."""
    if folder.is_mount():
        raise SnapshotError(f"{folder}: this is a whole disk; name a folder on it: {folder / 'kmgraph'}")
    if not folder.exists() or not any(folder.iterdir()):
        return
    ours = marked(folder)
    if ours is None:
        raise SnapshotError(f"{folder}: this folder holds other things; name an empty or a new one for the snapshot")
    there = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
    if added := [file for file in there if file not in ours]:
        more = f" and {len(added) - 1} more" if len(added) > 1 else ""
        raise SnapshotError(
            f"{folder}: {added[0]}{more} beside the snapshot would be lost; move what you have added elsewhere"
        )


def marked(folder: Path) -> frozenset[str] | None:
    """Return the files of the snapshot in a folder, None where it is none."""
    try:
        said = json.loads((folder / MARK).read_text(encoding="utf-8"))
        return frozenset([MARK, *said["files"]]) if said["kind"] == "kmgraph snapshot" else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


@contextmanager
def beside(folder: Path) -> Iterator[Path]:
    """Give a place beside a folder to write in, of one writer at a time; what a killed one has left there is cleared.

    Where it was killed between two renames, the old site lies aside there, and is put back.
    """
    work = folder.parent / f".{folder.name}.writing"
    work.mkdir(exist_ok=True)
    with open(work / "lock", "w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SnapshotError(f"{folder}: another snapshot is being written here; wait until it has ended") from None
        put_back(folder, work)
        for left in ("site", "old"):
            if (work / left).exists():
                shutil.rmtree(work / left)
        try:
            yield work
        finally:
            put_back(folder, work)
            shutil.rmtree(work, ignore_errors=True)


def put_back(folder: Path, work: Path) -> None:
    """Put the old site back where no new one has taken its place."""
    if (work / "old").exists() and not folder.exists():
        (work / "old").rename(folder)


def put_in_place(fresh: Path, folder: Path, aside: Path) -> None:
    """Put a whole site where the old one was: two renames, between them the old one lies aside."""
    if folder.exists():
        folder.rename(aside)
    fresh.rename(folder)


def write(site: Site, fresh: Path) -> dict[str, int]:
    """Write every file, and return their sizes by name."""
    sizes: dict[str, int] = {}
    for file, content in everything(site):
        path = fresh / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        sizes[file] = len(content)
    about = {"kind": "kmgraph snapshot", "store": site.store.about(), "files": sorted(sizes)}
    mark = json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
    (fresh / MARK).write_bytes(mark)
    return {**sizes, MARK: len(mark)}


def everything(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield every file with its bytes."""
    store = site.store
    nodes = met(store)
    site.made["/static/search-index.js"] = partial(index, site, nodes)
    with progress(3 * len(nodes)) as bar:  # each has a page a language, and its data
        yield "index.html", site.way_in()
        for file, content in site.files(frozenset(nodes)):
            bar.step(file)
            yield file, content


def met(store: Store) -> dict[str, str]:
    """Return every node of ours that a reader meets, by its class; links and selectors are told where they belong."""
    kinds: dict[str, list[str]] = {}
    for triple in store.triples():
        iri = value_of(triple.subject)
        if triple.predicate.value == RDF + "type" and iri.startswith(KMR):
            kinds.setdefault(iri, []).append(value_of(triple.object))
    plain = {iri: sorted(k for k in found if k != SKOS + "Concept") or found for iri, found in kinds.items()}
    return {iri: found[0] for iri, found in sorted(plain.items()) if not BEHIND.intersection(found)}


def index(site: Site, nodes: dict[str, str]) -> bytes:
    """Write what the search looks through, an entry a line: page, class, name, sentence, other names; and how words are folded.

    A script, since a page that is opened as a file may not fetch anything; entries in the order in which hits are listed.
    """
    store = site.store
    known = finder.index(store)
    place = {iri: number for number, iri in enumerate(known.iris)}
    labels, texts = (queries.texts(store, nodes, property) for property in (RDFS + "label", KMG + "text"))
    lines = []
    for iri in sorted(nodes, key=lambda iri: (place.get(iri, len(place)), iri)):
        label, text = min(labels.get(iri, [local(iri)])), " ".join(texts.get(iri, ()))
        names = known.spellings.get(place.get(iri, -1), [])
        entry: list[Any] = [site.page_of(iri, LANGUAGES[0]), kind_name(nodes[iri]), label, text, names]
        lines.append(json.dumps(entry, ensure_ascii=False))
    characters = frozenset(known.labels.text + known.spelled.text + known.texts.text)
    tables = {
        "KMGRAPH_VARIANTS": dict(variants(characters)),
        "KMGRAPH_READINGS": known.readings,
        "KMGRAPH_SYNONYMS": known.synonyms,
        "KMGRAPH_SOUNDING": [kind_name(kind) for kind in SOUNDING],
    }
    said = [f"var {name} = {json.dumps(table, ensure_ascii=False)};\n" for name, table in tables.items()]
    return ("var KMGRAPH_INDEX = [\n" + ",\n".join(lines) + "\n];\n" + "".join(said)).encode()
