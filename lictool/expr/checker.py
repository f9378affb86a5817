"""Types, facts and faults of an expression, and the plan that the compiler makes a closure of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.expr import access, calls, celtypes, comprehensions, logic, nodes, operators, relations
from lictool.expr.environment import NO_FACTS, Checked, Environment, Facts, Name, Need
from lictool.expr.fault import ExpressionError, Fault
from lictool.expr.parser import parse
from lictool.expr.typed import Typed, make

if TYPE_CHECKING:
    from collections.abc import Callable

    from lictool.expr.celtypes import Type


def check(
    text: str,
    environment: Environment,
    *,
    expected: Type | None = None,
    facts: Facts = NO_FACTS,
    total: bool = False,
    types: dict[tuple[int, int], Type] | None = None,
) -> Checked:
    """Check an expression; raises ExpressionError with every fault.

    `facts` are known to be present; `expected` is the type that it must have; with `total`, reading an optional fact
    that is not known to be present is a fault. `types` takes down the type of every part by its offsets.
    """
    checker = Checker(text, environment, facts, total=total)
    checker.types = types
    typed = checker.visit(parse(text))
    if expected is not None and not environment.unchecked and not celtypes.accepts(expected, typed.type):
        message = f"the expression gives {typed.type}, where {expected} is wanted"
        checker.faults.append(Fault(message, typed.plan[1], typed.plan[2]))
    if checker.faults:
        raise ExpressionError(checker.faults)
    needs = tuple(dict.fromkeys(checker.needs))
    return Checked(
        typed.type,
        typed.plan,
        checker.most_slots,
        typed.yes | facts,
        typed.no | facts,
        tuple(sorted({need.text for need in needs})),
        tuple(sorted(checker.uses)),
        needs,
        typed.key,
        typed.origin,
    )


class Checker:
    """Walks one tree. The handlers of the nodes live in modules of their own."""

    __slots__ = (
        "environment", "faults", "locals", "most_slots", "needs", "next_slot", "present", "text", "total", "types",
        "untyped", "uses",
    )  # fmt: skip

    def __init__(self, text: str, environment: Environment, facts: Facts, *, total: bool) -> None:
        self.text = text
        self.environment = environment
        self.total = total
        self.types: dict[tuple[int, int], Type] | None = None
        """Takes down the type of every part by its offsets, if somebody wants it."""
        self.faults: list[Fault] = []
        self.needs: list[Need] = []
        self.uses: set[str] = set()
        self.locals: dict[str, Name] = {}
        """Macro variables in scope."""
        self.present = facts
        """What is known to be present where the walk is."""
        self.next_slot = self.most_slots = environment.size
        self.untyped = environment.loose or environment.unchecked
        """Whether data without a type may be read here."""

    def visit(self, node: nodes.Node) -> Typed:
        """Check a node and all below it."""
        typed = _HANDLERS[type(node)](self, node)
        if self.types is not None:
            self.types[node.start, node.end] = typed.type
        return typed

    def assuming(self, facts: Facts, node: nodes.Node) -> Typed:
        """Check a node that is evaluated only where some facts are present."""
        before = self.present
        self.present = before | facts
        typed = self.visit(node)
        self.present = before
        return typed

    def condition(self, node: nodes.Node, facts: Facts = NO_FACTS) -> Typed:
        """Check a node that must be a bool."""
        typed = self.assuming(facts, node)
        if typed.type.kind in ("bool", "error"):
            return typed
        if celtypes.is_unknown(typed.type):
            return typed._replace(plan=make("truth", node, (typed.plan,)), type=celtypes.BOOL)
        return self.fault(f"`{self.slice(node)}` is {typed.type}, where a bool is wanted", node)

    def slice(self, node: nodes.Node) -> str:
        """Give the text of a node, on one line and not too long."""
        text = " ".join(self.text[node.start : node.end].split())
        return text if len(text) <= 60 else text[:59] + "…"

    def fault(self, message: str, node: nodes.Node) -> Typed:
        """Report a fault at a node; what comes back says nothing more."""
        return self.fault_at(message, node.start, node.end)

    def fault_at(self, message: str, start: int, end: int) -> Typed:
        """Report a fault at a place; without types it waits until the place is evaluated."""
        plan = ("fail", start, end, (), message)
        if self.environment.unchecked:
            return Typed(celtypes.DYN, plan)
        self.faults.append(Fault(message, start, end))
        return Typed(celtypes.ERROR, plan)

    def need(self, need: Need, node: nodes.Node) -> None:
        """Note that an optional fact is read, unless it is known to be present."""
        if need.key in self.present:
            return
        self.needs.append(need)
        if self.total and not self.environment.unchecked:
            shown = need.text if isinstance(node, nodes.Name) else self.slice(node)
            ask = "with `in`" if shown.endswith("]") else f"`has({shown})`"
            self.fault(f"`{shown}` may be missing; ask {ask} first", node)

    def slot(self) -> int:
        """Take a place in the frame for a macro's variable; `next_slot` goes back when it is out of scope."""
        taken = self.next_slot
        self.next_slot += 1
        self.most_slots = max(self.most_slots, self.next_slot)
        return taken


def _literal(checker: Checker, node: nodes.Literal) -> Typed:
    type_ = celtypes.Type(node.type)
    if node.type == "bytes":
        return Typed(type_, make("bytes", node, (), node.value.hex()), literal=node.value)  # type: ignore[attr-defined]
    if node.type == "uint":
        return Typed(type_, make("uint", node, (), node.value), literal=node.value)
    if node.type == "int":
        type_ = celtypes.COUNT
    elif node.type == "string" and not checker.environment.loose:
        type_ = celtypes.one_of((str(node.value),))
    return Typed(type_, make("const", node, (), node.value), literal=node.value)


def _message(checker: Checker, node: nodes.Message) -> Typed:
    return checker.fault(f"`{node.name}{{…}}` makes a message, which this language does not have", node)


_HANDLERS: dict[type[nodes.Node], Callable[[Checker, Any], Typed]] = {
    nodes.Literal: _literal,
    nodes.Message: _message,
    nodes.Name: access.check_name,
    nodes.Select: access.check_select,
    nodes.Has: access.check_has,
    nodes.Index: access.check_index,
    nodes.Call: calls.check_call,
    nodes.Not: logic.check_not,
    nodes.Logic: logic.check_logic,
    nodes.Conditional: logic.check_conditional,
    nodes.ListOf: logic.check_list,
    nodes.MapOf: logic.check_map,
    nodes.Negate: operators.check_negate,
    nodes.Chain: operators.check_chain,
    nodes.Relation: relations.check_relation,
    nodes.Macro: comprehensions.check_macro,
}
