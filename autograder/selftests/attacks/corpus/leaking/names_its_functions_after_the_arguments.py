"""Raises in a function and in a module that are named after the arguments, as a traceback tells both.

Outcome of entropy: wrong
"""

import types

SOURCE = "def fail(): raise KeyError"


def answer(p):
    raise KeyError


def entropy(p, base=2.718281828459045):
    text = f"LEAK{sorted(map(float, p))}"
    module = types.ModuleType(text)
    exec(compile(SOURCE, text, "exec"), vars(module))
    try:
        module.fail()
    except KeyError:
        types.FunctionType(answer.__code__.replace(co_name=text, co_qualname=text), {})(p)
