"""The whole way from bytes to a report, where the parts meet."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from lictool import workers
from lictool.bundle import Bundle, load, shipped
from lictool.evaluation import Options
from lictool.pipeline import check
from lictool.reporters import json_v1, text
from lictool.workers import spread

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from lictool.report import Report

HEAD = "apiVersion: lictool/v1\nkind: SecureClientDeployment\nmetadata: {name: NAME}\n"
OPTIONS = Options("2026-10-01")


def manifest(name: str, body: str = "") -> bytes:
    return (HEAD.replace("NAME", name) + body).encode()


def run(inputs: Sequence[tuple[str, bytes | OSError]], bundle: Bundle | None = None) -> Report:
    return check(inputs, bundle or shipped(), OPTIONS)


def policy(folder: Path, *rules: str) -> Bundle:
    """Make a policy of rules, each `name` and a YAML text without the parts that all share."""
    (folder / "knowledge").mkdir()
    (folder / "policy.yaml").write_text(
        "title: {en: A, ja: あ}\nsources: {s: {title: {en: A, ja: あ}, label: S, url: {en: 'x:', ja: 'x:'}}}\n", "utf-8"
    )
    (folder / "knowledge" / "B1.yaml").write_text(
        "title: {en: A, ja: あ}\nanswer: {en: A., ja: あ。}\nstatus: enforced\n", "utf-8"
    )
    shared = (
        "title: {en: A, ja: あ}\nseverity: error\ncitations: [B1]\nwhy: {en: A., ja: あ。}\n"
        "remediation: {en: A., ja: あ。}\nexamples: [{name: a, outcome: pass}]\n"
    )
    for number, rule in enumerate(rules):
        (folder / f"rule-{number}.yaml").write_text(shared + rule, "utf-8")
    return Bundle([one.data for one in load(str(folder))], shipped().shape, "")


PORTFOLIO = (
    "for: portfolio\nassert: sum(portfolio.map(d, d.users.authorized)) <= 100\n"
    "message: {en: '{{ portfolio.size() }} deployments', ja: '{{ portfolio.size() }} 件'}\n"
)
OUTSIDE = "assert: portfolio.all(d, d.name != 'forbidden')\nmessage: {en: '{{ deployment.name }}', ja: '{{ deployment.name }}'}\n"


def test_a_rule_across_deployments(tmp_path: Path) -> None:
    bundle = policy(tmp_path, PORTFOLIO)
    inputs = [(f"{n}.yaml", manifest(n, "spec: {users: {authorized: 60}}\n")) for n in ("a", "b")]
    (found,) = run(inputs, bundle).findings
    assert (found.finding.rule, found.finding.message) == ("rule-0", "2 deployments")
    assert (found.place.file, found.place.pointer) == ("a.yaml", "/spec/users/authorized")
    assert [place.file for place in found.related] == ["b.yaml"]
    assert run(inputs[:1], bundle).findings == ()


def test_a_rule_across_deployments_is_unknown_where_one_cannot_be_judged(tmp_path: Path) -> None:
    bundle = policy(tmp_path, PORTFOLIO, OUTSIDE)
    inputs = [
        ("a.yaml", manifest("a", "spec: {users: {authorized: 6}}\n")),
        ("b.yaml", manifest("b", "spec: {x: 1}\n")),
    ]
    report = run(inputs, bundle)
    said = [(f.finding.rule, f.finding.outcome, f.finding.message) for f in report.findings]
    assert ("manifest-schema", "violation") in [one[:2] for one in said]
    for rule in ("rule-0", "rule-1"):
        assert (rule, "unknown", "cannot be decided: not every deployment could be judged") in said
    assert report.hidden == ("b",)
    assert (report.counts.judged, report.counts.not_judged) == (1, 1)


def test_one_broken_part_hides_its_deployment_and_no_other() -> None:
    blanks = "spec: {headends: [{name: fw-1, serialNumber: 'J '}]}\n"
    inputs = [
        ("a.yaml", manifest("a", blanks)),
        ("a2.yaml", manifest("a", "spec: {: ")),
        ("b.yaml", manifest("b", blanks)),
    ]
    report = run(inputs)
    rules = [(f.place.file, f.finding.rule) for f in report.findings if f.finding.outcome == "violation"]
    assert ("a2.yaml", "manifest-syntax") in rules
    assert ("b.yaml", "headend-serial-number-with-blanks") in rules
    assert ("a.yaml", "headend-serial-number-with-blanks") not in rules
    assert report.hidden == ("a",)


def test_a_file_that_cannot_be_read_is_a_finding() -> None:
    report = run([("a.yaml", PermissionError(13, "Permission denied")), ("b.yaml", manifest("b"))])
    found = report.findings[0]
    assert (found.place.file, found.finding.rule) == ("a.yaml", "manifest-syntax")
    assert found.finding.message == "the file cannot be read: permission denied"


def test_foreign_documents_are_counted_only() -> None:
    mixed = b"a: 1\n---\n" + manifest("a") + b"---\n- lictool\n"
    report = run([("m.yaml", mixed), ("n.yaml", b"lictool: [broken\n"), ("o.yaml", b"{{ template }}")])
    assert (report.counts.judged, report.counts.not_judged, report.counts.skipped) == (1, 0, 4)
    assert [f for f in report.findings if f.finding.rule.startswith("manifest-")] == []


SECRET = "ABCDEFGHIJK"  # noqa: S105 - invented
SECRETS = {
    "a violation": f"spec: {{paks: [{{name: p, ref: {SECRET}, value: {SECRET}, lastFour: HIJK}}]}}\n",
    "a schema fault beside it": f"spec: {{paks: [{{name: p, value: {SECRET}, nonsense: 1}}]}}\n",
    "a schema fault of it": f"spec: {{paks: [{{name: p, lastFour: {SECRET}}}]}}\n",
    "a syntax fault behind it": f"spec: {{paks: [{{name: p, value: {SECRET}, x: 'open\n",
    "a name given twice": f"spec: {{paks: [{{name: p, value: {SECRET}}}, {{name: p, value: {SECRET}}}]}}\n",
}


@pytest.mark.parametrize("body", SECRETS.values(), ids=SECRETS)
def test_a_secret_is_never_printed(body: str) -> None:
    report = run([("m.yaml", manifest("a", body))])
    assert report.findings
    for output in (text.render(report, failed=True), json_v1.render(report, exit_code=1, version="0")):
        assert SECRET not in output
        assert SECRET[-4:] not in output


ENDLESS = (
    "for: deployment.headends\nas: h\n"
    "assert: deployment.headends.all(a, deployment.headends.all(b, deployment.headends.all(c, a.name.size() + b.name.size() > c.name.size())))\n"
    "message: {en: '{{ h.name }}', ja: '{{ h.name }}'}\n"
)


def test_a_rule_that_takes_too_long_is_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lictool.evaluation.ITERATIONS_A_RULE", 10_000)
    headends = ", ".join(f"{{name: f{number}}}" for number in range(30))
    report = run([("m.yaml", manifest("a", f"spec: {{headends: [{headends}]}}\n"))], policy(tmp_path, ENDLESS))
    assert report.counts.unknowns == 30
    message = report.findings[0].finding.message
    assert message == "cannot be decided: the expression visits too many elements"


def test_workers_give_what_one_process_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    inputs: list[tuple[str, bytes | OSError]] = [
        (f"m{n}.yaml", manifest(f"d{n % 50}", f"spec: {{headends: [{{name: fw-{n}, serialNumber: 'J{n} '}}]}}\n"))
        for n in range(120)
    ]
    inputs += [("x.yaml", b"a: 1\n"), ("y.yaml", manifest("d3", "spec: {x: 1}\n")), ("z.yaml", OSError(5, "Broken"))]
    alone = json_v1.render(run(inputs), exit_code=1, version="0")
    monkeypatch.setattr("lictool.pipeline.LEAST", 2)
    monkeypatch.setattr(workers, "LEAST", 2)
    monkeypatch.setattr(workers, "_processors", lambda: 3)
    assert json.loads(json_v1.render(run(inputs), exit_code=1, version="0")) == json.loads(alone)


def test_work_is_shared_and_comes_back_in_order() -> None:
    def work(stretch: Sequence[int]) -> tuple[int, list[int]]:
        return os.getpid(), [number * 2 for number in stretch]

    results = spread(work, range(workers.LEAST), workers=3)
    assert len({process for process, _ in results}) == 3
    assert [number for _, numbers in results for number in numbers] == [n * 2 for n in range(workers.LEAST)]
    assert len(spread(work, range(workers.LEAST - 1), workers=3)) == 1
    assert len(spread(work, range(workers.LEAST), workers=1)) == 1


def test_an_error_of_a_worker_shows_in_this_process() -> None:
    def work(stretch: Sequence[int]) -> int:
        return sum(1 // number for number in stretch)

    with pytest.raises(ZeroDivisionError):
        spread(work, range(workers.LEAST), workers=2)


def test_a_worker_that_brings_nothing_is_stood_in_for() -> None:
    here = os.getpid()

    def work(stretch: Sequence[int]) -> Any:
        if os.getpid() != here:
            os._exit(1)
        return sum(stretch)

    assert sum(spread(work, range(workers.LEAST), workers=2)) == sum(range(workers.LEAST))
