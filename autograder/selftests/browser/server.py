"""A JupyterLab server of its own, with nothing of the user who runs the tests."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium.webdriver.support.wait import WebDriverWait

from autograder.workbook.workbook import ROOT

PATIENCE = 60
"""How many seconds anything may take before the test gives up on it."""

ASSIGNMENT_LIST = "nbgrader.server_extensions.assignment_list"
VALIDATE = "nbgrader.server_extensions.validate_assignment"
FORMGRADER = "nbgrader.server_extensions.formgrader"
COURSE_LIST = "nbgrader.server_extensions.course_list"

# Lab asks once whether it may fetch news; the answer is given beforehand, because the question covers the page.
NO_NEWS = {"fetchNews": "false", "checkForUpdates": False}


@contextmanager
def jupyterlab(folder: Path, home: Path, *extensions: str) -> Iterator[str]:
    """Run JupyterLab on a free port of this machine; gives the address to open, with its token.

    Args:
        folder: what the user sees as the root; the nbgrader_config.py there is in force.
        home: a new folder for the user's home, Jupyter's own folders and the server's log.
        extensions: nbgrader's server extensions that this user has; its others are off.
    """
    _write_settings(home / "config", extensions)
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", "--port=0"]
    path = home / "server.log"
    with path.open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, env=_environment(home), stdout=log, stderr=subprocess.STDOUT)
    try:
        yield _address(server, home / "runtime")
    except Exception as error:
        error.add_note(f"The server's log: {path}")
        raise
    finally:
        server.terminate()  # it ends its kernels, too
        server.wait(PATIENCE)


def _address(server: subprocess.Popen[bytes], runtime: Path) -> str:
    """Where the server is, as soon as it listens: it then writes a file with its port and its token."""
    info = runtime / f"jpserver-{server.pid}.json"
    awaited: Any = info  # Selenium declares that it waits for browsers only; it waits for anything
    WebDriverWait(awaited, PATIENCE).until(lambda path: path.exists() or server.poll() is not None)
    assert info.exists(), f"JupyterLab ended with status {server.returncode}"
    known = json.loads(info.read_text(encoding="utf-8"))
    return f"{known['url']}lab?token={known['token']}"


def _write_settings(config: Path, extensions: tuple[str, ...]) -> None:
    on = {name: name in extensions for name in (ASSIGNMENT_LIST, VALIDATE, FORMGRADER, COURSE_LIST)}
    _write_json(config / "jupyter_server_config.json", {"ServerApp": {"jpserver_extensions": on}})
    notification = "lab/user-settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings"
    _write_json(config / notification, NO_NEWS)


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")


def _environment(home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",  # as in an activated .venv
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
    }
