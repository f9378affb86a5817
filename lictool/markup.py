"""Markdown that stays readable as text: only what Markdown or HTML would take for markup is escaped."""

from __future__ import annotations

import os
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from lictool.reporters.escaping import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Environment

_SPECIAL = re.compile(r"([\\`*\[\]<>|~$])|(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])|&(?=#?\w+;)")
_FIRST = re.compile(r"(\d+)([.)])(?=\s|$)|([#+=-])|(:)(?=[-|])")
_TICKS = re.compile(r"`+")


class Markup(str):
    """Text that is Markdown already."""

    __slots__ = ()


def prose(text: str) -> Markup:
    """Give a text of one paragraph, also for a cell of a table; pairs of single backticks stay code."""
    pieces = one_line(" ".join(text.split())).split("`")
    if len(pieces) % 2 == 0 or not all(pieces[1::2]):
        return Markup(_escaped("`".join(pieces)))
    return Markup("".join(code(p) if odd % 2 else _escaped(p, first=not odd) for odd, p in enumerate(pieces)))


def _escaped(text: str, *, first: bool = True) -> str:
    shown = _SPECIAL.sub(lambda found: "&amp;" if found[0] == "&" else f"\\{found[0]}", text)
    mark = _FIRST.match(shown) if first else None
    if mark is None:
        return shown
    return f"{mark[1]}\\{shown[len(mark[1]) :]}" if mark[1] else f"\\{shown}"


def code(text: str) -> Markup:
    """Give a text as a code span, also for a cell of a table."""
    shown = one_line(" ".join(text.split())).replace("|", "\\|")
    ticks = "`" * (max((len(run) for run in _TICKS.findall(shown)), default=0) + 1)
    blank = " " if shown.startswith("`") or shown.endswith("`") or not shown else ""
    return Markup(f"{ticks}{blank}{shown}{blank}{ticks}")


def fence(text: str, language: str = "") -> Markup:
    """Give a text as a block of code."""
    lines = [one_line(line) for line in text.rstrip("\n").split("\n")]
    ticks = "`" * max(3, *(len(run) + 1 for line in lines for run in [*_TICKS.findall(line), ""]))
    return Markup("\n".join([f"{ticks}{language}", *lines, ticks]))


def link(text: str, address: str) -> Markup:
    """Give a link; what could end its address is encoded."""
    safe = re.sub(r"[\s<>()\\`|\x00-\x1f]", lambda found: f"%{ord(found[0]):02X}", address)
    return Markup(f"[{text if isinstance(text, Markup) else prose(text)}]({safe})")


def render(template: str, values: Mapping[str, Any]) -> str:
    """Fill in a template of `templates/`; what is not Markdown already becomes `prose`."""
    lines = _environment().get_template(template).render(values).split("\n")
    text = "\n".join(line.rstrip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


@cache
def _environment() -> Environment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(os.path.join(os.path.dirname(os.path.abspath(__file__)), "templates")),
        autoescape=False,  # what is written is Markdown; `finalize` escapes
        undefined=StrictUndefined,
        finalize=lambda value: value if isinstance(value, Markup) else prose(str(value)),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(code=code, fence=fence, link=link)
    return environment
