"""`lictool import`: what it writes, where, and what it never writes."""

from __future__ import annotations

import re
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from lictool.importing.assembly import assembled
from lictool.importing.facts import MADE, Fact, Origin, item
from lictool.importing.kinds import BLANKS, KINDS, Kind
from lictool.importing.writing import HEAD, scalar, written
from lictool.resources import schema_text
from lictool.wording_importing import SENTENCES
from tests.conftest import ROOT
from tests.importing.reading import sample
from tests.importing.test_traps import CLIENTLESS, SAML, SUMMARY, VERSION

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lictool.importing.facts import Notebook
    from tests.conftest import Ran

    Lictool = Callable[..., Ran]

SESSIONS = """\
Session Type: AnyConnect
Username     : ana                    Index        : 1
Username     : CORP\\ben               Index        : 2
"""
LICENSES = """\
apiVersion: lictool/v1
kind: SecureClientDeployment
metadata: {name: oak}
spec:
  users: {authorized: 200, groups: [{name: noc, users: 200}]}
  headends: [{name: oak, platform: asa-5500-x, installed: [plus], ha: {mode: none}, contextMode: single}]
  entitlements:
    - {name: plus-1, tier: plus, basis: term, users: 200, start: 2026-01-15, end: 2029-01-14, renewalOwner: noc}
"""


def put(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)


def spec(ran: Ran) -> dict[str, Any]:
    assert ran.code == 0, ran.err
    data: dict[str, Any] = yaml.safe_load(ran.out)["spec"]
    return data


def judged(lictool: Lictool, folder: Path) -> list[str]:
    """Give what is found in a folder, unknowns apart, by rule and severity."""
    ran = lictool("check", str(folder), "--as-of", "2026-10-01")
    return sorted(re.findall(r"(\w+\[[a-z0-9-]+\]) ", ran.out))


def test_the_part_is_as_written_here(lictool: Lictool, tmp_path: Path) -> None:
    put(tmp_path, oak=f"oak# show version\n{VERSION}oak# show run\n{CLIENTLESS}")
    ran = lictool("import", "auto", "oak.txt", "--deployment", "emea", cwd=tmp_path)
    text = ran.out.removeprefix(HEAD)
    assert text == (
        """\
metadata: {name: emea}
spec:
  sources:
    - name: "oak.txt running-config"
      type: asa-running-config
      path: oak.txt
      command: "show running-config"
      sha256: DIGEST
    - name: "oak.txt show-version"
      type: asa-show-version
      path: oak.txt
      command: "show version"
      sha256: DIGEST
  features:
    # oak.txt:14 (show running-config)
    - name: clientless
      status: configured
      headends: [oak]
    # oak.txt:14 (show running-config)
    - name: secure-client-vpn
      status: configured
      headends: [oak]
  headends:
    - name: oak
      sources: ["oak.txt show-version", "oak.txt running-config"]
      # oak.txt:1-10 (show version)
      vendor: cisco
      platform: asa-5500-x
      model: ASA5516
      os: asa
      osVersion: "9.16(4)57"
      serialNumber: JAD0000A001
      serialSource: show-version
      contextMode: single
      config:
        # oak.txt:14-17 (show running-config)
        tunnelProtocols: [ssl-client, ssl-clientless]
        enabledOn: [outside]
      observed:
        device:
          # oak.txt:6-9 (show version)
          premiumPeers: 300
          essentials: disabled
          shared: disabled
          securityContexts: 2
        # oak.txt:3 (show version)
        uptimeDays: 12
""".replace("DIGEST", re.findall("[0-9a-f]{64}", text)[0])
    )
    assert ran.err == ""


def test_a_file_is_never_overwritten_unasked(lictool: Lictool, tmp_path: Path) -> None:
    put(tmp_path, oak=VERSION)
    first = lictool("import", "auto", "oak.txt", "--to", "part.yaml", cwd=tmp_path)
    assert (first.code, first.out) == (
        0,
        "oak.txt: asa-show-version from line 1: 13 facts, headend oak\nwritten: part.yaml (13 facts, 0 warnings)\n",
    )
    before = (tmp_path / "part.yaml").read_text()
    (tmp_path / "part.yaml").write_text(before + "# mine\n")
    second = lictool("import", "auto", "oak.txt", "--to", "part.yaml", cwd=tmp_path)
    assert second.code == 2
    assert "`part.yaml` is there already; --force replaces it" in second.err
    assert (tmp_path / "part.yaml").read_text().endswith("# mine\n")
    assert lictool("import", "auto", "oak.txt", "--to", "part.yaml", "--force", cwd=tmp_path).code == 0
    assert (tmp_path / "part.yaml").read_text() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["oak.txt", "part.yaml"]


def test_the_same_files_in_another_order_give_the_same_bytes(lictool: Lictool, tmp_path: Path) -> None:
    put(tmp_path, a=VERSION, b=SUMMARY, c=CLIENTLESS)
    one = lictool("import", "auto", "a.txt", "b.txt", "c.txt", cwd=tmp_path)
    other = lictool("import", "auto", "c.txt", "a.txt", "b.txt", "a.txt", cwd=tmp_path)
    assert one.code == 0
    assert one.out == other.out


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        ((), "say what to import: KIND FILE…; kinds are auto, asa-show-version"),
        (("asa-show-versoin", "oak.txt"), "there is no kind `asa-show-versoin`; did you mean `asa-show-version`?"),
        (("auto",), "say which files of kind `auto` to import"),
        (("auto", "none.txt"), "`none.txt` is no file"),
        (("auto", "."), "`.` is a folder; name the files in it"),
        (("auto", "oak.txt", "--deployment", ""), "argument --deployment: expected a value, got nothing"),
        (("auto", "oak.txt", "--deployment", " "), "` ` is no name for --deployment"),
        (("auto", "oak.txt", "--headend", "a\nb"), "`a\\x0ab` is no name for --headend"),
        (("auto", "oak.txt", "--salt", "none"), "`none` cannot be read: no such file or directory"),
        (("auto", "oak.txt", "--salt", "oak.txt"), "the salt in `oak.txt` is too short"),
    ],
)
def test_wrong_use(lictool: Lictool, tmp_path: Path, argv: tuple[str, ...], words: str) -> None:
    put(tmp_path, oak="short")
    ran = lictool("import", *argv, cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no output was recognised in this file"),
        (b"\n\n   \n", "no output was recognised in this file"),
        (b"Dear all,\nplease find attached\n", "no output was recognised in this file"),
        (bytes(range(256)) * 9, "the file is no text"),
        (b"Session Type: AnyConnect\n", "`show vpn-sessiondb` was recognised, but nothing could be read from it"),
    ],
)
def test_nothing_recognised(lictool: Lictool, tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "oak.txt").write_bytes(content)
    ran = lictool("import", "auto", "oak.txt", "--to", "part.yaml", cwd=tmp_path)
    assert (ran.code, ran.out) == (3, "")
    assert words in ran.err
    assert "nothing was recognised" in ran.err
    assert not (tmp_path / "part.yaml").exists()


def test_a_kind_that_is_said_needs_no_heading_and_takes_no_other(lictool: Lictool, tmp_path: Path) -> None:
    put(tmp_path, oak=f"Serial Number: JAD0000A001\noak# show run\n{CLIENTLESS}")
    ran = lictool("import", "asa-show-version", "oak.txt", cwd=tmp_path)
    (headend,) = spec(ran)["headends"]
    assert headend["serialNumber"] == "JAD0000A001"
    assert "config" not in headend
    assert "another kind of output than asked for (lines 3-8)" in ran.err


def test_the_project_says_which_language(lictool: Lictool, tmp_path: Path) -> None:
    put(tmp_path, oak="nothing")
    (tmp_path / ".git").mkdir()
    (tmp_path / "lictool.yaml").write_text("apiVersion: lictool/v1\nkind: Project\nmanifests: [.]\nlanguage: ja\n")
    ran = lictool("import", "auto", "oak.txt", cwd=tmp_path)
    assert ran.code == 3
    assert "oak.txt: 警告: このファイルには認識できる出力がありません" in ran.err


def test_sources_of_one_name_are_told_apart(lictool: Lictool, tmp_path: Path) -> None:
    for folder, text in (("a", VERSION), ("b", VERSION.replace("oak", "elm").replace("A001", "A002"))):
        (tmp_path / folder).mkdir()
        put(tmp_path / folder, fw=text)
    found = spec(lictool("import", "auto", "a/fw.txt", "b/fw.txt", cwd=tmp_path))
    assert [(one["name"], one["path"]) for one in found["sources"]] == [
        ("fw.txt show-version", "b/fw.txt"),
        ("fw.txt show-version 2", "a/fw.txt"),
    ]
    assert [(one["name"], one["sources"]) for one in found["headends"]] == [
        ("elm", ["fw.txt show-version"]),
        ("oak", ["fw.txt show-version 2"]),
    ]


def test_folders_of_the_machine_stay_out_of_the_manifest(lictool: Lictool, tmp_path: Path) -> None:
    put(tmp_path, fw=VERSION)
    (tmp_path / "here").mkdir()
    for name in (str(tmp_path / "fw.txt"), "../fw.txt"):
        ran = lictool("import", "auto", name, cwd=tmp_path / "here")
        assert spec(ran)["sources"][0]["path"] == "fw.txt"
        assert str(tmp_path) not in ran.out
        assert "../" not in ran.out


def test_files_of_definitions_are_read_as_a_whole(
    lictool: Lictool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_file(content: bytes, notes: Notebook) -> None:
        for number, line in enumerate(content.decode().splitlines(), 1):
            if line.startswith("model "):
                notes.fact(("headends", item(name="elm"), "model"), line[6:], number)

    module = ModuleType("lictool.importing.listed")
    vars(module).update(recognises=lambda name, content: b"# list" in content, read_file=read_file)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(KINDS, "portal", Kind("listed", endings=(".lst",)))
    (tmp_path / "a.lst").write_text("# list\nmodel ASA5516\n")
    (tmp_path / "b.lst").write_text(VERSION)
    (tmp_path / "c.lst").write_text("# list\n")
    ran = lictool("import", "auto", "a.lst", "b.lst", "c.lst", cwd=tmp_path)
    found = {one["name"]: one for one in spec(ran)["headends"]}
    assert found["elm"] == {"name": "elm", "sources": ["a.lst portal"], "model": "ASA5516"}
    assert found["oak"]["serialNumber"] == "JAD0000A001"
    assert "c.lst:1: warning: `portal` was recognised, but nothing could be read from it" in ran.err
    assert lictool("import", "portal", "a.lst", cwd=tmp_path).code == 0


def test_skipped_lines_are_listed_in_japanese(lictool: Lictool, tmp_path: Path) -> None:
    put(tmp_path, oak=f"{VERSION}rest\nrest\n")
    ran = lictool("import", "auto", "oak.txt", "--lang", "ja", cwd=tmp_path)
    assert ran.err == "oak.txt: 読み飛ばし: マニフェストに記載する事実がありません（行 10-11）\n"


def test_users_are_counts_and_digests_only_when_asked(lictool: Lictool, tmp_path: Path) -> None:
    put(tmp_path, oak=f"oak# show vpn-sessiondb anyconnect\n{SESSIONS}")
    put(tmp_path, elm=f"elm# show vpn-sessiondb anyconnect\n{SESSIONS.replace('CORP', 'HQ').replace('ana ', 'cy  ')}")
    plain = lictool("import", "auto", "oak.txt", "elm.txt", cwd=tmp_path)
    found = spec(plain)
    assert found["users"] == {"observedUnique": 3}
    assert [one["observed"]["sessions"] for one in found["headends"]] == [{"uniqueUsers": 2}, {"uniqueUsers": 2}]
    assert not re.search(r"\b(ana|ben|cy)\b", plain.out + plain.err)
    (tmp_path / "salt").write_text("0123456789abcdef\n")
    (tmp_path / "pepper").write_text("fedcba9876543210\n")
    salted = spec(lictool("import", "auto", "oak.txt", "elm.txt", "--salt", "salt", cwd=tmp_path))
    elm, oak = (set(one["observed"]["sessions"]["userDigests"]) for one in salted["headends"])
    assert len(elm) == len(oak) == 2
    assert len(elm & oak) == 1  # the same person on both
    peppered = spec(lictool("import", "auto", "oak.txt", "--salt", "pepper", cwd=tmp_path))
    assert not oak & set(peppered["headends"][0]["observed"]["sessions"]["userDigests"])


SECRET = "Seeded" + "Value"
"""Where a secret stands in an output; some outputs have it in places where facts are read."""
SEEDED = {
    "version": f"{VERSION}Running Permanent Activation Key: {SECRET} 0x1\nThe flash key: {SECRET}\n",
    "key": f"Licensed features for this platform:\nTotal VPN Peers : 2\nRunning Activation Key: {SECRET}\n",
    "license": f"Smart Licensing is ENABLED\nRegistration:\n  Status: REGISTERED\n  Token: {SECRET}\n  ID: {SECRET}\n",
    "sessions": f"Session Type: AnyConnect\nUsername : {SECRET} Index : 1\nAudt Sess ID : {SECRET}\n",
    "failover": f"Failover On\nFailover key: {SECRET}\n",
    "context": f"Context Name      Class                Interfaces\n{SECRET} default Vlan1 Routed disk0:/{SECRET}\n"
    "Total active Security Contexts: 1\n",
    "inventory": f'Name: "Chassis", DESCR: "{SECRET}"\nPID: {SECRET}, VID: V01, SN: JMX0000A001\n',
    "balancing": "Status     Role     Failover   Encryption   Peers     Cluster IP\n"
    f"Enabled    Master   n/a        Enabled          1     lb-1\nkey {SECRET}\n",
    "config": f"""\
hostname oak
enable password {SECRET} encrypted
passwd {SECRET}
username admin password {SECRET} privilege 15
username admin attributes
 vpn-tunnel-protocol ssl-client {SECRET}
aaa-server radius-1 protocol radius
aaa-server radius-1 (inside) host 192.0.2.1
 key {SECRET}
 radius-common-pw {SECRET}
aaa-server ldap-1 (inside) host 192.0.2.2
 ldap-login-password {SECRET}
snmp-server community {SECRET}
failover key {SECRET}
license-server enable inside
license-server secret {SECRET}
license-server address 192.0.2.1 secret {SECRET}
crypto ca certificate chain {SECRET}
 certificate 01
    {SECRET}
  quit
webvpn
 anyconnect image disk0:/{SECRET}-anyconnect-win-4.10.05095-k9.pkg 1 regex "{SECRET}"
 keepout "{SECRET}"
 saml idp {SECRET}
  url sign-in https://idp.example/{SECRET}
 enable outside
group-policy staff attributes
 banner value {SECRET}
 webvpn
  anyconnect modules value nvm,{SECRET}
tunnel-group staff type remote-access
tunnel-group staff general-attributes
 authentication-server-group {SECRET}
tunnel-group staff webvpn-attributes
 authentication saml
 saml identity-provider {SECRET}
tunnel-group staff ipsec-attributes
 ikev1 pre-shared-key {SECRET}
 ikev2 remote-authentication pre-shared-key {SECRET}
vpn load-balancing
 cluster key {SECRET}
 cluster ip address 192.0.2.9
 participate
""",
    "unknown": f"oak# show run | include {SECRET}\npre-shared-key {SECRET}\noak# show {SECRET}\n{SECRET}\n",
}


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("name", SEEDED)
def test_no_secret_is_carried_over(lictool: Lictool, tmp_path: Path, name: str, lang: str) -> None:
    put(tmp_path, oak=SEEDED[name])
    ran = lictool("import", "auto", "oak.txt", "--lang", lang, cwd=tmp_path)
    assert ran.code == (3 if name == "unknown" else 0)
    assert SECRET.lower() not in (ran.out + ran.err).lower()


def test_every_kind_is_seeded_and_a_type_of_source() -> None:
    types = re.search(r'"enum": \[[^]]*"asa-show-version"[^]]*\]', schema_text("manifest"))
    assert types is not None
    assert [kind for kind in KINDS if f'"{kind}"' not in types[0]] == []
    assert len(SEEDED) > len([kind for kind in KINDS if kind.startswith("asa-")])


def test_headings_start_with_a_character_that_stands_for_itself() -> None:
    headings = [heading for kind in KINDS.values() for heading in kind.headings]
    assert [one for one in headings if not re.match(r"[A-Za-z:]", one.removeprefix(BLANKS))] == []


def test_what_is_read_never_becomes_used_or_bought(lictool: Lictool, tmp_path: Path) -> None:
    put(tmp_path, **SEEDED)
    put(tmp_path, version=VERSION, saml=SAML.format(authentication="authentication saml"), summary=SUMMARY)
    names = sorted(path.name for path in tmp_path.iterdir())
    found = spec(lictool("import", "auto", *names, "--headend", "oak", cwd=tmp_path))
    assert set(found) == {"sources", "users", "features", "headends"}
    assert {feature["status"] for feature in found["features"]} == {"configured"}
    assert set(found["users"]) == {"observedUnique"}
    assert "installed" not in found["headends"][0]


def test_the_two_units_of_a_pair_share_a_name(lictool: Lictool, tmp_path: Path) -> None:
    other = VERSION.replace("A001", "A002")
    failover = "oak# show failover\nFailover On\nFailover unit {}\nSerial Number: Ours {}, Mate {}\n"
    put(tmp_path, a=f"oak/pri/act# show version\n{VERSION}" + failover.format("Primary", "JAD0000A001", "JAD0000A002"))
    put(tmp_path, b=f"oak/sec/stby# show version\n{other}" + failover.format("Secondary", "JAD0000A002", "JAD0000A001"))
    put(tmp_path, c=f"oak# show run\n{CLIENTLESS}")
    ran = lictool("import", "auto", "a.txt", "b.txt", "c.txt", cwd=tmp_path)
    headends = {one["name"]: one for one in spec(ran)["headends"]}
    assert sorted(headends) == ["oak", "oak-JAD0000A001", "oak-JAD0000A002"]
    first, second = headends["oak-JAD0000A001"], headends["oak-JAD0000A002"]
    assert (first["ha"]["role"], first["ha"]["peer"]) == ("primary", "oak-JAD0000A002")
    assert (second["ha"]["role"], second["ha"]["peer"]) == ("secondary", "oak-JAD0000A001")
    assert "c.txt: warning: several devices with different serial numbers are called `oak`" in ran.err


def test_the_number_of_a_module_makes_no_second_device(lictool: Lictool, tmp_path: Path) -> None:
    text = "oak# show license all\nSmart Licensing is ENABLED\nUDI: PID:FPR4K-SM-12,SN:FLM0000A009\n"
    put(tmp_path, a=f"oak# show version\n{VERSION}{text}")
    (headend,) = spec(lictool("import", "auto", "a.txt", cwd=tmp_path))["headends"]
    assert (headend["name"], headend["serialNumber"], headend["licenseMode"]) == ("oak", "JAD0000A001", "smart")


def test_outputs_that_contradict_each_other_give_no_fact(lictool: Lictool, tmp_path: Path) -> None:
    put(tmp_path, a=VERSION, b=VERSION.replace("9.16(4)57", "9.18(2)"), c=VERSION.replace("9.16(4)57", "9.16(4)57"))
    ran = lictool("import", "auto", "a.txt", "b.txt", "c.txt", cwd=tmp_path)
    (headend,) = spec(ran)["headends"]
    assert "osVersion" not in headend
    assert headend["model"] == "ASA5516"
    assert "b.txt:1: warning: `headends[oak].osVersion` is something else in a.txt:1; the fact is left out" in ran.err


def test_of_several_observations_the_largest_peak_stands(lictool: Lictool, tmp_path: Path) -> None:
    put(tmp_path, a=SUMMARY, b=SUMMARY.replace("50 :", "51 :"))
    ran = lictool("import", "auto", "a.txt", "b.txt", cwd=tmp_path)
    assert spec(ran)["headends"][0]["observed"]["sessions"]["peak"] == 51
    assert "warning" not in ran.err


def test_essentials_beside_plus_and_what_the_configuration_leaves_open(lictool: Lictool, tmp_path: Path) -> None:
    text = CLIENTLESS + ' anyconnect-essentials\n csd hostscan image disk0:/x.pkg\n csd enable\n keepout "no"\n'
    put(tmp_path, oak=text + " anyconnect image disk0:/anyconnect-linux-3.1.14018-k9.pkg 1\n")
    (tmp_path / "licences.yaml").write_text(LICENSES)
    assert lictool("import", "auto", "oak.txt", "--deployment", "oak", "--to", "o.yaml", cwd=tmp_path).code == 0
    assert judged(lictool, tmp_path) == [
        "error[essentials-still-enabled-beside-new-key]",
        "warning[client-package-out-of-support]",
        "warning[configured-feature-not-covered]",
        "warning[configured-feature-not-covered]",
    ]


FINDINGS = {
    "asa-run-webvpn-essentials-hostscan-clientless.cfg": [
        "error[essentials-still-enabled-beside-new-key]",
        "warning[client-package-out-of-support]",
        "warning[configured-feature-not-covered]",
        "warning[configured-feature-not-covered]",
    ],
    "asa-show-version-5516-failover-blocks.txt": [],
    "asa-show-version-asav10-smart-unlicensed.txt": [],
    # Two peers and everything disabled is what a box without any key shows.
    "asa-show-version-5555-vpn-premium.txt": ["warning[installed-licence-not-shown]"],
    "asa-5512-oxidized-version-inventory-config.txt": ["warning[installed-licence-not-shown]"],
    "asa-show-vpn-sessiondb-anyconnect-three-users.txt": [],
    "asa-show-failover-secondary-active.txt": [],
    "asa-show-vpn-sessiondb-summary-inactive.txt": [],
    "asa-show-license-all-eval-mode.txt": [],
}


@pytest.mark.parametrize("name", FINDINGS)
def test_what_is_found_in_real_outputs_beside_plus(lictool: Lictool, tmp_path: Path, name: str) -> None:
    part = str(tmp_path / "part.yaml")
    assert (
        lictool("import", "auto", str(sample(name)), "--deployment", "oak", "--headend", "oak", "--to", part).code == 0
    )
    mine = LICENSES.replace("platform: asa-5500-x, ", "").replace("contextMode: single", "essentialsEnabled: false")
    mine = mine.replace(", essentialsEnabled: false" if "essentials" in name else "ha: {mode: none}, ", "")
    (tmp_path / "licences.yaml").write_text(mine)
    assert judged(lictool, tmp_path) == FINDINGS[name]


@pytest.mark.parametrize(
    "text",
    [
        "", "a", "true", "No", "null", "~", "1", "1.5", "0x1", "1e3", "2026-01-01", "12:30", "a: b", "- a", "a #b", "'", '"',
        "\\", "\x85", "\u2028", "\u202e", "\x00", "\x7f", "\xa0", "\U000e0001", "日本", "a/", "{a}", "[a]", "*a", "&a", "!a", "%a",
        "@a", "`a", "|", ">", "a\nb", " a", "a ", "=", "<<", "\ufeff",
    ],
)  # fmt: skip
def test_texts_are_read_back_as_they_were(text: str) -> None:
    line = scalar(text)
    assert line.isprintable()
    assert yaml.safe_load(f"a: {line}") == {"a": text}


def test_a_file_name_cannot_break_out_of_its_comment() -> None:
    origin = Origin("a\nspec: {}\u2028b.txt", 3, "show version", "0" * 64)
    tree, _ = assembled([Fact(("headends", item(name="a\nb"), "model"), "x\n- y", origin)])
    data = yaml.safe_load(written("d\n", tree, {}))
    assert data["spec"] == {"headends": [{"name": "a\nb", "model": "x\n- y"}]}


def test_a_long_list_is_written_line_by_line() -> None:
    values = tuple(f"value-{number}" for number in range(30))
    tree, _ = assembled([Fact(("headends", item(name="a"), "config", "modules"), values, MADE)])
    text = written("d", tree, {})
    assert yaml.safe_load(text)["spec"]["headends"][0]["config"]["modules"] == list(values)
    assert max(map(len, text.splitlines())) < 130


def test_every_sentence_is_there_in_both_languages_and_used() -> None:
    source = "".join(
        path.read_text() for path in sorted((ROOT / "lictool").glob("**/*.py")) if "wording" not in path.name
    )
    for key, texts in SENTENCES.items():
        assert set(texts) == {"en", "ja"}, key
        assert sorted(re.findall(r"\{\w+\}", texts["en"])) == sorted(re.findall(r"\{\w+\}", texts["ja"])), key
        assert re.search(f"[\"']{key}[\"']", source), key
