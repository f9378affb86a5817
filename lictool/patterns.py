"""Patterns of file names, as a project file writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from re import Pattern


class Patterns:
    """Patterns; the last one that fits a name decides.

    `*` and `?` stand for characters of one name, `**` for any folders. What fits a folder fits all below it. A `!` in
    front takes out.
    """

    __slots__ = ("_tests", "starts")

    def __init__(self, texts: Sequence[str]) -> None:
        self._tests = [(_test(text.removeprefix("!")), not text.startswith("!")) for text in texts]
        self.starts = _outermost([_start(text) for text in texts if not text.startswith("!")])
        """Folders, or single files, beside which nothing can fit; `` is the folder of the project file."""

    def fits(self, name: str) -> bool:
        """Tell whether a name, relative to the folder of the project file, is taken in."""
        for test, takes in reversed(self._tests):
            if test is None or (
                name == test or name.startswith(f"{test}/") if isinstance(test, str) else test.match(name)
            ):
                return takes
        return False


def _test(text: str) -> str | Pattern[str] | None:
    """Give what names are held against: a plain path, an expression, or None where everything fits."""
    text = _plain(text)
    if text in ("", "**"):
        return None
    if not _is_open(text):
        return text
    import re

    expression = ""
    for step in text.split("/"):
        if step == "**":
            expression += "(?:[^/]+/)*"
            continue
        for character in step:
            expression += "[^/]*" if character == "*" else "[^/]" if character == "?" else re.escape(character)
        expression += "/"
    # `a/**` stands for everything below `a`; any other pattern for what it fits and everything below that.
    tail = "[^/]+" if text.endswith("/**") else "(?:/.*)?"
    return re.compile(expression.removesuffix("/") + tail + r"\Z", re.DOTALL)


def _plain(text: str) -> str:
    """Leave out what does not matter: `./` and a slash at the end."""
    return "/".join(step for step in text.split("/") if step not in ("", "."))


def _is_open(text: str) -> bool:
    return "*" in text or "?" in text


def _start(text: str) -> str:
    steps: list[str] = []
    for step in _plain(text).split("/"):
        if _is_open(step):
            break
        steps.append(step)
    return "/".join(steps)


def _outermost(starts: Sequence[str]) -> list[str]:
    found: list[str] = []
    for start in sorted(set(starts)):
        if not any(outer in ("", start) or start.startswith(f"{outer}/") for outer in found):
            found.append(start)
    return found
