"""What a browser makes of a submission: in formgrader nothing of it runs, and its feedback is short and complete."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("selenium", reason="needs the extra: python -m pip install --editable '.[browser]'")

from nbgrader.api import Gradebook

from autograder.course.harmless import JOINER
from autograder.demo.sample_class import SECTION
from autograder.selftests.browser.browser import chromium, open_page
from autograder.selftests.browser.server import FORMGRADER, jupyterlab
from autograder.selftests.course.conftest import NbgraderCourse, add_cell, write_answers

STUDENT = "writes-pages"
LIVE = "document.documentElement.setAttribute('data-live', '1')"
"""What every piece below tries to do in the page that shows it."""

MARKDOWN = f"""
<script>{LIVE}</script>
<img src="nothing" onerror="{LIVE}">
<svg><script>{LIVE}</script></svg>
<iframe srcdoc="<script>parent.{LIVE}</script>"></iframe>
<details open ontoggle="{LIVE}"><summary>a</summary></details>

`<b>` is code, $p < 1$ a formula, and

$$H(p) = -\\sum_i p_i \\log p_i$$
"""
SPREAD = (
    '<div style="position:fixed;top:0;left:0;width:100%;height:100%"><meta http-equiv="refresh" content="0;url=#a">'
)


@pytest.fixture(autouse=True, scope="module")
def browser_is_installed() -> None:
    chromium()


@pytest.fixture
def graded(course: NbgraderCourse, answers: dict[str, str]) -> Iterator[NbgraderCourse]:
    """The course with an autograded submission that is full of such pieces, and mostly right."""
    notebook = course.released()
    write_answers(notebook, answers | {"entropy": "def entropy(p, base=2):\n    return p[9]"})
    for number, (source, kind) in enumerate([(MARKDOWN, "markdown"), (SPREAD, "markdown"), (MARKDOWN, "raw")]):
        add_cell(notebook, source, kind=kind)
        notebook["cells"].insert(2 * number + 1, notebook["cells"].pop())
    course.hand_in(STUDENT, notebook)
    course.nbgrader("autograde", SECTION)
    yield course


def test_nothing_of_a_submission_runs_in_formgrader(graded: NbgraderCourse, tmp_path: Path) -> None:
    home = tmp_path / "instructor"
    with jupyterlab(graded.root, home, FORMGRADER) as address, open_page(address, home) as page:
        place = f"{address.partition('lab?')[0]}formgrader/submissions/{submission_id(graded)}/"
        page.go(place)
        page.see("input.score")  # nbgrader's own scripts ran: the page is ready
        assert page.value("return document.documentElement.getAttribute('data-live')") is None
        assert "<script>document" in page.text("#notebook-container").replace(JOINER, "")
        assert page.text("//p/code").replace(JOINER, "") == "<b>"
        assert page.value("return document.querySelectorAll('iframe, [onerror], [ontoggle]').length") == 0

        as_it_was_handed_in(graded)
        page.go(place)
        page.see("html[data-live]")  # the pieces are live where nothing is done about them


def test_feedback_needs_no_network_and_a_third_of_the_height_of_nbgraders(
    graded: NbgraderCourse, tmp_path: Path
) -> None:
    home = tmp_path / "reader"
    path = graded.root / "feedback" / STUDENT / SECTION / f"{SECTION}.html"
    graded.nbgrader("generate_feedback", SECTION)
    with open_page(path.as_uri(), home) as page:
        ours = page.value("return document.documentElement.scrollHeight")
        seen = page.value(WHAT_IS_SEEN)
        assert page.text("nav li:nth-child(2)").startswith("entropy 0 of 2")
        graded.configure("del c.GenerateFeedback.exporter_class", "del c.GenerateFeedback.preprocessors")
        graded.nbgrader("generate_feedback", SECTION, "--force")
        page.go(path.as_uri())
        stock = page.value("return document.documentElement.scrollHeight")
    assert seen == {"live": None, "requests": 0, "formulas": [True, True], "outside": 0}
    assert ours <= stock / 3


# Formulas are seen if they take up room of their own; nothing may lie outside of the flow of the page.
WHAT_IS_SEEN = """
return {
  live: document.documentElement.getAttribute("data-live"),
  requests: performance.getEntriesByType("resource").length,
  formulas: Array.from(document.querySelectorAll("math"), formula => formula.getBoundingClientRect().height > 5),
  outside: Array.from(document.body.querySelectorAll("*")).filter(
    element => ["fixed", "absolute", "sticky"].includes(getComputedStyle(element).position)).length,
};
"""


def as_it_was_handed_in(course: NbgraderCourse) -> None:
    """Put the submission as it is where the autograded one lies."""
    name = f"{STUDENT}/{SECTION}/{SECTION}.ipynb"
    autograded = course.root / "autograded" / name
    autograded.chmod(0o644)
    autograded.write_bytes((course.root / "submitted" / name).read_bytes())


def submission_id(course: NbgraderCourse) -> str:
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        submission: Any = gradebook.find_submission_notebook(SECTION, SECTION, STUDENT)
        return str(submission.id)
