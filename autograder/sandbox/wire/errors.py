"""What goes wrong on the wire."""


class ProtocolError(Exception):
    """The other side sent something that is not a valid message."""


class NotPlainData(TypeError):
    """A value cannot travel."""


def require(condition: object, what: str) -> None:
    """Raise ProtocolError naming `what` unless `condition` holds."""
    if not condition:
        raise ProtocolError(f"invalid {what}")
