"""Text files of any size, line by line: encodings, line ends, pagers and what terminals leave behind."""

from __future__ import annotations

import codecs
import os
import re
from hashlib import file_digest
from io import TextIOWrapper
from typing import TYPE_CHECKING

from lictool.errors import Problem, UsageError, unreadable
from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

LONGEST = 4_096
"""Characters of a line that are looked at; no device prints longer ones."""
_SAMPLE = 65_536

_ESCAPES = re.compile("\x1b\\[[0-?]{0,99}[ -/]{0,9}[@-~]|\x1b[@-_]")
_PAGER = re.compile(r"\s*<?-{1,9} ?More ?-{1,9}>?\s*", re.IGNORECASE)


class Line(NamedTuple):
    """A line of an output."""

    number: int
    """1-based, in the file."""
    text: str


def digest_of(path: str) -> str:
    """Give the SHA-256 of a file. Raises UsageError if it cannot be read or is no file (a pipe or device never ends)."""
    if os.path.isdir(path):
        raise UsageError(Problem(f"`{path}` is a folder; name the files in it"))
    if not os.path.isfile(path):
        raise UsageError(Problem(f"`{path}` is no file"))
    try:
        with open(path, "rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise unreadable(path, error) from error


def lines_of(path: str) -> Iterator[Line]:
    """Give the lines of a text file; nothing of a file that is no text (see `is_text`). Raises UsageError as `digest_of`."""
    try:
        with open(path, "rb", buffering=_SAMPLE) as file:
            sample = file.read(_SAMPLE)
            file.seek(0)
            encoding = _encoding(sample)
            if encoding:
                yield from _lines(file, encoding, "\r" if _ends_by_return(sample) else "\n")
    except OSError as error:
        raise unreadable(path, error) from error


def is_text(path: str) -> bool:
    """Tell whether a file is text, by how it starts."""
    with open(path, "rb") as file:
        return _encoding(file.read(_SAMPLE)) is not None


def _encoding(sample: bytes) -> str | None:
    """Give the encoding of a file by how it starts; None for what is no text."""
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\x00" in sample:
        return None
    return "utf-8-sig"


def _ends_by_return(sample: bytes) -> bool:
    return b"\r" in sample and b"\n" not in sample


def _lines(file: BinaryIO, encoding: str, end: str) -> Iterator[Line]:
    with TextIOWrapper(file, encoding, errors="replace", newline=end) as text:
        number = 0
        is_rest = False
        while piece := text.readline(LONGEST):
            is_whole = piece.endswith(end)
            if not is_rest:
                number += 1
                yield Line(number, _plain(piece.rstrip("\r\n")))
            is_rest = not is_whole


def _plain(text: str) -> str:
    """Take away what is for the terminal alone."""
    if "\x1b" in text:
        text = _ESCAPES.sub("", text)
    if "\x08" in text:
        text = _without_backspaces(text)
    if "\r" in text:
        text = text.rsplit("\r", 1)[1]
    if "More" in text and (pager := _PAGER.match(text)):
        text = text[pager.end() :]
    return text


def _without_backspaces(text: str) -> str:
    kept: list[str] = []
    for character in text:
        if character != "\x08":
            kept.append(character)
        elif kept:
            kept.pop()
    return "".join(kept)
