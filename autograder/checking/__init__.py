"""What a check needs: comparison, raised errors, input batteries, and the pytest plugin for visible checks.

Everything that the visible checks use lives here and imports only numpy and pytest, so that it can be given to
students together with the checks.
"""
