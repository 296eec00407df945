"""The HTML report in a browser: offline, inert, searchable, accessible, printable."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from pcicheck.results.finding import Finding
from tests.reports_factory import (
    COVERED,
    HOSTILE,
    finding,
    hostile_findings,
    make_results,
    many_findings,
    some_findings,
)
from tests.reports_rulebook import RULES

pytestmark = pytest.mark.browser
STANDARDS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]}
FINDINGS = list(some_findings())


@pytest.fixture(scope="session")
def report(write: Any) -> Path:
    path: Path = write(make_results(), "report")
    return path


@pytest.fixture(scope="module")
def shared(report: Path, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(offline=True)
    page = context.new_page()
    page.goto(report.as_uri())
    page.wait_for_selector("#explorer-app:not([hidden])", state="attached")
    yield page
    context.close()


@pytest.fixture
def explorer(shared: Page) -> Page:
    """A page for tests that only search and filter, as if newly opened."""
    shared.click("#filters [type=reset]")
    expect(shared.locator("#count")).to_have_text(f"{len(FINDINGS)} findings")
    return shared


def count(page: Page) -> int:
    """How many findings the explorer says it shows."""
    return int(page.locator("#count").inner_text().split()[0].replace(",", ""))


def search(page: Page, text: str) -> None:
    page.fill("#search", text)
    page.press("#search", "Enter")


def verdicts(page: Page) -> list[str]:
    return page.locator("#rows [role=gridcell]:first-child .badge").all_inner_texts()


def test_one_request_and_no_complaint(report: Path, open_report: Any) -> None:
    opened = open_report(report)
    page = opened.ready()
    page.mouse.wheel(0, 20_000)
    assert opened.requests == [report.as_uri()]
    assert opened.complaints == []
    assert count(page) == len(FINDINGS)


def test_policy_stops_what_is_not_pinned(report: Path, open_report: Any) -> None:
    page = open_report(report).ready()
    blocked = page.evaluate(
        """async () => {
            const seen = [];
            document.addEventListener("securitypolicyviolation", (e) => seen.push(e.effectiveDirective));
            document.body.append(Object.assign(document.createElement("script"), {textContent: "window.ran = 1"}));
            document.body.append(Object.assign(document.createElement("style"), {textContent: "*{color:red}"}));
            document.body.append(Object.assign(new Image(), {src: "http://example.invalid/a.png"}));
            await fetch("http://example.invalid/").catch(() => 0);
            const form = Object.assign(document.createElement("form"), {action: "http://example.invalid/"});
            document.body.append(form);
            form.submit();
            await new Promise((done) => setTimeout(done, 200));
            return {seen: seen.sort(), ran: window.ran === 1};
        }"""
    )
    assert not blocked["ran"]
    assert blocked["seen"] == ["connect-src", "form-action", "img-src", "script-src-elem", "style-src-elem"]


@pytest.fixture(scope="session")
def short_report(write: Any) -> Path:
    """A report with every part, but fewer rows of the matrix, because the audit looks at each one."""
    results = make_results()
    kept = {"1.1.1", "6.4.1", "9.4.1", "12.5.2.1", "A3.1.1"}
    results.requirements = [each for each in results.requirements if each.rules or each.id in kept]
    path: Path = write(results, "short")
    return path


@pytest.mark.parametrize(("scheme", "width"), [("light", 1400), ("dark", 360)])
def test_accessible(short_report: Path, open_report: Any, scheme: str, width: int) -> None:
    page = open_report(short_report, color_scheme=scheme, viewport={"width": width, "height": 900}).ready()
    page.locator("details").evaluate_all("all => all.forEach((node) => { node.open = true; })")
    results = Axe().run(page, options=STANDARDS)
    assert results.violations_count == 0, results.generate_report()


FILTERS: list[tuple[str, str, Callable[[Finding], bool]]] = [
    ("verdict", "=fail", lambda f: f.verdict == "fail"),
    ("verdict", "=unknown", lambda f: f.verdict == "unknown"),
    ("severity", "=critical", lambda f: f.severity == "critical"),
    ("requirement", "3.6.1.2", lambda f: "3.6.1.2" in f.requirements),
    ("rule", "=keys-rotate", lambda f: f.rule == "keys-rotate"),
    ("kind", "=object_store", lambda f: f.kind == "object_store"),
    ("provider", "=google", lambda f: f.provider == "google"),
    ("account", "=444455556666", lambda f: f.account == "444455556666"),
    ("region", "=eu-central-1", lambda f: f.region == "eu-central-1"),
    ("scope", "=out", lambda f: f.scope == "out"),
    ("exception", "any", lambda f: f.exception is not None),
    ("exception", "none", lambda f: f.exception is None),
    ("exception", f"={COVERED.id}", lambda f: f.exception is not None),
]


@pytest.mark.parametrize(("name", "value", "wanted"), FILTERS, ids=[f"{name}{value}" for name, value, _ in FILTERS])
def test_filters_filter(explorer: Page, name: str, value: str, wanted: Callable[[Finding], bool]) -> None:
    page = explorer
    page.select_option(f"#f-{name}", value)
    right = sum(map(wanted, FINDINGS))
    assert 0 < right < len(FINDINGS)
    assert count(page) == right
    chosen = page.locator(f"#f-{name} option:checked").inner_text()
    assert chosen.endswith(f"({right})")
    page.click("#filters [type=reset]")
    expect(page.locator("#count")).to_have_text(f"{len(FINDINGS)} findings")


def test_filters_and_search_narrow_together(explorer: Page) -> None:
    page = explorer
    page.select_option("#f-verdict", "=fail")
    page.select_option("#f-kind", "=object_store")
    search(page, "EXPORTS")
    assert count(page) == 2
    assert verdicts(page) == ["Failed", "Failed"]
    search(page, "exports nowhere")
    assert count(page) == 0
    expect(page.locator("#panel-body")).to_have_text("No finding matches.")


@pytest.mark.parametrize(
    "text", ["settlement", "main.tf:97", "tls 1.2", "10.5.1", "westeurope", "policy.exports", "denied"]
)
def test_search_looks_everywhere(explorer: Page, text: str) -> None:
    page = explorer
    search(page, text)

    def holds(each: Finding) -> bool:
        title = next(r.rule.title for r in RULES if r.rule.id == each.rule)
        place = f"{each.origin.file}:{each.origin.line}"
        parts = (each.address, title, each.message, place, each.account, each.region, *each.requirements, *each.related)
        hay = "\n".join(map(str, parts)).lower()
        return all(term in hay for term in text.split())

    assert count(page) == sum(map(holds, FINDINGS)) > 0


def test_search_answers_while_typing(explorer: Page) -> None:
    page = explorer
    page.locator("#search").press_sequentially("receipts")
    expect(page.locator("#count")).to_have_text(f"1 of {len(FINDINGS)} findings")


def test_columns_sort_both_ways(report: Path, open_report: Any) -> None:
    page = open_report(report, viewport={"width": 1400, "height": 2400}).ready()
    assert verdicts(page)[:8] == ["Failed"] * 7 + ["Not judged"]
    header = page.locator("[role=columnheader]").nth(3)
    names = sorted(f.native_address for f in FINDINGS)
    for order, name in (("ascending", names[0]), ("descending", names[-1])):
        header.locator("button").click()
        expect(header).to_have_attribute("aria-sort", order)
        expect(page.locator("#rows [aria-rowindex='2'] .address")).to_have_text(name)
    expect(page.locator("[role=columnheader]").first).to_have_attribute("aria-sort", "none")


def test_keyboard_reaches_every_finding_and_its_details(report: Path, open_report: Any) -> None:
    page = open_report(report).ready()
    grid = page.locator("#grid")
    grid.focus()
    page.keyboard.press("End")
    last = page.locator(f"#{grid.get_attribute('aria-activedescendant')}")
    expect(last).to_have_attribute("aria-rowindex", str(len(FINDINGS) + 1))
    expect(last).to_be_in_viewport()
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Home")
    expect(page.locator("#rows [aria-selected=true]")).to_have_attribute("aria-rowindex", "2")
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_focused()
    page.keyboard.press("Escape")
    expect(grid).to_be_focused()


def test_details_show_the_evidence(report: Path, open_report: Any) -> None:
    page = open_report(report).ready()
    search(page, "settlement[0]")
    page.select_option("#f-verdict", "=fail")
    one = next(f for f in FINDINGS if f.exception)
    page.locator("#rows [role=row]").click()
    panel = page.locator("#panel").inner_text()
    for text in (one.fingerprint, one.message, one.expected, one.native_address, one.scope_basis, "infra/main.tf:142"):
        assert text in panel
    for text in (COVERED.id, COVERED.owner, COVERED.approver, COVERED.expires, "aws:kms", "terraform-plan"):
        assert text in panel


def test_links_open_the_explorer_on_a_rule(report: Path, open_report: Any) -> None:
    page = open_report(report).ready()
    page.locator("#rule-audit-log-kept-a-year a.explore").first.click()
    assert count(page) == sum(f.rule == "audit-log-kept-a-year" for f in FINDINGS)
    expect(page.locator("#explorer-title")).to_be_in_viewport()


def test_hostile_names_do_nothing(write: Any, open_report: Any) -> None:
    results = make_results(hostile_findings(), entity=HOSTILE[0], scope_statement=HOSTILE[1], command=HOSTILE[2])
    results.rules[0].title = HOSTILE[1]
    opened = open_report(write(results, "hostile"))
    page = opened.ready()
    for row in range(len(HOSTILE)):
        page.locator(f"#rows [aria-rowindex='{row + 2}']").click()
    page.mouse.wheel(0, 50_000)
    assert opened.complaints == []
    assert len(opened.requests) == 1
    assert "owned" not in page.title()
    assert page.locator("img, #rows script, #panel script, [onerror], [onmouseover]").count() == 0
    text = page.locator("body").inner_text()
    for name in HOSTILE[:8]:
        assert name in text
    search(page, "<script>alert")
    assert count(page) == 1


def test_without_scripts_everything_but_the_explorer_is_there(report: Path, open_report: Any) -> None:
    opened = open_report(report, java_script_enabled=False)
    page = opened.page
    expect(page.locator("#explorer-note")).to_be_visible()
    expect(page.locator("#explorer-app")).to_be_hidden()
    expect(page.locator("#m-12\\.10\\.7")).to_be_visible()
    expect(page.get_by_text("aws_s3_bucket_policy.exports").first).to_be_visible()
    page.locator("summary", has_text="How to mend it").first.click()
    expect(page.get_by_text("block_public_acls = true")).to_be_visible()


def test_paper_shows_everything_but_the_explorer(report: Path, open_report: Any) -> None:
    page = open_report(report).ready()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    for hidden in (".contents", "#explorer-app", ".skip"):
        expect(page.locator(hidden)).to_be_hidden()
    for shown in (".signoff", ".paper", "#gaps", "details pre >> nth=0"):
        expect(page.locator(shown)).to_be_visible()
    heads = page.locator("thead").evaluate_all("all => new Set(all.map((e) => getComputedStyle(e).display)).size")
    assert heads == 1
    assert page.locator("thead").first.evaluate("e => getComputedStyle(e).display") == "table-header-group"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details:not([open])").count() > 0


@pytest.mark.parametrize("scripts", [True, False])
def test_paper_has_pages(report: Path, open_report: Any, tmp_path: Path, scripts: bool) -> None:
    page = open_report(report, java_script_enabled=scripts).page
    data = page.pdf(prefer_css_page_size=True, print_background=True)
    assert data.startswith(b"%PDF-")
    assert data.count(b"/Type /Page\n") > 10


@pytest.mark.parametrize("width", [320, 400, 768, 1024, 1280, 2000])
def test_no_width_scrolls_sideways(report: Path, open_report: Any, width: int) -> None:
    page = open_report(report, viewport={"width": width, "height": 800}).ready()
    page.locator("details").evaluate_all("all => all.forEach((node) => { node.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    wide = page.locator("main *").evaluate_all(
        "(all, width) => all.filter((e) => e.getBoundingClientRect().right > width + 1).map((e) => e.outerHTML)", width
    )
    assert wide == []


@pytest.mark.unmeasured
def test_one_hundred_thousand_findings(write: Any, open_report: Any) -> None:
    """They are taller than the explorer lets a page be, so that the scroll bar stands for them in proportion."""
    opened = open_report(write(make_results(many_findings(100_000)), "many"))
    page = opened.ready()
    assert opened.complaints == []
    assert count(page) == 100_000
    assert page.evaluate("document.querySelectorAll('*').length") < 10_000
    page.focus("#grid")
    active = page.locator("#rows [aria-selected=true]")
    for key, row in (("End", 100_001), ("ArrowUp", 100_000), ("Home", 2), ("ArrowDown", 3)):
        page.keyboard.press(key)
        expect(active).to_have_attribute("aria-rowindex", str(row))
        expect(active).to_be_in_viewport(ratio=0.9)
    assert page.locator("#rows [role=row]").count() < 60
    page.evaluate("document.getElementById('grid').scrollTop = 2_000_000")
    middle = page.locator("#rows [role=row]").first
    expect(middle).to_have_attribute("aria-rowindex", re.compile("^(49|50)..."))
    search(page, "store[19999]")
    assert count(page) == 5
    search(page, "")
    page.select_option("#f-verdict", "=fail")
    assert count(page) == sum(f.verdict == "fail" for f in many_findings(100_000))


def test_no_findings(write: Any, open_report: Any) -> None:
    opened = open_report(write(make_results([]), "none"))
    page = opened.ready()
    assert opened.complaints == []
    expect(page.locator("#count")).to_have_text("0 findings")
    page.focus("#grid")
    page.keyboard.press("End")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#panel-body")).to_have_text("No finding matches.")


def test_unknown_accounts_can_be_chosen(write: Any, open_report: Any) -> None:
    findings = [finding(RULES[0], "pass", f"a.b{n}", observed="customer", account=None, region=None) for n in range(3)]
    page = open_report(write(make_results([*findings, *FINDINGS]), "unknown")).ready()
    page.select_option("#f-account", label="Not known (3)")
    assert count(page) == 3
