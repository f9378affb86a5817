"""Closures that read: constants, names, fields, keys, positions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.expr.chronology import parse_timestamp
from lictool.expr.values import (
    NUMBERS,
    UNSET,
    Duration,
    EvaluationError,
    Missing,
    Timestamp,
    TypeValue,
    UInt,
    kind_of,
    to_key,
    values_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lictool.expr.compiler import Compiler
    from lictool.expr.values import Closure

    Plan = Sequence[Any]
    Frame = list[Any]


def _constant(value: object) -> Closure:
    return lambda _frame: value


def _var(plan: Plan, _compiler: Compiler) -> Closure:
    slot: int = plan[4]
    return lambda frame: frame[slot]


def _lazy(plan: Plan, compiler: Compiler) -> Closure:
    slot: int = plan[4]
    lazies = compiler.lazies

    def run(frame: Frame) -> object:
        value = frame[slot]
        if value is UNSET:
            value = frame[slot] = lazies[slot](frame)
        return value

    return run


def _fail(plan: Plan, _compiler: Compiler) -> Closure:
    message: str = plan[4]

    def run(_frame: Frame) -> object:
        raise EvaluationError(message)

    return run


def _select(plan: Plan, compiler: Compiler) -> Closure:
    field: str = plan[4]
    slot = compiler.slot(plan[3][0])
    if slot:
        return lambda frame: frame[slot][field]
    operand: Callable[[Frame], Any] = compiler.build(plan[3][0])
    return lambda frame: operand(frame)[field]


def _optional(plan: Plan, compiler: Compiler) -> Closure:
    field: str = plan[4]
    slot = compiler.slot(plan[3][0])
    if slot:

        def read(frame: Frame) -> object:
            try:
                return frame[slot][field]
            except KeyError:
                raise Missing from None

        return read
    operand: Callable[[Frame], Any] = compiler.build(plan[3][0])

    def run(frame: Frame) -> object:
        try:
            return operand(frame)[field]
        except KeyError:
            raise Missing from None

    return run


def _member(plan: Plan, compiler: Compiler) -> Closure:
    field: str = plan[4]
    operand: Callable[[Frame], Any] = compiler.build(plan[3][0])

    def run(frame: Frame) -> object:
        try:
            return operand(frame)[field]
        except KeyError:
            raise EvaluationError(f"no such key: `{field}`") from None

    return run


def _member_any(plan: Plan, compiler: Compiler) -> Closure:
    field: str = plan[4]
    operand: Callable[[Frame], Any] = compiler.build(plan[3][0])

    def run(frame: Frame) -> object:
        value = operand(frame)
        if type(value) is not dict:
            raise EvaluationError(f"a value of type {kind_of(value)} has no fields")
        if field in value:
            return value[field]
        raise EvaluationError(f"no such key: `{field}`")

    return run


def _has(plan: Plan, compiler: Compiler) -> Closure:
    field: str = plan[4]
    slot = compiler.slot(plan[3][0])
    if slot:
        return lambda frame: field in frame[slot]
    operand: Callable[[Frame], Any] = compiler.build(plan[3][0])

    def run(frame: Frame) -> object:
        value = operand(frame)
        if type(value) is not dict:
            raise EvaluationError(f"a value of type {kind_of(value)} has no fields")
        return field in value

    return run


def _item(plan: Plan, compiler: Compiler) -> Closure:
    operands = [compiler.build(operand) for operand in plan[3]]
    return lambda frame: take(*values_of(operands, frame))


def take(items: list[object], index: int) -> object:
    """Take an item of a list, or raise EvaluationError."""
    if 0 <= index < len(items):
        return items[index]
    raise EvaluationError(f"no item {index} in a list of {len(items)}")


def _at(plan: Plan, compiler: Compiler) -> Closure:
    operands = [compiler.build(operand) for operand in plan[3]]
    silent = plan[0] == "at_silent"

    def run(frame: Frame) -> object:
        values, key = values_of(operands, frame)
        try:
            return values[key]
        except KeyError:
            if silent:
                raise Missing from None
            raise EvaluationError(f"no such key: `{key}`") from None

    return run


def _at_any(plan: Plan, compiler: Compiler) -> Closure:
    operands = [compiler.build(operand) for operand in plan[3]]
    return lambda frame: _take_any(*values_of(operands, frame))


def _take_any(value: Any, index: Any) -> object:
    kind = type(value)
    if kind is list:
        if type(index) not in NUMBERS or index != int(index):
            raise EvaluationError(f"a list is indexed by int, not by {kind_of(index)}")
        return take(value, int(index))
    if kind is not dict:
        raise EvaluationError(f"a value of type {kind_of(value)} has no index")
    key = to_key(index)
    if key in value:
        return value[key]
    raise EvaluationError(f"no such key: `{index}`")


def _cook(plan: Plan, compiler: Compiler) -> Closure:
    operand: Callable[[Frame], Any] = compiler.build(plan[3][0])
    convert = recipe(plan[4])
    return lambda frame: convert(operand(frame))


def recipe(how: Any) -> Callable[[Any], object]:
    """Give the conversion of data that a recipe describes."""
    if how == "timestamp":
        return parse_timestamp
    if how == "double":
        return float
    kind, inner = how
    convert = recipe(inner)
    if kind == "list":
        return lambda items: [convert(item) for item in items]
    return lambda values: {key: convert(value) for key, value in values.items()}


BUILDERS: dict[str, Callable[[Plan, Compiler], Closure]] = {
    "const": lambda plan, _: _constant(plan[4]),
    "uint": lambda plan, _: _constant(UInt(plan[4])),
    "bytes": lambda plan, _: _constant(bytes.fromhex(plan[4])),
    "type": lambda plan, _: _constant(TypeValue(plan[4])),
    "duration": lambda plan, _: _constant(Duration(plan[4])),
    "timestamp": lambda plan, _: _constant(Timestamp(plan[4])),
    "var": _var,
    "lazy": _lazy,
    "fail": _fail,
    "select": _select,
    "optional": _optional,
    "member": _member,
    "member_any": _member_any,
    "has": _has,
    "item": _item,
    "at": _at,
    "at_silent": _at,
    "at_any": _at_any,
    "cook": _cook,
}
"""What makes the closure of each operation."""
