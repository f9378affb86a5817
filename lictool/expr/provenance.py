"""Where values come from: the paths of the data behind the parts of an expression that was run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.expr.compiler import compile_plan
from lictool.expr.values import NUMBERS, EvaluationError, Interval, Missing, equal, from_key
from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from lictool.expr.values import Closure, Context
    from lictool.location import Path

    Plan = Sequence[Any]

FIELDS = frozenset(("select", "optional", "member", "member_any"))
KEYS = frozenset(("item", "at", "at_silent", "at_any"))
_ADDING = frozenset(f"{word}_{kind}" for word in ("add", "subtract") for kind in ("int", "uint", "double", "duration"))
MACROS = frozenset(("all", "exists", "exists_one", "filter", "map"))
VISITS, STEP = 10_000, 20
"""Elements of lists that one explanation follows; steps that one of them, or what is noted of a part, counts for."""


class Origin(NamedTuple):
    """Where a value comes from."""

    path: Path | None = None
    """The place of the value in the data, if it was taken from there as it is."""
    items: tuple[Origin, ...] | None = None
    """For a list that was put together: the origins of its items."""
    sources: tuple[Path, ...] = ()
    """For a value that was computed: the data that it was computed from."""

    def paths(self) -> tuple[Path, ...]:
        """Give the places of the value, or of what it was made of."""
        if self.path is not None:
            return (self.path,)
        found = [path for item in self.items or () for path in item.paths()]
        return tuple(dict.fromkeys(found)) or self.sources

    def child(self, step: object) -> Origin:
        """Give the origin of a field, item or key."""
        if self.path is not None:
            return Origin((*self.path, step if isinstance(step, (int, str)) else str(step)))
        if self.items is not None and isinstance(step, int) and step < len(self.items):
            return self.items[step]
        return Origin(sources=self.paths())


class Provenance:
    """Follows parts of one expression through one frame. Evaluates with the compiler's closures, never on its own."""

    __slots__ = ("_closures", "_functions", "_lazies", "_lazy_closures", "_left", "_roots", "frame")

    def __init__(
        self,
        frame: list[Any],
        roots: Mapping[int, Path],
        lazies: Mapping[int, Plan],
        functions: Mapping[str, Callable[..., object]],
        *,
        visits: int = VISITS,
    ) -> None:
        self.frame = frame
        self._left = visits
        self._roots = {slot: Origin(path) for slot, path in roots.items()}
        self._lazies = lazies
        self._functions = functions
        self._closures: dict[int, tuple[Plan, Closure]] = {}
        self._lazy_closures: dict[int, Closure] = {}
        for slot, plan in lazies.items():
            # They may read each other: all look into the one dict.
            self._lazy_closures[slot] = compile_plan(plan, functions, self._lazy_closures)

    def value(self, plan: Plan) -> Any:
        """Evaluate a part of the expression; raises as closures do."""
        found = self._closures.get(id(plan))
        if found is None:
            # The plan is kept beside its closure, so that its identity is not given to another one.
            closure = compile_plan(plan, self._functions, self._lazy_closures)
            found = self._closures[id(plan)] = (plan, closure)
        return found[1](self.frame)

    def step(self, steps: int = 5) -> None:
        """Take steps from the budget, or raise BudgetExceeded: names may lead to each other in more ways than can be gone."""
        context: Context = self.frame[0]
        context.spend(steps)

    def fails(self, plan: Plan, kind: type[Missing | EvaluationError]) -> bool:
        """Say whether a part ends in a failure of a kind."""
        try:
            self.value(plan)
        except (Missing, EvaluationError) as failure:
            return isinstance(failure, kind)
        return False

    def holds(self, plan: Plan, wanted: bool) -> bool:  # noqa: FBT001 - the truth asked for
        """Say whether a part is true, or false, as wanted."""
        try:
            return self.value(plan) is wanted
        except (Missing, EvaluationError):
            return False

    def lazy(self, plan: Plan) -> Plan:
        """Give the plan of the lazy name that a part reads."""
        return self._lazies[plan[4]]

    def chosen(self, plan: Plan) -> Plan:
        """Give the side that a condition chose."""
        chosen: Plan = plan[3][1] if self.value(plan[3][0]) else plan[3][2]
        return chosen

    def elements(self, plan: Plan) -> Iterator[Origin]:
        """Bind the variable of a macro to one element after the other; to none of a list that is too long to be followed."""
        subject = self.value(plan[3][0])
        if not isinstance(subject, (list, dict)) or len(subject) > self._left:
            return
        self._left -= len(subject)
        origin = self.locate(plan[3][0])
        slot = plan[4]
        for position, element in enumerate(list(subject)):
            self.step(STEP)
            value = from_key(element)
            item = origin.child(position if isinstance(subject, list) else value)
            self.frame[slot] = value
            self._roots[slot] = item
            yield item

    def at(self, path: Path) -> tuple[bool, object]:
        """Look up what stands at a place of the data: whether anything does, and what."""
        for slot, origin in self._roots.items():
            root = origin.path
            if root is None or path[: len(root)] != root:
                continue
            value = self.frame[slot]
            for step in path[len(root) :]:
                listed = isinstance(value, list) and isinstance(step, int) and step < len(value)
                if not listed and not (isinstance(value, dict) and step in value):
                    return False, None
                value = value[step]
            return True, value
        return False, None

    def sources(self, plan: Plan) -> tuple[Path, ...]:
        """Give the places of the data that a part's value was made of."""
        return self.locate(plan).paths()

    def indexes(self, plan: Plan) -> tuple[Path, ...]:
        """Give the places of the data that chose a key or position somewhere in a part: `h.platform` in `m[h.platform]`."""
        self.step()
        if plan[0] in MACROS:
            return self.indexes(plan[3][0])
        if plan[0] == "if":
            return self.indexes(self.chosen(plan))
        if plan[0] == "lazy":
            return self.indexes(self.lazy(plan))
        own = self.sources(plan[3][1]) if plan[0] in KEYS else ()
        return (*own, *(path for operand in self._settled(plan) for path in self.indexes(operand)))

    def found(self, plan: Plan) -> tuple[Path, ...]:
        """Give the places of what `item in items` found."""
        wanted, items = self.value(plan[3][0]), self.value(plan[3][1])
        origin = self.locate(plan[3][1])
        if not isinstance(items, list):
            return origin.child(wanted).paths()
        self.step(len(items))
        places = [number for number, item in enumerate(items) if equal(item, wanted, self.frame[0])]
        return tuple(path for number in places for path in origin.child(number).paths())

    def arguments(self, plan: Plan, facts: Sequence[tuple[int, Sequence[str | int]]]) -> list[Path]:
        """Give the places of facts below the arguments of a call: each by the argument's position and the way there."""
        found: list[Path] = []
        for argument, below in facts:
            origin = self.locate(plan[3][argument])
            for step in below:
                origin = origin.child(step)
            found += origin.paths()
        return found

    def _settled(self, plan: Plan) -> list[Plan]:
        """Give the operands that have values: behind `&&` and `||` others may have none. A zero adds nothing."""
        if plan[0] == "fold" and all(step[0] == "call" and step[1] in _ADDING for step in plan[4]):
            return [operand for operand in plan[3] if not is_zero(self.value(operand))] or list(plan[3])
        if plan[0] not in ("and", "or"):
            return list(plan[3])
        return [operand for operand in plan[3] if self.holds(operand, wanted=True) or self.holds(operand, wanted=False)]

    def locate(self, plan: Plan) -> Origin:
        """Give the origin of a part's value; the part must have one."""
        self.step()
        operation = plan[0]
        if operation == "var":
            return self._roots.get(plan[4], Origin())
        if operation in FIELDS:
            return self.locate(plan[3][0]).child(plan[4])
        if operation in KEYS:
            return self.locate(plan[3][0]).child(from_key(self.value(plan[3][1])))
        handler = _LOCATORS.get(operation)
        return self._computed(plan) if handler is None else handler(self, plan)

    def _computed(self, plan: Plan) -> Origin:
        """Give the origin of a value that is made of its operands."""
        name = operation_id(plan)
        if name in ("min", "max"):
            return self._extreme(plan)
        if name.startswith("sum_"):
            return self._sum(plan)
        found: list[Path] = []
        for operand in self._settled(plan):  # no comprehension: it would be one more frame on every level
            found += self.locate(operand).paths()
        return Origin(sources=tuple(dict.fromkeys(found)))

    def _extreme(self, plan: Plan) -> Origin:
        best, items = self.value(plan), self.value(plan[3][0])
        return self.locate(plan[3][0]).child(items.index(best))

    def _sum(self, plan: Plan) -> Origin:
        """Leave out the items that add nothing, unless none adds anything."""
        items, origin = self.value(plan[3][0]), self.locate(plan[3][0])
        self.step(len(items))
        found = [
            path for number, item in enumerate(items) if not is_zero(item) for path in origin.child(number).paths()
        ]
        return Origin(sources=tuple(dict.fromkeys(found)) or origin.paths())

    def _call(self, plan: Plan) -> Origin:
        """Follow the functions that hand on what they get."""
        name = operation_id(plan)
        if name == "same":
            return self.locate(plan[3][0])
        if name == "distinct":
            items, origin = self.value(plan[3][0]), self.locate(plan[3][0])
            kept = self.value(plan)
            self.step(len(kept) * (1 + len(items) // 64))
            firsts = [items.index(item) for item in kept]
            return Origin(items=tuple(map(origin.child, firsts)), sources=origin.paths())
        value = self.value(plan)
        if isinstance(value, Interval) and value.basis:
            return Origin(sources=tuple(dict.fromkeys(self.arguments(plan, value.basis))))
        return self._computed(plan)

    def _fold(self, plan: Plan) -> Origin:
        """Follow lists that are joined."""
        if not isinstance(self.value(plan), list):
            return self._computed(plan)
        items: list[Origin] = []
        for operand in plan[3]:
            origin = self.locate(operand)
            length = len(self.value(operand))
            self.step(length)
            items += map(origin.child, range(length))
        return Origin(items=tuple(items), sources=self._computed(plan).sources)

    def _filter(self, plan: Plan) -> Origin:
        kept = tuple(origin for origin in self.elements(plan) if self.value(plan[3][1]))
        return Origin(items=kept, sources=self.base(plan[3][0]))

    def _map(self, plan: Plan) -> Origin:
        tests = plan[3][1:-1]
        made = [self.locate(plan[3][-1]) for _ in self.elements(plan) if all(map(self.value, tests))]
        return Origin(items=tuple(made), sources=self.base(plan[3][0]))

    def base(self, plan: Plan) -> tuple[Path, ...]:
        """Give what to point at where nothing of a list is left: the list."""
        origin = self.locate(plan)
        return origin.sources if origin.items == () else origin.paths()


def is_zero(value: object) -> bool:
    """Tell a number that adds nothing."""
    return type(value) in NUMBERS and value == 0


def operation_id(plan: Plan) -> str:
    """Give the implementation's id where a part calls a function, else nothing."""
    return str(plan[4]) if plan[0] in ("call", "call_with") else ""


def _through(provenance: Provenance, plan: Plan) -> Origin:
    return provenance.locate(plan[3][0])


_LOCATORS: dict[str, Callable[[Provenance, Plan], Origin]] = {
    "lazy": lambda provenance, plan: provenance.locate(provenance.lazy(plan)),
    "cook": _through,
    "truth": _through,
    "if": lambda provenance, plan: provenance.locate(provenance.chosen(plan)),
    "list": lambda provenance, plan: Origin(items=tuple(map(provenance.locate, plan[3]))),
    "filter": Provenance._filter,  # noqa: SLF001 - this module's own
    "map": Provenance._map,  # noqa: SLF001
    "fold": Provenance._fold,  # noqa: SLF001
    "call": Provenance._call,  # noqa: SLF001
    "call_with": Provenance._call,  # noqa: SLF001
    "all": lambda provenance, plan: Origin(sources=provenance.base(plan[3][0])),
    "exists": lambda provenance, plan: Origin(sources=provenance.base(plan[3][0])),
    "exists_one": lambda provenance, plan: Origin(sources=provenance.base(plan[3][0])),
}
