"""The generated pages: whole in both languages, with links that lead somewhere, harmless whatever a policy says."""

from __future__ import annotations

import json
import os
import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from lictool import docs
from lictool.account import account_of, read_by
from lictool.bundle import load
from lictool.domain import functions
from lictool.expr.macro_syntax import MACROS
from lictool.expr.operators import ARITHMETIC
from lictool.expr.relations import OPERATIONS
from lictool.expr.schema_types import type_of
from lictool.fields import meanings, records_of
from lictool.language_page import PAGE
from lictool.markup import code, fence, link, prose
from lictool.pages import pages
from lictool.reference import entry_list, entry_page, rule_list, rule_page
from lictool.resources import folder
from lictool.wording import LANGUAGES
from lictool.wording_fields import JAPANESE
from lictool.wording_pages import MARK, TOPICS, WORDS
from tests import tiny
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from lictool.expr.celtypes import Type
    from lictool.policy import Policy
    from tests.conftest import Ran

    Run = Callable[..., Ran]

JAPANESE_SIGNS = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
LINK = re.compile(r"(?<!\\)\]\(([^)]*)\)")
HTML = re.compile(r"(?<!\\)<(?=[A-Za-z/!?])")


@cache
def shipped() -> list[Policy]:
    return load(folder("policies"))


@cache
def written() -> dict[str, str]:
    return dict(pages(shipped()))


def prose_of(page: str) -> str:
    """Give a page without its blocks and spans of code, links and all else kept."""
    text = re.sub(r"^(`{3,})[^\n]*\n.*?^\1$", "", page, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"(?<![\\`])(`+)(?!`).+?(?<!`)\1(?!`)", "", text)


def anchors(page: str) -> set[str]:
    """Give the addresses of the headings, as code hosts make them."""
    heads = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


def test_every_rule_and_entry_has_its_pages_in_both_languages() -> None:
    expected = {PAGE, "README.md", "README.ja.md"}
    for policy in shipped():
        home = f"{policy.data['name']}/"
        start = len(policy.authored.document.file) - len("policy.yaml")
        places = [file.document.file[start:].removesuffix(".yaml") for file in policy.rules.values()]
        places += [f"knowledge/{name}" for name in policy.knowledge] + ["knowledge/README", "COVERAGE"]
        expected |= {f"{home}{place}{ending}" for place in places for ending in (".md", ".ja.md")}
    assert written().keys() == expected


def test_links_lead_to_pages_headings_and_files() -> None:
    dead = []
    for path, page in written().items():
        for address in LINK.findall(page):
            if address.startswith(("https://", "http://")):
                continue
            target, _, heading = address.partition("#")
            full = os.path.normpath(os.path.join(os.path.dirname(path), target)) if target else path
            there = full in written() or (ROOT / "policies" / full).is_file()
            if not there or (heading and heading not in anchors(written()[full])):
                dead.append((path, address))
    assert dead == []


def test_pages_hold_no_markup_of_their_own_and_no_place_of_a_machine() -> None:
    for path, page in written().items():
        assert page.startswith(f"{MARK}\n# "), path
        assert not HTML.search(prose_of(page.removeprefix(MARK))), path
        assert str(ROOT) not in page, path
        assert not re.search(r"(?<![\w.:/…-])/(?:home|root|usr|tmp|work|var)/", page), path


def test_headings_are_in_the_language_of_the_page() -> None:
    own = {WORDS[key]["ja"] for key in ("why", "applies", "reads", "needs", "examples", "fix", "sources")}
    for policy in shipped():
        for name in policy.rules:
            english, japanese = (
                next(page for path, page in written().items() if path.endswith(f"/{name}{ending}"))
                for ending in (".md", ".ja.md")
            )
            assert own <= set(re.findall(r"^## (.+)$", japanese, re.MULTILINE))
            assert JAPANESE_SIGNS.search(japanese.split("\n")[1])
            assert not JAPANESE_SIGNS.search(english.replace(WORDS["other-language"]["en"], "")), name
            assert english.count("\n#") == japanese.count("\n#")


@pytest.mark.parametrize("key", sorted(WORDS))
def test_words_are_in_both_languages(key: str) -> None:
    assert WORDS[key].keys() == set(LANGUAGES)
    assert all(WORDS[key].values())


def _plain(text: str) -> str:
    """Give a text without what Markdown or a terminal adds: escapes, code marks, tables, line breaks."""
    text = text.replace("&amp;", "&").replace("&lt;", "<")
    return re.sub(r"[\\`|\s]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_and_explain_say_the_same(language: str) -> None:
    said = meanings(tiny.SCHEMA, language)
    for policy in shipped():
        for name in [*policy.rules][::6]:
            told = account_of(policy, name, language, tiny.SHAPE, said)
            ending = ".md" if language == "en" else f".{language}.md"
            page = next(page for path, page in written().items() if path.endswith(f"/{name}{ending}"))
            terminal = rule_page([policy], name, language)
            texts = [told.name, told.title, told.severity, told.policy, told.why, *told.subject, told.variables]
            texts += [told.when, told.demand, *told.tables, *told.needs, told.remediation]
            texts += [] if told.needs else [told.never]
            texts += [text for row in (*told.facts, *told.parameters, *told.more) for text in row]
            texts += [text for s in told.sources for text in (s.label, s.title)]
            for example in told.examples:
                texts += [example.outcome, example.name, example.message]
                texts += [text for pair in (*example.conditions, *example.patches) for text in pair]
            assert all(s.address in page and s.address in terminal for s in told.sources)
            assert told.examples
            assert [text for text in texts if _plain(text) not in _plain(page)] == [], name
            assert [text for text in texts if _plain(text) not in _plain(terminal)] == [], name


def test_facts_needed_are_those_of_the_checker() -> None:
    for policy in shipped():
        for rule in policy.data["rules"]:
            told = account_of(policy, rule["name"], "en", tiny.SHAPE, {})
            is_known = "neverUnknown" in policy.rules[rule["name"]].data
            assert list(told.needs) == ([] if is_known else rule["needs"])


def _objects(type_: Type) -> Iterator[Type]:
    if type_.kind == "object":
        yield type_
    for inner in (*type_.args, *(field.type for field in type_.fields.values())):
        yield from _objects(inner)


def test_what_rules_read_is_explained_in_japanese() -> None:
    known = meanings(tiny.SCHEMA, "ja")
    read = {fact for policy in shipped() for name in policy.rules for fact in read_by(policy, name).facts}
    assert len(read) > 200
    assert [".".join(fact) for fact in read if not JAPANESE_SIGNS.search(known.get(fact, ""))] == []
    assert [name for name in JAPANESE if tuple(name.split(".")) not in read] == []


def test_topics_have_headings() -> None:
    topics = {place.split("/")[1] for place in written() if place.count("/") == 2} - {"knowledge"}
    assert topics == TOPICS.keys()
    assert all(topic.keys() == set(LANGUAGES) for topic in TOPICS.values())


def test_records_of_one_name_have_the_same_fields() -> None:
    records = records_of(tiny.SCHEMA)
    found = list(_objects(type_of(tiny.SCHEMA, tiny.SCHEMA)._replace(name="manifest")))
    assert len(found) > 30
    for type_ in found:
        assert [field.name for field in records[type_.name].fields] == list(type_.fields), type_.name


def test_the_reference_of_the_language_is_whole() -> None:
    page = written()[PAGE]
    parts = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", page, re.DOTALL | re.MULTILINE))
    assert all(f"{name}(" in parts["Functions"] for name in functions().names())
    assert all(f".{name}(" in parts["Macros"] for name in MACROS)
    assert all(f"`{sign}`" in parts["Operators"] for sign in (*ARITHMETIC, *OPERATIONS, "in", "!", "&&", "?:"))
    assert r"`\|\|`" in parts["Operators"]
    units = set(re.findall(r'"x-unit": "(\w+)"', json.dumps(tiny.SCHEMA)))
    assert set(re.findall(r"^\| `(\w+)` \|", parts["Units"], re.MULTILINE)) == units
    records = records_of(tiny.SCHEMA)
    shown = dict(
        re.findall(r"^### (\w+)\n(.*?)(?=^### |\Z)", parts["Fields of the manifest"], re.DOTALL | re.MULTILINE)
    )
    assert shown.keys() == records.keys()
    for name, record in records.items():
        for field in record.fields:
            row = next(line for line in shown[name].split("\n") if line.startswith(f"| `{field.name}` |"))
            assert field.description
            assert _plain(field.description) in _plain(row)
            assert row.split(" | ")[2].strip() == field.type.unit
    names = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    assert len(names) == len({name.lower() for name in names})


HOSTILE = (
    "</td><script>alert(1)</script> [x](javascript:alert(1)) ![i](http://e.example/i) |a|\\n# head\\u202e\\e[31m `b"
)


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Give a folder with a policy whose texts try to be more than text."""
    home = tmp_path / "policies" / "hostile"
    rule = tiny.HEAD.replace(tiny.TEXTS, f'{{en: "{HOSTILE}", ja: "{HOSTILE}"}}')
    rule += f'message: {{en: "{HOSTILE}", ja: "{HOSTILE}"}}\nassert: deployment.name != "example" || 1 > 2\n'
    rule += f'examples:\n  - {{name: "{HOSTILE}", outcome: violation, patch: {{note: "{HOSTILE}"}}}}\n'
    rule += "  - {name: other, outcome: violation}\n"
    tiny.write(home, "assert: 1 == 1\nexamples: [{name: one, outcome: pass}]\n")
    (home / "tiny-rule.yaml").unlink()
    (home / "below").mkdir()
    (home / "below" / "wild-rule.yaml").write_text(rule, "utf-8")
    entry = tiny.ENTRY.replace(tiny.TEXTS, f'{{en: "{HOSTILE}", ja: "{HOSTILE}"}}')
    facts = f'facts: [{{name: a-fact, value: "{HOSTILE}"}}]\n'
    (home / "knowledge" / "Q2.yaml").write_text(entry + facts, "utf-8")
    return tmp_path


def test_what_a_policy_says_stays_text(hostile: Path) -> None:
    (policy,) = load(str(hostile / "policies"))
    for path, page in pages([policy]):
        bare = prose_of(page.removeprefix(MARK))
        assert not HTML.search(bare), path
        assert not re.search(r"(?<!\\)\]\((?:javascript|http://e)", bare), path
        assert "\u202e" not in page
        assert "\x1b" not in page
        assert "\n# head" not in page
        assert str(hostile) not in page, path
    for language in LANGUAGES:
        shown = rule_list([policy], language) + rule_page([policy], "wild-rule", language)
        shown += entry_list([policy], language) + entry_page([policy], "Q2", language)
        assert "\x1b" not in shown
        assert "\u202e" not in shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain, with-hyphens and snake_case", "plain, with-hyphens and snake_case"),
        ("a `code | span` stays", "a `code \\| span` stays"),
        ("*a* <b> | [c](d) ~e~ $f$", "\\*a\\* \\<b\\> \\| \\[c\\](d) \\~e\\~ \\$f\\$"),
        ("1. no list", "1\\. no list"),
        ("# no head", "\\# no head"),
        ("- no item", "\\- no item"),
        ("an odd ` backtick", "an odd \\` backtick"),
        ("two\nlines", "two lines"),
        ("&lt; is no sign", "&amp;lt; is no sign"),
    ],
)
def test_prose(text: str, expected: str) -> None:
    assert prose(text) == expected


def test_code_and_links() -> None:
    assert code("a`b") == "``a`b``"
    assert code("`a") == "`` `a ``"
    assert fence("```\nx", "yaml") == "````yaml\n```\nx\n````"
    assert link("a]b", "x y)(z") == "[a\\]b](x%20y%29%28z)"


def test_docs_write_check_and_clear_away(
    hostile: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(docs, "folder", lambda name: str(hostile / name))
    (hostile / "lictool").mkdir()
    assert docs.main(["--check"]) == 1
    assert "stale: policies/hostile/below/wild-rule.ja.md\n" in capsys.readouterr().out
    assert docs.main([]) == 0
    assert "written: policies/LANGUAGE.md\n" in capsys.readouterr().out
    assert docs.main(["--check"]) == 0
    assert capsys.readouterr().out == ""
    assert load(str(hostile / "policies"))[0].rules.keys() == {"wild-rule"}
    own = hostile / "policies" / "hostile" / "NOTES.md"
    own.write_text("# By hand\n", "utf-8")
    gone = hostile / "policies" / "hostile" / "below" / "old-rule.md"
    gone.write_text(f"{MARK}\n# Old\n", "utf-8")
    assert docs.main(["--check"]) == 1
    assert capsys.readouterr().out == "orphan: policies/hostile/below/old-rule.md\n"
    assert docs.main([]) == 0
    assert capsys.readouterr().out == "removed: policies/hostile/below/old-rule.md\n"
    assert own.is_file()
    assert not gone.exists()
