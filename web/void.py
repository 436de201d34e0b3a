"""The dataset described by itself: VoID and DCAT, and the saved questions as SHACL's executables.

https://www.w3.org/TR/void/, https://www.w3.org/TR/vocab-dcat-3/; the questions have the form of SIB's sparql-examples
(https://github.com/sib-swiss/sparql-examples), from which other people's editors take their examples and prefixes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flask import request, url_for
from pyoxigraph import Literal, NamedNode, Triple

from kmgraph.graph import export, guard
from kmgraph.graph.ontology import KMR, PREFIXES, digest, shorten, term, terms
from kmgraph.graph.queries import reports
from kmgraph.graph.rows import Report
from kmgraph.graph.statistics import ClassCount, Statistics, count
from kmgraph.graph.store import Store
from kmgraph.graph.triples import in_order, integer
from kmgraph_web import choices, questions
from kmgraph_web.current import graph, remembered
from kmgraph_web.words import local

OWN = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "spex": "https://purl.expasy.org/sparql-examples/ontology#",
    "void": "http://rdfs.org/ns/void#",
}
LICENSE = NamedNode("https://opensource.org/license/mit")
WIKIDATA = NamedNode("http://www.wikidata.org/")

# the form of a query → the class of its executable, and the property that holds its text
_FORMS = {
    "SELECT": ("sh:SPARQLSelectExecutable", "sh:select"),
    "ASK": ("sh:SPARQLAskExecutable", "sh:ask"),
    "CONSTRUCT": ("sh:SPARQLConstructExecutable", "sh:construct"),
    "DESCRIBE": ("spex:SPARQLDescribeExecutable", "spex:describe"),
}
_RDF = ("text/turtle", "application/trig", "application/n-quads", "application/ld+json", "application/rdf+xml")
_MEDIA = "https://www.iana.org/assignments/media-types/"
_NAMED = 3  # reports that a title names


@dataclass(frozen=True, slots=True)
class Site:
    """Where the dataset is served: the document that describes it, the endpoint, the page of downloads, the files."""

    document: str
    endpoint: str
    page: str
    files: tuple[tuple[str, str, str], ...]

    def node(self, name: str) -> NamedNode:
        """A node that the document describes: `#dataset`."""
        return NamedNode(f"{self.document}#{name}")


def here() -> Site:
    """The site as this request reaches it."""
    return Site(
        document=url_for("dataset.void", _external=True),
        endpoint=url_for("endpoint.sparql", _external=True),
        page=url_for("data.listing", _external=True),
        files=tuple(
            (form.ending, form.media_type.partition(";")[0], url_for("data.file", ending=form.ending, _external=True))
            for form in export.FORMATS.values()
        ),
    )


def described() -> tuple[Triple, ...]:
    """Return all that the dataset says of itself at this address, sorted."""
    return _described(graph(), request.url_root)


@remembered
def _described(store: Store, root: str) -> tuple[Triple, ...]:
    known, site = reports(store), here()
    asked = zip(*(choices.asked_of(store, language) for language in ("zh", "en")), strict=True)
    return in_order(
        (
            *_dataset(site, known, str(store.about().get("version", ""))),
            *_counts(site, counted(store)),
            *_files(site),
            *_prefixes(site),
            *(triple for zh, en in asked for triple in _question(site, zh, en)),
        )
    )


@remembered
def counted(store: Store) -> Statistics:
    """Count a store once."""
    return count(store)


def own(name: str) -> NamedNode:
    """A term of the vocabularies used here by its prefixed name."""
    prefix, _, rest = name.partition(":")
    return NamedNode(OWN[prefix] + rest) if prefix in OWN else term(name)


def _say(subject: NamedNode, *said: tuple[str, NamedNode | Literal]) -> Iterator[Triple]:
    return (Triple(subject, own(name), value) for name, value in said)


def _both(name: str, zh: str, en: str) -> tuple[tuple[str, Literal], tuple[str, Literal]]:
    """A text in both languages."""
    return (name, Literal(zh, language="zh")), (name, Literal(en, language="en"))


# --- the dataset ----------------------------------------------------------------------------------------------


def _dataset(site: Site, known: Sequence[Report], version: str) -> Iterator[Triple]:
    dataset, document, service = site.node("dataset"), NamedNode(site.document), site.node("service")
    labels = "、".join(report.label for report in known[:_NAMED])
    rest = len(known) > _NAMED
    yield from _say(
        document,
        ("rdf:type", own("void:DatasetDescription")),
        ("foaf:primaryTopic", dataset),
        *_both("dcterms:title", "数据集说明（VoID、DCAT）", "Description of the dataset (VoID, DCAT)"),
    )
    yield from _say(
        dataset,
        ("rdf:type", own("void:Dataset")),
        ("rdf:type", own("dcat:Dataset")),
        *_both(
            "dcterms:title",
            f"政府计划报告知识图谱：{labels}{f'等 {len(known)} 份报告' if rest else ''}",
            f"Knowledge graph of government plan reports: {labels}{f' and {len(known) - _NAMED} more' if rest else ''}",
        ),
        *_both(
            "dcterms:description",
            "报告中的目标、成果、任务、承诺、项目、行业与区域，每一条都指向其原文语句；原文明示与规则推断分开。",
            "The goals, results, tasks, commitments, projects, industries and districts of the reports, each with the sentence it rests on; stated and inferred are told apart.",
        ),
        *_both(
            "dcterms:rights",
            "报告原文为有关政府公开发布的文件；图谱、本体与词表按 MIT 许可证使用。",
            "The reports are public documents of the governments that gave them; graph, ontology and vocabularies are under the MIT licence.",
        ),
        *_both("dcat:keyword", "政府计划报告", "government plan report"),
        *_both("dcat:keyword", "知识图谱", "knowledge graph"),
        ("dcterms:license", LICENSE),
        ("dcterms:language", Literal("zh")),
        ("dcterms:conformsTo", NamedNode(PREFIXES["kmg"].removesuffix("#"))),
        ("dcat:landingPage", NamedNode(site.page)),
        ("foaf:homepage", NamedNode(site.page)),
        ("void:sparqlEndpoint", NamedNode(site.endpoint)),
        ("void:uriSpace", Literal(KMR)),
        *((("dcat:version", Literal(version)),) if version else ()),
        *(("dcterms:source", NamedNode(report.iri)) for report in known),
        *(("dcterms:spatial", NamedNode(report.place)) for report in known if report.place),
    )
    yield from _say(
        service,
        ("rdf:type", own("dcat:DataService")),
        *_both("dcterms:title", "SPARQL 接口", "SPARQL endpoint"),
        ("dcat:endpointURL", NamedNode(site.endpoint)),
        ("dcat:endpointDescription", NamedNode(site.endpoint)),
        ("dcat:servesDataset", dataset),
    )


def _files(site: Site) -> Iterator[Triple]:
    """Each download as a distribution; those in RDF are dumps too."""
    for ending, media, address in site.files:
        file = site.node(f"file-{ending}")
        yield from _say(site.node("dataset"), ("dcat:distribution", file))
        yield from _say(
            file,
            ("rdf:type", own("dcat:Distribution")),
            ("dcterms:title", Literal(f"export.{ending}")),
            ("dcterms:license", LICENSE),
            ("dcat:accessURL", NamedNode(address)),
            ("dcat:downloadURL", NamedNode(address)),
            ("dcat:mediaType", NamedNode(_MEDIA + media)),
        )
        if media in _RDF:
            yield from _say(site.node("dataset"), ("void:dataDump", NamedNode(address)))


# --- counts ---------------------------------------------------------------------------------------------------


def _counts(site: Site, counts: Statistics) -> Iterator[Triple]:
    dataset = site.node("dataset")
    yield from _say(
        dataset,
        ("void:triples", integer(counts.triples)),
        ("void:entities", integer(counts.entities)),
        ("void:classes", integer(len(counts.classes))),
        ("void:properties", integer(len(counts.properties))),
        ("void:distinctSubjects", integer(counts.subjects)),
        ("void:distinctObjects", integer(counts.objects)),
        *(("void:exampleResource", NamedNode(iri)) for iri in counts.examples),
        *(("void:vocabulary", NamedNode(iri)) for iri in _vocabularies(counts)),
    )
    for found in counts.classes:
        yield from _class(site, found)
    for iri, number in counts.properties:
        part = site.node(f"property-{_name(iri)}")
        yield from _say(dataset, ("void:propertyPartition", part))
        yield from _say(part, ("void:property", NamedNode(iri)), ("void:triples", integer(number)))
    for iri, number in counts.graphs:
        part = site.node(f"graph-{_name(iri)}")
        yield from _say(dataset, ("void:subset", part))
        yield from _say(
            part,
            ("rdf:type", own("void:Dataset")),
            ("dcterms:title", Literal(local(iri))),
            ("void:triples", integer(number)),
        )
    if counts.wikidata:
        yield from _wikidata(site, counts.wikidata)


def _class(site: Site, found: ClassCount) -> Iterator[Triple]:
    """A class with its nodes, and what properties these have: what an editor offers behind `?goal a kmg:Goal ;`."""
    part = site.node(f"class-{_name(found.iri)}")
    yield from _say(site.node("dataset"), ("void:classPartition", part))
    yield from _say(
        part,
        ("void:class", NamedNode(found.iri)),
        ("void:entities", integer(found.entities)),
        *_label(found.iri),
    )
    for iri, number in found.properties:
        inner = site.node(f"class-{_name(found.iri)}-{_name(iri)}")
        yield from _say(part, ("void:propertyPartition", inner))
        yield from _say(inner, ("void:property", NamedNode(iri)), ("void:triples", integer(number)))


def _label(iri: str) -> Iterable[tuple[str, Literal]]:
    return _both("rdfs:label", terms()[iri].label("zh"), terms()[iri].label("en")) if iri in terms() else ()


def _wikidata(site: Site, number: int) -> Iterator[Triple]:
    links = site.node("wikidata")
    yield from _say(site.node("dataset"), ("void:subset", links))
    yield from _say(
        links,
        ("rdf:type", own("void:Linkset")),
        ("void:subjectsTarget", site.node("dataset")),
        ("void:objectsTarget", WIKIDATA),
        ("void:linkPredicate", term("skos:exactMatch")),
        ("void:triples", integer(number)),
    )
    yield from _say(WIKIDATA, ("rdf:type", own("void:Dataset")), ("dcterms:title", Literal("Wikidata")))


def _vocabularies(counts: Statistics) -> list[str]:
    """The namespaces of all classes and properties, without the # where one ends in it: the vocabulary's own name."""
    used = (*(found.iri for found in counts.classes), *(iri for iri, _ in counts.properties))
    return sorted({re.sub(r"[^#/]*$", "", iri) for iri in used})


def _name(iri: str) -> str:
    """A name for a part of the document: kmg-Goal, and a hash for what has no prefix."""
    short = shorten(iri).replace(":", "-", 1)
    return short if re.fullmatch(r"[\w-]+", short, re.ASCII) else digest(iri)


# --- questions ------------------------------------------------------------------------------------------------


def _prefixes(site: Site) -> Iterator[Triple]:
    """The prefixes that need no declaration in an editor that reads them."""
    ontology = site.node("prefixes")
    yield from _say(ontology, ("rdf:type", term("owl:Ontology")))
    for prefix, namespace in PREFIXES.items():
        declared = site.node(f"prefix-{prefix}")
        yield from _say(ontology, ("sh:declare", declared))
        yield from _say(
            declared,
            ("rdf:type", own("sh:PrefixDeclaration")),
            ("sh:prefix", Literal(prefix)),
            ("sh:namespace", Literal(namespace, datatype=term("xsd:anyURI"))),
        )


def _question(site: Site, zh: questions.Question, en: questions.Question) -> Iterator[Triple]:
    """A saved question as something that can be run."""
    kind, holds = _FORMS[guard.judge(zh.query).form]
    yield from _say(
        site.node(f"question-{zh.name}"),
        ("rdf:type", own("sh:SPARQLExecutable")),
        ("rdf:type", own(kind)),
        *_both("rdfs:label", zh.title, en.title),
        *_both("rdfs:comment", zh.title, en.title),
        ("sh:prefixes", site.node("prefixes")),
        (holds, Literal(zh.query)),
        ("schema:target", NamedNode(site.endpoint)),
    )
