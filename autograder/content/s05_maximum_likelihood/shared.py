"""What the exercises of section 5 share."""

import numpy as np

from autograder.content import distributions, float32_softmax


def texts(rng, shapes):
    """Texts as (ids, V) for each (T, V); some tokens are common, so that pairs repeat."""
    for length, vocabulary in shapes:
        (p,) = distributions(rng, (vocabulary,))
        yield rng.choice(vocabulary, size=length, p=p), vocabulary


def count_tables(rng, shapes):
    """Count tables, about half of their cells 0, but none of their rows."""
    for contexts, vocabulary in shapes:
        counts = rng.integers(1, 40, size=(contexts, vocabulary)) * rng.integers(0, 2, size=(contexts, vocabulary))
        counts[np.arange(contexts), rng.integers(vocabulary, size=contexts)] += 3
        yield counts


def seen_once(rng, counts):
    """A row of counts for a context that was seen once: what is added to a count weighs most here."""
    return np.eye(counts.shape[1], dtype=int)[rng.integers(counts.shape[1])]


def single_precision_models(rng, shapes):
    """Tables of conditional distributions as a model in float32 gives them: rows sum to 1 only roughly."""
    for contexts, vocabulary in shapes:
        yield np.stack([float32_softmax(rng, vocabulary) for _ in range(contexts)])


def models(rng, shapes):
    """Tables of conditional distributions: one distribution a row, every entry positive."""
    for contexts, vocabulary in shapes:
        yield np.array(list(distributions(rng, (vocabulary,) * contexts)))
