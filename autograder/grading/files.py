"""Write files so that a reader sees the old text or the new one, never a half, and nobody writes at the same time."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from autograder.sandbox.errors import GradingError


def write_atomically(path: Path, data: bytes) -> None:
    """Write `data` beside `path`, force it to the disk, and put it in place.

    Raises:
        OSError: that was not possible, and `path` is as it was before; the error names the file or folder.
    """
    # A name of its own: two programs may write the same file.
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise OSError(error.errno, error.strerror, str(path)) from error  # a full disk, for one, names no file


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other gradings out of a folder of results for as long as this one runs.

    Raises:
        GradingError: another one is at work.
    """
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise GradingError(
                f"another grading writes into {folder}: wait until it has ended, or choose another --out"
            ) from None
        for part in folder.glob("**/.*.part"):  # of a grading that was killed
            part.unlink()
        yield
    finally:
        os.close(descriptor)  # which unlocks
