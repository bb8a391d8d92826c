"""Tails and quantiles of the count distributions, one number at a time, inside compiled loops."""

import math

import numpy as np

from kentongan.compiled import kernel

FAINT = 1e-18
"""A term this small beside its sum no longer changes it."""

HALF_LOG_TWO_PI = 0.9189385332046727


@kernel
def normal_above(x: float) -> float:
    """P(Z > x) of a standard normal."""
    return 0.5 * math.erfc(x / math.sqrt(2.0))


@kernel
def negbin_term(y: int, mean: float, phi: float) -> float:
    """P(Y = y), Y negative binomial with variance phi mean; Poisson at phi = 1.

        P(Y = y) = G(n+y) / (G(n) y!) (1/phi)^n (1 - 1/phi)^y,  n = mean / (phi - 1)

    in saddle-point form, which keeps its digits for large counts and for phi close to 1.
    Source: Loader (2000), Fast and accurate computation of binomial probabilities.
    """
    if mean <= 0.0:
        return 1.0 if y == 0 else 0.0
    if phi <= 1.0:
        if y == 0:
            return math.exp(-mean)
        distance = _deviance(float(y), mean, y - mean)
        return math.exp(-_stirling(float(y)) - distance) / math.sqrt(2.0 * math.pi * y)
    over = phi - 1.0
    size = mean / over
    if y == 0:
        return math.exp(-size * math.log1p(over))
    apart = (mean - y) / phi
    exponent = _stirling(size + y) - _stirling(size) - _stirling(float(y))
    exponent -= _deviance(size, (size + y) / phi, apart)
    exponent -= _deviance(float(y), (mean + y * over) / phi, -apart)
    return math.exp(exponent) * math.sqrt(size / (2.0 * math.pi * y * (size + y)))


@kernel
def negbin_above(y: int, mean: float, phi: float) -> float:
    """P(Y >= y): the tail from its own side, so that small tails keep their digits."""
    if y <= 0:
        return 1.0
    if y > mean:
        return _sum_up(y, mean, phi)
    return 1.0 - _sum_down(y - 1, mean, phi)


@kernel
def negbin_below(y: int, mean: float, phi: float) -> float:
    """P(Y <= y)."""
    if y < 0:
        return 0.0
    if y >= mean:
        return 1.0 - _sum_up(y + 1, mean, phi)
    return _sum_down(y, mean, phi)


@kernel
def negbin_quantile(p: float, z: float, mean: float, phi: float) -> float:
    """Smallest y with P(Y <= y) >= p; z is the normal quantile of p, from where the search starts.

    The start is the Cornish-Fisher expansion with the skewness (2 phi - 1) / sqrt(phi mean). Where
    the standard deviation is above a million, it is the answer.
    """
    if mean <= 0.0:
        return 0.0
    sd = math.sqrt(phi * mean)
    skew = (2.0 * phi - 1.0) / sd
    start: float = max(0.0, np.floor(mean + sd * (z + skew * (z * z - 1.0) / 6.0) + 0.5))
    if sd > 1e6:
        return start
    y = int(start)
    needed = p * (1.0 - 8 * 2.220446049250313e-16)
    below = negbin_below(y, mean, phi)
    term = negbin_term(y, mean, phi)
    while y > 0 and below - term >= needed:
        below -= term
        term /= _ratio(y - 1, mean, phi)
        y -= 1
    while below < needed and term > FAINT:
        term *= _ratio(y, mean, phi)
        y += 1
        below += term
    return float(y)


@kernel
def student_beyond(t: float, freedom: float) -> float:
    """P(|T| > |t|) of Student's t: the incomplete beta function I_x(v/2, 1/2), x = v/(v+t^2)."""
    if not math.isfinite(t):
        return math.nan if math.isnan(t) else 0.0
    x, rest = freedom / (freedom + t * t), t * t / (freedom + t * t)
    if rest == 0.0:
        return 1.0
    a, b = 0.5 * freedom, 0.5
    front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    front = math.exp(front + a * math.log1p(-rest) + b * math.log(rest))
    if x < (a + 1.0) / (a + b + 2.0):
        return front * _beta_fraction(a, b, x) / a
    return 1.0 - front * _beta_fraction(b, a, rest) / b


@kernel
def _stirling(x: float) -> float:
    """Log of x! less Stirling's formula for it: log G(x+1) - (x + 1/2) log x + x - log(2 pi)/2."""
    if x <= 15.0:
        return math.lgamma(x + 1.0) - (x + 0.5) * math.log(x) + x - HALF_LOG_TWO_PI
    s = 1.0 / (x * x)
    return (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s / 1188)))) / x


@kernel
def _deviance(x: float, m: float, apart: float) -> float:
    """The sum x log(x/m) + m - x for apart = x - m, by a series where the two are close."""
    if abs(apart) >= 0.1 * (x + m):
        return x * math.log(x / m) - apart
    v = apart / (x + m)
    total = apart * v
    term = 2.0 * x * v
    for j in range(1, 1000):
        term *= v * v
        longer = total + term / (2 * j + 1)
        if longer == total:
            break
        total = longer
    return total


@kernel
def _ratio(y: int, mean: float, phi: float) -> float:
    """P(Y = y+1) / P(Y = y)."""
    return (mean + y * (phi - 1.0)) / (phi * (y + 1.0))


@kernel
def _sum_up(y: int, mean: float, phi: float) -> float:
    term = negbin_term(y, mean, phi)
    total = term
    while term > FAINT * total:
        term *= _ratio(y, mean, phi)
        y += 1
        total += term
    return total


@kernel
def _sum_down(y: int, mean: float, phi: float) -> float:
    term = negbin_term(y, mean, phi)
    total = term
    while y > 0 and term > FAINT * total:
        term /= _ratio(y - 1, mean, phi)
        y -= 1
        total += term
    return total


@kernel
def _beta_fraction(a: float, b: float, x: float) -> float:
    """Lentz's evaluation of the incomplete beta's continued fraction."""
    tiny = 1e-300
    c = 1.0
    d = 1.0 / _away(1.0 - (a + b) * x / (a + 1.0), tiny)
    value = d
    for m in range(1, 20000):
        even = m * (b - m) * x / ((a + 2 * m - 1.0) * (a + 2 * m))
        d = 1.0 / _away(1.0 + even * d, tiny)
        c = _away(1.0 + even / c, tiny)
        value *= d * c
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1.0))
        d = 1.0 / _away(1.0 + odd * d, tiny)
        c = _away(1.0 + odd / c, tiny)
        value *= d * c
        if abs(d * c - 1.0) < 1e-15:
            break
    return value


@kernel
def _away(x: float, tiny: float) -> float:
    return tiny if abs(x) < tiny else x
