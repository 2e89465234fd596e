"""The search for the repair that makes a learner's function right."""

import contextlib
import io
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Generic, TypeVar

from autograder.checking.battery import Battery, Explanation
from autograder.checking.known import FEWEST
from autograder.checking.outcomes import Call, Function, Outcome, outcome
from autograder.checking.repairs import Repair, repaired
from autograder.checking.watchdog import TooSlow, time_limit

SECONDS_FOR_ALL = 1.0
"""So long repairs are tried in a learner's own process, where someone waits for what is said."""
SECONDS_TO_RETURN = 0.3
"""One that takes longer may never return."""

R = TypeVar("R")
"""What stands for a repair."""
Try = Callable[[Call], Outcome]
"""What a repaired function gives."""


class Search(Generic[R]):
    """Looks for the repair that mends most of the wrong calls, and more than half of them.

    It gives what is expected on all ordinary calls but those that break the learner's function, and on every other on
    which that does. Of several that mend as much it is the first.

    Args:
        battery: what is known of the exercise.
        found: what that told of the learner's function.

    Attributes:
        best: the repair; None if none is good enough.
        over: whether no other can be better.
    """

    def __init__(self, battery: Battery, found: Explanation) -> None:
        ordinary = set(battery.mistakes.ordinary) - found.broken
        values = {i for i, right in enumerate(battery.expected) if not right.raises and not battery.calls[i].random}
        self._battery = battery
        self._needed = [*sorted(ordinary & found.wrong), *sorted((ordinary | values) - found.wrong)]
        self._others = sorted(found.wrong - ordinary)
        self._mended = len(found.wrong) // 2 - len(ordinary & found.wrong)
        self.best: R | None = None
        self.over = len(ordinary) < FEWEST or not ordinary & found.wrong

    @property
    def first(self) -> Call:
        """The call on which each repair is tried first."""
        return self._battery.calls[self._needed[0]]

    def consider(self, repair: R, give: Try) -> None:
        """Keep the repair if no other so far is as good."""
        if all(self._is_right(i, give) for i in self._needed):
            mended = sum(self._is_right(i, give) for i in self._others)
            if mended > self._mended:
                self.best, self._mended = repair, mended
            self.over = mended == len(self._others)

    def _is_right(self, call: int, give: Try) -> bool:
        return self._battery.is_right(call, give(self._battery.calls[call]))


def explained(battery: Battery, function: Function) -> Explanation:
    """What a battery tells of a function of this process; a repair may say more."""
    found = battery.try_out(function)
    if not found.may_be_repaired:
        return found
    tries = ((repair, partial(outcome, made)) for repair, made in repaired(function))
    search: Search[Repair] = Search(battery, found)
    with contextlib.redirect_stdout(io.StringIO()):
        over = time.monotonic() + SECONDS_FOR_ALL
        while time.monotonic() < over and _look_for_a_while(search, tries):
            pass
    return found.with_repair(search.best.told() if search.best else "")


def _look_for_a_while(search: Search[Repair], tries: Iterator[tuple[Repair, Try]]) -> bool:
    """Consider some repairs; one that does not return is given up. Whether to go on."""
    with contextlib.suppress(TooSlow), time_limit(SECONDS_TO_RETURN):
        over = time.monotonic() + SECONDS_FOR_ALL / 10
        while not search.over and time.monotonic() < over:
            if (each := next(tries, None)) is None:
                return False
            search.consider(*each)
    return not search.over
