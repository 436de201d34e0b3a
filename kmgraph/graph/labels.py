"""Labels that are not in the language that they claim: “Anning City”@zh, “安宁市”@en."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kmgraph.graph.fault import Fault, Names
from kmgraph.graph.ontology import KMG, RDF, shorten, term, value_of

_LABELS = frozenset(term(name).value for name in ("rdfs:label", "skos:prefLabel", "skos:altLabel"))
# classes whose labels are names of the vocabularies: no firm's name and no figure, so that one foreign word is enough
_CONCEPTS = frozenset(KMG + name for name in ("District", "Zone", "Industry", "Indicator", "Strength", "Phase"))
# classes whose labels are the report's own words, whatever language it quotes
_QUOTES = frozenset(KMG + name for name in ("Sentence", "Section", "Commitment", "Task"))

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_WORD = re.compile(r"[A-Za-z]*[a-z]{3}[A-Za-z]*")


def mislabelled(graph: Iterable[ox.Triple], names: Names) -> Iterator[Fault]:
    """Name each label that is in another language than its tag says."""
    triples = tuple(graph)
    kinds: dict[str, set[str]] = {}
    for triple in triples:
        if triple.predicate.value == RDF + "type":
            kinds.setdefault(value_of(triple.subject), set()).add(value_of(triple.object))
    for triple in triples:
        label, node = triple.object, value_of(triple.subject)
        if triple.predicate.value not in _LABELS or not isinstance(label, ox.Literal):
            continue
        path, own = shorten(triple.predicate.value), kinds.get(node, set())
        if label.language == "en" and not is_english(label.value):
            yield names.fault(
                node, path, "has an English label with Chinese characters", "英文标签含有汉字", label.value
            )
        if (
            label.language == "zh"
            and not own & _QUOTES
            and not is_chinese(label.value, words=1 if own & _CONCEPTS else 2)
        ):
            yield names.fault(
                node, path, "has a Chinese label without a Chinese character", "中文标签没有汉字", label.value
            )


def is_english(label: str) -> bool:
    """Tell whether an English label has no Chinese character."""
    return not _HAN.search(label)


def is_chinese(label: str, *, words: int = 2) -> bool:
    """Tell whether a Chinese label has a Chinese character, or at least not so many words in Latin letters.

    5G, GDP, PM2.5, COP15 and G8012 are no words; Gbps, vivo and Intel are one, as units and firms may be called.
    """
    return bool(_HAN.search(label)) or len(_WORD.findall(label)) < words
