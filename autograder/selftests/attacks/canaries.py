"""Things within an attacker's reach, were it not for the walls: a file, a folder, a port, a process."""

import os
import secrets
import selectors
import socket
import subprocess
import sys
from pathlib import Path
from typing import Self

WAITING = "import sys; sys.stdin.read()"


class Canaries:
    """A context manager; afterwards each of them tells whether it was touched.

    - CANARY_FILE: readable by all, holds a secret;
    - CANARY_FOLDER: writable by all, empty;
    - CANARY_PORT: of a server on this machine that counts its visitors;
    - CANARY_PID: of a process with the secret in its environment, which lives as long as nobody ends it.
    """

    def __init__(self, folder: Path) -> None:
        self.secret = f"canary-{secrets.token_hex(16)}"
        self._file = folder / "canary.txt"
        self._folder = folder / "writable"

    def __enter__(self) -> Self:
        self._file.write_text(self.secret)
        self._file.chmod(0o644)
        self._folder.mkdir()
        self._folder.chmod(0o777)
        self._server = socket.create_server(("127.0.0.1", 0))
        environment = {**os.environ, "CANARY": self.secret}
        self._process = subprocess.Popen([sys.executable, "-c", WAITING], stdin=subprocess.PIPE, env=environment)
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._server.close()
        self._process.kill()
        self._process.communicate()

    @property
    def baits(self) -> dict[str, object]:
        """Values of the names in the corpus."""
        return {
            "CANARY_FILE": str(self._file),
            "CANARY_FOLDER": str(self._folder),
            "CANARY_PORT": self._server.getsockname()[1],
            "CANARY_PID": self._process.pid,
        }

    def touched(self, results: Path) -> list[str]:
        """What an attacker reached; `results` is searched for the secret."""
        found = [f"the secret is in {path.name}" for path in sorted(results.rglob("*")) if self._tells(path)]
        if not self._file.exists() or self._file.read_text() != self.secret:
            found.append("the file was changed")
        found += [f"{path.name} was written" for path in sorted(self._folder.iterdir())]
        with selectors.DefaultSelector() as selector:
            selector.register(self._server, selectors.EVENT_READ)
            if selector.select(timeout=0):
                found.append("the server had a visitor")
        if self._process.poll() is not None:
            found.append("the process was ended")
        return found

    def _tells(self, path: Path) -> bool:
        return path.is_file() and self.secret.encode() in path.read_bytes()
