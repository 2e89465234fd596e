"""What a student hands in does nothing on its own, neither where it is shown nor where it is copied."""

import doctest
import os
import re
from pathlib import Path
from types import ModuleType

import pytest
from nbformat import v4

from autograder.course import harmless, pages
from autograder.course.exchange import remove_links
from autograder.course.feedback import without_docstring
from autograder.course.harmless import JOINER, Harmless, NotAnId, fenced, harmless_markdown, harmless_output
from autograder.course.pages import NotebookPictures, clean, markdown_html
from autograder.workbook.notebooks import notebook_cells
from autograder.workbook.workbook import this_workbook

JOINED = "<" + JOINER
LIVE = {
    "a script": ("<script>alert(1)</script>", f"{JOINED}script>alert(1){JOINED}/script>"),
    "a handler": ('<b onclick="x()">bold</b>', f'{JOINED}b onclick="x()">bold{JOINED}/b>'),
    "a form": ('<form action="https://example.org">', f'{JOINED}form action="https://example.org">'),
    "a redirection": ('<meta http-equiv="refresh" content="0">', f'{JOINED}meta http-equiv="refresh" content="0">'),
    "a class of the page around it": ('<p class="modal">a</p>', f'{JOINED}p class="modal">a{JOINED}/p>'),
    "a tag that is never closed": ("<details><summary>a", f"{JOINED}details>{JOINED}summary>a"),
    "an end of the page around it": ("a</div></div>", f"a{JOINED}/div>{JOINED}/div>"),
    "tags that overlap": ("<b><i>a</b></i>", f"{JOINED}b>{JOINED}i>a{JOINED}/b>{JOINED}/i>"),
    "a script as address": ("[a](javascript:alert(1))", "```\n[a](javascript:alert(1))\n```"),
    "the same with an entity": ("[a](java&#115;cript:alert(1))", "```\n[a](java&#115;cript:alert(1))\n```"),
    "the same with a backslash": ("[a](javascript\\:alert(1))", "```\n[a](javascript\\:alert(1))\n```"),
    "the same further down": ("[a]\n\n[a]: javascript:b", "```\n[a]\n\n[a]: javascript:b\n```"),
    "an action of the server": ("![a](/logout)", "```\n![a](/logout)\n```"),
    "a picture of another server": ("![a](https://example.org/x.png)", f"!{JOINER}[a](https://example.org/x.png)"),
    "a diagram that a script draws": ("```mermaid\na\n```", "````\n```mermaid\na\n```\n````"),
    "an attachment that is gone": ("![a][b]\n\n[b]: attachment:c.png", "```\n![a][b]\n\n[b]: attachment:c.png\n```"),
    "a link in a formula": (r"$\href{javascript:a}{b}$", f"$\\{JOINER}href{{javascript:a}}{{b}}$"),
    "a comment": ("a<!-- b -->c", f"a{JOINED}!-- b -->c"),
}


@pytest.mark.parametrize(("text", "shown"), LIVE.values(), ids=LIVE)
def test_what_is_live_in_markdown_is_text(text: str, shown: str) -> None:
    assert harmless_markdown(text) == shown
    assert harmless_markdown(shown) in (shown, fenced(shown)), "and stays text"


PLAIN = {
    "what folds": "<details><summary>Hint</summary>\n\n`x > y`\n\n</details>",
    "formulas and quotations": "> $a > b$ & c",
    "code with tags": "`<script>` and\n\n```python\nx < y > z\n```",
    "formatting": 'H<sub>2</sub>O <b>bold</b>\n\n# a "title"\n\n|a|b|\n|:-|-:|\n|1|2|\n\n- [ ] task\n',
    "addresses": "[a](https://example.org/?b=c&d) and https://example.org",
    "another notebook": "[4](s04_information_theory.ipynb)",
    "a picture beside the notebook": "![a](pictures/a.png)",
    "comparisons": "a<b, b < c",
}


@pytest.mark.parametrize("module", [harmless, pages], ids=["harmless", "pages"])
def test_examples_are_true(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


def test_an_answer_is_shown_without_the_docstring_that_everybody_has() -> None:
    exercise = this_workbook().section("s04_information_theory").exercises["entropy"]
    shown = without_docstring(exercise.source, exercise)
    assert "Args:" not in shown and shown.startswith('def entropy(p, base=math.e):\n    """Shannon entropy')
    assert shown.splitlines()[2:] == exercise.source.splitlines()[exercise.function.body[0].end_lineno :]
    own = 'def entropy(p):\n    """My own words,\n    on two lines."""\n    return 0'
    assert without_docstring(own, exercise) == own


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN)
def test_plain_markdown_stays_as_it_is(text: str) -> None:
    assert harmless_markdown(text) == text


@pytest.mark.parametrize("name", this_workbook().names)
def test_lessons_stay_as_they_are_and_all_their_formulas_are_known(name: str) -> None:
    for cell in notebook_cells(this_workbook().section(name), ()):
        if cell.kind == "markdown":
            assert harmless_markdown(cell.source) == cell.source
            page = markdown_html(cell.source, NotebookPictures({}, None))
            prose = re.sub(r"<(code|pre)>.*?</\1>", "", page, flags=re.DOTALL)
            assert not re.search(r"\$|\\[a-zA-Z]", prose), prose
            assert ("<math" in page) == ("$" in re.sub("`[^`]*`", "", cell.source))


def test_raw_cells_become_text_and_attachments_are_pictures() -> None:
    raw = v4.new_raw_cell("<script>\n````\n", metadata={"format": "text/html"})
    markdown = v4.new_markdown_cell("![a](attachment:a.png)", id="second")
    markdown["attachments"] = {
        "a.svg": {"image/svg+xml": "<svg onload='x()'/>"},
        "b.png": {"image/png": '"><script>'},
        "a.png": {"image/png": "AAAA", "text/html": "<script>"},
    }
    kernel = {"name": "python3", "display_name": "Python 3"}
    notebook = v4.new_notebook(cells=[raw, markdown], metadata={"title": "<script>", "kernelspec": kernel})
    shown, _ = Harmless().preprocess(notebook, {})
    first, second = shown.cells
    assert first.cell_type == "markdown" and first.source == "`````\n<script>\n````\n\n`````"
    assert second.attachments == {"a.png": {"image/png": "AAAA"}}
    assert set(shown.metadata) == {"kernelspec"}


@pytest.mark.parametrize("student", ["<img src=x onerror=y>", 'a" onclick="x()', "a&lt;", "a\nb"])
def test_a_students_id_that_a_page_would_obey_is_refused(student: str) -> None:
    with pytest.raises(NotAnId, match="rename the folder"):
        Harmless().preprocess(v4.new_notebook(), {"nbgrader": {"student": student}})


@pytest.mark.parametrize("student", ["ada", "o'brien", "ошибка", "a.b+c@d-1 e"])
def test_other_ids_are_taken_as_they_are(student: str) -> None:
    Harmless().preprocess(v4.new_notebook(), {"nbgrader": {"student": student}})


def test_of_outputs_text_pictures_and_plain_html_are_left() -> None:
    rich = v4.new_output(
        "display_data",
        data={
            "text/html": '<table onclick="x()"><tr><td>1</td></tr></table><script>a</script>',
            "text/markdown": "<script>",
            "image/png": "AAAA",
            "image/svg+xml": "<svg/>",
            "application/javascript": "alert(1)",
            "application/vnd.jupyter.widget-view+json": {"model_id": "a"},
        },
        metadata={"image/png": {"width": '"><script>'}},
    )
    program = v4.new_output("execute_result", data={"application/javascript": "alert(1)"}, execution_count=1)
    forged = v4.new_output("display_data", data={"image/png": '"><script>'})
    printed = v4.new_output("stream", name='x"><script>', text="<b>")
    table = "<table><tbody><tr><td>1</td></tr></tbody></table>"
    hidden = {"text/plain": "(an output of a kind that is not shown)"}
    assert harmless_output(rich).data == {
        "text/html": table,
        "text/markdown": f"{JOINED}script>",
        "image/png": "AAAA",
    }
    assert harmless_output(rich).metadata == {}
    assert harmless_output(program).data == harmless_output(forged).data == hidden
    assert (harmless_output(printed).name, harmless_output(printed).text) == ("stdout", "<b>")


def test_marks_counts_and_ids_that_a_page_shows_are_what_they_should_be() -> None:
    cell = v4.new_code_cell("a", metadata={"nbgrader": {"grade_id": "a-1", "points": "<script>", "grade": True}})
    forged = v4.new_code_cell("b", metadata={"nbgrader": {"grade_id": "<script>"}, "tags": ["x"]})
    notebook = v4.new_notebook(cells=[cell, forged])
    cell["id"], cell["execution_count"] = '"><script>', "<script>"
    shown, _ = Harmless().preprocess(notebook, {})
    first, second = shown.cells
    assert first.metadata == {"nbgrader": {"grade_id": "a-1", "grade": True}}
    assert (first.id, first.execution_count) == ("cell-0", None)
    assert second.metadata == {}


HTML = {
    "a script": ("a<script>b</script>", "a"),
    "a handler": ('<b onclick="x()">a</b>', "<b>a</b>"),
    "a form": ('<form action="https://e.org"><input name="a">b</form>', "b"),
    "a redirection": ('<meta http-equiv="refresh" content="0">a', "a"),
    "a base": ('<base href="https://e.org">a', "a"),
    "a style": ('<style>b{}</style><b style="position:fixed">a</b>', "<b>a</b>"),
    "a part of the page": ('<section id="part-1"><p class="points">a</p></section>', "<p>a</p>"),
    "an address": ('<a href="https://e.org">a</a><img src="https://e.org/x.png">', "<a>a</a><img>"),
    "a formula that links": (
        '<math><mrow href="javascript:a"><mi>x</mi></mrow></math>',
        "<math><mrow><mi>x</mi></mrow></math>",
    ),
    "a formula that covers": ('<math><mspace width="999em"></mspace></math>', "<math><mspace></mspace></math>"),
    "a formula that leads out": (
        "<math><mtext><mglyph><style><img src=x onerror=y></style></mglyph></mtext></math>",
        "<math><mtext><img></mtext></math>",
    ),
}


@pytest.mark.parametrize(("html", "left"), HTML.values(), ids=HTML)
def test_of_html_plain_formatting_is_left(html: str, left: str) -> None:
    assert clean(html) == left
    assert clean(left) == left


@pytest.mark.parametrize(
    ("latex", "html"),
    [
        (r"a < b", "<mo>&lt;</mo>"),
        (r"\arg\max_w", "<mo>arg</mo>"),
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "<mtable"),
        (r"\frac{", r"<code>\frac{</code>"),
        ("{" * 3000, "<code>"),
        (r"\text{<script>alert(1)</script>}", "<mtext></mtext>"),
    ],
)
def test_formulas_become_mathml_or_stay_as_they_were_written(latex: str, html: str) -> None:
    page = markdown_html(f"${latex}$", NotebookPictures({}, None))
    assert html in page
    assert "script" not in page


def test_pictures_of_a_page_are_attached_or_lie_beside_the_notebook(tmp_path: Path) -> None:
    folder = tmp_path / "student"
    folder.mkdir()
    png = b"\x89PNG\r\n\x1a\n"
    (folder / "a.png").write_bytes(png)
    (folder / "fake.png").write_bytes(b"a secret")
    (tmp_path / "outside.png").write_bytes(png)
    (folder / "link.png").symlink_to(tmp_path / "outside.png")
    pictures = NotebookPictures({"b.png": {"image/svg+xml": "<svg/>", "image/png": "AAAA"}, "c.png": "?"}, folder)
    assert pictures("a.png") == "data:image/png;base64,iVBORw0KGgo="
    assert pictures("b.png") == "data:image/png;base64,AAAA"
    for name in ("c.png", "fake.png", "link.png", "../outside.png", str(tmp_path / "outside.png"), "", "\0", "x" * 999):
        assert pictures(name) is None, name


def test_links_pipes_and_files_of_others_are_removed(tmp_path: Path) -> None:
    secret, folder = tmp_path / "secret", tmp_path / "student"
    secret.write_text("secret")
    (folder / "within").mkdir(parents=True)
    (folder / "own.txt").write_text("own")
    (folder / "x.html").symlink_to(secret)
    (folder / "within" / "all").symlink_to(tmp_path, target_is_directory=True)
    os.link(secret, folder / "hard.txt")
    os.mkfifo(folder / "pipe")
    assert remove_links(folder) == ["hard.txt", "pipe", "within/all", "x.html"]
    assert sorted(path.name for path in folder.rglob("*")) == ["own.txt", "within"]
    assert secret.read_text() == "secret"


def test_a_folder_that_is_a_link_is_removed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "student"
    link.symlink_to(tmp_path / "real", target_is_directory=True)
    assert remove_links(link) == ["."]
    assert not link.exists() and (tmp_path / "real").exists()
