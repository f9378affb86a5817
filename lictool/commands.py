"""The commands: each takes the values of its command line and the surroundings, and gives its answer."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from lictool.answer import Answer
from lictool.errors import Problem, UsageError
from lictool.report import JUDGED

if TYPE_CHECKING:
    from collections.abc import Callable

    from lictool.answer import Surroundings
    from lictool.policy import Policy
    from lictool.tree import Tree

    Command = Callable[[dict[str, Any], Surroundings], Answer]


def _check(arguments: dict[str, Any], around: Surroundings) -> Answer:
    from lictool.answering import fitting, naming, reported, selected, wishes
    from lictool.session import begin, concerning, fitted, judge, surrounding
    from lictool.tree import WorkTree
    from lictool.wording import say

    paths = arguments["words"] or ["."]
    root, here = surrounding(".")
    tree: Tree = WorkTree(root)
    if arguments["trusted"]:
        from lictool.git import Repository

        repository = Repository(root, around.environment)
        ground: Tree = repository.tree(repository.commit(arguments["trusted"]))
    else:
        ground = tree
    with naming(arguments["trusted"]):
        session = begin(ground, here, wishes(arguments, around))
    if arguments["schema_only"]:
        return reported(fitted(session, fitting(session, root, paths)), session, arguments, around, here=here)
    inputs, names = selected(session, tree, root, paths)
    if names is None:
        whole = not session.project.authored and all(map(os.path.isdir, paths))
        report = judge(session, inputs, None if session.project.authored else tree, whole=whole)
        return reported(report, session, arguments, around, here=here)
    report = judge(session, inputs, tree)
    shown = concerning(report, names)
    answer = reported(shown, session, arguments, around)
    left = len(report.findings) - len(shown.findings)
    if left:
        notice = say("elsewhere", session.options.language, count=left)
        answer = answer._replace(notes=f"{answer.notes}lictool: {notice}\n")
    return answer


def _test(arguments: dict[str, Any], around: Surroundings) -> Answer:
    from lictool.commands_policy import tested

    return tested(_authored(arguments)[0], arguments, around)


def _authored(arguments: dict[str, Any]) -> tuple[list[Policy], str]:
    """Load the policies that are shipped, of the project and of --policies from their YAML files; give them and the language."""
    from lictool.bundle import load
    from lictool.resources import folder
    from lictool.session import Wishes, policies_here

    project, sources = policies_here(Wishes(0, policies=arguments["policies"]))
    policies = [*load(folder("policies"))]
    for source in sources:
        policies += load(source)
    return policies, arguments.get("lang") or project.language


def _explain(arguments: dict[str, Any], around: Surroundings) -> Answer:
    from lictool.reference import rule_list, rule_page

    policies, language = _authored(arguments)
    word = arguments["words"]
    word = word[0] if isinstance(word, list) and word else word or None
    if arguments["on"] or arguments["as_of"]:
        from lictool.commands_explain import derived

        return derived(policies, word, arguments, around)
    return Answer(rule_page(policies, word, language) if word else rule_list(policies, language), JUDGED)


def _faq(arguments: dict[str, Any], _: Surroundings) -> Answer:
    from lictool.commands_knowledge import faq

    policies, language = _authored(arguments)
    return faq(policies, arguments["words"], language)


def _schema(arguments: dict[str, Any], _: Surroundings) -> Answer:
    from lictool.resources import schema_names, schema_text

    word = arguments["words"]
    word = word[0] if isinstance(word, list) and word else word or None
    if not word:
        return Answer("".join(f"{name}\n" for name in schema_names()), JUDGED)
    if word in schema_names():
        return Answer(schema_text(word), JUDGED)
    from lictool.expr.suggestion import nearest

    near = nearest(word, schema_names())
    hint = f"; did you mean `{near}`?" if near else f"; there are {', '.join(schema_names())}"
    raise UsageError(Problem(f"there is no schema `{word}`{hint}"))


def _hook(arguments: dict[str, Any], around: Surroundings) -> Answer:
    from lictool.commands_git import hook

    return hook(arguments, around)


def _diff(arguments: dict[str, Any], around: Surroundings) -> Answer:
    from lictool.commands_git import diff

    return diff(arguments, around)


def _waive(arguments: dict[str, Any], around: Surroundings) -> Answer:
    from lictool.commands_accept import waive

    return waive(arguments, around)


def _baseline(arguments: dict[str, Any], around: Surroundings) -> Answer:
    from lictool.commands_accept import write_baseline

    return write_baseline(arguments, around)


def _position(arguments: dict[str, Any], around: Surroundings) -> Answer:
    from lictool.commands_position import position

    return position(arguments, around)


def _init(arguments: dict[str, Any], around: Surroundings) -> Answer:
    from lictool.starter import init

    return init(arguments, around)


def _import(arguments: dict[str, Any], around: Surroundings) -> Answer:
    from lictool.commands_import import imported

    return imported(arguments, around)


def _drift(arguments: dict[str, Any], around: Surroundings) -> Answer:
    from lictool.commands_drift import drift

    return drift(arguments, around)


COMMANDS: dict[str, Command] = {
    "check": _check,
    "hook": _hook,
    "diff": _diff,
    "position": _position,
    "waive": _waive,
    "baseline": _baseline,
    "test": _test,
    "explain": _explain,
    "faq": _faq,
    "init": _init,
    "import": _import,
    "drift": _drift,
    "schema": _schema,
}
"""The commands by name; their options are in `arguments`."""
