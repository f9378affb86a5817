"""The traps in layouts of real outputs, each with a text of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lictool.importing.asa_models import platform_of
from lictool.importing.kinds import kind_of_command
from lictool.importing.people import alike
from tests.importing.reading import facts, kinds, outputs, skipped, warned

if TYPE_CHECKING:
    from pathlib import Path

    from lictool.importing.facts import Extract

VERSION = """\
Cisco Adaptive Security Appliance Software Version 9.16(4)57
oak up 12 days 3 hours
Hardware:   ASA5516, 8192 MB RAM
Licensed features for this platform:
Security Contexts                 : 2              perpetual
AnyConnect Premium Peers          : 300            perpetual
AnyConnect Essentials             : Disabled       perpetual
Shared License                    : Disabled       perpetual
Serial Number: JAD0000A001
"""


def read(tmp_path: Path, text: str | bytes, kind: str = "auto") -> list[Extract]:
    path = tmp_path / "fw.txt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return outputs(path, kind)


def said(tmp_path: Path, text: str | bytes, kind: str = "auto") -> dict[str, Any]:
    return facts(read(tmp_path, text, kind))


def test_1_the_block_of_the_failover_cluster_stays_apart(tmp_path: Path) -> None:
    block = VERSION.replace(
        "Serial",
        "Failover cluster licensed features for this platform:\nAnyConnect Premium Peers : 600 perpetual\n"
        "AnyConnect Essentials : Enabled perpetual\nSerial",
    )
    found = said(tmp_path, block)
    assert (found["observed.device.premiumPeers"], found["observed.failover.premiumPeers"]) == (300, 600)
    assert (found["observed.device.essentials"], found["observed.failover.essentials"]) == ("disabled", "enabled")


@pytest.mark.parametrize(
    "around",
    [
        lambda text: "oak# sh ver\n" + text + "oak#\n",
        lambda text: "oak/pri/act# show version\n\n" + text,
        lambda text: "".join(f"! {line}\n" for line in text.splitlines()),
        lambda text: "------------------ show version ------------------\n\n" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace("\n", "\r\r\n"),
        lambda text: text.replace("\nSecurity", "\n\tSecurity").replace("\nAnyConnect", "\n  AnyConnect"),
        lambda text: text.replace("Hardware", "<--- More --->\r              \rHardware"),
        lambda text: text.replace("Hardware", "\x1b[7m<--- More --->\x1b[m\r\x1b[KHardware"),
        lambda text: text.replace("oak up", "xy\x08\x08oak up"),
        lambda text: "\ufeff" + text,
        lambda text: text.encode("utf-16"),
        lambda text: text.replace("Hardware", "Grün".encode("latin-1").decode("latin-1") + "\nHardware").encode(
            "latin-1"
        ),
    ],
    ids=[
        "prompt and short command",
        "prompt of a unit",
        "behind !",
        "tech-support",
        "CRLF",
        "CR",
        "CR CR LF",
        "tabs and blanks",
        "pager",
        "pager in colour",
        "backspaces",
        "byte order mark",
        "UTF-16",
        "Latin-1",
    ],
)
def test_2_what_stands_around_an_output_changes_nothing(tmp_path: Path, around: Any) -> None:
    plain = said(tmp_path, VERSION)
    assert plain["serialNumber"] == "JAD0000A001"
    extracts = read(tmp_path, around(VERSION))
    assert facts(extracts) == plain
    assert {extract.host for extract in extracts if extract.facts} == {"oak"}
    assert warned(extracts) == []


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("AnyConnect Premium Peers : 2", "premiumPeers", 2),
        ("AnyConnect Premium Peers : 2 perpetual", "premiumPeers", 2),
        ("SSL VPN Peers                : 25", "premiumPeers", 25),
        ("AnyConnect Essentials        : 250", "essentialsPeers", 250),
        ("AnyConnect Essentials        : Enabled", "essentials", "enabled"),
        ("AnyConnect for Linksys phone : Disabled", "phone", "disabled"),
        ("UC Phone Proxy Sessions : 12 62 days", "timeBased.[UC Phone Proxy Sessions].daysLeft", 62),
        ("UC Phone Proxy Sessions : 12 62 days", "ucPhoneProxy", 12),
        ("Inside Hosts : Unlimited perpetual", "insideHosts", None),
    ],
)
def test_3_forms_of_values(tmp_path: Path, line: str, key: str, value: Any) -> None:
    found = said(tmp_path, f"{VERSION.split('Security', maxsplit=1)[0]}Cisco\n{line}\n")
    assert found.get(f"observed.device.{key}") is None
    found = said(tmp_path, f"Licensed features for this platform:\n{line}\nSerial Number: JAD0000A001\n")
    assert found.get(f"observed.device.{key}") == value


def test_4_missing_lines_are_missing_facts(tmp_path: Path) -> None:
    found = said(
        tmp_path, "".join(line for line in VERSION.splitlines(True) if "Serial" not in line and "Ess" not in line)
    )
    assert "serialNumber" not in found
    assert "serialSource" not in found
    assert "observed.device.essentials" not in found


def test_5_sentences_between_licence_lines_are_skipped(tmp_path: Path) -> None:
    text = VERSION.replace(
        "Serial", "This platform has a Base license.\nThe key feature: 2 contexts exceed the limit.\nSerial"
    )
    extracts = read(tmp_path, text)
    assert facts(extracts) == said(tmp_path, VERSION)
    assert 10 in skipped(extracts)


def test_6_numbers_are_reported_where_words_disagree(tmp_path: Path) -> None:
    text = VERSION.replace("300 ", "2 ").replace("Serial", "This platform has an ASA5516 VPN Premium license.\nSerial")
    assert said(tmp_path, text)["observed.device.premiumPeers"] == 2


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("License mode: Smart Licensing", "licenseMode", "smart"),
        ("License mode: AWS Licensing", "licenseMode", "cloud"),
        ("ASAv Platform License State: Unlicensed", "smart.authorization", "not-authorized"),
        ("ASAv Platform License State: Licensed", "smart.authorization", "authorized"),
        ("ASAv Platform License State: LICENSED", "smart.authorization", "authorized"),
    ],
)
def test_7_words_for_modes_and_states(tmp_path: Path, line: str, key: str, value: str) -> None:
    assert said(tmp_path, VERSION.replace("Licensed features", f"{line}\nLicensed features"))[key] == value
    assert "licenseMode" not in said(tmp_path, VERSION)


def test_8_only_show_version_gives_the_serial_number(tmp_path: Path) -> None:
    text = """\
oak# show inventory
Name: "Chassis", DESCR: "ASA 5516-X"
PID: ASA5516           , VID: V01     , SN: JMX0000A009     \t
Name: "power supply", DESCR: "power"
PID: PWR               , VID: V01     , SN: DTN0000A010
oak# show failover
Failover On
Failover unit Secondary
Serial Number: Ours JAD0000A001, Mate JAD0000A002
oak# show license all
Smart Licensing is ENABLED
UDI: PID:ASAv,SN:9A000000099
oak# show running-config
: Saved
: Serial Number: JAD0000A001
: Hardware:   ASA5516, 8192 MB RAM
ASA Version 9.16(4)57
hostname oak
"""
    found = said(tmp_path, text)
    assert "serialNumber" not in found
    assert found["chassisSerialNumber"] == "JMX0000A009"
    assert found["ha.peerSerialNumber"] == "JAD0000A002"
    assert found["platform"] == "asa-5500-x"


def test_8_show_activation_key_says_which_unit_it_is_of(tmp_path: Path) -> None:
    text = "oak# show activation-key\nSerial Number:  JAD0000A001\nRunning Permanent Activation Key: 0x0 0x0\n"
    extracts = read(
        tmp_path, text + VERSION.split("uptime", maxsplit=1)[0].partition("RAM\n")[2].partition("Serial")[0]
    )
    assert kinds(extracts) == ["asa-show-activation-key"]
    assert facts(extracts)["observed.device.premiumPeers"] == 300
    assert "serialNumber" not in facts(extracts)
    assert extracts[0].serial == "JAD0000A001"


def test_8_blanks_behind_the_serial_number_are_kept(tmp_path: Path) -> None:
    assert said(tmp_path, VERSION.replace("A001", "A001  "))["serialNumber"] == "JAD0000A001  "


def test_8_an_empty_or_odd_serial_number_is_told(tmp_path: Path) -> None:
    empty = read(tmp_path, VERSION.replace("JAD0000A001", ""))
    assert "serialNumber" not in facts(empty)
    assert warned(empty) == [("import-serial-empty", 9)]
    assert warned(read(tmp_path, VERSION.replace("A001", "A00"))) == [("import-serial-length", 9)]


def test_9_the_role_is_not_the_state(tmp_path: Path) -> None:
    found = said(
        tmp_path,
        "Failover On \nFailover unit Secondary\n  This host: Secondary - Active\n  Other host: Primary - Standby Ready\n",
    )
    assert found == {"vendor": "cisco", "ha.mode": "active-standby", "ha.role": "secondary", "ha.state": "active"}
    assert said(tmp_path, "Failover Off\nFailover unit Primary\n")["ha.mode"] == "none"
    groups = (
        "Failover On\nFailover unit Primary\nThis host: Primary\nGroup 1 State: Active\nGroup 2 State: Standby Ready\n"
    )
    assert said(tmp_path, groups)["ha.mode"] == "active-active"


SUMMARY = """\
oak# show vpn-sessiondb summary
---------------------------------------------------------------------------
VPN Session Summary
---------------------------------------------------------------------------
                               Active : Cumulative : Peak Concur : Inactive
                             ----------------------------------------------
AnyConnect Client            :      5 :        100 :          50 :        2
  SSL/TLS/DTLS               :      5 :        100 :          50 :        2
  IKEv2 IPsec                :      1 :         10 :           4 :        0
Clientless VPN               :      0 :         30 :           3
  Browser                    :      0 :         30 :           3
Generic IKEv2 Remote Access  :      6 :         60 :           7
Site-to-Site VPN             :     90 :        900 :          91
  IKEv2 IPsec                :     90 :        900 :          91
---------------------------------------------------------------------------
Device Total VPN Capacity    :    300
"""


def test_10_counts_of_sessions_by_what_they_stand_below(tmp_path: Path) -> None:
    found = said(tmp_path, SUMMARY)
    sessions = {key.removeprefix("observed.sessions."): value for key, value in found.items() if "sessions" in key}
    assert sessions == {
        "active": 5,
        "peak": 50,
        "inactive": 2,
        "ikev2Active": 1,
        "ikev2Peak": 4,
        "clientlessActive": 0,
        "clientlessPeak": 3,
        "otherIkev2Active": 6,
        "otherIkev2Peak": 7,
        "capacity": 300,
    }
    assert found["remoteAccess"] is True


def test_10_users_are_counted_and_not_sessions(tmp_path: Path) -> None:
    text = """\
Session Type: AnyConnect

Username     : ana                    Index        : 1
Protocol     : AnyConnect-Parent SSL-Tunnel
Username     : CORP\\Ana               Index        : 2
Username     : a.very.long.name.that.takes.a.line.of.its.own@oak.example
Index        : 3
Username     :                        Index        : 4

Session Type: LAN-to-LAN
Username     : 192.0.2.1              Index        : 5
Session Type: ASDM
Username     : admin                  Index        : 6
"""
    (output, _) = read(tmp_path, text)
    assert output.people == {"ana", "a.very.long.name.that.takes.a.line.of.its.own"}
    assert [warning.key for warning in output.warnings] == ["import-user-empty"]


@pytest.mark.parametrize(
    ("one", "other"), [("ana", "ANA"), ("ana", "CORP\\ana"), ("ana", "ana@oak.example"), ("@ana", " @ANA ")]
)
def test_10_spellings_of_one_user(one: str, other: str) -> None:
    assert alike(one) == alike(other) != ""


def test_10_no_session_is_no_failure(tmp_path: Path) -> None:
    text = "oak# show vpn-sessiondb anyconnect\nINFO: There are presently no active sessions of the type specified\n"
    assert warned(read(tmp_path, text)) == []


CLIENTLESS = """\
hostname oak
group-policy DfltGrpPolicy attributes
 vpn-tunnel-protocol ssl-client ssl-clientless
webvpn
 anyconnect enable
 enable outside
"""


def test_11_clientless_is_configured_where_it_can_be_reached(tmp_path: Path) -> None:
    found = said(tmp_path, CLIENTLESS)
    assert found["config.tunnelProtocols"] == ["ssl-client", "ssl-clientless"]
    assert "features.[clientless]" in found
    closed = said(tmp_path, CLIENTLESS.replace(" enable outside\n", ""))
    assert not [key for key in closed if key.startswith("features")]
    assert said(tmp_path, CLIENTLESS + ' keepout "closed"\n')["config.keepout"] is True


def test_11_old_words_stand_for_new_ones(tmp_path: Path) -> None:
    text = """\
hostname oak
group-policy staff attributes
 vpn-tunnel-protocol IPSec svc webvpn
 webvpn
  svc modules value vpngina, posture
webvpn
 svc image disk0:/anyconnect-win-2.5.6005-k9.pkg 1
 svc enable
 csd image disk0:/csd_3.6.6234-k9.pkg
 csd enable
 enable outside
"""
    found = said(tmp_path, text)
    assert found["config.tunnelProtocols"] == ["ikev1", "ssl-client", "ssl-clientless"]
    assert found["config.modules"] == ["start-before-logon", "hostscan"]
    assert found["config.clientImages"] == ["2.5.6005"]
    assert found["config.hostscanImage"] is found["config.hostscanEnabled"] is True
    assert "features.[hostscan]" in found


def test_11_modules_are_a_list_and_inherited(tmp_path: Path) -> None:
    text = """\
hostname oak
group-policy DfltGrpPolicy attributes
 webvpn
  anyconnect modules value dart,nvm
group-policy staff internal
group-policy staff attributes
 webvpn
  anyconnect modules value iseposture,umbrella,thousandeyes
  anyconnect profiles value mgmt type vpn-mgmt
  anyconnect-custom perapp value apps
group-policy none attributes
 webvpn
  anyconnect modules none
"""
    found = said(tmp_path, text)
    assert found["config.modules"] == ["dart", "nvm", "ise-posture", "umbrella"]
    features = sorted(key[len("features.[") : -1] for key in found if key.startswith("features"))
    assert features == ["dart", "ise-posture", "management-vpn-tunnel", "nvm", "per-app-vpn", "umbrella"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("webvpn\n anyconnect-essentials\n", True),
        ("webvpn\n no anyconnect-essentials\n", False),
        ("webvpn\n enable outside\n", None),
        ("hostname oak\n! anyconnect-essentials\n!anyconnect-essentials\n", None),
        ("group-policy x attributes\n webvpn\n  anyconnect-essentials\n", None),
        ("banner motd anyconnect-essentials\nhostname oak\nbanner motd webvpn\n", None),
    ],
)
def test_11_essentials_only_by_its_own_command_in_its_own_block(tmp_path: Path, text: str, expected: Any) -> None:
    assert said(tmp_path, "hostname oak\n" + text).get("essentialsEnabled") is expected


SAML = """\
hostname oak
aaa-server radius-1 protocol radius
tunnel-group staff type remote-access
tunnel-group staff general-attributes
 authentication-server-group (inside) radius-1 LOCAL
tunnel-group staff webvpn-attributes
 {authentication}
 saml identity-provider https://idp.example
"""


def test_12_a_named_provider_alone_is_no_saml(tmp_path: Path) -> None:
    found = said(tmp_path, SAML.format(authentication="authentication saml"))
    assert found["config.saml"] is True
    assert found["config.aaa"] == ["radius", "local", "saml"]
    assert "features.[saml]" in found
    idle = read(tmp_path, SAML.format(authentication="authentication aaa certificate"))
    assert "config.saml" not in facts(idle)
    assert warned(idle) == [("import-saml-idle", 8)]


def test_13_ikev2_for_remote_access_is_no_foreign_client(tmp_path: Path) -> None:
    text = """\
hostname oak
group-policy staff attributes
 vpn-tunnel-protocol ikev2
crypto ikev2 enable outside client-services port 443
tunnel-group {name} type {type}
tunnel-group {name} ipsec-attributes
 ikev2 remote-authentication eap query-identity
"""
    found = said(tmp_path, text.format(name="staff", type="remote-access"))
    assert found["config.ikev2RemoteAccess"] is True
    assert not [key for key in found if key.startswith("features")]
    assert "config.ikev2RemoteAccess" not in said(tmp_path, text.format(name="192.0.2.1", type="ipsec-l2l"))


def test_14_strong_ciphers_are_no_suite_b(tmp_path: Path) -> None:
    text = "hostname oak\ncrypto ikev2 policy 1\n encryption aes-gcm-256\n integrity null\n group 20\n prf sha384\n"
    assert not [key for key in said(tmp_path, text) if key.startswith(("features", "config"))]


@pytest.mark.parametrize(
    ("word", "platform"),
    [
        ("ASA5505", "asa-5500"),
        ("ASA5520", "asa-5500"),
        ("ASA5516", "asa-5500-x"),
        ("ASA5516-X", "asa-5500-x"),
        ("ASA5516X-K8", "asa-5500-x"),
        ("ASA-5545", "asa-5500-x"),
        ("ASA5585-SSP-10", "asa-5500-x"),
        ("ASAv", "asav"),
        ("ASAv10", "asav"),
        ("ASAv5", "asav"),
        ("ISA-3000-2C2F", "isa-3000"),
        ("FPR4K-SM-12", "firepower-asa"),
        ("CISCO1921/K9", None),
        ("", None),
    ],
)
def test_16_words_for_models(word: str, platform: str | None) -> None:
    assert platform_of(word) == platform


@pytest.mark.parametrize(
    ("line", "version", "mode"),
    [
        ("Version 9.8(3)21 <context>", "9.8(3)21", "multiple"),
        ("Version 9.1(2) <system>", "9.1(2)", "multiple"),
        ("Version 8.4(1)", "8.4(1)", "single"),
    ],
)
def test_17_versions_and_contexts(tmp_path: Path, line: str, version: str, mode: str) -> None:
    found = said(tmp_path, f"Cisco Adaptive Security Appliance Software {line} \n")
    assert (found["osVersion"], found["contextMode"]) == (version, mode)
    found = said(tmp_path, f"ASA {line} \nhostname oak\n")
    assert (found["osVersion"], found["contextMode"]) == (version, mode)


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        ("show version", "asa-show-version"),
        ("sh ver", "asa-show-version"),
        ("show vpn-sessiondb anyconnect", "asa-show-vpn-sessiondb"),
        ("sho vpn-sess sum", "asa-show-vpn-sessiondb"),
        ("show vpn load-balancing", "asa-show-vpn-load-balancing"),
        ("show run webvpn", "asa-running-config"),
        ("more system:running-config", "asa-running-config"),
        ("show running-config | include anyconnect", "asa-running-config"),
        ("show interface", None),
        ("show", None),
        ("s v", None),
        ("", None),
    ],
)
def test_commands_are_known_shortened(command: str, kind: str | None) -> None:
    assert kind_of_command(command) == kind


def test_a_file_holds_several_outputs_of_several_devices(tmp_path: Path) -> None:
    text = f"oak# show version\n{VERSION}oak# show clock\n12:00\noak# show run\n{CLIENTLESS}oak# exit\n"
    text += f"elm# show version\n{VERSION.replace('oak', 'elm').replace('A001', 'A002')}"
    extracts = read(tmp_path, text)
    assert kinds(extracts) == ["asa-show-version", "asa-running-config", "asa-show-version"]
    assert [extract.host for extract in extracts if extract.kind] == ["oak", "oak", "elm"]
    assert "12:00" not in repr(extracts)


def test_outputs_in_a_row_without_prompts(tmp_path: Path) -> None:
    extracts = read(tmp_path, VERSION + VERSION.replace("oak", "elm") + CLIENTLESS.replace("oak", "elm"))
    assert [(extract.kind, extract.host) for extract in extracts if extract.kind] == [
        ("asa-show-version", "oak"),
        ("asa-show-version", "elm"),
        ("asa-running-config", "elm"),
    ]


def test_a_filtered_output_is_told(tmp_path: Path) -> None:
    extracts = read(tmp_path, f"oak# show run | begin group-policy\n{CLIENTLESS}")
    assert warned(extracts) == [("import-filtered", 1)]


def test_a_heading_without_rows_is_told(tmp_path: Path) -> None:
    assert warned(read(tmp_path, "Session Type: AnyConnect\n\n")) == [("import-nothing-read", 1)]
    assert warned(read(tmp_path, "oak# show failover\nCommand not found\n")) == [("import-nothing-read", 1)]


def test_a_complete_configuration_says_what_is_not_configured(tmp_path: Path) -> None:
    part = said(tmp_path, f"ASA Version 9.8(4)\n{CLIENTLESS}")
    assert "config.saml" not in part
    whole = said(tmp_path, f": Saved\nASA Version 9.8(4)\n{CLIENTLESS}Cryptochecksum:00\n: end\n")
    assert whole["config.saml"] is whole["config.hostscanEnabled"] is False
    assert whole["config.modules"] == []
    assert whole["config.enabledOn"] == ["outside"]
    assert "config.alwaysOn" not in whole  # the client's profile may say it
    assert "essentialsEnabled" not in whole  # which of both goes without saying depends on the release


def test_shared_licences(tmp_path: Path) -> None:
    assert said(tmp_path, "hostname oak\nlicense-server enable inside\n")["sharedRole"] == "server"
    assert said(tmp_path, "hostname oak\nlicense-server address 192.0.2.1 secret x\n")["sharedRole"] == "participant"
    backup = "hostname oak\nlicense-server address 192.0.2.1 secret x\nlicense-server backup enable inside\n"
    assert said(tmp_path, backup)["sharedRole"] == "backup"


def test_other_facts_of_a_configuration(tmp_path: Path) -> None:
    text = """\
hostname oak
fips enable
license smart
 feature tier standard
failover
failover lan unit secondary
failover group 1
vpn load-balancing
 cluster ip address 192.0.2.9
 participate
phone-proxy phones
dynamic-access-policy-record rest
 webvpn
  always-on-vpn disable
"""
    found = said(tmp_path, text)
    assert found["config.fips"] is True
    assert found["licenseMode"] == "smart"
    assert (found["ha.mode"], found["ha.role"]) == ("active-active", "secondary")
    assert found["loadBalancing"] == "192.0.2.9"
    assert "features.[uc-proxy]" in found
    assert found["config.alwaysOn"] is False


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ('Name: "Chassis", DESCR: "x"\nPID: ASA5516, VID: V01, SN: \n', "import-serial-empty"),
        ("Smart Licensing is ENABLED\nRegistration:\n  Status: WAITING\n", "import-state-unknown"),
        ("Context Name      Class                Interfaces\nadmin default Vlan1\n", "import-cut"),
    ],
)
def test_what_is_doubtful_is_told(tmp_path: Path, text: str, warning: str) -> None:
    keys = [key for key, _ in warned(read(tmp_path, text))]
    assert warning in keys


@pytest.mark.parametrize("mode", ["single", "multiple"])
def test_show_mode(tmp_path: Path, mode: str) -> None:
    assert said(tmp_path, f"oak# show mode\nSecurity context mode: {mode} \n")["contextMode"] == mode


def test_smart_licensing(tmp_path: Path) -> None:
    text = """\
Smart Licensing Status
Smart Licensing is ENABLED
Registration:
  Status: REGISTERING - REGISTRATION IN PROGRESS
License Authorization:
  Status: OUT OF COMPLIANCE on Feb 10 2023
  Last Communication Attempt: FAILED on Feb 11 2023
License Usage
  Status: AUTHORIZED
"""
    assert said(tmp_path, text) == {
        "vendor": "cisco",
        "licenseMode": "smart",
        "smart.registration": "unregistered",
        "smart.authorization": "out-of-compliance",
        "smart.lastContactSucceeded": False,
    }
