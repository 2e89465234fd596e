# %% [markdown]
# # 1. Probability fundamentals
#
# ```
# once a small fox called tom lived in the barn . he saw a ball on the hill . he danced to the barn . the sun shone .
# at night he slept in the den and dreamed of the ball . <eos>
# ```
#
# You have read 20,000 stories of this kind, and this one is new. Not one of the 20,000 begins with even the same 13
# words. So is it impossible? Hardly: every word of it makes sense where it stands. But then *how* probable is it, if
# nobody has ever seen it?
#
# A language model is a machine that answers this. It never says what comes next. It says how probable each word is to
# come next, and from these numbers it gets the probability of any text, new ones too. The rules for that are few: not,
# or, and, given, one after the other. You will write each of them as a function, and at the end your functions tell how
# probable the fox is.
#
# **You need** Python and a little numpy: arrays, sums along an axis. No statistics.
#
# **How a section works.** Each exercise is a *stub*, a function whose body is missing: its docstring says all that it
# has to do, and you write the body in place of the line `raise NotImplementedError(...)`. Then run its checks (in a
# notebook the cell below the exercise, otherwise `pytest`); they show what your function returns and what it should
# return. If you are stuck, open the three hints one at a time: the first is a nudge, the third almost the answer. Where
# it says "Guess first", do: a wrong guess is the best preparation for an answer.
#
# **Words.** Models do not read words but *tokens*: words, pieces of words, punctuation. An *outcome* is one thing that
# can happen: the die shows 5, the next token is "cat". Exactly one of the possible outcomes does happen; all of them
# together are the *sample space*. An *event* is a set of outcomes: the die shows an even number, the next token is an
# animal. The *probability* $P(A)$ of an event $A$ is a number from 0 (impossible) to 1 (certain); it is the sum of the
# probabilities of its outcomes. A *distribution* gives every outcome its probability, and they sum to 1. A number that
# depends on the outcome is a *random variable*, written $X$: what the die shows, the id of the next token, the length
# of a text. $X = 5$ is then an event, and has a probability.
#
# **Given.** The helper below checks a single probability and raises the error that the exercises promise. You may call
# it in any exercise.

# %% role="given"
import math

import numpy as np


# %% role="given"
def as_probability(p, name="p"):
    """Return `p` as a float, after checking that it is a probability.

    Args:
        p: float or int.
        name: what the error message calls it.

    Returns:
        float in [0, 1].

    Raises:
        ValueError: `p` is not in [0, 1], or is nan.

    Example:
        >>> as_probability(1)
        1.0
        >>> as_probability(1.5)
        Traceback (most recent call last):
        ...
        ValueError: p must be a probability, from 0 to 1
    """
    # Written so that nan ("not a number"), for which every comparison is False, is refused too.
    if not 0 <= p <= 1:
        raise ValueError(f"{name} must be a probability, from 0 to 1")
    return float(p)


# %% [markdown]
# ## 1.1 From counts to probabilities
#
# Start with the simplest model there is: count. In a text of 375 tokens "the" occurs 120 times, "cat" 45 times, "away"
# 15 times. The counts $w_i$ are not probabilities yet, since they do not sum to 1. Divide each by their sum:
# $$p_i = \frac{w_i}{\sum_j w_j}.$$
# This is called *normalising*. Counts 2, 1, 1 become $\frac12, \frac14, \frac14$, and $P(\text{the}) = 120/375 = 0.32$.
# Ratios stay what they were: what occurs twice as often gets twice the probability. It works for all weights that are
# not negative, not for counts only.
#
# It is also the last step of every language model. A model's scores can be negative, so *softmax* (section 2) makes
# positive numbers of them first, by the exponential function, and then normalises just as you do here. And when
# unlikely tokens have been struck out (section 8), the rest is normalised again.
#
# **Guess first.** Softmax makes $e^{w_i} / \sum_j e^{w_j}$ of the weights. If you gave it the *counts* 120, 45, 80, ...
# instead of scores: what would become of "cat"? The plot below the exercise answers.


# %% exercise="normalize" tier="core" points=1 difficulty=1 minutes=8
def normalize(weights):
    """Turn weights, such as counts, into probabilities: each is divided by the sum of all.

    Args:
        weights: array_like of shape (V,), ints or floats, each at least 0, with a sum below 1e308. Left unchanged.

    Returns:
        float64 array of shape (V,), in the order of `weights`, each entry in [0, 1], summing to 1. A weight of 0 gets
        probability 0.0. Weights that sum to 1 already stay what they are, but for rounding.

    Raises:
        ValueError: a weight is negative, infinite or nan, all weights are 0, or there are none.

    Example:
        >>> normalize([1, 2, 1]).tolist()
        [0.25, 0.5, 0.25]

    In an LLM: turns counts into a model's probabilities, and makes what a filter left of a distribution sum to 1 again.

    Source: Kolmogorov, "Foundations of the Theory of Probability", 1933.
    """
    weights = np.array(weights, dtype=float)
    if not np.all((weights >= 0) & np.isfinite(weights)) or not weights.any():
        raise ValueError("weights must be finite and >= 0, and not all of them 0")
    if np.isinf(weights.sum()):
        weights /= 2 * weights.size  # only ratios count, and these have a finite sum
    return weights / weights.sum()


# %% [markdown] hints="normalize"
# 1. What must the results sum to? By which one number do you have to divide all weights to get there?
# 2. Make an array with `np.asarray(weights, dtype=float)`, refuse what is not allowed with a ValueError, then divide by
#    its sum. A list cannot be divided, an array can.
# 3. `np.all(w >= 0)` is False if an entry is negative or nan, and `np.isfinite(w)` finds infinities. If `w.sum()` is 0
#    there is nothing to divide by (an empty array has the sum 0, too). What is left is one division. Do not write
#    `w /= ...`: that can change the caller's array.

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: on the left eight bars from 0.04 to 0.32, as unequal as the counts; on the right a single bar
    # of height 1, for "the".
    import matplotlib.pyplot as plt

    vocabulary = ["the", "cat", "sat", "on", "mat", "dog", "ran", "away"]
    counts = np.array([120, 45, 30, 80, 25, 40, 20, 15])
    probabilities = normalize(counts)
    softmax_of_counts = normalize(np.exp(counts - counts.max()))

    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4), sharey=True)
    left.bar(vocabulary, probabilities, color="#0072B2")
    left.set(ylabel="probability", title="Normalised counts keep their ratios")
    right.bar(vocabulary, softmax_of_counts, color="#D55E00", hatch="//")
    right.set(title="Softmax of counts gives everything to one token", ylim=(0, 1.1))
    for axes, heights in ((left, probabilities), (right, softmax_of_counts)):
        axes.set(xlabel="token")
        for position, height in enumerate(heights):
            axes.annotate(f"{height:.2f}", (position, height), textcoords="offset points", xytext=(0, 3), ha="center")
    figure.tight_layout()

    for token, p in zip(vocabulary, probabilities, strict=True):
        print(f"P({token:4}) = {p:.4f}")
    print(f"sum     = {probabilities.sum():.6f}")
    plt.show()

# %% [markdown]
# <details><summary>What came out</summary>
#
# Softmax of counts gives everything to "the". It looks at differences, not at ratios: 120 is 40 more than 80, the
# second largest, and $e^{40}$ is a number with 18 digits. Of the *logarithms* of the counts it would give the same as
# `normalize`, since $e^{\log w} = w$.
#
# </details>
#
# <details><summary>If it went wrong</summary>
#
# Divided by the largest weight, or by how many there are, numbers look like probabilities, but their sum is not 1. And
# if all weights are 0, then 0/0 is nan ("not a number"). It raises nothing, and spreads through all that follows: that
# is why the docstring asks for an error.
#
# </details>
#
# ## 1.2 Not
#
# Either $A$ happens or it does not, so the two probabilities sum to 1:
# $$P(\text{not } A) = 1 - P(A).$$
# "Not $A$" is called the *complement* of $A$. If "the" has probability 0.32, then something else comes with probability
# $1 - 0.32 = 0.68$.
#
# One subtraction, and yet it turns hard questions into easy ones.
#
# **Guess first.** A model solves a task with probability 0.2. You let it try 10 times, each time afresh. How probable
# is it that it succeeds *at least once*?
#
# <details><summary>The number</summary>
#
# Not $10 \cdot 0.2 = 2$: no probability is above 1. "At least once" is many cases; "never" is only one. All 10 fail
# with probability $0.8^{10} = 0.107$, so at least one succeeds with probability $1 - 0.107 = 0.893$. Benchmarks report
# this number for code, under the name pass@10.
#
# </details>


# %% exercise="complement" tier="core" points=1 difficulty=1 minutes=4
def complement(p):
    """Probability that an event of probability `p` does not happen.

    Args:
        p: float or int in [0, 1].

    Returns:
        float in [0, 1]: 1.0 for an impossible event (``p = 0``), 0.0 for a certain one (``p = 1``).

    Raises:
        ValueError: `p` is not in [0, 1], or is nan.

    Example:
        >>> complement(0.25)
        0.75

    In an LLM: the probability that the next token is any other than this one.

    Source: Kolmogorov, "Foundations of the Theory of Probability", 1933.
    """
    return 1 - as_probability(p)


# %% [markdown] hints="complement"
# 1. It happens, or it does not. What do the two probabilities sum to?
# 2. Check `p` first. `as_probability(p)` raises the ValueError for you and returns the probability otherwise.
# 3. Subtract what `as_probability(p)` returns from 1.

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# $p/(1-p)$ is another number, the *odds*: 4 to 1 for a probability of 0.8. And a result such as -31 comes from percents
# that were not divided by 100: an argument that is no probability must raise an error.
#
# </details>
#
# ## 1.3 Or
#
# The next token is "the" (0.32) or "cat" (0.12): together 0.44, for they cannot both be the next one. But suppose that
# a text contains a number with probability 0.5, and a name with probability 0.4. Number *or* name, is that 0.9?
#
# Not unless no text contains both. $A$ *or* $B$ happens if at least one of them does. Adding their probabilities counts
# the outcomes that belong to both twice, so take these away once:
# $$P(A \text{ or } B) = P(A) + P(B) - P(A \text{ and } B).$$
# A die: "even" is {2, 4, 6}, "at most 3" is {1, 2, 3}, and both hold for {2} only. So one or the other has the
# probability $\frac12 + \frac12 - \frac16 = \frac56$. Indeed just the 5 is missing. Events that exclude each other have
# $P(A \text{ and } B) = 0$: only then may you simply add.
#
# Three numbers that you are handed may contradict each other: an overlap larger than one of the events, say. Then the
# formula still gives a number, a plausible and wrong one. Your function shall notice. Only be patient with rounding: in
# floating point `0.1 + 0.2` is larger than `0.3`.


# %% exercise="union_probability" tier="core" points=1 difficulty=2 minutes=10
def union_probability(p_a, p_b, p_ab):
    """Probability ``P(A) + P(B) - P(A and B)`` that at least one of two events happens.

    Args:
        p_a: float or int in [0, 1], the probability of A.
        p_b: float or int in [0, 1], the probability of B.
        p_ab: float or int in [0, 1], the probability that both happen; 0 if they exclude each other.

    Returns:
        float in [0, 1]; neither above 1 nor below 0, not even by rounding.

    Raises:
        ValueError: an argument is not in [0, 1] or is nan; or the three cannot belong together, since `p_ab` is larger
            than `p_a` or `p_b`, or the result would be larger than 1. An excess of up to 1e-9 counts as rounding, and
            is no error.

    Example:
        >>> union_probability(0.5, 0.5, 0.25)
        0.75
        >>> union_probability(0.5, 0.25, 0)
        0.75

    In an LLM: the probability that the next token is one of two, or that an answer has one fault or another.

    Source: de Moivre, "The Doctrine of Chances", 1718.
    """
    p_a, p_b, p_ab = as_probability(p_a, "p_a"), as_probability(p_b, "p_b"), as_probability(p_ab, "p_ab")
    union = p_a + p_b - p_ab
    if p_ab > min(p_a, p_b) + 1e-9 or union > 1 + 1e-9:
        raise ValueError("p_ab does not fit p_a and p_b")
    return min(1.0, max(0.0, union))


# %% [markdown] hints="union_probability"
# 1. Draw two overlapping circles. If you add their areas, which part have you counted twice?
# 2. Check each argument with `as_probability`. Then compute the union, and refuse two contradictions: an overlap larger
#    than the smaller event, and a union above 1; both with 1e-9 to spare.
# 3. With `union = p_a + p_b - p_ab`, raise a ValueError if `p_ab` exceeds `min(p_a, p_b)` by more than 1e-9, or `union`
#    exceeds 1 by more than 1e-9. What rounding leaves above 1 or below 0 is cut off, with `min` and `max`.

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# Writing $P(A)\,P(B)$ for the overlap is right for *independent* events only (1.7). If a right triple is refused, look
# at the 1e-9: compare with a little to spare, in both places. And cut off what rounding leaves outside of 0 to 1, or
# the next function will refuse your result.
#
# </details>
#
# ## 1.4 And
#
# Read $P(B \mid A)$ as "the probability of $B$ *given* $A$": how probable $B$ is once you know that $A$ has happened.
# Both happen if first $A$ does, and then $B$ does, too:
# $$P(A \text{ and } B) = P(A)\,P(B \mid A).$$
# This is the *product rule*. Two aces from a deck of 52 cards: the first card is one with probability 4/52, and then 3
# of the 51 cards that are left are aces: $\frac{4}{52} \cdot \frac{3}{51} = 0.0045$. A text starts with "the" with
# probability 0.32, and "cat" follows "the" with probability 0.15: it starts with "the cat" with probability $0.32 \cdot
# 0.15 = 0.048$.
#
# Remember this rule. What a language model puts out is $P(\text{next token} \mid \text{all tokens before})$, and the
# product rule, again and again, makes the probability of a text of it. The fox needs nothing more.
#
# **Guess first.** Which is more probable: that tomorrow's first mail is spam, or that it is spam and contains the word
# "free"?
#
# <details><summary>An answer</summary>
#
# The first, always. "Spam and free" happens only when "spam" does, so it can be at most as probable: the product rule
# multiplies by a number of at most 1. People asked about detailed stories say the opposite surprisingly often, because
# a detailed story *sounds* more like the truth.
#
# </details>


# %% exercise="joint_probability" tier="core" points=1 difficulty=1 minutes=4
def joint_probability(p_a, p_b_given_a):
    """Probability ``P(A) P(B | A)`` that two events both happen.

    Args:
        p_a: float or int in [0, 1], the probability of A.
        p_b_given_a: float or int in [0, 1], the probability of B once A has happened.

    Returns:
        float in [0, 1], at most the smaller of the two arguments.

    Raises:
        ValueError: an argument is not in [0, 1], or is nan.

    Example:
        >>> joint_probability(0.5, 0.25)
        0.125

    In an LLM: the probability of a token and the one after it.

    Source: de Moivre, "The Doctrine of Chances", 1718.
    """
    return as_probability(p_a, "p_a") * as_probability(p_b_given_a, "p_b_given_a")


# %% [markdown] hints="joint_probability"
# 1. Of 100 texts, 50 start with A. Of these 50, a quarter goes on with B. How many of the 100 is that?
# 2. A share of a share: multiply. Both arguments must be probabilities.
# 3. Check each with `as_probability`, and return the product of the two.

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# A result larger than one of the arguments cannot be: then you have added. And in a real text $P(A)\,P(B)$ will not do
# in place of $P(A)\,P(B \mid A)$: after "the", "cat" is more probable than elsewhere.
#
# </details>
#
# ## 1.5 Marginals: from two variables to one
#
# Ask about two words at once: the first word $X$ of a text, and the word $Y$ after it, both as ids. Their *joint
# distribution* is a table with a row for each value of $X$ and a column for each value of $Y$. The cell in row $i$ and
# column $j$ is $P(X = i, Y = j)$, the probability of this row *and* this column, and all cells together sum to 1.
#
# How probable is "cat" as the *second* word, whatever the first one is? Each first word is one way to get there, the
# ways exclude each other, so add them up. To forget a variable, sum it out:
# $$P(X = i) = \sum_j P(X = i, Y = j), \qquad P(Y = j) = \sum_i P(X = i, Y = j).$$
# These sums used to be written into the margins of the table, hence the name *marginal* distribution. In
# $\begin{pmatrix} 0.1 & 0.2 & 0.1 \\ 0.2 & 0.3 & 0.1 \end{pmatrix}$ the rows sum to 0.4 and 0.6, the columns to 0.3,
# 0.5 and 0.2.
#
# **Guess first.** `table.sum(axis=0)` of this table: does it have two entries or three?
#
# <details><summary>The answer</summary>
#
# Three: 0.3, 0.5, 0.2. `axis` is the axis that *disappears*, in numpy and in this exercise. Summing over axis 0 runs
# down the rows and leaves a number for each column.
#
# </details>
#
# **Given.** Two helpers check tables and return a new array. "Sums to 1" means within 1e-6, after conversion to
# float64: a float32 softmax misses 1 by up to about that much, and a limit of 1e-8 would refuse most real model output.


# %% role="given"
def as_table(table, name="table"):
    """Return `table` as a new float64 array of shape (R, C), after checking that it holds counts or probabilities.

    Args:
        table: array_like of shape (R, C).
        name: what the error message calls it.

    Returns:
        float64 array, a copy: changing it does not change the argument.

    Raises:
        ValueError: an entry is negative, infinite or nan, or there are not exactly two axes.

    Example:
        >>> as_table([[1, 0], [2, 5]]).tolist()
        [[1.0, 0.0], [2.0, 5.0]]
    """
    table = np.array(table, dtype=float)
    if table.ndim != 2 or not np.all((table >= 0) & np.isfinite(table)):
        raise ValueError(f"{name} must have two axes and finite entries >= 0")
    return table


def as_joint(joint):
    """Return `joint` as a new float64 array of shape (R, C), after checking that it is a joint distribution.

    Args:
        joint: array_like of shape (R, C), ``joint[i, j]`` is the probability of ``X = i`` and ``Y = j``.

    Returns:
        float64 array, a copy: changing it does not change the argument.

    Raises:
        ValueError: there are not exactly two axes, an entry is negative, infinite or nan, or the entries do not sum to
            1 within 1e-6.

    Example:
        >>> as_joint([[0.5, 0.5]]).tolist()
        [[0.5, 0.5]]
        >>> as_joint([[0.5, 0.25]])
        Traceback (most recent call last):
        ...
        ValueError: the entries of joint must sum to 1
    """
    joint = as_table(joint, "joint")
    if abs(joint.sum() - 1) > 1e-6:
        raise ValueError("the entries of joint must sum to 1")
    return joint


# %% exercise="marginal" tier="core" points=1 difficulty=1 minutes=8
def marginal(joint, axis):
    """Distribution of one of two variables, from the joint distribution of both.

    Args:
        joint: array_like of shape (R, C), ``joint[i, j]`` is the probability of ``X = i`` and ``Y = j``; all cells sum
            to 1. Checked, not normalised, and left unchanged.
        axis: int, 0 or 1, the axis that is summed out, as in numpy: 0 sums over the rows and leaves the distribution
            of Y, 1 sums over the columns and leaves the distribution of X.

    Returns:
        float64 array of shape (C,) for ``axis = 0`` and of shape (R,) for ``axis = 1``. It sums to what `joint` does:
        1 within 1e-6.

    Raises:
        ValueError: `joint` does not have exactly two axes, has a negative, infinite or nan cell, or does not sum to 1
            within 1e-6.

    Example:
        >>> marginal([[0.5, 0.25, 0.0], [0.0, 0.0, 0.25]], 0).tolist()
        [0.5, 0.25, 0.25]
        >>> marginal([[0.5, 0.25, 0.0], [0.0, 0.0, 0.25]], 1).tolist()
        [0.75, 0.25]

    In an LLM: the distribution of a token when the token before it is not known.

    Source: Feller, "An Introduction to Probability Theory and Its Applications", 1950.
    """
    return as_joint(joint).sum(axis=axis)


# %% [markdown] hints="marginal"
# 1. A table with 2 rows and 3 columns: how many numbers should be left after the rows have been summed out?
# 2. numpy's `sum` takes an `axis`, and means by it what is meant here.
# 3. `as_joint` returns a checked array; call its method `sum` with the `axis` that you were given, and without
#    `keepdims`.

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: a table of two rows and three columns, dark where a cell is probable. Above it the sums of the
    # columns as bars, 0.40, 0.40 and 0.20; to its right the sums of the rows, 0.60 and 0.40.
    import matplotlib.pyplot as plt

    first_words, next_words = ["the", "a"], ["cat", "dog", "mat"]
    joint = np.array([[0.30, 0.20, 0.10], [0.10, 0.20, 0.10]])
    of_first, of_next = marginal(joint, axis=1), marginal(joint, axis=0)

    figure, grid = plt.subplots(
        2, 2, figsize=(7, 4.5), gridspec_kw={"width_ratios": [3, 1], "height_ratios": [1, 2]}, layout="constrained"
    )
    top, corner, middle, side = grid.ravel()
    corner.axis("off")
    middle.imshow(joint, cmap="Blues", vmin=0, vmax=0.5, aspect="auto")
    for (row, column), p in np.ndenumerate(joint):
        middle.text(column, row, f"{p:.2f}", ha="center", va="center")
    middle.set(xticks=range(3), xticklabels=next_words, yticks=range(2), yticklabels=first_words)
    middle.set(xlabel="next word Y", ylabel="first word X")
    top.bar(range(3), of_next, color="#0072B2")
    top.bar_label(top.containers[0], fmt="%.2f", padding=2)
    top.set(xlim=(-0.5, 2.5), ylim=(0, 0.6), xticks=[], ylabel="P(Y)")
    side.barh(range(2), of_first, color="#0072B2")
    side.bar_label(side.containers[0], fmt="%.2f", padding=3)
    side.set(ylim=(1.5, -0.5), xlim=(0, 0.9), yticks=[], xlabel="P(X)")
    figure.suptitle("Sums of columns and rows: the marginals of a joint distribution")

    print(f"P(X): {of_first.round(2)}, sum {of_first.sum():.2f}")
    print(f"P(Y): {of_next.round(2)}, sum {of_next.sum():.2f}")
    plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# On a square table the wrong axis raises no error: it answers the other question. Check with a table of two rows and
# three columns. And a mean is no marginal: means of rows do not sum to 1.
#
# </details>
#
# ## 1.6 Conditional distributions
#
# Turn the product rule round. You *know* that the first word is "the": what comes next?
# $$P(Y = j \mid X = i) = \frac{P(X = i, Y = j)}{P(X = i)}.$$
# Keep the row $i$ of the joint table and forget all others. What is left does not sum to 1 any more; dividing by the
# row's sum, which is the marginal $P(X = i)$, makes it a distribution again. Counts do as well as probabilities, since
# a common factor cancels: of $\begin{pmatrix} 1 & 3 \\ 1 & 1 \end{pmatrix}$ the first row has the sum 4 and becomes
# $(0.25, 0.75)$, the second becomes $(0.5, 0.5)$.
#
# Look at what this table is: a row for each context, and in it the probability of each next token. It is a *language
# model*, a small one that remembers a single token. A Transformer does the same for contexts of thousands of tokens,
# too many to have a row each: so it computes the row that you ask for.
#
# **Guess first.** After "New" comes "York" half of the time, say. Before "York", how often stands "New"?
#
# <details><summary>An answer</summary>
#
# The half does not tell. But it will be far more than half: few other words bring "York" with them. $P(Y \mid X)$ and
# $P(X \mid Y)$ are different questions about the same cell: one divides it by the sum of its row, the other by the sum
# of its column. Mixing them up is known as the prosecutor's fallacy; section 6 shows how to get from one to the other.
#
# </details>


# %% exercise="conditional_distribution" tier="core" points=2 difficulty=2 minutes=12
def conditional_distribution(joint):
    """Distribution of the column given the row, for every row of a table.

    Args:
        joint: array_like of shape (R, C), ints or floats, each at least 0: the joint probabilities or the counts of
            ``X = i`` and ``Y = j``. They need not sum to 1; the sum of a row is below 1e308. Left unchanged.

    Returns:
        float64 array of shape (R, C): entry ``[i, j]`` is ``P(Y = j | X = i)``, so every row sums to 1. A row that is
        all 0 stays a row of zeros: nothing is known about it.

    Raises:
        ValueError: `joint` does not have exactly two axes, or has a negative, infinite or nan entry.

    Example:
        >>> conditional_distribution([[1, 3], [1, 1]]).tolist()
        [[0.25, 0.75], [0.5, 0.5]]
        >>> conditional_distribution([[0, 0], [1, 1]]).tolist()
        [[0.0, 0.0], [0.5, 0.5]]

    In an LLM: the next token given the context, as a table.

    Source: Jurafsky and Martin, "Speech and Language Processing", 2000.
    """
    table = as_table(joint, "joint")
    huge = np.isinf(table.sum(axis=1))
    table[huge] /= 2 * table.shape[1]  # only ratios within a row count, and these have a finite sum
    rows = table.sum(axis=1, keepdims=True)  # (R, 1)
    return np.divide(table, rows, out=np.zeros_like(table), where=rows > 0)


# %% [markdown] hints="conditional_distribution"
# 1. It is `normalize`, done to each row, except for the rows without anything in them.
# 2. `sum(axis=1, keepdims=True)` gives a column of the row sums, and dividing by a column of shape (R, 1) divides every
#    row by its own sum. Rows with the sum 0 need something else to be divided by.
# 3. After `as_table`, replace the sums that are 0 by 1, for example with `np.where(sums == 0, 1, sums)`, and divide the
#    table by that. Zeros divided by 1 stay zeros.

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: on the left a joint table, dark where a cell is probable; on the right every row divided by its
    # sum. The row of "a", pale on the left, is as dark as the others on the right, and every row sums to 1.
    import matplotlib.pyplot as plt

    first_words, next_words = ["the", "a", "his"], ["cat", "dog", "mat"]
    joint = np.array([[0.30, 0.20, 0.10], [0.02, 0.06, 0.02], [0.06, 0.03, 0.21]])
    tables = (joint, conditional_distribution(joint))
    titles = ("Joint: all cells sum to 1 ...", "... conditional: each row sums to 1")
    figure, axes = plt.subplots(1, 2, figsize=(9, 3.2), layout="constrained")
    for axis, table, title in zip(axes, tables, titles, strict=True):
        axis.imshow(table, cmap="Blues", vmin=0, vmax=0.8, aspect="auto")
        for (row, column), p in np.ndenumerate(table):
            axis.text(column, row, f"{p:.2f}", ha="center", va="center", color="white" if p > 0.5 else "black")
        axis.set(xticks=range(3), xticklabels=next_words, yticks=range(3), title=title)
        axis.set_yticklabels(
            [f"{word}: {total:.2f}" for word, total in zip(first_words, table.sum(axis=1), strict=True)]
        )
        axis.set(xlabel="next word Y", ylabel="first word X, sum of the row")
    print(conditional_distribution(joint).round(2))
    plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# `table / table.sum(axis=1)` divides *columns* by the sums of rows: numpy matches the last axes. `keepdims=True` keeps
# the sums a column of shape (R, 1), and then row is divided by row. On a square table the wrong version raises nothing
# and looks plausible. Karpathy's video course on language models, whose table of 27 characters is square, spends five
# notebook cells in a row on the shapes of `P.sum(1, keepdim=True)` and `P.sum(1)`. And a context that never occurred is
# a row of zeros, in which 0/0 would be nan.
#
# </details>
#
# ## 1.7 Independence
#
# What if the context did not matter? $X$ and $Y$ are *independent* if knowing one says nothing about the other: $P(Y =
# j \mid X = i) = P(Y = j)$ for all $i$ and $j$. Multiply by $P(X = i)$, and you have a test on the joint table:
# $$P(X = i, Y = j) = P(X = i)\,P(Y = j) \quad \text{in every cell.}$$
# The same for single events: $A$ and $B$ are independent if $P(A \text{ and } B) = P(A)\,P(B)$.
#
# $\begin{pmatrix} 0.03 & 0.07 \\ 0.27 & 0.63 \end{pmatrix}$ has the marginals $(0.1, 0.9)$ and $(0.3, 0.7)$, and $0.1
# \cdot 0.3 = 0.03$, $0.1 \cdot 0.7 = 0.07$, $0.9 \cdot 0.3 = 0.27$, $0.9 \cdot 0.7 = 0.63$: independent. Two coins that
# always agree have 0.5 where the product is 0.25: not independent.
#
# If tokens were independent, a table of word frequencies would be the best language model there is, and no context
# would help. All that a model can do better, it does by using that they are not.
#
# **Guess first.** $X$ is -1, 0 or 1 with equal probability, and $Y = X^2$. When $X$ grows from -1 to 1, $Y$ falls and
# then rises again: on the whole there is no trend. Are $X$ and $Y$ independent?
#
# <details><summary>An answer</summary>
#
# No: $X$ determines $Y$ completely. In the cell $X = 0$, $Y = 0$ stands $\frac13$, and the product of the marginals is
# $\frac13 \cdot \frac13 = \frac19$. "No trend" is called *uncorrelated* (section 10), and says much less than
# independent.
#
# </details>


# %% exercise="is_independent" tier="core" points=2 difficulty=2 minutes=12
def is_independent(joint, tol=1e-9):
    """Whether two variables are independent: ``P(X = i, Y = j) = P(X = i) P(Y = j)`` in every cell.

    Args:
        joint: array_like of shape (R, C), ``joint[i, j]`` is the probability of ``X = i`` and ``Y = j``; all cells sum
            to 1. Checked, not normalised, and left unchanged.
        tol: float, at least 0, by how much a cell may differ from the product: an absolute difference, not one in
            proportion to the cell.

    Returns:
        bool, True if no cell differs from the product of its row's and its column's marginal probability by more than
        `tol`.

    Raises:
        ValueError: `joint` does not have exactly two axes, has a negative, infinite or nan cell, or does not sum to 1
            within 1e-6.

    Example:
        >>> is_independent([[0.03, 0.07], [0.27, 0.63]])
        True
        >>> is_independent([[0.5, 0.0], [0.0, 0.5]])
        False

    Builds on: `marginal`.

    In an LLM: whether a token says anything at all about the one after it.

    Source: Feller, "An Introduction to Probability Theory and Its Applications", 1950.
    """
    joint = as_joint(joint)
    product = np.outer(marginal(joint, axis=1), marginal(joint, axis=0))  # (R, C)
    return bool(np.all(np.abs(joint - product) <= tol))


# %% [markdown] hints="is_independent"
# 1. Make the table that would be there if the variables were independent, and compare it with the one that is.
# 2. You have `marginal` for rows and columns. `np.outer(x, y)` is the table of all products `x[i] * y[j]`. Compare all
#    cells, and remember that a difference can be negative.
# 3. With `product = np.outer(rows, columns)`, return whether `abs(joint - product)` is at most `tol` in all cells.
#    `np.allclose` works only with `rtol=0, atol=tol`: by default it also allows for a relative difference.

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# One cell that fits proves nothing: all must. And `==` asks too much of floating point, where the products are off by
# about 1e-17; that is what `tol` is for.
#
# </details>
#
# **Think before you use it.** The test is for tables that are known exactly. A table that was *counted* is never
# exactly independent: of 100,000 independent pairs over 36 cells, the shares miss the products by about a thousandth,
# and the answer is False. And in a table of 50,257 by 50,257 tokens all cells are so small that with 1e-9 nearly
# everything passes as independent. Whether counts speak against independence depends on how many there are; section 11
# has the tools.
#
# ## 1.8 The chain rule: the probability of a text
#
# Here is the fox's secret. You cannot count stories that nobody has told; but the product rule cuts a story into steps:
# $$P(t_1, t_2, \dots, t_n) = P(t_1)\,P(t_2 \mid t_1)\,P(t_3 \mid t_1, t_2) \cdots P(t_n \mid t_1, \dots, t_{n-1}).$$
# Each factor asks for *one* token, given those before it. No assumption is made, and nothing is left out: the first
# token has its factor, too. "the" 0.32, "cat" after "the" 0.15, "sat" after "the cat" 0.40: the text "the cat sat" has
# the probability $0.32 \cdot 0.15 \cdot 0.40 = 0.0192$.
#
# This formula is what a language model is. To score a given text, a Transformer computes all factors in one pass; to
# write a text, it needs one after the other. Without a token that marks the end, the product is the probability that a
# text *begins* with these tokens. With an end token it is the probability of the whole text, and the texts form a
# distribution if the end token comes, sooner or later, with probability 1.
#
# **Guess first.** How probable is the text of *no* tokens at all, as a beginning?
#
# <details><summary>The answer</summary>
#
# Certain, 1: every text begins with nothing. So the product of no factors is 1, not 0. That is also what a loop gives
# that starts with 1 and multiplies.
#
# </details>
#
# **Given.** One more helper checks a list of probabilities.


# %% role="given"
def as_probabilities(p, name="p"):
    """Return `p` as a new float64 array, after checking that every entry is a probability. They need not sum to 1.

    Args:
        p: array_like of any shape, an empty one too.
        name: what the error message calls it.

    Returns:
        float64 array, a copy: changing it does not change the argument.

    Raises:
        ValueError: an entry is not in [0, 1], or is nan.

    Example:
        >>> as_probabilities([1, 0.5]).tolist()
        [1.0, 0.5]
        >>> as_probabilities([0.5, -0.5])
        Traceback (most recent call last):
        ...
        ValueError: p must be probabilities, from 0 to 1
    """
    p = np.array(p, dtype=float)
    if not np.all((p >= 0) & (p <= 1)):
        raise ValueError(f"{name} must be probabilities, from 0 to 1")
    return p


# %% exercise="sequence_probability" tier="core" points=1 difficulty=1 minutes=5
def sequence_probability(conditionals):
    """Probability of a sequence, from the probability of each token given those before it.

    Args:
        conditionals: array_like of shape (n,) with ``n >= 0``, entry i is the probability of token i given all earlier
            ones; the first entry is the probability of the first token. Left unchanged.

    Returns:
        float in [0, 1], the product of all entries: 1.0 for an empty sequence, 0.0 if one token is impossible. It is
        also 0.0 when the product is too small for a float, as that of 400 factors of 0.1.

    Raises:
        ValueError: an entry is not in [0, 1], or is nan.

    Example:
        >>> sequence_probability([0.5, 0.25, 0.5])
        0.0625
        >>> sequence_probability([])
        1.0

    In an LLM: the probability of a text; the model's output at each position is one factor.

    Source: Shannon, "A Mathematical Theory of Communication", 1948.
    """
    return math.prod(as_probabilities(conditionals, "conditionals").tolist(), start=1.0)


# %% [markdown] hints="sequence_probability"
# 1. All the tokens must come, one *and* the next *and* the next. What does "and" do with probabilities?
# 2. Check with `as_probabilities`, then multiply everything. In a loop, what must you start with, so that no factors at
#    all give the right result?
# 3. numpy has a function that multiplies all entries, as `np.sum` adds them; of no entries it gives 1. `float` makes a
#    plain number of its result.

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# A sum in place of the product can be above 1. A start of 0 makes every product 0. And a tiny result is no mistake: a
# continuation has more factors, so it is never more probable than its beginning, and 100 tokens of 0.5 each have
# $0.5^{100} \approx 8 \cdot 10^{-31}$.
#
# </details>
#
# ## 1.9 Log-probabilities: the same without underflow
#
# **Guess first.** A text of 400 tokens, each of probability 0.1. What will `sequence_probability` say?
#
# <details><summary>The number</summary>
#
# 0.0, "impossible". The right answer, $10^{-400}$, is too small for a float: a positive float is at least about $5
# \cdot 10^{-324}$, and what is smaller than half of that is rounded to 0. This is called *underflow*. A page of text is
# longer than 400 tokens, so every page would be impossible.
#
# </details>
#
# The way out is as old as the slide rule: the logarithm of a product is the sum of the logarithms.
# $$\log P(t_1, \dots, t_n) = \sum_{i=1}^n \log P(t_i \mid t_1, \dots, t_{i-1}).$$
# $\ln 0.5 + \ln 0.25 = -0.693 - 1.386 = -2.079$, and indeed $\ln 0.125 = -2.079$. The 400 tokens have the
# log-probability $400 \ln 0.1 = -921.03$, a perfectly good number. Nothing is lost by it: the logarithm increases, so
# the more probable of two texts has the larger log-probability, too. It is never above 0, as no probability is above 1.
# Here, as everywhere in machine learning, it is the natural logarithm.
#
# Models are trained and compared with it: the training loss is minus the mean log-probability of the tokens (section
# 4).


# %% exercise="sequence_log_prob" tier="core" points=2 difficulty=2 minutes=10
def sequence_log_prob(conditionals):
    """Natural logarithm of the probability of a sequence, from the probability of each token given those before it.

    Args:
        conditionals: array_like of shape (n,) with ``n >= 0``, entry i is the probability of token i given all earlier
            ones; the first entry is the probability of the first token. Left unchanged.

    Returns:
        float in [-inf, 0], the sum of the natural logarithms of all entries: 0.0 for an empty sequence, ``-inf`` if
        one token is impossible. Otherwise it is finite, however long the sequence is and however small its probability.

    Raises:
        ValueError: an entry is not in [0, 1], or is nan.

    Example:
        >>> round(sequence_log_prob([0.5, 0.25]), 4)
        -2.0794
        >>> round(sequence_log_prob([0.1] * 400), 2)
        -921.03
        >>> sequence_log_prob([0.5, 0])
        -inf

    In an LLM: how probable a text is for the model; the number that training makes larger.

    Source: Jelinek, "Statistical Methods for Speech Recognition", 1997.
    """
    conditionals = as_probabilities(conditionals, "conditionals")
    with np.errstate(divide="ignore"):  # log 0 = -inf is right: the sequence is impossible
        return float(np.log(conditionals).sum())


# %% [markdown] hints="sequence_log_prob"
# 1. Take the logarithm of each factor before anything is multiplied. What becomes of the product?
# 2. Check with `as_probabilities`, take `np.log` of the array, and sum. `np.log(0)` is `-inf`, as it should be, while
#    `math.log(0)` raises. The sum of nothing is 0.
# 3. `with np.errstate(divide="ignore"):` silences the warning about log 0. Inside of it, `np.log(p)` are the terms;
#    make one `float` of them.

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: a straight line falls from 0 to -921 for texts of 1 to 400 tokens. The logarithm of the product
    # lies on it up to 323 tokens and is minus infinity from there on.
    import matplotlib.pyplot as plt

    lengths = np.arange(1, 401)
    products = np.array([sequence_probability([0.1] * n) for n in lengths])
    sums = np.array([sequence_log_prob([0.1] * n) for n in lengths])
    seen = products > 0
    last = lengths[seen][-1]

    figure, axes = plt.subplots(figsize=(8, 4))
    axes.plot(lengths, sums, color="#0072B2")
    axes.plot(lengths[seen], np.log(products[seen]), color="#D55E00", linewidth=6, alpha=0.5)
    axes.annotate("", (last, -1000), (last, np.log(products[seen][-1])), arrowprops={"color": "#D55E00", "width": 3})
    axes.text(last - 6, -880, "logarithm of the product:\nminus infinity from here on", color="#D55E00", ha="right")
    axes.text(205, -380, "sum of the logarithms", color="#0072B2")
    axes.set(xlabel="tokens of probability 0.1", ylabel="log-probability", xlim=(0, 405), ylim=(-1000, 0))
    axes.set_title(f"After {last} tokens the product is lost, the sum is not")
    figure.tight_layout()
    for factor in (0.1, 0.05):
        underflow = next(n for n in lengths if sequence_probability([factor] * n) == 0)
        print(f"each token {factor}: the product is 0 from {underflow} tokens on")
    plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# `math.log(math.prod(...))` comes too late: the product is 0 before the logarithm is taken. The mean is not the sum: it
# is the log-probability *per token*, another useful number with another meaning. And an impossible token makes the text
# impossible: $\log 0 = -\infty$. Whoever replaces probabilities below 1e-12 by 1e-12 hides this behind a harmless
# -27.6. `np.log(0)` is `-inf`, and warns each time; `with np.errstate(divide="ignore"):` says that you know.
#
# </details>
#
# ## 1.10 Monte Carlo: probability by trying
#
# Some probabilities are too hard to compute: that a model's answer to a task is right, for instance. Then try it out.
# Repeat a random experiment, the *trial*, $n$ times and count how often the event happened:
# $$\hat p = \frac{\text{number of successes}}{n}.$$
# The more trials, the closer the frequency $\hat p$ comes to $p$ (the *law of large numbers*). It is typically off by
# $\sqrt{p(1-p)/n}$, and in 95 of 100 cases by no more than twice that (section 11 explains why).
#
# **Guess first.** A fair coin, 100 flips: how far from 0.5 is the frequency, typically? And how many flips do you need
# for one digit more?
#
# <details><summary>The numbers</summary>
#
# $\sqrt{0.25/100} = 0.05$. A tenth of that, 0.005, takes $10\,000$ flips: one more digit costs a hundred times the
# trials. So if two models solve 500 and 510 of 1000 tasks, the difference may be nothing but chance: each of them is
# off by 1.6 percentage points.
#
# </details>
#
# You do not know $p$, so you put $\hat p$ in its place. That is fine in the middle, and too hopeful at the ends: after
# 100 trials without a success it says "off by 0".
#
# A computer's random numbers come from a *generator*. It starts from a *seed* and moves on with every number drawn: the
# same seed gives the same numbers again, which makes an experiment repeatable. Your function gets such a generator and
# hands it on to each trial.
#
# How would one check a function whose result is random? Not by its digits, which depend on the order of the draws, but
# by how far it may be off: $5\sqrt{p(1-p)/n}$ is generous and still strict.


# %% exercise="monte_carlo_probability" tier="plus" points=2 difficulty=2 minutes=12
def monte_carlo_probability(trial, n, rng):
    """Estimate of a probability: the share of `n` random trials that succeed.

    Args:
        trial: function of one argument, a numpy Generator. ``trial(rng)`` performs the random experiment once and
            returns True (success) or False, as a Python or as a numpy bool.
        n: int, at least 1, how often `trial` is called: exactly so often.
        rng: numpy Generator, such as ``np.random.default_rng(0)``. All randomness comes from it: every call of `trial`
            gets this very generator, neither a copy nor a new one. So two generators with the same seed give the same
            estimate, and a second estimate from the same generator is a fresh one.

    Returns:
        float in [0, 1], the number of successes divided by `n`.

    Raises:
        ValueError: `n` is not positive.

    Example:
        >>> monte_carlo_probability(lambda rng: True, 10, np.random.default_rng(0))
        1.0
        >>> estimate = monte_carlo_probability(lambda rng: rng.random() < 0.3, 2000, np.random.default_rng(0))
        >>> 0.25 < estimate < 0.35
        True

    In an LLM: the success rate of sampled answers.

    Source: Metropolis and Ulam, "The Monte Carlo Method", 1949.
    """
    if n <= 0:
        raise ValueError("n must be positive")
    successes = sum(bool(trial(rng)) for _ in range(n))
    return successes / n


# %% [markdown] hints="monte_carlo_probability"
# 1. Call `trial(rng)` again and again and count. How do you get from a count to a share?
# 2. A loop over `range(n)`; in it, `if trial(rng):` adds 1 to a counter. Do not make a generator: use the one you have.
#    And what should happen if `n` is 0?
# 3. Raise a ValueError if `n <= 0`. Otherwise `sum(bool(trial(rng)) for _ in range(n))` is the counter, and you want a
#    share.

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: 30 runs of up to 10,000 coin flips, as thin lines. After 10 flips they are anywhere from 0.2 to
    # 0.8, after 10,000 all are near 0.5; most of the way they stay in a band that narrows like 1 over the root of n.
    import matplotlib.pyplot as plt

    p, most, runs = 0.5, 10_000, 30

    def coin(rng):
        return rng.random() < p

    n = np.arange(1, most + 1)
    typical = np.sqrt(p * (1 - p) / n)
    for trials in (10, 100, 1000):
        estimates = [monte_carlo_probability(coin, trials, np.random.default_rng(seed)) for seed in range(runs)]
        off = np.sqrt(np.mean((np.array(estimates) - p) ** 2))
        print(f"{trials:5} trials: off by {off:.4f} (root mean square), typical {typical[trials - 1]:.4f}")

    figure, axes = plt.subplots(figsize=(8, 4))
    for seed in range(runs):
        frequencies = np.cumsum(np.random.default_rng(seed).random(most) < p) / n
        axes.plot(n, frequencies, color="#0072B2", linewidth=0.6, alpha=0.5)
    axes.plot(n, p + 2 * typical, n, p - 2 * typical, color="#D55E00", linestyle="--")
    axes.text(110, 0.63, "p ± 2 √(p(1 − p)/n)", color="#D55E00")
    axes.text(600, 0.38, f"{runs} runs", color="#0072B2")
    axes.set(xscale="log", xlim=(2, most), ylim=(0, 1), xlabel="trials n", ylabel="frequency of heads")
    axes.set_title("A hundred times the trials, a tenth of the error")
    figure.tight_layout()

    dice = monte_carlo_probability(lambda rng: rng.integers(1, 7, size=2).sum() == 7, 10_000, np.random.default_rng(2))
    print(f"two dice sum to 7: {dice:.4f} of 10000 throws; exactly 1/6 = {1 / 6:.4f}")
    plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# A new `default_rng(0)` inside the loop repeats the same trial $n$ times. The global `np.random.seed` is no better: any
# other code that draws a number changes your result. And a trial that is called once too often changes all later ones.
#
# </details>

# %% [markdown]
# ## In the little world
#
# Back to the fox. His story comes from a language with 99 words, and `<eos>`, the end of a story, is one of them. You
# will meet it at the end of every section. It is small enough to look at, and it has what no other language has: a
# program wrote all its stories, drawing word after word, and so the true probability of every next word is known.
# However clever a model is, here you can see how far it is from the truth.
#
# Two files come with this notebook, in the folder `data`: 20,000 stories, and the true probabilities along a hundred
# others. The fox above belongs to the others.
#
# **Guess first.** How many of the 20,000 stories begin "once a small fox"? How many begin with the same 12 words as the
# fox's, up to "he"? And how probable is the whole story: one in a thousand, in a million, in a million millions?
#
# **Given.** A helper that reads a file of the little world.


# %% role="given"
def world_data(name):
    """The arrays of the file `data/<name>.npz` by their names; the folder `data` lies beside this notebook or module.

    Args:
        name: str, such as ``"stories"``.

    Returns:
        dict from str to array.
    """
    from pathlib import Path

    here = Path(globals().get("__file__", ""))  # a notebook has no __file__ and runs in its own folder
    with np.load(here.parent / "data" / f"{name}.npz") as arrays:
        return dict(arrays)


# %% role="demo"
if __name__ == "__main__":
    # The plot in words: the probability that a story begins as the fox's does, against the number of words, on a
    # logarithmic scale. The share among 20,000 stories ends after 12 words, the chain rule goes on to the last one.
    import matplotlib.pyplot as plt

    truth, stories = world_data("truth"), world_data("stories")
    vocabulary = truth["vocabulary"]
    fox = truth["ids"][: np.argmin(truth["ids"]) + 1]  # up to the first <eos>, whose id is 0
    words = vocabulary[fox]
    conditionals = truth["next_word"][np.arange(len(fox)), fox]  # each word's true probability, given all before it

    library = " ".join(vocabulary[stories["train"]]).split("<eos>")[:-1]
    library = [f"{story.strip()} <eos> " for story in library]
    lengths = np.arange(1, len(fox) + 1)
    begun = np.array([sum(story.startswith(" ".join(words[:n]) + " ") for story in library) for n in lengths])
    counted = begun / len(library)
    chained = np.array([sequence_probability(conditionals[:n]) for n in lengths])
    whole = sequence_log_prob(conditionals)
    blind = sequence_log_prob(np.full(len(fox), 1 / len(vocabulary)))
    seen = begun > 0

    figure, axes = plt.subplots(figsize=(10, 4.6))
    axes.plot(lengths, chained, color="#0072B2")
    axes.plot(lengths[seen], counted[seen], "o", color="#D55E00", markersize=5)
    axes.text(20, 1e-7, "chain rule, with the true\nprobability of each word", color="#0072B2")
    axes.text(12.2, 1e-11, "dots: share of\n20,000 stories,\nnone is left here", color="#D55E00", ha="right")
    axes.axvline(lengths[seen][-1] + 0.5, color="#D55E00", linestyle=":")
    axes.set(yscale="log", xlim=(0, len(fox) + 1), ylabel="probability of the beginning")
    axes.set_xticks(lengths, words, rotation=90, fontsize=8)
    axes.set_title(f"Counting gives out after {lengths[seen][-1]} words, the chain rule does not")
    figure.tight_layout()

    for n in (1, 2, 4, 8, 12, 13):
        print(
            f"{n:2} words: {begun[n - 1]:6} of {len(library)} = {counted[n - 1]:.5f}, chain rule {chained[n - 1]:.5f}"
        )
    print(f"the whole story: probability {chained[-1]:.1e}, logarithm {whole:.2f}")
    print(f"with 1/99 for every word, the logarithm would be {blind:.2f}")
    plt.show()

# %% [markdown]
# <details><summary>What came out</summary>
#
# 300 stories begin "once a small fox", one is left after 12 words, none after 13. But the fox's story is not
# impossible, it is only rare: one story in $3.5 \cdot 10^{12}$ is exactly this one. That is the answer to the question
# of this section. Nor is the fox an exception: of 2,000 further stories, just one is among the 20,000. Whoever counts
# whole stories knows nothing about a new one.
#
# The chain rule does not need the whole story to have been seen. Each factor asks for *one* word, and half of the 43
# factors are above 0.9: the flat pieces of the curve. After "at" comes "night", after "sun" comes "shone". That is the
# bargain of a language model: learn the factors, and get the probability of every text, even of those that nobody has
# written.
#
# </details>
#
# A story has one animal, and the pronoun goes with it: cats, birds, hens and owls are "she", dogs, mice, foxes and pigs
# are "he". So a story with "she" has no "he". Other pairs are not so plain.
#
# **Guess first.** For each pair, do the two words exclude each other, does one bring the other with it, or are they
# independent: she and he, cat and mat, cat and key, sang and cried?

# %% role="demo"
if __name__ == "__main__":
    # The table in words: "she" and "he" are never in one story, "cat" always brings "mat", "cat" and "key" are
    # independent, and "sang" and "cried" are together in a quarter as many stories as independent words would be.
    story_of_token = np.cumsum(stories["train"] == 0) - (stories["train"] == 0)
    holds = np.zeros((len(library), len(vocabulary)), dtype=bool)  # does this story hold this word?
    holds[story_of_token, stories["train"]] = True

    def joint_of(a, b):
        """Joint distribution of two words. Row: is `a` in the story (0 no, 1 yes)? Column: the same of `b`."""
        has_a, has_b = holds[:, vocabulary == a].ravel(), holds[:, vocabulary == b].ravel()
        return normalize(np.bincount(2 * has_a + has_b, minlength=4)).reshape(2, 2)

    print("A      B       P(A)    P(B)   A or B   A and B  P(A)P(B)  B given A")
    for a, b in (("she", "he"), ("cat", "mat"), ("cat", "key"), ("sang", "cried")):
        joint = joint_of(a, b)
        p_a, p_b = marginal(joint, axis=1)[1], marginal(joint, axis=0)[1]
        either, given_a = union_probability(p_a, p_b, joint[1, 1]), conditional_distribution(joint)[1, 1]
        verdict = "independent" if is_independent(joint, tol=0.002) else ""
        row = f"{a:6} {b:6} {p_a:.4f}  {p_b:.4f}  {either:.4f}   {joint[1, 1]:.4f}   {p_a * p_b:.4f}    {given_a:.4f}"
        print(f"{row}  {verdict}".rstrip())

# %% [markdown]
# <details><summary>What came out</summary>
#
# "she" and "he" exclude each other: $P(A \text{ and } B) = 0$, and the two probabilities may simply be added. They do
# not add up to 1, since some stories need no pronoun. "cat" brings "mat", where the cat sleeps: given "cat", its
# probability is 1. "cat" and "key" are independent: the animal says nothing about what it finds.
#
# "sang" and "cried" are the odd pair. Nothing forbids them to meet, and in a few stories they do. But independent words
# with these probabilities would meet in four times as many. Something that no story ever says keeps them apart. Do you
# see what it may be? Section 6 will find it out from the words alone.
#
# </details>
#
# ## Questions to close with
#
# <details><summary>Is a longer story always less probable than a shorter one?</summary>
#
# Than its own beginning, yes, or at most equally probable: each further word is one more factor of at most 1. Than
# another story, no. A long story of words that had to come can be more probable than a short one with a rare turn. Do
# not compare texts of different lengths by their probability without saying so; section 4 compares per word.
#
# </details>
#
# <details><summary>A colleague tests a model on 50 tasks. It solves all of them. "So it never fails", she says, "the
# formula gives an error of 0." What do you say?</summary>
#
# That the formula was fed its own answer. With $\hat p = 1$ it says 0 whatever $n$ is, and a model that fails once in
# fifty tasks would pass such a test with probability $0.98^{50} = 0.36$. Fifty successes speak against a failure rate
# of 10 % ($0.9^{50} = 0.005$), not against one of 2 %.
#
# </details>
#
# <details><summary>Two detectors of generated text each miss a tenth of it. "Together they miss only a hundredth." When
# is that true?</summary>
#
# When their misses are independent: $0.1 \cdot 0.1 = 0.01$. But detectors tend to miss the *same* texts, those that
# read most like a person's. If both miss exactly the same ones, together they still miss a tenth. The product rule
# needs $P(\text{second misses} \mid \text{first misses})$, and nobody has measured that by testing each alone.
#
# </details>
#
# Here every factor was handed to you. Where does a model get them from? It ends with a softmax, and it speaks by
# drawing from what comes out: both are next, in section 2.
