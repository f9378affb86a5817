"""The types of expressions, and what may stand where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FREE = "?"
"""The unit of a count that adopts the unit of what it meets: a literal, a `size()`."""


class Type(NamedTuple):
    """A type. Two types are the same when they are equal; most code asks for `kind` only."""

    kind: str
    """int uint double bool string bytes null timestamp duration list map type dyn object interval opaque param
    never (an item of the empty list) error (a fault was reported; says nothing more)."""
    args: tuple[Type, ...] = ()
    """list: items; map: keys and values."""
    name: str = ""
    """object: how messages call it; opaque: its name; param: the letter; type: the named type."""
    unit: str = ""
    """int and interval: what is counted; empty for a plain number; `?` for one without a unit yet."""
    values: tuple[str, ...] | None = None
    """string: the closed set of values, if closed; param: the kinds it may stand for, if not all."""
    fields: Mapping[str, Field] = {}
    """object: its fields, all of them."""
    silent: bool = False
    """map: a key that is left out reads as unknown instead of being an error (a table)."""
    ordered: bool = True
    """opaque: whether `<` and its kin are defined."""

    def __str__(self) -> str:
        """Say the type as messages do."""
        return describe(self)


class Field(NamedTuple):
    """A field of an object type."""

    type: Type
    required: bool = True


BOOL = Type("bool")
INT = Type("int")
COUNT = Type("int", unit=FREE)
UINT = Type("uint")
DOUBLE = Type("double")
STRING = Type("string")
BYTES = Type("bytes")
NULL = Type("null")
TIMESTAMP = Type("timestamp")
DURATION = Type("duration")
DYN = Type("dyn")
NEVER = Type("never")
ERROR = Type("error")
TYPE = Type("type")

NAMES = {"null": "null_type", "timestamp": "google.protobuf.Timestamp", "duration": "google.protobuf.Duration"}
"""CEL's names of the types whose kind is called otherwise here."""


def list_of(item: Type) -> Type:
    """Make the type of a list."""
    return Type("list", (item,))


def map_of(key: Type, value: Type, *, silent: bool = False) -> Type:
    """Make the type of a map; in a silent one a missing key reads as unknown."""
    return Type("map", (key, value), silent=silent)


def object_of(name: str, fields: Mapping[str, Field]) -> Type:
    """Make the type of a closed record; an absent optional field reads as unknown."""
    return Type("object", name=name, fields=fields)


def one_of(values: Iterable[str]) -> Type:
    """Make the type of a text with a closed set of values."""
    return Type("string", values=tuple(dict.fromkeys(values)))


def quantity(unit: str) -> Type:
    """Make the type of a count of something: `users`, `connections`."""
    return Type("int", unit=unit)


def interval(unit: str) -> Type:
    """Make the type of a count known within bounds."""
    return Type("interval", unit=unit)


def opaque(name: str, *, ordered: bool = True) -> Type:
    """Make the type of a foreign value that can be compared with its own kind only; Python's operators compare it."""
    return Type("opaque", name=name, ordered=ordered)


def param(name: str, *kinds: str) -> Type:
    """Make a type parameter of a signature, standing for any type or for the kinds given."""
    return Type("param", name=name, values=kinds or None)


def describe(type_: Type) -> str:
    """Say a type as messages do."""
    if type_.kind == "list":
        return f"list({describe(type_.args[0])})"
    if type_.kind == "map":
        return f"map({describe(type_.args[0])}, {describe(type_.args[1])})"
    if type_.kind == "interval":
        return f"interval of {type_.unit}"
    if type_.kind in ("object", "opaque", "param"):
        return type_.name
    if type_.kind == "int" and type_.unit not in ("", FREE):
        return type_.unit
    return {"never": "dyn", "error": "dyn"}.get(type_.kind, type_.kind)


def opened(type_: Type) -> Type:
    """Give a type without the closed sets of values in it."""
    if type_.kind in ("string", "list", "map"):
        return type_._replace(values=None, args=tuple(map(opened, type_.args)))
    return type_


def is_unknown(type_: Type) -> bool:
    """Say whether nothing is known of a value when checking: `dyn`, or an item of an empty list."""
    return type_.kind in ("dyn", "never", "error")


def is_known(type_: Type) -> bool:
    """Say whether a type has no `dyn` anywhere."""
    return type_.kind not in ("dyn", "error") and all(is_known(arg) for arg in type_.args)


def join(one: Type, other: Type) -> Type | None:  # noqa: PLR0911 - one for each kind
    """Give the type that holds values of both, or None where only `dyn` would do."""
    if one.kind == "never" or other.kind == "error" or one == other:
        return other
    if other.kind == "never" or one.kind == "error":
        return one
    if "dyn" in (one.kind, other.kind):
        return DYN
    if one.kind != other.kind or one.name != other.name or len(one.args) != len(other.args):
        return None
    if one.kind in ("int", "interval"):
        unit = join_units(one.unit, other.unit)
        return None if unit is None else one._replace(unit=unit)
    if one.kind == "string":
        if one.values is None or other.values is None:
            return STRING
        return one_of(one.values + other.values)
    if one.kind == "object":
        return object_of(one.name, _join_fields(one, other))
    args = [join(mine, others) for mine, others in zip(one.args, other.args, strict=True)]
    known = tuple(arg for arg in args if arg is not None)
    return one._replace(args=known, silent=one.silent or other.silent) if len(known) == len(args) else None


def _join_fields(one: Type, other: Type) -> dict[str, Field]:
    """Give the fields of two records of one name, which differ in what is known to be present."""
    return {
        name: Field(join(field.type, other.fields[name].type) or DYN, field.required and other.fields[name].required)
        for name, field in one.fields.items()
        if name in other.fields
    }


def join_units(one: str, other: str) -> str | None:
    """Give the unit of two counts that meet, or None where they must not."""
    if other in {one, FREE}:
        return one
    return other if one == FREE else None


def accepts(wanted: Type, given: Type, bound: dict[str, Type] | None = None) -> bool:  # noqa: PLR0911 - one for each kind
    """Say whether a value of type `given` may stand where `wanted` is; fills in the type parameters of `wanted`."""
    bound = {} if bound is None else bound
    if is_unknown(given) or wanted.kind in ("dyn", "error"):
        if wanted.kind == "param":
            bound.setdefault(wanted.name, given)
        return True
    if wanted.kind == "param":
        return _bind(wanted, given, bound)
    if wanted.kind != given.kind:
        return False
    if wanted.kind in ("int", "interval"):
        return join_units(wanted.unit, given.unit) is not None
    if wanted.kind == "string":
        return wanted.values is None or given.values is None or not set(given.values).isdisjoint(wanted.values)
    if wanted.kind in ("object", "opaque"):
        return wanted.name == given.name
    if wanted.kind == "type":
        return True
    return all(accepts(mine, theirs, bound) for mine, theirs in zip(wanted.args, given.args, strict=True))


def _bind(wanted: Type, given: Type, bound: dict[str, Type]) -> bool:
    if wanted.values is not None and given.kind not in wanted.values:
        return False
    joined = join(bound.get(wanted.name, NEVER), given)
    if joined is None:
        return False
    bound[wanted.name] = joined
    return True


def substitute(type_: Type, bound: Mapping[str, Type]) -> Type:
    """Put the found types in the place of type parameters."""
    if type_.kind == "param":
        return bound.get(type_.name, DYN)
    if type_.args:
        return type_._replace(args=tuple(substitute(arg, bound) for arg in type_.args))
    return type_
