"""Small changes of an expression, as slips of the pen make them: what stands wrong, and what kind of slip that is.

Each kind is a function that yields what may stand in a node's place. The changed node shares all other nodes with the
old one, so that one can tell what differs.
"""

import ast
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence

from autograder.checking.trees import replaced, with_fields

Node = ast.expr
Changes = Iterator[Node]

ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div)
LIKE_EACH_OTHER: Sequence[set[str]] = (
    {"log", "log2", "log10", "log1p"},
    {"exp", "exp2", "expm1"},
    {"sum", "mean", "prod", "max", "median"},
    {"sum", "prod", "cumsum", "cumprod"},
    {"min", "max"},
    {"maximum", "minimum"},
    {"argmax", "argmin"},
    {"floor", "ceil", "round"},
    {"any", "all"},
    {"std", "var"},
    {"sqrt", "square"},
    {"triu", "tril"},
    {"zeros", "ones"},
)
"""Functions that are taken for each other."""
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
VALUE = "value_"
FACTORS = ("{} * {}", "{} / {}")
TERMS = ("{} - {}", "{} + {}")
FUNCTIONS = ("log", "exp", "sqrt", "square", "abs", "cumsum")
DONE = tuple(
    text.format(VALUE) for text in ("-{}", "1 - {}", "{} / 2", "2 * {}", *(f"np.{name}({{}})" for name in FUNCTIONS))
)
TURNED = tuple(VALUE + text for text in ("[:, None]", ".T", "[::-1]"))
ALONG = {
    *("sum", "mean", "prod", "std", "var", "max", "min", "median", "any", "all"),
    *("cumsum", "cumprod", "argmax", "argmin", "sort", "argsort"),
}
"""Functions that work along an axis."""


def brackets(node: Node) -> Changes:
    """``a / b - c`` for ``a / (b - c)``, ``a - b / c`` for ``(a - b) / c``, ``a**2 - b**2`` for ``(a - b)**2``."""
    match node:
        case ast.BinOp(left, op, ast.BinOp(one, inner, other)) if isinstance(inner, ARITHMETIC):
            yield ast.BinOp(ast.BinOp(left, op, one), inner, other)
    match node:
        case ast.BinOp(ast.BinOp(one, inner, other), op, right) if isinstance(inner, ARITHMETIC):
            yield ast.BinOp(one, inner, ast.BinOp(other, op, right))
            if isinstance(op, ast.Pow):
                yield ast.BinOp(ast.BinOp(one, op, right), inner, ast.BinOp(other, op, right))


def order_of_steps(node: Node) -> Changes:
    """``g(f(x))`` for ``f(g(x))``; ``f(a) / b`` and ``f(a) / f(b)`` for ``f(a / b)``; ``f(a / b)`` for ``f(a) / b``."""
    match node:
        case ast.Call(args=[ast.Call(args=[_, *_]) as inner, *_]):
            yield _called_with(inner, _called_with(node, inner.args[0]))
        case ast.Call(args=[ast.BinOp(left, op, right), *_]):
            yield ast.BinOp(_called_with(node, left), op, right)
            yield ast.BinOp(left, op, _called_with(node, right))
            yield ast.BinOp(_called_with(node, left), op, _called_with(node, right))
        case ast.BinOp(ast.Call(args=[first, *_]) as call, op, right):
            yield _called_with(call, ast.BinOp(first, op, right))
        case ast.BinOp(left, op, ast.Call(args=[first, *_]) as call):
            yield _called_with(call, ast.BinOp(left, op, first))


def wrong_way_round(node: Node) -> Changes:
    """``b - a`` for ``a - b``; ``f(b, a)`` for ``f(a, b)``; the other branch of a choice."""
    match node:
        case ast.BinOp(left, op, right) if not isinstance(op, (ast.Add, ast.Mult)):
            yield ast.BinOp(right, op, left)
        case ast.Call(args=[_, _, *_]):
            for i in range(len(node.args) - 1):
                yield with_fields(node, args=[*node.args[:i], node.args[i + 1], node.args[i], *node.args[i + 2 :]])
        case ast.IfExp(test, body, orelse):
            yield ast.IfExp(test, orelse, body)


def another_operation(node: Node) -> Changes:
    match node:
        case ast.BinOp(left, op, right):
            others = ARITHMETIC if isinstance(op, ARITHMETIC) else (ast.Mult, ast.Div)
            yield from (ast.BinOp(left, other(), right) for other in others if not isinstance(op, other))
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)


def another_function(node: Node) -> Changes:
    match node:
        case ast.Call(ast.Attribute(value, name, context)):
            yield from (with_fields(node, func=ast.Attribute(value, other, context)) for other in _like(name))
        case ast.Call(ast.Name(name, context)):
            yield from (with_fields(node, func=ast.Name(other, context)) for other in _like(name))


def left_out(node: Node) -> Changes:
    """One operand, what is done to a value, an argument, a condition, or a part of a slice."""
    match node:
        case ast.BinOp(left, _, right):
            yield from (left, right)
        case ast.UnaryOp(_, operand):
            yield operand
        case ast.BoolOp(op, values):
            for value in values:
                rest = [other for other in values if other is not value]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(op, rest)
        case ast.IfExp(_, body, orelse):
            yield from (body, orelse)
        case ast.Call(function, arguments, keywords):
            yield from arguments[:2]
            if isinstance(function, ast.Attribute) and not _is_module(function.value):
                yield function.value
            if len(arguments) > 1:
                yield with_fields(node, args=arguments[:-1])
            yield from (with_fields(node, keywords=[k for k in keywords if k is not one]) for one in keywords)
        case ast.Attribute(value, "T"):
            yield value
        case ast.Subscript(value, ast.Slice() as part, context):
            yield value
            for name in ("lower", "upper", "step"):
                if getattr(part, name) is not None:
                    yield ast.Subscript(value, with_fields(part, **{name: None}), context)
        case ast.ListComp() | ast.GeneratorExp() | ast.SetComp() | ast.DictComp():
            for i, each in enumerate(node.generators):
                if each.ifs:
                    free = with_fields(each, ifs=[])
                    yield with_fields(node, generators=[*node.generators[:i], free, *node.generators[i + 1 :]])


def another_axis(node: Node) -> Changes:
    """Another axis, or all entries together."""
    match node:
        case ast.Call(_, _, keywords) if axis := next((k for k in keywords if k.arg == "axis"), None):
            for value in (ast.Constant(0), ast.UnaryOp(ast.USub(), ast.Constant(1))):
                other = ast.keyword("axis", value)
                yield with_fields(node, keywords=[other if k is axis else k for k in keywords])
            yield with_fields(node, keywords=[k for k in keywords if k.arg not in ("axis", "keepdims")])


def another_boundary(node: Node) -> Changes:
    match node:
        case ast.Compare(left, [op], comparators):
            yield from (ast.Compare(left, [other()], comparators) for other in COMPARISONS.get(type(op), ()))


def another_number(node: Node) -> Changes:
    match node:
        case ast.Constant(int() | float() as value) if not isinstance(value, bool):
            yield from (
                ast.Constant(other) for other in dict.fromkeys((value + 1, value - 1, 2 * value)) if other != value
            )


def off_by_one(node: Node) -> Changes:
    match node:
        case ast.Name(ctx=ast.Load()):
            yield from (ast.BinOp(node, op, ast.Constant(1)) for op in (ast.Add(), ast.Sub()))


KINDS: Sequence[tuple[str, Callable[[Node], Changes]]] = (
    ("Mind the brackets.", brackets),
    ("Something is missing.", left_out),
    ("Mind what is done first.", order_of_steps),
    ("Something is the wrong way round.", wrong_way_round),
    ("Mind the axis.", another_axis),
    ("Mind the boundary.", another_boundary),
    ("The operation is another one.", another_operation),
    ("The function is another one.", another_function),
    ("A number is another one.", another_number),
    ("A 1 is too much, or missing.", off_by_one),
)
"""What is said of each kind of slip; of several that give the same the first is told."""


def another_name(node: Node, names: Sequence[str]) -> Changes:
    match node:
        case ast.Name(name, ast.Load() as context) if name in names:
            yield from (ast.Name(other, context) for other in names if other != name)


def too_much(result: Node, names: Sequence[str]) -> Changes:
    """What may be done to a result that is right already."""
    yield from _within(result, [*(text.format(VALUE, name) for text in FACTORS for name in names), *DONE])


def not_enough(node: Node, names: Sequence[str]) -> Changes:
    """What may have been forgotten of a value: something to be done to it, a factor, a term, an axis."""
    match node:
        case ast.Name(own):
            others = [name for name in names if name != own]
            with_names = [text.format(VALUE, name) for text in (*FACTORS, *TERMS) for name in others]
            yield from _within(node, [*with_names, *DONE, *TURNED])
        case ast.BinOp() | ast.Call():
            with_names = [text.format(VALUE, name) for text in FACTORS for name in names]
            yield from _within(node, [*with_names, *DONE, *(text.format(VALUE, 1) for text in TERMS)])


def no_axis(node: Node, names: Sequence[str]) -> Changes:
    """One axis, where all entries are taken together."""
    match node:
        case ast.Call(ast.Attribute(_, name), _, keywords) if name in ALONG and not {"axis", "keepdims"} & {
            keyword.arg for keyword in keywords
        }:
            for text in ("0", "-1", *(name for name in names if name == "axis")):
                axis = ast.keyword("axis", ast.parse(text, mode="eval").body)
                for kept in ([], [ast.keyword("keepdims", ast.Constant(True))]):
                    yield with_fields(node, keywords=[*keywords, axis, *kept])


def another_assignment(step: ast.stmt) -> Iterator[ast.stmt]:
    """``a += b`` for ``a = b``, ``a = b`` and ``a -= b`` for ``a += b``."""
    match step:
        case ast.Assign([ast.Name() | ast.Subscript() as target], value):
            yield from (ast.AugAssign(target, op(), value) for op in (ast.Add, ast.Mult))
        case ast.AugAssign(target, old, value):
            yield ast.Assign([target], value, lineno=step.lineno)
            yield from (ast.AugAssign(target, op(), value) for op in ARITHMETIC if not isinstance(old, op))


def another_order(block: Sequence[ast.stmt]) -> Iterator[tuple[list[ast.stmt], ast.stmt, ast.stmt]]:
    """The block with a step and the one behind it exchanged, and these two."""
    for i, (first, second) in enumerate(itertools.pairwise(block)):
        yield [*block[:i], second, first, *block[i + 2 :]], first, second


def another_indentation(block: Sequence[ast.stmt]) -> Iterator[tuple[list[ast.stmt], ast.stmt, bool]]:
    """The block with a step moved into the loop before it, or out of the loop; that step, and whether it moved in."""
    for i, loop in enumerate(block):
        if isinstance(loop, (ast.For, ast.While)):
            *before, last = loop.body
            if before:
                yield [*block[:i], with_fields(loop, body=before), last, *block[i + 1 :]], last, False
            for step in block[i + 1 : i + 2]:
                yield [*block[:i], with_fields(loop, body=[*loop.body, step]), *block[i + 2 :]], step, True


def _within(node: Node, texts: Iterable[str]) -> Changes:
    """What the texts say, with the node in the place of `VALUE`."""
    for text in texts:
        tree = ast.parse(text, mode="eval").body
        (place,) = (inner for inner in ast.walk(tree) if isinstance(inner, ast.Name) and inner.id == VALUE)
        yield replaced(tree, place, node)


def _called_with(call: ast.Call, first: Node) -> ast.Call:
    return with_fields(call, args=[first, *call.args[1:]])


def _like(name: str) -> list[str]:
    return sorted(set[str]().union(*(group for group in LIKE_EACH_OTHER if name in group)) - {name})


def _is_module(node: Node) -> bool:
    return isinstance(node, ast.Name) and node.id in ("np", "math", "stats", "special")
