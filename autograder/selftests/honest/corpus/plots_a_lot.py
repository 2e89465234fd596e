"""Draws figures of every kind with matplotlib, between its exercises and inside one of them.

Deserves: all points
"""

import math

import matplotlib
import matplotlib as mpl
import matplotlib.cm as cm
import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import matplotlib.ticker as mticker
import numpy as np
from matplotlib import animation, colors, gridspec
from matplotlib.patches import Rectangle
from mpl_toolkits.mplot3d import Axes3D

matplotlib.use("Agg")
plt.style.use("ggplot")
plt.rcParams["figure.figsize"] = (8, 5)
plt.rcParams.update({"font.size": 12})
mpl.rc("lines", linewidth=2)


def annotate(ax: plt.Axes | None, figure: "plt.Figure" = None, *, where: mpl.axes.Axes | str = "top") -> plt.Axes:
    ax = ax or plt.gca()
    for bar in ax.patches:
        ax.text(bar.get_x() + bar.get_width() / 2, 1.05 * bar.get_height(), "x", ha="center")
    return ax


def self_information(p, base=2):
    if not 0 <= p <= 1:
        raise ValueError("p")
    value = abs(math.log(p, base)) if p else math.inf
    fig, ax = plt.subplots()
    (line,) = ax.plot([0, 1], [0, value], "o--", color="tab:blue", label=r"$-\log p$")
    line.set_linewidth(2)
    ax.set(xlabel="p", ylabel="bits", ylim=(0, None))
    fig.savefig("information.png", dpi=150, bbox_inches="tight")
    plt.close(fig)
    return value


x = np.linspace(0.01, 1, 100)
fig, axes = plt.subplots(2, 3, figsize=(12, 8), sharex=True, layout="constrained")
for index, ax in enumerate(axes.flat):
    ax.plot(x, -np.log(x) * index, color=cm.viridis(index / 6))
    ax.set_title(f"panel {index}")
    ax.grid(True, alpha=0.3)
    ax.xaxis.set_major_formatter(mticker.PercentFormatter(1.0))
axes[0, 0].legend(["a"], loc="upper right").get_frame().set_alpha(0.5)
fig.suptitle("Self-information")
fig, (left, right) = plt.subplots(1, 2)
counts, edges, patches = left.hist(np.random.normal(size=1000), bins=30, density=True)
bars = right.bar(["a", "b"], [0.2, 0.8], yerr=[0.1, 0.1])
right.bar_label(bars, fmt="%.2f")
annotate(right)
annotate(None)
low, high = right.get_ylim()
right.set_ylim(low, high * 1.1 + right.get_ylim()[1])
image = plt.imshow(np.eye(3), cmap="viridis", norm=colors.LogNorm(vmin=0.1, vmax=1))
colorbar = plt.colorbar(image)
colorbar.ax.set_ylabel("bits", rotation=270)
figure = plt.figure(constrained_layout=True)
grid = gridspec.GridSpec(2, 2, figure=figure)
wide = figure.add_subplot(grid[0, :])
wide.add_patch(Rectangle((0, 0), 1, 1, fill=False))
space = figure.add_subplot(grid[1, 0], projection="3d")
space.plot_surface(*np.meshgrid(x, x), np.ones((100, 100)))
with plt.style.context("dark_background"), plt.rc_context({"font.size": 8}):
    plt.errorbar(x, x, yerr=0.1)
    plt.fill_between(x, x - 0.1, x + 0.1, alpha=0.2)
    plt.axhline(1, ls=":")


@mticker.FuncFormatter
def in_bits(value, position):
    return f"{value} bits"


wide.yaxis.set_major_formatter(in_bits)
film = animation.FuncAnimation(figure, lambda frame: wide.plot(x[:frame], x[:frame]), frames=10)
plt.xticks(rotation=45)
plt.tight_layout()
plt.show()
