"""The command that shows how a rule comes to its verdicts on manifests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.answer import Answer
from lictool.answering import announced, selected, wishes
from lictool.derivation import concerning, derive
from lictool.errors import Problem, UsageError
from lictool.report import EMPTY, JUDGED
from lictool.reporters.derivation import render
from lictool.selftest import select
from lictool.session import begin, surrounding
from lictool.tree import WorkTree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lictool.answer import Surroundings
    from lictool.policy import Policy


def derived(policies: Sequence[Policy], rule: str | None, arguments: dict[str, Any], around: Surroundings) -> Answer:
    """Show how a rule comes to its verdicts on the manifests of --on; `policies` are all that apply.

    Raises UsageError without a rule or manifests, for a rule that is none, and for a path that leads nowhere.
    """
    if not arguments["on"]:
        raise UsageError(Problem("`--as-of` says on which day manifests are judged; name them with `--on PATH`"))
    if rule is None:
        raise UsageError(Problem("`--on` asks how a rule judges; name it first: `lictool explain RULE --on PATH`"))
    select(policies, [rule])
    policy = next(policy for policy in policies if rule in policy.rules)
    root, here = surrounding(".")
    tree = WorkTree(root)
    session = begin(tree, here, wishes(arguments, around))
    inputs, names = selected(session, tree, root, arguments["on"])
    announced(inputs, around)
    data = next(one for one in session.bundle.policies if one["name"] == policy.data["name"])
    found = derive(policy, rule, data, inputs, session.bundle.shape, session.options)
    if names is not None:
        found = concerning(found, names)
    return Answer(render(found, session.options.language), JUDGED if found.items else EMPTY)
