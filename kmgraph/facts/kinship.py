"""Whether a project's name says which branch of the economy it is of."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from kmgraph.mentions.mention import IndustryName
from kmgraph.mentions.vocabulary import Concept, Vocabulary

# pairs of characters that stand in the names of many branches
_COMMON = frozenset(("产业", "制造", "造业", "服务", "务业", "技术", "行业", "智能", "高端", "工业", "项目"))


@dataclass(frozen=True, slots=True)
class Kinship:
    """The branches of the vocabulary, as names of projects tell them."""

    industries: tuple[Concept, ...] = ()
    _above: dict[str, tuple[str, ...]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _spelled: dict[str, list[tuple[str, str]]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._above.update((concept.key, concept.broader) for concept in self.industries)
        for concept in self.industries:
            for label in concept.labels:
                if len(label) > 1:
                    self._spelled.setdefault(label[:2], []).append((label, concept.key))

    def related(self, name: str, branch: IndustryName) -> bool:
        """Whether a project's name shares a word or a concept with a branch: 弗迪电池工厂 with 新能源电池及材料."""
        return bool(_pairs(name) & _pairs(branch.text)) or bool(
            self.concepts_in(name) & self._with_broader((branch.concept,))
        )

    def of_another_branch(self, name: str, branch: IndustryName) -> bool:
        """Whether a project's name names branches and this one, a division of its own, is none of them: 石化基地 and 钢铁."""
        own_division = len(branch.concept) > _SECTION and not branch.concept.startswith("industry-x-")
        return own_division and bool(self.concepts_in(name)) and not self.related(name, branch)

    def concepts_in(self, name: str) -> frozenset[str]:
        """The keys of the divisions and branches whose spellings stand in a name, with what they are part of."""
        beginning = (spelled for i in range(len(name) - 1) for spelled in self._spelled.get(name[i : i + 2], ()))
        return self._with_broader(tuple({key for label, key in beginning if label in name}))

    def _with_broader(self, keys: tuple[str, ...]) -> frozenset[str]:
        """Concepts and the divisions above them; a whole section (`industry-C`) says nothing."""
        above = (up for key in keys for up in self._above.get(key, ()))
        return frozenset(key for key in (*keys, *above) if len(key) > _SECTION)


_SECTION = len("industry-C")


@lru_cache(maxsize=2)
def kinship_of(vocabulary: Vocabulary) -> Kinship:
    """The branches of a vocabulary, put in order once."""
    return Kinship(vocabulary.industries)


def _pairs(words: str) -> set[str]:
    return {words[i : i + 2] for i in range(len(words) - 1)} - _COMMON
