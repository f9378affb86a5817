"""The result of a run: findings with their places looked up, counts, and the exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.finding import SEVERITIES
from lictool.location import Path, Span, Where, pointer
from lictool.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lictool.deployment import Deployment
    from lictool.finding import Finding, Sheet, Spot
    from lictool.shape import Shape

JUDGED, FOUND, SETUP, EMPTY, INTERNAL = 0, 1, 2, 3, 4
"""Exit codes: nothing at or above the fail level, something is, the set-up is wrong, nothing was judged, lictool broke."""

WAIVER, BASELINE = "waiver", "baseline"
"""Kinds of acceptance: by a waiver, or because it was known before."""

INPUT = ("manifest-", "waiver-")
"""How the names of findings begin that are about manifests and waivers themselves; nothing accepts them."""

_RELATED = 5
_VISIBLE = 160
"""Places that are shown beside the one of a finding at most; characters of a line that a reader sees at once."""


class Place(NamedTuple):
    """A place with its lines looked up."""

    file: str
    document: int
    """1-based position of the document in the file."""
    span: Span
    source: str
    """The line on which it starts, secrets masked."""
    pointer: str
    """JSON Pointer into the document."""


class Acceptance(NamedTuple):
    """Why a finding does not count although it is there."""

    kind: str
    """WAIVER or BASELINE."""
    name: str
    """Name of the waiver, or the file of the baseline."""
    reason: str = ""
    """The reason that the waiver gives; this and what follows is empty for a baseline."""
    owner: str = ""
    """Who answers for it."""
    expires: str = ""
    """The last day on which it holds, ISO 8601."""
    ticket: str = ""
    """Where it was decided; empty where the waiver does not say."""
    place: Place | None = None
    """Where the waiver stands."""


class Held(NamedTuple):
    """A waiver that was there for a run."""

    acceptance: Acceptance
    """What it says and where."""
    rule: str
    deployment: str
    """Empty where the selector names none; so are resource and key."""
    resource: str
    key: str
    findings: int
    """Findings that it accepts."""


class Located(NamedTuple):
    """A finding with its places."""

    finding: Finding
    place: Place
    related: tuple[Place, ...]
    facts: tuple[Place | None, ...]
    acceptance: Acceptance | None = None
    """The waiver or baseline that accepts it; None where nothing does, so that it counts."""


class Counts(NamedTuple):
    """What a run did."""

    rules_loaded: int
    rules_applied: int
    """Rules that gave a pass, a violation or an unknown for some subject."""
    passes: int
    violations: int
    unknowns: int
    not_applicable: int
    judged: int
    """Documents whose deployment was judged."""
    not_judged: int
    """Documents that could not be used, and sound documents whose deployment has one that could not."""
    skipped: int
    """Documents and files that are none of lictool's."""
    deployments: int


class Report(NamedTuple):
    """The result of a run."""

    as_of: str
    """Date of the judgement, ISO 8601."""
    language: str
    findings: tuple[Located, ...]
    counts: Counts
    absent: tuple[str, ...]
    """Lists that no manifest keeps although rules ask for them."""
    hidden: tuple[str, ...]
    """Deployments that were not judged, because a part of them cannot be used."""
    policy_digest: str
    zone: str = "UTC"
    """The time zone in which days begin and end."""
    estate: tuple[Deployment, ...] = ()
    """The deployments that were judged."""
    waivers: tuple[Held, ...] = ()
    """The waivers of the run, whether they accept anything or not."""
    gone: int = 0
    """Entries of the baseline that no finding fits any more."""

    def count(self, severity: str) -> int:
        """Give the number of open findings of a severity: neither waived nor known before."""
        return sum(is_open(located) and located.finding.severity == severity for located in self.findings)

    def accepted(self, kind: str) -> int:
        """Give the number of findings that a waiver, or the baseline, accepts."""
        return sum(located.acceptance is not None and located.acceptance.kind == kind for located in self.findings)


def exit_code(report: Report, fail_level: str, *, allow_empty: bool = False) -> int:
    """Give the exit code; the highest that applies wins, and no format changes it."""
    if report.counts.judged == 0 and report.counts.not_judged == 0 and not allow_empty:
        return EMPTY
    grave = SEVERITIES[: SEVERITIES.index(fail_level) + 1]
    return FOUND if any(is_open(one) and one.finding.severity in grave for one in report.findings) else JUDGED


def is_open(located: Located) -> bool:
    """Tell whether a finding counts: neither waived nor known before."""
    return located.acceptance is None


def locate(findings: Sequence[Finding], shape: Shape) -> tuple[Located, ...]:
    """Look up the places of findings, each document once, and sort by file, place and rule."""
    places = look_up((spot for finding in findings for spot in _spots(finding)), shape)
    located = [
        Located(
            finding,
            places[id(finding.spot.document), finding.spot.where],
            _related(finding, places[id(finding.spot.document), finding.spot.where], places),
            tuple(places[id(f.spot.document), f.spot.where] if f.spot else None for f in finding.facts),
        )
        for finding in findings
    ]
    return tuple(sorted(located, key=order))


def look_up(spots: Iterable[Spot], shape: Shape) -> dict[tuple[int, Where], Place]:
    """Look up places, each document once; they are found by the identity of the document and the place in it.

    Values that the schema marks as secret are masked in the source lines.
    """
    wanted: dict[int, tuple[Sheet, set[Where]]] = {}
    for spot in spots:
        wanted.setdefault(id(spot.document), (spot.document, set()))[1].add(spot.where)
    places: dict[tuple[int, Where], Place] = {}
    for document, wheres in wanted.values():
        secrets = [Where(path) for path in _secrets(document.data, shape, ())]
        spans = document.spans([*wheres, *secrets])
        hidden = [spans[where] for where in secrets]
        for where in wheres:
            span = spans[where]
            line = _masked(document.line(span.line), span.line, hidden)
            places[id(document), where] = Place(document.file, document.number, span, line, pointer(where.path))
    return places


def _related(finding: Finding, first: Place, places: dict[tuple[int, Where], Place]) -> tuple[Place, ...]:
    """Give the related places; of those of a rule only so many, and none on a line that is shown anyway."""
    found = [places[id(spot.document), spot.where] for spot in finding.related]
    if not finding.citations:
        return tuple(found)
    seen = {_sight(first): first}
    for place in found:
        seen.setdefault(_sight(place), place)
    return tuple(seen.values())[1 : 1 + _RELATED]


def _sight(place: Place) -> tuple[str, int, int]:
    """Tell places apart that a reader sees apart: by line, on a line too long to be shown whole by column."""
    return place.file, place.span.line, place.span.column if len(place.source) > _VISIBLE else 0


def order(located: Located) -> tuple[object, ...]:
    """Give what findings are sorted by: file, place, rule."""
    finding, place = located.finding, located.place
    return place.file, place.span, place.document, finding.rule, finding.resource, finding.message


def _spots(finding: Finding) -> Iterator[Spot]:
    yield finding.spot
    yield from finding.related
    for fact in finding.facts:
        if fact.spot:
            yield fact.spot


def _secrets(value: object, shape: Shape, path: Path) -> Iterator[Path]:
    """Give the paths of the values that the schema marks as secret."""
    if shape.get("secret"):
        yield path
    elif isinstance(value, dict):
        for name, below in shape.get("fields", {}).items():
            if name in value:
                yield from _secrets(value[name], below, (*path, name))
    elif isinstance(value, list) and "items" in shape:
        for position, item in enumerate(value):
            yield from _secrets(item, shape["items"], (*path, position))


def _masked(line: str, number: int, hidden: Sequence[Span]) -> str:
    """Put asterisks for the characters of a line that lie in a hidden stretch."""
    for span in hidden:
        if span.line <= number <= span.end_line:
            start = span.column - 1 if number == span.line else 0
            end = span.end_column - 1 if number == span.end_line else len(line)
            line = line[:start] + "*" * max(0, min(end, len(line)) - start) + line[end:]
    return line
