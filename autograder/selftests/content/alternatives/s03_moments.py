"""Other correct answers to the exercises of section 3, expectation, variance and layer normalisation."""

import math
import statistics
from fractions import Fraction

import numpy as np
from scipy import stats

from autograder.selftests.content.alternatives import alternative
from solutions.s03_moments import as_distribution, as_parameter, float_dtype, standardize

# 3.1 expectation


@alternative("expectation")
def expectation_in_a_loop(values, probs):
    if np.shape(values) != np.shape(probs):
        raise ValueError("one probability for each value")
    total = 0.0
    for value, p in zip(values, as_distribution(probs), strict=True):
        total += value * p
    return total


@alternative("expectation")
def expectation_with_dot(values, probs):
    values, probs = np.array(values, dtype=float), np.array(probs, dtype=float)
    if values.shape != probs.shape or not (probs >= 0).all() or not math.isclose(probs.sum(), 1, abs_tol=1e-8):
        raise ValueError("not a distribution")
    return np.dot(values, probs)


@alternative("expectation")
def expectation_with_average(values, probs):
    probs = as_distribution(probs)
    if np.shape(values) != probs.shape:
        raise ValueError("shapes")
    return np.average(values, weights=probs)


@alternative("expectation")
def expectation_with_fractions(values, probs):
    probs = as_distribution(probs)
    if np.shape(values) != probs.shape:
        raise ValueError("shapes")
    return float(sum(Fraction(float(value)) * Fraction(float(p)) for value, p in zip(values, probs, strict=True)))


# 3.2 variance_of


@alternative("variance_of")
def variance_of_in_a_loop(values, probs):
    mean = expectation_in_a_loop(values, probs)
    return sum(p * (value - mean) ** 2 for value, p in zip(values, probs, strict=True))


@alternative("variance_of")
def variance_of_with_cov(values, probs):
    probs = as_distribution(probs)
    if np.shape(values) != probs.shape:
        raise ValueError("shapes")
    return np.cov(np.asarray(values, dtype=float), aweights=probs, ddof=0)[()]


@alternative("variance_of")
def variance_of_shifted_values(values, probs):
    values, probs = np.asarray(values, dtype=float), as_distribution(probs)
    if values.shape != probs.shape:
        raise ValueError("shapes")
    shifted = values - values[np.argmax(probs)]  # so that the squares are small
    return max(0.0, float(probs @ shifted**2 - (probs @ shifted) ** 2))


@alternative("variance_of")
def variance_of_all_pairs(values, probs):
    values, probs = np.asarray(values, dtype=float), as_distribution(probs)
    if values.shape != probs.shape:
        raise ValueError("shapes")
    differences = values[:, None] - values[None, :]
    return float(probs @ differences**2 @ probs) / 2


# 3.3 sample_variance


@alternative("sample_variance")
def sample_variance_in_a_loop(x, ddof=1):
    n = len(x)
    if n <= ddof:
        raise ValueError("too few")
    mean = math.fsum(x) / n
    return math.fsum((value - mean) ** 2 for value in x) / (n - ddof)


@alternative("sample_variance")
def sample_variance_with_numpy(x, ddof=1):
    if not len(x) > ddof:
        raise ValueError("too few")
    return np.var(x, ddof=ddof)


@alternative("sample_variance")
def sample_variance_with_statistics(x, ddof=1):
    x = [float(value) for value in x]
    if len(x) <= ddof:
        raise ValueError("too few")
    return statistics.pvariance(x) * len(x) / (len(x) - ddof)


@alternative("sample_variance")
def sample_variance_with_welford(x, ddof=1):
    n, mean, squares = 0, 0.0, 0.0
    for value in x:
        n += 1
        delta = value - mean
        mean += delta / n
        squares += delta * (value - mean)
    if n <= ddof:
        raise ValueError("too few")
    return squares / (n - ddof)


@alternative("sample_variance")
def sample_variance_with_scipy(x, ddof=1):
    if np.size(x) <= ddof:
        raise ValueError("too few")
    return stats.tvar(np.asarray(x, dtype=float), ddof=ddof)


# 3.4 standardize


@alternative("standardize")
def standardize_one_vector_at_a_time(x, axis=0, eps=0.0):
    def one(vector):
        if (vector == vector[0]).all():
            return np.zeros(len(vector))
        return (vector - vector.mean()) / math.sqrt(vector.var() + eps)

    return np.apply_along_axis(one, axis, np.array(x, dtype=float))


@alternative("standardize")
def standardize_on_a_moved_axis(x, axis=0, eps=0.0):
    x = np.moveaxis(np.array(x, dtype=float), axis, 0)
    spread = np.ptp(x, axis=0)
    z = (x - np.mean(x, axis=0)) / np.sqrt(np.where(spread == 0, 1.0, np.var(x, axis=0)) + eps)
    z[:, spread == 0] = 0.0
    return np.moveaxis(z, 0, axis)


@alternative("standardize")
def standardize_of_shifted_values(x, axis=0, eps=0.0):
    x = np.asarray(x, dtype=float)
    x = x - np.take(x, [0], axis=axis)  # equal entries are 0 from here on, and their mean is 0, too
    variance = x.var(axis=axis, keepdims=True) + eps
    return np.divide(x - x.mean(axis=axis, keepdims=True), np.sqrt(variance), out=np.zeros(x.shape), where=variance > 0)


@alternative("standardize")
def standardize_with_scipy(x, axis=0, eps=0.0):
    x = np.asarray(x, dtype=float)
    variance = x.var(axis=axis, keepdims=True)
    z = stats.zscore(x, axis=axis) * np.sqrt(variance / np.where(variance + eps > 0, variance + eps, 1.0))
    return np.where(np.ptp(x, axis=axis, keepdims=True) > 0, z, 0.0)


# 3.5 bias_variance


def _checked_runs(predictions, target):
    predictions, target = np.asarray(predictions, dtype=float), np.asarray(target, dtype=float)
    if predictions.ndim != 2 or predictions.size == 0 or target.shape != (predictions.shape[1],):
        raise ValueError("shapes")
    return predictions, target


@alternative("bias_variance")
def bias_variance_point_by_point(predictions, target):
    predictions, target = _checked_runs(predictions, target)
    biases, variances = [], []
    for column, y in zip(predictions.T, target, strict=True):
        mean = sum(column) / len(column)
        biases.append((mean - y) ** 2)
        variances.append(sum((f - mean) ** 2 for f in column) / len(column))
    return sum(biases) / len(biases), sum(variances) / len(variances)


@alternative("bias_variance")
def bias_variance_with_statistics(predictions, target):
    predictions, target = _checked_runs(predictions, target)
    columns = predictions.T.tolist()
    bias = statistics.fmean((statistics.fmean(c) - y) ** 2 for c, y in zip(columns, target.tolist(), strict=True))
    return bias, statistics.fmean(statistics.pvariance(c) for c in columns)


@alternative("bias_variance")
def bias_variance_of_residuals(predictions, target):
    predictions, target = _checked_runs(predictions, target)
    residuals = predictions - target
    return np.mean(np.square(residuals.mean(axis=0))), np.mean(np.square(residuals - residuals.mean(axis=0)))


# 3.6 variance_of_linear_combination


@alternative("variance_of_linear_combination")
def variance_of_linear_combination_in_a_loop(weights, cov):
    n = len(weights)
    if np.ndim(weights) != 1 or np.shape(cov) != (n, n):
        raise ValueError("shapes")
    total = 0.0
    for i in range(n):
        for j in range(n):
            total += weights[i] * weights[j] * cov[i][j]
    return total


@alternative("variance_of_linear_combination")
def variance_of_linear_combination_with_einsum(weights, cov):
    weights, cov = np.asarray(weights, dtype=float), np.asarray(cov, dtype=float)
    if weights.ndim != 1 or cov.ndim != 2 or cov.shape[0] != cov.shape[1] or cov.shape[0] != weights.shape[0]:
        raise ValueError("shapes")
    return np.einsum("i,ij,j->", weights, cov, weights)


@alternative("variance_of_linear_combination")
def variance_of_linear_combination_from_one_triangle(weights, cov):
    weights, cov = np.asarray(weights, dtype=float), np.asarray(cov, dtype=float)
    if weights.ndim != 1 or cov.shape != weights.shape * 2:
        raise ValueError("shapes")
    products = np.outer(weights, weights) * cov
    return float(np.trace(products) + 2 * np.sum(np.tril(products, -1)))


# 3.7 layer_norm


@alternative("layer_norm")
def layer_norm_from_scratch(x, gamma, beta, eps=1e-5):
    x = np.asarray(x)
    if np.shape(gamma) != x.shape[-1:] or np.shape(beta) != x.shape[-1:]:
        raise ValueError("shapes")
    wide = x.astype(np.float64)
    mean = wide.mean(-1, keepdims=True)
    variance = ((wide - mean) ** 2).mean(-1, keepdims=True)
    out = np.asarray(gamma) * (wide - mean) / np.sqrt(variance + eps) + np.asarray(beta)
    return out.astype(x.dtype) if x.dtype.kind == "f" else out


@alternative("layer_norm")
def layer_norm_one_vector_at_a_time(x, gamma, beta, eps=1e-5):
    x = np.asarray(x)
    gamma, beta = as_parameter(gamma, x.shape[-1], "gamma"), as_parameter(beta, x.shape[-1], "beta")
    out = np.empty(x.shape, dtype=float_dtype(x))
    for index in np.ndindex(x.shape[:-1]):
        vector = [float(value) for value in x[index]]
        mean = sum(vector) / len(vector)
        variance = sum((value - mean) ** 2 for value in vector) / len(vector)
        out[index] = [
            g * (v - mean) / math.sqrt(variance + eps) + b for v, g, b in zip(vector, gamma, beta, strict=True)
        ]
    return out


@alternative("layer_norm")
def layer_norm_in_extended_precision(x, gamma, beta, eps=1e-5):
    x = np.asarray(x)
    gamma, beta = as_parameter(gamma, x.shape[-1], "gamma"), as_parameter(beta, x.shape[-1], "beta")
    wide = x.astype(np.longdouble)
    normalised = (wide - wide.mean(axis=-1, keepdims=True)) / np.sqrt(wide.var(axis=-1, keepdims=True) + eps)
    return (normalised * gamma + beta).astype(float_dtype(x))


@alternative("layer_norm")
def layer_norm_along_the_last_axis(x, gamma, beta, eps=1e-5):
    x = np.asarray(x)
    gamma, beta = as_parameter(gamma, x.shape[-1], "gamma"), as_parameter(beta, x.shape[-1], "beta")
    return np.add(np.multiply(standardize(x, x.ndim - 1, eps), gamma), beta).astype(float_dtype(x))


# 3.8 rms_norm


@alternative("rms_norm")
def rms_norm_one_vector_at_a_time(x, gamma, eps=1e-5):
    x = np.asarray(x)
    gamma = as_parameter(gamma, x.shape[-1], "gamma")
    out = np.empty(x.shape, dtype=float_dtype(x))
    for index in np.ndindex(x.shape[:-1]):
        vector = [float(value) for value in x[index]]
        rms = math.sqrt(sum(value * value for value in vector) / len(vector) + eps)
        out[index] = [g * value / rms for g, value in zip(gamma, vector, strict=True)]
    return out


@alternative("rms_norm")
def rms_norm_with_norm(x, gamma, eps=1e-5):
    x = np.asarray(x)
    if np.shape(gamma) != x.shape[-1:]:
        raise ValueError("shapes")
    wide = np.array(x, dtype=float)
    mean_square = np.linalg.norm(wide, axis=-1, keepdims=True) ** 2 / x.shape[-1]
    out = wide * (mean_square + eps) ** -0.5 * np.asarray(gamma)
    return out.astype(x.dtype) if np.issubdtype(x.dtype, np.floating) else out


@alternative("rms_norm")
def rms_norm_with_einsum(x, gamma, eps=1e-5):
    x = np.asarray(x)
    gamma = as_parameter(gamma, x.shape[-1], "gamma")
    wide = x.astype(np.float64)
    squares = np.einsum("...d,...d->...", wide, wide)[..., None]
    return (wide / np.sqrt(squares / x.shape[-1] + eps) * gamma).astype(float_dtype(x))


# 3.9 running_mean_variance


@alternative("running_mean_variance")
def running_mean_variance_of_a_list(stream):
    numbers = list(stream)
    if not numbers:
        raise ValueError("empty")
    return np.mean(numbers), np.var(numbers)


@alternative("running_mean_variance")
def running_mean_variance_with_statistics(stream):
    numbers = [float(x) for x in stream]
    if len(numbers) == 0:
        raise ValueError("empty")
    return statistics.fmean(numbers), statistics.pvariance(numbers)


@alternative("running_mean_variance")
def running_mean_variance_from_shifted_sums(stream):
    n, total, squares, shift = 0, 0.0, 0.0, None
    for x in stream:
        shift = float(x) if shift is None else shift
        n, total, squares = n + 1, total + (x - shift), squares + (x - shift) ** 2
    if shift is None:
        raise ValueError("empty")
    return shift + total / n, max(0.0, squares / n - (total / n) ** 2)


@alternative("running_mean_variance")
def running_mean_variance_updating_the_variance(stream):
    n, mean, variance = 0, 0.0, 0.0
    for x in stream:
        n += 1
        delta = x - mean
        mean += delta / n
        variance += (delta**2 * (n - 1) / n - variance) / n
    if n == 0:
        raise ValueError("empty")
    return mean, variance


@alternative("running_mean_variance")
def running_mean_variance_merging_single_numbers(stream):
    def merge(a, b):
        n, delta = a[0] + b[0], b[1] - a[1]
        return n, a[1] + delta * b[0] / n, a[2] + b[2] + delta**2 * a[0] * b[0] / n

    parts = [(1, float(x), 0.0) for x in stream]
    if not parts:
        raise ValueError("empty")
    while len(parts) > 1:
        parts = [merge(*parts[i : i + 2]) if i + 1 < len(parts) else parts[i] for i in range(0, len(parts), 2)]
    return parts[0][1], parts[0][2] / parts[0][0]
