"""What IPython makes of a cell, in plain Python and on the same lines."""

import gc
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from autograder.reading import magics
from autograder.reading.magics import parsed, plain_python
from autograder.workbook.workbook import ROOT


def plain(source: str) -> str:
    return plain_python(source)[0]


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads that take turns as often as they can, also while a syntax tree is being made."""

    def let_others_in(phase: str, info: dict[str, int]) -> None:
        for _ in range(100):
            pass

    interval, threshold = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(1e-6)
    gc.set_threshold(20)
    gc.callbacks.append(let_others_in)
    yield
    gc.callbacks.remove(let_others_in)
    gc.set_threshold(*threshold)
    sys.setswitchinterval(interval)


def test_several_threads_may_parse_at_once(restless: None) -> None:
    source = "x = " + "[" * 30 + "1" + "]" * 30 + "\n" + "def f(a, b=1):\n    return {a: [b for _ in range(3)]}\n" * 20
    with ThreadPoolExecutor(4) as pool:
        trees = list(pool.map(parsed, [source] * 12))
    assert all(trees)


WITHOUT_EFFECT = [
    ("%matplotlib inline\nx = 1", "# %matplotlib inline\nx = 1"),
    ("% matplotlib inline\nx = 1", "# % matplotlib inline\nx = 1"),
    ("!pip install x\nx = 1", "# !pip install x\nx = 1"),
    ("!pip install \\\n    x\nx = 1", "# !pip install x\n\nx = 1"),
    ("%timeit -n 1 f([1, \\\n  2])\nx = 1", "# %timeit -n 1 f([1, 2])\n\nx = 1"),
    ("for x in y:\n    %timeit x\n    !ls", "for x in y:\n    pass\n    pass"),
    ("entropy?\nnp.log??\n?np.exp", "# %pinfo entropy\n# %pinfo2 np.log\n# %pinfo np.exp"),
    ("np.*int*?", "# %psearch np.*int*"),
    ("!ls\nx = (1\n  != 2,\n  'a'\n  % 3)", "# !ls\nx = (1\n  != 2,\n  'a'\n  % 3)"),
    ("'''\n%x\n!y\n'''\n!ls", "'''\n%x\n!y\n'''\n# !ls"),
    ("!ls\fx\u2028y\nx = '\u2028'", "# !ls x y\nx = '\u2028'"),
    ("from __future__ import annotations\n%who", "from __future__ import annotations\n# %who"),
]
CELLS = [
    ("%%time\n%matplotlib inline\nx = 1", "# %%time\n# %matplotlib inline\nx = 1"),
    ("\n\n%%debug\n\nx = 1", "\n\n# %%debug\n\nx = 1"),
    ("%%time", "# %%time"),
    ("%%capture out\nx = 1", "out = get_ipython()\nx = 1"),
    ("%%capture --no-stderr\nx = 1", "# %%capture --no-stderr\nx = 1"),
    ("%%timeit -n 10 a = 1\nb = a", "a = 1\nb = a"),
    ("%%bash\nls", "# %%bash\n# ls"),
    ("%%writefile x.py\nx = 1", "# %%writefile x.py\n# x = 1"),
    ("%%time\n%%bash\nls", "# %%time\n# %%bash\n# ls"),
    ("%%of_an_extension\nx = 1", "# %%of_an_extension\nx = 1"),
    ("%%of_an_extension\nSELECT *", "# %%of_an_extension\n# SELECT *"),
]
RUN = [
    ("%time x = 1\ny = 2", "x = 1\ny = 2"),
    ("if True:\n    %time x = 1", "if True:\n    x = 1"),
    ("%prun -s cumulative x = f()", "x = f()"),
    ("%time", "# %time"),
    ("%time x = = 1", "# %time x = = 1"),
    ("x = %time 1 + 1", "x = (1 + 1)"),
    ("%pylab inline", magics.PYLAB),
]
ASSIGNED = [
    ("files = !ls", "files = []"),
    ("a, b = !ls", "a, b = ['', '']"),
    ("first, *rest = !ls", "first, *rest = ['']"),
    ("d = {}\nd['k'] = !ls", "d = {}\nd['k'] = []"),
    ("x = %who", "x = get_ipython()"),
    ("t = %timeit -o f()", "t = get_ipython()"),
]
CLEANED = [
    (" x = 1\n y = 2", "x = 1\ny = 2"),
    ("\n    def f():\n        return 1\n", "\ndef f():\n    return 1\n"),
    (">>> def f(x):\n...     return x\n", "def f(x):\n    return x\n"),
    ("In [1]: x = 1\n   ...: y = 2", "x = 1\ny = 2"),
]
SCRIPTS = [
    ("get_ipython().run_line_magic('matplotlib', 'inline')\nx = 1", "# %matplotlib inline\nx = 1"),
    ("get_ipython().run_line_magic('time', 'x = 1')", "x = 1"),
    ("get_ipython().run_cell_magic('time', '', 'def f():\\n    return 1\\n')", "# %%time\ndef f():\n    return 1"),
    ("get_ipython().run_cell_magic('bash', '', 'ls\\n')", "# %%bash\n# ls"),
    ("get_ipython().system('ls')\nfiles = get_ipython().getoutput('ls')", "# !ls\nfiles = []"),
]


@pytest.mark.parametrize(
    ("source", "expected"),
    [*WITHOUT_EFFECT, *CELLS, *RUN, *ASSIGNED, *CLEANED, *SCRIPTS],
    ids=lambda text: repr(text)[:40],
)
def test_a_cell_is_what_ipython_would_run(source: str, expected: str) -> None:
    assert plain(source) == expected


PLAIN = [
    "y = (10\n%3)",
    "'''\n%matplotlib inline\n!ls\n'''",
    "def f(x):\n    '''\n    >>> f(1)\n    2\n    '''\n",
    "x = '%s' % 1",
    "",
    "def f(:",
    "x = %",
    "x = 1 if y != 2 else 3",
]


@pytest.mark.parametrize("source", PLAIN)
def test_what_is_python_or_nothing_at_all_is_left_alone(source: str) -> None:
    assert plain(source) == source


ERRORS = [
    ("%time x = 1\n1 / 0", 2),
    ("!pip install \\\n  a \\\n  b\n\n1 / 0", 5),
    ("\n\n%%time\n\n  \n1 / 0", 6),
    ("   \n\n    x = 1\n    1 / 0", 4),
    (">>> x = (1,\n...      2)\n>>> 1 / 0", 3),
    ("x = !ls \\\n  -l\n%who\n1 / 0", 4),
]


@pytest.mark.parametrize(("source", "line"), ERRORS)
def test_an_error_arises_on_the_line_on_which_it_is_written(source: str, line: int) -> None:
    with pytest.raises(ZeroDivisionError) as error:
        exec(compile(plain(source), "cell", "exec"), {"get_ipython": None})
    assert error.traceback[-1].lineno == line - 1


def test_magics_may_be_many() -> None:
    assert plain("%%time\n" * 10_000 + "x = 1") == "# %%time\n" * 10_000 + "x = 1"


def test_without_ipython_magic_lines_have_no_effect(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(magics, "_transformer", lambda: None)
    assert plain("%matplotlib inline\nif x:\n    !ls\ny = 1") == "pass\nif x:\n    pass\ny = 1"


def test_ipython_is_loaded_only_for_what_is_no_python() -> None:
    code = """
import sys
from autograder.reading.magics import plain_python
plain_python("x = '%s' % 1\\n# !ls\\n")
plain_python("def f(:")
assert "IPython" not in sys.modules
plain_python("%who")
assert "IPython" in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
