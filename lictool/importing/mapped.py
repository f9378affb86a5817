"""Exports of orders, entitlements, contracts and groups, CSV or JSON, read by a map of columns that a person wrote.

A cell that does not fit is named by row and column and gives nothing; a row without what makes it one gives nothing at
all. Names of members of groups are counted and forgotten.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from lictool.importing.column_map import LINES
from lictool.importing.facts import Item, item
from lictool.importing.people import alike
from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lictool.importing.column_map import ColumnMap
    from lictool.importing.facts import Notebook

MOST_FACTS = 100_000
"""Facts that are kept of one export: ten for each item that a list of a manifest may have."""
MOST_ROWS = 1_000_000
LONGEST = 60
"""Characters of a heading that are shown."""


class Row(NamedTuple):
    """A row of an export."""

    line: int
    number: int
    """1-based, headings not counted."""
    cells: Mapping[str, str]


def read_file(content: bytes, columns: ColumnMap, notes: Notebook) -> None:
    """Take down what the rows say."""
    notes.most = MOST_FACTS
    is_json = content.lstrip()[:1] in (b"{", b"[")
    seen: set[tuple[Any, ...]] = set()
    members: dict[str, set[str]] = {}
    headings: set[str] = set()
    for row in _json_rows(content, columns, notes) if is_json else _csv_rows(content, columns, notes):
        _headings(row, columns, headings, notes)
        if not _is_wanted(row, columns):
            notes.skip(row.line, "skip-row")
            continue
        values = _values(row, columns, notes)
        if values is None:
            notes.skip(row.line, "skip-bad-row")
        elif columns.rows == "members":
            members.setdefault(values["group"], set()).add(alike(values["member"]))
        else:
            _facts(row, values, columns, seen, notes)
    if members:
        _counted(members, columns, notes)


def _headings(row: Row, columns: ColumnMap, known: set[str], notes: Notebook) -> None:
    """Tell of columns that the map does not name; of a file that has none of its columns, no text is shown."""
    if row.number == 1:
        missing = [name for name in (*columns.columns, *columns.only) if name not in row.cells]
        for name in dict.fromkeys(missing):
            notes.warn("import-column-missing", row.line, column=name[:LONGEST])
        if not any(name in row.cells for name in columns.columns):
            known.update(row.cells)
            return
    for name in row.cells:
        if name in known:
            continue
        known.add(name)
        if len(known) <= MOST_HEADINGS and not (
            name in columns.columns or name in columns.ignored or name in columns.only
        ):
            notes.warn("import-column-unknown", row.line, column=name[:LONGEST])


MOST_HEADINGS = 1_000


def _is_wanted(row: Row, columns: ColumnMap) -> bool:
    return all(row.cells.get(heading, "") in words for heading, words in columns.only.items())


def _values(row: Row, columns: ColumnMap, notes: Notebook) -> dict[str, Any] | None:
    """Give the values of a row by field; None where one is missing without which it says nothing."""
    values = dict(columns.constants)
    for heading, cell in columns.columns.items():
        text = row.cells.get(heading, "")
        if not text:
            continue
        value = cell.read(text)
        if value is None:
            notes.warn("import-cell", row.line, row=row.number, column=heading[:LONGEST], field=cell.field)
        else:
            values[cell.field] = value
    absent = [field for field in columns.needed if field not in values]
    if absent:
        notes.warn("import-row", row.line, row=row.number, fields=", ".join(absent))
        return None
    if columns.rows == "entitlements" and "users" in values and "connections" in values:
        notes.warn("import-row-both", row.line, row=row.number)
        return None
    return values


def _facts(
    row: Row, values: Mapping[str, Any], columns: ColumnMap, seen: set[tuple[Any, ...]], notes: Notebook
) -> None:
    """Take down a row; one that gives the same item a second time is told, not joined."""
    of_line = {field.removeprefix(LINES): value for field, value in values.items() if field.startswith(LINES)}
    root: tuple[str | Item, ...] = ("users", "groups") if columns.rows == "groups" else (columns.rows,)
    path = (*root, item(name=values["name"]))
    key = {name: of_line[name] for name in ("sku", "customer") if name in of_line}
    if (values["name"], *key.items()) in seen:
        notes.warn("import-row-twice", row.line, row=row.number)
        notes.skip(row.line, "skip-bad-row")
        return
    seen.add((values["name"], *key.items()))
    notes.fact(path, None, row.line)
    for field, value in values.items():
        if field != "name" and not field.startswith(LINES):
            notes.fact((*path, field), value, row.line)
    if of_line:
        notes.fact((*path, "lines", item(**key)), None, row.line)
        for field, value in of_line.items():
            if field not in key:
                notes.fact((*path, "lines", item(**key), field), value, row.line)


def _counted(members: Mapping[str, set[str]], columns: ColumnMap, notes: Notebook) -> None:
    """Take down the sizes of groups; over all groups each person once."""
    for name in sorted(members):
        notes.fact(("users", "groups", item(name=name), "users"), len(members[name]), 1)
    if columns.counts_authorized:
        notes.fact(("users", "authorized"), len(set().union(*members.values())), 1)


def _csv_rows(content: bytes, columns: ColumnMap, notes: Notebook) -> Iterator[Row]:
    encoding = columns.encoding or ("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8")
    try:
        text = content.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeError:
        notes.warn("import-encoding", 0, encoding=encoding)
        return
    stream = io.StringIO(text, newline="")
    for _ in range(columns.skip):
        stream.readline()
    reader = csv.reader(stream, delimiter=columns.delimiter, strict=True)
    headings: list[str] | None = None
    number = 0
    start = columns.skip + 1
    try:
        for cells in reader:
            line, start = start, columns.skip + reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if headings is None:
                headings = [cell.strip() for cell in cells]
                continue
            number += 1
            if number > MOST_ROWS:
                notes.warn("import-too-many-rows", line, limit=MOST_ROWS)
                return
            if len(cells) > len(headings):
                notes.warn("import-row-long", line, row=number)
                notes.skip(line, "skip-bad-row")
                continue
            yield Row(line, number, {name: cell.strip() for name, cell in zip(headings, cells, strict=False) if name})
    except csv.Error:
        notes.warn("import-data-fault", start)


def _json_rows(content: bytes, columns: ColumnMap, notes: Notebook) -> Iterator[Row]:
    from lictool.document import load
    from lictool.location import Where

    loaded = load("export.json", content)
    if loaded.faults or not loaded.documents:
        notes.warn("import-data-fault", loaded.faults[0].span.line if loaded.faults else 1)
        return
    (document,) = loaded.documents
    path = tuple(columns.records.split(".")) if columns.records else ()
    data: Any = document.data
    for step in path:
        data = data.get(step) if isinstance(data, dict) else None
    if not isinstance(data, list):
        notes.warn("import-no-rows", 1)
        return
    wheres = [Where((*path, position)) for position in range(len(data))]
    spans = document.spans(wheres)
    for number, (where, row) in enumerate(zip(wheres, data, strict=True), 1):
        if isinstance(row, dict):
            yield Row(spans[where].line, number, dict(_flat(row, "")))
        else:
            notes.warn("import-row", spans[where].line, row=number, fields=", ".join(columns.needed))


def _flat(row: Mapping[str, Any], above: str) -> Iterator[tuple[str, str]]:
    """Give the values of a row as texts; lists of texts are joined as cells of CSV would have them."""
    for key, value in row.items():
        name = f"{above}{key}"
        if isinstance(value, dict):
            yield from _flat(value, f"{name}.")
        elif isinstance(value, bool):
            yield name, str(value).lower()
        elif isinstance(value, list):
            yield (
                name,
                ";".join(map(str, value)) if all(isinstance(one, str | int) for one in value) else json.dumps(value),
            )
        elif value is not None:
            yield name, str(value).strip()
