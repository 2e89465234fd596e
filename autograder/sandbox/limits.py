"""How much of everything a submission may use."""

from msgspec import Struct


class Limits(Struct, frozen=True, kw_only=True):
    """Limits of one `Student`, a section of a submission.

    Computing time is measured by the worker's own CPU clock, so a busy machine costs nobody points.
    """

    cpu_per_call: float = 2.0
    """Seconds of computing in one call, or in one cell while loading."""
    wall_per_call: float = 10.0
    """Seconds on the wall clock in one call: ends a call that sleeps."""
    cpu_per_function: float = 10.0
    """Seconds of computing over all calls of one function; loading has as much. One function's loop costs no other."""
    wall_per_function: float = 60.0
    """Seconds on the wall clock over all calls of one function: an end for calls that each sleep just short of their
    limit."""
    cpu_for_loading: float = 120.0
    """Seconds of computing over all loadings of a submission: the first one, one more after each crash and before what
    is shown of an exercise, and those with right versions of earlier exercises."""
    wall_for_loading: float = 600.0
    """Seconds on the wall clock over all loadings of a submission."""
    cpu_per_worker: float = 300.0
    """Seconds after which the kernel itself ends a worker: a second wall, more than all functions together need."""
    memory: int = 1 << 30
    """Bytes of memory of one worker beyond what it has at its start.  While an exercise is judged with right versions
    of earlier ones, a submission has two workers."""
    output: int = 1 << 16
    """Characters of printed output kept per call, at most 65536."""
    timeouts_per_function: int = 3
    """A function is given up after so many timeouts."""
