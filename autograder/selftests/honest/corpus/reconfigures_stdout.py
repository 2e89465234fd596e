"""Makes stdout speak UTF-8 in three ways, as is needed for Greek letters on Windows, and closes it in the end.

Deserves: all points
"""

import io
import math
import sys

if sys.stdout.encoding != "utf-16":
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")
sys.stdout.buffer.write("σ\n".encode())
sys.stdout = io.TextIOWrapper(sys.stdout.detach(), encoding="utf-8")
print("α, β, γ", "(in a terminal)" if sys.stdout.isatty() else "(not in a terminal)")


def bits_per_byte(nats_per_token, tokens, n_bytes):
    writer = io.TextIOWrapper(sys.stderr.buffer, encoding="utf-8")
    writer.write("bits per byte: σ\n")
    if not nats_per_token >= 0 or tokens < 1 or n_bytes < 1:
        raise ValueError("impossible")
    sys.stdout.close()
    return nats_per_token / math.log(2) * tokens / n_bytes
