"""`lictool import --merge`: what it adds, what it leaves as it is, and what it never overwrites."""

from __future__ import annotations

import sys
from difflib import unified_diff
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lictool.document import load
from lictool.errors import LictoolError
from lictool.importing.extraction import extracted
from lictool.importing.merging import merged
from lictool.importing.part import key_order, part
from lictool.schema import shipped
from tests.importing.test_traps import CLIENTLESS, SAML, SUMMARY, VERSION

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

    Lictool = Callable[..., Ran]

REASON = "ruamel.yaml, which the extra `import` installs, is not here"

ESTATE = """\
# the estate of EMEA
apiVersion: lictool/v1
kind: SecureClientDeployment
metadata: {name: emea}   # never rename
spec:
  users: {authorized: 200,   unattendedDevices: 3}

  # what terminates sessions
  headends:
    # in the cellar
    - name: oak   # old
      installed: [premier]   # by hand
      osVersion: 9.16(4)57

    # the other one
    - name: elm
      model: 'ASA5516'
      # serialNumber: nobody knows

  note: |
    written by hand: # no comment
# the end
"""


@pytest.fixture(autouse=True)
def _needed(request: pytest.FixtureRequest) -> None:
    if "without" not in request.node.name:
        pytest.importorskip("ruamel.yaml", reason=REASON)


def merge(lictool: Lictool, folder: Path, text: str, estate: str | bytes = ESTATE, *more: str) -> Ran:
    (folder / "oak.txt").write_text(text)
    (folder / "emea.yaml").write_bytes(estate if isinstance(estate, bytes) else estate.encode())
    return lictool("import", "auto", "oak.txt", "--merge", "emea.yaml", *more, cwd=folder)


def lines(folder: Path) -> tuple[list[str], list[str]]:
    """Give the lines that were added and taken away."""
    after = (folder / "emea.yaml").read_text().splitlines()
    diff = list(unified_diff(ESTATE.splitlines(), after, lineterm="", n=0))[2:]
    return [line[1:] for line in diff if line[0] == "+"], [line[1:] for line in diff if line[0] == "-"]


def test_what_is_new_is_added_and_nothing_else_changes(lictool: Lictool, tmp_path: Path) -> None:
    ran = merge(lictool, tmp_path, VERSION)
    assert ran.code == 0, ran.err
    added, gone = lines(tmp_path)
    assert gone == []
    assert "      serialNumber: JAD0000A001 # oak.txt:9 (show version)" in added
    text = (tmp_path / "emea.yaml").read_text()
    assert text.index("name: oak") < text.index("serialNumber: JAD") < text.index("# the other one") < text.index("elm")
    assert text.index("# serialNumber: nobody knows") < text.index("note: |")
    assert text.endswith("# the end\n")
    assert [f"+{line}" for line in added] == [
        line for line in ran.err.splitlines() if line.startswith("+") and not line.startswith("+++")
    ]
    assert ran.out == f"merged: emea.yaml ({ran.out.split('(')[1]}"
    data = yaml.safe_load(text)["spec"]
    assert [one["name"] for one in data["headends"]] == ["oak", "elm"]
    assert data["headends"][0]["installed"] == ["premier"]
    assert data["note"] == "written by hand: # no comment\n"


def test_a_second_time_there_is_nothing_to_do(lictool: Lictool, tmp_path: Path) -> None:
    merge(lictool, tmp_path, VERSION + SUMMARY)
    once = (tmp_path / "emea.yaml").read_bytes()
    ran = merge(lictool, tmp_path, VERSION + SUMMARY, once)
    assert (ran.code, ran.out) == (0, "emea.yaml says all of it already\n")
    assert (tmp_path / "emea.yaml").read_bytes() == once


def test_a_dry_run_shows_and_writes_nothing(lictool: Lictool, tmp_path: Path) -> None:
    ran = merge(lictool, tmp_path, VERSION, ESTATE, "--dry-run")
    assert ran.code == 0
    assert ran.out.startswith("--- emea.yaml\n+++ emea.yaml\n@@")
    assert (tmp_path / "emea.yaml").read_text() == ESTATE


def test_what_stands_there_is_never_overwritten_silently(lictool: Lictool, tmp_path: Path) -> None:
    estate = ESTATE.replace("9.16(4)57", "9.18(2)").replace("users:", "#users:")
    ran = merge(lictool, tmp_path, VERSION, estate)
    assert ran.code == 1
    assert "emea.yaml:13: conflict: `headends[oak].osVersion` is 9.18(2) here, and 9.16(4)57 in oak.txt:1" in ran.err
    assert "nothing was written: 1 conflicts" in ran.err
    assert (tmp_path / "emea.yaml").read_text() == estate
    assert sorted(path.name for path in tmp_path.iterdir()) == ["emea.yaml", "oak.txt"]
    assert merge(lictool, tmp_path, VERSION, estate, "--dry-run").code == 1
    ran = merge(lictool, tmp_path, VERSION, estate, "--lang", "ja")
    assert "emea.yaml:13: 競合: `headends[oak].osVersion` はここでは 9.18(2)" in ran.err


def test_force_takes_what_was_read_and_shows_it(lictool: Lictool, tmp_path: Path) -> None:
    estate = ESTATE.replace("9.16(4)57", "9.18(2)  # checked")
    ran = merge(lictool, tmp_path, VERSION, estate, "--force")
    assert ran.code == 0
    assert "-      osVersion: 9.18(2)  # checked" in ran.err
    assert "      osVersion: 9.16(4)57" in (tmp_path / "emea.yaml").read_text()
    assert "# checked" in (tmp_path / "emea.yaml").read_text()


@pytest.mark.parametrize("empty", ["features: []", "headends: []"])
def test_a_list_that_says_none_is_contradicted(lictool: Lictool, tmp_path: Path, empty: str) -> None:
    estate = f"apiVersion: lictool/v1\nkind: SecureClientDeployment\nmetadata: {{name: d}}\nspec:\n  {empty}\n"
    ran = merge(lictool, tmp_path, f"oak# show run\n{CLIENTLESS}", estate)
    assert ran.code == 1
    assert "emea.yaml:5: conflict: `" + empty.partition(":")[0] in ran.err


def test_newer_observations_follow_and_peaks_only_grow(lictool: Lictool, tmp_path: Path) -> None:
    merge(lictool, tmp_path, f"oak# show vpn-sessiondb\n{SUMMARY}")
    once = (tmp_path / "emea.yaml").read_bytes()
    assert b"peak: 50" in once
    ran = merge(lictool, tmp_path, f"oak# show vpn-sessiondb\n{SUMMARY.replace('50 :', '60 :')}", once)
    assert (ran.code, b"peak: 60" in (tmp_path / "emea.yaml").read_bytes()) == (0, True)
    ran = merge(lictool, tmp_path, f"oak# show vpn-sessiondb\n{SUMMARY}", (tmp_path / "emea.yaml").read_bytes())
    assert (ran.code, b"peak: 60" in (tmp_path / "emea.yaml").read_bytes()) == (0, True)


def test_only_the_document_of_the_deployment_is_changed(lictool: Lictool, tmp_path: Path) -> None:
    other = ESTATE.replace("name: emea", "name: apac").replace("name: oak", "name: ash")
    both = f"---\n{ESTATE}---\n{other}"
    ran = merge(lictool, tmp_path, VERSION, both)
    assert ran.code == 2
    assert "one part of a deployment is wanted to merge into, and 2 are there" in ran.err
    assert merge(lictool, tmp_path, VERSION, both, "--deployment", "emea").code == 0
    first, second = (document.data for document in load("a.yaml", (tmp_path / "emea.yaml").read_bytes()).documents)
    assert "serialNumber" in first["spec"]["headends"][0]
    assert second == load("b.yaml", other.encode()).documents[0].data


@pytest.mark.parametrize(
    ("estate", "words"),
    [
        ("a: [\n", "mend this first"),
        ("a: 1\n", "one part of a deployment is wanted to merge into, and 0 are there"),
        (ESTATE.replace("premier", "gold"), "the manifest does not fit its schema"),
        (ESTATE.replace("headends:", "headends: &a", 1).replace("  note: |", "  cases: *a\n  note: |"), "does not fit"),
        (ESTATE.replace("\n", "\r\n"), ""),
        ("\ufeff" + ESTATE, ""),
        ("apiVersion: lictool/v1\nkind: SecureClientDeployment\nmetadata: {name: d}\n", ""),
        ("apiVersion: lictool/v1\nkind: SecureClientDeployment\nmetadata: {name: d}\nspec:\n", "does not fit"),
        ("{apiVersion: lictool/v1, kind: SecureClientDeployment, metadata: {name: d}, spec: {headends: [{name: oak}]}}\n", ""),
    ],
)  # fmt: skip
def test_files_of_all_kinds(lictool: Lictool, tmp_path: Path, estate: str, words: str) -> None:
    ran = merge(lictool, tmp_path, VERSION, estate)
    assert ran.code == (2 if words else 0), ran.err
    assert words in ran.err
    after = (tmp_path / "emea.yaml").read_bytes()
    if words:
        assert after == estate.encode()
        return
    assert (b"\r\n" in after) is ("\r\n" in estate)
    assert after.count(b"\n") == after.count(b"\r\n") or "\r\n" not in estate
    assert lictool("check", "emea.yaml", "--schema-only", cwd=tmp_path).code == 0
    assert b"JAD0000A001" in after


def test_what_an_anchor_shares_is_not_edited(lictool: Lictool, tmp_path: Path) -> None:
    estate = ESTATE.replace("installed: [premier]   # by hand", "ha: &ha {mode: none}")
    estate = estate.replace("model: 'ASA5516'", "ha: *ha")
    ran = merge(lictool, tmp_path, "oak# show failover\nFailover On\nFailover unit Primary\n", estate)
    assert ran.code in (1, 2)
    assert (tmp_path / "emea.yaml").read_text() == estate
    estate = estate.replace("{mode: none}", "{mode: active-standby}")
    ran = merge(lictool, tmp_path, "oak# show failover\nFailover On\nFailover unit Primary\n", estate)
    assert ran.code == 2
    assert "anchor" in ran.err
    assert (tmp_path / "emea.yaml").read_text() == estate


def test_no_secret_of_the_manifest_is_shown(lictool: Lictool, tmp_path: Path) -> None:
    estate = ESTATE.replace("  note: |", "  paks: [{name: p}]\n  note: |").replace(
        "      # serialNumber: nobody knows\n", ""
    )
    estate = estate.replace("  paks: [{name: p}]", "  paks:\n    - name: p\n      value: SEEDEDVALUE")
    ran = merge(lictool, tmp_path, f"elm# show version\n{VERSION}", estate.replace("oak", "ash"))
    assert "SEEDEDVALUE" not in ran.out + ran.err
    assert "SEEDEDVALUE" in (tmp_path / "emea.yaml").read_text()


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("--to", "x.yaml"), "--merge and --to name two files to write"),
        (("--merge", "none.yaml"), "`none.yaml` cannot be read"),
        (("--merge", "emea.json"), "only YAML can be merged into"),
    ],
)
def test_wrong_use(lictool: Lictool, tmp_path: Path, argv: tuple[str, ...], words: str) -> None:
    (tmp_path / "emea.json").write_text("{}")
    ran = merge(lictool, tmp_path, VERSION, ESTATE, *argv)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    ran = lictool("import", "auto", "oak.txt", "--dry-run", cwd=tmp_path)
    assert "--dry-run shows what --merge would write" in ran.err


def test_without_the_package_the_extra_is_named(
    lictool: Lictool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ruamel.yaml", None)
    ran = merge(lictool, tmp_path, VERSION)
    assert (ran.code, ran.out) == (2, "")
    assert "install it with `lictool[import]`" in ran.err
    assert (tmp_path / "emea.yaml").read_text() == ESTATE


TEXTS = [VERSION, SUMMARY, f"oak# show run\n{CLIENTLESS}", SAML, f"elm# show version\n{VERSION}"]
SNIPPETS = st.sampled_from(
    [
        "# x",
        "  # y",
        "",
        "      # z",
        "  note: a  # b",
        "  features: [{name: saml}]",
        "    - name: ash",
        "      model: '1'",
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(st.sampled_from(TEXTS), st.lists(st.tuples(st.integers(0, 25), SNIPPETS), max_size=5), st.booleans())
@example(VERSION, [(25, "  features: []")], False)
def test_nothing_is_lost_whatever_the_layout(
    tmp_path: Path, text: str, inserted: list[tuple[int, str]], force: bool
) -> None:
    written = ESTATE.splitlines()
    for place, line in inserted:
        written.insert(place, line)
    content = "\n".join(written).encode() + b"\n"
    (tmp_path / "oak.txt").write_text(text)
    tree = part(list(extracted("auto", str(tmp_path / "oak.txt"), "oak.txt")), "emea", None, b"").tree
    try:
        found = merged("emea.yaml", content, tree, None, key_order(), force=force)
    except LictoolError:
        return  # said, and nothing is written
    loaded = load("emea.yaml", found.text.encode())
    assert not loaded.faults
    assert shipped("manifest").violations(loaded.documents[0]) == []
    before = load("emea.yaml", content).documents[0]
    shipped("manifest").violations(before)
    if not force:
        assert _holds(before.data, loaded.documents[0].data)
    for line in written:
        assert not line.strip().startswith("#") or line.strip() in found.text


def _holds(old: Any, new: Any) -> bool:
    if isinstance(old, dict):
        return all(key in new and _holds(below, new[key]) for key, below in old.items())
    if isinstance(old, list):
        return len(old) <= len(new) and all(_holds(*pair) for pair in zip(old, new, strict=False))
    return bool(old == new)
