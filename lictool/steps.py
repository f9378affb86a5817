"""The steps of a derivation as data: what a reporter needs to say how a verdict came about, in any language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.record import NamedTuple

if TYPE_CHECKING:
    from lictool.finding import Spot


class Value(NamedTuple):
    """A value to be shown."""

    value: Any
    """As the language computes with it; None where it has none or shows none."""
    unit: str = ""
    known: bool = True
    """Whether it has a value: not if a fact that it needs is missing."""
    labels: tuple[str, ...] = ()
    """Of a list: its first items by what identifies them."""
    length: int | None = None
    """Of a list: how many there are."""


class Fact(NamedTuple):
    """A value that stands in a manifest, a table or among the parameters."""

    path: str
    """With items of lists by name, such as `headends[fw-1].platform`."""
    value: Value
    """Not known where the fact is absent."""
    spot: Spot | None = None
    """Its place; None outside of manifests."""
    citation: str = ""
    """Of a table or parameter: the entry that it rests on, such as `FAQ Q55`; `own-choice` for a choice of the project."""
    is_silent: bool = False
    """Whether it is a cell of a table for which the source has no answer."""
    rank: int = 0
    """How far it is from the clause; the least go first where room is short."""


class Computed(NamedTuple):
    """A variable with its value."""

    name: str
    text: str
    """Its expression."""
    value: Value
    terms: tuple[Value, ...] = ()
    """The terms of a sum."""
    rank: int = 0


class Clause(NamedTuple):
    """A part of a rule's text that decided, or that is open."""

    text: str
    source: str
    """`assert`, `when`, or the name of the variable in whose expression it stands."""
    outcome: bool | None
    sign: str = ""
    """The sign of a comparison, such as `<=`."""
    sides: tuple[Value, ...] = ()
    """What it compares."""
    elements: tuple[tuple[str, str], ...] = ()
    """Names of elements that were bound, and what they stood for."""
    lines: tuple[Fact | Computed, ...] = ()
    """What it rests on, in the order of the text."""


class Change(NamedTuple):
    """What would have to be otherwise for a clause to come out otherwise."""

    kind: str
    """Which way: `at-most`, `at-least`, `below`, `above`, `equal`, `other`, `with`, `without`, `among`, `stated`, `absent`,
    `some`, `empty`, `holds`, `fails`; `all` and `any` join others."""
    subject: str = ""
    value: Value = Value(None)
    parts: tuple[Change, ...] = ()


class Derivation(NamedTuple):
    """How a rule came to its verdict on a subject."""

    deployment: str
    resource: str
    """The subject, such as `headends/fw-1`; empty for the deployment itself."""
    outcome: str
    files: tuple[str, ...] = ()
    """Files in which parts of the deployment are, or of all of them for a rule across deployments."""
    clauses: tuple[Clause, ...] = ()
    missing: tuple[Fact, ...] = ()
    """What would decide it, where it is unknown."""
    spot: Spot | None = None
    """The place of a finding; None where there is none."""
    message: str = ""
    remediation: str = ""
    change: Change | None = None
