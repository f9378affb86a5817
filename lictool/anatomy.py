"""The expressions of a rule, taken apart for those who test the rule itself, and the rule with one of them changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.authored import Authored
from lictool.expr import nodes
from lictool.expr.parser import parse
from lictool.record import NamedTuple
from lictool.rule import RuleChecker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import NoReturn

    from lictool.expr.celtypes import Type
    from lictool.expr.environment import Checked, Environment, Facts
    from lictool.location import Path
    from lictool.message import Part as MessagePart
    from lictool.policy import Policy

    Types = dict[tuple[int, int], Type]
    """Types of the parts of an expression by their offsets."""


class Part(NamedTuple):
    """One expression of a rule: a variable, the condition or the assertion."""

    path: Path
    """Its place in the file: `("variables", NAME)`, `("when",)` or `("assert",)`."""
    text: str
    root: nodes.Node
    types: Types

    @property
    def name(self) -> str:
        """What the author calls it: the variable's name, `when` or `assert`."""
        return str(self.path[-1])


def parts_of(policy: Policy, name: str) -> list[Part]:
    """Give the expressions of a sound rule that decide its outcome, in the order in which they are checked."""
    authored = policy.rules[name]
    checker = RuleChecker(authored, *policy.scope)
    checker.check(policy.data["name"])
    texts: dict[Path, str] = {
        ("variables", variable): text for variable, text in authored.data.get("variables", {}).items()
    }
    texts |= {(key,): authored.data[key] for key in ("when", "assert") if key in authored.data}
    return [Part(path, text, parse(text), checker.types[path]) for path, text in texts.items()]


class Variants:
    """A rule of which one expression at a time reads otherwise; what a change leaves as it was is checked once."""

    __slots__ = ("_authored", "_known", "_policy")

    def __init__(self, policy: Policy, name: str) -> None:
        self._policy = policy
        self._authored = policy.rules[name]
        self._known = _Known()
        self._check(self._authored)

    def changed(self, path: Path, text: str) -> dict[str, Any] | None:
        """Give what evaluation needs of the rule with another text in one place; None if it does not check then."""
        data = self._authored.data
        other = Authored(self._authored.document)
        if len(path) == 1:
            other.data = {**data, path[0]: text}
        else:
            other.data = {**data, "variables": {**data["variables"], path[1]: text}}
        try:
            return self._check(other)
        except _Unsound:
            return None

    def _check(self, authored: Authored) -> dict[str, Any]:
        checker = _Quick(authored, *self._policy.scope)
        checker.known = self._known
        checker.variables = ()
        return checker.check(self._policy.data["name"])


class _Unsound(Exception):  # noqa: N818 - no error of anybody, only an end
    """The first fault was found; where it is and what it says is of no interest."""


class _Known:
    """What was checked before, by place, text and whatever else the result depends on."""

    __slots__ = ("expressions", "first", "texts")

    def __init__(self) -> None:
        self.expressions: dict[Any, Checked | None] = {}
        self.texts: dict[Any, Any] = {}
        self.first: dict[Path, Checked] = {}
        """The variables of the rule as its author wrote it."""


class _Quick(RuleChecker):
    """A checker that remembers, and stops at the first fault, which has no place in the file."""

    __slots__ = ("known", "variables")

    known: _Known
    variables: tuple[int, ...]
    """The variables so far, as others see them; those that others cannot tell apart are the same."""

    def _problem(self, *_: object, **__: object) -> NoReturn:
        raise _Unsound

    def _expression(
        self, text: str | None, path: Path, environment: Environment, expected: Type | None, facts: Facts
    ) -> Checked | None:
        key = (path, text, facts, self.variables)
        if key not in self.known.expressions:
            self.known.expressions[key] = super()._expression(text, path, environment, expected, facts)
        checked = self.known.expressions[key]
        if checked and len(path) > 1:
            first = self.known.first.setdefault(path, checked)
            alike = checked._replace(plan=first.plan, needs=first.needs, uses=first.uses) == first
            self.variables = (*self.variables, id(first if alike else checked))
        return checked

    def _texts(
        self, texts: Mapping[str, str], path: Path, environment: Environment, facts: Facts | None
    ) -> tuple[dict[str, list[MessagePart]], int]:
        key = (path, facts, self.variables)
        if key not in self.known.texts:
            self.known.texts[key] = super()._texts(texts, path, environment, facts)
        found: tuple[dict[str, list[MessagePart]], int] = self.known.texts[key]
        return found


def children(node: nodes.Node) -> list[nodes.Node]:
    """Give the nodes right below one, in the order of the text; the field that `has` asks for is none."""
    below = _BELOW.get(type(node))
    return below(node) if below else []


def within(node: nodes.Node) -> Iterator[nodes.Node]:
    """Give a node and all below it, in the order of the text; the field that `has` asks for is none."""
    yield node
    for child in children(node):
        yield from within(child)


_BELOW: dict[type[nodes.Node], Callable[[Any], list[nodes.Node]]] = {
    nodes.Select: lambda node: [node.operand],
    nodes.Has: lambda node: [node.select.operand],
    nodes.Index: lambda node: [node.operand, node.index],
    nodes.Call: lambda node: [*([node.receiver] if node.receiver else []), *node.arguments],
    nodes.Not: lambda node: [node.operand],
    nodes.Negate: lambda node: [node.operand],
    nodes.Chain: lambda node: list(node.operands),
    nodes.Relation: lambda node: [node.left, node.right],
    nodes.Logic: lambda node: list(node.operands),
    nodes.Conditional: lambda node: [node.condition, node.then, node.otherwise],
    nodes.ListOf: lambda node: list(node.items),
    nodes.MapOf: lambda node: [part for entry in node.entries for part in entry],
    nodes.Macro: lambda node: [node.subject, *node.steps],
}
