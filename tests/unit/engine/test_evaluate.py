"""Rules put to resources: links, labels, scope, exceptions, populations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pcicheck.engine.evaluate import evaluate
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.keys import Key
from pcicheck.model.kinds.storage import ObjectStore
from pcicheck.model.link import Link
from pcicheck.model.origin import Origin
from pcicheck.model.resource import Inventory, Population, Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.results.finding import DECODER, NOT_IN_SIGHT, AppliedException, Finding, fingerprint
from pcicheck.results.rollup import Counter
from pcicheck.rulebook.load import CompiledRule, load_rule

HEAD = """\
id: test-rule
title: A rule for the tests
kind: object_store
severity: high
requirements: [{id: "10.3.2", basis: direct, shows: "what a test shows"}]
why: Because it is needed here.
"""
GONE = Unknown("gone")


@pytest.fixture
def rule(tmp_path: Path) -> Any:
    """Compiles a rule from the text after the head."""

    def compile_(body: str) -> CompiledRule:
        path = tmp_path / "test-rule.yaml"
        path.write_text(HEAD + body, "utf-8")
        return load_rule(path)

    return compile_


def store(address: str = "aws_s3_bucket.a", *, labels: dict[str, str] | None = None, **facts: Any) -> Resource:
    """An object store."""
    return Resource(
        facts=ObjectStore(**facts),
        address=address,
        provider="aws",
        native_type="aws_s3_bucket",
        native_address=address,
        origin=Origin(source="test", file="plan.json"),
        labels=labels or {},
    )


def key(address: str, **facts: Any) -> Resource:
    """A key."""
    return Resource(Key(**facts), address, "aws", "aws_kms_key", address, Origin(source="test"))


def judged(
    rule: CompiledRule, *resources: Resource, inventory: Inventory | None = None, **covered: str
) -> list[Finding]:
    """Findings of one rule; ``covered`` maps an address, dots as underscores, to an exception id."""
    stock = inventory or Inventory()
    stock.add(resources)

    def excepted(_: str, address: str, __: str | None) -> AppliedException | None:
        name = covered.get(address.replace(".", "_"))
        return AppliedException(name, "accepted_risk", "a", "b", "2100-01-01", "reason") if name else None

    counter = Counter()
    lines = b"".join(evaluate([rule], stock, excepted, counter)).splitlines()
    findings = [DECODER.decode(line) for line in lines]
    tally = counter.by_rule.get("test-rule")
    assert (tally.population if tally else 0) == len(findings)
    return findings


def test_verdicts_and_what_was_read(rule: Any) -> None:
    compiled = rule("assert: {versioning: {is: true}, lock_days: {at_least: 365}}\n")
    passed, failed, unknown, inapplicable = judged(
        compiled,
        store("a.ok", versioning=True, lock_days=400),
        store("a.bad", versioning=True, lock_days=30),
        store("a.unsure", versioning=GONE, lock_days=400),
        store("a.never", versioning=Inapplicable("no versions"), lock_days=Inapplicable("no lock")),
    )
    assert [f.verdict for f in (passed, failed, unknown, inapplicable)] == ["pass", "fail", "unknown", "not_applicable"]
    assert failed.observed == {"versioning": True, "lock_days": 30}
    assert failed.message.endswith(
        "expected versioning is true and lock_days at least 365, found versioning is true; lock_days is 30"
    )
    assert (unknown.reason, inapplicable.reason) == ("gone", "no versions")


def test_the_same_facts_are_judged_once_and_the_same_everywhere(rule: Any) -> None:
    compiled = rule("assert: {versioning: {is: true}}\n")
    findings = judged(compiled, *(store(f"a.{n}", versioning=n % 2 == 0) for n in range(6)))
    assert [f.verdict for f in findings] == ["pass", "fail"] * 3
    assert len({f.fingerprint for f in findings}) == 6
    assert findings[3].fingerprint == fingerprint("test-rule", "aws", None, None, "a.3")


def test_reading_through_links(rule: Any) -> None:
    compiled = rule("assert: {encryption.key.rotation: {is: true}}\n")
    findings = judged(
        compiled,
        key("aws_kms_key.k", rotation=True),
        store("a.linked", encryption=Encryption(key=Link("aws_kms_key.k", "key"))),
        store("a.elsewhere", encryption=Encryption(key=Link("alias/other", "key"))),
        store("a.none", encryption=Encryption(key=None)),
        store("a.unknown", encryption=Encryption(key=GONE)),
    )
    assert {f.address: f.verdict for f in findings} == {
        "a.linked": "pass",
        "a.elsewhere": "unknown",
        "a.none": "fail",
        "a.unknown": "unknown",
    }
    assert next(f for f in findings if f.address == "a.elsewhere").reason == "alias/other is not among what was scanned"


def test_a_link_to_a_thing_of_another_kind_has_no_such_fact(rule: Any) -> None:
    compiled = rule("assert: {log_target.versioning: {is: true}}\n")
    (finding,) = judged(compiled, key("aws_kms_key.k"), store(log_target=Link("aws_kms_key.k")))
    assert finding.verdict == "not_applicable"


def test_labels_can_be_asked(rule: Any) -> None:
    compiled = rule("when: {resource.labels.team: {is: pay}}\nassert: {versioning: {is: true}}\n")
    findings = judged(compiled, store("a.x", labels={"team": "pay"}, versioning=False), store("a.y", versioning=False))
    assert [f.verdict for f in findings] == ["fail", "not_applicable"]


def test_resource_paths_can_be_asked(rule: Any) -> None:
    compiled = rule("assert: {resource.native_address: {matches: ^a}, versioning: {is: true}}\n")
    assert [f.verdict for f in judged(compiled, store("a.x", versioning=True), store("b.x", versioning=True))] == [
        "pass",
        "fail",
    ]


@pytest.mark.parametrize(
    ("applies", "good", "verdict"),
    [(True, False, "fail"), (False, False, "not_applicable"), (GONE, True, "pass"), (GONE, False, "unknown"), (True, GONE, "unknown"),
     (Inapplicable("no log"), False, "not_applicable")],
)  # fmt: skip
def test_when(rule: Any, applies: Any, good: Any, verdict: str) -> None:
    compiled = rule("when: {access_logging: {is: true}}\nassert: {versioning: {is: true}}\n")
    (finding,) = judged(compiled, store(access_logging=applies, versioning=good))
    assert finding.verdict == verdict


def test_scope_decides_before_facts(rule: Any) -> None:
    compiled = rule("scope: [cde]\nassert: {versioning: {is: true}}\n")
    outside = store(versioning=False)
    outside.scope, outside.scope_basis = "connected", "declared"
    (finding,) = judged(compiled, outside)
    assert (finding.verdict, finding.reason) == ("not_applicable", "scope category is connected (declared)")
    assert finding.observed == {}


def test_rules_for_other_providers_are_not_put(rule: Any) -> None:
    assert judged(rule("providers: [google]\nassert: {versioning: {is: true}}\n"), store(versioning=False)) == []


def test_exceptions_mark_failures_only(rule: Any) -> None:
    compiled = rule("assert: {versioning: {is: true}}\n")
    covered, open_, passed = judged(
        compiled,
        store("a.x", versioning=False),
        store("a.y", versioning=False),
        store("a.z", versioning=True),
        a_x="EXC-1",
        a_z="EXC-2",
    )
    assert covered.exception is not None
    assert (covered.verdict, covered.exception.id, open_.exception, passed.exception) == ("fail", "EXC-1", None, None)


EXISTS = "exists: {where: {lock_mode: {is: compliance}, lock_days: {at_least: 365}}}\n"


def test_existence_is_proved_by_a_witness(rule: Any) -> None:
    (finding,) = judged(rule(EXISTS), store("a.x", lock_mode=None), store("a.y", lock_mode="compliance", lock_days=400))
    assert (finding.verdict, finding.native_address) == ("pass", "a.y")
    assert finding.observed == {"looked_at": 2, "found": "a.y"}


def test_absence_proves_nothing_where_the_source_is_not_complete(rule: Any) -> None:
    (finding,) = judged(rule(EXISTS), store(lock_mode=None))
    assert (finding.verdict, finding.reason, finding.address) == ("unknown", NOT_IN_SIGHT, "aws:account")


def test_absence_is_a_failure_where_the_source_saw_everything(rule: Any) -> None:
    inventory = Inventory()
    inventory.complete.add(Population("object_store", "aws", "1"))
    here = store(lock_mode=None)
    here.account = "1"
    (finding,) = judged(rule(EXISTS), here, inventory=inventory, **{"aws:account 1": "EXC-3"})
    assert finding.verdict == "fail"
    assert finding.exception is not None


def test_absence_is_not_judged_in_an_account_that_nobody_names(rule: Any) -> None:
    inventory = Inventory()
    inventory.complete.add(Population("object_store", "aws"))
    (finding,) = judged(rule(EXISTS), store(lock_mode=None), inventory=inventory)
    assert (finding.verdict, finding.reason) == ("unknown", NOT_IN_SIGHT)


def test_a_witness_that_cannot_have_the_fact_is_none(rule: Any) -> None:
    (finding,) = judged(rule(EXISTS), store(lock_mode="compliance", lock_days=Inapplicable("no days")))
    assert finding.verdict == "unknown"
    assert finding.reason == NOT_IN_SIGHT


def test_an_unsure_witness_makes_the_answer_unknown(rule: Any) -> None:
    (finding,) = judged(rule(EXISTS), store("a.x", lock_mode=GONE, lock_days=400))
    assert (finding.verdict, finding.reason) == ("unknown", "a.x: gone")


def test_existence_is_asked_per_region(rule: Any) -> None:
    compiled = rule("exists: {where: {versioning: {is: true}}, per: [region]}\n")
    here, there = store("a.x", versioning=True), store("a.y", versioning=False)
    here.region, there.region = "eu-west-1", "us-east-1"
    findings = judged(compiled, here, there)
    assert {f.region: f.verdict for f in findings} == {"eu-west-1": "pass", "us-east-1": "unknown"}


def test_out_of_scope_witnesses_do_not_count(rule: Any) -> None:
    outside = store("a.y", lock_mode="compliance", lock_days=400)
    outside.scope = "out"
    (finding,) = judged(rule(EXISTS), store("a.x", lock_mode=None), outside)
    assert finding.verdict == "unknown"


def test_addresses_are_unique_across_inputs() -> None:
    inventory = Inventory()
    inventory.add([store(), store(), store()])
    inventory.disambiguate()
    assert [r.address for r in inventory.resources] == [
        "aws_s3_bucket.a",
        "plan.json:aws_s3_bucket.a",
        "plan.json:aws_s3_bucket.a~2",
    ]
    assert inventory.resolve(Link("plan.json:aws_s3_bucket.a~2")) is inventory.resources[2]
    assert inventory.resolve(Link("nowhere")) is None


def test_a_link_stays_in_its_own_input(rule: Any) -> None:
    asks = "assert: {encryption.key.rotation: {is: true}}\n"
    keyed = Encryption(at_rest=True, key_owner="customer", key=Link("aws_kms_key.k", "key"))
    inventory = Inventory()
    inventory.add([key("aws_kms_key.k", rotation=True), store("a.one", encryption=keyed)])
    inventory.add([store("a.two", encryption=keyed), key("aws_kms_key.k", rotation=False)])
    inventory.add([store("a.three", encryption=keyed)])
    inventory.disambiguate()
    verdicts = {f.address: f.verdict for f in judged(rule(asks), inventory=inventory)}
    assert verdicts == {"a.one": "pass", "a.two": "fail", "a.three": "pass"}
