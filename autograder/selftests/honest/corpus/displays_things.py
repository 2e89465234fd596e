"""Shows values with IPython's display, in cells of its own and inside an answer.

Deserves: all points
"""

from autograder.selftests.corpus import change_source, insert_after, new_cell

SOURCE = """
from IPython.display import HTML, Image, Latex, Markdown, Math, clear_output, display
from IPython import get_ipython
import IPython

display(Markdown("**Entropy** of a coin:"), Math(r"-\\\\sum p \\\\log p"))
display(HTML("<b>done</b>"))
clear_output(wait=True)
IPython.display.display(entropy([0.5, 0.5]))
get_ipython().run_line_magic("matplotlib", "inline")
"""


def edit(notebook):
    insert_after(notebook, "check-entropy", new_cell(SOURCE))
    change_source(
        notebook,
        "exercise-bits_per_byte",
        lambda source: source.replace("    return nats_per_token", "    display(nats_per_token)\n    return nats_per_token"),
    )
