"""Answers of RDS, DocumentDB and Neptune in Terraform's form.

Amazon RDS API Reference, ``DBInstance`` and ``DBCluster``: with ``StorageEncryptionType`` ``sse-rds`` the storage is
encrypted with a key that AWS owns although ``StorageEncrypted`` is false. A parameter group whose change waits for a
restart does not hold yet, and what held before is not told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.aws.shape import AWS_OWNED_KEY, Shaped, Shaper, arn_of, tags_of, told
from pcicheck.sources.live.natives import Native

PASSWORD = Unknown("the API does not tell where the administrator's password is kept")
_WAITING = Unknown("a change of its parameter group waits for a restart")
_OTHERS = ("docdb", "neptune")


def instance(native: Native) -> Iterator[Shaped]:
    """A server by itself, or one of a cluster."""
    item = native.item
    values = (
        {
            "id": item.get("DBInstanceIdentifier"),
            "identifier": item.get("DBInstanceIdentifier"),
            "arn": native.id,
            "engine": item.get("Engine"),
            "engine_version": item.get("EngineVersion"),
            "performance_insights_kms_key_id": item.get("PerformanceInsightsKMSKeyId"),
            "performance_insights_enabled": item.get("PerformanceInsightsEnabled", False),
            "tags": tags_of(item.get("TagList")),
        }
        | told(
            item,
            {
                "publicly_accessible": "PubliclyAccessible",
                "auto_minor_version_upgrade": "AutoMinorVersionUpgrade",
                "ca_cert_identifier": "CACertificateIdentifier",
            },
        )
        | _stored(item)
    )
    if item.get("DBClusterIdentifier"):
        family = _family(item)
        values["cluster_identifier"] = item["DBClusterIdentifier"]
        yield Shaped(f"aws_{family}_cluster_instance", values)
        return
    groups = item.get("DBParameterGroups") or [{}]
    waiting = any(group.get("ParameterApplyStatus") == "pending-reboot" for group in groups)
    name = groups[0].get("DBParameterGroupName")
    yield Shaped(
        "aws_db_instance",
        values
        | _admin(item, "username", "password")
        | {
            "replicate_source_db": item.get("ReadReplicaSourceDBInstanceIdentifier"),
            "parameter_group_name": _WAITING if waiting else _group(native, "pg", name),
            "enabled_cloudwatch_logs_exports": item.get("EnabledCloudwatchLogsExports", []),
            "iam_database_authentication_enabled": item.get("IAMDatabaseAuthenticationEnabled", False),
        },
    )


def cluster(native: Native) -> Iterator[Shaped]:
    """A cluster of Aurora, DocumentDB or Neptune, or a Multi-AZ cluster."""
    item, family = native.item, _family(native.item)
    members = item.get("DBClusterMembers") or ()
    waiting = any(member.get("DBClusterParameterGroupStatus") == "pending-reboot" for member in members)
    group = _WAITING if waiting else _group(native, "cluster-pg", item.get("DBClusterParameterGroup"))
    logs = item.get("EnabledCloudwatchLogsExports", [])
    values = {
        "id": item.get("DBClusterIdentifier"),
        "cluster_identifier": item.get("DBClusterIdentifier"),
        "arn": native.id,
        "engine": item.get("Engine"),
        "engine_version": item.get("EngineVersion"),
        "iam_database_authentication_enabled": item.get("IAMDatabaseAuthenticationEnabled", False),
        "tags": tags_of(item.get("TagList")),
    } | _stored(item)
    if family == "neptune":
        own = {"neptune_cluster_parameter_group_name": group, "enable_cloudwatch_logs_exports": logs}
        yield Shaped("aws_neptune_cluster", values | own | {"kms_key_arn": values["kms_key_id"]})
        return
    values |= _admin(item, "master_username", "master_password")
    values |= {"db_cluster_parameter_group_name": group, "enabled_cloudwatch_logs_exports": logs}
    if family == "rds":
        values |= _aurora(item)
    yield Shaped(f"aws_{family}_cluster", values)
    if item.get("ActivityStreamStatus") in ("started", "starting"):
        key = item.get("ActivityStreamKmsKeyId")
        stream = {"id": native.id, "resource_arn": native.id, "kms_key_id": key}
        yield Shaped("aws_rds_cluster_activity_stream", stream, f"{native.id}/activity-stream")


def _aurora(item: dict[str, Any]) -> dict[str, Any]:
    certificate = (item.get("CertificateDetails") or {}).get("CAIdentifier")
    unknown = Unknown("the API does not tell the authority of its certificate")
    return {
        "replication_source_identifier": item.get("ReplicationSourceIdentifier"),
        "engine_mode": item.get("EngineMode"),
        "db_cluster_instance_class": item.get("DBClusterInstanceClass"),
        "ca_certificate_identifier": certificate or unknown,
        "performance_insights_enabled": item.get("PerformanceInsightsEnabled", False),
        "performance_insights_kms_key_id": item.get("PerformanceInsightsKMSKeyId"),
        "global_cluster_identifier": item.get("GlobalClusterIdentifier"),
    } | told(item, {"auto_minor_version_upgrade": "AutoMinorVersionUpgrade"})


def _family(item: dict[str, Any]) -> str:
    engine = str(item.get("Engine", ""))
    return engine if engine in _OTHERS else "rds"


def _stored(item: dict[str, Any], switch: str = "storage_encrypted") -> dict[str, Any]:
    """Whether the storage is encrypted, and with which key."""
    if item.get("StorageEncryptionType") == "sse-rds":
        return {switch: True, "kms_key_id": AWS_OWNED_KEY}
    return {switch: item.get("StorageEncrypted", item.get("Encrypted", False)), "kms_key_id": item.get("KmsKeyId")}


def _admin(item: dict[str, Any], name: str, password: str) -> dict[str, Any]:
    by_service = bool(item.get("MasterUserSecret"))
    return {
        name: item.get("MasterUsername"),
        "manage_master_user_password": by_service,
        password: None if by_service else PASSWORD,
    }


def _group(native: Native, kind: str, name: Any) -> Any:
    """A parameter group by its ARN, which no other region can have; what AWS ships is known by its name."""
    if not isinstance(name, str) or not name:
        return Unknown("the API does not tell its parameter group")
    return name if name.startswith(("default.", "default:")) else arn_of(native, "rds", f"{kind}:{name}")


def global_cluster(native: Native) -> Iterator[Shaped]:
    """A global cluster. Each of its regions tells of it; that of the writer speaks for all."""
    item = native.item
    writers = [found["DBClusterArn"] for found in item.get("GlobalClusterMembers") or () if found.get("IsWriter")]
    if writers and writers[0].split(":")[3] != native.region:
        return
    yield Shaped(
        f"aws_{_family(item)}_global_cluster",
        {
            "id": item.get("GlobalClusterIdentifier"),
            "global_cluster_identifier": item.get("GlobalClusterIdentifier"),
            "arn": native.id,
            "engine": item.get("Engine"),
            "engine_version": item.get("EngineVersion"),
        }
        | _stored(item),
    )


def parameter_group(native: Native) -> Iterator[Shaped]:
    """A parameter group of servers."""
    yield Shaped("aws_db_parameter_group", settings(native, "DBParameterGroupName", "DBParameterGroupFamily"))


def cluster_parameter_group(native: Native) -> Iterator[Shaped]:
    """A parameter group of clusters."""
    family = str(native.item.get("DBParameterGroupFamily", ""))
    engine = next((other for other in _OTHERS if family.startswith(other)), "rds")
    values = settings(native, "DBClusterParameterGroupName", "DBParameterGroupFamily")
    yield Shaped(f"aws_{engine}_cluster_parameter_group", values)


def settings(native: Native, name: str, family: str) -> dict[str, Any]:
    """A parameter group with what somebody set in it."""
    found = native.part("parameters")
    if not isinstance(found, Unknown):
        found = [
            {"name": parameter.get("ParameterName"), "value": parameter.get("ParameterValue")}
            for parameter in found or ()
        ]
    return {
        "id": native.item.get(name),
        "name": native.item.get(name),
        "arn": native.id,
        "family": native.item.get(family),
        "parameter": found,
        "tags": tags_of(native.item.get("Tags")),
    }


def snapshot(native: Native) -> Iterator[Shaped]:
    """A snapshot of a server."""
    item = native.item
    values = {
        "id": item.get("DBSnapshotIdentifier"),
        "db_snapshot_identifier": item.get("DBSnapshotIdentifier"),
        "arn": native.id,
        "db_instance_identifier": item.get("DBInstanceIdentifier"),
        "shared_accounts": _shared(native),
        "tags": tags_of(item.get("TagList")),
    }
    yield Shaped("aws_db_snapshot", values | _stored(item, "encrypted"))


def replicated_backup(native: Native) -> Iterator[Shaped]:
    """Backups of a server of another region. Those of servers here are as encrypted as the servers."""
    item = native.item
    source = str(item.get("DBInstanceArn", ""))
    if item.get("Region") == native.region or source.split(":")[3:4] == [native.region]:
        return
    values = {"id": native.id, "arn": native.id, "source_db_instance_arn": source, "tags": tags_of(item.get("TagList"))}
    yield Shaped(native.type, values | {"kms_key_id": _stored(item)["kms_key_id"]})


def cluster_snapshot(native: Native) -> Iterator[Shaped]:
    """A snapshot of a cluster. Those of DocumentDB and Neptune can be shared too, which Terraform does not write."""
    item, family = native.item, _family(native.item)
    values = {
        "id": item.get("DBClusterSnapshotIdentifier"),
        "db_cluster_snapshot_identifier": item.get("DBClusterSnapshotIdentifier"),
        "arn": native.id,
        "db_cluster_identifier": item.get("DBClusterIdentifier"),
        "shared_accounts": _shared(native),
        "tags": tags_of(item.get("TagList")),
    }
    kind = "aws_db_cluster_snapshot" if family == "rds" else f"aws_{family}_cluster_snapshot"
    yield Shaped(kind, values | _stored(item))


def _shared(native: Native) -> Any:
    found = native.part("attributes")
    if isinstance(found, Unknown):
        return found
    restore = (attribute for attribute in found or () if attribute.get("AttributeName") == "restore")
    return [who for attribute in restore for who in attribute.get("AttributeValues") or ()]


SHAPES: dict[str, Shaper] = {
    "aws_db_instance": instance,
    "aws_rds_cluster": cluster,
    "aws_rds_global_cluster": global_cluster,
    "aws_db_parameter_group": parameter_group,
    "aws_rds_cluster_parameter_group": cluster_parameter_group,
    "aws_db_snapshot": snapshot,
    "aws_db_instance_automated_backups_replication": replicated_backup,
    "aws_db_cluster_snapshot": cluster_snapshot,
}
