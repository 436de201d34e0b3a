"""The process that runs a stranger's query: it opens the store read-only, answers, and knows nothing else."""

from __future__ import annotations

import ctypes
import json
import os
import re
import resource
import signal
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from pyoxigraph import Store

from kmgraph.graph.answer import Question, answer
from kmgraph.graph.memory import return_large_blocks

BEGUN = b"begun"  # the store is open: from here on it is the query that takes time
MOST_WORDS = 12  # of what Oxigraph expected at a fault
_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000


def work(pipe: Connection[Any, Any], memory: int, seconds: float) -> None:
    """Answer one question after the other until the pipe closes."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    allowed = memory if most == resource.RLIM_INFINITY else min(memory, most)
    resource.setrlimit(resource.RLIMIT_AS, (allowed, allowed))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)  # the page itself comes first
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's to deal with
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    leave_network()
    return_large_blocks()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what Oxigraph says when it dies is no business of the server's log
    stores: dict[str, Store] = {}
    with suppress(EOFError, OSError):
        while True:
            head, _ = unpack(pipe.recv_bytes())
            signal.setitimer(signal.ITIMER_REAL, seconds)  # where the server itself has died, nobody else ends a query
            store = opened(stores, head.pop("store"))
            pipe.send_bytes(BEGUN)
            said, body = reply(store, head)
            signal.setitimer(signal.ITIMER_REAL, 0)
            pipe.send_bytes(pack(said, body))


def opened(stores: dict[str, Store], path: str) -> Store | str:
    """Open a store once; a new generation takes the old one's place. Returns what is wrong where it can't be read."""
    if path not in stores:
        stores.clear()
        try:
            stores[path] = Store.read_only(path)
        except (OSError, RuntimeError) as error:
            return f"the store can't be read: {error}"
    return stores[path]


def reply(store: Store | str, head: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Answer, or say in one line why not."""
    if isinstance(store, str):
        return {"error": store}, b""
    try:
        question = Question(**{name: thaw(value) for name, value in head.items()})
        found = answer(store, question)
    except MemoryError:
        return {"error": "the query ran out of memory; ask for less"}, b""
    except SyntaxError as error:
        return {"error": in_short(str(error))}, b""
    except (ValueError, OSError, RuntimeError) as error:
        return {"error": " ".join(str(error).split())[:300]}, b""
    return {"rows": found.rows, "cut": found.cut}, found.body


def in_short(fault: str) -> str:
    """Keep of Oxigraph's message the place and the words that would fit there, without its classes of characters.

    `error at 1:8: expected one of "(", ['a' ..= 'z'], DISTINCT` → `1:8: expected one of "(", DISTINCT`
    """
    where, _, expected = " ".join(fault.split()).removeprefix("error at ").partition(": expected ")
    words = [word for word in re.split(r", (?![^\[]*\])", expected.removeprefix("one of ")) if not word.startswith("[")]
    if said := [word for word in words if " " in word and word[0].isalpha()]:  # Prefix not found
        return f"{where}: {said[0]}"
    shown = ", ".join(words[:MOST_WORDS]) + (" …" if len(words) > MOST_WORDS else "")
    return f"{where}: expected {'one of ' if len(words) > 1 else ''}{shown}" if shown else f"{where}: not understood"


def thaw(value: Any) -> Any:
    """JSON has no tuples: `[["kmr", "https://…"]]` → `(("kmr", "https://…"),)`."""
    return tuple(map(thaw, value)) if isinstance(value, list) else value


def leave_network() -> None:
    """Move into a network namespace of one's own, so that a request that the guard missed reaches nobody."""
    with suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None)
        if libc.unshare(_NEW_NETWORK) != 0:
            libc.unshare(_NEW_NETWORK | _NEW_USER)


def pack(head: dict[str, Any], body: bytes = b"") -> bytes:
    """One message: a line of JSON, then bytes."""
    return json.dumps(head).encode() + b"\n" + body


def unpack(message: bytes) -> tuple[dict[str, Any], bytes]:
    """Read what `pack` wrote."""
    head, _, body = message.partition(b"\n")
    return json.loads(head), body
