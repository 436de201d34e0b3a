"""The one root of all errors that a user can cause: each message says what, where and what to do, in one line."""

from __future__ import annotations


class KmgraphError(Exception):
    """A fault that the user can mend; the command line prints it as one line and exits with code 2."""


class ReadingError(KmgraphError):
    """A report file that can't be read as text: missing, empty, binary, of an unknown encoding."""


class StoreError(KmgraphError):
    """A store that is missing, locked, half-written or from another version."""


class QueryError(KmgraphError):
    """A query that is no SPARQL, is not allowed here, or took longer than its limit."""


class GraphError(KmgraphError):
    """A graph file that is no RDF, or a node that the graph does not hold."""
