# %% [markdown]
# # 10. Covariance, correlation and attention
#
# *once a small fox called tom lived in the barn . he saw a ball on the hill . he danced to the barn . the sun shone .
# at night he slept in the ...*
#
# Where? In this language a fox sleeps in the den, a pig in the sty, an owl in the tree. But the word *fox* was said 31
# words ago, and since then there have been a barn, a ball and a hill. The model gets the bed right in each of 500
# stories that it was not trained on. At this one word it must look back over the whole story and find the one word that
# matters. How does a vector find another vector?
#
# By a number that is large when two lists of numbers go together. Statistics has had such a number for more than a
# hundred years. You begin with it, and end inside the model, at the word that looks back.
#
# **You need** means and variances (section 3), and softmax (section 2). A *vector* is a list of numbers; an *embedding*
# is the vector that a model has for a word.
# %% role="given"
import math

import numpy as np

# %% [markdown]
# **Given.** Two helpers that check what comes in: two lists of numbers that belong together, and a table of
# observations.


# %% role="given"
def as_pairs(x, y):
    """Return `x` and `y` as float64 arrays, after checking that they are pairs of numbers.

    Args:
        x: array_like of shape (n,), ``n >= 2``.
        y: array_like of shape (n,).

    Returns:
        tuple of two float64 arrays of shape (n,). Do not change them: they may be the caller's own.

    Raises:
        ValueError: they do not have one axis and the same length, there are fewer than two pairs, or a number is
            infinite or nan.

    Example:
        >>> as_pairs([1, 2], [3, 4])[1].tolist()
        [3.0, 4.0]
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if x.ndim != 1 or x.shape != y.shape or len(x) < 2:
        raise ValueError("x and y must be lists of numbers of the same length, at least two each")
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise ValueError("x and y must hold finite numbers")
    return x, y


def as_observations(X):
    """Return `X` as a float64 array, after checking that it is a table: a row for each observation.

    Args:
        X: array_like of shape (n, d), ``n >= 2`` observations of d features.

    Returns:
        float64 array of shape (n, d). Do not change it: it may be the caller's own.

    Raises:
        ValueError: `X` does not have exactly two axes, or fewer than two rows, or a number is infinite or nan.

    Example:
        >>> as_observations([[1, 2, 3], [4, 5, 6]]).shape
        (2, 3)
    """
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or len(X) < 2:
        raise ValueError("X must have two axes, and at least two rows")
    if not np.isfinite(X).all():
        raise ValueError("X must hold finite numbers")
    return X


# %% [markdown]
# ## 10.1 Covariance
#
# Two numbers are measured again and again: $x_i$ and $y_i$. Do they rise and fall together? Take from each what is
# usual for it, its mean, and multiply what is left. Where both are above their mean, or both below, the product is
# positive; where they disagree it is negative. The mean of these products is the *covariance*:
# $$\operatorname{cov}(x, y) = \frac{1}{n-1}\sum_{i=1}^n (x_i - \bar x)(y_i - \bar y).$$
# The $n - 1$ is that of section 3: with both means taken from the sample, one degree of freedom is gone. Over all
# possibilities, not a sample, one divides by $n$ (`ddof=0`).
#
# For $x = 1, 2, 3, 4$ and $y = 10, 30, 20, 50$ the means are 2.5 and 27.5. The products are $26.25, -1.25, -3.75,
# 33.75$, their sum 55, and $55/3 = 18.33$.
#
# **Guess first.** Somebody adds $10^9$ to all $x$. What happens to the covariance? And to a program that computes
# $\overline{xy} - \bar x \bar y$ instead, which is the same on paper?


# %% exercise="covariance" tier="core" points=1 difficulty=1 minutes=8
def covariance(x, y, ddof=1):
    """Covariance of two lists of numbers: the sum of products of deviations from the means, divided by ``n - ddof``.

    Args:
        x: array_like of shape (n,), ``n >= 2``. Left unchanged.
        y: array_like of shape (n,). Left unchanged.
        ddof: int, 1 for a sample or 0.

    Returns:
        float. ``covariance(x, x)`` is the variance of `x`. A number added to all entries changes nothing, even 1e9: the
        result keeps at least six digits then.

    Raises:
        ValueError: the lengths differ, there is more than one axis, there are fewer than two pairs, or a number is
            infinite or nan.

    Example:
        >>> round(covariance([1, 2, 3, 4], [10, 30, 20, 50]), 4)
        18.3333
        >>> covariance([1, 2, 3, 4], [10, 30, 20, 50], ddof=0)
        13.75

    In an LLM: how two numbers of an embedding vary together over the words.

    Source: Pearson, "Note on Regression and Inheritance in the Case of Two Parents", 1895.
    """
    x, y = as_pairs(x, y)
    return float(np.sum((x - x.mean()) * (y - y.mean())) / (len(x) - ddof))


# %% [markdown] hints="covariance"
# 1. What is left of each number when the usual is taken away? Of which numbers is a mean taken then?
# 2. Two arrays of deviations, their product entry by entry, the sum of that, one division.
# 3. After `x, y = as_pairs(x, y)`: the deviations are `x - x.mean()` and the same of y. Divide the sum of their
#    products by `len(x) - ddof`.

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# 110 in the place of 18.33 means that nothing was centred. With 13.75 the division is by n.
#
# A number added to all $x$ moves their mean as well: the deviations stay, and so does the covariance. But
# $\overline{xy} - \bar x \bar y$ subtracts two numbers of size $10^{18}$ to find one of size 18. A float has 16 digits.
# Move both lists above by $10^9$, and what comes out (times $\frac43$, for $n - 1$) is $-170.67$.
#
# </details>
#
# ## 10.2 Correlation
#
# A covariance of 18.33 is much, or little? That depends on the units: measured in cents it is a hundred times as large.
# Divide by both standard deviations, and the units go:
# $$r = \frac{\sum (x_i - \bar x)(y_i - \bar y)}{\sqrt{\sum (x_i - \bar x)^2}\,\sqrt{\sum (y_i - \bar y)^2}}.$$
# $r$ lies between $-1$ and 1. It is 1 if the points lie on a rising line, however steep, and $-1$ on a falling one. The
# numbers of 10.1 have $r = 0.83$.
#
# The divisor $n - 1$ has cancelled. It does so only if it is the same above and below the line: numpy's `cov` divides
# by $n - 1$ and its `std` by $n$, and of 1, 2, 3, 4 and 2, 4, 6, 8 this mixture makes $r = 1.33$.
#
# **Guess first.** $x = -2, -1, 0, 1, 2$ and $y = x^2$. If you know x, you know y. How large is r?
#
# <details><summary>The answer</summary>
#
# 0. Correlation sees lines. Left of 0 the points fall, right of 0 they rise, and the products cancel. $r = 0$ does not
# mean that the two have nothing to do with each other.
#
# </details>


# %% exercise="correlation" tier="core" points=2 difficulty=2 minutes=12
def correlation(x, y):
    """Pearson's correlation coefficient: the covariance of two lists of numbers, divided by both standard deviations.

    Args:
        x: array_like of shape (n,), ``n >= 2``. Left unchanged.
        y: array_like of shape (n,). Left unchanged.

    Returns:
        float in [-1, 1], never outside by rounding. Units do not matter: entries as large as 1e200 or as small as
        1e-200 are no trouble, though their squares would leave the range of floats. Nor does a number added to all
        entries: the result keeps at least six digits if 1e7 is added to numbers whose deviations are of size 1.

    Raises:
        ValueError: the lengths differ, there is more than one axis, there are fewer than two pairs, a number is
            infinite or nan, or all entries of `x` or of `y` are equal: then nothing varies, and r is not defined.

    Example:
        >>> round(correlation([1, 2, 3, 4], [10, 30, 20, 50]), 4)
        0.8315
        >>> correlation([1, 2, 3], [30, 20, 10])
        -1.0

    In an LLM: do losses and lengths of texts go together? Do people's scores and the model's?

    Source: Pearson, "Note on Regression and Inheritance in the Case of Two Parents", 1895.
    """
    x, y = as_pairs(x, y)
    if x.max() == x.min() or y.max() == y.min():
        raise ValueError("a list of equal numbers has no correlation with anything")
    x, y = x / np.abs(x).max(), y / np.abs(y).max()  # the unit is free, and squares stay in range
    x, y = x - x.mean(), y - y.mean()
    return float(np.clip(np.sum(x * y) / np.sqrt(np.sum(x * x)) / np.sqrt(np.sum(y * y)), -1.0, 1.0))


# %% [markdown] hints="correlation"
# 1. Which sums do you need? All three are made of the same two lists of deviations.
# 2. Units cancel, so divide each list by its largest absolute value before anything is squared. Refuse lists of equal
#    numbers first; `np.clip` keeps a result of 1.0000000000000002 inside.
# 3. With the deviations in `x` and `y`: the sum of `x * y`, divided by the root of the sum of `x * x` and by that of
#    `y * y`. What is left is to clip it, and to make a float of it.

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# 0.0377 means that variances were divided by, not standard deviations. 0.965 is the cosine of the angle between the
# lists: nothing was centred. nan comes from 0/0, where a list does not vary. Checking the standard deviation for zero
# is not enough: the mean of 0.1, 0.1, 0.1 is 0.10000000000000002 in floats, so the deviations are not quite 0.
#
# </details>
#
# What do such numbers look like?

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: three clouds of points. r = 0.805 is a band that rises, r = -0.813 one that falls, r = 0.065 a
    # round cloud.
    import matplotlib.pyplot as plt

    rng = np.random.RandomState(42)  # the old generator: these are well-known clouds
    x = rng.randn(200)
    rising = 0.8 * x + 0.6 * rng.randn(200)
    falling = -0.8 * x + 0.6 * rng.randn(200)
    unrelated = rng.randn(200)
    clouds = {"rising": rising, "falling": falling, "unrelated": unrelated}
    r = {name: correlation(x, y) for name, y in clouds.items()}
    figure, panels = plt.subplots(1, 3, figsize=(11, 3.6), sharey=True)
    for axes, (name, y) in zip(panels, clouds.items(), strict=True):
        axes.scatter(x, y, s=10, color="#0072B2", alpha=0.5)
        axes.set(xlabel="x", title=f"{name}: r = {r[name]:.3f}")
    panels[0].set_ylabel("y")
    figure.suptitle("r says how close the points are to a line, and which way it goes")
    figure.tight_layout()
    plt.show()

# %% [markdown]
# The first two were made with $y = \pm 0.8 x + 0.6 z$ from independent normal numbers, so the true correlation is
# $\pm 0.8$. The third has 0. What you see, 0.805, $-0.813$ and 0.065, is 200 points' worth of luck away from that.
#
# ## 10.3 The covariance matrix
#
# An embedding has not two numbers but 64, or 768. Every pair of them has a covariance. Put them into a table: entry
# $(i, j)$ is the covariance of feature i with feature j, over all observations. The diagonal holds the variances, and
# the table is symmetric. With the centred data in a matrix $C$, a row for each observation, it is one product:
# $$\Sigma = \frac{1}{n-1}\, C^\top C.$$
#
# Three words with two numbers each, (1, 0), (3, 4) and (5, 8): the means are 3 and 4, the centred columns $-2, 0, 2$
# and $-4, 0, 4$, and the matrix has 4 and 16 on its diagonal and 8 beside it.
#
# **Guess first.** `np.cov(X)` of 99 words with 64 numbers each: which shape comes out?


# %% exercise="covariance_matrix" tier="core" points=2 difficulty=2 minutes=10
def covariance_matrix(X, ddof=1):
    """Covariances of all pairs of features; entry (i, j) is that of the columns i and j.

    Args:
        X: array_like of shape (n, d), ``n >= 2`` observations in rows, ``d >= 1`` features in columns. Left unchanged.
        ddof: int, 1 for a sample or 0: the sums are divided by ``n - ddof``.

    Returns:
        float64 array of shape (d, d), also for d = 1; symmetric, with the variances on its diagonal. A number added to
        a whole column changes nothing.

    Raises:
        ValueError: `X` does not have exactly two axes, or fewer than two rows, or a number is infinite or nan.

    Example:
        >>> covariance_matrix([[1, 0], [3, 4], [5, 8]]).tolist()
        [[4.0, 8.0], [8.0, 16.0]]

    In an LLM: in which directions the embeddings of a vocabulary are spread out.

    Source: Hotelling, "Analysis of a Complex of Statistical Variables into Principal Components", 1933.
    """
    X = as_observations(X)
    centred = X - X.mean(axis=0)
    return centred.T @ centred / (len(X) - ddof)  # (d, n) @ (n, d) -> (d, d)


# %% [markdown] hints="covariance_matrix"
# 1. Along which axis is the mean taken, if the observations stand in rows? How many means are there?
# 2. Centre the columns. Then the sum over observations is a matrix product; which of the two factors is transposed, if
#    (d, d) is to come out?
# 3. With `centred = X - X.mean(axis=0)` of shape (n, d): its transpose times itself. The division remains.

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# `np.cov(X)` takes *rows* for features and gives (99, 99): it needs `rowvar=False`, or the transpose. With one feature
# it returns a plain number besides. Means along axis 1 take from each word its own average, which is layer norm's
# business. Without centring you get second moments: the means are in them, squared.
#
# </details>
#
# ## 10.4 The correlation matrix
#
# The same table without units: each covariance divided by both standard deviations. Ones on the diagonal, and all else
# between $-1$ and 1.
#
# **Guess first.** Take 100 words with four numbers each, all of them independent normal noise. How far from 0 are the
# correlations?


# %% exercise="correlation_matrix" tier="core" points=1 difficulty=2 minutes=10
def correlation_matrix(X):
    """Correlations of all pairs of features; entry (i, j) is that of the columns i and j.

    Args:
        X: array_like of shape (n, d), ``n >= 2`` observations in rows, ``d >= 1`` features in columns. Left unchanged.

    Returns:
        float64 array of shape (d, d), symmetric, with entries in [-1, 1], never outside by rounding, and exactly 1.0 on
        the diagonal. Units do not matter: with columns multiplied by numbers such as 1e6 or 1e-6, and 3 added, at least
        six digits stay. Squares of the deviations are taken to be within the range of floats here.

    Raises:
        ValueError: `X` does not have exactly two axes, or fewer than two rows, a number is infinite or nan, or all
            entries of a column are equal.

    Example:
        >>> correlation_matrix([[1, 0, 2], [3, 4, 1], [5, 8, 0]]).round(4).tolist()
        [[1.0, 1.0, -1.0], [1.0, 1.0, -1.0], [-1.0, -1.0, 1.0]]

    Builds on: `covariance_matrix`.

    In an LLM: whether two numbers of an embedding say the same thing twice.

    Source: Pearson, "Note on Regression and Inheritance in the Case of Two Parents", 1895.
    """
    X = as_observations(X)
    for column in np.flatnonzero(X.max(axis=0) == X.min(axis=0)):
        raise ValueError(f"all entries of column {column} are equal: it has no correlation with anything")
    matrix = covariance_matrix(X)
    std = np.sqrt(np.diagonal(matrix))
    matrix = np.clip(matrix / np.outer(std, std), -1.0, 1.0)
    np.fill_diagonal(matrix, 1.0)
    return matrix


# %% [markdown] hints="correlation_matrix"
# 1. By what is entry (i, j) of the covariance matrix divided? Where do the standard deviations stand?
# 2. Refuse columns that do not vary. The roots of the diagonal are the standard deviations; a table of their products
#    divides all entries at once.
# 3. `np.outer` of the standard deviations with themselves is the table to divide by. Two things are promised besides:
#    entries inside of [-1, 1] (`np.clip`), and a diagonal of exact ones (`np.fill_diagonal`).

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# If the diagonal holds $1/\sigma^2$, the division was by variances, or by only one of the two. If it holds
# $n/(n-1)$, covariance and standard deviation have different divisors. If the matrix has a row for each observation,
# `np.corrcoef(X)` took rows for features.
#
# </details>

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: two tables of 4 x 4. Left, covariances: the diagonal, near 1, stands out. Right, correlations:
    # ones on the diagonal, all else within 0.12 of 0.
    import matplotlib.pyplot as plt

    rng = np.random.RandomState(42)
    rng.randn(800)  # the numbers of the three clouds
    embeddings = rng.randn(100, 4)
    tables = {"covariance": covariance_matrix(embeddings), "correlation": correlation_matrix(embeddings)}
    figure, panels = plt.subplots(1, 2, figsize=(8, 3.8))
    for axes, (name, table) in zip(panels, tables.items(), strict=True):
        print(f"{name} matrix")
        print(table.round(3))
        axes.imshow(table, cmap="PuOr", vmin=-1.3, vmax=1.3)
        for i in range(4):
            for j in range(4):
                axes.text(j, i, f"{table[i, j]:.2f}", ha="center", va="center", color="w" if i == j else "k")
        axes.set(xticks=range(4), yticks=range(4), xlabel="feature", ylabel="feature", title=name)
    figure.suptitle("Independent features: nearly nothing beside the diagonal")
    figure.tight_layout()
    plt.show()

# %% [markdown]
# The largest correlation is 0.12. A hundred observations of independent features give about $1/\sqrt{100} = 0.1$ by
# luck alone, so that is what nothing looks like.
#
# ## 10.5 The angle between two words
#
# Are *cat* and *dog* similar, for the model? Compare their embeddings. The *dot product* $a \cdot b = \sum_i a_i b_i$
# is the covariance without centring and without dividing: large if both vectors have large entries at the same places.
# But it also grows with the lengths of the vectors. Divide by these, and only the angle counts:
# $$\cos(a, b) = \frac{a \cdot b}{\lVert a \rVert\,\lVert b \rVert}.$$
# (3, 4) and (6, 8) point the same way, cosine 1; (3, 4) and $(-4, 3)$ are at right angles, cosine 0.
#
# It is a correlation without the centring. If the entries of both vectors have a mean near 0, the two hardly differ.
#
# **Guess first.** And if they do not? How large are correlation and cosine of (0.9, 1.1) and (1.1, 0.9)?


# %% exercise="cosine_similarity" tier="core" points=1 difficulty=2 minutes=8
def cosine_similarity(a, b):
    """Cosine of the angle between two vectors.

    Args:
        a: array_like of shape (d,), ``d >= 1``, finite numbers. Left unchanged.
        b: array_like of shape (d,), finite numbers. Left unchanged.

    Returns:
        float in [-1, 1], never outside by rounding; 0.0 if one of the vectors is zero. Lengths do not matter: entries
        as large as 1e200 or as small as 1e-200 are no trouble.

    Raises:
        ValueError: `a` and `b` do not have one axis and the same length.

    Example:
        >>> cosine_similarity([3, 4], [6, 8])
        1.0
        >>> cosine_similarity([3, 4], [0, 0])
        0.0

    In an LLM: how alike two words, or two texts, are in search with embeddings.

    Source: Salton, Wong and Yang, "A Vector Space Model for Automatic Indexing", 1975.
    """
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    if a.ndim != 1 or a.shape != b.shape:
        raise ValueError("a and b must be vectors of the same length")
    if not a.any() or not b.any():
        return 0.0
    a, b = a / np.abs(a).max(), b / np.abs(b).max()  # lengths are free, and squares stay in range
    return float(np.clip(np.sum(a * b) / np.sqrt(np.sum(a * a)) / np.sqrt(np.sum(b * b)), -1.0, 1.0))


# %% [markdown] hints="cosine_similarity"
# 1. It is the correlation with one step left out. Which?
# 2. First the vectors that have no direction. Then divide each by its largest absolute value, so that squares stay in
#    range: the angle does not mind.
# 3. The sum of `a * b`, divided by both lengths, `np.sqrt(np.sum(a * a))` and the other. Clip it, and make a float of
#    it.

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# 10 for (3, 4) and (6, 8) means that only one length was divided by, 0.02 that both were squared. $1 - \cos$ is the
# *distance*. And a zero vector gives 0/0: nan, unless it is looked for first.
#
# The correlation of (0.9, 1.1) and (1.1, 0.9) is $-1$: where one rises the other falls. Their cosine is 0.98, since
# what they share, a 1 in each place, outweighs what they differ in. If all vectors have a large part in common, all
# cosines are near 1, and say little.
#
# </details>
#
# ## 10.6 Scores
#
# Now the word that looks back. It sends out a vector, its *query*: what am I looking for? Every word has a vector that
# it can be found by, its *key*. How well a query and a key go together is their dot product. It is a cosine only if
# both have length 1; otherwise a long key is heard louder, and that is wanted: a word can be important. Both vectors
# are made from the word's own, by two matrices that training has found. A model does all this several times side by
# side, each time with matrices of its own. Each of these is a *head*.
#
# There is one difficulty. If the entries are independent, with mean 0 and variance 1, each product in the sum has
# variance 1, and the sum of $d$ of them has variance $d$. With $d = 512$ the scores are spread by $\sqrt{512} = 22.6$,
# and softmax of numbers that far apart is almost one-hot: every word stares at one single word, and the gradients of
# softmax vanish. So the scores are divided by $\sqrt d$, and their variance is 1 again:
# $$S = \frac{Q K^\top}{\sqrt d}.$$
#
# For queries (2, 0), (0, 2) and keys (3, 0), (0, 3) the products are 6, 0, 0, 6, and with $\sqrt 2$ the scores 4.24, 0,
# 0, 4.24.
#
# **Guess first.** In the model of the little world a word's vector has 64 numbers. Four heads share them, so that a
# query or a key has 16. By what does one divide?


# %% exercise="attention_scores" tier="core" points=2 difficulty=2 minutes=10
def attention_scores(Q, K):
    """Scores of all pairs of a query and a key: their dot products, divided by the root of d.

    Args:
        Q: array_like of shape (..., n, d), n queries of d numbers each, ``d >= 1``. Left unchanged.
        K: array_like of shape (..., m, d), m keys. The leading axes (heads, texts) are those of `Q`, or there are none:
            then all share the same keys. Left unchanged.

    Returns:
        float64 array of shape (..., n, m); row i holds the scores of query i.

    Raises:
        ValueError: queries and keys do not have the same d.

    Example:
        >>> attention_scores([[2, 0], [0, 2]], [[3, 0], [0, 3]]).round(4).tolist()
        [[4.2426, 0.0], [0.0, 4.2426]]

    In an LLM: the first half of every attention head.

    Source: Vaswani et al., "Attention Is All You Need", 2017, section 3.2.1.
    """
    Q, K = np.asarray(Q, dtype=float), np.asarray(K, dtype=float)
    if Q.shape[-1] != K.shape[-1]:
        raise ValueError("queries and keys must have as many numbers as each other")
    return Q @ np.swapaxes(K, -1, -2) / math.sqrt(Q.shape[-1])  # (..., n, d) @ (..., d, m) -> (..., n, m)


# %% [markdown] hints="attention_scores"
# 1. Which axis of `Q` meets which axis of `K`? Write the shapes under each other.
# 2. A matrix product with the last two axes of `K` swapped; `K.T` would turn round *all* axes, also those of heads and
#    texts. Then one division.
# 3. The swapped keys are `np.swapaxes(K, -1, -2)`. The number to divide by is `math.sqrt(Q.shape[-1])`. Check before
#    that `K` has the same d.

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# With 16 numbers each the divisor is 4, the root of 16; the width of the model plays no part. Divided by $d$ itself the
# scores get smaller the wider the head is. `* d ** 0.5` makes it worse instead of better. The product `K @ Q.T` is the
# transpose: with as many keys as queries nobody notices, until softmax is taken along the wrong axis.
#
# > **From real code.** Public implementations have divided by the root of the model's width instead of the head's, the
# > code of a well-known lecture among them, or by the root of the number of heads. No error is raised then. One of them
# > was a tutorial, and its example still came out right.
#
# </details>

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: entropy of attention over 64 keys against d, how many numbers the vectors have. Divided by the
    # root it stays near 3.7 of 4.16 nats at all d; undivided it falls to 0.2 at 512.
    import matplotlib.pyplot as plt

    rng = np.random.default_rng(0)
    widths = (1, 4, 16, 64, 256, 512)

    def mean_entropy(scores):
        shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares = shares / shares.sum(axis=-1, keepdims=True)
        return float(-np.sum(shares * np.log(np.where(shares > 0, shares, 1)), axis=-1).mean())

    divided, undivided = [], []
    for d in widths:
        scores = attention_scores(rng.normal(size=(200, 1, d)), rng.normal(size=(200, 64, d)))
        divided.append(mean_entropy(scores))
        undivided.append(mean_entropy(scores * math.sqrt(d)))
    figure, axes = plt.subplots(figsize=(7, 4))
    axes.plot(widths, divided, "o-", color="#0072B2")
    axes.plot(widths, undivided, "s--", color="#D55E00")
    axes.axhline(math.log(64), color="black", linestyle=":")
    axes.annotate("all 64 alike: ln 64", (1, math.log(64)), xytext=(0, 4), textcoords="offset points")
    axes.annotate("divided by the root of d", (60, 3.35), color="#0072B2")
    axes.annotate("not divided", (40, 0.9), color="#D55E00")
    axes.set(
        xscale="log",
        xlabel="d, how many numbers queries and keys have",
        ylabel="entropy of a row (nats)",
        ylim=(0, 4.6),
    )
    axes.set_title("Without the root, wide heads stare at one word")
    figure.tight_layout()
    plt.show()
    print(f"d = 512: {undivided[-1]:.2f} nats undivided, {divided[-1]:.2f} divided; ln 64 = {math.log(64):.2f}")

# %% [markdown]
# ## 10.7 Not into the future
#
# A model that learns to predict the next word must not see it. So token i may look at itself and at what stands before
# it, at nothing else. A table of True and False says so: a lower triangle. True means "may look" here, as in PyTorch's
# `scaled_dot_product_attention`; other libraries mark what is *forbidden*, so always read which it is.
#
# **Guess first.** When a trained model writes, the words to come are not there yet. Does it still need the mask?


# %% exercise="causal_mask" tier="core" points=1 difficulty=1 minutes=4
def causal_mask(n):
    """Who may look at whom in a text: True where token i (row) may look at token j (column), that is where ``j <= i``.

    Args:
        n: int, at least 1, number of tokens. That it is a whole number is not checked.

    Returns:
        bool array of shape (n, n). Row i has ``i + 1`` entries True.

    Raises:
        ValueError: `n` is less than 1.

    Example:
        >>> causal_mask(3).tolist()
        [[True, False, False], [True, True, False], [True, True, True]]

    In an LLM: in every layer of a model that writes from left to right.

    Source: Vaswani et al., "Attention Is All You Need", 2017, section 3.2.3.
    """
    if n < 1:
        raise ValueError("n must be at least 1")
    return np.arange(n)[:, None] >= np.arange(n)


# %% [markdown] hints="causal_mask"
# 1. Write the table for three tokens. May the second look at itself?
# 2. Entry (i, j) is a comparison of i and j. A column of numbers compared with a row of numbers is a table.
# 3. `np.arange(n)[:, None]` is the column of i, `np.arange(n)` the row of j. Which comparison is True where j is at
#    most i?

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# An upper triangle looks at the future only. A diagonal of False leaves the first token with nothing to look at. One
# True to the right of the diagonal is a leak: the model sees the word that it has to predict, the loss falls to near 0,
# and everybody is happy until it has to write.
#
# </details>
#
# <details><summary>And while it writes?</summary>
#
# The last word needs none: nothing stands behind it. But something stands behind each of the others. Without the mask
# they would look ahead, get other vectors than in training, and hand these on to the last word in the next layer. Only
# with a single layer does it make no difference.
#
# </details>
#
# ## 10.8 Attention
#
# The rest is quickly said. Softmax along each row turns scores into weights: shares of attention that sum to 1. Where
# looking is not allowed the score is set to $-\infty$ before, and the share is 0. And then each token gets the weighted
# mean of the *values*, the third vector that every word has: what it tells to those who look at it.
# $$\operatorname{attention}(Q, K, V) = \operatorname{softmax}\!\left(\frac{QK^\top}{\sqrt{d_k}}\right) V.$$
#
# One query with the scores 0 and $\ln 3$ has the weights $\frac14$ and $\frac34$. If the values are 4 and 8, it gets
# $1 + 6 = 7$: between the two, nearer to the one that it looks at.
#
# **Guess first.** A row in which nothing may be looked at: softmax of $-\infty$ only. What should come out?
#
# <details><summary>The answer</summary>
#
# By the formula 0/0. Libraries differ: nan, or the plain mean of all values (if $-10^9$ stands for $-\infty$), or zero.
# Here it is zero, weights and output: who may look at nothing is told nothing.
#
# </details>


# %% exercise="scaled_dot_product_attention" tier="core" points=3 difficulty=3 minutes=20
def scaled_dot_product_attention(Q, K, V, mask=None):
    """Attention: for each query the mean of the values, weighted by softmax of its scores, and these weights.

    Args:
        Q: array_like of shape (..., n, d_k), queries. Left unchanged.
        K: array_like of shape (..., m, d_k), ``m >= 1`` keys. Left unchanged.
        V: array_like of shape (..., m, d_v), a value for each key; finite numbers, also where nobody may look. Left
            unchanged.
        mask: None, or bool array that broadcasts to (..., n, m): True where a query may look at a key. Left unchanged.
            Leading axes (heads, texts) are those of `Q`; of `mask` they may be absent.

    Returns:
        tuple ``(output, weights)`` of float64 arrays of shapes (..., n, d_v) and (..., n, m). Each row of `weights`
        sums to 1, with exactly 0 where the mask is False. A row in which nothing may be looked at has weights and
        output 0. Scores of any size up to 1e300 are no trouble.

    Raises:
        ValueError: queries and keys do not have the same d_k, or there is not one value for each key.

    Example:
        >>> output, weights = scaled_dot_product_attention([[1.0]], [[0.0], [math.log(3)]], [[4], [8]])
        >>> output.round(4).tolist(), weights.round(4).tolist()
        ([[7.0]], [[0.25, 0.75]])

    Builds on: `attention_scores`.

    In an LLM: the heart of a transformer; GPT-2 small does it 144 times for each token.

    Source: Vaswani et al., "Attention Is All You Need", 2017, section 3.2.1.
    """
    V = np.asarray(V, dtype=float)
    if V.shape[-2] != np.shape(K)[-2]:
        raise ValueError("there must be one value for each key")
    scores = attention_scores(Q, K)
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    top = scores.max(axis=-1, keepdims=True)
    shares = np.exp(scores - np.where(np.isneginf(top), 0.0, top))  # the largest of each row is exp(0) = 1
    total = shares.sum(axis=-1, keepdims=True)
    weights = shares / np.where(total == 0, 1.0, total)  # a row of zeros stays one
    return weights @ V, weights  # (..., n, m) @ (..., m, d_v) -> (..., n, d_v)


# %% [markdown] hints="scaled_dot_product_attention"
# 1. Softmax over which axis: over the queries, or over the keys that one query chooses from? And at which moment must a
#    forbidden score be taken out, before softmax or after?
# 2. Scores; `np.where` with $-\infty$ under the mask; softmax along the last axis with the largest of each row taken
#    off; a product with V. Two places need care in a row of only $-\infty$: what is subtracted, and what is divided by.
# 3. `shares = np.exp(scores - top)`, where a `top` of $-\infty$ is replaced by 0, and `weights = shares / total`, where
#    a total of 0 is replaced by 1. Both replacements are a `np.where`. The output is one product of what you have.

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# If columns sum to 1 instead of rows, softmax ran over the queries. If masked rows do not sum to 1, the mask was
# applied after softmax. If forbidden keys still have weight, their score was set to 0: $e^0 = 1$ is not nothing. If a
# fully masked row is the plain mean of all values, $-10^9$ stood for $-\infty$: all scores are equally bad, so all are
# equal. And nan comes from $-\infty - (-\infty)$.
#
# > **From real code.** In PyTorch's `scaled_dot_product_attention` fully masked rows were nan until 2024, and several
# > other libraries have mended the same since. In AllenNLP the error was in `masked_log_softmax` and had survived,
# > because the test that was written for it called `masked_softmax`.
#
# </details>
#
# Five random queries, keys and values of four numbers each:

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: a table of 5 x 5 attention weights, every row with a sum of 1; the first query gives 0.66 to
    # the second key.
    import matplotlib.pyplot as plt

    rng = np.random.RandomState(1)
    Q, K, V = rng.randn(5, 4), rng.randn(5, 4), rng.randn(5, 4)
    output, weights = scaled_dot_product_attention(Q, K, V)
    print("output shape", output.shape)
    print("weights (rows: queries, columns: keys)")
    print(weights.round(3))
    print("rows sum to", weights.sum(axis=1).round(4))
    figure, panels = plt.subplots(1, 2, figsize=(9, 4), sharey=True)
    masked = scaled_dot_product_attention(Q, K, V, causal_mask(5))[1]
    for axes, table, name in ((panels[0], weights, "no mask"), (panels[1], masked, "causal mask")):
        axes.imshow(table, cmap="Blues", vmin=0, vmax=1)
        for i in range(5):
            for j in range(5):
                axes.text(j, i, f"{table[i, j]:.2f}", ha="center", va="center", color="w" if table[i, j] > 0.6 else "k")
        axes.set(xlabel="key", title=name)
    panels[0].set_ylabel("query")
    figure.suptitle("Every row is shared out; under the mask among fewer")
    figure.tight_layout()
    plt.show()

# %% [markdown]
# ## 10.9 Whitening
#
# Sometimes correlated features are in the way, and one wants them uncorrelated, all with variance 1. The covariance
# matrix shows how: it has $d$ directions of its own (*eigenvectors* $u_i$), and the data has the variance $\lambda_i$
# along each. Divide by $\sqrt{\lambda_i}$ along each direction, and turn back:
# $$X_{white} = C\, U\, \operatorname{diag}\!\left(\tfrac{1}{\sqrt{\lambda_i + \epsilon}}\right) U^\top.$$
# The last $U^\top$ makes it *ZCA* whitening: the result stays as near to the data as it can. Without it, it is *PCA*
# whitening, and the features are mixed. The small $\epsilon$ keeps directions without variance from exploding.
#
# **Guess first.** What is white is whitened once more. What changes?


# %% exercise="whiten" tier="stretch" points=2 difficulty=3 minutes=15
def whiten(X, eps=1e-8):
    """ZCA whitening: centred data, divided by its standard deviation along each principal direction, and turned back.

    With the eigenvectors U (in columns) and eigenvalues lambda of the sample covariance matrix (divisor n - 1) the
    result is ``(X - mean) @ U @ diag(1 / sqrt(lambda + eps)) @ U.T``.

    Args:
        X: array_like of shape (n, d), ``n >= 2`` observations in rows, ``d >= 1`` features. Left unchanged.
        eps: float > 0, added to each eigenvalue.

    Returns:
        float64 array of shape (n, d) with column means 0. Its sample covariance matrix is the identity, as far as `eps`
        allows. Along a direction in which the data does not vary it cannot be: there the result is within 1e-4 of 0,
        for entries of up to a million.

    Raises:
        ValueError: `X` does not have exactly two axes, or fewer than two rows, or a number is infinite or nan.

    Example:
        >>> whiten([[0, 0], [2, 0], [0, 4], [2, 4]]).round(3).tolist()
        [[-0.866, -0.866], [0.866, -0.866], [-0.866, 0.866], [0.866, 0.866]]

    Builds on: `covariance_matrix`.

    In an LLM: makes cosines of sentence embeddings comparable.

    Source: Kessy, Lewin and Strimmer, "Optimal Whitening and Decorrelation", 2018.
    """
    X = as_observations(X)
    variances, directions = np.linalg.eigh(covariance_matrix(X))
    scale = 1 / np.sqrt(np.maximum(variances, 0) + eps)  # rounding may leave -1e-17
    return (X - X.mean(axis=0)) @ (directions * scale) @ directions.T


# %% [markdown] hints="whiten"
# 1. What is the covariance matrix of the centred data, written in its own directions? What must each coordinate be
#    divided by?
# 2. `np.linalg.eigh` gives eigenvalues, and eigenvectors in columns. Turn the centred data, scale each coordinate, turn
#    back.
# 3. `(X - X.mean(axis=0)) @ (directions * scale)` turns and scales, with `scale = 1 / np.sqrt(variances + eps)`. One
#    more product turns back.

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# If the covariance is the identity but the result is not the expected one, the turning back is missing (PCA whitening).
# If variances have become $\lambda^2$, the data was multiplied by the root. nan comes from the root of an eigenvalue of
# $-10^{-17}$, which rounding leaves where there should be 0.
#
# What is white stays as it is when it is whitened once more: all $\lambda_i$ are 1, and $U\,U^\top$ turns there and
# back.
#
# </details>
#
# ## 10.10 Ranks
#
# Correlation sees lines, and a single outlier bends it. Take *ranks* instead: the smallest number becomes 1, the next
# 2, and so on. Any curve that only rises becomes a line. Spearman's coefficient is the correlation of the ranks. Equal
# numbers share: 1, 2, 2, 3 have the ranks 1, 2.5, 2.5, 4.
#
# **Guess first.** In the numbers of 10.1 the 50 is misprinted as 50,000. What happens to r, and to Spearman's
# coefficient?


# %% exercise="spearman" tier="stretch" points=2 difficulty=2 minutes=12
def spearman(x, y):
    """Spearman's rank correlation: the correlation of the ranks.

    Args:
        x: array_like of shape (n,), ``n >= 2``. Left unchanged.
        y: array_like of shape (n,). Left unchanged.

    Returns:
        float in [-1, 1]; 1.0 if the larger x always has the larger y. Equal numbers have the mean of the ranks that
        they take up.

    Raises:
        ValueError: the lengths differ, there is more than one axis, there are fewer than two pairs, a number is
            infinite or nan, or all entries of `x` or of `y` are equal.

    Example:
        >>> spearman([1, 10, 100, 1000], [1, 2, 3, 4])
        1.0
        >>> round(spearman([1, 2, 2, 3], [1, 3, 2, 4]), 4)
        0.9487

    Builds on: `correlation`.

    In an LLM: does an automatic score put models into the same order as people do?

    Source: Spearman, "The Proof and Measurement of Association between Two Things", 1904.
    """
    x, y = as_pairs(x, y)

    def ranks(values):
        below = (values[:, None] > values).sum(axis=1)
        equal = (values[:, None] == values).sum(axis=1)
        return below + (equal + 1) / 2  # the middle of below + 1, ..., below + equal

    return correlation(ranks(x), ranks(y))


# %% [markdown] hints="spearman"
# 1. A number with b numbers below it and e equal to it, itself included, takes up the ranks b + 1 to b + e. What is
#    their mean?
# 2. `values[:, None] > values` compares each with each. Counting gives b and e for all numbers at once. Then you have a
#    function for the rest.
# 3. The sums along axis 1 of the two tables of comparisons, `>` and `==`, are b and e. The rank is b plus half of e +
#    1, and what remains is one call.

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# `np.argsort(x)` are positions, not ranks: of 30, 10, 20 it makes 1, 2, 0 where the ranks are 3, 1, 2. Twice `argsort`
# gives ranks, but not of equal numbers: it puts them in an order that nobody asked for. The shortcut
# $1 - 6\sum d_i^2 / (n(n^2-1))$ is right only without ties.
#
# </details>
#
# <details><summary>What the misprint does</summary>
#
# The ranks are 1, 3, 2, 4 before and after, and Spearman's coefficient is 0.8 both times. r falls from 0.83 to 0.77.
# That looks harmless, but it is now a statement about one point: the three others are so near to each other, compared
# with 50,000, that they could be anything.
#
# </details>

# %% [markdown]
# ## In the little world: the word that looks back
#
# The model has two layers of four heads. Which of the eight finds the fox? You have the function. Run the model up to
# the second layer, and compute the attention of its first head.
#
# **Guess first.** From *the* in *slept in the*, the last word before the bed, how much of the attention goes to the
# animal, 31 words back?
#
# **Given.** A helper that reads a file of the little world, and the model, as a machine, as in section 2.


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


def run_model(ids, weights):
    """The transformer of the little world, as a machine: token ids in, scores of the next words out.

    Args:
        ids: array_like of T ints, shape (T,) with ``1 <= T <= 64``, the text so far. A story begins after the id 0.
        weights: dict of arrays, as ``world_data("weights")`` returns it.

    Returns:
        tuple ``(logits, streams)`` of float64 arrays. Row t of `logits`, shape (T, V), scores each word as the one
        after ``ids[t]``. `streams`, shape (3, T, 64), holds the vector of each token at three heights: at the bottom,
        after the first block and after the second.
    """
    from scipy.special import erf

    w = {name: array.astype(float) for name, array in weights.items() if name != "vocabulary"}

    def norm(x, gamma, beta):
        return gamma * (x - x.mean(axis=-1, keepdims=True)) / np.sqrt(x.var(axis=-1, keepdims=True) + 1e-5) + beta

    def head(x, W_q, W_k, W_v):
        scores = (x @ W_q) @ (x @ W_k).T / math.sqrt(W_q.shape[1])
        scores[np.triu_indices(len(x), 1)] = -np.inf  # no token looks at those after it
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        return shares / shares.sum(axis=1, keepdims=True) @ (x @ W_v)

    x = w["token_embedding"][np.asarray(ids, dtype=int)] + w["position_embedding"][: len(ids)]
    streams = [x]
    for i in range(len(w["W_o"])):
        y = norm(x, w["norm1_gamma"][i], w["norm1_beta"][i])
        heads = [head(y, *matrices) for matrices in zip(w["W_q"][i], w["W_k"][i], w["W_v"][i], strict=True)]
        x = x + np.concatenate(heads, axis=1) @ w["W_o"][i]
        y = norm(x, w["norm2_gamma"][i], w["norm2_beta"][i]) @ w["W_in"][i] + w["b_in"][i]
        x = x + y * (1 + erf(y / math.sqrt(2))) / 2 @ w["W_out"][i] + w["b_out"][i]
        streams.append(x)
    return norm(x, w["final_gamma"], w["final_beta"]) @ w["token_embedding"].T, np.array(streams)


# %% role="demo"
if __name__ == "__main__":
    # The plot in words: the attention of each word of the story to those before it, a lower triangle. In the row of the
    # last "the" all weight lies in one column: fox.
    import matplotlib.pyplot as plt

    weights = world_data("weights")
    words = weights["vocabulary"].tolist()
    story = "once a small fox called tom lived in the barn . he saw a ball on the hill . he danced to the barn ."
    story += " the sun shone . at night he slept in the"
    ids = [0, *(words.index(word) for word in story.split())]

    def queries_keys_values(ids, layer, head):
        """What each word asks, answers to and tells in a head; three arrays of shape (T, 16)."""
        x = run_model(ids, weights)[1][layer]
        gamma, beta = weights["norm1_gamma"][layer], weights["norm1_beta"][layer]
        x = gamma * (x - x.mean(axis=1, keepdims=True)) / np.sqrt(x.var(axis=1, keepdims=True) + 1e-5) + beta
        return [x @ weights[name][layer, head].astype(float) for name in ("W_q", "W_k", "W_v")]

    def attention_of(ids, layer, head):
        """Attention weights of a head, computed with your function; shape (T, T)."""
        return scaled_dot_product_attention(*queries_keys_values(ids, layer, head), causal_mask(len(ids)))[1]

    looks = attention_of(ids, 1, 0)
    figure, axes = plt.subplots(figsize=(8, 7.5))
    axes.imshow(looks, cmap="Blues", vmin=0, vmax=1)
    labels = ["(start)", *story.split()]
    axes.set_xticks(range(len(ids)), labels, rotation=90, fontsize=8)
    axes.set_yticks(range(len(ids)), labels, fontsize=8)
    axes.annotate("fox", (4, 35), (10, 33), arrowprops={"arrowstyle": "->"})
    axes.set(xlabel="looks at", ylabel="word", title="Where the bed is due, one head looks at the animal")
    figure.tight_layout()
    plt.show()

    for layer in range(2):
        shares = [attention_of(ids, layer, head)[-1, 4] for head in range(4)]
        print(f"layer {layer}: share that goes to 'fox', head by head", np.round(shares, 2))

# %% [markdown]
# One story may be luck. Ask the same head in a hundred others, with other animals.

# %% role="demo"
if __name__ == "__main__":
    animals = ["fox", "cat", "owl", "bird", "hen", "dog", "mouse", "pig"]
    told = world_data("stories")["heldout"].astype(int)
    ends = np.flatnonzero(told == 0)[:100]
    shares, right, back = [], 0, []
    for told_story in np.split(told[: ends[-1] + 1], ends[:-1] + 1):
        text = [0, *told_story.tolist()]
        at = text.index(words.index("slept")) + 2  # slept in the
        animal = next(place for place, token in enumerate(text) if words[token] in animals)
        shares.append(attention_of(text[: at + 1], 1, 0)[at, animal])
        back.append(at - animal)
        right += int(run_model(text[: at + 1], weights)[0][at].argmax()) == text[at + 1]
    print(f"bed right in {right} of {len(shares)} stories, {np.mean(back):.1f} words back on average")
    print(f"share of the attention that goes to the animal: {np.mean(shares):.4f}, never below {min(shares):.2f}")

# %% [markdown]
# <details><summary>What came out</summary>
#
# The first head of the second layer (both are counted from 0: layer 1, head 0) gives the fox everything, 1.00. It gives
# the animal at least 0.99 in each of the hundred stories, over 27 words on average, and the bed is right in all of
# them. Nobody told the head to. Training changed its numbers until the loss was small, and this is what it came to.
# (The same head looks at *fox* from other places: from *called*, where a name is due, from full stops, from *night*.)
#
# It is tempting to say that the model *understands* that foxes sleep in dens. What the picture shows is less: at this
# word this head copies from the animal. That the den comes out needs the value of *fox* and the layers behind it. And
# the other heads look at other things, which nobody has to be able to read.
#
# </details>
#
# And the embeddings? Before training they are independent noise, as in 10.4. **Guess first:** are their features more
# correlated after training, or less?

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: cosines of nine words with each other. At the start all but the diagonal is pale; after
    # training there are dark blocks: animals, names, feelings.
    import matplotlib.pyplot as plt

    shown = ["cat", "dog", "fox", "mia", "lena", "ada", "happy", "glad", "proud"]
    moments = {"at the start": world_data("weights_start"), "trained": world_data("weights")}
    tables = {}
    for name, arrays in moments.items():
        E = arrays["token_embedding"].astype(float)
        tables[name] = [[cosine_similarity(E[words.index(a)], E[words.index(b)]) for a in shown] for b in shown]
        beside = np.abs(correlation_matrix(E)[np.triu_indices(64, 1)])
        spread = np.linalg.eigvalsh(covariance_matrix(E))
        cat, dog, ran = (E[words.index(word)] for word in ("cat", "dog", "ran"))
        alike = cosine_similarity(cat, dog), cosine_similarity(cat, ran)
        print(f"{name:12}  cosines: cat and dog {alike[0]:.2f}, cat and ran {alike[1]:.2f}")
        print(f"{'':12}  features: mean |r| {beside.mean():.3f}, largest {beside.max():.2f}", end="; ")
        print(f"widest direction {spread[-1] / spread.sum():.1%} of the variance")
    figure, panels = plt.subplots(1, 2, figsize=(10, 5), sharey=True)
    for axes, (name, table) in zip(panels, tables.items(), strict=True):
        axes.imshow(table, cmap="PuOr", vmin=-1, vmax=1)
        for i, row in enumerate(table):
            for j, value in enumerate(row):
                axes.text(j, i, f"{value:.2f}", ha="center", va="center", fontsize=7, color="w" if value > 0.5 else "k")
        axes.set_xticks(range(len(shown)), shown, rotation=90)
        axes.set_yticks(range(len(shown)), shown)
        axes.set_title(name)
    figure.suptitle("Training brings together what is used alike")
    figure.tight_layout()
    plt.show()

# %% [markdown]
# <details><summary>What came out</summary>
#
# *cat* and *dog* had a cosine of 0.08 and now have 0.65: they stand in the same places of stories, so they are worth
# the same treatment. *cat* and *ran* went from $-0.16$ to 0.13, which is still near 0.
#
# The features have become *more* correlated: 0.083 in the mean at the start, which is the luck of 99 words, and 0.138
# at the end, the largest 0.67. You will read that good embeddings have independent features, and that correlation is
# wasted room. Here it is not so: whatever makes animals alike, in several features at once, correlates those features.
# Whitening would take out just that.
#
# </details>
#
# One thing is left to look at: the two vectors that found each other.

# %% role="demo"
if __name__ == "__main__":
    queries, keys, _ = queries_keys_values(ids, 1, 0)
    scores = attention_scores(queries[-1:], keys)[0]
    for word in ("fox", "called"):
        at = 1 + story.split().index(word)
        print(f"query of 'the', key of '{word}': cosine {cosine_similarity(queries[-1], keys[at]):.2f}", end=", ")
        print(f"length of the key {np.linalg.norm(keys[at]):.1f}, score {scores[at]:.1f}")

# %% [markdown]
# **So how does a vector find another vector?** By a sum of products. The query of *the* and the key of *fox* point
# nearly the same way, cosine 0.93. The key of *called* does so, too, with 0.87. But the key of *fox* is the longest of
# the whole story, 8.5 against 3.2, so the scores are 13.7 and 4.8: direction and length together. Softmax makes a share
# of 1.00 of that, and the value comes back over 31 words at once.
#
# **To think about.**
#
# <details><summary>Over 17 countries of Europe the numbers of storks and of births have a correlation of 0.62
# (Matthews, 2000). What do you conclude about storks, and what about attention weights?</summary>
#
# Nothing about storks: large countries have more of both. A correlation says that two things go together, not why. With
# attention it is alike: a head that looks at a word need not be the reason for the answer. Whoever wants to know must
# take something away, and look what changes.
#
# </details>
#
# <details><summary>All keys are doubled. What happens to the weights? And what if the same vector is added to all
# keys?</summary>
#
# Doubled keys double all scores, as a temperature of one half would: attention gets sharper. A vector that is added to
# all keys adds the same number to all scores of a query, and softmax does not notice. So centring the keys changes
# nothing: the difference between covariance and dot product vanishes inside of softmax.
#
# </details>
#
# <details><summary>Ten features and eight observations: can the covariance matrix be whitened?</summary>
#
# Not in all directions. Eight centred observations span at most seven, so at least three eigenvalues are 0: along those
# directions nothing is known. The epsilon keeps the division finite, and the result is 0 there.
#
# </details>
#
# | concept | formula | where in a language model |
# |---|---|---|
# | covariance | $E[(x - \mu_x)(y - \mu_y)]$ | directions that embeddings share |
# | dot product | $q \cdot k = \sum_i q_i k_i$ | attention scores, logits |
#
# The scores were divided by $\sqrt d$ because a sum of d numbers is spread by $\sqrt d$. That sums of many numbers obey
# laws of their own, almost whatever the numbers are, is the subject of section 11.
