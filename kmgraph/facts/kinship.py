"""Whether a project's name says which branch of the economy it is of."""

from __future__ import annotations

from dataclasses import dataclass, field

from kmgraph.mentions.mention import IndustryName
from kmgraph.mentions.vocabulary import Concept

# pairs of characters that stand in the names of many branches
_COMMON = frozenset(("产业", "制造", "造业", "服务", "务业", "技术", "行业", "智能", "高端", "工业", "项目"))


@dataclass(frozen=True, slots=True)
class Kinship:
    """The branches of the vocabulary, as names of projects tell them."""

    industries: tuple[Concept, ...] = ()
    _above: dict[str, tuple[str, ...]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _spelled: list[tuple[str, str]] = field(init=False, repr=False, compare=False, default_factory=list)

    def __post_init__(self) -> None:
        self._above.update((concept.key, concept.broader) for concept in self.industries)
        self._spelled.extend((label, c.key) for c in self.industries for label in c.labels if len(label) > 1)

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
        return self._with_broader(tuple({key for label, key in self._spelled if label in name}))

    def _with_broader(self, keys: tuple[str, ...]) -> frozenset[str]:
        """Concepts and the divisions above them; a whole section (`industry-C`) says nothing."""
        above = (up for key in keys for up in self._above.get(key, ()))
        return frozenset(key for key in (*keys, *above) if len(key) > _SECTION)


_SECTION = len("industry-C")


def _pairs(words: str) -> set[str]:
    return {words[i : i + 2] for i in range(len(words) - 1)} - _COMMON
