"""YAML texts edited in place: what is added stands behind what is there, and comments stay with what they are about.

The package ruamel.yaml reads and writes; where it lays out a line that nothing changed differently, the line that was
there is kept.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from io import StringIO
from typing import TYPE_CHECKING, Any

from lictool.errors import Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_WIDE = 1_000_000
_DASH = re.compile(r"^( *)(?:[^\s#-].*)?:[ \t]*(?:#.*)?\n(?:[ \t]*(?:#.*)?\n)*( *)- ", re.MULTILINE)


class Text:
    """A YAML text that is edited. Raises UsageError where the package is not installed."""

    __slots__ = ("_before", "_dump", "_text", "documents")

    def __init__(self, text: str) -> None:
        try:
            from ruamel.yaml import YAML
        except ImportError:
            raise UsageError(
                Problem("manifests are edited by the package ruamel.yaml; install it with `lictool[import]`")
            ) from None
        found = _DASH.search(text)
        offset = len(found[2]) - len(found[1]) if found else 2

        def tool() -> Any:
            made = YAML()
            made.preserve_quotes = True
            made.width = _WIDE
            made.indent(mapping=2, sequence=offset + 2, offset=offset)
            made.explicit_start = text.startswith("---")
            return made

        def dump(documents: Sequence[Any]) -> str:
            stream = StringIO()
            tool().dump_all(documents, stream)
            return stream.getvalue()

        self._dump: Callable[[Sequence[Any]], str] = dump
        self._text = text
        self._before = dump(list(tool().load_all(text)))
        self.documents = list(tool().load_all(text))
        """The documents, mappings and lists of the package; to be changed."""

    def result(self) -> str:
        """Give the text with the changes."""
        after = self._dump(self.documents)
        lines, before = self._text.splitlines(keepends=True), self._before.splitlines(keepends=True)
        if len(lines) != len(before):
            return after
        changed = after.splitlines(keepends=True)
        made: list[str] = []
        for kind, start, end, first, last in SequenceMatcher(None, before, changed, autojunk=False).get_opcodes():
            made += lines[start:end] if kind == "equal" else changed[first:last]
        return "".join(made)


def put(node: Any, key: str, value: Any, origin: str) -> None:
    """Put a key at the end of a mapping, with a comment that says where the value comes from."""
    rest = _taken(node)
    node[key] = _made(value)
    _given(node, key, origin if _is_scalar(value) and not _is_flow(node) else "", rest)


def append(node: Any, value: Any) -> None:
    """Append a value to a list."""
    rest = _taken(node)
    node.append(_made(value))
    _given(node, len(node) - 1, "", rest)


def line_of(node: Any, key: str | int) -> int:
    """Give the 1-based line of a value, or of its key."""
    try:
        place = node.lc.item(key) if isinstance(key, int) else node.lc.key(key)
    except (KeyError, AttributeError, IndexError):
        place = None
    return int(place[0]) + 1 if place else int(getattr(node.lc, "line", 0) or 0) + 1


def _made(value: Any) -> Any:
    """Give a value as the package holds it: short lists in one line, texts quoted where YAML would misread them."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    from lictool.importing.writing import scalar

    if isinstance(value, dict):
        made = CommentedMap()
        for key, below in value.items():
            made[key] = _made(below)
        return made
    if isinstance(value, list):
        return CommentedSeq(_made(one) for one in value)
    if isinstance(value, tuple):
        listed = CommentedSeq(_made(one) for one in value)
        listed.fa.set_flow_style()
        return listed
    if isinstance(value, str) and scalar(value) != value:
        return DoubleQuotedScalarString(value)
    return value


def _is_scalar(value: Any) -> bool:
    return not isinstance(value, dict | list)


def _is_flow(node: Any) -> bool:
    return bool(node.fa.flow_style())


def _last(node: Any) -> tuple[Any, Any] | None:
    """Give the innermost mapping or list that ends a node, and the key of its last value; None for an empty one."""
    if not node or _is_flow(node):
        return None
    key = next(reversed(node)) if isinstance(node, dict) else len(node) - 1
    below = node[key]
    return (hasattr(below, "ca") and hasattr(below, "fa") and _last(below)) or (node, key)


def _taken(node: Any) -> str:
    """Take the comments behind a node that are about what follows it, and give them.

    Those that stand as deep as what the node holds are about the node, and stay.
    """
    found = _last(node)
    if found is None:
        return ""
    holder, key = found
    slot = 2 if isinstance(holder, dict) else 0
    tokens = holder.ca.items.get(key)
    token = tokens[slot] if tokens and len(tokens) > slot else None
    break_ = "" if _is_block(holder[key]) else "\n"
    own, rest = "", ""
    if token and break_:
        own, _, rest = token.value.partition(break_)
    elif token:
        rest = " " * token.start_mark.column + token.value
    lines = (rest + _ends(node)).splitlines(keepends=True)
    column = _column(node)
    stays = ""
    while lines and lines[0].lstrip().startswith("#") and len(lines[0]) - len(lines[0].lstrip()) >= column > 0:
        stays += lines.pop(0)
    if own or stays:
        _set(holder, key, f"{own}{break_}{stays}", token.start_mark.column if token and own else 0)
    elif token:
        tokens[slot] = None
    return "".join(lines)


def _ends(node: Any) -> str:
    """Take the comments that the package keeps apart, because they stand behind a list in brackets at an end."""
    text = ""
    while hasattr(node, "ca") and hasattr(node, "fa"):
        text = "".join(" " * token.start_mark.column + token.value for token in node.ca.end or ()) + text
        node.ca.end = []
        if not node or _is_flow(node):
            break
        node = node[next(reversed(node)) if isinstance(node, dict) else len(node) - 1]
    return text


def _is_block(value: Any) -> bool:
    """Tell whether a value is a text in lines of its own, behind which no comment can stand on the same line."""
    from ruamel.yaml.scalarstring import FoldedScalarString, LiteralScalarString

    return isinstance(value, FoldedScalarString | LiteralScalarString)


def _set(holder: Any, key: Any, text: str, column: int = 0) -> None:
    """Put a comment behind a value."""
    from ruamel.yaml.error import CommentMark
    from ruamel.yaml.tokens import CommentToken

    token = CommentToken(text, CommentMark(column), None)
    holder.ca.items[key] = [None, None, token, None] if isinstance(holder, dict) else [token, None]


def _column(node: Any) -> int:
    """Give the column in which the keys, or the dashes, of a node stand."""
    return int(getattr(node.lc, "col", 0) or 0)


def _given(node: Any, key: Any, origin: str, rest: str) -> None:
    """Put a comment behind a value, and further ones behind the end of all that belongs to it."""
    if not origin and not rest:
        return
    found = (node, key)
    below = node[key]
    if hasattr(below, "ca") and hasattr(below, "fa"):
        found = _last(below) or found
    _set(*found, f"# {origin}\n{rest}" if origin else f"\n{rest}")
