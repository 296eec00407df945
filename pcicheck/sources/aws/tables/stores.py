"""What is asked of DynamoDB, Keyspaces, Timestream, OpenSearch, CloudSearch, ElastiCache, MemoryDB, DAX and AppSync.

DynamoDB has no bulk operation: three calls for each table, and one more for its stream. Keyspaces wants one for each
keyspace and each table, CloudSearch two for each domain, AppSync one for each API. OpenSearch tells of five domains at
a time; everything else comes in bulk.
"""

from __future__ import annotations

from pcicheck.sources.aws.table import Detail, Listing, Service

_NEVER_USED = ("ServiceLinkedRoleNotFoundFault",)
"""What accounts hear that have had nothing of the service yet."""
_TABLE = {"TableName": "@id"}
_NO_POLICY = ("PolicyNotFoundException", "ResourceNotFoundException")
_POLICIES = tuple(
    Detail(
        part,
        "get_resource_policy",
        {"ResourceArn": f"parts.table.{arn}"},
        "dynamodb:GetResourcePolicy",
        "Policy",
        _NO_POLICY,
        when=f"parts.table.{arn}",
        feeds=("grant.*",),
    )
    for part, arn in (("policy", "TableArn"), ("stream_policy", "LatestStreamArn"))
)
"""A table and its stream have policies of their own, of which only an ARN is asked. An old stream is named on the table
for longer than it lasts."""
_DOMAIN = {"DomainName": "DomainName"}

_DYNAMODB = Service(
    "dynamodb",
    (
        Listing(
            "aws_dynamodb_table",
            "list_tables",
            "TableNames",
            "id",
            "dynamodb:ListTables",
            details=(
                Detail("table", "describe_table", _TABLE, "dynamodb:DescribeTable", "Table"),
                Detail(
                    "ttl",
                    "describe_time_to_live",
                    _TABLE,
                    "dynamodb:DescribeTimeToLive",
                    "TimeToLiveDescription",
                    feeds=("database.items_expire",),
                ),
                *_POLICIES,
            ),
            covers=("aws_dynamodb_resource_policy",),
        ),
    ),
)

_KEYSPACES = Service(
    "keyspaces",
    (
        Listing(
            "keyspace",
            "list_keyspaces",
            "keyspaces[?!starts_with(keyspaceName, 'system')]",
            "keyspaceName",
            "cassandra:Select",
            silent=True,
        ),
        Listing(
            "aws_keyspaces_table",
            "list_tables",
            "tables",
            "resourceArn",
            "cassandra:Select",
            each="keyspace",
            from_each={"keyspaceName": "@id"},
            details=(
                Detail(
                    "table",
                    "get_table",
                    {"keyspaceName": "keyspaceName", "tableName": "tableName"},
                    "cassandra:Select",
                ),
            ),
        ),
    ),
)

_TIMESTREAM = Service(
    "timestream-write",
    (
        Listing(
            "aws_timestreamwrite_database",
            "list_databases",
            "Databases",
            "Arn",
            "timestream:ListDatabases",
            absent=("AccessDeniedException:Only existing Timestream",),
        ),
    ),
)

_OPENSEARCH = Service(
    "opensearch",
    (
        Listing("domain_name", "list_domain_names", "DomainNames", "DomainName", "es:ListDomainNames", silent=True),
        Listing(
            "aws_opensearch_domain",
            "describe_domains",
            "DomainStatusList",
            "ARN",
            "es:DescribeDomains",
            each="domain_name",
            from_each={"DomainNames": "@id"},
            batch=5,
            covers=("aws_elasticsearch_domain",),
        ),
    ),
)

_CLOUDSEARCH = Service(
    "cloudsearch",
    (
        Listing(
            "aws_cloudsearch_domain",
            "describe_domains",
            "DomainStatusList",
            "ARN",
            "cloudsearch:DescribeDomains",
            details=(
                Detail(
                    "endpoint",
                    "describe_domain_endpoint_options",
                    _DOMAIN,
                    "cloudsearch:DescribeDomainEndpointOptions",
                    "DomainEndpointOptions.Options",
                    feeds=("search.min_tls", "search.tls_only"),
                ),
                Detail(
                    "policy",
                    "describe_service_access_policies",
                    _DOMAIN,
                    "cloudsearch:DescribeServiceAccessPolicies",
                    "AccessPolicies.Options",
                    feeds=("search.open_to_anyone",),
                ),
            ),
        ),
    ),
)

_ELASTICACHE = Service(
    "elasticache",
    (
        Listing(
            "aws_elasticache_replication_group",
            "describe_replication_groups",
            "ReplicationGroups",
            "ARN",
            "elasticache:DescribeReplicationGroups",
            details=(
                Detail(
                    "version",
                    "describe_cache_clusters",
                    {"CacheClusterId": "MemberClusters[0]"},
                    "elasticache:DescribeCacheClusters",
                    "CacheClusters[0].EngineVersion",
                    when="Engine == 'redis' && MemberClusters",
                    feeds=("cache.release_current",),
                ),
            ),
        ),
        Listing(
            "aws_elasticache_cluster",
            "describe_cache_clusters",
            "CacheClusters",
            "ARN",
            "elasticache:DescribeCacheClusters",
            params={"ShowCacheClustersNotInReplicationGroups": True},
        ),
        Listing(
            "aws_elasticache_serverless_cache",
            "describe_serverless_caches",
            "ServerlessCaches",
            "ARN",
            "elasticache:DescribeServerlessCaches",
        ),
        Listing(
            "aws_elasticache_user",
            "describe_users",
            "Users[?UserGroupIds[0]]",
            "ARN",
            "elasticache:DescribeUsers",
            absent=_NEVER_USED,
        ),
    ),
)

_MEMORYDB = Service(
    "memorydb",
    (
        Listing(
            "aws_memorydb_cluster",
            "describe_clusters",
            "Clusters",
            "ARN",
            "memorydb:DescribeClusters",
            absent=_NEVER_USED,
        ),
        Listing(
            "aws_memorydb_user",
            "describe_users",
            "Users[?ACLNames[?@ != 'open-access']]",
            "ARN",
            "memorydb:DescribeUsers",
            absent=_NEVER_USED,
        ),
        Listing(
            "aws_memorydb_snapshot",
            "describe_snapshots",
            "Snapshots",
            "ARN",
            "memorydb:DescribeSnapshots",
            absent=_NEVER_USED,
        ),
    ),
)

_DAX = Service(
    "dax",
    (
        Listing(
            "aws_dax_cluster", "describe_clusters", "Clusters", "ClusterArn", "dax:DescribeClusters", absent=_NEVER_USED
        ),
    ),
)

_APPSYNC = Service(
    "appsync",
    (
        Listing("graphql_api", "list_graphql_apis", "graphqlApis", "apiId", "appsync:ListGraphqlApis", silent=True),
        Listing(
            "aws_appsync_api_cache",
            "get_api_cache",
            "apiCache",
            "apiId",
            "appsync:GetApiCache",
            each="graphql_api",
            from_each={"apiId": "@id"},
            keep={"apiId": "@id", "tags": "tags"},
            single=True,
            absent=("NotFoundException",),
        ),
    ),
)

SERVICES = (
    _DYNAMODB,
    _ELASTICACHE,
    _OPENSEARCH,
    _MEMORYDB,
    _DAX,
    _KEYSPACES,
    _TIMESTREAM,
    _CLOUDSEARCH,
    _APPSYNC,
)
"""Users of caches are looked at where a group or an access list names them: others can log in nowhere."""
