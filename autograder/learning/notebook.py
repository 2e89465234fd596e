"""Run visible checks inside a notebook. Every student notebook carries a copy of this and of `compare`."""

import inspect
import os
from collections.abc import Callable

REQUIRED = os.environ.get("NBGRADER_EXECUTION") == "validate"
"""Whether an exercise that has not been started counts as failed: it does when nbgrader validates a notebook."""


def check(*tests: Callable[..., None]) -> None:
    """Run the checks of one exercise and print a line for each; raise AssertionError if one failed.

    A check's parameters name the functions it needs: they are looked up among the notebook's own.
    """
    failed = []
    for test in tests:
        title = test.__name__.removeprefix("test_").replace("_", " ")
        functions = {name: test.__globals__[name] for name in inspect.signature(test).parameters}
        try:
            test(**functions)
        except NotImplementedError:
            line = f"not started: {title}"
            failed += [line] if REQUIRED else []
        except (Exception, SystemExit) as error:
            line = f"wrong: {title}\n  {type(error).__name__}: {error}"
            failed.append(line)
        else:
            line = f"right: {title}"
        print(line)
    if failed:
        # The lines again, because nbgrader's Validate shows nothing but the error.
        raise AssertionError("\n".join([f"{len(failed)} of {len(tests)} checks failed", *failed]))
