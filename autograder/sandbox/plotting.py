"""Stand-ins for matplotlib and for what IPython shows, so that plots in a submission neither fail nor cost anything."""

from collections.abc import Iterator
from types import ModuleType
from typing import Any

import numpy as np

MODULES = (
    "matplotlib",
    "matplotlib.animation",
    "matplotlib.axes",
    "matplotlib.cm",
    "matplotlib.collections",
    "matplotlib.colors",
    "matplotlib.dates",
    "matplotlib.figure",
    "matplotlib.gridspec",
    "matplotlib.lines",
    "matplotlib.patches",
    "matplotlib.pyplot",
    "matplotlib.style",
    "matplotlib.ticker",
    "matplotlib.transforms",
    "matplotlib_inline",
    "matplotlib_inline.backend_inline",
    "mpl_toolkits",
    "mpl_toolkits.axes_grid1",
    "mpl_toolkits.mplot3d",
    "workbook_checks",
    "IPython",
    "IPython.display",
)
_VERSIONS = {"matplotlib": "3.10.0", "IPython": "9.0.0"}
"""What a submission may compare with, when it looks for the version."""
_COLORS = ("#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22", "#17becf")
_UNIT_INTERVAL = (0.0, 1.0)


class Silent:
    """Figure, axes, line, colour map: accepts every call, attribute and index."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # protocols such as numpy's __array__ must find nothing here
            raise AttributeError(name)
        return _RESULTS.get(name, self)

    def __call__(self, *args: object, **kwargs: object) -> "Silent":
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __call__
    __or__ = __ror__ = __call__  # in type hints: plt.Axes | None

    def __getitem__(self, key: object) -> "Silent":
        return self

    def __setitem__(self, key: object, value: object) -> None:
        pass

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __enter__(self) -> "Silent":
        return self

    def __exit__(self, *exc_info: object) -> None:
        pass

    def subplots(self, nrows: int = 1, ncols: int = 1, *args: object, squeeze: bool = True, **kwargs: object) -> Any:
        """A figure's axes: one, a row, a column or a grid of them, as matplotlib would give."""
        axes = np.full((nrows, ncols), self, dtype=object)
        if not squeeze:
            return axes
        return self if axes.size == 1 else axes.squeeze()


class Cycle(list[dict[str, str]]):
    """The colours of the lines of a plot: matplotlib's, as plots are written that count or index them."""

    def by_key(self) -> dict[str, list[str]]:
        """The colours under "color"."""
        return {"color": [properties["color"] for properties in self]}


class Settings(Silent):
    """`rcParams`: has the cycle of colours, and accepts everything else."""

    def __getitem__(self, key: object) -> Any:
        return Cycle({"color": color} for color in _COLORS) if key == "axes.prop_cycle" else super().__getitem__(key)


_SILENT = Silent()
BUILTINS = {"display": _SILENT, "get_ipython": _SILENT}
"""What is there in every notebook, and in modules that were notebooks."""


def _subplots(*args: Any, **kwargs: Any) -> Any:
    return _SILENT, _SILENT.subplots(*args, **kwargs)


def _one(*args: object, **kwargs: object) -> list[Silent]:
    return [_SILENT]


def _two(*args: object, **kwargs: object) -> tuple[Silent, Silent]:
    return _SILENT, _SILENT


def _three(*args: object, **kwargs: object) -> tuple[Silent, Silent, Silent]:
    return _SILENT, _SILENT, _SILENT


def _limits(*args: object, **kwargs: object) -> tuple[float, float]:
    return _UNIT_INTERVAL


# What is unpacked where it is called: `line, = plt.plot(...)`, `counts, edges, bars = plt.hist(...)`, `low, high =
# plt.xlim()`.
_RESULTS: dict[str, Any] = {
    "rcParams": Settings(),
    "rcParamsDefault": Settings(),
    "plot": _one,
    "semilogx": _one,
    "semilogy": _one,
    "loglog": _one,
    "fill": _one,
    "hist": _three,
    "stem": _three,
    "errorbar": _three,
    "subplot_mosaic": _two,
    "get_legend_handles_labels": _two,
    "hist2d": lambda *args, **kwargs: (_SILENT,) * 4,
    "xlim": _limits,
    "ylim": _limits,
    "get_xlim": _limits,
    "get_ylim": _limits,
}


def modules() -> dict[str, ModuleType]:
    """The stand-in's modules by name."""
    made = {name: ModuleType(name, "Draws nothing while grading.") for name in MODULES}
    for name, module in made.items():
        module.__path__ = []  # a package: `import matplotlib.cm` looks for it
        module.__getattr__ = _SILENT.__getattr__  # type: ignore[method-assign]
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(made[parent], child, module)
    for name, version in _VERSIONS.items():
        made[name].__version__ = version  # type: ignore[attr-defined]
    made["matplotlib.pyplot"].subplots = _subplots  # type: ignore[attr-defined]
    return made
