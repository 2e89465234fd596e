"""Adds an import and a helper to the cell of a plot, and uses both in an answer.

Deserves: all points
"""

from autograder.selftests.corpus import cell_of, change_source, set_source

ADDED = """

from scipy import special as sp

def in_base(nats, base):
    return max(0.0, float(nats)) / math.log(base)
"""
ANSWER = """\
def kl_divergence(p, q, base=math.e):
    return in_base(sp.rel_entr(*as_distribution_pair(p, q)).sum(), base)
"""


def edit(notebook):
    change_source(notebook, "demo-7", lambda source: source + ADDED)
    set_source(cell_of(notebook, "exercise-kl_divergence"), ANSWER)
