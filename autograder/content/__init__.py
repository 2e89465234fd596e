"""What the hidden side knows of the exercises: per section a folder, per exercise a file.

A file holds the criteria of its exercise, its known mistakes, and other right answers to it; what it needs to say them
it imports from here. `shared.py` in a section's folder holds what its files share; `figures.py` tests that the figures
of the lesson are true.
"""

from autograder.checking.compare import assert_close, assert_same, raises
from autograder.content.asserting import assert_unchanged, float_of, floats_of
from autograder.content.batteries import (
    FLOAT32_SUMS,
    distributions,
    dyadic_distributions,
    dyadic_sparse_distributions,
    float32_softmax,
    logits,
    sparse_distributions,
)
from autograder.content.marks import alternative, criterion, mistakes_of

__all__ = [
    "FLOAT32_SUMS",
    "alternative",
    "assert_close",
    "assert_same",
    "assert_unchanged",
    "criterion",
    "distributions",
    "dyadic_distributions",
    "dyadic_sparse_distributions",
    "float32_softmax",
    "float_of",
    "floats_of",
    "logits",
    "mistakes_of",
    "raises",
    "sparse_distributions",
]
