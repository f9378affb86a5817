"""The command that tests policies: examples, how far they reach, what they notice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from lictool.answer import Answer
from lictool.answering import colored
from lictool.errors import Problem, UsageError
from lictool.report import EMPTY, FOUND, JUDGED
from lictool.reporters.examples import render
from lictool.resources import schema_text
from lictool.selftest import run_examples, select
from lictool.shape import shape_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lictool.answer import Surroundings
    from lictool.policy import Policy


def tested(policies: Sequence[Policy], arguments: dict[str, Any], around: Surroundings) -> Answer:
    """Run the examples of the rules asked for; with --coverage and --mutate, test the examples too."""
    threshold = _threshold(arguments)
    names = select(policies, arguments["words"])
    results = run_examples(policies, names)
    if not results:
        return Answer(render(results), EMPTY)
    color = colored(arguments["color"], around)
    texts = [render(results, color=color)]
    is_good = all(result.holds for result in results)
    shape = shape_of(json.loads(schema_text("manifest")))
    if arguments["coverage"]:
        from lictool.reach import reach_of
        from lictool.reporters.reach import render as render_reach
        from lictool.tally import is_covered

        reach = [reach_of(policy, name, shape) for policy in policies for name in policy.rules if name in names]
        texts.append(render_reach(reach, color=color))
        is_good = is_good and (threshold is None or is_covered(reach, threshold))
    if arguments["mutate"]:
        from lictool.reporters.survival import render as render_survival
        from lictool.survival import scores
        from lictool.tally import is_tested

        broken = sorted({result.rule for result in results if not result.holds})
        found = scores(policies, [name for name in names if name not in broken], shape, around.progress)
        texts.append(render_survival(found, broken, color=color))
        is_good = is_good and is_tested(found, threshold)
    return Answer("\n".join(texts), JUDGED if is_good else FOUND)


def _threshold(arguments: dict[str, Any]) -> int | None:
    """Give the threshold. Raises UsageError if it is no percentage or nothing is measured by it."""
    text = arguments["threshold"]
    if text is None:
        return None
    if not text.isascii() or not text.isdigit() or int(text) > 100:
        raise UsageError(Problem(f"--threshold: `{text}` is no whole number from 0 to 100"))
    if not arguments["coverage"] and not arguments["mutate"]:
        raise UsageError(Problem("--threshold needs something to measure: add --coverage or --mutate"))
    return int(text)
