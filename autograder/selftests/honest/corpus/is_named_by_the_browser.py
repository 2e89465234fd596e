"""Has the name that a browser gives to the second download of a file.

Told: s04_information_theory (1).ipynb was not graded: it is not named after a section
Deserves: nothing
"""


def hand_in(folder, work):
    work.write_notebook(folder).rename(folder / f"{work.section} (1).ipynb")
