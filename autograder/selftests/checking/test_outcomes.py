"""What counts as changed, as random, and as wrong for certain."""

import numpy as np

from autograder.checking.outcomes import Call, Outcome, outcome, wrong_outcome


def test_drawing_from_a_generator_or_an_iterator_changes_no_argument() -> None:
    call = Call((np.random.default_rng(1), iter([1, 2]), [3.0]))
    assert outcome(lambda rng, stream, x: (rng.random(), next(stream))[1], call) == Outcome(1)
    assert outcome(lambda rng, stream, x: x.clear(), call) == Outcome(None, changed=True)


def test_every_outcome_of_a_random_call_starts_from_the_same_numbers() -> None:
    call = Call((np.random.default_rng(1),))
    first, second = (outcome(lambda rng: rng.random(), call) for _ in range(2))
    assert first == second


def test_other_random_numbers_are_not_wrong_for_certain() -> None:
    drawn, fixed = Call((np.random.default_rng(1), 2)), Call((1, 2))
    assert wrong_outcome(fixed, Outcome(1.0), Outcome(2.0))
    assert not wrong_outcome(drawn, Outcome(1.0), Outcome(2.0))
    assert wrong_outcome(drawn, Outcome(1.0), Outcome(raises="ValueError"))


def test_what_has_no_values_is_shown_by_a_name_and_an_iterator_as_one_would_type_it() -> None:
    def trial(rng: object) -> bool:
        return True

    call = Call((trial, 5, np.random.default_rng(1), iter([1])), {"x": np.array([1.0])})
    assert call.text("f") == "f(trial, 5, rng, iter([1]), x=np.array([1.0]))"


def test_an_array_is_shown_with_a_dtype_that_its_numbers_do_not_tell() -> None:
    call = Call((np.array([1.0], dtype=np.float32), np.array([1], dtype=np.int16), np.array([2]), np.array([True])))
    assert call.text("f") == (
        "f(np.array([1.0], dtype=np.float32), np.array([1], dtype=np.int16), np.array([2]), np.array([True]))"
    )
