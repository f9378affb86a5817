"""Where reports go: stdout, files, the summary of a job; streams, colours, interrupts, exit codes."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lictool.arguments import COMMANDS
from lictool.options import FORMATS
from tests.conftest import ROOT
from tests.formats import CHECKS, check_sarif
from tests.repository import git
from tests.test_cli import BLANKS, CONFIGURED

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran

    Run = Callable[..., Ran]

VIOLATIONS = ("--as-of", "2026-10-01", str(Path("examples", "violations")))
CHECK = (sys.executable, "-m", "lictool", "check")
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}


def test_several_reports_at_once(tmp_path: Path, lictool: Run) -> None:
    outputs = [f"--output={form}={tmp_path / form}" for form in FORMATS]
    ran = lictool("check", *VIOLATIONS, *outputs, "--format", "json", cwd=ROOT)
    for form in FORMATS:
        alone = lictool("check", *VIOLATIONS, "--format", form, cwd=ROOT)
        assert alone.out == (tmp_path / form).read_text("utf-8")
        assert (alone.code, alone.err) == (ran.code, "") == (1, "")
    assert ran.out == (tmp_path / "json").read_text("utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(FORMATS)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("argv", "text", "code"),
    [
        ((), BLANKS, 1),
        (("--exit-zero",), BLANKS, 0),
        ((), CONFIGURED, 0),
        (("--fail-level", "warning"), CONFIGURED, 1),
        (("--fail-level", "warning", "--exit-zero"), CONFIGURED, 0),
        ((), "a: 1\n", 3),
        (("--allow-empty",), "a: 1\n", 0),
        (("--lang", "ja"), "apiVersion: lictool/v1\nkind: [", 1),
        (("nowhere.yaml",), "", 2),
    ],
)
def test_no_format_changes_the_exit_code(
    form: str, argv: tuple[str, ...], text: str, code: int, tmp_path: Path, lictool: Run
) -> None:
    (tmp_path / "m.yaml").write_text(text)
    ran = lictool("check", "--format", form, f"--output={form}=report", *argv, cwd=tmp_path)
    assert ran.code == code
    if form == "text":
        assert bool(ran.out) == (code != 2)
    else:
        CHECKS[form](ran.out)
        assert (tmp_path / "report").read_text("utf-8") == ran.out
    assert bool(ran.err) == (code == 2)


def test_what_is_shown_changes_no_exit_code(lictool: Run) -> None:
    name = "headend-serial-number-with-blanks"
    whole = json.loads(lictool("check", *VIOLATIONS, "--format", "json", cwd=ROOT).out)
    ran = lictool("check", *VIOLATIONS, "--rule", name, "--format", "json", cwd=ROOT)
    found = json.loads(ran.out)["findings"]
    assert [finding["rule"] for finding in found] == [name]
    assert found == [finding for finding in whole["findings"] if finding["rule"] == name]
    assert ran.err == f"lictool: findings of other rules that are not shown: {len(whole['findings']) - 1}\n"
    both = lictool("check", *VIOLATIONS, "--rule", name, "--rule", "nvm-without-apex", "--lang", "ja", cwd=ROOT)
    assert both.out.count("エラー[") == 1
    none = lictool("check", *VIOLATIONS, "--rule", "manifest-syntax", cwd=ROOT)
    assert "error[" not in none.out
    assert (ran.code, both.code, none.code) == (1, 1, 1)
    assert "FAIL" in none.out


def test_a_rule_that_there_is_not_is_a_fault_of_the_set_up(lictool: Run) -> None:
    ran = lictool("check", *VIOLATIONS, "--rule", "nvm-without-apxe", cwd=ROOT)
    assert ran == (2, "", "lictool: error: there is no rule `nvm-without-apxe`; did you mean `nvm-without-apex`?\n")
    for argv in (("check", "--rule", "x"), ("explain", "x"), ("test", "x")):
        assert lictool(*argv, cwd=ROOT) == (
            2,
            "",
            "lictool: error: there is no rule `x`; `lictool explain` lists the rules\n",
        )


def test_a_fault_of_the_set_up_names_the_command(lictool: Run, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    for command in ("check", "hook", "diff", "position"):
        ran = lictool(command, "--format", "json", "--as-of", "never", cwd=tmp_path)
        assert (ran.code, json.loads(ran.out)["run"]) == (2, {"command": command, "exitCode": 2})
        ran = lictool(command, "--format", "markdown", "--as-of", "never", cwd=tmp_path)
        marker = "check" if command == "hook" else command
        assert (ran.code, ran.out.splitlines()[0]) == (2, f"<!-- lictool {marker} -->")
    (tmp_path / "a.yaml").write_text(BLANKS)
    ran = lictool("hook", "--format", "json", cwd=tmp_path)
    assert (ran.code, json.loads(ran.out)["run"]["command"]) == (1, "hook")


def test_where_nothing_can_be_judged_no_list_is_missed(lictool: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("apiVersion: lictool/v1\nkind: [\n")
    assert "Not kept" not in lictool("check", cwd=tmp_path).out


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("sarif",), "`--output sarif`: write FORMAT=FILE, such as sarif=lictool.sarif"),
        (("sarif=",), "`--output sarif=`: write FORMAT=FILE, such as sarif=lictool.sarif"),
        (("saref=a",), "`--output saref=a`: there is no format `saref`; did you mean `sarif`?"),
        (("html=-",), "`--output html=-`: a file is wanted; what stdout carries, --format says"),
        (("json=a", "html=./a"), "`--output html=./a`: another report goes to that file"),
        (("json=no/where",), "`no/where` cannot be written: no such file or directory"),
        (("json=folder",), "`folder` cannot be written: is a directory"),
    ],
)
def test_an_output_that_cannot_be(words: tuple[str, ...], fault: str, tmp_path: Path, lictool: Run) -> None:
    (tmp_path / "m.yaml").write_text(BLANKS)
    (tmp_path / "folder").mkdir()
    outputs = [f"--output={word}" for word in words]
    ran = lictool("check", *outputs, "--format", "sarif", cwd=tmp_path)
    assert (ran.code, ran.err) == (2, f"lictool: error: {fault}\n")
    assert check_sarif(ran.out) == []
    assert sorted(path.name for path in tmp_path.iterdir()) in (["folder", "m.yaml"], ["a", "folder", "m.yaml"])


@pytest.mark.parametrize(
    ("command", "form"),
    [
        (name, form)
        for name, command in COMMANDS.items()
        for option in command.options
        if option.name == "format"
        for form in option.choices
    ],
)
def test_every_command_says_what_is_wrong_in_every_format(
    command: str, form: str, tmp_path: Path, lictool: Run
) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "m.yaml").write_text(BLANKS)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "m")
    takes_policies = any(option.name == "policies" for option in COMMANDS[command].options)
    wrong, said = (["--policies"], "is no folder") if takes_policies else (["nowhere"], "is no file and no folder")
    ran = lictool(command, "--format", form, *wrong, "nowhere", cwd=tmp_path)
    assert (ran.code, ran.err) == (2, f"lictool: error: `nowhere` {said}\n")
    if form in CHECKS:
        assert CHECKS[form](ran.out) == []
    else:
        assert ran.out == ""


def test_a_wrong_set_up_and_a_report_that_cannot_be_written(tmp_path: Path, lictool: Run) -> None:
    ran = lictool("check", "nowhere", "--output=html=no/where", "--format=junit", cwd=tmp_path)
    assert ran.code == 2
    assert ran.err == (
        "lictool: error: `no/where` cannot be written: no such file or directory\n"
        "lictool: error: `nowhere` is no file and no folder\n"
    )
    assert CHECKS["junit"](ran.out) == []
    assert ran.out.count('<testcase classname="lictool.setup"') == 2


def test_a_file_is_replaced_as_a_whole_or_not_at_all(
    tmp_path: Path, lictool: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "m.yaml").write_text(BLANKS)
    report = tmp_path / "report.html"
    report.write_text("old")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", interrupted)
        assert lictool("check", "--output=html=report.html", cwd=tmp_path).code == 130
    assert report.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["m.yaml", "report.html"]
    linked = tmp_path / "link.html"
    linked.symlink_to("report.html")
    assert lictool("check", "--output=html=link.html", cwd=tmp_path).code == 1
    assert linked.is_symlink()
    assert report.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert lictool("check", f"--output=json={os.devnull}", cwd=tmp_path).code == 1
    assert not Path(os.devnull).is_file()


def test_the_summary_of_a_job_is_appended_to(tmp_path: Path, lictool: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = tmp_path / "summary"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    lictool("check", *VIOLATIONS, f"--output=github={tmp_path / 'file'}", cwd=ROOT)
    assert summary.read_text() == "before\n"
    ran = lictool("check", *VIOLATIONS, "--format", "github", cwd=ROOT)
    assert CHECKS["markdown"](summary.read_text("utf-8").removeprefix("before\n"))
    lictool("check", "nowhere", "--format", "github", cwd=ROOT)
    assert summary.read_text("utf-8").count("<!-- lictool check -->\n") == 2
    assert summary.read_text("utf-8").endswith("- `lictool`: `nowhere` is no file and no folder\n")
    assert ran.out.startswith("::error file=examples/violations/headends.yaml,line=11,endLine=11,col=17,")


def test_files_are_named_from_the_root_of_the_repository(tmp_path: Path, lictool: Run) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "ü %.yaml").write_text(BLANKS)
    (tmp_path / "a" / "other.yaml").write_text(BLANKS.replace("name: a", "name: z"))
    for form, names in {
        "sarif": ('"a/b/%C3%BC%20%25.yaml"', '"a/other.yaml"'),
        "github": ("file=a/b/ü %25.yaml,", "file=a/other.yaml,"),
        "gitlab": ('"a/b/ü %.yaml"', '"a/other.yaml"'),
        "junit": ('"a/b/ü %.yaml"', '"a/other.yaml"'),
        "text": ("\nb/ü %.yaml:", "other.yaml:"),
    }.items():
        ran = lictool("check", "--format", form, cwd=tmp_path / "a")
        assert all(name in f"\n{ran.out}" for name in names), (form, ran.out)
        assert str(tmp_path) not in ran.out
    ran = lictool("check", "--format", "gitlab", str(tmp_path / "a" / "other.yaml"), "b", cwd=tmp_path / "a")
    assert {issue["location"]["path"] for issue in json.loads(ran.out)} == {"a/b/ü %.yaml", "a/other.yaml"}


def test_a_hook_that_has_nothing_to_judge_writes_its_reports(tmp_path: Path, lictool: Run) -> None:
    shutil.copytree(ROOT / "examples" / "compliant", tmp_path / "estate")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    assert git(tmp_path, "commit", "-qm", "estate").returncode == 0
    (tmp_path / "readme.txt").write_text("x")
    git(tmp_path, "add", ".")
    assert lictool("hook", cwd=tmp_path) == (0, "", "")
    ran = lictool("hook", "--format", "sarif", "--output=junit=.git/junit.xml", cwd=tmp_path)
    assert check_sarif(ran.out) == []
    assert ran.code == 0
    assert CHECKS["junit"]((tmp_path / ".git" / "junit.xml").read_text("utf-8")) == []


def test_colours_go_to_stdout_alone(tmp_path: Path, lictool: Run) -> None:
    ran = lictool("check", *VIOLATIONS, "--color=always", f"--output=text={tmp_path / 'report'}", cwd=ROOT)
    assert "\x1b[1;31m" in ran.out
    assert "\x1b" not in (tmp_path / "report").read_text("utf-8")
    for form in CHECKS:
        assert "\x1b" not in lictool("check", *VIOLATIONS, "--color=always", "--format", form, cwd=ROOT).out


def test_a_closed_pipe_is_quiet_in_every_format() -> None:
    for form in ("html", "sarif-full"):
        words = " ".join([*CHECK, *VIOLATIONS, "--format", form])
        ran = subprocess.run(["bash", "-c", f"{words} | head -c 1"], cwd=ROOT, capture_output=True, check=False)
        assert (len(ran.stdout), ran.stderr) == (1, b"")


def _estate(folder: Path, files: int) -> None:
    folder.mkdir()
    for number in range(files):
        (folder / f"{number}.yaml").write_text(BLANKS.replace("name: a", f"name: d{number}"))


def test_progress_is_shown_at_a_terminal_alone_and_cleared(tmp_path: Path) -> None:
    _estate(tmp_path / "estate", 500)
    command = [*CHECK, "estate", "--format", "json"]
    environment = {**ENVIRONMENT, "TERM": "xterm", "PYTHONPATH": str(ROOT)}
    plain = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert (plain.returncode, plain.stderr) == (1, b"")
    shown = _at_a_terminal(command, tmp_path, environment)
    percents = [int(percent) for percent in re.findall(r"judging 500 files \[[#.]{20}\] (\d+)%", shown[1])]
    assert percents == sorted(set(percents))
    assert percents[0] == 0
    assert len(percents) > 50 < percents[-1] < 100
    assert shown[1].endswith("\r\x1b[K")
    assert json.loads(shown[0]) == json.loads(plain.stdout)
    for argv in (["position"], ["waive"], ["check", "--lang", "ja"], ["baseline", "known.json"]):
        shown = _at_a_terminal([*CHECK[:-1], *argv], tmp_path, environment)
        assert ("500個のファイルを判定中" if "ja" in argv else "judging 500 files") in shown[1]
    shutil.rmtree(tmp_path / "estate")
    _estate(tmp_path / "estate", 2)
    assert _at_a_terminal(command, tmp_path, environment)[1] == ""


def _at_a_terminal(command: list[str], cwd: Path, environment: dict[str, str]) -> tuple[bytes, str]:
    """Run with stderr at a terminal; give stdout and what the terminal got."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(command, cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=follower)
    os.close(follower)
    out, _ = process.communicate(timeout=60)
    return out, _drained(leader)


def _drained(leader: int) -> str:
    chunks = []
    try:
        while chunk := os.read(leader, 4096):
            chunks.append(chunk)
    except OSError:  # the other end is closed
        pass
    os.close(leader)
    return b"".join(chunks).decode()


def test_an_interrupt_leaves_no_file(tmp_path: Path) -> None:
    _estate(tmp_path / "estate", 3000)
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [*CHECK, "estate", "--output", "html=report.html", "--output", "sarif=report.sarif"],
        cwd=tmp_path,
        env={**ENVIRONMENT, "TERM": "xterm", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=follower,
        start_new_session=True,
    )
    os.close(follower)
    said = b""
    while b"judging 3,000 files" not in said:
        said += os.read(leader, 4096)
    os.killpg(process.pid, signal.SIGINT)
    out, _ = process.communicate(timeout=60)
    shown = said.decode() + _drained(leader)
    assert process.returncode == 130
    assert out == b""
    assert "Traceback" not in shown
    assert [path.name for path in tmp_path.iterdir()] == ["estate"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="the system has no device that is full")
def test_a_full_disk_is_told_and_no_error_of_lictool(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(BLANKS)
    environment = {**ENVIRONMENT, "PYTHONPATH": str(ROOT)}
    for argv in (["check"], ["check", "--format", "json"], ["faq"], ["check", "--format=json", "nowhere"]):
        with open("/dev/full", "w") as full:
            ran = subprocess.run(
                [*CHECK[:-1], *argv], cwd=tmp_path, env=environment, stdout=full, stderr=subprocess.PIPE, check=False
            )
        assert ran.returncode == 2
        other = b"lictool: error: `nowhere` is no file and no folder\n" if "nowhere" in argv else b""
        assert ran.stderr == other + b"lictool: error: stdout cannot be written: no space left on device\n"
    with open("/dev/full", "w") as full:
        ran = subprocess.run([*CHECK, "nowhere"], cwd=tmp_path, env=environment, stderr=full, check=False)
    assert ran.returncode == 2


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&- <&-"])
def test_closed_streams_change_no_exit_code(closed: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(BLANKS)
    environment = {**ENVIRONMENT, "PYTHONPATH": str(ROOT)}
    for words, expected in (("", 1), (" nowhere", 2)):
        line = f"{' '.join(CHECK)}{words} {closed}"
        ran = subprocess.run(["bash", "-c", line], cwd=tmp_path, env=environment, capture_output=True, check=False)
        assert (ran.returncode, b"Traceback" in ran.stderr) == (expected, False)
