"""Other correct answers to the exercises of section 4, information theory."""

import functools
import math
import statistics
from decimal import Decimal
from fractions import Fraction

import numpy as np
from scipy import special, stats
from scipy.spatial import distance

from autograder.selftests.content.alternatives import alternative
from solutions.s04_information_theory import as_distribution, as_distribution_pair

# 4.1 self_information


@alternative("self_information")
def self_information_with_numpy(p, base=2):
    if not (p >= 0 and p <= 1):
        raise ValueError("a probability is between 0 and 1")
    with np.errstate(divide="ignore"):
        return np.float64(0.0) - np.log(np.float64(p)) / np.log(base)


@alternative("self_information")
def self_information_with_two_arguments_of_log(p, base=2):
    if math.isnan(p) or p < 0 or p > 1:
        raise ValueError(f"{p} is not a probability")
    return abs(math.log(p, base)) if p > 0 else float("inf")


@alternative("self_information")
def self_information_with_decimals(p, base=2):
    if not 0 <= p <= 1:
        raise ValueError("p")
    if p == 1:
        return 0
    return float(-Decimal(p).ln() / Decimal(base).ln()) if p else math.inf


# 4.2 entropy


@alternative("entropy")
def entropy_in_a_loop(p, base=math.e):
    p = as_distribution(p).tolist()
    total = 0.0
    for probability in p:
        if probability != 0:
            total -= probability * math.log(probability) / math.log(base)
    return total


@alternative("entropy")
def entropy_with_log_where(p, base=math.e):
    p = np.asarray(p, dtype=float)
    if (p < 0).any() or not math.isclose(p.sum(), 1, abs_tol=1e-8):
        raise ValueError("not a distribution")
    logs = np.log(p, out=np.zeros(p.shape), where=p > 0)
    return abs(p @ logs) / np.log(base)


@alternative("entropy")
def entropy_with_entr(p, base=math.e):
    return special.entr(as_distribution(p)).sum() / math.log(base) + 0.0


@alternative("entropy")
def entropy_with_scipy_stats(p, base=math.e):
    return stats.entropy(as_distribution(p), base=base) + 0.0


# 4.3 cross_entropy


@alternative("cross_entropy")
def cross_entropy_in_a_loop(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    total = 0.0
    for a, b in zip(p, q, strict=True):
        if a > 0:
            if b == 0:
                return math.inf
            total += a * math.log(b, base)
    return -total


@alternative("cross_entropy")
def cross_entropy_with_xlogy(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return -special.xlogy(p, q).sum() / np.log(base)


@alternative("cross_entropy")
def cross_entropy_as_entropy_plus_divergence(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return float(special.entr(p).sum() + special.rel_entr(p, q).sum()) / math.log(base)


# 4.4 kl_divergence


@alternative("kl_divergence")
def kl_divergence_in_a_loop(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    terms = []
    for a, b in zip(p.tolist(), q.tolist(), strict=True):
        if a > 0 and b == 0:
            return math.inf
        if a > 0:
            terms.append(a * (math.log(a) - math.log(b)))
    return max(math.fsum(terms), 0) / math.log(base)


@alternative("kl_divergence")
def kl_divergence_with_rel_entr(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return np.maximum(special.rel_entr(p, q).sum() / np.log(base), 0.0)


@alternative("kl_divergence")
def kl_divergence_as_cross_entropy_minus_entropy(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    nats = special.xlogy(p, p).sum() - special.xlogy(p, q).sum()
    return max(0.0, nats) / math.log(base)


# 4.5 perplexity


@alternative("perplexity")
def perplexity_in_a_loop(token_nlls):
    total, count = 0.0, 0
    for nll in token_nlls:
        if not nll >= 0:
            raise ValueError("a loss is never negative")
        total += nll
        count += 1
    if count == 0:
        raise ValueError("no tokens")
    try:
        return math.exp(total / count)
    except OverflowError:
        return math.inf


@alternative("perplexity")
def perplexity_with_bits(token_nlls):
    bits = np.asarray(token_nlls, dtype=float) / np.log(2)
    if bits.size < 1 or np.isnan(bits).any() or (bits < 0).any():
        raise ValueError("losses expected")
    with np.errstate(over="ignore"):
        return np.exp2(bits.mean())


@alternative("perplexity")
def perplexity_with_statistics(token_nlls):
    nlls = [float(nll) for nll in token_nlls]
    if not nlls or any(math.isnan(nll) or nll < 0 for nll in nlls):
        raise ValueError("losses expected")
    mean = statistics.fmean(nlls)
    return math.exp(mean) if mean < 709.7 else math.inf


# 4.6 logsumexp


@alternative("logsumexp")
def logsumexp_with_scipy(x):
    x = np.asarray(x, dtype=float)
    return special.logsumexp(x) if x.size else -np.inf


@alternative("logsumexp")
def logsumexp_with_logaddexp(x):
    return np.logaddexp.reduce(np.asarray(x, dtype=float))


@alternative("logsumexp")
def logsumexp_as_a_stream(x):
    def add(a, b):
        high, low = max(a, b), min(a, b)
        return high if math.isinf(high) or low == -math.inf else high + math.log1p(math.exp(low - high))

    return functools.reduce(add, map(float, x), -math.inf)


# 4.7 log_softmax


@alternative("log_softmax")
def log_softmax_with_scipy(x):
    return special.log_softmax(np.asarray(x, dtype=float), axis=-1)


@alternative("log_softmax")
def log_softmax_row_by_row(x):
    def one(row):
        shifted = row - max(row)
        return shifted - math.log(sum(math.exp(v) for v in shifted))

    return np.apply_along_axis(one, -1, np.array(x, dtype=float))


@alternative("log_softmax")
def log_softmax_with_logaddexp(x):
    x = np.array(x, dtype=float)
    x -= np.max(x, axis=-1)[..., None]
    return x - np.logaddexp.reduce(x, axis=-1, keepdims=True)


# 4.8 cross_entropy_loss


@alternative("cross_entropy_loss")
def cross_entropy_loss_in_a_loop(logits, targets):
    if len(logits) == 0 or np.ndim(targets) != 1 or len(logits) != len(targets):
        raise ValueError("one target for each row")
    total = 0.0
    for row, target in zip(logits, targets, strict=True):
        if not 0 <= target < len(row):
            raise ValueError("no such token")
        top = max(row)
        total += math.log(sum(math.exp(value - top) for value in row)) - (row[target] - top)
    return total / len(logits)


@alternative("cross_entropy_loss")
def cross_entropy_loss_with_take_along_axis(logits, targets):
    logits, targets = np.asarray(logits, dtype=float), np.asarray(targets)
    if logits.shape[0] == 0 or targets.shape != logits.shape[:1]:
        raise ValueError("shapes")
    if not np.isin(targets, np.arange(logits.shape[1])).all():
        raise ValueError("ids")
    log_q = special.log_softmax(logits, axis=1)
    return -np.take_along_axis(log_q, targets[:, None], axis=1).mean()


@alternative("cross_entropy_loss")
def cross_entropy_loss_with_one_hot_rows(logits, targets):
    logits, targets = np.asarray(logits, dtype=float), np.asarray(targets)
    if targets.ndim != 1 or len(targets) == 0 or len(targets) != len(logits):
        raise ValueError("shapes")
    one_hot = targets[:, None] == np.arange(logits.shape[1])
    if not one_hot.any(axis=1).all():
        raise ValueError("ids")
    return np.where(one_hot, -special.log_softmax(logits, axis=-1), 0.0).sum(axis=1).mean()


# 4.9 mutual_information


@alternative("mutual_information")
def mutual_information_as_divergence(joint, base=math.e):
    joint = as_distribution(joint)
    product = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True)
    return max(0.0, special.rel_entr(joint, product).sum()) / math.log(base)


@alternative("mutual_information")
def mutual_information_in_a_loop(joint, base=math.e):
    joint = as_distribution(joint)
    nats = 0.0
    for i in range(joint.shape[0]):
        for j in range(joint.shape[1]):
            if joint[i, j] > 0:
                nats += joint[i, j] * math.log(joint[i, j] / (joint[i].sum() * joint[:, j].sum()))
    return max(0, nats) / math.log(base)


@alternative("mutual_information")
def mutual_information_as_entropy_minus_what_remains(joint, base=math.e):
    joint = as_distribution(joint)
    remaining = sum(column.sum() * special.entr(column / column.sum()).sum() for column in joint.T if column.any())
    return max(0.0, special.entr(joint.sum(axis=1)).sum() - remaining) / math.log(base)


# 4.10 corpus_perplexity


@alternative("corpus_perplexity")
def corpus_perplexity_in_a_loop(batch_mean_nll, batch_tokens):
    if len(batch_mean_nll) != len(batch_tokens):
        raise ValueError("one number of tokens for each batch")
    nats, tokens = 0.0, 0
    for mean, count in zip(batch_mean_nll, batch_tokens, strict=True):
        if count < 0 or (count > 0 and not mean >= 0):
            raise ValueError("not a batch")
        if count:
            nats += mean * int(count)
            tokens += int(count)
    if tokens == 0:
        raise ValueError("no tokens")
    return math.exp(nats / tokens)


@alternative("corpus_perplexity")
def corpus_perplexity_of_repeated_means(batch_mean_nll, batch_tokens):
    means = np.array(batch_mean_nll, dtype=float)
    if means.shape != np.shape(batch_tokens):
        raise ValueError("shapes")
    every_token = np.repeat(means, np.array(batch_tokens, dtype=int))
    if every_token.size == 0 or not every_token.min() >= 0:
        raise ValueError("losses expected")
    return np.exp(every_token.mean())


# 4.11 label_smoothed_loss


@alternative("label_smoothed_loss")
def label_smoothed_loss_with_target_rows(logits, targets, eps):
    logits, targets = np.asarray(logits, dtype=float), np.asarray(targets)
    if not (eps >= 0 and eps <= 1) or targets.shape != logits.shape[:1] or targets.size == 0:
        raise ValueError("shapes or eps")
    vocabulary = logits.shape[1]
    if targets.min() < 0 or targets.max() >= vocabulary:
        raise ValueError("ids")
    smooth = (1 - eps) * np.eye(vocabulary)[targets] + eps / vocabulary
    return -(smooth * special.log_softmax(logits, axis=-1)).sum(axis=-1).mean()


@alternative("label_smoothed_loss")
def label_smoothed_loss_in_a_loop(logits, targets, eps):
    if not 0 <= eps <= 1 or len(logits) == 0 or np.shape(targets) != (len(logits),):
        raise ValueError("shapes or eps")
    losses = []
    for row, target in zip(logits, targets, strict=True):
        vocabulary = len(row)
        if target not in range(vocabulary):
            raise ValueError("no such token")
        normaliser = float(special.logsumexp(row))
        weights = [eps / vocabulary + (1 - eps) * (token == target) for token in range(vocabulary)]
        losses.append(sum(w * (normaliser - value) for w, value in zip(weights, row, strict=True)))
    return float(np.mean(losses))


# 4.12 js_divergence


@alternative("js_divergence")
def js_divergence_with_entropies(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    nats = special.entr((p + q) / 2).sum() - (special.entr(p).sum() + special.entr(q).sum()) / 2
    return max(0.0, nats) / math.log(base)


@alternative("js_divergence")
def js_divergence_in_a_loop(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    nats = 0.0
    for a, b in zip(p.tolist(), q.tolist(), strict=True):
        nats += a / 2 * math.log(2 * a / (a + b)) if a else 0
        nats += b / 2 * math.log(2 * b / (a + b)) if b else 0
    return max(nats, 0.0) / math.log(base)


@alternative("js_divergence")
def js_divergence_as_squared_distance(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    return distance.jensenshannon(p, q, base) ** 2


# 4.13 bits_per_byte


@alternative("bits_per_byte")
def bits_per_byte_with_log2_of_e(nats_per_token, tokens, n_bytes):
    if not (nats_per_token >= 0 and tokens > 0 and n_bytes > 0):
        raise ValueError("impossible")
    return tokens / n_bytes * nats_per_token * math.log2(math.e)


@alternative("bits_per_byte")
def bits_per_byte_with_fractions(nats_per_token, tokens, n_bytes):
    if math.isnan(nats_per_token) or nats_per_token < 0 or tokens < 1 or n_bytes < 1:
        raise ValueError("impossible")
    return np.float64(nats_per_token) / np.log(2) * float(Fraction(tokens, n_bytes))
