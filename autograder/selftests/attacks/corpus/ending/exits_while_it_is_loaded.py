"""Ends the process at the end of the file, when all is defined.

Outcome of entropy: could not be loaded
"""

import os

os._exit(0)
