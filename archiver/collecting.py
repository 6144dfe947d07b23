"""Reading a page with Python's cyclic garbage collector at rest.

A page makes tens of thousands of objects that live as long as it is read, and no circles: the collector walks over them again and again, and finds
nothing. It took a sixth of the time.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_R = TypeVar("_R")


def uncollected(read: Callable[_P, _R]) -> Callable[_P, _R]:
    """A function that runs without the collector. What it leaves is collected later; where the collector is off already, it stays off."""

    @wraps(read)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        if not gc.isenabled():
            return read(*args, **kwargs)
        gc.disable()
        try:
            return read(*args, **kwargs)
        finally:
            gc.enable()

    return run
