"""Every format, for every case there is: valid by its schema, with the same findings and the same exit code."""

from __future__ import annotations

import json
import shlex
import shutil
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from lictool.option import FORMATS
from lictool.reporters.registry import RENDERERS
from lictool.wording_formats import BUILT_IN, SENTENCES
from tests.conftest import ROOT
from tests.formats import CHECKS, SCHEMAS, check_github, junit_schema, sarif_schema
from tests.test_bad_inputs import CASES as BAD
from tests.test_bad_inputs import _bytes
from tests.test_cases import CASES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

    Run = Callable[..., Ran]

DAY = ("--as-of", "2026-10-01")


def everything(run: Run, argv: list[str], cwd: Path, out: Path) -> tuple[Ran, dict[str, str]]:
    """Run a command line with a report in every format beside the text; give them by format."""
    outputs = [f"--output={form}={out / form}" for form in FORMATS]
    ran = run(argv[0], *outputs, *argv[1:], cwd=cwd)
    reports = {form: (out / form).read_text("utf-8") for form in FORMATS if (out / form).exists()}
    return ran, reports


def agree(reports: dict[str, str], here: str = "") -> list[dict[str, Any]]:
    """Hold every report to its format, and all to the findings of the JSON; give these.

    What forges read names the files from the root of the repository; `here` is the folder of the run in it.
    """
    seen = {form: CHECKS[form](reports[form]) for form in CHECKS}
    findings: list[dict[str, Any]] = json.loads(reports["json"])["findings"]
    wanted = sorted(seen["json"])
    assert len(wanted) == len(findings)
    counting = [finding for finding in findings if not (finding["baselined"] or "waiver" in finding)]
    rooted = sorted(one._replace(file=f"{here}{one.file}") for one in wanted)
    for form in ("sarif-full", "junit"):
        assert sorted(seen[form]) == rooted, form
    open_ones = sorted((f["rule"], here + f["location"]["file"], f["location"]["startLine"]) for f in counting)
    for form in ("sarif", "gitlab"):
        assert sorted(seen[form]) == open_ones, form
    assert sorted(seen["html"]) == wanted
    if "`lictool check`" not in reports["markdown"]:
        assert sorted(seen["markdown"]) == wanted
    levels = [finding["severity"] for finding in counting]
    shown = sum(min(levels.count(level), 10) - (levels.count(level) > 10) for level in set(levels))
    assert len(check_github(reports["github"])) == shown
    return findings


def test_the_formats_are_those_that_can_be_written() -> None:
    assert tuple(RENDERERS) == FORMATS == ("text", *CHECKS)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_cases(case: Path, tmp_path: Path, lictool: Run) -> None:
    argv = shlex.split((case / "args").read_text())
    ran, reports = everything(lictool, argv, case, tmp_path)
    assert ran.code == int((case / "exit").read_text())
    assert ran.out == (case / "expected.txt").read_text("utf-8")
    assert reports["text"] == ran.out
    agree(reports, f"tests/cases/{case.name}/")


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("name", ["compliant", "violations", "unknowns", ""])
def test_examples(name: str, language: str, tmp_path: Path, lictool: Run) -> None:
    _, reports = everything(lictool, ["check", *DAY, "--lang", language, f"examples/{name}"], ROOT, tmp_path)
    agree(reports)
    assert f'<html lang="{language}">' in reports["html"]


@pytest.mark.parametrize(
    "case", [case for case in BAD if case["args"][0] in ("check", "hook")], ids=lambda case: case["name"]
)
def test_bad_inputs(case: dict[str, Any], tmp_path: Path, lictool: Run) -> None:
    home, out = tmp_path / "home", tmp_path / "out"
    home.mkdir()
    out.mkdir()
    for name, content in case.get("files", {}).items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(_bytes(content))
    ran, reports = everything(lictool, case["args"], home, out)
    assert ran.code == case["exit"]
    if "usage: " in ran.err:
        assert reports == {}
        return
    if ran.code == 2:
        broken(reports, ran)
    else:
        agree(reports)


def broken(reports: dict[str, str], ran: Ran) -> None:
    """Hold reports about a wrong set-up to their formats; each says what is wrong."""
    assert ran.err
    data = json.loads(reports["json"])
    problems = data["notifications"]
    assert problems
    for form, check in CHECKS.items():
        found = check(reports[form])
        assert found == [] or form == "github"
    (run,) = json.loads(reports["sarif"])["runs"]
    assert (run["results"], run["invocations"][0]["exitCode"]) == ([], 2)
    assert len(run["invocations"][0]["toolExecutionNotifications"]) == len(problems)
    assert len(json.loads(reports["gitlab"])) == len(problems)
    assert reports["junit"].count('<testcase classname="lictool.setup"') == len(problems)
    assert reports["github"].count("::error ") == min(len(problems), 10)
    assert reports["html"].count('class="finding error problem"') == len(problems)
    assert reports["text"] == ran.err


def test_nothing_was_judged(tmp_path: Path, lictool: Run) -> None:
    (tmp_path / "in").mkdir()
    ran, reports = everything(lictool, ["check", "in"], tmp_path, tmp_path)
    assert ran.code == 3
    assert agree(reports) == []
    assert json.loads(reports["gitlab"]) == []
    (run,) = json.loads(reports["sarif"])["runs"]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert '<error message="nothing was judged"' in reports["junit"]
    assert "Nothing judged" in reports["html"]
    assert "Nothing judged" in reports["markdown"]
    ran, reports = everything(lictool, ["check", "in", "--allow-empty"], tmp_path, tmp_path)
    assert ran.code == 0


def test_what_is_clean_closes_old_alerts(tmp_path: Path, lictool: Run) -> None:
    ran, reports = everything(lictool, ["check", *DAY, "examples/compliant"], ROOT, tmp_path)
    assert ran.code == 0
    assert json.loads(reports["sarif"])["runs"][0]["results"] == []
    assert json.loads(reports["sarif"])["runs"][0]["tool"]["driver"]["rules"] == []
    assert json.loads(reports["gitlab"]) == []
    assert reports["junit"].count("<testcase ") == 1
    assert reports["github"].startswith("lictool: Pass; ")


WAIVER = """\
apiVersion: lictool/v1
kind: Waiver
metadata: {name: fw-1-refresh}
spec:
  rule: vpn-only-shares-hardware-with-plus-or-apex
  selector: {deployment: pinefold, resource: headends/pine-fw-1}
  reason: "replaced in March | <b>order</b> placed"
  owner: team-net
  expires: 2027-03-31
  ticket: NET-1234
"""


def test_accepted_findings_are_shown_as_such(tmp_path: Path, lictool: Run) -> None:
    shutil.copytree(ROOT / "examples" / "violations", tmp_path / "estate")
    (tmp_path / "lictool.yaml").write_text("apiVersion: lictool/v1\nkind: Project\nbaseline: baseline.json\n")
    assert lictool("baseline", *DAY, cwd=tmp_path).code == 0
    known = json.loads((tmp_path / "baseline.json").read_text("utf-8"))
    name = "vpn-only-shares-hardware-with-plus-or-apex"
    known["findings"] = [one for one in known["findings"] if one["rule"] not in (name, "vpn-only-on-several-headends")]
    (tmp_path / "baseline.json").write_text(json.dumps(known))
    (tmp_path / "waiver.yaml").write_text(WAIVER)
    out = tmp_path / "out"
    out.mkdir()
    ran, reports = everything(lictool, ["check", *DAY, "estate"], tmp_path, out)
    findings = agree(reports)
    waived = [finding for finding in findings if "waiver" in finding]
    baselined = [finding for finding in findings if finding["baselined"]]
    assert (ran.code, len(findings), len(waived), len(baselined)) == (1, 8, 1, 6)
    results = json.loads(reports["sarif-full"])["runs"][0]["results"]
    said = [one["justification"] for result in results for one in result.get("suppressions", ())]
    reason = "replaced in March | <b>order</b> placed"
    why = f"waived until 2027-03-31 by `fw-1-refresh`: {reason} (owner: team-net, ticket: NET-1234)"
    assert sorted(said) == sorted([why, *["known before (baseline `baseline.json`)"] * 6])
    (result,) = [result for result in results if result["ruleId"] == name]
    assert result["relatedLocations"][-1]["physicalLocation"]["artifactLocation"]["uri"] == "waiver.yaml"
    suites = ET.fromstring(reports["junit"])  # noqa: S314 - written by lictool a moment ago
    assert [len(suites.findall(f".//{tag}")) for tag in ("skipped", "failure", "error")] == [7, 1, 0]
    (skipped,) = suites.findall(f"testsuite[@name='lictool.{name}']/testcase/skipped")
    assert skipped.attrib["message"].startswith(f"{why}: pine-fw-1 carries")
    assert reports["github"].endswith("lictool: Fail; Errors: 1, Warnings: 0, Info: 0, Accepted: 7\n")
    assert "| `pinefold` | 1 | 0 | 0 | 0 | 7 |" in reports["markdown"]
    assert "<details><summary>Waivers (1)</summary>" in reports["markdown"]
    assert reports["html"].count('data-state="accepted"') == 7
    assert "&lt;b&gt;order&lt;/b&gt; placed (NET-1234)</td>" in reports["html"]


def test_the_full_profile_lists_every_rule(tmp_path: Path, lictool: Run) -> None:
    _, reports = everything(lictool, ["check", *DAY, "examples/violations"], ROOT, tmp_path)
    loaded = json.loads(reports["json"])["summary"]["rules"]["loaded"]
    assert len(json.loads(reports["sarif-full"])["runs"][0]["tool"]["driver"]["rules"]) == loaded
    found = {finding["rule"] for finding in json.loads(reports["json"])["findings"]}
    assert {rule["id"] for rule in json.loads(reports["sarif"])["runs"][0]["tool"]["driver"]["rules"]} == found


@pytest.mark.skipif(
    SCHEMAS is None, reason="needs shared/schemas, the schemas of SARIF and JUnit, beside this checkout"
)
def test_the_schemas_of_others_are_used() -> None:
    pytest.importorskip("xmlschema")
    assert not sarif_schema().is_valid({"version": "2.1.0"})
    assert not junit_schema().is_valid("<testsuites><testcase/></testsuites>")


@pytest.mark.parametrize("key", [*SENTENCES, *BUILT_IN])
def test_every_sentence_speaks_both_languages(key: str) -> None:
    texts = {**SENTENCES, **BUILT_IN}[key]
    assert texts.keys() == {"en", "ja"}
    assert all(texts.values())
    marks = [sorted(part.split("}")[0] for part in texts[language].split("{")[1:]) for language in ("en", "ja")]
    assert marks[0] == marks[1]
