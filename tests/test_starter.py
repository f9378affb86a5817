"""`lictool init`: what it writes is judged clean, and nothing is overwritten."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest
import yaml

from lictool.starter import COMMENTS, HOOK, MANIFEST, PROJECT
from tests.repository import IDENTITY, OUTSIDE, Repository

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

    Run = Callable[..., Ran]

FILES = {MANIFEST, PROJECT, HOOK}
KANA = re.compile(r"[\u3040-\u30ff]")


def written(folder: Path) -> dict[str, str]:
    """Give the files below a folder by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize("language", [None, "en", "ja"])
def test_the_starter_is_judged_clean(language: str | None, tmp_path: Path, lictool: Run) -> None:
    ran = lictool("init", *(("--lang", language) if language else ()), cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    files = written(tmp_path)
    assert files.keys() == FILES
    assert all(name in ran.out for name in FILES)
    assert bool(KANA.search(ran.out)) == (language == "ja")
    for name, text in files.items():
        assert bool(KANA.search(text)) == (language == "ja"), name
        assert text.endswith("\n")
        yaml.safe_load(text)
    checked = lictool("check", "--fail-level", "info", "--format", "json", cwd=tmp_path)
    report = json.loads(checked.out)
    assert (checked.code, report["findings"]) == (0, [])
    assert report["summary"]["documents"] == {"judged": 1, "notJudged": 0, "skipped": 0}
    assert report["run"]["language"] == (language or "en")


def test_the_starter_stays_clean_all_year_and_warns_before_the_end(tmp_path: Path, lictool: Run) -> None:
    lictool("init", cwd=tmp_path)
    term = yaml.safe_load((tmp_path / MANIFEST).read_text("utf-8"))["spec"]["entitlements"][0]
    year = term["start"].year
    for day, code in ((f"{year}-01-01", 0), (f"{year}-12-31", 0), (f"{year + 1}-12-31", 0), (f"{year + 3}-01-01", 1)):
        assert lictool("check", "--as-of", day, cwd=tmp_path).code == code, day


def test_both_languages_say_the_same_facts(tmp_path: Path, lictool: Run) -> None:
    found = []
    for language in ("en", "ja"):
        (tmp_path / language).mkdir()
        lictool("init", "--lang", language, language, cwd=tmp_path)
        found.append({name: yaml.safe_load(text) for name, text in written(tmp_path / language).items()})
    assert found[1][PROJECT].pop("language") == "ja"
    assert found[0][PROJECT].pop("language") == "en"
    assert found[0] == found[1]
    assert all(texts.keys() == {"en", "ja"} for texts in COMMENTS.values())


@pytest.mark.parametrize("there", sorted(FILES))
def test_what_is_there_stays(there: str, tmp_path: Path, lictool: Run) -> None:
    path = tmp_path / there
    path.parent.mkdir(exist_ok=True)
    path.write_text("mine\n")
    ran = lictool("init", cwd=tmp_path)
    assert ran.code == 0
    assert path.read_text() == "mine\n"
    assert written(tmp_path).keys() == FILES
    kept = [line for line in ran.out.splitlines() if there in line]
    assert len(kept) == 1
    before = written(tmp_path)
    again = lictool("init", cwd=tmp_path)
    assert written(tmp_path) == before
    assert sum(kept[0].replace(there, name) in again.out for name in FILES) == 3


def test_links_and_folders_are_not_written_through(tmp_path: Path, lictool: Run) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / PROJECT).symlink_to(tmp_path / "outside.yaml")
    (tmp_path / "in" / HOOK).mkdir()
    assert lictool("init", "in", cwd=tmp_path).code == 0
    assert not (tmp_path / "outside.yaml").exists()
    assert (tmp_path / "in" / MANIFEST).is_file()


def test_where_it_cannot_write(tmp_path: Path, lictool: Run) -> None:
    for folder in ("nowhere", "file"):
        (tmp_path / "file").write_text("x")
        ran = lictool("init", folder, cwd=tmp_path)
        assert (ran.code, ran.out, ran.err) == (2, "", f"lictool: error: `{folder}` is no folder\n")
    (tmp_path / "licensing").write_text("x")  # where a folder should be
    ran = lictool("init", cwd=tmp_path)
    assert ran.code == 2
    assert "licensing/estate.yaml` cannot be written" in ran.err
    assert (tmp_path / "licensing").read_text() == "x"


def test_keys_in_comments_are_keys(tmp_path: Path, lictool: Run) -> None:
    """Every commented key of the project file can be taken into use by removing the sign in front."""
    lictool("init", cwd=tmp_path)
    text = (tmp_path / PROJECT).read_text("utf-8")
    lines = re.sub(r"^# (?=[a-z]\w*:|  )", "", text, flags=re.MULTILINE).replace("Further keys:", "# Further keys:")
    assert {"waivers", "baseline", "policies", "waiverDays", "parameters", "enforceFrom"} <= yaml.safe_load(
        lines
    ).keys()
    uncommented = "".join(f"{line}\n" for line in lines.splitlines() if not line.startswith(("policies", "baseline")))
    (tmp_path / PROJECT).write_text(uncommented, "utf-8")
    ran = lictool("check", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_hook_entry_judges_a_commit(tmp_path: Path, lictool: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in OUTSIDE:
        monkeypatch.delenv(name, raising=False)
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)
    repo = Repository(tmp_path / "repo")
    lictool("init", cwd=repo.home)
    (hook,) = yaml.safe_load((repo.home / HOOK).read_text("utf-8"))["repos"][0]["hooks"]
    assert (hook["entry"], hook["pass_filenames"], hook["always_run"]) == ("lictool hook", False, True)
    repo.git("add", "-A")
    assert lictool(*hook["entry"].split()[1:], cwd=repo.home).code == 0
    repo.stage(MANIFEST, (repo.home / MANIFEST).read_text("utf-8").replace("[plus]", "[plus, vpn-only]"))
    assert lictool(*hook["entry"].split()[1:], cwd=repo.home).code == 1
