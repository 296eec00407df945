"""What is asked of AWS about containers, their clusters and images.

ECS tells of 100 clusters or 10 services at a time. Calls grow with resources for task definitions (the newest of each
family, and those that services run), EKS clusters and node groups, policies of ECR repositories and App Runner
services, of which no operation tells in bulk.
"""

from __future__ import annotations

from pcicheck.sources.aws.table import Detail, Listing, Service

_TASK = "aws_ecs_task_definition"
_TASK_RIGHT = "ecs:DescribeTaskDefinition"
_WITH_TAGS: dict[str, object] = {"include": ["TAGS"]}

ECS = Service(
    "ecs",
    (
        Listing("ecs_cluster_name", "list_clusters", "clusterArns", "id", "ecs:ListClusters", silent=True),
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
        Listing(
            "ecs_service_name",
            "list_services",
            "serviceArns",
            "id",
            "ecs:ListServices",
            each="ecs_cluster_name",
            from_each={"cluster": "@id"},
            keep={"cluster": "@id"},
            silent=True,
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
        Listing(
            "ecs_family",
            "list_task_definition_families",
            "families",
            "id",
            "ecs:ListTaskDefinitionFamilies",
            params={"status": "ACTIVE"},
            silent=True,
        ),
        Listing(
            _TASK,
            "describe_task_definition",
            "taskDefinition",
            "taskDefinitionArn",
            _TASK_RIGHT,
            single=True,
            each="ecs_family",
            from_each={"taskDefinition": "@id"},
            params=_WITH_TAGS,
        ),
        Listing(
            _TASK,
            "describe_task_definition",
            "taskDefinition",
            "taskDefinitionArn",
            _TASK_RIGHT,
            single=True,
            each="aws_ecs_service",
            from_each={"taskDefinition": "taskDefinition"},
            params=_WITH_TAGS,
        ),
    ),
)

EKS = Service(
    "eks",
    (
        Listing("eks_cluster_name", "list_clusters", "clusters", "id", "eks:ListClusters", silent=True),
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
        Listing(
            "eks_node_group_name",
            "list_nodegroups",
            "nodegroups",
            "id",
            "eks:ListNodegroups",
            each="eks_cluster_name",
            from_each={"clusterName": "@id"},
            keep={"cluster": "@id"},
            silent=True,
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
            covers=("aws_ecr_repository_policy",),
            details=(
                Detail(
                    "policy",
                    "get_repository_policy",
                    {"repositoryName": "repositoryName"},
                    "ecr:GetRepositoryPolicy",
                    "policyText",
                    ("RepositoryPolicyNotFoundException",),
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
