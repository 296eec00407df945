"""States, raw and as ``terraform show -json`` prints them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pcicheck import scan
from pcicheck.errors import InputError
from pcicheck.model.value import SENSITIVE
from pcicheck.providers.registry import READ_TYPES
from pcicheck.sources.base import Input
from pcicheck.sources.terraform.state import read_state

BUCKET = {"bucket": "pay", "arn": "arn:aws:s3:::pay", "id": "pay"}
DATABASE = {
    "engine": "postgres",
    "password": "hunter2-secret",
    "storage_encrypted": True,
    "arn": "arn:aws:rds:eu-west-1:123456789012:db:x",
}


def _instance(values: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"schema_version": 0, "attributes": values, "sensitive_attributes": [], **more}


RAW = {
    "version": 4,
    "terraform_version": "1.9.0",
    "serial": 3,
    "lineage": "x",
    "resources": [
        {
            "module": 'module.a["x"]',
            "mode": "managed",
            "type": "aws_s3_bucket",
            "name": "b",
            "instances": [_instance(BUCKET, index_key=0), _instance({**BUCKET, "bucket": "old"}, deposed="1234")],
        },
        {
            "mode": "managed",
            "type": "aws_s3_bucket_versioning",
            "name": "v",
            "instances": [_instance({"bucket": "pay", "versioning_configuration": [{"status": "Enabled"}]})],
        },
        {
            "mode": "managed",
            "type": "aws_db_instance",
            "name": "d",
            "instances": [
                _instance(DATABASE, sensitive_attributes=[[{"type": "get_attr", "value": "password"}]], index_key="k")
            ],
        },
        {"mode": "managed", "type": "random_id", "name": "r", "instances": [_instance({"id": "1"})]},
        {"mode": "data", "type": "aws_caller_identity", "name": "me", "instances": [_instance({"id": "1"})]},
    ],
}


def _shown() -> dict[str, Any]:
    """The same state as ``terraform show -json`` prints it."""

    def one(address: str, kind: str, values: dict[str, Any], sensitive: dict[str, Any] | None = None) -> dict[str, Any]:
        name = address.split("[")[0].rsplit(".", 1)[-1]
        return {
            "address": address,
            "mode": "managed",
            "type": kind,
            "name": name,
            "values": values,
            "sensitive_values": sensitive or {},
        }

    versioning = {"bucket": "pay", "versioning_configuration": [{"status": "Enabled"}]}
    return {
        "format_version": "1.0",
        "terraform_version": "1.9.0",
        "values": {
            "root_module": {
                "resources": [
                    one("aws_s3_bucket_versioning.v", "aws_s3_bucket_versioning", versioning),
                    one('aws_db_instance.d["k"]', "aws_db_instance", DATABASE, {"password": True}),
                    one("random_id.r", "random_id", {}),
                ],
                "child_modules": [
                    {
                        "address": 'module.a["x"]',
                        "resources": [one('module.a["x"].aws_s3_bucket.b[0]', "aws_s3_bucket", BUCKET)],
                    }
                ],
            }
        },
    }


def _verdicts(path: Path, state: Any) -> dict[tuple[str, str], str]:
    path.write_text(json.dumps(state))
    results = scan([path])
    assert results.header.inputs[0].source == "terraform-state"
    assert [gap.where.split(": ")[1] for gap in results.header.gaps] == ["random_id"]
    found = list(results.findings())
    assert "hunter2" not in json.dumps([str(finding) for finding in found])
    assert {f.account for f in found if f.native_type == "aws_db_instance"} == {"123456789012"}
    return {(finding.rule, finding.native_address): finding.verdict for finding in found}


def test_both_forms_give_the_same_verdicts(tmp_path: Path) -> None:
    raw, shown = _verdicts(tmp_path / "terraform.tfstate", RAW), _verdicts(tmp_path / "state.json", _shown())
    assert raw == shown
    assert raw["object-store-versioned", 'module.a["x"].aws_s3_bucket.b[0]'] == "pass"
    assert raw["database-encrypted-at-rest", 'aws_db_instance.d["k"]'] == "pass"
    assert raw["database-admin-password-vaulted", 'aws_db_instance.d["k"]'] == "fail"


def test_sensitive_values_inside_lists_are_hidden(tmp_path: Path) -> None:
    options = {"master_user_options": [{"master_user_password": "hunter2-secret"}], "enabled": True}
    path = [
        {"type": "get_attr", "value": "advanced_security_options"},
        {"type": "index", "value": {"value": 0, "type": "number"}},
        {"type": "get_attr", "value": "master_user_options"},
        {"type": "index", "value": {"value": 0, "type": "number"}},
        {"type": "get_attr", "value": "master_user_password"},
    ]
    odd = [[{"type": "index", "value": {"value": 9, "type": "number"}}], [{"type": "get_attr"}], "x"]
    instance = _instance({"advanced_security_options": [options]}, sensitive_attributes=[path, *odd])
    resource = {"mode": "managed", "type": "aws_opensearch_domain", "name": "s", "instances": [instance]}
    data = json.dumps({"version": 4, "resources": [resource]}).encode()
    (document,) = read_state(Input("s", data), READ_TYPES).documents
    hidden = document.get("advanced_security_options.master_user_options.master_user_password")
    assert hidden == SENSITIVE
    assert document.get("advanced_security_options.enabled") is True


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"version": 3, "modules": []}, "a Terraform state of version 3; run 'terraform show -json"),
        ({"version": 4, "resources": []}, "the state holds no resources"),
        ({"version": 4, "resources": [{"type": 7}]}, "this JSON is no Terraform"),
        ({"format_version": "1.0", "values": {"root_module": {}}}, "the state holds no resources"),
    ],
)
def test_bad_states(tmp_path: Path, state: Any, said: str) -> None:
    path = tmp_path / "s.json"
    path.write_text(json.dumps(state))
    with pytest.raises(InputError, match=said):
        scan([path])
