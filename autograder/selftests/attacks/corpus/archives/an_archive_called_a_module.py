"""Hands in an archive under the module's name: Python runs those.

Outcome of entropy: unreadable
"""

import zipfile


def hand_in(folder, work):
    with zipfile.ZipFile(folder / f"{work.section}.py", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("__main__.py", f"open({CANARY_FOLDER + '/hacked'!r}, 'w').close()")
        archive.writestr(f"{work.section}.py", work.module)
