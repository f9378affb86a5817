"""Further kinds on input that nobody meant to be read: bounded, located, and without what is secret in it."""

from __future__ import annotations

import sys
from time import process_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lictool.document import load
from lictool.importing.column_map import column_map
from lictool.importing.extraction import extracted
from lictool.importing.kinds import KINDS
from lictool.importing.part import part
from lictool.resources import schema_text
from lictool.schema import shipped
from tests.importing.test_definitions import DEVICES, LICENCES, PLAYBOOK, POLICY, PROFILES, TIERS
from tests.importing.test_exports import ENTITLEMENTS, GROUPS, HEAD, MEMBERS, ORDER_ROWS, ORDERS
from tests.importing.test_routers import CONFIG, GATEWAY, IOS, LICENCE, SESSION, XE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

    Lictool = Callable[..., Ran]

SECRET = "Seeded" + "Value"
SEEDED = {
    "ios-show-version": ("v.txt", f"{XE}enable secret {SECRET}\nlicense udi pid X sn {SECRET}\nToken: {SECRET}\n"),
    "ios-show-license": (
        "l.txt",
        LICENCE.format(name="securityk9", kind="Permanent", state="Active, In Use") + f"Store: {SECRET}\n",
    ),
    "ios-running-config": (
        "c.txt",
        CONFIG.format(method="anyconnect-eap aggregate")
        + f"""\
username {SECRET} privilege 15 secret 9 {SECRET}
enable secret 9 {SECRET}
crypto isakmp key {SECRET} address 0.0.0.0
crypto ikev2 keyring {SECRET}
 peer {SECRET}
  pre-shared-key {SECRET}
crypto ikev2 profile {SECRET}
 authentication local pre-share key {SECRET}
 aaa authorization user anyconnect-eap {SECRET}
crypto vpn anyconnect flash:/{SECRET}/{SECRET}.pkg sequence 2
webvpn gateway {SECRET}
webvpn context {SECRET}
 secret {SECRET}
radius server {SECRET}
 key 7 {SECRET}
snmp-server community {SECRET} RO
""",
    ),
    "ftd-show-vpn-sessiondb": ("s.txt", SESSION.replace("ana", SECRET) + f"Audt Sess ID : {SECRET}\n"),
    "fmc-terraform": (
        "m.tf",
        DEVICES.replace("var.key", f'"{SECRET}"')
        + f"""\
resource "fmc_smart_license" "{SECRET}" {{
  token = "{SECRET}"
}}
resource "fmc_group_policy" "g" {{
  name                                = "{SECRET}"
  banner                              = "{SECRET}"
  secure_client_management_profile_id = "{SECRET}"
}}
resource "fmc_vpn_ra_connection_profiles" "p" {{
  items = {{ {SECRET} = {{ authentication_method = "SAML", password = "{SECRET}" }} }}
}}
# {SECRET}
locals {{ password = "{SECRET}" }}
""",
    ),
    "ftd-ansible": (
        "p.yml",
        PLAYBOOK.replace("!vault x", f"!vault {SECRET}").replace("hosts: all", f"hosts: {SECRET}")
        % ("ftd_configuration", "addLicense", "PLUS")
        + f"    when: x == '{SECRET}'\n  - ftd_configuration: {{operation: login, data: {{password: {SECRET}}}}}\n",
    ),
    "ise-license-api": ("i.json", TIERS.replace('"compliance": ""', f'"compliance": "{SECRET}", "token": "{SECRET}"')),
    "order-export": (
        "o.csv",
        ORDER_ROWS.replace(",x\n", f",{SECRET}\n").replace("many", SECRET).replace("Gold", SECRET),
    ),
    "contract-export": ("k.csv", f"A,B\n{SECRET},2026-01-01\n".replace(SECRET, "c-1") + f"c-2,{SECRET}\n"),
    "portal": ("e.csv", f"Id,Tier,Users,Conns,From,To,Boxes\ne-1,{SECRET},1,,,,\ne-2,plus,{SECRET},,,,\n"),
    "license-mail": ("e.csv", f"Id,Tier,Users,Conns,From,To,Boxes\ne-2,plus,2,{SECRET},,,\n"),
    "directory-export": ("d.csv", f"Group,Person\nstaff,{SECRET}\nstaff,b\n"),
}
MAPS = {
    "order-export": ORDERS,
    "contract-export": "  rows: contracts\n  columns: {A: name, B: start}\n",
    "portal": ENTITLEMENTS,
    "license-mail": ENTITLEMENTS,
    "directory-export": MEMBERS,
}


def test_every_further_kind_is_seeded_and_a_type_of_source() -> None:
    assert set(SEEDED) == {kind for kind in KINDS if not kind.startswith("asa-")}
    assert set(MAPS) == {kind for kind, about in KINDS.items() if about.is_mapped}
    assert [kind for kind in SEEDED if f'"{kind}"' not in schema_text("manifest")] == []


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("kind", SEEDED)
def test_no_secret_is_carried_over(lictool: Lictool, tmp_path: Path, kind: str, lang: str) -> None:
    name, text = SEEDED[kind]
    if kind == "fmc-terraform":
        pytest.importorskip("hcl2", reason="python-hcl2, which the extra `terraform` installs, is not here")
    (tmp_path / name).write_text(text)
    (tmp_path / "map.yaml").write_text(HEAD + MAPS.get(kind, ""))
    told = ("--map", "map.yaml") if kind in MAPS else ()
    ran = lictool("import", kind, name, *told, "--lang", lang, cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert SECRET.lower() not in (ran.out + ran.err).lower()
    if kind not in MAPS:
        (tmp_path / "oak.yaml").write_text(LICENCES % "oak")
        for form in ("text", "json"):
            drift = lictool("drift", "oak.yaml", name, "--format", form, "--lang", lang, cwd=tmp_path)
            assert drift.code in (0, 1), drift.err
            assert SECRET.lower() not in (drift.out + drift.err).lower()


@pytest.mark.parametrize("kind", [kind for kind in SEEDED if kind not in ("fmc-terraform", *MAPS)])
def test_nothing_read_becomes_used_or_bought(lictool: Lictool, tmp_path: Path, kind: str) -> None:
    name, text = SEEDED[kind]
    (tmp_path / name).write_text(text)
    out = lictool("import", kind, name, cwd=tmp_path).out
    assert not [
        word for word in ("entitlements:", "installed:", "status: used", "orders:", "authorized:") if word in out
    ]


@pytest.mark.parametrize("content", [b"", b"\n\n", bytes(range(256)) * 40, b"\xff\xfe", b"{" * 5000, b"- " * 5000])
@pytest.mark.parametrize("kind", SEEDED)
def test_empty_and_binary_files_are_told(lictool: Lictool, tmp_path: Path, kind: str, content: bytes) -> None:
    if kind == "fmc-terraform":
        pytest.importorskip("hcl2", reason="python-hcl2, which the extra `terraform` installs, is not here")
    (tmp_path / SEEDED[kind][0]).write_bytes(content)
    (tmp_path / "map.yaml").write_text(HEAD + MAPS.get(kind, ""))
    told = ("--map", "map.yaml") if kind in MAPS else ()
    for name in (kind, "auto") if kind not in MAPS else (kind,):
        ran = lictool("import", name, SEEDED[kind][0], *told, cwd=tmp_path)
        assert (ran.code, ran.out) == (3, "")
        assert "nothing was recognised" in ran.err
        assert "Traceback" not in ran.err


TEXTS = {
    "device.txt": [XE, IOS.format(row="securityk9 Permanent securityk9"), CONFIG.format(method="anyconnect-eap"), SESSION,
                   GATEWAY.format(gateway="inservice", context="inservice"),
                   LICENCE.format(name="securityk9", kind="Permanent", state="Active, In Use")],
    "play.yml": [PLAYBOOK % ("ftd_configuration", "addLicense", "PLUS")],
    "main.tf": [DEVICES, PROFILES % "SAML", POLICY],
    "ise.json": [TIERS],
}  # fmt: skip
MUTATIONS = st.lists(
    st.tuples(
        st.floats(0, 1), st.sampled_from(["", "\n", '"', "{", "]", "0", "\x00", "é", " ", "${x}", ": ", "9" * 30])
    ),
    max_size=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(st.data())
def test_any_damage_gives_a_part_that_fits_the_schema(tmp_path: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(TEXTS)))
    if name == "main.tf" and "hcl2" not in sys.modules:
        pytest.importorskip("hcl2", reason="python-hcl2, which the extra `terraform` installs, is not here")
    text = data.draw(st.sampled_from(TEXTS[name]))
    for place, piece in data.draw(MUTATIONS):
        at = int(place * len(text))
        text = text[:at] + piece + text[at + data.draw(st.integers(0, 9)) :]
    text = text[: data.draw(st.integers(0, len(text)))] if data.draw(st.booleans()) else text
    (tmp_path / name).write_text(text)
    _fits(part(list(extracted("auto", str(tmp_path / name), name)), "any", None, b"").text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(
    st.sampled_from([ORDERS, ENTITLEMENTS, GROUPS, MEMBERS]),
    st.lists(st.lists(st.one_of(st.sampled_from(["o-1", "plus", "1", "2026-01-01", "Booked"]), st.text(max_size=8)), max_size=9), max_size=8),
)  # fmt: skip
def test_any_table_gives_a_part_that_fits_the_schema(tmp_path: Path, text: str, rows: list[list[str]]) -> None:
    columns = column_map("map.yaml", (HEAD + text).encode())
    heads = [*columns.columns, *columns.only]
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [heads, *rows]]
    (tmp_path / "t.csv").write_bytes("\n".join(quoted).encode("utf-8", "replace"))
    kind = "directory-export" if text in (GROUPS, MEMBERS) else "order-export"
    _fits(part(list(extracted(kind, str(tmp_path / "t.csv"), "t.csv", columns)), "any", None, b"").text)


def _fits(text: str) -> None:
    loaded = load("part.yaml", text.encode())
    (document,) = loaded.documents
    assert not loaded.faults
    assert shipped("manifest").violations(document) == []


HUGE = {
    "rows": ("t.csv", "Group,Members\n", "g{0},{0}\n", "directory-export"),
    "one row": ("t.csv", "Group,Members\n", '"{0}', "directory-export"),
    "configuration": (
        "c.txt",
        "version 15.2\n",
        "crypto ikev2 profile p{0}\n authentication remote anyconnect-eap\n",
        "auto",
    ),
    "versions": ("c.txt", "", "Cisco IOS XE Software, Version 16.06.05\n", "ios-show-version"),
    "spaces": ("c.txt", "Cisco IOS XE Software, Version 16.06.05\n", " " * 4_000 + "cisco x (" * 30 + "\n", "auto"),
    "licences": (
        "c.txt",
        "Index 1 Feature: x\n",
        "Index 1 Feature: securityk9\nLicense State: Active, In Use\n",
        "auto",
    ),
    "brackets": ("m.tf", '# "fmc_', "[" * 100, "auto"),
}


@pytest.mark.parametrize("name", HUGE)
def test_a_huge_file_takes_bounded_time(tmp_path: Path, name: str) -> None:
    file, head, row, kind = HUGE[name]
    path = tmp_path / file
    with path.open("w") as stream:
        stream.write(head)
        number = 0
        while stream.tell() < 4 * 1024 * 1024:
            stream.write("".join(row.format(one) for one in range(number, number + 1_000)))
            number += 1_000
    columns = column_map("map.yaml", (HEAD + GROUPS).encode()) if kind == "directory-export" else None
    before = process_time()
    part(list(extracted(kind, str(path), file, columns)), "huge", None, b"")
    assert process_time() - before < 60
