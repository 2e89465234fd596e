"""Values to trees and back.

An encoded value is an atom (None, bool, int of 64 bits, float, str) or a `Node(tag, items)`; raw bytes travel beside
the tree, in the order in which the tree mentions them.

    tag      items                                       value
    i        hexadecimal                                 int beyond 64 bits
    c        real, imaginary                             complex
    b        length; bytes                               bytes
    n        dtype; bytes                                numpy scalar
    a        dtype, order, writeable, contiguous,        ndarray
             *shape; bytes
    v        index, offset, dtype, *shape, *strides      ndarray that is a view of mutable number `index`
    l s t f  *values                                     list, set, tuple, frozenset
    d        key, value, key, value, ...                 dict
    range    start, stop, step                           range
    slice    start, stop, step                           slice
    g        kind, seed, children, *numbers; bytes       numpy.random.Generator
    dtype    dtype                                       numpy.dtype
    np       name                                        numpy's function or type of that name
    py       name                                        Python's built-in of that name
    h        kind, identity                              a callable or iterator that stays where it is
    m        index                                       mutable number `index`, met before

Mutable objects are numbered in the order in which they are met, on both sides alike, so one met again travels as a
reference: an argument that is returned comes back as the caller's own object.

The two directions differ. A worker reads what the grader wrote, and believes it. The grader believes nothing: with
`suspicious` every length, key, position and name from the worker is checked before it is used.
"""

import builtins
import collections
import math
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.sandbox.wire import dtypes, generators
from autograder.sandbox.wire.errors import NotPlainData, ProtocolError, require
from autograder.sandbox.wire.frames import BODY_MAX
from autograder.sandbox.wire.messages import Node, Tree

DEPTH_MAX = 40
PARTS_MAX = 50_000
"""Most containers, arrays and other parts that are no atoms in a message from a worker: each costs the grader more time
than the worker."""
EXPANDED_MAX = 1_000_000
"""Most items a value may have when every reference in it is written out."""
INTEGER_BITS_MAX = 14_000
"""Python refuses to print integers of more than 4300 digits, so a longer one would break the report about it."""
_INTEGER_TEXT_MAX = INTEGER_BITS_MAX // 4 + 4
_KEYS_MAX = 20_000
_SAME_HASH_MAX = 16
"""Most keys of one hash: -1 and -2 have the same one, and so have the 16 tuples of four of them."""
_FROZENSETS_MAX = 2
"""Most frozensets in each other: comparing two costs up to the product of their sizes, at every level."""
_DIMENSIONS_MAX = 32

_ATOMS = frozenset({type(None), bool, float, str})
_NUMPY_SCALARS = frozenset(np.sctypeDict.values()) - {np.object_, np.void}
_MUTABLE = frozenset({list, set, dict, np.ndarray, np.random.Generator})
# The standard library's dictionaries are dictionaries; a student's own subclass may mean anything and is refused.
_DICTIONARIES = frozenset({dict, collections.Counter, collections.OrderedDict, collections.defaultdict})

Array = np.ndarray[Any, Any]


class Encoder:
    """Turns values into trees, and collects their raw bytes in `buffers`.

    Args:
        mutables: the mutable objects met so far in this exchange.
        contiguous: numbers of those arrays in it that the other side holds in one piece; only they can be viewed there.
        describe: returns kind and identity of a callable or iterator that stays on this side, or None.
        to_worker: the value goes from the grader to a worker: functions may travel by name, and seeds travel.
    """

    def __init__(
        self,
        mutables: Sequence[object] = (),
        *,
        contiguous: Collection[int] = (),
        describe: Callable[[object], tuple[str, str | int] | None] | None = None,
        to_worker: bool = False,
    ) -> None:
        self.mutables = list(mutables)
        self.buffers: list[bytes] = []
        self._parts = 0
        self._index = {id(value): index for index, value in enumerate(self.mutables)}
        self._contiguous = contiguous
        self._describe = describe
        self._to_worker = to_worker

    def encode(self, value: object, depth: int = 0) -> Tree:
        """The tree of `value`.

        Raises:
            NotPlainData: it is, or contains, something that is not plain data.
            ValueError: it is nested too deeply, has more parts than the grader takes, or contains an integer too large
                to print.
        """
        kind = type(value)
        if kind in _ATOMS:
            return value  # type: ignore[return-value]
        if kind is int:
            return _encode_integer(value)  # type: ignore[arg-type]
        self._parts += 1
        if self._parts > PARTS_MAX and not self._to_worker:
            raise ValueError(f"the value has more than {PARTS_MAX} parts")
        index = self._index.get(id(value))
        if index is not None:
            return Node("m", [index])
        if depth > DEPTH_MAX:
            raise ValueError("the value is nested too deeply")
        if kind is np.ndarray:
            view = self._encode_view(value)  # type: ignore[arg-type]
            if view is not None:
                return view
        if kind in _MUTABLE or (kind in _DICTIONARIES and not self._to_worker):
            self._index[id(value)] = len(self.mutables)
            self.mutables.append(value)
            return self.contents(value, depth)
        return self._encode_immutable(value, kind, depth)

    def contents(self, value: Any, depth: int = 0) -> Node:
        """The tree of a mutable object itself, even when it was met before."""
        kind = type(value)
        if kind is np.ndarray:
            return self._encode_array(value)
        if kind is np.random.Generator:
            return self._encode_generator(value)
        if kind in _DICTIONARIES:
            return Node("d", [self.encode(part, depth + 1) for pair in value.items() for part in pair])
        return Node("l" if kind is list else "s", [self.encode(item, depth + 1) for item in value])

    def _encode_immutable(self, value: Any, kind: type, depth: int) -> Node:
        if kind in _NUMPY_SCALARS:
            return self._encode_scalar(value)
        # A named tuple is a tuple; any other subclass may bring an __eq__ of its own and is refused.
        if kind is tuple or (issubclass(kind, tuple) and hasattr(kind, "_fields")):
            return Node("t", [self.encode(item, depth + 1) for item in value])
        if kind is frozenset:
            return Node("f", [self.encode(item, depth + 1) for item in value])
        if kind is complex:
            return Node("c", [value.real, value.imag])
        if kind is bytes:
            self.buffers.append(value)
            return Node("b", [len(value)])
        if kind is range or kind is slice:
            return Node(kind.__name__, [self.encode(part, depth + 1) for part in (value.start, value.stop, value.step)])
        return self._encode_reference(value)

    def _encode_reference(self, value: Any) -> Node:
        if isinstance(value, np.dtype) and dtypes.name_of(value):
            return Node("dtype", [value.str])
        if (self._to_worker or isinstance(value, np.ufunc)) and (named := by_name(value)):
            return named
        described = self._describe(value) if self._describe else None
        if described is None:
            raise NotPlainData(
                f"a value of type {type(value).__qualname__} is not plain data "
                "(numbers, strings, lists, tuples, dicts, sets, numpy arrays)"
            )
        return Node("h", [*described])

    def _encode_scalar(self, value: np.generic) -> Node:
        # numpy gives empty text the dtype <U0, which cannot travel; in an array it is <U1.
        data = np.array([value]) if value.dtype.itemsize == 0 else value
        name = dtypes.name_of(data.dtype)
        if name is None:
            raise NotPlainData(f"a numpy scalar of dtype {data.dtype} is not plain data")
        self.buffers.append(data.tobytes())
        return Node("n", [name])

    def _encode_array(self, array: Array) -> Node:
        name = dtypes.name_of(array.dtype)
        if name is None:
            raise NotPlainData(f"an array of dtype {array.dtype} is not plain data")
        flags = array.flags
        order = "F" if flags.f_contiguous and not flags.c_contiguous else "C"
        self.buffers.append(array.tobytes(order))  # type: ignore[arg-type]
        in_one_piece = flags.c_contiguous or flags.f_contiguous
        return Node("a", [name, order, flags.writeable, in_one_piece, *array.shape])

    def _encode_view(self, array: Array) -> Node | None:
        """A view of an argument goes back as a view of the caller's array, so that aliasing shows."""
        base = array.base
        index = self._index.get(id(base))
        if index not in self._contiguous or not isinstance(base, np.ndarray) or not array.size:
            return None
        name = dtypes.name_of(array.dtype)
        offset = array.__array_interface__["data"][0] - base.__array_interface__["data"][0]
        strides = list(array.strides)
        if name is None or not dtypes.may_view(array.dtype, base.dtype, offset, strides):
            return None
        return Node("v", [index, offset, name, *array.shape, *strides])

    def _encode_generator(self, generator: np.random.Generator) -> Node:
        bits = generator.bit_generator
        kind = type(bits).__name__
        if generators.BIT_GENERATORS.get(kind) is not type(bits):
            raise NotPlainData(f"a generator over {kind} is not plain data")
        seed = bits.seed_seq if self._to_worker else None
        described = None
        if type(seed) is np.random.SeedSequence:
            described = self.encode((seed.entropy, tuple(seed.spawn_key), seed.pool_size))
        numbers: list[Tree] = []
        for part in generators.flatten_state(bits.state):
            if isinstance(part, np.ndarray):
                self.buffers.append(part.tobytes())
            else:
                numbers.append(hex(part))
        return Node("g", [kind, described, generators.children_of(generator), *numbers])


def by_name(value: object) -> Node | None:
    """The tree of what a worker has, too: a function or type of numpy's or a built-in of Python's. None for others."""
    name = getattr(value, "__name__", None)
    if isinstance(name, str):
        if vars(np).get(name) is value:
            return Node("np", [name])
        if getattr(builtins, name, None) is value:
            return Node("py", [name])
    return None


def _encode_integer(value: int) -> Tree:
    if -(1 << 63) <= value < 1 << 63:
        return value
    if value.bit_length() > INTEGER_BITS_MAX:
        raise ValueError(f"an integer of {value.bit_length()} bits is too large")
    return Node("i", [hex(value)])


class Decoder:
    """Turns trees back into values.

    Args:
        body: the raw bytes of the frame.
        mutables: the mutable objects met so far in this exchange.
        resolve: returns the stand-in for a callable or iterator of the other side, by kind and identity.
        suspicious: the frame comes from a worker: check everything.
    """

    def __init__(
        self,
        body: memoryview,
        mutables: Sequence[object] = (),
        *,
        resolve: Callable[[str, str | int], object] | None = None,
        suspicious: bool = True,
    ) -> None:
        self.mutables = list(mutables)
        self.contiguous: set[int] = set()
        self.met_reference = False
        self._body = body
        self._position = 0
        self._viewed = 0
        self._generators = 0
        self._parts = 0
        self._frozensets = 0
        self._resolve = resolve
        self._suspicious = suspicious

    def decode(self, tree: Tree, depth: int = 0) -> Any:
        """The value of `tree`.

        Raises:
            ProtocolError: the tree, or the body, is not what an Encoder writes.
        """
        if not isinstance(tree, Node):
            return tree
        self._parts += 1
        require(self._parts <= PARTS_MAX or not self._suspicious, "number of parts")
        require(depth <= DEPTH_MAX, "nesting")
        try:
            method = _DECODERS[tree.tag]
        except KeyError:
            raise ProtocolError("invalid tag") from None
        return method(self, tree.items, depth)

    def contents(self, node: Node) -> Any:
        """A new object with the contents that `Encoder.contents` wrote; it gets no number."""
        if node.tag == "a":
            return self._array(node.items)
        if node.tag == "g":
            return self._generator(node.items, 0)
        require(node.tag in _CONTAINERS, "contents")
        return self._fill(_CONTAINERS[node.tag](), node.items, 0)

    def finish(self) -> None:
        """Raises ProtocolError unless the whole body has been used."""
        require(self._position == len(self._body), "length of the body")

    def _number(self, value: object) -> Any:
        self.mutables.append(value)
        return value

    def _take(self, size: int) -> memoryview:
        start, self._position = self._position, self._position + size
        require(self._position <= len(self._body), "length of the body")
        return self._body[start : self._position]

    def _values(self, items: list[Tree], depth: int) -> list[Any]:
        return [self.decode(item, depth + 1) for item in items]

    def _fill(self, container: Any, items: list[Tree], depth: int) -> Any:
        values = self._values(items, depth)
        if isinstance(container, list):
            container.extend(values)
        elif isinstance(container, set):
            container.update(self._keys(values))
        else:
            require(len(values) % 2 == 0, "dictionary")
            container.update(zip(self._keys(values[::2]), values[1::2], strict=True))
        return container

    def _keys(self, keys: list[Any]) -> list[Any]:
        """Refuse keys that cost quadratic time.

        They can be chosen so that each is compared with all others, even if no two have one hash: a hundred thousand
        of them would hold up the grader for a minute, ten thousand with one hash for seconds.
        """
        if self._suspicious:
            require(len(keys) <= _KEYS_MAX, "keys: too many")
            try:
                hashes = collections.Counter(map(hash, keys))
                require(max(hashes.values(), default=0) <= _SAME_HASH_MAX, "keys: too many have the same hash")
                if len(hashes) < len(keys):
                    set(keys)  # compares those of one hash, which numpy cannot do with all of its times
            except (TypeError, ValueError, OverflowError):
                raise ProtocolError("invalid key") from None
        return keys

    def _list(self, items: list[Tree], depth: int) -> Any:
        # Numbered before its items are read, as the Encoder did.
        return self._fill(self._number([]), items, depth)

    def _set(self, items: list[Tree], depth: int) -> Any:
        return self._fill(self._number(set()), items, depth)

    def _dict(self, items: list[Tree], depth: int) -> Any:
        return self._fill(self._number({}), items, depth)

    def _tuple(self, items: list[Tree], depth: int) -> Any:
        return tuple(self._values(items, depth))

    def _frozenset(self, items: list[Tree], depth: int) -> Any:
        self._frozensets += 1
        require(self._frozensets <= _FROZENSETS_MAX or not self._suspicious, "nesting of frozensets")
        keys = self._keys(self._values(items, depth))
        self._frozensets -= 1
        return frozenset(keys)

    def _range(self, items: list[Tree], depth: int) -> Any:
        start, stop, step = self._bounds(items, depth)
        require(start is not None and stop is not None and step, "range")
        numbers = range(start, stop, step)
        if self._suspicious and numbers:
            # A test may well make a list of it.  (len() cannot count beyond 63 bits.)
            require((numbers[-1] - start) // step < EXPANDED_MAX, "length of a range")
        return numbers

    def _slice(self, items: list[Tree], depth: int) -> Any:
        return slice(*self._bounds(items, depth))

    def _bounds(self, items: list[Tree], depth: int) -> list[Any]:
        require(len(items) == 3, "range or slice")
        values = self._values(items, depth)
        require(not self._suspicious or all(value is None or type(value) is int for value in values), "range or slice")
        return values

    def _integer(self, items: list[Tree], depth: int) -> Any:
        (text,) = _typed(items, str)
        require(len(text) <= _INTEGER_TEXT_MAX, "integer")
        try:
            value = int(text, 16)
        except ValueError:
            raise ProtocolError("invalid integer") from None
        require(value.bit_length() <= INTEGER_BITS_MAX, "integer")
        return value

    def _complex(self, items: list[Tree], depth: int) -> Any:
        return complex(*_typed(items, float, float))

    def _bytes(self, items: list[Tree], depth: int) -> Any:
        (length,) = _typed(items, int)
        require(length >= 0, "length")
        return bytes(self._take(length))

    def _scalar(self, items: list[Tree], depth: int) -> Any:
        (name,) = _typed(items, str)
        dtype = dtypes.parse(name)
        raw = self._take(dtype.itemsize)
        if self._suspicious:
            dtypes.check_values(dtype, raw)
        return np.frombuffer(raw, dtype)[0]

    def _new_array(self, items: list[Tree], depth: int) -> Any:
        if len(items) > 3 and items[3]:
            self.contiguous.add(len(self.mutables))
        return self._number(self._array(items))

    def _array(self, items: list[Tree]) -> Array:
        name, order, writeable, _ = _typed(items[:4], str, str, bool, bool)
        dtype = dtypes.parse(name)
        shape: list[Any] = items[4:]
        raw = self._take(self._size(dtype, shape))
        require(order in ("C", "F"), "order")
        if self._suspicious:
            dtypes.check_values(dtype, raw)
        # It owns its memory, or a view would not name it as its base; copied as bytes, since `raw` may not be aligned.
        array: Array = np.empty(shape, dtype, order)
        if len(raw):
            array.reshape(-1, order=order).view(np.uint8)[:] = np.frombuffer(raw, np.uint8)
        if not writeable:
            array.flags.writeable = False
        return array

    def _size(self, dtype: np.dtype[np.generic], shape: list[Any]) -> int:
        """Bytes of an array.  An empty one must not have an absurd shape either: a sum along it would be huge."""
        require(len(shape) <= _DIMENSIONS_MAX and all(type(n) is int and n >= 0 for n in shape), "shape")
        if self._suspicious:
            require(dtype.itemsize * math.prod(max(n, 1) for n in shape) <= BODY_MAX, "array size")
        return int(dtype.itemsize * math.prod(shape))

    def _view(self, items: list[Tree], depth: int) -> Any:
        index, offset, name = _typed(items[:3], int, int, str)
        dtype, rest = dtypes.parse(name), items[3:]
        base = self._mutable(index)
        require(isinstance(base, np.ndarray) and len(rest) % 2 == 0, "view")
        shape: list[Any] = rest[: len(rest) // 2]
        strides: list[Any] = rest[len(rest) // 2 :]
        self._viewed += self._size(dtype, shape)
        require(self._viewed <= BODY_MAX, "size of views")
        require(0 not in shape and all(type(step) is int and abs(step) <= BODY_MAX for step in strides), "view")
        # In one piece, or the reshape below would make a copy.
        require(base.flags.c_contiguous or base.flags.f_contiguous, "view")
        require(dtypes.may_view(dtype, base.dtype, offset, strides), "view")
        reach = [(n - 1) * step for n, step in zip(shape, strides, strict=True)]
        first = offset + sum(step for step in reach if step < 0)
        last = offset + sum(step for step in reach if step > 0)
        require(first >= 0 and last + dtype.itemsize <= base.nbytes, "bounds of a view")
        memory = base.reshape(-1, order="A").view(np.uint8).data
        return np.ndarray(shape, dtype, memory, offset, strides)

    def _new_generator(self, items: list[Tree], depth: int) -> Any:
        index = len(self.mutables)
        self.mutables.append(None)
        generator = self.mutables[index] = self._generator(items, depth)
        return generator

    def _generator(self, items: list[Tree], depth: int) -> np.random.Generator:
        kind, children = _typed([items[0], items[2]] if len(items) > 2 else [], str, int)
        require(kind in generators.BIT_GENERATORS, "generator kind")
        self._generators += 1
        if self._suspicious:
            require(self._generators <= generators.GENERATORS_MAX, "number of generators")
            require(0 <= children < generators.CHILDREN_MAX, "children")
        bits = generators.BIT_GENERATORS[kind](self._seed(items[1], children, depth))
        template = bits.state
        arrays = (self._take(size) for size in generators.array_sizes(template))
        bits.state = generators.fit_state(template, iter(items[3:]), arrays)
        return np.random.Generator(bits)

    def _seed(self, tree: Tree, children: int, depth: int) -> np.random.SeedSequence:
        """A seed is never rebuilt from what a worker says: a forged pool size or entropy would keep the grader busy."""
        if self._suspicious or tree is None:
            return np.random.SeedSequence(0, n_children_spawned=children)
        entropy, spawn_key, pool_size = self.decode(tree, depth + 1)
        return np.random.SeedSequence(entropy, spawn_key=spawn_key, pool_size=pool_size, n_children_spawned=children)

    def _dtype(self, items: list[Tree], depth: int) -> Any:
        return dtypes.parse(*_typed(items, str))

    def _numpy_name(self, items: list[Tree], depth: int) -> Any:
        (name,) = _typed(items, str)
        value = vars(np).get(name)  # getattr could import a module, or warn
        # From a worker only arithmetic: a test may call what it gets, with arguments the student chose.
        require(isinstance(value, np.ufunc) or not self._suspicious, "function name")
        return value

    def _builtin_name(self, items: list[Tree], depth: int) -> Any:
        (name,) = _typed(items, str)
        require(not self._suspicious, "function name")
        return getattr(builtins, name)

    def _reference(self, items: list[Tree], depth: int) -> Any:
        require(self._resolve and len(items) == 2 and type(items[0]) is str and type(items[1]) in (str, int), "handle")
        return self._resolve(items[0], items[1])  # type: ignore[misc, arg-type]

    def _met(self, items: list[Tree], depth: int) -> Any:
        self.met_reference = True
        return self._mutable(*_typed(items, int))

    def _mutable(self, index: int) -> Any:
        require(0 <= index < len(self.mutables), "reference")
        value = self.mutables[index]
        require(value is not None, "reference")
        return value


_CONTAINERS: dict[str, type] = {"l": list, "s": set, "d": dict}

_DECODERS: dict[str, Callable[[Decoder, list[Tree], int], Any]] = {
    "i": Decoder._integer,
    "c": Decoder._complex,
    "b": Decoder._bytes,
    "n": Decoder._scalar,
    "a": Decoder._new_array,
    "v": Decoder._view,
    "l": Decoder._list,
    "s": Decoder._set,
    "d": Decoder._dict,
    "t": Decoder._tuple,
    "f": Decoder._frozenset,
    "range": Decoder._range,
    "slice": Decoder._slice,
    "g": Decoder._new_generator,
    "dtype": Decoder._dtype,
    "np": Decoder._numpy_name,
    "py": Decoder._builtin_name,
    "h": Decoder._reference,
    "m": Decoder._met,
}


def _typed(items: list[Tree], *kinds: type) -> Any:
    """The items, if they are exactly of these types (True is not an int here)."""
    require([type(item) for item in items] == list(kinds), "fields")
    return items


def check_expansion(roots: Sequence[object], replaced: Mapping[int, object]) -> None:
    """Refuse values that references make endless or huge.

    A hundred lists of two references each, every one to the list before it, fit into a kilobyte and have 2**100 items
    when they are compared or printed.

    Args:
        roots: the values.
        replaced: objects that are going to have the contents of other ones, by their id.

    Raises:
        ProtocolError: a value contains itself, is nested too deeply, or has more than EXPANDED_MAX items.
    """
    known: dict[int, tuple[int, int]] = {}
    total = sum(_expansion(root, 0, known, replaced)[0] for root in roots)
    require(total <= EXPANDED_MAX, "size of the value")


_UNFINISHED = (0, 0)


def _expansion(
    value: Any, depth: int, known: dict[int, tuple[int, int]], replaced: Mapping[int, object]
) -> tuple[int, int]:
    """Items and height of `value`; `known` remembers the containers met before."""
    if not isinstance(value, list | tuple | dict):
        return 1, 0
    found = known.get(id(value))
    require(found is not _UNFINISHED and depth <= DEPTH_MAX, "nesting: the value contains itself or is too deep")
    if found is None:
        known[id(value)] = _UNFINISHED
        contents: Any = replaced.get(id(value), value)
        items = contents.values() if isinstance(contents, dict) else contents
        parts = [_expansion(item, depth + 1, known, replaced) for item in items]
        found = 1 + sum(part[0] for part in parts), 1 + max((part[1] for part in parts), default=0)
        require(found[0] <= EXPANDED_MAX, "size of the value")
        known[id(value)] = found
    require(depth + found[1] <= DEPTH_MAX + 1, "nesting")
    return found
