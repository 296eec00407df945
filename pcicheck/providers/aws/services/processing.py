"""Glue, EMR and managed Airflow, and the security settings that they share.

Terraform registry, hashicorp/aws: ``aws_glue_security_configuration.encryption_configuration`` (modes SSE-KMS, CSE-KMS,
SSE-S3 or DISABLED, which is the default of each), ``aws_glue_data_catalog_encryption_settings``,
``security_configuration`` of jobs, crawlers, development endpoints and EMR clusters (none by default),
``aws_mwaa_environment`` (``webserver_access_mode`` PRIVATE_ONLY, each log off until ``enabled``, a key of AWS without
``kms_key``). Amazon EMR Management Guide, "Create a security configuration": the JSON that is read here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.data import DataProcessor, ProcessorSecurity
from pcicheck.model.logic import all_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.data.common import is_set, made
from pcicheck.providers.aws.kms import kms_encryption

_SETTINGS_SAY = Inapplicable("its security settings, which are a thing of their own, say how it encrypts")
_NO_PAGE = Inapplicable("it has no page of its own on the internet")
_WORKERS = Inapplicable("its machines have no addresses that the customer sees")
_SUBNET = Inapplicable("the subnet decides about addresses of its machines")
_NO_LOGS = Inapplicable("its logs are no setting of it")
_ONE_SETTING = Inapplicable("it encrypts by one setting of its own")
_NO_DISKS = Inapplicable("such settings do not speak of disks")
_NO_TRAFFIC = Inapplicable("such settings do not speak of traffic")
_LOGS = ("dag_processing", "scheduler", "task", "webserver", "worker")


def glue(document: Document) -> Iterator[Resource]:
    """A job, crawler or development endpoint."""
    yield from made(document, _processor(document, _WORKERS), "name")


def emr_cluster(document: Document) -> Iterator[Resource]:
    """An EMR cluster."""
    yield from made(document, _processor(document, _SUBNET), "name")


def workflows(document: Document) -> Iterator[Resource]:
    """An environment of managed Airflow."""
    mode = document.text("webserver_access_mode", "PRIVATE_ONLY")
    facts = DataProcessor(
        encryption=kms_encryption(document, "kms_key", without="provider"),
        public=mode if isinstance(mode, Unknown) else mode != "PRIVATE_ONLY",
        public_workers=_WORKERS,
        logs=_logs(document),
        security_settings=_ONE_SETTING,
    )
    yield from made(document, facts, "name")


def _processor(document: Document, workers: Inapplicable) -> DataProcessor:
    return DataProcessor(
        encryption=Encryption(at_rest=_SETTINGS_SAY, key_owner=_SETTINGS_SAY, key=_SETTINGS_SAY),
        public=_NO_PAGE,
        public_workers=workers,
        logs=_NO_LOGS,
        security_settings=is_set(document, "security_configuration"),
    )


def _logs(document: Document) -> Fact[tuple[str | Unknown, ...]]:
    found: list[str | Unknown] = []
    for name in _LOGS:
        on = document.flag(f"logging_configuration.{name}_logs.enabled", False)
        if isinstance(on, Unknown):
            found.append(on)
        elif on:
            found.append(name)
    return tuple(found)


def glue_security(document: Document) -> Iterator[Resource]:
    """A security configuration of Glue. Logs and bookmarks need a key to be named, for AWS has none of its own."""
    root = "encryption_configuration"
    parts = (
        _mode(document, f"{root}.cloudwatch_encryption.cloudwatch_encryption_mode", ("SSE-KMS",)),
        is_set(document, f"{root}.cloudwatch_encryption.kms_key_arn"),
        _mode(document, f"{root}.job_bookmarks_encryption.job_bookmarks_encryption_mode", ("CSE-KMS",)),
        is_set(document, f"{root}.job_bookmarks_encryption.kms_key_arn"),
        _mode(document, f"{root}.s3_encryption.s3_encryption_mode", ("SSE-KMS", "SSE-S3")),
    )
    yield from made(document, _security(parts), "name")


def glue_catalog(document: Document) -> Iterator[Resource]:
    """The encryption of a catalogue and of the passwords in it. Both need a key to be named."""
    root = "data_catalog_encryption_settings"
    at_rest, passwords = f"{root}.encryption_at_rest", f"{root}.connection_password_encryption"
    parts = (
        _mode(document, f"{at_rest}.catalog_encryption_mode", ("SSE-KMS", "SSE-KMS-WITH-SERVICE-ROLE")),
        is_set(document, f"{at_rest}.sse_aws_kms_key_id"),
        document.flag(f"{passwords}.return_connection_password_encrypted", False),
        is_set(document, f"{passwords}.aws_kms_key_id"),
    )
    yield from made(document, _security(parts))


def _security(parts: tuple[Any, ...]) -> ProcessorSecurity:
    return ProcessorSecurity(
        all_parts=all_true(*parts),
        key_service=_ONE_SETTING,
        local_disks=_NO_DISKS,
        volumes=_NO_DISKS,
        tls=_NO_TRAFFIC,
    )


def _mode(document: Document, path: str, good: tuple[str, ...]) -> bool | Unknown:
    mode = document.text(path, "DISABLED")
    return mode if isinstance(mode, Unknown) else str(mode).upper() in good


def emr_security(document: Document) -> Iterator[Resource]:
    """A security configuration of EMR, written as JSON."""
    raw = document.json("configuration")
    if raw is None or isinstance(raw, Unknown):
        unknown = raw or Unknown("no configuration is written")
        facts = ProcessorSecurity(**dict.fromkeys(ProcessorSecurity.__struct_fields__, unknown))
    else:
        facts = _emr(Block({"root": raw}))
    yield from made(document, facts, "name")


def _emr(block: Block) -> ProcessorSecurity:
    root = "root.EncryptionConfiguration"
    at_rest = block.flag(f"{root}.EnableAtRestEncryption", False)
    local = f"{root}.AtRestEncryptionConfiguration.LocalDiskEncryptionConfiguration"
    tls = block.flag(f"{root}.EnableInTransitEncryption", False)
    provider = block.text(f"{local}.EncryptionKeyProviderType", "")
    disks = all_true(at_rest, provider if isinstance(provider, Unknown) else bool(provider))
    volumes = all_true(at_rest, block.flag(f"{local}.EnableEbsEncryption", False))
    mode = block.text(f"{root}.AtRestEncryptionConfiguration.S3EncryptionConfiguration.EncryptionMode", "")
    kms = mode if isinstance(mode, Unknown) else str(mode).upper() in ("SSE-KMS", "CSE-KMS")
    return ProcessorSecurity(
        all_parts=Inapplicable("each of its parts is asked for by itself"),
        key_service=all_true(at_rest, kms),
        local_disks=disks,
        volumes=volumes,
        tls=tls,
    )
