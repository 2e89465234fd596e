# %% [markdown]
# # 1. Probability fundamentals
#
# A language model never says what comes next. It says how probable each token is to come next, and everything else,
# from training to chatting, follows from these numbers. This section teaches the few rules by which probabilities are
# combined: not, or, and, given, one after the other. You will use them in all other sections.
#
# **You need** Python and a little numpy: arrays, sums along an axis. No statistics.
#
# **How a section works.** Each exercise is a *stub*, a function whose body is missing: its docstring says all that it
# has to do, and you write the body in place of the line `raise NotImplementedError(...)`. Then run its checks (in a
# notebook the cell below the exercise, otherwise `pytest`); they show what your function returns and what it should
# return. If you are stuck, open the three hints one at a time: the first is a nudge, the third almost the answer.
#
# **Where it appears.** The output of a model is a list of probabilities, one for each token of its vocabulary. The
# probability of a text is a product of them, one for each token of the text. The training loss is made of their
# logarithms.
#
# **Words.** An *outcome* is one thing that can happen: the die shows 5, the next token is "cat". Exactly one of the
# possible outcomes does happen. An *event* is a set of outcomes: the die shows an even number, the next token is an
# animal. The *probability* $P(A)$ of an event $A$ is a number from 0 (impossible) to 1 (certain); it is the sum of the
# probabilities of its outcomes. A *distribution* gives every outcome its probability, and they sum to 1. All outcomes
# together are the *sample space*. A number that depends on the outcome is a *random variable*, written $X$: what the
# die shows, the id of the next token, the length of a text. $X = 5$ is then an event, and has a probability.
#
# **Given.** The helper below checks a single probability and raises the error that the exercises promise. You may
# call it in any exercise.

# %%
import math

import numpy as np

# %%
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
# *Core, 1 point, difficulty 1 of 3, about 8 minutes.*
#
# Count how often each token occurs in a text. The counts $w_i$ are not probabilities yet, because they do not sum to 1.
# Divide each by their sum:
# $$p_i = \frac{w_i}{\sum_j w_j}.$$
# This is called *normalising*. The ratios stay what they were: what occurs twice as often gets twice the probability.
# It works for any weights that are not negative, not for counts only.
#
# **Worked number.** Counts 2, 1, 1 have the sum 4 and become $\frac12, \frac14, \frac14$. In a text of 375 tokens "the"
# occurs 120 times: $P(\text{the}) = 120/375 = 0.32$.
#
# **In a model.** The last step of every model turns scores into probabilities that sum to 1. Scores can be negative, so
# softmax (section 2) takes the exponential of each first, and then normalises just as here. After a filter has removed
# unlikely tokens (section 8), the rest is normalised again.
#
# **What goes wrong.** Three other scalings look alike. Softmax is for scores: applied to the *logarithms* of counts it
# gives the frequencies back, applied to the counts themselves it gives nearly all to the largest. Dividing by the
# maximum, or by the length of the vector, gives numbers that do not sum to 1. And if all weights are 0, then 0/0 is
# nan ("not a number"), which silently spreads through all that follows.

# %%
def normalize(weights):
    """Turn weights, such as counts, into probabilities: each is divided by the sum of all.

    Args:
        weights: array_like of shape (V,), ints or floats, each at least 0, with a sum below 1e308. Left unchanged.

    Returns:
        float64 array of shape (V,), in the order of `weights`, each entry in [0, 1], summing to 1. A weight of 0 gets
        probability 0.0. Weights that sum to 1 already stay what they are.

    Raises:
        ValueError: a weight is negative, infinite or nan, all weights are 0, or there are none.

    Example:
        >>> normalize([1, 2, 1]).tolist()
        [0.25, 0.5, 0.25]

    In an LLM: turns counts into a model's probabilities, and makes what a filter left of a distribution sum to 1 again.

    Source: Kolmogorov, "Foundations of the Theory of Probability", 1933.
    """
    raise NotImplementedError("normalize: write your code here")

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        import matplotlib.pyplot as plt

        vocabulary = ["the", "cat", "sat", "on", "mat", "dog", "ran", "away"]
        counts = np.array([120, 45, 30, 80, 25, 40, 20, 15])
        probabilities = normalize(counts)
        softmax_of_counts = normalize(np.exp(counts - counts.max()))

        figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4), sharey=True)
        left.bar(vocabulary, probabilities)
        left.set(ylabel="probability", title="Normalised counts keep their ratios")
        right.bar(vocabulary, softmax_of_counts, color="tab:red")
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
# ## 1.2 Not
#
# *Core, 1 point, difficulty 1 of 3, about 4 minutes.*
#
# Either $A$ happens or it does not, so the two probabilities sum to 1:
# $$P(\text{not } A) = 1 - P(A).$$
# "Not $A$" is called the *complement* of $A$.
#
# **Worked number.** If "the" has probability 0.32, then anything else comes with probability $1 - 0.32 = 0.68$.
#
# **In a model.** The probability that a model makes a mistake is 1 minus the probability that it is right. It is also
# the quick way to "at least once": if one answer is right with probability 0.2, then 10 answers, none of which depends
# on another, are all wrong with probability $0.8^{10} = 0.107$, and at least one is right with probability 0.893.
#
# **What goes wrong.** The *odds* $p/(1-p)$ are another number: odds of 4 to 1 are a probability of 0.8. And percents
# that were not divided by 100 give complements like -31.

# %%
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
    raise NotImplementedError("complement: write your code here")

# %% [markdown]
# ## 1.3 Or
#
# *Core, 1 point, difficulty 2 of 3, about 10 minutes.*
#
# $A$ *or* $B$ happens if at least one of them does. Adding their probabilities counts the outcomes that belong to both
# twice, so take these away once:
# $$P(A \text{ or } B) = P(A) + P(B) - P(A \text{ and } B).$$
# Two events that cannot happen together, like two different next tokens, have $P(A \text{ and } B) = 0$: only then may
# you simply add.
#
# **Worked number.** A die: "even" is {2, 4, 6}, "at most 3" is {1, 2, 3}, and both hold for {2} only. So the
# probability of one or the other is $\frac12 + \frac12 - \frac16 = \frac56$. Indeed just the 5 is missing.
#
# **In a model.** The next token is "the" (0.32) or "cat" (0.12) with probability 0.44: they exclude each other. That a
# text contains a number (0.5) or a name (0.4) is another matter: many texts contain both.
#
# **What goes wrong.** Besides adding too much: writing $P(A)P(B)$ for the overlap. That is right for *independent*
# events only (1.7). Numbers that contradict each other deserve an error: the overlap cannot be larger than either
# event, and no probability is above 1. Allow for rounding, though: in floating point `0.1 + 0.2` is larger than `0.3`.

# %%
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
    raise NotImplementedError("union_probability: write your code here")

# %% [markdown]
# ## 1.4 And
#
# *Core, 1 point, difficulty 1 of 3, about 4 minutes.*
#
# Read $P(B \mid A)$ as "the probability of $B$ *given* $A$": how probable $B$ is once you know that $A$ has happened.
# Both happen if first $A$ does, and then $B$ does, too:
# $$P(A \text{ and } B) = P(A)\,P(B \mid A).$$
# This is the *product rule*.
#
# **Worked number.** Two aces from a deck of 52 cards: the first card is one with probability 4/52, and then 3 of the 51
# cards that are left are aces: $\frac{4}{52} \cdot \frac{3}{51} = 0.0045$. A text starts with "the" with probability
# 0.32, and "cat" follows "the" with probability 0.15: it starts with "the cat" with probability $0.32 \cdot 0.15 =
# 0.048$.
#
# **In a model.** A model's output is $P(\text{next token} \mid \text{all tokens before})$. The product rule, again and
# again, makes of it the probability of a text (1.8).
#
# **What goes wrong.** Two events together are never more probable than either alone, so if a result is larger, you have
# added. And $P(A)\,P(B)$ is right only if $A$ does not change the probability of $B$: after "the", "cat" is more
# probable than elsewhere.

# %%
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
    raise NotImplementedError("joint_probability: write your code here")

# %% [markdown]
# ## 1.5 Marginals: from two variables to one
#
# *Core, 1 point, difficulty 1 of 3, about 8 minutes.*
#
# Two variables at once, say a word $X$ and the word $Y$ after it, have a *joint distribution*: a table with a row for
# each value of $X$ and a column for each value of $Y$. The cell in row $i$ and column $j$ is $P(X = i, Y = j)$, the
# probability of this row *and* this column, and all cells together sum to 1.
#
# To forget one variable, sum it out:
# $$P(X = i) = \sum_j P(X = i, Y = j), \qquad P(Y = j) = \sum_i P(X = i, Y = j).$$
# These sums used to be written into the margins of the table, hence the name *marginal* distribution.
#
# **Worked number.** $\begin{pmatrix} 0.1 & 0.2 & 0.1 \\ 0.2 & 0.3 & 0.1 \end{pmatrix}$: the rows sum to 0.4 and 0.6,
# the columns to 0.3, 0.5 and 0.2. Summing over axis 0 runs down the rows and leaves one number for each column.
#
# **In a model.** Summing out is how a question about one token is answered by a model of many: the probability that the
# *second* token is "cat" is a sum over all first tokens.
#
# **What goes wrong.** "Axis 0" could mean "keep the rows" or "sum over the rows". In numpy, and here, `axis` is the one
# that *disappears*. On a square table the wrong choice raises no error. And the mean is not a marginal: it does not sum
# to 1.
#
# **Given.** Two helpers check tables and return a new array. "Sums to 1" means within 1e-6, after conversion to
# float64: a float32 softmax misses 1 by up to about that much, and a limit of 1e-8 would refuse most real model output.

# %%
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

# %%
def marginal(joint, axis):
    """Distribution of one of two variables, from the joint distribution of both.

    Args:
        joint: array_like of shape (R, C), ``joint[i, j]`` is the probability of ``X = i`` and ``Y = j``; all cells sum
            to 1. Checked, not normalised, and left unchanged.
        axis: int, 0 or 1, the axis that is summed out, as in numpy: 0 sums over the rows and leaves the distribution
            of Y, 1 sums over the columns and leaves the distribution of X.

    Returns:
        float64 array that sums to 1, of shape (C,) for ``axis = 0`` and of shape (R,) for ``axis = 1``.

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
    raise NotImplementedError("marginal: write your code here")

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
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
        top.bar(range(3), of_next)
        top.bar_label(top.containers[0], fmt="%.2f", padding=2)
        top.set(xlim=(-0.5, 2.5), ylim=(0, 0.6), xticks=[], ylabel="P(Y)")
        side.barh(range(2), of_first)
        side.bar_label(side.containers[0], fmt="%.2f", padding=3)
        side.set(ylim=(1.5, -0.5), xlim=(0, 0.9), yticks=[], xlabel="P(X)")
        figure.suptitle("Sums of columns and rows: the marginals of a joint distribution")

        print(f"P(X): {of_first.round(2)}, sum {of_first.sum():.2f}")
        print(f"P(Y): {of_next.round(2)}, sum {of_next.sum():.2f}")
        plt.show()

# %% [markdown]
# ## 1.6 Conditional distributions
#
# *Core, 2 points, difficulty 2 of 3, about 12 minutes.*
#
# Turn the product rule round: what is $Y$ like, once $X$ is known?
# $$P(Y = j \mid X = i) = \frac{P(X = i, Y = j)}{P(X = i)}.$$
# Keep the row $i$ of the joint table, and normalise it: every row becomes a distribution of its own. Counts do as well
# as probabilities, because a common factor cancels.
#
# **Worked number.** Counts $\begin{pmatrix} 1 & 3 \\ 1 & 1 \end{pmatrix}$: the first row has the sum 4 and becomes
# $(0.25, 0.75)$, the second becomes $(0.5, 0.5)$.
#
# **In a model.** A language model *is* a conditional distribution: given the context, a distribution of the next token.
# For contexts of one token it is exactly such a table, with a row for each context (the bigram model of section 5).
#
# **What goes wrong.** $P(Y \mid X)$ and $P(X \mid Y)$ are different questions. After "New" comes "York" half of the
# time, say, but before "York" stands "New" almost always. Mixing them up is known as the prosecutor's fallacy. In
# numpy, `table / table.sum(axis=1)` divides the *columns* by the sums of the rows: `keepdims=True` keeps the sums a
# column of shape (R, 1). And a context that was never seen has a row of zeros, where 0/0 would be nan.
#
# > **From real code.** A well-known video course on language models spends five notebook cells in a row on the
# > difference between `P.sum(1, keepdim=True).shape` and `P.sum(1).shape`. With 27 characters the table is square, so
# > the version without `keepdim` raises nothing and normalises the wrong way.

# %%
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
    raise NotImplementedError("conditional_distribution: write your code here")

# %% [markdown]
# ## 1.7 Independence
#
# *Core, 2 points, difficulty 2 of 3, about 12 minutes.*
#
# $X$ and $Y$ are *independent* if knowing one says nothing about the other: $P(Y = j \mid X = i) = P(Y = j)$ for all
# $i$ and $j$. Multiplied by $P(X = i)$, this becomes a test on the joint table:
# $$P(X = i, Y = j) = P(X = i)\,P(Y = j) \quad \text{in every cell.}$$
#
# **Worked number.** $\begin{pmatrix} 0.03 & 0.07 \\ 0.27 & 0.63 \end{pmatrix}$ has the marginals $(0.1, 0.9)$ and
# $(0.3, 0.7)$, and $0.1 \cdot 0.3 = 0.03$, $0.1 \cdot 0.7 = 0.07$, $0.9 \cdot 0.3 = 0.27$, $0.9 \cdot 0.7 = 0.63$:
# independent. Two coins that always agree have 0.5 where the product is 0.25: not independent.
#
# The same for single events: $A$ and $B$ are independent if $P(A \text{ and } B) = P(A)\,P(B)$.
#
# **In a model.** If tokens were independent, context would be useless, and a table of word frequencies would be the
# best language model. A model does better because tokens depend on each other. The test of this exercise is for tables
# that are known exactly, though. A table that was *counted* is never exactly independent: of 100,000 independent pairs
# over 36 cells the counted shares miss the products by about a thousandth. And with 50,257 tokens all cells are so
# small that a fixed tolerance such as 1e-9 says yes to nearly everything. How to decide by counts is a question for
# section 11.
#
# **What goes wrong.** One cell that fits proves nothing. Neither does zero correlation, that is, no tendency of large
# $Y$ to come with large $X$ (section 10): if $X$ is -1, 0 or 1 with equal probability and $Y = X^2$, then there is no
# such tendency, yet $X$ determines $Y$ completely. And `==` asks too much of floating point: rounding makes the
# products differ by about 1e-17, so allow for a small difference.

# %%
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
    raise NotImplementedError("is_independent: write your code here")

# %% [markdown]
# ## 1.8 The chain rule: the probability of a text
#
# *Core, 1 point, difficulty 1 of 3, about 5 minutes.*
#
# The product rule, applied again and again, gives the probability of a whole sequence of tokens:
# $$P(t_1, t_2, \dots, t_n) = P(t_1)\,P(t_2 \mid t_1)\,P(t_3 \mid t_1, t_2) \cdots P(t_n \mid t_1, \dots, t_{n-1}).$$
# No assumption is made, and nothing is left out: the first token has its factor, too.
#
# **Worked number.** "the" 0.32, "cat" after "the" 0.15, "sat" after "the cat" 0.40: the text "the cat sat" has
# probability $0.32 \cdot 0.15 \cdot 0.40 = 0.0192$.
#
# **In a model.** This formula is what a language model is. To score a given text, a Transformer computes all factors in
# one pass; to write a text, it needs one after the other. Without a token that marks the end, the product is the
# probability that a text *begins* with these tokens. With an end token it is the probability of the whole text, and
# the texts form a distribution if the end token comes, sooner or later, with probability 1.
#
# **What goes wrong.** The product of *no* factors is 1, not 0: the empty text is certain to be a beginning of the text.
# And a continuation is never more probable than its beginning, just because it has more factors: 100 tokens of 0.5 each
# have $0.5^{100} \approx 8 \cdot 10^{-31}$. That is no fault of the model; but the numbers soon become too small for a
# computer (1.9).
#
# **Given.** One more helper checks a list of probabilities.

# %%
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

# %%
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
    raise NotImplementedError("sequence_probability: write your code here")

# %% [markdown]
# ## 1.9 Log-probabilities: the same without underflow
#
# *Core, 2 points, difficulty 2 of 3, about 10 minutes.*
#
# A positive float is at least about $5 \cdot 10^{-324}$. What is smaller than half of that is rounded to 0, which is
# called *underflow*.
# So add logarithms instead of multiplying probabilities:
# $$\log P(t_1, \dots, t_n) = \sum_{i=1}^n \log P(t_i \mid t_1, \dots, t_{i-1}).$$
# The logarithm of a product is the sum of the logarithms. Since the logarithm increases, the more probable of two texts
# also has the larger log-probability. It is never above 0, because no probability is above 1. Here, as everywhere in
# machine learning, it is the natural logarithm.
#
# **Worked number.** $\ln 0.5 + \ln 0.25 = -0.693 - 1.386 = -2.079$, and indeed $\ln 0.125 = -2.079$. 400 tokens of
# probability 0.1 each have the log-probability $400 \ln 0.1 = -921.03$; their product underflows, and so does that of
# the first 324 of them already (of 249 tokens, if each has 0.05).
#
# **In a model.** Models are trained and compared with log-probabilities. The training loss is minus the mean
# log-probability of the tokens.
#
# **What goes wrong.** `math.log(math.prod(...))` comes too late: the product is 0 before the logarithm is taken. The
# mean is not the sum: it is the log-probability *per token*, another useful number with another meaning. And an
# impossible token makes the text impossible: $\log 0 = -\infty$. Replacing every probability below 1e-12 by 1e-12
# hides this behind a harmless -27.6. (`np.log(0)` is `-inf` but warns each time;
# `with np.errstate(divide="ignore"):` says that you know.)

# %%
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
    raise NotImplementedError("sequence_log_prob: write your code here")

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        import matplotlib.pyplot as plt

        lengths = np.arange(1, 401)
        figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4))
        for factor, colour in ((0.1, "tab:blue"), (0.05, "tab:orange")):
            texts = [np.full(n, factor) for n in lengths]
            products = np.array([sequence_probability(text) for text in texts])
            underflow = lengths[products == 0][0]
            seen = products > 0
            left.plot(lengths[seen], products[seen], color=colour, label=f"each token {factor}")
            left.axvline(underflow, color=colour, linestyle=":", label=f"exactly 0 from {underflow} tokens on")
            right.plot(lengths, [sequence_log_prob(text) for text in texts], color=colour, label=f"each token {factor}")
            print(f"each token {factor}: the product is 0 from {underflow} tokens on")
        left.set(yscale="log", ylabel="probability of the text", title="The product underflows ...")
        left.set(ylim=(1e-323, 1e10), yticks=[1, 1e-100, 1e-200, 1e-300])
        right.set(ylabel="natural logarithm of the probability", title="... the sum of logarithms does not")
        for axes in (left, right):
            axes.set(xlabel="tokens in the text", xlim=(0, 400))
            axes.legend()
        figure.tight_layout()
        plt.show()

# %% [markdown]
# ## 1.10 Monte Carlo: probability by trying
#
# *Plus, 2 points, difficulty 2 of 3, about 12 minutes.*
#
# When a probability is too hard to compute, try it out. Repeat a random experiment, the *trial*, $n$ times and count
# how often the event happened:
# $$\hat p = \frac{\text{number of successes}}{n}.$$
# The more trials, the closer the frequency $\hat p$ comes to $p$ (the *law of large numbers*). How close? It is
# typically off by $\sqrt{p(1-p)/n}$, and in 95 of 100 cases by no more than twice that (section 11 explains why). You
# do not know $p$, so you put $\hat p$ in its place. That is fine in the middle, and too hopeful at the ends: after 100
# trials without a success it says "off by 0".
#
# **Worked number.** For a fair coin, $n = 100$ flips are typically off by $\sqrt{0.25/100} = 0.05$, and $n = 10\,000$
# by 0.005. One more digit costs a hundred times the trials.
#
# **In a model.** Sample 1000 answers and count the right ones: that is how success rates are measured, and why a
# difference of one percentage point between two models may be nothing but chance: for $p = 0.5$ each is off by 1.6
# points.
#
# **What goes wrong.** A computer's random numbers come from a *generator*, which starts from a *seed* and moves on with
# every number drawn: the same seed gives the same numbers again, which makes an experiment repeatable. So hand on the
# one generator that you were given. A new `default_rng(0)` inside the loop repeats the same trial $n$ times. The global
# `np.random.seed` is no better: any other code that draws a number changes your result.
#
# So how would one check such a function? Not by its digits, which depend on the order of the draws. Random results must
# be judged by how far they may be off: $5\sqrt{p(1-p)/n}$ is generous and still strict.

# %%
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
    raise NotImplementedError("monte_carlo_probability: write your code here")

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        import matplotlib.pyplot as plt

        p, most, seed = 0.5, 10_000, 1

        def coin(rng):
            return rng.random() < p

        n = np.arange(1, most + 1)
        frequencies = np.cumsum(np.random.default_rng(seed).random(most) < p) / n
        typical = np.sqrt(p * (1 - p) / n)

        figure, axes = plt.subplots(figsize=(8, 4))
        axes.fill_between(n, p - 2 * typical, p + 2 * typical, alpha=0.2, label="p ± 2 √(p(1 − p)/n)")
        axes.axhline(p, color="grey", linewidth=1)
        axes.plot(n, frequencies, label="running frequency of heads")
        for trials in (10, 100, 1000, 10_000):
            estimate = monte_carlo_probability(coin, trials, np.random.default_rng(seed))
            axes.plot(trials, estimate, "o", color="tab:red")
            off = abs(estimate - p)
            print(f"{trials:6} trials: {estimate:.4f}, off by {off:.4f}, typical {typical[trials - 1]:.4f}")
        axes.plot([], [], "o", color="tab:red", label="monte_carlo_probability, same seed")
        axes.set(
            xscale="log",
            xlim=(2, most),
            ylim=(0, 1),
            xlabel="trials n",
            ylabel="frequency of heads",
            title="A hundred times the trials, a tenth of the error",
        )
        axes.legend()
        figure.tight_layout()

        dice = monte_carlo_probability(lambda rng: rng.integers(1, 7, size=2).sum() == 7, 10_000, np.random.default_rng(2))
        print(f"two dice sum to 7: {dice:.4f} of 10000 throws; exactly 1/6 = {1 / 6:.4f}")
        plt.show()

# %% [markdown]
# ## In the little world
#
# ```
# once a small fox called tom lived in the barn . he saw a ball on the hill . he danced to the barn . the sun shone .
# at night he slept in the den and dreamed of the ball . <eos>
# ```
#
# This story comes from a language with 99 words, and `<eos>`, the end of a story, is one of them. You will meet it at
# the end of every section. It is small enough to look at, and it has what no other language has: a program wrote all
# its stories, drawing word after word, and so the true probability of every next word is known. However clever a
# model is, here you can see how far it is from the truth.
#
# Two files come with this notebook, in the folder `data`: 20,000 stories, and the true probabilities along a hundred
# others. The fox above belongs to the others.
#
# **Guess first.** How many of the 20,000 stories begin "once a small fox"? How many begin with the same 12 words as
# the fox's, up to "he"? And if *none* begins with the same 13, is the fox's story impossible?
#
# **Given.** A helper that reads a file of the little world.

# %%
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

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
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
        print(f"the whole story: probability {chained[-1]:.1e}, logarithm {sequence_log_prob(conditionals):.2f}")
        blind = sequence_log_prob(np.full(len(fox), 1 / len(vocabulary)))
        print(f"with 1/99 for every word, the logarithm would be {blind:.2f}")
        plt.show()

# %% [markdown]
# <details><summary>What came out</summary>
#
# 300 stories begin "once a small fox", one is left after 12 words, none after 13. But the fox's story is not
# impossible, it is only rare: one story in $3.5 \cdot 10^{12}$ is exactly this one. Of 2,000 further stories, just
# one is among the 20,000. Whoever counts whole stories knows nothing about a new one.
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

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
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
# **To think about.** Is a longer story always less probable than a shorter one?
#
# <details><summary>An answer</summary>
#
# Than its own beginning, yes, or at most equally probable: each further word is one more factor of at most 1. Than
# another story, no. A long story of words that had to come can be more probable than a short one with a rare turn. Do
# not compare texts of different lengths by their probability without saying so; section 4 compares per word.
#
# </details>
#
# Here every factor was handed to you. Where does a model get them from? It ends with a softmax, and it speaks by
# drawing from what comes out: both are next, in section 2.
