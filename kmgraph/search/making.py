"""A store's names and sentences as an index: made once a generation, and kept in its folder for whoever opens it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from kmgraph.errors import GraphError
from kmgraph.graph.files import write_beside
from kmgraph.graph.ontology import KMG, KMR, RDF, RDFS, SKOS, ontology_hash, value_of
from kmgraph.graph.queries import KINDS, RELATIONS
from kmgraph.graph.store import EmbeddedStore, Store, fingerprint
from kmgraph.graph.vocabularies import load_vocabulary
from kmgraph.search.fold import fold
from kmgraph.search.index import BETWEEN, Index, Lines, from_bytes, to_bytes
from kmgraph.search.pinyin import readings

# what a reader doesn't look for: relations and how the graph was made; skos:Concept is said besides a better class
_LEFT_OUT = frozenset(
    {
        KMG + "Link",
        SKOS + "Concept",
        *(f"http://www.w3.org/ns/prov#{name}" for name in ("Activity", "Entity", "SoftwareAgent")),
    }
)
_OTHER_NAMES = (SKOS + "prefLabel", SKOS + "altLabel", KMG + "indicatorText", KMG + "original")
# classes whose labels are a sentence's own words: by its sound a sentence would be found for nearly every pair of letters
SENTENCE = KMG + "Sentence"
_BY_SENTENCE = frozenset({SENTENCE, KMG + "Commitment"})
SOUNDING = tuple(kind for kind in KINDS if kind not in _BY_SENTENCE)
# strengths, phases and units have spellings too, but who looks for 确保 does not mean 坚决
_SYNONYMOUS = ("indicator", "industry", "district", "zone")


def index_of(store: Store) -> Index:
    """Return the index of a store: the one that its folder keeps, else a new one, kept there if the folder can be written."""
    path = _path(store)
    if path is None:
        return make(store)
    with suppress(OSError, ValueError, KeyError, TypeError):
        return from_bytes(path.read_bytes())
    index = make(store)
    with suppress(GraphError):
        write_beside(path, to_bytes(index))
    return index


def _path(store: Store) -> Path | None:
    """Where the index lies: beside the generation's other files, named by the code and the vocabularies that make it.

    What lies in memory or behind an address has no such place.
    """
    return store.folder / f"search-{_state()}.json" if isinstance(store, EmbeddedStore) and store.path else None


@cache
def _state() -> str:
    room = files("kmgraph.search")
    parts = (
        part.read_bytes() for part in sorted(room.iterdir(), key=lambda part: part.name) if part.name.endswith(".py")
    )
    return fingerprint(ontology_hash(), version("pypinyin"), version("opencc"), *parts)


def make(store: Store) -> Index:
    """Read every node with its names, its sentence and the number of its relations, and lay them out in their order."""
    kinds = _kinds(store)
    names = _texts(store, RDFS + "label")
    labels = {iri: said[0] for iri, said in names.items() if iri in kinds}
    links = _links(store)
    ranks = {kind: rank for rank, kind in enumerate(KINDS)}

    def order(iri: str) -> tuple[int, str, int, int, str]:
        rank = ranks.get(kinds[iri], len(KINDS))
        return rank, kinds[iri], -links[iri], len(labels.get(iri, "")), iri

    iris = sorted(kinds, key=order)
    texts = _texts(store, KMG + "text")
    spellings = _spellings(store, labels, names)
    # a sentence is called by its first words; it is found, and shown, by all of them
    named = ["" if iri in texts and kinds[iri] == SENTENCE else fold(labels.get(iri, "")) for iri in iris]
    sounding = {c for name, iri in zip(named, iris, strict=True) if kinds[iri] not in _BY_SENTENCE for c in name}
    return Index(
        iris,
        list(Counter(kinds[iri] for iri in iris).items()),
        {number: spellings[iri] for number, iri in enumerate(iris) if iri in spellings},
        Lines(named),
        Lines([_line(spellings.get(iri, [])) for iri in iris]),
        Lines([fold(" ".join(texts.get(iri, ()))) for iri in iris]),
        readings(sounding),
        _synonyms(kinds),
    )


def _line(spellings: list[str]) -> str:
    return BETWEEN + "".join(fold(spelling) + BETWEEN for spelling in spellings) if spellings else ""


def _pairs(store: Store, predicate: str) -> Iterator[tuple[str, NamedNode | Literal]]:
    for triple in store.triples(predicate=NamedNode(predicate)):
        if isinstance(triple.object, NamedNode | Literal):
            yield value_of(triple.subject), triple.object


def _kinds(store: Store) -> dict[str, str]:
    """The class of each node that is looked for, the one that says most."""
    found: dict[str, list[str]] = defaultdict(list)
    for iri, kind in _pairs(store, RDF + "type"):
        if kind.value not in _LEFT_OUT:
            found[iri].append(kind.value)
    return {
        iri: min(kinds, key=lambda kind: (KINDS.index(kind) if kind in KINDS else len(KINDS), kind))
        for iri, kinds in found.items()
    }


def _texts(store: Store, predicate: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for iri, text in _pairs(store, predicate):
        found[iri].append(text.value)
    return {iri: sorted(texts) for iri, texts in found.items()}


def _links(store: Store) -> Counter[str]:
    """How many relations each node has."""
    return Counter(
        end for relation in sorted(RELATIONS) for iri, other in _pairs(store, relation) for end in (iri, other.value)
    )


def _spellings(store: Store, labels: dict[str, str], names: dict[str, list[str]]) -> dict[str, list[str]]:
    """What else each node is called: in the graph, in the vocabularies, in another language."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for key, spelled in _concepts():
        if (iri := KMR + key) in labels:
            found[iri].update(dict.fromkeys(spelled))
    for of in (names, *(_texts(store, predicate) for predicate in _OTHER_NAMES)):
        for iri, said in of.items():
            if iri in labels:
                found[iri].update(dict.fromkeys(said))
    return {iri: others for iri, said in found.items() if (others := [name for name in said if name != labels[iri]])}


def _concepts() -> Iterator[tuple[str, tuple[str, ...]]]:
    vocabulary = load_vocabulary()
    for scheme in (
        vocabulary.indicators,
        vocabulary.industries,
        vocabulary.districts,
        vocabulary.strengths,
        vocabulary.units,
    ):
        for concept in scheme:
            yield concept.key, concept.labels


def _synonyms(kinds: dict[str, str]) -> dict[str, list[str]]:
    """By each spelling of a concept in the store its others, but for those that hold it: they are found anyway."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for key, labels in _concepts():
        if KMR + key in kinds and key.startswith(_SYNONYMOUS):
            names = [name for name in map(fold, labels) if len(name) > 1]
            for name in names:
                found[name].update(dict.fromkeys(other for other in names if name not in other))
    return {name: list(others) for name, others in sorted(found.items()) if others}
