"""The commands with which findings are accepted: `waive` and `baseline`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from lictool import baseline
from lictool.answer import Answer
from lictool.answering import wishes
from lictool.errors import Problem, UsageError
from lictool.expr.chronology import is_day
from lictool.finding import fingerprint
from lictool.report import EMPTY, FOUND, INPUT, JUDGED, WAIVER
from lictool.reporters.escaping import one_line
from lictool.reporters.stub import render
from lictool.session import begin, judge, surrounding
from lictool.tree import WorkTree, files, lone
from lictool.waiver_faults import day_after
from lictool.wording import say as say_generally
from lictool.wording_waiver import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lictool.answer import Surroundings
    from lictool.report import Located, Report
    from lictool.session import Session

_DAYS = 90
"""Days for which a stub proposes to accept a finding at most."""
_NAME = 100
"""Characters of a waiver's name at most."""


def waive(arguments: dict[str, Any], around: Surroundings) -> Answer:
    """Print a waiver for a finding, or without one list what can be waived. Raises UsageError if it cannot be told."""
    word = arguments["words"][0] if arguments["words"] else ""
    if arguments["expires"] and not is_day(arguments["expires"]):
        raise UsageError(Problem(f"`{arguments['expires']}` is not a day; write it as 2026-12-31"))
    session = begin(WorkTree(surrounding(".")[0]), surrounding(".")[1], wishes(arguments, around))
    report = _judged(session)
    if not report.counts.judged:
        return Answer("", EMPTY, notes=f"lictool: {say_generally('nothing-judged', report.language)}\n")
    if not word:
        open_ = [one for one in report.findings if _refusal(one, session) == ""]
        notes = "" if open_ else f"lictool: {say('nothing-to-waive', report.language)}\n"
        return Answer("".join(f"{one_line(_listed(one))}\n" for one in open_), JUDGED, notes=notes)
    located = _named(word, report.findings)
    refusal = _refusal(located, session)
    if refusal:
        raise UsageError(Problem(f"the finding of `{located.finding.rule}` {refusal}"))
    days = min(_DAYS, session.project.waiver_days or _DAYS)
    given = {key: arguments[key] or "" for key in ("reason", "owner", "ticket")}
    given["expires"] = arguments["expires"] or day_after(report.as_of, days)
    return Answer(render(located, _name(located, report), given, report.language), JUDGED)


def _judged(session: Session) -> Report:
    """Judge the whole project; without a project file what is below the working folder."""
    authored = session.project.authored
    inputs = session.manifests(session.tree) if authored else list(files(["."]))
    return judge(session, inputs, session.tree)


def _named(word: str, findings: Sequence[Located]) -> Located:
    """Find the finding whose fingerprint is, or begins with, a word."""
    found = [one for one in findings if one.finding.id.startswith(word.lower())]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(Problem(f"there is no finding `{word}`; `lictool waive` lists those that can be waived"))
    several = "; ".join(_listed(one) for one in found[:5])
    raise UsageError(Problem(f"`{word}` begins the names of several findings; give more of it: {several}"))


def _listed(located: Located) -> str:
    finding, place = located.finding, located.place
    return f"{finding.id}  {place.file}:{place.span.line}:{place.span.column}  {finding.rule}  {finding.message}"


def _refusal(located: Located, session: Session) -> str:
    """Say why a finding cannot be waived; nothing if it can."""
    finding, acceptance = located.finding, located.acceptance
    if finding.rule.startswith(INPUT):
        return "is about manifests or waivers themselves, which nothing accepts"
    if acceptance and acceptance.kind == WAIVER:
        return f"is accepted by the waiver `{acceptance.name}` already"
    rules = (rule for policy in session.bundle.policies for rule in policy["rules"] if rule["name"] == finding.rule)
    return "" if next(rules)["waivable"] else "cannot be waived, as its policy says"


def _name(located: Located, report: Report) -> str:
    """Make a name that no waiver has yet."""
    finding = located.finding
    wanted = "-".join(part for part in (finding.deployment, finding.resource.rpartition("/")[2], finding.rule) if part)
    name = "".join(c if c.isalnum() or c in "._" else "-" for c in wanted)[:_NAME].strip("-")
    taken = {held.acceptance.name for held in report.waivers}
    return name if name not in taken else f"{name[: _NAME - 17]}-{fingerprint(finding.id)}"


def write_baseline(arguments: dict[str, Any], around: Surroundings) -> Answer:
    """Write the findings known today to the baseline, or take out of it what is gone.

    Raises UsageError where there is no file to write to.
    """
    root, here = surrounding(".")
    asked = wishes(arguments, around)
    session = begin(WorkTree(root), here, asked._replace(language="en", baseline=None))
    word = arguments["words"][0] if arguments["words"] else ""
    language = asked.language or session.project.language
    if not word and not session.project.baseline:
        raise UsageError(Problem("name the file to write, or set `baseline` in the project file"))
    path = word or os.path.join(root, *session.project.baseline.split("/"))
    shown = word or session.project.baseline
    known = _known(path, shown)
    # What the present baseline accepts is judged like everything else.
    report = _judged(session._replace(project=session.project._replace(baseline="")))
    if report.counts.not_judged:
        return Answer("", FOUND, notes=f"lictool: {say('baseline-partial', language)}\n")
    if not report.counts.judged and not arguments["allow_empty"]:
        return Answer("", EMPTY, notes=f"lictool: {say_generally('nothing-judged', language)}\n")
    renewal = baseline.renew(report, known, grow=arguments["update"])
    text = baseline.written(renewal.entries)
    counts = {"file": one_line(shown), "known": len(renewal.entries), "added": renewal.added, "gone": renewal.gone}
    same = known is not None and not renewal.added and not renewal.gone
    lines = [say("baseline-same" if same else "baseline-written", language, **counts)]
    lines += [say("baseline-left", language, count=renewal.left)] if renewal.left else []
    lines += [say("baseline-input", language, count=renewal.input)] if renewal.input else []
    return Answer("".join(f"{line}\n" for line in lines), JUDGED, files=() if same else ((path, text),))


def _known(path: str, shown: str) -> Mapping[str, Mapping[str, str]] | None:
    """Read the baseline as it is, None where there is none yet."""
    if not os.path.lexists(path):
        return None
    return baseline.read(shown, lone(path)[1])
