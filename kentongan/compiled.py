"""Compiled loops: numba's decorators, with types that mypy can follow."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

Kernel = TypeVar("Kernel", bound=Callable[..., Any])

Array = NDArray[Any]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Truths = NDArray[np.bool_]

prange = numba.prange
"""A `range` whose turns run on several threads inside a `parallel` kernel."""


EXACT: dict[str, Any] = {"cache": True, "nogil": True, "error_model": "numpy", "fastmath": False}
"""Stated in full: what is left out a kernel takes over from whoever called it first."""


def kernel(function: Kernel) -> Kernel:
    """Compile for one thread; kept on disk, free of the interpreter's lock, x / 0 as in numpy."""
    return cast(Kernel, numba.njit(**EXACT)(function))


def parallel(function: Kernel) -> Kernel:
    """Compile with `prange` loops spread over the threads."""
    return cast(Kernel, numba.njit(parallel=True, **EXACT)(function))


def inlined(function: Kernel) -> Kernel:
    """Compile a small step that is called inside a kernel's innermost loop."""
    return cast(Kernel, numba.njit(inline="always", **EXACT)(function))


def summing(function: Kernel) -> Kernel:
    """Compile a loop whose sums may be taken in any order, several at a time; NaN stays NaN."""
    loose = EXACT | {"fastmath": {"reassoc", "contract", "nsz"}}
    return cast(Kernel, numba.njit(**loose)(function))


def use_threads(count: int) -> None:
    """Let parallel kernels of this process use `count` threads, within what the machine has."""
    numba.set_num_threads(max(1, min(count, vars(numba.config)["NUMBA_NUM_THREADS"])))
