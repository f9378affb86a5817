"""Expressions made at random, well typed by construction."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Mapping

_HOLE = re.compile(r"\{(bool|int|string|list\(int\)|list\(string\)|map)\}")

Draw = Any
"""What hypothesis hands to a composite strategy."""

NAMES = {
    "int": ["a", "b"],
    "string": ["s", "t"],
    "bool": ["p"],
    "list(int)": ["l"],
    "list(string)": ["k"],
    "map": ["m"],
}
"""Names of the plain estate: ints, texts, lists, a map of counts by text."""

FORMS: dict[str, list[str]] = {
    "bool": [
        "({bool} && {bool})", "({bool} || {bool})", "(!{bool})", "({bool} ? {bool} : {bool})", "({int} < {int})", "({int} == {int})",
        "({int} >= {int})", "({string} == {string})", "({string} < {string})", "({int} in {list(int)})", "({string} in {list(string)})",
        "({string} in {map})", "{string}.startsWith({string})", "{string}.contains({string})", "{string}.endsWith({string})",
        "({list(int)} == {list(int)})", "({list(string)} != {list(string)})", "{list(int)}.all({var:int}, {bool})",
        "{list(int)}.exists({var:int}, {bool})", "{list(string)}.all({var:string}, {bool})", "{list(string)}.exists_one({var:string}, {bool})",
        "{map}.exists({var:string}, {bool})", "(dyn({int}) == dyn({string}))", "has({map}.x)",
    ],
    "int": [
        "({int} + {int})", "({int} - {int} + {int})", "({int} * {int})", "({int} / {int})", "({int} % {int})", "(-({int}))", "{list(int)}.size()",
        "size({string})", "{list(int)}[{int}]", "{map}[{string}]", "({bool} ? {int} : {int})", "int({string})", "{map}.x",
    ],
    "string": ["({string} + {string})", "({bool} ? {string} : {string})", "string({int})", "{list(string)}[{int}]"],
    "list(int)": [
        "[{int}, {int}]", "({list(int)} + {list(int)})", "{list(int)}.filter({var:int}, {bool})", "{list(int)}.map({var:int}, {int})",
        "{list(string)}.map({var:string}, {int})", "{list(int)}.map({var:int}, {bool}, {int})",
    ],
    "list(string)": ["[{string}]", "{list(string)}.filter({var:string}, {bool})", "{map}.map({var:string}, {string})"],
    "map": ["{'x': {int}, 'y': {int}}"],
}  # fmt: skip
LITERALS = {
    "bool": ["true", "false"], "int": ["0", "1", "-1", "2", "9223372036854775807", "-9223372036854775808"], "string": ["''", "'a'", "'x'", "'é'", "'12'"],
    "list(int)": ["[0]", "[1, 2]"], "list(string)": ["['a']", "['x', 'y']"], "map": ["{'x': 1}"],
}  # fmt: skip


@st.composite
def expressions(draw: Draw, kind: str = "bool", names: Mapping[str, list[str]] | None = None, depth: int = 4) -> str:
    """Make an expression of a type over some names; macros are as deep in it as they may be."""
    return _make(draw, kind, depth, {**NAMES} if names is None else dict(names))


def _make(draw: Draw, kind: str, depth: int, names: dict[str, list[str]]) -> str:
    leaves = [*names.get(kind, ()), *LITERALS[kind]]
    if depth == 0 or draw(st.integers(0, 5)) == 0:
        return str(draw(st.sampled_from(leaves)))
    form = str(draw(st.sampled_from(FORMS[kind])))
    variable = f"v{depth}"
    if "{var:" in form:
        head, _, rest = form.partition("{var:")
        wanted, _, body = rest.partition("}")
        inner = {**names, wanted: [*names.get(wanted, ()), variable]}
        return _fill(draw, head, depth, names) + variable + _fill(draw, body, depth, inner)
    return _fill(draw, form, depth, names)


def _fill(draw: Draw, form: str, depth: int, names: dict[str, list[str]]) -> str:
    """Put expressions of the named types into the holes of a form."""
    return _HOLE.sub(lambda hole: _make(draw, hole[1], depth - 1, names), form)
