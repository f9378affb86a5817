"""From bytes to plain data with places: the YAML and the JSON reader.

PyYAML is imported here, ahead of the modules that read with it, so that its patterns are not compiled for nothing.
"""

from __future__ import annotations

import re
import sys
from typing import Any

_compile = re.compile


class _Pattern:
    """A pattern that is compiled when it is first used."""

    __slots__ = ("_made", "_wanted")

    def __init__(self, *wanted: Any) -> None:
        self._wanted = wanted
        self._made: re.Pattern[Any] | None = None

    def __getattr__(self, name: str) -> Any:
        if self._made is None:
            self._made = _compile(*self._wanted)
        return getattr(self._made, name)


def _light_import() -> None:
    """Import PyYAML without compiling the patterns of its pure-Python reader.

    libyaml needs none of them, and one, over all of Unicode, costs as much as half a start of Python. Whoever uses
    them after all, here or elsewhere in the process, has them compiled then.
    """

    def later(pattern: Any, flags: Any = 0) -> Any:
        caller = sys._getframe(1).f_globals.get("__name__", "")  # noqa: SLF001 - patterns of others are not put off
        return _Pattern(pattern, flags) if caller.startswith("yaml.") else _compile(pattern, flags)

    re.compile = later
    try:
        import yaml  # noqa: F401 - for what is imported after this
    finally:
        re.compile = _compile


if "yaml" not in sys.modules:
    _light_import()
