"""The position as people and programs get it."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from lictool.holdings import Bounds
from lictool.position import TIERS, Position
from lictool.reporters import position as reporter
from lictool.reporters.escaping import spreadsheet, width
from lictool.resources import schema_text
from lictool.wording_position import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

    Run = Callable[..., Ran]

DAY = "2026-10-01"
HEAD = "apiVersion: lictool/v1\nkind: SecureClientDeployment\nmetadata: {name: %s}\nspec:\n"
SPEC = """\
  users: {authorized: 90, unattendedDevices: 10}
  entitlements:
    - {name: p, tier: plus, basis: term, users: 120, start: 2026-01-01, end: 2026-12-31}
    - {name: v, tier: vpn-only, basis: perpetual, connections: 50, headends: [fw-1]}
  headends: [{name: fw-1}]
"""


def row(**values: Any) -> Position:
    """Give a position."""
    figures = {"entitled": Bounds(1, 1), "needed": Bounds(0, 1), "headroom": Bounds(0, 1)}
    plain = {"deployment": "d", "tier": "plus", "headend": "", "unit": "users", "expiry": "", "expiring": None}
    return Position(**{**plain, **figures, **values})


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        ((0, 0), "0"),
        ((-3, -3), "-3"),
        ((1, 2), "1..2"),
        ((1, None), ">=1"),
        ((None, -1), "<=-1"),
        ((None, None), "?"),
    ],
)
def test_figures(figure: tuple[int | None, int | None], text: str) -> None:
    assert reporter.bounds(Bounds(*figure)) == text


def test_the_table(lictool: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD % "emea" + SPEC)
    ran = lictool("position", "--as-of", DAY, cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "Licence position on 2026-10-01\n"
        "deployment  tier       headend  counted in   entitled  needed  headroom       next expiry\n"
        "emea        apex                users               0     >=0       <=0\n"
        "emea        plus                users             120     100        20  2026-12-31 (120)\n"
        "emea        plus+apex           users             120     100        20  2026-12-31 (120)\n"
        "emea        vpn-only   fw-1     connections        50     >=0      <=50\n"
        "\n"
        "Facts that would settle what is open:\n"
        "  emea apex: `features`\n"
        "  emea vpn-only fw-1: `headends[fw-1].peakConcurrent`\n"
    )
    ran = lictool("position", "--as-of", DAY, "--lang", "ja", "--color", "always", cwd=tmp_path)
    assert "2026-10-01時点のライセンス保有状況\n" in ran.out
    assert "確定に必要な事実:" in ran.out
    lines = ran.out.splitlines()[1:6]
    assert {width(line[: line.index("ユーザー")]) for line in lines if "ユーザー" in line} == {41}


def test_too_little_is_red_and_bold(lictool: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text((HEAD % "emea" + SPEC).replace("authorized: 90", "authorized: 900"))
    out = lictool("position", "--as-of", DAY, "--color", "always", cwd=tmp_path).out
    assert sum(line.startswith("\x1b[1;31m") and line.endswith("\x1b[0m") for line in out.splitlines()) == 2
    out = lictool("position", "--as-of", DAY, "--format", "markdown", cwd=tmp_path).out
    assert "| 910 | **-790** |" in out
    assert "- emea apex&#58; &#96;features&#96;" in out


def test_csv_and_json_say_the_same(lictool: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD % "emea" + SPEC + "---\n" + HEAD % "apac" + SPEC)
    rows = list(csv.DictReader(io.StringIO(lictool("position", "--as-of", DAY, "--format", "csv", cwd=tmp_path).out)))
    data = json.loads(lictool("position", "--as-of", DAY, "--format", "json", cwd=tmp_path).out)
    jsonschema.validate(data, json.loads(schema_text("position")))
    assert [one["deployment"] for one in rows] == ["apac"] * 4 + ["emea"] * 4
    assert data["run"] == {"command": "position", "asOf": DAY, "timezone": "UTC", "language": "en", "exitCode": 0}
    for one, said in zip(rows, data["position"], strict=True):
        for name in ("entitled", "needed", "headroom"):
            bounds = {key: one[f"{name}{key.title()}"] for key in ("low", "high")}
            assert {key: int(value) for key, value in bounds.items() if value} == said[name]
        assert one["missing"] == ", ".join(said["missing"])
        assert (one["tier"], one["headend"], one["expiry"]) == (
            said["tier"],
            said.get("headend", ""),
            said.get("expiry", ""),
        )
        assert said["tier"] in TIERS


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "＝1", "\u3000=1", "\u00a0@x"])
def test_no_text_is_a_formula_in_a_spreadsheet(text: str) -> None:
    said = spreadsheet(text)
    assert said.startswith(("'", "\\"))
    line = reporter.render_csv([row(deployment=text, headend=text, missing=(text,))]).splitlines()[1]
    (cells,) = csv.reader([line])
    assert [cells[place] for place in (0, 2, -1)] == [said] * 3
    assert spreadsheet("a=1") == "a=1"


def test_hostile_names_stay_in_their_cells() -> None:
    name = 'a|b\n<script>"x",\x1b[31m`'
    found = [row(deployment=name, headroom=Bounds(-1, -1), missing=("`x`|y",), is_shared=True)]
    table = reporter.render_table(found, DAY, "en")
    assert "\x1b" not in table
    assert len(table.splitlines()) == 8
    markdown = reporter.render_markdown(found, DAY, "en")
    assert "<script>" not in markdown
    assert all(line.count("|") == 9 for line in markdown.splitlines() if line.startswith("|"))
    ((_, cells),) = [list(csv.reader(io.StringIO(reporter.render_csv(found))))]
    assert cells[0] == 'a|b\\x0a<script>"x",\\x1b[31m`'


def test_several_customers_are_said() -> None:
    table = reporter.render_table([row(is_shared=True)], DAY, "en")
    assert table.endswith("\nd plus: several customers hold the licences; what the sum leaves over proves nothing\n")


def test_what_a_change_does() -> None:
    before, after = row(), row(entitled=Bounds(2, 2), expiry="2027-01-01")
    assert reporter.changed([(before, after), (None, after), (before, None)], "en", str) == [
        "position of d plus: entitled 1 → 2, needed 0..1, headroom 0..1, next expiry - → 2027-01-01",
        "position of d plus: entitled - → 2, needed - → 0..1, headroom - → 0..1, next expiry - → 2027-01-01",
        "position of d plus: entitled 1 → -, needed 0..1 → -, headroom 0..1 → -, next expiry -",
    ]


def test_nothing_to_show(lictool: Run, tmp_path: Path) -> None:
    ran = lictool("position", "--as-of", DAY, cwd=tmp_path)
    assert ran.code == 3
    assert "no document with `apiVersion: lictool/v1` was judged" in ran.err
    assert lictool("position", "--as-of", DAY, "--allow-empty", cwd=tmp_path).code == 0
    (tmp_path / "a.yaml").write_text(HEAD % "emea" + "  headends: [{name: fw-1}]\n")
    ran = lictool("position", "--as-of", DAY, "--format", "markdown", cwd=tmp_path)
    assert ran.code == 0


def test_documents_that_cannot_be_judged_are_no_zero(lictool: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD % "emea" + SPEC + "---\n" + HEAD % "apac" + "  users: 1\n")
    ran = lictool("position", "--as-of", DAY, "--format", "json", cwd=tmp_path)
    assert ran.code == 1
    assert json.loads(ran.out)["hidden"] == ["apac"]
    assert "documents that cannot be judged: 1; `lictool check` says why" in ran.err
    assert "`apac`" in ran.err


def test_paths_of_a_project_choose_deployments(lictool: Run, tmp_path: Path) -> None:
    (tmp_path / "lictool.yaml").write_text("apiVersion: lictool/v1\nkind: Project\n")
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "a" / "x.yaml").write_text(HEAD % "emea" + SPEC)
    (tmp_path / "b" / "x.yaml").write_text(HEAD % "emea" + "  labels: {}\n".replace("labels: {}", "note: more"))
    (tmp_path / "b" / "y.yaml").write_text(HEAD % "apac" + SPEC)

    def deployments(*paths: str) -> set[str]:
        ran = lictool("position", *paths, "--as-of", DAY, "--format", "json", cwd=tmp_path)
        return {one["deployment"] for one in json.loads(ran.out)["position"]}

    assert deployments() == deployments("b") == {"emea", "apac"}
    assert deployments("a") == deployments("b/x.yaml") == {"emea"}
    assert lictool("position", "none", cwd=tmp_path).code == 2


def test_sentences_are_complete() -> None:
    for key, sentence in SENTENCES.items():
        assert set(sentence) == {"en", "ja"}, key
        assert sentence["ja"] != sentence["en"] or key == "open-line", key
