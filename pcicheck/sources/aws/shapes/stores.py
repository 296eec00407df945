"""Answers of DynamoDB, Keyspaces, Timestream, OpenSearch, CloudSearch, ElastiCache, MemoryDB, DAX and AppSync.

In Terraform's form. A DynamoDB table without ``SSEDescription`` is encrypted with a key that AWS owns (Amazon DynamoDB
API Reference, ``TableDescription``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import SENSITIVE, Unknown
from pcicheck.sources.aws.shape import NOT_TOLD, Shaped, Shaper, arn_of, block, fields, tags_of, told
from pcicheck.sources.live.natives import Native

_LOGIN = {"no-password": "no-password-required"}


def dynamodb_table(native: Native) -> Iterator[Shaped]:
    """A table; each of its regions tells of the part there."""
    table, ttl = native.part("table"), native.part("ttl")
    arn = arn_of(native, "dynamodb", f"table/{native.id}")
    encryption: Any = table
    if not isinstance(table, Unknown):
        found = table.get("SSEDescription") or {}
        on = found.get("Status") in ("ENABLED", "UPDATING")
        encryption = [{"enabled": on, "kms_key_arn": found.get("KMSMasterKeyArn")}]
    expires = ttl if isinstance(ttl, Unknown) else (ttl or {}).get("TimeToLiveStatus") == "ENABLED"
    yield Shaped(
        native.type,
        {
            "id": native.id,
            "name": native.id,
            "arn": arn,
            "server_side_encryption": encryption,
            "ttl": [{"enabled": expires}],
        },
        arn,
    )
    yield from _policies(native, arn)


def _policies(native: Native, arn: str) -> Iterator[Shaped]:
    """Who may use a table, and who its stream; without a policy only the account itself may."""
    kind, table = "aws_dynamodb_resource_policy", native.part("table")
    if isinstance(table, Unknown):
        yield Shaped(kind, {"id": arn, "policy": table}, f"{arn}/policy")
        return
    for part, name in (("policy", "TableArn"), ("stream_policy", "LatestStreamArn")):
        of = table.get(name)
        if of and native.part(part) is not None:
            yield Shaped(kind, {"id": of, "resource_arn": of, "policy": native.part(part)}, f"{of}/policy")


def keyspaces_table(native: Native) -> Iterator[Shaped]:
    """A table of Keyspaces."""
    table = native.part("table")
    values: dict[str, Any] = {
        "id": native.id,
        "arn": native.id,
        "keyspace_name": native.item.get("keyspaceName"),
        "table_name": native.item.get("tableName"),
    }
    if isinstance(table, Unknown):
        blinded = ("encryption_specification", "default_time_to_live", "ttl", "schema_definition")
        yield Shaped(native.type, values | dict.fromkeys(blinded, table))
        return
    schema = table.get("schemaDefinition") or {}
    names = {"type": "type", "kms_key_identifier": "kmsKeyIdentifier"}
    values |= {
        "encryption_specification": [fields(table.get("encryptionSpecification") or {}, names)],
        "default_time_to_live": table.get("defaultTimeToLive"),
        "ttl": block(table.get("ttl")),
        "schema_definition": [{"column": schema.get("allColumns", [])}],
    }
    yield Shaped(native.type, values)


def timestream_database(native: Native) -> Iterator[Shaped]:
    """A database of Timestream."""
    item = native.item
    name = item.get("DatabaseName")
    yield Shaped(
        native.type,
        {"id": name, "arn": native.id, "database_name": name, "kms_key_id": item.get("KmsKeyId") or NOT_TOLD},
    )


def search_domain(native: Native) -> Iterator[Shaped]:
    """A domain of OpenSearch or Elasticsearch; both are written the same way."""
    item = native.item
    at_rest, vpc = item.get("EncryptionAtRestOptions") or {}, item.get("VPCOptions") or {}
    cluster = item.get("ClusterConfig") or {}
    logs = item.get("LogPublishingOptions") or {}
    yield Shaped(
        native.type,
        {
            "id": native.id,
            "arn": native.id,
            "domain_name": item.get("DomainName"),
            "domain_id": item.get("DomainId"),
            "access_policies": item.get("AccessPolicies"),
            "encrypt_at_rest": [{"enabled": at_rest.get("Enabled", False), "kms_key_id": at_rest.get("KmsKeyId")}],
            "node_to_node_encryption": [
                {"enabled": (item.get("NodeToNodeEncryptionOptions") or {}).get("Enabled", False)}
            ],
            "vpc_options": [{"vpc_id": vpc["VPCId"]}] if vpc.get("VPCId") else [],
            "domain_endpoint_options": [
                told(
                    item.get("DomainEndpointOptions") or {},
                    {"enforce_https": "EnforceHTTPS", "tls_security_policy": "TLSSecurityPolicy"},
                )
            ],
            "cluster_config": [
                told(cluster, {"instance_count": "InstanceCount"})
                | {
                    "dedicated_master_enabled": cluster.get("DedicatedMasterEnabled", False),
                    "dedicated_master_count": cluster.get("DedicatedMasterCount"),
                    "warm_enabled": cluster.get("WarmEnabled", False),
                    "warm_count": cluster.get("WarmCount"),
                }
            ],
            "log_publishing_options": [
                {"log_type": name, "enabled": log.get("Enabled", False)} for name, log in logs.items()
            ],
            "advanced_security_options": [
                {"enabled": (item.get("AdvancedSecurityOptions") or {}).get("Enabled", False)}
            ],
        },
    )


def old_search_domain(native: Native) -> Iterator[Shaped]:
    """A domain of CloudSearch."""
    item, name = native.item, native.item.get("DomainName")
    names = {"enforce_https": "EnforceHTTPS", "tls_security_policy": "TLSSecurityPolicy"}
    options = told(native.part("endpoint") or {}, names)
    yield Shaped(
        native.type,
        {
            "id": name,
            "name": name,
            "arn": native.id,
            "domain_id": item.get("DomainId"),
            "endpoint_options": [options],
        },
    )
    policy = native.part("policy")
    values = {"domain_name": name, "access_policy": policy}
    yield Shaped("aws_cloudsearch_domain_service_access_policy", values, f"{native.id}/policy")


def replication_group(native: Native) -> Iterator[Shaped]:
    """A replication group, whose version its members tell."""
    item = native.item
    yield Shaped(
        native.type,
        {
            "id": item.get("ReplicationGroupId"),
            "replication_group_id": item.get("ReplicationGroupId"),
            "arn": native.id,
            "engine": item.get("Engine") or NOT_TOLD,
            "engine_version": native.part("version"),
            "at_rest_encryption_enabled": item.get("AtRestEncryptionEnabled", False),
            "kms_key_id": item.get("KmsKeyId"),
            "transit_encryption_enabled": item.get("TransitEncryptionEnabled", False),
            "transit_encryption_mode": item.get("TransitEncryptionMode"),
            "user_group_ids": item.get("UserGroupIds", []),
            "auth_token": SENSITIVE if item.get("AuthTokenEnabled") else None,
        }
        | told(item, {"auto_minor_version_upgrade": "AutoMinorVersionUpgrade"}),
    )


def cache_cluster(native: Native) -> Iterator[Shaped]:
    """A cluster that belongs to no replication group."""
    item = native.item
    yield Shaped(
        native.type,
        {
            "id": item.get("CacheClusterId"),
            "cluster_id": item.get("CacheClusterId"),
            "arn": native.id,
            "engine": item.get("Engine") or NOT_TOLD,
            "engine_version": item.get("EngineVersion") or NOT_TOLD,
            "replication_group_id": item.get("ReplicationGroupId"),
            "transit_encryption_enabled": item.get("TransitEncryptionEnabled", False),
        }
        | told(item, {"auto_minor_version_upgrade": "AutoMinorVersionUpgrade"}),
    )


def serverless_cache(native: Native) -> Iterator[Shaped]:
    """A serverless cache."""
    item = native.item
    names = {
        "name": "ServerlessCacheName",
        "engine": "Engine",
        "kms_key_id": "KmsKeyId",
        "user_group_id": "UserGroupId",
    }
    yield Shaped(native.type, {"id": item.get("ServerlessCacheName"), "arn": native.id} | fields(item, names))


def cache_user(native: Native) -> Iterator[Shaped]:
    """A user of ElastiCache or MemoryDB."""
    item = native.item
    name = item.get("UserName") or item.get("Name")
    login = str((item.get("Authentication") or {}).get("Type") or "")
    yield Shaped(
        native.type,
        {
            "id": item.get("UserId") or name,
            "user_id": item.get("UserId"),
            "user_name": name,
            "arn": native.id,
            "access_string": item.get("AccessString"),
            "authentication_mode": [{"type": _LOGIN.get(login, login) or NOT_TOLD}],
        },
    )


def memorydb_cluster(native: Native) -> Iterator[Shaped]:
    """A cluster of MemoryDB."""
    item = native.item
    yield Shaped(
        native.type,
        {"id": item.get("Name"), "name": item.get("Name"), "arn": native.id, "kms_key_arn": item.get("KmsKeyId")}
        | told(
            item,
            {
                "acl_name": "ACLName",
                "tls_enabled": "TLSEnabled",
                "auto_minor_version_upgrade": "AutoMinorVersionUpgrade",
                "engine": "Engine",
            },
        ),
    )


def memorydb_snapshot(native: Native) -> Iterator[Shaped]:
    """A snapshot of MemoryDB."""
    item = native.item
    name = item.get("Name")
    yield Shaped(native.type, {"id": name, "name": name, "arn": native.id, "kms_key_arn": item.get("KmsKeyId")})


def dax_cluster(native: Native) -> Iterator[Shaped]:
    """A cluster of DynamoDB Accelerator."""
    item = native.item
    status = (item.get("SSEDescription") or {}).get("Status", "DISABLED")
    yield Shaped(
        native.type,
        {
            "id": item.get("ClusterName"),
            "cluster_name": item.get("ClusterName"),
            "arn": native.id,
            "server_side_encryption": [{"enabled": status == "ENABLED"}],
            "cluster_endpoint_encryption_type": item.get("ClusterEndpointEncryptionType") or NOT_TOLD,
        },
    )


def api_cache(native: Native) -> Iterator[Shaped]:
    """The cache of an API of AppSync."""
    item = native.item
    names = {
        "at_rest_encryption_enabled": "atRestEncryptionEnabled",
        "transit_encryption_enabled": "transitEncryptionEnabled",
    }
    values = {"id": native.id, "api_id": native.id, "tags": tags_of(item.get("tags"))} | told(item, names)
    yield Shaped(native.type, values, arn_of(native, "appsync", f"apis/{native.id}/ApiCaches"))


SHAPES: dict[str, Shaper] = {
    "aws_dynamodb_table": dynamodb_table,
    "aws_keyspaces_table": keyspaces_table,
    "aws_timestreamwrite_database": timestream_database,
    "aws_opensearch_domain": search_domain,
    "aws_cloudsearch_domain": old_search_domain,
    "aws_elasticache_replication_group": replication_group,
    "aws_elasticache_cluster": cache_cluster,
    "aws_elasticache_serverless_cache": serverless_cache,
    "aws_elasticache_user": cache_user,
    "aws_memorydb_user": cache_user,
    "aws_memorydb_cluster": memorydb_cluster,
    "aws_memorydb_snapshot": memorydb_snapshot,
    "aws_dax_cluster": dax_cluster,
    "aws_appsync_api_cache": api_cache,
}
