"""Every format, for every case there is: valid by its schema, with the same findings and the same exit code."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, Any

import pytest

from lictool.options import FORMATS
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
    rooted = sorted(one._replace(file=f"{here}{one.file}") for one in wanted)
    for form in ("sarif", "sarif-full", "junit", "gitlab"):
        assert sorted(seen[form]) == rooted, form
    assert sorted(seen["html"]) == wanted
    if "`lictool check`" not in reports["markdown"]:
        assert sorted(seen["markdown"]) == wanted
    levels = [finding["severity"] for finding in findings]
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
