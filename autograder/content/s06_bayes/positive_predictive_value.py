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


positive_predictive_value_with_a_false_alarm_of_prevalence = mistake.change(
    "[prevalence, 1 - prevalence]",
    "[1 - prevalence, prevalence]",
    "Prevalence and 1 - prevalence are exchanged. The sensitivity belongs to the affected: multiply it by the prevalence.",
)


@mistake("This is the probability of an alarm. Divide that of a right alarm, prevalence times sensitivity, by it.")
def positive_predictive_value_as_alarm_rate(prevalence, sensitivity, specificity):
    _check_test(prevalence, sensitivity, specificity)
    return prevalence * sensitivity + (1 - prevalence) * (1 - specificity)


@mistake("This is the probability that an alarm is false. The right ones are wanted: one minus it.")
def positive_predictive_value_of_false_alarms(prevalence, sensitivity, specificity):
    return 1 - positive_predictive_value(prevalence, sensitivity, specificity)


@mistake("These are the odds, right to false alarms. Divide by all alarms, right and false.")
def positive_predictive_value_as_odds(prevalence, sensitivity, specificity):
    _check_test(prevalence, sensitivity, specificity)
    right, wrong = prevalence * sensitivity, (1 - prevalence) * (1 - specificity)
    return right / wrong if wrong > 0 else math.inf


@mistake(
    "This is the likelihood ratio, sensitivity over false-positive rate. Weight both by the prevalence, and divide by their sum."
)
def positive_predictive_value_as_likelihood_ratio(prevalence, sensitivity, specificity):
    _check_test(prevalence, sensitivity, specificity)
    return sensitivity / (1 - specificity) if specificity < 1 else math.inf


@mistake("The right alarms lack their weight above: multiply the sensitivity by the prevalence there, too.")
def positive_predictive_value_without_weight_above(prevalence, sensitivity, specificity):
    _check_test(prevalence, sensitivity, specificity)
    alarms = prevalence * sensitivity + (1 - prevalence) * (1 - specificity)
    return sensitivity / alarms


@mistake("1 - sensitivity is used as the rate of false alarms. That rate is 1 - specificity.", example=(0.1, 0.99, 0.9))
def positive_predictive_value_with_the_miss_rate(prevalence, sensitivity, specificity):
    _check_test(prevalence, sensitivity, specificity)
    right, wrong = prevalence * sensitivity, (1 - prevalence) * (1 - sensitivity)
    return right / (right + wrong) if right + wrong > 0 else math.nan


@mistake(
    "Right alarms are divided by the sum of right alarms and right silence. The denominator holds all alarms, right and false."
)
def positive_predictive_value_over_the_accuracy(prevalence, sensitivity, specificity):
    _check_test(prevalence, sensitivity, specificity)
    right, silent = prevalence * sensitivity, specificity
    return right / (right + silent) if right + silent > 0 else math.nan


@mistake("The prevalence comes back, as if the test told nothing. Use Bayes' theorem.")
def positive_predictive_value_as_prevalence(prevalence, sensitivity, specificity):
    _check_test(prevalence, sensitivity, specificity)
    return prevalence


@mistake(
    "This is the rate of false alarms among those not affected, 1 - specificity. The share of right ones among all alarms is wanted."
)
def positive_predictive_value_as_false_positive_rate(prevalence, sensitivity, specificity):
    _check_test(prevalence, sensitivity, specificity)
    return 1 - specificity


@mistake("This is one minus the rate of false alarms of all people. Divide the right alarms by all alarms.")
def positive_predictive_value_minus_false_alarms(prevalence, sensitivity, specificity):
    _check_test(prevalence, sensitivity, specificity)
    return 1 - (1 - prevalence) * (1 - specificity)


@mistake("This is a percentage. Return a probability from 0 to 1: do not multiply by 100.")
def positive_predictive_value_in_percent(prevalence, sensitivity, specificity):
    return 100 * positive_predictive_value(prevalence, sensitivity, specificity)


@mistake("Both posterior probabilities come back. Return the first alone, that of being affected, as a float.")
def positive_predictive_value_of_both(prevalence, sensitivity, specificity):
    right = positive_predictive_value(prevalence, sensitivity, specificity)
    return np.array([right, 1 - right])


@mistake(
    "The result is rounded. Return the probability as it is.",
    example=(0.1, 0.9, 0.92),
)
def positive_predictive_value_rounded(prevalence, sensitivity, specificity):
    return round(positive_predictive_value(prevalence, sensitivity, specificity), 4)


@mistake(
    "The result is rounded to five digits, as in the example. Return the probability as it is.",
    example=(0.1, 0.9, 0.92),
)
def positive_predictive_value_rounded_to_five(prevalence, sensitivity, specificity):
    return round(positive_predictive_value(prevalence, sensitivity, specificity), 5)


@mistake(
    "Without any alarm this gives nan. The question has no answer then: raise ValueError.", example=(0.0, 0.9, 1.0)
)
def positive_predictive_value_nan_without_alarms(prevalence, sensitivity, specificity):
    if not all(0 <= p <= 1 for p in (prevalence, sensitivity, specificity)):
        raise ValueError("not probabilities")
    right, wrong = prevalence * sensitivity, (1 - prevalence) * (1 - specificity)
    return right / (right + wrong) if right + wrong > 0 else math.nan


@mistake(
    "A prevalence of 0 or 1 is refused. It is a probability: the result is 0.0 or 1.0 as long as there are alarms.",
    example=(1.0, 0.7, 0.6),
)
def positive_predictive_value_refusing_certainty(prevalence, sensitivity, specificity):
    if not 0 < prevalence < 1:
        raise ValueError("prevalence")
    return positive_predictive_value(prevalence, sensitivity, specificity)


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
