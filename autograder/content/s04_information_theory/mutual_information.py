"""4.9 `mutual_information`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import special

from autograder.content import (
    FLOAT32_SUMS,
    alternative,
    assert_close,
    assert_same,
    assert_unchanged,
    criterion,
    dyadic_distributions,
    dyadic_sparse_distributions,
    float32_softmax,
    float_of,
    mistakes_of,
    raises,
)
from solutions.s04_information_theory import as_distribution, entropy, kl_divergence, mutual_information

# Criteria


def _tables(rng, shapes):
    """Joint distributions: one dense table for each shape."""
    for rows, columns in shapes:
        (p,) = dyadic_distributions(rng, (rows * columns,))
        yield p.reshape(rows, columns)


@criterion(core=True)
def test_matches_the_definition(mutual_information, reference, rng):
    for joint in _tables(rng, [(2, 3), (4, 3), (3, 5), (2, 7)]):
        expected = reference.mutual_information(joint)
        assert_close(mutual_information(joint), expected)


@criterion(core=True)
def test_uses_the_base_it_is_given(mutual_information, reference, rng):
    for joint, base in zip(_tables(rng, [(2, 3), (4, 3), (3, 5)]), (2, 10, 3.5), strict=True):
        expected = reference.mutual_information(joint, base)
        assert_close(mutual_information(joint, base), expected)


@criterion()
def test_is_zero_for_independent_variables_and_never_negative(mutual_information, rng):
    # Many tables, since the rounding error of each takes either sign.
    for _ in range(20):
        p, q = dyadic_distributions(rng, (3, 4))
        shared = float_of(mutual_information(np.outer(p, q)))
        assert_close(shared, 0.0)
        assert_same(shared, max(shared, 0.0))


@criterion()
def test_of_a_variable_with_itself_is_its_entropy(mutual_information, reference, rng):
    for p in dyadic_distributions(rng, (2, 3, 5)):
        expected = reference.entropy(p)
        assert_close(mutual_information(np.diag(p)), expected)
        # A renamed copy tells as much.
        expected = reference.entropy(p, 2)
        assert_close(mutual_information(np.diag(p)[:, ::-1], 2), expected)


@criterion()
def test_counts_empty_cells_rows_and_columns_as_nothing(mutual_information, reference, rng):
    for rows, columns in ((2, 3), (4, 3), (3, 6)):
        (p,) = dyadic_sparse_distributions(rng, (rows * columns,))
        joint = p.reshape(rows, columns)
        expected = reference.mutual_information(joint)
        assert_close(mutual_information(joint), expected)
    assert_close(mutual_information([[0.5, 0, 0], [0, 0, 0.5], [0, 0, 0], [0, 0, 0]]), math.log(2))


@criterion()
def test_accepts_the_softmax_of_a_float32_model(mutual_information, reference, rng):
    for shape in ((2, 3), (20, 50)):
        joint = float32_softmax(rng, shape)
        expected = reference.mutual_information(joint)
        assert_close(mutual_information(joint), expected, rtol=FLOAT32_SUMS, atol=FLOAT32_SUMS)
    # Within 1e-6 of 1.
    assert_close(mutual_information([[0.5, 0], [0, 0.5 + 5e-7]]), math.log(2), atol=FLOAT32_SUMS)


@criterion()
def test_refuses_what_is_not_a_distribution(mutual_information):
    for bad in (
        ((0.5, 0.5), (0.5, 0.5)),
        ((0.5, 0.50001),),
        ((0.5, 0.499995),),
        ((1.5, -0.5), (0, 0)),
        ((3, 1), (2, 2)),
        ((math.nan, 1), (0, 0)),
    ):
        with raises(ValueError):
            mutual_information([list(row) for row in bad])


@criterion()
def test_leaves_its_arguments_unchanged(mutual_information, rng):
    (p,) = dyadic_sparse_distributions(rng, (6,))
    joint = p.reshape(2, 3)
    assert_unchanged(mutual_information, joint)
    assert_unchanged(mutual_information, joint.tolist())


# Known mistakes


mistake = mistakes_of(mutual_information, example=([[0.4, 0.1], [0.1, 0.4]],))


@mistake("This is H(X) + H(Y). What both tell was counted twice: subtract the joint entropy H(X, Y).")
def mutual_information_without_joint_entropy(joint, base=math.e):
    joint = as_distribution(joint)
    return entropy(joint.sum(axis=1), base) + entropy(joint.sum(axis=0), base)


@mistake("This is the joint entropy H(X, Y), all that both tell. The shared part is H(X) + H(Y) - H(X, Y).")
def mutual_information_as_joint_entropy(joint, base=math.e):
    return entropy(np.ravel(joint), base)


@mistake(
    "This is H(X, Y) - H(Y), what remains unknown about X when Y is known. Subtract it from H(X) to get what Y tells."
)
def mutual_information_as_conditional_entropy(joint, base=math.e):
    joint = as_distribution(joint)
    return max(0.0, entropy(joint.ravel(), base) - entropy(joint.sum(axis=0), base))


@mistake(
    "This is H(X, Y) - H(X), what remains unknown about Y when X is known. Subtract it from H(Y) to get what X tells."
)
def mutual_information_as_conditional_entropy_of_the_second(joint, base=math.e):
    joint = as_distribution(joint)
    return max(0.0, entropy(joint.ravel(), base) - entropy(joint.sum(axis=1), base))


@mistake("The sign is wrong: H(X, Y) - H(X) - H(Y). It is the other way round, and never below 0.")
def mutual_information_with_the_wrong_sign(joint, base=math.e):
    return -mutual_information(joint, base)


@mistake("The logarithms are added up without weights. Each counts with the probability of its cell, p(x, y).")
def mutual_information_without_weights(joint, base=math.e):
    joint = as_distribution(joint)
    both = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(joint / both)
    return float(logs[joint > 0].sum() / math.log(base))


@mistake(
    "The divergence runs the wrong way, from the product of the margins to the joint table. The joint table is the truth "
    "and comes first."
)
def mutual_information_reversed(joint, base=math.e):
    joint = as_distribution(joint)
    product = np.outer(joint.sum(axis=1), joint.sum(axis=0))
    return kl_divergence(product.ravel(), joint.ravel(), base)


@mistake(
    "The result is divided by the joint entropy. That normalised form is another quantity: return the difference itself."
)
def mutual_information_normalised(joint, base=math.e):
    joint = as_distribution(joint)
    together = entropy(joint.ravel())
    shared = entropy(joint.sum(axis=1)) + entropy(joint.sum(axis=0)) - together
    return max(0.0, shared / together) if together > 0 else 0.0


@mistake(
    "This is always in nats: the base is ignored. Pass base on to the entropies.", example=([[0.5, 0.0], [0.0, 0.5]], 2)
)
def mutual_information_with_natural_log_only(joint, base=math.e):
    return mutual_information(joint)


@mistake(
    "This is always in bits, but nats are the default. Pass base on.",
    example=([[0.5, 0.0], [0.0, 0.5]],),
)
def mutual_information_in_bits_only(joint, base=math.e):
    return mutual_information(joint, 2)


@mistake(
    "Cells of probability 0 give 0 * log 0 = nan. They never occur: leave them out of the sum.",
    example=([[0.5, 0.0], [0.0, 0.5]],),
)
def mutual_information_nan_at_zero(joint, base=math.e):
    joint = as_distribution(joint)
    product = np.outer(joint.sum(axis=1), joint.sum(axis=0))
    return float(np.sum(joint * np.log(joint / product)) / math.log(base))


@mistake(
    "The table is not checked, or it is normalised, so counts are accepted. Raise ValueError unless all cells are >= 0 and "
    "sum to 1.",
    example=([[3, 1], [2, 2]],),
)
def mutual_information_of_counts(joint, base=math.e):
    joint = np.array(joint, dtype=float)
    joint /= joint.sum()
    shared = entropy(joint.sum(axis=1), base) + entropy(joint.sum(axis=0), base) - entropy(joint.ravel(), base)
    return max(0.0, shared)


TABLE = ((0.5, 0.125), (0.125, 0.25))
SKEW = ((0.5, 0.125), (0.3125, 0.0625))


@mistake(
    "The rows' entropies are averaged as if all rows were equally likely. H(Y|X) weights each by its probability, p(x).",
    example=(TABLE,),
)
def mutual_information_with_a_plain_mean_over_rows(joint, base=math.e):
    joint = as_distribution(joint)
    rows = [entropy(row / row.sum(), base) for row in joint if row.sum() > 0]
    return max(0.0, float(entropy(joint.sum(axis=0), base) - np.mean(rows)))


@mistake(
    "The columns' entropies are averaged as if all columns were equally likely. H(X|Y) weights each by its probability, "
    "p(y).",
    example=(SKEW,),
)
def mutual_information_with_a_plain_mean_over_columns(joint, base=math.e):
    joint = as_distribution(joint)
    columns = [entropy(column / column.sum(), base) for column in joint.T if column.sum() > 0]
    return max(0.0, float(entropy(joint.sum(axis=1), base) - np.mean(columns)))


@mistake(
    "The margins are exchanged: sum(axis=0) belongs to the columns, sum(axis=1) to the rows. The product must have the "
    "shape of the table.",
    example=(SKEW,),
)
def mutual_information_with_exchanged_margins(joint, base=math.e):
    joint = as_distribution(joint)
    rows, columns = joint.sum(axis=0), joint.sum(axis=1)
    total = 0.0
    for i, row in enumerate(joint):
        for j, p in enumerate(row):
            if p > 0:
                if rows[i] * columns[j] == 0:
                    return math.inf
                total += p * (math.log(p) - math.log(rows[i] * columns[j]))
    return max(0.0, total / math.log(base))


@mistake("This is 2 H(X, Y) - H(X) - H(Y), what the two do not share. Return H(X) + H(Y) - H(X, Y).", example=(SKEW,))
def mutual_information_as_variation(joint, base=math.e):
    joint = as_distribution(joint)
    return 2 * entropy(joint.ravel(), base) - entropy(joint.sum(axis=1), base) - entropy(joint.sum(axis=0), base)


@mistake(
    "The result is divided by the mean of both entropies, as scikit-learn's normalised form. Return it undivided.",
    example=(TABLE,),
)
def mutual_information_normalised_by_the_mean(joint, base=math.e):
    joint = as_distribution(joint)
    mean = (entropy(joint.sum(axis=1)) + entropy(joint.sum(axis=0))) / 2
    return mutual_information(joint) / mean if mean > 0 else 0.0


@mistake("The base is used twice, in the entropies and once more. Once is enough.", example=(TABLE, 10))
def mutual_information_converted_twice(joint, base=math.e):
    return mutual_information(joint, base) / math.log(base)


@mistake("The result is divided by the base itself. To change the base, divide by its logarithm.", example=(TABLE, 10))
def mutual_information_divided_by_base(joint, base=math.e):
    return mutual_information(joint) / base


@mistake("The terms are averaged over the cells. They are weighted by p(x, y) already: add them up.", example=(TABLE,))
def mutual_information_as_a_mean(joint, base=math.e):
    return mutual_information(joint, base) / np.size(joint)


@mistake("This is H(X), the entropy of the rows alone. Add H(Y), and subtract H(X, Y).", example=(TABLE,))
def mutual_information_as_entropy_of_the_rows(joint, base=math.e):
    return entropy(as_distribution(joint).sum(axis=1), base)


@mistake("This is H(Y), the entropy of the columns alone. Add H(X), and subtract H(X, Y).", example=(SKEW,))
def mutual_information_as_entropy_of_the_columns(joint, base=math.e):
    return entropy(as_distribution(joint).sum(axis=0), base)


@mistake("The table is compared with a uniform one. Compare it with the product of its margins.", example=(SKEW,))
def mutual_information_with_a_uniform_table(joint, base=math.e):
    joint = as_distribution(joint)
    return math.log(joint.size) / math.log(base) - entropy(joint.ravel(), base)


@mistake("These are absolute differences from independence. Weight logarithms: p(x, y) log p(x, y) / p(x) p(y).")
def mutual_information_of_differences(joint, base=math.e):
    joint = as_distribution(joint)
    return float(np.abs(joint - np.outer(joint.sum(axis=1), joint.sum(axis=0))).sum())


@mistake("Each term is made positive. Single terms may be negative, only their sum is not.", example=(TABLE,))
def mutual_information_of_absolute_terms(joint, base=math.e):
    joint = as_distribution(joint)
    product = np.outer(joint.sum(axis=1), joint.sum(axis=0))
    some = joint > 0
    return float(np.abs(joint[some] * np.log(joint[some] / product[some])).sum() / math.log(base))


mutual_information_with_base_2_as_default = mistake.change(
    "base=math.e",
    "base=2",
    "The default base is 2 here. Without a base, the result is in nats: base=math.e.",
    example=(TABLE,),
)
mutual_information_of_the_rows_twice = mistake.change(
    "entropy(columns, base)",
    "entropy(rows, base)",
    "The entropy of the rows is added twice. One of the two is that of the columns: joint.sum(axis=0).",
    example=(SKEW,),
)
mutual_information_of_the_columns_twice = mistake.change(
    "entropy(rows, base)",
    "entropy(columns, base)",
    "The entropy of the columns is added twice. One of the two is that of the rows: joint.sum(axis=1).",
    example=(SKEW,),
)
mutual_information_halved = mistake.change(
    "return max(0.0, shared)",
    "return max(0.0, shared) / 2",
    "The result is halved. What both tell is counted once in H(X) + H(Y) - H(X, Y): return the difference.",
    example=(TABLE,),
)
mutual_information_rounded = mistake.change(
    "return max(0.0, shared)",
    "return round(max(0.0, shared), 4)",
    "The result is rounded. Return it as it is; the example rounds for the display only.",
    example=(TABLE,),
)


# Other right answers


@alternative
def mutual_information_as_divergence(joint, base=math.e):
    joint = as_distribution(joint)
    product = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True)
    return max(0.0, special.rel_entr(joint, product).sum()) / math.log(base)


@alternative
def mutual_information_in_a_loop(joint, base=math.e):
    joint = as_distribution(joint)
    nats = 0.0
    for i in range(joint.shape[0]):
        for j in range(joint.shape[1]):
            if joint[i, j] > 0:
                nats += joint[i, j] * math.log(joint[i, j] / (joint[i].sum() * joint[:, j].sum()))
    return max(0, nats) / math.log(base)


@alternative
def mutual_information_as_entropy_minus_what_remains(joint, base=math.e):
    joint = as_distribution(joint)
    remaining = sum(column.sum() * special.entr(column / column.sum()).sum() for column in joint.T if column.any())
    return max(0.0, special.entr(joint.sum(axis=1)).sum() - remaining) / math.log(base)
