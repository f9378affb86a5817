"""`lictool drift`: declared against observed, and what an observation cannot contradict."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from lictool.resources import schema_text
from lictool.wording_drift import SENTENCES
from tests.conftest import ROOT
from tests.importing.reading import sample
from tests.importing.test_routers import XE
from tests.importing.test_traps import CLIENTLESS, SUMMARY, VERSION

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

    Lictool = Callable[..., Ran]

HEAD = "apiVersion: lictool/v1\nkind: SecureClientDeployment\nmetadata: {name: d}\nspec:\n"
SESSIONS = (
    "oak# show vpn-sessiondb anyconnect\nSession Type: AnyConnect\nUsername : ana Index : 1\nUsername : ben Index : 2\n"
)
COMPLETE = f": Saved\nASA Version 9.16(4)57\n{CLIENTLESS}Cryptochecksum:0\n: end\n"


def compare(lictool: Lictool, folder: Path, manifest: str, *evidence: str, lang: str = "en") -> Ran:
    (folder / "m.yaml").write_text(HEAD + manifest)
    names = []
    for number, text in enumerate(evidence):
        names.append(f"e{number}.txt")
        (folder / names[-1]).write_text(text)
    return lictool("drift", "m.yaml", *names, "--format", "json", "--lang", lang, cwd=folder)


def verdicts(ran: Ran) -> dict[str, str]:
    assert ran.code in (0, 1), ran.err
    data: dict[str, Any] = json.loads(ran.out)
    jsonschema.validate(data, json.loads(schema_text("drift")))
    assert data["run"]["exitCode"] == ran.code
    assert (data["counts"]["contradicts"] > 0) is (ran.code == 1)
    return {one["path"]: one["verdict"] for one in data["comparisons"]}


@pytest.mark.parametrize(
    ("manifest", "evidence", "path", "verdict"),
    [
        ("headends: [{name: oak, osVersion: 9.16(4)57}]", VERSION, "headends[oak].osVersion", "agrees"),
        ("headends: [{name: oak, osVersion: 9.18(2)}]", VERSION, "headends[oak].osVersion", "contradicts"),
        ("headends: [{name: oak}]", VERSION, "headends[oak].osVersion", "undeclared"),
        ("headends: [{name: oak, serialNumber: JAD0000A009}]", VERSION, "headends[oak].serialNumber", "contradicts"),
        ("headends: [{name: fw, serialNumber: JAD0000A001}]", VERSION, "headends[fw].serialNumber", "agrees"),
        ("headends: [{name: fw}]", VERSION, "headends[oak]", "undeclared"),
        # An unlocked box proves no tier, whatever it shows.
        ("headends: [{name: oak, installed: [apex]}]", VERSION, "headends[oak].installed", "open"),
        ("headends: [{name: oak, installed: []}]", VERSION, "headends[oak].installed", "open"),
        ("headends: [{name: oak, peakConcurrent: 50}]", f"oak# show vpn-sessiondb\n{SUMMARY}", "headends[oak].peakConcurrent", "agrees"),
        ("headends: [{name: oak, peakConcurrent: 49}]", f"oak# show vpn-sessiondb\n{SUMMARY}", "headends[oak].peakConcurrent", "contradicts"),
        ("headends: [{name: oak, maxSessions: 49}]", f"oak# show vpn-sessiondb\n{SUMMARY}", "headends[oak].maxSessions", "contradicts"),
        # Fewer people than may connect contradict nothing; more do.
        ("users: {authorized: 2}", SESSIONS, "users.authorized", "open"),
        ("users: {authorized: 1}", SESSIONS, "users.authorized", "contradicts"),
        ("users: {active: 1}", SESSIONS, "users.authorized", "undeclared"),
        ("features: [{name: clientless, status: used, headends: [oak]}]\n  headends: [{name: oak}]", CLIENTLESS, "features[clientless]", "agrees"),
        ("features: [{name: clientless, status: configured}]", CLIENTLESS, "features[clientless]", "agrees"),
        ("features: [{name: clientless, status: retired}]", CLIENTLESS, "features[clientless]", "contradicts"),
        ("features: [{name: clientless, status: used, headends: [elm]}]\n  headends: [{name: elm}]", CLIENTLESS, "features[clientless]", "undeclared"),
        ("features: [{name: saml, status: used, headends: [oak]}]\n  headends: [{name: oak}]", COMPLETE, "features[saml].status", "contradicts"),
        ("headends: [{name: edge, securityLicense: missing}]", XE, "headends[edge].securityLicense", "contradicts"),
    ],
)  # fmt: skip
def test_verdicts(lictool: Lictool, tmp_path: Path, manifest: str, evidence: str, path: str, verdict: str) -> None:
    ran = compare(lictool, tmp_path, f"  {manifest}\n", evidence)
    assert verdicts(ran).get(path) == verdict
    assert (ran.code == 1) is (verdict == "contradicts")


def test_a_setting_that_is_not_shown_is_not_off(lictool: Lictool, tmp_path: Path) -> None:
    manifest = "  features: [{name: saml, status: used, headends: [oak]}]\n  headends: [{name: oak}]\n"
    assert "features[saml].status" not in verdicts(compare(lictool, tmp_path, manifest, CLIENTLESS))


def test_ise_counts_more_than_is_held(lictool: Lictool, tmp_path: Path) -> None:
    (tmp_path / "ise-1.json").write_text(
        '[{"name": "PREMIER", "status": "ENABLED", "compliance": "", "consumptionCounter": 9}]'
    )
    for held, verdict in ((8, "contradicts"), (9, "open")):
        (tmp_path / "m.yaml").write_text(
            f"{HEAD}  ise: {{deployments: [{{name: ise-1, licenses: {{premier: {held}}}, enabledTiers: [premier]}}]}}\n"
        )
        ran = lictool("drift", "m.yaml", "ise-1.json", "--format", "json", cwd=tmp_path)
        assert verdicts(ran) == {
            "ise.deployments[ise-1].licenses.apex": verdict,
            "ise.deployments[ise-1].enabledTiers": "agrees",
        }


MANIFEST = "  users: {authorized: 1}\n  headends:\n    - name: oak\n      installed: [premier]\n    - name: elm\n"


def test_the_text_says_both_places_and_what_it_proves(lictool: Lictool, tmp_path: Path) -> None:
    compare(lictool, tmp_path, MANIFEST, VERSION, SESSIONS)
    ran = lictool("drift", "m.yaml", "e0.txt", "e1.txt", cwd=tmp_path)
    assert ran.code == 1
    assert ran.out.startswith(
        "contradicts: users.authorized\n"
        "  declared: 1 (m.yaml:5)\n"
        "  observed: 2 (e1.txt show vpn-sessiondb)\n"
        "  what it proves: people who were connected"
    )
    assert "declared: [apex] (m.yaml:8)" in ran.out
    assert "no evidence speaks of: elm\n" in ran.out
    assert re.search(r"\n1 contradict, \d+ are not declared, 1 cannot be decided, \d+ agree\n$", ran.out)
    assert not re.search(r"\b(ana|ben)\b", ran.out + ran.err)
    japanese = lictool("drift", "m.yaml", "e0.txt", "e1.txt", "--lang", "ja", cwd=tmp_path)
    assert japanese.out.startswith("矛盾: users.authorized\n  記載: 1（m.yaml:5）\n  観測: 2（e1.txt")


def test_parts_in_a_folder_are_one_deployment(lictool: Lictool, tmp_path: Path) -> None:
    folder = tmp_path / "estate"
    folder.mkdir()
    (folder / "a.yaml").write_text(f"{HEAD}  headends: [{{name: oak}}]\n")
    (folder / "b.yaml").write_text(f"{HEAD}  headends:\n    - name: oak\n      osVersion: 9.18(2)\n")
    (tmp_path / "e.txt").write_text(VERSION)
    ran = lictool("drift", "estate", "e.txt", cwd=tmp_path)
    assert ran.code == 1
    assert "declared: 9.18(2) (estate/b.yaml:7)" in ran.out


@pytest.mark.parametrize(
    ("manifest", "argv", "words"),
    [
        ("  headends: [{name: oak}]\n", ("m.yaml",), "say what to compare"),
        ("  headends: [{name: oak}]\n", ("m.yaml", "none.txt"), "`none.txt` is no file"),
        ("  headends: [{name: oak}]\n", ("none.yaml", "e0.txt"), "none.yaml"),
        ("  headends: [{nam: oak}]\n", ("m.yaml", "e0.txt"), "0 that can be read are in `m.yaml`"),
        ("  headends: [{name: oak, contract: c}]\n", ("m.yaml", "e0.txt"), "has faults"),
        ("  headends: [{name: oak}]\n", ("m.yaml", "e0.txt", "--deployment", "x"), "0 that can be read are in"),
    ],
)
def test_wrong_use(lictool: Lictool, tmp_path: Path, manifest: str, argv: tuple[str, ...], words: str) -> None:
    compare(lictool, tmp_path, manifest, VERSION)
    head = argv if "--deployment" not in argv else ("--deployment", "x", *argv[:2])
    ran = lictool("drift", *head, cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err


def test_nothing_recognised(lictool: Lictool, tmp_path: Path) -> None:
    assert compare(lictool, tmp_path, "  headends: [{name: oak}]\n", "nothing here\n").code == 3


def test_a_real_router_beside_its_manifest(lictool: Lictool, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(
        f"{HEAD}  headends: [{{name: isr4k, platform: isr-g2, securityLicense: right-to-use}}]\n"
    )
    ran = lictool("drift", "m.yaml", str(sample("iosxe-isr4k-show-version.txt")), "--format", "json", cwd=tmp_path)
    found = verdicts(ran)
    assert found.pop("headends[isr4k].platform") == "contradicts"
    assert found.pop("headends[isr4k].securityLicense") == "agrees"
    assert set(found.values()) == {"undeclared"}


def test_every_sentence_is_there_in_both_languages_and_used() -> None:
    source = "".join(
        path.read_text() for path in sorted((ROOT / "lictool").glob("**/*.py")) if "wording" not in path.name
    )
    for key, texts in SENTENCES.items():
        assert set(texts) == {"en", "ja"}, key
        assert sorted(re.findall(r"\{\w+\}", texts["en"])) == sorted(re.findall(r"\{\w+\}", texts["ja"])), key
        assert re.search(f"[\"']{key}[\"']", source), key
