"""JSON texts: the standard library decides what is valid, a walk over the then valid text gives places and refusals."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from lictool.reading.places import Node, repeats_as_faults
from lictool.reading.scalars import LARGEST, SMALLEST, whole_if_integral
from lictool.reading.source import MAX_DEPTH, MAX_FAULTS
from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lictool.reading.fault import Fault
    from lictool.reading.source import Source

_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[\]{}]|[^\s\[\]{}",:]+')
_HALF = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_BLANK = " \t\r\n"


class JsonRead(NamedTuple):
    """What was read; `data` is None where the text is no JSON."""

    data: Any
    faults: list[Fault]
    valid: bool
    """Whether the text is JSON at all."""


def read_json(source: Source) -> JsonRead:
    """Read a text that is one JSON document."""
    deep = _too_deep(source)
    if deep is not None:
        return JsonRead(None, [deep], valid=False)
    reading = _Reading()
    try:
        data = reading.read(source.text)
    except json.JSONDecodeError as error:
        return JsonRead(None, [_syntax(source, error)], valid=False)
    except _ConstantError as error:
        return JsonRead(None, [_no_number(source, str(error))], valid=False)
    faults = list(_halves(source))
    if faults:
        # What is left of the document must be text that can be written.
        data = _Reading().read(_HALF.sub(r"\\ufffd", source.text))
    if reading.repeats:
        faults += repeats_as_faults(source, json_nodes(source), reading.repeats)
    return JsonRead(data, faults[:MAX_FAULTS], valid=True)


def json_nodes(source: Source) -> Iterator[Node]:
    """Give the nodes of a valid JSON text."""
    for found in _TOKEN.finditer(source.text):
        piece = found.group()
        if piece[0] == '"':
            text = json.loads(piece) if "\\" in piece else piece[1:-1]
            yield Node("other", found.start(), found.end(), text)
        elif piece in "[{":
            yield Node("mapping" if piece == "{" else "sequence", found.start(), found.end())
        elif piece in "]}":
            yield Node("end", found.start(), found.end())
        else:
            yield Node("other", found.start(), found.end(), piece)


class _ConstantError(Exception):
    """NaN or an infinity, which Python's reader takes and JSON does not know."""


def _constant(word: str) -> Any:
    raise _ConstantError(word)


class _Reading:
    """Builds the objects: of equal keys the first counts, as in YAML."""

    __slots__ = ("repeats",)

    def __init__(self) -> None:
        self.repeats = 0

    def read(self, text: str) -> Any:
        return json.loads(
            text, object_pairs_hook=self.pairs, parse_int=_whole, parse_float=_decimal, parse_constant=_constant
        )

    def pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        data = dict(pairs)
        if len(data) != len(pairs):
            self.repeats += len(pairs) - len(data)
            data = dict(reversed(pairs))
        return data


def _whole(text: str) -> int | str:
    if len(text) > 20:
        return text
    value = int(text)
    return value if SMALLEST <= value <= LARGEST else text


def _decimal(text: str) -> int | float | str:
    return whole_if_integral(float(text), text)


def _too_deep(source: Source) -> Fault | None:
    """Find where nesting goes too far, before Python's reader, which recurses, meets it."""
    text = source.text
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return None
    depth = 0
    for found in _TOKEN.finditer(text):
        piece = found.group()
        depth += (piece in "[{") - (piece in "]}")
        if depth > MAX_DEPTH:
            return source.fault("too-deep", {"limit": str(MAX_DEPTH)}, found.start())
    return None


def _halves(source: Source) -> Iterator[Fault]:
    """Refuse escapes of half a character: no such text can be written in UTF-8."""
    if "\\u" not in source.text:
        return
    for node in json_nodes(source):
        if not node.text.isascii():
            try:
                node.text.encode()
            except UnicodeEncodeError:
                found = _HALF.search(source.text, node.start, node.end)
                offset = found.start() if found else node.start
                yield source.fault("bad-escape", {"escape": "\\u"}, offset)


def _no_number(source: Source, word: str) -> Fault:
    for found in _TOKEN.finditer(source.text):
        if found.group() == word:
            return source.fault("json-constant", {"word": word}, found.start(), found.end())
    raise AssertionError(word)


def _syntax(source: Source, error: json.JSONDecodeError) -> Fault:
    """Tell what is wrong from what stands at the place, as the texts of Python's reader differ between versions."""
    text, at = source.text, error.pos
    before = text[:at].rstrip(_BLANK)
    if not text.strip(_BLANK):
        return source.fault("json-empty", {}, 0)
    comma = _last_comma(text, at, before)
    if comma is not None:
        return source.fault("json-last-comma", {}, comma)
    key = next((key for part, key in _PARTS if part in error.msg), None)
    if key is None and at >= len(text.rstrip(_BLANK)):
        return source.fault("json-end", {}, max(len(before) - 1, 0))
    if key is None:
        fallback = next((key for part, key in _EXPECTED if part in error.msg), "json-value")
        key = _SIGNS.get(text[at], fallback)
    return source.fault(key, {"character": text[at], "escape": text[at : at + 2]}, at)


def _last_comma(text: str, at: int, before: str) -> int | None:
    """Find the comma before a closing bracket: some versions of Python stop at the comma, others behind it."""
    if text[at : at + 1] in {"]", "}"} and before.endswith(","):
        return len(before) - 1
    return at if text[at : at + 1] == "," and text[at + 1 :].lstrip(_BLANK)[:1] in {"]", "}"} else None


_PARTS = (
    ("Unterminated string", "json-string"),
    ("Invalid control character", "json-control"),
    ("escape", "bad-escape"),
    ("Extra data", "json-extra"),
)
"""What Python's reader says, where the place alone does not tell."""
_EXPECTED = (("property name", "json-key"), ("':'", "json-colon"), ("','", "json-comma"))
_SIGNS = {"/": "json-comment", "#": "json-comment", "'": "json-quote"}
