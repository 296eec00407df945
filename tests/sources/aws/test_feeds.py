"""What the tables say that an answer decides is all that it decides; narrowed collections rest on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct, structs

from pcicheck.cli.live.taking import narrowed
from pcicheck.model.kinds import KINDS
from pcicheck.providers.adapt import folded, resources_of
from pcicheck.providers.common import KINDS as COMMON_KINDS
from pcicheck.providers.registry import tables
from pcicheck.sources.aws import documents
from pcicheck.sources.aws.permissions import rights
from pcicheck.sources.aws.tables import services
from pcicheck.sources.live.only import Only
from pcicheck.sources.live.records import Answer, Record, Refusal
from pcicheck.sources.live.snapshot import GLOBAL, Manifest, Snapshot, Unit
from tests.sources.aws.estate import Estate, taken
from tests.sources.aws.pairs import THEMES
from tests.sources.aws.same import ACCOUNT, REGION

PART = tuple[str, str]
FEEDS: dict[PART, set[str]] = defaultdict(set)
"""Type and part to the facts that the tables name, where they name any."""
for _listing in (_listing for _service in services() for _listing in _service.listings):
    for _part, _feeds in [(_listing.part, _listing.feeds), *((told.part, told.feeds) for told in _listing.details)]:
        if _feeds:
            FEEDS[_listing.type, _part].update(_feeds)
ONCE = {service.client for service in services() if not service.everywhere}
_NARROW = narrowed("aws", ["object-store-not-public"], [], [])
Facts = dict[tuple[str, str], Struct]
"""Kind and address to the facts."""


@pytest.mark.parametrize("part", FEEDS, ids="/".join)
def test_facts_that_a_table_names_exist(part: PART) -> None:
    for kind, _, fact in (name.partition(".") for name in FEEDS[part]):
        assert fact == "*" or fact in KINDS[kind].__struct_fields__


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_else_rests_on_an_answer(theme: str, tmp_path: Path) -> None:
    for number, pair in enumerate(THEMES[theme].values()):
        known = _facts(pair.live, tmp_path / str(number) / "known")
        for part in _named_in(pair.live):
            hidden = _facts(_without(pair.live, part), tmp_path / str(number) / "-".join(part))
            assert set(_changed(known, hidden)) <= FEEDS[part], part


def test_most_named_answers_decide_something(tmp_path: Path) -> None:
    """Otherwise the test above could not fail."""
    reached = {part for pairs in THEMES.values() for pair in pairs.values() for part in _named_in(pair.live)}
    assert len(reached) > 0.8 * len(FEEDS)


def test_a_rule_asks_only_for_what_decides_it(estate: Estate, tmp_path: Path) -> None:
    estate.proxy.heard.clear()
    taken(tmp_path / "s", _NARROW)
    heard = {operation for client, operation in estate.proxy.heard if client == "s3"}
    assert heard == {
        *("ListBuckets", "GetBucketPolicy", "GetPublicAccessBlock", "GetBucketOwnershipControls", "GetBucketAcl"),
    }
    found, whole = (
        {
            key: structs.replace(finding, related=())  # what was not asked for may be there
            for key, finding in estate.judged(folder, ["object-store-not-public"])[1].items()
        }
        for folder in (tmp_path / "s", estate.folder)
    )
    assert found == whole


def test_what_was_not_asked_for_is_unknown(estate: Estate, tmp_path: Path) -> None:
    taken(tmp_path / "s", _NARROW)
    found = estate.judged(tmp_path / "s", ["object-store-versioned", "object-store-access-logged"])[1]
    buckets = {finding.verdict for finding in found.values() if finding.native_type == "aws_s3_bucket"}
    assert buckets == {"unknown"}


def test_side_cars_that_were_not_asked_for_may_be_there(estate: Estate, tmp_path: Path) -> None:
    """A balancer of which nobody asked what stands before it is not said to have nothing there."""
    taken(tmp_path / "s", Only(types={"aws_lb", "aws_lb_listener"}))
    found = estate.judged(tmp_path / "s", ["public-endpoint-waf"])[1]
    assert {finding.verdict for finding in found.values() if finding.native_type == "aws_lb"} == {"unknown"}
    whole = estate.judged(estate.folder, ["public-endpoint-waf"])[1]
    assert {finding.verdict for finding in whole.values() if finding.native_type == "aws_lb"} == {"fail"}


def test_a_narrowed_snapshot_answers_no_other_rule(estate: Estate, tmp_path: Path) -> None:
    taken(tmp_path / "s", _NARROW)
    found = estate.judged(tmp_path / "s")[1]
    decided = {key[0] for key, finding in found.items() if finding.verdict in ("pass", "fail")}
    assert decided == {"object-store-not-public"}
    assert any("taken for other rules" in finding.reason for finding in found.values())


def test_rights_are_narrowed_too() -> None:
    narrow = rights(_NARROW)
    assert "s3:GetBucketPolicy" in narrow
    assert "s3:GetBucketLogging" not in narrow


def _named_in(live: Mapping[str, Sequence[Record]]) -> set[PART]:
    """The parts that some answer gives and of which a table says what they decide."""
    answers = [record for records in live.values() for record in records if isinstance(record, Answer)]
    return {(answer.type, answer.part) for answer in answers if (answer.type, answer.part) in FEEDS}


def _without(live: Mapping[str, Sequence[Record]], part: PART) -> dict[str, list[Record]]:
    """The same records, but that one part of everything was refused."""
    return {service: [_hidden(record, part) for record in records] for service, records in live.items()}


def _hidden(record: Record, part: PART) -> Record:
    if not isinstance(record, Answer) or (record.type, record.part) != part:
        return record
    return Refusal(record.type, "denied", "x:Y", "x:Y", "no", record.id, record.part)


def _facts(live: Mapping[str, Sequence[Record]], folder: Path) -> Facts:
    """What adapters make of recorded answers."""
    snapshot = Snapshot(folder)
    scope = {"accounts": [ACCOUNT], "regions": [REGION]}
    started = "2026-01-01T00:00:00Z"
    manifest = Manifest(provider="aws", tool_version="0", started=started, finished=started, scope=scope)
    snapshot.start(structs.replace(manifest), resume=False)
    for service, records in live.items():
        snapshot.write(Unit(ACCOUNT, GLOBAL if service in ONCE else REGION, service), records)
    reading = documents.read(snapshot, manifest, _every_type())
    made = [resource for document in folded(reading.documents, []) for resource in resources_of(document, [])]
    return {(made.kind, made.address): made.facts for made in made if made.kind not in COMMON_KINDS}


@cache
def _every_type() -> frozenset[str]:
    known = tables("aws")
    return frozenset({*known.adapters, *known.sidecars, *known.helpers})


def _changed(before: Facts, after: Facts) -> Iterator[str]:
    """The facts that differ, as tables name them."""
    for key in before.keys() | after.keys():
        first: Any = before.get(key)
        second: Any = after.get(key)
        named = {name for part in FEEDS.values() for name in part}
        for fact in KINDS[key[0]].__struct_fields__:
            if getattr(first, fact, None) != getattr(second, fact, None):
                whole = f"{key[0]}.*"
                yield whole if whole in named else f"{key[0]}.{fact}"
