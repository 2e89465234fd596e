"""What the visible checks say about a module is what a submission meets in the sandbox."""

import sys

import pytest

from autograder.sandbox import preload
from autograder.sandbox.cells import Cell
from autograder.sandbox.launcher import Zygote
from autograder.sandbox.student import Student

OTHERS = """
    IPython.core.debugger IPython.core numpy.matlib numpy.f2py numpy.random.mtrand numpy._core.multiarray numpy.nothing
    scipy.special._ufuncs scipy.datasets matplotlib.pyplot matplotlib.patheffects mpl_toolkits.axisartist pandas torch
    pytest hypothesis nothing_of_this_name xml.dom xml.sax.saxutils email.message http.client importlib.abc
    collections.nothing json.decoder concurrent.futures asyncio.events encodings.koi8_r encodings.utf_8 os.path
"""
NAMES = sorted({*sys.stdlib_module_names, *preload.module_names(), *OTHERS.split(), "xml.dom.minidom"})
SKIPPED = {"antigravity", "this", "idlelib", "__main__"}
"""These do something when they are imported, or are another module in a submission."""

CODE = """
import importlib
there = []
for name in {names!r}:
    try:
        importlib.import_module(name)
    except ImportError:
        continue
    there.append(name)

def answer():
    return there
"""


@pytest.fixture(scope="module")
def there(zygote: Zygote) -> set[str]:
    """Those of the modules that a submission can import."""
    names = [name for name in NAMES if name not in SKIPPED]
    with Student(zygote, [Cell("answer.py", CODE.format(names=names))]) as student:
        assert student.load().errors == ()
        return set(student.function("answer")())


def test_some_modules_are_there_and_some_are_not(there: set[str]) -> None:
    assert {"math", "numpy.linalg", "scipy.stats", "matplotlib.pyplot"} <= there
    assert not {"tarfile", "sqlite3", "tkinter", "xml.dom.minidom", "numpy.matlib", "IPython.core.debugger"} & there


def test_a_module_is_said_to_be_there_if_it_is(there: set[str]) -> None:
    names = [name for name in NAMES if name not in SKIPPED]
    assert {name for name in names if preload.available(name)} == there
