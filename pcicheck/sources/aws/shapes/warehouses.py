"""Answers of Redshift, the Database Migration Service, Athena, Glue and managed Airflow in Terraform's form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.aws.shape import NOT_TOLD, Shaped, Shaper, arn_of, block, fields, tags_of, told
from pcicheck.sources.aws.shapes.data import PASSWORD, settings
from pcicheck.sources.live.natives import Native

_AIRFLOW_LOGS = {
    "dag_processing_logs": "DagProcessingLogs",
    "scheduler_logs": "SchedulerLogs",
    "task_logs": "TaskLogs",
    "webserver_logs": "WebserverLogs",
    "worker_logs": "WorkerLogs",
}


def redshift_cluster(native: Native) -> Iterator[Shaped]:
    """A cluster of Redshift with its log."""
    item, logging = native.item, native.part("logging")
    arn = arn_of(native, "redshift", f"cluster:{native.id}")
    if not isinstance(logging, Unknown):
        logging = [{"enable": logging.get("LoggingEnabled", False)}]
    yield Shaped(
        native.type,
        {
            "id": native.id,
            "cluster_identifier": native.id,
            "arn": arn,
            "master_username": item.get("MasterUsername") or NOT_TOLD,
            "kms_key_id": item.get("KmsKeyId"),
            "cluster_parameter_group_name": _redshift_group(native),
            "logging": logging,
            "tags": tags_of(item.get("Tags")),
        }
        | _admin(item.get("MasterPasswordSecretArn"), "manage_master_password", "master_password")
        | told(
            item,
            {
                "encrypted": "Encrypted",
                "publicly_accessible": "PubliclyAccessible",
                "enhanced_vpc_routing": "EnhancedVpcRouting",
                "allow_version_upgrade": "AllowVersionUpgrade",
            },
        ),
        arn,
    )


def _redshift_group(native: Native) -> Any:
    groups = native.item.get("ClusterParameterGroups") or [{}]
    if groups[0].get("ParameterApplyStatus") == "pending-reboot":
        return Unknown("a change of its parameter group waits for a restart")
    name = groups[0].get("ParameterGroupName")
    if not name:
        return Unknown("the API does not tell its parameter group")
    return name if name.startswith("default.") else arn_of(native, "redshift", f"parametergroup:{name}")


def _admin(secret: Any, managed: str, password: str) -> dict[str, Any]:
    return {managed: bool(secret), password: None if secret else PASSWORD}


def redshift_group(native: Native) -> Iterator[Shaped]:
    """A parameter group of Redshift."""
    arn = arn_of(native, "redshift", f"parametergroup:{native.id}")
    values = settings(native, "ParameterGroupName", "ParameterGroupFamily")
    yield Shaped(native.type, values | {"arn": arn}, arn)


def copy_grant(native: Native) -> Iterator[Shaped]:
    """The key with which snapshots are copied to this region."""
    arn = arn_of(native, "redshift", f"snapshotcopygrant:{native.id}")
    values = {"id": native.id, "arn": arn, "kms_key_id": native.item.get("KmsKeyId")}
    yield Shaped(native.type, values | {"tags": tags_of(native.item.get("Tags"))}, arn)


def namespace(native: Native) -> Iterator[Shaped]:
    """A namespace of Redshift Serverless."""
    item = native.item
    yield Shaped(
        native.type,
        {
            "id": item.get("namespaceName"),
            "namespace_name": item.get("namespaceName"),
            "arn": native.id,
            "kms_key_id": item.get("kmsKeyId"),
            "log_exports": item.get("logExports") or [],
            "admin_username": item.get("adminUsername") or NOT_TOLD,
        }
        | _admin(item.get("adminPasswordSecretArn"), "manage_admin_password", "admin_user_password"),
    )


def workgroup(native: Native) -> Iterator[Shaped]:
    """A workgroup of Redshift Serverless."""
    item = native.item
    names = {"parameter_key": "parameterKey", "parameter_value": "parameterValue"}
    yield Shaped(
        native.type,
        {
            "id": item.get("workgroupName"),
            "workgroup_name": item.get("workgroupName"),
            "arn": native.id,
            "config_parameter": [fields(parameter, names) for parameter in item.get("configParameters") or ()],
        }
        | told(item, {"publicly_accessible": "publiclyAccessible", "enhanced_vpc_routing": "enhancedVpcRouting"}),
    )


def replication_instance(native: Native) -> Iterator[Shaped]:
    """A server of the migration service."""
    item = native.item
    name = item.get("ReplicationInstanceIdentifier")
    yield Shaped(
        native.type,
        {
            "id": name,
            "replication_instance_id": name,
            "replication_instance_arn": native.id,
            "arn": native.id,
            "kms_key_arn": item.get("KmsKeyId"),
        }
        | told(
            item,
            {"publicly_accessible": "PubliclyAccessible", "auto_minor_version_upgrade": "AutoMinorVersionUpgrade"},
        ),
    )


def endpoint(native: Native) -> Iterator[Shaped]:
    """An endpoint of the migration service."""
    item = native.item
    kafka, redis, key = item.get("Kafka"), item.get("Redis"), item.get("S3Key")
    yield Shaped(
        native.type,
        {
            "id": item.get("EndpointIdentifier"),
            "endpoint_id": item.get("EndpointIdentifier"),
            "endpoint_arn": native.id,
            "arn": native.id,
            "engine_name": item.get("EngineName"),
            "endpoint_type": str(item.get("EndpointType", "")).lower() or None,
            "kms_key_arn": item.get("KmsKeyId"),
            "ssl_mode": item.get("SslMode") or NOT_TOLD,
            "s3_settings": block({"server_side_encryption_kms_key_id": key} if key else None),
            "kafka_settings": block({"security_protocol": kafka} if kafka else None),
            "redis_settings": [{"ssl_security_protocol": redis or NOT_TOLD}],
        },
    )


def athena_workgroup(native: Native) -> Iterator[Shaped]:
    """A workgroup of Athena."""
    found, arn = native.part("workgroup"), arn_of(native, "athena", f"workgroup/{native.id}")
    values: dict[str, Any] = {"id": native.id, "name": native.id, "arn": arn, "configuration": found}
    if not isinstance(found, Unknown):
        results = found.get("ResultConfiguration") or {}
        encryption = results.get("EncryptionConfiguration")
        managed = (found.get("ManagedQueryResultsConfiguration") or {}).get("Enabled", False)
        option = {"encryption_option": encryption.get("EncryptionOption")} if encryption else None
        values["configuration"] = [
            {"result_configuration": [{"encryption_configuration": block(option)}]}
            | {"managed_query_results_configuration": [{"enabled": managed}]}
            | told(found, {"enforce_workgroup_configuration": "EnforceWorkGroupConfiguration"})
        ]
    yield Shaped(native.type, values, arn)


def glue_catalog(native: Native) -> Iterator[Shaped]:
    """The encryption of the catalogue of a region."""
    item = native.item
    passwords = {
        "return_connection_password_encrypted": "ReturnConnectionPasswordEncrypted",
        "aws_kms_key_id": "AwsKmsKeyId",
    }
    at_rest = {"catalog_encryption_mode": "CatalogEncryptionMode", "sse_aws_kms_key_id": "SseAwsKmsKeyId"}
    arn = arn_of(native, "glue", "catalog")
    yield Shaped(
        native.type,
        {
            "id": arn,
            "data_catalog_encryption_settings": [
                {
                    "encryption_at_rest": [fields(item.get("EncryptionAtRest") or {}, at_rest)],
                    "connection_password_encryption": [
                        fields(item.get("ConnectionPasswordEncryption") or {}, passwords)
                    ],
                }
            ],
        },
        arn,
    )


def catalog_table(native: Native) -> Iterator[Shaped]:
    """A table of the catalogue: the fields of its records."""
    item, arn = native.item, arn_of(native, "glue", f"table/{native.id}")
    names = {"name": "Name", "type": "Type", "comment": "Comment"}
    columns, keys = ([fields(one, names) for one in item.get(part) or ()] for part in ("Columns", "PartitionKeys"))
    yield Shaped(
        native.type,
        {
            "id": native.id,
            "name": item.get("Name"),
            "arn": arn,
            "database_name": item.get("DatabaseName"),
            "storage_descriptor": [{"columns": columns}],
            "partition_keys": keys,
        },
        arn,
    )


def registered_schema(native: Native) -> Iterator[Shaped]:
    """A schema of the registry, as its latest version has it."""
    version = native.part("version")
    values = {"id": native.id, "arn": native.id, "schema_name": native.item.get("SchemaName")}
    yield Shaped(
        native.type, values | fields(version, {"data_format": "DataFormat", "schema_definition": "SchemaDefinition"})
    )


def glue_security(native: Native) -> Iterator[Shaped]:
    """A security configuration of Glue."""
    found = native.item.get("EncryptionConfiguration") or {}
    objects = (found.get("S3Encryption") or [{}])[0]
    logs, bookmarks = found.get("CloudWatchEncryption") or {}, found.get("JobBookmarksEncryption") or {}
    modes = {
        "s3_encryption": [fields(objects, {"s3_encryption_mode": "S3EncryptionMode"})],
        "cloudwatch_encryption": [
            fields(logs, {"cloudwatch_encryption_mode": "CloudWatchEncryptionMode", "kms_key_arn": "KmsKeyArn"})
        ],
        "job_bookmarks_encryption": [
            fields(
                bookmarks, {"job_bookmarks_encryption_mode": "JobBookmarksEncryptionMode", "kms_key_arn": "KmsKeyArn"}
            )
        ],
    }
    arn = arn_of(native, "glue", f"securityConfiguration/{native.id}")
    yield Shaped(native.type, {"id": native.id, "name": native.id, "encryption_configuration": [modes]}, arn)


def _glue(kind: str) -> Shaper:
    """A job, a crawler or a development endpoint of Glue."""

    def shape(native: Native) -> Iterator[Shaped]:
        arn = arn_of(native, "glue", f"{kind}/{native.id}")
        security = native.item.get("SecurityConfiguration")
        values = {"id": native.id, "name": native.id, "arn": arn, "security_configuration": security}
        yield Shaped(native.type, values, arn)

    return shape


def airflow(native: Native) -> Iterator[Shaped]:
    """An environment of managed Airflow."""
    found, arn = native.part("environment"), arn_of(native, "airflow", f"environment/{native.id}")
    values: dict[str, Any] = {"id": native.id, "name": native.id, "arn": arn}
    values |= told(found, {"webserver_access_mode": "WebserverAccessMode"}) | fields(found, {"kms_key": "KmsKey"})
    if isinstance(found, Unknown):
        values["logging_configuration"] = found
    else:
        logs = found.get("LoggingConfiguration") or {}
        on = {name: (logs.get(theirs) or {}).get("Enabled", False) for name, theirs in _AIRFLOW_LOGS.items()}
        values["logging_configuration"] = [{name: [{"enabled": value}] for name, value in on.items()}]
        values["tags"] = tags_of(found.get("Tags"))
    yield Shaped(native.type, values, arn)


SHAPES: dict[str, Shaper] = {
    "aws_redshift_cluster": redshift_cluster,
    "aws_redshift_parameter_group": redshift_group,
    "aws_redshift_snapshot_copy_grant": copy_grant,
    "aws_redshiftserverless_namespace": namespace,
    "aws_redshiftserverless_workgroup": workgroup,
    "aws_dms_replication_instance": replication_instance,
    "aws_dms_endpoint": endpoint,
    "aws_athena_workgroup": athena_workgroup,
    "aws_glue_data_catalog_encryption_settings": glue_catalog,
    "aws_glue_catalog_table": catalog_table,
    "aws_glue_schema": registered_schema,
    "aws_glue_security_configuration": glue_security,
    "aws_glue_job": _glue("job"),
    "aws_glue_crawler": _glue("crawler"),
    "aws_glue_dev_endpoint": _glue("devEndpoint"),
    "aws_mwaa_environment": airflow,
}
