"""Has cells for the shell, for another Python, for JavaScript, and one that is written to a file.

Outcome of entropy: not started
"""

SOURCES = (
    f"%%bash\ntouch {CANARY_FOLDER}/hacked",
    f"%%script sh\ntouch {CANARY_FOLDER}/hacked",
    f"%%python3\nopen({CANARY_FOLDER + '/hacked'!r}, 'w')",
    f"%%writefile {CANARY_FOLDER}/hacked\nhacked",
    "%%javascript\nIPython.notebook.kernel.execute('entropy = 1')",
    "%%html\n<script>document.title = 'hacked'</script>",
)


def edit(notebook):
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": 1}
    notebook["cells"] += [{**cell, "id": f"trick-{n}", "source": source} for n, source in enumerate(SOURCES)]
