"""Definitions as code: what they claim and configure, and that a claim stays one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.importing.reading import facts, kinds, outputs, sample, warned

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lictool.importing.facts import Extract
    from tests.conftest import Ran

    Lictool = Callable[..., Ran]

REASON = "python-hcl2, which the extra `terraform` installs, is not here"

DEVICES = """\
variable "key" {}
resource "fmc_device" "a" {
  name             = "fw-a"
  licenses         = ["ESSENTIALS", "SECURE_CLIENT_PREMIER_ADVANTAGE", "IPS"] # client
  registration_key = var.key
  performance_tier = "FTDv20"
}
resource "fmc_device" "b" {
  name                 = "fw-b"
  license_capabilities = ["ESSENTIALS", "SECURE_CLIENT_VPNOnly"]
}
resource "fmc_device" "c" {
  name     = "fw-${var.site}"
  licenses = ["SECURE_CLIENT_PREMIER"]
}
resource "fmc_device" "d" {
  name     = "fw-d"
  licenses = var.licences
}
resource "fmc_devices" "many" {
  items = {
    fw-e = { licenses = ["SECURE_CLIENT_ADVANTAGE"] }
  }
}
resource "fmc_device_ha_pair" "ab" {
  name                = "ab"
  primary_device_id   = fmc_device.a.id
  secondary_device_id = fmc_device.b.id
}
"""
PROFILES = """\
resource "fmc_vpn_ra_connection_profiles" "p" {
  items = {
    one = {
      authentication_method                    = "%s"
      saml_and_certificate_username_must_match = true
    }
  }
}
"""
POLICY = """\
resource "fmc_group_policy" "p" {
  name = "p"
  secure_client_modules = [
    { type = "NETWORK_VISIBILITY" },
    { type = "ISE_POSTURE" },
    { type = "FEEDBACK" }
  ]
}
"""
ACCESS = """\
resource "fmc_vpn_ra" "r" {
  access_interfaces = [{ protocol_ssl = %s, protocol_ipsec_ikev2 = false }]
  secure_client_images = [{ operating_system = "WINDOWS" }]
}
"""


def terraform(tmp_path: Path, text: str) -> list[Extract]:
    pytest.importorskip("hcl2", reason=REASON)
    path = tmp_path / "main.tf"
    path.write_text(text)
    return outputs(path)


def test_claims_of_devices(tmp_path: Path) -> None:
    found = terraform(tmp_path, DEVICES)
    assert kinds(found) == ["fmc-terraform"]
    read = facts(found)
    assert read["headends.[fw-a].smart.claimed"] == ["apex", "plus"]
    assert read["headends.[fw-a].platform"] == "ftdv"
    assert read["headends.[fw-a].performanceTier"] == "FTDv20"
    assert read["headends.[fw-b].smart.claimed"] == ["vpn-only"]
    assert read["headends.[fw-e].smart.claimed"] == ["plus"]
    assert "headends.[fw-b].platform" not in read  # nothing says whether it is a virtual one
    assert not [path for path in read if "entitlements" in path or "installed" in path or "${" in path]
    assert [(read[f"headends.[fw-{unit}].ha.role"], read[f"headends.[fw-{unit}].ha.peer"]) for unit in "ab"] == [
        ("primary", "fw-b"),
        ("secondary", "fw-a"),
    ]
    assert warned(found) == [("import-variable", 13), ("import-variable", 18)]
    lines = {fact.path[-1]: fact.origin.line for fact in found[0].facts if ("name", "fw-a") in fact.path[1]}
    assert (lines["claimed"], lines["performanceTier"], lines["role"]) == (4, 6, 27)


@pytest.mark.parametrize(
    ("method", "is_saml"),
    [("SAML", True), ("SAML_AND_CLIENT_CERTIFICATE", True), ("AAA_AND_CLIENT_CERTIFICATE", False), ("AAA_ONLY", False)],
)
def test_only_the_method_makes_it_saml(tmp_path: Path, method: str, is_saml: bool) -> None:
    assert ("features.[saml]" in facts(terraform(tmp_path, PROFILES % method))) is is_saml


def test_a_method_from_a_variable_is_told(tmp_path: Path) -> None:
    assert warned(terraform(tmp_path, PROFILES % "${var.method}")) == [("import-variable", 4)]


def test_modules_are_configured_services(tmp_path: Path) -> None:
    read = facts(terraform(tmp_path, POLICY))
    assert set(read) == {"features.[nvm]", "features.[ise-posture]"}


@pytest.mark.parametrize(("takes", "expected"), [("true", {"features.[secure-client-vpn]"}), ("false", set())])
def test_an_interface_without_a_protocol_serves_nobody(tmp_path: Path, takes: str, expected: set[str]) -> None:
    assert set(facts(terraform(tmp_path, ACCESS % takes))) == expected


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('resource "fmc_device" "a" {\n  name = = 3\n}\n', 2),
        ('resource "fmc_device" "a" {\n  name = "x"\n', 0),
        ('{"resource": {"fmc_device": ', 1),
        ('# "fmc_\n' + "x = " + "[" * 500 + "]" * 500, 0),
        ('# "fmc_\n' + "[" * 100_000, 0),
    ],
)
def test_a_definition_that_breaks_gives_nothing_and_says_where(tmp_path: Path, text: str, line: int) -> None:
    found = terraform(tmp_path, text)
    assert facts(found) == {}
    ((key, where), *_) = warned(found)
    assert key in ("import-data-fault", "import-file-large")
    assert where >= line


def test_terraform_as_json_needs_no_package(tmp_path: Path) -> None:
    path = tmp_path / "main.tf.json"
    path.write_text('{"resource": {"fmc_device": {"a": {"name": "fw-a", "licenses": ["SECURE_CLIENT_PREMIER"]}}}}')
    assert facts(outputs(path))["headends.[fw-a].smart.claimed"] == ["apex"]


def test_without_the_package_the_extra_is_named(
    lictool: Lictool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "hcl2", None)
    (tmp_path / "main.tf").write_text(POLICY)
    ran = lictool("import", "auto", "main.tf", cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "install it with `lictool[terraform]`" in ran.err


PLAYBOOK = """\
- hosts: all
  vars: {password: !vault x}
  tasks:
  - name: list
    ftd_configuration: {operation: getLicenseList}
  - name: claim
    %s:
      operation: %s
      data: {licenseType: %s, type: license, count: 1}
"""


@pytest.mark.parametrize(
    ("module", "operation", "word", "tier"),
    [
        ("ftd_configuration", "addLicense", "PLUS", "plus"),
        ("cisco.ftdansible.ftd_configuration", "upsertLicense", "APEX", "apex"),
        ("ftd_configuration", "addLicense", "VPNOnly", "vpn-only"),
        ("ftd_configuration", "addLicense", "MALWARE", None),
        ("ftd_configuration", "addLicense", '"{{ tier }}"', None),
        ("ftd_configuration", '"{{ operation }}"', "PLUS", None),
        ("ftd_configuration", "deleteLicense", "PLUS", None),
        ("debug", "addLicense", "PLUS", None),
    ],
)
def test_claims_of_playbooks(tmp_path: Path, module: str, operation: str, word: str, tier: str | None) -> None:
    path = tmp_path / "play.yml"
    path.write_text(PLAYBOOK % (module, operation, word))
    found = outputs(path)
    assert kinds(found) == ["ftd-ansible"]
    expected = {"os": "ftd", "smart.claimed": [tier], "smart.claimedCount": 1} if tier else {}
    assert facts(found) == expected


def test_a_playbook_with_a_fault_gives_nothing(tmp_path: Path) -> None:
    path = tmp_path / "play.yml"
    path.write_text("- ftd_configuration: {operation: addLicense\n- a: [\n")
    assert [key for key, _ in warned(outputs(path))][:1] == ["import-data-fault"]


TIERS = """\
[
  {"name": "ESSENTIAL", "status": "ENABLED", "compliance": "COMPLIANT", "consumptionCounter": 1200},
  {"name": "ADVANTAGE", "status": "DISABLED", "compliance": "", "consumptionCounter": 0},
  {"name": "PREMIER", "status": "ENABLED", "compliance": "NONCOMPLIANT", "consumptionCounter": 40},
  {"name": "DEVICEADMIN", "status": "ENABLED", "compliance": "COMPLIANT", "consumptionCounter": 2}
]
"""


@pytest.mark.parametrize("text", [TIERS, '{"response": ' + TIERS + "}"])
def test_tiers_of_ise_are_its_own_and_no_purchase(lictool: Lictool, tmp_path: Path, text: str) -> None:
    path = tmp_path / "ise-1.json"
    path.write_text(text)
    found = outputs(path)
    assert kinds(found) == ["ise-license-api"]
    read = facts(found)
    assert read["ise.deployments.[].enabledTiers"] == ["base", "apex"]
    assert {key: value for key, value in read.items() if "consumption" in key} == {
        "ise.deployments.[].consumption.base": 1200,
        "ise.deployments.[].consumption.plus": 0,
        "ise.deployments.[].consumption.apex": 40,
    }
    assert not [key for key in read if "licenses" in key]
    ran = lictool("import", "auto", "ise-1.json", "--to", "part.yaml", cwd=tmp_path)
    assert ran.code == 0
    assert "- name: ise-1\n" in (tmp_path / "part.yaml").read_text()
    assert lictool("check", "part.yaml", "--schema-only", cwd=tmp_path).code == 0


SAMPLES: dict[str, tuple[str, dict[str, Any]]] = {
    "fmc-ravpn.tf": (
        "fmc-terraform",
        {
            "headends.[my_device].vendor": "cisco",
            "headends.[my_device].os": "ftd",
            "headends.[my_device].platform": "ftdv",
            "headends.[my_device].performanceTier": "FTDv5",
            "features.[umbrella]": None,
            "features.[management-vpn-tunnel]": None,
            "features.[secure-client-vpn]": None,
            "features.[hostscan]": None,
        },
    ),
    "fmc-device-ha-pair.tf": ("fmc-terraform", {}),
    "ise-license-tier-state.tf": ("fmc-terraform", {"ise.deployments.[].enabledTiers": ["base"]}),
    "ftd-ansible-ra-vpn-license.yaml": (
        "ftd-ansible",
        {"os": "ftd", "smart.claimed": ["vpn-only"], "smart.claimedCount": 1},
    ),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_exactly_these_facts_of_real_definitions(name: str) -> None:
    if name.endswith(".tf"):
        pytest.importorskip("hcl2", reason=REASON)
    found = outputs(sample(name))
    kind, expected = SAMPLES[name]
    assert (kinds(found), facts(found)) == ([kind], expected)


LICENCES = """\
apiVersion: lictool/v1
kind: SecureClientDeployment
metadata: {name: oak}
spec:
  users: {authorized: 200, groups: [{name: noc, users: 200}]}
  headends: [{name: %s, contextMode: single, ha: {mode: none}, remoteAccess: true}]
  entitlements:
    - {name: plus-1, tier: plus, basis: term, users: 200, start: 2026-01-15, end: 2029-01-14, renewalOwner: noc}
"""


@pytest.mark.parametrize(
    ("name", "headend", "found"),
    [
        ("iosxe-isr4k-show-version.txt", "isr4k", ["warning[router-outside-listed-platforms]"]),
        (
            "fmc-ravpn.tf",
            "my_device",
            [
                # A claim is no entitlement, and nobody has said that the account has one; no rule takes ESSENTIALS for a tier.
                "error (unknown)[threat-defense-without-smart-account-entitlement]",
                "warning[configured-feature-not-covered]",
            ],
        ),
    ],
)
def test_what_is_found_beside_plus(lictool: Lictool, tmp_path: Path, name: str, headend: str, found: list[str]) -> None:
    if name.endswith(".tf"):
        pytest.importorskip("hcl2", reason=REASON)
    part = str(tmp_path / "part.yaml")
    assert lictool("import", "auto", str(sample(name)), "--deployment", "oak", "--to", part).code == 0
    (tmp_path / "licences.yaml").write_text(LICENCES % headend)
    ran = lictool("check", str(tmp_path), "--as-of", "2026-10-01")
    assert sorted(_findings(ran.out)) == found


def _findings(text: str) -> list[str]:
    import re

    return re.findall(r": (\w+(?: \(unknown\))?\[[a-z0-9-]+\]) ", text)
