"""A scratch cell each looks for a data file, writes a temporary file, makes a folder, starts a program.

Told: cell
Deserves: all points
"""

from autograder.selftests.corpus import insert_after, new_cell

SOURCES = [
    "import numpy as np\nnp.loadtxt('data/losses.csv')",
    "import tempfile\nwith tempfile.NamedTemporaryFile() as file:\n    file.write(b'x')",
    "import os\nos.makedirs('plots', exist_ok=True)",
    "import subprocess\nsubprocess.run(['ls'], check=True)",
    "import urllib.request\nurllib.request.urlopen('https://example.org')",
    "import os\nos.system('clear')\nos.path.exists('data')",
]


def edit(notebook):
    for source in SOURCES:
        insert_after(notebook, "given-1", new_cell(source))
