"""A changed workbook comes into a course without undoing what its instructor changed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from nbformat import NotebookNode, v4

from autograder.course.folder import init_course, update_course
from autograder.course.merge import Merged, merge
from autograder.course.place import CourseError, course_in
from autograder.workbook.build import build
from autograder.workbook.workbook import Workbook

Edit = Callable[[NotebookNode], None]


def text(cell_id: str, source: str) -> NotebookNode:
    cell: NotebookNode = v4.new_markdown_cell(source, id=cell_id)
    return cell


def graded(name: str, source: str, points: float = 1) -> NotebookNode:
    mark = {"grade": True, "solution": False, "locked": True, "points": points, "grade_id": name}
    cell: NotebookNode = v4.new_code_cell(source, id=name, metadata={"nbgrader": mark})
    return cell


def lesson() -> NotebookNode:
    """The workbook's notebook as it was written."""
    cells = [text("text-0", "# Title"), text("text-1", "About f."), graded("check-f", "f()"), graded("check-g", "g()")]
    notebook: NotebookNode = v4.new_notebook(cells=cells)
    return notebook


def merged(mine: Edit, theirs: Edit, overwrite: bool = False) -> Merged:
    """A merge after these changes; asserts that merging once more does nothing."""
    own, new = lesson(), lesson()
    mine(own)
    theirs(new)
    result = merge(lesson(), own, new, overwrite)
    again = merge(result.written, result.notebook, new)
    assert again == Merged(result.notebook, result.written, [])
    return result


def sources(result: Merged) -> list[str]:
    return [cell.source for cell in result.notebook.cells]


def nothing(notebook: NotebookNode) -> None:
    """No change."""


def change(number: int, source: str) -> Edit:
    return lambda notebook: notebook.cells[number].update(source=source)


def put(number: int, *cells: NotebookNode) -> Edit:
    return lambda notebook: notebook.update(cells=[*notebook.cells[:number], *cells, *notebook.cells[number:]])


def drop(number: int) -> Edit:
    return lambda notebook: notebook.cells.pop(number)


def test_what_one_side_changed_is_taken_from_it() -> None:
    def mine(notebook: NotebookNode) -> None:
        change(1, "About f, by me.")(notebook)
        notebook.cells[2].metadata.nbgrader.points = 10

    result = merged(mine, change(2, "f(1)"))
    assert sources(result) == ["# Title", "About f, by me.", "f(1)", "g()"]
    assert result.notebook.cells[2].metadata.nbgrader.points == 10
    assert result.notes == [("check-f", "source: the workbook's change taken")]


def test_where_both_changed_the_instructors_stays_and_is_named() -> None:
    result = merged(change(2, "f(2)"), change(2, "f(1)"))
    assert sources(result)[2] == "f(2)"
    assert result.notes == [("check-f", "source: kept yours; the workbook's has changed too")]


def test_cells_of_the_instructors_own_stay_where_they_stand() -> None:
    due, essay = text("due", "Due on Friday."), graded("essay", "explain()")

    def mine(notebook: NotebookNode) -> None:
        put(0, due)(notebook)
        put(5, essay)(notebook)

    result = merged(mine, change(0, "# Other title"))
    assert sources(result) == ["Due on Friday.", "# Other title", "About f.", "f()", "g()", "explain()"]


def test_a_deleted_cell_stays_deleted() -> None:
    assert sources(merged(drop(1), nothing)) == ["# Title", "f()", "g()"]
    result = merged(drop(1), change(1, "More about f."))
    assert sources(result) == ["# Title", "f()", "g()"]
    assert result.notes == [("text-1", "stays deleted; the workbook's has changed")]


def test_a_cell_that_the_workbook_has_no_more_goes_unless_it_was_changed() -> None:
    assert sources(merged(nothing, drop(3))) == ["# Title", "About f.", "f()"]
    result = merged(change(3, "g(2)"), drop(3))
    assert sources(result) == ["# Title", "About f.", "f()", "g(2)"]


def test_a_new_text_moves_the_numbers_of_the_others_and_no_change_is_lost() -> None:
    def theirs(notebook: NotebookNode) -> None:
        notebook.cells[1].id = "text-2"
        put(1, text("text-1", "New."))(notebook)

    result = merged(change(1, "About f, by me."), theirs)
    assert sources(result) == ["# Title", "New.", "About f, by me.", "f()", "g()"]
    assert len({cell.id for cell in result.notebook.cells}) == 5


def test_the_instructors_order_stays() -> None:
    result = merged(lambda nb: nb.cells.reverse(), put(3, text("hints-f", "Think.")))
    assert sources(result) == ["g()", "f()", "Think.", "About f.", "# Title"]


def test_overwrite_takes_the_workbooks_cells_and_leaves_own_ones() -> None:
    def mine(notebook: NotebookNode) -> None:
        change(2, "f(2)")(notebook)
        drop(1)(notebook)
        put(0, text("due", "Due on Friday."))(notebook)

    assert sources(merged(mine, nothing, overwrite=True)) == ["Due on Friday.", "# Title", "About f.", "f()", "g()"]


def test_without_a_record_everything_that_differs_stays_and_is_named() -> None:
    own = lesson()
    change(1, "About f, by me.")(own)
    drop(3)(own)
    result = merge(None, own, lesson())
    assert result.notebook == own
    assert result.notes == [
        ("text-1", "differs from the workbook's: kept as it is"),
        ("check-g", "is in the workbook and not in your notebook: left out"),
    ]
    assert merge(result.written, result.notebook, lesson()).notes == []


@pytest.fixture
def course(toy: Workbook, tmp_path: Path) -> Path:
    init_course(toy, tmp_path / "course", "stats")
    return tmp_path / "course"


def changed_toy(toy: Workbook) -> None:
    """Another first line in the workbook's lesson."""
    (path,) = toy.solutions.glob("*.py")
    source = path.read_text(encoding="utf-8")
    title = next(line for line in source.splitlines() if line.startswith("# # "))
    path.write_text(source.replace(title, f"{title}, second edition", 1), encoding="utf-8")


def test_a_course_is_updated_once_and_the_notebook_before_is_kept(toy: Workbook, course: Path) -> None:
    (section,) = toy.names
    path = course / "source" / section / f"{section}.ipynb"
    notebook = json.loads(path.read_text())
    notebook["cells"].append({"cell_type": "markdown", "id": "due", "metadata": {}, "source": "Due on Friday."})
    path.write_text(json.dumps(notebook))
    mine = path.read_bytes()
    changed_toy(toy)
    new = Workbook(toy.root)
    build(new)

    changed, done, refused = update_course(new, course)
    sheet = path.with_name("workbook_checks.json")
    assert set(changed) == {path, sheet} and refused == []
    assert [what for _, _, what in done] == ["source: the workbook's change taken"]
    assert "second edition" in path.read_text() and "Due on Friday." in path.read_text()
    (before,) = (course / ".workbook" / "before").rglob("*.ipynb")
    assert before.read_bytes() == mine
    handed_out = {file.name for file in path.parent.iterdir()}
    assert handed_out == {path.name, sheet.name, "workbook_checks.py"}
    assert update_course(new, course) == ([], [], [])


def test_a_course_of_other_folder_names_is_updated_and_a_removed_section_stays_out(toy: Workbook, course: Path) -> None:
    (section,) = toy.names
    (course / "source").rename(course / "mine")
    (course / "mine" / section).rename(course / "mine" / "week-1")
    config = course / "nbgrader_config.py"
    config.write_text(config.read_text() + "c.CourseDirectory.source_directory = 'mine'\n")
    assert [what for _, _, what in update_course(toy, course).done] == []
    (course / "mine" / "week-1" / f"{section}.ipynb").unlink()
    assert update_course(toy, course) == ([], [], [])


def test_the_configuration_is_read_as_nbgrader_reads_it(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = tmp_path / "jupyter"
    user.mkdir()
    (user / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.submitted_directory = 'inbox'\n")
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(user))
    config = course / "nbgrader_config.py"
    structure = "'{nbgrader_step}/{assignment_id}/{student_id}'"
    config.write_text(config.read_text() + f"c.CourseDirectory.directory_structure = {structure}\n")
    path = course / "inbox" / "week-1" / "ann" / "s.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text("{}")
    found = course_in(course)
    assert found.submitted_notebooks("s") == [path]
    assert found.database_url == f"sqlite:///{course / 'gradebook.db'}"
    assert found.odd_paths() == []
    config.write_text(config.read_text() + "c.CourseDirectory.feedback_directory = 'inbox'\n")
    assert course_in(course).odd_paths() == [
        "submitted_directory is named 'inbox' as another is",
        "feedback_directory is named 'inbox' as another is",
    ]
    config.write_text("c = get_config()\nc.CourseDirectory.root = 1 / 0\n")
    with pytest.raises(CourseError, match="cannot be read: division by zero"):
        course_in(course)
