"""The report as a web page of one file, which asks nothing of any network."""

from __future__ import annotations

import os
from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from lictool.finding import SEVERITIES
from lictool.report import is_open
from lictool.reporters import position
from lictool.reporters.escaping import one_line
from lictool.reporters.excerpt import excerpt
from lictool.reporters.run import acceptance, by_deployment, by_expiry, describe, scope, tally, wanted
from lictool.wording import say
from lictool.wording_formats import SENTENCES
from lictool.wording_position import say as say_of_position

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jinja2 import Environment

    from lictool.errors import Problem
    from lictool.finding import Citation
    from lictool.report import Located, Place
    from lictool.reporters.run import Description, Run, Tally

_TEMPLATES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "templates")
_DIGEST = 12
"""Characters of a digest that are shown."""


def render(run: Run) -> str:
    """Give the page: verdict, figures, findings by deployment with filters, and what was judged."""
    report, counts = run.report, run.report.counts
    groups = by_deployment(report)
    rules = describe(run.policies, (located.finding.rule for located in report.findings), run.language)
    total = tally(report.findings)
    style, script = _asset("report.css"), _asset("report.js")
    words = {key.replace("-", "_"): texts[run.language] for key, texts in SENTENCES.items()}
    return (
        _environment()
        .get_template("report.html")
        .render(
            w=words,
            language=run.language,
            style=Markup(style),  # noqa: S704 - files of lictool
            script=Markup(script),  # noqa: S704
            style_hash=_hash(style),
            script_hash=_hash(script),
            verdict=run.verdict,
            verdict_word=run.say(run.verdict),
            verdict_means=run.say(f"{run.verdict}-means"),
            version=run.version,
            date=report.as_of,
            digest=report.policy_digest[:_DIGEST],
            problems=[_problem(problem) for problem in run.problems],
            total=total,
            groups=[_group(name, findings, rules, run) for name, findings in groups],
            several=len(groups) > 1,
            missing=wanted(report.findings),
            position=_position(run),
            waivers=[(held, scope(held)) for held in by_expiry(report)],
            severities=[(s, say(s, run.language), _number(report.findings, "severity", s)) for s in SEVERITIES],
            states=[
                (state, run.say(word), sum(_state(located) == state for located in report.findings))
                for state, word in (("violation", "violation"), ("unknown", "unknown"), ("accepted", "accepted"))
            ],
            rules=[{"name": name, "count": _number(report.findings, "rule", name)} for name in rules],
            basis=[
                (run.say("deployments-judged"), counts.deployments),
                (run.say("judged"), counts.judged),
                (run.say("not-judged"), counts.not_judged),
                (run.say("skipped"), counts.skipped),
                (run.say("rules-applied"), f"{counts.rules_applied} / {counts.rules_loaded}"),
                (run.say("outcomes"), f"{counts.passes} / {counts.violations} / {counts.unknowns}"),
            ],
            hidden=report.hidden,
            absent=report.absent,
            addresses=sorted({(c.label, c.url) for located in report.findings for c in located.finding.citations}),
        )
    )


def _position(run: Run) -> dict[str, Any]:
    """Give the licence position as a table: figures begin at a column, and rows know whether too little is held."""
    language = run.language
    return {
        "title": say_of_position("title", language),
        "head": position.head(language),
        "rows": [(position.is_short(one), position.cells(one, language)) for one in run.position],
        "figures": position.COLUMNS.index("entitled"),
        "notes": [note.strip() for note in position.notes(run.position, language) if note],
    }


def _number(findings: Sequence[Located], field: str, value: str) -> int:
    return sum(getattr(located.finding, field) == value for located in findings)


def _state(located: Located) -> str:
    return located.finding.outcome if is_open(located) else "accepted"


def _group(name: str, findings: Sequence[Located], rules: Mapping[str, Description], run: Run) -> dict[str, Any]:
    """Give what the page shows of a deployment: the open findings first, the gravest of them first."""
    counts = tally(findings)
    ranked = sorted(findings, key=lambda one: (not is_open(one), SEVERITIES.index(one.finding.severity)))
    return {
        "name": name,
        "counts": counts._asdict().items(),
        "bar": _bar(counts),
        "findings": [_finding(one, rules, run) for one in ranked],
    }


def _bar(counts: Tally) -> list[tuple[str, str, str]]:
    """Give kind, begin and length in percent of the stretches of a bar."""
    parts = [(kind, getattr(counts, kind)) for kind in (*SEVERITIES, "accepted")]
    whole = sum(number for _, number in parts) or 1
    stretches, start = [], 0
    for kind, number in parts:
        stretches.append((kind, f"{100 * start / whole:.2f}", f"{100 * number / whole:.2f}"))
        start += number
    return stretches


def _finding(located: Located, rules: Mapping[str, Description], run: Run) -> dict[str, Any]:
    finding = located.finding
    state = _state(located)
    return {
        "anchor": f"f-{finding.identity}",
        "id": finding.id,
        "rule": finding.rule,
        "title": rules[finding.rule].title,
        "severity": finding.severity,
        "severity_word": say(finding.severity, run.language),
        "state": state,
        "states": [(word, run.say(word)) for word in dict.fromkeys((finding.outcome, state)) if word != "violation"],
        "accepted": acceptance(located, run.language),
        "message": finding.message,
        "fix": finding.remediation,
        "resource": " › ".join(filter(None, (finding.resource, finding.key if finding.citations else ""))),
        "place": _place(located.place),
        "related": [_place(place) for place in located.related],
        "facts": [
            {"path": fact.path, "value": fact.value, "place": _place(place) if place else None}
            for fact, place in zip(finding.facts, located.facts, strict=True)
        ],
        "citations": [_citation(citation) for citation in finding.citations],
    }


def _citation(citation: Citation) -> dict[str, str]:
    known = citation.url.startswith(("https://", "http://"))
    return {
        "name": f"{citation.label} {citation.entry}",
        "title": citation.title,
        "address": citation.url if known else "",
    }


def _place(place: Place) -> dict[str, Any]:
    before, marked, after = excerpt(place)
    return {
        "file": place.file,
        "line": place.span.line,
        "column": place.span.column,
        "source": place.source,
        "before": before,
        "marked": marked,
        "after": after,
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "message": problem.message,
        "file": problem.file,
        "line": problem.span.line if problem.span else 0,
        "column": problem.span.column if problem.span else 0,
        "source": problem.source or "",
    }


def _prose(text: str) -> Markup:
    """Give a sentence in which pairs of backticks are code."""
    pieces = one_line(text).split("`")
    if len(pieces) % 2 == 0 or not all(pieces[1::2]):
        return escape("`".join(pieces))
    shown = (Markup("<code>{}</code>").format(p) if odd % 2 else escape(p) for odd, p in enumerate(pieces))
    return Markup("").join(shown)


def _hash(text: str) -> str:
    """Give what the page's own policy knows a stretch of it by: nothing else in it is obeyed."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _asset(name: str) -> str:
    with open(os.path.join(_TEMPLATES, name), encoding="utf-8") as file:
        return file.read()


@cache
def _environment() -> Environment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: value if isinstance(value, Markup) else one_line(str(value)),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["prose"] = _prose
    return environment
