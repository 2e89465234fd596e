"""What is built from a section, and that it gives nothing away."""

import ast
import json
from collections.abc import Callable

import jupytext
import nbformat
import pytest

from autograder.learning.sheet import read_sheets
from autograder.workbook import build, sheets
from autograder.workbook.model import AuthorError, Exercise, Section
from autograder.workbook.modules import module_text
from autograder.workbook.notebooks import notebook_text
from autograder.workbook.percent import percent_cells
from autograder.workbook.read import parse_section
from autograder.workbook.sheets import sheet_text
from autograder.workbook.stubs import stub
from autograder.workbook.workbook import Workbook, this_workbook


@pytest.fixture
def toys(toy: Workbook) -> Section:
    return toy.section("s90_toys")


def solved(section: Section, *names: str) -> dict[str, str]:
    """The references of these exercises, as a student's answers."""
    return {name: section.exercises[name].source for name in names}


def test_building_twice_gives_the_same_bytes(toy: Workbook) -> None:
    again = Workbook(toy.root)
    first, second = toy.section("s90_toys"), again.section("s90_toys")
    assert module_text(first) == module_text(second)
    checks = toy.visible_checks("s90_toys")
    assert notebook_text(first, checks) == notebook_text(second, again.visible_checks("s90_toys"))
    sheet = toy.sheets / "s90_toys.json"
    text = sheet.read_text(encoding="utf-8")
    sheet.unlink()  # whose evidence would be kept
    assert sheet_text(again, second) == text


@pytest.mark.parametrize("name", this_workbook().names)
def test_sections_are_read_as_jupytext_reads_them(name: str) -> None:
    text = (this_workbook().solutions / f"{name}.py").read_text(encoding="utf-8")
    ours = [(cell.markdown, cell.source) for cell in percent_cells(text)]
    theirs = [(cell.cell_type == "markdown", cell.source) for cell in jupytext.reads(text, fmt="py:percent").cells]
    assert ours == theirs


def test_what_is_built_is_up_to_date(toy: Workbook) -> None:
    assert build.stale(toy) == {}
    path = toy.assignments / "s90_toys.py"
    path.write_text(path.read_text().replace("Toys", "Tools"))
    assert list(build.stale(toy)) == [path]


def test_a_changed_word_of_the_section_makes_its_products_stale(toy: Workbook) -> None:
    path = toy.solutions / "s90_toys.py"
    path.write_text(path.read_text().replace("Twice `x`", "Double of `x`"))
    assert {path.name for path in build.stale(Workbook(toy.root))} == {
        "s90_toys.py",
        "s90_toys.ipynb",
        "s90_toys.json",
    }


def test_evidence_is_kept_while_all_that_it_follows_from_is_the_same(
    toy: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = toy.solutions / "s90_toys.py"
    path.write_text(path.read_text().replace("# Toys", "# More toys"))
    before = (toy.sheets / "s90_toys.json").read_text()
    monkeypatch.setattr(sheets, "battery_of", None)
    after = sheet_text(Workbook(toy.root), Workbook(toy.root).section("s90_toys"))
    assert [entry["evidence"] for entry in json.loads(after)["exercises"]] == [
        entry["evidence"] for entry in json.loads(before)["exercises"]
    ]


@pytest.mark.parametrize(
    "damage", [lambda text: text.replace("2.0", "2.1", 1), lambda text: text[:-9], lambda text: "7"]
)
def test_a_sheet_that_was_changed_by_hand_is_stale(toy: Workbook, damage: Callable[[str], str]) -> None:
    path = toy.sheets / "s90_toys.json"
    text = path.read_text()
    assert damage(text) != text
    path.write_text(damage(text))
    assert build.stale(toy) == {path: text}


@pytest.mark.parametrize("change", ["autograder/content/s90_toys/double.py", "tests/test_s90_toys.py"])
def test_a_sheet_follows_from_known_mistakes_and_visible_checks(toy: Workbook, change: str) -> None:
    path = toy.root / change
    path.write_text(path.read_text() + "\n# A remark.\n")
    assert toy.sheets / "s90_toys.json" in build.stale(Workbook(toy.root))


def test_a_stub_is_the_docstring_and_nothing_of_the_body() -> None:
    source = 'def double(x):\n    """Twice x.\n\n    More.\n    """\n    # the trick\n    return 2 * x\n'
    exercise = Exercise("double", "core", 1, 1, 1, source, ())
    assert stub(exercise) == (
        'def double(x):\n    """Twice x.\n\n    More.\n    """\n'
        '    raise NotImplementedError("double: write your code here")'
    )


def test_stubs_keep_signature_and_docstring(toys: Section) -> None:
    for exercise in toys.exercises.values():
        (node,) = ast.parse(stub(exercise)).body
        assert isinstance(node, ast.FunctionDef)
        assert ast.get_docstring(node) == exercise.docstring
        assert ast.dump(node.args) == ast.dump(exercise.function.args)


@pytest.mark.parametrize("name", this_workbook().names)
def test_the_stub_module_imports_without_plots_and_raises_not_implemented(name: str) -> None:
    section = this_workbook().section(name)
    names: dict[str, object] = {"__name__": "stub"}
    exec(module_text(section), names)
    for name in section.exercises:
        function = names[name]
        assert callable(function)
        with pytest.raises(NotImplementedError, match=name):
            function(*[0.5] * len(section.exercises[name].function.args.args))


def test_the_notebook_is_valid_and_its_cell_ids_are_stable(toy: Workbook, toys: Section) -> None:
    notebook = nbformat.reads(notebook_text(toys, toy.visible_checks(toys.name)), as_version=4)
    nbformat.validate(notebook)
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    assert {f"exercise-{name}" for name in toys.exercises} <= set(ids)
    assert {f"check-{name}" for name in toys.exercises} <= set(ids)


def test_the_notebook_has_no_outputs(toy: Workbook, toys: Section) -> None:
    cells = json.loads(notebook_text(toys, toy.visible_checks(toys.name)))["cells"]
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)


def test_a_check_keeps_the_comment_behind_its_last_statement(toy: Workbook) -> None:
    text = "def test_double_of_three(double):\n    x = 3  # first\n    assert double(x) == 6  # last"
    toy.visible_file("s90_toys").write_text(f"{text}\n\n\nCONSTANT = 1\n")
    (check,) = toy.visible_checks("s90_toys")
    assert check.source == text


def test_a_sheet_tells_an_exercises_facts_and_recognises_its_mistakes(toy: Workbook) -> None:
    (sheet,) = read_sheets(toy.sheets)
    spread = sheet.exercises["spread"]
    assert (spread.tier, spread.points, spread.minutes, spread.foundations) == ("plus", 1.5, 5, ["average"])
    assert spread.hints[1] == "Take the distances from the average, then average them."
    assert sheet.exercises["average"].battery.try_out(sum).mistakes == (
        "This is the sum. Divide it by how many there are.",
    )
    assert sheet.exercises["average"].battery.try_out(lambda values: 7.0).mistakes == ()


def test_a_sheet_leaves_out_a_call_that_is_too_long_to_read(toy: Workbook) -> None:
    checks = toy.visible_file("s90_toys")
    checks.write_text(f"{checks.read_text()}\n\ndef test_average_of_many(average):\n    average([1.0] * 5000)\n")
    before = toy.sheets.joinpath("s90_toys.json").read_text()
    text = sheet_text(toy, toy.section("s90_toys"))
    assert "1.0, 1.0, 1.0, 1.0" not in text
    assert text.count('{\\"args\\"') == before.count('{\\"args\\"') > 0


DEFECTIVE_SECTIONS = {
    "code without a role": ("# %%\nx = 1\n", "without exercise"),
    "two functions in an exercise": (
        '# %% exercise="f" tier="core" points=1 difficulty=1 minutes=1\ndef f(): "."\ndef g(): pass\n',
        "nothing else",
    ),
    "an exercise without points": ('# %% exercise="f" tier="core" difficulty=1 minutes=1\ndef f(): "."\n', "points="),
    "points that are no number": (
        '# %% exercise="f" tier="core" points="two" difficulty=1 minutes=1\ndef f(): "."\n',
        "are numbers",
    ),
    "an exercise that is not Python": (
        '# %% exercise="f" tier="core" points=1 difficulty=1 minutes=1\ndef f(:\n',
        "is not Python: line 1",
    ),
    "an exercise without a docstring": (
        '# %% exercise="f" tier="core" points=1 difficulty=1 minutes=1\ndef f(): pass\n',
        "has no docstring",
    ),
    "an unknown tier": (
        '# %% exercise="f" tier="easy" points=1 difficulty=1 minutes=1\ndef f(): "."\n',
        "core, plus, stretch",
    ),
    "a plot that runs on import": ('# %% role="demo"\nprint(1)\n', "must start with if __name__"),
    "hints for nothing": ('# %% [markdown] hints="g"\n# 1. a\n', "g, which is not an exercise"),
}


@pytest.mark.parametrize(("text", "reason"), DEFECTIVE_SECTIONS.values(), ids=DEFECTIVE_SECTIONS)
def test_a_section_that_is_not_written_right_is_refused(text: str, reason: str) -> None:
    with pytest.raises(AuthorError, match=reason):
        parse_section("s99_test", text)


def test_a_section_needs_its_numbered_title() -> None:
    with pytest.raises(AuthorError, match=r"# 99\. Title"):
        _ = parse_section("s99_test", "# %% [markdown]\n# # Title\n").title


def test_answers_are_noticed_before_they_would_be_replaced(toy: Workbook, toys: Section) -> None:
    path = toy.assignments / "s90_toys.py"
    assert not build.holds_work(toy, path)
    path.write_text(module_text(toys, solved(toys, "average")))
    assert build.holds_work(toy, path)
