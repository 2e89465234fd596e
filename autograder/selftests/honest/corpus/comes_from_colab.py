"""Was written in Colab: its metadata, form fields, shell lines, and a mounted drive.

Told: module 'google' is not available while grading
Deserves: all points
"""

from autograder.selftests.corpus import change_source, insert_after, new_cell

FORM = """\
#@title Settings { run: "auto", display-mode: "form" }
base = 2 #@param {type:"slider", min:2, max:10, step:1}
!apt-get install -y graphviz > /dev/null
%cd /content/drive/MyDrive
"""


def edit(notebook):
    notebook["metadata"] |= {
        "colab": {"provenance": [], "gpuType": "T4", "toc_visible": True},
        "accelerator": "GPU",
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
    }
    for number, cell in enumerate(notebook["cells"]):
        cell["metadata"] |= {"id": f"aB{number}", "colab": {"base_uri": "https://localhost:8080/"}, "outputId": "x"}
    insert_after(notebook, "given-1", new_cell("from google.colab import drive\ndrive.mount('/content/drive')"))
    insert_after(notebook, "given-1", new_cell(FORM, {"cellView": "form"}))
    change_source(notebook, "exercise-entropy", lambda source: "#@title My entropy\n" + source)
