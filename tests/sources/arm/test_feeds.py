"""What the tables say that an answer decides is all that it decides; narrowed collections rest on it."""

from __future__ import annotations

from collections.abc import Iterator
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
from pcicheck.sources.azure import documents
from pcicheck.sources.azure.child import Child
from pcicheck.sources.azure.details import CHILDREN, SUBSCRIPTION, SUBSCRIPTION_TYPE, TABLES, asked_of
from pcicheck.sources.azure.permissions import rights
from pcicheck.sources.azure.shapes import shape_of
from pcicheck.sources.live.feeding import NOT_ASKED
from pcicheck.sources.live.only import Only
from pcicheck.sources.live.records import Answer, Record, Refusal
from pcicheck.sources.live.snapshot import Snapshot, Unit
from tests.sources.arm.estate import large
from tests.sources.arm.judging import clock, collected, judged
from tests.sources.arm.manager import Azure
from tests.sources.arm.pairs import PAIRS

pytestmark = pytest.mark.unmeasured  # other tests run the same lines

PART = tuple[str, str]
CHILD: dict[PART, Child] = {
    (kind.lower(), child.part): child
    for kind, children in {**CHILDREN, SUBSCRIPTION_TYPE: SUBSCRIPTION}.items()
    for child in children
    if child.feeds
}
"""ARM type in small letters and part to what the tables say of it, where they say what it decides."""
EVERY = [(kind, child.part) for kind, children in CHILDREN.items() for child in children]
STORE = "microsoft.storage/storageaccounts"
_NARROW = narrowed("azure", ["object-store-versioned"], [], [])
Records = dict[Unit, list[Record]]
Place = tuple[str, str, str | None]
"""Rule, address and account."""
Facts = dict[tuple[str, str], Struct]
"""Kind and address to the facts."""


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Every pair as it stands in a subscription of its own."""
    return collected(large(PAIRS)[0], tmp_path_factory.mktemp("feeds"), clock=clock)


@pytest.fixture(scope="module")
def records(estate: Snapshot) -> Records:
    return {unit: list(estate.read(unit)) for unit in estate.units()}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> dict[Place, str]:
    """The verdicts on all pairs in few subscriptions, where nothing is refused."""
    folder = tmp_path_factory.mktemp("together")
    collected(large(PAIRS, apart=False)[0], folder, clock=clock)
    return {(f.rule, f.address, f.account): f.verdict for f in judged(folder / "s")}


@pytest.mark.parametrize("part", CHILD, ids="/".join)
def test_facts_that_a_table_names_exist(part: PART) -> None:
    for kind, _, fact in (name.partition(".") for name in CHILD[part].feeds):
        assert fact == "*" or fact in KINDS[kind].__struct_fields__


@pytest.mark.parametrize("part", CHILD, ids="/".join)
def test_what_is_found_is_named_itself(part: PART) -> None:
    """Whether all of a kind is there is known only where everything is asked that can become it."""
    shape, rows = shape_of(CHILD[part].type), tables("azure").adapters
    assert shape is not None
    becomes = {kind for name in shape.types if not shape.part_of and name in rows for kind in rows[name].kinds}
    assert {f"{kind}.*" for kind in becomes} <= set(CHILD[part].feeds)


@pytest.mark.parametrize("part", CHILD, ids="/".join)
def test_nothing_else_rests_on_an_answer(part: PART, estate: Snapshot, records: Records, tmp_path: Path) -> None:
    accounts = sorted(_answered(records).get(part, ()))[:8]
    near = {unit: found for unit, found in records.items() if unit.account in accounts}
    known = _facts(estate, near, tmp_path / "known")
    hidden = _facts(
        estate, {unit: [_hidden(record, part) for record in found] for unit, found in near.items()}, tmp_path / "hidden"
    )
    feeds = set(CHILD[part].feeds)
    assert {name for whole, name in _changed(known, hidden) if feeds.isdisjoint((whole, name))} == set()


@pytest.mark.parametrize("part", EVERY, ids="/".join)
def test_a_refused_answer_decides_nothing(part: PART, estate: Snapshot, records: Records, tmp_path: Path) -> None:
    accounts = sorted(_answered(records).get(part, ()))[:3]
    near = {unit: found for unit, found in records.items() if unit.account in accounts}
    known, hidden = (
        _verdicts(estate, {unit: [change(record, part) for record in found] for unit, found in near.items()}, folder)
        for change, folder in ((lambda record, _: record, tmp_path / "known"), (_hidden, tmp_path / "hidden"))
    )
    # Where it is unknown whether a rule applies, what passes either way passes.
    may_pass = {key for key, verdict in known.items() if verdict == "not_applicable"}
    wrong = {key: verdict for key, verdict in hidden.items() if verdict not in (known.get(key), "unknown")}
    wrong = {key: verdict for key, verdict in wrong.items() if verdict == "fail" or key not in may_pass}
    assert {key: verdict for key, verdict in wrong.items() if verdict != "not_applicable"} == {}


@pytest.mark.parametrize("table", sorted(TABLES.keys() - {"resources"}))
def test_a_refused_table_decides_nothing(table: str, before: dict[Place, str], tmp_path: Path) -> None:
    azure = large(PAIRS, apart=False)[0]
    azure.denied = {table}
    collected(azure, tmp_path, clock=clock)
    hidden = list(judged(tmp_path / "s"))
    after = {(f.rule, f.address, f.account): f.verdict for f in hidden}
    may_pass = {key for key, verdict in before.items() if verdict == "not_applicable"}
    changed = {key: verdict for key, verdict in after.items() if verdict not in (before.get(key), "unknown")}
    assert {key: verdict for key, verdict in changed.items() if verdict == "fail" or key not in may_pass} == {}
    lost = {rule for rule, address, account in before.keys() - after.keys()}
    assert lost <= {f.rule for f in hidden if f.verdict == "unknown"}


def test_most_named_answers_are_there(records: Records) -> None:
    """Otherwise the test above could not fail."""
    assert len(_answered(records).keys() & CHILD.keys()) > 0.8 * len(CHILD)


def _calls(azure: Azure, folder: Path, **more: Any) -> list[str]:
    azure.asked.clear()
    collected(azure, folder, clock=clock, **more)
    return [line for line in azure.asked if "/storageAccounts/" in line]


def test_a_rule_asks_only_for_what_decides_it(tmp_path: Path) -> None:
    azure = large([pair for pair in PAIRS if "storage account" in pair.name], apart=False)[0]
    narrow = _calls(azure, tmp_path, into="narrow", only=_NARROW)
    whole = _calls(azure, tmp_path, into="whole")
    assert any(line.endswith("/blobServices") for line in narrow)
    assert not any("diagnosticSettings" in line or "managementPolicies" in line for line in narrow)
    assert any("diagnosticSettings" in line for line in whole)
    verdicts = [
        {(f.address, f.verdict) for f in judged(tmp_path / name) if f.rule == "object-store-versioned"}
        for name in ("narrow", "whole")
    ]
    assert verdicts[0] == verdicts[1] != set()


def test_what_was_not_asked_for_is_unknown(tmp_path: Path) -> None:
    azure = large([pair for pair in PAIRS if "storage account" in pair.name], apart=False)[0]
    collected(azure, tmp_path, clock=clock, only=structs.replace(_NARROW, rules=()))
    _all_unknown(tmp_path / "s", NOT_ASKED)


def test_a_narrowed_snapshot_answers_no_other_rule(tmp_path: Path) -> None:
    """But what exists where all of its kind was listed: private endpoints are asked for with the stores."""
    collected(large(PAIRS, apart=False)[0], tmp_path, clock=clock, only=_NARROW)
    found = [f for f in judged(tmp_path / "s") if not f.address.startswith("azure:account")]
    decided = {f.rule for f in found if f.verdict in ("pass", "fail")}
    assert decided == {"object-store-versioned"}


def test_what_an_interrupted_collection_did_not_ask_is_unknown(
    estate: Snapshot, records: Records, tmp_path: Path
) -> None:
    manifest = structs.replace(estate.manifest(), finished="")
    cut = Snapshot(tmp_path / "s")
    cut.start(manifest, resume=False)
    for unit, found in records.items():
        if unit.service != STORE.partition("/")[0]:
            cut.write(unit, found)
    _all_unknown(cut.folder, "the collection was interrupted")


def _all_unknown(folder: Path, why: str) -> None:
    """Rules that rest on what belongs to a storage account."""
    rules = ("object-store-access-logged", "object-store-lifecycle")
    found = [f for f in judged(folder) if f.rule in rules and f.native_type == "azurerm_storage_account"]
    decided = {f.verdict for f in found} - {"not_applicable"}
    assert decided == {"unknown"}
    assert {f.rule for f in found if why in str(f)} == set(rules)


def test_a_snapshot_of_less_does_not_say_that_there_is_none(tmp_path: Path) -> None:
    azure = large(PAIRS[:1])[0]
    collected(azure, tmp_path, clock=clock, only=Only(types={"azurerm_key_vault_secret"}, facts={"key_store.*"}))
    snapshot = Snapshot(tmp_path / "s")
    reading = documents.read(snapshot, snapshot.manifest(), _every_type())
    assert "azurerm_key_vault_secret" not in {seen.type for seen in reading.seen}
    assert NOT_ASKED in {unseen.why for unseen in reading.unseen if unseen.type == "azurerm_key_vault_secret"}


def test_rights_are_narrowed_too() -> None:
    narrow = rights(_NARROW)
    assert "Microsoft.Storage/storageAccounts/blobServices/read" in narrow
    assert "Microsoft.Insights/diagnosticSettings/read" not in narrow


def test_a_step_is_asked_where_what_follows_is() -> None:
    profile, kinds = "Microsoft.Cdn/profiles", {"azurerm_cdn_frontdoor_origin"}
    assert [child.part for child in asked_of(profile, kinds, {"upstream.*"})] == ["originGroups"]
    assert list(asked_of(profile, kinds, {"endpoint.*"})) == []


def _answered(records: Records) -> dict[PART, set[str]]:
    """The parts that were answered, and in which subscriptions."""
    found: dict[PART, set[str]] = {}
    for unit, answers in records.items():
        for record in answers:
            if isinstance(record, Answer) and record.part:
                found.setdefault((record.type.lower(), record.part), set()).add(unit.account)
    return found


def _hidden(record: Record, part: PART) -> Record:
    if not isinstance(record, Answer) or (record.type.lower(), record.part) != part:
        return record
    return Refusal(record.type, "denied", "x:Y", "x:Y", "no", record.id, record.part)


def _part_of(estate: Snapshot, records: Records, folder: Path) -> Snapshot:
    """A snapshot of these records."""
    snapshot = Snapshot(folder)
    manifest = structs.replace(estate.manifest(), scope={"subscriptions": sorted({unit.account for unit in records})})
    snapshot.start(manifest, resume=False)
    for unit, found in records.items():
        snapshot.write(unit, found)
    return snapshot


def _verdicts(estate: Snapshot, records: Records, folder: Path) -> dict[tuple[str, str, str], str]:
    found = judged(_part_of(estate, records, folder).folder)
    return {(f.rule, f.address, f.native_type): f.verdict for f in found}


def _facts(estate: Snapshot, records: Records, folder: Path) -> Facts:
    """What adapters make of recorded answers."""
    snapshot = _part_of(estate, records, folder)
    reading = documents.read(snapshot, snapshot.manifest(), _every_type())
    made = [resource for document in folded(reading.documents, []) for resource in resources_of(document, [])]
    return {(made.kind, made.address): made.facts for made in made if made.kind not in COMMON_KINDS}


@cache
def _every_type() -> frozenset[str]:
    known = tables("azure")
    return frozenset({*known.adapters, *known.sidecars, *known.helpers})


def _changed(before: Facts, after: Facts) -> Iterator[tuple[str, str]]:
    """The facts that differ, as tables name them: all of the kind, and the one."""
    for key in before.keys() | after.keys():
        first: Any = before.get(key)
        second: Any = after.get(key)
        if first is None or second is None:
            yield f"{key[0]}.*", f"{key[0]}.*"
            continue
        for fact in KINDS[key[0]].__struct_fields__:
            if getattr(first, fact) != getattr(second, fact):
                yield f"{key[0]}.*", f"{key[0]}.{fact}"
