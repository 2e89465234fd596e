"""Run visible checks inside a notebook. Every student notebook carries a copy of this and of `compare`."""

import inspect
from collections.abc import Callable

REQUIRED = False
"""Whether an exercise that has not been started counts as failed: True in a course's notebooks."""


def check(*tests: Callable[..., None]) -> None:
    """Run the checks of one exercise and print a line for each; raise AssertionError if one failed.

    A check's parameters name the functions it needs: they are looked up among the notebook's own.
    """
    failed = 0
    for test in tests:
        title = test.__name__.removeprefix("test_").replace("_", " ")
        functions = {name: test.__globals__[name] for name in inspect.signature(test).parameters}
        try:
            test(**functions)
        except NotImplementedError:
            failed += REQUIRED
            print("not started:", title)
        except Exception as error:
            failed += 1
            print(f"wrong: {title}\n  {type(error).__name__}: {error}")
        else:
            print("right:", title)
    if failed:
        raise AssertionError(f"{failed} of {len(tests)} checks failed")
