"""Whether a project's name says which branch of the economy it is of."""

from __future__ import annotations

from functools import lru_cache

from kmgraph.mentions.mention import IndustryName
from kmgraph.mentions.vocabulary import Concept

# pairs of characters that stand in the names of many branches
_COMMON = frozenset(("产业", "制造", "造业", "服务", "务业", "技术", "行业", "智能", "高端", "工业", "项目"))


def related(name: str, branch: IndustryName, industries: tuple[Concept, ...]) -> bool:
    """Whether a project's name shares a word or a concept with a branch: 弗迪电池工厂 with 新能源电池及材料."""
    return bool(_pairs(name) & _pairs(branch.text)) or bool(
        named_concepts(name, industries) & _with_broader((branch.concept,), industries)
    )


def of_another_section(name: str, branch: IndustryName, industries: tuple[Concept, ...]) -> bool:
    """Whether a project's name names branches, all of them outside of this one's section: 农业产业园 and 农产品加工."""
    if branch.concept.startswith("industry-x-"):
        return False
    sections = {key[:10] for key in named_concepts(name, industries) if not key.startswith("industry-x-")}
    return bool(sections) and branch.concept[:10] not in sections


def _pairs(words: str) -> set[str]:
    return {words[i : i + 2] for i in range(len(words) - 1)} - _COMMON


@lru_cache(maxsize=1024)
def named_concepts(name: str, industries: tuple[Concept, ...]) -> frozenset[str]:
    """The keys of the divisions and branches whose spellings stand in a name, with what they are part of."""
    named = tuple(c.key for c in industries if any(len(label) > 1 and label in name for label in c.labels))
    return _with_broader(named, industries)


def _with_broader(keys: tuple[str, ...], industries: tuple[Concept, ...]) -> frozenset[str]:
    """Concepts and the divisions above them; a whole section (`industry-C`) says nothing."""
    above = {concept.key: concept.broader for concept in industries if concept.key in keys}
    return frozenset(key for key in (*keys, *(up for key in keys for up in above.get(key, ()))) if len(key) > 10)
