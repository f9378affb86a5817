"""jsonschema, brought to the verdicts of jsonschema-rs: patterns as ECMA-262 has them, dates and points in time."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING, Any

import jsonschema

if TYPE_CHECKING:
    from collections.abc import Iterator

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_TIME = re.compile(r"(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d))", re.ASCII)


def validator(schema: dict[str, Any]) -> Any:
    """Make a validator that asserts formats."""
    extend: Any = jsonschema.validators.extend
    kind = extend(jsonschema.Draft202012Validator, {"pattern": _pattern, "uniqueItems": _unique, "$ref": _reference})
    checker = jsonschema.FormatChecker()
    checker.checkers = {**checker.checkers, "date": (_is_date, ()), "date-time": (_is_date_time, ())}
    return kind(schema, format_checker=checker)


def _pattern(_: Any, pattern: str, value: Any, __: Any) -> Iterator[jsonschema.ValidationError]:
    # In Python `$` stands before a last line end too, and `\d` for the digits of all scripts.
    if pattern.endswith("$") and not pattern.endswith(r"\$"):
        pattern = pattern[:-1] + r"\Z"
    if isinstance(value, str) and not re.search(pattern, value, re.ASCII):
        yield jsonschema.ValidationError(f"{value!r} does not match {pattern!r}")


def _unique(_: Any, wanted: Any, value: Any, __: Any) -> Iterator[jsonschema.ValidationError]:
    # jsonschema sorts the items, and takes 0 and false inside of them for the same while it does.
    if wanted and isinstance(value, list):
        forms = [json.dumps(item, sort_keys=True) for item in value]
        if len(set(forms)) < len(forms):
            yield jsonschema.ValidationError(f"{value!r} has non-unique elements")


def _reference(validator: Any, reference: str, value: Any, schema: Any) -> Iterator[jsonschema.ValidationError]:
    # jsonschema leaves references out of the way through the schema.
    for error in jsonschema.Draft202012Validator.VALIDATORS["$ref"](validator, reference, value, schema):
        error.schema_path.appendleft("$ref")
        yield error


def _is_date(value: object) -> bool:
    if not isinstance(value, str):
        return True
    found = _DATE.fullmatch(value)
    if found is None:
        return False
    year, month, day = map(int, found.groups())
    try:
        dt.date(year or 4, month, day)  # the year 0 of ISO 8601 is a leap year like 4, and unknown to Python
    except ValueError:
        return False
    return True


def _is_date_time(value: object) -> bool:
    if not isinstance(value, str):
        return True
    found = _TIME.fullmatch(value[11:])
    if found is None or value[10] not in "Tt" or not _is_date(value[:10]):
        return False
    hour, minute, second = (int(part) for part in found.groups()[:3])
    sign, zone_hour, zone_minute = found.groups()[3:]
    if hour > 23 or minute > 59 or second > 60 or int(zone_hour or 0) > 23 or int(zone_minute or 0) > 59:
        return False
    if second < 60:
        return True
    # A leap second is inserted at the end of a day in UTC.
    ahead = (int(zone_hour or 0) * 60 + int(zone_minute or 0)) * (-1 if sign == "-" else 1)
    return (hour * 60 + minute - ahead) % 1440 == 1439
