"""12.11 `top_k_accuracy`: criteria, known mistakes, other right answers."""

import numpy as np

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from solutions.s12_language_model import softmax, top_k_accuracy

# Criteria


@criterion(core=True)
def test_counts_the_rows_whose_target_is_among_the_first(top_k_accuracy, reference, rng):
    for size, vocab_size, k in ((12, 6, 2), (7, 9, 3), (20, 5, 1)):
        logits, targets = rng.normal(size=(size, vocab_size)), rng.integers(0, vocab_size, size=size)
        expected = reference.top_k_accuracy(logits, targets, k)
        assert_close(top_k_accuracy(logits, targets, k), expected)


@criterion(core=True)
def test_grows_with_k_from_row_to_row(top_k_accuracy, rng):
    # Row i has its target at the place i of the order.
    logits = np.array([rng.permutation(5) for _ in range(5)]).astype(float)
    targets = np.argsort(-logits, axis=1)[np.arange(5), np.arange(5)]
    for k in (1, 2, 4):
        assert_close(top_k_accuracy(logits, targets, k), k / 5)


@criterion()
def test_with_one_is_the_accuracy_of_argmax(top_k_accuracy):
    logits = np.array([[1.0, 1.0, 0.0], [0.0, 2.0, 2.0], [3.0, 3.0, 3.0], [0.0, 0.0, 1.0]])
    assert_close(top_k_accuracy(logits, [0, 1, 0, 2], 1), 1.0)
    assert_close(top_k_accuracy(logits, [1, 2, 2, 2], 1), 0.25)


@criterion()
def test_of_ties_takes_the_smaller_id(top_k_accuracy):
    assert_close(top_k_accuracy([[2.0, 5.0, 2.0, 2.0]] * 4, [0, 1, 2, 3], 2), 0.5)
    assert_close(top_k_accuracy([[2.0, 5.0, 2.0, 2.0]] * 4, [0, 1, 2, 3], 3), 0.75)


@criterion()
def test_of_all_words_is_one(top_k_accuracy, rng):
    logits = rng.normal(size=(4, 3))
    for k in (3, 4, 99):
        assert_close(top_k_accuracy(logits, [2, 0, 1, 1], k), 1.0)


@criterion()
def test_of_one_row(top_k_accuracy):
    assert_close(top_k_accuracy([[1, 3, 2]], [2], 1), 0.0)
    assert_close(top_k_accuracy([[1, 3, 2]], [2], 2), 1.0)


@criterion()
def test_refuses_bad_arguments(top_k_accuracy):
    for targets, k in (([0, 1], 0), ([0, 1], -1), ([0], 1), ([0, 1, 0], 1)):
        with raises(ValueError):
            top_k_accuracy([[1.0, 2.0], [2.0, 1.0]], targets, k)


@criterion()
def test_refuses_targets_that_are_no_ids(top_k_accuracy):
    for targets, k in (([0, 2], 1), ([-1, 0], 1), ([0, -100], 2), ([99, 1], 2)):
        with raises(ValueError):
            top_k_accuracy([[1.0, 2.0], [2.0, 1.0]], targets, k)


@criterion()
def test_takes_single_precision_and_leaves_its_arguments_unchanged(top_k_accuracy, rng):
    assert_close(top_k_accuracy(np.eye(3, dtype=np.float32), [0, 1, 0], 1), 2 / 3, rtol=1e-6)
    assert_unchanged(top_k_accuracy, rng.normal(size=(3, 4)), np.array([1, 0, 3]), 2)


# Known mistakes

LOGITS = ((3.0, 1.0, 2.0, 0.0), (0.0, 1.0, 2.0, 3.0), (3.0, 2.0, 1.0, 0.0))
TIED = ((1.0, 1.0, 1.0), (1.0, 1.0, 1.0), (1.0, 1.0, 1.0))
SHARE = "float((first == targets[:, None]).any(axis=1).mean())"

mistake = mistakes_of(top_k_accuracy, example=(LOGITS, [2, 1, 0], 2))

top_k_accuracy_of_the_worst = mistake.change(
    "np.argsort(-logits", "np.argsort(logits", "These are the k words with the smallest logits. Sort downwards."
)
top_k_accuracy_of_the_kth_alone = mistake.change(
    "[:, :k]", "[:, min(k, logits.shape[1]) - 1 :][:, :1]", "Only the k-th word is compared. All of the first k count."
)
top_k_accuracy_one_too_many = mistake.change(
    "[:, :k]", "[:, : k + 1]", "One word too many is looked at.", example=(LOGITS, [1, 1, 0], 2)
)
top_k_accuracy_one_too_few = mistake.change("[:, :k]", "[:, : k - 1]", "One word too few is looked at.")
top_k_accuracy_of_the_best_alone = mistake.change(
    "[:, :k]", "[:, :1]", "k is not used: only the best word counts here.", example=(LOGITS, [2, 2, 1], 3)
)
top_k_accuracy_of_any_row = mistake.change(
    SHARE,
    "float(np.isin(targets, first).mean())",
    "A target counts if it is among the first of any row. Compare it with its own row.",
    example=(LOGITS, [3, 0, 0], 1),
)
top_k_accuracy_of_each_row = mistake.change(
    SHARE,
    "(first == targets[:, None]).any(axis=1)",
    "This is an answer for each row. The share of right ones is wanted.",
)
top_k_accuracy_counted = mistake.change(
    SHARE,
    "float((first == targets[:, None]).any(axis=1).sum())",
    "This is a number of rows. Divide by how many there are.",
)
top_k_accuracy_over_k = mistake.change(
    SHARE,
    "float((first == targets[:, None]).mean())",
    "This is divided by k as well: each row has k chances but one answer. Divide by the number of rows.",
)
top_k_accuracy_of_errors = mistake.change(
    SHARE, "float(1 - (first == targets[:, None]).any(axis=1).mean())", "This is the share of wrong rows."
)
top_k_accuracy_in_percent = mistake.change(
    SHARE, f"100 * {SHARE}", "This is in percent. A number from 0 to 1 is wanted."
)
top_k_accuracy_of_all_rows_or_none = mistake.change(
    SHARE,
    "float((first == targets[:, None]).any(axis=1).all())",
    "All rows must be right here. The share of right ones is wanted.",
)
top_k_accuracy_down_the_columns = mistake.change(
    "(-logits, axis=1", "(-logits, axis=0", "The sort runs down the columns. Each row is sorted by itself."
)
top_k_accuracy_with_a_mark = mistake.change(
    "(targets < 0) | (targets >= logits.shape[1])",
    "targets >= logits.shape[1]",
    "A negative target, such as the mark -100, counts as a miss here. Raise ValueError.",
    example=(LOGITS, [2, -100, 0], 2),
)
top_k_accuracy_beyond_the_words = mistake.change(
    "(targets < 0) | (targets >= logits.shape[1])",
    "targets < 0",
    "A target of V or more counts as a miss here. Raise ValueError.",
    example=(LOGITS, [2, 4, 0], 2),
)
top_k_accuracy_of_no_words = mistake.change(
    "if k < 1:", "if k < 0:", "k = 0 is accepted. Raise ValueError.", example=(LOGITS, [2, 1, 0], 0)
)


@mistake(
    "With ties every word that equals the k-th counts. Of equal logits the smaller id comes first.",
    example=(TIED, [0, 1, 2], 1),
)
def top_k_accuracy_with_all_ties(logits, targets, k):
    top_k_accuracy(logits, targets, k)
    logits, targets = np.asarray(logits, dtype=float), np.asarray(targets)
    chosen = logits[np.arange(len(targets)), targets]
    return float(((logits > chosen[:, None]).sum(axis=1) < k).mean())


@mistake("Of equal logits the larger id comes first. It is the smaller.", example=(TIED, [0, 0, 2], 1))
def top_k_accuracy_with_larger_ids(logits, targets, k):
    top_k_accuracy(logits, targets, k)
    first = np.argsort(np.asarray(logits, dtype=float), axis=1, kind="stable")[:, ::-1][:, :k]
    return float((first == np.asarray(targets)[:, None]).any(axis=1).mean())


@mistake(
    "A k larger than the vocabulary is an error here. All words are looked at then.", example=(LOGITS, [2, 1, 0], 9)
)
def top_k_accuracy_with_a_strict_k(logits, targets, k):
    if k > np.shape(logits)[1]:
        raise ValueError("k is larger than the vocabulary")
    return top_k_accuracy(logits, targets, k)


@mistake(
    "A single target is compared with all rows. Raise ValueError unless there is one for each.",
    example=(LOGITS, [2], 2),
)
def top_k_accuracy_with_one_target(logits, targets, k):
    return top_k_accuracy(logits, list(targets) * len(logits) if len(targets) == 1 else targets, k)


ROWS = ((0.5, 2.0, -3.0, 1.0), (1.0, 0.2, 3.0, 2.0), (-4.0, 0.3, 1.0, 2.0), (0.0, 3.0, 1.5, 2.5), (2.5, 0.1, -1.0, 0.4))

other = mistakes_of(top_k_accuracy, example=(ROWS, [3, 1, 3, 2, 1], 2))

top_k_accuracy_of_values = other.change(
    'np.argsort(-logits, axis=1, kind="stable")[:, :k]',
    "-np.sort(-logits, axis=1)[:, :k]",
    "Targets are compared with the largest logits themselves. Compare them with the ids of these words: argsort.",
)
top_k_accuracy_of_one_row = other.change(
    SHARE,
    "float(targets[0] in first[0])",
    "Only the first row is looked at: the loop returns too early. Count over all rows.",
)
top_k_accuracy_of_the_last_row = other.change(
    SHARE,
    "float(targets[-1] in first[-1])",
    "Only the last row counts: what came before is overwritten. Count over all rows.",
)
top_k_accuracy_of_sizes = other.change(
    "np.argsort(-logits",
    "np.argsort(-np.abs(logits)",
    "The logits are sorted by size, and -4 comes before 2. Sort them with their sign.",
)
top_k_accuracy_for_each_rank = other.change(
    ".any(axis=1)",
    ".any(axis=0)",
    "`any` runs down the rows: this is for each rank. Ask for each row whether one of its k words is the target: axis=1.",
)
top_k_accuracy_of_the_reciprocal_rank = other.change(
    SHARE,
    "float(((first == targets[:, None]) / np.arange(1, first.shape[1] + 1)).sum(axis=1).mean())",
    "A hit counts the less the further down it stands, the reciprocal rank. Every hit among the first k counts 1.",
)
top_k_accuracy_shifted = other.change(
    SHARE,
    "float((first[:-1] == targets[1:, None]).any(axis=1).mean()) if len(first) > 1 else " + SHARE,
    "Rows and targets are shifted by one. Here the target of each row stands beside it.",
)
top_k_accuracy_over_the_words = other.change(
    SHARE,
    "float((first == targets[:, None]).any(axis=1).sum() / logits.shape[1])",
    "The hits are divided by the number of words. Divide by the number of rows.",
)
top_k_accuracy_rounded = other.change(
    SHARE, f"float(round({SHARE}))", "The share is rounded to 0 or 1. Return it as it is."
)


@other("This is the probability of the k best words. Count how often the target is among them.")
def top_k_accuracy_as_mass(logits, targets, k):
    top_k_accuracy(logits, targets, k)
    probs = softmax(logits)
    return float(np.sort(probs, axis=1)[:, ::-1][:, :k].sum(axis=1).mean())


@other("This is the mean probability of the targets. Count how often they are among the k best words.")
def top_k_accuracy_as_mean_probability(logits, targets, k):
    top_k_accuracy(logits, targets, k)
    return float(softmax(logits)[np.arange(len(targets)), np.asarray(targets)].mean())


@mistake(
    "With ties no word that equals the next one down counts. Of equal logits the smaller id comes first.",
    example=(((1.0, 1.0, 3.0), (2.0, 2.0, 2.0), (0.0, 1.0, 1.0)), [0, 0, 1], 2),
)
def top_k_accuracy_without_ties(logits, targets, k):
    top_k_accuracy(logits, targets, k)
    logits, targets = np.asarray(logits, dtype=float), np.asarray(targets)
    chosen = logits[np.arange(len(targets)), targets]
    return float(((logits >= chosen[:, None]).sum(axis=1) <= k).mean())


@mistake("A target of V or more ends in an IndexError. Raise ValueError.", example=(LOGITS, [2, 4, 1], 2))
def top_k_accuracy_with_an_index_error(logits, targets, k):
    if len(targets) == len(logits) and np.max(targets) >= np.shape(logits)[1]:
        raise IndexError("index out of bounds")
    return top_k_accuracy(logits, targets, k)


@mistake(
    "Rows and targets are cut to the shorter, as zip does. Raise ValueError unless there is one for each.",
    example=(LOGITS, [2, 1], 2),
)
def top_k_accuracy_cut_to_fit(logits, targets, k):
    size = min(len(logits), len(targets))
    return top_k_accuracy(logits[:size], targets[:size], k)


# Other right answers


@alternative
def top_k_accuracy_in_loops(logits, targets, k):
    if k < 1 or len(logits) != len(targets):
        raise ValueError("arguments")
    right = 0
    for row, target in zip(np.asarray(logits).tolist(), np.asarray(targets).tolist(), strict=True):
        if target not in range(len(row)):
            raise ValueError("target")
        order = sorted(range(len(row)), key=lambda token, row=row: (-row[token], token))
        right += target in order[:k]
    return right / len(targets)


@alternative
def top_k_accuracy_by_rank(logits, targets, k):
    logits, targets = np.array(logits, dtype=float), np.array(targets)
    if k < 1 or len(logits) != len(targets) or min(targets) < 0 or max(targets) >= logits.shape[1]:
        raise ValueError("arguments")
    chosen = np.take_along_axis(logits, targets[:, None], axis=1)
    before = (logits > chosen) | ((logits == chosen) & (np.arange(logits.shape[1]) < targets[:, None]))
    return float(np.mean(before.sum(axis=1) < k))
