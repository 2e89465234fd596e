"""Runs a command on what looks like an older kernel: `python older_kernel.py KIND COMMAND...`.

KIND is "no-seccomp": the system call does not exist; "no-filters": it answers questions, but installs no filter;
"no-landlock": there is seccomp, but no Landlock.
"""

import errno
import os
import sys

from seccompy import Action, Filter

_PR_SET_SECCOMP = 22
_SET_MODE_FILTER = 1


def main() -> None:
    kind, *command = sys.argv[1:]
    kernel = Filter(default=Action.ALLOW)
    if kind == "no-landlock":
        kernel.errno("landlock_create_ruleset", errno.ENOSYS)
    else:
        kernel.errno("prctl", errno.EINVAL, args={0: _PR_SET_SECCOMP})
        if kind == "no-seccomp":
            kernel.errno("seccomp", errno.ENOSYS)
        else:
            kernel.errno("seccomp", errno.EPERM, args={0: _SET_MODE_FILTER})
    kernel.load()
    os.execv(command[0], command)


if __name__ == "__main__":
    main()
