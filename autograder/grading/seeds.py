"""Seeds of the hidden inputs.

They follow from a secret, so that the inputs cannot be computed from the public suites, and from nothing else, so that
a second grading uses the same inputs.
"""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

import numpy as np


def generator(secret: bytes, test: str) -> np.random.Generator:
    """The generator of one hidden test: an HMAC-SHA256 of the test's name under the secret seeds a PCG64."""
    digest = hmac.new(secret, test.encode(), hashlib.sha256).digest()
    return np.random.default_rng(int.from_bytes(digest, "little"))


def fingerprint(secret: bytes) -> str:
    """What a result tells of the secret: enough to see whether two gradings used the same one."""
    return hashlib.sha256(b"fingerprint" + secret).hexdigest()[:16]


def default_secret_file() -> Path:
    """The secret of this user on this machine, for who does not name one."""
    config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return config / "llm-statistics-workbook" / "grading-secret"


def read_or_create_secret(path: Path) -> bytes:
    """The secret in `path`; a new one is made, readable by its owner alone, if there is none.

    Raises:
        OSError: the file can be neither read nor made.
        ValueError: the file is empty.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_hex(32) + "\n")
    secret = path.read_bytes().strip()
    if not secret:
        raise ValueError(f"the secret in {path} is empty: delete the file to have a new one made")
    return secret
