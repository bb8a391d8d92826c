"""An exponential that a loop can take four at a time: exact to the last bit or two."""

from collections.abc import Callable
from typing import Any, cast

import numba
from llvmlite import ir
from numba.extending import intrinsic

from kentongan.compiled import kernel

LOG2_E = 1.4426950408889634
LN2_HIGH = 0.693147180369123816490
LN2_LOW = 1.90821492927058770002e-10
SHIFT = 6755399441055744.0
"""1.5 x 2^52: adding it leaves the nearest whole number in a double's lowest bits."""

LOWEST, HIGHEST = -700.0, 700.0


@kernel
def exponential(x: float) -> float:
    """e^x for x clipped to [-700, 700].

        x = n ln 2 + r, |r| <= ln(2)/2,    e^x = 2^n (1 + r + r^2/2! + ... + r^13/13!)

    The library function is a call per number; these are plain operations, so the compiler takes
    a vector of them at once. Source: Cody, Waite (1980), Software Manual for the Elementary
    Functions, chapter 6.
    """
    x = min(max(x, LOWEST), HIGHEST)
    shifted = x * LOG2_E + SHIFT
    n = shifted - SHIFT
    r = (x - n * LN2_HIGH) - n * LN2_LOW
    tail = 1 / 39916800 + r * (1 / 479001600 + r * (1 / 6227020800))
    tail = 1 / 40320 + r * (1 / 362880 + r * (1 / 3628800 + r * tail))
    tail = 1 / 120 + r * (1 / 720 + r * (1 / 5040 + r * tail))
    fraction = 1.0 + (r + r * r * (0.5 + r * (1 / 6 + r * (1 / 24 + r * tail))))
    return fraction * _as_double((_as_bits(shifted) + 1023) << 52)


def _bits(_: Any, __: Any) -> Any:
    def reinterpret(_: Any, builder: Any, __: Any, args: Any) -> Any:
        return builder.bitcast(args[0], ir.IntType(64))

    return numba.int64(numba.float64), reinterpret


def _double(_: Any, __: Any) -> Any:
    def reinterpret(_: Any, builder: Any, __: Any, args: Any) -> Any:
        return builder.bitcast(args[0], ir.DoubleType())

    return numba.float64(numba.int64), reinterpret


_as_bits = cast(Callable[[float], int], intrinsic(_bits))
_as_double = cast(Callable[[int], float], intrinsic(_double))
