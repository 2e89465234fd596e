"""Returns a coroutine, which answers whenever somebody waits for it.

Outcome of entropy: wrong
"""


async def entropy(p, base=2.718281828459045):
    return 0.0
