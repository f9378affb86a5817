"""Checking of `!`, `&&`, `||`, `?:`, lists and maps; where presence facts are joined."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from lictool.expr import celtypes
from lictool.expr.environment import NO_FACTS
from lictool.expr.typed import Typed, make, sure_of

if TYPE_CHECKING:
    from lictool.expr import nodes
    from lictool.expr.celtypes import Type
    from lictool.expr.checker import Checker
    from lictool.expr.environment import Facts
    from lictool.expr.nodes import Node


def check_not(checker: Checker, node: nodes.Not) -> Typed:
    """Check `!operand`: what is present when it is true and when it is false change places."""
    operand = checker.condition(node.operand)
    return Typed(operand.type, make("not", node, (operand.plan,)), operand.no, operand.yes)


def check_logic(checker: Checker, node: nodes.Logic) -> Typed:
    """Check `&&` or `||`: each operand is read where those before it did not decide."""
    both = node.operator == "&&"
    parts: list[Typed] = []
    settled = NO_FACTS
    for operand in node.operands:
        part = checker.condition(operand, settled)
        parts.append(part)
        settled |= part.yes if both else part.no
    plan = make("and" if both else "or", node, tuple(part.plan for part in parts))
    some = _common([part.no if both else part.yes for part in parts])
    return Typed(celtypes.BOOL, plan, *((settled, some) if both else (some, settled)))


def check_conditional(checker: Checker, node: nodes.Conditional) -> Typed:
    """Check `condition ? then : otherwise`."""
    condition = checker.condition(node.condition)
    then = checker.assuming(condition.yes, node.then)
    otherwise = checker.assuming(condition.no, node.otherwise)
    plan = make("if", node, (condition.plan, then.plan, otherwise.plan))
    type_ = celtypes.join(then.type, otherwise.type)
    if type_ is None:
        if not checker.untyped:
            message = f"`?:` gives {then.type} or {otherwise.type}; both sides want one type"
            return checker.fault(message, node)
        type_ = celtypes.DYN
    sides = ((condition.yes, then), (condition.no, otherwise))
    # A side that is the constant `false` tells nothing about when the whole is true, and the other way round.
    yes = [settled | side.yes for settled, side in sides if side.literal is not False]
    no = [settled | side.no for settled, side in sides if side.literal is not True]
    return Typed(type_, plan, _common(yes), _common(no))


def _common(facts: list[Facts]) -> Facts:
    return reduce(frozenset.__and__, facts) if facts else NO_FACTS


def check_list(checker: Checker, node: nodes.ListOf) -> Typed:
    """Check `[items]`."""
    parts = [checker.visit(item) for item in node.items]
    type_ = _joined(checker, [part.type for part in parts], node.items, "items of the list")
    sure = sure_of(parts)
    return Typed(celtypes.list_of(type_), make("list", node, tuple(part.plan for part in parts)), sure, sure)


def check_map(checker: Checker, node: nodes.MapOf) -> Typed:
    """Check `{key: value}`; constants may stand as key only once."""
    keys = [checker.visit(key) for key, _ in node.entries]
    values = [checker.visit(value) for _, value in node.entries]
    for key, (key_node, _) in zip(keys, node.entries, strict=True):
        if key.type.kind not in ("bool", "int", "uint", "string", "error") and not celtypes.is_unknown(key.type):
            checker.fault(f"a key is bool, int, uint or string, not {key.type}", key_node)
    _once(checker, keys, [key for key, _ in node.entries])
    key_type = _joined(checker, [key.type for key in keys], [key for key, _ in node.entries], "keys of the map")
    value_type = _joined(
        checker, [part.type for part in values], [part for _, part in node.entries], "values of the map"
    )
    operands = tuple(part.plan for entry in zip(keys, values, strict=True) for part in entry)
    sure = sure_of([*keys, *values])
    return Typed(celtypes.map_of(key_type, value_type), make("map_of", node, operands), sure, sure)


def _once(checker: Checker, keys: list[Typed], nodes_: list[Node]) -> None:
    seen: set[tuple[bool, object]] = set()
    for key, node in zip(keys, nodes_, strict=True):
        if key.literal is None:
            continue
        mark = (key.type.kind == "bool", key.literal)
        if mark in seen:
            checker.fault(f"the key `{checker.slice(node)}` stands twice", node)
        seen.add(mark)


def _joined(checker: Checker, types: list[Type], nodes_: list[Node], what: str) -> Type:
    """Give the type that holds all of these, `dyn` where mixtures are allowed."""
    joined = celtypes.NEVER
    for type_, node in zip(types, nodes_, strict=True):
        wider = celtypes.join(joined, type_)
        if wider is None and not checker.untyped:
            return checker.fault(f"the {what} are {joined} up to here; `{checker.slice(node)}` is {type_}", node).type
        joined = wider or celtypes.DYN
    return joined
