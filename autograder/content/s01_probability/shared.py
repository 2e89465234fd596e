"""What the exercises of section 1 share."""

import math

from autograder.content import dyadic_distributions


def joints(rng, shapes):
    """Joint distributions with positive cells, one of each shape; their sums are exact, in whatever order."""
    for rows, columns in shapes:
        (p,) = dyadic_distributions(rng, (rows * columns,))
        yield p.reshape(rows, columns)


NOT_PROBABILITIES = (-0.25, 1.25, -1, 2, 100, math.inf, -math.inf, math.nan)


NOT_JOINT = (
    ((1, 2, 3), (4, 5, 6)),
    ((0.5, 0.25), (0.25, 0.00001)),
    ((0.5, 0.25), (0.125, 0.12499)),
    ((0.25, 0.25), (0.25, 0.125)),
    ((0.75, 0.5), (-0.25, 0.0)),
    ((0.5, math.nan), (0.5, 0.0)),
    ((math.inf, 0.0), (0.0, 0.0)),
    (0.5, 0.5),
    (((0.5,), (0.5,)),),
)


SHAPES = ((2, 3), (3, 2), (4, 7), (5, 5))
