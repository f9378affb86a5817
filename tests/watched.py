"""Rules that take down what they ask for on purpose, so that a test can tell a missing fact from one that was asked for."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from lictool.asking import Rule
from lictool.domain import IMPLEMENTATIONS
from lictool.expr.compiler import compile_plan
from lictool.expr.values import EvaluationError, Missing
from lictool.headcount import unique_users

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lictool.expr.celtypes import Type
    from lictool.expr.values import Closure, Frame

HEADCOUNT = frozenset(("groups", "users", "authorized", "groupsAre", "unattended", "name"))
"""What `uniqueUsers` reads of the records that it is given."""


class Watched(Rule):
    """A rule whose `has()` and `in` say where they looked."""

    __slots__ = ("asked", "contradicted")

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__(data)
        self.lazies = _Variables(self)  # type: ignore[assignment]
        self.asked: set[tuple[int, object]] = set()
        """The records and maps that were asked, by identity, and the key."""
        self.contradicted = False
        """Whether more people were counted than are said to be authorised."""

    def compile(self, plan: Any) -> Closure:
        """Make a closure that watches."""
        functions = {**IMPLEMENTATIONS, "unique_users": self._count}
        return compile_plan(plan, functions, self.lazies, self._watch)

    def _watch(self, plan: Sequence[Any], closure: Closure) -> Closure:
        if plan[0] not in ("has", "in_map"):
            return closure
        container = compile_plan(plan[3][0 if plan[0] == "has" else 1], IMPLEMENTATIONS, self.lazies)
        key = compile_plan(
            ("const", 0, 0, (), plan[4]) if plan[0] == "has" else plan[3][0], IMPLEMENTATIONS, self.lazies
        )

        def run(frame: Frame) -> object:
            with suppress(Missing, EvaluationError):
                self.asked.add((id(container(frame)), key(frame)))
            return closure(frame)

        return run

    def _count(self, population: Mapping[str, Any], features: Sequence[Mapping[str, Any]]) -> object:
        people = {**population, "groups": [g for g in population.get("groups", ()) if not g.get("unattended")]}
        if "authorized" in population and unique_users(people, features).low > population["authorized"]:
            self.contradicted = True
        return unique_users(population, features)


class _Variables(dict[int, "Closure"]):
    """Closures of a watched rule's variables, made when they are read."""

    def __init__(self, rule: Watched) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, slot: int) -> Closure:
        closure = self[slot] = self._rule.compile(self._rule.plans[slot])
        return closure


def mentioned(data: Mapping[str, Any]) -> set[str]:
    """Give every word in the plans of a rule: a field whose name is not among them, the rule does not read."""
    words: set[str] = set(data["scope"] or ())
    rest = [data["when"], data["assert"], *(plan for _, plan in data["variables"])]
    while rest:
        part = rest.pop()
        if isinstance(part, str):
            words.add(part)
        elif isinstance(part, list | tuple):
            rest.extend(part)
    return words | HEADCOUNT if "unique_users" in words else words


def optional_keys(value: Any, type_: Type) -> Iterator[tuple[dict[str, Any], str]]:
    """Give the optional keys that data have, each with the record that holds it."""
    if type_.kind == "object":
        for name, below in list(value.items()):
            field = type_.fields[name]
            if not field.required:
                yield value, name
            yield from optional_keys(below, field.type)
    elif type_.kind == "list":
        for item in value:
            yield from optional_keys(item, type_.args[0])
