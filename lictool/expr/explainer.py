"""Why an expression came out as it did: what is missing, which data are to blame, what was read.

Asked only after a violation or an unknown, so it may take its time: it evaluates parts of the expression again, with
closures of the same compiler, and follows where their values come from.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from lictool.expr.allowance import Allowance
from lictool.expr.failing import Failing
from lictool.expr.library import IMPLEMENTATIONS
from lictool.expr.parts import operands
from lictool.expr.provenance import MACROS, STEP, VISITS, Provenance, operation_id
from lictool.expr.reads import all_reads
from lictool.expr.reasons import Element, Explanation, Reason
from lictool.expr.values import BudgetExceeded, EvaluationError, Missing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from lictool.expr.provenance import Origin
    from lictool.expr.reasons import Part
    from lictool.location import Path

    Plan = Sequence[Any]
    Kind = type[Missing | EvaluationError]

_STEPS, _SIZE = 2_000_000, 10_000_000
"""Steps that one explanation takes at most: elements that its closures visit, and what it follows and notes itself;
characters and items that it makes."""
_RELATIONS = frozenset(
    ("span", *(f"{word}{any_}" for word in ("eq", "ne", "lt", "le", "gt", "ge") for any_ in ("", "_any")))
)
_SIDED = _RELATIONS | {"call", "call_with"}
_PIECES = 3
"""Data of which a text was put together that are named one by one at most."""
_NEAREST = 5
_SEARCHED = 200
"""Elements that are named where none of a list fits, or all do; elements among which they are looked for."""


def explain(
    plan: Plan,
    frame: Sequence[object],
    roots: Mapping[int, Path],
    *,
    lazies: Mapping[int, Plan] | None = None,
    functions: Mapping[str, Callable[..., object]] = IMPLEMENTATIONS,
    detailed: bool = False,
    slot: int = 0,
) -> Explanation:
    """Explain what a plan gives in a frame. `roots` says where the values of slots stand; `lazies` are plans by slot.

    With `detailed`, the clauses carry their operands; `slot` is what they call the expression's own text. The frame is
    copied, so that explaining takes nothing from the budgets of the run but `Context.explaining`. Where following the
    elements of lists takes too much, lists are to blame as wholes; where even that does, nothing is.
    """
    reason = ""
    for visits in (VISITS, 0):
        with Allowance(frame[0], _STEPS, _SIZE) as context:
            provenance = Provenance([context, *frame[1:]], roots, lazies or {}, functions, visits=visits)
            try:
                return _Explainer(provenance, slot, detailed=detailed).run(plan)
            except BudgetExceeded as exceeded:
                reason = exceeded.reason
    return Explanation(reasons=(reason,))


class _Explainer:
    """Walks one plan."""

    __slots__ = ("_detailed", "_failing", "_provenance", "_slot")

    def __init__(self, provenance: Provenance, slot: int, *, detailed: bool) -> None:
        self._provenance = provenance
        self._failing = Failing(provenance)
        self._detailed = detailed
        self._slot = slot

    def run(self, plan: Plan) -> Explanation:
        provenance = self._provenance
        try:
            value = provenance.value(plan)
        except Missing:
            why = self.open(plan, Missing)
            missing, choosing = _once(why.all_paths()), _once(self._failing.choosing)
            return Explanation(None, missing, choosing, (), all_reads(provenance, plan), (), why)
        except EvaluationError as error:
            why = self.open(plan, EvaluationError)
            blamed = _once(why.all_paths())
            return Explanation(None, (), (), blamed, all_reads(provenance, plan), (error.reason,), why)
        if not isinstance(value, bool):
            return Explanation(value, (), (), _once(provenance.sources(plan)), all_reads(provenance, plan))
        why = self.reason(plan)
        return Explanation(value, (), (), _once(why.all_paths()), all_reads(provenance, plan), (), why)

    def reason(self, plan: Plan) -> Reason:
        """Say why a truth is what it is."""
        provenance = self._provenance
        provenance.step(STEP)
        operation = plan[0]
        if operation in ("and", "or"):
            value = provenance.value(plan)
            # Where all hold, those in front say what the question is about; the last ones answer it.
            ordered = reversed(plan[3]) if value and operation == "and" else plan[3]
            return self._made(plan, value, [self.reason(p) for p in ordered if provenance.holds(p, value)])
        if operation in ("all", "exists", "exists_one"):
            return self._elements(plan)
        if operation in ("not", "truth"):
            return self._made(plan, provenance.value(plan), [self.reason(plan[3][0])])
        if operation == "if":
            chosen = self.reason(provenance.chosen(plan))
            part = chosen if chosen.all_paths() else self.reason(plan[3][0])
            return self._made(plan, provenance.value(plan), [part])
        if operation == "lazy":
            inner = self._within(plan[4], provenance.lazy(plan), self.reason)
            return self._made(plan, provenance.value(plan), [inner])
        return self._size(plan) or self._clause(plan, provenance.value(plan), self._blamed(plan))

    def _made(self, plan: Plan, value: object, parts: Sequence[Reason], *, details: bool = False) -> Reason:
        """Give a combination; with `details`, one that is a clause of its own to a reader."""
        shown = operands(self._provenance, plan, self._slot) if details and self._detailed else ()
        return Reason(plan[0], self._slot, plan[1], plan[2], value, (), tuple(parts), shown)

    def _clause(self, plan: Plan, value: object, paths: Sequence[Path]) -> Reason:
        details: tuple[Part, ...] = operands(self._provenance, plan, self._slot) if self._detailed else ()
        return Reason(plan[0], self._slot, plan[1], plan[2], value, _once(paths), (), details)

    def _blamed(self, plan: Plan) -> Sequence[Path]:
        """Give the data behind a clause."""
        provenance = self._provenance
        if plan[0] == "has":
            parent = provenance.locate(plan[3][0])
            return parent.child(plan[4]).paths() if provenance.value(plan) else parent.paths()
        if plan[0] in ("in_list", "in_any") and provenance.value(plan) is True:
            return [*provenance.found(plan), *provenance.sources(plan[3][0])]
        sides = [self._sources(part) for part in plan[3]] if plan[0] in _SIDED else [provenance.sources(plan)]
        # Both sides of a comparison come early, whatever one of them was made of.
        mixed = [path for row in zip_longest(*sides) for path in row if path is not None]
        return [*mixed, *provenance.indexes(plan)]

    def _sources(self, plan: Plan) -> Sequence[Path]:
        """Give the data behind an operand; of a text that was put together of many, what they have in common."""
        paths = self._provenance.sources(plan)
        if len(paths) <= _PIECES or not isinstance(self._provenance.value(plan), str):
            return paths
        first, last = min(paths, key=_steps), max(paths, key=_steps)
        common = 0
        while common < min(len(first), len(last)) and first[common] == last[common]:
            common += 1
        return [first[:common]] if common else paths

    def _elements(self, plan: Plan) -> Reason:
        """Blame the elements that decided; where none could do so, those that came nearest; else the list."""
        value = self._provenance.value(plan)
        parts = self._fitting(plan) if value is (plan[0] != "all") or plan[0] == "exists_one" else self._nearest(plan)
        if parts:
            return self._made(plan, value, parts, details=True)
        empty = self._choice(plan[3][0])
        if empty is not None:
            parts = [part for part in [self._within(empty[0], empty[1], self._some)] if part.parts]
        return self._made(plan, value, parts, details=True) if parts else self._clause(
            plan, value, self._provenance.base(plan[3][0])
        )  # fmt: skip

    def _some(self, plan: Plan) -> Reason:
        """Say why a macro that chooses elements chose some, or why none."""
        value = any(self._provenance.holds(plan[3][1], wanted=True) for _ in self._provenance.elements(plan))
        parts = self._nearest(plan)
        if value:
            parts = [p._replace(element=p.element._replace(chosen=True)) for p in self._fitting(plan) if p.element]
        return self._made(plan, value, parts)._replace(operation="exists")

    def _size(self, plan: Plan) -> Reason | None:
        """Explain a comparison of the length of a list with zero by the elements that were chosen for the list."""
        if plan[0] not in _RELATIONS or plan[3][1][0] != "const" or plan[3][1][4] != 0:
            return None
        call = plan[3][0]
        choice = self._choice(call[3][0]) if operation_id(call) == "size" else None
        inner = self._within(choice[0], choice[1], self._some) if choice else None
        return self._made(plan, self._provenance.value(plan), [inner], details=True) if inner and inner.parts else None

    def _choice(self, plan: Plan) -> tuple[int, Plan] | None:
        """Find the macro that chose the elements of a list, and the slot of the lazy name in whose text it stands."""
        slot = self._slot
        while True:
            if plan[0] == "filter" or (plan[0] == "map" and len(plan[3]) == 3):
                return slot, plan
            if plan[0] == "lazy":
                slot, plan = plan[4], self._provenance.lazy(plan)
            elif plan[0] == "if":
                plan = self._provenance.chosen(plan)
            elif plan[0] in ("cook", "map") or operation_id(plan) == "distinct":
                plan = plan[3][0]
            else:
                return None

    def _fitting(self, plan: Plan) -> list[Reason]:
        """Give the elements for which the body of a macro came out as it had to for the whole to be decided."""
        wanted = plan[0] != "all"
        return list(self._asked(plan, lambda: self._provenance.holds(plan[3][1], wanted), self.reason))

    def _nearest(self, plan: Plan) -> list[Reason]:
        """Give the elements of which the least would have to be different; none where there are many such."""
        subject = self._provenance.value(plan[3][0])
        if len(subject) > _SEARCHED:
            return []
        parts = list(self._asked(plan, lambda: True, self.reason))
        least = min(map(_distance, parts), default=0)
        nearest = [part for part in parts if _distance(part) == least]
        return nearest if len(nearest) <= _NEAREST else []

    def _asked(self, plan: Plan, matters: Callable[[], bool], walk: Callable[[Plan], Reason]) -> Iterator[Reason]:
        """Walk the body of a macro for the elements that matter."""
        subject, body = plan[3][0], plan[3][1]
        for origin in self._provenance.elements(plan):
            if matters():
                yield self._element(origin, walk(body), plan[4], subject[2], body[1])

    def _element(self, origin: Origin, reason: Reason, slot: int, start: int, end: int) -> Reason:
        element = Element(origin.path, self._provenance.frame[slot], start, end)
        if origin.path is None and not reason.all_paths():
            reason = reason._replace(paths=origin.paths())
        return reason._replace(element=element)

    def _within(self, slot: int, plan: Plan, walk: Callable[[Plan], Reason]) -> Reason:
        """Walk a part of the text of a lazy name."""
        before, self._slot = self._slot, slot
        found = walk(plan)
        self._slot = before
        return found

    def open(self, plan: Plan, kind: Kind) -> Reason:
        """Say what keeps a truth from being decided."""
        provenance = self._provenance
        provenance.step(STEP)

        def walk(part: Plan) -> Reason:
            return self.open(part, kind)

        operation = plan[0]
        if operation in ("and", "or"):
            return self._made(plan, None, [walk(part) for part in plan[3] if provenance.fails(part, kind)])
        if operation in ("not", "truth"):
            return self._made(plan, None, [walk(plan[3][0])])
        if operation == "lazy":
            return self._made(plan, None, [self._within(plan[4], provenance.lazy(plan), walk)])
        if operation == "if":
            broken = plan[3][0] if provenance.fails(plan[3][0], kind) else provenance.chosen(plan)
            return self._made(plan, None, [walk(broken)])
        if operation in MACROS and not provenance.fails(plan[3][0], kind):
            parts = list(self._asked(plan, lambda: provenance.fails(plan[3][1], kind), walk))
            if parts:
                return self._made(plan, None, parts, details=True)
        return self._clause(plan, None, self._failing.paths(plan, kind))


def _steps(path: Path) -> list[str]:
    return list(map(str, path))


def _distance(reason: Reason) -> int:
    """Give how many clauses would have to come out otherwise for the whole to do so."""
    if not reason.parts:
        return 1
    distances = map(_distance, reason.parts)
    return sum(distances) if reason.all_count else min(distances)


def _once(paths: Sequence[Path]) -> tuple[Path, ...]:
    return tuple(dict.fromkeys(paths))
