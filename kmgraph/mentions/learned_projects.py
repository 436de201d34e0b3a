"""Projects that the learned model finds where the rules found none; each says so by its rule."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from kmgraph.mentions.mention import DistrictName, IndustryName, Phase, ProjectName
from kmgraph.mentions.names import places_of
from kmgraph.mentions.organisations import owner_of
from kmgraph.mentions.project_model import find_names
from kmgraph.mentions.project_predicates import told_by
from kmgraph.mentions.project_shapes import LINES_OF_A_SORT
from kmgraph.mentions.project_words import boundary_words, listed
from kmgraph.mentions.vocabulary import Vocabulary
from kmgraph.text.document import Document, Sentence
from kmgraph.text.span import Span

RULE = "learned"
# no name goes on behind these
_PARTS = re.compile(r"[，,；;。：:\s!！?？、]")
_CLAUSE_END = re.compile(r"[，,；;。：:\n]")
_SHORTEST = 2
# VR/A|R产业园: a name begins at no Latin letter behind another
# 项目10个，含|潭溪抽水蓄能
_LED_TO = re.compile(r"含(?!山)有?|包括|包含|主要有")
# 三大片区, 在建项目, 两环: several of a sort
_SORT = re.compile(
    rf"{LINES_OF_A_SORT}|虚拟电厂$|.*试点[县市区]$|"
    r"[一二两三四五六七八九十\d]+(?:大|个|条|座|处)|\d+[家户]|第[一二三]民生工程|形成|.*(?:攻克|刷新|打破)|(?:市政|供水|供热|雨水|污水)*管网$|.*(?:升格|创[一二三][级甲])|(?:健康|平安|法治|诚信|清廉|书香|文明)[\u4e00-\u9fff]{2}$|.*(?:在建|续建|新建|签约)项目$"
    r"|[一二两三四五六七八九十][环轴带心横纵射联廊]$|[\u4e00-\u9fff]{1,3}[江河](?:干流)?[\u4e00-\u9fff]{2,4}段$|(?:铁路|公路|高速公路|社区公园|口袋公园)$|(?:重大|重点|水利|交通|民生|环保|生态|电力|农业|能源|基础设施)+(?:工程|项目)$|重大[\u4e00-\u9fff]{2,4}工程$|新型[\u4e00-\u9fff]{2,4}项目$"
)
# 国家级产业园|1个: how many of a sort
_OF_A_LEVEL = re.compile(r"(?:国家|自治区|[省市县])级")
_COUNTED_BEHIND = re.compile(r"\s?\d[\d.]*[个家座处条所]")
# 潭溪研发中心|城市, 鹭泽大厦|等一批遗留难题: a city, what is settled
_NO_PROJECT_BEHIND = re.compile(
    r"城市|等[^，。；、]{0,6}(?:运营|投资|管理)(?:企业|公司|机构)|建设?(?:现场|工作|推进|动员)+会|[度率]?(?:打破|刷新|填补)|(?:、[^，。；、]{1,8}){0,3}等\d+[余多]?个(?:村|社区|乡|镇)[^，。；]{0,4}(?:获评|入选|荣获)|、[^，。；]{1,10}遗址(?:先后|相继)?入选|(?:、[^，。；、]{1,8}){0,3}等?(?:客流|人气)|等\d+[余多]?[家户]|(?:等|、)[^，。；、]{0,8}(?:难题|问题|风险|矛盾|景区|景点|班列|等工作)|等工作"
)
# 与潭溪大学、|鹭泽大学附属医院|等达成合作协议: whom one works with
_PARTNERS = re.compile(r"(?:大学|医院|学院|研究[院所])")
_AGREED = re.compile(r"等?[^，。；、]{0,4}(?:达成|签[订署约]|建立|合作)")
_MID_WORD = re.compile(r"[A-Za-z0-9/][A-Za-z0-9]")


def find_learned_projects(
    document: Document,
    vocabulary: Vocabulary,
    known: Sequence[ProjectName],
    districts: Sequence[DistrictName],
    industries: Sequence[IndustryName],
) -> tuple[ProjectName, ...]:
    """Add to the `known` projects of a document those that the model finds beside them, in the text's order.

    卓衡负极材料一体化破土, 鹭泽化工己二酸扩能跟进: names by their firm and product, whatever verb is said of them.
    """
    places = places_of(vocabulary, document.place or "")
    sentences = document.sentences
    marked = [marks_of(sentence, districts, industries) for sentence in sentences]
    taken = {at for project in known for at in range(project.span.start, project.span.end)}
    added = []
    for index, start, end in find_names([sentence.text for sentence in sentences], marked):
        sentence = sentences[index]
        if (led := _LED_TO.match(sentence.text, start, end)) and (not start or _PARTS.match(sentence.text, start - 1)):
            start = led.end()
        words = sentence.text[start:end]
        span = Span(start, end).shift(sentence.span.start)
        if (
            (start and _MID_WORD.match(sentence.text, start - 1))
            or len(words) < _SHORTEST
            or _PARTS.search(words)
            or _SORT.match(words)
            or words.count("《") != words.count("》")
            or words.startswith("·")
            or _NO_PROJECT_BEHIND.match(sentence.text, end)
            or (_PARTNERS.search(words) and _AGREED.match(sentence.text, end))
            or (_OF_A_LEVEL.match(words) and _COUNTED_BEHIND.match(sentence.text, end))
            or not taken.isdisjoint(range(span.start, span.end))
        ):
            continue
        phase = _phase(sentence, start, end)
        added.append(ProjectName(span=span, text=words, rule=RULE, phase=phase, owner=owner_of(words, places)))
    return tuple(sorted((*known, *added), key=lambda project: project.span))


def marks_of(sentence: Sentence, districts: Sequence[DistrictName], industries: Sequence[IndustryName]) -> list[int]:
    """For each character of a sentence 1 within a district, 2 within a branch, 3 within both, else 0."""
    marks = [0] * len(sentence.text)
    for bit, spans in ((1, districts), (2, industries)):
        for span in _within(sentence.span, spans):
            for at in range(span.start - sentence.span.start, min(span.end - sentence.span.start, len(marks))):
                marks[at] |= bit
    return marks


def _within(sentence: Span, mentions: Sequence[DistrictName] | Sequence[IndustryName]) -> Iterator[Span]:
    at = bisect_right(mentions, sentence.start - 1, key=lambda mention: mention.span.start)
    for mention in mentions[at:]:
        if mention.span.start >= sentence.end:
            break
        yield mention.span


def _phase(sentence: Sentence, start: int, end: int) -> Phase | None:
    """The stage that the rest of the clause tells outright, else the verb before the name, else any word of work behind it.

    Where nothing is said, what was done last year is built, and what is planned goes on.
    """
    told = told_by(_CLAUSE_END.split(sentence.text[end:], maxsplit=1)[0])
    if told and told.outright:
        return told.phase
    verb = _governing_verb(sentence.text, start)
    if verb in _TITLES:
        return None
    if verb and (phase := _verbs()[verb]):
        return phase  # type: ignore[return-value]
    if told:
        return told.phase
    return "建成" if sentence.part == "review" else "在建"


_TITLES = frozenset(listed("创建 争创"))
_NEAR = 60


@cache
def _verbs() -> dict[str, str]:
    """The verbs that govern names and tell a stage, each with it, and those by which a thing is only called something."""
    known = (word for words in boundary_words().values() for word in words)
    stages = {word.text: word.phase for word in known if word.role == "verb" and word.phase and len(word.text) > 1}
    return {**stages, **dict.fromkeys(_TITLES, ""), "依托": "运营"}


@cache
def _verb_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_verbs(), key=len, reverse=True)))


def _governing_verb(text: str, start: int) -> str:
    """The last verb of the clause before a name, which governs it: 启动滑冰馆和|足球场|建设 → 启动."""
    clause = text[max(0, start - _NEAR) : start]
    clause = clause[max((m.end() for m in _CLAUSE_END.finditer(clause)), default=0) :]
    verbs = _verb_pattern().findall(clause)
    return verbs[-1] if verbs else ""
