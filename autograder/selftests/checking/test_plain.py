"""What the sheets hold comes back as it was."""

import json
import math

import numpy as np
import pytest

from autograder.checking.compare import assert_same
from autograder.checking.outcomes import Call, Outcome
from autograder.checking.plain import (
    call_from_json,
    call_to_json,
    from_json,
    outcome_from_json,
    outcome_to_json,
    to_json,
)

VALUES = [
    None,
    True,
    3,
    -0.0,
    math.inf,
    math.nan,
    "text",
    [1, [2.5]],
    (1, (2,)),
    {"a": 1, 2: (3.0,)},
    np.array([[1.0, -math.inf, math.nan]]),
    np.zeros((2, 0)),
    np.array(3),
    np.array([True, False]),
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_values_survive(value: object) -> None:
    assert_same(from_json(json.loads(json.dumps(to_json(value)))), value)


def test_calls_and_outcomes_survive() -> None:
    call = Call((np.array([0.5]), [1]), {"base": 2})
    back = call_from_json(json.loads(json.dumps(call_to_json(call))))
    assert back.text("f") == call.text("f") == "f(np.array([0.5]), [1], base=2)"
    for outcome in (Outcome(0.5), Outcome(raises="ValueError"), Outcome(1.0, changed=True)):
        assert outcome_from_json(json.loads(json.dumps(outcome_to_json(outcome)))) == outcome


def test_a_generator_goes_on_where_it_was() -> None:
    rng = np.random.default_rng(5)
    rng.random()
    back = from_json(json.loads(json.dumps(to_json(rng))))
    assert back.random() == rng.random()


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        to_json(object())
