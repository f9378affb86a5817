"""Checking a rule's file: its expressions against the manifest schema, its texts, its citations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.expr.celtypes import BOOL, ERROR, Type
from lictool.expr.checker import check
from lictool.expr.environment import NO_FACTS, Checked, Environment, Facts
from lictool.expr.fault import ExpressionError
from lictool.expr.suggestion import nearest
from lictool.message import Part, check_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lictool.authored import Authored
    from lictool.errors import Problem
    from lictool.location import Path


def _assumed(environment: Environment, names: Sequence[str]) -> Environment:
    """Bring names into scope of which nothing is known, so that one fault is reported once."""
    for name in names:
        if name not in environment:
            environment = environment.child(name, ERROR)
    return environment


class RuleChecker:
    """Checks one rule and collects what is wrong with it.

    `environment` holds the names of the policy without `deployment`, which rules across deployments do not have.
    """

    __slots__ = ("_authored", "_deployment", "_entries", "_environment", "problems", "types")

    def __init__(
        self, authored: Authored, environment: Environment, deployment: Type, entries: Mapping[str, object]
    ) -> None:
        self._authored = authored
        self._environment = environment
        self._deployment = deployment
        self._entries = entries
        self.problems: list[Problem] = []
        self.types: dict[Path, dict[tuple[int, int], Type]] = {}
        """After the check: for each expression, by its place in the file, the type of every part by its offsets."""

    def check(self, policy: str) -> dict[str, Any]:
        """Give what evaluation needs of the rule, as plain data; meaningless if there are problems."""
        data = self._authored.data
        self._cite(data["citations"])
        scope = data.get("for", "deployment")
        environment, levels, given = self._subjects(scope, data.get("as", []))
        named: list[Checked] = []
        variables: list[tuple[int, Any]] = []
        for name, text in data.get("variables", {}).items():
            path = ("variables", name)
            if name in environment:
                self._problem(path, f"`{name}` is in scope already; choose another name", key=True)
                continue
            checked = self._expression(text, path, environment, None, given)
            if checked is None:
                environment = _assumed(environment, [name])
                continue
            environment = environment.variable(name, checked)
            named.append(checked)
            variables.append((environment.slot(name), checked.plan))
        when = self._expression(data.get("when"), ("when",), environment, BOOL, given)
        facts = given | when.facts if when else given
        holds = self._expression(data["assert"], ("assert",), environment, BOOL, facts)
        fails = facts | holds.otherwise if holds else facts
        at = self._expression(data.get("at"), ("at",), environment, None, fails)
        if at and not at.origin:
            self._problem(("at",), "`at` names a place in the manifest: a path such as headend.installed")
        # Without a sound assertion nobody knows what is present when it fails.
        present = fails if holds else None
        texts = {key: self._texts(data[key], (key,), environment, present) for key in ("message", "remediation")}
        sound = [c for c in (when, holds, at) if c]
        slots = max([environment.size, *(c.slots for c in sound), *(slots for _, slots in texts.values())])
        needs = sorted({need for c in (when, holds) if c for need in c.needs})
        return {
            "name": self._authored.name,
            "policy": policy,
            "severity": data["severity"],
            "citations": list(data["citations"]),
            "waivable": data.get("waivable", True),
            **({"aliases": list(data["aliases"])} if data.get("aliases") else {}),
            "scope": None if scope == "portfolio" else scope.split(".")[1:],
            "levels": levels,
            "variables": variables,
            "when": when.plan if when else None,
            "assert": holds.plan if holds else None,
            "at": at.plan if at else None,
            "slots": slots,
            "needs": needs,
            "across": scope == "portfolio" or any("portfolio" in c.uses for c in (*named, *sound)),
            "words": {"title": data["title"], **{key: parts for key, (parts, _) in texts.items()}},
        }

    def _problem(self, path: Path, message: str, part: tuple[int, int] | None = None, *, key: bool = False) -> None:
        self.problems.append(self._authored.problem(path, message, part, key=key))

    def _cite(self, citations: Sequence[str]) -> None:
        for position, entry in enumerate(citations):
            if entry not in self._entries:
                near = nearest(entry, self._entries)
                hint = f"; did you mean `{near}`?" if near else ""
                self._problem(("citations", position), f"there is no entry `{entry}` in the knowledge base{hint}")

    def _subjects(self, scope: str, names: str | list[str]) -> tuple[Environment, list[int], Facts]:
        """Bring the subjects into scope: one name for each list on the way; give their slots, and what is sure to be there."""
        names = [names] if isinstance(names, str) else names
        environment = self._environment
        if scope != "portfolio":
            environment = environment.child("deployment", self._deployment)
        levels: list[int] = []
        given = NO_FACTS
        type_, base = self._deployment, "deployment"
        for step in scope.split(".")[1:]:
            field = type_.fields.get(step)
            if field is None:
                near = nearest(step, type_.fields)
                hint = f"; did you mean `{near}`?" if near else f"; there are {', '.join(sorted(type_.fields))}"
                self._problem(("for",), f"{type_} has no field `{step}`{hint}")
                return _assumed(environment, names[len(levels) :]), levels, given
            type_, base = field.type, f"{base}.{step}"
            given |= {base}
            if type_.kind != "list":
                continue
            type_ = type_.args[0]
            if len(levels) >= len(names):
                self._problem(("for",), f"`as` must name each level of lists; `{step}` has no name")
                return environment, levels, given
            name = base = names[len(levels)]
            if name in environment:
                self._problem(("as",), f"`{name}` is in scope already; choose another name")
                return environment, levels, given
            environment = environment.child(name, type_)
            levels.append(environment.slot(name))
        if type_.kind != "object" and scope != "portfolio" and levels == []:
            self._problem(("for",), f"`{scope}` is neither a list nor a record")
        if len(names) > len(levels):
            self._problem(("as",), f"`as` names {len(names)} levels of lists, `for` goes through {len(levels)}")
        return environment, levels, given

    def _expression(
        self, text: str | None, path: Path, environment: Environment, expected: Type | None, facts: Facts
    ) -> Checked | None:
        if text is None:
            return None
        try:
            return check(text, environment, expected=expected, facts=facts, types=self.types.setdefault(path, {}))
        except ExpressionError as error:
            for fault in error.faults:
                self._problem(path, fault.message, (fault.start, fault.end))
            return None

    def _texts(
        self, texts: Mapping[str, str], path: Path, environment: Environment, facts: Facts | None
    ) -> tuple[dict[str, list[Part]], int]:
        """Check a text in every language; give the parts and the frame that they need.

        `facts` None means that what is present is not known, so that no absence is a fault.
        """
        parts: dict[str, list[Part]] = {}
        slots = environment.size
        for language, text in texts.items():
            checked, faults = check_text(text, environment, facts or NO_FACTS, total=facts is not None)
            for fault in faults:
                self._problem((*path, language), fault.message, (fault.start, fault.end))
            parts[language] = checked.parts
            slots = max(slots, checked.slots)
        return parts, slots
