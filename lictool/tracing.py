"""From the reasons of an expression to the steps of a derivation: clauses in the rule's words, facts with places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lictool.expr.values import Interval
from lictool.naming import at, display, in_manifest, label, shown, spot
from lictool.steps import Clause, Computed, Fact, Value
from lictool.verdict import cell_entries, citations_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lictool.evaluation import Case
    from lictool.expr.reasons import Element, Part, Reason
    from lictool.location import Path
    from lictool.rule_texts import Texts

SIGNS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "in": "in"}
_GROUNDS = 3
_LISTED = 4
"""Facts behind computed values, and items of a list, that are shown at most."""
_MASK = "****"


class Tracer:
    """Makes the steps of one case."""

    __slots__ = ("_case", "_own", "_texts")

    def __init__(self, case: Case, texts: Texts, own: Mapping[str, Any]) -> None:
        self._case = case
        self._texts = texts
        self._own = own
        """The parameters as policy.yaml declares them."""

    def clauses(self, reason: Reason, elements: tuple[tuple[str, str], ...] = ()) -> Iterator[Clause]:
        """Give the clauses that decided, each once for all elements that it was asked of."""
        elements = self._bound(reason, elements)
        if is_clause(reason):
            lines = [line for part in reason.operands for line in self._lines(part, 1)]
            lines += [line for part in reason.parts for line in self._behind(part, 2)]
            source = self._texts.name(reason.slot)
            text = self._texts.cut(reason.slot, reason.start, reason.end)
            sign, sides = self.sides(reason)
            yield Clause(text, source, reason.value, sign, sides, elements, tuple(lines))
            return
        for part in reason.parts:
            yield from self.clauses(part, elements)

    def grounded(self, clauses: list[Clause], telling: Iterable[Path]) -> list[Clause]:
        """Add facts of the manifest to clauses that name none: the first of those that decided, or were read on the way."""
        if not clauses or any(isinstance(line, Fact) and line.spot for clause in clauses for line in clause.lines):
            return clauses
        stated = {path: at(self._case, path) for path in telling if in_manifest(path)}
        plain = [path for path, value in stated.items() if value is not None and not _is_record(value)][:_GROUNDS]
        facts = (self.fact(path, self._datum(path, stated[path], self._texts.unit_at(path)), 2) for path in plain)
        first, *others = clauses
        return [first._replace(lines=(*first.lines, *facts)), *others]

    def missing(self, paths: Iterable[Path]) -> Iterator[Fact]:
        """Give the facts that would decide: those that are absent, and those that leave a count open as they are."""
        for path in dict.fromkeys(paths):
            stated = at(self._case, path) if in_manifest(path) else None
            known = stated is not None
            value = self._datum(path, stated, self._texts.unit_at(path)) if known else Value(None, known=False)
            yield self.fact(path, value)

    def first(self, reason: Reason) -> Clause:
        """Give the clause that stands for a whole: its first part that decided, with the first facts behind it."""
        while reason.operation in ("and", "or") and reason.parts:
            reason = reason.parts[0]
        text = self._texts.cut(reason.slot, reason.start, reason.end)
        inner = next(self.clauses(reason), None)
        if inner is None:
            return Clause(text, self._texts.name(reason.slot), reason.value)
        return inner._replace(text=text, source=self._texts.name(reason.slot), outcome=reason.value)

    def _bound(self, reason: Reason, elements: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        element = reason.element
        if element is None:
            return elements
        return (*elements, (self._texts.variable(reason.slot, element), self.element(element)))

    def element(self, element: Element) -> str:
        """Say what an element is."""
        if element.path is None:
            return self._text(element.value)
        if in_manifest(element.path) and isinstance(element.value, dict):
            return display(self._case, element.path)
        return self._text(
            shown(self._case, element.path, element.value) if in_manifest(element.path) else element.value
        )

    def _text(self, value: object) -> str:
        if isinstance(value, list):
            return ", ".join(map(self._text, value))
        return "…" if isinstance(value, dict) else str(value) or '""'

    def _behind(self, reason: Reason, rank: int) -> Iterator[Fact | Computed]:
        """Give the facts of the clauses below one that is shown as a whole."""
        element = reason.element
        if element is not None and element.chosen and element.path and isinstance(element.value, dict):
            yield self.fact(element.path, Value(None), rank - 1)
        for part in reason.operands:
            yield from self._lines(part, rank)
        for below in reason.parts:
            yield from self._behind(below, rank + 1)

    def _lines(self, part: Part, rank: int) -> Iterator[Fact | Computed]:
        """Give the variables and data that a value was made of."""
        if part.name and part.path is None:
            if part.below[0].operation != "constant":
                yield self._computed(part, rank)
            rank += 1
        elif part.path is not None and not part.name:
            if not isinstance(part.value, dict):
                yield self.fact(part.path, self.value(part), rank)
            rank += 1
        elif isinstance(part.value, list) and part.known and not part.name:
            return
        for below in part.below:
            yield from self._lines(below, rank)

    def _computed(self, part: Part, rank: int) -> Computed:
        inner = part.below[0]
        text = self._texts.cut(part.name)
        terms: tuple[Value, ...] = ()
        if len(inner.below) > 1 and (inner.operation == "sum" or self._adds(inner)):
            terms = tuple(map(self.value, inner.below))
        return Computed(self._texts.name(part.name), text, self.value(part), terms, rank)

    def _adds(self, part: Part) -> bool:
        """Tell a sum of its parts: nothing but `+` stands between them."""
        if part.operation != "fold":
            return False
        ends = [*(below.start for below in part.below), part.end]
        starts = [part.start, *(below.end for below in part.below)]
        between = (self._texts.cut(part.slot, start, end) for start, end in zip(starts, ends, strict=True))
        return set("".join(between)) <= set("+() ")

    def fact(self, path: Path, value: Value, rank: int = 0) -> Fact:
        """Say a datum with its place or its ground."""
        name = display(self._case, path)
        if in_manifest(path):
            if isinstance(path[-1], int) and value.value == label(self._case, path)[-1]:
                value = Value(None)  # an item of a list of texts is its own name
            return Fact(name, value, spot(self._case, path), rank=rank)
        citation = ""
        if path[0] == "tables":
            citation = self._entries(cell_entries(self._case, path))
        elif len(path) > 1:
            citation = self._ground(self._own.get(str(path[1]), {}))
        return Fact(name, value, None, citation, path[0] == "tables" and not value.known, rank)

    def _ground(self, parameter: Mapping[str, Any]) -> str:
        if parameter.get("ownChoice"):
            return "own-choice"
        return self._entries(parameter.get("citations", ()))

    def _entries(self, names: Iterable[str]) -> str:
        """Give entries of sources, such as `FAQ Q0, Q4`."""
        labels: dict[str, list[str]] = {}
        for citation in citations_of(self._case, names, "en"):
            labels.setdefault(citation.label, []).append(citation.entry)
        return "; ".join(f"{name} {', '.join(entries)}" for name, entries in labels.items())

    def sides(self, reason: Reason) -> tuple[str, tuple[Value, ...]]:
        """Give both sides of a comparison."""
        word = "" if reason.operation == "span" else reason.operation.split("_")[0]
        if reason.operation == "span":
            found = re.search(r"[<>=!]=|[<>]", self._between(reason))
            sign = found[0] if found else ""
        else:
            sign = SIGNS.get(word, "")
        if not sign or len(reason.operands) != 2:
            return "", ()
        return sign, tuple(map(self.value, reason.operands))

    def _between(self, reason: Reason) -> str:
        left, right = reason.operands
        return self._texts.cut(reason.slot, left.end, right.start)

    def value(self, part: Part) -> Value:
        """Give a value as it may be shown: secrets masked, lists by what identifies their items."""
        if not part.known:
            return Value(None, "", known=False)
        if part.path is not None:
            return self._datum(part.path, part.value, self._texts.unit(part))
        if isinstance(part.value, str) and self._is_secret(part):
            return Value(_MASK)
        if isinstance(part.value, list):
            items = part.below if part.operation != "lazy" else _items(part)
            labels = tuple(self._label(item) for item in items[:_LISTED])
            labels = labels or tuple(map(self._text, part.value[:_LISTED]))
            return Value(None, "", labels=labels, length=len(part.value))
        if isinstance(part.value, (bool, int, float, str, Interval)):
            return Value(part.value, self._texts.unit(part))
        return Value(None)

    def _datum(self, path: Path, value: Any, unit: str) -> Value:
        if in_manifest(path):
            value = shown(self._case, path, value)
        if isinstance(value, list):
            labels = []
            for number, item in enumerate(value[:_LISTED]):
                named = isinstance(item, dict) and in_manifest(path)
                labels.append(self._called((*path, number)) if named else self._text(item))
            return Value(None, unit, labels=tuple(labels), length=len(value))
        return Value(None) if isinstance(value, dict) else Value(value, unit)

    def _called(self, path: Path) -> str:
        """Give what an item of a list is called by in the first place."""
        return label(self._case, path)[-1].split(",")[0]

    def _label(self, item: Part) -> str:
        if isinstance(item.value, dict):
            return self._called(item.path) if item.path and in_manifest(item.path) else "…"
        if self._is_secret(item):
            return _MASK
        return self._text(item.value)

    def _is_secret(self, part: Part) -> bool:
        if part.path is not None:
            return in_manifest(part.path) and bool(shown(self._case, part.path, part.value) != part.value)
        return any(map(self._is_secret, part.below))


def _is_record(value: object) -> bool:
    """Tell records and lists of them, of which a fact shows nothing."""
    return isinstance(value[0] if isinstance(value, list) and value else value, dict)


def is_clause(reason: Reason) -> bool:
    """Tell a clause of its own from a combination of others: `all` that fails and `exists` that holds are their elements."""
    if not reason.parts:
        return True
    if reason.operation in ("all", "exists"):
        return reason.value is not None and reason.value is (reason.operation == "all")
    return bool(reason.operands)


def _items(part: Part) -> tuple[Part, ...]:
    """Give the items of a list that a variable holds."""
    inner = part.below[0] if part.below else part
    while inner.operation in ("lazy", "if") and inner.below:
        inner = inner.below[0]
    return inner.below
