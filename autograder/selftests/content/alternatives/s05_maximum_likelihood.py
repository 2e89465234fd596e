"""Other correct answers to the exercises of section 5, maximum likelihood and the bigram model."""

import functools
import itertools
import math
import statistics
from collections import Counter, defaultdict
from fractions import Fraction

import numpy as np
from scipy import sparse, special, stats

from autograder.selftests.content.alternatives import alternative
from solutions.s05_maximum_likelihood import as_ids, as_sample, as_table

# 5.1 binomial_log_likelihood


@alternative("binomial_log_likelihood")
def binomial_log_likelihood_with_xlogy(theta, heads, flips):
    theta = np.array(theta, dtype=float)
    if heads < 0 or heads > flips or np.isnan(theta).any() or theta.min(initial=0) < 0 or theta.max(initial=0) > 1:
        raise ValueError("impossible")
    log_orders = special.gammaln(flips + 1) - special.gammaln(heads + 1) - special.gammaln(flips - heads + 1)
    return log_orders + special.xlogy(heads, theta) + special.xlog1py(flips - heads, -theta)


@alternative("binomial_log_likelihood")
def binomial_log_likelihood_in_a_loop(theta, heads, flips):
    if not 0 <= heads <= flips:
        raise ValueError("heads")

    def one(p):
        if not 0 <= p <= 1:
            raise ValueError("theta")
        total = math.log(math.comb(flips, heads))
        for count, side in ((heads, p), (flips - heads, 1 - p)):
            if count:
                total += count * math.log(side) if side > 0 else -math.inf
        return total

    if np.ndim(theta) == 0:
        return one(theta)
    theta = np.asarray(theta, dtype=float)
    return np.array([one(p) for p in theta.ravel()]).reshape(theta.shape)


@alternative("binomial_log_likelihood")
def binomial_log_likelihood_with_scipy_stats(theta, heads, flips):
    if heads < 0 or flips < heads:
        raise ValueError("heads")
    if not ((np.asarray(theta) >= 0) & (np.asarray(theta) <= 1)).all():
        raise ValueError("theta")
    return stats.binom.logpmf(heads, flips, theta) if flips else np.zeros(np.shape(theta))[()]


# 5.2 grid_mle


@alternative("grid_mle")
def grid_mle_in_a_loop(candidates, log_likelihoods):
    if len(candidates) != len(log_likelihoods):
        raise ValueError("lengths")
    best, highest = None, None
    for candidate, score in zip(candidates, log_likelihoods, strict=True):
        if not math.isnan(score) and (highest is None or score > highest):
            best, highest = candidate, score
    if best is None:
        raise ValueError("no candidate")
    return best


@alternative("grid_mle")
def grid_mle_with_max(candidates, log_likelihoods):
    pairs = [(c, s) for c, s in zip(candidates, log_likelihoods, strict=True) if s == s]
    return max(pairs, key=lambda pair: pair[1])[0]


@alternative("grid_mle")
def grid_mle_sorting(candidates, log_likelihoods):
    candidates, scores = np.array(candidates, dtype=float), np.array(log_likelihoods, dtype=float)
    if candidates.shape != scores.shape or not (scores == scores).any():
        raise ValueError("no winner")
    order = np.argsort(-scores, kind="stable")  # nan sorts last
    return candidates[order[0]]


# 5.3 bernoulli_mle


@alternative("bernoulli_mle")
def bernoulli_mle_counting(flips):
    flips = list(flips)
    heads, tails = flips.count(1), flips.count(0)
    if not flips or heads + tails < len(flips):
        raise ValueError("not flips")
    return heads / len(flips)


@alternative("bernoulli_mle")
def bernoulli_mle_with_fractions(flips):
    if len(flips) == 0 or any(flip not in (0, 1) for flip in flips):
        raise ValueError("not flips")
    return float(Fraction(sum(int(flip) for flip in flips), len(flips)))


@alternative("bernoulli_mle")
def bernoulli_mle_with_numpy(flips):
    flips = np.array(flips, dtype=float)
    if flips.size == 0 or not np.isin(flips, [0, 1]).all():
        raise ValueError("not flips")
    return np.count_nonzero(flips) / flips.size


# 5.4 gaussian_mle


@alternative("gaussian_mle")
def gaussian_mle_with_numpy(x):
    x = np.array(x, dtype=float)
    if x.size == 0 or not np.isfinite(x).all():
        raise ValueError("not a sample")
    return np.mean(x), np.var(x)


@alternative("gaussian_mle")
def gaussian_mle_with_statistics(x):
    x = [float(value) for value in x]
    if not x or not all(map(math.isfinite, x)):
        raise ValueError("not a sample")
    return statistics.fmean(x), statistics.pvariance(x)


@alternative("gaussian_mle")
def gaussian_mle_as_a_stream(x):
    n, mean, squares = 0, 0.0, 0.0
    for value in as_sample(x):
        n += 1
        step = value - mean
        mean += step / n
        squares += step * (value - mean)
    return mean, squares / n


@alternative("gaussian_mle")
def gaussian_mle_with_scipy(x):
    return stats.norm.fit(as_sample(x))[0], stats.norm.fit(as_sample(x))[1] ** 2


# 5.5 gaussian_log_likelihood


@alternative("gaussian_log_likelihood")
def gaussian_log_likelihood_with_scipy(x, mu, sigma):
    if not sigma > 0:
        raise ValueError("sigma")
    return stats.norm.logpdf(as_sample(x), mu, sigma).sum()


@alternative("gaussian_log_likelihood")
def gaussian_log_likelihood_in_a_loop(x, mu, sigma):
    if math.isnan(sigma) or sigma <= 0 or len(x) == 0:
        raise ValueError("sigma or x")
    total = 0.0
    for value in x:
        if not math.isfinite(value):
            raise ValueError("x")
        total -= (value - mu) ** 2 / (2 * sigma**2) + math.log(sigma) + math.log(2 * math.pi) / 2
    return total


@alternative("gaussian_log_likelihood")
def gaussian_log_likelihood_term_by_term(x, mu, sigma):
    x = as_sample(x)
    if np.isnan(sigma) or sigma <= 0:
        raise ValueError("sigma")
    n = len(x)
    return -n * np.log(sigma) - n / 2 * np.log(2 * np.pi) - np.sum((x - mu) ** 2) / (2 * sigma**2)


@alternative("gaussian_log_likelihood")
def gaussian_log_likelihood_from_the_sufficient_statistics(x, mu, sigma):
    x = as_sample(x)
    if not sigma > 0:
        raise ValueError("sigma")
    squared = x.var() + (x.mean() - mu) ** 2
    return -x.size / 2 * (math.log(2 * math.pi * sigma**2) + squared / sigma**2)


# 5.6 unigram_probs


@alternative("unigram_probs")
def unigram_probs_with_counter(tokens):
    if not tokens:
        raise ValueError("no tokens")
    return Counter({token: count / len(tokens) for token, count in Counter(tokens).items()})


@alternative("unigram_probs")
def unigram_probs_with_defaultdict(tokens):
    probs = defaultdict(float)
    for token in tokens:
        probs[token] += 1 / len(tokens)
    if not probs:
        raise ValueError("no tokens")
    return probs


@alternative("unigram_probs")
def unigram_probs_with_count(tokens):
    if len(tokens) == 0:
        raise ValueError("no tokens")
    return {token: np.float64(tokens.count(token) / len(tokens)) for token in sorted(set(tokens))}


# 5.7 bigram_counts


@alternative("bigram_counts")
def bigram_counts_in_a_loop(ids, vocab_size):
    if any(not 0 <= token < vocab_size for token in ids):
        raise ValueError("ids")
    counts = np.zeros((vocab_size, vocab_size), dtype=int)
    for before, after in itertools.pairwise(ids):
        counts[before, after] += 1
    return counts


@alternative("bigram_counts")
def bigram_counts_with_bincount(ids, vocab_size):
    ids = as_ids(ids, vocab_size)
    cells = ids[:-1] * vocab_size + ids[1:]
    return np.bincount(cells, minlength=vocab_size**2).reshape(vocab_size, vocab_size)


@alternative("bigram_counts")
def bigram_counts_with_one_hot_rows(ids, vocab_size):
    one_hot = np.eye(vocab_size, dtype=np.int32)[as_ids(ids, vocab_size)]
    return one_hot[:-1].T @ one_hot[1:]


@alternative("bigram_counts")
def bigram_counts_with_a_sparse_matrix(ids, vocab_size):
    ids = as_ids(ids, vocab_size)
    ones = np.ones(max(0, ids.size - 1), dtype=np.int64)
    return sparse.coo_array((ones, (ids[:-1], ids[1:])), shape=(vocab_size, vocab_size)).toarray()


# 5.8 bigram_probs


@alternative("bigram_probs")
def bigram_probs_row_by_row(counts):
    counts = as_table(counts)
    return np.array([row / row.sum() if row.any() else row for row in counts])


@alternative("bigram_probs")
def bigram_probs_with_nan_to_num(counts):
    counts = as_table(counts)
    with np.errstate(invalid="ignore"):
        return np.nan_to_num(counts / counts.sum(axis=1)[:, None])


@alternative("bigram_probs")
def bigram_probs_with_replaced_sums(counts):
    counts = np.array(counts, dtype=float)
    if counts.ndim != 2 or not np.isfinite(counts).all() or counts.min() < 0:
        raise ValueError("not counts")
    totals = counts.sum(axis=1, keepdims=True)
    totals[totals == 0] = 1
    return counts / totals


# 5.9 add_k_probs


@alternative("add_k_probs")
def add_k_probs_in_loops(counts, k):
    if not (k >= 0 and math.isfinite(k)):
        raise ValueError("k")
    rows = []
    for row in as_table(counts).tolist():
        total = sum(row) + k * len(row)
        rows.append([(count + k) / total if total else 1 / len(row) for count in row])
    return np.array(rows)


@alternative("add_k_probs")
def add_k_probs_by_formula(counts, k):
    counts = as_table(counts)
    if k < 0 or not np.isfinite(k):
        raise ValueError("k")
    vocabulary = counts.shape[1]
    denominators = counts.sum(axis=1, keepdims=True) + k * vocabulary
    with np.errstate(invalid="ignore"):
        return np.where(denominators > 0, (counts + k) / denominators, 1 / vocabulary)


@alternative("add_k_probs")
def add_k_probs_as_a_mixture_with_the_uniform(counts, k):
    counts = as_table(counts)
    if not 0 <= k < np.inf:
        raise ValueError("k")
    totals, vocabulary = counts.sum(axis=1, keepdims=True), counts.shape[1]
    weight = np.divide(totals, totals + k * vocabulary, out=np.zeros_like(totals), where=totals > 0)
    return weight * counts / np.maximum(totals, 1e-300) + (1 - weight) / vocabulary


# 5.10 sentence_log_prob


@alternative("sentence_log_prob")
def sentence_log_prob_with_fsum(tokens, unigram, bigram, floor=1e-10):
    if not tokens:
        raise ValueError("no tokens")
    probs = [unigram.get(tokens[0], floor)]
    probs += [bigram.get((a, b), floor) for a, b in itertools.pairwise(tokens)]
    return math.fsum(map(math.log, probs))


@alternative("sentence_log_prob")
def sentence_log_prob_with_numpy(tokens, unigram, bigram, floor=1e-10):
    if len(tokens) < 1:
        raise ValueError("no tokens")
    pairs = [(tokens[i - 1], tokens[i]) for i in range(1, len(tokens))]
    return np.log([unigram.get(tokens[0], floor), *(bigram.get(pair, floor) for pair in pairs)]).sum()


@alternative("sentence_log_prob")
def sentence_log_prob_with_tests_for_keys(tokens, unigram, bigram, floor=1e-10):
    total, previous = None, None
    for token in tokens:
        if total is None:
            total = math.log(unigram[token]) if token in unigram else math.log(floor)
        else:
            total += math.log(bigram[previous, token]) if (previous, token) in bigram else math.log(floor)
        previous = token
    if total is None:
        raise ValueError("no tokens")
    return total


# 5.11 sequence_nll


@alternative("sequence_nll")
def sequence_nll_in_a_loop(ids, probs):
    if len(ids) < 2 or any(not 0 <= token < len(probs) for token in ids):
        raise ValueError("ids")
    total = 0.0
    for before, after in itertools.pairwise(ids):
        p = probs[before][after]
        total += -math.log(p) if p > 0 else math.inf
    return abs(total / (len(ids) - 1))


@alternative("sequence_nll")
def sequence_nll_of_the_count_table(ids, probs):
    probs = np.asarray(probs, dtype=float)
    ids = as_ids(ids, len(probs))
    if len(ids) < 2:
        raise ValueError("too short")
    counts = np.zeros(probs.shape)
    np.add.at(counts, (ids[:-1], ids[1:]), 1)
    return np.abs(special.xlogy(counts, probs).sum()) / counts.sum()


@alternative("sequence_nll")
def sequence_nll_with_take_along_axis(ids, probs):
    ids, probs = np.asarray(ids), np.asarray(probs, dtype=float)
    if ids.size < 2 or ids.min() < 0 or ids.max() >= probs.shape[0]:
        raise ValueError("ids")
    with np.errstate(divide="ignore"):
        surprises = np.log(1 / np.take_along_axis(probs[ids[:-1]], ids[1:, None], axis=1).astype(np.longdouble))
    return float(np.average(surprises))


# 5.12 next_token_pairs


@alternative("next_token_pairs")
def next_token_pairs_in_a_loop(ids, block_size):
    if block_size <= 0:
        raise ValueError("block_size")
    contexts, targets = [], []
    for i in range(block_size, len(ids)):
        contexts.append(ids[i - block_size : i])
        targets.append(ids[i])
    return np.array(contexts, dtype=int).reshape(-1, block_size), np.array(targets, dtype=int)


@alternative("next_token_pairs")
def next_token_pairs_with_sliding_windows(ids, block_size):
    if block_size < 1:
        raise ValueError("block_size")
    ids = np.asarray(ids, dtype=np.int32)
    if len(ids) <= block_size:
        return np.empty((0, block_size), dtype=np.int32), np.empty(0, dtype=np.int32)
    return np.lib.stride_tricks.sliding_window_view(ids[:-1], block_size), ids[block_size:]


@alternative("next_token_pairs")
def next_token_pairs_column_by_column(ids, block_size):
    if not block_size >= 1:
        raise ValueError("block_size")
    ids = np.array(ids, dtype=int)
    n = max(0, len(ids) - block_size)
    return np.stack([ids[j : j + n] for j in range(block_size)], axis=-1)[:n], ids[block_size:]


# 5.13 interpolated_probs


@alternative("interpolated_probs")
def interpolated_probs_row_by_row(bigram, unigram, lam):
    bigram, unigram = as_table(bigram), np.array(unigram, dtype=float)
    if not (lam >= 0 and lam <= 1) or unigram.shape != (bigram.shape[1],):
        raise ValueError("lam or unigram")
    return np.array([lam * row + (1 - lam) * unigram if row.sum() > 0 else unigram for row in bigram])


@alternative("interpolated_probs")
def interpolated_probs_with_a_weight_for_each_row(bigram, unigram, lam):
    bigram, unigram = np.asarray(bigram, dtype=float), np.asarray(unigram, dtype=float)
    if math.isnan(lam) or lam < 0 or lam > 1 or unigram.ndim != 1 or unigram.size != bigram.shape[1]:
        raise ValueError("lam or unigram")
    weights = lam * (bigram.sum(axis=1, keepdims=True) > 0)
    return weights * bigram + (1 - weights) * unigram


@alternative("interpolated_probs")
def interpolated_probs_column_by_column(bigram, unigram, lam):
    if not 0 <= lam <= 1 or np.shape(unigram) != np.shape(bigram)[1:]:
        raise ValueError("lam or unigram")
    bigram = np.array(bigram, dtype=float)
    seen = functools.reduce(np.logical_or, (bigram > 0).T)
    columns = [np.where(seen, lam * bigram[:, j] + (1 - lam) * p, p) for j, p in enumerate(unigram)]
    return np.stack(columns, axis=1)
