"""The visible checks of a section as data: which exercise each is for, what it needs, and its source."""

import ast
import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.checking.outcomes import Call, Function, Recorder


@dataclass(frozen=True)
class VisibleCheck:
    """One visible check.

    Attributes:
        name: name of the test function.
        needs: its parameters: the exercise under test, then earlier exercises.
        source: its text, which also stands in the notebook.
        run: the test function itself.
    """

    name: str
    needs: tuple[str, ...]
    source: str
    run: Function

    @property
    def exercise(self) -> str:
        """The exercise that the check is for; empty if it has no parameter."""
        return self.needs[0] if self.needs else ""

    def run_with(self, functions: Mapping[str, Function]) -> None:
        """Run the check on these functions; it raises what the check or the function under test raises."""
        self.run(*(functions[name] for name in self.needs))


def visible_checks(path: Path) -> list[VisibleCheck]:
    """The checks in a file, in its order; none if there is no such file."""
    if not path.exists():
        return []
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    spec = importlib.util.spec_from_file_location(f"visible_{path.stem}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return [
        VisibleCheck(
            name=node.name,
            needs=tuple(argument.arg for argument in node.args.args),
            # Whole lines, as a comment behind the last statement is not part of it.
            source="\n".join(lines[node.lineno - 1 : node.end_lineno]),
            run=getattr(module, node.name),
        )
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]


def visible_calls(checks: list[VisibleCheck], exercise: str, functions: Mapping[str, Function]) -> list[Call]:
    """The calls of `exercise` that its visible checks make, in order, each once."""
    recorder = Recorder(functions[exercise])
    for check in checks:
        if check.exercise == exercise:
            check.run_with({**functions, exercise: recorder})
    unique = {call.text(exercise): call for call in recorder.calls}
    return list(unique.values())
