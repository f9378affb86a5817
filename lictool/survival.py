"""Testing the examples of rules: every rule is changed in one place at a time, and an example must notice.

A change that no example notices survives. One that nobody can notice, since it says the same, is listed in the rule's
file under `equivalents`, with the reason; an entry that is of no use is a fault.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from lictool.anatomy import Variants, children, parts_of
from lictool.asking import Rule
from lictool.expr.lexer import Lexer
from lictool.mutation import edits
from lictool.neighbours import vocabulary
from lictool.reach import cited, placed, reaching, watched
from lictool.record import NamedTuple
from lictool.trials import Trial, trials_of
from lictool.workers import spread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lictool.anatomy import Part
    from lictool.mutation import Edit
    from lictool.policy import Policy
    from lictool.shape import Shape

    Item = tuple[int, str, tuple[Any, ...], str]
    """Number of the policy, rule, path of the expression, and what it reads now."""

NOTICED, SURVIVED, UNSOUND, SAME = "noticed", "survived", "unsound", "same"
"""What becomes of a change: an example tells; none does; it does not check; it is the rule as it was."""

_WIDEST = 100
_AROUND = 60
"""Characters of an expression that are shown with a change if they make a part of it, and at least if none fits."""


class Mutant(NamedTuple):
    """A rule with one change."""

    rule: str
    part: Part
    edit: Edit
    state: str

    @property
    def text(self) -> str:
        """What the expression reads now."""
        return self.edit.applied(self.part.text)


class Survivor(NamedTuple):
    """A change that no example notices."""

    place: str
    """File, line and column."""
    kind: str
    part: str
    """The expression: a variable's name, `when` or `assert`."""
    was: str
    mutant: str
    """The text around the change, before and after."""
    near: tuple[str, ...]
    """Examples that evaluate what was changed."""


class Fault(NamedTuple):
    """An entry of `equivalents` that is of no use."""

    place: str
    message: str


class Score(NamedTuple):
    """What became of the changes to a rule."""

    rule: str
    citations: tuple[str, ...]
    """With the label of their source: `FAQ Q25`."""
    mutants: int
    """Changes that check and make another rule."""
    equivalent: int
    survivors: tuple[Survivor, ...]
    faults: tuple[Fault, ...]

    @property
    def killed(self) -> int:
        """Changes that an example notices."""
        return self.mutants - self.equivalent - len(self.survivors)


def scores(
    policies: Sequence[Policy], names: Sequence[str], shape: Shape, progress: Callable[[str], None] | None = None
) -> list[Score]:
    """Change each of the rules in every way, and tell which changes survive.

    The examples of the rules must hold. The work is shared among processes if there is much.
    """
    places = [(number, name) for number, policy in enumerate(policies) for name in policy.rules if name in names]
    words = [vocabulary(policy, shape) for policy in policies]
    made = [
        (number, name, part, edit)
        for number, name in places
        for part in parts_of(policies[number], name)
        for edit in edits(part, words[number])
    ]
    if progress and len(made) > _WIDEST:
        progress(f"judging {len(made):,} changed rules …")
    items = [(number, name, part.path, edit.applied(part.text)) for number, name, part, edit in made]
    states = [state for states in spread(lambda stretch: _states(policies, stretch, shape), items) for state in states]
    if progress:
        progress("")
    mutants: dict[tuple[int, str], list[Mutant]] = {place: [] for place in places}
    for (number, name, part, edit), state in zip(made, states, strict=True):
        mutants[number, name].append(Mutant(name, part, edit, state))
    return [_score(policies[number], name, found, shape) for (number, name), found in mutants.items()]


def _states(policies: Sequence[Policy], items: Sequence[Item], shape: Shape) -> list[str]:
    """Tell what becomes of changes; those of a rule stand together."""
    states = []
    for (number, name), group in groupby(items, lambda item: item[:2]):
        policy = policies[number]
        trials = trials_of(policy, name, shape)
        variants = Variants(policy, name)
        before = _meaning(next(rule for rule in policy.data["rules"] if rule["name"] == name))
        for _, _, path, text in group:
            data = variants.changed(path, text)
            if data is None:
                states.append(UNSOUND)
            elif _meaning(data) == before:
                states.append(SAME)
            else:
                states.append(NOTICED if _noticed(Rule(data), trials) else SURVIVED)
    return states


def _meaning(rule: dict[str, Any]) -> list[Any]:
    """Give the plans of a rule without the offsets in its texts."""
    return [_bare(plan) for plan in (*(plan for _, plan in rule["variables"]), rule["when"], rule["assert"]) if plan]


def _bare(plan: Any) -> tuple[Any, ...]:
    return (plan[0], *map(_bare, plan[3]), *plan[4:])


def _noticed(rule: Rule, trials: list[Trial]) -> bool:
    """Tell whether an example notices; it goes to the front, since it may notice the next change as well."""
    for test in (Trial.contradicts, Trial.differs):
        for place, trial in enumerate(trials):
            if test(trial, rule):
                trials.insert(0, trials.pop(place))
                return True
    return False


def _score(policy: Policy, name: str, mutants: Sequence[Mutant], shape: Shape) -> Score:
    alive = [mutant for mutant in mutants if mutant.state == SURVIVED]
    accepted: list[Mutant] = []
    faults = []
    for number, entry in enumerate(policy.rules[name].data.get("equivalents", ())):
        meant = [mutant for mutant in mutants if _is_meant(entry, mutant)]
        message = _fault(entry, meant, accepted)
        if message:
            faults.append(Fault(placed(policy, name, ("equivalents", number)), message))
        else:
            accepted += meant
    alive = [mutant for mutant in alive if mutant not in accepted]
    return Score(
        name,
        cited(policy, name),
        sum(mutant.state in (NOTICED, SURVIVED) for mutant in mutants),
        len(accepted),
        tuple(_survivors(policy, name, alive, shape)) if alive else (),
        tuple(faults),
    )


def _is_meant(entry: dict[str, str], mutant: Mutant) -> bool:
    """Tell whether putting the one text of an entry in the place of the other makes a mutant; blanks do not matter."""
    if entry.get("in", mutant.part.name) != mutant.part.name:
        return False
    before, after, was, now = map(_squeezed, (mutant.part.text, mutant.text, entry["was"], entry["mutant"]))
    place = before.find(was)
    while place >= 0:
        if before[:place] + now + before[place + len(was) :] == after:
            return True
        place = before.find(was, place + 1)
    return False


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _fault(entry: dict[str, str], meant: Sequence[Mutant], accepted: Sequence[Mutant]) -> str:
    """Say what is wrong with an entry of `equivalents`; nothing if it stands for one survivor."""
    if not meant:
        return (
            f"no change makes `{_spaced(entry['mutant'])}` of `{_spaced(entry['was'])}`; take the texts from the report"
        )
    if len(meant) > 1:
        parts = sorted({mutant.part.name for mutant in meant})
        advice = f"say `in`: {' or '.join(parts)}" if len(parts) == len(meant) else "write more of the text around"
        return f"{len(meant)} changes make `{_spaced(entry['mutant'])}` of `{_spaced(entry['was'])}`; {advice}"
    if meant[0] in accepted:
        return "the change is listed already"
    return {
        NOTICED: "an example notices the change: it is no equivalent; take it off the list",
        UNSOUND: "the changed rule does not check, so that nobody can mistake it; take it off the list",
        SAME: "the change makes no other rule; take it off the list",
    }.get(meant[0].state, "")


def _survivors(policy: Policy, name: str, alive: Sequence[Mutant], shape: Shape) -> Iterator[Survivor]:
    trials = trials_of(policy, name, shape)
    rule, _ = watched(policy, name, parts_of(policy, name), trials)
    for mutant in alive:
        part, edit = mutant.part, mutant.edit
        yield Survivor(
            placed(policy, name, part.path, (edit.start, max(edit.end, edit.start + 1))),
            edit.kind,
            part.name,
            *snippet(part, edit),
            tuple(trials[number].name for number in sorted(reaching(rule, part.path, *edit.part))),
        )


def snippet(part: Part, edit: Edit) -> tuple[str, str]:
    """Give the text around a change, before and after: so much that it stands only once in the expression."""
    start, end = min(edit.start, edit.part[0]), max(edit.end, edit.part[1])
    node = part.root
    while True:
        if node.end - node.start <= _WIDEST and node.start <= edit.start and edit.end <= node.end:
            start, end = node.start, node.end
            break
        inner = [child for child in children(node) if child.start <= edit.part[0] and edit.part[1] <= child.end]
        if not inner:
            break
        node = inner[0]
    tokens = Lexer(part.text).run()[:-1]
    starts = [token.start for token in tokens if part.text[: token.start][-1:].isspace()]
    ends = [token.end for token in tokens if part.text[token.end : token.end + 1].isspace()]
    whole, narrow = _squeezed(part.text), 0
    if end - start > _WIDEST:
        start, end, narrow = edit.start, edit.end, edit.end - edit.start + _AROUND
    while end - start < min(narrow, len(part.text)) or whole.count(_squeezed(part.text[start:end])) != 1:
        start = max((place for place in starts if place < start), default=0)
        end = min((place for place in ends if place > end), default=len(part.text))
    after = edit.applied(part.text)
    return _spaced(part.text[start:end]), _spaced(after[start : len(after) - len(part.text) + end])


def _spaced(text: str) -> str:
    return " ".join(text.split())
