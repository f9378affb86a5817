"""Places in source files and paths inside documents."""

from __future__ import annotations

from lictool.record import NamedTuple

Path = tuple[str | int, ...]
"""The way from a document's root to a value: keys and 0-based positions."""


class Span(NamedTuple):
    """A stretch of a text file; 1-based, columns in characters, the end column is one past the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


class Where(NamedTuple):
    """A place in a document, said symbolically; lines are looked up only when something is printed."""

    path: Path
    key: bool = False
    """Whether the key is meant, not its value."""


def pointer(path: Path) -> str:
    """Give the JSON Pointer (RFC 6901) of a path."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def dotted(path: Path) -> str:
    """Give a path as people write it: `spec.headends[0].installed`, keys that are no plain words quoted."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif step.replace("-", "_").isidentifier():
            text += f".{step}" if text else step
        else:
            text += f"[{step!r}]"
    return text
