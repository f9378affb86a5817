"""Closures that decide: comparisons, membership, `&& || ! ?:`."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

from lictool.expr.values import (
    NUMBERS,
    EvaluationError,
    Interval,
    Missing,
    equal,
    kind_of,
    member,
    to_key,
    unknown_wins,
    values_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lictool.expr.compiler import Compiler
    from lictool.expr.values import Closure, Context

    Plan = Sequence[Any]
    Frame = list[Any]
    Decide = Callable[[float, float, float, float], bool | None]

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
}
_LONG_LIST = 64
"""Items from which on looking for one counts as visits."""


def _compare(plan: Plan, compiler: Compiler) -> Closure:
    """Compare values of one kind that Python compares as CEL does."""
    compare = _COMPARE[plan[0]]
    left: Callable[[Frame], Any] = compiler.build(plan[3][0])
    if plan[3][1][0] == "const" and compiler.wrap is None:
        value = plan[3][1][4]
        if plan[0] == "eq":
            return lambda frame: left(frame) == value
        return lambda frame: compare(left(frame), value)
    right: Callable[[Frame], Any] = compiler.build(plan[3][1])

    def run(frame: Frame) -> object:
        try:
            one = left(frame)
        except EvaluationError:
            unknown_wins((right,), frame)
            raise
        return compare(one, right(frame))

    return run


def _compare_any(plan: Plan, compiler: Compiler) -> Closure:
    """Compare values whose kinds are only known now."""
    name = plan[0].removesuffix("_any")
    sides = [compiler.build(operand) for operand in plan[3]]
    if name == "eq":
        return lambda frame: _same_value(values_of(sides, frame), frame[0])
    if name == "ne":
        return lambda frame: not _same_value(values_of(sides, frame), frame[0])
    compare = _COMPARE[name]
    return lambda frame: _order(compare, *values_of(sides, frame))


def _same_value(sides: list[Any], context: Context) -> bool:
    one, other = sides
    return equal(one, other, context)


def _order(compare: Callable[[Any, Any], bool], one: Any, other: Any) -> bool:
    kind, kind_other = type(one), type(other)
    if kind in NUMBERS and kind_other in NUMBERS:
        if kind is not kind_other and float in (kind, kind_other):
            return compare(float(one), float(other))
        return compare(one, other)
    if kind is not kind_other or kind_of(one) in ("null", "list", "map", "type", "interval"):
        raise EvaluationError(f"{kind_of(one)} and {kind_of(other)} have no order")
    return compare(one, other)


def _span(plan: Plan, compiler: Compiler) -> Closure:
    """Compare counts of which one or both are known within bounds only."""
    decide = SPANS[plan[4]]
    sides = [compiler.build(operand) for operand in plan[3]]

    def run(frame: Frame) -> object:
        return settled(decide, *values_of(sides, frame))

    return run


def settled(decide: Decide, one: Any, other: Any) -> bool:
    """Compare two counts by what `SPANS` gives, or raise Missing."""
    decided = decide(*_bounds(one), *_bounds(other))
    if decided is None:
        raise Missing
    return decided


def _bounds(value: Any) -> tuple[float, float]:
    if type(value) is Interval:
        return value.low, float("inf") if value.high is None else value.high
    return value, value


def _less(low: float, high: float, low_other: float, high_other: float) -> bool | None:
    return True if high < low_other else False if low >= high_other else None


def _at_most(low: float, high: float, low_other: float, high_other: float) -> bool | None:
    return True if high <= low_other else False if low > high_other else None


def _same(low: float, high: float, low_other: float, high_other: float) -> bool | None:
    if low == high == low_other == high_other:
        return True
    return False if high < low_other or low > high_other else None


def _other(low: float, high: float, low_other: float, high_other: float) -> bool | None:
    decided = _same(low, high, low_other, high_other)
    return None if decided is None else not decided


SPANS: dict[str, Decide] = {
    "eq": _same,
    "ne": _other,
    "lt": _less,
    "le": _at_most,
    "gt": lambda low, high, low_other, high_other: _less(low_other, high_other, low, high),
    "ge": lambda low, high, low_other, high_other: _at_most(low_other, high_other, low, high),
}
"""What decides on bounds: True or False, None where they do not tell."""


def _in(plan: Plan, compiler: Compiler) -> Closure:
    """Look for a text or number in a list of such, or among the keys of a map."""
    left: Callable[[Frame], Any] = compiler.build(plan[3][0])
    container = plan[3][1]
    if container[0] == "list" and compiler.wrap is None and all(item[0] == "const" for item in container[3]):
        values = frozenset(item[4] for item in container[3])
        return lambda frame: left(frame) in values
    right: Callable[[Frame], Any] = compiler.build(container)
    listed = plan[0] == "in_list"
    # Fields are read from records alone, and records from the data alone: such a list stays what it is.
    is_data = container[0] in ("select", "optional")

    def run(frame: Frame) -> object:
        try:
            item = left(frame)
        except EvaluationError:
            unknown_wins((right,), frame)
            raise
        items = right(frame)
        return contains(frame[0], item, items, is_data) if listed else item in items

    return run


def contains(context: Context, item: object, items: Any, is_data: bool) -> bool:  # noqa: FBT001 - of every call
    """Look for an item in a list of texts or numbers; in one of the data, of which many will be asked, by an index."""
    if len(items) > _LONG_LIST:
        if is_data and context.memo is not None:
            items = context.members(items)
        context.spend(len(items) // 16 if type(items) is list else 1)
    return item in items


def _in_any(plan: Plan, compiler: Compiler) -> Closure:
    sides = [compiler.build(operand) for operand in plan[3]]
    return lambda frame: _contains(values_of(sides, frame), frame[0])


def _contains(sides: list[Any], context: Context) -> bool:
    item, container = sides
    kind = type(container)
    if kind is list:
        return member(item, container, context)
    if kind is not dict:
        raise EvaluationError(f"`in` looks into a list or map, not into {kind_of(container)}")
    return to_key(item) in container


def _truth(plan: Plan, compiler: Compiler) -> Closure:
    operand = compiler.build(plan[3][0])

    def run(frame: Frame) -> object:
        value = operand(frame)
        if value is True or value is False:
            return value
        raise EvaluationError(f"a value of type {kind_of(value)} stands where a bool is wanted")

    return run


def _not(plan: Plan, compiler: Compiler) -> Closure:
    operand = compiler.build(plan[3][0])
    return lambda frame: not operand(frame)


def _logic(plan: Plan, compiler: Compiler) -> Closure:
    """Make `&&` or `||`: one operand that decides is enough, wherever others fail."""
    decides = plan[0] == "or"
    operands = [compiler.build(operand) for operand in plan[3]]

    def run(frame: Frame) -> object:
        problem: Missing | EvaluationError | None = None
        for operand in operands:
            try:
                if operand(frame) is decides:
                    return decides
            except Missing as missing:
                problem = missing
            except EvaluationError as error:
                problem = problem or error
        if problem is not None:
            raise problem
        return not decides

    return run


def _if(plan: Plan, compiler: Compiler) -> Closure:
    condition, then, otherwise = [compiler.build(operand) for operand in plan[3]]
    return lambda frame: then(frame) if condition(frame) else otherwise(frame)


BUILDERS: dict[str, Callable[[Plan, Compiler], Closure]] = {
    **dict.fromkeys(_COMPARE, _compare),
    **dict.fromkeys([f"{name}_any" for name in _COMPARE], _compare_any),
    "span": _span,
    "in_list": _in,
    "in_map": _in,
    "in_any": _in_any,
    "truth": _truth,
    "not": _not,
    "and": _logic,
    "or": _logic,
    "if": _if,
}
"""What makes the closure of each operation."""
