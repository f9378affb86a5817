"""Holding a project file against the policies: the rules and parameters it speaks of must be there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.errors import PolicyError
from lictool.expr.chronology import is_day

if TYPE_CHECKING:
    from lictool.bundle import Bundle
    from lictool.project import Project


def settle(project: Project, bundle: Bundle) -> None:
    """Hold what a project file says of rules and parameters against the policies. Raises PolicyError."""
    from lictool.expr.suggestion import hint

    authored = project.authored
    if authored is None:
        return
    rules = {rule["name"] for policy in bundle.policies for rule in policy["rules"]}
    problems = [
        authored.problem(("enforceFrom", rule), f"there is no rule `{rule}`{hint(rule, rules)}", key=True)
        for rule in project.enforce_from
        if rule not in rules
    ]
    policies = {policy["name"]: policy for policy in bundle.policies}
    for name, chosen in project.parameters.items():
        if name not in policies:
            message = f"there is no policy `{name}`{hint(name, policies)}"
            problems.append(authored.problem(("parameters", name), message, key=True))
            continue
        for parameter, value in chosen.items():
            fault = _fault(parameter, value, policies[name])
            if fault:
                path = ("parameters", name, parameter)
                problems.append(authored.problem(path, fault, key=not fault.startswith("expected")))
    if problems:
        raise PolicyError(*problems)


def _fault(name: str, value: Any, policy: dict[str, Any]) -> str:
    """Say what is wrong with a value for a parameter; nothing if it can be set."""
    from lictool.expr.suggestion import hint, listed

    choices: dict[str, str] = policy["choices"]
    if name not in choices:
        if name in policy["parameters"]:
            return f"`{name}` is a figure of the source, not a choice of the project"
        near = hint(name, choices)
        return f"policy `{policy['name']}` has no parameter `{name}`{near or listed('it has', choices)}"
    type_ = choices[name]
    wanted = {"int": int, "bool": bool}.get(type_, str)
    if value.__class__ is not wanted:
        return f"expected {type_}, found {value.__class__.__name__}"
    if type_ == "date" and not is_day(str(value)):
        return f"expected a day such as 2026-12-31, found `{value}`"
    return ""
