"""Cells are split in pieces, each with the metadata of the whole, and others are merged with their checks.

Deserves: all points
"""

from autograder.selftests.corpus import cell_of, insert_after, new_cell, set_source, source_of


def edit(notebook):
    answer = cell_of(notebook, "exercise-entropy")
    insert_after(notebook, "exercise-entropy", new_cell("# scratch\nentropy([1.0])", answer["metadata"]))
    helpers = cell_of(notebook, "given-2")
    first, second = source_of(helpers).split("def as_distribution_pair")
    set_source(helpers, first)
    insert_after(notebook, "given-2", new_cell("def as_distribution_pair" + second, helpers["metadata"]))
    for name in ("perplexity", "bits_per_byte"):
        answer, check = cell_of(notebook, f"exercise-{name}"), cell_of(notebook, f"check-{name}")
        set_source(check, f"{source_of(answer)}\n\n\n{source_of(check)}")
        notebook["cells"].remove(answer)
