"""Maps of columns: what a person says that the columns of an export mean, held against the schema of the manifest."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from lictool.authored import read
from lictool.errors import PolicyError
from lictool.importing.cells import Cell, cell_of, no_cell
from lictool.record import NamedTuple
from lictool.resources import schema_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lictool.authored import Authored
    from lictool.errors import Problem
    from lictool.location import Path

_RECORDS = {"orders": "order", "entitlements": "entitlement", "contracts": "contract"}
"""Definitions of the manifest schema by what a row is."""
_NEEDED = {
    "orders": ("name",),
    "entitlements": ("name", "tier"),
    "contracts": ("name",),
    "groups": ("name", "users"),
    "members": ("group", "member"),
}
"""Fields without which a row says nothing."""
LINES = "lines."


class ColumnMap(NamedTuple):
    """A map that can be used."""

    rows: str
    columns: Mapping[str, Cell]
    constants: Mapping[str, Any]
    needed: tuple[str, ...]
    ignored: frozenset[str]
    only: Mapping[str, frozenset[str]]
    counts_authorized: bool
    delimiter: str
    encoding: str
    skip: int
    records: str


def column_map(name: str, content: bytes) -> ColumnMap:
    """Read a map. Raises PolicyError with all its faults."""
    authored = read(name, content, "importmap")
    spec = authored.data["spec"]
    fields = _fields(spec["rows"])
    columns: dict[str, Cell] = {}
    problems: list[Problem] = []
    for heading, said in spec["columns"].items():
        wish = {"to": said} if isinstance(said, str) else said
        path: Path = ("spec", "columns", heading) if isinstance(said, str) else ("spec", "columns", heading, "to")
        fault = _fault(wish["to"], fields)
        if fault:
            problems.append(authored.problem(path, fault))
        else:
            columns[heading] = cell_of(wish, fields[wish["to"]])
    problems += _constants(authored, fields)
    problems += _whole(authored, spec, [*(cell.field for cell in columns.values()), *spec.get("constants", {})])
    if problems:
        raise PolicyError(*problems)
    has_lines = any(cell.field.startswith(LINES) for cell in columns.values())
    return ColumnMap(
        spec["rows"],
        columns,
        spec.get("constants", {}),
        (*_NEEDED[spec["rows"]], *((f"{LINES}sku",) if has_lines else ())),
        frozenset(spec.get("ignore", ())),
        {heading: frozenset(words) for heading, words in spec.get("only", {}).items()},
        spec.get("membersAreAuthorized", False),
        spec.get("delimiter", ","),
        spec.get("encoding", ""),
        spec.get("skipLines", 0),
        spec.get("records", ""),
    )


def _fault(field: str, fields: Mapping[str, Any]) -> str:
    """Say what is wrong with a field; nothing if a column can give it."""
    from lictool.expr.suggestion import hint

    if field not in fields:
        return f"there is no field `{field}` that a column can give{hint(field, list(fields))}"
    return no_cell(fields[field])


def _constants(authored: Authored, fields: Mapping[str, Any]) -> Iterator[Problem]:
    for field, value in authored.data["spec"].get("constants", {}).items():
        path = ("spec", "constants", field)
        fault = _fault(field, fields)
        if not fault and isinstance(value, str) and cell_of({"to": field}, fields[field]).read(value) is None:
            fault = f"`{field}` takes no such value"
        if fault:
            yield authored.problem(path, fault)


def _whole(authored: Authored, spec: Mapping[str, Any], given: list[str]) -> Iterator[Problem]:
    """Say what is wrong with the map as a whole."""
    rows = spec["rows"]
    for field in _NEEDED[rows]:
        if field not in given:
            yield authored.problem(("spec", "columns"), f"rows that are {rows} need a column for `{field}`", key=True)
    if any(field.startswith(LINES) for field in given) and f"{LINES}sku" not in given:
        yield authored.problem(("spec", "columns"), f"lines of orders need a column for `{LINES}sku`", key=True)
    for field in {field for field in given if given.count(field) > 1}:
        yield authored.problem(("spec", "columns"), f"`{field}` is given twice", key=True)
    if rows == "entitlements" and not spec.get("only") and not spec.get("allRowsArePurchases"):
        yield authored.problem(
            ("spec", "rows"),
            "a quote is no purchase: say with `only` which rows were bought, or with `allRowsArePurchases: true` that all were",
        )


def _fields(rows: str) -> dict[str, Any]:
    """Give the schemas of the fields that a row can give, by name."""
    definitions: dict[str, Any] = json.loads(schema_text("manifest"))["$defs"]
    if rows == "members":
        return {"group": definitions["name"], "member": {"type": "string", "minLength": 1, "maxLength": 500}}
    if rows == "groups":
        record = definitions["population"]["properties"]["groups"]["items"]
    else:
        record = definitions[_RECORDS[rows]]
    fields = {name: _resolved(field, definitions) for name, field in record["properties"].items()}
    if rows == "orders":
        lines = definitions["orderLine"]["properties"]
        fields |= {f"{LINES}{name}": _resolved(field, definitions) for name, field in lines.items()}
        del fields["lines"]
    return fields


def _resolved(field: Mapping[str, Any], definitions: Mapping[str, Any]) -> dict[str, Any]:
    while "$ref" in field:
        field = {**definitions[field["$ref"].rpartition("/")[2]], **{k: v for k, v in field.items() if k != "$ref"}}
    if "items" in field:
        return {**field, "items": _resolved(field["items"], definitions)}
    return dict(field)
