"""What a check needs: comparison, raised errors, input batteries, and the pytest plugin for visible checks.

Everything that the visible checks use lives here and imports only numpy and pytest, so that it can be given to
students together with the checks. One thing comes from elsewhere: what can be imported while grading, and the
stand-ins that are there in a notebook, are the sandbox's to say (`sandbox.preload`, `sandbox.plotting`).
"""
