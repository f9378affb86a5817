"""Exports of orders, entitlements, contracts and groups: what the map says is taken over, and nothing is guessed."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from lictool.importing.column_map import column_map

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

    Lictool = Callable[..., Ran]

HEAD = "apiVersion: lictool/v1\nkind: ImportMap\nmetadata: {name: m}\nspec:\n"
ORDERS = """\
  rows: orders
  columns:
    Order: name
    SO Number: salesOrder
    Ordered: {to: date, date: DD.MM.YYYY}
    Part: lines.sku
    Qty: {to: lines.quantity, thousands: ","}
    Level: {to: lines.tier, values: {Premier: apex, Advantage: plus}}
  constants: {status: placed}
  ignore: [Price]
  only: {State: [Booked, Invoiced]}
"""
ORDER_ROWS = """\
Order,SO Number,Ordered,Part,Qty,Level,State,Price,Buyer
o-1,SO-1,20.12.2025,L-AC-APX-LIC=,"1,000",Premier,Booked,9,x
o-1,SO-1,20.12.2025,CON-1,1,,Booked,9,x
o-2,SO-2,21.12.2025,L-AC-PLS-LIC=,5,Advantage,Quote,9,x
o-3,SO-3,31.02.2026,L-AC-PLS-LIC=,many,Gold,Invoiced,9,x
,SO-4,01.01.2026,L-AC-PLS-LIC=,5,Advantage,Booked,9,x
o-1,SO-1,20.12.2025,L-AC-APX-LIC=,7,Premier,Booked,9,x
"""
ENTITLEMENTS = """\
  rows: entitlements
  columns:
    Id: name
    Tier: tier
    Users: users
    Conns: connections
    From: start
    To: end
    Boxes: {to: headends, separator: "|"}
  constants: {basis: term}
  allRowsArePurchases: true
"""


def ran(lictool: Lictool, folder: Path, map_text: str, rows: str | bytes, kind: str = "order-export") -> Ran:
    (folder / "map.yaml").write_text(HEAD + map_text)
    (folder / "rows.csv").write_bytes(rows if isinstance(rows, bytes) else rows.encode())
    return lictool("import", kind, "rows.csv", "--map", "map.yaml", cwd=folder)


def spec(one: Ran) -> dict[str, Any]:
    assert one.code == 0, one.err
    data: dict[str, Any] = yaml.safe_load(one.out)["spec"]
    return data


def test_orders_with_their_lines(lictool: Lictool, tmp_path: Path) -> None:
    one = ran(lictool, tmp_path, ORDERS, ORDER_ROWS)
    found = {order["name"]: order for order in spec(one)["orders"]}
    assert set(found) == {"o-1", "o-3"}
    assert (found["o-1"]["salesOrder"], str(found["o-1"]["date"]), found["o-1"]["status"]) == (
        "SO-1",
        "2025-12-20",
        "placed",
    )
    assert sorted(found["o-1"]["lines"], key=str) == [
        {"sku": "CON-1", "quantity": 1},
        {"sku": "L-AC-APX-LIC=", "quantity": 1000, "tier": "apex"},
    ]
    assert found["o-3"] == {
        "name": "o-3",
        "status": "placed",
        "salesOrder": "SO-3",
        "lines": [{"sku": "L-AC-PLS-LIC="}],
    }
    for words in (
        "rows.csv:2: warning: the map does not name the column `Buyer`; it is left out",
        "rows.csv:5: warning: row 4, column `Ordered`: the value does not fit `date`",
        "rows.csv:5: warning: row 4, column `Qty`: the value does not fit `lines.quantity`",
        "rows.csv:5: warning: row 4, column `Level`: the value does not fit `lines.tier`",
        "rows.csv:6: warning: row 5 has no usable name; the row is left out",
        "rows.csv:7: warning: row 6 describes again what a row before it describes",
        "rows.csv: skipped: rows that `only` of the map does not take (lines 4)",
        "rows.csv: skipped: rows that cannot be used (lines 6-7)",
    ):
        assert words in one.err
    assert "`Price`" not in one.err
    assert "Gold" not in one.err + one.out  # a bad value may be a secret in the wrong column


def test_an_order_gives_no_entitlement(lictool: Lictool, tmp_path: Path) -> None:
    assert set(spec(ran(lictool, tmp_path, ORDERS, ORDER_ROWS))) == {"sources", "orders"}


def test_entitlements_of_a_map_that_says_they_were_bought(lictool: Lictool, tmp_path: Path) -> None:
    rows = (
        "Id,Tier,Users,Conns,From,To,Boxes\ne-1,premier,100,,2026-01-01,2026-12-31,\n"
        "e-2,vpn-only,,50,2026-01-01,,fw-1|fw-2\ne-3,plus,1,1,,,\ne-4,,5,,,,\n"
    )
    one = ran(lictool, tmp_path, ENTITLEMENTS, rows, "portal")
    found = {entry["name"]: entry for entry in spec(one)["entitlements"]}
    assert set(found) == {"e-1", "e-2"}
    assert (found["e-1"]["tier"], found["e-1"]["users"], found["e-1"]["basis"]) == ("premier", 100, "term")
    assert (found["e-2"]["connections"], found["e-2"]["headends"]) == (50, ["fw-1", "fw-2"])
    assert "row 3 counts users and connections" in one.err
    assert "row 4 has no usable tier" in one.err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (ENTITLEMENTS.replace("  allRowsArePurchases: true\n", ""), "a quote is no purchase"),
        (ORDERS.replace("salesOrder", "salesOder"), "there is no field `salesOder` that a column can give; did you mean `salesOrder`?"),
        (ORDERS.replace("Order: name", "Order: note"), "rows that are orders need a column for `name`"),
        (ORDERS.replace("lines.sku", "lines.item"), "lines of orders need a column for `lines.sku`"),
        (ORDERS.replace("SO Number: salesOrder", "SO Number: name"), "`name` is given twice"),
        (ORDERS.replace("DD.MM.YYYY", "tomorrow"), "YYYY, MM and DD"),
        (ORDERS.replace("status: placed", "status: sold"), "`status` takes no such value"),
        (ORDERS.replace("rows: orders", "rows: paks"), "map.yaml:5:9: error"),
        (ORDERS + "  guess: true\n", "guess"),
        ("  rows: contracts\n  columns: {A: name, B: linkedCcoIds, C: coverage, D: start}\n", ""),
    ],
)  # fmt: skip
def test_maps_that_cannot_be_used(lictool: Lictool, tmp_path: Path, text: str, words: str) -> None:
    one = ran(lictool, tmp_path, text, ORDER_ROWS)
    assert one.code == (2 if words else 3)
    assert words in one.err
    assert "Traceback" not in one.err


def test_no_map_reads_a_secret() -> None:
    text = HEAD + "  rows: orders\n  columns: {A: name, B: lines.note}\n"
    with pytest.raises(Exception, match=r"lines\.sku"):
        column_map("map.yaml", text.encode())
    for field in ("paks", "value", "ref", "lastFour", "lines.value"):
        with pytest.raises(Exception, match=r"there is no field|holds more"):
            column_map("m.yaml", (HEAD + f"  rows: orders\n  columns: {{A: name, B: {field}}}\n").encode())


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("order-export", "rows.csv"), "add --map FILE"),
        (("auto", "rows.csv", "--map", "map.yaml"), "take no --map"),
        (("order-export", "rows.csv", "--map", "none.yaml"), "`none.yaml` cannot be read"),
        (("order-export", "none.csv", "--map", "map.yaml"), "`none.csv` is no file"),
    ],
)
def test_wrong_use(lictool: Lictool, tmp_path: Path, argv: tuple[str, ...], words: str) -> None:
    ran(lictool, tmp_path, ORDERS, ORDER_ROWS)
    one = lictool("import", *argv, cwd=tmp_path)
    assert (one.code, one.out) == (2, "")
    assert words in one.err


GROUPS = '  rows: groups\n  columns: {Group: name, Members: {to: users, thousands: "."}}\n'
MEMBERS = "  rows: members\n  columns: {Group: group, Person: member}\n  membersAreAuthorized: true\n"


def test_sizes_of_groups(lictool: Lictool, tmp_path: Path) -> None:
    one = ran(lictool, tmp_path, GROUPS, "Group,Members\nstaff,1.200\nguests,12\n", "directory-export")
    assert spec(one)["users"] == {"groups": [{"name": "guests", "users": 12}, {"name": "staff", "users": 1200}]}


def test_members_are_counted_once_and_forgotten(lictool: Lictool, tmp_path: Path) -> None:
    rows = "Group,Person\nstaff,ana\nstaff,ANA@corp.example\nstaff,ben\nguests,ana\nguests,cyrill\n"
    one = ran(lictool, tmp_path, MEMBERS, rows, "directory-export")
    assert spec(one)["users"] == {
        "authorized": 3,
        "groups": [{"name": "guests", "users": 2}, {"name": "staff", "users": 2}],
    }
    assert not re.search(r"\b(ana|ben|cyrill)\b", one.out + one.err, re.IGNORECASE)
    one = ran(lictool, tmp_path, MEMBERS.replace("  membersAreAuthorized: true\n", ""), rows, "directory-export")
    assert "authorized" not in spec(one)["users"]


def test_json_by_the_same_map(lictool: Lictool, tmp_path: Path) -> None:
    rows = [
        {"id": "o-1", "so": {"no": "SO-1"}, "sku": "A", "qty": 2, "extra": None},
        {"id": "o-2", "so": {"no": 7}, "sku": "B", "qty": "x"},
        "stray",
    ]
    text = "  rows: orders\n  columns: {id: name, so.no: salesOrder, sku: lines.sku, qty: lines.quantity}\n"
    one = ran(lictool, tmp_path, text + "  records: data.rows\n", json.dumps({"data": {"rows": rows}}, indent=1))
    found = {order["name"]: order for order in spec(one)["orders"]}
    assert found["o-1"] == {"name": "o-1", "salesOrder": "SO-1", "lines": [{"sku": "A", "quantity": 2}]}
    assert found["o-2"]["salesOrder"] == "7"
    assert "row 2, column `qty`" in one.err
    assert "row 3 has no usable name" in one.err
    assert ran(lictool, tmp_path, text, json.dumps({"data": rows})).code == 3


@pytest.mark.parametrize(
    ("extra", "content", "words"),
    [
        ("", "Group,Members\nstüff,1\n".encode("cp1252"), "the file is not utf-8; say its encoding in the map"),
        ("  encoding: cp1252\n", "Group,Members\nstüff,1\n".encode("cp1252"), ""),
        ("", "Group,Members\nstaff,1\n".encode("utf-16"), ""),
        ("  encoding: cp932\n", "Group,Members\n社員,1\n".encode("cp932"), ""),
        ("  delimiter: ;\n  skipLines: 2\n", b"\xef\xbb\xbfreport\nof today\nGroup;Members\n\nstaff;1\n", ""),
        ("", b"Group,Members\nstaff,1,2\n", "row 1 has more cells than there are headings"),
        ("", b'Group,Members\n"staff,1\n', "breaks here"),
        ("", b"Group,Members\n\x00,1\n", "does not fit `name`"),
        ("", b"", "nothing was recognised"),
        ("", b"Group\nstaff\n", "the map names a column `Members`, which the file has not"),
        ("", b"[", "breaks here"),
        ("", b"{}", "there is no list of rows where the map says"),
    ],
)  # fmt: skip
def test_encodings_and_layouts(lictool: Lictool, tmp_path: Path, extra: str, content: bytes, words: str) -> None:
    one = ran(lictool, tmp_path, GROUPS + extra, content, "directory-export")
    assert one.code == (3 if words else 0), one.err
    assert words in one.err
    assert "Traceback" not in one.err


def test_a_file_without_its_headings_shows_none_of_its_cells(lictool: Lictool, tmp_path: Path) -> None:
    one = ran(lictool, tmp_path, GROUPS, "SECRETWORD,12\nSECRETTOO,13\n", "directory-export")
    assert one.code == 3
    assert "SECRET" not in one.out + one.err


def test_a_map_beside_manifests_is_no_manifest(lictool: Lictool, tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(HEAD + GROUPS)
    (tmp_path / "m.yaml").write_text("apiVersion: lictool/v1\nkind: SecureClientDeployment\nmetadata: {name: d}\n")
    assert lictool("check", ".", "--as-of", "2026-10-01", "--unknown", "info", cwd=tmp_path).code == 0
    (tmp_path / "map.yaml").write_text(HEAD + GROUPS + "  guess: 1\n")
    assert lictool("check", ".", "--schema-only", cwd=tmp_path).code == 2


def test_what_is_written_fits_the_schema_and_refers_to_its_rows(lictool: Lictool, tmp_path: Path) -> None:
    one = ran(lictool, tmp_path, ORDERS, ORDER_ROWS)
    (tmp_path / "part.yaml").write_text(one.out)
    assert lictool("check", "part.yaml", "--schema-only", cwd=tmp_path).code == 0
    assert "# rows.csv:2" in one.out
    assert "type: order-export" in one.out
