"""Checking of `== != < <= > >= in`: what may be compared with what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.expr import celtypes, nodes
from lictool.expr.access import index_fact
from lictool.expr.celtypes import BOOL
from lictool.expr.suggestion import hint, listed
from lictool.expr.typed import Typed, make

if TYPE_CHECKING:
    from lictool.expr.celtypes import Type
    from lictool.expr.checker import Checker

OPERATIONS = {"==": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
_ORDERED = ("int", "uint", "double", "string", "bytes", "bool", "timestamp", "duration")
SORTED = (*_ORDERED, "opaque")
EQUAL = (*SORTED, "null", "type")
"""Kinds that Python compares as CEL does, if both sides are of the same one."""


def check_relation(checker: Checker, node: nodes.Relation) -> Typed:
    """Check a comparison or membership."""
    left, right = checker.visit(node.left), checker.visit(node.right)
    if "error" in (left.type.kind, right.type.kind):
        return Typed(celtypes.ERROR, left.plan)
    return (_membership if node.operator == "in" else _comparison)(checker, node, left, right)


def _comparison(checker: Checker, node: nodes.Relation, left: Typed, right: Typed) -> Typed:
    one, other = left.type, right.type
    misfit = _misfit(checker, node, one, other)
    if misfit:
        return checker.fault_at(misfit, node.operator_start, node.operator_end)
    strange = _strange(checker, node.left, node.right, left, right) or _strange(
        checker, node.right, node.left, right, left
    )
    if strange is not None:
        return strange
    operation = OPERATIONS[node.operator]
    sure = left.sure | right.sure
    if "interval" in (one.kind, other.kind):
        return Typed(BOOL, make("span", node, (left.plan, right.plan), operation), sure, sure)
    simple = one.kind == other.kind and one.kind in (EQUAL if node.operator in ("==", "!=") else SORTED)
    return Typed(BOOL, make(operation if simple else f"{operation}_any", node, (left.plan, right.plan)), sure, sure)


def _misfit(checker: Checker, node: nodes.Relation, one: Type, other: Type) -> str:
    """Say why two types cannot be compared, or nothing."""
    if celtypes.is_unknown(one) or celtypes.is_unknown(other) or checker.environment.unchecked:
        return ""
    counts = ("int", "interval")
    if one.kind in counts and other.kind in counts:
        if celtypes.join_units(one.unit, other.unit) is not None:
            return ""
        named = [type_.unit or "a plain number" for type_ in (one, other)]
        return f"{named[0]} cannot be compared with {named[1]}; `number(x)` drops a unit on purpose"
    open_one, open_other = celtypes.opened(one), celtypes.opened(other)
    if not (celtypes.accepts(open_one, open_other) or celtypes.accepts(open_other, open_one)):
        return f"{one} cannot be compared with {other}"
    return "" if node.operator in ("==", "!=") else _unordered(checker, node, one, other)


def _unordered(checker: Checker, node: nodes.Relation, one: Type, other: Type) -> str:
    """Say why two types that can be equal have no order, or nothing."""
    if one.kind not in _ORDERED and not (one.kind == "opaque" and one.ordered):
        return f"`{node.operator}` does not order {one}"
    if one.kind == "string" and one.values and other.values and not checker.untyped and len(one.values) > 1:
        return f"`{node.operator}` does not order a closed set of values"
    return ""


def _strange(checker: Checker, node: nodes.Node, against: nodes.Node, typed: Typed, other: Typed) -> Typed | None:
    """Report constants outside of the closed set of values on the other side, and sets without a common value."""
    values = other.type.values
    if checker.untyped or values is None or typed.type.values is None or other.literal is not None:
        return None
    return _outside(checker, node, against, typed.type.values, values)


def _outside(
    checker: Checker, node: nodes.Node, against: nodes.Node, given: tuple[str, ...], values: tuple[str, ...]
) -> Typed | None:
    """Report what in a node, one text or a list of texts, is never a value of another one."""
    found = None
    constants = node.items if isinstance(node, nodes.ListOf) else [node]
    for constant in constants:
        if isinstance(constant, nodes.Literal) and isinstance(constant.value, str) and constant.value not in values:
            other = hint(constant.value, values) or listed("it has", values)
            message = f"`{constant.value}` is no value of `{checker.slice(against)}`{other}"
            found = checker.fault(message, constant)
    if found is None and set(given).isdisjoint(values):
        shown, counterpart = checker.slice(node), checker.slice(against)
        return checker.fault(f"`{shown}` and `{counterpart}` have no value in common", node)
    return found


def _membership(checker: Checker, node: nodes.Relation, left: Typed, right: Typed) -> Typed:
    container = right.type
    sure = left.sure | right.sure
    if celtypes.is_unknown(container):
        return Typed(BOOL, make("in_any", node, (left.plan, right.plan)), sure, sure)
    if container.kind not in ("list", "map"):
        message = f"`in` looks into a list or map; `{checker.slice(node.right)}` is {container}"
        return checker.fault(message, node.right)
    item = container.args[0]
    misfit = _misfit_item(left.type, item)
    if misfit:
        return checker.fault_at(misfit, node.operator_start, node.operator_end)
    strange = _strange_item(checker, node, left, item)
    if strange is not None:
        return strange
    fact = {f"{right.key}[{index_fact(left)}]"} if container.kind == "map" and right.key and index_fact(left) else set()
    plain = left.type.kind == item.kind and item.kind in ("string", "int", "uint")
    operation = f"in_{container.kind}" if plain else "in_any"
    return Typed(BOOL, make(operation, node, (left.plan, right.plan)), sure | fact, sure)


def _misfit_item(given: Type, item: Type) -> str:
    open_item, open_given = celtypes.opened(item), celtypes.opened(given)
    if celtypes.accepts(open_item, open_given) or celtypes.accepts(open_given, open_item):
        return ""
    if given.kind == item.kind == "int":
        named = [type_.unit or "a plain number" for type_ in (given, item)]
        return f"{named[0]} cannot be looked for among {named[1]}; `number(x)` drops a unit on purpose"
    return f"{given} cannot be looked for among {item}"


def _strange_item(checker: Checker, node: nodes.Relation, left: Typed, item: Type) -> Typed | None:
    """Report constants outside of the closed set, on either side of `in`."""
    if checker.untyped or item.values is None or left.type.values is None:
        return None
    if left.literal is not None:
        if isinstance(node.right, nodes.ListOf):
            return None
        return _outside(checker, node.left, node.right, left.type.values, item.values)
    return _outside(checker, node.right, node.left, item.values, left.type.values)
