"""Notebooks as students hand them in, and damaged ones made from them."""

import functools
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

from autograder.demo.sample_class import SECTION, Sample, solved
from autograder.grading.submission import Form, read_submission
from autograder.selftests.fuzz.damage import Place, damage_bytes, damage_one, nudged, places
from autograder.workbook.workbook import this_workbook

READ, REFUSED = "read", "refused"
"""How reading may end: with cells, or with a line that says why there are none."""

_ATOMS: tuple[Any, ...] = (
    *(None, True, -1, 0.5, 1 << 70, 10**4299, float("nan"), float("inf")),
    *(
        "",
        "code",
        "markdown",
        "raw",
        "setup",
        "demo",
        "check",
        "exercise",
        "s01_probability",
        SECTION,
        "cells",
        "\ud800",
    ),
    *([], {}, [[]], {"": None}, ["x = 1\n", 2, None]),
)
_KEYS_READ = ("cells", "cell_type", "source", "metadata", "workbook", "role", "section")
_SNIPPETS = (
    # Magics, text that is no Python or hardly any, and characters that end a line for some and not for others.
    *(
        "%%time\n",
        "%%time\n" * 3_000,
        "%%\n",
        "%%bash\n",
        "%%writefile x.py\n",
        "%",
        "!ls\n",
        "?x\n",
        "x?\n",
        "a = %time 1\n",
    ),
    *("(" * 300, "((" * 40, "[" * 5_000, "-" * 20_000 + "1\n", "lambda:" * 2_000, "if 1:\n  " * 120, "1+" * 20_000),
    *("\0", "\r", "\f", "\v", "\x1a", "\x85", "\u2028", "\ufeff", "\ud800", "\\", "\t", "'''", '"', "# coding: x\n"),
    *("9" * 5_000, "0x" + "f" * 20_000, "f'{" * 30, "'\\N{DIGIT ONE}\\ud800'", "x = 1;" * 2_000, "ｄｅｆ", "print 1\n"),
    *("def entropy(p):\n    raise NotImplementedError\n", "entropy = perplexity = max\n", "import math as entropy\n"),
)
_TOKENS = (
    *(b"[" * 100_000, b'{"":' * 50_000, b'"', b"\\", b"\\ud800", b"\\u0000", b"]", b"}", b",", b"NaN", b"-Infinity"),
    *(b"9" * 5_000, b"1e999", b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\x80", b"\0", b"\r\n", b"\x1b[31m"),
    *(b'"cells": [],', b'"cells": 1,', b'"metadata": [],', b'"source": {},'),
)


@functools.cache
def seeds() -> tuple[str, ...]:
    """The notebook as it is handed out, answered, and answered and saved by Jupyter after it was run."""
    section = this_workbook().section(SECTION)
    answered = Sample(solved(section), suffix=".ipynb").text(section)
    saved = json.loads(answered)
    for number, cell in enumerate(saved["cells"]):
        cell["source"] = cell["source"] if number % 2 else "".join(cell["source"])
        if cell["cell_type"] == "code":
            cell |= {"execution_count": number, "outputs": [_output(number)]}
    return Sample({}, suffix=".ipynb").text(section), answered, json.dumps(saved)


def _output(number: int) -> dict[str, Any]:
    data = {"text/plain": ["0.5"], "image/png": "iVBORw0KGgo="}
    return {"output_type": "execute_result", "execution_count": number, "metadata": {}, "data": data}


def make_notebook(seed: int, number: int) -> bytes:
    """Damaged notebook `number` of `seed`."""
    random = Random(f"notebook {number} of seed {seed}")
    return damaged(random, random.choice(seeds()))


def damaged(random: Random, text: str) -> bytes:
    """A notebook, damaged in its code, in its tree, in its bytes, or in more than one of them."""
    notebook = json.loads(text)
    cells = notebook["cells"]
    # A shorter notebook is faster to read, and damage to it more likely to matter.
    notebook["cells"] = random.sample(cells, min(random.choice((1, 4, 99)), len(cells)))
    for _ in range(random.choice((0, 1, 2))):
        _damage_code(random, notebook["cells"])
    for _ in range(random.choice((0, 1, 1, 4))):
        damage_one(random, _some_places(random, notebook), _forged, nudged)
    data = json.dumps(notebook, indent=random.choice((None, 1))).encode()
    for _ in range(random.choice((0, 0, 0, 1, 3))):
        data = damage_bytes(random, data, _TOKENS)
    return data


def _damage_code(random: Random, cells: list[dict[str, Any]]) -> None:
    """Write something into a code cell; what it was before, and some of its text, may be lost."""
    cell = random.choice(cells)
    cell["cell_type"] = "code"
    code = "".join(cell["source"])
    at = random.choice((0, code.find("\n") + 1, random.randrange(len(code) + 1)))
    cell["source"] = code[:at] + random.choice(_SNIPPETS) + code[at + random.choice((0, 0, 1, 10)) :]


def _some_places(random: Random, notebook: dict[str, Any]) -> list[Place]:
    """Any place, or one of those that are read: lines of source are by far the most."""
    found = places(notebook)
    return found if random.random() < 0.2 else [place for place in found if place[1] in _KEYS_READ]


def _forged(random: Random) -> Any:
    if random.random() < 0.1:
        value: Any = random.choice(_ATOMS)
        for _ in range(random.choice((2, 100, 400))):
            value = random.choice(([value], {"section": value}))
        return value
    return random.choice(_ATOMS)


@contextmanager
def submissions() -> Iterator[Callable[[bytes], str]]:
    """Gives what hands in a notebook and reads it as the grader does."""
    with tempfile.TemporaryDirectory() as folder:
        yield functools.partial(_read_notebook, Path(folder) / f"{SECTION}.ipynb")


def _read_notebook(path: Path, notebook: bytes) -> str:
    path.write_bytes(notebook)
    submission = read_submission(path.parent, this_workbook(), [SECTION])
    (form,) = submission.forms[SECTION]
    for line in (form.problem, *submission.notes):
        assert "\n" not in line and line.isprintable(), line
    return _outcome(form)


def _outcome(form: Form) -> str:
    """Cells of text that can be stored, or a problem, but not both."""
    for label, source in form.cells:
        assert label.startswith("cell ")
        source.encode()
    assert not (form.problem and form.cells)
    return REFUSED if form.problem else READ
