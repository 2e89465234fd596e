"""Cells are loaded one by one, and what goes wrong in one is told and does not stop the others."""

import pytest

from autograder.sandbox.cells import Cell, CellError
from autograder.sandbox.errors import GradingError, StudentCrash, StudentError, StudentOutOfMemory, StudentTimeout
from autograder.sandbox.launcher import Zygote
from autograder.sandbox.student import Student
from autograder.selftests.sandbox.conftest import MakeStudent


def test_names_are_the_public_callables(make_student: MakeStudent) -> None:
    student = make_student("from math import sqrt\nx = 3\ndef f(): pass\ndef _g(): pass", "class C: pass")
    report = student.load()
    assert report.names == {"sqrt", "f", "C"} and report.errors == ()
    assert student.load() is report


def test_an_error_in_one_cell_does_not_stop_the_later_ones(make_student: MakeStudent) -> None:
    student = make_student(
        "def first(): return 1",
        "x = 1\ny = (",
        "def early(): return 2\n\n1 / 0\ndef late(): return 3",
        "raise SystemExit",
        "def last(): return first() + early()",
    )
    report = student.load()
    assert report.names == {"first", "early", "last"}
    assert report.errors == (
        CellError("cell 2", 2, "SyntaxError", "'(' was never closed", "error"),
        CellError("cell 3", 3, "ZeroDivisionError", "division by zero", "error"),
        CellError("cell 4", 1, "SystemExit", "", "error"),
    )
    assert student.function("last")() == 3


@pytest.mark.filterwarnings("error")
def test_warnings_while_loading_are_given_to_nobody(make_student: MakeStudent) -> None:
    student = make_student("import os, warnings\nwarnings.warn('old')\ndef end(): os._exit(1)\ndef f(): return 1")
    assert student.load().errors == ()
    with pytest.raises(StudentCrash):
        student.function("end")()
    assert student.function("f")() == 1  # which loads once more


def test_the_line_is_the_one_in_the_cell_that_failed(make_student: MakeStudent) -> None:
    report = make_student("def f():\n    pass\n    return 1 / 0", "\nf()").load()
    assert [(error.label, error.line) for error in report.errors] == [("cell 2", 2)]


def test_lines_are_counted_as_python_counts_them(make_student: MakeStudent) -> None:
    student = make_student("a = 1\x0c\r\nb = '\u2028'\rdef f():\n    raise ValueError('here')")
    with pytest.raises(StudentError) as caught:
        student.function("f")()
    assert caught.value.trace[0].line == 4
    assert caught.value.trace[0].source == "    raise ValueError('here')"


@pytest.mark.parametrize(
    ("ending", "kind", "error"),
    [
        ("while True: pass", "timeout", StudentTimeout),
        ("import os; os._exit(3)", "crash", StudentCrash),
        ("import numpy as np; np.ones(1 << 40)", "memory", StudentOutOfMemory),
    ],
)
def test_an_ending_keeps_what_came_before(
    make_student: MakeStudent, ending: str, kind: str, error: type[StudentError]
) -> None:
    student = make_student("def before(): return 1", "1 / 0", ending, "def after(): return 2", cpu_per_call=0.2)
    report = student.load()
    assert report.names == {"before"}
    assert [(e.label, e.kind) for e in report.errors] == [("cell 2", "error"), ("cell 3", kind)]
    assert student.function("before")() == 1
    with pytest.raises(error):
        student.function("after")()


def test_a_file_that_ends_its_process_defines_nothing(make_student: MakeStudent) -> None:
    student = make_student("def f(): return 1\nimport os\nos._exit(0)")
    assert student.load().names == frozenset()
    with pytest.raises(StudentCrash, match="exit status 0"):
        student.function("f")()


def test_state_at_load_is_made_again_in_a_fresh_worker(make_student: MakeStudent) -> None:
    student = make_student("import os\nlog = []", "def add(x): log.append(x); return log\ndef crash(): os._exit(9)")
    assert student.function("add")(1) == [1]
    with pytest.raises(StudentCrash, match="exit status 9"):
        student.function("crash")()
    assert student.function("add")(2) == [2]


def test_a_demonstration_does_not_run(make_student: MakeStudent) -> None:
    assert make_student("if __name__ == '__main__':\n    1 / 0").load().errors == ()


def test_annotations_and_dataclasses_work(make_student: MakeStudent) -> None:
    source = """
from __future__ import annotations
from dataclasses import dataclass
from typing import NamedTuple

@dataclass
class Point:
    x: int

class Pair(NamedTuple):
    a: int

def x(): return Point(3).x
def pair(): return Pair(4)
def point(): return Point(5)
"""
    student = make_student(source, "def f(a: Undefined): pass")
    assert student.load().errors == ()  # __future__ is for the later cells, too, as in a notebook
    assert student.function("x")() == 3
    assert student.function("pair")() == (4,)
    with pytest.raises(TypeError, match="a value of type Point is not plain data"):
        student.function("point")()


@pytest.mark.parametrize("source", ["x = 1\0", "# \ud800", "\N{ZERO WIDTH SPACE}x = 1", "(" * 500, "-" * 100_000 + "1"])
def test_source_that_is_no_program_is_an_error_in_its_cell(make_student: MakeStudent, source: str) -> None:
    student = make_student(source, "def f(): return 1")
    report = student.load()
    assert [error.label for error in report.errors] == ["cell 1"]
    if report.errors[0].kind == "error":
        assert student.function("f")() == 1


def test_two_cells_of_one_label_are_refused(zygote: Zygote) -> None:
    with pytest.raises(GradingError, match="same label"):
        Student(zygote, [Cell("a", ""), Cell("a", "")])


def test_usual_imports_work_and_plots_are_harmless(make_student: MakeStudent) -> None:
    source = """
import asyncio, collections, itertools, json, math, os, random, re, statistics, string, subprocess, sys, time
import urllib.request
import numpy as np
import scipy.stats
from scipy.special import logsumexp
from numpy.testing import assert_allclose
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib import cm, colors
from matplotlib.ticker import MaxNLocator
plt.rcParams["figure.figsize"] = 3, 4
plt.rcParams.update({"font.size": 3})
with plt.style.context("ggplot"):
    plt.figure(figsize=(3, 4)); plt.plot([1], [2], label="x"); plt.legend(); plt.show()
fig, ax = plt.subplots()
line, = ax.plot(np.arange(3)); ax.set(xlabel="x"); fig.tight_layout(); ax.annotate("x", (0, 0))
fig, (left, right) = plt.subplots(1, 2)
fig, axes = plt.subplots(2, 3, figsize=(3, 4), sharex=True)
for ax in axes.flat: ax.bar([1], [2], color=cm.viridis(0.5))
axes[1, 2].hist([1, 2])
fig, column = plt.subplots(3, 1)
assert len(column) == 3
fig, grid = plt.subplots(1, 1, squeeze=False)
assert grid.shape == (1, 1)
counts, edges, bars = plt.hist([1, 2, 3])
low, high = plt.xlim()
plt.colorbar(plt.imshow(np.eye(3)), ax=ax)
import IPython
assert int(IPython.__version__.split(".")[0]) and int(matplotlib.__version__.split(".")[0])
cycle = plt.rcParams["axes.prop_cycle"]
assert len(cycle) == 10 and cycle.by_key()["color"] == [properties["color"] for properties in cycle]
def f(): return 1
"""
    report = make_student(source).load()
    assert report.errors == ()
    assert "f" in report.names and not {"ax", "fig", "line", "bars"} & report.names


@pytest.mark.parametrize(
    "module", ["pandas", "torch", "pytest", "nbgrader", "autograder.content", "seaborn", "antigravity"]
)
def test_a_missing_module_says_what_there_is(make_student: MakeStudent, module: str) -> None:
    (error,) = make_student(f"import {module}").load().errors
    assert error.type_name == "ModuleNotFoundError"
    assert "is not available while grading. Available are numpy, scipy" in error.message


def test_an_import_that_fails_names_no_file_of_this_machine(make_student: MakeStudent) -> None:
    (error,) = make_student("from scipy.integrate import simps").load().errors
    assert error.message == "cannot import name 'simps' from 'scipy.integrate'"


def test_marks_that_are_not_seen_are_replaced_in_messages(make_student: MakeStudent) -> None:
    marks = r"\u200f\u061c\u200e\U000E0041\u2060\u00ad\ufeff\u202e\u2066\u200b\u3164"
    source = f"raise type('E{marks}', (Exception,), {{}})('25 of 25{marks}\\t\\n\u00e4')"
    (error,) = make_student(source).load().errors
    assert (error.type_name, error.message) == ("E" + "\ufffd" * 11, "25 of 25" + "\ufffd" * 11 + "\t\n\u00e4")


def test_cells_that_together_take_longer_than_one_may_are_all_run(make_student: MakeStudent) -> None:
    spend = "import time\nend = time.process_time() + 0.2\nwhile time.process_time() < end: pass\n"
    student = make_student(spend + "a = lambda: 1", spend + "b = lambda: 2", spend + "c = lambda: 3", cpu_per_call=0.4)
    report = student.load()
    assert report.errors == ()
    assert report.names >= {"a", "b", "c"}


def test_cells_that_print_more_than_fits_into_one_reply_are_all_run(make_student: MakeStudent) -> None:
    chatter = "print('x' * 100_000)"
    student = make_student(*[chatter] * 12, "def f():\n    return 1")
    assert student.function("f")() == 1
    assert student.load().errors == ()
