"""The baseline: written, read, shrinking, and blind to nothing that changed."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lictool as package
from lictool import baseline
from lictool.bundle import shipped
from lictool.evaluation import Options
from lictool.pipeline import check
from lictool.resources import schema_text
from tests.accepting import DAY, HEAD, RULE, estate, project, waiver

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lictool.report import Report
    from tests.conftest import Ran

    Run = Callable[..., Ran]

KEY = "baseline: known.json\n"


def judged(lictool: Run, home: Path, *argv: str) -> tuple[int, dict[str, int]]:
    """Check a project and give code and counts."""
    ran = lictool("check", "--format", "json", "--as-of", DAY, *argv, cwd=home)
    report = json.loads(ran.out)
    jsonschema.validate(report, json.loads(schema_text("report")))
    counts = report["summary"]["findings"]
    assert counts["baselined"] == sum(one["baselined"] for one in report["findings"])
    return ran.code, {key: counts[key] for key in ("error", "waived", "baselined", "gone")}


def write(lictool: Run, home: Path, *argv: str) -> str:
    """Write the baseline and give what is said."""
    ran = lictool("baseline", "--as-of", DAY, *argv, cwd=home)
    assert (ran.code, ran.err) == (0, "")
    jsonschema.validate(json.loads((home / "known.json").read_text()), json.loads(schema_text("baseline")))
    return ran.out


def test_known_findings_do_not_count(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path, keys=KEY)
    assert write(lictool, home) == "known.json: 2 known, 2 added, 0 gone\n"
    assert judged(lictool, home) == (0, {"error": 0, "waived": 0, "baselined": 2, "gone": 0})
    assert judged(lictool, home, "--no-waivers") == (1, {"error": 2, "waived": 0, "baselined": 0, "gone": 0})
    out = lictool("check", "--as-of", DAY, cwd=home).out
    assert RULE not in out
    assert "accepted, not counted above: 0 by waivers, 2 known to the baseline\n" in out


def test_a_new_finding_is_new(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path, keys=KEY)
    write(lictool, home)
    (home / "estate.yaml").write_text(estate("fw-1", "fw-2", "fw-3"))
    assert judged(lictool, home) == (1, {"error": 1, "waived": 0, "baselined": 2, "gone": 0})


def test_an_entry_dies_when_the_judged_values_change(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path, keys=KEY)
    write(lictool, home)
    (home / "estate.yaml").write_text(estate("fw-1", "fw-2", installed="vpn-only, plus"))
    assert judged(lictool, home) == (1, {"error": 2, "waived": 0, "baselined": 0, "gone": 2})


def test_an_entry_survives_reformatting_moving_and_reordering(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path, keys=KEY)
    write(lictool, home)
    (home / "estate.yaml").unlink()
    (home / "sub").mkdir()
    (home / "sub" / "b.yaml").write_text("# moved\n\n" + estate("fw-2", installed="apex, vpn-only"))
    (home / "a.yaml").write_text(estate("fw-1"))
    assert judged(lictool, home) == (0, {"error": 0, "waived": 0, "baselined": 2, "gone": 0})


def test_a_baseline_shrinks_by_itself_and_grows_on_purpose(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path, keys=KEY)
    write(lictool, home)
    (home / "estate.yaml").write_text(estate("fw-2", "fw-3"))
    before = (home / "known.json").read_text()
    assert judged(lictool, home) == (1, {"error": 1, "waived": 0, "baselined": 1, "gone": 1})
    assert (home / "known.json").read_text() == before
    assert write(lictool, home) == (
        "known.json: 1 known, 0 added, 1 gone\n"
        "findings not added, because a baseline only shrinks without --update: 1\n"
    )
    assert judged(lictool, home) == (1, {"error": 1, "waived": 0, "baselined": 1, "gone": 0})
    assert write(lictool, home, "--update") == "known.json: 2 known, 1 added, 0 gone\n"
    assert judged(lictool, home)[0] == 0


def test_writing_again_changes_nothing(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path, keys=KEY)
    write(lictool, home)
    first = (home / "known.json").stat().st_mtime_ns, (home / "known.json").read_bytes()
    assert write(lictool, home, "--update") == "known.json: 2 known; nothing to change\n"
    assert ((home / "known.json").stat().st_mtime_ns, (home / "known.json").read_bytes()) == first
    assert [name for name in os.listdir(home) if "part" in name] == []


def test_one_finding_a_line_sorted_and_in_english(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path, keys=KEY + "language: ja\n")
    ran = lictool("baseline", "--as-of", DAY, cwd=home)
    assert ran.out == "known.json: 既知 2、追加 2、解消 0\n"
    first, *lines, last = (home / "known.json").read_text().splitlines()
    assert (first, last) == ('{"schemaVersion": "1", "findings": [', "]}")
    entries = [json.loads(line.rstrip(",")) for line in lines]
    assert [entry["resource"] for entry in entries] == ["headends/fw-1", "headends/fw-2"]
    assert [list(entry) for entry in entries] == [
        ["id", "rule", "deployment", "resource", "key", "severity", "message"]
    ] * 2
    assert entries[0]["message"] == "fw-1 carries VPN Only together with apex"


def test_a_baseline_that_is_named(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path)
    (home / "lictool.yaml").unlink()
    assert lictool("baseline", "known.json", "--as-of", DAY, cwd=home).code == 0
    assert judged(lictool, home)[0] == 1
    assert judged(lictool, home, "--baseline", "known.json")[0] == 0
    assert judged(lictool, home, "--baseline=known.json", "--no-waivers")[0] == 1


def test_waived_findings_and_findings_about_the_input_are_never_in_it(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path, waiver(), waiver("w-2", rule="no-such-rule"), keys=KEY)
    assert write(lictool, home) == (
        "known.json: 1 known, 1 added, 0 gone\n"
        "findings left out, because they are about manifests or waivers themselves: 1\n"
    )
    assert judged(lictool, home) == (1, {"error": 1, "waived": 1, "baselined": 1, "gone": 0})


def test_a_waiver_goes_before_the_baseline(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path, keys=KEY)
    write(lictool, home)
    (home / "waivers" / "0.yaml").write_text(waiver())
    assert judged(lictool, home) == (0, {"error": 0, "waived": 1, "baselined": 1, "gone": 0})
    assert write(lictool, home) == "known.json: 1 known, 0 added, 1 gone\n"


def test_what_cannot_be_judged_is_not_taken_out(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path, keys=KEY)
    write(lictool, home)
    before = (home / "known.json").read_bytes()
    (home / "estate.yaml").write_text(HEAD % "emea" + "  headends: 7\n")
    ran = lictool("baseline", "--as-of", DAY, cwd=home)
    assert (ran.code, ran.out) == (1, "")
    assert "`lictool check` says why" in ran.err
    assert (home / "known.json").read_bytes() == before
    assert judged(lictool, home) == (1, {"error": 1, "waived": 0, "baselined": 0, "gone": 0})
    (home / "estate.yaml").unlink()
    assert lictool("baseline", "--as-of", DAY, cwd=home).code == 3
    assert (home / "known.json").read_bytes() == before


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, "known.json: error: the baseline cannot be read: no such file or directory; `lictool baseline` writes"),
        ("{", "known.json:1:"),
        ("[]", "known.json:1:1: error: "),
        ('{"schemaVersion": "2", "findings": []}', "known.json:1:19: error: "),
        ('{"schemaVersion": "1", "findings": [{"id": "x"}]}', "known.json:1:44: error: "),
        ('{"schemaVersion": "1", "findings": [{"id": "0123456789abcdef.0123456789abcdef", "file": 1}]}', "`file`"),
        ('{"schemaVersion": "1", "findings": [{"rule": "r"}]}', "`id`"),
    ],
)
def test_a_baseline_that_cannot_be_used_is_a_fault_of_the_set_up(
    lictool: Run, tmp_path: Path, text: str | None, says: str
) -> None:
    home = project(tmp_path, keys=KEY)
    if text is not None:
        (home / "known.json").write_text(text)
        assert lictool("baseline", "--as-of", DAY, cwd=home).code == 2
        assert (home / "known.json").read_text() == text
    ran = lictool("check", "--as-of", DAY, cwd=home)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_there_must_be_a_file_to_write(lictool: Run, tmp_path: Path) -> None:
    ran = lictool("baseline", "--as-of", DAY, cwd=project(tmp_path))
    assert (ran.code, ran.out) == (2, "")
    assert "name the file to write, or set `baseline` in the project file" in ran.err
    assert lictool("check", "--baseline", "none.json", cwd=tmp_path).code == 2
    assert lictool("baseline", "sub/known.json", "--as-of", DAY, cwd=tmp_path).code == 2


def test_the_python_interface_takes_a_baseline(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path, keys=KEY)
    write(lictool, home)
    report = package.check([str(home)], as_of=DAY, baseline=str(home / "known.json"))
    assert [one.acceptance.kind for one in report.findings if one.acceptance] == ["baseline", "baseline"]


def test_lines_of_two_branches_merge() -> None:
    def lines(*numbers: int) -> set[str]:
        entries = {f"{n:016x}.{n:016x}": {"rule": "r", "resource": f"headends/{n}"} for n in numbers}
        return {line.rstrip(",") for line in baseline.written(entries).splitlines()}

    assert lines(1, 2) | lines(2, 3) == lines(1, 2, 3)


def report_of(texts: list[str]) -> Report:
    files = [(f"{number}.yaml", text.encode()) for number, text in enumerate(texts)]
    return check(files, shipped(), Options(DAY))


PARTS = [estate(f"fw-{n}").replace("  entitlements: []\n", "") for n in range(1, 7)]
"""Without entitlements, a rule on the deployment as a whole cannot be decided."""


@given(st.permutations(PARTS))
@settings(max_examples=15, deadline=None)
def test_fingerprints_do_not_depend_on_the_order_of_files(parts: list[str]) -> None:
    assert {one.finding.id for one in report_of(parts).findings} == {
        one.finding.id for one in report_of(PARTS).findings
    }


def test_a_value_beyond_what_is_shown_counts_for_the_fingerprint() -> None:
    groups = ", ".join(f"{{name: g-{n:03}, users: 10}}" for n in range(60))
    names = ", ".join(f"g-{n:03}" for n in range(60))
    text = (
        HEAD % "emea" + f"  users: {{authorized: 1, groupsAre: disjoint, groups: [{groups}]}}\n"
        f"  features: [{{name: secure-client-vpn, status: used, groups: [{names}]}}]\n"
        "  entitlements: [{name: p, tier: plus, basis: term, users: 500, start: 2026-01-01, end: 2027-01-01}]\n"
    )
    rule = "service-users-above-entitlement"

    def ids(manifest: str) -> list[str]:
        return [one.finding.id for one in report_of([manifest]).findings if one.finding.rule == rule]

    before, after = ids(text), ids(text.replace("g-059, users: 10", "g-059, users: 9"))
    assert len(before) == len(after) == 1
    assert before[0].split(".")[0] == after[0].split(".")[0]
    assert before != after


ENTRY: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {}, optional={key: st.text(max_size=5) for key in ("rule", "deployment", "resource", "key", "severity", "message")}
)
IDS = st.from_regex(r"[0-9a-f]{16}\.[0-9a-f]{16}", fullmatch=True)


@given(st.dictionaries(IDS, ENTRY, max_size=8), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_back_whatever_the_order(entries: dict[str, dict[str, str]], random: Any) -> None:
    text = baseline.written(entries)
    shuffled = list(entries.items())
    random.shuffle(shuffled)
    assert baseline.written(dict(shuffled)) == text
    assert {one["id"]: {k: v for k, v in one.items() if k != "id"} for one in json.loads(text)["findings"]} == entries
    assert len(text.splitlines()) >= len(entries) + 2
