"""Small changes of an expression, as slips of the pen make them: what stands wrong, and what kind of slip that is.

Each kind is a function that yields what may stand in a node's place. The changed node shares all other nodes with the
old one, so that one can tell what differs.
"""

import ast
import copy
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

Tree = TypeVar("Tree", bound=ast.AST)
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
TOO_MUCH = ("{} * {}", "{} / {}")
DONE_TO_RESULTS = (
    "-{}",
    "1 - {}",
    "{} / 2",
    "2 * {}",
    *(f"np.{name}({{}})" for name in ("log", "exp", "sqrt", "square", "abs", "cumsum")),
)


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
                yield _with(node, args=[*node.args[:i], node.args[i + 1], node.args[i], *node.args[i + 2 :]])
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
            yield from (_with(node, func=ast.Attribute(value, other, context)) for other in _like(name))
        case ast.Call(ast.Name(name, context)):
            yield from (_with(node, func=ast.Name(other, context)) for other in _like(name))


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
                yield _with(node, args=arguments[:-1])
            yield from (_with(node, keywords=[k for k in keywords if k is not one]) for one in keywords)
        case ast.Attribute(value, "T"):
            yield value
        case ast.Subscript(value, ast.Slice() as part, context):
            yield value
            for name in ("lower", "upper", "step"):
                if getattr(part, name) is not None:
                    yield ast.Subscript(value, _with(part, **{name: None}), context)
        case ast.ListComp() | ast.GeneratorExp() | ast.SetComp() | ast.DictComp():
            for i, each in enumerate(node.generators):
                if each.ifs:
                    free = _with(each, ifs=[])
                    yield _with(node, generators=[*node.generators[:i], free, *node.generators[i + 1 :]])


def another_axis(node: Node) -> Changes:
    """Another axis, or all entries together."""
    match node:
        case ast.Call(_, _, keywords) if axis := next((k for k in keywords if k.arg == "axis"), None):
            for value in (ast.Constant(0), ast.UnaryOp(ast.USub(), ast.Constant(1))):
                other = ast.keyword("axis", value)
                yield _with(node, keywords=[other if k is axis else k for k in keywords])
            yield _with(node, keywords=[k for k in keywords if k.arg not in ("axis", "keepdims")])


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
    texts = [text.format("_", name) for text in TOO_MUCH for name in names]
    for text in (*texts, *(text.format("_") for text in DONE_TO_RESULTS)):
        tree = ast.parse(text, mode="eval").body
        (place,) = (node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "_")
        yield replaced(tree, place, result)


def replaced(tree: Tree, old: ast.AST, new: ast.AST) -> Tree:
    """The tree with another node in place of one; all that does not lead to it is shared."""
    if tree is old:
        return new  # type: ignore[return-value]
    fields: dict[str, Any] = {}
    for name, value in ast.iter_fields(tree):
        if isinstance(value, ast.AST):
            fields[name] = replaced(value, old, new)
        elif isinstance(value, list):
            fields[name] = [replaced(item, old, new) if isinstance(item, ast.AST) else item for item in value]
    same = all(_is_same(getattr(tree, name), value) for name, value in fields.items())
    return tree if same else _with(tree, **fields)


def _is_same(before: Any, after: Any) -> bool:
    if isinstance(before, list):
        return all(a is b for a, b in zip(before, after, strict=True))
    return before is after


def _called_with(call: ast.Call, first: Node) -> ast.Call:
    return _with(call, args=[first, *call.args[1:]])


def _with(node: Tree, **fields: object) -> Tree:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _like(name: str) -> list[str]:
    return sorted(set[str]().union(*(group for group in LIKE_EACH_OTHER if name in group)) - {name})


def _is_module(node: Node) -> bool:
    return isinstance(node, ast.Name) and node.id in ("np", "math", "stats", "special")
