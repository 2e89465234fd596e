"""Opens a file that everyone may read and returns what it says.

Outcome of entropy: wrong
"""


def entropy(p, base=2.718281828459045):
    return open(CANARY_FILE).read()
