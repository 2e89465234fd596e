"""Other correct answers to the exercises of section 1, probability fundamentals."""

import functools
import itertools
import math
import operator
from fractions import Fraction

import numpy as np
from scipy import special, stats
from scipy.stats import contingency

from autograder.selftests.content.alternatives import alternative
from solutions.s01_probability import as_joint, as_probabilities, as_probability, as_table, complement, marginal

# 1.1 normalize


@alternative("normalize")
def normalize_in_a_loop(weights):
    total = 0.0
    for weight in weights:
        if not 0 <= weight < math.inf:
            raise ValueError("a weight is finite and not negative")
        total += weight
    if total == 0:
        raise ValueError("nothing to divide by")
    return np.array([float(weight / total) for weight in weights])


@alternative("normalize")
def normalize_with_fractions(weights):
    if any(not math.isfinite(weight) or weight < 0 for weight in weights) or not any(weights):
        raise ValueError("weights")
    exact = [Fraction(float(weight)) for weight in weights]
    return np.array([float(weight / sum(exact)) for weight in exact])


@alternative("normalize")
def normalize_with_softmax_of_logarithms(weights):
    weights = np.asarray(weights, dtype=float)
    if weights.size == 0 or np.any(weights < 0) or not np.isfinite(weights).all() or weights.max() == 0:
        raise ValueError("weights")
    with np.errstate(divide="ignore"):
        return special.softmax(np.log(weights))


# 1.2 complement


@alternative("complement")
def complement_with_its_own_check(p):
    if math.isnan(p) or p < 0 or p > 1:
        raise ValueError(f"{p} is not a probability")
    return 1.0 - p


@alternative("complement")
def complement_with_numpy(p):
    if not (np.greater_equal(p, 0) and np.less_equal(p, 1)):
        raise ValueError("p")
    return np.subtract(np.float64(1), p)


@alternative("complement")
def complement_with_a_bernoulli_distribution(p):
    return stats.bernoulli(as_probability(p)).pmf(0)


# 1.3 union_probability


@alternative("union_probability")
def union_probability_of_three_parts(p_a, p_b, p_ab):
    for p in (p_a, p_b, p_ab):
        as_probability(p)
    only_a, only_b = p_a - p_ab, p_b - p_ab
    neither = 1 - (only_a + only_b + p_ab)
    if min(only_a, only_b, neither) < -1e-9:
        raise ValueError("the parts must not be negative")
    return max(min(only_a + only_b + p_ab, 1), 0)


@alternative("union_probability")
def union_probability_with_de_morgan(p_a, p_b, p_ab):
    if not all(0 <= p <= 1 for p in (p_a, p_b, p_ab)):
        raise ValueError("not probabilities")
    if p_ab - p_a > 1e-9 or p_ab - p_b > 1e-9:
        raise ValueError("overlap")
    neither = (1 - p_a) - (p_b - p_ab)
    if neither < -1e-9:
        raise ValueError("too much")
    return 1 - min(max(neither, 0.0), 1.0)


@alternative("union_probability")
def union_probability_with_numpy(p_a, p_b, p_ab):
    as_probabilities([p_a, p_b, p_ab])
    union = np.sum([p_a, p_b, -p_ab])
    if union > 1 + 1e-9 or p_ab > np.minimum(p_a, p_b) + 1e-9:
        raise ValueError("contradiction")
    return np.clip(union, 0, 1)


# 1.4 joint_probability


@alternative("joint_probability")
def joint_probability_with_numpy(p_a, p_b_given_a):
    factors = np.array([p_a, p_b_given_a], dtype=float)
    if not ((factors >= 0).all() and (factors <= 1).all()):
        raise ValueError("factors")
    return factors.prod()


@alternative("joint_probability")
def joint_probability_with_its_own_checks(p_a, p_b_given_a):
    for p in (p_a, p_b_given_a):
        if not 0 <= p <= 1:
            raise ValueError("not a probability")
    return p_b_given_a * p_a


@alternative("joint_probability")
def joint_probability_as_what_is_left_of_a(p_a, p_b_given_a):
    return as_probability(p_a) - p_a * complement(p_b_given_a)


# 1.5 marginal


@alternative("marginal")
def marginal_in_loops(joint, axis):
    joint = as_joint(joint).tolist()
    rows, columns = range(len(joint)), range(len(joint[0]))
    if axis == 0:
        return np.array([sum(joint[i][j] for i in rows) for j in columns])
    return np.array([math.fsum(joint[i]) for i in rows])


@alternative("marginal")
def marginal_as_a_product_with_ones(joint, axis):
    joint = np.asarray(joint, dtype=float)
    if joint.ndim != 2 or not (joint >= 0).all() or not abs(joint.sum() - 1) < 1e-9:
        raise ValueError("joint")
    rows, columns = joint.shape
    return np.ones(rows) @ joint if axis == 0 else joint @ np.ones(columns)


@alternative("marginal")
def marginal_with_einsum(joint, axis):
    return np.einsum("ij->j" if axis == 0 else "ij->i", as_joint(joint))


@alternative("marginal")
def marginal_with_scipy(joint, axis):
    return contingency.margins(as_joint(joint))[1 - axis].ravel()


# 1.6 conditional_distribution


@alternative("conditional_distribution")
def conditional_distribution_in_a_loop(joint):
    table = as_table(joint)
    for row in table:
        if row.any():
            row /= row.sum()
    return table


@alternative("conditional_distribution")
def conditional_distribution_of_the_transpose(joint):
    table = as_table(joint)
    sums = table.sum(axis=1)
    sums[sums == 0] = 1
    return (table.T / sums).T


@alternative("conditional_distribution")
def conditional_distribution_with_nan_to_num(joint):
    table = np.asarray(joint, dtype=float)
    if table.ndim != 2 or not np.isfinite(table).all() or np.min(table) < 0:
        raise ValueError("joint")
    with np.errstate(invalid="ignore"):
        return np.nan_to_num(table / table.sum(axis=1)[:, None], nan=0.0)


@alternative("conditional_distribution")
def conditional_distribution_with_a_diagonal_matrix(joint):
    table = as_table(joint)
    inverses = [1 / sum_ if sum_ else 0.0 for sum_ in table.sum(axis=1).tolist()]
    return np.diag(inverses) @ table


# 1.7 is_independent


@alternative("is_independent")
def is_independent_in_loops(joint, tol=1e-9):
    joint = as_joint(joint)
    for i, j in itertools.product(*map(range, joint.shape)):
        if abs(joint[i, j] - joint[i].sum() * joint[:, j].sum()) > tol:
            return False
    return True


@alternative("is_independent")
def is_independent_with_allclose(joint, tol=1e-9):
    joint = as_joint(joint)
    return np.allclose(joint, marginal(joint, 1)[:, None] * marginal(joint, 0), rtol=0, atol=tol)


@alternative("is_independent")
def is_independent_with_scipy(joint, tol=1e-9):
    joint = as_joint(joint)
    expected = functools.reduce(np.multiply, contingency.margins(joint))
    return np.abs(joint - expected).max() <= tol


# 1.8 sequence_probability


@alternative("sequence_probability")
def sequence_probability_in_a_loop(conditionals):
    probability = 1.0
    for p in conditionals:
        if not 0 <= p <= 1:
            raise ValueError("not a probability")
        probability *= p
    return probability


@alternative("sequence_probability")
def sequence_probability_with_numpy(conditionals):
    conditionals = np.asarray(conditionals, dtype=float)
    if not np.all(conditionals >= 0) or not np.all(conditionals <= 1):
        raise ValueError("conditionals")
    return conditionals.prod()


@alternative("sequence_probability")
def sequence_probability_with_logarithms(conditionals):
    with np.errstate(divide="ignore"):
        return np.exp(np.sum(np.log(as_probabilities(conditionals))))


@alternative("sequence_probability")
def sequence_probability_with_reduce(conditionals):
    return functools.reduce(operator.mul, map(as_probability, conditionals), 1)


# 1.9 sequence_log_prob


@alternative("sequence_log_prob")
def sequence_log_prob_in_a_loop(conditionals):
    total = 0.0
    for p in as_probabilities(conditionals):
        total += math.log(p) if p > 0 else -math.inf
    return total


@alternative("sequence_log_prob")
def sequence_log_prob_with_fsum(conditionals):
    conditionals = as_probabilities(conditionals).tolist()
    if 0 in conditionals:
        return -math.inf
    return math.fsum(map(math.log, conditionals))


@alternative("sequence_log_prob")
def sequence_log_prob_in_bits(conditionals):
    with np.errstate(divide="ignore"):
        return np.sum(np.log2(as_probabilities(conditionals))) * np.log(2)


@alternative("sequence_log_prob")
def sequence_log_prob_with_xlogy(conditionals):
    conditionals = as_probabilities(conditionals)
    return special.xlogy(np.ones(conditionals.shape), conditionals).sum()


# 1.10 monte_carlo_probability


@alternative("monte_carlo_probability")
def monte_carlo_probability_in_a_loop(trial, n, rng):
    if n < 1:
        raise ValueError("at least one trial")
    successes = 0
    for _ in range(n):
        if trial(rng):
            successes += 1
    return successes / n


@alternative("monte_carlo_probability")
def monte_carlo_probability_with_numpy(trial, n, rng):
    if n <= 0:
        raise ValueError("n")
    return np.mean([trial(rng) for _ in range(n)])


@alternative("monte_carlo_probability")
def monte_carlo_probability_as_running_mean(trial, n, rng):
    if not n > 0:
        raise ValueError("n")
    mean = 0.0
    for k in range(1, n + 1):
        mean += (float(trial(rng)) - mean) / k
    return mean
