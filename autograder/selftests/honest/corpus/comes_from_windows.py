"""Has CRLF line ends and a byte order mark, and no newline at its end.

Deserves: all points
"""


def hand_in(folder, work):
    text = work.module.rstrip() + "\nlast = None"
    data = text.replace("\n", "\r\n").encode("utf-8-sig")
    (folder / f"{work.section}.py").write_bytes(data)
