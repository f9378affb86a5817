"""The two validators of JSON Schema behind one face: is it valid, and if not, what is broken where.

jsonschema-rs decides and explains; jsonschema does where there is no wheel of it, with the same verdicts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lictool.location import Path, Where
    from lictool.wording_input import Arguments


class Record(NamedTuple):
    """A keyword of the schema that a value breaks."""

    path: Path
    """Where the value is; for a key that breaks `propertyNames`, where its mapping is."""
    steps: Path
    """The way through the schema to the keyword, references as `$ref`."""
    value: Any
    """The value, or the key that breaks `propertyNames`."""
    of_key: bool = False
    """Whether a key is judged; the steps may tell it too, or alone."""


class Violation(NamedTuple):
    """A place at which a document breaks its schema; `lictool.wording_input.text` gives the sentence."""

    where: Where
    key: str
    """The kind, a key of `lictool.wording_input.SENTENCES`."""
    arguments: Arguments
    secret: bool = False
    """Whether the schema calls the value a secret: the sentence does not show it, nothing else may either."""


class Judge(Protocol):
    """A compiled schema."""

    def is_valid(self, data: Any) -> bool:
        """Whether data fits."""

    def records(self, data: Any) -> Iterator[Record]:
        """Give everything that is broken, in no particular order."""


def _light_import() -> Any:
    """Import jsonschema-rs without `email.utils`.

    The module reads nothing but the date of its own build with it, and pays for sockets, calendars and random numbers:
    a quarter of a start of lictool. A stand-in takes its place for that moment, unless somebody has loaded it already.
    """
    import sys
    from types import ModuleType

    name = "email.utils"
    if name in sys.modules or "jsonschema_rs" in sys.modules:
        import jsonschema_rs

        return jsonschema_rs
    stand_in = ModuleType(name)
    stand_in.parsedate_to_datetime = _no_date  # type: ignore[attr-defined]
    sys.modules[name] = stand_in
    try:
        import jsonschema_rs
    finally:
        del sys.modules[name]
    return jsonschema_rs


def _no_date(_text: str) -> None:
    """Stand in for the reading of a date that nobody asks for."""


class RustJudge:
    """jsonschema-rs. Raises ImportError where it is not installed, ValueError for a broken schema."""

    __slots__ = ("_validator", "is_valid")

    def __init__(self, schema: str) -> None:
        jsonschema_rs = _light_import()
        self._validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True, offline=True)
        self.is_valid = self._validator.is_valid

    def records(self, data: Any) -> Iterator[Record]:
        """Give everything that is broken."""
        for error in self._validator.iter_errors(data):
            value, path = error.instance, tuple(error.instance_path)
            of_key = error.kind.name == "propertyNames"
            if of_key:  # its steps start anew at a reference
                value = error.kind.as_dict()["error"].instance
            elif error.kind.name == "falseSchema" and error.evaluation_path[-1] == "additionalProperties":
                value = _at(data, path)  # where no key at all is allowed, it hands over the first value
            yield Record(path, tuple(error.evaluation_path), value, of_key)


class PythonJudge:
    """jsonschema."""

    __slots__ = ("_validator", "is_valid")

    def __init__(self, schema: str) -> None:
        import json

        from lictool.schema_python import validator

        self._validator = validator(json.loads(schema))
        self.is_valid = self._validator.is_valid

    def records(self, data: Any) -> Iterator[Record]:
        """Give everything that is broken."""
        for error in self._validator.iter_errors(data):
            yield Record(tuple(error.absolute_path), tuple(error.absolute_schema_path), error.instance)


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def best_judge(schema: str) -> Judge:
    """Compile a schema with the best validator there is."""
    try:
        return RustJudge(schema)
    except ImportError:
        return PythonJudge(schema)
