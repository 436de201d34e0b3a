"""The page: Flask over the graph; it never extracts."""
