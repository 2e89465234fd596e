"""What the exercises of section 11 share."""

import math

NO_SAMPLES = ((), (1.0, math.nan), (math.inf, 0.0), ((1.0, 2.0), (3.0, 4.0)))
"""What is not a list of at least one finite number."""

NO_LEVELS = (0.0, 1.0, -0.5, 95.0, math.nan)


def samples(rng, sizes):
    """One lopsided sample of each size, neither around 0 nor of unit scale; no two numbers are equal."""
    for size in sizes:
        yield rng.gamma(1.5, rng.uniform(1.5, 4), size=size) + rng.uniform(-9, -3)
