"""From plans to closures. Knows neither text nor types, so that plans made before run without parser and checker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.expr import calling, deciding, looping, reading
from lictool.expr.library import IMPLEMENTATIONS
from lictool.expr.values import UNSET, Context

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from lictool.expr.values import Closure

    Plan = Sequence[Any]
    Functions = Mapping[str, Callable[..., object]]
    Wrap = Callable[[Plan, Closure], Closure]


def compile_plan(
    plan: Plan,
    functions: Functions = IMPLEMENTATIONS,
    lazies: Mapping[int, Closure] | None = None,
    wrap: Wrap | None = None,
) -> Closure:
    """Make the closure of a plan: called with a frame it gives the value, or raises Missing, EvaluationError or BudgetExceeded.

    `functions` are the implementations by id; `lazies` the closures of lazy names by slot; `wrap` is put around the
    closure of every node, to watch it.
    """
    return Compiler(functions, {} if lazies is None else lazies, wrap).build(plan)


def new_frame(context: Context, values: Iterable[object], slots: int) -> list[object]:
    """Make a frame: the context, the values of the plain names in order of declaration, and room for the rest."""
    frame: list[object] = [context, *values]
    return frame + [UNSET] * (slots - len(frame))


class Compiler:
    """What the builders of closures need to know."""

    __slots__ = ("functions", "lazies", "wrap")

    def __init__(self, functions: Functions, lazies: Mapping[int, Closure], wrap: Wrap | None) -> None:
        self.functions = functions
        self.lazies = lazies
        self.wrap = wrap

    def build(self, plan: Plan) -> Closure:
        """Make the closure of a plan and of all below it."""
        closure = _BUILDERS[plan[0]](plan, self)
        return closure if self.wrap is None else self.wrap(plan, closure)

    def slot(self, plan: Plan) -> int:
        """Give the slot of a plain name that may be read without a closure of its own, else 0."""
        return plan[4] if plan[0] == "var" and self.wrap is None else 0


_BUILDERS: dict[str, Callable[[Plan, Compiler], Closure]] = {
    **reading.BUILDERS,
    **deciding.BUILDERS,
    **looping.BUILDERS,
    **calling.BUILDERS,
}
