"""Texts of rules in which `{{ … }}` holds an expression."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.record import NamedTuple
from lictool.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lictool.expr.celtypes import Type
    from lictool.expr.environment import Environment, Facts
    from lictool.expr.fault import Fault

Part = Any
"""A text, or the plan of an expression and the kind of its value."""


class Text(NamedTuple):
    """A text whose expressions were found sound."""

    parts: list[Part]
    slots: int
    """Length of a frame that its expressions can run in."""


def check_text(text: str, environment: Environment, facts: Facts, *, total: bool = True) -> tuple[Text, list[Fault]]:
    """Check the expressions of a text; the faults are at offsets of the whole text.

    An expression gives a text, a number, a count, bounds of a count or a date, and (`total`) reads no fact that may be
    absent.
    """
    from lictool.expr.checker import check
    from lictool.expr.fault import ExpressionError, Fault

    parts: list[Part] = []
    faults: list[Fault] = []
    slots = environment.size
    for part, start, end in _cut(text):
        if part is None:
            faults.append(Fault("`{{` is not closed by `}}`", start, end))
        elif not start:
            parts.append(part)
        else:
            try:
                checked = check(part, environment, facts=facts, total=total)
            except ExpressionError as error:
                faults += [Fault(f.message, f.start + start, f.end + start) for f in error.faults]
                continue
            kind = _kind(checked.type)
            if kind is None:
                wanted = "a text shows text, numbers, counts and dates; join a list with `join(', ')`"
                faults.append(Fault(f"{checked.type} cannot be shown; {wanted}", start, end))
            parts.append((checked.plan, kind))
            slots = max(slots, checked.slots)
    return Text(parts, slots), faults


def render(parts: Sequence[Part], value: Callable[[Any], Any], language: str) -> str:
    """Fill in a text; `value` evaluates a plan."""
    return "".join(part if isinstance(part, str) else _shown(value(part[0]), part[1], language) for part in parts)


def _cut(text: str) -> Iterator[tuple[str | None, int, int]]:
    """Cut a text into plain parts (start 0) and expressions with their offsets; None stands for one without an end."""
    position = 0
    while (opened := text.find("{{", position)) >= 0:
        if opened > position:
            yield text[position:opened], 0, 0
        closed = _end(text, opened + 2)
        if closed < 0:
            yield None, opened, len(text)
            return
        inner = text[opened + 2 : closed]
        yield inner, opened + 2, closed
        position = closed + 2
    if position < len(text):
        yield text[position:], 0, 0


def _end(text: str, position: int) -> int:
    """Find the `}}` that closes an expression: outside of quotes, braces of maps matched."""
    depth = 0
    while position < len(text):
        character = text[position]
        if character in "'\"":
            position = _behind_quotes(text, position)
            continue
        if character == "{":
            depth += 1
        elif character == "}":
            if depth == 0 and text.startswith("}}", position):
                return position
            depth -= 1
        position += 1
    return -1


def _behind_quotes(text: str, start: int) -> int:
    """Find the end of a quoted text: one quote or three; in a raw one a backslash is no escape."""
    quote = text[start] * 3 if text.startswith(text[start] * 3, start) else text[start]
    before = text[max(0, start - 2) : start].lower()
    is_raw = before.endswith(("r", "rb"))
    position = start + len(quote)
    while position < len(text) and not text.startswith(quote, position):
        position += 1 if is_raw or text[position] != "\\" else 2
    return position + len(quote)


def _kind(type_: Type) -> str | None:
    if type_.kind == "int" and type_.unit not in ("", "?"):
        return f"count:{type_.unit}"
    if type_.kind == "interval":
        return f"bounds:{type_.unit}"
    return {
        "string": "text",
        "int": "text",
        "uint": "text",
        "double": "text",
        "timestamp": "date",
        "error": "text",
    }.get(type_.kind)


def _shown(value: Any, kind: str, language: str) -> str:
    kind, _, unit = kind.partition(":")
    if kind == "count":
        return counted(value, unit, language)
    if kind == "bounds":
        return bounds(value.low, value.high, unit, language)
    if kind == "date":
        from lictool.expr.chronology import show_date

        return show_date(value)
    return str(value)


def bounds(low: int, high: int | None, unit: str, language: str) -> str:
    """Give a count known within bounds: `25 users`, `10 to 25 users`, `at least 10 users`."""
    if low == high:
        return counted(low, unit, language)
    if high is None:
        return f"{counted(low, unit, language)}以上" if language == "ja" else f"at least {counted(low, unit, language)}"
    if language == "ja":
        return f"{low}～{counted(high, unit, language)}"
    return f"{low} to {counted(high, unit, language)}"
