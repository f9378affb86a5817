"""What every format shows: a run that ended, its findings by deployment, and what is known of their rules."""

from __future__ import annotations

from posixpath import isabs, normpath
from typing import TYPE_CHECKING, Any

from lictool.record import NamedTuple
from lictool.report import BASELINE, Counts, Report, is_open
from lictool.wording_formats import BUILT_IN, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lictool.errors import Problem
    from lictool.position import Position
    from lictool.report import Acceptance, Held, Located, Place


class Run(NamedTuple):
    """A run that ended."""

    report: Report
    code: int
    """The exit code."""
    failed: bool
    """Whether something is found at or above the fail level, whatever the exit code was made of it."""
    version: str
    policies: Sequence[dict[str, Any]] = ()
    """As in `Bundle`."""
    position: tuple[Position, ...] = ()
    """What is held and needed, by deployment and tier."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the set-up; nothing was judged then."""
    project: str = ""
    """Folder of the project in its repository; empty for the root."""
    here: str = ""
    """Folder in the repository to which the names of the files are relative."""
    color: bool = False
    """Whether a text is coloured."""
    command: str = "check"
    """The command that ran."""

    @property
    def language(self) -> str:
        """The language of the texts."""
        return self.report.language

    @property
    def is_empty(self) -> bool:
        """Whether nothing was there to be judged."""
        return self.report.counts.judged == 0 and self.report.counts.not_judged == 0

    @property
    def verdict(self) -> str:
        """The verdict: `broken`, `none`, `fail` or `pass`."""
        if self.problems:
            return "broken"
        return "fail" if self.failed else "none" if self.is_empty else "pass"

    def say(self, key: str, **values: object) -> str:
        """Give a sentence in the language of the run."""
        return say(key, self.language, **values)


def failure(problems: Iterable[Problem], *, code: int, version: str, language: str, command: str = "check") -> Run:
    """Give the run of a command that a wrong set-up let judge nothing."""
    nothing = Report("", language, (), Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0), (), (), "")
    return Run(nothing, code, failed=False, version=version, problems=tuple(problems), command=command)


def rooted(run: Run) -> Run:
    """Name the files from the root of the repository, as forges know them."""
    if not run.here:
        return run

    def named(place: Place) -> Place:
        return place if isabs(place.file) else place._replace(file=normpath(f"{run.here}/{place.file}"))

    findings = (
        located._replace(
            place=named(located.place),
            related=tuple(named(place) for place in located.related),
            facts=tuple(place and named(place) for place in located.facts),
        )
        for located in run.report.findings
    )
    return run._replace(report=run.report._replace(findings=tuple(findings)), here="")


class Tally(NamedTuple):
    """Findings in numbers; accepted ones count only as accepted."""

    error: int
    warning: int
    info: int
    unknown: int
    """Undecided ones among those."""
    accepted: int


def tally(findings: Iterable[Located]) -> Tally:
    """Count findings."""
    counts = {"error": 0, "warning": 0, "info": 0, "unknown": 0, "accepted": 0}
    for located in findings:
        if is_open(located):
            counts[located.finding.severity] += 1
            counts["unknown"] += located.finding.outcome == "unknown"
        else:
            counts["accepted"] += 1
    return Tally(**counts)


def by_deployment(report: Report) -> list[tuple[str, list[Located]]]:
    """Gather findings by deployment, in the order of the names; those of no deployment last."""
    groups: dict[str, list[Located]] = {}
    for located in report.findings:
        groups.setdefault(located.finding.deployment, []).append(located)
    return sorted(groups.items(), key=lambda group: (not group[0], group[0]))


def wanted(findings: Iterable[Located]) -> list[tuple[str, str, int]]:
    """Give the missing facts: deployment, path, and how many open questions each leaves, the most wanted first.

    What the tables of a policy lack is nothing that a manifest could fill in.
    """
    counts: dict[tuple[str, str], int] = {}
    for located in findings:
        for path in located.finding.missing if is_open(located) else ():
            if path.startswith("tables"):
                continue
            key = (located.finding.deployment, path)
            counts[key] = counts.get(key, 0) + 1
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(deployment, path, count) for (deployment, path), count in ranked]


def acceptance(located: Located, language: str) -> str:
    """Say why a finding does not count; nothing if it does."""
    accepted = located.acceptance
    if accepted is None:
        return ""
    if accepted.kind == BASELINE:
        return say("by-baseline", language, file=accepted.name)
    return waived(accepted, language)


def waived(accepted: Acceptance, language: str) -> str:
    """Say what a waiver says."""
    ticket = say("by-ticket", language, ticket=accepted.ticket) if accepted.ticket else ""
    return say(
        "by-waiver",
        language,
        name=accepted.name,
        reason=accepted.reason,
        owner=accepted.owner,
        date=accepted.expires,
        ticket=ticket,
    )


def by_expiry(report: Report) -> list[Held]:
    """Give the waivers of a run, the ones that end first at the beginning."""
    return sorted(report.waivers, key=lambda held: (held.acceptance.expires, held.acceptance.name))


def scope(held: Held) -> str:
    """Say what a waiver is for."""
    return " › ".join(filter(None, (held.deployment, held.resource, held.key)))


class Description(NamedTuple):
    """What is known of a rule."""

    name: str
    title: str
    severity: str
    policy: str
    """Empty for the rules about input and waivers, which no policy holds."""
    citations: tuple[tuple[str, str], ...]
    """Such as `FAQ Q25: Title`, and the address."""


def describe(policies: Sequence[dict[str, Any]], names: Iterable[str], language: str) -> dict[str, Description]:
    """Describe rules by name."""
    from lictool.bundle import reference, words

    known = {rule["name"]: (policy, rule) for policy in policies for rule in policy["rules"]}
    found = {}
    for name in sorted(set(names)):
        if name not in known:
            title = BUILT_IN[name][language] if name in BUILT_IN else name
            light = name in ("waiver-unused", "waiver-expires-soon")
            found[name] = Description(name, title, "warning" if light else "error", "", ())
            continue
        policy, rule = known[name]
        cited = reference(policy)
        citations = tuple(_cited(cited, entry, language) for entry in rule["citations"])
        found[name] = Description(name, words(rule)["title"][language], rule["severity"], policy["name"], citations)
    return found


def _cited(cited: Mapping[str, Any], name: str, language: str) -> tuple[str, str]:
    entry = cited["entries"][name]
    source = cited["sources"][entry["source"]]
    return f"{source['label']} {name}: {entry['title'][language]}", entry.get("url", source["url"])[language]
