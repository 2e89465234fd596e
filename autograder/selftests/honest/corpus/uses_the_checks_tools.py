"""Uses the checks' own functions in cells of its own, one of them in front of its answer.

Deserves: all points
"""

from autograder.selftests.corpus import change_source, insert_after, new_cell

OWN_CHECK = """
def test_a_fair_coin(entropy):
    assert_close(entropy([0.5, 0.5], 2), 1.0)
    with raises(ValueError):
        entropy([0.5])

check(test_a_fair_coin)
"""


def edit(notebook):
    insert_after(notebook, "check-entropy", new_cell(OWN_CHECK))
    change_source(
        notebook, "exercise-bits_per_byte", lambda source: "assert_same(entropy([1.0]), 0.0)\n\n\n" + source
    )
