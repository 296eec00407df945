"""Search and caches."""

from __future__ import annotations

from pcicheck.sources.live.records import Answer
from tests.sources.aws.pairs.pair import KEY, Pair

PAIRS: dict[str, Pair] = {
    "opensearch": Pair(
        {
            "opensearch": [
                Answer(
                    "aws_opensearch_domain",
                    "arn:o",
                    {
                        "DomainName": "o",
                        "EncryptionAtRestOptions": {"Enabled": True, "KmsKeyId": KEY},
                        "NodeToNodeEncryptionOptions": {"Enabled": True},
                        "VPCOptions": {"VPCId": "vpc-1"},
                        "DomainEndpointOptions": {
                            "EnforceHTTPS": True,
                            "TLSSecurityPolicy": "Policy-Min-TLS-1-2-2019-07",
                        },
                        "ClusterConfig": {"InstanceCount": 3},
                        "LogPublishingOptions": {"AUDIT_LOGS": {"Enabled": True}},
                        "AdvancedSecurityOptions": {"Enabled": True},
                    },
                )
            ]
        },
        {
            "aws_opensearch_domain.o": {
                "domain_name": "o",
                "encrypt_at_rest": [{"enabled": True, "kms_key_id": KEY}],
                "node_to_node_encryption": [{"enabled": True}],
                "vpc_options": [{"subnet_ids": ["s"]}],
                "domain_endpoint_options": [
                    {"enforce_https": True, "tls_security_policy": "Policy-Min-TLS-1-2-2019-07"}
                ],
                "cluster_config": [{"instance_count": 3}],
                "log_publishing_options": [{"log_type": "AUDIT_LOGS", "cloudwatch_log_group_arn": "x"}],
                "advanced_security_options": [{"enabled": True}],
            }
        },
        {"aws_opensearch_domain.o": "arn:o"},
    ),
    "elasticache": Pair(
        {
            "elasticache": [
                Answer(
                    "aws_elasticache_replication_group",
                    "arn:r",
                    {
                        "ReplicationGroupId": "r",
                        "Engine": "redis",
                        "AtRestEncryptionEnabled": True,
                        "KmsKeyId": KEY,
                        "TransitEncryptionEnabled": True,
                        "TransitEncryptionMode": "preferred",
                        "AuthTokenEnabled": True,
                        "AutoMinorVersionUpgrade": True,
                        "MemberClusters": ["r-001"],
                    },
                ),
                Answer("aws_elasticache_replication_group", "arn:r", "7.1.0", part="version"),
                Answer(
                    "aws_elasticache_cluster",
                    "arn:c",
                    {"CacheClusterId": "c", "Engine": "memcached", "AutoMinorVersionUpgrade": True},
                ),
                Answer(
                    "aws_elasticache_cluster",
                    "arn:o",
                    {
                        "CacheClusterId": "o",
                        "Engine": "redis",
                        "EngineVersion": "3.2.10",
                        "AutoMinorVersionUpgrade": True,
                    },
                ),
                Answer(
                    "aws_elasticache_user",
                    "arn:u",
                    {
                        "UserId": "u",
                        "UserName": "u",
                        "AccessString": "on ~* +@all",
                        "Authentication": {"Type": "no-password"},
                    },
                ),
                Answer("aws_elasticache_serverless_cache", "arn:l", {"ServerlessCacheName": "l", "Engine": "valkey"}),
            ]
        },
        {
            "aws_elasticache_replication_group.r": {
                "engine": "redis",
                "at_rest_encryption_enabled": True,
                "kms_key_id": KEY,
                "transit_encryption_enabled": True,
                "transit_encryption_mode": "preferred",
                "auth_token": "something-secret-and-long",
            },
            "aws_elasticache_cluster.c": {"cluster_id": "c", "engine": "memcached"},
            "aws_elasticache_cluster.o": {"cluster_id": "o", "engine": "redis", "engine_version": "3.2.10"},
            "aws_elasticache_user.u": {
                "user_id": "u",
                "user_name": "u",
                "engine": "redis",
                "access_string": "on ~* +@all",
                "no_password_required": True,
            },
            "aws_elasticache_serverless_cache.l": {"name": "l", "engine": "valkey"},
        },
        {
            "aws_elasticache_replication_group.r": "arn:r",
            "aws_elasticache_cluster.c": "arn:c",
            "aws_elasticache_cluster.o": "arn:o",
            "aws_elasticache_user.u": "arn:u",
            "aws_elasticache_serverless_cache.l": "arn:l",
        },
    ),
    "memorydb": Pair(
        {
            "memorydb": [
                Answer(
                    "aws_memorydb_cluster",
                    "arn:m",
                    {
                        "Name": "m",
                        "ACLName": "open-access",
                        "TLSEnabled": False,
                        "AutoMinorVersionUpgrade": True,
                        "Engine": "redis",
                    },
                ),
                Answer("aws_memorydb_snapshot", "arn:s", {"Name": "s", "KmsKeyId": KEY}),
            ]
        },
        {
            "aws_memorydb_cluster.m": {"name": "m", "acl_name": "open-access", "tls_enabled": False},
            "aws_memorydb_snapshot.s": {"name": "s", "kms_key_arn": KEY},
        },
        {"aws_memorydb_cluster.m": "arn:m", "aws_memorydb_snapshot.s": "arn:s"},
    ),
    "dax": Pair(
        {
            "dax": [
                Answer(
                    "aws_dax_cluster",
                    "arn:x",
                    {
                        "ClusterName": "x",
                        "SSEDescription": {"Status": "ENABLED"},
                        "ClusterEndpointEncryptionType": "NONE",
                    },
                )
            ]
        },
        {"aws_dax_cluster.x": {"cluster_name": "x", "server_side_encryption": [{"enabled": True}]}},
        {"aws_dax_cluster.x": "arn:x"},
    ),
}
