"""What the toy exercises share."""


def samples(rng, sizes):
    """One array of normal numbers for each size."""
    for size in sizes:
        yield rng.normal(2.0, 3.0, size=size)
