# %% [markdown]
# # 90. Toys
#
# The engine's tests play with this section, so that no word of a real one is in their way.

# %% role="given"
import numpy as np

# %% [markdown]
# ## 90.1 Double
#
# Twice a number is the number and itself again: twice 3 is 6.


# %% exercise="double" tier="core" points=1 difficulty=1 minutes=2
def double(x):
    """Twice `x`.

    Args:
        x: float.

    Returns:
        float.

    Example:
        >>> double(1.5)
        3.0

    In an LLM: nowhere.

    Source: common knowledge.
    """
    # added, as multiplying would show the trick
    return float(np.add(np.float64(x), np.float64(x)))


# %% [markdown] hints="double"
# 1. Count the number and itself.
# 2. Adding a number to itself is enough.
# 3. `x + x`, as a float.

# %% role="demo"
if __name__ == "__main__":
    import matplotlib.pyplot as plt

    plt.plot([double(x) for x in range(5)])
    plt.show()

# %% [markdown]
# ## 90.2 Average
#
# The average of 1 and 3 is 2.


# %% exercise="average" tier="core" points=2 difficulty=1 minutes=3
def average(values):
    """Average of some numbers.

    Args:
        values: array_like of shape (n,).

    Returns:
        float.

    Raises:
        ValueError: `values` is empty.

    Example:
        >>> average([1, 3])
        2.0

    In an LLM: the loss of a batch.

    Source: common knowledge.
    """
    values = np.array(values, dtype=float)
    if values.size == 0:
        raise ValueError("there is nothing to average")
    return float(values.sum() / values.size)


# %% [markdown] hints="average"
# 1. Think of sharing equally.
# 2. Divide the sum by how many there are.
# 3. `values.sum() / values.size`, once there is something to divide.

# %% [markdown]
# ## 90.3 Spread
#
# 1 and 3 lie 1 from their average.


# %% exercise="spread" tier="plus" points=1.5 difficulty=2 minutes=5
def spread(values):
    """Mean distance of some numbers from their average.

    Args:
        values: array_like of shape (n,), n at least 1.

    Returns:
        float, at least 0.

    Example:
        >>> spread([1, 3])
        1.0

    Builds on: `average`.

    In an LLM: how far activations lie apart.

    Source: common knowledge.
    """
    return average(np.abs(np.array(values, dtype=float) - average(values)))


# %% [markdown] hints="spread"
# 1. Distances are never negative.
# 2. Take the distances from the average, then average them.
# 3. `average(np.abs(values - average(values)))`, of an array.
