"""Why an expression came out as it did: what is missing, which data are to blame, what was read.

Asked only after a violation or an unknown, so it may take its time: it evaluates parts of the expression again, with
closures of the same compiler, and follows where their values come from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.expr.library import IMPLEMENTATIONS
from lictool.expr.provenance import FIELDS, KEYS, MACROS, Provenance
from lictool.expr.reads import all_reads
from lictool.expr.values import BudgetExceeded, Context, EvaluationError, Interval, Missing
from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from lictool.expr.provenance import Origin
    from lictool.location import Path

    Plan = Sequence[Any]

_BUDGET = 2_000_000


class Step(NamedTuple):
    """A part that mattered, for printing how the outcome came about."""

    slot: int
    """0: the expression itself; else the slot of the lazy name whose text holds the part."""
    start: int
    end: int
    """Offsets in that text."""
    value: object


class Explanation(NamedTuple):
    """Why an expression came out as it did."""

    value: object = None
    """What it gave; None if it gave nothing."""
    missing: tuple[Path, ...] = ()
    """The absent facts that made it unknown; those that did not matter left out."""
    blamed: tuple[Path, ...] = ()
    """The data that decided it, the most telling first; they all exist."""
    reads: tuple[tuple[Path, object], ...] = ()
    """Everything that was read on the way, with its value."""
    reasons: tuple[str, ...] = ()
    """Why it gave nothing, apart from missing facts: CEL errors, budgets."""
    steps: tuple[Step, ...] = ()
    """The deciding clauses, each followed by its operands that are no constants."""


def explain(
    plan: Plan,
    frame: Sequence[object],
    roots: Mapping[int, Path],
    *,
    lazies: Mapping[int, Plan] | None = None,
    functions: Mapping[str, Callable[..., object]] = IMPLEMENTATIONS,
) -> Explanation:
    """Explain what a plan gives in a frame. `roots` says where the values of slots stand; `lazies` are plans by slot.

    The frame is copied, and its budgets with it, so that explaining takes nothing from the run.
    """
    old = frame[0]
    context = Context(iterations=_BUDGET)
    if isinstance(old, Context):
        context = Context(old.today, old.zone, _BUDGET)
    provenance = Provenance([context, *frame[1:]], roots, lazies or {}, functions)
    try:
        return _Explainer(provenance).run(plan)
    except BudgetExceeded as exceeded:
        return Explanation(reasons=(exceeded.reason,))


class _Explainer:
    """Walks one plan."""

    __slots__ = ("_provenance", "_slot", "_steps")

    def __init__(self, provenance: Provenance) -> None:
        self._provenance = provenance
        self._slot = 0
        self._steps: list[Step] = []

    def run(self, plan: Plan) -> Explanation:
        try:
            value = self._provenance.value(plan)
        except Missing:
            return Explanation(missing=_once(self.failing(plan, Missing)), reads=all_reads(self._provenance, plan))
        except EvaluationError as error:
            blamed = _once(self.failing(plan, EvaluationError))
            return Explanation(blamed=blamed, reads=all_reads(self._provenance, plan), reasons=(error.reason,))
        blamed = _once(self.blame(plan) if isinstance(value, bool) else self._provenance.sources(plan))
        return Explanation(
            value,
            (),
            blamed,
            all_reads(self._provenance, plan),
            (),
            tuple({(s.slot, s.start, s.end): s for s in self._steps}.values()),
        )

    def blame(self, plan: Plan) -> list[Path]:  # noqa: PLR0911 - one for each kind
        """Give the data that made a truth what it is."""
        operation = plan[0]
        if operation in ("and", "or"):
            return self._operands(plan)
        if operation in ("all", "exists", "exists_one"):
            return self._elements(plan)
        if operation in ("not", "truth"):
            return self.blame(plan[3][0])
        if operation == "if":
            return self.blame(self._provenance.chosen(plan)) or self.blame(plan[3][0])
        if operation == "lazy":
            return self._within(plan, self.blame)
        self._note(plan)
        if operation == "has":
            parent = self._provenance.locate(plan[3][0])
            return list(parent.child(plan[4]).paths() if self._provenance.value(plan) else parent.paths())
        return [*self._provenance.sources(plan), *self._provenance.indexes(plan)]

    def _operands(self, plan: Plan) -> list[Path]:
        """Blame the operands that decided, or all where none did."""
        value = self._provenance.value(plan)
        return [path for part in plan[3] if self._provenance.holds(part, value) for path in self.blame(part)]

    def _elements(self, plan: Plan) -> list[Path]:
        """Blame the elements that decided, or the list where none did."""
        body, wanted = plan[3][1], plan[0] != "all"
        found: list[Path] = []
        if self._provenance.value(plan) is wanted or plan[0] == "exists_one":
            for origin in self._provenance.elements(plan):
                if self._provenance.holds(body, wanted):
                    found += self._element(origin, self.blame(body))
        if not found:
            self._note(plan)
        return found or list(self._provenance.base(plan[3][0]))

    def _element(self, origin: Origin, blamed: list[Path]) -> list[Path]:
        """Put what lies inside of the element first; name the element where nothing does."""
        path = origin.path
        if path is None:
            return blamed or list(origin.paths())
        inside = [each for each in blamed if each[: len(path)] == path] or [path]
        return [*inside, *(each for each in blamed if each not in inside)]

    def _within(self, plan: Plan, walk: Callable[[Plan], list[Path]]) -> list[Path]:
        """Walk the expression of a lazy name."""
        before, self._slot = self._slot, plan[4]
        found = walk(self._provenance.lazy(plan))
        self._slot = before
        return found

    def _note(self, plan: Plan) -> None:
        """Write down a deciding clause and its operands."""
        for part in (plan, *(plan[3] if plan[0] not in MACROS else plan[3][:1])):
            if part[3] or part[0] in ("var", "lazy"):
                self._steps.append(Step(self._slot, part[1], part[2], self._provenance.value(part)))

    def failing(self, plan: Plan, kind: type[Missing | EvaluationError]) -> list[Path]:
        """Give the places that made a part fail: missing facts, or the data that an error came from."""
        provenance = self._provenance
        if plan[0] == "lazy":
            return self._within(plan, lambda inner: self.failing(inner, kind))
        if plan[0] == "if" and not provenance.fails(plan[3][0], kind):
            return self.failing(provenance.chosen(plan), kind)
        if plan[0] in MACROS:
            return self._failing_elements(plan, kind)
        parts = [part for part in plan[3] if provenance.fails(part, kind)]
        if parts:
            return [path for part in parts for path in self.failing(part, kind)]
        return self._absent(plan) if kind is Missing else self._known_sources(plan)

    def _failing_elements(self, plan: Plan, kind: type[Missing | EvaluationError]) -> list[Path]:
        if self._provenance.fails(plan[3][0], kind):
            return self.failing(plan[3][0], kind)
        found: list[Path] = []
        for _ in self._provenance.elements(plan):
            tests, last = plan[3][1:-1], plan[3][-1]
            broken = [test for test in tests if self._provenance.fails(test, kind)]
            if not broken and all(self._provenance.holds(test, wanted=True) for test in tests):
                broken = [last] if self._provenance.fails(last, kind) else []
            found += [path for part in broken for path in self.failing(part, kind)]
        return found or list(self._provenance.sources(plan[3][0]))

    def _absent(self, plan: Plan) -> list[Path]:
        """Give the facts whose absence makes a part unknown by itself."""
        if plan[0] in FIELDS:
            return self._below(plan, plan[4])
        if plan[0] in KEYS:
            return self._below(plan, self._provenance.value(plan[3][1]))
        if plan[0] == "span":
            return [path for part in plan[3] for path in self._settling(part)]
        return self._known_sources(plan)

    def _below(self, plan: Plan, step: object) -> list[Path]:
        origin = self._provenance.locate(plan[3][0])
        if origin.path is not None:
            return list(origin.child(step).paths())
        return [(*path, str(step)) for path in origin.paths()]

    def _settling(self, plan: Plan) -> list[Path]:
        """Give the facts that would narrow an interval, from the call that made it."""
        if plan[0] == "lazy":
            return self._settling(self._provenance.lazy(plan))
        if plan[0] == "if":
            return self._settling(self._provenance.chosen(plan))
        value = self._provenance.value(plan)
        if not isinstance(value, Interval) or value.low == value.high:
            return []
        if plan[0] not in ("call", "call_with") or not value.settle:
            return list(self._provenance.sources(plan))
        found: list[Path] = []
        for argument, below in value.settle:
            origin = self._provenance.locate(plan[3][argument])
            for step in below:
                origin = origin.child(step)
            found += origin.paths()
        return found

    def _known_sources(self, plan: Plan) -> list[Path]:
        """Give the data behind the operands."""
        return [path for part in plan[3] for path in self._provenance.sources(part)]


def _once(paths: Sequence[Path]) -> tuple[Path, ...]:
    return tuple(dict.fromkeys(paths))
