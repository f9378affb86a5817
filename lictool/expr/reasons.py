"""Why an expression came out as it did, as data: clauses that decided, what they were made of, where that stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.record import NamedTuple

if TYPE_CHECKING:
    from lictool.location import Path


class Element(NamedTuple):
    """The element that a macro had bound while a part was evaluated."""

    path: Path | None
    """Its place in the data; None if it was computed."""
    value: object
    start: int
    end: int
    """Stretch of the text, from the macro's subject to its body, in which the variable is named."""
    chosen: bool = False
    """Whether it was chosen for a list: then it is to blame itself, whatever it was chosen for."""


class Part(NamedTuple):
    """A part of an expression with its value and what that was made of."""

    operation: str
    """As in plans; `datum` for a value of the data that no text names, such as an addend; `sum`, whose parts they are."""
    slot: int
    """What the expression's own text is called, as the caller said; else the slot of the lazy name whose text it is."""
    start: int
    end: int
    """Offsets in that text."""
    value: object
    path: Path | None = None
    """Its place, if it stands in the data as it is."""
    below: tuple[Part, ...] = ()
    """The parts that it was made of, constants left out; for a datum what chose it, such as the key of a row."""
    name: int = 0
    """Slot of the lazy name, if it is one."""
    known: bool = True
    """Whether it has a value: not if a fact is missing or an error came."""


class Reason(NamedTuple):
    """Why a part is true, false or open: a clause that is so by itself, or a combination with the parts that made it so."""

    operation: str
    slot: int
    start: int
    end: int
    value: Any
    """True or False; None while it is open."""
    paths: tuple[Path, ...] = ()
    """Of a clause: the data that decided, the most telling first; or the facts that are missing."""
    parts: tuple[Reason, ...] = ()
    """Of a combination: the parts that made it so."""
    operands: tuple[Part, ...] = ()
    """Of a clause, where details are wanted: its operands, constants included."""
    element: Element | None = None
    """Of a part that was asked of one element of a list or map."""

    @property
    def all_count(self) -> bool:
        """Whether every part would have to come out otherwise for the whole to do so; else one is enough."""
        return self.operation in ("and", "all") if self.value is False else self.operation in ("or", "exists")

    def all_paths(self) -> list[Path]:
        """Give the data behind the whole; what lies inside of an element first, or the element where nothing does."""
        paths = [*self.paths, *(path for part in self.parts for path in part.all_paths())]
        if self.element is None or self.element.path is None or self.value is None:
            return paths
        here = self.element.path
        inside = [each for each in paths if each[: len(here)] == here]
        outside = [each for each in paths if each[: len(here)] != here]
        return [here, *inside, *outside] if self.element.chosen or not inside else [*inside, *outside]


class Explanation(NamedTuple):
    """Why an expression came out as it did."""

    value: object = None
    """What it gave; None if it gave nothing."""
    missing: tuple[Path, ...] = ()
    """The absent facts that made it unknown; those that did not matter left out."""
    choosing: tuple[Path, ...] = ()
    """Where a fact is missing: the data that chose the key or position below which it is."""
    blamed: tuple[Path, ...] = ()
    """The data that decided it, the most telling first; they all exist."""
    reads: tuple[tuple[Path, object], ...] = ()
    """Everything that was read on the way, with its value."""
    reasons: tuple[str, ...] = ()
    """Why it gave nothing, apart from missing facts: CEL errors, budgets."""
    why: Reason | None = None
    """How the parts of a truth led to it; None for a value that is no truth."""
