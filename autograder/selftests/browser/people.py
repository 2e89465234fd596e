"""What a student does in JupyterLab and an instructor in formgrader."""

from autograder.selftests.browser.browser import Page


class Lab:
    """JupyterLab as it stands after opening its address."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def choose(self, menu: str, entry: str) -> None:
        """Choose an entry of the menu bar."""
        self.page.click(f"//div[contains(@class, 'lm-MenuBar-itemLabel')][. = '{menu}']")
        self.page.click(f"//div[contains(@class, 'lm-Menu-itemLabel')][. = '{entry}']")

    def to_tab(self, title: str) -> None:
        self.page.click(f"//li[contains(@class, 'lm-TabBar-tab')][.//div[. = '{title}']]")


class Student(Lab):
    """A student at work on the one assignment of a course."""

    def fetch(self) -> None:
        self.choose("Nbgrader", "Assignment List")
        self.page.click("#released_assignments_list .item_status button")

    def open_notebook(self) -> None:
        self.page.click("#fetched_assignments_list .assignment-notebooks-link")
        self.page.click("#fetched_assignments_list .nested_list_item .item_name a")
        self.page.see(".jp-NotebookPanel .jp-CodeCell")

    def write(self, function: str, source: str) -> None:
        """Put `source` in place of what is in the cell that defines `function`, and save."""
        self.page.copy(source)
        cell = f"//div[contains(@class, 'cm-content')][starts-with(., 'def {function}(')]"
        self.page.click(cell)
        self.page.press("a")
        self.page.press("v")
        self.page.see_text(cell, source.rstrip().splitlines()[-1])
        self.page.press("s")
        self.page.see_no("#jp-main-dock-panel .jp-mod-dirty")

    def validate(self) -> str:
        """Press Validate; returns what the dialog then says, and closes it."""
        self.page.click(".jp-NotebookPanel .validate-button")
        said = self.page.text(".jp-Dialog-content")
        self.page.click(".jp-Dialog .jp-mod-accept")
        self.page.see_no(".jp-Dialog")
        return said

    def submit(self) -> None:
        self.to_tab("Assignments")
        self.page.click("#fetched_assignments_list .item_status button")
        self.page.see("#submitted_assignments_list .list_item")


class Instructor(Lab):
    """An instructor with the one assignment of a course in formgrader."""

    def open_formgrader(self) -> None:
        self.choose("Nbgrader", "Formgrader")
        self.page.enter_frame("#formgrader-iframe iframe")

    def collect(self) -> str:
        self.page.click("#main-table .collect a")
        return self._outcome()

    def open_submissions(self) -> None:
        self.page.click("#main-table .num-submissions a")

    def autograde(self, student: str) -> str:
        self.page.click(f"{_row_of(student)}/td[contains(@class, 'autograde')]/a")
        return self._outcome()

    def status(self, student: str) -> str:
        return self.page.text(f"{_row_of(student)}/td[contains(@class, 'status')]")

    def score(self, student: str) -> str:
        return self.page.text(f"{_row_of(student)}/td[contains(@class, 'score')]")

    def _outcome(self) -> str:
        """What formgrader says when it is done; closes the message."""
        said = self.page.text(".modal-body p")
        self.page.close(".modal", ".modal-footer button")
        return said


def _row_of(student: str) -> str:
    return f"//table//tr[td[contains(@class, 'student-id')] = '{student}']"
