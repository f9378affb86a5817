"""What expressions compute with, and how they fail.

A value is plain data: `None`, bool, int, `UInt`, float, str, bytes, list, dict, `Timestamp`, `Duration`, `TypeValue`,
`Interval`, or a value of a type that somebody else registered. Keys of a dict are text or numbers; a bool stands as
`TRUE_KEY` or `FALSE_KEY`, because in Python `True` and `1` are one key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Frame = list[Any]
    Closure = Callable[[Frame], object]

INT_MIN, INT_MAX = -(1 << 63), (1 << 63) - 1
UINT_MAX = (1 << 64) - 1
EXPLAINING = 10_000_000
"""Steps that the explanations of one run take at most, unless it says otherwise; see `explainer`."""


class Missing(Exception):  # noqa: N818 - unknown is an outcome, not an error
    """An optional fact that is absent was read: the outcome is unknown. Carries nothing; the explainer finds the path."""


class EvaluationError(Exception):
    """A CEL error that only data can cause: overflow, division by zero, no such key, index, conversion."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        """Lower case, no final stop."""
        super().__init__(reason)


class BudgetExceeded(Exception):  # noqa: N818 - like unknown
    """The run took too many steps or made too much data; never absorbed by an operator."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        """Lower case, no final stop."""
        super().__init__(reason)


class Context:
    """What every closure finds in slot 0 of its frame: the remaining budgets, the day and the zone."""

    __slots__ = ("explaining", "iterations", "memo", "shared", "size", "today", "zone")

    def __init__(
        self, today: Timestamp | None = None, zone: str = "UTC", iterations: int = 1_000_000, size: int = 10_000_000
    ) -> None:
        self.today = today
        """Midnight (UTC) of the day on which the question is asked."""
        self.zone = zone
        """IANA name or `±HH:MM`: the zone in which `date()` cuts a day."""
        self.iterations = iterations
        """Elements that macros and list functions may still visit."""
        self.size = size
        """Characters, bytes and list items that may still be made."""
        self.explaining = EXPLAINING
        """Steps that all explanations of values that were computed in this context may still take."""
        self.memo: dict[Any, Any] | None = None
        """Indexes of long lists of data, where many frames with the same data follow; None where none are to be made."""
        self.shared: Sequence[int] = ()
        """Slots of lazy names of which all these frames share the value."""

    def members(self, items: list[Any]) -> frozenset[Any]:
        """Give a list of data as a set, made once; there must be a memo."""
        memo: dict[Any, Any] = self.memo  # type: ignore[assignment]
        known = memo.get(id(items))
        if known is None:
            self.spend(len(items))
            # The list is kept, so that its identity is not given to another one.
            known = memo[id(items)] = (items, frozenset(items))
        found: frozenset[Any] = known[1]
        return found

    def spend(self, iterations: int) -> None:
        """Take visits of elements from the budget, or raise BudgetExceeded."""
        self.iterations -= iterations
        if self.iterations < 0:
            raise BudgetExceeded("the expression visits too many elements")

    def make(self, size: int) -> None:
        """Take characters or items about to be made from the budget, or raise BudgetExceeded."""
        self.size -= size
        if self.size < 0:
            raise BudgetExceeded("the expression makes too much text or too long lists")


class UInt(int):
    """An unsigned 64-bit integer."""

    __slots__ = ()


class Timestamp(int):
    """A moment: nanoseconds since 1970-01-01T00:00:00Z, from year 1 to year 9999."""

    __slots__ = ()


class Duration(int):
    """A span of time in nanoseconds."""

    __slots__ = ()


class TypeValue:
    """A type as a value, as `type(1)` gives it."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __eq__(self, other: object) -> bool:
        """Say whether both are one type."""
        return isinstance(other, TypeValue) and other.name == self.name

    def __hash__(self) -> int:
        """Hash by name."""
        return hash(self.name)

    def __repr__(self) -> str:
        """Show it in messages of tests."""
        return self.name


class Interval:
    """A count known within bounds: at least `low`, at most `high` (None: no bound)."""

    __slots__ = ("basis", "high", "low", "settle")

    def __init__(
        self,
        low: int,
        high: int | None,
        settle: tuple[tuple[int, tuple[str | int, ...]], ...] = (),
        basis: tuple[tuple[int, tuple[str | int, ...]], ...] = (),
    ) -> None:
        self.low = low
        self.high = high
        self.settle = settle
        """The facts that would settle the count: (position of the function's argument, path below it)."""
        self.basis = basis
        """The facts that the bounds rest on, said in the same way, the weightiest first."""

    def __repr__(self) -> str:
        """Show it in messages of tests."""
        return f"Interval({self.low}, {self.high})"


class _Key:
    """A bool as the key of a map."""

    __slots__ = ("value",)

    def __init__(self, *, value: bool) -> None:
        self.value = value

    def __repr__(self) -> str:
        """Show it in messages of tests."""
        return str(self.value).lower()


TRUE_KEY, FALSE_KEY = _Key(value=True), _Key(value=False)


class _Unset:
    """The mark of a lazy slot that was not read yet."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Show it in messages of tests."""
        return "UNSET"


UNSET = _Unset()


def values_of(operands: Sequence[Closure], frame: Frame) -> list[Any]:
    """Give the values of all operands. Where one fails, those behind it are still asked: unknown wins over an error."""
    values: list[Any] = []
    try:
        for operand in operands:
            values.append(operand(frame))  # noqa: PERF401 - how many there are says which one failed
    except EvaluationError:
        unknown_wins(operands[len(values) + 1 :], frame)
        raise
    return values


def unknown_wins(operands: Sequence[Closure], frame: Frame) -> None:
    """Raise Missing if one of the operands beside a failed one is unknown."""
    for operand in operands:
        try:
            operand(frame)
        except EvaluationError:
            continue


KINDS: dict[type, str] = {
    bool: "bool",
    int: "int",
    UInt: "uint",
    float: "double",
    str: "string",
    bytes: "bytes",
    type(None): "null",
    list: "list",
    dict: "map",
    Timestamp: "timestamp",
    Duration: "duration",
    TypeValue: "type",
    Interval: "interval",
}
"""The CEL kind of each Python type."""

NUMBERS = frozenset((int, UInt, float))


def kind_of(value: object) -> str:
    """Give the CEL kind of a value, `opaque` for foreign ones."""
    return KINDS.get(type(value), "opaque")


def to_key(value: object) -> object:
    """Give what stands for a value as the key of a map; raises EvaluationError where it cannot be one."""
    kind = type(value)
    if kind is bool:
        return TRUE_KEY if value else FALSE_KEY
    if kind is str or kind in NUMBERS:
        return value
    raise EvaluationError(f"a value of type {kind_of(value)} cannot be a key")


def from_key(key: object) -> object:
    """Give the value that a key of a map stands for."""
    return key.value if isinstance(key, _Key) else key


def equal(one: Any, other: Any, context: Context) -> bool:
    """Compare two values of any types as CEL does: numbers by value, all else only with its own kind."""
    kind, kind_other = type(one), type(other)
    if kind is not kind_other:
        return kind in NUMBERS and kind_other in NUMBERS and bool(one == other)
    if kind is list:
        return _equal_lists(one, other, context)
    if kind is dict:
        return _equal_maps(one, other, context)
    return bool(one == other)


def _equal_lists(one: list[Any], other: list[Any], context: Context) -> bool:
    if len(one) != len(other):
        return False
    context.spend(len(one))
    for item, counterpart in zip(one, other, strict=True):  # noqa: SIM110 - a generator would double the stack
        if not equal(item, counterpart, context):
            return False
    return True


def _equal_maps(one: dict[object, object], other: dict[object, object], context: Context) -> bool:
    if len(one) != len(other):
        return False
    context.spend(len(one))
    for key, value in one.items():  # noqa: SIM110 - a generator would double the stack
        if key not in other or not equal(value, other[key], context):
            return False
    return True


def member(item: object, items: list[object], context: Context) -> bool:
    """Say whether a list has an item, whatever their types."""
    context.spend(len(items))
    return any(equal(item, candidate, context) for candidate in items)
