"""The straight way of a plan: one Python function that gives what the closure gives wherever nothing fails on the way.

Closures pay a call for every part. Where an expression is asked very often it is worth to write it down as Python once.
What is written follows the plan in the same order and takes the same from the budgets, but absorbs no failure: it
raises Missing, EvaluationError or KeyError where the closure meets a failure, absorbed later or not; then the closure
has to be asked. No text of an author is part of what is written: it is made of the templates below and of numbered
names, behind which the constants stand. Parts that have no template are asked by their closures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.expr.calling import joined, steps_of
from lictool.expr.deciding import SPANS, contains, settled
from lictool.expr.library import search
from lictool.expr.looping import visitor
from lictool.expr.reading import recipe, take
from lictool.expr.values import UNSET, EvaluationError, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from lictool.expr.compiler import Compiler
    from lictool.expr.values import Closure

    Plan = Sequence[Any]
    Frame = list[Any]

_DEEPEST = 20
"""Levels that are written into each other: what is beyond is asked by closures."""
_SIGNS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_RECORDS = frozenset(("var", "select", "optional"))


class Writer:
    """Writes the plans of one rule."""

    __slots__ = ("_compiler", "_depth", "_names", "_plans", "_ways")

    def __init__(self, compiler: Compiler, plans: Mapping[int, Plan]) -> None:
        """Take what closures are made with, and the plans of lazy names by slot."""
        self._compiler = compiler
        self._plans = plans
        self._names: dict[str, Any] = {"u": UNSET, "__builtins__": {"all": all, "any": any, "sum": sum}}
        self._ways: dict[int, str] = {}
        self._depth = 0

    def function(self, *plans: Plan, template: str = "{0}") -> Closure:
        """Make the function of some plans, joined by a template."""
        written = template.format(*map(self.write, plans))
        made: Closure = eval("lambda f: " + written, self._names)  # noqa: S307 - written above, see the module's text
        return made

    def name(self, value: object) -> str:
        """Give a name behind which a value stands."""
        name = f"k{len(self._names)}"
        self._names[name] = value
        return name

    def write(self, plan: Plan) -> str:
        """Write a part."""
        template = _TEMPLATES.get(plan[0])
        if self._depth < _DEEPEST and template is not None:
            self._depth += 1
            written = template(self, plan)
            self._depth -= 1
            if written:
                return written
        return f"{self.name(self._compiler.build(plan))}(f)"

    def each(self, plan: Plan) -> list[str]:
        """Write the operands of a part."""
        return [self.write(operand) for operand in plan[3]]

    def _constant(self, plan: Plan) -> str:
        return self.name(plan[4])

    def _var(self, plan: Plan) -> str:
        return f"f[{plan[4]:d}]"

    def _lazy(self, plan: Plan) -> str:
        slot: int = plan[4]
        way = self._ways.get(slot)
        if way is None:
            way = self._ways[slot] = self.name(None)
            before, self._depth = self._depth, 0
            self._names[way] = _kept(slot, self.function(self._plans[slot]))
            self._depth = before
        return f"(f[{slot:d}] if f[{slot:d}] is not u else {way}(f))"

    def _field(self, plan: Plan) -> str:
        return f"{self.write(plan[3][0])}[{self.name(plan[4])}]"

    def _has(self, plan: Plan) -> str:
        field, operand = self.name(plan[4]), self.write(plan[3][0])
        # What a name or a field of a record holds was typed; all else may be no map.
        is_record = plan[3][0][0] in _RECORDS
        return f"({field} in {operand})" if is_record else f"{self.name(_has)}({field}, {operand})"

    def _item(self, plan: Plan) -> str:
        return f"{self.name(take)}({', '.join(self.each(plan))})"

    def _at(self, plan: Plan) -> str:
        return "{}[{}]".format(*self.each(plan))

    def _cook(self, plan: Plan) -> str:
        return f"{self.name(recipe(plan[4]))}({self.write(plan[3][0])})"

    def _compare(self, plan: Plan) -> str:
        return f" {_SIGNS[plan[0]]} ".join(self.each(plan)).join("()")

    def _in(self, plan: Plan) -> str:
        left, container = plan[3]
        if container[0] == "list" and all(item[0] == "const" for item in container[3]):
            return f"({self.write(left)} in {self.name(frozenset(item[4] for item in container[3]))})"
        if plan[0] == "in_map":
            return " in ".join(self.each(plan)).join("()")
        is_data = self.name(container[0] in ("select", "optional"))
        return f"{self.name(contains)}(f[0], {', '.join(self.each(plan))}, {is_data})"

    def _not(self, plan: Plan) -> str:
        return f"(not {self.write(plan[3][0])})"

    def _logic(self, plan: Plan) -> str:
        return f" {plan[0]} ".join(self.each(plan)).join("()")

    def _if(self, plan: Plan) -> str:
        return "({1} if {0} else {2})".format(*self.each(plan))

    def _call(self, plan: Plan) -> str:
        return f"{self.name(self._compiler.functions[plan[4]])}({', '.join(self.each(plan))})"

    def _call_with(self, plan: Plan) -> str:
        return f"{self.name(self._compiler.functions[plan[4]])}({', '.join(['f[0]', *self.each(plan)])})"

    def _fold(self, plan: Plan) -> str:
        if len(plan[3]) == 2 and plan[4][0][0] == "call":
            return f"{self.name(self._compiler.functions[plan[4][0][1]])}({', '.join(self.each(plan))})"
        steps = self.name(steps_of(plan, self._compiler))
        return f"{self.name(joined)}(f[0], {steps}, [{', '.join(self.each(plan))}])"

    def _span(self, plan: Plan) -> str:
        return f"{self.name(settled)}({', '.join([self.name(SPANS[plan[4]]), *self.each(plan)])})"

    def _matches(self, plan: Plan) -> str:
        return f"{self.name(search)}({', '.join([self.write(plan[3][0]), *map(self.name, plan[4:7])])})"

    def _list(self, plan: Plan) -> str:
        return f"(f[0].make({len(plan[3]):d}) or [{', '.join(self.each(plan))}])"

    def _elements(self, plan: Plan) -> str:
        """Write the elements that a macro visits, bound one after the other."""
        return f"for f[{plan[4]:d}] in {self.name(visitor(plan, self._compiler))}(f, {self.write(plan[3][0])})"

    def _quantifier(self, plan: Plan) -> str:
        word = "any" if plan[0] == "exists" else "all"
        return f"{word}({self.write(plan[3][1])} {self._elements(plan)})"

    def _exists_one(self, plan: Plan) -> str:
        return f"(sum([{self.write(plan[3][1])} {self._elements(plan)}]) == 1)"

    def _filter(self, plan: Plan) -> str:
        element = f"f[{plan[4]:d}]"
        return f"{self.name(_made)}(f, [{element} {self._elements(plan)} if {self.write(plan[3][1])}])"

    def _map(self, plan: Plan) -> str:
        *tests, body = plan[3][1:]
        if tests:
            chosen = self._filter(("filter", *plan[1:3], (plan[3][0], *tests), *plan[4:]))
        else:
            chosen = f"{self.name(_made)}(f, {self._elements(plan).partition(' in ')[2]})"
        return f"[{self.write(body)} for f[{plan[4]:d}] in {chosen}]"


def _has(field: str, value: Any) -> bool:
    if type(value) is not dict:
        raise EvaluationError(f"a value of type {kind_of(value)} has no fields")
    return field in value


def _made(frame: Frame, items: Any) -> Any:
    """Take items from the budget."""
    frame[0].make(len(items))
    return items


def _kept(slot: int, way: Closure) -> Closure:
    """Keep the value of a lazy name."""

    def run(frame: Frame) -> object:
        value = frame[slot] = way(frame)
        return value

    return run


_TEMPLATES: dict[str, Callable[[Writer, Plan], str]] = {
    name: getattr(Writer, "_" + method)
    for method, names in {
        "constant": ("const",),
        "var": ("var",),
        "lazy": ("lazy",),
        "field": ("select", "optional", "member"),
        "has": ("has",),
        "item": ("item",),
        "at": ("at", "at_silent"),
        "cook": ("cook",),
        "compare": tuple(_SIGNS),
        "in": ("in_list", "in_map"),
        "not": ("not",),
        "logic": ("and", "or"),
        "if": ("if",),
        "call": ("call",),
        "call_with": ("call_with",),
        "fold": ("fold",),
        "span": ("span",),
        "matches": ("matches",),
        "list": ("list",),
        "quantifier": ("all", "exists"),
        "exists_one": ("exists_one",),
        "filter": ("filter",),
        "map": ("map",),
    }.items()
    for name in names
}
