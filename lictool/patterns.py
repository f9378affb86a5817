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
        return self._decided(name) is True

    def rule_out(self, name: str) -> bool:
        """Tell whether a name, and so all below it, is taken out."""
        return self._decided(name) is False

    def _decided(self, name: str) -> bool | None:
        for test, takes in reversed(self._tests):
            if test is None or (
                name == test or name.startswith(f"{test}/") if isinstance(test, str) else test.match(name)
            ):
                return takes
        return None


def _test(text: str) -> str | Pattern[str] | None:
    """Give what names are held against: a plain path, an expression, or None where everything fits."""
    text = _plain(text)
    if text in ("", "**"):
        return None
    if not _is_open(text):
        return text
    import re

    # Steps between two `**` make a block. The first place at which a block fits is as good as any later one, and so is
    # the first at which a part between two `*` does: never going back keeps this quick.
    blocks = [block.strip("/") for block in re.split(r"(?:(?:^|(?<=/))\*\*(?:/|$))+", text)]
    expression = _block(blocks[0]) + "/" * bool(blocks[0])
    for block in blocks[1:-1]:
        expression += rf"(?>(?:[^/]+/)*?{_block(block)}/)"
    if len(blocks) == 1:
        return re.compile(expression.removesuffix("/") + r"(?:/.*)?\Z", re.DOTALL)
    last = rf"(?>(?:[^/]+/)*?{_block(blocks[-1])}(?=/|\Z))(?:/.*)?" if blocks[-1] else ".+"
    return re.compile(expression + last + r"\Z", re.DOTALL)


def _block(text: str) -> str:
    """Give the expression of some steps without `**`."""
    return "/".join(map(_step, text.split("/")))


def _step(text: str) -> str:
    import re

    first, *others = ("".join("[^/]" if c == "?" else re.escape(c) for c in part) for part in text.split("*"))
    if not others:
        return first
    return first + "".join(f"(?>[^/]*?{part})" for part in others[:-1]) + f"[^/]*{others[-1]}"


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
