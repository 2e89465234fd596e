"""A course in a real browser: JupyterLab for a student, formgrader for the instructor."""
