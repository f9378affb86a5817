"""How far the examples of a rule reach: outcomes, sub-expressions, both values of what is true or false."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lictool.bundle import load as load_shipped
from lictool.reach import reach_of
from lictool.resources import folder
from tests.test_mutation import ENOUGH, FEW, SERVED
from tests.tiny import SHAPE, load, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

    Run = Callable[..., Ran]

EXAMPLES = "examples: [{name: a, outcome: pass}]\n"


def test_what_is_not_reached_is_listed(tmp_path: Path, lictool: Run) -> None:
    write(tmp_path / "tiny", SERVED + FEW)
    ran = lictool("test", "--policies", "tiny", "tiny-rule", "--coverage", cwd=tmp_path)
    assert ran == (
        0,
        """\
3 examples of 1 rule: 3 passed, 0 failed

tiny/tiny-rule.yaml: not reached[tiny-rule] the outcome unknown
tiny/tiny-rule.yaml:10:45: not reached[tiny-rule] `e.tier == 'apex'` in `served` is never evaluated
tiny/tiny-rule.yaml:11:7: not reached[tiny-rule] `has(headend.remoteAccess)` in `when` is never false
tiny/tiny-rule.yaml:13:3: not reached[tiny-rule] `served.exists(e, headend.name in e.headends)` in `assert` is never true
tiny/tiny-rule.yaml:13:20: not reached[tiny-rule] `headend.name in e.headends` in `assert` is never evaluated

rule       outcomes  sub-expressions
tiny-rule       3/4            14/23  60.8 %

citation   outcomes  sub-expressions
Book Q1         3/4            14/23  60.8 %
Book Q2         3/4            14/23  60.8 %

coverage of 1 rule: 75.0 % of outcomes (3 of 4), 60.8 % of sub-expressions (14 of 23)
""",
        "",
    )


def test_everything_reached(tmp_path: Path, lictool: Run) -> None:
    write(tmp_path / "tiny", SERVED + ENOUGH)
    options = ("--coverage", "--mutate", "--threshold", "100")
    ran = lictool("test", "--policies", "tiny", "tiny-rule", *options, cwd=tmp_path)
    assert ran == (
        0,
        """\
7 examples of 1 rule: 7 passed, 0 failed

rule       outcomes  sub-expressions
tiny-rule       4/4            23/23  100.0 %

citation   outcomes  sub-expressions
Book Q1         4/4            23/23  100.0 %
Book Q2         4/4            23/23  100.0 %

coverage of 1 rule: 100.0 % of outcomes (4 of 4), 100.0 % of sub-expressions (23 of 23)

rule       mutants  killed  equivalent  survived
tiny-rule       20      20           0         0  100.0 %

citation   mutants  killed  equivalent  survived
Book Q1         20      20           0         0  100.0 %
Book Q2         20      20           0         0  100.0 %

20 mutants of 1 rule: 20 killed, 0 equivalent, 0 survived, 100.0 %
""",
        "",
    )


@pytest.mark.parametrize(("threshold", "code"), [("60", 0), ("61", 1), ("75", 1)])
def test_the_threshold_is_for_the_lower_share(threshold: str, code: int, tmp_path: Path, lictool: Run) -> None:
    write(tmp_path / "tiny", SERVED + FEW)
    ran = lictool("test", "--policies", "tiny", "tiny-rule", "--coverage", "--threshold", threshold, cwd=tmp_path)
    assert ran.code == code


def test_failed_examples_are_an_error_whatever_is_reached(tmp_path: Path, lictool: Run) -> None:
    write(tmp_path / "tiny", SERVED + FEW.replace("outcome: pass", "outcome: unknown"))
    ran = lictool("test", "--policies", "tiny", "tiny-rule", "--coverage", cwd=tmp_path)
    assert ran.code == 1


@pytest.mark.parametrize(
    ("rule", "outcomes"),
    [
        ("assert: deployment.name != ''\n", ["pass", "violation"]),
        ("when: deployment.name != ''\nassert: today == today\n", ["pass", "violation", "not-applicable"]),
        ("for: deployment.headends\nas: h\nassert: h.name != ''\n", ["pass", "violation", "not-applicable"]),
        ("for: portfolio\nassert: portfolio.size() > 0\n", ["pass", "violation"]),
        ("assert: deployment.users.authorized > 0\n", ["pass", "violation", "unknown"]),
    ],
)
def test_the_outcomes_that_a_rule_can_have(rule: str, outcomes: list[str], tmp_path: Path) -> None:
    assert list(reach_of(load(tmp_path, rule + EXAMPLES), "tiny-rule", SHAPE).outcomes) == outcomes


@pytest.mark.parametrize(
    ("expression", "gaps", "counts"),
    [
        # a constant is no part that counts, a negation neither
        (
            "!(deployment.name == 'example') || true",
            ["false: !(deployment.name == 'example') || true", "false: (deployment.name == 'example')"],
            (3, 5),
        ),
        # a path counts as a whole, the keys in it for themselves
        (
            "tables.sizes[deployment.name == 'example' ? 'small' : 'large'].limit > 0",
            ["false: tables.sizes[deployment.name == 'example' ? 'small' : 'large'].limit > 0",
             "false: deployment.name == 'example'"],
            (5, 7),
        ),
        # nothing inside of what is never evaluated
        (
            "deployment.name == 'example' || deployment.name.size() == 1 && deployment.name == 'b'",
            ["false: deployment.name == 'example' || deployment.name.size() == 1 && deployment.name == 'b'",
             "false: deployment.name == 'example'",
             "evaluated: deployment.name.size() == 1 && deployment.name == 'b'"],
            (3, 14),
        ),
        # a fact that is missing was asked for all the same
        (
            "deployment.users.authorized > 0 || true",
            ["false: deployment.users.authorized > 0 || true",
             "true: deployment.users.authorized > 0", "false: deployment.users.authorized > 0"],
            (2, 5),
        ),
        ("today + days(1) > today", ["false: today + days(1) > today"], (5, 6)),
    ],
)  # fmt: skip
def test_what_counts(expression: str, gaps: list[str], counts: tuple[int, int], tmp_path: Path) -> None:
    reach = reach_of(load(tmp_path, f'assert: "{expression}"\n{EXAMPLES}'), "tiny-rule", SHAPE)
    assert [f"{gap.what}: {gap.text}" for gap in reach.gaps] == gaps
    assert (reach.reached, reach.total) == counts


def test_what_a_message_reads_is_reached(tmp_path: Path) -> None:
    rule = """\
variables: {size: deployment.name.size()}
assert: deployment.name == ''
message: {en: "{{ size }} letters", ja: "{{ size }}"}
examples: [{name: a, outcome: violation}]
"""
    reach = reach_of(load(tmp_path, rule), "tiny-rule", SHAPE)
    assert [(gap.what, gap.part) for gap in reach.gaps] == [("true", "assert")]


def test_citations_are_in_the_order_of_their_numbers(tmp_path: Path, lictool: Run) -> None:
    home = write(tmp_path / "tiny", "assert: deployment.name == 'example'\n" + EXAMPLES)
    (home / "knowledge/Q10.yaml").write_text((home / "knowledge/Q1.yaml").read_text("utf-8"), "utf-8")
    text = (home / "tiny-rule.yaml").read_text("utf-8").replace("[Q1, Q2]", "[Q10, Q2]")
    (home / "tiny-rule.yaml").write_text(text, "utf-8")
    ran = lictool("test", "--policies", "tiny", "tiny-rule", "--coverage", cwd=tmp_path)
    assert [line.split("  ")[0] for line in ran.out.splitlines() if line.startswith("Book")] == ["Book Q2", "Book Q10"]


BEYOND_EXAMPLES = {
    # No tier may stand beside VPN Only, and no retired one beside Plus or Apex, so that no cell says yes.
    "retired-beside-new-licence": ["true: tables.tiers[t].coexists[n]"],
    "vpn-only-shares-hardware-with-plus-or-apex": ["true: tables.tiers['vpn-only'].coexists[t]"],
    # Only headends are left for which the table says neither yes nor no: the rule asks so as to be unknown.
    "asa-without-every-key": [
        "false: lacking.all(h, !tables.platforms[h.platform].pakRegistration)",
        "true: tables.platforms[h.platform].pakRegistration",
        "false: tables.platforms[h.platform].pakRegistration",
    ],
}
"""What no example of a shipped rule can reach."""


def test_the_examples_of_every_shipped_rule_reach_all_of_it() -> None:
    outcomes, gaps = [], {}
    for policy in load_shipped(folder("policies")):
        for name in policy.rules:
            reach = reach_of(policy, name, SHAPE)
            outcomes += [f"{name}: {outcome}" for outcome, is_reached in reach.outcomes.items() if not is_reached]
            if reach.gaps:
                gaps[name] = [f"{gap.what}: {gap.text}" for gap in reach.gaps]
    assert outcomes == []
    assert gaps == BEYOND_EXAMPLES
