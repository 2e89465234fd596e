"""Says while it is loaded that it defines names that are paths, numbers, escapes and far too long.

Outcome of entropy: wrong
"""

ODD = ["../../solutions", "\x1b[2J", "__class__", "a" * 100_000, "", 7, None, ["entropy"], {"entropy": 1}]

worker._public_names = lambda names=worker._public_names: [*names(), *ODD]


def entropy(p, base=2.718281828459045):
    return 0.0
