"""Keys, modules, secrets and certificates, live."""

from __future__ import annotations

from pathlib import Path

import boto3

from pcicheck.sources.aws.shapes import shapes
from pcicheck.sources.live.natives import Native
from pcicheck.sources.live.records import Answer, Refusal
from tests.sources.aws.pairs.keys import KEY_ARN, PAIRS, kms_key
from tests.sources.aws.same import ACCOUNT, REGION, answered, by_rule, collected, recorded


def test_keys_of_a_real_server(aws: str, tmp_path: Path) -> None:
    kms = boto3.client("kms")
    turned, still = (kms.create_key()["KeyMetadata"] for _ in range(2))
    kms.enable_key_rotation(KeyId=turned["KeyId"])
    kms.create_alias(AliasName="alias/pay", TargetKeyId=turned["KeyId"])
    signing = kms.create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")["KeyMetadata"]
    findings = collected(tmp_path / "s", "aws_kms_key", "aws_kms_alias")
    assert by_rule(findings, turned["Arn"])["key-rotation-on"] == "pass"
    assert by_rule(findings, still["Arn"])["key-rotation-on"] == "fail"
    assert "key-rotation-on" not in by_rule(findings, signing["Arn"])


def test_secrets_of_a_real_server(aws: str, tmp_path: Path) -> None:
    key = boto3.client("kms").create_key()["KeyMetadata"]["Arn"]
    manager = boto3.client("secretsmanager")
    own = manager.create_secret(Name="own", SecretString="x", KmsKeyId=key)["ARN"]
    plain = manager.create_secret(Name="plain", SecretString="x")["ARN"]
    findings = collected(tmp_path / "s", "aws_kms_key", "aws_secretsmanager_secret")
    first, second = by_rule(findings, own), by_rule(findings, plain)
    assert first["secret-customer-key"] == "pass"
    assert second["secret-customer-key"] == "fail"


def test_what_is_refused_about_a_key_is_not_known() -> None:
    refusal = Refusal(
        "aws_kms_key", "denied", "kms:GetKeyRotationStatus", "kms:GetKeyRotationStatus", "no", KEY_ARN, "rotation"
    )
    said = by_rule(recorded({"kms": [*kms_key({}), refusal]}), KEY_ARN)
    whole = by_rule(recorded({"kms": kms_key({}, rotation={"KeyRotationEnabled": True})}), KEY_ARN)
    assert (said.pop("key-rotation-on"), whole.pop("key-rotation-on")) == ("unknown", "pass")
    assert {rule for rule in said if said[rule] != whole.get(rule)} <= {"key-rotation-interval"}


def test_keys_of_aws_and_dying_keys_are_not_judged() -> None:
    for meta in ({"KeyManager": "AWS"}, {"KeyState": "PendingDeletion"}):
        assert by_rule(recorded({"kms": kms_key(meta)}), KEY_ARN) == {}


def test_what_is_encrypted_with_a_key_of_aws_is_known_to_be() -> None:
    name = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:a"
    secret = [
        Answer("aws_secretsmanager_secret", name, {"ARN": name, "Name": "a", "KmsKeyId": KEY_ARN}),
        Answer("aws_secretsmanager_secret", name, None, "policy"),
    ]
    managed = recorded({"kms": kms_key({"KeyManager": "AWS"}), "secretsmanager": secret})
    assert by_rule(managed, name)["secret-customer-key"] == "fail"
    own = recorded({"kms": kms_key({}), "secretsmanager": secret})
    assert by_rule(own, name)["secret-customer-key"] == "pass"
    brought = recorded({"kms": kms_key({"Origin": "EXTERNAL"}), "secretsmanager": secret})
    assert by_rule(brought, name)["secret-customer-key"] == "pass"
    refusal = Refusal("aws_kms_key", "denied", "kms:DescribeKey", "kms:DescribeKey", "no", KEY_ARN, "key")
    untold = recorded({"kms": [kms_key({})[0], refusal], "secretsmanager": secret})
    assert by_rule(untold, name)["secret-customer-key"] == "unknown"
    unseen = recorded({"secretsmanager": secret})
    assert by_rule(unseen, name)["secret-customer-key"] == "unknown"


def test_a_key_store_on_one_module_has_no_twin() -> None:
    modules = [
        {"HsmId": "hsm-1", "AvailabilityZone": f"{REGION}a", "SubnetId": "subnet-1", "State": "ACTIVE"},
        {"HsmId": "hsm-2", "AvailabilityZone": f"{REGION}b", "SubnetId": "subnet-2", "State": "DELETED"},
    ]
    cluster = {"ClusterId": "cluster-1", "HsmType": "hsm2m.medium", "Mode": "FIPS", "State": "ACTIVE", "Hsms": modules}
    store = {"CustomKeyStoreType": "AWS_CLOUDHSM", "CloudHsmClusterId": "cluster-1", "ConnectionState": "FAILED"}

    def said() -> str:
        told = {
            "cloudhsmv2": [Answer("aws_cloudhsm_v2_cluster", "cluster-1", cluster)],
            "kms": [Answer("aws_kms_custom_key_store", "cks-1", store)],
        }
        return by_rule(recorded(told), "cks-1")["key-store-redundant-hsm"]

    assert said() == "fail"
    modules[1]["State"] = "ACTIVE"
    assert said() == "pass"
    modules[1]["AvailabilityZone"] = f"{REGION}a"
    assert said() == "fail", "both are in one zone"


def test_a_key_store_says_whether_it_is_connected() -> None:
    native = Native("aws_kms_custom_key_store", "cks-1", ACCOUNT, REGION, {"ConnectionState": "DISCONNECTED"})
    (made,) = shapes()[native.type](native)
    assert isinstance(made.values, dict)
    assert made.values["connection_state"] == "DISCONNECTED"


def test_a_short_key_that_was_brought_fails() -> None:
    brought = f"arn:aws:acm:{REGION}:{ACCOUNT}:certificate/2"
    assert by_rule(answered(PAIRS["certificates-0"].live), brought)["certificate-strong-key"] == "fail"
