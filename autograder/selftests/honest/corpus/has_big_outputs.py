"""Was run in disorder and saved with its outputs: megabytes of pictures, errors, widgets, long tables.

Deserves: all points
"""

PICTURE = "iVBORw0KGgo" + "A" * 4_000_000


def edit(notebook):
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for number, cell in enumerate(code):
        cell["execution_count"] = (number * 37) % 101 + 1
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["line\n"] * 1000}]
    code[3]["outputs"] = [{"output_type": "display_data", "data": {"image/png": PICTURE}, "metadata": {}}]
    code[4]["outputs"] = [{"output_type": "error", "ename": "NameError", "evalue": "x", "traceback": ["\u001b[31m"]}]
    code[5]["outputs"] = [
        {
            "output_type": "execute_result",
            "execution_count": 999,
            "data": {"text/html": "<table>" + "<tr></tr>" * 100_000, "text/plain": "frame"},
            "metadata": {},
        }
    ]
