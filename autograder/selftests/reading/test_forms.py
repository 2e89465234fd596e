"""Modules and notebooks are read as cells; what cannot be read is refused in one line."""

import inspect
import json
from pathlib import Path
from typing import Any

import pytest

from autograder.learning.learner import Form
from autograder.reading.forms import (
    MAX_BYTES,
    MAX_CELLS,
    MAX_CODE,
    Import,
    UnreadableForm,
    read_form,
    source_of,
)
from autograder.sandbox.cells import Cell

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


def cells(data: str | bytes, name: str = "m.py") -> list[Cell]:
    return list(source_of(data if isinstance(data, bytes) else data.encode(), name, SECTION, ()).cells)


def attempted(source: str, *names: str) -> set[str]:
    return set(source_of(source.encode(), "m.py", SECTION, names or ("entropy",)).attempted)


def test_a_module_without_marks_is_one_cell(tmp_path: Path) -> None:
    assert read_form(write(tmp_path, "m.py", "x = 1\n"), SECTION, ()).cells == (("m.py", "x = 1\n"),)


MARKED = "import math\n\n# %% [markdown]\n# # Theory\n\n# %%\n1 / 0\n\n#%% named\nx = 1\n# In[3]:\ny = 2"


def test_marks_of_a_module_are_borders_of_cells_on_the_lines_of_the_file() -> None:
    got = cells(MARKED)
    assert [cell.label for cell in got] == ["m.py (cell 1)", "m.py (cell 3)", "m.py (cell 4)", "m.py (cell 5)"]
    lines = MARKED.split("\n")
    for cell in got:
        for number, line in enumerate(cell.source.split("\n")):
            assert line in ("", lines[number])
    assert got[-1].source == "\n" * 10 + "# In[3]:\ny = 2"


@pytest.mark.parametrize(
    "source", ["def f():\n    x = 1\n# %%\n    return x\n", 'text = """\n# %%\n"""\n', "x = [\n    1,\n# %%\n]\n"]
)
def test_a_mark_inside_of_a_statement_is_a_comment(source: str) -> None:
    assert cells(source) == [("m.py", source)]


def test_a_cell_that_is_no_python_leaves_the_others_as_they_are() -> None:
    got = cells("# %%\nx = 1\n# %%\ndef f(:\n# %%\ny = 2\n")
    assert [cell.source.strip().split("\n")[-1] for cell in got] == ["x = 1", "def f(:", "y = 2"]


def test_a_notebook_is_its_code_cells_without_plots_and_checks() -> None:
    text = notebook("setup()", "x = 1", "check()", "plot()", roles={0: "setup", 2: "check", 3: "demo"})
    assert cells(text, "n.ipynb") == [("cell 1", "setup()"), ("cell 2", "x = 1")]


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
def test_of_a_plot_or_a_check_what_a_learner_imports_and_defines_counts_on_its_line(role: str) -> None:
    read = source_of(notebook(OWN, roles={0: role}).encode(), "n.ipynb", SECTION, ["entropy"])
    ((_, source),) = read.cells
    lost = ("x = 1", "def test_entropy(entropy):", "    assert entropy([1.0]) == 0.0", "check(test_entropy)")
    assert ["" if line in lost else line for line in OWN.split("\n")] == source.split("\n")
    assert read.attempted == {"entropy"}
    assert read.imports == (Import("scipy", ("special",)),)


def test_a_plot_that_is_no_python_counts_for_nothing() -> None:
    assert cells(notebook("def f(:", roles={0: "demo"}), "n.ipynb") == []


def test_source_may_be_a_list_of_lines() -> None:
    text = json.dumps({"cells": [{"cell_type": "code", "source": ["x = 1\n", "y = 2"]}]})
    assert cells(text, "n.ipynb") == [("cell 1", "x = 1\ny = 2")]


UNREADABLE = {
    "bytes that are not text": ("m.py", b"\xff\xfe\x00", "not a text file in UTF-16"),
    "letters of another encoding": ("m.py", "x = 'é'".encode("latin-1"), "not a text file in UTF-8: save it in UTF-8"),
    "letters that are not of the encoding it names": ("m.py", b"# coding: ascii\n'\xe9'", "not a text file in ASCII"),
    "an encoding that nobody knows": ("m.py", b"# coding: klingon\nx = 1", "'klingon', which is no encoding"),
    "an encoding that makes no text": ("m.py", b"# coding: rot13\nx = 1", "'rot13', which is no encoding"),
    "more marks than anyone makes": ("m.py", "# %%\n" * (MAX_CELLS + 1), "has 5001 cells"),
    "marks so far down that the lines are too many": ("m.py", "\n" * 100_000 + "# %%\nx\n" * 200, "too many cells"),
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
        read_form(write(tmp_path, name, content), SECTION, ())
    assert "\n" not in str(refusal.value)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "n.ipynb"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(UnreadableForm, match="the limit is 10 MB"):
        read_form(path, SECTION, ())


def test_stubs_are_not_attempts() -> None:
    source = STUB + "def perplexity(x):\n    return x\nlogsumexp = max\n"
    assert attempted(source, "entropy", "perplexity", "logsumexp") == {"perplexity", "logsumexp"}


AS_TEXT = "x = 'Größe'\ny = 2\n"
WRITTEN = {
    "with a byte order mark": AS_TEXT.encode("utf-8-sig"),
    "in UTF-16": AS_TEXT.encode("utf-16"),
    "in UTF-16 the other way round": b"\xfe\xff" + AS_TEXT.encode("utf-16-be"),
    "in UTF-32": AS_TEXT.encode("utf-32"),
    "with Windows' line ends": AS_TEXT.replace("\n", "\r\n").encode(),
    "with old line ends": AS_TEXT.replace("\n", "\r").encode(),
}


@pytest.mark.parametrize("data", WRITTEN.values(), ids=WRITTEN)
def test_text_is_read_however_a_system_writes_it(data: bytes) -> None:
    assert cells(data) == [("m.py", AS_TEXT)]


@pytest.mark.parametrize("first", ["# -*- coding: latin-1 -*-", "#!/usr/bin/python\n# vim: set fileencoding=cp1252 :"])
def test_a_module_may_name_its_encoding(first: str) -> None:
    text = f"{first}\n{AS_TEXT}"
    assert cells(text.encode("latin-1")) == [("m.py", text)]


def test_an_encoding_is_not_named_below_code() -> None:
    assert cells("x = 1\n# coding: klingon\n")[0].source.startswith("x = 1")


def test_a_notebook_may_be_in_utf_16_and_its_cells_have_any_line_ends() -> None:
    assert cells(notebook("x = 1\r\ny = 'é'").encode("utf-16"), "n.ipynb") == [("cell 1", "x = 1\ny = 'é'")]


def test_imports_are_told_with_their_dots_wherever_they_are() -> None:
    source = "import a.b, c\ndef f():\n    from d.e import g as h, i\nfrom . import j\nfrom k import *\n"
    assert set(source_of(source.encode(), "m.py", SECTION, ()).imports) == {
        Import("a.b"),
        Import("c"),
        Import("d.e", ("g", "i")),
        Import("k", ("*",)),
    }


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
    assert "entropy" in attempted(source)


@pytest.mark.parametrize("source", NO_ATTEMPTS)
def test_use_is_no_attempt(source: str) -> None:
    assert attempted(source) == set()


def test_branches_may_be_many() -> None:
    chain = "if x: pass\n" + "elif x: pass\n" * 1_000 + "else:\n    entropy = max\n"
    assert attempted(chain) == {"entropy"}


def test_in_a_cell_that_does_not_parse_every_name_counts() -> None:
    assert attempted("def entropy(p:\n", "entropy", "perplexity") == {"entropy"}


def test_an_error_in_one_cell_leaves_the_others_their_functions(tmp_path: Path) -> None:
    path = write(tmp_path, f"{SECTION}.ipynb", notebook("1 / 0", "def entropy(p):\n    return 0.0"))
    form = Form(path, SECTION, ["entropy"])
    assert form.function("entropy")([1.0]) == 0.0
    assert form.problem == f"{path.name}, cell 1, line 1: ZeroDivisionError: division by zero"


def test_an_error_in_one_cell_of_a_module_leaves_the_others_their_functions(tmp_path: Path) -> None:
    text = "# %%\n1 / 0\n\n# %%\ndef entropy(p):\n    return 0.0\n\n# %%\ndef f(:\n"
    form = Form(write(tmp_path, f"{SECTION}.py", text), SECTION, ["entropy"])
    assert form.function("entropy")([1.0]) == 0.0
    assert inspect.getsource(form.function("entropy")) == "def entropy(p):\n    return 0.0\n"
    assert form.problem == f"{form.path}, line 2: ZeroDivisionError: division by zero"


@pytest.mark.parametrize(
    ("source", "missing"),
    [
        ("import tarfile", ["tarfile"]),
        ("import xml.dom.minidom", ["xml.dom.minidom"]),
        ("from xml.dom import minidom", ["xml.dom"]),
        ("from numpy import matlib, array", ["numpy.matlib"]),
        ("from IPython.core import debugger", ["IPython.core"]),
        ("import pandas as pd", ["pandas"]),
        ("import numpy.random, scipy.special._ufuncs\nfrom matplotlib import pyplot, patheffects\nimport re", []),
        ("from numpy import exp, linalg\nfrom scipy.stats import norm\nfrom math import *", []),
    ],
)
def test_modules_that_are_not_there_while_grading_are_told(tmp_path: Path, source: str, missing: list[str]) -> None:
    assert Form(write(tmp_path, "m.py", source), SECTION, []).unavailable == missing
