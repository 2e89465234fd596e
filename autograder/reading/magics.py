"""What IPython makes of a cell, as plain Python.

IPython itself reads the cell: it takes indentation and pasted prompts off, and turns magic, shell and help lines into
calls of ``get_ipython()``. Those calls are then replaced with the Python that they would run, or with nothing. Every
statement stays on its line.
"""

import ast
import io
import re
import threading
from functools import cache
from typing import Any

RUN_PYTHON = ("time", "timeit", "capture", "prun", "debug", "memit", "mprun", "lprun", "snakeviz", "pyinstrument")
"""Cell magics that run the cell as Python. An unknown one is believed to, if the cell is Python."""
OTHER_LANGUAGES = (
    *("!", "bash", "sh", "script", "cmd", "system", "sx", "perl", "ruby", "python", "python2", "python3", "pypy"),
    *("html", "HTML", "js", "javascript", "latex", "markdown", "svg", "SVG", "writefile", "file", "sql", "cython", "R"),
)
"""Cell magics that run the cell elsewhere, write it to a file, or show it."""
RUN_STATEMENT = ("time", "prun", "debug")
"""Line magics that run a statement in the notebook's own namespace; ``%timeit`` runs it in one of its own."""
PYLAB = "import numpy; np = numpy; from numpy import *; from matplotlib import pyplot; plt = pyplot"

NOT_PLAIN = re.compile(r"[%!?]|^\s*(?:>>>|In \[|\.\.\.)|^[,;/]|\A\s*^[ \t]|get_ipython", re.M)
"""What must be in a cell for IPython to read it otherwise than Python does."""
OPTIONS = re.compile(r"\s*(?:-[slDTnr]\s*\S+\s+|--?\w\S*\s+)*")

MAGIC_LINE = re.compile(r"(?P<indent>\s*)(?:%|!(?!=)|\?).*")

# Up to Python 3.12 the parser counts the depth of all threads in one place, and fails when two of them are in it.
_ONE_AT_A_TIME = threading.Lock()


def parsed(source: str) -> ast.Module | None:
    """The syntax tree of Python source; None for what is no Python, or too deeply nested."""
    try:
        with _ONE_AT_A_TIME:
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def plain_python(source: str) -> tuple[str, ast.Module | None]:
    """The source as IPython would run it, in plain Python, and its syntax tree; None for what is no Python even so.

    >>> plain_python("%matplotlib inline\\nx = 1")[0]
    '# %matplotlib inline\\nx = 1'

    What is plain Python already is left alone: there a line may start with % inside a string or expression.
    """
    tree = parsed(source)
    if (tree is not None and "get_ipython" not in source) or not NOT_PLAIN.search(source):
        return source, tree
    ends = source.endswith("\n")
    if tree is None:
        source = _read_by_ipython(source)
        tree = parsed(source)
    if tree is not None and "get_ipython" in source:
        source = _without_calls(source, tree)
        tree = parsed(source)
    return source if ends else source.removesuffix("\n"), tree


def _read_by_ipython(source: str) -> str:
    """The cell with calls of ``get_ipython()`` in the place of IPython's own syntax, and with as many lines."""
    lines = _lines(source)
    above: list[str] = []
    manager = _transformer()
    if manager is None:
        return "".join(_without_ipython(lines))
    try:
        while True:
            if not lines or not lines[0].startswith("%%"):
                blank = next((number for number, line in enumerate(lines) if not line.isspace()), len(lines))
                above += lines[:blank]
                lines = lines[blank:]
                for clean in manager.cleanup_transforms:
                    lines = _lines("".join(clean(lines)))
            if not lines or not lines[0].startswith("%%") or re.match(r"%%\w+\?", lines[0]):
                break
            name, _, rest = lines[0][2:].strip().partition(" ")
            if name in OTHER_LANGUAGES or (name not in RUN_PYTHON and not _is_python("".join(lines[1:]))):
                return "".join([*above, *_comments(lines)])
            above.append(_first_line(name, rest) + "\n")
            lines = lines[1:]
        lines = manager.do_token_transforms(lines)
    except (SyntaxError, ValueError, LookupError, RuntimeError, AssertionError, TypeError):
        # It fails on text such as "x = %", and on a cell of five hundred magics: then Python says what is wrong.
        return source
    return "".join([*above, *lines])


@cache
def _transformer() -> Any:
    """IPython's transformer, but one that keeps lines where they are; None where there is no IPython."""
    try:
        from IPython.core.inputtransformer2 import TransformerManager
    except ImportError:
        return None

    class KeepsLines(TransformerManager):
        def do_one_token_transform(self, lines: list[str]) -> tuple[bool, list[str]]:
            """One call in the place of, perhaps, several lines: behind it as many are left blank."""
            changed, after = super().do_one_token_transform(lines)
            if missing := len(lines) - len(after):
                same = (number for number, (old, new) in enumerate(zip(lines, after, strict=False)) if old != new)
                place = next(same, len(after) - 1) + 1
                after[place:place] = ["\n"] * missing
            return changed, after

    return KeepsLines()


def _without_ipython(lines: list[str]) -> list[str]:
    """Where nobody can have run the cell as it is: magic and shell lines without effect, and the rest as it stands."""
    matches = [MAGIC_LINE.match(line) for line in lines]
    return [f"{match['indent']}pass\n" if match else line for line, match in zip(lines, matches, strict=True)]


def _lines(text: str) -> list[str]:
    """Lines with their ends, as Python counts them: a form feed, for one, ends none."""
    lines = io.StringIO(text).readlines()
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"  # IPython needs it
    return lines


def _comments(lines: list[str]) -> list[str]:
    return [f"# {line}" for line in lines]


def _is_python(source: str) -> bool:
    return parsed(source) is not None


def _first_line(name: str, rest: str) -> str:
    """What a cell magic that runs Python does before the cell: one line."""
    if name == "timeit" and _is_python(setup := OPTIONS.sub("", rest, count=1)) and setup:
        return setup
    if name == "capture" and (target := rest.split()[-1:]) and target[0].isidentifier():
        return f"{target[0]} = get_ipython()"
    return f"# %%{name} {rest}".rstrip()


def _without_calls(source: str, tree: ast.Module) -> str:
    """The source with the calls of ``get_ipython()`` that IPython wrote replaced with what they would run."""
    lines = [line.encode() for line in _lines(source)]
    for node, call in sorted(_calls(tree), key=lambda found: (found[1].lineno, found[1].col_offset), reverse=True):
        line = lines[call.lineno - 1]
        before, after = line[: call.col_offset], line[call.end_col_offset :]
        text = _replacement(node, call, alone=not before and not after.strip())
        lines[call.lineno - 1] = before + text.encode() + after
    return b"".join(lines).decode()


def _calls(tree: ast.Module) -> list[tuple[ast.stmt, ast.Call]]:
    """Statements that are such a call, or assign its result."""
    found: list[tuple[ast.stmt, ast.Call]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr | ast.Assign | ast.AnnAssign | ast.AugAssign):
            match node.value:
                case ast.Call(func=ast.Attribute(value=ast.Call(func=ast.Name(id="get_ipython")))) as call:
                    if call.lineno == call.end_lineno:
                        found.append((node, call))
    return found


def _replacement(node: ast.stmt, call: ast.Call, alone: bool) -> str:
    """Python for one call; a comment if it runs nothing and stands `alone` on its line at the margin."""
    assert isinstance(call.func, ast.Attribute)
    method = call.func.attr
    words = [part.value for part in call.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    if not isinstance(node, ast.Expr):
        return _value(node, method, words)
    code = ""
    if method == "run_line_magic" and len(words) == 2:
        code = _statement(*words)
    elif method == "run_cell_magic" and len(words) == 3 and alone:
        code = _cell(*words)
    return code or (f"# {_as_written(method, words)}" if alone else "pass")


def _statement(name: str, arguments: str) -> str:
    """What a line magic runs, on one line; empty if it runs nothing that leaves a trace."""
    if name == "pylab":
        return PYLAB
    code = OPTIONS.sub("", arguments, count=1).strip() if name in RUN_STATEMENT else ""
    return code if code and "\n" not in code and _is_python(code) else ""


def _cell(name: str, arguments: str, body: str) -> str:
    """What a cell magic runs that was written down as a call, as nbconvert does when it makes a script."""
    head = f"%%{name} {arguments}".rstrip()
    code = _read_by_ipython(f"{head}\n{body}")
    return code.removesuffix("\n") if _is_python(code) else ""


def _value(node: ast.stmt, method: str, words: list[str]) -> str:
    """What is assigned: no output of a shell, or what an expression gives, or something that accepts anything."""
    if method == "getoutput":
        targets = [target for target in getattr(node, "targets", []) if isinstance(target, ast.Tuple | ast.List)]
        # As many lines as are taken apart: `first, *rest = !ls`.
        needed = max((sum(not isinstance(item, ast.Starred) for item in target.elts) for target in targets), default=0)
        return repr([""] * needed)
    if method == "run_line_magic" and words and (code := _statement(*words)) and _is_expression(code):
        return f"({code})"
    return "get_ipython()"


def _is_expression(code: str) -> bool:
    tree = parsed(f"({code})")
    return tree is not None and len(tree.body) == 1


_SIGNS = {"run_line_magic": "%", "run_cell_magic": "%%", "system": "!", "getoutput": "!!"}


def _as_written(method: str, words: list[str]) -> str:
    """The line as it was before IPython read it, for a comment."""
    return " ".join(f"{_SIGNS.get(method, '')}{' '.join(words[:2])}".split())
