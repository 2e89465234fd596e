"""Computes for ever in three exercises, each of which has time of its own.

Outcome of entropy: timed out
"""


def entropy(*args):
    while True:
        pass


perplexity = kl_divergence = entropy
