"""What a result follows from, and what is graded again when that changes: on the toy workbook."""

import csv
from pathlib import Path

import pytest

from autograder.grading.channel import Settings
from autograder.grading.classroom import Classroom, Graded
from autograder.grading.provenance import exercise_digests
from autograder.grading.results import decode, encode
from autograder.grading.tables import CHANGES
from autograder.workbook.workbook import Workbook

SECTION = "s90_toys"
ALL = {"double", "average", "spread"}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


@pytest.mark.parametrize(
    "file, old, new, changed",
    [
        ("content/double.py", "# Known mistakes", "# Known and other mistakes", set()),
        ("content/spread.py", "Distances are squared here.", "These distances are squared.", set()),
        ("solutions", "Average of some numbers.", "The average of some numbers.", set()),
        ("solutions", "# Twice a number is", "# The double of a number is", set()),
        ("solutions", "added, as multiplying would show", "added: multiplying would show", set()),
        ("content/spread.py", "(2, 3, 7)", "(2, 3, 8)", {"spread"}),
        ("content/spread.py", "[1.0, 2.0, 6.0]", "[1.0, 2.0, 7.0]", {"spread"}),
        ("content/average.py", "@criterion(core=True)", "@criterion()", {"average", "spread"}),
        ("content/double.py", "@criterion(core=True)", "@criterion()", {"double"}),
        ("content/shared.py", "rng.normal(", "2 * rng.normal(", {"average", "spread"}),
        ("solutions", "np.float64(x), np.float64(x)", "np.float64(x), float(x)", {"double"}),
        ("solutions", 'exercise="average" tier="core" points=2', 'exercise="average" tier="core" points=3',
         {"average", "spread"}),
        ("solutions", "import numpy as np\n", "import math\nimport numpy as np\n", ALL),
    ],
)  # fmt: skip
def test_an_exercise_follows_from_what_decides_on_its_points(
    toy: Workbook, file: str, old: str, new: str, changed: set[str]
) -> None:
    before = exercise_digests(toy, SECTION)
    place, _, name = file.partition("/")
    edit(toy.content / SECTION / name if place == "content" else toy.solutions / f"{SECTION}.py", old, new)
    after = exercise_digests(Workbook(toy.root), SECTION)
    assert {exercise for exercise in before if before[exercise] != after[exercise]} == changed


def test_a_changed_exercise_is_graded_again_and_its_points_are_listed(toy: Workbook, tmp_path: Path) -> None:
    """A student's other exercises stay as they are: here with points that no grading would give."""
    submissions, results = tmp_path / "submissions", tmp_path / "results"
    for student, double in (("=ada", "x * 2.0"), ("bob", "x + x + (x > 90)")):
        (submissions / student).mkdir(parents=True)
        answers = f"def double(x):\n    return {double}\n\ndef average(values):\n    return 0.0\n"
        (submissions / student / f"{SECTION}.py").write_text(answers)

    def grade() -> dict[str, Graded]:
        seen: dict[str, Graded] = {}
        settings = Settings(str(toy.root), (SECTION,))
        Classroom(submissions, results, settings, b"secret", processes=1).grade(
            lambda graded: seen.update({graded.result.student: graded})
        )
        return seen

    assert not any(graded.changes for graded in grade().values())
    path = results / "bob" / "result.json"
    marked = encode(decode(path.read_bytes())).replace(b"the result is not the expected one", b"a mark of this test")
    path.write_bytes(marked)
    (source := toy.content / SECTION / "double.py").write_text(
        source.read_text()
        + "\n\n@criterion(core=True)\ndef test_of_a_hundred(double):\n    assert_close(double(100.0), 200.0)\n"
    )
    second = grade()
    assert [tuple(change) for change in second["bob"].changes] == [("double", "bob", 1.0, 0.3333)]
    assert second["=ada"].changes == ()
    with (results / CHANGES).open() as file:
        assert list(csv.reader(file)) == [
            ["exercise", "student", "before", "after"],
            ["double", "bob", "1.0", "0.3333"],
        ]
    assert b"a mark of this test" in path.read_bytes()
    assert all(graded.taken for graded in grade().values())
