"""What is asked of AWS about policies of things, which let others use them, and about notices of databases.

Calls grow with resources for Glacier vaults, backup vaults, Lambda layers, CodeArtifact domains and repositories,
Kinesis streams, Kafka clusters, mail identities, table buckets, Redshift clusters and groups of model packages: no
operation tells of the policies of several. Glue tells of all of its own. Policies of Redshift's serverless namespaces
are not asked, as another service lists these. That there is none SageMaker tells only in words, by which
hashicorp/terraform-provider-aws knows it too (internal/service/sagemaker/model_package_group_policy.go).
"""

from __future__ import annotations

from pcicheck.sources.aws.table import Detail, Listing, Service

_ABSENT = ("ResourceNotFoundException",)
_NONE = ("NotFoundException",)

SERVICES: tuple[Service, ...] = (
    Service(
        "rds",
        (
            Listing(
                "aws_db_event_subscription",
                "describe_event_subscriptions",
                "EventSubscriptionsList",
                "EventSubscriptionArn || CustSubscriptionId",
                "rds:DescribeEventSubscriptions",
            ),
        ),
    ),
    Service(
        "glue",
        (
            Listing(
                "aws_glue_resource_policy",
                "get_resource_policies",
                "GetResourcePoliciesResponseList",
                "PolicyHash",
                "glue:GetResourcePolicies",
            ),
        ),
    ),
    Service(
        "glacier",
        (
            Listing(
                "aws_glacier_vault",
                "list_vaults",
                "VaultList",
                "VaultARN",
                "glacier:ListVaults",
                params={"accountId": "-"},
                details=(
                    Detail(
                        "policy",
                        "get_vault_access_policy",
                        {"vaultName": "VaultName"},
                        "glacier:GetVaultAccessPolicy",
                        "policy.Policy",
                        _ABSENT,
                        constant={"accountId": "-"},
                        feeds=("grant.*",),
                    ),
                    Detail(
                        "lock",
                        "get_vault_lock",
                        {"vaultName": "VaultName"},
                        "glacier:GetVaultLock",
                        "Policy",
                        _ABSENT,
                        constant={"accountId": "-"},
                        feeds=("grant.*",),
                    ),
                ),
                covers=("aws_glacier_vault_lock",),
            ),
        ),
    ),
    Service(
        "backup",
        (
            Listing(
                "aws_backup_vault_policy",
                "list_backup_vaults",
                "BackupVaultList",
                "BackupVaultArn",
                "backup:ListBackupVaults",
                details=(
                    Detail(
                        "policy",
                        "get_backup_vault_access_policy",
                        {"BackupVaultName": "BackupVaultName"},
                        "backup:GetBackupVaultAccessPolicy",
                        "Policy",
                        _ABSENT,
                        feeds=("grant.*",),
                    ),
                ),
            ),
        ),
    ),
    Service(
        "lambda",
        (
            Listing(
                "aws_lambda_layer_version_permission",
                "list_layers",
                "Layers",
                "LatestMatchingVersion.LayerVersionArn",
                "lambda:ListLayers",
                details=(
                    Detail(
                        "policy",
                        "get_layer_version_policy",
                        {"LayerName": "LayerName", "VersionNumber": "LatestMatchingVersion.Version"},
                        "lambda:GetLayerVersionPolicy",
                        "Policy",
                        _ABSENT,
                    ),
                ),
            ),
        ),
    ),
    Service(
        "codeartifact",
        (
            Listing(
                "aws_codeartifact_domain_permissions_policy",
                "list_domains",
                "domains",
                "arn",
                "codeartifact:ListDomains",
                details=(
                    Detail(
                        "policy",
                        "get_domain_permissions_policy",
                        {"domain": "name", "domainOwner": "owner"},
                        "codeartifact:GetDomainPermissionsPolicy",
                        "policy.document",
                        _ABSENT,
                    ),
                ),
                covers=("aws_codeartifact_domain",),
            ),
            Listing(
                "aws_codeartifact_repository_permissions_policy",
                "list_repositories",
                "repositories",
                "arn",
                "codeartifact:ListRepositories",
                details=(
                    Detail(
                        "policy",
                        "get_repository_permissions_policy",
                        {"domain": "domainName", "domainOwner": "domainOwner", "repository": "name"},
                        "codeartifact:GetRepositoryPermissionsPolicy",
                        "policy.document",
                        _ABSENT,
                    ),
                ),
            ),
        ),
    ),
    Service(
        "kinesis",
        (
            Listing(
                "aws_kinesis_resource_policy",
                "list_streams",
                "StreamSummaries",
                "StreamARN",
                "kinesis:ListStreams",
                params={"Limit": 1000},
                details=(
                    Detail(
                        "policy",
                        "get_resource_policy",
                        {"ResourceARN": "StreamARN"},
                        "kinesis:GetResourcePolicy",
                        "Policy",
                        _ABSENT,
                        feeds=("grant.*",),
                    ),
                ),
            ),
        ),
    ),
    Service(
        "kafka",
        (
            Listing(
                "aws_msk_cluster_policy",
                "list_clusters_v2",
                "ClusterInfoList",
                "ClusterArn",
                "kafka:ListClustersV2",
                details=(
                    Detail(
                        "policy",
                        "get_cluster_policy",
                        {"ClusterArn": "ClusterArn"},
                        "kafka:GetClusterPolicy",
                        "Policy",
                        _NONE,
                        feeds=("grant.*",),
                    ),
                ),
            ),
        ),
    ),
    Service(
        "sesv2",
        (
            Listing(
                "aws_sesv2_email_identity_policy",
                "list_email_identities",
                "EmailIdentities",
                "IdentityName",
                "ses:ListEmailIdentities",
                details=(
                    Detail(
                        "policies",
                        "get_email_identity_policies",
                        {"EmailIdentity": "IdentityName"},
                        "ses:GetEmailIdentityPolicies",
                        "Policies",
                        _NONE,
                        feeds=("grant.*",),
                    ),
                ),
            ),
        ),
    ),
    Service(
        "s3tables",
        (
            Listing(
                "aws_s3tables_table_bucket_policy",
                "list_table_buckets",
                "tableBuckets",
                "arn",
                "s3tables:ListTableBuckets",
                details=(
                    Detail(
                        "policy",
                        "get_table_bucket_policy",
                        {"tableBucketARN": "arn"},
                        "s3tables:GetTableBucketPolicy",
                        "resourcePolicy",
                        _NONE,
                        feeds=("grant.*",),
                    ),
                ),
            ),
        ),
    ),
    Service(
        "redshift",
        (
            Listing(
                "aws_redshift_resource_policy",
                "describe_clusters",
                "Clusters[?ClusterNamespaceArn].{ClusterNamespaceArn: ClusterNamespaceArn}",
                "ClusterNamespaceArn",
                "redshift:DescribeClusters",
                details=(
                    Detail(
                        "policy",
                        "get_resource_policy",
                        {"ResourceArn": "@id"},
                        "redshift:GetResourcePolicy",
                        "ResourcePolicy.Policy",
                        ("ResourceNotFoundFault",),
                        feeds=("grant.*",),
                    ),
                ),
            ),
        ),
    ),
    Service(
        "sagemaker",
        (
            Listing(
                "aws_sagemaker_model_package_group_policy",
                "list_model_package_groups",
                "ModelPackageGroupSummaryList",
                "ModelPackageGroupArn",
                "sagemaker:ListModelPackageGroups",
                params={"MaxResults": 100},
                details=(
                    Detail(
                        "policy",
                        "get_model_package_group_policy",
                        {"ModelPackageGroupName": "ModelPackageGroupName"},
                        "sagemaker:GetModelPackageGroupPolicy",
                        "ResourcePolicy",
                        ("ValidationException:Cannot find",),
                        feeds=("grant.*",),
                    ),
                ),
            ),
        ),
    ),
)
