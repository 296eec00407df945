"""Answers of AWS about keys, secrets and certificates in Terraform's form.

A key that AWS manages is no ``aws_kms_key``: it becomes what Terraform's data source finds, so that what is encrypted
with it is known to be, and no question for keys of customers is put to it. So does a key that waits for its deletion.
A replica of a multi-region key tells all about itself and needs no primary, so it is an ``aws_kms_key`` like others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import SENSITIVE, Unknown
from pcicheck.sources.aws.shape import NOT_TOLD, Shaped, Shaper, block, fields, tags_of, told
from pcicheck.sources.aws.spelling import inside, members
from pcicheck.sources.live.natives import Native

_NO_WINDOW = Unknown(
    "AWS tells a waiting time only of a key that is to be deleted; until then the key has none, and who orders its"
    " deletion chooses 7 to 30 days"
)


def _by_arn(native: Native, values: dict[str, Any]) -> Shaped:
    """A thing whose id is its ARN."""
    return Shaped(native.type, {"id": native.id, "arn": native.id} | values)


def _structure(item: dict[str, Any], name: str) -> Any:
    """A structure of an answer as a nested block."""
    found = item.get(name)
    return block(members(found) if found else None)


def kms_key(native: Native) -> Iterator[Shaped]:
    """A KMS key with its policy, rotation and grants."""
    key = {"KeyManager": "AWS"} if inside(native.item, "OfAws") else native.part("key")
    if isinstance(key, Unknown):  # whose key it is decides which questions are put to it
        yield Shaped("aws_kms_key", key)
        return
    names = {"id": native.id.rpartition("/")[2], "key_id": native.id.rpartition("/")[2], "arn": native.id}
    manager, state = inside(key, "KeyManager"), inside(key, "KeyState")
    if manager == "AWS" or state == "PendingDeletion":
        yield Shaped("data.aws_kms_key", names | {"key_manager": manager})
        return
    imported = inside(key, "Origin") == "EXTERNAL"
    kind = "aws_kms_external_key" if imported else "aws_kms_key"
    yield Shaped(kind, names | (_imported(key) if imported else _made_here(native, key)) | _shared(native, key))
    yield from _grants(native)


def _shared(native: Native, key: Any) -> dict[str, Any]:
    return {
        "policy": native.part("policy"),
        "multi_region": inside(key, "MultiRegion"),
        "deletion_window_in_days": _window(key),
        "description": inside(key, "Description"),
    }


def _window(key: Any) -> Any:
    """Days until the end, which KMS tells of a primary key whose replicas must be deleted first."""
    days = inside(key, "PendingDeletionWindowInDays")
    return _NO_WINDOW if days is None else days


def _made_here(native: Native, key: Any) -> dict[str, Any]:
    rotation = native.part("rotation") if _rotatable(key) else None
    return {
        "is_enabled": inside(key, "Enabled"),
        "customer_master_key_spec": inside(key, "KeySpec") or inside(key, "CustomerMasterKeySpec"),
        "key_usage": inside(key, "KeyUsage"),
        "custom_key_store_id": inside(key, "CustomKeyStoreId"),
        "xks_key_id": inside(key, "XksKeyConfiguration", "Id"),
        "enable_key_rotation": inside(rotation, "KeyRotationEnabled"),
        "rotation_period_in_days": inside(rotation, "RotationPeriodInDays"),
    }


def _imported(key: Any) -> dict[str, Any]:
    return {
        "enabled": inside(key, "Enabled"),
        "valid_to": inside(key, "ValidTo"),
        "key_usage": inside(key, "KeyUsage"),
        "key_spec": inside(key, "KeySpec"),
    }


def _rotatable(key: Any) -> bool:
    """Whether KMS can rotate it, or nobody knows."""
    spec, origin = inside(key, "KeySpec") or NOT_TOLD, inside(key, "Origin") or NOT_TOLD
    return all(
        isinstance(fact, Unknown) or fact == can for fact, can in ((spec, "SYMMETRIC_DEFAULT"), (origin, "AWS_KMS"))
    )


def _grants(native: Native) -> Iterator[Shaped]:
    grants = native.part("grants")
    if isinstance(grants, Unknown):
        values = {"key_id": native.id, "operations": grants, "grantee_principal": grants}
        yield Shaped("aws_kms_grant", values, f"{native.id}/grants")
        return
    for grant in grants or ():
        values = {
            "key_id": native.id,
            "operations": grant.get("Operations"),
            "grantee_principal": grant.get("GranteePrincipal"),
        }
        yield Shaped("aws_kms_grant", values, f"{native.id}/grants/{grant.get('GrantId')}")


def kms_alias(native: Native) -> Iterator[Shaped]:
    """Another name of a customer's key."""
    item = native.item
    values = {"name": item.get("AliasName"), "arn": native.id, "target_key_id": item.get("TargetKeyId")}
    yield Shaped("aws_kms_alias", values)


def key_store(native: Native) -> Iterator[Shaped]:
    """A custom key store."""
    item = native.item
    values = {
        "id": native.id,
        "custom_key_store_type": item.get("CustomKeyStoreType") or NOT_TOLD,
        "connection_state": item.get("ConnectionState") or NOT_TOLD,
        "xks_proxy_connectivity": inside(item, "XksProxyConfiguration", "Connectivity"),
    }
    names = {
        "custom_key_store_name": "CustomKeyStoreName",
        "cloud_hsm_cluster_id": "CloudHsmClusterId",
    }
    yield Shaped(native.type, values | fields(item, names))


def cluster(native: Native) -> Iterator[Shaped]:
    """A CloudHSM cluster and its modules."""
    item = native.item
    names = {"hsm_type": "HsmType", "mode": "Mode", "vpc_id": "VpcId", "cluster_state": "State"}
    values = {"id": native.id, "cluster_id": native.id, "tags": tags_of(item.get("TagList"))}
    told = item.get("Hsms")
    modules = [module for module in told or () if module.get("State") not in ("DELETED", "DELETE_IN_PROGRESS")]
    values["module_count"] = NOT_TOLD if told is None else len(modules)
    yield Shaped(native.type, values | fields(item, names))
    for module in modules:
        of_module = {"hsm_id": "HsmId", "availability_zone": "AvailabilityZone", "subnet_id": "SubnetId"}
        beside = {"cluster_id": native.id} | fields(module, of_module)
        yield Shaped("aws_cloudhsm_v2_hsm", beside, f"{native.id}/{module.get('HsmId')}")


def payment_key(native: Native) -> Iterator[Shaped]:
    """A key of Payment Cryptography."""
    attributes = native.item.get("KeyAttributes")
    values = {"key_attributes": block(members(attributes) if attributes else NOT_TOLD)}
    yield _by_arn(native, values | told(native.item, {"enabled": "Enabled", "exportable": "Exportable"}))


def payment_alias(native: Native) -> Iterator[Shaped]:
    """Another name of a payment key."""
    values = {"alias_name": native.id, "key_arn": native.item.get("KeyArn")}
    yield Shaped("aws_paymentcryptography_key_alias", values)


def certificate(native: Native) -> Iterator[Shaped]:
    """A certificate of ACM. Those that were imported came with a private key, which ACM does not show."""
    item, found = native.item, native.part("certificate")
    kind = item.get("Type") or inside(found, "Type") or NOT_TOLD
    options = inside(found, "Options")
    imported = kind == "IMPORTED"
    values = {
        "domain_name": None if imported else item.get("DomainName"),
        "key_algorithm": inside(found, "KeyAlgorithm") or item.get("KeyAlgorithm") or NOT_TOLD,
        "certificate_authority_arn": inside(found, "CertificateAuthorityArn"),
        "private_key": SENSITIVE if imported else kind if isinstance(kind, Unknown) else None,
        "options": options if isinstance(options, Unknown) else block(_options(options or {})),
    }
    yield _by_arn(native, values)


def _options(found: dict[str, Any]) -> dict[str, Any]:
    return {
        "certificate_transparency_logging_preference": found.get("CertificateTransparencyLoggingPreference", "ENABLED"),
        "export": found.get("Export", "DISABLED"),
    }


def server_certificate(native: Native) -> Iterator[Shaped]:
    """A certificate that somebody uploaded to IAM."""
    item = native.item
    values = {"id": item.get("ServerCertificateId"), "arn": native.id, "name": item.get("ServerCertificateName")}
    yield Shaped("aws_iam_server_certificate", values)


def authority(native: Native) -> Iterator[Shaped]:
    """A private certificate authority."""
    item = native.item
    values = {
        "type": item.get("Type", NOT_TOLD),
        "enabled": item.get("Status") != "DISABLED",
        "usage_mode": item.get("UsageMode"),
        "certificate_authority_configuration": _structure(item, "CertificateAuthorityConfiguration"),
        "revocation_configuration": _structure(item, "RevocationConfiguration"),
    }
    yield _by_arn(native, values)


def secret(native: Native) -> Iterator[Shaped]:
    """A secret with its policy and its rotation; its value is not asked for."""
    item = native.item
    plain = fields(item, {"name": "Name", "kms_key_id": "KmsKeyId"})
    yield _by_arn(native, plain | {"policy": native.part("policy"), "tags": tags_of(item.get("Tags"))})
    if item.get("RotationEnabled"):
        beside = {"secret_id": native.id, "rotation_rules": _structure(item, "RotationRules")}
        yield Shaped("aws_secretsmanager_secret_rotation", beside, f"{native.id}/rotation")


def parameter(native: Native) -> Iterator[Shaped]:
    """A parameter; its value is not asked for."""
    item = native.item
    values = {
        "id": native.id,
        "name": native.id,
        "arn": item.get("ARN"),
        "type": item.get("Type", NOT_TOLD),
        "key_id": item.get("KeyId"),
    }
    yield Shaped("aws_ssm_parameter", values)


SHAPES: dict[str, Shaper] = {
    "aws_kms_key": kms_key,
    "aws_kms_alias": kms_alias,
    "aws_kms_custom_key_store": key_store,
    "aws_cloudhsm_v2_cluster": cluster,
    "aws_paymentcryptography_key": payment_key,
    "aws_paymentcryptography_key_alias": payment_alias,
    "aws_acm_certificate": certificate,
    "aws_iam_server_certificate": server_certificate,
    "aws_acmpca_certificate_authority": authority,
    "aws_secretsmanager_secret": secret,
    "aws_ssm_parameter": parameter,
}
