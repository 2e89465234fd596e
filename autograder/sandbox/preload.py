"""The modules a student's code finds.  After confinement no file can be read: what is missing then stays missing.

Many are here because numpy, scipy or Python import them inside of functions, when a test would first call those.
"""

import functools
import importlib
import importlib.machinery
import importlib.util
import os
import platform
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType

from autograder.sandbox import plotting

_PREFIXED = {
    "numpy": "testing linalg fft polynomial random ma lib.stride_tricks lib.recfunctions char strings typing",
    "scipy": "cluster.vq cluster.hierarchy constants fft fftpack integrate interpolate io linalg ndimage odr optimize "
    "signal sparse.linalg sparse.csgraph spatial.distance spatial.transform special stats stats.qmc",
    "encodings": "latin_1 ascii cp437 cp1252 utf_16 idna",
}
_STANDARD = """
    abc argparse array ast asyncio base64 bisect bz2 calendar cmath codecs collections collections.abc colorsys
    concurrent.futures.process concurrent.futures.thread configparser contextlib contextvars copy cProfile csv ctypes
    dataclasses datetime decimal difflib dis doctest enum fileinput fnmatch fractions functools getpass gettext glob
    graphlib gzip hashlib heapq hmac html importlib.metadata importlib.resources importlib.util inspect io itertools
    json keyword linecache locale logging.config logging.handlers lzma math multiprocessing.pool mmap numbers operator
    optparse os pathlib pickle pkgutil platform pprint pstats queue random re reprlib sched secrets select shelve shlex
    shutil signal socket statistics string stringprep struct subprocess sys tempfile textwrap threading time timeit
    tokenize traceback tracemalloc types typing unicodedata unittest unittest.mock urllib.parse urllib.request uuid
    warnings weakref xml.etree.ElementTree zipfile zlib zoneinfo
"""

_MACHINE = "worker"

AVAILABLE = "Available are numpy, scipy and the usual modules of the standard library; matplotlib draws nothing"


def module_names() -> list[str]:
    """Names of all modules to import."""
    prefixed = [f"{package}.{name}" for package, names in _PREFIXED.items() for name in names.split()]
    return [*prefixed, *_STANDARD.split()]


def available(name: str) -> bool:
    """Whether a submission may import the module `name`, with its dots, on a machine such as this one.

    What is in the lists above is there. What else these load is known only after loading it: a new process does, once.
    """
    return name in _listed() or name in _loaded()


def is_module(name: str) -> bool:
    """Whether `name` is a module rather than something in one; what is imported from a stand-in never is.

    It is looked for without loading the packages that it would be in.
    """
    package, *inner = name.split(".")
    if package in {module.partition(".")[0] for module in plotting.MODULES}:
        return False
    try:
        spec = importlib.util.find_spec(package)
        for part in inner:
            places = spec.submodule_search_locations if spec else None
            if places is None:
                return False
            package = f"{package}.{part}"
            spec = importlib.machinery.PathFinder.find_spec(package, places)
    except (ImportError, ValueError, AttributeError):
        return False
    return spec is not None


@functools.cache
def _listed() -> frozenset[str]:
    return frozenset({*module_names(), *_PREFIXED, *plotting.MODULES, *sys.builtin_module_names})


_TELL = """\
import _imp, contextlib, sys
sys.path.insert(0, sys.argv[1])
from autograder.sandbox import preload
preload.preload()
with contextlib.suppress(ImportError):  # where nothing can be graded it lacks what it needs
    from autograder.sandbox import zygote
print(*sys.modules, *_imp._frozen_module_names())
"""


@functools.cache
def _loaded() -> frozenset[str]:
    """Names of all modules that are there once everything is preloaded."""
    root = str(Path(__file__).resolve().parents[2])
    told = subprocess.run([sys.executable, "-c", _TELL, root], capture_output=True, text=True, check=False)
    # Where scipy is not installed nobody can grade, and nobody can tell: then the whole standard library counts.
    return frozenset(told.stdout.split() or sys.stdlib_module_names)


def preload() -> None:
    """Import everything, and put stand-ins in the place of matplotlib and of the machine's name."""
    for name in module_names():
        # The standard library is built without some of its modules on some systems; numpy and scipy are a must.
        try:
            importlib.import_module(name)
        except ModuleNotFoundError:
            if name.startswith(("numpy.", "scipy.")):
                raise
    sys.modules.update(plotting.modules())
    hide_machine()


def hide_machine() -> None:
    """Answer for the system call `uname`, which workers may not make: the name of the machine is nobody's business."""
    described = os.uname_result(("Linux", _MACHINE, "", "", os.uname().machine))
    os.uname = lambda: described
    socket.gethostname = lambda: _MACHINE
    # Made anew of the above: some library has asked already.
    vars(platform).update(_uname_cache=None, _platform_cache={})


class NothingElse:
    """Ends the list of module finders with a message that says what there is."""

    def find_spec(self, name: str, path: object = None, target: ModuleType | None = None) -> None:
        raise ModuleNotFoundError(f"module {name!r} is not available while grading. {AVAILABLE}", name=name)


def close_imports() -> None:
    """From now on only what is loaded, and what is compiled into Python, can be imported."""
    sys.meta_path[:] = [
        importlib.machinery.BuiltinImporter,
        importlib.machinery.FrozenImporter,
        NothingElse(),
    ]
    sys.path[:] = []
    sys.path_importer_cache.clear()
