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
    word = next(iter(arguments["words"]), None)
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

    word = next(iter(arguments["words"]), None)
    if not word:
        return Answer("".join(f"{name}\n" for name in schema_names()), JUDGED)
    if word in schema_names():
        return Answer(schema_text(word), JUDGED)
    from lictool.expr.suggestion import hint

    near = hint(word, schema_names()) or f"; there are {', '.join(schema_names())}"
    raise UsageError(Problem(f"there is no schema `{word}`{near}"))


def _elsewhere(module: str, function: str) -> Command:
    """Give a command of another module, which is imported only when it is asked for."""

    def run(arguments: dict[str, Any], around: Surroundings) -> Answer:
        # importlib would be loaded for this alone, and a hook that has nothing to do should end at once.
        command: Command = getattr(__import__(f"lictool.{module}", fromlist=(function,)), function)
        return command(arguments, around)

    return run


COMMANDS: dict[str, Command] = {
    "check": _check,
    "hook": _elsewhere("commands_git", "hook"),
    "diff": _elsewhere("commands_git", "diff"),
    "position": _elsewhere("commands_position", "position"),
    "waive": _elsewhere("commands_accept", "waive"),
    "baseline": _elsewhere("commands_accept", "write_baseline"),
    "test": _test,
    "explain": _explain,
    "faq": _faq,
    "init": _elsewhere("starter", "init"),
    "import": _elsewhere("commands_import", "imported"),
    "drift": _elsewhere("commands_drift", "drift"),
    "schema": _schema,
}
"""The commands by name; their options are in `arguments`."""
