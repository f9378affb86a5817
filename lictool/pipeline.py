"""From files to a report: load, fit to the schema, join, judge, report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.asking import NOT_APPLICABLE, PASS, UNKNOWN, VIOLATION
from lictool.deployment import Clash, Deployment
from lictool.document import MARK, WIDE, load, revived
from lictool.errors import cause
from lictool.evaluation import Options, judge
from lictool.finding import Finding, Spot, fingerprint
from lictool.location import Span, Where, dotted
from lictool.record import NamedTuple
from lictool.report import Counts, Report, locate, order
from lictool.schema import shipped
from lictool.shape import labels, secret_keys
from lictool.wording import say
from lictool.workers import LEAST, spread

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lictool.bundle import Bundle
    from lictool.document import Document, Loaded
    from lictool.evaluation import Judgement
    from lictool.progress import Meter
    from lictool.reading.fault import Fault
    from lictool.report import Located
    from lictool.schema import Schema, Violation
    from lictool.shape import Shape

VERSION_MARK = "lictool/"
APART = ("Project", "Waiver", "ImportMap")
"""Kinds of documents that are read elsewhere."""


class Intake(NamedTuple):
    """What reading the files gave."""

    parts: list[Document]
    """Documents that fit the manifest schema."""
    findings: list[Finding]
    broken: int
    """Documents that are lictool's and do not load or do not fit the schema."""
    hidden: set[str]
    """Deployments of which such a document is a part."""
    skipped: int


def check(
    inputs: Iterable[tuple[str, bytes | OSError]], bundle: Bundle, options: Options, meter: Meter | None = None
) -> Report:
    """Read manifests, join their parts into deployments, ask every rule about them, and report what was found."""
    intake = read(list(inputs), bundle.shape, options.language, meter)
    deployments = join(intake.parts, bundle.shape)
    findings = intake.findings
    sound: list[Deployment] = []
    for deployment in deployments:
        findings += [_clash(clash, deployment.name, bundle.shape, options.language) for clash in deployment.clashes]
        if not deployment.clashes and deployment.name not in intake.hidden:
            sound.append(deployment)
    complete = len(sound) == len(deployments) and not intake.broken
    # Rules that are asked about the same lists are asked together, of one deployment after the other.
    rounds = len({(policy["name"], *(rule["scope"] or ())) for policy in bundle.policies for rule in policy["rules"]})

    def verdicts(stretch: Sequence[Deployment]) -> tuple[Judgement, tuple[Located, ...]]:
        watched = meter.judging(stretch, rounds) if meter else stretch
        judgement = judge(watched, bundle, options, portfolio=sound, complete=complete)
        found = []
        if judgement.cases:
            from lictool.verdict import finding_of

            found = [finding_of(outcome, case, options) for outcome, case in judgement.cases]
        return judgement._replace(cases=[]), locate(found, bundle.shape)

    results = spread(verdicts, sound)
    judgements = [judgement for judgement, _ in results]
    located = [*locate(findings, bundle.shape), *(one for _, found in results for one in found)]
    return Report(
        as_of=options.as_of,
        language=options.language,
        findings=tuple(sorted(located, key=order)),
        counts=_counts(judgements, bundle, intake, sound),
        absent=_absent(judgements) if sound else (),
        hidden=tuple(sorted({d.name for d in deployments} - {d.name for d in sound} | intake.hidden)),
        policy_digest=bundle.digest,
        zone=options.zone,
        estate=tuple(sound),
    )


def _absent(judgements: Sequence[Judgement]) -> tuple[str, ...]:
    """Give the lists that rules ask for and no deployment keeps."""
    asked = {name for judgement in judgements for name in judgement.asked}
    stated = {name for judgement in judgements for name in judgement.stated}
    return tuple(sorted(asked - stated - {""}))


def _counts(judgements: Sequence[Judgement], bundle: Bundle, intake: Intake, sound: Sequence[Deployment]) -> Counts:
    judged = sum(len(deployment.parts) for deployment in sound)
    passes, violations, unknowns, idle = (
        sum(judgement.outcomes[outcome] for judgement in judgements)
        for outcome in (PASS, VIOLATION, UNKNOWN, NOT_APPLICABLE)
    )
    return Counts(
        rules_loaded=sum(len(policy["rules"]) for policy in bundle.policies),
        rules_applied=len({name for judgement in judgements for name in judgement.applied}),
        passes=passes,
        violations=violations,
        unknowns=unknowns,
        not_applicable=idle,
        judged=judged,
        not_judged=len(intake.parts) + intake.broken - judged,
        skipped=intake.skipped,
        deployments=len(sound),
    )


def join(parts: Iterable[Document], shape: Shape) -> list[Deployment]:
    """Gather documents with the same name into deployments, in the order of their names."""
    named: dict[str, list[Document]] = {}
    for part in parts:
        named.setdefault(part.data["metadata"]["name"], []).append(part)
    return [Deployment(name, named[name], shape) for name in sorted(named)]


def read(
    inputs: Sequence[tuple[str, bytes | OSError]], shape: Shape, language: str, meter: Meter | None = None
) -> Intake:
    """Load the files, leave out what is not lictool's, and hold the rest against the manifest schema."""
    ours = [(file, content) for file, content in inputs if _may_be_ours(content)]
    intake = Intake([], [], 0, set(), len(inputs) - len(ours))
    schema = shipped("manifest")

    def sound(stretch: Sequence[tuple[str, bytes | OSError]]) -> list[tuple[int, list[tuple[int, Any]]] | None]:
        watched = meter.reading(stretch) if meter else stretch
        return [_sound(_file(file, content, schema, shape, language)) for file, content in watched]

    known = [one for found in spread(sound, ours) for one in found] if len(ours) >= LEAST else [None] * len(ours)
    for (file, content), before in zip(meter.reading(ours) if meter else ours, known, strict=True):
        if before is None or isinstance(content, OSError):
            found = _file(file, content, schema, shape, language)
        else:
            parts = [revived(file, content, number, data) for number, data in before[1]]
            found = Intake(parts, [], 0, set(), before[0])
        intake.parts.extend(found.parts)
        intake.findings.extend(found.findings)
        intake.hidden.update(found.hidden)
        intake = intake._replace(broken=intake.broken + found.broken, skipped=intake.skipped + found.skipped)
    return intake


def _may_be_ours(content: bytes | OSError) -> bool:
    """Tell whether a file may hold a document of lictool's, without reading it: most of a repository does not."""
    return isinstance(content, OSError) or MARK in content or content.startswith(WIDE)


def _sound(intake: Intake) -> tuple[int, list[tuple[int, Any]]] | None:
    """Give what was skipped and the values of the documents as plain data; None where anything is wrong."""
    if intake.findings:
        return None
    return intake.skipped, [(part.number, part.data) for part in intake.parts]


def _file(file: str, content: bytes | OSError, schema: Schema, shape: Shape, language: str) -> Intake:
    """Read one file."""
    if isinstance(content, OSError):
        return Intake([], [_unreadable(file, content, shape, language)], 1, set(), 0)
    wide = content.startswith(WIDE)
    parts: list[Document] = []
    findings: list[Finding] = []
    hidden: set[str] = set()
    broken = skipped = 0
    loaded = load(file, content)
    if loaded.faults:
        if wide or b"lictool/v1" in content or any(_ours(document) for document in loaded.partial):
            broken += max(1, len(loaded.partial))
            hidden.update(name for document in loaded.partial if (name := _name(document.data)))
            findings += [_syntax(file, loaded, fault, shape, language) for fault in loaded.faults]
        else:
            skipped += 1
    for document in loaded.documents:
        if not _ours(document):
            skipped += 1
            continue
        if document.data.get("kind") in APART:
            continue
        violations = schema.violations(document)
        if not violations:
            parts.append(document)
            continue
        broken += 1
        name = _name(document.data)
        if name:
            hidden.add(name)
        findings += [_misfit(document, violation, name, shape, language) for violation in violations]
    return Intake(parts, findings, broken, hidden, skipped)


class _Stretch:
    """A stretch of a file that is no sound document, standing in for one where a place is wanted."""

    __slots__ = ("_line", "_span", "data", "file", "number")

    def __init__(self, file: str, span: Span, line: str) -> None:
        self.file = file
        self.number = 1
        self.data = None
        self._span = span
        self._line = line

    def spans(self, wanted: Iterable[Where]) -> dict[Where, Span]:
        """Give the stretch for whatever is asked."""
        return dict.fromkeys(wanted, self._span)

    def line(self, number: int) -> str:
        """Give the line on which the stretch starts."""
        return self._line if number == self._span.line else ""


def _ours(document: Document) -> bool:
    """Tell whether a document names a version of lictool's format."""
    data = document.data
    return isinstance(data, dict) and str(data.get("apiVersion", "")).startswith(VERSION_MARK)


def _name(data: Any) -> str | None:
    """Give the name of the deployment that a document is a part of, as far as it can be made out."""
    metadata = data.get("metadata") if isinstance(data, dict) else None
    name = metadata.get("name") if isinstance(metadata, dict) else None
    return name if isinstance(name, str) else None


def _fault(
    rule: str, message: str, spot: Spot, deployment: str, shape: Shape, related: tuple[Spot, ...] = ()
) -> Finding:
    """Give a finding about the input itself; such a fault is always an error."""
    path = spot.where.path
    about = labels(spot.document.data, shape, path)
    return Finding(
        rule=rule,
        outcome="violation",
        severity="error",
        message=message,
        remediation="",
        spot=spot,
        deployment=deployment,
        key=dotted(path),
        related=related,
        identity=fingerprint(rule, deployment, *about, spot.document.file if rule == "manifest-syntax" else ""),
        values=fingerprint(message),
    )


def _unreadable(file: str, error: OSError, shape: Shape, language: str) -> Finding:
    message = say("unreadable", language, reason=cause(error))
    return _fault("manifest-syntax", message, Spot(_Stretch(file, Span(1, 1, 1, 1), ""), Where(())), "", shape)


def _syntax(file: str, loaded: Loaded, fault: Fault, shape: Shape, language: str) -> Finding:
    import re

    from lictool.wording_input import text

    # No document says where a secret stands: what follows its key on the line is taken for one.
    keys = "|".join(sorted(secret_keys(shape)))
    line = re.sub(
        rf"""(\b(?:{keys})["']?\s*:\s*)(\S.*)""",
        lambda found: found[1] + "*" * len(found[2]),
        loaded.source.line(fault.span.line),
    )
    stretch = _Stretch(file, fault.span, line)
    return _fault("manifest-syntax", text(fault, language), Spot(stretch, Where(())), "", shape)


def _misfit(document: Document, violation: Violation, name: str | None, shape: Shape, language: str) -> Finding:
    from lictool.wording_input import text

    return _fault("manifest-schema", text(violation, language), Spot(document, violation.where), name or "", shape)


def _clash(clash: Clash, deployment: str, shape: Shape, language: str) -> Finding:
    arguments = dict(clash.arguments)
    rule = "manifest-conflict"
    if clash.key == "reference-unknown":
        from lictool.expr.suggestion import nearest

        rule = "manifest-reference"
        near = nearest(arguments["name"], arguments.pop("all").split("\n"))
        hint = "hint-nearest" if near else "hint-known" if arguments["known"] else "hint-none"
        arguments["hint"] = say(hint, language, near=near, known=arguments.pop("known"))
    others = tuple(Spot(document, where) for document, where in clash.others)
    spot = Spot(clash.document, clash.where)
    return _fault(rule, say(clash.key, language, **arguments), spot, deployment, shape, others)
