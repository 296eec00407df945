"""What is asked of AWS about containers, their clusters and images.

ECS tells of 100 clusters or 10 services at a time. Calls grow with resources for task definitions (the newest of each
family, and those that services run), EKS clusters and node groups, policies of ECR repositories and App Runner
services, of which no operation tells in bulk.
"""

from __future__ import annotations

from pcicheck.sources.aws.table import Detail, Listing, Service

_WITH_TAGS: dict[str, object] = {"include": ["TAGS"]}


def _names(
    kind: str,
    operation: str,
    items: str,
    right: str,
    params: dict[str, object] | None = None,
    of: str = "",
    parameter: str = "",
) -> Listing:
    """Names by which others are asked about; those of one cluster at a time, which is kept, where ``of`` is given."""
    return Listing(
        kind,
        operation,
        items,
        "id",
        right,
        params=params or {},
        each=of,
        from_each={parameter: "@id"} if of else {},
        keep={"cluster": "@id"} if of else {},
        silent=True,
    )


def _task(each: str, name: str) -> Listing:
    return Listing(
        "aws_ecs_task_definition",
        "describe_task_definition",
        "taskDefinition",
        "taskDefinitionArn",
        "ecs:DescribeTaskDefinition",
        single=True,
        each=each,
        from_each={"taskDefinition": name},
        params=_WITH_TAGS,
    )


ECS = Service(
    "ecs",
    (
        _names("ecs_cluster_name", "list_clusters", "clusterArns", "ecs:ListClusters"),
        Listing(
            "aws_ecs_cluster",
            "describe_clusters",
            "clusters",
            "clusterArn",
            "ecs:DescribeClusters",
            each="ecs_cluster_name",
            from_each={"clusters": "@id"},
            batch=100,
            params={"include": ["CONFIGURATIONS", "SETTINGS", "TAGS"]},
        ),
        _names(
            "ecs_service_name",
            "list_services",
            "serviceArns",
            "ecs:ListServices",
            {"maxResults": 100},
            of="ecs_cluster_name",
            parameter="cluster",
        ),
        Listing(
            "aws_ecs_service",
            "describe_services",
            "services",
            "serviceArn",
            "ecs:DescribeServices",
            each="ecs_service_name",
            common={"cluster": "cluster"},
            from_each={"services": "@id"},
            batch=10,
            params=_WITH_TAGS,
        ),
        _names(
            "ecs_family",
            "list_task_definition_families",
            "families",
            "ecs:ListTaskDefinitionFamilies",
            {"status": "ACTIVE"},
        ),
        _task("ecs_family", "@id"),
        _task("aws_ecs_service", "taskDefinition"),
    ),
)

EKS = Service(
    "eks",
    (
        _names("eks_cluster_name", "list_clusters", "clusters", "eks:ListClusters"),
        Listing(
            "aws_eks_cluster",
            "describe_cluster",
            "cluster",
            "arn",
            "eks:DescribeCluster",
            single=True,
            each="eks_cluster_name",
            from_each={"name": "@id"},
        ),
        _names(
            "eks_node_group_name",
            "list_nodegroups",
            "nodegroups",
            "eks:ListNodegroups",
            of="eks_cluster_name",
            parameter="clusterName",
        ),
        Listing(
            "aws_eks_node_group",
            "describe_nodegroup",
            "nodegroup",
            "nodegroupArn",
            "eks:DescribeNodegroup",
            single=True,
            each="eks_node_group_name",
            from_each={"clusterName": "cluster", "nodegroupName": "@id"},
        ),
    ),
)

ECR = Service(
    "ecr",
    (
        Listing(
            "aws_ecr_repository",
            "describe_repositories",
            "repositories",
            "repositoryArn",
            "ecr:DescribeRepositories",
            params={"maxResults": 1000},
            covers=("aws_ecr_repository_policy",),
            details=(
                Detail(
                    "policy",
                    "get_repository_policy",
                    {"repositoryName": "repositoryName"},
                    "ecr:GetRepositoryPolicy",
                    "policyText",
                    ("RepositoryPolicyNotFoundException",),
                    feeds=("grant.*",),
                ),
            ),
        ),
        Listing(
            "aws_ecr_repository",
            "batch_get_repository_scanning_configuration",
            "scanningConfigurations",
            "repositoryArn",
            "ecr:BatchGetRepositoryScanningConfiguration",
            each="aws_ecr_repository",
            from_each={"repositoryNames": "repositoryName"},
            batch=25,
            part="scanning",
            feeds=("registry.scan_on_push",),
        ),
        Listing(
            "aws_ecr_registry_policy",
            "get_registry_policy",
            "",
            "registryId",
            "ecr:GetRegistryPolicy",
            single=True,
            absent=("RegistryPolicyNotFoundException",),
        ),
    ),
)

SERVICES: tuple[Service, ...] = (
    ECS,
    EKS,
    ECR,
    Service(
        "apprunner",
        (
            Listing(
                "aws_apprunner_service",
                "list_services",
                "ServiceSummaryList",
                "ServiceArn",
                "apprunner:ListServices",
                details=(
                    Detail(
                        "service",
                        "describe_service",
                        {"ServiceArn": "@id"},
                        "apprunner:DescribeService",
                        "Service",
                    ),
                ),
            ),
        ),
    ),
    Service(
        "batch",
        (
            Listing(
                "aws_batch_job_definition",
                "describe_job_definitions",
                "jobDefinitions",
                "jobDefinitionArn",
                "batch:DescribeJobDefinitions",
                params={"status": "ACTIVE"},
            ),
        ),
    ),
)
