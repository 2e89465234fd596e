"""The process of a warm grader: suites collected, zygote ready, one answer for each job on standard input.

Started by `WarmGrader`, as ``python -m autograder.grading.serve`` with the settings as JSON in its first argument.
"""

import os
import select
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO, NoReturn

import msgspec

from autograder.grading.channel import Done, Job, Ready, Settings, receive, send
from autograder.grading.grader import Grader
from autograder.grading.suite import HiddenSuites
from autograder.sandbox.errors import GradingError
from autograder.sandbox.launcher import Zygote
from autograder.workbook.model import AuthorError
from autograder.workbook.workbook import Workbook


def main() -> None:
    settings = msgspec.json.decode(sys.argv[1], type=Settings)
    jobs, answers = _channel()
    threading.Thread(target=_end_with_owner, args=[jobs.fileno()], daemon=True).start()
    with suppress(EOFError, BrokenPipeError):  # our owner ends, and so do we
        _serve(settings, jobs, answers)


def _serve(settings: Settings, jobs: IO[bytes], answers: IO[bytes]) -> None:
    secret = receive(jobs, bytes)
    try:
        suites = HiddenSuites(Workbook(Path(settings.workbook)), settings.sections, secret)
        suites.require_right_references()
        with Zygote(settings.isolation) as zygote:
            grader = Grader(suites, zygote, settings.limits)
            send(answers, Ready(isolation=zygote.description))
            _answer_jobs(grader, jobs, answers)
    except (GradingError, AuthorError) as error:
        send(answers, Ready(error=str(error)))


def _answer_jobs(grader: Grader, jobs: IO[bytes], answers: IO[bytes]) -> NoReturn:
    while True:
        job = receive(jobs, Job)
        graded = (grader.grade(name, forms, job.kept.get(name, ())) for name, forms in job.forms.items())
        send(answers, Done(tuple(graded)))


def _end_with_owner(jobs: int) -> None:
    """End this process as soon as nobody holds the other end of the pipe, also in the middle of a submission.

    The kernel closes that end when the owner is killed. What runs students' code ends with this process.
    """
    hangup = select.poll()
    hangup.register(jobs, 0)  # a hangup is reported always, and nothing else is asked for
    hangup.poll()
    os._exit(0)


def _channel() -> tuple[IO[bytes], IO[bytes]]:
    """Our pipes, moved away from standard input and output: pytest and stray prints must not reach them."""
    jobs, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(2, 1)
    return jobs, answers


if __name__ == "__main__":
    main()
