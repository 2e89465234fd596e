"""Returns a text with halves of letters in it, which no file can hold.

Outcome of entropy: wrong
"""


def entropy(p, base=2.718281828459045):
    return {"\ud800": "\udfff" * 10}
