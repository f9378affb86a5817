"""The reference of the language, made of the tables that the checker and the compiler read, and of the schemas."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from lictool import evaluation
from lictool.domain import functions
from lictool.expr import celtypes, parser, regex, values
from lictool.expr.access import TYPE_NAMES
from lictool.expr.calls import shown
from lictool.expr.functions import COMPARABLE
from lictool.expr.lexer import KEYWORDS, RESERVED
from lictool.expr.macro_syntax import MACROS
from lictool.expr.operators import ARITHMETIC
from lictool.expr.relations import EQUAL, OPERATIONS, SORTED
from lictool.expr.schema_types import type_of
from lictool.fields import records_of
from lictool.markup import Markup, code, prose, render
from lictool.reading import source
from lictool.resources import schema_text
from lictool.wording_pages import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lictool.expr.celtypes import Type
    from lictool.expr.functions import Overload
    from lictool.fields import ManifestField, ManifestRecord
    from lictool.policy import Policy

PAGE = "LANGUAGE.md"

_NAMES = {
    "deployment": "The deployment in question; rules with `for: portfolio` have none.",
    "portfolio": "All deployments of the run.",
    "today": "The day on which the question is asked, at 00:00.",
    "tables": "The tables of the policy: `tables.NAME[key].column`.",
    "parameters": "The parameters of the policy: `parameters.NAME`.",
}
_MACROS = {
    "all": "whether the condition holds for every element",
    "exists": "whether it holds for some element",
    "exists_one": "whether it holds for exactly one element; an unknown or an error in any element is not absorbed",
    "existsOne": "the same as `exists_one`",
    "filter": "the elements for which it holds",
    "map": "the list of what an expression gives for each element; with three arguments, of those for which the second holds",
}
_SAMPLES: tuple[dict[str, Any], ...] = (
    {"type": "boolean"},
    {"type": "integer"},
    {"type": "integer", "x-unit": "users"},
    {"type": "number"},
    {"type": "string"},
    {"enum": ["plus", "apex"]},
    {"type": "string", "format": "date"},
    {"type": "string", "format": "date-time"},
    {"type": "array", "items": {"type": "string"}},
    {"type": "object", "additionalProperties": {"type": "integer"}},
    {"type": "object", "additionalProperties": False, "x-type": "headend"},
    {},
)
"""Schemas whose types the page shows."""


def language_page(policy: Policy) -> tuple[str, str]:
    """Give path, from the folder of the policies, and text of the reference; names of tables are the policy's own."""
    records = records_of(json.loads(schema_text("manifest")))
    rule = json.loads(schema_text("rule"))
    environment = policy.scope.environment
    named = {"deployment": policy.scope.deployment, **{name: environment.type(name) for name in environment.names}}
    return PAGE, render(
        "language.md",
        {
            "mark": Markup(MARK),
            "files": [("", _keys(rule)), ("An example", _keys(rule["properties"]["examples"]["items"], rule))],
            "names": [(name, _type(type_), _NAMES[name]) for name, type_ in named.items()],
            "reserved": sorted(KEYWORDS | RESERVED),
            "types": [(json.dumps(sample), _type(type_of(sample, sample))) for sample in _SAMPLES],
            "type_names": TYPE_NAMES,
            "units": list(_units(records)),
            "operators": list(_operators()),
            "macros": list(_macros()),
            "functions": list(_functions()),
            "limits": [(what, code(f"{value:,}")) for what, value in _limits()],
            "records": [_record(record) for record in records.values()],
        },
    )


def _keys(schema: Mapping[str, Any], root: Mapping[str, Any] | None = None) -> Iterator[tuple[str, str, str]]:
    """Give the properties of a closed schema."""
    if "$ref" in schema:
        schema = (root or schema)["$defs"][schema["$ref"].rpartition("/")[2]]
    required = schema.get("required", ())
    for key, part in schema["properties"].items():
        yield key, "yes" if key in required else "", part.get("description", "")


def _type(type_: Type) -> Markup:
    """Say a type, a closed set by its values."""
    if type_.kind == "string" and type_.values is not None:
        return Markup("string: " + ", ".join(map(code, type_.values)))
    if type_.kind == "list":
        return Markup(f"list of {_type(type_.args[0])}")
    if type_.kind == "map":
        return Markup(f"map from {_type(type_.args[0])} to {_type(type_.args[1])}")
    if type_.kind == "int" and type_.unit:
        return prose(f"int in {type_.unit}")
    return Markup(f"[{type_.name}](#{type_.name.lower()})") if _is_record(type_) else prose(str(type_))


def _is_record(type_: Type) -> bool:
    return type_.kind == "object" and bool(type_.fields) and type_.name not in ("tables", "parameters", "deployment")


def _units(records: Mapping[str, ManifestRecord]) -> Iterator[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for record in records.values():
        for field in record.fields:
            if field.type.unit:
                found.setdefault(field.type.unit, []).append(f"{record.name}.{field.name}")
    yield from sorted(found.items())


def _operators() -> Iterator[tuple[Sequence[str], Markup]]:
    """Give the operators by rank, with what they take."""
    yield ("?:",), prose("a bool and two values of one type; gives the second or the third")
    by_rank: dict[int, list[str]] = {}
    for sign, rank in parser.RANKS.items():
        by_rank.setdefault(rank, []).append(sign)
    for _, signs in sorted(by_rank.items()):
        yield sorted(signs), Markup("; ".join(dict.fromkeys(map(_taken, sorted(signs)))))
    yield ("!", "-"), prose("`!` takes bool; `-` takes int or double")
    yield (".", "[]", "()"), prose("fields of records, keys of maps and positions of lists counted from 0; calls")


def _taken(sign: str) -> Markup:
    """Say what an operator takes and gives."""
    if sign in ARITHMETIC:
        rows = ", ".join(f"{left} {sign} {right} → {result}" for left, right, result, *_ in ARITHMETIC[sign])
        return prose(f"`{sign}`: {rows}")
    if sign == "in":
        return prose("`in`: an item and a list, or a key and a map")
    if sign in ("==", "!="):
        return prose(f"two values of one type or of two kinds of number: {', '.join(EQUAL)}, lists, maps, records")
    if sign in OPERATIONS:
        return prose(f"to order: {', '.join(SORTED)} (versions are opaque), bounds of a count and counts of its unit")
    return prose("two bools")


def _macros() -> Iterator[tuple[str, str]]:
    for name, counts in MACROS.items():
        for count in counts:
            arguments = {2: "x, …", 3: "x, condition, …"}[count]
            yield f"list.{name}({arguments})", _MACROS[name]


def _functions() -> Iterator[tuple[list[str], Markup, str]]:
    """Give the functions, overloads with the same meaning in one row."""
    grouped: dict[tuple[str, str], list[Overload]] = {}
    for overload in functions().overloads:
        grouped.setdefault((overload.name, overload.doc), []).append(overload)
    for (_, doc), overloads in sorted(grouped.items(), key=lambda pair: pair[0][0].lower()):
        results = dict.fromkeys(_result(overload.result) for overload in overloads)
        yield _calls(overloads), prose(" or ".join(results)), doc


def _calls(overloads: Sequence[Overload]) -> list[str]:
    """Give the ways to call; those that differ in one argument only are written as one."""
    alone = [o for o in overloads if len(o.params) == 1 and not o.member]
    calls = []
    if len(alone) > 1:
        calls.append(f"{alone[0].name}({' | '.join(dict.fromkeys(_param(o.params[0]) for o in alone))})")
    for overload in overloads:
        if len(alone) > 1 and overload in alone:
            continue
        params = [_param(param) for param in overload.params]
        receiver = f"{params.pop(0)}." if overload.member else ""
        calls.append(f"{receiver}{overload.name}({', '.join(params)})")
    return list(dict.fromkeys(calls))


def _param(type_: Type) -> str:
    """Say what an argument may be: a closed set by its values, whatever can be ordered by that word."""
    if type_.kind == "string" and type_.values:
        return " | ".join(f"'{value}'" for value in type_.values)
    return shown(type_).replace(" | ".join(COMPARABLE), "ordered")


def _result(type_: Type) -> str:
    is_open = type_.kind == "param" and len(type_.values or ()) != 1
    return "what the items are" if is_open else "int" if type_ == celtypes.COUNT else shown(type_)


def _limits() -> Iterator[tuple[str, int]]:
    yield "characters of an expression", parser.MAX_TEXT
    yield "levels of an expression's tree", parser.MAX_DEPTH
    yield "macros inside of macros", parser.MAX_MACROS
    yield "characters of a regular expression (RE2 syntax, refused where its time is not bounded)", regex.MAX_PATTERN
    yield "elements that the expressions of a rule may visit on one deployment", evaluation.ITERATIONS_A_RULE
    yield "characters and items that a rule may make on one deployment", evaluation.SIZE_A_RULE
    yield "elements that all rules of a run may visit", evaluation.ITERATIONS_A_RUN
    yield "the same for each deployment, where that is more", evaluation.ITERATIONS_A_DEPLOYMENT
    yield (
        "steps that explaining all findings of a run may take; beyond, lists and subjects are named as wholes",
        values.EXPLAINING,
    )
    yield "the same for each deployment, where that is more", evaluation.EXPLAINING_A_DEPLOYMENT
    yield "bytes of a file", source.MAX_BYTES
    yield "levels of a YAML or JSON file", source.MAX_DEPTH
    yield "least int", values.INT_MIN
    yield "greatest int", values.INT_MAX
    yield "greatest uint", values.UINT_MAX


def _record(record: ManifestRecord) -> dict[str, object]:
    return {
        "name": record.name,
        "places": [place or "the document" for place in record.places],
        "fields": [_field(field) for field in record.fields],
    }


def _field(field: ManifestField) -> dict[str, object]:
    said = [prose(field.description)]
    if field.aliases:
        aliases = ", ".join(f"`{other}` = `{value}`" for other, value in field.aliases.items())
        said.append(prose(f"Also written: {aliases}."))
    if field.refers_to:
        said.append(prose(f"Names items of `{field.refers_to}`."))
    if field.format:
        said.append(prose(f"Written as {field.format}."))
    plain = field.type._replace(unit="") if field.type.unit else field.type
    return {
        "name": field.name,
        "type": _type(plain),
        "unit": field.type.unit,
        "required": "yes" if field.required else "",
        "meaning": Markup(" ".join(filter(None, said))),
    }
