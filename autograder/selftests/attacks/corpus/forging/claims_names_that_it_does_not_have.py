"""Says while it is loaded that it defines every exercise, and defines less than it did.

Outcome of entropy: wrong
"""

worker._public_names = lambda names=worker._public_names: [*names(), "entropy", "perplexity", "solution", "reference"]
del entropy, perplexity
