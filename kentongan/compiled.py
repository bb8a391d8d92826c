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


def kernel(function: Kernel) -> Kernel:
    """Compile for one thread; kept on disk, free of the interpreter's lock, x / 0 as in numpy."""
    return cast(Kernel, numba.njit(cache=True, nogil=True, error_model="numpy")(function))


def parallel(function: Kernel) -> Kernel:
    """Compile with `prange` loops spread over the threads."""
    return cast(
        Kernel, numba.njit(cache=True, nogil=True, error_model="numpy", parallel=True)(function)
    )


def inlined(function: Kernel) -> Kernel:
    """Compile a small step that is called inside a kernel's innermost loop."""
    return cast(
        Kernel, numba.njit(cache=True, nogil=True, error_model="numpy", inline="always")(function)
    )


def use_threads(count: int) -> None:
    """Let parallel kernels of this process use `count` threads, within what the machine has."""
    numba.set_num_threads(max(1, min(count, vars(numba.config)["NUMBA_NUM_THREADS"])))
