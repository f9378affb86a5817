"""Terraform files: their resources with the lines on which they and their settings stand.

Only what stands there in plain words is a value; variables and what is computed stay open.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lictool.errors import Problem, UsageError
from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lictool.importing.facts import Notebook

LARGEST = 1024 * 1024
"""Bytes of a file that is read, which takes half a minute; none that people write is larger."""
DEEPEST = 100
"""Brackets within each other."""
_HEAD = re.compile(r'^[ \t]{0,40}resource[ \t]{1,40}"(\w{1,100})"[ \t]{1,40}"([\w-]{1,200})"', re.MULTILINE)
_SETTING = re.compile(r'^[ \t]{0,200}"?([A-Za-z_][\w-]{0,99})"?[ \t]{0,200}[=:]', re.MULTILINE)
_COMPUTED = re.compile(r"[$%]\{")
_REFERENCE = re.compile(r"\$\{(\w{1,100}\.[\w-]{1,200})(?:\[0\])?\.id\}")


class Resource(NamedTuple):
    """A resource of a file."""

    type: str
    label: str
    data: Mapping[str, Any]
    line: int
    """1-based; 0 where it was not found."""
    lines: Mapping[str, int]
    """The line on which each setting is named first."""

    def at(self, key: str) -> int:
        """Give the line of a setting, or of the resource where it has none."""
        return self.lines.get(key, self.line)

    @property
    def address(self) -> str:
        """What other resources call it."""
        return f"{self.type}.{self.label}"


def is_plain(value: Any) -> bool:
    """Tell whether a value stands there as it is, with nothing to compute."""
    return not (isinstance(value, str) and _COMPUTED.search(value))


def text(value: Any) -> str:
    """Give a text that stands there as it is; nothing for what has to be computed, and for what is no text."""
    return value if isinstance(value, str) and is_plain(value) else ""


def reference(value: Any) -> str:
    """Give the address of the resource whose identifier a value is; nothing for another value."""
    found = _REFERENCE.fullmatch(value) if isinstance(value, str) else None
    return found[1] if found else ""


def listed(value: Any) -> list[Any]:
    """Give the members of a list; none of what is no list."""
    return value if isinstance(value, list) else []


def resources(content: bytes, notes: Notebook) -> Iterator[Resource]:
    """Give the resources of a file; a file that cannot be read gives none, and says where it breaks.

    Raises UsageError where the package that reads them is not installed.
    """
    source = content.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    if len(content) > LARGEST or _depth(source) > DEEPEST:
        notes.warn("import-file-large", 0)
        return
    places = _places(source)
    data = _json(source, notes) if source.lstrip().startswith("{") else _hcl(source, notes)
    for block in _blocks(data.get("resource")):
        for kind, below in block.items():
            for labelled in _blocks(below):
                for label, body in labelled.items():
                    for one in _blocks(body):
                        line, lines = places.get((kind, label), (0, {}))
                        yield Resource(kind, label, one, line, lines)


def _blocks(value: Any) -> list[dict[str, Any]]:
    found = value if isinstance(value, list) else [value]
    return [one for one in found if isinstance(one, dict)]


def _depth(source: str) -> int:
    """Give how deep brackets lie in each other, at most; texts with brackets may make it more."""
    depth = deepest = 0
    for sign in re.findall(r"[\[{(\])}]", source):
        depth = depth + 1 if sign in "[{(" else max(depth - 1, 0)
        deepest = max(depth, deepest)
    return deepest


def _json(source: str, notes: Notebook) -> dict[str, Any]:
    import json

    try:
        data = json.loads(source)
    except ValueError as error:
        notes.warn("import-data-fault", getattr(error, "lineno", 1))
        return {}
    return data if isinstance(data, dict) else {}


def _hcl(source: str, notes: Notebook) -> dict[str, Any]:
    try:
        from hcl2 import SerializationOptions, loads
    except ImportError:
        raise UsageError(
            Problem("Terraform files are read by the package python-hcl2; install it with `lictool[terraform]`")
        ) from None
    options = SerializationOptions(with_comments=False, strip_string_quotes=True)
    try:
        data: dict[str, Any] = loads(source if source.endswith("\n") else f"{source}\n", serialization_options=options)
    except Exception as error:  # noqa: BLE001 - the package documents no base of what it raises
        line = getattr(error, "line", 0)
        notes.warn("import-data-fault", line if isinstance(line, int) and line > 0 else 0)
        return {}
    return data


def _places(source: str) -> dict[tuple[str, str], tuple[int, dict[str, int]]]:
    """Give the lines of the resources and of their settings, by type and label."""
    places: dict[tuple[str, str], tuple[int, dict[str, int]]] = {}
    heads = [*_HEAD.finditer(source)]
    line, done = 1, 0
    for head, end in zip(heads, [*(head.start() for head in heads[1:]), len(source)], strict=False):
        line += source.count("\n", done, head.start())
        done = head.start()
        lines: dict[str, int] = {}
        inner, before = line, done
        for setting in _SETTING.finditer(source, head.end(), end):
            inner += source.count("\n", before, setting.start(1))
            before = setting.start(1)
            lines.setdefault(setting[1], inner)
        places.setdefault((head[1], head[2]), (line, lines))
    return places
