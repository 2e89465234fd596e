"""What a student's function gives in the sandbox, as an outcome that can be compared."""

from typing import Any

from autograder.checking.compare import Phrase
from autograder.checking.outcomes import Call, Function, Outcome, outcome
from autograder.sandbox.errors import GradingError, StudentError


def outcome_of(function: Function, call: Call) -> tuple[Outcome, StudentError | None]:
    """The outcome of a student's function, with its error; a fault of the grader is no outcome and goes through."""
    faults: list[GradingError] = []
    errors: list[StudentError] = []

    def watched(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except GradingError as fault:
            faults.append(fault)
            raise
        except StudentError as error:
            errors.append(error)
            if error.not_plain_data:
                return Phrase("something other than plain data")
            raise

    found = outcome(watched, call)
    if faults:
        raise faults[0]
    return found, errors[-1] if errors else None
