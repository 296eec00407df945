"""Keys, modules, secrets and certificates."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pcicheck.sources.live.records import Answer
from tests.sources.aws.pairs.pair import Pair, named
from tests.sources.aws.same import ACCOUNT, REGION

KEY_ARN = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/1"


POLICY = json.dumps(
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

META: dict[str, Any] = {
    "KeyManager": "CUSTOMER",
    "KeyState": "Enabled",
    "Enabled": True,
    "KeySpec": "SYMMETRIC_DEFAULT",
    "KeyUsage": "ENCRYPT_DECRYPT",
    "Origin": "AWS_KMS",
    "MultiRegion": False,
}


def kms_key(meta: dict[str, Any], **parts: object) -> list[Answer]:
    told = {"key": META | meta, "policy": POLICY, "grants": []} | parts
    listed = Answer("aws_kms_key", KEY_ARN, {"KeyArn": KEY_ARN, "KeyId": KEY_ARN.rpartition("/")[2]})
    return [listed, *(Answer("aws_kms_key", KEY_ARN, found, part) for part, found in told.items())]


def key() -> Iterator[Pair]:
    live = {"kms": kms_key({}, rotation={"KeyRotationEnabled": True, "RotationPeriodInDays": 180})}
    plan = {"aws_kms_key.a": {"enable_key_rotation": True, "rotation_period_in_days": 180, "policy": POLICY}}
    yield Pair(live, plan, {"aws_kms_key.a": KEY_ARN})


def other_keys() -> Iterator[Pair]:
    signing = {"customer_master_key_spec": "RSA_2048", "key_usage": "SIGN_VERIFY"}
    others: list[tuple[dict[str, Any], str, dict[str, Any]]] = [
        ({"KeySpec": "RSA_2048", "KeyUsage": "SIGN_VERIFY"}, "aws_kms_key", signing),
        ({"Enabled": False, "KeyState": "Disabled"}, "aws_kms_key", {"is_enabled": False}),
        ({"Origin": "EXTERNAL"}, "aws_kms_external_key", {}),
    ]
    for meta, kind, written in others:
        parts: dict[str, Any] = {"rotation": {"KeyRotationEnabled": False}} if "Enabled" in meta else {}
        plan = {f"{kind}.a": {"policy": POLICY} | written}
        yield Pair({"kms": kms_key(meta, **parts)}, plan, {f"{kind}.a": KEY_ARN})


def module_and_the_store_before_it() -> Iterator[Pair]:
    modules = [{"HsmId": f"hsm-{zone}", "AvailabilityZone": f"{REGION}{zone}", "State": "ACTIVE"} for zone in "ab"]
    cluster = {"ClusterId": "cluster-1", "HsmType": "hsm2m.medium", "Mode": "FIPS", "Hsms": modules, "TagList": []}
    store = {
        "CustomKeyStoreId": "cks-1",
        "CustomKeyStoreName": "pay",
        "CustomKeyStoreType": "AWS_CLOUDHSM",
        "CloudHsmClusterId": "cluster-1",
        "ConnectionState": "CONNECTED",
    }
    live = {
        "cloudhsmv2": [Answer("aws_cloudhsm_v2_cluster", "cluster-1", cluster)],
        "kms": [
            Answer("aws_kms_custom_key_store", "cks-1", store),
            *kms_key({"Origin": "AWS_CLOUDHSM", "CustomKeyStoreId": "cks-1"}),
        ],
    }
    plan: dict[str, dict[str, Any]] = {
        "aws_cloudhsm_v2_cluster.a": {"id": "cluster-1", "hsm_type": "hsm2m.medium", "mode": "FIPS"},
        "aws_cloudhsm_v2_hsm.a": {"cluster_id": "cluster-1", "availability_zone": f"{REGION}a"},
        "aws_cloudhsm_v2_hsm.b": {"cluster_id": "cluster-1", "availability_zone": f"{REGION}b"},
        "aws_kms_custom_key_store.a": {
            "id": "cks-1",
            "custom_key_store_name": "pay",
            "cloud_hsm_cluster_id": "cluster-1",
        },
        "aws_kms_key.a": {"custom_key_store_id": "cks-1", "policy": POLICY},
    }
    pairs = {
        "aws_cloudhsm_v2_cluster.a": "cluster-1",
        "aws_kms_custom_key_store.a": "cks-1",
        "aws_kms_key.a": KEY_ARN,
    }
    yield Pair(live, plan, pairs)


def payment_keys() -> Iterator[Pair]:
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
    live = {"payment-cryptography": [Answer("aws_paymentcryptography_key", name, item)]}
    plan = {"aws_paymentcryptography_key.a": {"exportable": True, "key_attributes": [attributes]}}
    yield Pair(live, plan, {"aws_paymentcryptography_key.a": name})


def certificates() -> Iterator[Pair]:
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
    live = {"acm": records}
    options = [{"certificate_transparency_logging_preference": "DISABLED"}]
    plan = {"aws_acm_certificate.a": {"domain_name": "pay.example", "options": options, "key_algorithm": "RSA_2048"}}
    yield Pair(live, plan, {"aws_acm_certificate.a": names[0]})


def authorities() -> Iterator[Pair]:
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
    live = {"acm-pca": [Answer("aws_acmpca_certificate_authority", name, item)]}
    yield Pair(live, plan, {"aws_acmpca_certificate_authority.a": name})


def secrets_and_parameters() -> Iterator[Pair]:
    name = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:a"
    policy = '{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}'
    rotated = {"RotationEnabled": True, "RotationRules": {"AutomaticallyAfterDays": 30}}
    records = [
        Answer("aws_secretsmanager_secret", name, {"ARN": name, "Name": "a"} | rotated),
        Answer("aws_secretsmanager_secret", name, policy, "policy"),
    ]
    parameter = {"Name": "/a", "ARN": f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter/a", "Type": "SecureString"}
    live = {"secretsmanager": records, "ssm": [Answer("aws_ssm_parameter", "/a", parameter)]}
    plan: dict[str, dict[str, Any]] = {
        "aws_secretsmanager_secret.a": {"id": name, "name": "a", "policy": policy},
        "aws_secretsmanager_secret_rotation.a": {
            "secret_id": name,
            "rotation_rules": [{"automatically_after_days": 30}],
        },
        "aws_ssm_parameter.a": {"name": "/a", "type": "SecureString", "key_id": "alias/aws/ssm"},
    }
    yield Pair(live, plan, {"aws_secretsmanager_secret.a": name, "aws_ssm_parameter.a": "/a"})


def tags() -> Iterator[Pair]:
    tags = [Answer("aws_tags", KEY_ARN, {"ResourceARN": KEY_ARN, "Tags": [{"Key": "tenant", "Value": "a"}]})]
    live = {"kms": kms_key({}, rotation={"KeyRotationEnabled": True}), "resourcegroupstaggingapi": tags}
    plan = {"aws_kms_key.a": {"enable_key_rotation": True, "policy": POLICY, "tags": {"tenant": "a"}}}
    yield Pair(live, plan, {"aws_kms_key.a": KEY_ARN})


PAIRS = named(
    key,
    other_keys,
    module_and_the_store_before_it,
    payment_keys,
    certificates,
    authorities,
    secrets_and_parameters,
    tags,
)
