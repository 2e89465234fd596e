"""Other correct answers to the exercises of section 2, probability distributions."""

import bisect
import itertools
import math
from fractions import Fraction

import numpy as np
from scipy import special, stats

from autograder.selftests.content.alternatives import alternative

# 2.1 uniform_pmf


@alternative("uniform_pmf")
def uniform_pmf_from_ones(n):
    if n <= 0 or n % 1 != 0:
        raise ValueError("how many?")
    return np.ones(n) / n


@alternative("uniform_pmf")
def uniform_pmf_in_a_loop(n):
    if not isinstance(n, (int, np.integer)) or n < 1:
        raise ValueError("n must be an int, at least 1")
    probabilities = []
    for _ in range(n):
        probabilities.append(1 / n)
    return np.array(probabilities)


@alternative("uniform_pmf")
def uniform_pmf_by_softmax(n):
    if n < 1 or n != math.floor(n):
        raise ValueError("n")
    return special.softmax(np.zeros(n))


# 2.2 uniform_pdf


@alternative("uniform_pdf")
def uniform_pdf_with_scipy(x, a, b):
    if b <= a:
        raise ValueError("no interval")
    return stats.uniform.pdf(np.asarray(x), loc=a, scale=b - a)


@alternative("uniform_pdf")
def uniform_pdf_from_a_mask(x, a, b):
    width = b - a
    if width <= 0:
        raise ValueError("no interval")
    x = np.array(x, dtype=float)
    return np.logical_and(x >= a, x <= b) * (1.0 / width)


@alternative("uniform_pdf")
def uniform_pdf_in_a_loop(x, a, b):
    if b <= a:
        raise ValueError("no interval")
    points = np.asarray(x)
    density = np.zeros(points.shape)
    for index in np.ndindex(points.shape):
        if a <= points[index] <= b:
            density[index] = 1 / (b - a)
    return density


# 2.3 softmax


@alternative("softmax")
def softmax_with_scipy(x, axis=-1):
    x = np.asarray(x, dtype=float)
    if np.isneginf(x).all(axis=axis).any():
        raise ValueError("masked")
    return special.softmax(x, axis=axis)


@alternative("softmax")
def softmax_with_logsumexp(x, axis=-1):
    x = np.asarray(x, dtype=float)
    total = special.logsumexp(x, axis=axis, keepdims=True)
    if (total == -np.inf).any():
        raise ValueError("masked")
    return np.exp(x - total)


@alternative("softmax")
def softmax_slice_by_slice(x, axis=-1):
    def one(row):
        top = max(row)
        if top == -math.inf:
            raise ValueError("masked")
        weights = [math.exp(value - top) for value in row]
        total = math.fsum(weights)
        return [weight / total for weight in weights]

    return np.apply_along_axis(one, axis, np.array(x, dtype=float))


@alternative("softmax")
def softmax_with_the_axis_moved_last(x, axis=-1):
    x = np.moveaxis(np.array(x, dtype=float), axis, -1)
    if x.max(axis=-1).min() == -np.inf:
        raise ValueError("masked")
    x -= x.max(axis=-1)[..., None]
    np.exp(x, out=x)
    x /= x.sum(axis=-1)[..., None]
    return np.moveaxis(x, -1, axis)


# 2.4 sample_categorical


def _checked(probs, u):
    probs = [float(p) for p in probs]
    if any(math.isnan(p) or p < 0 for p in probs) or not math.isclose(sum(probs), 1, abs_tol=1e-3):
        raise ValueError("probs")
    if math.isnan(u) or u < 0 or u >= 1:
        raise ValueError("u")
    return probs


@alternative("sample_categorical")
def sample_categorical_in_a_loop(probs, u):
    probs = _checked(probs, u)
    rest = u * sum(probs)
    last = 0
    for token, p in enumerate(probs):
        if p > 0:
            last = token
            if rest < p:
                return token
        rest -= p
    return last


@alternative("sample_categorical")
def sample_categorical_with_bisect(probs, u):
    probs = _checked(probs, u)
    total = math.fsum(probs)
    index = bisect.bisect_right(list(itertools.accumulate(p / total for p in probs)), u)
    return min(index, max(token for token, p in enumerate(probs) if p > 0))


@alternative("sample_categorical")
def sample_categorical_with_argmax(probs, u):
    cdf = np.cumsum(_checked(probs, u))
    cdf /= cdf[-1]
    return np.argmax(cdf > u)


@alternative("sample_categorical")
def sample_categorical_counting_pieces(probs, u):
    cdf = np.cumsum(np.array(_checked(probs, u)))
    return (cdf / cdf[-1] <= u).sum()


# 2.5 one_hot


@alternative("one_hot")
def one_hot_from_zeros(ids, vocab_size):
    ids = np.array(ids, dtype=int)
    if ids.size and (ids.min() < 0 or ids.max() >= vocab_size):
        raise ValueError("ids")
    rows = np.zeros((ids.size, vocab_size))
    rows[np.arange(ids.size), ids] = 1
    return rows


@alternative("one_hot")
def one_hot_in_a_loop(ids, vocab_size):
    rows = np.zeros((len(ids), vocab_size))
    for row, token in zip(rows, ids, strict=True):
        if token not in range(vocab_size):
            raise ValueError(f"{token} is no token")
        row[token] = 1.0
    return rows


@alternative("one_hot")
def one_hot_from_the_identity(ids, vocab_size):
    ids = np.asarray(ids, dtype=np.int64)
    if not np.isin(ids, np.arange(vocab_size)).all():
        raise ValueError("ids")
    return np.eye(vocab_size)[ids]


# 2.6 binomial_pmf


@alternative("binomial_pmf")
def binomial_pmf_with_scipy(k, n, p):
    if n < 0 or not 0 <= p <= 1:
        raise ValueError("n or p")
    return stats.binom.pmf(k, n, p)


@alternative("binomial_pmf")
def binomial_pmf_with_lgamma(k, n, p):
    if n < 0 or p < 0 or p > 1 or math.isnan(p):
        raise ValueError("n or p")
    if k < 0 or k > n:
        return 0.0
    log_orders = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
    return np.exp(log_orders + special.xlogy(k, p) + special.xlog1py(n - k, -p))


@alternative("binomial_pmf")
def binomial_pmf_with_fractions(k, n, p):
    if n < 0 or not 0 <= p <= 1:
        raise ValueError("n or p")
    if not 0 <= k <= n:
        return 0
    success = Fraction(p)
    return float(math.comb(n, k) * success**k * (1 - success) ** (n - k))


@alternative("binomial_pmf")
def binomial_pmf_as_a_product_of_ratios(k, n, p):
    if n < 0 or not 0 <= p <= 1:
        raise ValueError("n or p")
    if not 0 <= k <= n:
        return 0.0
    # Factors below 1 are used up whenever the product is above 1, so that it neither overflows nor underflows early.
    probability, failures = 1.0, n - k
    for i in range(k):
        probability *= (n - i) / (k - i) * p
        while failures and probability > 1:
            probability *= 1 - p
            failures -= 1
    return min(1.0, probability * (1 - p) ** failures)


# 2.7 empirical_cdf


def _samples(samples):
    samples = np.array(samples, dtype=float)
    if samples.size < 1 or np.isnan(samples).any():
        raise ValueError("samples")
    return samples


@alternative("empirical_cdf")
def empirical_cdf_by_comparing_each_with_each(samples, x):
    samples = _samples(samples)
    return np.mean(samples <= np.expand_dims(x, -1), axis=-1)


@alternative("empirical_cdf")
def empirical_cdf_in_a_loop(samples, x):
    samples = _samples(samples).tolist()

    def share(point):
        return sum(1 for sample in samples if sample <= point) / len(samples)

    points = np.asarray(x)
    if points.ndim == 0:
        return share(x)
    return np.array([share(point) for point in points.ravel()], dtype=float).reshape(points.shape)


@alternative("empirical_cdf")
def empirical_cdf_with_scipy(samples, x):
    cdf = stats.ecdf(_samples(samples)).cdf
    shares = cdf.evaluate(np.asarray(x, dtype=float))
    return shares if np.ndim(x) else float(shares)


# 2.8 inverted_dropout


@alternative("inverted_dropout")
def inverted_dropout_with_a_mask(x, rate, u):
    if rate < 0 or rate >= 1 or math.isnan(rate):
        raise ValueError("rate")
    x, u = np.array(x, dtype=float), np.array(u)
    if x.shape != u.shape:
        raise ValueError("shape")
    mask = (u >= rate) / (1 - rate)
    return x * mask


@alternative("inverted_dropout")
def inverted_dropout_zeroing_a_copy(x, rate, u):
    if not 0 <= rate < 1 or np.shape(x) != np.shape(u):
        raise ValueError("rate or shape")
    kept = np.array(x, dtype=float)
    kept[np.asarray(u) < rate] = 0
    kept /= 1 - rate
    return kept


@alternative("inverted_dropout")
def inverted_dropout_in_a_loop(x, rate, u):
    if not 0 <= rate < 1 or np.shape(x) != np.shape(u):
        raise ValueError("rate or shape")
    x, u = np.asarray(x), np.asarray(u)
    scale = 1 / (1 - rate)
    entries = [scale * a if b >= rate else 0.0 for a, b in zip(x.ravel(), u.ravel(), strict=True)]
    return np.array(entries).reshape(x.shape)


# 2.9 xavier_std


@alternative("xavier_std")
def xavier_std_with_numpy(fan_in, fan_out):
    if min(fan_in, fan_out) <= 0:
        raise ValueError("fans")
    return np.sqrt(2.0 / (fan_in + fan_out))


@alternative("xavier_std")
def xavier_std_of_the_mean_fan(fan_in, fan_out):
    if fan_in < 1 or fan_out < 1:
        raise ValueError("fans")
    return ((fan_in + fan_out) / 2) ** -0.5


@alternative("xavier_std")
def xavier_std_from_the_uniform_limit(fan_in, fan_out):
    if fan_in < 1 or fan_out < 1:
        raise ValueError("fans")
    limit = math.sqrt(6 / (fan_in + fan_out))
    return limit / math.sqrt(3)


# 2.10 he_std


@alternative("he_std")
def he_std_with_numpy(fan_in):
    if fan_in <= 0:
        raise ValueError("fan_in")
    return np.sqrt(2.0 / fan_in)


@alternative("he_std")
def he_std_as_gain_over_root(fan_in):
    if not fan_in >= 1:
        raise ValueError("fan_in")
    gain = math.sqrt(2)
    return gain / math.sqrt(fan_in)


@alternative("he_std")
def he_std_as_a_power(fan_in):
    if fan_in < 1:
        raise ValueError("fan_in")
    return (fan_in / 2) ** -0.5


# 2.11 init_weights

SCHEMES = "the schemes are gpt2, xavier and he"


def _std(fan_in, fan_out, scheme):
    if scheme == "gpt2":
        return 0.02
    if scheme == "xavier":
        return math.sqrt(2 / (fan_in + fan_out))
    if scheme == "he":
        return math.sqrt(2 / fan_in)
    raise ValueError(SCHEMES)


@alternative("init_weights")
def init_weights_scaled_afterwards(fan_in, fan_out, scheme, rng):
    return rng.standard_normal((fan_in, fan_out)) * _std(fan_in, fan_out, scheme)


@alternative("init_weights")
def init_weights_drawn_column_by_column(fan_in, fan_out, scheme, rng):
    std = _std(fan_in, fan_out, scheme)
    return np.column_stack([rng.normal(0, std, fan_in) for _ in range(fan_out)])


@alternative("init_weights")
def init_weights_with_scipy(fan_in, fan_out, scheme, rng):
    return stats.norm.rvs(scale=_std(fan_in, fan_out, scheme), size=(fan_in, fan_out), random_state=rng)


@alternative("init_weights")
def init_weights_by_inverting_the_cdf(fan_in, fan_out, scheme, rng):
    u = 1 - rng.random((fan_in, fan_out))  # in (0, 1]
    return _std(fan_in, fan_out, scheme) * special.ndtri(np.minimum(u, 1 - 2**-53))


@alternative("init_weights")
def init_weights_with_box_and_muller(fan_in, fan_out, scheme, rng):
    radius = np.sqrt(-2 * np.log(1 - rng.random((fan_in, fan_out))))
    angle = rng.uniform(0, 2 * np.pi, size=(fan_in, fan_out))
    return _std(fan_in, fan_out, scheme) * radius * np.cos(angle)
