import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import Marked, marked

from kmgraph.facts.assemble import assemble, report_key
from kmgraph.facts.fact import Facts
from kmgraph.facts.links import MentionLink
from kmgraph.facts.places import place_of
from kmgraph.facts.promises import opening_verbs, sentence_actions
from kmgraph.mentions.vocabulary import Concept, Vocabulary
from kmgraph.pipeline import Given, extract, read_facts
from kmgraph.text.document import parse

HASH = "0123456789abcdef" * 4
KUNMING = Path(__file__).parents[1] / "data/reports/2022-昆明市-计划报告.txt"

VOCABULARY = Vocabulary(
    districts=(
        Concept(
            key="district-320106", label="鼓楼区", notation="320106", labels=("鼓楼区",), broader=("district-320100",)
        ),
        Concept(key="district-320100", label="南京市", notation="320100", labels=("南京市", "南京")),
        Concept(
            key="district-350102", label="鼓楼区", notation="350102", labels=("鼓楼区",), broader=("district-350100",)
        ),
        Concept(key="district-350100", label="福州市", notation="350100", labels=("福州市", "福州")),
        Concept(key="district-530100", label="昆明市", notation="530100", labels=("昆明市", "昆明")),
        Concept(key="zone-530000-1", label="滇中新区", notation=None, labels=("滇中新区",)),
    ),
    indicators=(
        Concept(key="indicator-investment", label="固定资产投资", notation=None, labels=("固定资产投资",)),
        Concept(
            key="indicator-industrial-investment",
            label="工业投资",
            notation=None,
            labels=("工业投资",),
            broader=("indicator-investment",),
        ),
    ),
    strengths=(
        Concept(key="strength-advance", label="推进", notation=None, labels=("推进", "推动", "加快")),
        Concept(key="strength-ensure", label="确保", notation=None, labels=("确保",)),
        Concept(key="strength-strive", label="力争", notation=None, labels=("力争", "争取")),
        Concept(key="strength-explore", label="研究", notation=None, labels=("研究",), not_labels=("研究院",)),
    ),
)


def facts_of(drawn: Marked, links: tuple[MentionLink, ...] = ()) -> Facts:
    return assemble(drawn.document, drawn.mentions, links, VOCABULARY, sha256=HASH)


def link_rows(facts: Facts, type_: str) -> set[tuple[str, str]]:
    """The links of a type by the names of their ends."""
    named = {f.key: f.quantity.text for f in facts.figures} | {t.key: t.text for t in facts.tasks}
    named |= {p.key: p.name for p in facts.projects} | {o.key: o.name for o in facts.organizations}
    named |= {c.key: "the sentence" for c in facts.commitments}
    return {(named.get(x.source, x.source), named.get(x.target, x.target)) for x in facts.links if x.type == type_}


# --- the report itself


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("昆明市", "district-530100"),
        ("云南省昆明市", "district-530100"),
        ("昆明", "district-530100"),
        ("南京市鼓楼区", "district-320106"),
        ("福州市鼓楼区", "district-350102"),
        ("鼓楼区", None),
        ("亚特兰蒂斯市", None),
        ("", None),
        (None, None),
    ],
)
def test_a_place_is_found_by_its_last_unit_and_those_before_it(name: str | None, key: str | None) -> None:
    found = place_of(name, VOCABULARY)
    assert (found.key if found else None) == key


@pytest.mark.parametrize(
    ("place", "year", "key"),
    [("昆明市", 2022, "530100-2022"), ("昆明市", None, f"text-{HASH[:12]}"), (None, 2022, f"text-{HASH[:12]}")],
)
def test_a_report_is_named_by_place_and_year_or_by_its_text(place: str | None, year: int | None, key: str) -> None:
    assert report_key(place_of(place, VOCABULARY), year, HASH) == key


def test_a_zone_has_no_code_to_name_a_report_by() -> None:
    assert report_key(place_of("滇中新区", VOCABULARY), 2022, HASH) == f"text-{HASH[:12]}"


@pytest.mark.parametrize(
    ("first_line", "file", "options", "place", "year"),
    [
        ("南宁市2024年政府工作报告", "2020-成都市.txt", {}, "南宁市", 2024),
        ("一、主要任务", "2020-成都市.txt", {}, "成都市", 2020),
        ("南宁市2024年政府工作报告", "2020-成都市.txt", {"place": "昆明市", "year": 2022}, "昆明市", 2022),
        ("一、主要任务", "report.txt", {}, None, None),
    ],
)
def test_options_beat_the_title_beats_the_file_name(
    tmp_path: Path, first_line: str, file: str, options: dict[str, object], place: str | None, year: int | None
) -> None:
    path = tmp_path / file
    path.write_text(f"{first_line}\n推进东港建设。\n", encoding="utf-8")
    facts = read_facts(path, Given(**options))  # type: ignore[arg-type]
    assert (facts.document.place, facts.year) == (place, year)


# --- promises


@pytest.mark.parametrize(
    ("clause", "verbs"),
    [
        ("加快推进东川港建设", ("加快", "推进")),
        ("全力推动重大项目落地", ("推动",)),
        ("进一步完善、优化配送网络", ("完善", "优化")),
        ("东川港建设", ()),
        ("", ()),
    ],
)
def test_the_verbs_that_open_a_clause(clause: str, verbs: tuple[str, ...]) -> None:
    assert opening_verbs(clause) == verbs


def test_a_sentence_without_an_opening_verb_has_the_first_inside() -> None:
    (sentence,) = parse("把老城区建设得更美。").sentences
    assert sentence_actions(sentence) == ("建设",)


PLAN = "一、2022年主要任务\n（一）做强产业\n"


@pytest.mark.parametrize(
    ("sentence", "strength", "checks"),
    [
        ("推进[P东港]建设，确保年内投产。", "strength-ensure", (False, True, False, False)),
        ("积极争取新建学校[G2所]。", "strength-strive", (True, False, False, False)),
        ("支持[D西山]打造总部基地。", None, (False, False, True, False)),
        ("研究出台扶持政策，由[O市发改委]牵头。", "strength-explore", (False, False, False, True)),
        ("加快研究地铁方案。", "strength-advance", (False, False, False, False)),
        ("[P地铁9号线]力争年底建成。", "strength-strive", (False, True, False, False)),
        ("年底前研究地铁方案。", "strength-explore", (False, True, False, False)),
        ("推动研究院落地。", "strength-advance", (False, False, False, False)),
        ("用好研究院成果。", None, (False, False, False, False)),
    ],
)
def test_a_promise_has_a_strength_and_four_marks(
    sentence: str, strength: str | None, checks: tuple[bool, bool, bool, bool]
) -> None:
    (commitment,) = facts_of(marked(PLAN + sentence)).commitments
    assert commitment.strength == strength
    assert (commitment.has_number, commitment.has_date, commitment.has_place, commitment.has_body) == checks


@pytest.mark.parametrize("sentence", ["全市生产总值增长[G8%]左右。", "各位代表！", "这些成绩来之不易。"])
def test_no_promise(sentence: str) -> None:
    assert facts_of(marked(PLAN + sentence)).commitments == ()


def test_what_the_review_tells_is_no_promise() -> None:
    assert facts_of(marked("一、2021年工作回顾\n推进[P东港]建设。\n")).commitments == ()


# --- facts and their links


def test_a_task_includes_what_its_sentences_name() -> None:
    facts = facts_of(marked(PLAN + "加快[P东港]建设，新建学校[G2所]。"))
    assert link_rows(facts, "includes") == {
        ("做强产业", "东港"),
        ("做强产业", "2所"),
        ("the sentence", "东港"),
        ("the sentence", "2所"),
    }
    assert link_rows(facts, "partOf") == {("the sentence", "做强产业")}


def test_a_task_is_part_of_the_task_around_it() -> None:
    facts = facts_of(marked(PLAN + "一是推进钢铁转型。加快[P东港]建设。\n"))
    inner = next(task for task in facts.tasks if task.text == "推进钢铁转型")
    assert inner.parent == next(task.key for task in facts.tasks if task.text == "做强产业")
    assert ("推进钢铁转型", "做强产业") in link_rows(facts, "partOf")


def test_one_project_in_two_sentences_is_one_node() -> None:
    text = "一、2021年工作回顾\n[P东港工程]开工。\n二、2022年主要任务\n（一）做强产业\n加快[P“东港”工程]建设。\n"
    facts = facts_of(marked(text, {"东港工程": {"phase": "开工"}}))
    (project,) = facts.projects
    assert (project.name, project.phase, len(project.mentions)) == ("东港工程", "开工", 2)
    assert ("the sentence", "东港工程") in link_rows(facts, "continues")


def test_an_owner_in_a_name_is_a_body() -> None:
    facts = facts_of(marked(PLAN + "推进[P东钢环保搬迁]。", {"东钢环保搬迁": {"owner": "东钢"}}))
    assert [o.name for o in facts.organizations] == ["东钢"]
    assert link_rows(facts, "ownedBy") == {("东钢环保搬迁", "东钢")}
    assert facts.commitments[0].has_body


def test_phase_two_depends_on_phase_one() -> None:
    facts = facts_of(marked(PLAN + "[P东港产业园（一期）]投产，启动[P东港产业园二期]建设。"))
    assert link_rows(facts, "dependsOn") == {("东港产业园二期", "东港产业园（一期）")}


def test_a_bare_phase_is_the_one_of_the_project_before_it() -> None:
    facts = facts_of(marked(PLAN + "[P东港产业园一期]投产，[P二期]开工。推进[P西港厂]建设，启动[P二期]。"))
    names = ["东港产业园一期", "东港产业园二期", "西港厂", "西港厂二期"]
    assert [project.name for project in facts.projects] == names
    assert link_rows(facts, "dependsOn") == {(names[1], names[0]), (names[3], names[2])}


def test_ancillary_works_depend_on_the_main_one() -> None:
    facts = facts_of(marked(PLAN + "推进[P滇中引水工程]、[P滇中引水配套工程]建设。"))
    assert link_rows(facts, "dependsOn") == {("滇中引水配套工程", "滇中引水工程")}


@pytest.mark.parametrize(
    ("sentence", "on"),
    [
        ("依托[P东川港]发展临港物流。", {("the sentence", "东川港")}),
        ("抢抓[P甲乙高铁]开通运营机遇，发展全域旅游。", {("the sentence", "甲乙高铁")}),
        ("加快[P甲乙高铁]建设，抢抓政策机遇。", set()),
    ],
)
def test_a_promise_depends_on_the_work_that_it_stands_on(sentence: str, on: set[tuple[str, str]]) -> None:
    assert link_rows(facts_of(marked(PLAN + sentence)), "dependsOn") == on


def test_a_start_depends_on_the_preparation() -> None:
    fields = {"东岭港": {"phase": "前期"}, "东岭港项目": {"phase": "开工"}}
    facts = facts_of(
        marked(PLAN + "推进[P东岭港]前期工作，完成可研报告批复，落实用地。确保[P东岭港项目]年内开工。", fields)
    )
    (link,) = (link for link in facts.links if link.type == "dependsOn")
    prepared, started = facts.commitments
    assert (link.source, link.target, link.basis) == (started.key, prepared.key, "inferred")


def test_a_goal_depends_on_the_goals_of_its_parts() -> None:
    facts = facts_of(marked("一、预期目标\n全市固定资产投资增长[G8%]，工业投资增长[G25%]。"))
    assert link_rows(facts, "dependsOn") == {("8%", "25%")}
    assert [f.indicator for f in facts.figures] == ["indicator-investment", "indicator-industrial-investment"]


def test_a_goal_continues_last_years_result() -> None:
    text = "昆明市2022年政府工作报告\n一、2021年工作回顾\n工业投资增长[R3%]。\n二、2022年主要任务\n工业投资增长[G25%]。"
    facts = facts_of(marked(text, {"3%": {"year": 2021}, "25%": {"year": 2022}}))
    assert link_rows(facts, "continues") == {("25%", "3%")}


@pytest.mark.parametrize(
    ("text", "fields", "value"),
    [
        ("零售额增长[R10.3%]，超计划目标[R0.3个百分点]。", {"0.3个百分点": {"indicator": "零售额较计划目标", "change": "increase"}}, "10.0"),
        (
            "地区生产总值增长[R3.7%]。经济增速低于预期目标[R4.3个百分点]。",
            {"4.3个百分点": {"indicator": "经济增速较计划目标", "change": "decrease"}},
            "8.0",
        ),
        ("价格上涨[R0.2%]，低于控价目标[R3.3个百分点]。",
         {"0.2%": {"indicator": "价格", "change": "increase"}, "3.3个百分点": {"indicator": "价格较计划目标", "change": "decrease"}}, "3.5"),
        ("能耗下降[R3.5%]，超计划目标[R0.5个百分点]。", {"0.5个百分点": {"indicator": "能耗较计划目标", "change": "decrease"}}, "3.0"),
    ],
)  # fmt: skip
def test_a_target_follows_from_the_deviation(text: str, fields: dict[str, dict[str, object]], value: str) -> None:
    facts = facts_of(marked(f"一、2021年工作回顾\n{text}", fields))
    (target,) = [f for f in facts.figures if f.basis == "inferred"]
    assert (target.quantity.status, str(target.quantity.value), target.quantity.unit) == ("target", value, "%")
    assert target.rule == "target_behind_deviation"
    assert len(target.also) == text.count("。") - 1


def test_a_deviation_without_its_result_says_nothing() -> None:
    fields = {"4.3个百分点": {"indicator": "经济增速较计划目标", "change": "decrease"}}
    facts = facts_of(marked("一、2021年工作回顾\n经济增速低于预期目标[R4.3个百分点]。", fields))
    assert all(f.basis == "stated" for f in facts.figures)


def test_links_between_mentions_become_links_between_facts() -> None:
    drawn = marked(PLAN + "加快[P东港]建设，确保[I化工]产值达[G20亿元]。")
    project, goal = drawn.mentions.projects[0], drawn.mentions.quantities[0]
    sentence = drawn.document.sentences[-1]
    links = (
        MentionLink("supports", project, goal, sentence, "stated", "test"),
        MentionLink("inIndustry", project, drawn.mentions.industries[0], sentence, "stated", "test"),
    )
    facts = facts_of(drawn, links)
    assert link_rows(facts, "supports") == {("东港", "20亿元"), ("the sentence", "20亿元")}
    assert link_rows(facts, "inIndustry") == {("东港", "industry-化工")}


# --- other characters for the same signs


def test_a_half_width_full_stop_ends_a_sentence_where_a_text_has_no_other() -> None:
    title = "关于昆明市2021年国民经济和社会发展计划执行情况与2022年计划草案的报告\n一、2022年主要任务\n"
    text = title + "推进潭溪水库建设.新增就业1.5万人.外贸增长8%.\n"
    found = extract(text)
    assert [s.text for s in found.document.sentences][-3:] == ["推进潭溪水库建设.", "新增就业1.5万人.", "外贸增长8%."]
    assert [q.text for q in found.mentions.quantities] == ["1.5万人", "8%"]
    assert len(extract(text + "完成各项工作。\n" * 9).document.sentences) < len(found.document.sentences) + 9


def test_figures_in_full_width_are_read_and_quoted_as_written() -> None:
    title = "关于昆明市2021年国民经济和社会发展计划执行情况与2022年计划草案的报告\n一、2022年主要任务\n"
    line = '推进"潭溪明珠"项目建设，确保产值达到２０．５亿元。'
    usual = "推进“潭溪明珠”项目建设，确保产值达到20.5亿元。"
    written, read = extract(title + line), extract(title + usual)
    assert written.document.text == title + line
    for kind in ("quantities", "projects"):
        ours, theirs = getattr(written.mentions, kind), getattr(read.mentions, kind)
        assert ours
        assert [mention.span for mention in ours] == [mention.span for mention in theirs]
        assert all(mention.text == mention.span.of(title + line) for mention in ours)
    assert line in {sentence.text for sentence in written.document.sentences}


# --- laws


def all_keys(facts: Facts) -> list[str]:
    made = (facts.figures, facts.tasks, facts.commitments, facts.projects, facts.organizations)
    return [fact.key for kind in made for fact in kind]


SENTENCES = st.lists(
    st.sampled_from(
        [
            "加快[P东港]建设，完善配套。",
            "加快[P西港工程]建设，确保[I化工]产值达[G20亿元]。",
            "新建学校[G2所]、医院[G3所]。",
            "支持[D西山]发展，做强总部。",
            "（二）改善民生\n新增车位300个、路灯20盏，方便出行。",
            "一是办好教育。优化布局，提升质量。",
            "工业投资增长[G25%]。",
            "加快[P东港]建设，完善配套。",
        ]
    ),
    max_size=12,
)


@given(SENTENCES)
def test_keys_are_unique_and_links_have_both_ends(sentences: list[str]) -> None:
    facts = facts_of(marked(PLAN + "".join(sentences)))
    keys = all_keys(facts)
    assert len(keys) == len(set(keys))
    known = {*keys, *(use.concept for use in (*facts.industries, *facts.districts))}
    assert all({link.source, link.target} <= known for link in facts.links)


@settings(max_examples=30)
@given(SENTENCES, st.integers(0, 12))
def test_a_sentence_put_in_changes_no_other_facts_key(sentences: list[str], at: int) -> None:
    new = "搬迁[P老码头]，新建码头[G7座]。"
    plan = PLAN + "新增住房300套、公园20个，方便居民。"  # a paragraph's short first sentence may be its heading
    before = facts_of(marked(plan + "".join(sentences)))
    after = facts_of(marked(plan + "".join([*sentences[:at], new, *sentences[at:]])))
    assert set(all_keys(before)) <= set(all_keys(after))


def test_the_same_text_gives_the_same_facts_in_every_process() -> None:
    script = (
        "from pathlib import Path; from kmgraph.pipeline import read_facts;"
        f"f = read_facts(Path({str(KUNMING)!r}));"
        "print(f.report, [x.key for x in (*f.figures, *f.tasks, *f.commitments, *f.projects, *f.organizations)],"
        "[(x.type, x.source, x.target) for x in f.links])"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", script], env=_environment(seed), capture_output=True, check=True, text=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def _environment(seed: str) -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONHASHSEED": seed}


def test_a_figure_of_which_nothing_is_measured_states_no_fact() -> None:
    """A broken line may take the name away: 超|1430亿元; the graph would not be valid with it."""
    text = "丙市2023年政府工作报告\n一、2022年工作回顾\n全市生产总值增长5%。\n1430亿元、惠及市场主体427万户。\n"
    extraction = extract(text)
    assert "" in [quantity.indicator for quantity in extraction.mentions.quantities]
    facts = assemble(extraction.document, extraction.mentions, extraction.links, VOCABULARY, sha256=HASH)
    assert facts.figures
    assert all(figure.quantity.indicator for figure in facts.figures)
