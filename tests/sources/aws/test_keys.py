"""Keys, modules, secrets and certificates, live."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import boto3
import pytest

from pcicheck.sources.aws.shapes import shapes
from pcicheck.sources.live.natives import Native
from pcicheck.sources.live.records import Answer, Refusal
from tests.sources.aws.same import ACCOUNT, REGION, by_rule, collected, differences, planned, recorded

_KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/1"
_WINDOW = "key-deletion-window"
"""A live key has no waiting time; who orders its deletion chooses it."""
_POLICY = json.dumps(
    {
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
                "Action": "kms:*",
                "Resource": "*",
            },
            {
                "Effect": "Allow",
                "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:role/app"},
                "Action": ["kms:Decrypt"],
                "Resource": "*",
            },
        ]
    }
)
_META: dict[str, Any] = {
    "KeyManager": "CUSTOMER",
    "KeyState": "Enabled",
    "Enabled": True,
    "KeySpec": "SYMMETRIC_DEFAULT",
    "KeyUsage": "ENCRYPT_DECRYPT",
    "Origin": "AWS_KMS",
    "MultiRegion": False,
}


def _key(meta: dict[str, Any], **parts: object) -> list[Answer]:
    told = {"key": _META | meta, "policy": _POLICY, "grants": []} | parts
    listed = Answer("aws_kms_key", _KEY, {"KeyArn": _KEY, "KeyId": _KEY.rpartition("/")[2]})
    return [listed, *(Answer("aws_kms_key", _KEY, found, part) for part, found in told.items())]


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


def test_a_key_is_that_of_terraform() -> None:
    live = recorded({"kms": _key({}, rotation={"KeyRotationEnabled": True, "RotationPeriodInDays": 180})})
    plan = {"aws_kms_key.a": {"enable_key_rotation": True, "rotation_period_in_days": 180, "policy": _POLICY}}
    assert differences(planned(plan), live, {"aws_kms_key.a": _KEY}, {_WINDOW}) == []


@pytest.mark.parametrize(
    ("meta", "kind", "written"),
    [
        (
            {"KeySpec": "RSA_2048", "KeyUsage": "SIGN_VERIFY"},
            "aws_kms_key",
            {"customer_master_key_spec": "RSA_2048", "key_usage": "SIGN_VERIFY"},
        ),
        ({"Enabled": False, "KeyState": "Disabled"}, "aws_kms_key", {"is_enabled": False}),
        ({"Origin": "EXTERNAL"}, "aws_kms_external_key", {}),
    ],
)
def test_other_keys_are_those_of_terraform(meta: dict[str, Any], kind: str, written: dict[str, Any]) -> None:
    parts: dict[str, Any] = {"rotation": {"KeyRotationEnabled": False}} if "Enabled" in meta else {}
    live = recorded({"kms": _key(meta, **parts)})
    plan = {f"{kind}.a": {"policy": _POLICY} | written}
    assert differences(planned(plan), live, {f"{kind}.a": _KEY}, {_WINDOW}) == []


def test_what_is_refused_about_a_key_is_not_known() -> None:
    refusal = Refusal(
        "aws_kms_key", "denied", "kms:GetKeyRotationStatus", "kms:GetKeyRotationStatus", "no", _KEY, "rotation"
    )
    said = by_rule(recorded({"kms": [*_key({}), refusal]}), _KEY)
    whole = by_rule(recorded({"kms": _key({}, rotation={"KeyRotationEnabled": True})}), _KEY)
    assert (said.pop("key-rotation-on"), whole.pop("key-rotation-on")) == ("unknown", "pass")
    assert {rule for rule in said if said[rule] != whole.get(rule)} <= {"key-rotation-interval"}


def test_keys_of_aws_and_dying_keys_are_not_judged() -> None:
    for meta in ({"KeyManager": "AWS"}, {"KeyState": "PendingDeletion"}):
        assert by_rule(recorded({"kms": _key(meta)}), _KEY) == {}


def test_what_is_encrypted_with_a_key_of_aws_is_known_to_be() -> None:
    name = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:a"
    secret = [
        Answer("aws_secretsmanager_secret", name, {"ARN": name, "Name": "a", "KmsKeyId": _KEY}),
        Answer("aws_secretsmanager_secret", name, None, "policy"),
    ]
    managed = recorded({"kms": _key({"KeyManager": "AWS"}), "secretsmanager": secret})
    assert by_rule(managed, name)["secret-customer-key"] == "fail"
    own = recorded({"kms": _key({}), "secretsmanager": secret})
    assert by_rule(own, name)["secret-customer-key"] == "pass"
    brought = recorded({"kms": _key({"Origin": "EXTERNAL"}), "secretsmanager": secret})
    assert by_rule(brought, name)["secret-customer-key"] == "pass"
    refusal = Refusal("aws_kms_key", "denied", "kms:DescribeKey", "kms:DescribeKey", "no", _KEY, "key")
    untold = recorded({"kms": [_key({})[0], refusal], "secretsmanager": secret})
    assert by_rule(untold, name)["secret-customer-key"] == "unknown"
    unseen = recorded({"secretsmanager": secret})
    assert by_rule(unseen, name)["secret-customer-key"] == "unknown"


def test_a_module_and_the_store_before_it_are_those_of_terraform() -> None:
    modules = [{"HsmId": f"hsm-{zone}", "AvailabilityZone": f"{REGION}{zone}", "State": "ACTIVE"} for zone in "ab"]
    cluster = {"ClusterId": "cluster-1", "HsmType": "hsm2m.medium", "Mode": "FIPS", "Hsms": modules, "TagList": []}
    store = {
        "CustomKeyStoreId": "cks-1",
        "CustomKeyStoreName": "pay",
        "CustomKeyStoreType": "AWS_CLOUDHSM",
        "CloudHsmClusterId": "cluster-1",
        "ConnectionState": "CONNECTED",
    }
    live = recorded(
        {
            "cloudhsmv2": [Answer("aws_cloudhsm_v2_cluster", "cluster-1", cluster)],
            "kms": [
                Answer("aws_kms_custom_key_store", "cks-1", store),
                *_key({"Origin": "AWS_CLOUDHSM", "CustomKeyStoreId": "cks-1"}),
            ],
        }
    )
    plan: dict[str, dict[str, Any]] = {
        "aws_cloudhsm_v2_cluster.a": {"id": "cluster-1", "hsm_type": "hsm2m.medium", "mode": "FIPS"},
        "aws_cloudhsm_v2_hsm.a": {"cluster_id": "cluster-1", "availability_zone": f"{REGION}a"},
        "aws_cloudhsm_v2_hsm.b": {"cluster_id": "cluster-1", "availability_zone": f"{REGION}b"},
        "aws_kms_custom_key_store.a": {
            "id": "cks-1",
            "custom_key_store_name": "pay",
            "cloud_hsm_cluster_id": "cluster-1",
        },
        "aws_kms_key.a": {"custom_key_store_id": "cks-1", "policy": _POLICY},
    }
    pairs = {
        "aws_cloudhsm_v2_cluster.a": "cluster-1",
        "aws_kms_custom_key_store.a": "cks-1",
        "aws_kms_key.a": _KEY,
    }
    assert differences(planned(plan), live, pairs, {_WINDOW}) == []


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


def test_payment_keys_are_those_of_terraform() -> None:
    name = f"arn:aws:payment-cryptography:{REGION}:{ACCOUNT}:key/1"
    item = {
        "KeyArn": name,
        "Enabled": True,
        "Exportable": True,
        "KeyAttributes": {
            "KeyAlgorithm": "TDES_2KEY",
            "KeyUsage": "TR31_P0_PIN_ENCRYPTION_KEY",
            "KeyModesOfUse": {"Encrypt": True, "DeriveKey": False},
        },
    }
    modes = {"encrypt": True, "derive_key": False}
    attributes = {"key_algorithm": "TDES_2KEY", "key_usage": "TR31_P0_PIN_ENCRYPTION_KEY", "key_modes_of_use": [modes]}
    live = recorded({"payment-cryptography": [Answer("aws_paymentcryptography_key", name, item)]})
    plan = {"aws_paymentcryptography_key.a": {"exportable": True, "key_attributes": [attributes]}}
    assert differences(planned(plan), live, {"aws_paymentcryptography_key.a": name}) == []


def test_certificates_are_those_of_terraform() -> None:
    names = [f"arn:aws:acm:{REGION}:{ACCOUNT}:certificate/{number}" for number in (1, 2)]
    issued = {"CertificateArn": names[0], "DomainName": "pay.example", "Type": "AMAZON_ISSUED"}
    brought = {"CertificateArn": names[1], "DomainName": "pay.example", "Type": "IMPORTED"}
    off = {"CertificateTransparencyLoggingPreference": "DISABLED"}
    records = [
        Answer("aws_acm_certificate", names[0], issued),
        Answer("aws_acm_certificate", names[0], {"KeyAlgorithm": "RSA-2048", "Options": off}, "certificate"),
        Answer("aws_acm_certificate", names[1], brought),
        Answer("aws_acm_certificate", names[1], {"KeyAlgorithm": "RSA-1024"}, "certificate"),
    ]
    live = recorded({"acm": records})
    options = [{"certificate_transparency_logging_preference": "DISABLED"}]
    plan = {"aws_acm_certificate.a": {"domain_name": "pay.example", "options": options, "key_algorithm": "RSA_2048"}}
    assert differences(planned(plan), live, {"aws_acm_certificate.a": names[0]}) == []
    assert "fail" in by_rule(live, names[1]).values()


def test_authorities_are_those_of_terraform() -> None:
    name = f"arn:aws:acm-pca:{REGION}:{ACCOUNT}:certificate-authority/1"
    item = {
        "Arn": name,
        "Type": "SUBORDINATE",
        "Status": "ACTIVE",
        "UsageMode": "GENERAL_PURPOSE",
        "CertificateAuthorityConfiguration": {"KeyAlgorithm": "RSA_2048", "SigningAlgorithm": "SHA256WITHRSA"},
        "RevocationConfiguration": {"CrlConfiguration": {"Enabled": True, "ExpirationInDays": 7}},
    }
    plan: dict[str, dict[str, Any]] = {
        "aws_acmpca_certificate_authority.a": {
            "type": "SUBORDINATE",
            "certificate_authority_configuration": [
                {"key_algorithm": "RSA_2048", "signing_algorithm": "SHA256WITHRSA"},
            ],
            "revocation_configuration": [{"crl_configuration": [{"enabled": True, "expiration_in_days": 7}]}],
        }
    }
    live = recorded({"acm-pca": [Answer("aws_acmpca_certificate_authority", name, item)]})
    assert differences(planned(plan), live, {"aws_acmpca_certificate_authority.a": name}) == []


def test_secrets_and_parameters_are_those_of_terraform() -> None:
    name = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:a"
    policy = '{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}'
    rotated = {"RotationEnabled": True, "RotationRules": {"AutomaticallyAfterDays": 30}}
    records = [
        Answer("aws_secretsmanager_secret", name, {"ARN": name, "Name": "a"} | rotated),
        Answer("aws_secretsmanager_secret", name, policy, "policy"),
    ]
    parameter = {"Name": "/a", "ARN": f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter/a", "Type": "SecureString"}
    live = recorded({"secretsmanager": records, "ssm": [Answer("aws_ssm_parameter", "/a", parameter)]})
    plan: dict[str, dict[str, Any]] = {
        "aws_secretsmanager_secret.a": {"id": name, "name": "a", "policy": policy},
        "aws_secretsmanager_secret_rotation.a": {
            "secret_id": name,
            "rotation_rules": [{"automatically_after_days": 30}],
        },
        "aws_ssm_parameter.a": {"name": "/a", "type": "SecureString", "key_id": "alias/aws/ssm"},
    }
    assert differences(planned(plan), live, {"aws_secretsmanager_secret.a": name, "aws_ssm_parameter.a": "/a"}) == []


def test_tags_that_are_told_in_bulk_are_those_of_the_key() -> None:
    tags = [Answer("aws_tags", _KEY, {"ResourceARN": _KEY, "Tags": [{"Key": "tenant", "Value": "a"}]})]
    live = recorded({"kms": _key({}, rotation={"KeyRotationEnabled": True}), "resourcegroupstaggingapi": tags})
    plan = {"aws_kms_key.a": {"enable_key_rotation": True, "policy": _POLICY, "tags": {"tenant": "a"}}}
    assert differences(planned(plan), live, {"aws_kms_key.a": _KEY}, {_WINDOW}) == []
