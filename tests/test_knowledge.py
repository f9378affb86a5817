"""The knowledge base: found by words, held against its rules, compared with another text of the source."""

from __future__ import annotations

import hashlib
import html
import re
import textwrap
from typing import TYPE_CHECKING

import pytest

from lictool.bundle import load
from lictool.errors import UsageError
from lictool.knowledge import coverage, dependents, search, verify
from lictool.passages import Known, Opening, cut, digest, normalised, opening_of, read
from lictool.resources import folder
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lictool.policy import Policy
    from tests.conftest import Ran

    Run = Callable[..., Ran]

SOURCE = """\
Contents
Overview
Q. How many apples?
Q. Which pears?
Q. Whose plums?
About the orchard

Overview
Fruit is counted. Trees are
not.
Q. How many apples?
A. Three for each person.
https://fruit.example/order-guide.html

Q. Which pears?
A. Green ones. (See the Q. in the guide.)
Q. Whose plums?
A. Everybody's. They are small.

Translations
Nobody vouches for this text.
"""
PASSAGES = {
    "Z0": ("Overview", "OverviewFruitiscounted.Treesarenot."),
    "Z1": ("Q. How many apples?", "Q.Howmanyapples?A.Threeforeachperson."),
    "Z2": ("Q. Which pears?", "Q.Whichpears?A.Greenones.(SeetheQ.intheguide.)"),
    "Z3": ("Q. Whose plums?", "Q.Whoseplums?A.Everybody's.Theyaresmall."),
}
KNOWN = {name: Known(opening_of(heading), digest(text)) for name, (heading, text) in PASSAGES.items()}
CLOSINGS = ("Translations",)


def _sha(text: str) -> str:
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two  words\n\tand\u3000more", "twowordsandmore"),
        ("Ｆｕｌｌ ｗｉｄｔｈ ｶﾞ", "Fullwidthガ"),
        ("before\nhttps://a.example/x?y=1\nafter", "beforeafter"),
        ("文https://a.example/x。文", "文。文"),
        ("https://a.example/one-\ntwo.html\nA. yes", "A.yes"),
        ("https://a.example/one\n/two.html A. yes", "A.yes"),
        ("https://a.example/one\nA. yes", "A.yes"),
        ("https://a.example\nPAK を", "PAKを"),
        ("https://a.example/\nhttps://b.example\nend", "end"),
        ("in\u200bvis\u00adible\ufeff", "invisible"),
        ("", ""),
    ],
)
def test_normalised(text: str, expected: str) -> None:
    assert normalised(text) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Q. How many apples?", Opening(14, _sha("Howmanyapples?"))),
        ("Ｑ：How\nmany apples?", Opening(14, _sha("Howmanyapples?"))),
        ("Overview", Opening(8, _sha("Overview"), asked=False)),
        ("The FAQ.", Opening(7, _sha("TheFAQ."), asked=False)),
    ],
)
def test_opening(heading: str, expected: Opening) -> None:
    assert opening_of(heading) == expected


def _html(body: str) -> str:
    return (
        "<!DOCTYPE html><html><head><title>Overview</title><style>b { x: 'Q.' }</style></head><body>"
        f"{body}<script>document.write('Q. Which <pears>?')</script></body></html>"
    )


PAGE = _html(
    "<nav><ul><li><a href='#1'>Q. How many apples?</a></li><li><a href=#2>Q. Which pears?</a><li>Q. Whose plums?</ul>"
    "</nav><h2>Overview</h2><p>Fruit is <b>counted</b>. Trees&nbsp;are<br/>not.<svg><svg></svg><text>Q.</text></svg></p>"
    "<h2>Q. How m<i>any</i> apples?</h2><p>A. Three for each&#32;person.</p>"
    "<p><a href='x'>https://fruit.example/order-guide.html</a></p>"
    "<h2>Q. Which pears?</h2>A. Green ones. (See the Q. in the guide.)<noscript>no</noscript>"
    "<h2>Q: Whose plums?</h2><p>A. Everybody's. They are small.</p><h2>Translations</h2>Nobody."
)
LAYOUTS = {
    "as it is": SOURCE,
    "on one line": " ".join(SOURCE.split()),
    "narrow": "\n".join(textwrap.wrap(SOURCE, 60)),
    "a line for each word": "\n".join(SOURCE.split()),
    "full width": SOURCE.replace("Q.", "Ｑ．").replace("A.", "Ａ："[0] + "."),
    "colons": SOURCE.replace("\nQ.", "\nQ:"),
    "without contents": SOURCE.partition("About the orchard")[2],
    "contents with page numbers": re.sub(r"(?m)^(Q.*\?)$(?!\nA)", r"\1 ... 3", SOURCE),
    "page breaks": SOURCE.replace("\n\n", "\n\f\n"),
    "asked again at the end": SOURCE + "Q. Which pears?\nQ. Whose plums?",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_other_layouts_change_nothing(layout: str) -> None:
    found = cut(LAYOUTS[layout], KNOWN, CLOSINGS)
    assert [(p.name, p.text, p.is_unchanged) for p in found] == [(n, text, True) for n, (_, text) in PASSAGES.items()]


@pytest.mark.parametrize("content", [PAGE.encode(), PAGE.encode("utf-16"), b"\xef\xbb\xbf" + PAGE.encode()])
def test_a_saved_page_reads_like_its_text(content: bytes) -> None:
    found = cut(read(content, "page"), KNOWN, CLOSINGS)
    assert [(p.name, p.text, p.is_unchanged) for p in found] == [(n, text, True) for n, (_, text) in PASSAGES.items()]


def test_a_page_may_say_its_encoding() -> None:
    page = "<html><head><meta charset='shift_jis'></head><p>概要<p>果物"
    assert normalised(read(page.encode("shift_jis"), "page")) == "概要果物"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"%PDF-1.7 ...", "the file is a PDF document; save it as plain text, or save the web page"),
        (b"\xff\x00\xfe", "the file is no text in UTF-8"),
        (b"<html><meta charset='no-such-code'>\xff", "the file is no text in UTF-8"),
        ("text".encode("utf-16-le"), "the file is no text in UTF-8"),
        (b" " * 10_000_001, "the file has more than 10,000,000 bytes, which is no text of a source"),
    ],
)
def test_what_is_no_text(content: bytes, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(content, "file")
    assert [(p.message, p.file) for p in caught.value.problems] == [(message, "file")]


def test_a_text_may_be_too_long() -> None:
    with pytest.raises(UsageError) as caught:
        cut("x" * 1_000_001, KNOWN)
    assert str(caught.value.problems[0].message) == "the text has 1,000,001 characters; at most 1,000,000 are compared"


# ----- a policy of its own

TEXTS = "{en: Text, ja: 文}"
RULE = """\
title: {{en: Wrong, ja: 誤り}}
severity: error
citations: [{cited}]
why: {texts}
assert: {expression}
message: {{en: wrong, ja: 誤り}}
remediation: {texts}
examples:
  - {{name: one, outcome: pass}}
  - {{name: two, outcome: pass}}
  - {{name: three, outcome: violation}}
"""
TABLE = f"""\
title: {TEXTS}
key: {{name: fruit}}
columns:
  red: {{type: bool, description: {TEXTS}}}
  round: {{type: bool, citations: [Z3], description: {TEXTS}}}
rows:
  - {{fruit: apple, red: true, round: true, citations: [Z1], confidence: faq}}
  - {{fruit: pear, red: false, round: false, citations: [Z2], confidence: faq}}
"""
RULES = {
    "cites-apples": ("Z1", "1 == 1"),
    "reads-apple": ("Z0", "tables.fruits['apple'].red"),
    "reads-any-row": ("Z0", "deployment.name in tables.fruits && tables.fruits[deployment.name].red"),
    "reads-column": ("Z0", "tables.fruits['pear'].round"),
    "reads-limit": ("Z0", "parameters.limit > 1"),
    "reads-nothing": ("Z0", "today == today"),
}


def _entry(number: int, *, status: str = "enforced", related: str = "[]") -> str:
    opening, passage = KNOWN[f"Z{number}"]
    asked = "" if opening.asked else ", asked: false"
    reason = f"reason: {TEXTS}\n" if status != "enforced" else ""
    title = ("{en: Fruit, ja: 果物}", "{en: Apples, ja: リンゴ}", "{en: Pears, ja: 梨}", "{en: Plums, ja: すもも}")[
        number
    ]
    answer = (
        "{en: People count. Trees do not., ja: 数えるのは人です。木は数えません。}",
        "{en: Three apples for each person., ja: 1人3個です。}",
        "{en: Only green pears. Never ripe., ja: 青い梨だけです。}",
        "{en: They are for everybody., ja: 誰でも食べられます。リンゴより小さいです。}",
    )[number]
    return (
        f"title: {title}\nanswer: {answer}\nrelated: {related}\nstatus: {status}\n{reason}"
        f"facts: [{{name: share, value: [{number}, ＡＢ], note: {{en: a share, ja: 取り分}}}}]\n"
        f'passage: {{digest: "{passage}", opening: {{length: {opening.length}, digest: "{opening.digest}"{asked}}}}}\n'
    )


@pytest.fixture
def orchard(tmp_path: Path) -> Path:
    home = tmp_path / "orchard"
    files = {
        "policy.yaml": f"title: {TEXTS}\nsources:\n  fruit: {{title: {TEXTS}, label: FRUIT, url: {TEXTS},"
        " closings: [Translations]}\nparameters:\n"
        f"  limit: {{type: int, default: 2, citations: [Z2], description: {TEXTS}}}\n",
        "knowledge/Z0.yaml": _entry(0),
        "knowledge/Z1.yaml": _entry(1, related="[Z2]"),
        "knowledge/Z2.yaml": _entry(2, status="informational"),
        "knowledge/Z3.yaml": _entry(3, status="partly", related="[Z0, Z2]"),
        "tables/fruits.yaml": TABLE,
        **{
            f"rules/{name}.yaml": RULE.format(cited=cited, expression=expression, texts=TEXTS)
            for name, (cited, expression) in RULES.items()
        },
    }
    for name, text in files.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return home


@pytest.fixture
def policies(orchard: Path) -> list[Policy]:
    return load(str(orchard))


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        (["apple"], "en", [("Z1", "Three apples for each person.")]),
        (["APPLES", "person"], "en", [("Z1", "Three apples for each person.")]),
        (["リンゴ"], "ja", [("Z1", ""), ("Z3", "リンゴより小さいです。")]),
        (["ﾘﾝｺﾞ"], "en", [("Z1", ""), ("Z3", "リンゴより小さいです。")]),
        (["people"], "ja", [("Z0", "People count.")]),
        (["trees", "木は"], "en", [("Z0", "Trees do not.")]),
        (["share", "ab"], "en", [(name, f"share: {name[1]}, ＡＢ (a share)") for name in PASSAGES]),
        (["取り分", "3"], "ja", [("Z1", "1人3個です。"), ("Z3", "share: 3, ＡＢ (取り分)")]),
        (["pears", "apples"], "en", []),
        (["  "], "en", []),
    ],
)
def test_search(policies: list[Policy], words: list[str], language: str, expected: list[tuple[str, str]]) -> None:
    assert [(hit.name, hit.excerpt) for hit in search(policies, words, language)] == expected


def test_coverage(policies: list[Policy]) -> None:
    counts = {"pass": 2, "violation": 1}
    readers = [name for name, (cited, _) in RULES.items() if cited == "Z0"]
    found = [(c.name, c.status, dict(c.rules), c.fault, c.outcomes) for c in coverage(policies)]
    assert found == [
        ("Z0", "enforced", dict.fromkeys(readers, counts), "", {"pass": 10, "violation": 5}),
        ("Z1", "enforced", {"cites-apples": counts}, "", counts),
        ("Z2", "informational", {}, "", {}),
        ("Z3", "partly", {}, "not-enforced", {}),
    ]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("Z0", (tuple(sorted(n for n, (c, _) in RULES.items() if c == "Z0")), (), (), ("Z3",))),
        ("Z1", (("cites-apples",), ("fruits[apple]",), ("reads-any-row", "reads-apple"), ())),
        ("Z2", ((), ("fruits[pear]", "parameters.limit"), ("reads-any-row", "reads-limit"), ("Z1", "Z3"))),
        ("Z3", ((), ("fruits.round",), ("reads-column",), ())),
    ],
)
def test_dependents(policies: list[Policy], entry: str, expected: tuple[tuple[str, ...], ...]) -> None:
    assert tuple(dependents(policies[0], entry)) == expected


CHANGES: dict[str, tuple[str, str, dict[str, tuple[str, ...]]]] = {
    "a sentence of an answer": ("Three for each", "Four for each", {"changed": ("Z1",)}),
    "a sentence more": ("person.\n", "person. Or four.\n", {"changed": ("Z1",)}),
    "a sentence less": (" They are small.", "", {"changed": ("Z3",)}),
    "a sentence of the overview": ("Trees are", "Trees are surely", {"changed": ("Z0",)}),
    "something at the end of the last one": ("small.\n", "small. Or not.\n", {"changed": ("Z3",)}),
    "another question": ("A. Green", "Q. Which figs?\nA. Green", {"changed": ("Z2",)}),
    "a question in other words": ("\nQ. Which pears?\nA.", "\nQ. What pears?\nA.", {"changed": ("Z2",)}),
    "a question that is gone": ("Q. Which pears?\nA. Green ones. (See the Q. in the guide.)\n", "", {"vanished": ("Z2",)}),
    "a new question": ("guide.)\n", "guide.)\nQ. When?\nA. Now.\n", {"new": ("Q.When?A.Now.",)}),
    "a new question at the end": ("\nTrans", "\nQ. When?\nA. Now.\nTrans", {"new": ("Q.When?A.Now.",)}),
    "a new first question": ("Q. How many apples?\nA", "Q. When?\nA. Now.\nQ. How many apples?\nA", {"new": ("Q.When?A.Now.",)}),
    "no overview": ("Overview\nFruit", "Fruit", {"vanished": ("Z0",)}),
    "another link": ("order-guide", "other-guide", {}),
    "another contents": ("Overview\nQ. How many apples?", "Overview\nQ. How many?", {}),
    "another closing": ("Nobody", "Somebody", {}),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_verify(policies: list[Policy], change: str) -> None:
    before, after, expected = CHANGES[change]
    assert SOURCE.count(before) == 1
    (found,) = verify(policies, SOURCE.replace(before, after))
    touched = {*expected.get("changed", ()), *expected.get("vanished", ())}
    assert found.unchanged == tuple(name for name in PASSAGES if name not in touched)
    assert {key: getattr(found, key) for key in ("changed", "vanished", "new") if getattr(found, key)} == expected
    assert found.dependents == {name: dependents(policies[0], name) for name in touched}
    assert found.holds is (expected == {})


def test_two_questions_in_other_words_are_not_told_apart(policies: list[Policy]) -> None:
    text = SOURCE.replace("\nQ. Which pears?\nA", "\nQ. What pears?\nA").replace(
        "\nQ. Whose plums?\nA", "\nQ. Mine?\nA"
    )
    (found,) = verify(policies, text)
    assert (found.changed, found.vanished, len(found.new)) == ((), ("Z2", "Z3"), 2)


def test_a_text_of_nothing_known(policies: list[Policy]) -> None:
    with pytest.raises(UsageError) as caught:
        verify(policies, "Q. What else?\nA. Nothing.")
    message = "the text holds no question that an entry of the policies stands for"
    assert [p.message for p in caught.value.problems] == [message]


# ----- the command


def test_faq_verify(lictool: Run, orchard: Path, tmp_path: Path) -> None:
    file = tmp_path / "source.txt"
    file.write_text(SOURCE, "utf-8")
    ran = lictool("faq", "verify", str(file), "--policies", str(orchard))
    assert ran == (
        0,
        "FRUIT: 4 passages unchanged, 0 changed, 0 vanished, 0 new; rules to read again: 0\n",
        "",
    )
    text = SOURCE.replace("Three", "Four").replace("\nTrans", f"\nQ. Why\u202e?\nA. {'x' * 100}\nTrans")
    text = text.replace("Q. Which pears?\nA. Green ones. (See the Q. in the guide.)\n", "")
    file.write_text(text, "utf-8")
    ran = lictool("faq", "verify", str(file), "--policies", str(orchard))
    assert ran == (
        1,
        (
            "changed: Z1  Apples\n"
            "  rules that cite it: cites-apples\n"
            "  tables and parameters that cite it: fruits[apple]\n"
            "  rules that read those: reads-any-row, reads-apple\n"
            "vanished: Z2  Pears\n"
            "  tables and parameters that cite it: fruits[pear], parameters.limit\n"
            "  rules that read those: reads-any-row, reads-limit\n"
            "  entries that refer to it: Z1, Z3\n"
            f"new: Q.Why\\u202e?A.{'x' * 71}…\n"
            "FRUIT: 2 passages unchanged, 1 changed, 1 vanished, 1 new; rules to read again: 4\n"
        ),
        "",
    )
    ran = lictool("faq", "verify", str(file), "--policies", str(orchard), "--lang", "ja")
    assert ran.out.splitlines()[-1] == "FRUIT: 変更なし 2、変更 1、消失 1、新規 1。再確認が必要なルール: 4"
    assert ran.out.splitlines()[:2] == ["変更: Z1  リンゴ", "  引用しているルール: cites-apples"]


def test_faq_verify_reads_a_saved_page_as_its_text(lictool: Run, orchard: Path, tmp_path: Path) -> None:
    changed = SOURCE.replace("Three", "Four")
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in changed.split("\n"))
    for name, content in (("source.txt", changed), ("source.html", _html(f"<nav>Menu</nav>{paragraphs}"))):
        (tmp_path / name).write_text(content, "utf-8")
    text, page = (
        lictool("faq", "verify", str(tmp_path / name), "--policies", str(orchard))
        for name in ("source.txt", "source.html")
    )
    assert page == text
    assert page.code == 1
    assert "changed: Z1  Apples\n  rules that cite it: cites-apples\n" in page.out
    assert page.out.endswith("1 changed, 0 vanished, 0 new; rules to read again: 3\n")


def test_faq_search(lictool: Run, orchard: Path) -> None:
    ran = lictool("faq", "search", "リンゴ", "--policies", str(orchard))
    assert ran == (
        0,
        "Z1    enforced       Apples\nZ3    partly         Plums\n      リンゴより小さいです。\n",
        "",
    )
    assert lictool("faq", "search", "no such word anywhere") == (1, "no entry holds all of these words\n", "")
    assert lictool("faq", "search", "無い語", "--lang", "ja") == (1, "すべての語を含む項目はありません\n", "")


def test_faq_coverage(lictool: Run, orchard: Path) -> None:
    ran = lictool("faq", "coverage", "--policies", str(orchard))
    assert ran.code == 1
    assert ran.out.split("Z1    enforced")[1].rpartition("\n\n")[0] == (
        "       Apples\n"
        "      cites-apples: pass 2, violation 1\n"
        "Z2    informational  Pears\n"
        "      no rule\n"
        "Z3    partly         Plums\n"
        "      no rule\n"
        "      fault: the status is `partly`, but no rule cites the entry"
    )
    path = orchard / "rules" / "cites-apples.yaml"
    path.write_text(path.read_text("utf-8").replace("[Z1]", "[Z2]"), "utf-8")
    ran = lictool("faq", "coverage", "--policies", str(orchard), "--lang", "ja")
    assert ran.code == 1
    assert "      不整合: 状態は `informational` ですが、この項目を引用するルールがあります\n" in ran.out
    assert ran.out.endswith("、不整合: 3\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["search"], "name the words to look for: `lictool faq search WORDS`"),
        (["search", " "], "name the words to look for: `lictool faq search WORDS`"),
        (["coverage", "Q1"], "`lictool faq coverage` shows all entries; `Q1` is one word too many"),
        (["verify"], "name one file with a text of the source: `lictool faq verify FILE`"),
        (["verify", "a", "b"], "name one file with a text of the source: `lictool faq verify FILE`"),
        (["verify", "no-such-file"], "`no-such-file` cannot be read: no such file or directory"),
        (["verify", "."], "`.` cannot be read: is a directory"),
        (["Q25", "search"], "there is no entry `search`; `lictool faq` lists the entries"),
    ],
)
def test_faq_asked_wrongly(lictool: Run, tmp_path: Path, words: list[str], message: str) -> None:
    assert lictool("faq", *words, cwd=tmp_path) == (2, "", f"lictool: error: {message}\n")


# ----- the shipped policies


@pytest.fixture(scope="module")
def shipped() -> list[Policy]:
    return load(folder("policies"))


def test_every_passage_can_be_found_again(shipped: list[Policy]) -> None:
    for policy in shipped:
        passages = [authored.data["passage"] for authored in policy.knowledge.values() if "passage" in authored.data]
        assert all("opening" in passage for passage in passages)
        openings = [(p["opening"]["length"], p["opening"]["digest"]) for p in passages]
        assert len(set(openings)) == len(openings)


FAQ = ROOT.parent / "shared" / "faq" / "000_9da785e34a8deccc.txt"
with_source = pytest.mark.skipif(not FAQ.is_file(), reason="needs ../shared/faq, the source")


@with_source
def test_the_source_is_as_it_was_read_in_any_layout(shipped: list[Policy]) -> None:
    text = FAQ.read_text("utf-8")
    wrapped = "\n".join("\n".join(textwrap.wrap(line, 40)) for line in text.split("\n"))
    page = _html("".join(f"<p>{line.replace('&', '&amp;').replace('<', '&lt;')}</p>" for line in text.split("\n")))
    for layout in (text, " ".join(text.split("\n")), wrapped, read(page.encode(), "page")):
        (found,) = verify(shipped, layout)
        assert (found.changed, found.vanished, found.new, len(found.unchanged)) == ((), (), (), 58)


@with_source
def test_each_changed_passage_flags_exactly_what_stands_on_it(shipped: list[Policy]) -> None:
    lines = FAQ.read_text("utf-8").split("\n")
    policy = next(policy for policy in shipped if policy.data["name"] == "secure-client")
    for name, authored in policy.knowledge.items():
        first, last = authored.data["passage"]["lines"]
        number = next(n for n in range(last - 1, first - 1, -1) if re.search(r"[\u3040-\u30ff]", lines[n]))
        changed = [*lines[:number], lines[number] + "変更", *lines[number + 1 :]]
        (found,) = verify(shipped, "\n".join(changed))
        assert (found.changed, found.vanished, found.new) == ((name,), (), ())
        citing = [rule for rule, file in policy.rules.items() if name in file.data["citations"]]
        assert list(found.dependents[name].rules) == citing
