"""The first cell imports annotations from the future, and later cells use hints that only then are no errors.

Deserves: all points
"""

from autograder.selftests.corpus import change_source


def edit(notebook):
    change_source(notebook, "given-1", lambda source: "from __future__ import annotations\n\n" + source)
    change_source(
        notebook,
        "exercise-entropy",
        lambda source: source.replace("(p, base=math.e):", "(p: ArrayLike, base: float = math.e) -> np.float:"),
    )
