"""Input that nobody meant to be read: the import gives a manifest that fits its schema, or says that there is nothing."""

from __future__ import annotations

import resource
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lictool.document import load
from lictool.importing.extraction import MOST_OUTPUTS, extracted
from lictool.importing.facts import MOST_FACTS, MOST_STRETCHES, MOST_WARNINGS, Notebook
from lictool.importing.lines import LONGEST, lines_of
from lictool.importing.part import part
from lictool.schema import shipped
from tests.conftest import ROOT
from tests.importing.test_command import SEEDED, SESSIONS
from tests.importing.test_traps import CLIENTLESS, SAML, SUMMARY, VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from random import Random

    from lictool.importing.facts import Fact

TEXTS = [VERSION, SUMMARY, CLIENTLESS, SAML, SESSIONS, *SEEDED.values()]
LINES = sorted({line for text in TEXTS for line in text.splitlines()})
WORDS = sorted({word for line in LINES for word in line.split()})
PROMPTS = ["oak# show version", "elm/pri/act# show run", "> show failover", "! ", "!", "", ": end", "Cryptochecksum:0"]
"""What files are made of in tests of random ones: whole lines, lines of words, and noise."""

ANY_LINE = st.one_of(
    st.sampled_from(LINES + PROMPTS),
    st.sampled_from(LINES).map(lambda line: "! " + line),
    st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join),
    st.builds(lambda one, two, cut: one[:cut] + two[cut:], *[st.sampled_from(LINES)] * 2, st.integers(0, 60)),
    st.builds(lambda line, digits: line + digits, st.sampled_from(LINES), st.text("0123456789٣", max_size=12)),
    st.text(max_size=40),
)
CONTENT = st.one_of(
    st.lists(ANY_LINE, max_size=60).map(lambda lines: "\n".join(lines).encode("utf-8", "replace")),
    st.lists(ANY_LINE, max_size=20).map(lambda lines: "\r\n".join(lines).encode("utf-16", "replace")),
    st.binary(max_size=300),
    st.builds(lambda text, cut: text.encode()[:cut], st.sampled_from(TEXTS), st.integers(0, 2000)),
)


def fits(text: str) -> None:
    loaded = load("part.yaml", text.encode())
    (document,) = loaded.documents
    assert not loaded.faults
    assert shipped("manifest").violations(document) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300, deadline=None)
@given(CONTENT, st.booleans())
@example(b"hostname \xff\xfe\x80\n", False)
@example("hostname \u3000\nwebvpn\n anyconnect-essentials\n".encode(), False)
@example(f"hostname {'x' * 300}\nfips enable\n".encode(), True)
@example(b"Licensed features for this platform:\nSecurity Contexts : 99999999\nTotal VPN Peers : 999999999\n", False)
def test_any_file_gives_a_part_that_fits_the_schema(tmp_path: Path, content: bytes, salted: bool) -> None:
    path = tmp_path / "any.txt"
    path.write_bytes(content)
    extracts = list(extracted("auto", str(path), "any.txt"))
    made = part(extracts, "any", None, b"0123456789abcdef" if salted else b"")
    fits(made.text)
    assert made.text == part(extracts, "any", None, b"0123456789abcdef" if salted else b"").text


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(TEXTS), min_size=2, max_size=3), st.randoms(use_true_random=False))
def test_interleaved_outputs_give_no_fact_that_none_of_them_holds(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], random: Random
) -> None:
    folder = tmp_path_factory.mktemp("mixed")
    alone = {(fact.path, fact.value) for text in texts for fact in _facts(folder, text)}
    halves = [half for text in texts for half in _halves(text)]
    random.shuffle(halves)
    mixed = {(fact.path, fact.value) for fact in _facts(folder, "".join(halves))}
    # The mode of failover and what is not configured are concluded from a whole; both cannot come out of nothing.
    allowed = {"ha", "config", "features", "sharedRole", "contexts", "contextMode", "observed"}
    assert {path[2] for path, _ in mixed - alone if len(path) > 2} <= allowed


def _facts(folder: Path, text: str) -> Iterator[Fact]:
    path = folder / "a.txt"
    path.write_text(text)
    for extract in extracted("auto", str(path), "a.txt"):
        yield from extract.facts


def _halves(text: str) -> list[str]:
    lines = text.splitlines(keepends=True)
    return ["".join(lines[: len(lines) // 2]), "".join(lines[len(lines) // 2 :])]


def test_a_line_without_end_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("x" * (3 * LONGEST) + "\nhostname oak\n")
    assert [(line.number, len(line.text)) for line in lines_of(str(path))] == [(1, LONGEST), (2, len("hostname oak"))]


def test_a_notebook_has_a_last_page() -> None:
    notes = Notebook("asa-show-version", "a.txt", "0" * 64, "show version")
    for number in range(1, MOST_FACTS + 50_000, 2):
        notes.headend("observed", "uptimeDays", value=number, line=number)
        notes.skip(number + 1)
        notes.warn("import-serial-empty", number)
    extract = notes.extract()
    assert len(extract.facts) <= MOST_FACTS
    assert len(extract.skipped) <= MOST_STRETCHES + 2
    assert len(extract.warnings) <= MOST_WARNINGS
    assert extract.skipped[-1].last == MOST_FACTS + 50_000


def test_a_file_with_endless_outputs_is_told(tmp_path: Path) -> None:
    path = tmp_path / "many.txt"
    path.write_text("oak# show failover\nFailover Off\n" * (MOST_OUTPUTS + 10))
    extracts = list(extracted("auto", str(path), "many.txt"))
    assert [warning.key for extract in extracts for warning in extract.warnings] == ["import-too-many"]


HUGE = {
    "configuration": ("hostname oak\n", "access-list outside extended permit tcp any host 192.0.2.1 eq 443\n"),
    "groups": (
        "hostname oak\n",
        "group-policy g{0} attributes\n vpn-tunnel-protocol ikev2\ntunnel-group g{0} type remote-access\n",
    ),
    "licence lines": ("Licensed features for this platform:\n", "Total VPN Peers : {0}\nfoo : bar\n"),
    "sessions": ("Session Type: AnyConnect\n", "Username : user{1}   Index : {0}\nBytes Tx : 1\n"),
    "one line": ("", "show version "),
    "blanks": ("hostname oak\n", " " * 9_000 + ":\n"),
    "rules": ("", "-" * 9_000 + " sh ver" + " " * 9_000 + "\n"),
    "counts": ("VPN Session Summary\n", "AnyConnect Client" + " " * 9_000 + ": 1 : 2 : 3\n"),
}
MEGABYTES = 8
PROGRAM = """
import sys
from lictool.importing.extraction import extracted
from lictool.importing.part import part
part(list(extracted("auto", sys.argv[1], "huge.txt")), "huge", None, b"")
print(*(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc says how much memory a process took")
@pytest.mark.parametrize("name", HUGE)
def test_a_huge_file_takes_bounded_memory_and_time(tmp_path: Path, request: pytest.FixtureRequest, name: str) -> None:
    """Every shape at 8 MB, and at 100 MB with --properties-long: seconds and memory of the machine that tests."""
    megabytes = 100 if request.config.getoption("--properties-long") else MEGABYTES
    head, row = HUGE[name]
    path = tmp_path / "huge.txt"
    with path.open("w") as file:
        file.write(head)
        number = 0
        while file.tell() < megabytes * 1024 * 1024:
            file.write("".join(row.format(one, one % 100_000) for one in range(number, number + 1_000)))
            number += 1_000
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(path)], cwd=ROOT, capture_output=True, text=True, check=True, timeout=600
    )
    seconds = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    assert int(ran.stdout) < 100 * 1024  # KiB at the highest
    assert seconds < 1 + megabytes  # of processor time; a tenth is usual
