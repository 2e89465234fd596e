"""What is known of an exercise: which calls are tried, which pairs and slips are told."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from autograder.checking.known import EVERYDAY
from autograder.checking.outcomes import Outcome, outcome
from autograder.workbook.evidence import battery_of, slips_on
from autograder.workbook.workbook import Workbook, this_workbook

S03 = "s03_moments"


@pytest.fixture(scope="module")
def workbook() -> Workbook:
    return this_workbook()


def test_slips_give_something_of_their_own_on_everyday_calls(toy: Workbook) -> None:
    battery = battery_of(toy, "s90_toys", "average")
    tried, slips = slips_on(battery, toy, "s90_toys")
    assert 0 < len(tried) <= EVERYDAY
    assert all(battery.calls[i].ordinary and not battery.expected[i].raises for i in tried)
    assert all(set(slip.digests) == set(tried) for slip in slips)
    told = [tuple(slip.digests.values()) for slip in slips]
    assert slips and len(set(told)) == len(told)


def test_whoever_makes_a_slip_that_nobody_wrote_down_is_told_it(toy: Workbook) -> None:
    battery = battery_of(toy, "s90_toys", "average")
    _, slips = slips_on(battery, toy, "s90_toys")
    (told,) = (slip.text for slip in slips if "2 * result" in slip.text)

    def doubled(values: Sequence[float]) -> float:
        if len(values) == 0:
            raise ValueError
        return 2 * sum(values) / len(values)

    knowing = replace(battery, slips=slips)
    assert knowing.explain(outcome(doubled, call) for call in battery.calls).remark == told


def test_mistakes_in_two_components_of_a_result_are_a_pair(workbook: Workbook) -> None:
    battery = battery_of(workbook, S03, "bias_variance")
    first = next(message for message in battery.known if message.startswith("The biases of the points are averaged"))
    second = next(message for message in battery.known if message.startswith("The variance is that of all predictions"))

    def of_both(one: Outcome, other: Outcome) -> Outcome:
        return one if one.raises else Outcome((one.value[0], other.value[1]))

    yours = map(of_both, battery.known[first], battery.known[second])
    assert set(battery.explain(yours).mistakes) == {first, second}


def test_everyday_calls_with_and_without_an_optional_argument_take_turns(workbook: Workbook) -> None:
    battery = battery_of(workbook, S03, "sample_variance")
    everyday = battery.calls[-EVERYDAY:]
    assert {len(call.args) for call in everyday} == {1, 2}
