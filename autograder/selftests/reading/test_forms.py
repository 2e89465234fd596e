"""Modules and notebooks are read as cells; what cannot be read is refused in one line."""

import json
from pathlib import Path
from typing import Any

import pytest

from autograder.checking.forms import (
    MAX_BYTES,
    MAX_CELLS,
    MAX_CODE,
    Cell,
    UnreadableForm,
    attempted,
    read_form,
)
from autograder.checking.learner import Form
from autograder.checking.magics import without_magics

SECTION = "s04_information_theory"
STUB = 'def entropy(p):\n    """Doc."""\n    raise NotImplementedError("entropy: write your code here")\n'


def notebook(*sources: str, section: str = SECTION, roles: dict[int, str] | None = None) -> str:
    cells: list[dict[str, Any]] = [{"cell_type": "code", "source": source, "metadata": {}} for source in sources]
    for index, role in (roles or {}).items():
        cells[index]["metadata"] = {"workbook": {"role": role}}
    return json.dumps({"cells": cells, "metadata": {"workbook": {"section": section}}, "nbformat": 4})


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_module_is_one_cell(tmp_path: Path) -> None:
    assert read_form(write(tmp_path, "m.py", "x = 1\n"), SECTION) == [("m.py", "x = 1\n")]


def test_a_notebook_is_its_code_cells_without_plots_and_checks(tmp_path: Path) -> None:
    text = notebook("setup()", "x = 1", "check()", "plot()", roles={0: "setup", 2: "check", 3: "demo"})
    assert read_form(write(tmp_path, "n.ipynb", text), SECTION) == [("cell 1", "setup()"), ("cell 2", "x = 1")]


OWN = """
from scipy import special; plot()
x = 1

@decorated
def entropy(p):
    return 0.0

class Helper:
    y = 2

def test_entropy(entropy):
    assert entropy([1.0]) == 0.0

check(test_entropy)
"""


@pytest.mark.parametrize("role", ["demo", "check"])
def test_of_a_plot_or_a_check_what_a_learner_imports_and_defines_counts_on_its_line(tmp_path: Path, role: str) -> None:
    ((label, source),) = read_form(write(tmp_path, "n.ipynb", notebook(OWN, roles={0: role})), SECTION)
    lost = ("x = 1", "def test_entropy(entropy):", "    assert entropy([1.0]) == 0.0", "check(test_entropy)")
    assert ["" if line in lost else line for line in OWN.split("\n")] == source.split("\n")
    assert attempted([Cell(label, source)], ["entropy"]) == {"entropy"}


def test_a_plot_that_is_no_python_counts_for_nothing(tmp_path: Path) -> None:
    assert read_form(write(tmp_path, "n.ipynb", notebook("def f(:", roles={0: "demo"})), SECTION) == []


def test_source_may_be_a_list_of_lines(tmp_path: Path) -> None:
    text = json.dumps({"cells": [{"cell_type": "code", "source": ["x = 1\n", "y = 2"]}]})
    assert read_form(write(tmp_path, "n.ipynb", text), SECTION) == [("cell 1", "x = 1\ny = 2")]


UNREADABLE = {
    "bytes that are not text": ("m.py", b"\xff\xfe\x00", "not a text file"),
    "a notebook that is not JSON": ("n.ipynb", "{", "does not hold valid JSON"),
    "a notebook nested beyond reason": ("n.ipynb", "[" * 100_000, "does not hold valid JSON"),
    "JSON that is no notebook": ("n.ipynb", "[1, 2]", "no list of cells"),
    "a notebook of another section": ("n.ipynb", notebook(section="s01_probability"), "s01_probability"),
    "a notebook of a section with no name": (
        "n.ipynb",
        json.dumps({"cells": [], "metadata": {"workbook": {"section": [SECTION]}}}),
        "something else",
    ),
    "a cell whose source is no text": (
        "n.ipynb",
        json.dumps({"cells": [{"cell_type": "code", "source": [[]]}]}),
        "cell 1",
    ),
    "more code than can be parsed in little memory": ("m.py", "a\n" * MAX_CODE, "the limit is 200000"),
    "as much code in a notebook": ("n.ipynb", notebook(*["a\n" * 1000] * (MAX_CODE // 1000)), "the limit is 200000"),
    "more cells than anyone writes": ("n.ipynb", notebook(*[""] * (MAX_CELLS + 1)), "has 5001 cells"),
}


@pytest.mark.parametrize(("name", "content", "reason"), UNREADABLE.values(), ids=UNREADABLE)
def test_unreadable_files_are_refused_in_one_line(tmp_path: Path, name: str, content: str, reason: str) -> None:
    with pytest.raises(UnreadableForm, match=reason) as refusal:
        read_form(write(tmp_path, name, content), SECTION)
    assert "\n" not in str(refusal.value)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "n.ipynb"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(UnreadableForm, match="the limit is 10 MB"):
        read_form(path, SECTION)


def test_stubs_are_not_attempts(tmp_path: Path) -> None:
    names = ["entropy", "perplexity", "logsumexp"]
    cells = read_form(write(tmp_path, "m.py", STUB + "def perplexity(x):\n    return x\nlogsumexp = max\n"), SECTION)
    assert attempted(cells, names) == {"perplexity", "logsumexp"}


ATTEMPTS = [
    "entropy, perplexity = max, min",
    "entropy: object = max",
    "if True:\n    def entropy(p): return 0",
    "try:\n    from torch import entropy\nexcept ImportError:\n    def entropy(p): return 0",
    "with open('x') as file:\n    entropy = max",
]
NO_ATTEMPTS = [
    "entropy: object",
    "x = entropy",
    "entropy([1.0])",
    "def f():\n    entropy = max",
    f"if True:\n    x = 1\n{STUB}",
]


@pytest.mark.parametrize("source", ATTEMPTS)
def test_a_name_may_be_given_in_any_statement(source: str) -> None:
    assert "entropy" in attempted([Cell("m.py", source)], ["entropy"])


@pytest.mark.parametrize("source", NO_ATTEMPTS)
def test_use_is_no_attempt(source: str) -> None:
    assert attempted([Cell("m.py", source)], ["entropy"]) == set()


def test_branches_may_be_many() -> None:
    chain = "if x: pass\n" + "elif x: pass\n" * 1_000 + "else:\n    entropy = max\n"
    assert attempted([Cell("m.py", chain)], ["entropy"]) == {"entropy"}


def test_magic_lines_of_a_module_become_comments(tmp_path: Path) -> None:
    assert read_form(write(tmp_path, "m.py", "!pip install x\nx = 1\n"), SECTION) == [
        ("m.py", "# !pip install x\nx = 1\n")
    ]


def test_in_a_cell_that_does_not_parse_every_name_counts(tmp_path: Path) -> None:
    cells = read_form(write(tmp_path, "m.py", "def entropy(p:\n"), SECTION)
    assert attempted(cells, ["entropy", "perplexity"]) == {"entropy"}


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("%matplotlib inline\nx = 1", "# %matplotlib inline\nx = 1"),
        ("!pip install x\nx = 1", "# !pip install x\nx = 1"),
        ("%%time\n%matplotlib inline\nx = 1", "# %%time\n# %matplotlib inline\nx = 1"),
        ("%%capture out\nx = 1", "# %%capture out\nx = 1"),
        ("%%bash\nls", "# %%bash\n# ls"),
        ("%%time\n%%bash\nls", "# %%time\n# %%bash\n# ls"),
        ("%%time", "# %%time"),
        ("y = (10\n%3)", "y = (10\n%3)"),
        ("for x in y:\n    %timeit x\n    !ls", "for x in y:\n    pass  # %timeit x\n    pass  # !ls"),
        ("files = !ls\nt = %timeit -o f()", "files = None  # !ls\nt = None  # %timeit -o f()"),
        ("entropy?\nnp.log??\n?np.exp", "# entropy?\n# np.log??\n# ?np.exp"),
        ("!ls\r\nx = 1", "# !ls\r\nx = 1"),
        ("!ls\nx = (1\n  != 2,\n  'a'\n  % 3)", "# !ls\nx = (1\n  != 2,\n  'a'\n  % 3)"),
    ],
)
def test_magics_become_comments(source: str, plain: str) -> None:
    assert without_magics(source) == plain


def test_magics_may_be_many() -> None:
    assert without_magics("%%time\n" * 10_000 + "x = 1") == "# %%time\n" * 10_000 + "x = 1"


def test_an_error_in_one_cell_leaves_the_others_their_functions(tmp_path: Path) -> None:
    path = write(tmp_path, f"{SECTION}.ipynb", notebook("1 / 0", "def entropy(p):\n    return 0.0"))
    form = Form(path, SECTION, ["entropy"])
    assert form.function("entropy")([1.0]) == 0.0
    assert form.problem == f"{path.name}, cell 1, line 1: ZeroDivisionError: division by zero"
