"""Plain Python of what a notebook holds."""

import gc
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from autograder.checking.magics import parsed


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
