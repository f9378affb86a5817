"""What would change a verdict: for each clause that decided, what it would take for it to come out otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.expr.values import Interval
from lictool.naming import display, in_manifest
from lictool.steps import Change, Value
from lictool.tracing import is_clause

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lictool.evaluation import Case
    from lictool.expr.reasons import Part, Reason
    from lictool.rule_texts import Texts
    from lictool.tracing import Tracer

_FLIPPED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_WAYS = {"<": "below", "<=": "at-most", ">": "above", ">=": "at-least", "==": "equal", "!=": "other"}
_FEW = 3
"""Ways that are named at most."""


class Changer:
    """Finds the changes of one case."""

    __slots__ = ("_case", "_texts", "_tracer")

    def __init__(self, case: Case, texts: Texts, tracer: Tracer) -> None:
        self._case = case
        self._texts = texts
        self._tracer = tracer

    def change(self, reason: Reason) -> Change | None:
        """Say what it would take; None where the manifest has no part in it."""
        if is_clause(reason):
            return self._clause(reason)
        parts = [self.change(part) for part in reason.parts]
        known = [part for part in parts if part is not None]
        if reason.all_count:
            return _joined("all", known) if len(known) == len(parts) else None
        # Of many conditions that hold, the most telling one would do.
        return _joined("any", known[:1] if reason.value else known)

    def _clause(self, reason: Reason) -> Change | None:
        text = self._texts.cut(reason.slot, reason.start, reason.end)
        if reason.operation == "has":
            return self._presence(reason)
        if reason.operation in ("exists", "all", "exists_one") and reason.operands:
            return self._elements(reason)
        return self._emptiness(reason) if reason.parts else self._relation(reason, text)

    def _relation(self, reason: Reason, text: str) -> Change | None:
        sign, sides = self._tracer.sides(reason)
        if sign == "in":
            return self._membership(reason, sides)
        operands, inner = reason.operands, tuple(map(_argument, reason.operands))
        if sign and all(inner):
            # Two readings of data by one function, such as versions: the data are compared in their place.
            operands = tuple(part for part in inner if part)
        if sign and not any(map(_is_made_up, operands)):
            wanted = _FLIPPED[sign] if reason.value else sign
            return _joined("any", list(self._comparison(wanted, *operands)))
        if len(reason.operands) == 1 and isinstance(reason.operands[0].value, bool):
            return self._truth(reason.operands[0])
        movable = any(in_manifest(path) for path in reason.all_paths())
        return Change("fails" if reason.value else "holds", text) if movable else None

    def _presence(self, reason: Reason) -> Change | None:
        """Say that a fact would have to be stated, or left out."""
        path = reason.operands[0].path if reason.operands else None
        if path is None or not in_manifest(path):
            return None
        return Change("absent" if reason.value else "stated", display(self._case, path))

    def _emptiness(self, reason: Reason) -> Change | None:
        """Say what it would take for the elements of a list not to be chosen, or that the list would be empty."""
        chosen = [part for part in reason.parts if part.operation == "exists" and part.value]
        changes = [change for part in chosen for change in [self.change(part)] if change]
        if changes and changes[0].kind not in ("holds", "fails"):
            return changes[0]
        size = reason.operands[0]
        listed = self._name(size.below[0]) if size.below else self._name(size)
        return Change("empty-list" if chosen else "some", listed, Value(self._chosen_by(reason)))

    def _chosen_by(self, reason: Reason) -> str:
        """Give what a list that ought not to be empty asks of its elements."""
        inner = reason.parts[0]
        elements = [part.element for part in inner.parts if part.element]
        return self._texts.body(inner.slot, elements[0].start, inner.end) if elements else ""

    def _elements(self, reason: Reason) -> Change:
        """Say that some element would have to fit, or not all of them."""
        subject = reason.operands[0]
        if reason.value is not False:
            return Change("fails", self._texts.cut(reason.slot, reason.start, reason.end))
        body = self._texts.body(reason.slot, subject.end, reason.end)
        return Change("some", self._name(subject), Value(body))

    def _truth(self, part: Part) -> Change | None:
        if part.path is not None and not in_manifest(part.path):
            return self._others(part)
        return Change("equal", self._name(part), Value(not part.value))

    def _others(self, part: Part) -> Change | None:
        """Say which data would have to lead to another cell of a table."""
        keys = [key for key in part.below if key.path is not None and in_manifest(key.path)]
        return _joined("any", [change for key in keys for change in [self._another(key)] if change])

    def _another(self, part: Part) -> Change | None:
        """Say that a datum would have to be another one; of an item in a list of texts, that it would have to be gone."""
        if part.path is None:
            return None
        value = self._tracer.value(part)
        if isinstance(part.path[-1], int) and isinstance(part.value, str):
            return Change("without", display(self._case, part.path[:-1]), value)
        return Change("other", display(self._case, part.path), value)

    def _membership(self, reason: Reason, sides: tuple[Value, ...]) -> Change | None:
        """Say what would have to be in a list, or what not; a constant list or table leaves the item alone to move."""
        item, items = reason.operands
        if _is_made_up(item):
            return Change("fails" if reason.value else "holds", self._texts.cut(reason.slot, reason.start, reason.end))
        if self._moves(items):
            return Change("without" if reason.value else "with", self._name(items), sides[0])
        if not self._moves(item):
            return None
        return (
            Change("other", self._name(item), sides[0]) if reason.value else Change("among", self._name(item), sides[1])
        )

    def _comparison(self, wanted: str, left: Part, right: Part) -> Iterator[Change]:
        """Say where one side would have to go while the other one stays."""
        for part, other, sign in ((left, right, wanted), (right, left, _MIRRORED[wanted])):
            if not other.known:
                continue
            if part.path is not None and not in_manifest(part.path):
                change = self._others(part)
                yield from (change,) if change else ()
            elif self._moves(part):
                way = _WAYS[sign]
                yield Change(way, self._name(part), _limit(way, self._tracer.value(other)))

    def _name(self, part: Part) -> str:
        """Call a part by its path, its variable's name or its text."""
        if part.path is not None and in_manifest(part.path):
            return display(self._case, part.path)
        if part.name:
            return f"`{self._texts.name(part.name)}`"
        return f"`{self._texts.cut(part.slot, part.start, part.end)}`"

    def _moves(self, part: Part) -> bool:
        """Tell whether the manifest has a say in a value."""
        return in_manifest(part.path) if part.path is not None else any(map(self._moves, part.below))


def _joined(kind: str, changes: list[Change]) -> Change | None:
    """Join changes; where one of several is enough, only the simple ones, if there are such."""
    flat: list[Change] = []
    for change in changes:
        flat += change.parts if change.kind == kind else (change,)
    if kind == "any":
        flat = [change for change in flat if not change.parts] or flat
    few = list(dict.fromkeys(flat))[:_FEW]
    return Change(kind, parts=tuple(few)) if len(few) > 1 else few[0] if few else None


def _is_made_up(part: Part) -> bool:
    """Tell what was computed on the way and nobody states: texts, and values that only functions have."""
    if part.path is not None or part.name or part.operation == "constant":
        return False
    return isinstance(part.value, str) or not isinstance(part.value, (bool, int, float, Interval))


def _argument(part: Part) -> Part | None:
    """Give the datum that a function read, if it read nothing else."""
    is_call = part.operation in ("call", "call_with") and part.path is None and len(part.below) == 1
    return part.below[0] if is_call and part.below[0].path is not None else None


def _limit(way: str, value: Value) -> Value:
    """Give the end of bounds from which on a comparison with them is decided."""
    if not isinstance(value.value, Interval):
        return value
    upper = value.value.high if way in ("at-least", "above") else None
    return value._replace(value=value.value.low if upper is None else upper)
