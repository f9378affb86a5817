"""What the functions do: texts, lists, dates; and the table of all implementations."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from lictool.expr import chronology
from lictool.expr.arithmetic import ARITHMETIC, to_int, to_uint
from lictool.expr.chronology import DAY, SECOND, civil, days_of, shift, span
from lictool.expr.conversions import CONVERSIONS
from lictool.expr.values import BudgetExceeded, EvaluationError, Timestamp, UInt, equal

if TYPE_CHECKING:
    from collections.abc import Callable

    from lictool.expr.values import Context, Duration

_STEPS = 50_000_000
"""Steps that one search with a regular expression may take at most."""
_SHORT = 64
"""Characters of a text of which is remembered what patterns fit."""
_patterns: dict[str, Any] = {}


def search(text: str, pattern: str, coefficient: int, degree: int) -> bool:
    """Say whether a pattern, written for `re`, fits some part of a text; raises BudgetExceeded where that may take long."""
    if coefficient * (len(text) + 1) ** (degree + 2) > _STEPS:
        raise BudgetExceeded(f"a text of {len(text)} characters is too long for its pattern")
    compiled = _patterns.get(pattern)
    if compiled is None:
        import re

        compiled = _patterns[pattern] = re.compile(pattern, re.ASCII)
    return compiled.search(text) is not None


def matches(text: str, pattern: str) -> bool:
    """Search for a pattern that is only known now."""
    return _found(text, pattern) if len(text) <= _SHORT else search(text, *_translated(pattern))


@lru_cache(maxsize=4096)
def _found(text: str, pattern: str) -> bool:
    """Remember what was found: part numbers, releases and the like come again and again."""
    return search(text, *_translated(pattern))


@lru_cache(maxsize=1024)
def _translated(pattern: str) -> tuple[str, int, int]:
    from lictool.expr.regex import PatternError, refusal, translate

    try:
        return translate(pattern)
    except PatternError as error:
        raise EvaluationError(refusal(pattern, error)) from None


def _made(context: Context, text: str) -> str:
    context.make(len(text))
    return text


def _upper(context: Context, text: str) -> str:
    return _made(context, "".join(c.upper() if c.isascii() else c for c in text))


def _lower(context: Context, text: str) -> str:
    return _made(context, "".join(c.lower() if c.isascii() else c for c in text))


def _replace(context: Context, text: str, old: str, new: str, limit: int = -1) -> str:
    found = text.count(old) if limit < 0 else min(limit, text.count(old))
    context.make(len(text) + found * len(new))
    return text.replace(old, new, limit)


def _split(context: Context, text: str, separator: str, limit: int = -1) -> list[str]:
    context.make(len(text) + 1)
    if limit in (0, 1):
        return [text] * limit
    most = limit - 1 if limit > 0 else -1
    if separator:
        return text.split(separator, most)
    pieces = list(text)
    return pieces if most < 0 or len(pieces) <= limit else [*pieces[:most], text[most:]]


def _substring(context: Context, text: str, start: int, end: int | None = None) -> str:
    last = len(text) if end is None else end
    if not 0 <= start <= last <= len(text):
        raise EvaluationError(f"position {start if end is None else f'{start} to {end}'} is outside of the text")
    return _made(context, text[start:last])


def _char_at(text: str, position: int) -> str:
    if not 0 <= position <= len(text):
        raise EvaluationError(f"position {position} is outside of the text")
    return text[position : position + 1]


def _index_of(text: str, part: str, start: int = 0) -> int:
    if not 0 <= start <= len(text):
        raise EvaluationError(f"position {start} is outside of the text")
    return text.find(part, start)


def _last_index_of(text: str, part: str, start: int | None = None) -> int:
    if start is None:
        return text.rfind(part)
    if not 0 <= start <= len(text):
        raise EvaluationError(f"position {start} is outside of the text")
    return text.rfind(part, 0, start + len(part))


def _join(context: Context, items: list[str], separator: str = "") -> str:
    context.spend(len(items))
    try:
        context.make(sum(map(len, items)) + len(separator) * len(items))
        return separator.join(items)
    except TypeError:
        raise EvaluationError("only texts can be joined") from None


def _sum(zero: Any, fit: Callable[[Any], object]) -> Callable[[Context, list[Any]], object]:
    """Make the sum of lists of one kind."""

    def total(context: Context, items: list[Any]) -> object:
        context.spend(len(items))
        kind = type(zero)
        for item in items:
            if type(item) is not kind:
                raise EvaluationError("the items of the sum are of different types")
        return fit(sum(items, zero))

    return total


def _extreme(pick: Callable[[list[Any]], object], word: str) -> Callable[[Context, list[Any]], object]:
    """Make the search for the least or greatest item."""

    def extreme(context: Context, items: list[Any]) -> object:
        context.spend(len(items))
        if not items:
            raise EvaluationError(f"an empty list has no {word}")
        try:
            return pick(items)
        except TypeError:
            raise EvaluationError("the items of the list cannot be compared") from None

    return extreme


def _distinct(context: Context, items: list[Any]) -> list[Any]:
    context.spend(len(items))
    if all(type(item) is str for item in items):
        return list(dict.fromkeys(items))
    found: list[Any] = []
    for item in items:
        context.spend(len(found))
        if not any(equal(item, other, context) for other in found):
            found.append(item)
    return found


def _day_of_year(when: int) -> int:
    days = when // DAY
    return days - days_of(civil(days)[0], 1, 1)


_PARTS: dict[str, Callable[[int], int]] = {
    "getFullYear": lambda when: civil(when // DAY)[0],
    "getMonth": lambda when: civil(when // DAY)[1] - 1,
    "getDate": lambda when: civil(when // DAY)[2],
    "getDayOfMonth": lambda when: civil(when // DAY)[2] - 1,
    "getDayOfWeek": lambda when: (when // DAY + 4) % 7,
    "getDayOfYear": _day_of_year,
    "getHours": lambda when: when % DAY // (3600 * SECOND),
    "getMinutes": lambda when: when // (60 * SECOND) % 60,
    "getSeconds": lambda when: when // SECOND % 60,
    "getMilliseconds": lambda when: when % SECOND // 1_000_000,
}


def _part(name: str) -> Callable[..., int]:
    read = _PARTS[name]
    return lambda when, zone="UTC": int(read(shift(when, zone)))


def _cut(length: Duration, unit: int) -> int:
    return abs(length) // unit * (-1 if length < 0 else 1)


def _date(context: Context, when: Timestamp) -> Timestamp:
    return chronology.midnight(when, context.zone)


IMPLEMENTATIONS: dict[str, Callable[..., object]] = {
    **ARITHMETIC,
    **CONVERSIONS,
    "size": len,
    "contains": lambda text, part: part in text,
    "startsWith": str.startswith,
    "endsWith": str.endswith,
    "matches": matches,
    "lowerAscii": _lower,
    "upperAscii": _upper,
    "trim": lambda context, text: _made(
        context,
        text.strip(
            "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
        ),
    ),
    "charAt": _char_at,
    "replace": _replace,
    "split": _split,
    "substring": _substring,
    "indexOf": _index_of,
    "lastIndexOf": _last_index_of,
    "join": _join,
    "sum_int": _sum(0, to_int),
    "sum_uint": _sum(UInt(0), to_uint),
    "sum_double": _sum(0.0, float),
    "sum_duration": _sum(span(0), span),
    "min": _extreme(min, "least item"),
    "max": _extreme(max, "greatest item"),
    "distinct": _distinct,
    "days": lambda count: span(count * DAY),
    "hours": lambda count: span(count * 3600 * SECOND),
    "plusMonths": chronology.plus_months,
    "date": _date,
    "getHours_span": lambda length: _cut(length, 3600 * SECOND),
    "getMinutes_span": lambda length: _cut(length, 60 * SECOND),
    "getSeconds_span": lambda length: _cut(length, SECOND),
    "getMilliseconds_span": lambda length: _cut(length, 1_000_000) - 1000 * _cut(length, SECOND),
    **{name: _part(name) for name in _PARTS},
}
"""The implementations of the standard functions and operators by id."""
