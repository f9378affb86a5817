"""The command `position`: what is entitled, needed and left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool import __version__
from lictool.answer import Answer
from lictool.answering import colored, selected, wishes
from lictool.phrases import listed
from lictool.pipeline import check
from lictool.position import positions
from lictool.report import EMPTY, FOUND, JUDGED
from lictool.reporters import position as reporter
from lictool.reporters.escaping import one_line
from lictool.session import begin, surrounding
from lictool.tree import WorkTree
from lictool.wording import say as say_generally
from lictool.wording_position import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lictool.answer import Surroundings
    from lictool.deployment import Deployment


def position(arguments: dict[str, Any], around: Surroundings) -> Answer:
    """Give the position of the deployments that have a part in the paths. Raises as a check does."""
    root, here = surrounding(".")
    tree = WorkTree(root)
    session = begin(tree, here, wishes(arguments, around))
    inputs, names = selected(session, tree, root, arguments["words"] or ["."])
    # The deployments are wanted, no verdicts.
    silent = session.bundle._replace(policies=[{**policy, "rules": []} for policy in session.bundle.policies])
    report = check(inputs, silent, session.options, session.meter(inputs))
    language, counts = report.language, report.counts
    estate = report.estate if names is None else [one for one in report.estate if _lies_in(one, names)]
    found = positions(estate, session.bundle, report.as_of)
    code = FOUND if counts.not_judged else EMPTY if not counts.judged and not arguments["allow_empty"] else JUDGED
    notes = []
    if code == EMPTY:
        notes.append(say_generally("nothing-judged", language))
    if counts.not_judged:
        notes.append(say("partial", language, count=counts.not_judged))
    if report.hidden:
        hidden = listed((f"`{name}`" for name in report.hidden), language)
        notes.append(say_generally("deployments-hidden", language, names=hidden))
    if arguments["format"] == "json":
        run = {"command": "position", "asOf": report.as_of, "timezone": session.options.zone, "language": language}
        text = reporter.render_json(found, {**run, "exitCode": code}, report.hidden, version=__version__)
    elif arguments["format"] == "csv":
        text = reporter.render_csv(found)
    elif arguments["format"] == "markdown":
        text = reporter.render_markdown(found, report.as_of, language)
    else:
        color = colored(arguments["color"], around)
        text = reporter.render_table(found, report.as_of, language, color=color)
    return Answer(text, code, notes="".join(f"lictool: {one_line(note)}\n" for note in notes))


def _lies_in(deployment: Deployment, names: Iterable[str]) -> bool:
    """Tell whether a part of a deployment lies in one of the files or folders; `` is everything."""
    files = {part.file for part in deployment.parts}
    return any(not name or file == name or file.startswith(f"{name}/") for name in names for file in files)
