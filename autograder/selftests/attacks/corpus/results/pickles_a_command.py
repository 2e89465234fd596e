"""Returns an object that writes a file when it is copied or unpickled.

Outcome of entropy: wrong
"""


class Command:
    def __reduce_ex__(self, protocol):
        return exec, (f"open({CANARY_FOLDER + '/hacked'!r}, 'w').write('hacked')",)

    def __deepcopy__(self, memo):
        open(CANARY_FOLDER + "/hacked", "w")


def entropy(p, base=2.718281828459045):
    return Command()
