"""Text → Document: title, sections with their headings, paragraphs, sentences and clauses, all with spans."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kmgraph.text.front import find_place, find_year, front_lines, is_headline, split_title, years
from kmgraph.text.heading_words import OUTLOOK
from kmgraph.text.headings import Heading, is_back_matter, numbered, standing_alone
from kmgraph.text.outline import Part, Section, outline
from kmgraph.text.paragraphs import paragraphs
from kmgraph.text.run_in import Group, below_running, counted, running_in, within
from kmgraph.text.sentences import clauses, sentences
from kmgraph.text.span import Span
from kmgraph.text.tense import lean, looks_ahead, looks_back

__all__ = ["Document", "Part", "Section", "Sentence", "parse"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its full stop. `section` is the index of the innermost section, None outside of all.

    `clauses` are its pieces between commas, semicolons and colons, without these; `paragraph` is the index of its
    paragraph. A heading is a sentence too (`is_heading`). `part` is its section's, but what a plan's chapter says before
    its first task (the year's setting, its figures) is outlook.
    """

    index: int
    span: Span
    text: str
    clauses: tuple[Span, ...]
    section: int | None
    part: Part
    paragraph: int
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A report as it stands on the page. `place` and `year` are those of its title (None where nothing tells them).

    `parted` tells that the part of its sentences is known: by headings, or because an excerpt's words lean one way.
    `plans` tells that the text clearly plans by its words, or is called a plan by its file: it counts where no part is known.
    For a report on 2021 with the plan for 2022, `year` is 2022: the year that is planned. `place` is as the report
    writes it (昆明市; 全国 for the State Council's). What a web page put around the report is in none of the parts.
    """

    text: str
    title: Span | None
    place: str | None
    year: int | None
    sections: tuple[Section, ...]
    paragraphs: tuple[Span, ...]
    sentences: tuple[Sentence, ...]
    parted: bool
    plans: bool = False
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(sentence.span.start for sentence in self.sentences))

    def sentence_at(self, position: int) -> Sentence | None:
        """Return the sentence that covers a position of the text, None where there is none."""
        i = bisect_right(self._starts, position) - 1
        if i >= 0 and self.sentences[i].span.end > position:
            return self.sentences[i]
        return None


def parse(text: str, *, place: str | None = None, year: int | None = None) -> Document:
    """Find the parts of a report. `place` and `year` override what the text says of itself; None leaves it to the text.

    Nothing is normalised: every span points into `text` as given. Structure goes as far as it goes: a text without a
    heading is one run of sentences.
    """
    title, before, body = split_title(text, paragraphs(text))
    headline = title.of(text) if title else ""
    front = front_lines(text, before, body)
    plain = _plain_headings(text, body)
    year = year or find_year(text, headline, front, (h.words.of(text) for h in plain))
    place = place or find_place(text, headline, front)
    closings = [p.start for p in body if text.startswith(("各位代表", "同志们"), p.start)]
    end = body[-1].end if body else 0
    excerpt = title is None and not (body and is_headline(body[0].of(text)))
    first = outline(text, plain, closings, end, year, excerpt=excerpt)
    groups = _groups(text, body, plain, first, excerpt=excerpt)
    inner = [*within(text, _headed(body, plain, first)), *counted(text, _below_tasks(body, plain, first))]
    opening_lone = within(text, [group.paragraphs[0] for group in groups if len(group.paragraphs) == 1], opens=True)
    lone = {heading.paragraph for heading in opening_lone}
    inner += opening_lone
    running = [heading for heading in running_in(text, groups) if heading.paragraph not in lone]
    inner += below_running(text, [(h.paragraph, Span(h.span.end, body[h.paragraph].end)) for h in running])
    found = sorted([*plain, *running, *inner], key=lambda h: h.span)
    sections = outline(text, found, closings, end, year, excerpt=excerpt)
    opening = _leading_part(text, sections, end) if excerpt else None
    parts = _PartOfSentence(text, sections, year, opening)
    parted = bool(sections or opening)
    plans = not parted and title is None and len(text) < _BRIEF and looks_ahead(text)
    told = tuple(_sentences(text, body, found, sections, parts))
    return Document(text, title, place, year, sections, tuple(body), told, parted, plans)


# --- headings ------------------------------------------------------------------------------------------------

_SALUTATION = re.compile(r"各位(?:代表|委员)")
_NOTE = re.compile(r"[\[［〔【]\s?1\s?[\]］〕】]")


def _plain_headings(text: str, body: Sequence[Span]) -> list[Heading]:
    """Headings that show by their number or their line; what is put behind the report is one section without any."""
    found: list[Heading] = []
    salutation = next((i for i, p in enumerate(body[:30]) if _SALUTATION.match(text, p.start)), -1)
    for i, paragraph in enumerate(body):
        if i > len(body) * 0.4 and (is_back_matter(paragraph.of(text)) or _NOTE.match(text, paragraph.start)):
            return [*found, Heading("back", paragraph, paragraph, "", i)]
        following = body[i + 1] if i + 1 < len(body) else None
        heading = numbered(text, paragraph, i)
        if heading is None and i > salutation:
            heading = standing_alone(text, paragraph, following, i)
        if heading:
            found.append(heading)
    return found


# a paragraph that may have headings of its own
_LONG = 200


def _headed(body: Sequence[Span], headings: Sequence[Heading], sections: Sequence[Section]) -> list[tuple[int, Span]]:
    """What stands behind the numbered headings of tasks in their own paragraphs, where nothing else stands under them."""
    ends = [*(heading.paragraph for heading in headings[1:]), len(body)]
    return [
        (heading.paragraph, Span(heading.span.end, body[heading.paragraph].end))
        for heading, section, end in zip(headings, sections, ends[: len(headings)], strict=True)
        if section.task_level in (1, 2)
        and end == heading.paragraph + 1
        and heading.span.end + _LONG < body[end - 1].end
    ]


def _below_tasks(
    body: Sequence[Span], headings: Sequence[Heading], sections: Sequence[Section]
) -> list[tuple[int, Span, str]]:
    """What stands below each heading of a task, paragraph by paragraph, with the heading's number for its own paragraph."""
    ends = [*(heading.paragraph for heading in headings[1:]), len(body)]
    found = []
    for heading, section, end in zip(headings, sections, ends[: len(headings)], strict=True):
        if section.task_level is not None:
            own = Span(heading.span.end, body[heading.paragraph].end)
            found.append((heading.paragraph, own, heading.number))
            found += [(n, body[n], "") for n in range(heading.paragraph + 1, end)]
    return found


def _groups(
    text: str, body: Sequence[Span], headings: Sequence[Heading], sections: Sequence[Section], *, excerpt: bool
) -> list[Group]:
    """The plan's paragraphs without headings, those between two headings together; not a chapter's lead-in to its tasks.

    An excerpt may begin below a heading that it does not show.
    """
    groups = []
    begin = headings[0].paragraph if headings else 0
    if excerpt and begin and not looks_back(text[body[0].start : body[begin - 1].end]):
        groups.append(Group(tuple(enumerate(body[:begin])), leads=False))
    holding = {section.parent for section in sections}
    for i, (heading, section) in enumerate(zip(headings, sections, strict=True)):
        end = headings[i + 1].paragraph if i + 1 < len(headings) else len(body)
        lead_in = section.task_level is None and section.index in holding
        if section.part == "plan" and not lead_in and heading.paragraph + 1 < end:
            members = tuple((n, body[n]) for n in range(heading.paragraph + 1, end))
            groups.append(Group(members, leads=heading.span.end >= body[heading.paragraph].end))
    if not headings:
        groups.append(Group(tuple(enumerate(body)), leads=False))
    return groups


# --- sentences -----------------------------------------------------------------------------------------------

_FIGURES = re.compile("|".join(OUTLOOK))
_AHEAD = re.compile(r"^(?:根据|今后|未来|到20)|(?:主要|奋斗|发展|预期)目标|指导思想")
_TARGET = re.compile(r"目标|预期|计划|安排|力争|确保|今年")


def _sentences(
    text: str, body: Sequence[Span], headings: Sequence[Heading], sections: Sequence[Section], parts: _PartOfSentence
) -> Iterator[Sentence]:
    """All sentences in the text's order, each with its innermost section and its part."""
    by_paragraph: dict[int, list[Heading]] = {}
    for heading in headings:
        by_paragraph.setdefault(heading.paragraph, []).append(heading)
    index = 0
    open_sections: list[Section] = []
    coming = list(reversed(sections))
    for number, paragraph in enumerate(body):
        for span, is_heading in _pieces(text, paragraph, by_paragraph.get(number, ())):
            while coming and coming[-1].span.start <= span.start:
                open_sections.append(coming.pop())
            open_sections = [section for section in open_sections if section.span.end > span.start]
            section = open_sections[-1] if open_sections else None
            part = parts.of(span, section, is_heading=is_heading)
            yield Sentence(
                index,
                span,
                span.of(text),
                clauses(text, span),
                section.index if section else None,
                part,
                number,
                is_heading,
            )
            index += 1


def _pieces(text: str, paragraph: Span, headings: Sequence[Heading]) -> Iterator[tuple[Span, bool]]:
    """A paragraph's headings and its sentences."""
    start = paragraph.start
    for heading in headings:
        for span in sentences(text, Span(start, heading.span.start)):
            yield span, False
        yield heading.span, True
        start = heading.span.end
    for span in sentences(text, Span(start, paragraph.end)):
        yield span, False


# a text that is shorter says by its years alone what it tells and what it plans
_BRIEF = 350


def _leading_part(text: str, sections: Sequence[Section], end: int) -> Part | None:
    """What an excerpt that begins below the headings of a report is about, None where nothing tells.

    Its words tell where they lean clearly, else the chapter that follows: 二、2022年重点工作 comes after what looks back.
    """
    first = sections[0] if sections else None
    leading = text[: first.span.start if first else end]
    told = lean(leading) if len(leading) >= _BRIEF else None
    if told is None:
        return "review" if first and first.part in ("outlook", "plan") and first.task_level is None else None
    return "review" if told else "plan"


class _PartOfSentence:
    """Tells sentence by sentence which part of the report it belongs to."""

    def __init__(self, text: str, sections: Sequence[Section], year: int | None, opening: Part | None) -> None:
        self.text, self.year, self.opening = text, year, opening
        self.begin = sections[0].span.start if sections else len(text)
        # an excerpt that shows only a later part has no heading that says so: it is read as planned work
        self.excerpt = not any(section.part in ("review", "outlook") for section in sections if section.parent is None)
        self.first_inner: dict[int, int] = {}
        for section in sections:
            if section.parent is not None and (section.part == "plan" or section.task_level):
                self.first_inner.setdefault(section.parent, section.span.start)
        self.last: Part = "plan"
        self.ahead: int | None = None
        self.latest: Part = "plan"

    def of(self, span: Span, section: Section | None, *, is_heading: bool) -> Part:
        words = span.of(self.text)
        if section is None:
            if span.start < self.begin and self.opening:
                return self.opening
            if span.start < self.begin:
                return self._by_time(words) if self.excerpt else "front"
            return self.latest
        self.latest = section.part
        if is_heading:
            return section.part
        if section.part == "plan" and section.task_level is None:
            return self._of_lead_in(words, section, span.start)
        if section.part == "review" and section.index in self.first_inner:
            return self._of_two_fold(words, section)
        return section.part

    def _of_lead_in(self, words: str, section: Section, position: int) -> Part:
        """What an announcing chapter says before its first task is outlook; without a task, what names goals is."""
        first = self.first_inner.get(section.index)
        if first is not None:
            return "outlook" if position < first else "plan"
        return "outlook" if _FIGURES.search(words[:40]) else "plan"

    def _of_two_fold(self, words: str, section: Section) -> Part:
        """A chapter that looks back and ahead turns where it names what comes: 根据《…建议》, 主要目标."""
        if self.ahead != section.index and _AHEAD.search(words):
            self.ahead = section.index
        return "outlook" if self.ahead == section.index else "review"

    def _by_time(self, words: str) -> Part:
        """In a text without chapters the time that a sentence opens with decides, until the next that names one."""
        named = years(words[:20])
        if named and self.year is not None:
            past = max(named) < self.year and not (str(self.year) in words and _TARGET.search(words))
            self.last = "review" if past else "plan"
        elif words.startswith(("今年", "新的一年", "来年", "展望")):
            self.last = "plan"
        elif words.startswith(("去年", "上年", "过去一年", "过去的一年", "一年来")):
            self.last = "review"
        return "outlook" if self.last == "plan" and _FIGURES.search(words[:40]) else self.last
