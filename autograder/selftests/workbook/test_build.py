"""What is built from a section, and that it gives nothing away."""

import ast
import json
from pathlib import Path

import nbformat
import pytest

from autograder.workbook import build
from autograder.workbook.lint import lint_section
from autograder.workbook.model import AuthorError, Exercise, Section
from autograder.workbook.modules import module_text
from autograder.workbook.notebooks import notebook_text
from autograder.workbook.paths import SOLUTIONS
from autograder.workbook.read import parse_section
from autograder.workbook.sheets import sheet_text
from autograder.workbook.stubs import stub
from autograder.workbook.visible import visible_checks


@pytest.fixture(scope="session")
def text(section: Section) -> str:
    return (SOLUTIONS / f"{section.name}.py").read_text(encoding="utf-8")


def test_building_twice_gives_the_same_bytes(section: Section, text: str) -> None:
    again = parse_section(section.name, text)
    assert module_text(again) == module_text(section)
    assert notebook_text(again) == notebook_text(section)
    assert sheet_text(again) == sheet_text(section)


def test_what_is_committed_is_up_to_date() -> None:
    assert build.stale() == {}


def test_a_stub_is_the_docstring_and_nothing_of_the_body() -> None:
    source = 'def double(x):\n    """Twice x.\n\n    More.\n    """\n    # the trick\n    return 2 * x\n'
    exercise = Exercise("double", "core", 1, 1, 1, source, ())
    assert stub(exercise) == (
        'def double(x):\n    """Twice x.\n\n    More.\n    """\n'
        '    raise NotImplementedError("double: write your code here")'
    )


def test_stubs_keep_signature_and_docstring(section: Section) -> None:
    for exercise in section.exercises.values():
        (node,) = ast.parse(stub(exercise)).body
        assert isinstance(node, ast.FunctionDef)
        assert ast.get_docstring(node) == exercise.docstring
        assert ast.dump(node.args) == ast.dump(exercise.function.args)


def test_the_stub_module_imports_without_plots_and_raises_not_implemented(section: Section) -> None:
    names: dict[str, object] = {"__name__": "stub"}
    exec(module_text(section), names)
    for name in section.exercises:
        function = names[name]
        assert callable(function)
        with pytest.raises(NotImplementedError, match=name):
            function(*[0.5] * len(section.exercises[name].function.args.args))


def test_the_notebook_is_valid_and_its_cell_ids_are_stable(section: Section) -> None:
    notebook = nbformat.reads(notebook_text(section), as_version=4)
    nbformat.validate(notebook)
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    assert {f"exercise-{name}" for name in section.exercises} <= set(ids)
    assert {f"check-{name}" for name in section.exercises} <= set(ids)


def test_the_notebook_has_no_outputs(section: Section) -> None:
    cells = json.loads(notebook_text(section))["cells"]
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)


def test_a_check_keeps_the_comment_behind_its_last_statement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "def test_double(double):\n    x = 3  # first\n    assert double(x) == 6  # last"
    (tmp_path / "test_s99_doubles.py").write_text(f"{text}\n\n\nCONSTANT = 1\n")
    monkeypatch.setattr("autograder.workbook.visible.VISIBLE", tmp_path)
    (check,) = visible_checks("s99_doubles")
    assert check.source == text


DEFECTIVE_SECTIONS = {
    "code without a role": ("# %%\nx = 1\n", "without exercise"),
    "two functions in an exercise": (
        '# %% exercise="f" tier="core" points=1 difficulty=1 minutes=1\ndef f(): pass\ndef g(): pass\n',
        "nothing else",
    ),
    "an exercise without points": ('# %% exercise="f" tier="core" difficulty=1 minutes=1\ndef f(): pass\n', "points"),
    "an unknown tier": (
        '# %% exercise="f" tier="easy" points=1 difficulty=1 minutes=1\ndef f(): pass\n',
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


EDITS = {
    "a docstring heading is missing": ("    In an LLM: ", "    Elsewhere: ", "has no section In an LLM:"),
    "an example is missing": (">>> ", "> ", "no example that can be run"),
    "a hint is missing": ("# 3. ", "# ", "2 hints, not 3"),
    "an error is not promised": ("ValueError: ", "An error: ", "does not say when ValueError is raised"),
}


@pytest.mark.parametrize(("old", "new", "defect"), EDITS.values(), ids=EDITS)
def test_lint_refuses_a_section_when(section: Section, text: str, old: str, new: str, defect: str) -> None:
    assert old in text
    assert any(defect in line for line in lint_section(parse_section(section.name, text.replace(old, new))))


def test_lint_refuses_an_exercise_that_nothing_checks(section: Section, text: str) -> None:
    found = list(lint_section(parse_section(section.name, text.replace("bits_per_byte", "bytes_per_bit"))))
    for defect in (
        "bytes_per_bit: there is no visible check",
        "bytes_per_bit: the hidden suite has no core criterion",
        "bytes_per_bit: there are no misconceptions",
        "bits_per_byte: the hidden suite or the misconceptions mention it, but it is not an exercise",
    ):
        assert defect in found


def test_lint_refuses_solution_text_in_the_assignments(
    section: Section, answers: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.workbook.lint.ASSIGNMENTS", tmp_path)
    (tmp_path / f"{section.name}.py").write_text(module_text(section, {"js_divergence": answers["js_divergence"]}))
    assert any("holds a line of the solution of js_divergence" in line for line in lint_section(section))


def test_build_does_not_replace_answers(
    section: Section, answers: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "ASSIGNMENTS", tmp_path)
    path = tmp_path / f"{section.name}.py"
    path.write_text(module_text(section))
    assert not build.holds_work(path)
    path.write_text(module_text(section, {"entropy": answers["entropy"]}))
    assert build.holds_work(path)
