"""What the conversions between types do (CEL specification, "Standard Definitions")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.expr import chronology
from lictool.expr.arithmetic import to_int, to_uint
from lictool.expr.values import (
    INT_MAX,
    INT_MIN,
    UINT_MAX,
    EvaluationError,
    TypeValue,
    UInt,
    kind_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_NAMES = {"null": "null_type", "timestamp": "google.protobuf.Timestamp", "duration": "google.protobuf.Duration"}
_TRUE, _FALSE = ("1", "t", "true", "TRUE", "True"), ("0", "f", "false", "FALSE", "False")


def type_value(value: object) -> TypeValue:
    """Give the type of a value."""
    kind = kind_of(value)
    return TypeValue(_NAMES.get(kind, kind))


def _whole(text: str, *, signed: bool) -> int:
    digits = text[1:] if signed and text[:1] in ("-", "+") else text
    if not digits.isdigit() or not digits.isascii() or len(digits) > 40:
        raise EvaluationError(f"`{text}` is no whole number")
    return int(text)


def _cut(value: float, least: int, most: int) -> int:
    if not least < value < most:
        raise EvaluationError(f"{show_double(value)} does not fit a whole number of 64 bits")
    return int(value)


def uint_of_double(value: float) -> UInt:
    """Cut; less than zero is out of range, and be it a fraction."""
    return UInt(_cut(value, -1, UINT_MAX)) if value >= 0 else to_uint(-1)


def double_of_string(text: str) -> float:
    """Read a number."""
    try:
        number = float(text)
    except ValueError:
        number = None
    if number is None or not text.isascii() or "_" in text or text != text.strip():
        raise EvaluationError(f"`{text}` is no number")
    return number


def bool_of_string(text: str) -> bool:
    """Read a truth value."""
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise EvaluationError(f"`{text}` is neither `true` nor `false`")


def show_double(value: float) -> str:
    """Write a double as CEL does: whole numbers without point."""
    if value != value:  # noqa: PLR0124 - NaN
        return "NaN"
    if value in (float("inf"), float("-inf")):
        return "+Inf" if value > 0 else "-Inf"
    text = repr(float(value))
    return text.removesuffix(".0")


def string_of_bytes(value: bytes) -> str:
    """Read bytes as UTF-8."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        raise EvaluationError("the bytes are not UTF-8") from None


CONVERSIONS: dict[str, Callable[..., object]] = {
    "same": lambda value: value,
    "type": type_value,
    "int_of_uint": lambda value: to_int(int(value)),
    "int_of_double": lambda value: _cut(value, INT_MIN, INT_MAX),
    "int_of_string": lambda text: to_int(_whole(text, signed=True)),
    "int_of_timestamp": lambda when: int(when) // chronology.SECOND,
    "uint_of_int": to_uint,
    "uint_of_double": uint_of_double,
    "uint_of_string": lambda text: to_uint(_whole(text, signed=False)),
    "double_of_int": float,
    "double_of_uint": float,
    "double_of_string": double_of_string,
    "string_of_int": str,
    "string_of_uint": str,
    "string_of_double": show_double,
    "string_of_bool": lambda value: "true" if value else "false",
    "string_of_bytes": string_of_bytes,
    "string_of_timestamp": chronology.show_timestamp,
    "string_of_duration": chronology.show_duration,
    "bytes_of_string": lambda text: text.encode("utf-8", "surrogatepass"),
    "bool_of_string": bool_of_string,
    "timestamp_of_string": chronology.parse_timestamp,
    "timestamp_of_int": lambda seconds: chronology.moment(seconds * chronology.SECOND),
    "duration_of_string": chronology.parse_duration,
}
"""The implementations by id."""
