"""Terraform plans of every form: what is read, what is skipped, what stays unknown."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from pcicheck.cases.shorthand import COMPUTED, plan
from pcicheck.errors import InputError
from pcicheck.model.document import Document
from pcicheck.model.value import AFTER_APPLY, SENSITIVE, Unknown
from pcicheck.sources.base import Input, Reading
from pcicheck.sources.terraform.plan import read
from tests.plans import UNKNOWN, ref, sensitive

WANTED = {"aws_s3_bucket", "aws_s3_bucket_versioning", "data.aws_iam_policy_document", "aws_lb"}


def _read(document: dict[str, Any]) -> Reading:
    return read(Input("plan.json", json.dumps(document).encode()), WANTED)


def _plan(resources: dict[str, dict[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(msgspec.json.encode(plan(resources)))
    return made


def _only(reading: Reading) -> Document:
    (document,) = reading.documents
    return document


def test_values_are_read_with_their_region() -> None:
    document = _only(_read(_plan({"aws_s3_bucket.a": {"bucket": "pay", "force_destroy": False}})))
    assert document.text("bucket") == "pay"
    assert document.flag("force_destroy") is False
    assert document.region == "eu-west-1"
    assert document.provider == "aws"
    assert document.origin.address == "aws_s3_bucket.a"


def test_written_unknown_is_unknown_and_unwritten_computed_is_unset() -> None:
    document = _only(_read(_plan({"aws_s3_bucket.a": {"bucket": UNKNOWN, "acl": COMPUTED}})))
    assert document.get("bucket") == AFTER_APPLY
    assert document.text("acl", "private") == "private"


def test_without_configuration_every_unknown_stays_unknown() -> None:
    made = _plan({"aws_s3_bucket.a": {"bucket": "pay", "acl": COMPUTED}})
    del made["configuration"]
    assert _only(_read(made)).get("acl") == AFTER_APPLY


def test_unknown_inside_blocks_and_lists() -> None:
    resources = {"aws_lb.a": {"access_logs": [{"bucket": UNKNOWN, "enabled": True}], "subnets": ["subnet-1", UNKNOWN]}}
    document = _only(_read(_plan(resources)))
    assert document.flag("access_logs.enabled") is True
    assert document.get("access_logs.bucket") == AFTER_APPLY
    assert document.texts("subnets") == ("subnet-1", AFTER_APPLY)


def test_a_computed_attribute_of_a_written_block_is_unset() -> None:
    document = _only(_read(_plan({"aws_lb.a": {"access_logs": [{"enabled": True, "prefix": COMPUTED}]}})))
    assert document.text("access_logs.prefix", "none") == "none"


def test_sensitive_values_are_hidden_but_known_to_be_set() -> None:
    document = _only(_read(_plan({"aws_s3_bucket.a": {"bucket": sensitive("4111111111111111"), "acl": "private"}})))
    assert document.get("bucket") == SENSITIVE
    assert document.text("acl") == "private"


def test_a_wholly_sensitive_resource_hides_everything() -> None:
    made = _plan({"aws_s3_bucket.a": {"bucket": "pay"}})
    made["resource_changes"][0]["change"]["after_sensitive"] = True
    assert isinstance(_only(_read(made)).values, Unknown)


@pytest.mark.parametrize("actions", [["delete"], ["forget"]])
def test_what_goes_away_is_not_judged(actions: list[str]) -> None:
    made = _plan({"aws_s3_bucket.a": {"bucket": "pay"}, "aws_s3_bucket.b": {"bucket": "stay"}})
    made["resource_changes"][0]["change"]["actions"] = actions
    assert [document.address for document in _read(made).documents] == ["aws_s3_bucket.b"]


@pytest.mark.parametrize("actions", [["no-op"], ["update"], ["delete", "create"], ["create", "delete"]])
def test_what_stays_or_comes_is_judged(actions: list[str]) -> None:
    made = _plan({"aws_s3_bucket.a": {"bucket": "pay"}})
    made["resource_changes"][0]["change"]["actions"] = actions
    assert len(_read(made).documents) == 1


def test_deposed_objects_are_skipped() -> None:
    made = _plan({"aws_s3_bucket.a": {"bucket": "pay"}, "aws_s3_bucket.b": {"bucket": "old"}})
    made["resource_changes"][1]["deposed"] = "00000001"
    assert len(_read(made).documents) == 1


def test_types_without_an_adapter_are_counted_by_type() -> None:
    reading = _read(_plan({"aws_s3_bucket.a": {}, "aws_route.x": {}, "aws_route.y": {}, "data.aws_region.r": {}}))
    (gap,) = reading.gaps
    assert (gap.kind, gap.count) == ("unsupported_type", 2)
    assert "aws_route.x" in gap.why
    assert reading.native_count == 3


def test_data_sources_are_read_under_their_own_name() -> None:
    reading = _read(_plan({"data.aws_iam_policy_document.p": {"statement": [{"effect": "Deny"}]}}))
    assert _only(reading).type == "data.aws_iam_policy_document"


def test_drift_and_prior_state_are_ignored() -> None:
    made = _plan({"aws_s3_bucket.a": {"bucket": "pay"}})
    made["resource_drift"] = [{"nonsense": True}]
    made["prior_state"] = {"values": {"root_module": "nonsense"}}
    assert len(_read(made).documents) == 1


@pytest.mark.parametrize("version", ["0.1", "0.2", "1.0", "1.1", "1.2", "1.9"])
def test_known_formats_give_no_warning(version: str) -> None:
    assert _read(_plan({"aws_s3_bucket.a": {}}) | {"format_version": version}).warnings == []


@pytest.mark.parametrize(("version", "words"), [("2.0", "newer than pcicheck knows"), (None, "names no format")])
def test_unknown_formats_warn_and_go_on(version: str | None, words: str) -> None:
    made = _plan({"aws_s3_bucket.a": {}}) | {"format_version": version}
    if version is None:
        del made["format_version"]
    reading = _read(made)
    assert words in reading.warnings[0]
    assert len(reading.documents) == 1


def test_planned_values_serve_where_there_are_no_changes() -> None:
    made = _plan(
        {"aws_s3_bucket.a": {"bucket": "pay", "acl": ref("var.acl")}, "module.m.aws_s3_bucket.b": {"bucket": "x"}}
    )
    del made["resource_changes"]
    made["planned_values"] = {
        "root_module": {
            "resources": [
                {"address": "aws_s3_bucket.a", "type": "aws_s3_bucket", "name": "a", "values": {"bucket": "pay"}}
            ],
            "child_modules": [
                {
                    "address": "module.m",
                    "resources": [
                        {
                            "address": "module.m.aws_s3_bucket.b",
                            "type": "aws_s3_bucket",
                            "name": "b",
                            "values": {"bucket": "x"},
                        }
                    ],
                }
            ],
        }
    }
    reading = _read(made)
    assert [document.address for document in reading.documents] == ["aws_s3_bucket.a", "module.m.aws_s3_bucket.b"]
    assert reading.documents[0].get("acl") == AFTER_APPLY
    assert "planned values" in reading.warnings[0]


def test_a_plan_without_resources_is_refused() -> None:
    with pytest.raises(InputError, match="holds no resources"):
        _read(_plan({}))


def test_values_of_another_shape_are_unknown() -> None:
    made = _plan({"aws_s3_bucket.a": {}})
    made["resource_changes"][0]["change"]["after"] = "text"
    assert isinstance(_only(_read(made)).values, Unknown)


def test_all_unknown_after_apply() -> None:
    made = _plan({"aws_s3_bucket.a": {}})
    made["resource_changes"][0]["change"]["after_unknown"] = True
    assert _only(_read(made)).values == AFTER_APPLY


def test_nothing_after_is_no_document() -> None:
    made = _plan({"aws_s3_bucket.a": {}, "aws_s3_bucket.b": {}})
    made["resource_changes"][0]["change"] |= {"after": None, "after_unknown": {}}
    assert [document.address for document in _read(made).documents] == ["aws_s3_bucket.b"]


def test_account_and_region_come_from_the_arn() -> None:
    arn = "arn:aws:elasticloadbalancing:us-east-2:123456789012:loadbalancer/app/a/1"
    document = _only(_read(_plan({"aws_lb.a": {"arn": arn}})))
    assert (document.account, document.region) == ("123456789012", "us-east-2")


def test_the_region_attribute_of_provider_6_wins() -> None:
    assert _only(_read(_plan({"aws_lb.a": {"region": "ap-south-1"}}))).region == "ap-south-1"


def test_region_by_variable_and_by_provider_alias() -> None:
    made = _plan({"aws_lb.a": {}})
    providers = {"aws": {"expressions": {"region": {"references": ["var.region"]}}}, "aws.eu": {"expressions": {}}}
    made["configuration"]["provider_config"] = providers
    made["variables"] = {"region": {"value": "sa-east-1"}}
    assert _only(_read(made)).region == "sa-east-1"
    made["configuration"]["root_module"]["resources"][0]["provider_config_key"] = "aws.eu"
    assert _only(_read(made)).region is None
    made["configuration"]["root_module"]["resources"][0]["provider_config_key"] = "module.m:aws"
    made["variables"] = "nonsense"
    assert _only(_read(made)).region is None
