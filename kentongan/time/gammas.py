"""First and second derivative of the log gamma function, inside compiled loops."""

import math

from kentongan.compiled import kernel

FAR = 12.0
"""From here on the asymptotic series has all its digits."""


@kernel
def digamma(x: float) -> float:
    """d/dx log G(x) for x > 0: recurrence up to `FAR`, then the asymptotic series.

    Source: Abramowitz, Stegun (1964), Handbook of Mathematical Functions, 6.3.5 and 6.3.18.
    """
    below = 0.0
    while x < FAR:
        below += 1.0 / x
        x += 1.0
    s = 1.0 / (x * x)
    tail = s * (1 / 240 - s * (1 / 132 - s * (691 / 32760 - s / 12)))
    tail = s * (1 / 12 - s * (1 / 120 - s * (1 / 252 - tail)))
    # What is small is added up first, as in R: far out, only differences of two values count.
    return math.log(x) - (tail + 0.5 / x + below)


@kernel
def trigamma(x: float) -> float:
    """d^2/dx^2 log G(x) for x > 0, as `digamma`.

    Source: Abramowitz, Stegun (1964), Handbook of Mathematical Functions, 6.4.6 and 6.4.12.
    """
    below = 0.0
    while x < FAR:
        below += 1.0 / (x * x)
        x += 1.0
    s = 1.0 / (x * x)
    tail = s * (1 / 30 - s * (5 / 66 - s * (691 / 2730 - s * 7 / 6)))
    tail = s * (1 / 6 - s * (1 / 30 - s * (1 / 42 - tail)))
    return 1.0 / x + 0.5 * s + tail / x + below
