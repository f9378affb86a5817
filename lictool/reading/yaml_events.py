"""The events of a YAML text, from libyaml where PyYAML has it, else from PyYAML's own parser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

try:
    from yaml import _yaml
except ImportError:  # pragma: no cover - PyYAML was built without libyaml
    _yaml = None  # type: ignore[assignment]

_AFTER_COLON = (":,", ":[", ":]", ":{", ":}")
_BEFORE_HASH = tuple(f"{sign}#" for sign in "|>+-123456789")
"""Where none of these stands, and none of tab, `?`, `\\u`, `\\U`, the two parsers agree: see `yaml_strict`."""

if TYPE_CHECKING:
    from collections.abc import Callable

    Event = Any
    Events = Callable[[str], Callable[[], Event]]


class _PureParser(Reader, Scanner, Parser):
    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


def pure_events(text: str) -> Callable[[], Event]:
    """Give a function that returns the next event each time, by the parser in Python."""
    return _PureParser(text).get_event


def c_events(text: str) -> Callable[[], Event]:
    """Give a function that returns the next event each time, by libyaml."""
    return _yaml.CParser(text).get_event


EVENTS: Events = pure_events if _yaml is None else c_events


def parsers_may_differ(text: str) -> bool:
    """Whether a text has one of the signs of something that one parser takes and the other refuses."""
    # One character is found twenty times as fast as two.
    if "\t" in text or "?" in text or ("\\" in text and ("\\u" in text or "\\U" in text)):
        return True
    if "#" in text and any(sign in text for sign in _BEFORE_HASH):
        return True
    return any(sign[1] in text and sign in text for sign in _AFTER_COLON)
