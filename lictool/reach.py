"""How far the examples of a rule reach: its outcomes, the parts of its expressions, both values of what is true or false."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.anatomy import children, parts_of
from lictool.asking import NOT_APPLICABLE, PASS, UNKNOWN, VIOLATION, Rule
from lictool.domain import IMPLEMENTATIONS
from lictool.expr import nodes
from lictool.expr.compiler import compile_plan
from lictool.record import NamedTuple
from lictool.trials import trials_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lictool.anatomy import Part
    from lictool.expr.values import Closure
    from lictool.location import Path
    from lictool.policy import Policy
    from lictool.shape import Shape
    from lictool.trials import Trial

_STEPS = (nodes.Select, nodes.Index)


class Gap(NamedTuple):
    """A part of an expression that no example evaluates, or that never was true, or never false."""

    place: str
    """File, line and column."""
    what: str
    """`evaluated`, `true` or `false`."""
    part: str
    """The expression: a variable's name, `when` or `assert`."""
    text: str


class Reach(NamedTuple):
    """How far the examples of a rule reach."""

    rule: str
    citations: tuple[str, ...]
    """With the label of their source: `FAQ Q25`."""
    place: str
    """The file."""
    outcomes: dict[str, bool]
    """The outcomes that the rule can have, and whether an example reaches it."""
    reached: int
    total: int
    """Parts that were evaluated, and all; of those that are true or false, each value counts for itself."""
    gaps: tuple[Gap, ...]
    """What is not reached; nothing inside of a part that is never evaluated."""


class Watched(Rule):
    """A rule that notes which parts of its expressions are evaluated, and what they give."""

    __slots__ = ("_names", "notes", "trial")

    def __init__(self, data: dict[str, Any], paths: Sequence[Path]) -> None:
        super().__init__(data)
        self.trial = 0
        """Number of the example that is judged now."""
        self.notes: dict[tuple[Path, int, int], tuple[set[object], set[int]]] = {}
        """Values that are true or false, and examples, by expression and offsets."""
        self._names: dict[int, tuple[Path, int, int]] = {}
        plans = dict(zip([path for path in paths if len(path) == 2], data["variables"], strict=True))
        for path in paths:
            self._enter(path, plans[path][1] if path in plans else data[str(path[0])])
        self.lazies = {}  # type: ignore[assignment]
        for slot, plan in data["variables"]:
            self.lazies[slot] = self.compile(plan)

    def _enter(self, path: Path, plan: Any) -> None:
        name = self._names[id(plan)] = (path, plan[1], plan[2])
        self.notes.setdefault(name, (set(), set()))
        for below in plan[3]:
            self._enter(path, below)

    def compile(self, plan: Any) -> Closure:
        """Make a closure that takes notes; parts of texts take none."""
        return compile_plan(plan, IMPLEMENTATIONS, self.lazies, self._watch)

    def _watch(self, plan: Any, closure: Closure) -> Closure:
        name = self._names.get(id(plan))
        if name is None:
            return closure
        values, trials = self.notes[name]

        def watched(frame: list[Any]) -> object:
            trials.add(self.trial)
            value = closure(frame)
            if value is True or value is False:
                values.add(value)
            return value

        return watched


def watched(policy: Policy, name: str, parts: Sequence[Part], trials: Sequence[Trial]) -> tuple[Watched, set[str]]:
    """Judge the examples of a rule and take notes; give them, and the outcomes that came."""
    data = next(rule for rule in policy.data["rules"] if rule["name"] == name)
    rule = Watched(data, [part.path for part in parts])
    outcomes = set()
    for number, trial in enumerate(trials):
        rule.trial = number
        outcomes.add(trial.watch(rule))
    return rule, outcomes


def reaching(rule: Watched, path: Path, start: int, end: int) -> set[int]:
    """Give the numbers of the examples that evaluate the smallest part of an expression around a stretch of it."""
    around = [note for note in rule.notes if note[0] == path and note[1] <= start and end <= note[2]]
    return rule.notes[min(around, key=lambda note: note[2] - note[1])][1] if around else set()


def reach_of(policy: Policy, name: str, shape: Shape) -> Reach:
    """Tell how far the examples of a rule reach."""
    parts = parts_of(policy, name)
    rule, outcomes = watched(policy, name, parts, trials_of(policy, name, shape))
    possible = [PASS, VIOLATION]
    if rule.data["when"] is not None or rule.scope:
        possible.append(NOT_APPLICABLE)
    if rule.data["needs"] and "neverUnknown" not in policy.rules[name].data:
        possible.append(UNKNOWN)
    reached = total = 0
    gaps: list[Gap] = []
    for part in parts:
        for node, is_hidden in _counted(part, part.root, rule, hidden=False):
            values, trials = rule.notes[part.path, node.start, node.end]
            is_bool = part.types[node.start, node.end].kind == "bool"
            got = [bool(trials)] if not is_bool else [value in values for value in (True, False)]
            reached, total = reached + sum(got), total + len(got)
            if not all(got) and not is_hidden:
                gaps += _gaps(policy, name, part, node, got if trials else [])
    return Reach(
        name, cited(policy, name), policy.rules[name].document.file,
        {outcome: outcome in outcomes for outcome in possible}, reached, total, tuple(gaps),
    )  # fmt: skip


def _counted(
    part: Part, node: nodes.Node, rule: Watched, *, hidden: bool, inside: bool = False
) -> Iterator[tuple[nodes.Node, bool]]:
    """Give the parts that count, each with whether one around it was never evaluated either.

    Constants, negations and the beginnings of paths (`inside`) do not: what they are part of says all.
    """
    note = rule.notes.get((part.path, node.start, node.end))
    if note is not None and not inside and not isinstance(node, (nodes.Literal, nodes.Not)):
        yield node, hidden
        hidden = hidden or not note[1]
    for number, child in enumerate(children(node)):
        begins = number == 0 and isinstance(node, (*_STEPS, nodes.Has)) and isinstance(child, (*_STEPS, nodes.Name))
        yield from _counted(part, child, rule, hidden=hidden, inside=begins)


def _gaps(policy: Policy, name: str, part: Part, node: nodes.Node, got: list[bool]) -> Iterator[Gap]:
    place = placed(policy, name, part.path, (node.start, node.end))
    text = " ".join(part.text[node.start : node.end].split())
    if not got:
        yield Gap(place, "evaluated", part.name, text)
    for value, was in zip(("true", "false"), got, strict=False):
        if not was:
            yield Gap(place, value, part.name, text)


def placed(policy: Policy, name: str, path: Path, span: tuple[int, int] | None = None) -> str:
    """Give the place of a value in a rule's file, or of a stretch of a text: file, line and column."""
    problem = policy.rules[name].problem(path, "", span)
    line, column = (problem.span.line, problem.span.column) if problem.span else (1, 1)
    return f"{problem.file}:{line}:{column}"


def cited(policy: Policy, name: str) -> tuple[str, ...]:
    """Give the citations of a rule with the labels of their sources."""
    reference = policy.data["reference"]
    labels = {entry: reference["sources"][known["source"]]["label"] for entry, known in reference["entries"].items()}
    return tuple(f"{labels[entry]} {entry}" for entry in policy.rules[name].data["citations"])
