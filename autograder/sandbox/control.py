"""What the grader and its zygote say to each other: one packet each, told apart by a number.

The number matters when a grader process was killed between a request and its answer and another one goes on: the old
answer is then recognised and dropped.
"""

from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder

PACKET_MAX = 1 << 16


class _Packet(Struct, array_like=True):
    """Base of all packets."""


class Hello(_Packet, tag="hello"):
    """The zygote is ready; `landlock_abi` is 0 where there is no Landlock."""

    landlock_abi: int


class Fork(_Packet, tag="fork"):
    """Start a worker; the worker's end of the channel comes along."""

    number: int
    memory: int
    cpu_seconds: int


class Started(_Packet, tag="started"):
    """The worker runs; a pidfd comes along."""

    number: int
    pid: int


class Reap(_Packet, tag="reap"):
    """Wait for the end of a worker that has ended or was killed."""

    number: int
    pid: int


class Ended(_Packet, tag="ended"):
    """How the worker ended (as from waitpid) and how many seconds it computed."""

    number: int
    status: int
    cpu_seconds: float


class Refused(_Packet, tag="refused"):
    """It could not be done."""

    number: int
    message: str


pack = Encoder().encode
unpack_request: Decoder[Fork | Reap] = Decoder(Fork | Reap)
unpack_answer: Decoder[Hello | Started | Ended | Refused] = Decoder(Hello | Started | Ended | Refused)
