"""Waivers: what they accept, until when, and everything that can be wrong with them."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import lictool as package
from lictool.acceptance import Terms, accept
from lictool.bundle import shipped
from lictool.evaluation import Options
from lictool.pipeline import check
from lictool.report import WAIVER, is_open
from lictool.resources import schema_text
from lictool.waiver_faults import ERRORS, NOTICE_DAYS, WARNINGS
from lictool.wording_waiver import SENTENCES
from tests.accepting import DAY, HEAD, RULE, estate, project, waiver

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lictool.report import Report
    from tests.conftest import Ran

    Run = Callable[..., Ran]


def judged(lictool: Run, home: Path, *argv: str, as_of: str = DAY) -> tuple[int, dict[str, Any]]:
    """Check a project and give code and report."""
    ran = lictool("check", "--format", "json", "--as-of", as_of, *argv, cwd=home)
    report = json.loads(ran.out)
    jsonschema.validate(report, json.loads(schema_text("report")))
    return ran.code, report


def about(report: dict[str, Any]) -> list[str]:
    """Give what is said of waivers."""
    return [one["rule"] for one in report["findings"] if one["rule"].startswith("waiver-")]


def accepted(report: dict[str, Any]) -> list[str]:
    """Give the resources whose findings are waived."""
    return [one["resource"]["path"] for one in report["findings"] if "waiver" in one]


def test_the_estate_of_these_tests_has_two_findings(lictool: Run, tmp_path: Path) -> None:
    code, report = judged(lictool, project(tmp_path))
    assert code == 1
    assert [(one["rule"], one["resource"]["path"]) for one in report["findings"]] == [
        (RULE, "headends/fw-1"),
        (RULE, "headends/fw-2"),
    ]


def test_a_waiver_accepts_one_finding_and_hides_none(lictool: Run, tmp_path: Path) -> None:
    code, report = judged(lictool, project(tmp_path, waiver(more="  ticket: NET-1\n")))
    assert (code, accepted(report), about(report)) == (1, ["headends/fw-1"], [])
    assert report["summary"]["findings"] == {
        "error": 1,
        "warning": 0,
        "info": 0,
        "waived": 1,
        "baselined": 0,
        "gone": 0,
    }
    (held,) = report["waivers"]
    assert (held["findings"], held["rule"], held["expires"]) == (1, RULE, "2027-03-31")
    said = next(one["waiver"] for one in report["findings"] if "waiver" in one)
    assert said.pop("location")["file"] == "waivers/0.yaml"
    assert said == {
        "name": "w-1",
        "reason": "replaced in March",
        "owner": "team-net",
        "expires": "2027-03-31",
        "ticket": "NET-1",
    }


def test_all_findings_accepted_is_a_pass(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path, waiver(), waiver("w-2", selector="{deployment: emea, resource: headends/fw-2}"))
    ran = lictool("check", "--as-of", DAY, cwd=home)
    assert ran.code == 0
    assert f"estate.yaml:7:143: waived[{RULE}] fw-1 carries" in ran.out
    assert "  waived until 2027-03-31 by team-net (w-1, waivers/0.yaml:3): replaced in March\n" in ran.out
    assert "accepted, not counted above: 2 by waivers, 0 known to the baseline\n" in ran.out
    ran = lictool("check", "--as-of", DAY, "--lang", "ja", cwd=home)
    assert "  2027-03-31まで免除（責任者 team-net、w-1、waivers/0.yaml:3）: replaced in March\n" in ran.out


def test_no_waivers_shows_the_naked_truth(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path, waiver(), waiver("w-1", expires="2020-01-01"))
    code, report = judged(lictool, home, "--no-waivers")
    assert (code, accepted(report), about(report), report["waivers"]) == (1, [], [], [])


FAULTS: dict[str, tuple[str, str, list[str]]] = {
    "ended": (waiver(expires="2026-09-30"), "", ["waiver-expired"]),
    "no such rule": (waiver(rule="vpn-only-shares-hardware-with-plus"), "", ["waiver-dangling"]),
    "no such deployment": (waiver(selector="{deployment: emeaa, resource: headends/fw-1}"), "", ["waiver-dangling"]),
    "no such resource": (waiver(selector="{deployment: emea, resource: headends/fw-3}"), "", ["waiver-dangling"]),
    "a resource for a rule without": (
        waiver(rule="client-without-license", selector="{deployment: emea, resource: headends/fw-1}"),
        "",
        ["waiver-dangling"],
    ),
    "about syntax": (waiver(rule="manifest-syntax"), "", ["waiver-not-allowed"]),
    "about the schema": (waiver(rule="manifest-schema"), "", ["waiver-not-allowed"]),
    "about a waiver": (waiver(rule="waiver-expired"), "", ["waiver-not-allowed"]),
    "too long": (waiver(), "waiverDays: 180\n", ["waiver-too-long"]),
    "no resource": (waiver(selector="{deployment: emea}"), "", ["waiver-too-broad"]),
    "no deployment": (waiver(selector="{resource: headends/fw-1}"), "", ["waiver-too-broad"]),
    "nothing at all": (waiver(selector="{}"), "", ["waiver-too-broad"]),
    "too long and too broad": (waiver(selector="{}"), "waiverDays: 1\n", ["waiver-too-long", "waiver-too-broad"]),
    "another key": (
        waiver(selector="{deployment: emea, resource: headends/fw-1, key: platform}"),
        "",
        ["waiver-unused"],
    ),
    "another rule": (waiver(rule="headend-serial-number-with-blanks"), "", ["waiver-unused"]),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_waiver_that_does_not_fit_the_world_accepts_nothing_and_is_a_finding(
    lictool: Run, tmp_path: Path, name: str
) -> None:
    text, keys, expected = FAULTS[name]
    code, report = judged(lictool, project(tmp_path, text, keys=keys))
    assert (code, accepted(report), sorted(about(report))) == (1, [], sorted(expected))
    for one in report["findings"]:
        if one["rule"].startswith("waiver-"):
            assert one["severity"] == ("warning" if one["rule"] in WARNINGS else "error")
            assert one["location"]["file"] == "waivers/0.yaml"
            assert one["remediation"]


def test_each_kind_of_fault_has_a_case() -> None:
    cases = {kind for _, _, kinds in FAULTS.values() for kind in kinds}
    assert cases | {"waiver-duplicate", "waiver-expires-soon"} == {*ERRORS, *WARNINGS}
    assert set(SENTENCES) >= {f"{kind}-fix" for kind in (*ERRORS, *WARNINGS)}


def test_where_and_what_a_dangling_waiver_says(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path, FAULTS["no such resource"][0], FAULTS["no such rule"][0].replace("w-1", "w-2"))
    out = lictool("check", "--as-of", DAY, cwd=home).out
    assert (
        "waivers/0.yaml:6:42: error[waiver-dangling] waiver `w-1`: deployment `emea` has no `headends/fw-3` that"
        f" `{RULE}` is asked about; did you mean `headends/fw-1`?\n"
    ) in out
    assert f"waivers/1.yaml:5:9: error[waiver-dangling] waiver `w-2`: there is no rule `{RULE[:-8]}`" in out


@pytest.mark.parametrize(
    ("as_of", "expires", "expected"),
    [
        ("2027-03-31", "2027-03-31", ["waiver-expires-soon"]),
        ("2027-04-01", "2027-03-31", ["waiver-expired"]),
        ("2027-03-18", "2027-03-31", ["waiver-expires-soon"]),
        ("2027-03-17", "2027-03-31", []),
        ("2028-02-29", "2028-02-29", ["waiver-expires-soon"]),
        ("9999-12-31", "9999-12-31", ["waiver-expires-soon"]),
    ],
)
def test_the_last_day_belongs_to_a_waiver(
    lictool: Run, tmp_path: Path, as_of: str, expires: str, expected: list[str]
) -> None:
    _, report = judged(lictool, project(tmp_path, waiver(expires=expires)), as_of=as_of)
    assert about(report) == expected
    assert accepted(report) == ([] if "waiver-expired" in expected else ["headends/fw-1"])
    assert NOTICE_DAYS == 14


@pytest.mark.parametrize(("days", "expected"), [(181, []), (180, ["waiver-too-long"])])
def test_the_longest_time_counts_from_the_day_of_the_judgement(
    lictool: Run, tmp_path: Path, days: int, expected: list[str]
) -> None:
    _, report = judged(lictool, project(tmp_path, waiver(), keys=f"waiverDays: {days}\n"))
    assert about(report) == expected


@pytest.mark.parametrize(
    ("zone", "moment", "is_accepted"),
    [
        ("UTC", 1806537599, True),  # 2027-03-31T23:59:59Z
        ("UTC", 1806537600, False),
        ("Asia/Tokyo", 1806505199, True),  # 2027-03-31T23:59:59+09:00
        ("Asia/Tokyo", 1806505200, False),
        ("America/New_York", 1806551999, True),  # 2027-03-31T23:59:59-04:00
        ("America/New_York", 1806552000, False),
        ("-11:00", 1806577199, True),
        ("-11:00", 1806577200, False),
    ],
)
def test_a_waiver_ends_with_its_day_in_the_zone_of_the_project(
    lictool: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zone: str, moment: int, is_accepted: bool
) -> None:
    monkeypatch.setattr("time.time", lambda: float(moment))
    home = project(tmp_path, waiver(), keys=f"timeZone: {zone!r}\n")
    report = json.loads(lictool("check", "--format", "json", cwd=home).out)
    assert accepted(report) == (["headends/fw-1"] if is_accepted else [])
    assert report["run"]["timezone"] == zone
    (said,) = [one["message"] for one in report["findings"] if one["rule"].startswith("waiver-")]
    assert f"2027-03-31 ({zone})" in said


def test_of_two_waivers_for_the_same_thing_one_is_a_duplicate(lictool: Run, tmp_path: Path) -> None:
    narrow = "{deployment: emea, resource: headends/fw-1, key: installed}"
    code, report = judged(lictool, project(tmp_path, waiver("w-2"), waiver("w-1", selector=narrow)))
    assert (code, accepted(report), about(report)) == (1, ["headends/fw-1"], ["waiver-duplicate"])
    (said,) = [one for one in report["findings"] if one["rule"] == "waiver-duplicate"]
    assert said["message"] == "waiver `w-2` accepts what waiver `w-1` accepts"


def test_a_name_is_given_once(lictool: Run, tmp_path: Path) -> None:
    texts = (waiver(), waiver(selector="{deployment: emea, resource: headends/fw-2}"))
    code, report = judged(lictool, project(tmp_path, *texts))
    assert (code, accepted(report), about(report)) == (1, ["headends/fw-1"], ["waiver-duplicate"])


def test_a_waiver_that_has_ended_does_not_stand_in_the_way_of_its_successor(lictool: Run, tmp_path: Path) -> None:
    _, report = judged(lictool, project(tmp_path, waiver(expires="2026-09-30"), waiver()))
    assert (accepted(report), about(report)) == (["headends/fw-1"], ["waiver-expired"])
    assert len({one["id"] for one in report["findings"]}) == len(report["findings"])


def test_keys_below_the_key_of_a_waiver_are_accepted_and_beginnings_of_words_are_not(
    lictool: Run, tmp_path: Path
) -> None:
    key = "{deployment: emea, resource: headends/fw-1, key: %s}"
    for part, expected in (("installed", ["headends/fw-1"]), ("install", []), ("installed/apex", [])):
        _, report = judged(lictool, project(tmp_path, waiver(selector=key % part)))
        assert accepted(report) == expected or part == "installed/apex"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (waiver(reason="'  '"), "waivers/0.yaml:7:11: error: "),
        (waiver().replace("  reason: replaced in March\n", ""), "`reason`"),
        (waiver().replace("  owner: team-net\n", ""), "`owner`"),
        (waiver().replace("  expires: 2027-03-31\n", ""), "`expires`"),
        (waiver().replace(f"  rule: {RULE}\n", ""), "`rule`"),
        (waiver(expires="2027-02-30"), "waivers/0.yaml:9:12: error: "),
        (waiver(expires="soon"), "waivers/0.yaml:9:12: error: "),
        (waiver(more="  until: 2027-03-31\n"), "`until`"),
        (waiver(selector="{deployment: emea, resource: headends/fw-1, headend: fw-1}"), "`headend`"),
        (waiver(selector="{deployment: [emea]}"), "waivers/0.yaml:6:26: error: "),
        (waiver(more="  owner: x\n"), "waivers/0.yaml:10:3: error: "),
        (waiver(more=" ]\n"), "waivers/0.yaml:10:"),
        (waiver().replace("lictool/v1", "lictool/v2"), "waivers/0.yaml:1:13: error: "),
    ],
)
def test_a_waiver_that_does_not_fit_its_schema_is_a_fault_of_the_set_up(
    lictool: Run, tmp_path: Path, text: str, says: str
) -> None:
    home = project(tmp_path, text)
    ran = lictool("check", "--as-of", DAY, cwd=home)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    alone = lictool("check", "--schema-only", "waivers", cwd=home)
    assert (alone.code, alone.out) == (2, "")
    assert says in alone.err


def test_only_the_whole_project_tells_what_is_unused_or_dangling(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path, FAULTS["another rule"][0], FAULTS["no such resource"][0].replace("w-1", "w-2"))
    (home / "broken.yaml").write_text(HEAD % "apac" + "  headends: 7\n")
    assert about(judged(lictool, home)[1]) == []
    (home / "broken.yaml").unlink()
    assert sorted(about(judged(lictool, home)[1])) == ["waiver-dangling", "waiver-unused"]
    (home / "lictool.yaml").unlink()
    assert about(judged(lictool, home, "estate.yaml", "waivers/0.yaml", "waivers/1.yaml")[1]) == []
    assert len(about(judged(lictool, home, ".")[1])) == 2


def test_without_a_project_file_waivers_lie_beside_the_manifests(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path, waiver())
    (home / "lictool.yaml").unlink()
    assert accepted(judged(lictool, home)[1]) == ["headends/fw-1"]
    assert accepted(judged(lictool, home, "estate.yaml")[1]) == []


def test_a_waiver_in_a_file_that_the_project_does_not_look_into_is_named(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path, waiver(), keys="waivers: [accepted]\n")
    code, report = judged(lictool, home)
    assert (code, accepted(report), about(report)) == (1, [], ["waiver-unused"])
    (home / "accepted").mkdir()
    (home / "waivers" / "0.yaml").rename(home / "accepted" / "0.yaml")
    assert (accepted(judged(lictool, home)[1]), about(judged(lictool, home)[1])) == (["headends/fw-1"], [])


def test_paths_of_a_project_show_what_concerns_them(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path, waiver(), FAULTS["another rule"][0].replace("w-1", "w-2"))
    assert about(judged(lictool, home, "estate.yaml")[1]) == []
    assert about(judged(lictool, home, "waivers")[1]) == ["waiver-unused"]


def test_waivers_in_json_but_not_in_utf_16(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path)
    (home / "waivers" / "a.json").write_text(json.dumps(yaml.safe_load(waiver(expires="'2027-03-31'"))))
    assert accepted(judged(lictool, home)[1]) == ["headends/fw-1"]
    (home / "waivers" / "a.json").unlink()
    (home / "waivers" / "a.yaml").write_bytes(waiver().encode("utf-16"))
    ran = lictool("check", "--as-of", DAY, cwd=home)
    assert (ran.code, ran.out) == (2, "")
    assert "waivers/a.yaml:1:1: error: the file is UTF-16; save it as UTF-8" in ran.err


def test_comments_in_manifests_waive_nothing(lictool: Run, tmp_path: Path) -> None:
    text = estate("fw-1").replace("spec:", f"spec:  # lictool: waive {RULE}, kind: Waiver")
    assert judged(lictool, project(tmp_path, manifest=text))[0] == 1


def test_an_unknown_can_be_waived(lictool: Run, tmp_path: Path) -> None:
    # The device shows Essentials; whether it is still enabled is not said.
    shown = "observed: {device: {essentials: enabled}}"
    text = estate("fw-1", installed="apex").replace("essentialsEnabled: false", shown)
    home = project(tmp_path, manifest=text)
    _, report = judged(lictool, home)
    (found,) = [one for one in report["findings"] if one["outcome"] == "unknown"]
    (home / "waivers" / "0.yaml").write_text(waiver(rule=found["rule"]))
    code, report = judged(lictool, home)
    assert (code, accepted(report), about(report)) == (0, ["headends/fw-1"], [])


def test_the_python_interface_asks_the_same_resolver(tmp_path: Path) -> None:
    home = project(tmp_path, waiver())
    report = package.check([str(home)], as_of=DAY)
    assert [one.acceptance.name for one in report.findings if one.acceptance] == ["w-1"]
    report = package.check([str(home)], as_of="2027-04-01")
    assert [one for one in report.findings if one.acceptance] == []


def test_hostile_texts_stay_on_their_line(lictool: Run, tmp_path: Path) -> None:
    home = project(tmp_path, waiver(reason='"a\\n::error::b\\e[31m"', more='  ticket: "\\u202Ex"\n'))
    out = lictool("check", "--as-of", DAY, cwd=home).out
    assert "[\\u202ex]: a\\x0a::error::b\\x1b[31m\n" in out


def test_thousands_of_waivers_take_no_quadratic_time(lictool: Run, tmp_path: Path) -> None:
    selector = "{deployment: emea, resource: headends/no-%s}"
    texts = [waiver(f"w-{n}", selector=selector % n) for n in range(1500)]
    home = project(tmp_path, "---\n".join(texts), manifest=estate(*(f"fw-{n}" for n in range(1500)), installed="apex"))
    start = time.process_time()
    _, report = judged(lictool, home)
    assert len(about(report)) == 1500
    assert time.process_time() - start < 10


FILES = st.permutations(
    [
        ("w.yaml", waiver("a")),
        ("v/x.yaml", waiver("b", selector="{deployment: emea, resource: headends/fw-2}", expires="2026-10-05")),
        ("u.yaml", waiver("c", selector="{deployment: apac, resource: headends/fw-1}", expires="2026-09-01")),
        ("t.yaml", waiver("d")),
        ("s.yaml", waiver("e", rule="headend-serial-number-with-blanks")),
        ("e.yaml", estate("fw-1")),
        ("f.yaml", estate("fw-2", "fw-3")),
        ("g.yaml", estate("fw-1", name="apac")),
    ]
)


def summary(report: Report) -> tuple[list[tuple[str, ...]], list[tuple[str, int]]]:
    """Give what a report says, files and places apart."""
    findings = [
        (one.finding.id, one.finding.rule, one.acceptance.name if one.acceptance else "") for one in report.findings
    ]
    return sorted(findings), [(held.acceptance.name, held.findings) for held in report.waivers]


@given(FILES, st.lists(st.sampled_from("abcdefgh"), min_size=8, max_size=8, unique=True))
@settings(max_examples=40, deadline=None)
def test_neither_order_nor_names_of_files_change_what_is_accepted(
    files: list[tuple[str, str]], names: list[str]
) -> None:
    def resolved(inputs: list[tuple[str, bytes]]) -> Report:
        bundle = shipped()
        return accept(check(inputs, bundle, Options(DAY)), inputs, bundle, Terms())

    plain = resolved(sorted((name, text.encode()) for name, text in files))
    renamed = [(f"{new}.yaml", text.encode()) for new, (_, text) in zip(names, files, strict=True)]
    assert summary(resolved(renamed)) == summary(plain)
    stream = [("all.yaml", "---\n".join(text for _, text in files).encode())]
    assert summary(resolved(stream)) == summary(plain)
    assert summary(plain)[1] == [("a", 1), ("b", 1), ("c", 0), ("d", 0), ("e", 0)]


@given(st.lists(st.sampled_from(["fw-1", "fw-2", "fw-3", "fw-4"]), unique=True, max_size=4))
@settings(max_examples=20, deadline=None)
def test_what_counts_and_what_is_accepted_add_up(headends: list[str]) -> None:
    texts = [waiver(h, selector=f"{{deployment: emea, resource: headends/{h}}}") for h in headends]
    files = [(f"{n}.yaml", text.encode()) for n, text in enumerate([*texts, estate("fw-1", "fw-2", "fw-3", "fw-4")])]
    bundle = shipped()
    report = accept(check(files, bundle, Options(DAY)), files, bundle, Terms())
    assert report.accepted(WAIVER) == len(headends)
    assert sum(map(is_open, report.findings)) == 4 - len(headends) == report.count("error")
