"""The names that an expression may use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.expr.functions import STANDARD, FunctionTable
from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lictool.expr.celtypes import Type

Facts = frozenset[str]
"""Optional facts known to be present, as the expressions that read them: `headend.platform`, `m["key"]`."""

NO_FACTS: Facts = frozenset()


class Need(NamedTuple):
    """An optional fact that is read without being known to be present."""

    key: str
    """The fact, as in `Facts`; empty where it hangs on a macro's variable."""
    text: str
    """The fact for people: `deployment.headends[].platform`."""


class Name(NamedTuple):
    """A declared name."""

    type: Type
    slot: int
    """Place in the frame."""
    lazy: bool = False
    """Whether the slot is filled by the name's own expression when it is first read."""
    alias: str = ""
    """The fact that the name stands for, where it is another word for a path."""
    needs: tuple[Need, ...] = ()
    """What reading a lazy name needs."""
    origin: str = ""
    """Where the value comes from, for people: `deployment.headends[]`."""
    facts: Facts = NO_FACTS
    """What is present whenever a lazy name is true, or has any value that is not a bool."""
    otherwise: Facts = NO_FACTS
    """What is present whenever a lazy name is false, or has any value that is not a bool."""


class Environment:
    """Names in scope with their types and slots, and the functions. Immutable; `child` and `variable` give larger ones."""

    __slots__ = ("container", "functions", "loose", "names", "size", "unchecked")

    def __init__(
        self,
        names: Mapping[str, Type],
        functions: FunctionTable = STANDARD,
        *,
        container: str = "",
        loose: bool = False,
        unchecked: bool = False,
    ) -> None:
        self.names: dict[str, Name] = {name: Name(type_, slot) for slot, (name, type_) in enumerate(names.items(), 1)}
        self.functions = functions
        self.container = container
        """Namespace in which names are looked up first."""
        self.loose = loose
        """Whether `dyn` comes in without `dyn()`, and macro variables may hide names: as in plain CEL."""
        self.unchecked = unchecked
        """Whether types are found when running, as in CEL without its checker."""
        self.size = 1 + len(self.names)
        """Length of a frame that has a place for every name."""

    def __contains__(self, name: object) -> bool:
        """Say whether a name is in scope."""
        return name in self.names

    def slot(self, name: str) -> int:
        """Give the place of a name in the frame; raises KeyError."""
        return self.names[name].slot

    def type(self, name: str) -> Type:
        """Give the type of a name; raises KeyError."""
        return self.names[name].type

    def child(self, name: str, type_: Type) -> Environment:
        """Give an environment with one more name; raises ValueError if the name is in scope."""
        return self.extended(name, Name(type_, self.size), self.size + 1)

    def extended(self, name: str, declared: Name, size: int) -> Environment:
        """Give an environment with one more name at a place of the caller's choice."""
        if name in self.names:
            raise ValueError(f"`{name}` is in scope already")
        larger = Environment.__new__(Environment)
        larger.names = {**self.names, name: declared}
        larger.functions, larger.container = self.functions, self.container
        larger.loose, larger.unchecked, larger.size = self.loose, self.unchecked, size
        return larger

    def variable(self, name: str, checked: Checked) -> Environment:
        """Give an environment with one more lazy name, the value of an expression that was checked in this one.

        Its slot lies behind all that the expression itself uses, so that a variable which is read for the first time
        inside of a macro does not overwrite the macro's element.
        """
        slot = max(self.size, checked.slots)
        declared = Name(
            checked.type, slot, lazy=True, alias=checked.alias, needs=checked.unmet, origin=checked.origin,
            facts=checked.facts, otherwise=checked.otherwise,
        )  # fmt: skip
        return self.extended(name, declared, slot + 1)


class Checked(NamedTuple):
    """An expression that was found sound."""

    type: Type
    plan: tuple[object, ...]
    """What the compiler makes a closure of; nested tuples of plain data."""
    slots: int
    """Length of a frame that it can run in."""
    facts: Facts
    """What is present whenever the expression is true."""
    otherwise: Facts
    """What is present whenever it is false."""
    needs: tuple[str, ...]
    """Dotted optional facts whose absence can make it unknown, sorted."""
    uses: tuple[str, ...]
    """Names that it reads, sorted."""
    unmet: tuple[Need, ...] = ()
    """The needs, as the environment keeps them for a variable."""
    alias: str = ""
    """The fact that it reads, where it does nothing else."""
    origin: str = ""
    """Where its value comes from, for people; empty if it is computed."""
