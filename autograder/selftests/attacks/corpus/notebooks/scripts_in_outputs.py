"""Hides scripts in outputs, attachments, widgets and Markdown, for whoever opens the notebook or a report on it.

Outcome of entropy: not started
"""

SCRIPT = "<script>fetch('http://127.0.0.1:%d/')</script><img src=x onerror=alert(1)>" % CANARY_PORT
SVG = f"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'>{SCRIPT}</svg>"


def edit(notebook):
    data = {"text/html": SCRIPT, "image/svg+xml": SVG, "application/javascript": "alert(1)", "text/latex": SCRIPT}
    shown = {"output_type": "display_data", "metadata": {"isolated": False}, "data": data}
    failed = {"output_type": "error", "ename": SCRIPT, "evalue": SCRIPT, "traceback": [SCRIPT]}
    widgets = {"state": {"x": {"model_name": "HTMLModel", "state": {"value": SCRIPT}}}}
    notebook["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": widgets}
    notebook["metadata"] |= {"title": SCRIPT, "authors": [{"name": SCRIPT}]}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [shown, failed]
        else:
            cell |= {"source": SCRIPT, "attachments": {"x.svg": {"image/svg+xml": SVG}}}
