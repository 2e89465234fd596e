"""The untrusted side of a session: runs a student's cells and functions in this process, and answers the grader.

Nothing here protects the grader: a student's code can change all of it. The walls are in `confinement`, and the checks
are on the grader's side.
"""

from __future__ import annotations

import builtins
import collections
import gc
import io
import linecache
import os
import random
import sys
import types
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NoReturn

import numpy as np

from autograder.sandbox import plotting
from autograder.sandbox.plotting import Silent
from autograder.sandbox.wire import generators, messages
from autograder.sandbox.wire.codec import Decoder, Encoder
from autograder.sandbox.wire.frames import (
    BODY_MAX,
    HEAD_MAX,
    pack_bounded_frame,
    pack_frame,
    read_frame,
    require_bounded,
)
from autograder.sandbox.wire.messages import (
    Advance,
    Call,
    Callback,
    CallbackEnd,
    CallbackRaised,
    CallbackValue,
    Change,
    Effects,
    ListNames,
    Place,
    Raised,
    Ready,
    Replies,
    Returned,
    RunCell,
    Several,
    SingleRequest,
    pack,
    unpack_answer,
    unpack_request,
    unpack_single_request,
)

# Not "__main__": a submission's `if __name__ == "__main__"` is its demonstration.
MODULE_NAME = "student"
# `from __future__ import annotations` in one cell is for the later ones, too, as in a notebook.
_ANNOTATIONS = annotations.compiler_flag
_RESERVE = 4 << 20
_NO_EFFECTS = Effects([], "", [])


class GraderFunction:
    """A function that the test passed: calling it asks the grader."""

    def __init__(self, worker: Worker, identity: int) -> None:
        self._worker = worker
        self._identity = identity

    def __call__(self, /, *args: object, **kwargs: object) -> Any:
        return self._worker.call_back(self._identity, False, args, kwargs)


class GraderIterator:
    """An iterator that the test passed."""

    def __init__(self, worker: Worker, identity: int) -> None:
        self._worker = worker
        self._identity = identity

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        return self._worker.call_back(self._identity, True, (), {})


class Requests:
    """Reads what the grader sends; when the grader has closed the channel, nobody waits for an answer any more."""

    def __init__(self, channel: int) -> None:
        self._file = io.FileIO(channel, closefd=False)

    def read(self, size: int) -> bytes:
        return self._file.read(size) or os._exit(0)

    def read_into(self, room: memoryview) -> int:
        return self._file.readinto(room) or os._exit(0)


class BoundedOutput(io.RawIOBase):
    """Keeps the first bytes printed and forgets the rest. It is never closed, as a stream on it may be."""

    def __init__(self) -> None:
        self._kept = bytearray()

    def clear(self) -> None:
        self._kept.clear()

    def stream(self) -> io.TextIOWrapper:
        """A new text stream like Python's own: the student's code may have closed, detached or wrapped the last one."""
        return io.TextIOWrapper(self, encoding="utf-8", errors="replace", write_through=True)  # type: ignore[arg-type]

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        room = messages.OUTPUT_MAX - len(self._kept)
        self._kept += memoryview(data).cast("B")[:room]
        return len(data)

    def close(self) -> None:
        pass

    def text(self) -> str:
        return self._kept.decode("utf-8", "replace")


class Arguments:
    """The decoded arguments of one call, and what they looked like before it."""

    def __init__(self, worker: Worker, tree: Sequence[messages.Tree], body: memoryview) -> None:
        decoder = Decoder(body, resolve=worker.resolve, suspicious=False)
        self.values = [decoder.decode(item) for item in tree]
        self.mutables = decoder.mutables
        self._contiguous = decoder.contiguous
        self._describe = worker.describe
        self._before = [self._snapshot(value) for value in self.mutables]

    def encoder(self) -> Encoder:
        """An encoder that knows the arguments, as the grader's decoder of the reply will."""
        return Encoder(self.mutables, contiguous=self._contiguous, describe=self._describe)

    def changes(self, encoder: Encoder) -> list[Change]:
        """The arguments changed in place; `encoder` has encoded the result, so an object in both stays one object."""
        return [
            Change(index, encoder.contents(value))
            for index, value in enumerate(self.mutables)
            if self._snapshot(value) != self._before[index]
        ]

    def _snapshot(self, value: object) -> tuple[object, ...]:
        # Bytes, as -0.0 and True are equal to 0.0 and 1, and nan is not equal to itself.
        if type(value) is np.ndarray and not value.dtype.hasobject:
            # What most arguments are; the general way below costs ten times as much.
            return value.dtype, value.shape, value.strides, value.flags.writeable, value.tobytes()
        encoder = self.encoder()
        return pack(encoder.contents(value)), encoder.buffers


class Worker:
    """Serves one session over the channel until the grader closes it."""

    def __init__(self, channel: int) -> None:
        self._channel = channel
        self._requests = Requests(channel)
        self._module = types.ModuleType(MODULE_NAME)
        self._labels: set[str] = set()
        self._future = 0
        self._handles: list[Any] = []
        self._handle_of: dict[int, int] = {}
        self._output = BoundedOutput()
        self._warnings: list[tuple[str, str]] = []
        self._out_of_memory = False
        self._reserve = np.empty(_RESERVE, np.uint8)  # address space only: nothing is written to it

    def serve(self) -> NoReturn:
        """Answer requests, for ever."""
        self._prepare_interpreter()
        self._send(pack_frame(pack(Ready()), ()))
        while True:
            self._send(self._answer_next())

    def _prepare_interpreter(self) -> None:
        sys.modules[MODULE_NAME] = self._module
        vars(builtins).update(plotting.BUILTINS)
        # All workers start from the same numbers, so that a submission gets the same grade again.
        random.seed(0)
        np.random.seed(0)
        warnings.simplefilter("always")
        warnings.showwarning = self._note_warning

    def _note_warning(self, message: object, category: type, *rest: object, **more: object) -> None:
        if len(self._warnings) < messages.WARNINGS_MAX:
            text = _text_of(message)[: messages.WARNING_MAX]
            self._warnings.append((category.__name__[: messages.NAME_MAX], text))

    def _answer_next(self) -> bytes:
        head, body = read_frame(self._requests, bounded=False)
        request = unpack_request.decode(head)
        if isinstance(request, Several):
            return self._answer_all(request, body)
        arguments = self._arguments(request, body)
        del head, body  # a large frame is memory that the student's function may need
        return pack_frame(*self._answer(request, arguments))

    def _answer_all(self, request: Several, body: memoryview) -> bytes:
        """Answer one after the other, up to one for which there is no memory, or whose reply does not fit in."""
        replies: list[bytes] = []
        bodies: list[bytes] = []
        sizes: list[int] = []
        for packed, size in zip(request.requests, request.sizes, strict=True):
            single, part, body = unpack_single_request.decode(packed), body[:size], body[size:]
            head, buffers = self._answer(single, self._arguments(single, part))
            reply_size = sum(map(len, buffers))
            if self._out_of_memory or not _fit([*replies, head], [*sizes, reply_size]):
                break
            replies.append(head)
            bodies += buffers
            sizes.append(reply_size)
        return pack_frame(pack(Replies(request.nonce, replies, sizes)), bodies)

    def _arguments(self, request: SingleRequest, body: memoryview) -> Arguments:
        return Arguments(self, request.arguments if isinstance(request, Call) else (), body)

    def _answer(self, request: SingleRequest, arguments: Arguments) -> tuple[bytes, Sequence[bytes]]:
        """Head and body of the reply to one request."""
        self._output.clear()
        self._warnings.clear()
        sys.stdout = sys.stderr = self._output.stream()
        try:
            result = self._perform(request, arguments)
            encoder = arguments.encoder()
            value = encoder.encode(result)
            reply: messages.Reply = Returned(request.nonce, value, _NO_EFFECTS)
        except BaseException as error:
            reply, encoder = self._failure(request.nonce, error), arguments.encoder()
        try:
            reply.effects = Effects(arguments.changes(encoder), self._output.text(), self._warnings)
            head = pack(reply)
            require_bounded(head, encoder.buffers)
            return head, encoder.buffers
        except BaseException as error:
            return pack(self._failure(request.nonce, error)), ()

    def _perform(self, request: SingleRequest, arguments: Arguments) -> object:
        if isinstance(request, Call):
            split = len(arguments.values) - len(request.keywords)
            keywords = dict(zip(request.keywords, arguments.values[split:], strict=True))
            return self._target(request.target)(*arguments.values[:split], **keywords)
        if isinstance(request, Advance):
            return self._next_item(self._handles[request.target])
        if isinstance(request, ListNames):
            return self._public_names()
        self._run(request)
        return None

    def _next_item(self, iterator: Iterator[Any]) -> tuple[Any, ...]:
        # One item in a tuple, or none: the end is no exception.
        try:
            return (next(iterator),)
        except StopIteration:
            return ()

    def _run(self, cell: RunCell) -> None:
        # For inspect.getsource and tracebacks that the student's code prints.
        linecache.cache[cell.label] = (len(cell.source), None, io.StringIO(cell.source).readlines(), cell.label)
        self._labels.add(cell.label)
        self._module.__file__ = cell.label
        code = compile(cell.source, cell.label, "exec", self._future, dont_inherit=True)
        self._future |= code.co_flags & _ANNOTATIONS
        exec(code, vars(self._module))

    def _public_names(self) -> list[str]:
        # What is left of a plot can be called with no effect; it is not a function of the student's.
        return [
            name
            for name, value in vars(self._module).items()
            if callable(value) and not name.startswith("_") and not isinstance(value, Silent)
        ]

    def _target(self, target: str | int) -> Any:
        if isinstance(target, int):
            return self._handles[target]
        try:
            return vars(self._module)[target]
        except KeyError:
            raise NameError(f"{target} is not defined") from None

    def describe(self, value: object) -> tuple[str, str | int] | None:
        """Kind and identity of a callable or iterator for the wire."""
        if isinstance(value, GraderFunction | GraderIterator):
            return "own", value._identity
        if not callable(value) and not hasattr(type(value), "__next__"):
            return None
        # The same object keeps its handle, or a list of functions would look changed after each call.
        handle = self._handle_of.setdefault(id(value), len(self._handles))
        if handle == len(self._handles):
            self._handles.append(value)
        return "call" if callable(value) else "iter", handle

    def resolve(self, kind: str, identity: str | int) -> object:
        """The object that the grader means."""
        if kind == "own":
            return self._target(identity)
        return GraderFunction(self, int(identity)) if kind == "call" else GraderIterator(self, int(identity))

    def call_back(self, identity: int, advance: bool, args: Sequence[object], kwargs: Mapping[str, object]) -> Any:
        """Ask the grader to call a function of the test, or to take the next item of an iterator of the test."""
        encoder = Encoder(describe=self.describe)
        trees = [encoder.encode(value) for value in (*args, *kwargs.values())]
        self._send(pack_bounded_frame(pack(Callback(identity, advance, trees, list(kwargs))), encoder.buffers))
        head, body = read_frame(self._requests, bounded=False)
        answer = unpack_answer.decode(head)
        if isinstance(answer, CallbackValue):
            decoder = Decoder(body, resolve=self.resolve, suspicious=False)
            value = decoder.decode(answer.value)
            for change in answer.changes:
                generator: Any = encoder.mutables[change.index]
                generators.follow(generator, decoder.contents(change.contents))
            return value
        if isinstance(answer, CallbackEnd):
            raise StopIteration
        raise _exception_class(answer)(f"{answer.kind} in a function that the test passed")

    def _failure(self, nonce: int, error: BaseException) -> Raised:
        if isinstance(error, MemoryError):
            self._out_of_memory = True
            self._make_room(error)
        kinds = [kind.__name__[: messages.NAME_MAX] for kind in type(error).__mro__]
        return Raised(nonce, kinds, _text_of(error)[: messages.MESSAGE_MAX], self._trace(error), _NO_EFFECTS)

    def _make_room(self, error: BaseException) -> None:
        """Free what the frames of the traceback still hold: a reply needs some memory, too."""
        self._reserve = np.empty(0, np.uint8)
        step = error.__traceback__
        while step is not None:
            frame, step = step.tb_frame, step.tb_next
            if frame.f_code.co_filename in self._labels and frame.f_code.co_name != "<module>":
                try:
                    frame.clear()
                except RuntimeError:  # a generator that is still running
                    continue
        gc.collect()

    def _trace(self, error: BaseException) -> list[Place]:
        places: collections.deque[Place] = collections.deque(maxlen=messages.TRACE_MAX)
        step = error.__traceback__
        while step is not None:
            code = step.tb_frame.f_code
            if code.co_filename in self._labels:
                places.append(Place(code.co_filename, step.tb_lineno, code.co_name[: messages.NAME_MAX]))
            step = step.tb_next
        if isinstance(error, SyntaxError) and error.filename in self._labels:
            places.append(Place(error.filename, error.lineno or 0, "<module>"))
        return list(places)[-messages.TRACE_MAX :]

    def _send(self, frame: bytes) -> None:
        rest = memoryview(frame)
        while rest:
            rest = rest[os.write(self._channel, rest) :]


def _fit(heads: Sequence[bytes], body_sizes: Sequence[int]) -> bool:
    """Whether replies fit into one frame, with room to spare for what holds them together."""
    return sum(map(len, heads)) <= HEAD_MAX // 2 and sum(body_sizes) <= BODY_MAX


def _exception_class(answer: CallbackRaised) -> type[Exception]:
    kind = getattr(builtins, answer.kind, None)
    return kind if isinstance(kind, type) and issubclass(kind, Exception) else RuntimeError


def _text_of(value: object) -> str:
    """`str(value)`, whatever that does."""
    try:
        # Where the syntax is wrong is told apart from what is wrong.
        text = value.msg if isinstance(value, SyntaxError) else str(value)
        if isinstance(value, ImportError):  # it names the file of the module on this machine
            text = text.removesuffix(f" ({value.path})")
        return text.encode("utf-8", "replace").decode()
    except BaseException:
        return "(the text could not be made)"


def serve(channel: int) -> NoReturn:
    """Serve one session; never returns."""
    try:
        Worker(channel).serve()
    except MemoryError:
        os._exit(messages.EXIT_OUT_OF_MEMORY)
