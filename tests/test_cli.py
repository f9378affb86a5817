"""The command line as a user meets it: help, options, streams, exit codes, formats."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

import lictool
import lictool.errors
from lictool import __version__
from lictool.resources import schema_names, schema_text
from tests.conftest import ROOT
from tests.test_cases import CASES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

    Run = Callable[..., Ran]

REPORT = jsonschema.Draft202012Validator(json.loads(schema_text("report")))
DAY = ("--as-of", "2026-10-01")
MANIFEST = "apiVersion: lictool/v1\nkind: SecureClientDeployment\nmetadata: {name: a}\n"
BLANKS = (
    MANIFEST + "spec:\n  users: {authorized: 0}\n  features: []\n  entitlements: []\n"
    '  headends: [{name: fw-1, vendor: cisco, remoteAccess: false, installed: [], serialNumber: "J1 "}]\n'
)
CONFIGURED = (
    MANIFEST
    + "spec:\n  users: {authorized: 9}\n  features: [{name: clientless, status: configured, headends: [fw-1]}]\n"
    "  headends: [{name: fw-1, vendor: cisco, platform: asa-5500-x, installed: [plus], essentialsEnabled: false}]\n"
    "  entitlements: [{name: e, tier: plus, basis: term, users: 9, start: 2026-01-01, end: 2099-12-31}]\n"
)


def check_json(run: Run, *argv: str, cwd: Path) -> tuple[Ran, Any]:
    """Check with JSON output, and hold the output against its schema."""
    ran = run("check", "--format", "json", *argv, cwd=cwd)
    data = json.loads(ran.out)
    REPORT.validate(data)
    assert data["run"]["exitCode"] == ran.code
    return ran, data


@pytest.mark.parametrize("case", [*CASES, *(ROOT / "examples").iterdir()], ids=lambda path: path.name)
def test_json_fits_its_schema_and_says_what_the_text_says(case: Path, lictool: Run) -> None:
    ran, data = check_json(lictool, *DAY, cwd=case)
    text = lictool("check", *DAY, cwd=case)
    assert ran.code == text.code
    heads = re.findall(r"^(\S+?):(\d+):(\d+): \w+(?: \(unknown\))?\[([a-z0-9-]+)\] (.*)$", text.out, re.MULTILINE)
    said = [
        (
            f["location"]["file"],
            str(f["location"]["startLine"]),
            str(f["location"]["startColumn"]),
            f["rule"],
            f["message"],
        )
        for f in data["findings"]
    ]
    assert heads == said
    assert len({finding["id"] for finding in data["findings"]}) == len(data["findings"])
    counted = sum(data["summary"]["findings"].values())
    assert counted == len(said)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_language_changes_words_only(language: str, lictool: Run) -> None:
    _, english = check_json(lictool, *DAY, "examples/violations", cwd=ROOT)
    _, other = check_json(lictool, *DAY, "examples/violations", "--lang", language, cwd=ROOT)
    assert [f["id"] for f in other["findings"]] == [f["id"] for f in english["findings"]]
    kana = re.compile(r"[\u3040-\u30ff]")
    for finding in other["findings"]:
        assert bool(kana.search(finding["message"])) == (language == "ja")
        assert bool(kana.search(finding["remediation"])) == (language == "ja")
        assert ("/ja_jp/" in finding["citations"][0]["url"]) == (language == "ja")
    text = lictool("check", *DAY, "examples/violations", "--lang", language, cwd=ROOT)
    assert ("不合格" in text.out) == (language == "ja")


def test_two_runs_give_the_same_bytes() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-m", "lictool", "check", *DAY, "--format", "json", "examples/violations"],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=False,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1


@pytest.mark.parametrize(
    ("argv", "text", "code"),
    [
        ((), BLANKS, 1),
        (("--exit-zero",), BLANKS, 0),
        (("--fail-level", "info"), BLANKS, 1),
        ((), CONFIGURED, 0),
        (("--fail-level", "warning"), CONFIGURED, 1),
        (("--fail-level", "warning", "--exit-zero"), CONFIGURED, 0),
        ((), "a: 1\n", 3),
        (("--exit-zero",), "a: 1\n", 3),
        (("--allow-empty",), "a: 1\n", 0),
    ],
)
def test_exit_codes(argv: tuple[str, ...], text: str, code: int, tmp_path: Path, lictool: Run) -> None:
    (tmp_path / "m.yaml").write_text(text)
    assert lictool("check", *argv, cwd=tmp_path).code == code
    ran, _ = check_json(lictool, *argv, cwd=tmp_path)
    assert ran.code == code


def test_unknowns_can_be_capped(tmp_path: Path, lictool: Run) -> None:
    assert lictool("check", *DAY, "examples/unknowns", cwd=ROOT).code == 1
    capped = lictool("check", *DAY, "examples/unknowns", "--unknown", "warning", cwd=ROOT)
    assert "error (unknown)" not in capped.out
    assert "warning (unknown)" in capped.out
    assert (
        lictool("check", *DAY, "examples/unknowns", "--unknown", "info", "--fail-level", "warning", cwd=ROOT).code == 0
    )


def test_a_setup_error_is_json_where_json_was_asked_for(tmp_path: Path, lictool: Run) -> None:
    ran, data = check_json(lictool, "nowhere", cwd=tmp_path)
    assert ran.code == 2
    assert data["notifications"] == [{"message": "`nowhere` is no file and no folder"}]
    assert ran.err == "lictool: error: `nowhere` is no file and no folder\n"


def test_a_setup_error_names_file_and_line(tmp_path: Path, lictool: Run) -> None:
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "policy.yaml").write_text("title: x\n")
    ran, data = check_json(lictool, "--policies", "p", cwd=tmp_path)
    assert ran.code == 2
    assert data["notifications"][0]["file"] == "p/policy.yaml"
    assert data["notifications"][0]["startLine"] == 1


@pytest.mark.parametrize(
    ("argv", "environment", "colored"),
    [
        ((), {}, False),
        (("--color", "always"), {}, True),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"CLICOLOR_FORCE": "1"}, True),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colors(
    argv: tuple[str, ...], environment: dict[str, str], colored: bool, lictool: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    ran = lictool("check", *DAY, "examples/violations", *argv, cwd=ROOT)
    assert ("\x1b[" in ran.out) == colored
    plain = lictool("check", *DAY, "examples/violations", "--color", "never", cwd=ROOT)
    assert re.sub(r"\x1b\[[0-9;]*m", "", ran.out) == plain.out


def test_today_is_the_default_day(tmp_path: Path, lictool: Run) -> None:
    (tmp_path / "m.yaml").write_text(BLANKS)
    before = time.strftime("%Y-%m-%d", time.gmtime())
    _, data = check_json(lictool, cwd=tmp_path)
    assert before <= data["run"]["asOf"] <= time.strftime("%Y-%m-%d", time.gmtime())


def test_version_and_help(lictool: Run) -> None:
    assert lictool("--version") == (0, f"lictool {__version__}\n", "")
    ran = lictool("--help")
    assert ran.code == 0
    assert all(command in ran.out for command in ("check", "test", "explain", "faq", "schema"))
    ran = lictool("check", "--help")
    assert "3 nothing was judged" in " ".join(ran.out.split())
    assert lictool().code == 2


def test_explain_lists_and_shows(lictool: Run) -> None:
    ran = lictool("explain")
    assert "error    vpn-only-shares-hardware-with-plus-or-apex  [Q25, Q4]" in ran.out
    for language, severity, why, violation in (
        ("en", "error", "Why:", "Violation: "),
        ("ja", "エラー", "理由:", "違反: "),
    ):
        ran = lictool("explain", "perpetual-without-swss", "--lang", language)
        assert ran.code == 0
        assert ran.out.startswith(f"perpetual-without-swss ({severity})\n")
        assert why in ran.out
        assert violation in ran.out
        assert "200191" in ran.out


def test_faq_lists_and_shows(lictool: Run) -> None:
    ran = lictool("faq")
    names = [line.split()[0] for line in ran.out.splitlines()]
    assert [name for name in names if name.startswith("Q")] == [f"Q{number}" for number in range(58)]
    ran = lictool("faq", "Q25", "Q52")
    assert ran.out.startswith("FAQ Q25: ")
    assert "\nFAQ Q52: " in ran.out
    assert "vpn-only-shares-hardware-with-plus-or-apex" in ran.out
    assert "引用しているルール" in lictool("faq", "Q25", "--lang", "ja").out


def test_schema_lists_and_prints(lictool: Run) -> None:
    assert lictool("schema").out.split() == schema_names()
    assert lictool("schema", "manifest").out == schema_text("manifest")


def test_the_examples_of_the_rules_run(lictool: Run) -> None:
    ran = lictool("test", "nvm-without-apex")
    assert ran.code == 0
    assert re.fullmatch(r"\d+ examples of 1 rule: \d+ passed, 0 failed\n", ran.out)


POLICY = {
    "policy.yaml": "title: {en: Company, ja: 会社}\n"
    "sources:\n  book: {title: {en: Book, ja: 本}, label: BK, url: {en: 'https://example.com', ja: 'https://example.com'}}\n",
    "knowledge/B1.yaml": "title: {en: One, ja: 一}\nanswer: {en: One., ja: 一。}\nstatus: enforced\n",
    "site/headend-without-model.yaml": "title: {en: No model, ja: 型番なし}\nseverity: warning\ncitations: [B1]\n"
    "why: {en: B., ja: い。}\nfor: deployment.headends\nas: headend\nassert: has(headend.model)\n"
    "message: {en: '{{ headend.name }} has no model', ja: '{{ headend.name }} に型番がありません'}\nremediation: {en: C., ja: う。}\n"
    "examples:\n  - {name: with, outcome: pass, patch: {headends: [{name: a, model: b}]}}\n"
    "  - {name: without, outcome: violation, message: {en: a has a model}, at: 'headends[a].model', "
    "patch: {headends: [{name: a}]}}\n",
}


def _policy(folder: Path) -> None:
    for name, text in POLICY.items():
        path = folder / "company" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def test_policies_of_ones_own_are_added_and_cached(
    tmp_path: Path, lictool: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    _policy(tmp_path)
    (tmp_path / "m.yaml").write_text(BLANKS)
    first = check_json(lictool, "--policies", "company", "m.yaml", cwd=tmp_path)[1]
    assert [f["rule"] for f in first["findings"]] == ["headend-without-model", "headend-serial-number-with-blanks"]
    assert first["findings"][0]["message"] == "fw-1 has no model"
    assert first["findings"][0]["citations"][0]["label"] == "BK"
    stored = list((cache / "lictool" / "policies").iterdir())
    assert len(stored) == 1
    assert check_json(lictool, "--policies", "company", "m.yaml", cwd=tmp_path)[1] == first
    stored[0].write_text("{broken")
    assert check_json(lictool, "--policies", "company", "m.yaml", cwd=tmp_path)[1] == first
    rule = tmp_path / "company" / "site" / "headend-without-model.yaml"
    rule.write_text(rule.read_text("utf-8").replace("has no model", "lacks a model"), "utf-8")
    changed = check_json(lictool, "--policies", "company", "m.yaml", cwd=tmp_path)[1]
    assert changed["findings"][0]["message"] == "fw-1 lacks a model"
    assert changed["tool"]["policyDigest"] != first["tool"]["policyDigest"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "company", "m.yaml"]


def test_a_failing_example_is_shown(tmp_path: Path, lictool: Run) -> None:
    _policy(tmp_path)
    ran = lictool("test", "--policies", "company", "headend-without-model", cwd=tmp_path)
    assert ran.code == 1
    assert ran.out == (
        "company/site/headend-without-model.yaml:12: failed[headend-without-model] without\n"
        "  expected the message `a has a model`, found `a has no model`\n"
        "  expected a finding at `headends/a/model`, found one at `headends/a`\n"
        "2 examples of 1 rule: 1 passed, 1 failed\n"
    )


def test_a_name_of_a_shipped_rule_is_taken(tmp_path: Path, lictool: Run) -> None:
    _policy(tmp_path)
    (tmp_path / "company" / "site" / "headend-without-model.yaml").rename(
        tmp_path / "company" / "site" / "nvm-without-apex.yaml"
    )
    (tmp_path / "m.yaml").write_text(BLANKS)
    ran = lictool("check", "--policies", "company", "m.yaml", cwd=tmp_path)
    assert ran.code == 2
    assert "has a rule `nvm-without-apex`, which `secure-client` has already" in ran.err


def test_an_internal_error_is_one_line_and_a_code_of_its_own(lictool: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("one\nline")

    monkeypatch.setattr("lictool.session.judge", broken)
    ran = lictool("check")
    assert ran == (4, "", "lictool: internal error: ZeroDivisionError: one\\x0aline (--debug shows where)\n")
    assert "Traceback" in lictool("check", "--debug").err


def test_from_python(tmp_path: Path) -> None:
    report = lictool.check([str(ROOT / "examples" / "violations")], as_of="2026-10-01", language="ja")
    assert report.counts.violations > 0
    assert report.findings[0].place.file.endswith("headends.yaml")
    with pytest.raises(lictool.errors.UsageError, match="is not a day"):
        lictool.check([str(tmp_path)], as_of="tomorrow")
    with pytest.raises(AttributeError, match="no attribute `chek`"):
        lictool.chek  # noqa: B018 - asked for on purpose


def test_a_closed_pipe_is_quiet() -> None:
    command = f"{sys.executable} -m lictool faq Q0 Q1 Q2 Q3 Q4 Q5 Q6 Q7 Q8 Q9 | head -n 1"
    ran = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.stdout.startswith("FAQ Q0")
    assert ran.stderr == ""


def test_an_interrupt_has_its_code() -> None:
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            (
                "import signal, sys, time; from lictool import api, cli\n"
                "signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job starts with it ignored\n"
                "api.files = lambda _: time.sleep(60)\nprint('ready', flush=True)\nsys.exit(cli.main(['check']))"
            ),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in err
