"""The web page of a report in a real browser: filters, links, schemes, widths, print; and that it asks no network."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from lictool.cli import main
from tests.browser import Browser
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WIDE, NARROW = (1280, 1000), (360, 800)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    made = Browser(tmp_path_factory.mktemp("profile"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the pages of an estate of two deployments, in both languages, with the JSON beside them."""
    home = tmp_path_factory.mktemp("pages")
    estate = home / "estate"
    for name in ("violations", "unknowns"):
        shutil.copytree(ROOT / "examples" / name, estate / name)
    (estate / "broken.yaml").write_text("apiVersion: lictool/v1\nkind: [\n")
    for language in ("en", "ja"):
        outputs = [f"--output={form}={home / language}.{form}" for form in ("html", "json")]
        assert main(["check", str(estate), "--as-of=2026-10-01", "--lang", language, *outputs]) == 1
    (home / "empty").mkdir()
    assert main(["check", str(home / "empty"), f"--output=html={home / 'empty.html'}"]) == 3
    assert main(["check", str(home / "nowhere"), f"--output=html={home / 'wrong.html'}"]) == 2
    clean = ["check", str(ROOT / "examples" / "compliant"), "--as-of=2026-10-01"]
    assert main([*clean, f"--output=html={home / 'clean.html'}"]) == 0
    return home


@pytest.fixture
def page(browser: Browser, pages: Path) -> Browser:
    """Open the English page, wide and light."""
    browser.size(*WIDE)
    browser.media()
    browser.open(f"file://{pages}/en.html")
    return browser


SHOWN = """Array.from(document.querySelectorAll(".deployment .finding"))
  .filter((card) => card.checkVisibility()).map((card) => card.dataset.rule)"""


def findings(pages: Path, **wanted: str) -> list[dict[str, Any]]:
    """Give the findings of the JSON that have some values."""
    found = json.loads((pages / "en.json").read_text("utf-8"))["findings"]
    return [one for one in found if all(one.get(key, "") == value for key, value in wanted.items())]


def agrees(page: Browser, wanted: list[dict[str, Any]], whole: int) -> None:
    """Hold what is seen against the findings that should be."""
    assert sorted(page.value(SHOWN)) == sorted(one["rule"] for one in wanted)
    assert page.value("document.getElementById('shown').textContent") == f"{len(wanted)} of {whole} findings shown"
    seen = page.value("Array.from(document.querySelectorAll('.deployment')).filter((s) => s.checkVisibility()).length")
    assert seen == len({one.get("deployment", "") for one in wanted})
    assert page.value("document.getElementById('nothing').checkVisibility()") == (not wanted)


@pytest.mark.parametrize("name", ["en", "ja", "empty", "wrong", "clean"])
def test_the_page_asks_nobody_and_breaks_nothing(name: str, browser: Browser, pages: Path) -> None:
    browser.size(*WIDE)
    browser.open(f"file://{pages}/{name}.html")
    asked = [e["params"]["request"]["url"] for e in browser.events if e["method"] == "Network.requestWillBeSent"]
    assert asked == [f"file://{pages}/{name}.html"]
    wrong = [e for e in browser.events if e["method"] in ("Log.entryAdded", "Runtime.exceptionThrown")]
    assert wrong == []
    assert browser.value("document.querySelector('.verdict strong').textContent.length") > 2


def test_without_a_choice_everything_is_seen(page: Browser, pages: Path) -> None:
    agrees(page, findings(pages), len(findings(pages)))
    assert page.value("getComputedStyle(document.getElementById('filters')).display") == "block"


def test_severities_and_outcomes_are_chosen_by_a_click(page: Browser, pages: Path) -> None:
    whole = len(findings(pages))
    page.click(".pick.error")
    agrees(page, [one for one in findings(pages) if one["severity"] != "error"], whole)
    assert page.value("location.hash") == "#severity=warning+info"
    page.click(".pick.error")
    page.click(".pick.violation")
    agrees(page, findings(pages, outcome="unknown"), whole)
    page.click(".pick.unknown")
    agrees(page, [], whole)
    page.click("button[type=reset]")
    page.value("new Promise((done) => setTimeout(done, 20))")
    agrees(page, findings(pages), whole)
    assert page.value("location.hash") == ""


def test_a_search_holds_for_every_word(page: Browser, pages: Path) -> None:
    page.click("input[type=search]")
    page.type("q25 PINE-FW-1")
    agrees(page, findings(pages, rule="vpn-only-shares-hardware-with-plus-or-apex"), len(findings(pages)))


def test_a_deployment_and_a_rule_are_chosen(page: Browser, pages: Path) -> None:
    choose = "((name, start) => {{ const s = document.querySelector(`select[name=${{name}}]`); s.value = Array.from(s.options).find((o) => o.textContent.startsWith(start)).value; s.dispatchEvent(new Event('input', {{bubbles: true}})); }})({!r}, {!r})"
    page.value(choose.format("deployment", "siltmere"))
    agrees(page, findings(pages, deployment="siltmere"), len(findings(pages)))
    rule = findings(pages, deployment="siltmere")[0]["rule"]
    page.value(choose.format("rule", rule))
    agrees(page, findings(pages, deployment="siltmere", rule=rule), len(findings(pages)))
    page.value(choose.format("deployment", "All"))
    page.value(choose.format("rule", "All"))
    agrees(page, findings(pages), len(findings(pages)))


def test_a_choice_can_be_sent_as_an_address(browser: Browser, pages: Path) -> None:
    browser.open(f"file://{pages}/en.html#q=fw-1&state=unknown")
    wanted = [one for one in findings(pages, outcome="unknown") if "fw-1" in json.dumps(one)]
    assert wanted
    agrees(browser, wanted, len(findings(pages)))
    browser.open(f"file://{pages}/en.html#%3Cscript%3E=1&severity=%22%3E%3Cimg%20src=x%3E")
    agrees(browser, [], len(findings(pages)))


def test_the_overview_leads_to_its_deployments(page: Browser) -> None:
    page.click(".overview tbody tr:nth-child(2) a")
    assert page.value("document.querySelector(location.hash).querySelector('h2').textContent") == "siltmere"
    assert page.value("document.querySelectorAll('.overview tbody tr').length") == 3


def test_details_open(page: Browser) -> None:
    assert not page.value("document.querySelector('.finding table').checkVisibility()")
    page.click(".finding summary")
    assert page.value("document.querySelector('.finding table').checkVisibility()")


CONTRAST = """(() => {
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const ground = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
  const faint = [];
  for (const e of document.querySelectorAll("body *")) {
    const own = Array.from(e.childNodes).some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.checkVisibility() || e.closest("label:has(:disabled)") || ["SCRIPT", "STYLE", "OPTION"].includes(e.tagName)) continue;
    const [one, two] = [light(parse(getComputedStyle(e).color)), light(ground(e))].sort((a, b) => b - a);
    if ((one + .05) / (two + .05) < 4.5) faint.push([e.className || e.tagName, e.textContent.slice(0, 30), (one + .05) / (two + .05)]);
  }
  return faint;
})()"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_text_stands_out_from_its_ground(language: str, scheme: str, browser: Browser, pages: Path) -> None:
    browser.media(scheme=scheme)
    browser.open(f"file://{pages}/{language}.html")
    browser.value("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert browser.value(CONTRAST) == []
    ground = browser.value("getComputedStyle(document.body).backgroundColor")
    assert (int(re.findall(r"\d+", ground)[0]) < 100) == (scheme == "dark")


@pytest.mark.parametrize("name", ["en", "ja", "wrong", "clean"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_nothing_is_wider_than_the_window(name: str, size: tuple[int, int], browser: Browser, pages: Path) -> None:
    browser.media()
    browser.size(*size)
    browser.open(f"file://{pages}/{name}.html")
    browser.value("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert browser.value("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_print_shows_all_and_leaves_out_what_cannot_be_clicked(page: Browser) -> None:
    page.media(medium="print")
    assert page.value("getComputedStyle(document.getElementById('filters')).display") == "none"
    page.value("window.dispatchEvent(new Event('beforeprint'))")
    assert page.value("Array.from(document.querySelectorAll('details')).every((one) => one.open)")
    assert page.value("document.querySelector('.addresses').textContent").count("https://") == 1
    page.value("window.dispatchEvent(new Event('afterprint'))")
    assert not page.value("Array.from(document.querySelectorAll('details')).some((one) => one.open)")
    assert page.value("getComputedStyle(document.getElementById('partial')).display") == "none"
    page.media()
    page.click(".pick.error")
    page.media(medium="print")
    assert page.value("document.getElementById('partial').checkVisibility()")
    assert page.pdf().startswith(b"%PDF-")


def test_without_scripts_everything_is_seen(browser: Browser, pages: Path) -> None:
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(f"file://{pages}/en.html")
    finally:
        browser.call("Emulation.setScriptExecutionDisabled", value=False)
    assert len(browser.value(SHOWN)) == len(findings(pages))
    assert not browser.value("document.getElementById('filters').checkVisibility()")


def test_what_comes_from_manifests_does_not_run(browser: Browser, tmp_path: Path) -> None:
    evil = "<script>document.title='evil'</script><img src=x onerror=\"document.title='evil'\">"
    text = json.dumps(
        {"apiVersion": "lictool/v1", "kind": "SecureClientDeployment", evil: 1, "metadata": {"name": evil}}
    )
    (tmp_path / "m.json").write_text(text)
    assert main(["check", str(tmp_path), f"--output=html={tmp_path / 'page.html'}"]) == 1
    browser.open(f"file://{tmp_path}/page.html")
    assert browser.value("document.title").startswith("Licensing report")
    assert browser.value("document.images.length") == 0
    assert "document.title='evil'" in browser.value("document.querySelector('.finding').textContent")
