"""Waivers: what is accepted, until when; read from their files, and held against a report.

There is one resolver. Whoever judges asks it, so that a waiver that has ended accepts nothing anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.authored import misfits
from lictool.document import load
from lictool.errors import PolicyError, Problem
from lictool.finding import Spot
from lictool.location import Where
from lictool.report import WAIVER, Acceptance, Held, locate, look_up, order
from lictool.waiver_faults import Judge, Waiver
from lictool.wording_input import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lictool.acceptance import Terms
    from lictool.bundle import Bundle
    from lictool.document import Document, Loaded
    from lictool.finding import Finding
    from lictool.report import Located, Report

__all__ = ["KIND", "Waiver", "read", "resolve"]

KIND = "Waiver"


def read(files: Iterable[tuple[str, bytes | OSError]]) -> list[Waiver]:
    """Read the waivers that files hold, in an order that has nothing to do with files.

    Raises PolicyError with everything that is wrong if a waiver does not load or does not fit its schema.
    """
    problems: list[Problem] = []
    found: list[Waiver] = []
    for file, content in files:
        if isinstance(content, OSError):
            continue
        loaded = load(file, content)
        if loaded.faults:
            problems += faults(file, loaded)
            continue
        for document in loaded.documents:
            if not _is_waiver(document):
                continue
            wrong = misfits(document, "waiver")
            problems += wrong
            if not wrong:
                spec, selector = document.data["spec"], document.data["spec"]["selector"]
                scope = (selector.get("deployment", ""), selector.get("resource", ""), selector.get("key", ""))
                said = (spec["reason"], spec["owner"], spec["expires"], spec.get("ticket", ""))
                found.append(Waiver(document.data["metadata"]["name"], spec["rule"], *scope, *said, document))
    if problems:
        raise PolicyError(*problems)
    return sorted(found, key=lambda waiver: (*waiver[:-1], waiver.document.file, waiver.document.number))


def _is_waiver(document: Document) -> bool:
    data = document.data
    return (
        isinstance(data, dict) and data.get("kind") == KIND and str(data.get("apiVersion", "")).startswith("lictool/")
    )


def faults(file: str, loaded: Loaded) -> Iterator[Problem]:
    """Give the faults of a file that does not load, if a waiver is in it; else it is no matter of waivers."""
    import re

    is_said = re.search(r"""^["']?kind["']?\s*:\s*["']?Waiver\b""", loaded.source.text, re.MULTILINE)
    if is_said or any(_is_waiver(document) for document in loaded.partial):
        for fault in loaded.faults:
            yield Problem(text(fault, "en"), file, fault.span, loaded.source.line(fault.span.line))


def resolve(
    report: Report, waivers: Sequence[Waiver], bundle: Bundle, terms: Terms, strays: Iterable[Waiver] = ()
) -> Report:
    """Mark the findings that waivers accept, and add what is wrong with waivers.

    A waiver with an error accepts nothing, nor do strays, which are in files from which no waivers are taken.
    """
    judge = Judge(report, bundle, terms)
    faults: list[Finding] = [judge.misplaced(stray) for stray in strays]
    sound: dict[tuple[str, str, str], list[Waiver]] = {}
    for waiver in waivers:
        wrong = judge.errors(waiver)
        faults += wrong
        if not wrong and judge.is_usable(waiver):
            sound.setdefault((judge.rule(waiver), waiver.deployment, waiver.resource), []).append(waiver)
    spots = {id(waiver): Spot(waiver.document, Where(("metadata", "name"))) for waiver in waivers}
    places = look_up(spots.values(), bundle.shape)

    def acceptance(waiver: Waiver) -> Acceptance:
        spot = spots[id(waiver)]
        place = places[id(spot.document), spot.where]
        return Acceptance(WAIVER, waiver.name, waiver.reason, waiver.owner, waiver.expires, waiver.ticket, place)

    covered: dict[int, int] = {}
    findings: list[Located] = []
    for located in report.findings:
        finding = located.finding
        candidates = sound.get((finding.rule, finding.deployment, finding.resource), ())
        accepting = next((waiver for waiver in candidates if waiver.takes(finding.key)), None)
        if accepting is None:
            findings.append(located)
            continue
        covered[id(accepting)] = covered.get(id(accepting), 0) + 1
        findings.append(located._replace(acceptance=acceptance(accepting)))
    for members in sound.values():
        for waiver in members:
            faults += judge.warnings(waiver, covered.get(id(waiver), 0))
    held = tuple(
        Held(acceptance(one), judge.rule(one), one.deployment, one.resource, one.key, covered.get(id(one), 0))
        for one in waivers
    )
    everything = sorted([*findings, *locate(faults, bundle.shape)], key=order)
    return report._replace(findings=tuple(everything), waivers=held)
