"""Why a part of an expression gave nothing: the facts that are missing, or the data that an error came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.expr.provenance import FIELDS, KEYS, MACROS
from lictool.expr.values import EvaluationError, Interval, Missing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lictool.expr.provenance import Provenance
    from lictool.location import Path

    Plan = Sequence[Any]
    Kind = type[Missing | EvaluationError]


class Failing:
    """Follows failures to their places."""

    __slots__ = ("_provenance", "choosing")

    def __init__(self, provenance: Provenance) -> None:
        self._provenance = provenance
        self.choosing: list[Path] = []
        """The data that chose the key or position below which a fact is missing, as far as such were met."""

    def paths(self, plan: Plan, kind: Kind) -> list[Path]:
        """Give the places that made a part fail."""
        provenance = self._provenance
        provenance.step()
        if plan[0] == "lazy":
            return self.paths(provenance.lazy(plan), kind)
        if plan[0] == "if" and not provenance.fails(plan[3][0], kind):
            return self.paths(provenance.chosen(plan), kind)
        if plan[0] in MACROS:
            return self._elements(plan, kind)
        parts = [part for part in plan[3] if provenance.fails(part, kind)]
        if parts:
            return [path for part in parts for path in self.paths(part, kind)]
        return self._absent(plan) if kind is Missing else self._known_sources(plan)

    def _elements(self, plan: Plan, kind: Kind) -> list[Path]:
        if self._provenance.fails(plan[3][0], kind):
            return self.paths(plan[3][0], kind)
        found: list[Path] = []
        for _ in self._provenance.elements(plan):
            tests, last = plan[3][1:-1], plan[3][-1]
            broken = [test for test in tests if self._provenance.fails(test, kind)]
            if not broken and all(self._provenance.holds(test, wanted=True) for test in tests):
                broken = [last] if self._provenance.fails(last, kind) else []
            found += [path for part in broken for path in self.paths(part, kind)]
        return found or list(self._provenance.sources(plan[3][0]))

    def _absent(self, plan: Plan) -> list[Path]:
        """Give the facts whose absence makes a part unknown by itself."""
        if plan[0] in FIELDS or plan[0] in KEYS:
            self.choosing += self._provenance.indexes(plan)
            return self._below(plan, plan[4] if plan[0] in FIELDS else self._provenance.value(plan[3][1]))
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
        return self._provenance.arguments(plan, value.settle)

    def _known_sources(self, plan: Plan) -> list[Path]:
        """Give the data behind the operands."""
        return [path for part in plan[3] for path in self._provenance.sources(part)]
