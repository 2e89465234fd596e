"""Imports pandas in the first cell of a module: the cells behind it are run as a notebook's are.

Told: module 'pandas' is not available while grading. Available are numpy, scipy
Deserves: all points
"""


def hand_in(folder, work):
    text = work.module.replace("import numpy as np\n", "import numpy as np\nimport pandas as pd\n", 1)
    (folder / f"{work.section}.py").write_text(text, encoding="utf-8")
