import re
from importlib.resources import files
from io import StringIO

import graph_sample
import pytest
from lxml import etree
from pyoxigraph import Literal, NamedNode, Quad, Triple

from kmgraph.errors import GraphError
from kmgraph.graph.files import turtle
from kmgraph.graph.ontology import KMG, KMR, RDF, term, value_of
from kmgraph.graph.selection import of_triples, whole
from kmgraph.graph.store import Store, to_quads
from kmgraph.graph.stratml import NAMESPACE, to_stratml
from kmgraph.graph.stratml_reading import read_stratml
from kmgraph.stores import bundled_graph

FACTS = ("Report", "Task", "Commitment", "Goal", "Result", "Organization")
NS = {"s": NAMESPACE}


def plan_of(graph):
    return to_stratml(whole(Store.in_memory(to_quads([graph]))))


GRAPHS = {"sample": graph_sample.graph(), "bundled": bundled_graph()}
PLANS = {name: plan_of(graph) for name, graph in GRAPHS.items()}


@pytest.fixture
def read(tmp_path):
    def reading(data):
        path = tmp_path / "a.stratml"
        path.write_bytes(data)
        return read_stratml(path, "0.1.0")

    return reading


def of_class_of(triples, *names):
    wanted = {KMG + name for name in names}
    return {t.subject for t in triples if t.predicate.value == RDF + "type" and value_of(t.object) in wanted}


def about(triples, nodes, predicates=None):
    return {t for t in triples if t.subject in nodes and (predicates is None or t.predicate in predicates)}


@pytest.mark.parametrize("name", GRAPHS)
def test_out_and_in_loses_nothing_of_goals_tasks_commitments_figures_and_bodies(read, name):
    before, after = set(GRAPHS[name].triples), set(read(PLANS[name]))
    kept = of_class_of(before, *FACTS)
    # what a plan has no room for: projects, the build, and where a body is named that no commitment names
    elsewhere = of_class_of(before, "Project", "Section") | of_class_of(before, "Sentence") - of_class_of(
        after, "Sentence"
    )
    said = {t for t in about(before, kept) if t.object not in elsewhere}
    naming = {t for t in said if t.predicate == term("kmg:mentionedIn")}
    assert about(after, kept) - naming == said - naming
    assert about(after, kept) <= said
    assert of_class_of(after, *FACTS) == kept


@pytest.mark.parametrize("name", GRAPHS)
def test_every_fact_keeps_its_sentence(read, name):
    def sentences(triples):
        texts = {t.subject: t.object for t in triples if t.predicate == term("kmg:text")}
        facts = of_class_of(triples, "Task", "Commitment", "Goal", "Result")
        return {
            (t.subject, texts[t.object]) for t in about(triples, facts) if t.predicate == term("prov:wasDerivedFrom")
        }

    assert sentences(read(PLANS[name])) == sentences(GRAPHS[name].triples)


@pytest.mark.parametrize("name", GRAPHS)
def test_what_came_back_gives_as_long_a_plan(read, name):
    again = to_stratml(whole(Store.in_memory(_quads(read(PLANS[name])))))
    for kind in ("Goal", "Objective", "PerformanceIndicator", "TargetResult", "ActualResult", "Organization"):
        first, second = (etree.fromstring(data).findall(f".//s:{kind}", NS) for data in (PLANS[name], again))
        assert len(first) == len(second) > 0


def _quads(triples):
    for triple in triples:
        yield Quad(*triple, NamedNode(KMR + "530100-2022"))
        yield Quad(*triple)


@pytest.mark.parametrize("name", GRAPHS)
def test_it_has_the_structure_that_is_written_down(name):
    doc = files("kmgraph_ontology").joinpath("stratml.md").read_text(encoding="utf-8")
    dtd = etree.DTD(StringIO(re.search(r"```dtd\n(.*?)```", doc, re.DOTALL)[1]))
    root = etree.fromstring(PLANS[name])
    assert dtd.validate(root), dtd.error_log
    identifiers = [element.text for element in root.iterfind(".//s:Identifier", NS)]
    assert len(identifiers) == len(set(identifiers))
    assert all(re.fullmatch(r"[^\W\d][\w.-]*", text) for text in identifiers)  # xsd:ID
    assert {*root.iterfind(".//s:NumberOfUnits", NS)}
    assert all(re.fullmatch(r"-?\d+(\.\d+)?", number.text) for number in root.iterfind(".//s:NumberOfUnits", NS))
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day.text) for day in root.iterfind(".//s:EndDate", NS))


def test_the_same_graph_gives_the_same_bytes():
    again = Store.in_memory(reversed(list(to_quads([GRAPHS["sample"]]))))
    assert to_stratml(whole(again)) == PLANS["sample"]


def test_how_a_figure_is_written():
    root = etree.fromstring(PLANS["sample"])
    (gdp,) = root.xpath("//s:PerformanceIndicator[s:Identifier='_530100-2022-goal-22222222']", namespaces=NS)
    words = [gdp.findtext(f"s:{name}", namespaces=NS) for name in ("MeasurementDimension", "UnitOfMeasurement")]
    assert words == ["地区生产总值", "%"]
    target = gdp.find("s:MeasurementInstance/s:TargetResult", NS)
    assert [child.text for child in target if len(child) == 0] == [
        "2022-01-01", "2022-12-31", "7.5", "地区生产总值增长7.5%左右。"
    ]  # fmt: skip
    assert target.findtext("s:Descriptor/s:DescriptorValue", namespaces=NS) == "~"
    assert gdp.findtext("s:Relationship/s:ReferentIdentifier", namespaces=NS) == "_530100-2022-result-11111111"
    (chemistry,) = root.xpath("//s:PerformanceIndicator[s:Identifier='_530100-2022-goal-33333333']", namespaces=NS)
    assert chemistry.getparent().findtext("s:SequenceIndicator", namespaces=NS) == "1.1.1"


def test_a_number_that_somebody_has_changed_is_the_one_that_is_read(read):
    changed = PLANS["sample"].replace(b">7.5<", b">8.25<").replace(b">2022-12-31</EndDate>", b">2023-12-31</EndDate>")
    goal = NamedNode(KMR + "530100-2022-goal-22222222")
    said = about(read(changed), {goal})
    assert Triple(goal, term("kmg:value"), Literal("8.25", datatype=term("xsd:decimal"))) in said
    assert Triple(goal, term("kmg:year"), Literal("2023", datatype=term("xsd:gYear"))) in said


@pytest.mark.parametrize("reports", [[], ["530100-2022", "530100-2023"]])
def test_a_plan_is_one_reports(reports):
    said = [Triple(NamedNode(KMR + key), term("rdf:type"), term("kmg:Report")) for key in reports]
    with pytest.raises(GraphError, match=f"here are {len(reports)}: choose one"):
        to_stratml(of_triples(said))


OTHERS = f"""<?xml version="1.0"?>
<PerformancePlanOrReport xmlns="{NAMESPACE}" Type="Performance_Report">
  <Name>Clean water plan</Name>
  <StrategicPlanCore>
    <Organization><Name>Water Office</Name>
      <Stakeholder StakeholderTypeType="Organization"><Name>Village councils</Name></Stakeholder></Organization>
    <Mission><Description>Water for all</Description></Mission>
    <Goal><Name>Wells</Name><Description>Every village has a well.</Description><Identifier>_a1</Identifier>
      <SequenceIndicator>1</SequenceIndicator>
      <Objective><Name>Dig</Name><Description>Wells are dug.</Description><SequenceIndicator>1.1</SequenceIndicator>
        <Stakeholder><Name>Diggers</Name><Role><Name>Contractor</Name><RoleType>Performer</RoleType></Role></Stakeholder>
        <PerformanceIndicator PerformanceIndicatorType="Quantitative">
          <MeasurementDimension>Wells dug</MeasurementDimension><UnitOfMeasurement>wells</UnitOfMeasurement>
          <MeasurementInstance>
            <TargetResult><StartDate>2021-01-01</StartDate><EndDate>2021-12-31</EndDate><NumberOfUnits>40</NumberOfUnits></TargetResult>
            <ActualResult><EndDate>2021-12-31</EndDate><NumberOfUnits>38.50</NumberOfUnits></ActualResult>
            <ActualResult><NumberOfUnits/><Description>Well received</Description></ActualResult>
          </MeasurementInstance>
        </PerformanceIndicator>
      </Objective>
    </Goal>
  </StrategicPlanCore>
  <AdministrativeInformation><StartDate>2021-01-01</StartDate></AdministrativeInformation>
</PerformancePlanOrReport>""".encode()


def test_a_plan_of_other_people(read):
    triples = read(OTHERS)
    store = Store.in_memory(_quads(triples))
    rows = store.query(
        "SELECT ?goal ?task ?what ?value ?unit ?year ?lead { ?g a kmg:Task ; kmg:level 1 ; rdfs:label ?goal . "
        "?t kmg:partOf ?g ; kmg:level 2 ; rdfs:label ?task ; kmg:includes ?f ; kmg:ledBy/rdfs:label ?lead . "
        "?f kmg:indicatorText ?what ; kmg:value ?value ; kmg:unit ?unit ; kmg:year ?year } ORDER BY ?value"
    )
    found = [
        [value_of(row[name]) for name in ("goal", "task", "what", "value", "unit", "year", "lead")] for row in rows
    ]
    assert found == [["Wells", "Dig", "Wells dug", number, "wells", "2021", "Diggers"] for number in ("38.5", "40")]
    assert len(of_class_of(triples, "Organization")) == 3
    assert (len(of_class_of(triples, "Goal")), len(of_class_of(triples, "Result"))) == (1, 1)


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n > 1 else b"&a;" * 10) for n in range(1, 12)
)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "a.stratml"),
        (b"<a", "a.stratml:1:"),
        (b"<Other/>", "the root is Other"),
        (BOMB + b"]><PerformancePlanOrReport>&a11;</PerformancePlanOrReport>", "a.stratml"),
        (
            b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><PerformancePlanOrReport><Name>&x;</Name></PerformancePlanOrReport>',
            "document type",
        ),
        (b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><PerformancePlanOrReport/>', "document type"),
        (PLANS["sample"].replace(b"kmg:basis", b"kmg basis", 1), "OtherInformation of 530100-2022"),
        (re.sub(rb"kmr:\S+ rdfs:label", b"kmr:other rdfs:label", PLANS["sample"], count=1), "it speaks of"),
        (PLANS["sample"].replace(b">_530100-2022<", b">_../x<"), "is no identifier of kmgraph"),
    ],
)
def test_a_hostile_or_broken_plan_is_refused(read, data, says):
    with pytest.raises(GraphError) as caught:
        read(data)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_xml_can_not_hold_is_marked():
    store = Store.in_memory(_quads([*GRAPHS["sample"].triples, _named("a\x0bb<&>")]))
    assert "a\ufffdb&lt;&amp;&gt;" in to_stratml(whole(store)).decode()


def _named(name):
    return Triple(NamedNode(KMR + "530100-2022-task-66666666"), term("rdfs:label"), Literal(name, language="zh"))


def test_the_graph_of_a_plan_is_turtle_again(read):
    assert turtle(read(PLANS["sample"])).startswith(b"@prefix")
