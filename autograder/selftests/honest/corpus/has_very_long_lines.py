"""Has a line and a docstring of thirty thousand characters, and a thousand lines of data.

Deserves: all points
"""


def hand_in(folder, work):
    long = "TABLE = [" + ", ".join(["0.125"] * 4_000) + "]\n"
    docstring = 'def quoted():\n    """' + "ε" * 30_000 + '"""\n'
    data = "DATA = {\n" + "".join(f"    {i}: 'row {i}',\n" for i in range(1_000)) + "}\n"
    work.write_module(folder, long + docstring + data)
