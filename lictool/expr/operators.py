"""Checking of arithmetic: which operands an operator takes, and what becomes of units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.expr import celtypes
from lictool.expr.celtypes import FREE, Type
from lictool.expr.typed import Typed, make, sure_of

if TYPE_CHECKING:
    from lictool.expr import nodes
    from lictool.expr.checker import Checker

_SAME = {"+": ("int", "uint", "double", "duration"), "-": ("int", "uint", "double", "duration"),
         "*": ("int", "uint", "double"), "/": ("int", "uint", "double"), "%": ("int", "uint")}  # fmt: skip
_WORDS = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide", "%": "modulo"}

ARITHMETIC: dict[str, list[tuple[str, str, str, str, bool]]] = {
    sign: [(kind, kind, kind, f"{_WORDS[sign]}_{kind}", False) for kind in kinds] for sign, kinds in _SAME.items()
}
"""For each operator: kinds of left side, right side and result, the implementation, whether it takes the Context."""
ARITHMETIC["+"] += [
    ("string", "string", "string", "concat", True),
    ("bytes", "bytes", "bytes", "concat", True),
    ("list", "list", "list", "concat", True),
    ("timestamp", "duration", "timestamp", "add_timestamp", False),
    ("duration", "timestamp", "timestamp", "add_timestamp", False),
]
ARITHMETIC["-"] += [
    ("timestamp", "timestamp", "duration", "subtract_duration", False),
    ("timestamp", "duration", "timestamp", "subtract_timestamp", False),
]


def check_negate(checker: Checker, node: nodes.Negate) -> Typed:
    """Check `-operand`."""
    operand = checker.visit(node.operand)
    kind, sure = operand.type.kind, operand.sure
    if kind == "error":
        return operand
    if celtypes.is_unknown(operand.type):
        candidates = [[[[kind]], f"negate_{kind}", False] for kind in ("int", "double")]
        return Typed(celtypes.DYN, make("dispatch", node, (operand.plan,), candidates, "-"), sure, sure)
    if kind not in ("int", "double"):
        return checker.fault(f"`-` takes int or double; `{checker.slice(node.operand)}` is {operand.type}", node)
    return Typed(operand.type, make("call", node, (operand.plan,), f"negate_{kind}"), sure, sure)


def check_chain(checker: Checker, node: nodes.Chain) -> Typed:
    """Check operands joined from left to right; the plan folds them in one loop."""
    parts = [checker.visit(operand) for operand in node.operands]
    type_ = parts[0].type
    steps: list[list[object]] = []
    for part, sign in zip(parts[1:], node.operators, strict=True):
        type_, step = _step(checker, type_, part.type, sign)
        steps.append(step)
    sure = sure_of(parts)
    return Typed(type_, make("fold", node, tuple(part.plan for part in parts), steps), sure, sure)


def _step(checker: Checker, left: Type, right: Type, sign: tuple[str, int, int]) -> tuple[Type, list[object]]:
    """Give the type after one operator, and the implementation of the step."""
    if "error" in (left.kind, right.kind):
        return celtypes.ERROR, []
    rows = [row for row in ARITHMETIC[sign[0]] if _fits(left, row[0]) and _fits(right, row[1])]
    if not rows:
        message = f"`{sign[0]}` does not go with {left} and {right}"
        return _fault(checker, message, sign), ["fail", message]
    if celtypes.is_unknown(left) or celtypes.is_unknown(right):
        kinds = {row[2] for row in rows}
        result = Type(kinds.pop()) if len(kinds) == 1 else celtypes.DYN
        result = celtypes.list_of(celtypes.DYN) if result.kind == "list" else result
        return result, ["dispatch", [[[[row[0]], [row[1]]], row[3], row[4]] for row in rows], sign[0]]
    _, _, kind, name, context = rows[0]
    return _result(checker, kind, left, right, sign), ["call_with" if context else "call", name]


def _result(checker: Checker, kind: str, left: Type, right: Type, sign: tuple[str, int, int]) -> Type:
    """Give the type after an operator whose operands are of the right kinds; units and items may still not agree."""
    if kind == "int":
        unit = _unit(sign[0], left.unit, right.unit)
        return Type("int", unit=unit) if unit is not None else _fault(checker, _mixed(sign[0], left, right), sign)
    if kind != "list":
        return Type(kind)
    joined = celtypes.join(left, right)
    if joined is None and not checker.untyped:
        return _fault(checker, f"the lists that `+` joins are {left} and {right}", sign)
    return joined or celtypes.list_of(celtypes.DYN)


def _fault(checker: Checker, message: str, sign: tuple[str, int, int]) -> Type:
    return checker.fault_at(message, sign[1], sign[2]).type


def _fits(type_: Type, kind: str) -> bool:
    return type_.kind == kind or celtypes.is_unknown(type_)


def _unit(sign: str, left: str, right: str) -> str | None:
    """Give the unit of the result; None where the units do not go together."""
    plain = ("", FREE)
    if sign in "+-":
        return celtypes.join_units(left, right)
    if sign == "*":
        if left in plain and right in plain:
            return "" if "" in (left, right) else FREE
        return left if right in plain else right if left in plain else None
    if left == right:
        return "" if sign == "/" and left not in plain else left
    if right in plain:
        return left if left not in plain else ""
    return None


def _mixed(sign: str, left: Type, right: Type) -> str:
    named = ["a plain number" if type_.unit in ("", FREE) else type_.unit for type_ in (left, right)]
    return f"`{sign}` does not go with {named[0]} and {named[1]}; `number(x)` drops a unit on purpose"
