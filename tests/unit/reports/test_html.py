"""The HTML report as a parser sees it: what is in it, what is not, and that it is always the same."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import re
from collections import Counter
from html.parser import HTMLParser
from typing import Any, get_args

import msgspec
import pytest

from pcicheck.model.origin import Gap, Origin
from pcicheck.reports import html_words
from pcicheck.reports.html import render
from pcicheck.reports.html_island import Column
from pcicheck.reports.html_labels import AUTOMATION, GAPS, SCOPES, STATES, VERDICTS, worded
from pcicheck.reports.html_model import listed_at_most
from pcicheck.results.finding import Finding, Verdict
from pcicheck.results.results import Results
from pcicheck.results.rollup import STATES as KNOWN_STATES
from pcicheck.rulebook.requirements import catalogue
from pcicheck.scope.declaration import CATEGORIES
from tests.reports_factory import (
    COMPENSATION,
    EXCEPTIONS,
    HOSTILE,
    finding,
    hostile_findings,
    make_results,
    many_findings,
)
from tests.reports_factory import (
    GAPS as SOME_GAPS,
)
from tests.reports_rulebook import RULES

pytestmark = pytest.mark.unmeasured  # other tests run the same lines

VOID = {"meta", "link", "input", "br", "hr", "img", "path", "circle", "rect", "use"}
Attributes = dict[str, str | None]


class Page(HTMLParser):
    """The elements and texts of a page, and whether its tags are balanced."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, Attributes]] = []
        self.texts: list[str] = []
        self.raw: list[tuple[Attributes, str]] = []
        self.open: list[tuple[str, Attributes]] = []
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs)), f"an attribute is written twice: {tag} {attrs}"
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        inside = self.open[-1] if self.open else ("", {})
        if inside[0] in {"script", "style"}:
            self.raw.append((inside[1] | {"tag": inside[0]}, data))
        else:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())

    def all(self, tag: str) -> list[Attributes]:
        return [attributes for name, attributes in self.elements if name == tag]

    def ids(self) -> list[str]:
        return [str(a["id"]) for _, a in self.elements if "id" in a]

    def inline(self, tag: str) -> str:
        """The one style, or the one script that runs."""
        texts = [text for attributes, text in self.raw if attributes["tag"] == tag and "type" not in attributes]
        return "".join(texts)


def written(results: Results) -> str:
    out = io.BytesIO()
    render(results, out)
    return out.getvalue().decode("utf-8")


@pytest.fixture(scope="module")
def source() -> str:
    return written(make_results())


@pytest.fixture(scope="module")
def page(source: str) -> Page:
    return Page(source)


def island(page: Page) -> dict[str, Any]:
    """The findings of the block, decoded as ``report.js`` does it."""
    coded = next(text for attributes, text in page.raw if attributes.get("id") == "findings-data")
    data = gzip.decompress(base64.b64decode(coded))
    length = int.from_bytes(data[:4], "little")
    book: dict[str, Any] = msgspec.json.decode(data[4 : 4 + length])
    at = 4 + -(-length // 4) * 4
    book["codes"] = {}
    for name, count in book["columns"]:
        book["codes"][name] = memoryview(data[at : at + 4 * count]).cast("I").tolist()
        at += 4 * count
    marks = data[at:]
    book["marks"] = [marks[i : i + 32].decode() for i in range(0, len(marks), 32)]
    return book


def test_every_requirement_is_in_the_matrix(page: Page) -> None:
    ids = Counter(page.ids())
    for requirement in catalogue().requirements:
        assert ids[f"m-{requirement.id}"] == 1
        assert requirement.title in page.text


def test_ids_are_unique_and_links_lead_somewhere(page: Page) -> None:
    ids = Counter(page.ids())
    assert [name for name, count in ids.items() if count > 1] == []
    targets = {str(a["href"])[1:] for a in page.all("a") + page.all("use")}
    assert targets <= set(ids)


def test_nothing_comes_from_elsewhere(page: Page) -> None:
    for tag, attributes in page.elements:
        assert "src" not in attributes, tag
        assert "style" not in attributes, tag
        assert not [name for name in attributes if name.startswith("on")], tag
        assert str(attributes.get("href", "#")).startswith("#"), tag
    assert {tag for tag, _ in page.elements}.isdisjoint({"link", "iframe", "object", "embed", "base", "img"})


def test_policy_pins_the_style_and_the_script(page: Page) -> None:
    policy = next(str(a["content"]) for a in page.all("meta") if a.get("http-equiv") == "Content-Security-Policy")
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))

    def pin(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    assert parts == {
        "default-src": "'none'",
        "script-src": pin(page.inline("script")),
        "style-src": pin(page.inline("style")),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert page.elements.index(("meta", {"charset": "utf-8"})) == 2, "policy and charset stand first"


def test_cover_says_who_when_what_and_with_what(page: Page) -> None:
    header = make_results().header
    for text in (header.entity, header.scope_statement, header.rulebook_digest, header.identity, header.command):
        assert text in page.text
    for record in header.inputs:
        assert record.sha256 in page.text
        assert record.name in page.text
    assert "20 November 2026, 09:14:02 UTC" in page.text
    assert "66.4 MB" in page.text
    assert header.warnings[0] in page.text


def test_it_claims_nothing(page: Page) -> None:
    words = page.text.lower()
    assert "compliant" not in words
    assert "score" not in words
    assert "never replaces it" in words
    assert "not a penetration test" in words
    assert not re.search(r"\d\s*%", words)


def test_gaps_stand_on_the_cover_and_in_the_register(page: Page) -> None:
    cover, _, rest = page.text.partition("How to read this report")
    for gap in SOME_GAPS:
        assert cover.count(gap.where) == 2
        assert gap.why in cover
    assert "3 of 28 checks could not be judged" in cover
    assert rest


def test_failures_show_observed_against_expected(page: Page) -> None:
    for each in make_results_findings():
        if each.verdict == "fail":
            assert each.native_address in page.text
            assert each.expected in page.text
    assert "infra/main.tf:97\N{EN DASH}111" in page.text
    assert "aws_s3_bucket_policy.exports" in page.text
    assert 'ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"' in page.text
    assert "kms:GetKeyRotationStatus was denied" in page.text


def make_results_findings() -> list[Finding]:
    return list(make_results().findings())


def test_population_adds_up(page: Page) -> None:
    sums = re.findall(r"= ([\d,]+) passed \+ ([\d,]+) failed \+ ([\d,]+) not judged \+ ([\d,]+) not appl", page.text)
    totals = re.findall(r"([\d,]+) of kind [a-z ]+ = ", page.text)
    assert len(totals) == 6, "five rules, one of them under two requirements"
    assert sorted(totals) == sorted(str(sum(map(int, parts))) for parts in sums)


def test_exceptions_carry_their_worksheet(page: Page) -> None:
    for exception in EXCEPTIONS:
        assert exception.owner in page.text
        assert exception.reason in page.text
    for text in COMPENSATION.values():
        assert text in page.text
    assert "Expired on 2026-06-30" in page.text


def test_superseded_requirements_say_so(page: Page) -> None:
    rows = re.findall(r"Superseded by [\d.]+", page.text)
    assert len(rows) == sum(r.superseded_by is not None for r in catalogue().requirements)


def test_same_results_give_the_same_bytes(source: str) -> None:
    assert written(make_results()) == source


def test_block_holds_every_finding(page: Page) -> None:
    book = island(page)
    codes, values = book["codes"], book["values"]
    expected = make_results_findings()
    assert book["marks"] == [each.fingerprint for each in expected]
    for row, each in enumerate(expected):
        thing = codes["resource"][row]
        assert values["verdict"][codes["verdict"][row]] == each.verdict
        assert values["message"][codes["message"][row]] == each.message
        assert values["name"][codes["name"][thing]] == each.native_address
        assert values["account"][codes["account"][thing]] == each.account
        assert values["place"][codes["place"][thing]] == html_words.place(each.origin)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_names_are_text(hostile: str) -> None:
    record = msgspec.structs.replace(EXCEPTIONS[0], owner=hostile, reason=hostile)
    gap = Gap(kind="orphan", where=hostile, why=hostile)
    results = make_results(
        hostile_findings(), entity=hostile, scope_statement=hostile, gaps=[gap], exceptions=[record], command=hostile
    )
    results.rules[0].title = results.rules[0].console = hostile
    source = written(results)
    page = Page(source)
    assert len(page.all("script")) == 2
    assert page.all("img") == []
    assert {tag for tag, _ in page.elements}.isdisjoint({"img", "b onmouseover"})
    assert " ".join(html_words.visible(hostile).split()) in page.text
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert "alert(1)" not in page.inline("script")


def test_control_and_direction_characters_are_written_out() -> None:
    assert html_words.visible("a\u202eb\x00c\x1bd\u200be\n\t") == "a\\u202eb\\u0000c\\u001bd\\u200be\n\t"
    source = written(make_results([finding(RULES[0], "fail", "bucket.\u202etxt\x07")]))
    assert "\u202e" not in source
    assert "bucket.\\u202etxt\\u0007" in source


def test_long_lists_are_cut_and_say_so() -> None:
    results = make_results(finding(RULES[0], "fail", f"aws_s3_bucket.b{n}", observed="x") for n in range(80))
    page = Page(written(results))
    assert "aws_s3_bucket.b49" in page.text
    assert "aws_s3_bucket.b50" not in page.text
    assert "30 more failing resources are not listed here" in page.text
    unknown = make_results(finding(RULES[0], "unknown", f"a.b{n}", reason="later") for n in range(80))
    assert "30 more could not be judged" in Page(written(unknown)).text


def test_lists_shrink_where_very_many_rules_fail() -> None:
    assert listed_at_most([1000] * 30) == 50
    assert listed_at_most([1000] * 31) == 25
    assert listed_at_most([1000] * 5000) == 10


def test_empty_run_is_not_green() -> None:
    bare: dict[str, Any] = {
        "entity": "",
        "entity_type": "",
        "scope_statement": "",
        "identity": "",
        "command": "",
        "inputs": [],
        "gaps": [],
        "warnings": [],
        "exceptions": [],
    }
    page = Page(written(make_results([], **bare)))
    assert "Entity not named" in page.text
    assert "No input was read" in page.text
    assert "No exception is recorded" in page.text
    assert "Supported 0" in page.text
    assert "found nothing to judge" in page.text


def test_messages_that_say_more_than_the_table_are_shown() -> None:
    absent = finding(RULES[3], "fail", "aws:account 111122223333", observed=None)
    absent.message = "Audit logs are kept: there is none"
    silent = finding(RULES[4], "fail", "aws_kms_key.silent")
    silent.observed = {}
    page = Page(written(make_results([absent, silent])))
    assert "Audit logs are kept: there is none" in page.text
    assert "nothing" in page.text


def test_everything_closed_has_a_label() -> None:
    assert set(STATES) == {*KNOWN_STATES, "superseded"}
    assert set(VERDICTS) == set(get_args(Verdict))
    assert set(SCOPES) == set(CATEGORIES)
    assert set(AUTOMATION) == {"config", "partial", "manual"}
    assert worded("something_new", GAPS) == "Something new"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "not set"),
        (True, "true"),
        (False, "false"),
        ("", "empty text"),
        ([], "none"),
        ({}, "none"),
        (0, "0"),
        (["a", 1], "a, 1"),
        ([{"port": 22}, {"port": None}], "port: 22\nport: not set"),
        ({"unknown": "later"}, "unknown: later"),
        ({"not_applicable": "no key"}, "not applicable: no key"),
        ({"a": True, "b": []}, "a: true; b: none"),
    ],
)
def test_facts_read_as_words(value: Any, text: str) -> None:
    assert html_words.fact(value) == text


def test_facts_of_odd_shapes() -> None:
    assert html_words.facts(None) == []
    assert html_words.facts("text") == [("", "text")]


@pytest.mark.parametrize(
    ("origin", "text"),
    [
        (Origin(source="terraform-hcl", file="a.tf", line=3, end_line=9), "a.tf:3\N{EN DASH}9"),
        (Origin(source="terraform-hcl", file="a.tf", line=3, end_line=3), "a.tf:3"),
        (Origin(source="terraform-plan", file="-"), "standard input"),
        (Origin(source="aws", operation="s3:GetBucketAcl", time="T", identity="arn"), "s3:GetBucketAcl T as arn"),
        (Origin(source="inventory"), "inventory"),
    ],
)
def test_places(origin: Origin, text: str) -> None:
    assert html_words.place(origin) == text


def test_sizes_and_times() -> None:
    assert [html_words.size(n) for n in (0, 999, 1000, 999_960, 5 * 10**15)] == [
        "0 bytes",
        "999 bytes",
        "1.0 kB",
        "1.0 MB",
        "5000.0 TB",
    ]
    assert html_words.moment("2026-01-02T03:04:05Z") == "2 January 2026, 03:04:05 UTC"
    assert html_words.moment("soon") == "soon"


def test_columns_are_little_endian_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    column = Column()
    for value in "aba":
        column.add(value)
    assert column.packed() == b"\0\0\0\0\1\0\0\0\0\0\0\0"
    monkeypatch.setattr("sys.byteorder", "big")
    assert column.packed() == b"\0\0\0\0\0\0\0\1\0\0\0\0"


def test_many_findings_stay_small() -> None:
    source = written(make_results(many_findings(20_000)))
    assert len(source) < 1_500_000
    assert source.count("<tr") < 3000
