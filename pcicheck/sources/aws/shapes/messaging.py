"""Answers of SQS, SNS, Kinesis, Firehose, MSK and Amazon MQ in Terraform's form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.aws.shape import NOT_TOLD, Shaped, Shaper, arn_of, block, fields, tags_of, told
from pcicheck.sources.live.natives import Native


def queue(native: Native) -> Iterator[Shaped]:
    """A queue, known by its address."""
    found, name = native.part("attributes"), native.id.rpartition("/")[2]
    arn = arn_of(native, "sqs", name)
    yield Shaped(
        native.type,
        {"id": native.id, "url": native.id, "name": name, "arn": arn}
        | fields(found, {"policy": "Policy", "kms_master_key_id": "KmsMasterKeyId"})
        | told(found, {"sqs_managed_sse_enabled": "SqsManagedSseEnabled"}),
        arn,
    )


def topic(native: Native) -> Iterator[Shaped]:
    """A topic."""
    found = native.part("attributes")
    yield Shaped(
        native.type,
        {"id": native.id, "arn": native.id, "name": native.id.rpartition(":")[2]}
        | fields(found, {"policy": "Policy", "kms_master_key_id": "KmsMasterKeyId"}),
    )


def data_stream(native: Native) -> Iterator[Shaped]:
    """A stream of Kinesis."""
    found, arn = native.part("stream"), arn_of(native, "kinesis", f"stream/{native.id}")
    values = {"id": arn, "arn": arn, "name": native.id} | fields(found, {"kms_key_id": "KeyId"})
    yield Shaped(native.type, values | told(found, {"encryption_type": "EncryptionType"}), arn)


def video_stream(native: Native) -> Iterator[Shaped]:
    """A video stream of Kinesis."""
    item = native.item
    values = {"id": native.id, "arn": native.id, "name": item.get("StreamName")}
    yield Shaped(native.type, values | told(item, {"kms_key_id": "KmsKeyId"}))


def delivery_stream(native: Native) -> Iterator[Shaped]:
    """A delivery stream of Firehose; one that reads from another stream has no encryption of its own."""
    found, arn = native.part("stream"), arn_of(native, "firehose", f"deliverystream/{native.id}")
    values: dict[str, Any] = {"id": arn, "arn": arn, "name": native.id}
    if isinstance(found, Unknown):
        values["server_side_encryption"] = found
    else:
        encryption = found.get("Encryption") or {}
        named = {"key_type": "KeyType", "key_arn": "KeyARN"}
        values |= {
            "kinesis_source_configuration": _source(found, "KinesisStreamAsSource"),
            "msk_source_configuration": _source(found, "MSKAsSource"),
            "server_side_encryption": [{"enabled": encryption.get("Status") == "ENABLED"} | fields(encryption, named)],
        }
    yield Shaped(native.type, values, arn)


def _source(found: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [{"type": kind}] if found.get("DeliveryStreamType") == kind else []


def kafka(native: Native) -> Iterator[Shaped]:
    """A cluster of MSK. Its configuration is that of the revision that it runs with."""
    item = native.item
    values = {
        "id": native.id,
        "arn": native.id,
        "cluster_name": item.get("ClusterName"),
        "tags": tags_of(item.get("Tags")),
    }
    if item.get("ClusterType") == "SERVERLESS":
        yield Shaped("aws_msk_serverless_cluster", values)
        return
    found = item.get("Provisioned") or {}
    configuration = (found.get("CurrentBrokerSoftwareInfo") or {}).get("ConfigurationArn")
    own = f"{native.id}/configuration"
    yield Shaped(
        native.type,
        values
        | {
            "encryption_info": [_encryption(found)],
            "client_authentication": block(_authentication(found)),
            "logging_info": [{"broker_logs": [_logs(found)]}],
            "broker_node_group_info": [{"connectivity_info": [{"public_access": [_public(found)]}]}],
            "configuration_info": [{"arn": own}] if configuration else [],
        },
    )
    if configuration:
        properties = {"id": own, "arn": own, "server_properties": native.part("configuration")}
        yield Shaped("aws_msk_configuration", properties, own)


def _encryption(found: dict[str, Any]) -> dict[str, Any]:
    info = found.get("EncryptionInfo") or {}
    names = {"client_broker": "ClientBroker", "in_cluster": "InCluster"}
    return {
        "encryption_at_rest_kms_key_arn": (info.get("EncryptionAtRest") or {}).get("DataVolumeKMSKeyId"),
        "encryption_in_transit": [told(info.get("EncryptionInTransit") or {}, names)],
    }


def _authentication(found: dict[str, Any]) -> dict[str, Any] | None:
    methods = found.get("ClientAuthentication")
    if not methods:
        return None
    sasl, tls = methods.get("Sasl") or {}, methods.get("Tls") or {}
    return {
        "sasl": [{"iam": _on(sasl.get("Iam")), "scram": _on(sasl.get("Scram"))}],
        "tls": [{"certificate_authority_arns": tls.get("CertificateAuthorityArnList", [])}],
        "unauthenticated": methods["Unauthenticated"].get("Enabled") if methods.get("Unauthenticated") else None,
    }


def _logs(found: dict[str, Any]) -> dict[str, Any]:
    logs = (found.get("LoggingInfo") or {}).get("BrokerLogs") or {}
    names = {"cloudwatch_logs": "CloudWatchLogs", "firehose": "Firehose", "s3": "S3"}
    return {ours: [{"enabled": _on(logs.get(theirs))}] for ours, theirs in names.items()}


def _public(found: dict[str, Any]) -> dict[str, Any]:
    access = (found.get("BrokerNodeGroupInfo") or {}).get("ConnectivityInfo") or {}
    return {"type": (access.get("PublicAccess") or {}).get("Type", "DISABLED")}


def _on(found: Any) -> bool:
    return bool((found or {}).get("Enabled"))


def broker(native: Native) -> Iterator[Shaped]:
    """A broker of Amazon MQ."""
    found, item = native.part("broker"), native.item
    values: dict[str, Any] = {"id": item.get("BrokerId"), "arn": native.id, "broker_name": item.get("BrokerName")}
    values["authentication_strategy"] = logs = encryption = found
    if not isinstance(found, Unknown):
        logs = [{"general": _flag(found, "General"), "audit": _flag(found, "Audit")}]
        names = {"kms_key_id": "KmsKeyId"}
        options = found.get("EncryptionOptions") or {}
        encryption = [fields(options, names) | told(options, {"use_aws_owned_key": "UseAwsOwnedKey"})]
        values["tags"] = tags_of(found.get("Tags"))
        values["authentication_strategy"] = str(found.get("AuthenticationStrategy", "simple")).lower()
    yield Shaped(
        native.type,
        values
        | {
            "engine_type": item.get("EngineType") or NOT_TOLD,
            "logs": logs,
            "encryption_options": encryption,
        }
        | told(
            found,
            {
                "engine_version": "EngineVersion",
                "publicly_accessible": "PubliclyAccessible",
                "auto_minor_version_upgrade": "AutoMinorVersionUpgrade",
            },
        ),
    )


def _flag(found: dict[str, Any], name: str) -> bool:
    return bool((found.get("Logs") or {}).get(name))


SHAPES: dict[str, Shaper] = {
    "aws_sqs_queue": queue,
    "aws_sns_topic": topic,
    "aws_kinesis_stream": data_stream,
    "aws_kinesis_video_stream": video_stream,
    "aws_kinesis_firehose_delivery_stream": delivery_stream,
    "aws_msk_cluster": kafka,
    "aws_mq_broker": broker,
}
