"""What the values of a clause were made of: its operands, taken apart down to the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.expr.provenance import FIELDS, KEYS, MACROS, STEP, operation_id
from lictool.expr.reasons import Part
from lictool.expr.values import EvaluationError, Interval, Missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lictool.expr.provenance import Origin, Provenance
    from lictool.location import Path

    Plan = Sequence[Any]

_CONSTANTS = frozenset(("const", "uint", "bytes", "type", "duration", "timestamp"))


def operands(provenance: Provenance, plan: Plan, slot: int) -> tuple[Part, ...]:
    """Give the operands of a clause, constants included; a clause that reads a truth is its own operand."""
    if plan[0] == "has":
        return tuple(_data(provenance, provenance.locate(plan[3][0]).child(plan[4]).paths()))
    if plan[0] in MACROS:
        return (part_of(provenance, plan[3][0], slot),)
    if not plan[3] or plan[0] in FIELDS or plan[0] in KEYS:
        return (part_of(provenance, plan, slot),)
    return tuple(part_of(provenance, operand, slot) for operand in plan[3])


def part_of(provenance: Provenance, plan: Plan, slot: int) -> Part:
    """Take a part of an expression apart."""
    provenance.step(STEP)
    operation, start, end = plan[0], plan[1], plan[2]
    if operation == "cook":
        inner = part_of(provenance, plan[3][0], slot)
        return inner._replace(value=provenance.value(plan)) if inner.known else inner
    try:
        value = provenance.value(plan)
    except (Missing, EvaluationError):
        return _unknown(provenance, plan, slot)
    if operation in _CONSTANTS:
        return Part("constant", slot, start, end, value)
    if operation == "lazy":
        made = _lazy(provenance, plan)
        return Part(operation, slot, start, end, value, made[0].path, made, plan[4])
    origin = provenance.locate(plan)
    if origin.path is not None:
        keys = tuple(_data(provenance, provenance.indexes(plan)))
        return Part(operation, slot, start, end, value, origin.path, keys)
    operation = "sum" if operation_id(plan).startswith("sum_") else operation
    return Part(operation, slot, start, end, value, None, _below(provenance, plan, slot, value, origin))


def _below(provenance: Provenance, plan: Plan, slot: int, value: object, origin: Origin) -> tuple[Part, ...]:
    """Give what a computed value was made of."""
    if plan[0] == "if":
        return (part_of(provenance, provenance.chosen(plan), slot),)
    if operation_id(plan).startswith("sum_"):
        return tuple(_items(provenance, provenance.value(plan[3][0]), provenance.locate(plan[3][0])))
    if isinstance(value, list):
        return tuple(_items(provenance, value, origin))
    if isinstance(value, Interval):
        return tuple(_data(provenance, origin.paths()))
    if plan[0] in MACROS or plan[0] in ("and", "or", "not", "has"):
        return tuple(_data(provenance, origin.paths()))
    return tuple(part_of(provenance, operand, slot) for operand in plan[3] if operand[0] not in _CONSTANTS)


def _unknown(provenance: Provenance, plan: Plan, slot: int) -> Part:
    """Take apart what has no value: say which fact is missing, name a lazy name, of others give what is known below."""
    operation, start, end = plan[0], plan[1], plan[2]
    below: tuple[Part, ...] = ()
    if operation == "lazy":
        return Part(operation, slot, start, end, None, None, _lazy(provenance, plan), plan[4], known=False)
    if operation in FIELDS or operation in KEYS:
        path = _missing(provenance, plan)
        chosen = tuple(_data(provenance, provenance.indexes(plan))) if path else ()
        return Part("datum", slot, start, end, None, path, chosen, known=False)
    if operation not in MACROS and operation != "if":
        below = tuple(part_of(provenance, operand, slot) for operand in plan[3] if operand[0] not in _CONSTANTS)
    return Part(operation, slot, start, end, None, None, below, known=False)


def _lazy(provenance: Provenance, plan: Plan) -> tuple[Part, ...]:
    return (part_of(provenance, provenance.lazy(plan), plan[4]),)


def _missing(provenance: Provenance, plan: Plan) -> Path | None:
    """Give the place at which a fact is missing; None if what is above it is missing already."""
    if any(provenance.fails(part, Missing) or provenance.fails(part, EvaluationError) for part in plan[3]):
        return None
    origin = provenance.locate(plan[3][0])
    return origin.child(plan[4] if plan[0] in FIELDS else provenance.value(plan[3][1])).path


def _items(provenance: Provenance, values: Sequence[object], origin: Origin) -> Iterable[Part]:
    """Give the items of a list with their places, as far as they stand in the data."""
    provenance.step(STEP * len(values))
    for number, value in enumerate(values):
        item = origin.child(number)
        below = () if item.path is not None or origin.items is None else tuple(_data(provenance, item.paths()))
        yield Part("datum", 0, 0, 0, value, item.path, below)


def _data(provenance: Provenance, paths: Iterable[Path]) -> Iterable[Part]:
    """Give what stands at places of the data, or that nothing does."""
    for path in paths:
        known, value = provenance.at(path)
        yield Part("datum", 0, 0, 0, value, path, known=known)
