"""Hands in archives instead of the file, whose members would land outside of the folder.

Outcome of entropy: missing
"""

import io
import tarfile
import zipfile


def hand_in(folder, work):
    outside = ("../" * 12 + CANARY_FOLDER[1:] + "/hacked", CANARY_FOLDER + "/hacked", "../../results/grades.csv")
    with zipfile.ZipFile(folder / f"{work.section}.zip", "w") as archive:
        archive.writestr(f"{work.section}.py", work.module)
        for name in outside:
            archive.writestr(name, "hacked")
    with tarfile.open(folder / f"{work.section}.tar.gz", "w:gz") as archive:
        for name in (f"{work.section}.py", *outside):
            archive.addfile(tarfile.TarInfo(name), io.BytesIO())
