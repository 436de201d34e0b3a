"""The SPARQL of the questions behind the pages; prefixes are those of PREFIXES.

A variable that gets a value must be selected, and stands in no BIND and in no FILTER of an inner group: Oxigraph does
not put the value in there.
"""

from __future__ import annotations

REPORTS = """
SELECT ?iri ?label ?title ?place ?placeLabel ?year {
  ?iri a kmg:Report ; rdfs:label ?label .
  OPTIONAL { ?iri dcterms:title ?title }
  OPTIONAL { ?iri kmg:place ?place . OPTIONAL { ?place rdfs:label ?placeLabel } }
  OPTIONAL { ?iri kmg:year ?year }
} ORDER BY ?year ?iri
"""

COUNTS = """
SELECT ?class (COUNT(DISTINCT ?node) AS ?number) {
  VALUES ?class { kmg:Goal kmg:Result kmg:Task kmg:Commitment kmg:Project kmg:Industry kmg:District
                  kmg:Indicator kmg:Organization kmg:Section kmg:Sentence kmg:Link }
  ?node a ?class .
} GROUP BY ?class ORDER BY DESC(?number) ?class
"""

FIGURES = """
SELECT ?iri ?label ?kind ?indicator ?indicatorText ?value ?unit ?change ?bound ?year ?original ?sentence ?part ?order {
  VALUES ?kind { kmg:Goal kmg:Result }
  ?iri a ?kind ; rdfs:label ?label ; kmg:value ?value ;
    kmg:change ?change ; kmg:bound ?bound ; kmg:original ?original ; prov:wasDerivedFrom ?sentence .
  ?sentence kmg:order ?order ; kmg:partOf ?whole .
  OPTIONAL { ?whole kmg:part ?part }
  OPTIONAL { ?iri kmg:unit ?unit }
  OPTIONAL { ?iri kmg:indicatorText ?indicatorText }
  OPTIONAL { ?iri kmg:indicator ?indicator }
  OPTIONAL { ?iri kmg:year ?year }
} ORDER BY ?order ?iri
"""

NODE = """
SELECT ?iri ?label ?kind {
  ?iri a ?kind .
  OPTIONAL { ?iri rdfs:label ?label }
} ORDER BY ?kind
"""

# Where a value goes in, what may be missing is OPTIONAL: Oxigraph plans a query before it knows the value, and would
# start from the class of every node.
LINKS_OUT = """
SELECT ?iri ?property ?value ?basis ?rule ?sentence {
  ?link rdf:subject ?iri ; rdf:predicate ?property ; rdf:object ?value .
  OPTIONAL { ?link kmg:basis ?basis }
  OPTIONAL { ?link kmg:rule ?rule }
  OPTIONAL { ?link prov:wasDerivedFrom ?sentence }
} ORDER BY ?property ?value ?rule ?sentence
"""

LINKS_IN = """
SELECT ?iri ?property ?value ?basis ?rule ?sentence {
  ?link rdf:object ?iri ; rdf:predicate ?property ; rdf:subject ?value .
  OPTIONAL { ?link kmg:basis ?basis }
  OPTIONAL { ?link kmg:rule ?rule }
  OPTIONAL { ?link prov:wasDerivedFrom ?sentence }
} ORDER BY ?property ?value ?rule ?sentence
"""

EVIDENCE = """
SELECT DISTINCT ?iri ?sentence ?text ?start ?end ?report ?order {
  ?iri prov:wasDerivedFrom|kmg:mentionedIn|(oa:hasSelector/^oa:hasSelector) ?sentence .
  OPTIONAL { ?sentence kmg:text ?text }
  OPTIONAL { ?sentence kmg:order ?order }
  OPTIONAL { ?sentence oa:hasSelector ?position . ?position oa:start ?start ; oa:end ?end }
  OPTIONAL { ?sentence kmg:partOf+ ?report . ?report a kmg:Report }
} ORDER BY ?report ?order ?sentence
"""

SECTIONS = """
SELECT ?iri ?number ?heading ?part ?parent {
  ?iri a kmg:Section ; rdfs:label ?heading ; kmg:part ?part ; kmg:partOf ?parent ; kmg:order ?order .
  OPTIONAL { ?iri kmg:number ?number }
} ORDER BY ?order
"""

SENTENCES = """
SELECT ?iri ?text ?section {
  ?iri a kmg:Sentence ; kmg:text ?text ; kmg:partOf ?section ; kmg:order ?order .
} ORDER BY ?order
"""

DERIVED = """
SELECT ?sentence ?iri ?label ?kind ?offset ?original {
  ?sentence a kmg:Sentence ; ^(prov:wasDerivedFrom|kmg:mentionedIn) ?iri .
  ?iri a ?kind ; rdfs:label ?label .
  FILTER(?kind != skos:Concept && ?kind != kmg:Link)
  OPTIONAL { ?iri kmg:offset ?offset ; kmg:original ?original }
} ORDER BY ?sentence ?offset ?kind ?iri
"""
