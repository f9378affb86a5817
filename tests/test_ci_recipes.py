"""The recipes of examples/ci and the action: what they would run in a pipeline is run here."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.conftest import ROOT
from tests.formats import check_github, check_gitlab, check_html, check_json, check_junit, check_markdown, check_sarif

if TYPE_CHECKING:
    from pathlib import Path

CI = ROOT / "examples" / "ci"
EXIT_CODES = [("compliant", 0), ("violations", 1)]


class Job:
    """A checkout in a pipeline: what is on its PATH besides the system's own, and its variables."""

    def __init__(self, home: Path, example: str) -> None:
        self.work = home / "work"
        shutil.copytree(ROOT / "examples" / example, self.work)
        self.bin = home / "bin"
        self.bin.mkdir()
        self.log = home / "log"
        self.log.touch()
        self.variables = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "CI"))},
            "PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "LOG": str(self.log),
        }
        self.put("lictool", f'exec "{sys.executable}" -m lictool "$@"')

    def put(self, name: str, script: str) -> None:
        """Put a program on the PATH."""
        path = self.bin / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def run(self, script: str, shell: tuple[str, ...] = ("bash", "-e", "-o", "pipefail"), **variables: str) -> Any:
        """Run a script as a runner does: from a file, with its shell's options."""
        file = self.work.parent / "script"
        file.write_text(script)
        return subprocess.run(
            [*shell, str(file)],
            cwd=self.work,
            env={**self.variables, **variables},
            capture_output=True,
            text=True,
            check=False,
        )

    def read(self, name: str) -> str:
        """Give the text of a file that the job wrote."""
        return (self.work / name).read_text("utf-8")


def _steps(path: Path) -> dict[str, dict[str, Any]]:
    data = yaml.safe_load(path.read_text("utf-8"))
    steps = data["runs"]["steps"] if "runs" in data else data["jobs"]["lictool"]["steps"]
    return {step.get("name", step.get("uses")): step for step in steps}


@pytest.mark.parametrize(("example", "code"), EXIT_CODES)
def test_github_actions(example: str, code: int, tmp_path: Path) -> None:
    job = Job(tmp_path, example)
    job.put("pip", 'echo "pip $*" >> "$LOG"')
    steps = _steps(CI / "github-actions.yml")
    assert job.run(steps["Install"]["run"]).returncode == 0
    assert job.log.read_text() == "pip install --quiet lictool\n"
    summary = tmp_path / "summary"
    ran = job.run(steps["Judge"]["run"], GITHUB_STEP_SUMMARY=str(summary))
    assert (ran.returncode, ran.stderr) == (code, "")
    found = [check_sarif(job.read("lictool.sarif")), check_html(job.read("lictool.html"))]
    found += [
        check_github(ran.stdout),
        check_markdown(job.read("lictool.md")),
        check_markdown(summary.read_text("utf-8")),
    ]
    assert all(sorted(one) == sorted(found[0]) for one in found)
    assert bool(found[0]) == bool(code)
    for name, file in (
        ("Keep the page", "lictool.html"),
        ("Comment on the pull request", "lictool.md"),
        ("Hand over to code scanning", "lictool.sarif"),
    ):
        assert re.match(rf"\$\{{\{{ always\(\) && hashFiles\('{re.escape(file)}'\) != ''", steps[name]["if"])


@pytest.mark.parametrize("known", ["", "41\n42\n"])
def test_a_comment_is_written_anew(known: str, tmp_path: Path) -> None:
    job = Job(tmp_path, "violations")
    # GitHub's own program, as far as the recipe needs it: lists comments, and says what it was told.
    job.put("gh", f'echo "gh $*" >> "$LOG"\ncase "$*" in *--jq*) printf "{known}" ;; esac')
    steps = _steps(CI / "github-actions.yml")
    job.run(steps["Judge"]["run"])
    ran = job.run(steps["Comment on the pull request"]["run"], GITHUB_REPOSITORY="o/r", NUMBER="7", GH_TOKEN="t")  # noqa: S106
    assert (ran.returncode, ran.stderr) == (0, "")
    asked, told = job.log.read_text().splitlines()
    assert asked.startswith("gh api --paginate repos/o/r/issues/7/comments --jq ")
    marker = re.findall(r'startswith\("(.*?)"\)', asked)
    assert job.read("lictool.md").split("\n")[0] in marker
    target = "PATCH repos/o/r/issues/comments/41" if known else "POST repos/o/r/issues/7/comments"
    assert told == f"gh api --silent --method {target} -F body=@lictool.md"


@pytest.mark.parametrize(("example", "code"), EXIT_CODES)
def test_gitlab(example: str, code: int, tmp_path: Path) -> None:
    job = Job(tmp_path, example)
    job.put("pip", 'echo "pip $*" >> "$LOG"')
    recipe = yaml.safe_load((CI / "gitlab-ci.yml").read_text("utf-8"))["lictool"]
    ran = job.run("\n".join([*recipe["before_script"], *recipe["script"]]))
    assert (ran.returncode, ran.stderr) == (code, "")
    assert job.log.read_text() == "pip install --quiet lictool\n"
    reports = recipe["artifacts"]["reports"]
    found = check_gitlab(job.read(reports["codequality"]))
    assert sorted(found) == sorted(check_junit(job.read(reports["junit"])))
    (page,) = recipe["artifacts"]["paths"]
    assert sorted(check_html(job.read(page))) == sorted(found)
    assert recipe["artifacts"]["when"] == "always"


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        ("estate/compliant", 0, "nothing to object to"),
        ("estate/violations", 1, "there are findings, see reports/lictool.html"),
        ("nowhere", 2, "the set-up is wrong"),
        ("--policies estate/empty estate/compliant", 2, "the set-up is wrong"),
        ("estate/empty", 3, "there was nothing to judge"),
    ],
)
def test_shell(argv: str, code: int, said: str, tmp_path: Path) -> None:
    job = Job(tmp_path, "compliant")
    for name in ("compliant", "violations"):
        shutil.copytree(ROOT / "examples" / name, job.work / "estate" / name)
    (job.work / "estate" / "empty").mkdir()
    assert os.access(CI / "check.sh", os.X_OK)
    ran = job.run(f'exec "{CI / "check.sh"}" {argv}', LICTOOL_REPORTS="reports")
    assert ran.returncode == code
    assert said in ran.stderr.splitlines()[-1]
    found = [
        check_json(job.read("reports/lictool.json")),
        check_junit(job.read("reports/lictool.xml")),
        check_sarif(job.read("reports/lictool.sarif")),
        check_html(job.read("reports/lictool.html")),
    ]
    assert all(sorted(one) == sorted(found[0]) for one in found)
    assert bool(found[0]) == (code == 1)


INPUTS = {"PATHS": ".", "FAIL_LEVEL": "", "SARIF": "", "MARKDOWN": "", "HTML": "", "OPTIONS": ""}


def _action(job: Job, **inputs: str) -> tuple[Any, str]:
    """Run the judging step of the action; give what it did and its outputs."""
    step = _steps(ROOT / "action.yml")["Judge"]
    assert step["env"].keys() == INPUTS.keys()
    assert "${{" not in step["run"]
    (job.work.parent / "lictool" / "bin").mkdir(parents=True, exist_ok=True)
    shutil.copy(job.bin / "lictool", job.work.parent / "lictool" / "bin" / "lictool")
    output = job.work.parent / "output"
    output.touch()
    runner = {"RUNNER_TEMP": str(job.work.parent), "GITHUB_OUTPUT": str(output)}
    ran = job.run(step["run"], ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail"), **INPUTS | inputs, **runner)
    return ran, output.read_text()


@pytest.mark.parametrize(("example", "code"), EXIT_CODES)
def test_the_action_judges(example: str, code: int, tmp_path: Path) -> None:
    job = Job(tmp_path, example)
    ran, output = _action(
        job, SARIF="a b.sarif", MARKDOWN="m.md", HTML="h.html", OPTIONS="--as-of=2026-10-01\n--lang=ja\n"
    )
    assert (ran.returncode, output, ran.stderr) == (code, f"exit-code={code}\n", "")
    assert (
        len(check_github(ran.stdout)) == len(check_sarif(job.read("a b.sarif"))) == len(check_html(job.read("h.html")))
    )
    assert ("lictool: 不合格" in job.read("m.md")) == bool(code)


def test_the_action_runs_nothing_that_stands_in_its_inputs(tmp_path: Path) -> None:
    job = Job(tmp_path, "compliant")
    evil = "$(touch evil)`touch evil`;touch evil"
    for name, value, code in (
        ("PATHS", evil, 2),
        ("PATHS", "--exit-zero", 2),
        ("OPTIONS", evil, 2),
        ("FAIL_LEVEL", evil, 2),
        ("SARIF", evil, 0),
    ):
        ran, output = _action(job, **{name: value})
        assert (ran.returncode, output.splitlines()[-1]) == (code, f"exit-code={code}"), name
        assert not (job.work / "evil").exists()
    assert (job.work / evil).is_file()
    ran, _ = _action(job, PATHS="headends.yaml\n\npurchases.yaml\npeople-and-services.yaml", FAIL_LEVEL="info")
    assert ran.returncode == 0, ran


def test_the_action_installs_itself(tmp_path: Path) -> None:
    job = Job(tmp_path, "violations")
    source = tmp_path / "action"
    source.mkdir()
    for name in ("lictool", "schemas", "policies"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    del job.variables["PYTHONPATH"]
    job.put("python3", f'exec "{sys.executable}" "$@"')
    step = _steps(ROOT / "action.yml")["Install"]
    ran = job.run(step["run"], RUNNER_TEMP=str(tmp_path), GITHUB_ACTION_PATH=str(source))
    if ran.returncode and "Could not find a version" in ran.stdout + ran.stderr:
        pytest.skip("what lictool depends on cannot be installed here: no package index")
    assert ran.returncode == 0, ran.stderr
    installed = str(tmp_path / "lictool" / "bin" / "lictool")
    ran = job.run(f'"{installed}" check --format html --output markdown=m.md')
    assert ran.returncode == 1, ran.stderr
    assert check_html(ran.stdout)
    assert check_markdown(job.read("m.md"))
