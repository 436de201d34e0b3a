"""What follows from the graph, with NetworkX."""
