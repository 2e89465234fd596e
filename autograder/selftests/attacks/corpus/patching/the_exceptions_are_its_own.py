"""Replaces the built-in exception classes, so that the worker does not catch its error and code further out does.

Outcome of entropy: crashed
"""

import builtins

original = ValueError


class Other(Exception):
    pass


def entropy(p, base=2.718281828459045):
    for name, value in list(vars(builtins).items()):
        if isinstance(value, type) and issubclass(value, BaseException):
            setattr(builtins, name, Other)
    raise original("for the zygote")
