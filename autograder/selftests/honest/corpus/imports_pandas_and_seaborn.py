"""A cell of its own imports pandas and seaborn, which are not there while grading, for a plot that nothing needs.

Told: module 'pandas' is not available while grading. Available are numpy, scipy
Deserves: all points
"""

from autograder.selftests.corpus import insert_after, new_cell

SOURCE = """
import pandas as pd
import seaborn as sns

frame = pd.DataFrame({"p": [0.5, 0.25, 0.25]})
sns.barplot(frame)
"""


def edit(notebook):
    insert_after(notebook, "exercise-entropy", new_cell(SOURCE))
