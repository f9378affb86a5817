"""Tables of facts with citations: their types for the checker, their rows for the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.expr.celtypes import BOOL, STRING, TIMESTAMP, Field, Type, map_of, object_of, one_of, quantity
from lictool.expr.chronology import is_day
from lictool.expr.regex import PatternError, translate
from lictool.expr.suggestion import nearest
from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from lictool.authored import Authored
    from lictool.errors import Problem

_RESERVED = ("citations", "confidence", "note", "source")
_PYTHON = {"bool": bool, "int": int}


class Table(NamedTuple):
    """One table."""

    type: Type
    """Map from the key to the row; a cell or key that is left out reads as unknown."""
    rows: dict[str, dict[str, Any]]
    """Cells by column, by key."""
    citations: dict[str, list[str]]
    """Entries cited by rows, by key."""
    column_citations: dict[str, list[str]]
    """Entries cited by columns as a whole, by column."""


def table_of(
    authored: Authored, sets: Callable[[str], tuple[str, ...] | None], entries: Mapping[str, object]
) -> tuple[Table, list[Problem]]:
    """Read a table.

    `sets` gives the closed sets of the manifest schema by name, `entries` the entries that may be cited. The problems
    name every cell that is not of its column's type, every unknown column, set or entry, and every missing row.
    """
    data = authored.data
    reader = _Reader(authored, sets)
    key = data["key"]
    for name in data["columns"]:
        if name in (key["name"], *_RESERVED):
            reader.fault(("columns", name), f"`{name}` is in every row already; choose another name", is_key=True)
    columns = {name: reader.column(name, column) for name, column in data["columns"].items()}
    members = reader.members(key["enum"], ("key", "enum")) if "enum" in key else None
    rows: dict[str, dict[str, Any]] = {}
    citations: dict[str, list[str]] = {}
    for position, row in enumerate(data["rows"]):
        name = reader.key(row, key["name"], position, rows, members)
        if name is None:
            continue
        rows[name] = reader.cells(row, columns, key["name"], position)
        citations[name] = row["citations"]
        reader.cite(row["citations"], ("rows", position, "citations"), entries)
    for member in members or ():
        if member not in rows:
            reader.fault(("rows",), f"there is no row for `{member}`; every member of `{key['enum']}` needs one")
    fields = {name: _field(name, type_, rows.values()) for name, type_ in columns.items()}
    row_type = object_of(f"row of {authored.name}", fields)
    columns_cite = {name: column["citations"] for name, column in data["columns"].items() if "citations" in column}
    for name, cited in columns_cite.items():
        reader.cite(cited, ("columns", name, "citations"), entries)
    type_ = map_of(one_of(members or rows), row_type)
    return Table(type_, rows, citations, columns_cite), reader.problems


def _field(name: str, type_: Type, rows: Collection[Mapping[str, Any]]) -> Field:
    """Give the field of a column: only what every row fills in is sure to be there."""
    filled = all(name in row for row in rows)
    if filled and type_.kind == "map":
        members = type_.args[0].values or ()
        type_ = type_._replace(silent=not all(member in row[name] for row in rows for member in members))
    return Field(type_, filled)


class _Reader:
    """Collects what is wrong with one table."""

    __slots__ = ("_authored", "_patterns", "_sets", "problems")

    def __init__(self, authored: Authored, sets: Callable[[str], tuple[str, ...] | None]) -> None:
        self._authored = authored
        self._sets = sets
        self._patterns: set[str] = set()
        self.problems: list[Problem] = []

    def fault(
        self,
        path: tuple[str | int, ...],
        message: str,
        word: str = "",
        among: Mapping[str, object] | None = None,
        *,
        is_key: bool = False,
    ) -> None:
        near = nearest(word, among) if among else None
        hint = f"; did you mean `{near}`?" if near else ""
        self.problems.append(self._authored.problem(path, message + hint, key=is_key))

    def cite(self, citations: list[str], path: tuple[str | int, ...], entries: Mapping[str, object]) -> None:
        """See that the cited entries exist."""
        for number, entry in enumerate(citations):
            if entry not in entries:
                self.fault((*path, number), f"there is no entry `{entry}`", entry, entries)

    def members(self, name: str, path: tuple[str | int, ...]) -> tuple[str, ...] | None:
        """Give the members of a closed set of the manifest schema, None if there is no such set, which is a fault."""
        found = self._sets(name)
        if found is None:
            self.fault(path, f"`{name}` is no closed set of the manifest schema")
        return found

    def column(self, name: str, column: Mapping[str, Any]) -> Type:
        """Give the type of a column's cells."""
        kind = column["type"]
        type_ = {"bool": BOOL, "string": STRING, "pattern": STRING, "date": TIMESTAMP}.get(kind, STRING)
        if kind == "int":
            type_ = quantity(column.get("unit", ""))
        elif "unit" in column:
            self.fault(("columns", name, "unit"), "only a number has a unit")
        for closed in ("enum", "values"):
            if closed in column and kind != "string":
                self.fault(("columns", name, closed), "only a text has a closed set of values")
        if "enum" in column:
            type_ = self._closed(column["enum"], ("columns", name, "enum"))
        if "values" in column:
            type_ = one_of(column["values"])
        if kind == "pattern":
            self._patterns.add(name)
        if "by" in column:
            type_ = map_of(self._closed(column["by"], ("columns", name, "by")), type_, silent=True)
        return type_

    def _closed(self, name: str, path: tuple[str | int, ...]) -> Type:
        members = self.members(name, path)
        return STRING if members is None else one_of(members)

    def key(
        self,
        row: Mapping[str, Any],
        name: str,
        position: int,
        rows: Mapping[str, object],
        members: tuple[str, ...] | None,
    ) -> str | None:
        """Give the key of a row."""
        found = row.get(name)
        if not isinstance(found, str):
            self.fault(("rows", position), f"the row has no `{name}`, or it is no text")
            return None
        if members is not None and found not in members:
            self.fault(
                ("rows", position, name), f"`{found}` is no member of the key's set", found, dict.fromkeys(members)
            )
        if found in rows:
            self.fault(("rows", position, name), f"`{found}` has a row already")
        return found

    def cells(self, row: Mapping[str, Any], columns: Mapping[str, Type], key: str, position: int) -> dict[str, Any]:
        """Give the cells of a row, each of its column's type."""
        cells = {}
        for name, value in row.items():
            path = ("rows", position, name)
            if name == key or name in _RESERVED:
                continue
            if name not in columns:
                self.fault(path, f"there is no column `{name}`", name, columns)
                continue
            type_ = columns[name]
            if type_.kind != "map":
                self._cell(value, type_, path)
                cells[name] = value
                continue
            members = type_.args[0].values
            if not isinstance(value, dict):
                self.fault(path, f"expected a value for each of {', '.join(members or ())}, found {said(value)}")
                continue
            for member, cell in value.items():
                if members is not None and member not in members:
                    known = dict.fromkeys(members)
                    self.fault((*path, member), f"`{member}` is no member", member, known, is_key=True)
                self._cell(cell, type_.args[1], (*path, member))
            cells[name] = value
        return cells

    def _cell(self, value: Any, type_: Type, path: tuple[str | int, ...]) -> None:
        wanted = _PYTHON.get(type_.kind, str)
        text = value if isinstance(value, str) else ""
        if value.__class__ is not wanted:
            self.fault(path, f"expected {type_}, found {said(value)}")
        elif type_.values is not None and text not in type_.values:
            self.fault(path, f"`{value}` is none of {', '.join(type_.values)}", text, dict.fromkeys(type_.values))
        elif type_.kind == "timestamp" and not is_day(text):
            self.fault(path, f"`{text}` is not a day; write it as 2026-12-31")
        elif path[2] in self._patterns:
            try:
                translate(text)
            except PatternError as error:
                self.fault(path, f"`{text}` is no pattern that can be used: {error}")


def said(value: Any) -> str:
    """Give a value for a message; lists and records by their kind."""
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a record"
    return f"`{str(value).lower()}`" if isinstance(value, bool) else f"`{value}`"
