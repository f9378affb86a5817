"""The texts of a rule, cut as they are shown, and the units of what stands in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lictool.expr.celtypes import Type
    from lictool.expr.reasons import Element, Part
    from lictool.location import Path

_NAMED = re.compile(r"\(\s*([A-Za-z_][A-Za-z_0-9]*)\s*,")
_QUOTED = re.compile(r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*\"""")
_CLIP = 100
"""Characters of a rule's text that are shown at most."""


class Texts:
    """The texts of a rule, with the types of their parts."""

    __slots__ = ("_names", "_texts", "_types", "roots")

    def __init__(
        self,
        texts: Mapping[int, tuple[str, str]],
        types: Mapping[int, Mapping[tuple[int, int], Type]],
        roots: Mapping[str, Type],
    ) -> None:
        self._texts = texts
        self._types = types
        self.roots = roots
        """Types of what paths begin with: `deployment`, `tables`, `parameters`, `portfolio`."""

    def name(self, slot: int) -> str:
        """Give `assert`, `when` or the name of a variable."""
        return self._texts[slot][0]

    def cut(self, slot: int, start: int = 0, end: int | None = None) -> str:
        """Give a stretch of a text, on one line, without the parentheses around all of it, and not too long."""
        return _clipped(_bare(self._texts[slot][1][start:end]))

    def variable(self, slot: int, element: Element) -> str:
        """Give the name that a macro gives its elements."""
        found = _NAMED.search(self._texts[slot][1][element.start : element.end])
        return found[1] if found else ""

    def body(self, slot: int, start: int, end: int) -> str:
        """Give what a macro asks of its elements, from the end of its subject and its own end."""
        text = self._texts[slot][1][start:end]
        found = _NAMED.search(text)
        return _clipped(text[found.end() : text.rindex(")")] if found else text)

    def unit(self, part: Part) -> str:
        """Give the unit of a value, empty where it has none."""
        if part.operation == "datum" and part.path is not None:
            return self.unit_at(part.path)
        return _unit(self._types.get(part.slot, {}).get((part.start, part.end)))

    def unit_at(self, path: Path) -> str:
        """Give the unit of what stands at a path."""
        type_ = self.roots.get(str(path[0]))
        for step in path[1:]:
            if type_ is None:
                return ""
            field = type_.fields.get(str(step)) if type_.kind == "object" else None
            type_ = field.type if field else type_.args[-1] if type_.args else None
        return _unit(type_)


def _bare(text: str) -> str:
    """Take off parentheses that enclose a whole text."""
    text = text.strip()
    while text.startswith("(") and text.endswith(")"):
        depth = 0
        for position, sign in enumerate(_QUOTED.sub(lambda quoted: "-" * len(quoted[0]), text)):
            depth += (sign == "(") - (sign == ")")
            if not depth and position < len(text) - 1:
                return text
        text = text[1:-1].strip()
    return text


def _clipped(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _CLIP else text[: _CLIP - 1] + "…"


def _unit(type_: Type | None) -> str:
    if type_ is not None and type_.kind == "list":
        type_ = type_.args[0]
    return type_.unit if type_ is not None and type_.unit != "?" else ""
