"""The difference between a manifest and what becomes of it, as a unified diff that shows no secret."""

from __future__ import annotations

import json
import re
from difflib import unified_diff
from typing import TYPE_CHECKING, Any

from lictool.reporters.escaping import one_line
from lictool.resources import schema_text

if TYPE_CHECKING:
    from collections.abc import Iterator


def difference(before: str, after: str, file: str) -> str:
    """Give the difference; values of keys that the schema calls secret are masked, control characters escaped."""
    secret = re.compile(rf"(?<![\w-])([\"']?(?:{'|'.join(sorted(_secrets(_schema())))})[\"']?\s*:\s*).*")
    lines = unified_diff(before.splitlines(), after.splitlines(), one_line(file), one_line(file), lineterm="", n=2)
    return "".join(f"{one_line(secret.sub(_masked, line))}\n" for line in lines)


def _masked(found: re.Match[str]) -> str:
    return f"{found[1]}***"


def _schema() -> Any:
    return json.loads(schema_text("manifest"))


def _secrets(schema: Any) -> Iterator[str]:
    """Give the keys that hold secrets, wherever they stand."""
    if not isinstance(schema, dict):
        return
    for key, below in schema.items():
        if key == "properties":
            yield from (name for name, field in below.items() if field.get("x-secret"))
        yield from _secrets(below)
