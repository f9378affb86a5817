"""Outputs of routers and of threat defense: what they say of the client's licences, and what they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lictool.importing.ios_models import platform_of
from tests.importing.reading import facts, kinds, outputs, sample, skipped, warned

if TYPE_CHECKING:
    from pathlib import Path

    from lictool.importing.facts import Extract

XE = """\
Cisco IOS XE Software, Version 17.03.04a
Cisco IOS Software [Amsterdam], Virtual XE Software (X86_64_LINUX_IOSD-UNIVERSALK9-M), Version 17.3.4a, RELEASE SOFTWARE
edge uptime is 1 year, 2 weeks, 3 days, 4 hours, 5 minutes

Technology Package License Information:

-----------------------------------------------------------------
Technology    Technology-package           Technology-package
              Current       Type           Next reboot
------------------------------------------------------------------
securityk9       securityk9       Smart License    securityk9
ipbase           ipbasek9         Permanent        ipbasek9

cisco CSR1000V (VXE) processor (revision VXE) with 2071988K/3075K bytes of memory.
Processor board ID 9A00000A021
"""
IOS = """\
Cisco IOS Software, C1900 Software (C1900-UNIVERSALK9-M), Version 15.7(3)M9, RELEASE SOFTWARE (fc1)
branch uptime is 42 minutes
Technology Package License Information for Module:'c1900'
-----------------------------------------------------------------
Technology    Technology-package           Technology-package
              Current       Type           Next reboot
------------------------------------------------------------------
ipbase        ipbasek9      Permanent      ipbasek9
security      {row}
Cisco CISCO1921/K9 (revision 1.0) with 491520K/32768K bytes of memory.
Processor board ID FGL0000A022
"""
LICENCE = """\
Index 1 Feature: ipbasek9
        License Type: Permanent
        License State: Active, In Use
Index 2 Feature: {name}
        Period left: Life time
        License Type: {kind}
        License State: {state}
"""
CONFIG = """\
Building configuration...

Current configuration : 4321 bytes
!
! Last configuration change at 10:00:00 UTC Mon Mar 2 2026
!
version 15.7
hostname branch
crypto vpn anyconnect flash:/webvpn/anyconnect-win-4.10.04065-webdeploy-k9.pkg sequence 1
crypto vpn anyconnect profile acvpn flash:/acvpn.xml
crypto ikev2 profile people
 match identity remote key-id *$AnyConnectClient$*
 authentication remote {method}
 aaa authentication anyconnect-eap people
interface GigabitEthernet0/0
 ip address 192.0.2.1 255.255.255.0
end
"""
GATEWAY = """\
version 15.2
hostname branch
webvpn gateway gw
 ip address 192.0.2.1 port 443
 {gateway}
webvpn context ctx
 gateway gw
 policy group people
   functions svc-enabled
 {context}
"""


def read(tmp_path: Path, text: str, kind: str = "auto") -> list[Extract]:
    path = tmp_path / "device.txt"
    path.write_text(text)
    return outputs(path, kind)


def test_ios_xe_is_one_output_with_one_version(tmp_path: Path) -> None:
    found = read(tmp_path, XE)
    assert kinds(found) == ["ios-show-version"]
    assert facts(found) == {
        "vendor": "cisco",
        "os": "ios-xe",
        "osVersion": "17.03.04a",
        "observed.uptimeDays": 382,
        "securityLicense": "in-use",
        "model": "CSR1000V",
        "platform": "csr-1000v",
        "chassisSerialNumber": "9A00000A021",
    }
    assert 2 in skipped(found)


def test_two_routers_in_one_file_are_two(tmp_path: Path) -> None:
    found = read(tmp_path, XE + XE.replace("edge", "core"))
    assert [extract.host for extract in found if extract.facts] == ["edge", "core"]


def test_the_ios_inside_is_not_the_version_of_ios_xe(tmp_path: Path) -> None:
    text = "Cisco IOS Software, IOS-XE Software (X86_64_LINUX_IOSD-UNIVERSALK9-M), Version 15.5(3)S, RELEASE SOFTWARE\n"
    found = read(tmp_path, text)
    assert facts(found) == {"vendor": "cisco", "os": "ios-xe"}
    assert warned(found) == [("import-xe-version", 1)]


@pytest.mark.parametrize(
    ("row", "state"),
    [
        ("securityk9    Permanent      securityk9", "in-use"),
        ("securityk9    RightToUse     securityk9", "right-to-use"),
        ("securityk9    EvalRightToUse securityk9", "evaluation"),
        ("securityk9    Smart License  securityk9", "in-use"),
        ("None          None           securityk9", "not-in-use"),
        ("None          None           None", "not-in-use"),
        ("securityk9_npe Permanent     securityk9_npe", None),
        ("disable       None           None", None),
    ],
)
def test_the_security_licence_of_a_router(tmp_path: Path, row: str, state: str | None) -> None:
    found = facts(read(tmp_path, IOS.format(row=row)))
    assert found.get("securityLicense") == state
    assert (found["os"], found["osVersion"], found["platform"]) == ("ios", "15.7(3)M9", "isr-g2")
    assert found["observed.uptimeDays"] == 0


def test_a_type_of_licence_that_is_not_known_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, IOS.format(row="securityk9    Borrowed       securityk9"))
    assert "securityLicense" not in facts(found)
    assert warned(found) == [("import-state-unknown", 9)]


def test_a_suite_that_names_the_package_does_not_make_it_in_use(tmp_path: Path) -> None:
    text = "Cisco IOS XE Software, Version 16.06.05\nSuite License Information for Module:'esg'\nsecurityk9\nappxk9\n"
    assert "securityLicense" not in facts(read(tmp_path, text))


def test_no_serial_number_of_a_router_serves_licences(tmp_path: Path) -> None:
    found = facts(read(tmp_path, XE + IOS.format(row="None None None")))
    assert "serialNumber" not in found
    assert "serialSource" not in found


@pytest.mark.parametrize(
    ("name", "kind", "state", "expected"),
    [
        ("securityk9", "Permanent", "Active, In Use", "in-use"),
        ("securityk9", "RightToUse", "Active, In Use", "right-to-use"),
        ("securityk9", "EvalRightToUse", "Active, In Use", "evaluation"),
        ("securityk9", "EvalRightToUse", "Active, Not in Use, EULA not accepted", "not-in-use"),
        ("securityk9", "EvalRightToUse", "Expired, In Use", "not-in-use"),
        ("securityk9_npe", "Permanent", "Active, In Use", None),
        ("uck9", "Permanent", "Active, In Use", None),
    ],
)
def test_show_license_of_a_router(tmp_path: Path, name: str, kind: str, state: str, expected: str | None) -> None:
    found = read(tmp_path, LICENCE.format(name=name, kind=kind, state=state))
    assert kinds(found) == ["ios-show-license"]
    assert facts(found).get("securityLicense") == expected
    assert [key for key, _ in warned(found)] == ([] if expected else ["import-no-security-licence"])


def test_prompts_lead_to_the_outputs_of_routers(tmp_path: Path) -> None:
    licence = LICENCE.format(name="securityk9", kind="RightToUse", state="Active, In Use")
    found = read(tmp_path, f"edge#show version\n{XE}edge#show license\n{licence}edge#sh run\n{CONFIG}edge#\n")
    assert kinds(found) == ["ios-show-version", "ios-show-license", "ios-running-config"]
    assert {extract.host for extract in found if extract.facts} == {"edge"}


@pytest.mark.parametrize(("method", "is_client"), [("anyconnect-eap aggregate", True), ("rsa-sig", False)])
def test_the_client_on_a_router(tmp_path: Path, method: str, is_client: bool) -> None:
    found = read(tmp_path, CONFIG.format(method=method))
    assert kinds(found) == ["ios-running-config"]
    read_facts = facts(found)
    assert read_facts["config.clientImages"] == ["4.10.04065"]
    assert ("features.[secure-client-vpn]" in read_facts) is is_client
    assert read_facts.get("config.ikev2RemoteAccess") is (True if is_client else None)
    assert "remoteAccess" not in read_facts
    assert found[0].host == "branch"


@pytest.mark.parametrize(("gateway", "context"), [("inservice", "no inservice"), ("no inservice", "inservice")])
def test_a_gateway_out_of_service_serves_nobody(tmp_path: Path, gateway: str, context: str) -> None:
    assert facts(read(tmp_path, GATEWAY.format(gateway=gateway, context=context))) == {}
    found = facts(read(tmp_path, GATEWAY.format(gateway="inservice", context="inservice")))
    assert "features.[secure-client-vpn]" in found
    assert found["config.tunnelProtocols"] == ["ssl-client"]


@pytest.mark.parametrize(
    ("model", "platform"),
    [
        ("CISCO1921/K9", "isr-g2"), ("CISCO2911/K9", "isr-g2"), ("CISCO3945-CHASSIS", "isr-g2"), ("C2951", "isr-g2"),
        ("ISR4451-X/K9", "isr-4000"), ("ISR4321/K9", "isr-4000"), ("ASR1001-X", "asr-1000"), ("CSR1000V", "csr-1000v"),
        ("C8000V", "catalyst-8000v"), ("C1111-8P", None), ("WS-C3750X-48P", None), ("CISCO1841", None), ("C2960", None),
        ("", None), ("CISCO19210", None),
    ],
)  # fmt: skip
def test_model_words(model: str, platform: str | None) -> None:
    assert platform_of(model) == platform


SESSION = "Session Type: AnyConnect\nUsername     : ana                    Index        : 7\nTunnel Zone  : 0\n"


@pytest.mark.parametrize("prompt", ["", "> show vpn-sessiondb anyconnect\n", "fw# show vpn-sessiondb anyconnect\n"])
def test_sessions_of_threat_defense_are_of_it_when_said_so(tmp_path: Path, prompt: str) -> None:
    found = read(tmp_path, prompt + SESSION, "ftd-show-vpn-sessiondb")
    assert kinds(found) == ["ftd-show-vpn-sessiondb"]
    assert [len(extract.people) for extract in found if extract.people] == [1]
    # The outputs look alike; unasked, nothing says which device printed it.
    assert kinds(read(tmp_path, prompt + SESSION)) == ["asa-show-vpn-sessiondb"]


SAMPLES: dict[str, tuple[str, dict[str, Any], int]] = {
    "iosxe-isr4k-show-version.txt": (
        "ios-show-version",
        {
            "vendor": "cisco",
            "os": "ios-xe",
            "osVersion": "16.06.05",
            "observed.uptimeDays": 2,
            "securityLicense": "right-to-use",
            "model": "ISR4451-X/K9",
            "platform": "isr-4000",
            "chassisSerialNumber": "FGL0000X021",
        },
        0,
    ),
    "ios-show-license.txt": ("ios-show-license", {"vendor": "cisco", "securityLicense": "in-use"}, 0),
    "ftd-show-vpn-sessiondb-anyconnect.txt": ("asa-show-vpn-sessiondb", {"vendor": "cisco"}, 1),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_exactly_these_facts_of_real_outputs(name: str) -> None:
    found = outputs(sample(name))
    kind, expected, people = SAMPLES[name]
    assert kinds(found) == [kind]
    assert facts(found) == expected
    assert sum(len(extract.people) for extract in found) == people
    used = {fact.origin.line for extract in found for fact in extract.facts if fact.path[-1] != "vendor"}
    assert used.isdisjoint(skipped(found))
