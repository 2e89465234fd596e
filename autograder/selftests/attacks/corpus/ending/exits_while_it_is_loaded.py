"""Ends the process at the end of the file, when all is defined.

Outcome of entropy: not started
"""

import os

os._exit(0)
