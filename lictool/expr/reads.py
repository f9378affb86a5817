"""What an expression read when it was run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.expr.provenance import FIELDS, KEYS, MACROS, STEP, Provenance
from lictool.expr.values import EvaluationError, Missing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lictool.location import Path

    Plan = Sequence[Any]


def all_reads(provenance: Provenance, plan: Plan) -> tuple[tuple[Path, object], ...]:
    """Give the places that were read, each once, in order, with their values."""
    found: dict[Path, object] = {}
    _trace(provenance, plan, found)
    return tuple(found.items())


def _trace(provenance: Provenance, plan: Plan, found: dict[Path, object]) -> None:
    """Note what a part reads; a part that fails read what its operands did."""
    provenance.step(STEP)
    operation = plan[0]
    if operation == "lazy":
        _trace(provenance, provenance.lazy(plan), found)
    elif operation in MACROS:
        _trace_macro(provenance, plan, found)
    elif operation == "var" or operation in FIELDS or operation in KEYS:
        _trace_access(provenance, plan, found)
    elif operation == "if":
        _trace(provenance, plan[3][0], found)
        for truth, side in ((True, plan[3][1]), (False, plan[3][2])):
            if provenance.holds(plan[3][0], truth):
                _trace(provenance, side, found)
    else:
        for operand in plan[3]:
            _trace(provenance, operand, found)
            if operation in ("and", "or") and provenance.holds(operand, operation == "or"):
                break


def _trace_access(provenance: Provenance, plan: Plan, found: dict[Path, object]) -> None:
    """Note the whole way at once; what only leads there is not noted."""
    _trace_indexes(provenance, plan, found)
    try:
        value, origin = provenance.value(plan), provenance.locate(plan)
    except (Missing, EvaluationError):
        origin = None
    if origin is not None and origin.path is not None:
        found.setdefault(origin.path, value)
    elif plan[3]:
        _trace(provenance, plan[3][0], found)


def _trace_indexes(provenance: Provenance, plan: Plan, found: dict[Path, object]) -> None:
    """Note what chose the keys and positions on the way."""
    if plan[3] and (plan[0] in FIELDS or plan[0] in KEYS or plan[0] == "cook"):
        _trace_indexes(provenance, plan[3][0], found)
        for index in plan[3][1:]:
            _trace(provenance, index, found)


def _trace_macro(provenance: Provenance, plan: Plan, found: dict[Path, object]) -> None:
    _trace(provenance, plan[3][0], found)
    if provenance.fails(plan[3][0], Missing) or provenance.fails(plan[3][0], EvaluationError):
        return
    for _ in provenance.elements(plan):
        for body in plan[3][1:]:
            _trace(provenance, body, found)
            if not provenance.holds(body, wanted=True):
                break
