"""The author check finds nothing in the toy workbook; each of its rules fires when something is made wrong there."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.authoring import author_check, checks, leaks, lesson, measure
from autograder.authoring.author_check import READING, RUNNING, defects
from autograder.grading.suite import Functions, HiddenSuites
from autograder.workbook.build import build
from autograder.workbook.workbook import Workbook

SECTION = "s90_toys"
LESSON = f"solutions/{SECTION}.py"
VISIBLE = f"tests/test_{SECTION}.py"
DOUBLE = f"autograder/content/{SECTION}/double.py"
AVERAGE = f"autograder/content/{SECTION}/average.py"
SHARED = f"autograder/content/{SECTION}/shared.py"
Edit = Callable[[Path], object]


def replaced(file: str, old: str, new: str) -> Edit:
    def edit(root: Path) -> None:
        path = root / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return edit


def added(file: str, text: str) -> Edit:
    def edit(root: Path) -> None:
        with (root / file).open("a", encoding="utf-8") as opened:
            opened.write(f"\n\n{text}\n")

    return edit


def removed(file: str) -> Edit:
    return lambda root: (root / file).unlink()


def with_a_second_section(text: str) -> Edit:
    def edit(root: Path) -> None:
        (root / "solutions" / "s91_more.py").write_text(text)

    return edit


MORE = '# %% [markdown]\n# # 91. More\n\n# %% role="given"\ndef helper(x):\n    return x\n'
EXERCISE = (
    '# %% exercise="{}" tier="plus" points=1 difficulty=1 minutes=1\ndef {}(x):\n    """.\n    """\n    return x\n'
)
HELPER = '# %% role="given"\ndef helper(x):\n    return x + 0\n\n# %% [markdown]\n# ## 90.1 Double'

# Each rule, what is made wrong, and what it must say.
CASES: dict[str, tuple[Callable[..., object], Edit, str]] = {
    "a title without a number": (
        lesson.has_a_title,
        replaced(LESSON, "# # 90. Toys", "# # Toys"),
        "must be markdown that starts with '# 90. Title'",
    ),
    "an exercise without a lesson": (
        lesson.explains_each_exercise,
        replaced(LESSON, "# %% [markdown]\n# ## 90.3 Spread\n#\n# 1 and 3 lie 1 from their average.\n", ""),
        "spread: no lesson stands before it: write a '# %% [markdown]' cell",
    ),
    "a docstring without a heading": (
        lesson.has_whole_docstrings,
        replaced(LESSON, "    In an LLM: nowhere.", "    Elsewhere: nowhere."),
        "double: the docstring has no section In an LLM:",
    ),
    "a docstring without an example": (
        lesson.has_whole_docstrings,
        replaced(LESSON, ">>> double", "> double"),
        "double: the docstring has no example that can be run: write one with >>>",
    ),
    "an error that is not promised": (
        lesson.has_whole_docstrings,
        replaced(LESSON, "ValueError: `values`", "An error: `values`"),
        "average: the docstring does not say when ValueError is raised",
    ),
    "two hints": (
        lesson.has_three_hints,
        replaced(LESSON, "# 3. `x + x`", "# `x + x`"),
        "double: it has 2 hints, not 3: write a cell '# %% [markdown] hints=\"double\"'",
    ),
    "a foundation that is not named": (
        lesson.builds_on_earlier_exercises_and_says_so,
        replaced(LESSON, "    Builds on: `average`.\n\n", ""),
        "spread: the docstring's line 'Builds on: ...' must name what the reference uses: `average`",
    ),
    "a foundation that comes later": (
        lesson.builds_on_earlier_exercises_and_says_so,
        replaced(LESSON, "return float(np.add(np.float64(x), np.float64(x)))", "return average([2 * x])"),
        "double: it uses average, which comes later",
    ),
    "a plot whose data nobody can name": (
        lesson.has_the_data_that_it_reads,
        replaced(LESSON, "    plt.show()", "    world_data(name)\n    plt.show()"),
        "world_data(name) does not name its file: write the name into the call",
    ),
    "a plot whose data are not there": (
        lesson.has_the_data_that_it_reads,
        replaced(LESSON, "    plt.show()", '    world_data("tales")\n    plt.show()'),
        "a plot reads data/tales.npz, which is not in assignments/",
    ),
    "a name that another section has": (
        lesson.has_names_of_its_own,
        with_a_second_section(MORE + EXERCISE.format("double", "double")),
        "double: s91_more has an exercise of this name, too: rename one of them",
    ),
    "a helper that differs from section to section": (
        lesson.shares_given_helpers_unchanged,
        lambda root: (
            replaced(LESSON, "# %% [markdown]\n# ## 90.1 Double", HELPER)(root),
            with_a_second_section(MORE)(root),
        )[0],
        "helper: the given helper has another source in s91_more: make them equal",
    ),
    "an exercise that nothing visible checks": (
        checks.has_visible_checks,
        replaced(VISIBLE, "(double)", "(average)"),
        f"double: there is no visible check: write test_double_... in {VISIBLE}",
    ),
    "a visible check of nothing": (
        checks.has_visible_checks,
        added(VISIBLE, "def test_nothing():\n    pass"),
        f"{VISIBLE}, test_nothing: its first parameter must be an exercise of this section",
    ),
    "a visible check that needs a later exercise": (
        checks.has_visible_checks,
        added(VISIBLE, "def test_double_of_an_average(double, average):\n    double(average([1]))"),
        "test_double_of_an_average: needs average, which is not an earlier exercise",
    ),
    "a visible check with another exercise's name": (
        checks.has_visible_checks,
        replaced(VISIBLE, "def test_double_keeps", "def test_twice_keeps"),
        "test_twice_keeps_the_sign: the name must start with test_double_",
    ),
    "an exercise without a file": (
        checks.has_content,
        removed(DOUBLE),
        f"double: there is no {DOUBLE}: it holds the criteria, known mistakes and other right answers",
    ),
    "a file of no exercise": (
        checks.has_content,
        lambda root: (root / DOUBLE).with_name("triple.py").write_text(""),
        "triple.py: triple is not an exercise of this section",
    ),
    "a file that does not import": (
        checks.has_content,
        added(DOUBLE, "import nothing_of_that_name"),
        f"{DOUBLE} does not import: ModuleNotFoundError",
    ),
    "a mistake without an example": (
        checks.has_content,
        replaced(DOUBLE, "mistakes_of(double, example=(3.0,))", "mistakes_of(double)"),
        f"{DOUBLE}: the mistake 'This is the square.",
    ),
    "no core criterion": (
        checks.has_content,
        replaced(DOUBLE, "@criterion(core=True)", "@criterion()"),
        f"{DOUBLE}: no criterion is core: write @criterion(core=True)",
    ),
    "a core criterion that everybody can read": (
        checks.has_content,
        replaced(DOUBLE, "@criterion()", "@criterion(core=True)"),
        "test_of_nothing_is_nothing is core and has no inputs from rng",
    ),
    "no known mistakes": (
        checks.has_content,
        lambda root: (
            replaced(DOUBLE, '@mistake("This', '@str("This')(root),
            replaced(DOUBLE, "mistake.change(", "str.join(")(root),
            replaced(DOUBLE, "double_of_nothing_added = str.join(", "double_of_nothing_added = max(")(root),
            replaced(DOUBLE, '@str("This is the square. Twice a number is the number and itself again.")\n', "")(root),
        )[0],
        f"{DOUBLE}: there are no known mistakes: write functions under @mistake(...)",
    ),
    "two mistakes of one message": (
        checks.has_content,
        replaced(
            AVERAGE,
            "This is the sum. Divide it by how many there are.",
            "This is the middle number. The average divides the sum by how many there are.",
        ),
        "two known mistakes say 'This is the middle number.",
    ),
    "too few other right answers": (
        checks.has_content,
        replaced(DOUBLE, "@alternative\ndef double_by_dividing", "def double_by_dividing"),
        f"{DOUBLE}: there are 2 other right answers under @alternative; it takes 3",
    ),
    "a loose comparison in a hidden test": (
        checks.compares_strictly,
        added(DOUBLE, "def test_loosely(double):\n    np.allclose(double(1), 2)"),
        "allclose broadcasts and converts: use assert_close",
    ),
    "a loose comparison in a visible check": (
        checks.compares_strictly,
        added(VISIBLE, "def test_double_loosely(double):\n    assert math.isclose(double(1), 2)"),
        "isclose broadcasts and converts: use assert_close",
    ),
    "a bare assert in a hidden test": (
        checks.compares_strictly,
        replaced(DOUBLE, "    assert_close(double(0.0), 0.0)", "    assert double(0.0) == 0.0"),
        "a bare assert judges unchecked values: use assert_same",
    ),
    "a list beside the tests": (
        checks.has_constants_that_cannot_change,
        added(SHARED, "BAD = ([0.5], [0.25])"),
        f"{SHARED}, line ",
    ),
    "a line of a solution in the assignments": (
        leaks.keeps_solutions_out_of_the_assignments,
        replaced(
            f"assignments/{SECTION}.py", "# The average of 1 and 3 is 2.", "# `values = np.array(values, dtype=float)`"
        ),
        f"assignments/{SECTION}.py holds a line of the solution of average: values = np.array(values, dtype=float)",
    ),
    "an example that is not true": (
        measure.examples_are_true,
        replaced(LESSON, "        3.0\n", "        4.0\n"),
        "1 examples are not true: python -m doctest",
    ),
    "a reference that fails a visible check": (
        measure.references_pass,
        replaced(VISIBLE, "assert_close(double(-1.5), -3.0)", "assert_close(double(-1.5), 3.0)"),
        "test_double_keeps_the_sign: the result is not the expected one",
    ),
    "a reference that fails a criterion": (
        measure.references_pass,
        replaced(DOUBLE, "assert_close(double(0.0), 0.0)", "assert_close(double(0.0), 1.0)"),
        "double: the reference fails the hidden criterion 'of nothing is nothing'",
    ),
    "another right answer that fails": (
        measure.other_right_answers_pass,
        replaced(DOUBLE, "return 2.0 * x", "return 2.5 * x"),
        "double: double_by_multiplying fails the hidden criterion 'is twice the number'",
    ),
    "a check that a stub passes": (
        measure.stubs_pass_nothing,
        added(VISIBLE, "def test_double_exists(double):\n    pass"),
        "test_double_exists: the stub passes it",
    ),
    "a mistake that nothing catches": (
        measure.known_mistakes_are_caught,
        replaced(AVERAGE, "    with raises(ValueError):\n        average([])", "    assert_close(1.0, 1.0)"),
        "average: no hidden criterion catches average_of_nothing",
    ),
    "an example that does not tell": (
        measure.known_mistakes_are_caught,
        replaced(DOUBLE, "mistakes_of(double, example=(3.0,))", "mistakes_of(double, example=(2.0,))"),
        "double: the example of double_as_a_square does not tell it from the reference",
    ),
    "a trivial answer that earns points": (
        measure.trivial_answers_earn_nothing,
        replaced(DOUBLE, "assert_close(double(x), expected)", "assert_close(double(0.0 * x), 0.0 * expected)"),
        "double: 'return 0' earns 1 points",
    ),
    "a test that trips over a result": (
        measure.no_result_trips_up_a_test,
        replaced(DOUBLE, "    assert_close(double(0.0), 0.0)", "    assert_close(double(0.0) + 0.0, 0.0)"),
        "double: the hidden test itself fails when students return a string",
    ),
    "a test that hands over its own objects": (
        measure.spoilt_arguments_change_nothing,
        replaced(
            AVERAGE,
            "assert_close(average(values), expected)",
            "average.function(values)\n        assert_close(average(values), expected)",
        ),
        "average: 'is the sum over the number' fails when a right answer changes its arguments",
    ),
    "a criterion that a table passes": (
        measure.a_table_earns_nothing,
        replaced(DOUBLE, "for x in rng.normal(0.0, 3.0, size=5).tolist():", "for x in (1.0, 2.0):"),
        "double: 'is twice the number' is passed by a table of constants: draw its inputs from rng",
    ),
    "a suite of many calls": (
        measure.suites_ask_seldom,
        replaced(DOUBLE, "size=5", "size=60"),
        "double: its suite makes 61 calls and answers 0: together at most 50",
    ),
}


def test_the_toy_workbook_has_no_defects(toy: Workbook) -> None:
    assert list(defects(toy, [SECTION])) == []


def test_every_rule_is_shown_to_fire() -> None:
    assert {rule for rule, _, _ in CASES.values()} == {*READING, *RUNNING}


@pytest.mark.parametrize(("rule", "edit", "told"), CASES.values(), ids=CASES)
def test_it_refuses(toy: Workbook, rule: Callable[..., object], edit: Edit, told: str) -> None:
    edit(toy.root)
    workbook = Workbook(toy.root)
    found = list(author_check.in_section(workbook, SECTION))
    assert any(told in defect for defect in found), found


def test_it_says_what_is_not_up_to_date_beside_the_other_defects(toy: Workbook) -> None:
    replaced(LESSON, ">>> double", "> double")(toy.root)
    found = list(defects(Workbook(toy.root), [SECTION]))
    assert any("no example" in defect for defect in found)
    assert f"assignments/{SECTION}.ipynb is not up to date: run workbook build" in found


def test_an_error_of_a_known_mistake_is_the_students_own(toy: Workbook) -> None:
    """Were it taken for a fault of the grader, real faults could not be told from it."""
    added(DOUBLE, '@mistake("It fails.")\ndef double_that_fails(x):\n    raise KeyError(x)')(toy.root)
    suites = HiddenSuites(Workbook(toy.root), [SECTION], b"")
    known = suites.workbook.content_of(SECTION, "double").mistakes[-1]
    results = suites.run(SECTION, "double", Functions({"double": known.function}))
    assert {result.verdict for result in results} == {"raised"}


def test_a_leak_is_found_behind_quotes_and_backslashes(toy: Workbook) -> None:
    replaced(LESSON, "there is nothing to average", 'nothing \\\\ \\"nothing\\" to average')(toy.root)
    workbook = Workbook(toy.root)
    build(workbook)
    path = workbook.assignments / f"{SECTION}.ipynb"
    notebook = json.loads(path.read_text())
    (line,) = [line for line in (toy.root / LESSON).read_text().splitlines() if "nothing \\\\" in line]
    notebook["cells"][0]["source"].append(line)
    path.write_text(json.dumps(notebook))
    found = list(leaks.keeps_solutions_out_of_the_assignments(workbook, workbook.section(SECTION)))
    assert found == [f"assignments/{SECTION}.ipynb holds a line of the solution of average: {line.strip()}"]
