"""The functions of the language: what each is called, takes, gives and does.

One table, read by the checker (signatures), by the compiler (the `id` names the implementation in `library`, or one
that the caller brings) and by the documentation (the sentence). Operators are not functions; see `operators`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.expr import celtypes as t
from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lictool.expr.celtypes import Type

    Infer = Callable[[tuple["Argument", ...]], Type | str]


class Argument(NamedTuple):
    """What the checker knows of an argument."""

    type: Type
    literal: object = None
    """The value where a constant was written, else None."""


class Overload(NamedTuple):
    """One way to call a function."""

    name: str
    params: tuple[Type, ...]
    """Types of the arguments; of a member the first is the receiver."""
    result: Type
    id: str
    """Name of the implementation."""
    doc: str
    """One sentence for the reference."""
    member: bool = False
    """Whether it is called `x.name(…)`."""
    context: bool = False
    """Whether the implementation takes the run's Context before the arguments."""
    infer: Infer | None = None
    """Gives the type of the result from the arguments, or the message of a fault."""


class FunctionTable:
    """Functions by name. Immutable."""

    __slots__ = ("_by_name", "overloads")

    def __init__(self, overloads: Iterable[Overload]) -> None:
        self.overloads = tuple(overloads)
        self._by_name: dict[str, list[Overload]] = {}
        for overload in self.overloads:
            self._by_name.setdefault(overload.name, []).append(overload)

    def extended(self, *overloads: Overload) -> FunctionTable:
        """Give a table with more functions."""
        return FunctionTable((*self.overloads, *overloads))

    def named(self, name: str) -> list[Overload]:
        """Give the overloads of a name, none for a name that is no function."""
        return self._by_name.get(name, [])

    def names(self, *, member: bool | None = None) -> list[str]:
        """Give the names of all functions, or only of members or of the others."""
        return sorted({o.name for o in self.overloads if member is None or o.member is member})


_T = t.param("T")
_NUMBER = t.param("N", "int")
COMPARABLE = ("int", "uint", "double", "string", "timestamp", "duration", "bool", "bytes", "opaque")
"""Kinds of which one value may be less than another."""
_COMPARABLE = t.param("C", *COMPARABLE)
_LIST = t.list_of(_T)
_MAP = t.map_of(t.param("K"), t.param("V"))
_S, _B, _TS, _D = t.STRING, t.BYTES, t.TIMESTAMP, t.DURATION


def _conversions() -> list[Overload]:
    """Give the conversions of the CEL specification ("Standard Definitions")."""
    table = [
        (t.INT, (_NUMBER, t.UINT, t.DOUBLE, _S, _TS), "the number as int; a double is cut, a timestamp counts seconds since 1970"),
        (t.UINT, (t.UINT, t.INT, t.DOUBLE, _S), "the number as uint"),
        (t.DOUBLE, (t.DOUBLE, t.INT, t.UINT, _S), "the number as double"),
        (_S, (_S, t.INT, t.UINT, t.DOUBLE, t.BOOL, _B, _TS, _D), "the value as text"),
        (_B, (_B, _S), "the text as bytes in UTF-8"),
        (t.BOOL, (t.BOOL, _S), "the text `true` or `false` as bool"),
        (_TS, (_TS, _S, t.INT), "the RFC 3339 date or date-time, or the seconds since 1970, as timestamp"),
        (_D, (_D, _S), "the text such as `1h30m` as duration"),
    ]  # fmt: skip
    return [
        Overload(result.kind, (_any_unit(given),), _any_unit(result) if given.kind == "param" else result,
                 "same" if result.kind == (given.values or (given.kind,))[0] else f"{result.kind}_of_{given.kind}",
                 f"Gives {doc}.")
        for result, sources, doc in table
        for given in sources
    ]  # fmt: skip


def _any_unit(type_: Type) -> Type:
    """Let a signature take counts of whatever unit."""
    return _NUMBER if type_ == t.INT else type_


def _texts() -> list[Overload]:
    tests = {
        "contains": "Says whether the text holds another one.",
        "startsWith": "Says whether the text starts with another one.",
        "endsWith": "Says whether the text ends with another one.",
        "matches": "Says whether some part of the text fits a regular expression (RE2 syntax).",
    }
    table = [Overload(name, (_S, _S), t.BOOL, name, doc, member=True) for name, doc in tests.items()]
    table += [
        Overload("matches", (_S, _S), t.BOOL, "matches", tests["matches"]),
        Overload("lowerAscii", (_S,), _S, "lowerAscii", "Gives the text with the letters A to Z in lower case.", member=True, context=True),
        Overload("upperAscii", (_S,), _S, "upperAscii", "Gives the text with the letters a to z in upper case.", member=True, context=True),
        Overload("trim", (_S,), _S, "trim", "Gives the text without blanks at its ends.", member=True, context=True),
        Overload("charAt", (_S, t.INT), _S, "charAt", "Gives the character at a position, counted from 0.", member=True),
        Overload("replace", (_S, _S, _S), _S, "replace", "Gives the text with every occurrence of one text replaced by another.", member=True, context=True),
        Overload("replace", (_S, _S, _S, t.INT), _S, "replace", "Gives the text with the first occurrences of one text replaced by another.", member=True, context=True),
        Overload("split", (_S, _S), t.list_of(_S), "split", "Gives the pieces of the text between the occurrences of another.", member=True, context=True),
        Overload("split", (_S, _S, t.INT), t.list_of(_S), "split", "Gives at most so many pieces of the text between the occurrences of another.", member=True, context=True),
        Overload("substring", (_S, t.INT), _S, "substring", "Gives the text from a position on, counted from 0.", member=True, context=True),
        Overload("substring", (_S, t.INT, t.INT), _S, "substring", "Gives the text from one position to before another.", member=True, context=True),
    ]  # fmt: skip
    for name, doc in (
        ("indexOf", "Gives the first position of a text, -1 if there is none."),
        ("lastIndexOf", "Gives the last position of a text, -1 if there is none."),
    ):
        table.append(Overload(name, (_S, _S), t.COUNT, name, doc, member=True))
        table.append(Overload(name, (_S, _S, t.INT), t.COUNT, name, doc, member=True))
    return table


def _collections() -> list[Overload]:
    table: list[Overload] = []
    for member in (False, True):
        table += [
            Overload("size", (sized,), t.COUNT, "size", "Gives the number of characters, bytes, items or keys.", member=member)
            for sized in (_S, _B, _LIST, _MAP)
        ]  # fmt: skip
        table += [
            Overload("sum", (t.list_of(item),), item, f"sum_{kind}", "Gives the sum of the items, which are of one unit.", member=member, context=True)
            for kind, item in (("int", _NUMBER), ("uint", t.UINT), ("double", t.DOUBLE), ("duration", _D))
        ]  # fmt: skip
        table += [
            Overload("min", (t.list_of(_COMPARABLE),), _COMPARABLE, "min", "Gives the least item; an empty list has none.", member=member, context=True),
            Overload("max", (t.list_of(_COMPARABLE),), _COMPARABLE, "max", "Gives the greatest item; an empty list has none.", member=member, context=True),
            Overload("distinct", (_LIST,), _LIST, "distinct", "Gives the list with each item once, in order of first appearance.", member=member, context=True),
            Overload("join", (t.list_of(_S),), _S, "join", "Gives the texts of a list in one.", member=member, context=True),
            Overload("join", (t.list_of(_S), _S), _S, "join", "Gives the texts of a list in one, with a text between them.", member=member, context=True),
        ]  # fmt: skip
    return table


def _moments() -> list[Overload]:
    parts = {
        "getFullYear": "year",
        "getMonth": "month (January is 0)",
        "getDate": "day of the month (from 1)",
        "getDayOfMonth": "day of the month (from 0)",
        "getDayOfWeek": "day of the week (Sunday is 0)",
        "getDayOfYear": "day of the year (from 0)",
        "getHours": "hours",
        "getMinutes": "minutes",
        "getSeconds": "seconds",
        "getMilliseconds": "milliseconds",
    }
    table: list[Overload] = []
    for name, what in parts.items():
        table.append(Overload(name, (_TS,), t.COUNT, name, f"Gives the {what} in UTC.", member=True))
        table.append(Overload(name, (_TS, _S), t.COUNT, name, f"Gives the {what} in a time zone.", member=True))
        if name in ("getHours", "getMinutes", "getSeconds", "getMilliseconds"):
            part = "milliseconds of the last second" if name == "getMilliseconds" else f"whole {what}"
            table.append(Overload(name, (_D,), t.COUNT, f"{name}_span", f"Gives the {part}.", member=True))
    table += [
        Overload(unit, (given,), _D, unit, f"Gives a duration of so many {unit}.")
        for unit in ("days", "hours")
        for given in (t.INT, t.quantity(unit))
    ]
    for given in (t.INT, t.quantity("months")):
        doc = "Adds calendar months; the day stops at the last of its month."
        table.append(Overload("plusMonths", (_TS, given), _TS, "plusMonths", doc))
        table.append(Overload("plusMonths", (_TS, given), _TS, "plusMonths", doc, member=True))
    doc = "Gives the date of a moment in the project's time zone, as midnight."
    table.append(Overload("date", (_TS,), _TS, "date", doc, context=True))
    return table


STANDARD = FunctionTable(
    [
        *_conversions(),
        *_texts(),
        *_collections(),
        *_moments(),
        Overload(
            "dyn", (_T,), t.DYN, "same", "Gives the value without its type: nothing about it is checked any more."
        ),
        Overload("type", (_T,), t.TYPE, "type", "Gives the type of a value."),
        Overload("number", (_NUMBER,), t.INT, "same", "Gives a count as plain number, without its unit."),
    ]
)
"""The functions of CEL's standard library, of its extension for texts in part, and the language's own."""
