"""Memory of the processes that serve: what a large answer took goes back to the system when it has been sent."""

from __future__ import annotations

import ctypes
from contextlib import suppress

LARGE = 256 * 1024  # bytes
_MMAP_THRESHOLD = -3  # M_MMAP_THRESHOLD of malloc.h


def return_large_blocks() -> None:
    """Have the C library map large blocks on their own; left alone, it keeps those of 16 MB answers for later ones."""
    with suppress(OSError, AttributeError):  # another C library than glibc
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, LARGE)
