"""What all parts of the engine raise when it is for a person to act."""


class UserError(Exception):
    """Something that whoever typed the command can mend; the message says in one line what is wrong and what to do."""
