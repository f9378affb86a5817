"""What the arithmetic operators do: 64 bits, no silent overflow (CEL specification, "Arithmetic")."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.expr.chronology import moment, span
from lictool.expr.values import INT_MAX, INT_MIN, UINT_MAX, EvaluationError, UInt

if TYPE_CHECKING:
    from collections.abc import Callable

    from lictool.expr.values import Context


def to_int(value: int) -> int:
    """Give an int that fits, or raise EvaluationError."""
    if INT_MIN <= value <= INT_MAX:
        return value
    raise EvaluationError("integer overflow")


def to_uint(value: int) -> UInt:
    """Give a uint that fits, or raise EvaluationError."""
    if 0 <= value <= UINT_MAX:
        return UInt(value)
    raise EvaluationError("unsigned integer overflow")


def add_int(one: int, other: int) -> int:
    """Add."""
    value = one + other
    if INT_MIN <= value <= INT_MAX:
        return value
    raise EvaluationError("integer overflow")


def subtract_int(one: int, other: int) -> int:
    """Subtract."""
    return to_int(one - other)


def multiply_int(one: int, other: int) -> int:
    """Multiply."""
    return to_int(one * other)


def divide_int(one: int, other: int) -> int:
    """Divide, cut towards zero."""
    if not other:
        raise EvaluationError("division by zero")
    quotient = abs(one) // abs(other)
    return to_int(quotient if (one < 0) is (other < 0) else -quotient)


def modulo_int(one: int, other: int) -> int:
    """Give the rest of a division, with the sign of the dividend."""
    if not other:
        raise EvaluationError("modulus by zero")
    if other == -1:
        to_int(-one)  # overflows together with the division, as in Google's engines
    rest = abs(one) % abs(other)
    return -rest if one < 0 else rest


def divide_uint(one: UInt, other: UInt) -> UInt:
    """Divide, cut."""
    if not other:
        raise EvaluationError("division by zero")
    return UInt(one // other)


def modulo_uint(one: UInt, other: UInt) -> UInt:
    """Give the rest of a division."""
    if not other:
        raise EvaluationError("modulus by zero")
    return UInt(one % other)


def divide_double(one: float, other: float) -> float:
    """Divide as IEEE 754 does: by zero gives an infinity or NaN."""
    if other:
        return one / other
    negative = (str(float(one))[0] == "-") is not (str(float(other))[0] == "-")
    return float("nan") if one == 0 or one != one else float("-inf" if negative else "inf")  # noqa: PLR0124 - NaN


def concat(context: Context, one: Any, other: Any) -> Any:
    """Join two texts, bytes or lists."""
    context.make(len(one) + len(other))
    return one + other


ARITHMETIC: dict[str, Callable[..., object]] = {
    "add_int": add_int,
    "add_uint": lambda one, other: to_uint(one + other),
    "add_double": lambda one, other: one + other,
    "add_duration": lambda one, other: span(one + other),
    "add_timestamp": lambda one, other: moment(one + other),
    "concat": concat,
    "subtract_int": subtract_int,
    "subtract_uint": lambda one, other: to_uint(one - other),
    "subtract_double": lambda one, other: one - other,
    "subtract_duration": lambda one, other: span(one - other),
    "subtract_timestamp": lambda one, other: moment(one - other),
    "multiply_int": multiply_int,
    "multiply_uint": lambda one, other: to_uint(one * other),
    "multiply_double": lambda one, other: one * other,
    "divide_int": divide_int,
    "divide_uint": divide_uint,
    "divide_double": divide_double,
    "modulo_int": modulo_int,
    "modulo_uint": modulo_uint,
    "negate_int": lambda value: to_int(-value),
    "negate_double": lambda value: -value,
}
"""The implementations by id."""
