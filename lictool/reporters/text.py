"""The report for people at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.phrases import listed
from lictool.report import BASELINE, WAIVER
from lictool.reporters.escaping import one_line, width
from lictool.reporters.excerpt import LONGEST, excerpt
from lictool.wording import plural, say

if TYPE_CHECKING:
    from lictool.finding import Citation
    from lictool.report import Counts, Located, Place, Report

_COLORS = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "info": "\x1b[1;36m", "dim": "\x1b[2m", "bold": "\x1b[1m"}
_RESET = "\x1b[0m"


def render(report: Report, *, failed: bool, color: bool = False) -> str:
    """Give what counts in its order, what waivers accept in short, what to fill in first, and the summary.

    Findings that the baseline knows are only counted.
    """
    lines: list[str] = []
    for located in report.findings:
        if located.acceptance is None:
            lines += [*_finding(located, report.language, color=color), ""]
    accepted = [_waived(located, report.language, color=color) for located in report.findings]
    lines += [line for some in accepted for line in some]
    lines += [""] if any(accepted) else []
    lines += _missing(report)
    lines += _summary(report, failed=failed, color=color)
    return "\n".join(lines) + "\n"


def _paint(text: str, kind: str, *, color: bool) -> str:
    return f"{_COLORS[kind]}{text}{_RESET}" if color else text


def _finding(located: Located, language: str, *, color: bool) -> list[str]:
    finding, place = located.finding, located.place
    word = say(finding.severity, language)
    if finding.outcome == "unknown":
        word += f" ({say('label-unknown', language)})"
    lines = [_head(located, word, finding.severity, color=color)]
    lines += _excerpt(place, finding.severity, color=color)
    lines += [_labelled("label-also", _place(other), language) for other in located.related]
    lines += _citations(finding.citations, language)
    if finding.remediation:
        lines.append(_labelled("label-fix", one_line(finding.remediation), language))
    return lines


def _head(located: Located, word: str, kind: str, *, color: bool) -> str:
    """Give place, weight, rule and message on one line."""
    finding, place = located.finding, located.place
    where = f"{one_line(place.file)}:{place.span.line}:{place.span.column}:"
    head = f"{word}[{finding.rule}]"
    return f"{_paint(where, 'bold', color=color)} {_paint(head, kind, color=color)} {one_line(finding.message)}"


def _waived(located: Located, language: str, *, color: bool) -> list[str]:
    """Give a finding that a waiver accepts: in a line, with who accepts it, until when and why."""
    acceptance = located.acceptance
    if acceptance is None or acceptance.place is None:
        return []
    place = acceptance.place
    ticket = say("waived-ticket", language, ticket=acceptance.ticket) if acceptance.ticket else ""
    said = acceptance._asdict() | {"place": f"{place.file}:{place.span.line}", "ticket": ticket}
    return [
        _head(located, say("label-waived", language), "dim", color=color),
        f"  {one_line(say('waived-by', language, **said))}",
    ]


def _citations(citations: tuple[Citation, ...], language: str) -> list[str]:
    """Give for each source the first entry with its title, which weighs most, the names of the others, its address."""
    label = say("label-citation", language)
    entries: dict[str, list[Citation]] = {}
    for citation in citations:
        entries.setdefault(citation.url, []).append(citation)
    texts: list[str] = []
    for url, (first, *others) in entries.items():
        names = listed((one.entry for one in others), language)
        more = say("cited-too", language, entries=names) if others else ""
        texts += [f"[{first.label} {first.entry}: {first.title}]{more}", url]
    blank = " " * (width(label) + 1)
    return [f"  {f'{label}:' if number == 0 else blank} {one_line(text)}" for number, text in enumerate(texts)]


def _labelled(label: str, text: str, language: str) -> str:
    return f"  {say(label, language)}: {text}"


def _place(place: Place) -> str:
    source = place.source.strip()
    shown = source if len(source) <= LONGEST else source[: LONGEST - 1] + "…"
    return f"{one_line(place.file)}:{place.span.line}:{place.span.column}: {one_line(shown)}"


def _excerpt(place: Place, severity: str, *, color: bool) -> list[str]:
    """Give the source line and a row of carets under the place; a long line is cut around it."""
    shown = excerpt(place)
    before, marked = one_line(shown.before), one_line(shown.marked)
    number = str(place.span.line)
    carets = "^" * max(1, width(marked))
    return [
        f"  {_paint(f'{number} |', 'dim', color=color)} {one_line(''.join(shown))}",
        f"  {' ' * len(number)} {_paint('|', 'dim', color=color)} {' ' * width(before)}{_paint(carets, severity, color=color)}",
    ]


def _missing(report: Report) -> list[str]:
    """Gather the unknowns by the fact that is missing, the most wanted first."""
    wanted: dict[str, int] = {}
    for located in report.findings:
        for path in located.finding.missing if located.acceptance is None else ():
            name = f"{located.finding.deployment}: {path}" if report.counts.deployments > 1 else path
            wanted[name] = wanted.get(name, 0) + 1
    if not wanted:
        return []
    ranked = sorted(wanted.items(), key=lambda pair: (-pair[1], pair[0]))
    lines = [say("missing-heading", report.language)]
    lines += ["  " + say("missing-line", report.language, path=one_line(path), count=count) for path, count in ranked]
    return [*lines, ""]


def _summary(report: Report, *, failed: bool, color: bool) -> list[str]:
    counts, language = report.counts, report.language
    empty = counts.judged == 0 and counts.not_judged == 0
    verdict = say("verdict-none" if empty else "verdict-fail" if failed else "verdict-pass", language)
    errors, warnings, infos = (report.count(severity) for severity in ("error", "warning", "info"))
    english = language == "en"
    lines = []
    if empty:
        lines.append(say("nothing-judged", language))
    if report.hidden:
        names = listed((f"`{one_line(name)}`" for name in report.hidden), language)
        lines.append(say("deployments-hidden", language, names=names))
    if report.absent:
        lists = listed((f"`{one_line(name)}`" for name in report.absent), language)
        lines.append(say("absent-lists", language, lists=lists))
    summary = say(
        "summary",
        language,
        verdict=_paint(verdict, "error" if failed or empty else "info", color=color),
        errors=plural(errors, "error") if english else errors,
        warnings=plural(warnings, "warning") if english else warnings,
        infos=f"{infos} info" if english else infos,
        unknown=sum(one.finding.outcome == "unknown" for one in report.findings if one.acceptance is None),
        date=report.as_of,
    )
    return [*lines, summary, *_accepted(report), *basis(counts, language)]


def basis(counts: Counts, language: str) -> tuple[str, str]:
    """Say what a verdict rests on: rules with their outcomes, and documents."""
    rules = say(
        "summary-rules",
        language,
        loaded=counts.rules_loaded,
        applied=counts.rules_applied,
        idle=counts.rules_loaded - counts.rules_applied,
        passes=counts.passes,
        violations=counts.violations,
        unknowns=counts.unknowns,
        idles=counts.not_applicable,
    )
    documents = say(
        "summary-documents",
        language,
        judged=counts.judged,
        not_judged=counts.not_judged,
        skipped=counts.skipped,
        deployments=counts.deployments,
    )
    return rules, documents


def _accepted(report: Report) -> list[str]:
    """Count what is accepted; nothing where nothing is."""
    waived, known, language = report.accepted(WAIVER), report.accepted(BASELINE), report.language
    if not (waived or known or report.gone):
        return []
    gone = say("summary-gone", language, count=report.gone) if report.gone else ""
    return [say("summary-accepted", language, waived=waived, known=known) + gone]
