"""Reports: places looked up, secrets masked, order, exit codes; the text and the JSON of one, letter by letter."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from lictool.document import Document, load
from lictool.errors import LictoolError, PolicyError, Problem
from lictool.finding import Citation, Fact, Finding, Spot
from lictool.location import Path, Span, Where
from lictool.phrases import sayer
from lictool.report import EMPTY, FOUND, JUDGED, Counts, Report, exit_code, locate
from lictool.reporters import json_v1, problems, text
from lictool.reporters.escaping import one_line, width
from lictool.resources import schema_text
from lictool.shape import shape_of

SHAPE = shape_of(json.loads(schema_text("manifest")))
MANIFEST = """\
apiVersion: lictool/v1
kind: SecureClientDeployment
metadata: {name: emea}
spec:
  headends:
    - name: fw-1
      platform: asav
  paks: [{name: p-1, ref: "vault:abc", note: "1234"}]
"""
HEADEND: Path = ("spec", "headends", 0, "platform")
FAQ = Citation("faq", "FAQ", "Q25", "Modules", "https://faq.example/", "sha256:00")
OTHER = Citation("faq", "FAQ", "Q6", "Users", "https://faq.example/", "")


def _document(text_: str = MANIFEST, file: str = "a.yaml") -> Document:
    loaded = load(file, text_.encode())
    assert loaded.faults == ()
    return loaded.documents[0]


def _finding(document: Document, path: Path = HEADEND, **rest: Any) -> Finding:
    values: dict[str, Any] = {
        "rule": "some-rule",
        "outcome": "violation",
        "severity": "error",
        "message": "`asav` is wrong",
        "remediation": "",
        "spot": Spot(document, Where(path)),
    }
    return Finding(**{**values, **rest})


def _report(*findings: Finding, language: str = "en", **rest: Any) -> Report:
    counts = Counts(3, 2, 4, 1, 1, 5, 1, 0, 0, 1)
    values: dict[str, Any] = {"counts": counts, "absent": (), "hidden": (), "policy_digest": "d1"}
    return Report(as_of="2026-10-01", language=language, findings=locate(findings, SHAPE), **{**values, **rest})


COUNTS = {
    "en": [
        "rules: 3 loaded, 2 applied, 1 did not apply; outcomes: 4 pass, 1 violation, 1 unknown, 5 not applicable",
        "documents: 1 judged, 0 not judged, 0 skipped; deployments: 1",
    ],
    "ja": [
        "ルール: 読み込み 3、適用 2、非該当 1。結果: 合格 4、違反 1、不明 1、非該当 5",
        "ドキュメント: 判定 1、判定不能 0、対象外 0。デプロイメント: 1",
    ],
}


def _full(document: Document) -> Finding:
    return _finding(
        document,
        remediation="change it",
        deployment="emea",
        resource="headends/fw-1",
        key="platform",
        related=(Spot(document, Where(("spec", "headends", 0, "name"))),),
        facts=(
            Fact("headends[fw-1].platform", '"asav"', Spot(document, Where(HEADEND))),
            Fact("parameters.x", "1", None),
        ),
        citations=(FAQ, OTHER),
        identity="0123",
        values="4567",
    )


def test_the_text_of_a_report() -> None:
    shown = text.render(_report(_full(_document())), failed=True)
    assert shown.splitlines() == [
        "a.yaml:7:17: error[some-rule] `asav` is wrong",
        "  7 |       platform: asav",
        "    |                 ^^^^",
        "  also: a.yaml:6:13: - name: fw-1",
        "  source: [FAQ Q25: Modules], also Q6",
        "          https://faq.example/",
        "  fix: change it",
        "",
        "FAIL: 1 error, 0 warnings, 0 info; 0 of them unknown (as of 2026-10-01)",
        *COUNTS["en"],
    ]


def test_the_japanese_text_of_a_report() -> None:
    finding = _full(_document())._replace(outcome="unknown", severity="warning", missing=("headends[fw-1].model",))
    shown = text.render(_report(finding, language="ja"), failed=False)
    assert shown.splitlines() == [
        "a.yaml:7:17: 警告 (不明)[some-rule] `asav` is wrong",
        "  7 |       platform: asav",
        "    |                 ^^^^",
        "  関連: a.yaml:6:13: - name: fw-1",
        "  出典: [FAQ Q25: Modules]、ほかに Q6",
        "        https://faq.example/",
        "  対処: change it",
        "",
        "先に補うべき事実:",
        "  headends[fw-1].model（未判定 1件）",
        "",
        "合格: エラー 0、警告 1、情報 0（うち不明 1）、基準日 2026-10-01",
        *COUNTS["ja"],
    ]


def test_the_most_wanted_facts_come_first() -> None:
    document = _document()
    findings = [
        _finding(document, outcome="unknown", severity="info", message=str(number), missing=missing)
        for number, missing in enumerate((("b",), ("c", "a"), ("c",)))
    ]
    shown = text.render(_report(*findings), failed=False).splitlines()
    start = shown.index("Facts to fill in first:")
    assert shown[start : start + 5] == [
        "Facts to fill in first:",
        "  c (2 open)",
        "  a (1 open)",
        "  b (1 open)",
        "",
    ]
    assert shown[start + 5] == "PASS: 0 errors, 0 warnings, 3 info; 3 of them unknown (as of 2026-10-01)"


def test_several_deployments_are_told_apart() -> None:
    document = _document()
    findings = [_finding(document, deployment=name, missing=("a",)) for name in ("emea", "apac")]
    counts = Counts(1, 1, 0, 0, 2, 0, 2, 0, 0, 2)
    shown = text.render(_report(*findings, counts=counts), failed=True)
    assert "  apac: a (1 open)\n  emea: a (1 open)\n" in shown


def test_what_was_not_judged_is_said() -> None:
    report = _report(hidden=("a\nb", "c"), absent=("headends", "orders.lines"))
    assert text.render(report, failed=False).splitlines()[:3] == [
        "not judged, because a part of it cannot be used: `a\\x0ab`, `c`",
        "Not kept in any manifest, so the rules on them did not apply: `headends`, `orders.lines`",
        "PASS: 0 errors, 0 warnings, 0 info; 0 of them unknown (as of 2026-10-01)",
    ]


def test_nothing_was_judged() -> None:
    report = _report(counts=Counts(3, 0, 0, 0, 0, 0, 0, 0, 2, 0))
    assert text.render(report, failed=False).splitlines()[:2] == [
        "no document with `apiVersion: lictool/v1` was judged",
        "NOTHING JUDGED: 0 errors, 0 warnings, 0 info; 0 of them unknown (as of 2026-10-01)",
    ]


def test_colours_change_nothing_else() -> None:
    report = _report(_full(_document()))
    plain, colored = text.render(report, failed=True), text.render(report, failed=True, color=True)
    assert "\x1b" not in plain
    assert "\x1b[1;31merror[some-rule]\x1b[0m" in colored
    for code in ("\x1b[1;31m", "\x1b[1;33m", "\x1b[1;36m", "\x1b[2m", "\x1b[1m", "\x1b[0m"):
        colored = colored.replace(code, "")
    assert colored == plain


# A line, the part of it that is meant, and the two lines that are shown.
EXCERPTS: dict[str, tuple[str, str, str, str]] = {
    "wide characters": ("metadata: {name: 日本語}", "日本語", "metadata: {name: 日本語}", "                 ^^^^^^"),
    "wide characters before it": (
        "metadata: {name: a, labels: {店: 日}}",
        "日",
        "metadata: {name: a, labels: {店: 日}}",
        "                                 ^^",
    ),
    "characters that take no room": (
        "metadata: {name: a, labels: {x: e\u0301e}}",
        "e\u0301e",
        "metadata: {name: a, labels: {x: e\u0301e}}",
        "                                ^^",
    ),
    "characters that turn the text": (
        "metadata: {name: a, labels: {x: 'a\u202eb'}}",
        "'a\u202eb'",
        "metadata: {name: a, labels: {x: 'a\\u202eb'}}",
        "                                ^^^^^^^^^^",
    ),
}


@pytest.mark.parametrize(("line", "part", "shown", "carets"), EXCERPTS.values(), ids=EXCERPTS)
def test_the_carets_stand_under_what_is_meant(line: str, part: str, shown: str, carets: str) -> None:
    document = _document(f"apiVersion: lictool/v1\nkind: SecureClientDeployment\n{line}\n")
    inside: Path = ("metadata", "labels", next(iter(document.data["metadata"].get("labels", {"": 0}))))
    path: Path = inside if "labels" in document.data["metadata"] else ("metadata", "name")
    span = document.spans([Where(path)])[Where(path)]
    assert line[span.column - 1 : span.end_column - 1] == part
    lines = text.render(_report(_finding(document, path)), failed=True).splitlines()
    assert lines[1:3] == [f"  3 | {shown}", f"    | {carets}"]


@pytest.mark.parametrize("before", [0, 100, 300])
@pytest.mark.parametrize("behind", [0, 100, 300])
@pytest.mark.parametrize("length", [1, 200])
def test_a_long_line_is_cut_around_the_place(before: int, behind: int, length: int) -> None:
    line = f"metadata: {{name: {'n' * before}XY{'Z' * length}, labels: {{z: {'m' * behind}}}}}"
    document = _document(f"apiVersion: lictool/v1\nkind: SecureClientDeployment\n{line}\n")
    shown, carets = text.render(_report(_finding(document, ("metadata", "name"))), failed=True).splitlines()[1:3]
    assert len(shown) <= len("  3 | ") + 162
    assert shown.removeprefix("  3 | ").strip("…") in line
    marked = shown[carets.index("^") : len(carets)]
    assert marked.strip("…") in "n" * before + "XY" + "Z" * length
    assert set(carets[6:]) <= {" ", "^"}


def test_secrets_are_masked_in_every_form() -> None:
    document = _document()
    report = _report(
        _finding(document, ("spec", "paks", 0, "name"), related=(Spot(document, Where(("spec", "paks", 0, "ref"))),))
    )
    shown = text.render(report, failed=True)
    assert '  8 |   paks: [{name: p-1, ref: ***********, note: "1234"}]' in shown
    assert "vault" not in shown
    assert "vault" not in json_v1.render(report, exit_code=1, version="9.9")


def test_secrets_on_several_lines_are_masked() -> None:
    document = _document(MANIFEST.replace('"vault:abc"', '"vault:\n    abc"'))
    places = [("spec", "paks", 0, "name"), ("spec", "paks", 0, "note")]
    found = locate([_finding(document, path) for path in places], SHAPE)
    assert [located.place.source for located in found] == [
        "  paks: [{name: p-1, ref: *******",
        '********, note: "1234"}]',
    ]


def test_findings_are_ordered_by_file_place_and_rule() -> None:
    first, second = _document(file="a.yaml"), _document(file="b.yaml")
    findings = [
        _finding(second, ("metadata", "name")),
        _finding(first, rule="z"),
        _finding(first, rule="b", message="2"),
        _finding(first, rule="b", message="1"),
        _finding(first, ("spec",), rule="zz"),
    ]
    ordered = [(f.place.file, f.finding.rule, f.finding.message) for f in locate(findings, SHAPE)]
    assert ordered == [
        ("a.yaml", "zz", "`asav` is wrong"),
        ("a.yaml", "b", "1"),
        ("a.yaml", "b", "2"),
        ("a.yaml", "z", "`asav` is wrong"),
        ("b.yaml", "some-rule", "`asav` is wrong"),
    ]
    assert locate(list(reversed(findings)), SHAPE) == locate(findings, SHAPE)


def test_the_json_of_a_report() -> None:
    found = json.loads(json_v1.render(_report(_full(_document())), exit_code=1, version="9.9"))
    jsonschema.validate(found, json.loads(schema_text("report")))
    place = {"file": "a.yaml", "document": 1, "startLine": 7, "startColumn": 17, "endLine": 7, "endColumn": 21}
    place = {**place, "pointer": "/spec/headends/0/platform"}
    assert found == {
        "schemaVersion": "1",
        "tool": {"name": "lictool", "version": "9.9", "policyDigest": "d1"},
        "run": {"command": "check", "asOf": "2026-10-01", "timezone": "UTC", "language": "en", "exitCode": 1},
        "summary": {
            "rules": {"loaded": 3, "applied": 2, "notApplicable": 1},
            "outcomes": {"pass": 4, "violation": 1, "unknown": 1, "notApplicable": 5},
            "documents": {"judged": 1, "notJudged": 0, "skipped": 0},
            "deployments": 1,
            "findings": {"error": 1, "warning": 0, "info": 0, "waived": 0, "baselined": 0, "gone": 0},
            "absent": [],
            "hidden": [],
        },
        "findings": [
            {
                "id": "0123.4567",
                "rule": "some-rule",
                "outcome": "violation",
                "severity": "error",
                "message": "`asav` is wrong",
                "remediation": "change it",
                "deployment": "emea",
                "resource": {"path": "headends/fw-1", "key": "platform"},
                "location": place,
                "related": [
                    {
                        **place,
                        "startLine": 6,
                        "startColumn": 13,
                        "endLine": 6,
                        "endColumn": 17,
                        "pointer": "/spec/headends/0/name",
                    }
                ],
                "facts": [
                    {"path": "headends[fw-1].platform", "value": '"asav"', "location": place},
                    {"path": "parameters.x", "value": "1"},
                ],
                "citations": [
                    {
                        "source": "faq",
                        "label": "FAQ",
                        "entry": "Q25",
                        "title": "Modules",
                        "url": "https://faq.example/",
                        "digest": "sha256:00",
                    },
                    {"source": "faq", "label": "FAQ", "entry": "Q6", "title": "Users", "url": "https://faq.example/"},
                ],
                "missing": [],
                "baselined": False,
            }
        ],
        "position": [],
        "waivers": [],
        "notifications": [],
    }


def test_the_json_of_a_finding_without_anything_to_spare() -> None:
    found = json.loads(json_v1.render(_report(_finding(_document())), exit_code=1, version="9.9"))
    jsonschema.validate(found, json.loads(schema_text("report")))
    assert not {"remediation", "deployment"} & set(found["findings"][0])


PROBLEMS = (
    Problem("`x` is no key", "b.yaml", Span(3, 2, 3, 3), " x: 1"),
    Problem("`a` is no folder"),
    Problem("cannot be read", "a.yaml"),
    Problem("over two lines", "c.yaml", Span(12, 3, 13, 1), "  日本 x"),
    Problem("at the end", "d.yaml", Span(1, 4, 1, 4), "abc"),
    Problem("without a line", "e.yaml", Span(1, 1, 1, 1), ""),
    Problem("far away", "f.yaml", Span(1, 200, 1, 201), "y" * 300),
    Problem("cut", "g.yaml", Span(1, 150, 1, 200), "y" * 300),
    Problem("evil\x1b[31m", "h\u202e.yaml", Span(1, 1, 1, 3), "\tz\x07"),
)


def test_problems_for_people() -> None:
    assert problems.render(LictoolError(*PROBLEMS).problems).splitlines() == [
        "lictool: error: `a` is no folder",
        "a.yaml: error: cannot be read",
        "b.yaml:3:2: error: `x` is no key",
        "  3 |  x: 1",
        "    |  ^",
        "c.yaml:12:3: error: over two lines",
        "  12 |   日本 x",
        "     |   ^^^^^^",
        "d.yaml:1:4: error: at the end",
        "  1 | abc",
        "    |    ^",
        "e.yaml:1:1: error: without a line",
        "f.yaml:1:200: error: far away",
        "g.yaml:1:150: error: cut",
        "  1 | " + "y" * 160,
        "    | " + " " * 149 + "^" * 11,
        "h\\u202e.yaml:1:1: error: evil\\x1b[31m",
        "  1 | \\x09z\\x07",
        "    | ^^^^^",
    ]


def test_no_problems() -> None:
    assert problems.render(()) == ""


def test_problems_as_json() -> None:
    found = json.loads(json_v1.render_error(PolicyError(*PROBLEMS[:3]).problems, exit_code=2, version="9.9"))
    jsonschema.validate(found, json.loads(schema_text("report")))
    assert found == {
        "schemaVersion": "1",
        "tool": {"name": "lictool", "version": "9.9"},
        "run": {"command": "check", "exitCode": 2},
        "findings": [],
        "notifications": [
            {"message": "`a` is no folder"},
            {"message": "cannot be read", "file": "a.yaml"},
            {
                "message": "`x` is no key",
                "file": "b.yaml",
                "startLine": 3,
                "startColumn": 2,
                "endLine": 3,
                "endColumn": 3,
            },
        ],
    }


def test_json_can_be_encoded_whatever_a_file_is_called() -> None:
    problem = Problem("`\ud800` is no folder", "\udcff.yaml")
    shown = json_v1.render_error([problem], exit_code=2, version="9.9")
    assert json.loads(shown.encode())["notifications"] == [{"message": "`\ud800` is no folder", "file": "\udcff.yaml"}]


def test_an_error_carries_its_problems_in_order() -> None:
    error = LictoolError(Problem("b", "x", Span(2, 1, 2, 2)), Problem("c"), Problem("a", "x", Span(2, 1, 2, 2)))
    assert [problem.message for problem in error.problems] == ["c", "a", "b"]
    assert str(error) == "c; a; b"


LINES = [
    ("plain", "plain", 5),
    ("日本語", "日本語", 6),
    ("ｱ", "ｱ", 1),
    ("Ａ", "Ａ", 2),
    ("e\u0301", "e\u0301", 1),
    ("a\nb\r\tc", "a\\x0ab\\x0d\\x09c", 15),
    ("\x1b[31m", "\\x1b[31m", 8),
    ("\x7f\x85\x9f", "\\x7f\\x85\\x9f", 12),
    ("a\u2028b\u2029", "a\\u2028b\\u2029", 14),
    ("\u202e\u2066\u200e\u061c", "\\u202e\\u2066\\u200e\\u061c", 24),
    ("a\u00ad\u200b\u180e\ufeff\ufffa", "a\\u00ad\\u200b\\u180e\\ufeff\\ufffa", 31),
    ("a\U000e0041", "a\\U000e0041", 11),
    ("\ud800", "\\ud800", 6),
    ("👩\u200d💻", "👩\u200d💻", 4),
    ("❤\ufe0f", "❤\ufe0f", 1),
]


@pytest.mark.parametrize(("foreign", "shown", "columns"), LINES)
def test_foreign_text_stays_on_its_line(foreign: str, shown: str, columns: int) -> None:
    assert one_line(foreign) == shown
    assert width(one_line(foreign)) == columns
    shown.encode()


def _counts(judged: int, not_judged: int) -> Counts:
    return Counts(1, 1, 0, 0, 0, 0, judged, not_judged, 0, 1)


# Severities, judged and not judged documents, fail level, whether nothing may be judged: exit code.
CODES = [
    ((), 1, 0, "error", False, JUDGED),
    ((), 0, 0, "error", False, EMPTY),
    ((), 0, 0, "error", True, JUDGED),
    (("error",), 1, 0, "error", False, FOUND),
    (("warning", "info"), 1, 0, "error", False, JUDGED),
    (("warning", "info"), 1, 0, "warning", False, FOUND),
    (("info",), 1, 0, "warning", False, JUDGED),
    (("info",), 1, 0, "info", False, FOUND),
    (("error",), 0, 1, "error", False, FOUND),
    (("error",), 0, 1, "error", True, FOUND),
]


@pytest.mark.parametrize(("severities", "judged", "not_judged", "level", "allow", "code"), CODES)
def test_exit_codes(
    severities: tuple[str, ...],
    judged: int,
    not_judged: int,
    level: str,
    allow: bool,
    code: int,
) -> None:
    document = _document()
    findings = [_finding(document, severity=severity) for severity in severities]
    report = _report(*findings, counts=_counts(judged, not_judged))
    assert exit_code(report, level, allow_empty=allow) == code
    for severity in ("error", "warning", "info"):
        assert report.count(severity) == severities.count(severity)


def test_a_value_that_looks_like_a_name_is_no_name() -> None:
    said = sayer({"found": {"en": "{file} and {count} {of}"}})("found", "en", file="{count}", count="{file}{")
    assert said == "{count} and {file}{ {of}"
