"""6.5 `positive_predictive_value`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import (
    alternative,
    assert_close,
    criterion,
    mistakes_of,
    raises,
)
from autograder.content.s06_bayes.shared import NAN
from solutions.s06_bayes import positive_predictive_value

# Criteria


@criterion(core=True)
def test_matches_bayes_theorem(positive_predictive_value, reference, rng):
    for prevalence in (0.0005, 0.02, 0.3, 0.85):
        sensitivity, specificity = (float(p) for p in rng.uniform(0.55, 0.98, size=2))
        expected = reference.positive_predictive_value(prevalence, sensitivity, specificity)
        assert_close(positive_predictive_value(prevalence, sensitivity, specificity), expected)


@criterion()
def test_at_the_ends(positive_predictive_value):
    assert_close(positive_predictive_value(0, 0.75, 0.5), 0.0)
    assert_close(positive_predictive_value(0.5, 0.0, 0.5), 0.0)
    assert_close(positive_predictive_value(0.03125, 0.25, 1), 1.0)
    assert_close(positive_predictive_value(1, 0.25, 0.5), 1.0)
    assert_close(positive_predictive_value(0.25, 1, 0), 0.25)


@criterion()
def test_needs_alarms(positive_predictive_value):
    for prevalence, sensitivity, specificity in ((0.0, 0.5, 1.0), (0.25, 0.0, 1.0), (1.0, 0.0, 0.5), (0, 0, 1)):
        with raises(ValueError):
            positive_predictive_value(prevalence, sensitivity, specificity)


@criterion()
def test_refuses_what_are_no_probabilities(positive_predictive_value):
    good = (0.125, 0.75, 0.875)
    for place in range(3):
        for bad in (-0.1, 1.1, 95.0, NAN):
            with raises(ValueError):
                positive_predictive_value(*good[:place], bad, *good[place + 1 :])


# Known mistakes


def _check_test(prevalence, sensitivity, specificity):
    """Refused where the exercise says so."""
    positive_predictive_value(prevalence, sensitivity, specificity)


mistake = mistakes_of(positive_predictive_value, example=(0.1, 0.99, 0.95))


@mistake(
    "The specificity is used as the rate of false alarms. That rate is 1 - specificity.", example=(0.001, 0.99, 0.95)
)
def positive_predictive_value_of_specificity(prevalence, sensitivity, specificity):
    _check_test(prevalence, sensitivity, specificity)
    right, wrong = prevalence * sensitivity, (1 - prevalence) * specificity
    return right / (right + wrong) if right + wrong > 0 else math.nan


@mistake(
    "The false alarms lack their weight: multiply 1 - specificity by 1 - prevalence, the share of those not affected."
)
def positive_predictive_value_unweighted(prevalence, sensitivity, specificity):
    _check_test(prevalence, sensitivity, specificity)
    right, wrong = prevalence * sensitivity, 1 - specificity
    return right / (right + wrong)


@mistake(
    "This is the sensitivity: the probability of an alarm for the affected. The question is the other way round; use Bayes' "
    "theorem.",
    example=(0.001, 0.99, 0.95),
)
def positive_predictive_value_as_sensitivity(prevalence, sensitivity, specificity):
    _check_test(prevalence, sensitivity, specificity)
    return sensitivity


@mistake(
    "This is the specificity. It speaks about those who are not affected; the question is how many alarms are right.",
    example=(0.001, 0.99, 0.9),
)
def positive_predictive_value_as_specificity(prevalence, sensitivity, specificity):
    _check_test(prevalence, sensitivity, specificity)
    return specificity


@mistake(
    "The prevalence is left out: this is sensitivity / (sensitivity + false-positive rate), as if half of all were "
    "affected. Weight both terms.",
    example=(0.001, 0.99, 0.95),
)
def positive_predictive_value_without_prevalence(prevalence, sensitivity, specificity):
    _check_test(prevalence, sensitivity, specificity)
    alarms = sensitivity + 1 - specificity
    return sensitivity / alarms if alarms > 0 else math.nan


@mistake(
    "Sensitivity and specificity are exchanged. The sensitivity belongs to those who are affected.",
    example=(0.1, 0.99, 0.9),
)
def positive_predictive_value_with_exchanged_rates(prevalence, sensitivity, specificity):
    _check_test(prevalence, sensitivity, specificity)
    right, wrong = prevalence * specificity, (1 - prevalence) * (1 - sensitivity)
    return right / (right + wrong) if right + wrong > 0 else math.nan


@mistake("This is the share of right alarms among all people. Divide by the probability of an alarm.")
def positive_predictive_value_of_all(prevalence, sensitivity, specificity):
    _check_test(prevalence, sensitivity, specificity)
    return prevalence * sensitivity


@mistake(
    "This is the negative predictive value: how probable it is that no alarm is right. Take the affected and their alarms."
)
def positive_predictive_value_of_negatives(prevalence, sensitivity, specificity):
    _check_test(prevalence, sensitivity, specificity)
    right, wrong = (1 - prevalence) * specificity, prevalence * (1 - sensitivity)
    return right / (right + wrong) if right + wrong > 0 else math.nan


@mistake(
    "This is the accuracy, the share of all people whom the test judges rightly. Among the alarms it is another number."
)
def positive_predictive_value_as_accuracy(prevalence, sensitivity, specificity):
    _check_test(prevalence, sensitivity, specificity)
    return prevalence * sensitivity + (1 - prevalence) * specificity


@mistake(
    "Without any alarm this returns 0. The question has no answer then: raise ValueError.", example=(0.0, 0.9, 1.0)
)
def positive_predictive_value_zero_without_alarms(prevalence, sensitivity, specificity):
    if not all(0 <= p <= 1 for p in (prevalence, sensitivity, specificity)):
        raise ValueError("not probabilities")
    right, wrong = prevalence * sensitivity, (1 - prevalence) * (1 - specificity)
    return right / (right + wrong) if right + wrong > 0 else 0.0


@mistake(
    "Without any alarm the division raises ZeroDivisionError. Look at the denominator and raise ValueError if it is 0.",
    example=(0.0, 0.9, 1.0),
)
def positive_predictive_value_dividing_by_zero(prevalence, sensitivity, specificity):
    if not all(0 <= p <= 1 for p in (prevalence, sensitivity, specificity)):
        raise ValueError("not probabilities")
    right, wrong = prevalence * sensitivity, (1 - prevalence) * (1 - specificity)
    return right / (right + wrong)


@mistake(
    "The arguments are not checked. Raise ValueError unless all three are from 0 to 1: 95 per cent is 0.95.",
    example=(0.1, 99, 0.95),
)
def positive_predictive_value_without_checks(prevalence, sensitivity, specificity):
    right, wrong = prevalence * sensitivity, (1 - prevalence) * (1 - specificity)
    if right + wrong == 0:
        raise ValueError("no alarms")
    return right / (right + wrong)


# Other right answers


@alternative
def positive_predictive_value_by_the_formula(prevalence, sensitivity, specificity):
    for p in (prevalence, sensitivity, specificity):
        if not (p >= 0 and p <= 1):
            raise ValueError("not a probability")
    right = prevalence * sensitivity
    alarms = right + (1 - prevalence) * (1 - specificity)
    if alarms == 0:
        raise ValueError("no alarms")
    return right / alarms


@alternative
def positive_predictive_value_by_odds(prevalence, sensitivity, specificity):
    if not np.all([0 <= p <= 1 for p in (prevalence, sensitivity, specificity)]):
        raise ValueError("not probabilities")
    right, false = prevalence * sensitivity, (1 - prevalence) * (1 - specificity)
    if right + false == 0:
        raise ValueError("no alarms")
    if right == 0:
        return np.float64(0.0)
    return np.float64(1 / (1 + false / right))
