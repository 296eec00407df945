"""Side-cars find their owners, or say that they could not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pcicheck import scan
from pcicheck.model.document import Document
from pcicheck.model.resource import Resource
from pcicheck.providers import adapt, registry
from tests.plans import UNKNOWN, judge, ref, verdicts, write_plan

pytestmark = pytest.mark.unmeasured  # other tests run the same lines

RULE = "object-store-versioned"
BUCKET, SIDECAR = "aws_s3_bucket", "aws_s3_bucket_versioning"
ENABLED = {"versioning_configuration": [{"status": "Enabled"}]}


def _verdicts(folder: Path, resources: dict[str, dict[str, Any]]) -> dict[str, str]:
    return {f.native_address: f.verdict for f in judge(write_plan(folder, resources), RULE)}


def test_a_side_car_is_folded_into_its_owner(tmp_path: Path) -> None:
    resources: dict[str, dict[str, Any]] = {
        f"{BUCKET}.a": {},
        f"{SIDECAR}.v": {"bucket": ref(f"{BUCKET}.a.id"), **ENABLED},
    }
    assert _verdicts(tmp_path, resources) == {f"{BUCKET}.a": "pass"}


def test_an_orphan_is_judged_for_what_it_says_and_named_as_a_gap(tmp_path: Path) -> None:
    path = write_plan(tmp_path, {f"{SIDECAR}.v": {"bucket": "elsewhere", **ENABLED}})
    results = scan([path])
    found = verdicts(results)
    assert found[RULE, f"{SIDECAR}.v"] == "pass"
    assert found["object-store-tls-only", f"{SIDECAR}.v"] == "unknown"
    (gap,) = [gap for gap in results.header.gaps if gap.kind == "orphan"]
    assert gap.where == f"{SIDECAR}.v"


def test_the_former_name_of_the_owner_leads_to_it_too(tmp_path: Path) -> None:
    account, rules = "azurerm_storage_account.a", "azurerm_storage_account_network_rules.r"
    written = {"storage_account_name": ref(f"{account}.name"), "storage_account_id": "", "default_action": "Deny"}
    results = scan([write_plan(tmp_path, {account: {"name": "a"}, rules: written})])
    assert verdicts(results)["object-store-firewall-denies", account] == "pass"
    assert not [gap for gap in results.header.gaps if gap.kind == "orphan"]
    (finding,) = [f for f in results.findings() if f.rule == "object-store-firewall-denies"]
    assert finding.related == [rules]


def test_orphans_of_one_owner_stand_together(tmp_path: Path) -> None:
    block = "aws_s3_bucket_public_access_block"
    resources: dict[str, dict[str, Any]] = {f"{SIDECAR}.v": {"bucket": "x", **ENABLED}, f"{block}.p": {"bucket": "x"}}
    (finding,) = judge(write_plan(tmp_path, resources), RULE)
    assert finding.related == [f"{SIDECAR}.v", f"{block}.p"]


def test_two_orphans_of_one_kind_are_two_answers(tmp_path: Path) -> None:
    off = {"versioning_configuration": [{"status": "Suspended"}]}
    resources = {f"{SIDECAR}.v": {"bucket": "x", **ENABLED}, f"{SIDECAR}.w": {"bucket": "x", **off}}
    assert _verdicts(tmp_path, resources) == {f"{SIDECAR}.v": "pass", f"{SIDECAR}.w": "fail"}


def test_orphans_that_stand_apart_are_judged_one_by_one(tmp_path: Path) -> None:
    grant = {"bucket": "x", "role": "roles/storage.objectViewer"}
    resources: dict[str, dict[str, Any]] = {
        "google_storage_bucket_iam_member.a": {**grant, "member": "user:a@example.com"},
        "google_storage_bucket_iam_binding.b": {**grant, "members": ["allUsers"]},
    }
    findings = judge(write_plan(tmp_path, resources), "object-store-no-public-policy")
    assert {f.native_address.partition(".")[2]: f.verdict for f in findings} == {"a": "pass", "b": "fail"}


def test_a_side_car_of_several_possible_owners_makes_them_unsure(tmp_path: Path) -> None:
    resources = {f"{BUCKET}.a[0]": {}, f"{BUCKET}.a[1]": {}, f"{SIDECAR}.v": {"bucket": ref(f"{BUCKET}.a"), **ENABLED}}
    found = _verdicts(tmp_path, resources)
    assert found == {f"{BUCKET}.a[0]": "unknown", f"{BUCKET}.a[1]": "unknown", f"{SIDECAR}.v": "pass"}


def test_a_side_car_that_nobody_can_follow_makes_its_module_unsure(tmp_path: Path) -> None:
    resources = {
        f"{BUCKET}.a": {},
        f"module.m.{BUCKET}.b": {},
        f"{SIDECAR}.v": {"bucket": ref("local.name"), **ENABLED},
    }
    found = _verdicts(tmp_path, resources)
    assert found[f"{BUCKET}.a"] == "unknown"
    assert found[f"module.m.{BUCKET}.b"] == "fail"
    assert found[f"{SIDECAR}.v"] == "pass"


def test_an_unknown_owner_in_another_module_leaves_others_alone(tmp_path: Path) -> None:
    resources = {f"module.m.{BUCKET}.b": {}, f"module.n.{SIDECAR}.v": {"bucket": UNKNOWN, **ENABLED}}
    assert _verdicts(tmp_path, resources)[f"module.m.{BUCKET}.b"] == "fail"


def test_one_document_that_an_adapter_cannot_read_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = registry.adapter

    def failing(native_type: str) -> Any:
        def read(document: Document) -> Iterator[Resource]:
            if document.address.endswith(".odd"):
                raise KeyError("odd")
            yield from real(native_type)(document)

        return read

    monkeypatch.setattr(adapt, "adapter", failing)
    results = scan([write_plan(tmp_path, {f"{BUCKET}.odd": {}, f"{BUCKET}.fine": {}})])
    assert {address for _, address in verdicts(results) if address.startswith(BUCKET)} == {f"{BUCKET}.fine"}
    (gap,) = [gap for gap in results.header.gaps if gap.kind == "unreadable"]
    assert gap.where == f"{BUCKET}.odd"
    assert gap.blinds == ("*",)
