"""Sentences of planned work as commitments: their actions, how firm they are, and whether they can be checked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kmgraph.facts.promise_words import ACTIONS, CLEAR, NO_PROMISE, OPENERS, STRENGTH_ORDER
from kmgraph.mentions.mention import Mentions
from kmgraph.mentions.vocabulary import Concept, Vocabulary
from kmgraph.text.document import Sentence

_DATE = re.compile(
    r"(?=[\d上下一二三四年月季“十明今国春五])(?:"  # the first characters of all that follows
    r"(?:19|20)\d{2}年|\d{1,2}月|[上下]半年|[一二三四]季度|年内|年底|年末|月底|季末|"
    r"“?十[一二三四五六]五”?(?:期间|时期|末)|[明今]年|国庆|春节|[“五]一”?前|\d+年(?:时间|内))"
)
_LONGEST = max(map(len, ACTIONS))
_OPENERS = frozenset(OPENERS)
_LONGEST_OPENER = max(map(len, OPENERS))
_FIGURE_VERBS = frozenset(
    ("实现", "达到", "保持", "完成", "控制", "新增", "增加", "减少", "降低", "提高", "稳定", "突破")
)
_WORD_START = re.compile(r"[、和及并与以前底内年]")


@dataclass(frozen=True, slots=True)
class Promise:
    """What a sentence of planned work says beyond its words."""

    sentence: Sentence
    actions: tuple[str, ...]
    strength: str | None
    has_number: bool
    has_date: bool
    has_place: bool
    has_body: bool


def find_promises(sentences: Iterable[Sentence], mentions: Mentions, vocabulary: Vocabulary) -> tuple[Promise, ...]:
    """Find the sentences of the plan part that state work to be done, in the text's order.

    Headings, addresses to the hearers and sentences that hold figures alone are none.
    """
    found = []
    marked = _Marked(mentions)
    for sentence in sentences:
        if sentence.part != "plan" or sentence.is_heading or sentence.text.startswith(NO_PROMISE):
            continue
        actions = sentence_actions(sentence)
        strength = strength_of(sentence, vocabulary.strengths)
        number = marked.holds(sentence, "number")
        if not _states_work(actions, strength, number):
            continue
        found.append(
            Promise(
                sentence,
                actions,
                strength,
                number,
                bool(_DATE.search(sentence.text)),
                marked.holds(sentence, "place"),
                marked.holds(sentence, "body"),
            )
        )
    return tuple(found)


def _states_work(actions: tuple[str, ...], strength: str | None, number: bool) -> bool:
    """全年地区生产总值增长7.5%左右 states none: a figure, and no verb but one of reaching it."""
    if number and set(actions) <= _FIGURE_VERBS:
        return strength == "strength-ensure" or "完成" in actions
    return bool(actions)


class _Marked:
    """In which sentences numbers, places and bodies stand, by the starts of the mentions in the text's order."""

    def __init__(self, mentions: Mentions) -> None:
        self.starts = {
            "number": sorted(q.span.start for q in mentions.quantities),
            "place": sorted(d.span.start for d in mentions.districts),
            "body": sorted(
                [o.span.start for o in mentions.organizations] + [p.span.start for p in mentions.projects if p.owner]
            ),
        }

    def holds(self, sentence: Sentence, what: str) -> bool:
        starts = self.starts[what]
        i = bisect_left(starts, sentence.span.start)
        return i < len(starts) and starts[i] < sentence.span.end


def sentence_actions(sentence: Sentence) -> tuple[str, ...]:
    """Return the verbs of doing that open the sentence's clauses, each once, in order.

    加快推进东川港建设,确保年内投产 → 加快, 推进, 确保. Where no clause opens with one (把滇池治理好是…, 在老城区建设…) the
    first verb inside is taken.
    """
    actions: dict[str, None] = {}
    clauses = _clause_texts(sentence)
    for clause in clauses:
        actions.update(dict.fromkeys(opening_verbs(clause)))
    return tuple(actions) or _inner_verbs(clauses)


def _clause_texts(sentence: Sentence) -> list[str]:
    start = sentence.span.start
    return [sentence.text[clause.start - start : clause.end - start].strip() for clause in sentence.clauses]


@lru_cache(maxsize=2048)
def opening_verbs(clause: str) -> tuple[str, ...]:
    """Return the chain of verbs that a clause opens with: 全力推动 → 推动, 加快推进 → 加快, 推进, 东川港建设 → none."""
    verbs: list[str] = []
    at = 0
    while at < len(clause):
        if verb := _verb_at(clause, at):
            verbs.append(verb)
            at += len(verb)
        elif opener := _longest_at(clause, at, _OPENERS, 1, _LONGEST_OPENER):
            at += len(opener)
        else:
            break
    return tuple(verbs)


def _verb_at(clause: str, at: int) -> str | None:
    return _longest_at(clause, at, ACTIONS, 2, _LONGEST)


def _longest_at(clause: str, at: int, words: frozenset[str], shortest: int, longest: int) -> str | None:
    for length in range(min(longest, len(clause) - at), shortest - 1, -1):
        if (word := clause[at : at + length]) in words:
            return word
    return None


def _inner_verbs(clauses: list[str]) -> tuple[str, ...]:
    """The first verb of doing inside of any clause; one of reaching a figure only where there is no other."""
    verbs = [verb for clause in clauses for at in range(len(clause)) if (verb := _verb_at(clause, at))]
    return tuple([verb for verb in verbs if verb not in _FIGURE_VERBS][:1] or verbs[:1])


def strength_of(sentence: Sentence, strengths: tuple[Concept, ...]) -> str | None:
    """Return the key of the firmest strength that the sentence's clauses have: 推进…建设,确保…投产 → strength-ensure.

    A clause has the strength of the verb that leads it: 加快建设 is 加快's.
    """
    pattern, keys = _strength_words(strengths)
    found = (
        {key for clause in _clause_texts(sentence) if (key := _leading(clause, pattern, keys))} if pattern else set()
    )
    return min(found, key=_firmness, default=None)


def _leading(clause: str, pattern: re.Pattern[str], keys: dict[str, str]) -> str | None:
    for match in pattern.finditer(clause):
        if match[0] in keys and (match[0] in CLEAR or _opens(clause[: match.start()])):
            return keys[match[0]]
    return None


def _opens(before: str) -> bool:
    """Whether what stands before a verb in its clause lets it be the clause's verb: 全力, 年底前; not 科技 in 科技创新."""
    return not before or bool(_WORD_START.match(before[-1])) or before.endswith(OPENERS)


def _firmness(key: str) -> tuple[int, str]:
    return (STRENGTH_ORDER.index(key) if key in STRENGTH_ORDER else len(STRENGTH_ORDER), key)


@lru_cache(maxsize=4)
def _strength_words(strengths: tuple[Concept, ...]) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    """The spellings of all strengths, longest first; a longer word that forbids a match (研究院) stands among them."""
    keys = {label: concept.key for concept in strengths for label in concept.labels}
    forbidden = {label for concept in strengths for label in concept.not_labels}
    words = sorted(keys.keys() | forbidden, key=lambda w: (-len(w), w))
    return (re.compile("|".join(map(re.escape, words))) if words else None), keys
