"""Expressions made at random from a seed, well typed by construction, over plain names and over a manifest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lictool.expr.celtypes import INT, STRING
from tests.expr.oracle_forms import FORMS, KINDS, LITERALS, RISKY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from random import Random

    from lictool.expr.celtypes import Type

_HOLE = re.compile(r"\{([a-z]+)(?::([a-z0-9]+))?\}")
DEPTH = 4
RISK = 0.04
INNERMOST = 0.4


class Path(NamedTuple):
    """An expression that reads a value of a name's type."""

    text: str
    type: Type
    asks: str
    """What asks whether the last optional field on the way is there, empty where there is none."""


def paths(text: str, type_: Type, asks: str = "") -> Iterator[Path]:
    """Give everything that can be read of a value without a macro.

    Dates stand in data as text, so `timestamp()` is around them: for the language it changes nothing.
    """
    yield Path(f"timestamp({text})" if type_.kind == "timestamp" else text, type_, asks)
    if type_.kind == "object":
        for name, field in type_.fields.items():
            below = f"{text}.{name}"
            yield from paths(below, field.type, asks if field.required else f"has({below})")
    elif type_.kind == "list" and type_.args[0].kind == "object":
        yield from paths(f"{text}[0]", type_.args[0], asks)


def word(type_: Type) -> str:
    """Give the kind that a type is for the forms."""
    kind = type_.kind
    if kind == "list":
        item = type_.args[0]
        plain = {"int": "ints", "string": "texts", "double": "doubles"}
        return "" if item.values or item.unit else plain.get(item.kind, "")
    if kind == "map":
        return "counts" if type_.args[1].kind == "int" else ""
    if kind == "string" and type_.values:
        return "enum"
    return "quantity" if type_.unit else "" if kind == "object" else kind


class Maker:
    """Makes expressions over names in scope."""

    def __init__(self, seed: Random, names: Mapping[str, Type]) -> None:
        self._seed = seed
        self._scope = {name: _ways(name, type_) for name, type_ in names.items()}
        self._fresh = 0

    def make(self, kind: str, depth: int = DEPTH) -> str:
        """Give an expression of a kind."""
        choose = self._seed
        if kind not in FORMS and kind in LITERALS:
            return self._fill(choose.choice(LITERALS[kind]), max(depth, 1))
        special = getattr(self, f"_{kind}", None)
        if special is not None:
            return str(special(depth))
        if depth == 0 or choose.random() < 0.15:
            found = self._read(kind)
            return choose.choice(LITERALS[kind]) if not found or choose.random() < 0.3 else found.text
        return self._fill(
            choose.choice(RISKY[kind] if kind in RISKY and choose.random() < RISK else FORMS[kind]), depth
        )

    def _fill(self, form: str, depth: int) -> str:
        """Put expressions into the holes of a form, from left to right; what follows a fresh name sees it."""
        outer = self._scope

        def put(hole: re.Match[str]) -> str:
            if hole[1] != "fresh":
                return self.make(hole[1], depth - 1)
            return self._bind(_PLAIN[hole[2]])

        made = _HOLE.sub(put, form)
        self._scope = outer
        return made

    def _bind(self, type_: Type) -> str:
        """Bring a macro's variable into scope."""
        self._fresh += 1
        name = f"v{self._fresh}"
        self._scope = {**self._scope, name: _ways(name, type_)}
        return name

    def _read(self, kind: str) -> Path | None:
        """Choose a way to read something of a kind."""
        return self._choose(lambda way: word(way.type) == kind)

    def _choose(self, wanted: Callable[[Path], bool]) -> Path | None:
        """Choose a name that has something wanted and of it one way, rather of the innermost macro, rather a short one.

        What lies deep is mostly absent, and then nothing else is asked.
        """
        found = [ways for one in self._scope.values() if (ways := [way for way in one if wanted(way)])]
        if not found:
            return None
        ways = found[-1] if self._seed.random() < INNERMOST else self._seed.choice(found)
        return min(self._seed.choices(ways, k=2), key=lambda way: len(way.text))

    def _quantity(self, _depth: int) -> str:
        found = self._read("quantity")
        return found.text if found else "1"

    def _enum(self, _depth: int) -> str:
        found = self._read("enum")
        return found.text if found else "'a'"

    def _quantities(self, depth: int) -> str:
        """Compare counts of one unit; plain numbers take the unit of the other side."""
        found = self._read("quantity")
        if found is None:
            return "1 < 2"
        same = [way.text for ways in self._scope.values() for way in ways if way.type.unit == found.type.unit]
        other = self._seed.choice([self._seed.choice(same), str(self._seed.choice((0, 1, 2, 100)))])
        operator = self._seed.choice(("<", "<=", "==", "!=", ">", ">="))
        scaled = self._seed.choice(("{}", "({} * 2)", "({} / 2 + 1)", f"({{}} + {self._seed.choice(same)})"))
        return f"{scaled.format(found.text)} {operator} {other}"

    def _enums(self, _depth: int) -> str:
        """Compare a closed set's value with some of its values."""
        found = self._read("enum")
        if found is None:
            return "'a' == 'b'"
        values = [repr(self._seed.choice(found.type.values or ("a",))) for _ in range(2)]
        form = self._seed.choice(("{0} == {1}", "{0} != {1}", "{0} in [{1}, {2}]", "{1} == {0}", "!({0} in [{2}])"))
        return form.format(found.text, *values)

    def _has(self, _depth: int) -> str:
        way = self._choose(lambda way: bool(way.asks))
        return way.asks if way else "true"

    def _guarded(self, depth: int) -> str:
        """Read a fact where it was asked for."""
        way = self._choose(lambda way: bool(way.asks) and word(way.type) in (*KINDS, "enum"))
        if way is None:
            return "true"
        kind = word(way.type)
        if kind == "enum":
            test = f"{way.text} == {self._seed.choice(way.type.values or ('a',))!r}"
        else:
            test = f"{way.text} {self._seed.choice(('==', '!='))} {self.make(kind, max(depth - 2, 0))}"
        form = self._seed.choice(("{0} && {1}", "!{0} || {1}", "{0} ? {1} : {2}", "{1} && {0}", "{1} || !{0}"))
        return form.format(way.asks, test, self.make("bool", max(depth - 2, 0)))

    def _records(self) -> Path:
        """Choose a list that a name has."""
        way = self._choose(lambda way: way.type.kind == "list")
        assert way is not None, "macros need a list in scope"
        return way

    def _macro(self, depth: int) -> str:
        """Ask about the items of a list, filtered or not."""
        outer = self._scope
        way = self._records()
        subject = way.text
        if self._seed.random() < 0.3:
            name = self._bind(way.type.args[0])
            subject = f"{subject}.filter({name}, {self.make('bool', max(depth - 2, 0))})"
            self._scope = outer
        name = self._bind(way.type.args[0])
        macro = self._seed.choice(("all", "exists", "exists_one"))
        body = self.make(self._seed.choice(("bool", "enums", "quantities")), max(depth - 1, 0))
        made = f"{subject}.{macro}({name}, {body})"
        self._scope = outer
        return made

    def _mapped(self, depth: int) -> str:
        """Make a list of ints of a list."""
        outer = self._scope
        way = self._records()
        name = self._bind(way.type.args[0])
        made = f"{way.text}.map({name}, {self.make('int', max(depth - 1, 0))})"
        self._scope = outer
        return made


_PLAIN = {"int": INT, "string": STRING}
_known: dict[tuple[str, int], tuple[Type, list[Path]]] = {}


def _ways(name: str, type_: Type) -> list[Path]:
    """Give the paths from a name; walked once for each type, which is kept so that its id stays its own."""
    mark = (name, id(type_))
    if mark not in _known:
        _known[mark] = type_, list(paths(name, type_))
    return _known[mark][1]
