"""Share out work among graders."""

import queue
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Grader = TypeVar("Grader")
Job = TypeVar("Job")
Done = TypeVar("Done")


def share_out(
    graders: Sequence[Grader],
    jobs: Sequence[Job],
    work: Callable[[Grader, Job], Done],
    on_interrupt: Callable[[], None] = lambda: None,
) -> list[Done]:
    """Do each job with a grader that is free; results come in the order of the jobs.

    Each grader does one job at a time. After an exception, or Ctrl-C, the jobs in hand are finished and no other is
    begun; `on_interrupt` is called at Ctrl-C, before they are.
    """
    free: queue.SimpleQueue[Grader] = queue.SimpleQueue()
    for grader in graders:
        free.put(grader)

    def one(job: Job) -> Done:
        grader = free.get()
        try:
            return work(grader, job)
        finally:
            free.put(grader)

    pool = ThreadPoolExecutor(max(len(graders), 1))
    try:
        return list(pool.map(one, jobs))
    except KeyboardInterrupt:
        on_interrupt()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
