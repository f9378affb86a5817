"""Files that policy authors write: read with places, held against their schema, faults said at file, line and column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.document import load
from lictool.errors import PolicyError, Problem
from lictool.location import Span, Where
from lictool.schema import shipped
from lictool.wording_input import text

if TYPE_CHECKING:
    from lictool.document import Document
    from lictool.location import Path


class Authored:
    """A file of one document that fits its schema."""

    __slots__ = ("data", "document", "name")

    def __init__(self, document: Document) -> None:
        self.document = document
        self.data: Any = document.data
        self.name = document.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]

    def problem(self, path: Path, message: str, part: tuple[int, int] | None = None, *, key: bool = False) -> Problem:
        """Say what is wrong with a value, or with the part of a text between two offsets."""
        where = Where(path, key)
        span = self.document.spans([where])[where]
        if part:
            span = _inside(self.document, span, self._value(path), part)
        return Problem(message, self.document.file, span, self.document.line(span.line))

    def _value(self, path: Path) -> str:
        value: Any = self.data
        for step in path:
            value = value[step]
        return str(value)


def read(file: str, content: bytes, schema: str) -> Authored:
    """Read a file and hold it against the shipped schema of that name.

    Raises PolicyError with all faults if it does not load, holds another number of documents than one, or does not fit.
    """
    loaded = load(file, content)
    problems = [
        Problem(text(fault, "en"), file, fault.span, loaded.source.line(fault.span.line)) for fault in loaded.faults
    ]
    if not problems and len(loaded.documents) != 1:
        problems.append(Problem(f"expected one document, found {len(loaded.documents)}", file, Span(1, 1, 1, 1)))
    if problems:
        raise PolicyError(*problems)
    problems = misfits(loaded.documents[0], schema)
    if problems:
        raise PolicyError(*problems)
    return Authored(loaded.documents[0])


def misfits(document: Document, schema: str) -> list[Problem]:
    """Give what of a document does not fit the shipped schema of that name."""
    authored = Authored(document)
    violations = shipped(schema).violations(document)
    return [authored.problem(v.where.path, text(v, "en"), key=v.where.key) for v in violations]


def _inside(document: Document, span: Span, value: str, part: tuple[int, int]) -> Span:
    """Find a part of a text inside its scalar.

    Quotes, escapes, indentation and folded lines stand between the characters of the value: each character but blanks
    is looked for from where the last one was found, which is exact for plain and block scalars and close for the rest.
    """
    start, end = part
    line, column = span.line, span.column - 1
    source = document.line(line)
    if source[column : column + 1] in ("|", ">"):
        line, column, source = line + 1, 0, document.line(line + 1)
    first = last = (line, column)
    for offset, character in enumerate(value):
        if offset >= max(end, start + 1):
            break
        if character.isspace():
            continue
        while source[column : column + 1] != character:
            column += 1
            if column >= len(source):
                if line >= span.end_line:
                    return span
                line, column = line + 1, 0
                source = document.line(line)
        if offset <= start:
            first = (line, column)
        last = (line, column + 1)
        column += 1
    return Span(first[0], first[1] + 1, last[0], last[1] + 1)
