"""Asking one rule about one subject."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.domain import IMPLEMENTATIONS
from lictool.expr.compiler import compile_plan
from lictool.expr.values import UNSET, EvaluationError, Missing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lictool.expr.values import Closure, Frame

PASS, VIOLATION, UNKNOWN, NOT_APPLICABLE = "pass", "violation", "unknown", "not-applicable"
"""The outcomes of a rule on a subject."""

FAILURES = (KeyError, Missing, EvaluationError)
"""What the straight way of a rule raises where it ends: budgets and frame are to be put back, and `outcome` asked."""
_OFTEN, _RARE = 200, 8
"""Work after which it pays to write a rule down as Python; in how much of it one subject may fail for that to pay."""


class Rule:
    """A rule ready to be asked; its expressions are compiled when it meets its first subject."""

    __slots__ = (
        "_applies",
        "_asserts",
        "_straight",
        "blank",
        "data",
        "failures",
        "lazies",
        "levels",
        "plans",
        "scope",
        "work",
    )

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.scope: Sequence[str] | None = data["scope"]
        """Path of the lists of subjects below the deployment; None for the portfolio."""
        self.levels: Sequence[int] = data["levels"]
        self.plans: dict[int, Any] = dict(data["variables"])
        self.lazies = _Variables(self.plans)
        self.blank: Frame = [UNSET] * data["slots"]
        """A frame in which nothing is known yet."""
        self._applies: Closure | None = None
        self._asserts: Closure | None = None
        self._straight: Callable[[Frame], str] | None = None
        self.failures = 0
        """Subjects for which the straight way ended."""
        self.work = 0
        """Subjects that it was asked about so far, and elements that its expressions visited."""

    def compile(self, plan: Any) -> Closure:
        """Make a closure of one of the rule's plans."""
        return compile_plan(plan, IMPLEMENTATIONS, self.lazies)

    def outcome(self, frame: Frame) -> str:
        """Give the outcome of *when implies assert*: a missing fact in `when` cannot turn a pass into a violation.

        Raises BudgetExceeded if the expressions take too much.
        """
        applies: bool | None = True
        if self.data["when"] is not None:
            if self._applies is None:
                self._applies = self.compile(self.data["when"])
            applies = _decided(self._applies, frame)
            if applies is False:
                return NOT_APPLICABLE
        if self._asserts is None:
            self._asserts = self.compile(self.data["assert"])
        holds = _decided(self._asserts, frame)
        if holds:
            return PASS
        return VIOLATION if holds is False and applies else UNKNOWN

    def straight(self) -> Callable[[Frame], str] | None:
        """Give what finds the outcome where nothing fails, and raises one of `FAILURES` or BudgetExceeded elsewhere.

        It is made once the rule was asked so often that it pays.
        """
        # What makes closures of its own, to watch them, wants them to be asked.
        if self._straight is None and self.work >= _OFTEN and self.__class__ is Rule:
            from lictool.expr.compiler import Compiler
            from lictool.expr.straight import Writer

            writer = Writer(Compiler(IMPLEMENTATIONS, self.lazies, None), self.plans)
            yes, no, neither = map(writer.name, (PASS, VIOLATION, NOT_APPLICABLE))
            whole, plans = f"({yes} if {{0}} else {no})", [self.data["assert"]]
            if self.data["when"] is not None:
                whole = f"({yes} if {{1}} else {no}) if {{0}} else {neither}"
                plans = [self.data["when"], *plans]
            self._straight = writer.function(*plans, template=whole)  # type: ignore[assignment]
        # Where a missing fact is nothing unusual, the detour would cost more than the way saves.
        return self._straight if self.failures * _RARE <= self.work else None


class _Variables(dict[int, "Closure"]):
    """Closures of a rule's variables by slot, each made when it is first read: most rules end at their `when`."""

    __slots__ = ("_plans",)

    def __init__(self, plans: dict[int, Any]) -> None:
        super().__init__()
        self._plans = plans

    def __missing__(self, slot: int) -> Closure:
        closure = self[slot] = compile_plan(self._plans[slot], IMPLEMENTATIONS, self)
        return closure


def _decided(closure: Closure, frame: Frame) -> bool | None:
    try:
        return bool(closure(frame))
    except (Missing, EvaluationError):
        return None
