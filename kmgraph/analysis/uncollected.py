"""Building a large answer without Python's cycle collector looking through it again and again."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")


def uncollected(build: Callable[_Given, _Answer]) -> Callable[_Given, _Answer]:
    """Let a function run without collections; where they were on before, they are on again when it is done.

    Collections are set off by the number of new objects, and each walks all that live: where 100,000 objects are built and
    kept they find nothing and take a third of the time. For functions alone that leave no cycles behind.
    """

    @wraps(build)
    def built(*given: _Given.args, **named: _Given.kwargs) -> _Answer:
        if not gc.isenabled():
            return build(*given, **named)
        gc.disable()
        try:
            return build(*given, **named)
        finally:
            gc.enable()

    return built
