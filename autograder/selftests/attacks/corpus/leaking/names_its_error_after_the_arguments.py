"""Raises an error whose class, module and bases are named after the arguments.

Outcome of entropy: wrong
"""


def entropy(p, base=2.718281828459045):
    text = f"LEAK{sorted(map(float, p))}"[:80]
    base_class = type(text, (Exception,), {"__module__": text, "__qualname__": text})
    raise type(text, (base_class,), {"__module__": "builtins", "__qualname__": text})
