"""kmgraph: what a government has promised, as a graph."""
