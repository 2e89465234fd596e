"""IPython's magic and shell lines, turned into plain Python."""

import ast
import re
import threading
from itertools import takewhile

PYTHON_MAGICS = ("%%time", "%%timeit", "%%capture", "%%prun")
"""Cell magics that run the cell as Python; what follows any other is another language."""

LINE_MAGIC = re.compile(
    r"(?P<indent>\s*)(?P<target>[A-Za-z_]\w*\s*=\s*)?(?P<magic>%\w.*|%%.*|!(?!=).*|\?.*|[A-Za-z_][\w.]*\?\??\s*)"
)
"""``%timeit f()``, ``!ls``, ``?f``, ``f?``; also indented, and with a result that is kept."""


def without_magics(source: str) -> str:
    """The source with IPython's magic and shell lines turned into comments, so that it is plain Python.

    >>> without_magics("%matplotlib inline\\nx = 1")
    '# %matplotlib inline\\nx = 1'

    What is plain Python already is left alone: there a line may start with % inside a string or expression.
    """
    lines = source.split("\n")
    magics = list(takewhile(_runs_python, lines))
    rest = lines[len(magics) :]
    if not rest or not rest[0].startswith("%%"):
        return "\n".join([*_comments(magics), *_without_line_magics(rest)])
    return "\n".join(_comments(lines))


# Up to Python 3.12 the parser counts the depth of all threads in one place, and fails when two of them are in it.
_ONE_AT_A_TIME = threading.Lock()


def parsed(source: str) -> ast.Module | None:
    """The syntax tree of Python source; None for what is no Python, or too deeply nested."""
    try:
        with _ONE_AT_A_TIME:
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _runs_python(line: str) -> bool:
    return line.startswith("%%") and line.split()[0] in PYTHON_MAGICS


def _comments(lines: list[str]) -> list[str]:
    return [f"# {line}" for line in lines]


def _without_line_magics(lines: list[str]) -> list[str]:
    matches = [LINE_MAGIC.fullmatch(line) for line in lines]
    if not any(matches) or parsed("\n".join(lines)):
        return lines
    return [_plain(match) if match else line for match, line in zip(matches, lines, strict=True)]


def _plain(line: re.Match[str]) -> str:
    if line["target"]:
        return f"{line['indent']}{line['target']}None  # {line['magic']}"
    # The block of an `if` or `for` must not be left empty.
    return f"{line['indent']}pass  # {line['magic']}" if line["indent"] else f"# {line['magic']}"
