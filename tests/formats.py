"""What every report of a format holds to, by its readers' own rules; each function also says what it found in it."""

from __future__ import annotations

import html
import json
import re
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import jsonschema_rs
from markdown_it import MarkdownIt

from lictool.reporters.markdown import COMMENT
from lictool.resources import schema_text
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

SCHEMAS = next(
    (folder / "shared" / "schemas" for folder in ROOT.parents if (folder / "shared" / "schemas").is_dir()), None
)
"""Schemas of others, which are not part of lictool; None where they are not beside it."""


class Seen(NamedTuple):
    """A finding as a reader of a format sees it."""

    rule: str
    file: str
    line: int


def check_json(text: str) -> list[Seen]:
    """Hold a report against its schema."""
    data = json.loads(text)
    _report_schema().validate(data)
    return [Seen(f["rule"], f["location"]["file"], f["location"]["startLine"]) for f in data["findings"]]


@cache
def _report_schema() -> Any:
    return jsonschema_rs.validator_for(json.loads(schema_text("report")))


@cache
def sarif_schema() -> Any:
    """Give the schema of SARIF, None where it is not beside this checkout."""
    return SCHEMAS and jsonschema_rs.validator_for(json.loads((SCHEMAS / "sarif-2.1.0.json").read_text("utf-8")))


def check_sarif(text: str) -> list[Seen]:
    """Hold a log to what GitHub code scanning asks for."""
    log = json.loads(text)
    if sarif_schema():
        sarif_schema().validate(log)
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["automationDetails"]["id"].endswith("/")
    rules = run["tool"]["driver"]["rules"]
    names = [rule["id"] for rule in rules]
    assert names == sorted(set(names))
    for rule in rules:
        _check_rule(rule)
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] == (invocation["exitCode"] not in (2, 3))
    if not invocation["executionSuccessful"]:
        assert invocation["toolExecutionNotifications"]
    assert len(run["results"]) <= 25_000
    return [_check_result(result, names) for result in run["results"]]


def _check_rule(rule: dict[str, Any]) -> None:
    assert len(rule["name"]) <= 255
    for key in ("shortDescription", "fullDescription"):
        assert 0 < len(rule[key]["text"]) <= 1024
    assert rule["help"]["text"]
    if "helpUri" in rule:
        assert urlsplit(rule["helpUri"]).scheme in ("http", "https")
    assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
    assert len(rule["properties"]["tags"]) <= 10
    assert "security-severity" not in rule["properties"]


def _check_result(result: dict[str, Any], names: list[str]) -> Seen:
    assert names[result["ruleIndex"]] == result["ruleId"]
    assert result["level"] in ("error", "warning", "note")
    assert result["message"]["text"].split("\n")[0]
    assert re.fullmatch(r"[0-9a-f]{0,16}", result["partialFingerprints"]["lictoolFinding/v1"])
    assert "primaryLocationLineHash" not in result["partialFingerprints"]
    (location,) = result["locations"]
    related = result.get("relatedLocations", [])
    links = [int(found) for found in re.findall(r"(?<!\\)\]\((\d+)\)", result["message"]["text"])]
    assert [one["id"] for one in related] == list(range(1, len(related) + 1))
    assert set(links) <= {one["id"] for one in related}
    for one in (location, *related):
        uri = one["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri), uri
        region = one["physicalLocation"]["region"]
        start, end = (region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"])
        assert (1, 1) <= start <= end
    physical = location["physicalLocation"]
    file = unquote(physical["artifactLocation"]["uri"], errors="surrogateescape")
    return Seen(result["ruleId"], file, physical["region"]["startLine"])


@cache
def junit_schema() -> Any:
    """Give the schema of JUnit reports, None where it, or what reads it, is not there."""
    try:
        from xmlschema import XMLSchema
    except ImportError:
        return None
    return SCHEMAS and XMLSchema(str(SCHEMAS / "junit-10.xsd"))


def check_junit(text: str) -> list[Seen]:
    """Hold a report to what Jenkins and GitLab read: counts that are right, and no name twice."""
    top = ET.fromstring(text)  # noqa: S314 - written by lictool a moment ago
    assert top.tag == "testsuites"
    seen: list[Seen] = []
    names: set[tuple[str, str]] = set()
    for suite in top:
        assert suite.tag == "testsuite"
        cases = list(suite)
        assert cases
        assert int(suite.attrib["tests"]) == len(cases)
        for key, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.attrib[key]) == len(suite.findall(f"testcase/{tag}"))
        for case in cases:
            assert case.tag == "testcase"
            name = (case.attrib["classname"], case.attrib["name"])
            assert name not in names
            names.add(name)
            if suite.attrib["name"] not in ("lictool", "lictool.setup"):
                (below,) = case
                assert below.tag in ("failure", "error", "skipped")
                assert below.attrib["message"]
                assert suite.attrib["name"] == case.attrib["classname"]
                rule = case.attrib["classname"].removeprefix("lictool.")
                seen.append(Seen(rule, case.attrib["file"], int(case.attrib["line"])))
    for key, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
        path = "testsuite/testcase" if tag == "testcase" else f"testsuite/testcase/{tag}"
        assert int(top.attrib[key]) == len(top.findall(path))
    if junit_schema():
        # File and line of a case are no part of this schema, but what GitLab reads.
        for case in top.iter("testcase"):
            case.attrib.pop("file", None)
            case.attrib.pop("line", None)
        junit_schema().validate(top)
    return seen


COMMAND = re.compile(r"::(error|warning|notice) ((?:[a-zA-Z]+=[^,:\r\n]*,?)+)::([^\r\n]*)")


def check_github(text: str) -> list[Seen]:
    """Hold the lines to the grammar of workflow commands: all but the last are commands, at most ten of a level."""
    *lines, last = text.removesuffix("\n").split("\n")
    assert last.startswith("lictool: ")
    assert "##[" not in text
    seen: list[Seen] = []
    levels: list[str] = []
    for line in lines:
        found = COMMAND.fullmatch(line)
        assert found, line
        levels.append(found[1])
        assert len(found[3].encode()) < 65_536
        assert not re.search(r"%(?!25|0D|0A)", found[3])
        properties = dict(part.split("=", 1) for part in found[2].split(","))
        assert list(properties)[-1] == "title"
        assert 0 < len(properties["title"]) <= 255 * 3
        if "line" in properties and "col" in properties:
            assert properties["line"] == properties["endLine"]
        if "line" in properties:
            file = properties["file"]
            for sign, code in ((":", "%3A"), (",", "%2C"), ("\n", "%0A"), ("\r", "%0D"), ("%", "%25")):
                file = file.replace(code, sign)
            seen.append(Seen(properties["title"].split(" ")[0], file, int(properties["line"])))
    assert levels == sorted(levels, key=("error", "warning", "notice").index)
    assert all(levels.count(level) <= 10 for level in levels)
    return seen


def check_gitlab(text: str) -> list[Seen]:
    """Hold an array of issues to the fields that GitLab reads."""
    issues = json.loads(text)
    assert isinstance(issues, list)
    assert not text.startswith("\ufeff")
    prints = [issue["fingerprint"] for issue in issues]
    assert len(set(prints)) == len(prints)
    seen = []
    for issue in issues:
        assert issue.keys() == {"description", "check_name", "severity", "location", "fingerprint"}
        assert issue["description"]
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["lines"]["begin"] >= 1
        seen.append(Seen(issue["check_name"], issue["location"]["path"], issue["location"]["lines"]["begin"]))
    return [one for one in seen if one.rule != "lictool-setup"]


TAGS = re.compile(r"<(/?[a-z]+|!--)[^>]*>")


def check_markdown(text: str) -> list[Seen]:
    """Hold a comment to its size and shape: the only HTML is ours, the rows of tables are whole."""
    assert re.match(r"<!-- lictool (check|diff|position) -->\n## ", text)
    assert len(text.encode()) <= COMMENT
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    inner = [child for token in tokens for child in token.children or []]
    assert not [child for child in inner if child.type == "image"]
    for child in inner:
        if child.type == "html_inline":
            assert child.content in ("<br>", "<details>", "</details>", "<summary>", "</summary>")
        if child.type == "link_open":
            assert str(child.attrs["href"]).startswith(("https://", "http://"))
    for token in tokens:
        if token.type == "html_block":
            assert {found[1] for found in TAGS.finditer(token.content)} <= {
                "!--",
                "details",
                "/details",
                "summary",
                "/summary",
            }
    assert sum(t.content.count("<details>") - t.content.count("</details>") for t in tokens if not t.children) == 0
    widths: list[int] = []
    for token in tokens:
        if token.type == "tr_open":
            widths.append(0)
        elif token.type in ("td_open", "th_open"):
            widths[-1] += 1
    assert set(widths) <= {4, 6, 8}
    rows = re.findall(r"^\| .*?<br>`([a-z0-9-]+)`.* \| `(.*?):(\d+)` \| ", text, re.MULTILINE)
    return [Seen(rule, file, int(line)) for rule, file, line in rows]


def shown_markdown(text: str) -> str:
    """Give the text that a reader of Markdown sees."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    return "\n".join(
        "".join(child.content for child in token.children if child.type in ("text", "code_inline", "text_special"))
        for token in tokens
        if token.children
    ).replace("\u200b", "")


VOID = ("meta", "input", "rect")


class Page(HTMLParser):
    """A web page taken apart: every element is closed where it should be."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []
        self.feed(text)
        self.close()
        assert self.stack == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((tuple(self.stack), data))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def inside(self, tag: str) -> list[str]:
        """Give the texts of all elements of a name, what is in one joined."""
        found: list[str] = []
        before = -1
        for number, (stack, text) in enumerate(self.texts):
            if tag in stack:
                if before == number - 1:
                    found[-1] += text
                else:
                    found.append(text)
                before = number
        return found


def check_html(text: str) -> list[Seen]:
    """Hold a page to its promises: one file, nothing from outside, nothing in it that runs but its own script."""
    assert text.startswith("<!DOCTYPE html>\n")
    page = Page(text)
    names = [tag for tag, _ in page.elements]
    for tag, count in (("html", 1), ("script", 1), ("style", 1), ("title", 1), ("h1", 1), ("main", 1)):
        assert names.count(tag) == count, tag
    for tag in ("img", "iframe", "link", "object", "embed", "base", "audio", "video"):
        assert tag not in names
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(set(ids)) == len(ids)
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "src", "srcset")]
        if "href" in attributes:
            assert tag == "a"
            assert attributes["href"].startswith(("#", "https://", "http://"))
        if attributes.get("href", "").startswith("#"):
            assert attributes["href"][1:] in ids
        for key in ("aria-labelledby",):
            assert attributes.get(key, ids[0] if ids else "") in (*ids, "")
    policy = next(a["content"] for _, a in page.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    cards = [a for tag, a in page.elements if tag == "article" and "data-rule" in a]
    places = [
        html.unescape(found)
        for found in re.findall(r"<article[^>]*data-rule.*?<figcaption>(.*?)</figcaption>", text, re.DOTALL)
    ]
    assert len(cards) == len(places)
    seen = []
    for card, place in zip(cards, places, strict=True):
        file, line, _ = place.rsplit(":", 2)
        seen.append(Seen(card["data-rule"], file, int(line)))
    return seen


CHECKS: dict[str, Callable[[str], list[Seen]]] = {
    "json": check_json,
    "sarif": check_sarif,
    "sarif-full": check_sarif,
    "junit": check_junit,
    "github": check_github,
    "gitlab": check_gitlab,
    "markdown": check_markdown,
    "html": check_html,
}
"""By format; that of people at a terminal has tests of its own."""
