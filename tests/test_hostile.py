"""Whatever stands in a manifest, a policy or a file name: no report is broken by it, obeys it, or loses it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lictool.errors import Problem
from lictool.finding import Citation, Fact, Finding, Spot
from lictool.location import Span, Where
from lictool.report import Acceptance, Counts, Located, Place, Report
from lictool.reporters.escaping import one_line
from lictool.reporters.junit import _text
from lictool.reporters.markdown import SUMMARY, render_summary
from lictool.reporters.registry import render
from lictool.reporters.run import Run, failure
from tests.formats import CHECKS, COMMAND, Page, shown_markdown

if TYPE_CHECKING:
    from collections.abc import Callable

    Test = Callable[..., None]

PIECES = (
    "\x1b[31mred\x1b[0m",
    "\x1b]8;;https://evil.example\x07link\x1b]8;;\x07",
    "\n::error file=a,line=1::x",
    "::add-mask::y",
    "\r\n##[error]z",
    "##vso[task.setvariable variable=a]b",
    "%0A::warning::c",
    "%25",
    "|a|b|",
    "`",
    "``` ```",
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "</pre></code></article>",
    '" onload="alert(1)',
    "' onclick='x",
    "<!-- lictool check -->",
    "<!--",
    "</details>",
    "]]>",
    "<![CDATA[",
    "&lt;&amp;&#10;&bogus;",
    "=cmd|'/c calc'!A1",
    "@everyone",
    "#1",
    "[a](https://evil.example)",
    "![a](https://evil.example/x.png)",
    "](1)",
    "{{ 7 * 7 }}{% raw %}",
    "\u202eevil\u2066",
    "\u200b\u00ad\ufeff",
    "\x00",
    "\ud800",
    "\udcff",
    "\ufffe\uffff",
    "\x85\u2028\u2029",
    "\\u0000\\",
    "javascript:alert(1)",
    "日本語、“”",
    "a/../../b",
    "://?#",
    ",title=x",
    "  ",
)
LONG = "x" * 100_000
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(min_size=1, max_size=5), min_size=1, max_size=5).map("".join)
ENTRIES = st.sampled_from(("Q1", "Q`2", "Q|3"))


def _place(file: str, source: str, start: int = 1) -> Place:
    return Place(file or "x", 1, Span(3, start, 3, start + 2), source, "/spec")


def _located(texts: dict[str, str], number: int) -> Located:
    finding = Finding(
        rule=f"rule-{number}",
        outcome="unknown" if number == 1 else "violation",
        severity=("error", "warning", "info")[number % 3],
        message=texts["message"],
        remediation=texts["fix"],
        spot=Spot(None, Where(())),  # type: ignore[arg-type]  # nothing looks the place up again
        deployment=texts["deployment"],
        resource=texts["resource"],
        key=texts["key"],
        facts=(Fact(texts["path"], texts["value"], None),),
        citations=(Citation("s", "FAQ", texts["entry"], texts["title"], texts["url"], ""),),
        missing=(texts["path"],),
        identity=f"{number:016x}",
        values="0",
    )
    place = _place(texts["file"], texts["source"])
    related = (_place(texts["file"], texts["source"], 2),)
    why = Acceptance("waiver", texts["title"], texts["fix"], texts["key"], "2027-01-01", texts["value"], place)
    return Located(finding, place, related, (None,), why if number == 3 else None)


def _run(texts: dict[str, str]) -> Run:
    counts = Counts(4, 4, 0, 4, 0, 0, 1, 0, 0, 1)
    found = tuple(_located(texts, number) for number in range(4))
    report = Report("2026-10-01", "en", found, counts, (texts["path"],), (texts["deployment"],), "d")
    return Run(report, 1, failed=True, version="9.9")


FIELDS = ("message", "fix", "deployment", "resource", "key", "path", "value", "title", "url", "file", "source")
HOSTILE = st.fixed_dictionaries({**dict.fromkeys(FIELDS, TEXTS), "entry": ENTRIES})


def same(text: str) -> dict[str, str]:
    """Put the same text everywhere."""
    return {**dict.fromkeys(FIELDS, text), "entry": text}


def _with(*texts: str) -> Callable[[Test], Test]:
    """Try each text in all places, whatever Hypothesis finds."""

    def decorated(function: Test) -> Test:
        for text in texts:
            function = example(same(text))(function)
        return function

    return decorated


@settings(max_examples=60, deadline=None)
@given(HOSTILE)
@_with(*PIECES, "".join(PIECES), LONG, "".join(PIECES) * 150)
def test_no_report_is_broken(texts: dict[str, str]) -> None:
    run = _run(texts)
    reports = {form: render(form, run) for form in ("text", *CHECKS)}
    for form, report in reports.items():
        report.encode()  # lone surrogates could not be written
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", report), form
        assert "##[" not in report, form
        assert "##vso[" not in report, form
        if form in CHECKS:
            # GitHub and GitLab would show the finding that a waiver accepts as an open one.
            found = CHECKS[form](report)
            assert len(found) == (3 if form in ("sarif", "github", "gitlab") else 4) or form == "markdown", form
    _nothing_is_lost(texts, reports)


def _plain(text: str) -> str:
    """Take away what stands for the characters that are shown otherwise at the begin of a line or in Markdown."""
    return re.sub(r"\\x3a|\\(?=\[)|['`|¦:]|\s", "", text)


def _paired(text: str) -> str:
    """Make one character of two surrogates that stand beside each other, as readers of JSON do."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def _nothing_is_lost(texts: dict[str, str], reports: dict[str, str]) -> None:
    """Find the message, the remediation and the place again in every report, as they are shown."""
    message, fix, file = (_plain(one_line(texts[field])) for field in ("message", "fix", "file"))
    lines = reports["text"].split("\n")
    assert not [line for line in lines if line.lstrip().startswith("::")]
    assert sum(_plain(line).endswith(_plain(f"[rule-0] {message}")) for line in lines) == 1
    for finding in json.loads(reports["json"])["findings"]:
        assert [finding["message"], finding["remediation"]] == [_paired(texts[key]) for key in ("message", "fix")]
    for result in json.loads(reports["sarif-full"])["runs"][0]["results"]:
        said = result["message"]["text"].split("\n")
        assert _plain(said[0]) == message
        assert _plain(said[1]).endswith(fix)
    for case in ET.fromstring(reports["junit"]).iter("testcase"):  # noqa: S314 - written by lictool a moment ago
        if case.attrib["name"] != "run":
            assert _plain(case[0].attrib["message"]).endswith(_plain(_text(texts["message"])))
            assert _plain(_text(texts["fix"])) in _plain(case[0].text or "")
    for line in reports["github"].split("\n")[:-2]:
        found = COMMAND.fullmatch(line)
        assert found
        said = found[3].replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%").split("\n")
        assert _plain(said[0]) == message or (len(message) > 50_000 and message.startswith(_plain(said[0]).rstrip("…")))
    for issue in json.loads(reports["gitlab"]):
        assert _plain(issue["description"]).endswith(message)
        assert issue["location"]["path"] == _paired(texts["file"])
    if len("".join(texts.values())) < 4_000:
        assert _plain(shown_markdown(reports["markdown"])).count(message) >= 4
        assert _plain(shown_markdown(reports["markdown"])).count(file) >= 4
    page = Page(reports["html"])
    assert sum(_plain(head) == message for head in page.inside("h3")) >= 4
    assert sum(_plain(place).startswith(file) for place in page.inside("figcaption")) >= 4
    assert [attributes for tag, attributes in page.elements if tag == "script"] == [{}]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(TEXTS, st.none() | TEXTS, st.none() | TEXTS), min_size=1, max_size=4))
@example([(piece, piece, piece) for piece in PIECES])
@example([(LONG, LONG, LONG)])
def test_no_report_about_the_set_up_is_broken(faults: list[tuple[str, str | None, str | None]]) -> None:
    problems = [
        Problem(message, file or None, Span(1, 1, 1, 2) if file and source else None, source)
        for message, file, source in faults
    ]
    run = failure(problems, code=2, version="9.9", language="en")
    for form in ("text", *CHECKS):
        report = render(form, run)
        report.encode()
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", report), form
        if form != "text":
            CHECKS[form](report)
        if form == "json":
            said = [one["message"] for one in json.loads(report)["notifications"]]
            assert said == [_paired(problem.message) for problem in problems]
        elif form == "html":
            heads = map(_plain, Page(report).inside("h3"))
            said = [_plain(one_line(problem.message)) for problem in problems]
            assert list(filter(None, heads)) == list(filter(None, said))


@pytest.mark.parametrize("piece", PIECES)
def test_a_file_may_be_called_anything(piece: str) -> None:
    run = _run({**same("plain"), "file": piece})
    for form in ("text", *CHECKS):
        report = render(form, run)
        if form != "text":
            CHECKS[form](report)


def _many(count: int, language: str = "en") -> Run:
    """Give a run with so many open findings, a third of them of each severity, the lightest first."""
    run = _run(same("plain"))
    found = []
    for number in range(count):
        one = run.report.findings[0]
        finding = one.finding._replace(
            severity=("info", "warning", "error")[3 * number // count], identity=f"{number:016x}", key=str(number)
        )
        found.append(one._replace(finding=finding))
    report = run.report._replace(findings=tuple(found), language=language)
    return run._replace(report=report)


def test_no_more_annotations_than_are_shown() -> None:
    lines = render("github", _many(30)).splitlines()
    assert [line.split(" ")[0] for line in lines[:-1]] == ["::error"] * 10 + ["::warning"] * 10 + ["::notice"] * 10
    lines = render("github", _many(33)).splitlines()
    assert len(lines) == 31
    assert lines[9] == "::error title=lictool::2 more of this severity; the summary and the report have all"
    assert lines[-1] == "lictool: Fail; Errors: 11, Warnings: 11, Info: 11, Accepted: 0"


def test_no_more_results_than_code_scanning_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lictool.reporters.sarif.MOST", 20)
    log = render("sarif", _many(30))
    assert len(CHECKS["sarif"](log)) == 20
    (run,) = json.loads(log)["runs"]
    assert [result["level"] for result in run["results"]].count("note") == 0
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"] == "10 lighter findings were left out: the receiver takes 20 at most"
    assert len(CHECKS["sarif-full"](render("sarif-full", _many(30)))) == 30


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("count", [100, 300, 3000])
def test_a_comment_is_cut_between_rows(count: int, language: str) -> None:
    run = _many(count, language)
    report = render("markdown", run)
    found = CHECKS["markdown"](report)
    assert (len(found) < count) == ("`lictool check`" in report)
    assert len(render_summary(run).encode()) <= SUMMARY
    if count == 300:
        assert "`lictool check`" not in render_summary(run)
