"""The grader's end of one worker's life: sends requests, answers callbacks, and checks every reply first."""

from __future__ import annotations

import itertools
import math
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import numpy as np

from autograder.sandbox.cells import Cell
from autograder.sandbox.errors import (
    GradingError,
    StudentCrash,
    StudentError,
    StudentOutOfMemory,
    StudentTimeout,
    TraceLine,
    printable,
    student_error,
)
from autograder.sandbox.foreseen import Answered, Foreseen
from autograder.sandbox.launcher import Zygote
from autograder.sandbox.limits import Limits
from autograder.sandbox.process import ChannelClosed, Ending, WorkerProcess
from autograder.sandbox.wire import generators
from autograder.sandbox.wire.codec import Decoder, Encoder, check_expansion
from autograder.sandbox.wire.errors import ProtocolError, require
from autograder.sandbox.wire.frames import pack_frame
from autograder.sandbox.wire.messages import (
    EXIT_OUT_OF_MEMORY,
    Advance,
    Answer,
    Call,
    Callback,
    CallbackEnd,
    CallbackRaised,
    CallbackValue,
    Change,
    Effects,
    Failed,
    FromWorker,
    ListNames,
    Place,
    Raised,
    Ready,
    Replies,
    Reply,
    Returned,
    RunCell,
    Several,
    SingleRequest,
    pack,
    read_message,
)

_T = TypeVar("_T")

CALLBACKS_MAX = 100_000
"""Most calls of a test's functions in one call of a student's."""
NAMES_MAX = 10_000
_STARTING_SECONDS = 60.0
_NONCE_BITS = 62

# What reading a forged frame could raise beside ProtocolError, should a check be missing.
_WRONG_REPLY = (
    ProtocolError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


class Allowance(NamedTuple):
    """Seconds for one call, of computing and on the wall clock."""

    cpu: float
    wall: float


class References(NamedTuple):
    """How functions and iterators that stay in the worker look in the grader.

    `make` makes the stand-in for a handle, of kind "call" or "iter". `target_of` returns name or handle of a stand-in,
    None for all other objects.
    """

    make: Callable[[str, int], object]
    target_of: Callable[[object], str | int | None]


class Session:
    """One worker, from its start to its end.

    Attributes:
        alive: False after the worker has ended, or was ended for an invalid reply.
        output: what the last call printed.
        warnings: class name and text of the warnings that the last call gave.
        cpu_seconds_spent: seconds the worker computed in its life; set when it has ended.
    """

    def __init__(self, zygote: Zygote, limits: Limits, cells: Sequence[Cell], references: References) -> None:
        self.alive = True
        self.output = ""
        self.warnings: list[tuple[str, str]] = []
        self.cpu_seconds_spent = 0.0
        self._limits = limits
        self._strict = zygote.isolation == "strict"
        self._lines = {cell.label: _lines(cell.source) for cell in cells}
        self._references = references
        self._callbacks: list[Any] = []
        self._callback_of: dict[int, int] = {}
        self._busy = False
        self._process = WorkerProcess(zygote, limits.memory, math.ceil(limits.cpu_per_worker))
        self._await_ready()

    def cpu_seconds(self) -> float:
        """Seconds the worker has computed so far."""
        return self._process.cpu_seconds() if self.alive else self.cpu_seconds_spent

    def waited_seconds(self) -> float:
        """Seconds so far for which the worker, or we, waited for a processor."""
        return self._process.waited_seconds()

    def run_cell(self, allowance: Allowance, cell: Cell) -> None:
        """Run a cell; raises what it raises."""
        try:
            cell.source.encode()
        except UnicodeEncodeError as error:
            raise StudentError(f"not a Unicode text at position {error.start}", "SyntaxError") from None
        self._request(RunCell(_nonce(), cell.label, cell.source), Encoder(), allowance)

    def run_cells(self, allowance: Allowance, cells: Sequence[Cell]) -> list[StudentError | None]:
        """Run cells in one exchange, and return what each raises.

        Raises:
            StudentError: not all of them were run; which one is at fault shows when they are run one by one.
        """
        try:
            requests = [pack(RunCell(0, cell.label, cell.source)) for cell in cells]
        except UnicodeEncodeError as error:
            raise StudentError(error.reason) from None
        answers = self._request_all(requests, [b""] * len(requests), allowance)
        if len(answers) < len(cells):
            raise StudentError("not all cells were run")
        return [self._error_of(answer) for answer in answers]

    def list_names(self, allowance: Allowance) -> frozenset[str]:
        """The public callables that the cells have defined."""
        names = self._request(ListNames(_nonce()), Encoder(), allowance)
        if not isinstance(names, list) or len(names) > NAMES_MAX:
            return frozenset()
        return frozenset(name for name in names if isinstance(name, str) and name.isidentifier() and len(name) <= 200)

    def call(
        self, target: str | int, args: Sequence[object], kwargs: Mapping[str, object], allowance: Allowance
    ) -> object:
        """Call a function by name or handle.

        Raises:
            StudentError: the student's code raised, was stopped, or crashed.
            GradingError: an argument cannot be sent, or a function of the test called the student's code in turn.
        """
        encoder = Encoder(describe=self._describe, to_worker=True)
        try:
            arguments = [encoder.encode(value) for value in (*args, *kwargs.values())]
        except (TypeError, ValueError) as error:
            raise GradingError(f"a test passed an argument that cannot be sent: {error}") from None
        return self._request(Call(_nonce(), target, arguments, list(kwargs)), encoder, allowance)

    def call_all(self, calls: Sequence[Foreseen], allowance: Allowance) -> list[Answered]:
        """Make calls in one exchange; the answers to the first of them, maybe not to all: see `accept`.

        Raises:
            StudentError: the student's code was stopped, or crashed.
        """
        return self._request_all([call.head for call in calls], [call.body for call in calls], allowance)

    def accept(self, answer: Answered, mutables: Sequence[object]) -> object:
        """What `call` would have given for this answer of `call_all`; `mutables` are the call's, see `foresee`.

        Raises:
            StudentError: what the student's code raised, or the answer is invalid.
        """
        self.output, self.warnings = "", []
        try:
            reply = read_message(answer.head)
            require(isinstance(reply, Returned | Raised), "reply")
            result = self._accept(reply, memoryview(answer.body), 0, mutables)  # type: ignore[arg-type]
        except ProtocolError as error:
            raise self._stop(_invalid_reply(error)) from None
        if isinstance(reply, Raised):
            raise self._error(reply)
        return result

    def advance(self, handle: int, allowance: Allowance) -> tuple[object, ...]:
        """The next item of an iterator in a tuple; an empty tuple at its end."""
        item = self._request(Advance(_nonce(), handle), Encoder(), allowance)
        if not isinstance(item, tuple) or len(item) > 1:
            raise self._stop(StudentCrash("the worker sent an invalid reply", "no item"))
        return item

    def close(self, *, closed: bool = False) -> Ending | None:
        """End the worker, whose channel may be closed; None when it has ended before."""
        if not self.alive:
            return None
        self.alive = False
        ending = self._process.end(closed=closed)
        self.cpu_seconds_spent = ending.cpu_seconds
        return ending

    def _stop(self, error: StudentError) -> StudentError:
        self.close()
        return error

    def _await_ready(self) -> None:
        # Sent before any of the student's code has run, so whatever is wrong is not the student's fault.
        try:
            self._process.allow(0.0, _STARTING_SECONDS, _STARTING_SECONDS)
            head, _ = self._process.receive()
            first = read_message(head)
        except (StudentTimeout, ChannelClosed, ProtocolError) as error:
            ending = self.close()
            how = ending.description if ending else ""
            raise GradingError(f"a worker did not start: {type(error).__name__}, {how}") from None
        if not isinstance(first, Ready):
            self.close()
            reason = first.message if isinstance(first, Failed) else "unexpected message"
            raise GradingError(f"the walls around a worker could not be put up: {printable(reason)}")

    def _error_of(self, answer: Answered) -> StudentError | None:
        try:
            self.accept(answer, ())
        except StudentError as error:
            if not self.alive:
                raise
            return error
        return None

    def _request_all(self, requests: Sequence[bytes], bodies: Sequence[bytes], allowance: Allowance) -> list[Answered]:
        several = Several(_nonce(), list(requests), [len(body) for body in bodies])
        frame = pack_frame(pack(several), bodies)
        return self._exchange(frame, allowance, lambda: self._await_replies(several))

    def _request(self, request: SingleRequest, encoder: Encoder, allowance: Allowance) -> object:
        def reply_and_result() -> tuple[Reply, object]:
            reply, body = self._await_reply()
            return reply, self._accept(reply, body, request.nonce, encoder.mutables)

        self.output, self.warnings = "", []
        reply, result = self._exchange(_pack(request, encoder), allowance, reply_and_result)
        if isinstance(reply, Raised):
            raise self._error(reply)
        return result

    def _exchange(self, frame: bytes, allowance: Allowance, receive: Callable[[], _T]) -> _T:
        """Send a frame and receive what comes back; a worker with which that goes wrong is ended."""
        if self._busy:
            raise GradingError("a function that the test passed to the student's code called the student's code")
        self._busy, finished = True, False
        try:
            self._process.allow(self._process.cpu_seconds(), *allowance)
            self._process.send(frame)
            received = receive()
            finished = True
            return received
        except ChannelClosed:
            raise self._crash() from None
        except ProtocolError as error:
            raise _invalid_reply(error) from None
        finally:
            self._busy = False
            if not finished:
                self.close()

    def _crash(self) -> StudentError:
        """The error for a worker that has ended.

        Raises:
            GradingError: confined code cannot have ended it like this.
        """
        ending = self.close(closed=True)
        if ending is not None and ending.killed_by_others and self._strict:
            raise GradingError(
                "a worker was killed from outside (SIGKILL): by hand, or as the machine has no memory left"
            )
        if ending is not None and ending.exit_status == EXIT_OUT_OF_MEMORY:
            return StudentOutOfMemory("the process ran out of memory")
        return StudentCrash("the Python process ended during the call", ending.description if ending else "unknown")

    def _await_reply(self) -> tuple[Reply, memoryview]:
        message, body = self._await_message()
        if not isinstance(message, Returned | Raised):
            raise ProtocolError("unexpected message")
        return message, body

    def _await_replies(self, request: Several) -> list[Answered]:
        message, body = self._await_message()
        if not isinstance(message, Replies):
            raise ProtocolError("unexpected message")
        require(message.nonce == request.nonce, "replies: they are not to these requests")
        require(len(message.replies) == len(message.sizes) <= len(request.requests), "number of replies")
        require(all(size >= 0 for size in message.sizes) and sum(message.sizes) == len(body), "sizes of replies")
        ends = itertools.accumulate(message.sizes)
        bodies = (bytes(body[end - size : end]) for end, size in zip(ends, message.sizes, strict=True))
        return [Answered(*answer) for answer in zip(message.replies, bodies, strict=True)]

    def _await_message(self) -> tuple[FromWorker, memoryview]:
        """The first message that is not a callback; callbacks are answered."""
        for _ in range(CALLBACKS_MAX):
            head, body = self._process.receive()
            message = read_message(head)
            if not isinstance(message, Callback):
                return message, body
            self._answer(message, body)
        raise ProtocolError("too many callbacks")

    def _answer(self, callback: Callback, body: memoryview) -> None:
        """Call a function of the test for the student's code."""
        require(0 <= callback.target < len(self._callbacks), "callback")
        function = self._callbacks[callback.target]
        decoder = Decoder(body, resolve=self._resolve)
        try:
            values = [decoder.decode(tree) for tree in callback.arguments]
            decoder.finish()
            if decoder.met_reference:
                check_expansion(values, {})
            split = len(values) - len(callback.keywords)
            require(split >= 0, "callback")
            kwargs = dict(zip(callback.keywords, values[split:], strict=True))
        except _WRONG_REPLY as error:
            raise _as_protocol_error(error) from None
        encoder = Encoder(describe=self._describe, to_worker=True)
        started = time.monotonic()
        answer = _call_back(function, callback.advance, values[:split], kwargs, encoder, decoder.mutables)
        self._process.excuse(time.monotonic() - started)  # our work, not the student's
        self._process.send(_pack(answer, encoder))

    def _accept(self, reply: Reply, body: memoryview, nonce: int, mutables: Sequence[object]) -> object:
        """Check a reply, carry out its effects, return its value."""
        require(reply.nonce == nonce, "reply: it is not to this call")
        decoder = Decoder(body, mutables, resolve=self._resolve)
        effects = reply.effects
        try:
            result = decoder.decode(reply.value) if isinstance(reply, Returned) else None
            changes = [_decode_change(change, decoder, mutables) for change in effects.changes]
            decoder.finish()
            if decoder.met_reference:
                replaced = {id(old): new for old, new in changes}
                check_expansion([result, *mutables], replaced)
        except _WRONG_REPLY as error:
            raise _as_protocol_error(error) from None
        for old, new in changes:
            _change(old, new)
        self._note(effects)
        return result

    def _note(self, effects: Effects) -> None:
        self.output = effects.output[: self._limits.output]
        self.warnings = [(name, printable(text)) for name, text in effects.warnings]

    def _error(self, reply: Raised) -> StudentError:
        lines = [self._trace_line(place) for place in reply.trace]
        error = student_error(reply.kinds, reply.message, tuple(line for line in lines if line is not None))
        if isinstance(error, StudentOutOfMemory):
            # What filled the memory may still be there: the next call gets a new worker.
            self.close()
        return error

    def _trace_line(self, place: Place) -> TraceLine | None:
        """A line as the student wrote it: the text comes from the submission, not from the worker.

        None for a line that the submission does not have: its number could mean anything.
        """
        lines = self._lines.get(place.label, [])
        if not 1 <= place.line <= len(lines):
            return None
        return TraceLine(place.label, place.line, printable(place.function), lines[place.line - 1])

    def _describe(self, value: object) -> tuple[str, str | int] | None:
        target = self._references.target_of(value)
        if target is not None:
            return "own", target
        if not callable(value) and not hasattr(type(value), "__next__"):
            return None
        # Kept for the life of the worker: the student's code may keep a function and call it later.
        identity = self._callback_of.setdefault(id(value), len(self._callbacks))
        if identity == len(self._callbacks):
            self._callbacks.append(value)
        return "call" if callable(value) else "iter", identity

    def _resolve(self, kind: str, identity: str | int) -> object:
        if not isinstance(identity, int) or identity < 0:
            raise ProtocolError("invalid handle")
        if kind == "own":
            require(identity < len(self._callbacks), "handle")
            return self._callbacks[identity]
        require(kind in ("call", "iter"), "handle")
        return self._references.make(kind, identity)


def _lines(source: str) -> list[str]:
    """The lines as Python counts them: a form feed, for instance, does not end one."""
    return source.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _nonce() -> int:
    """Tells the reply to this call from one that was written in advance."""
    return secrets.randbits(_NONCE_BITS)


def _pack(message: SingleRequest | Answer, encoder: Encoder) -> bytes:
    try:
        return pack_frame(pack(message), encoder.buffers)
    except UnicodeEncodeError as error:
        raise GradingError(f"a test passed a text that cannot be sent: {error.reason}") from None
    finally:
        encoder.buffers.clear()


def _invalid_reply(error: ProtocolError) -> StudentCrash:
    return StudentCrash("the worker sent an invalid reply", str(error))


def _as_protocol_error(error: Exception) -> ProtocolError:
    # Other texts could quote what the worker wrote.
    return error if isinstance(error, ProtocolError) else ProtocolError(type(error).__name__)


def _call_back(
    function: Any,
    advance: bool,
    args: Sequence[object],
    kwargs: Mapping[str, object],
    encoder: Encoder,
    mutables: Sequence[object],
) -> Answer:
    try:
        value = next(function) if advance else function(*args, **kwargs)
    except GradingError:
        raise
    except Exception as error:
        ended = advance and isinstance(error, StopIteration)
        return CallbackEnd() if ended else CallbackRaised(type(error).__name__)
    try:
        tree = encoder.encode(value)
        # Both sides must go on with the same random numbers.
        changes = [
            Change(index, encoder.contents(mutable))
            for index, mutable in enumerate(mutables)
            if isinstance(mutable, np.random.Generator)
        ]
        return CallbackValue(tree, changes)
    except (TypeError, ValueError) as error:
        raise GradingError(f"a function of a test returned what cannot be sent: {error}") from None


def _decode_change(change: Change, decoder: Decoder, mutables: Sequence[object]) -> tuple[Any, Any]:
    require(0 <= change.index < len(mutables), "changed argument")
    old, new = mutables[change.index], decoder.contents(change.contents)
    require(type(new) is type(old), "changed argument")
    return old, new


def _change(old: Any, new: Any) -> None:
    """Give a mutable argument of the test's the contents it has in the worker."""
    if isinstance(old, np.ndarray):
        if old.dtype != new.dtype or old.shape != new.shape:
            raise StudentError("the shape or dtype of an argument was changed in place", "ValueError")
        if not old.flags.writeable:
            raise StudentError("a read-only argument was changed in place", "ValueError")
        old[...] = new
    elif isinstance(old, np.random.Generator):
        generators.follow(old, new)
    else:
        old.clear()
        if isinstance(old, list):
            old.extend(new)
        else:
            old.update(new)
