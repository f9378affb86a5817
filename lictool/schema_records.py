"""The two validators of JSON Schema behind one face: is it valid, and if not, what is broken where.

jsonschema-rs decides and explains; jsonschema does where there is no wheel of it, with the same verdicts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

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


class RustJudge:
    """jsonschema-rs. Raises ImportError where it is not installed, ValueError for a broken schema."""

    __slots__ = ("_validator", "is_valid")

    def __init__(self, schema: str) -> None:
        import jsonschema_rs

        self._validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True, offline=True)
        self.is_valid = self._validator.is_valid

    def records(self, data: Any) -> Iterator[Record]:
        """Give everything that is broken."""
        for error in self._validator.iter_errors(data):
            value = error.instance
            if error.kind.name == "propertyNames":
                value = error.kind.as_dict()["error"].instance
            yield Record(tuple(error.instance_path), tuple(error.evaluation_path), value)


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


def best_judge(schema: str) -> Judge:
    """Compile a schema with the best validator there is."""
    try:
        return RustJudge(schema)
    except ImportError:
        return PythonJudge(schema)
