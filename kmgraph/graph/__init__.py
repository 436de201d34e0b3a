"""The facts as a graph: RDF, vocabularies, store, queries and exports."""
