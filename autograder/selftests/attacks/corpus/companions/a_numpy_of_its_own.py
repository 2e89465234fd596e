"""Hands in a numpy.py beside its answers, in which every comparison is true.

Outcome of entropy: wrong
"""

NUMPY = """
class Anything(float):
    def __getattr__(self, name): return Anything()
    def __call__(self, *args, **kwargs): return Anything()
    def __eq__(self, other): return True
def __getattr__(name): return Anything()
"""
ATTACK = """
def entropy(p, base=2.718281828459045):
    import numpy
    return numpy.anything
"""


def hand_in(folder, work):
    (folder / "numpy.py").write_text(NUMPY)
    work.write_module(folder, ATTACK)
