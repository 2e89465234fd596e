"""N-gram models, the yardstick below the transformer: counted, and smoothed as Witten and Bell do it.

Smoothing of Witten and Bell has nothing to choose: a context that was seen c times with t different words after it
gives the shorter context the weight t / (c + t)::

    p(w | h) = (count(h w) + t(h) p(w | h')) / (count(h) + t(h)),    h' is h without its first word

and the shortest of all is the uniform distribution.
Source: Witten and Bell, The zero-frequency problem, IEEE Transactions on Information Theory 37 (1991), method C.
"""

import numpy as np
from numpy.typing import NDArray

from autograder.world.corpus import Ids

Keys = NDArray[np.int64]


def windows(stream: Ids, order: int, vocab_size: int) -> Keys:
    """One integer for every token of `stream` and the ``order - 1`` before it; before the first stands the id 0."""
    if vocab_size**order > np.iinfo(np.int64).max:
        raise ValueError(f"{order} of {vocab_size} words do not fit into one integer")
    padded = np.concatenate([np.zeros(order - 1, dtype=np.int64), stream])
    keys = np.zeros(len(stream), dtype=np.int64)
    for offset in range(order):
        keys = keys * vocab_size + padded[offset : offset + len(stream)]
    return keys


def lookup(keys: Keys, table: Keys, values: NDArray[np.int64]) -> NDArray[np.int64]:
    """The value of each key in a sorted table, 0 where it is not there."""
    places = np.searchsorted(table, keys).clip(max=len(table) - 1)
    return np.where(table[places] == keys, values[places], 0)


def ngram_nlls(train: Ids, heldout: Ids, order: int, vocab_size: int) -> NDArray[np.float64]:
    """-log p of every held-out token under the n-gram model of the training stream, in nats.

    Args:
        train, heldout: streams of token ids in 0, ..., vocab_size - 1.
        order: 1 for the unigram model, 2 for the bigram model, ...; 0 for the uniform one.
        vocab_size: number of words.

    Returns:
        float64 array of the shape of `heldout`.

    Example:
        >>> ngram_nlls(np.array([1, 0, 1, 0]), np.array([1]), 1, 2)  # (2 + 2 / 2) / (4 + 2)
        array([0.69314718])
    """
    p = np.full(len(heldout), 1 / vocab_size)
    for n in range(1, order + 1):
        grams, gram_counts = np.unique(windows(train, n, vocab_size), return_counts=True)
        contexts, group, types = np.unique(grams // vocab_size, return_inverse=True, return_counts=True)
        context_counts = np.bincount(group, weights=gram_counts).astype(np.int64)
        asked = windows(heldout, n, vocab_size)
        c_hw = lookup(asked, grams, gram_counts)
        c_h = lookup(asked // vocab_size, contexts, context_counts)
        t_h = lookup(asked // vocab_size, contexts, types)
        p = np.where(c_h > 0, (c_hw + t_h * p) / np.maximum(c_h + t_h, 1), p)
    nlls: NDArray[np.float64] = -np.log(p)
    return nlls
