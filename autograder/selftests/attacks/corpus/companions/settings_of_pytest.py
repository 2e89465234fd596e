"""Hands in settings that make pytest load a plugin of the attacker's, in every file where pytest looks for them.

Outcome of entropy: not started
"""

PLUGIN = f"open({CANARY_FOLDER + '/hacked'!r}, 'w').close()"
SETTINGS = {
    "pytest.ini": "[pytest]\naddopts = -p hacked\npythonpath = .\n",
    "tox.ini": "[pytest]\naddopts = -p hacked\npythonpath = .\n",
    "setup.cfg": "[tool:pytest]\naddopts = -p hacked\npythonpath = .\n",
    "pyproject.toml": "[tool.pytest.ini_options]\naddopts = '-p hacked'\npythonpath = ['.']\n",
    "hacked.py": PLUGIN,
}


def hand_in(folder, work):
    for name, text in SETTINGS.items():
        (folder / name).write_text(text)
    work.write_module(folder)
