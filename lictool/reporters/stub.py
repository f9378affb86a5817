"""A waiver for a finding, ready to be filled in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lictool.reporters.escaping import one_line
from lictool.wording_waiver import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lictool.report import Located

_PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9._/-]*[A-Za-z0-9])?")
_WORDS = ("true", "false", "null", "yes", "no", "on", "off", "y", "n")
"""What some reader of YAML takes for something else than a text."""
_ESCAPED = {'"': '\\"', "\\": "\\\\"}


def render(located: Located, name: str, given: Mapping[str, str], language: str) -> str:
    """Give the document; what nobody has given yet is left empty, so that it does not fit its schema before it is said."""
    finding, place = located.finding, located.place
    where = f"{place.file}:{place.span.line}:{place.span.column}"
    scope = {"deployment": finding.deployment, "resource": finding.resource, "key": finding.key}
    selector = ", ".join(f"{key}: {scalar(value)}" for key, value in scope.items() if value)
    lines = [
        f"# {one_line(say('stub-finding', language, place=where, message=finding.message))}",
        "apiVersion: lictool/v1",
        "kind: Waiver",
        f"metadata: {{name: {scalar(name)}}}",
        "spec:",
        f"  rule: {scalar(finding.rule)}",
        f"  selector: {{{selector}}}",
        *(f"  {key}: {_given(key, given[key], language)}" for key in ("reason", "owner")),
        f"  expires: {given['expires']}",
    ]
    lines += [f"  ticket: {scalar(given['ticket'])}"] if given["ticket"] else []
    return "\n".join(lines) + "\n"


def _given(key: str, value: str, language: str) -> str:
    return scalar(value) if value else f" # {say(f'stub-{key}', language)}"


def scalar(text: str) -> str:
    """Write a text so that every reader of YAML takes it for that text, also inside of brackets."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    said = text.encode("utf-8", "replace").decode()
    return '"' + "".join(_ESCAPED.get(c) or (c if c.isprintable() else f"\\U{ord(c):08x}") for c in said) + '"'
