"""What is asked of AWS about machines, functions, builds and platforms.

EC2 tells of instances, of their disks and of launch templates in bulk. Calls grow with resources for start-up data of
instances, Lambda functions (policy, addresses), code signing configurations, pipelines, settings of Elastic Beanstalk
environments, notebooks and EMR clusters, of which no operation tells in bulk.
"""

from __future__ import annotations

from pcicheck.sources.aws.table import Detail, Listing, Service

_FUNCTION = {"FunctionName": "FunctionName"}
_EMR_STATES = ["STARTING", "BOOTSTRAPPING", "RUNNING", "WAITING"]

EC2 = Service(
    "ec2",
    (
        Listing(
            "aws_instance",
            "describe_instances",
            "Reservations[].Instances[]",
            "InstanceId",
            "ec2:DescribeInstances",
            params={
                "Filters": [{"Name": "instance-state-name", "Values": ["pending", "running", "stopping", "stopped"]}]
            },
            details=(
                Detail(
                    "user_data",
                    "describe_instance_attribute",
                    {"InstanceId": "@id"},
                    "ec2:DescribeInstanceAttribute",
                    "UserData.Value",
                    constant={"Attribute": "userData"},
                    feeds=("compute.boot_secrets",),
                ),
            ),
        ),
        Listing(
            "aws_instance",
            "describe_volumes",
            "Volumes[?Attachments]",
            "Attachments[0].InstanceId",
            "ec2:DescribeVolumes",
            part="volumes",
            feeds=("compute.volumes",),
        ),
        Listing(
            "aws_launch_template",
            "describe_launch_template_versions",
            "LaunchTemplateVersions",
            "join(':', [LaunchTemplateId, to_string(VersionNumber)])",
            "ec2:DescribeLaunchTemplateVersions",
            params={"Versions": ["$Default", "$Latest"]},
        ),
    ),
)

LAMBDA = Service(
    "lambda",
    (
        Listing(
            "aws_lambda_function",
            "list_functions",
            "Functions",
            "FunctionArn",
            "lambda:ListFunctions",
            covers=("aws_lambda_function_url", "aws_lambda_permission"),
            details=(
                Detail(
                    "policy",
                    "get_policy",
                    _FUNCTION,
                    "lambda:GetPolicy",
                    "Policy",
                    ("ResourceNotFoundException",),
                    feeds=("grant.*",),
                ),
                Detail(
                    "addresses",
                    "list_function_url_configs",
                    _FUNCTION,
                    "lambda:ListFunctionUrlConfigs",
                    "FunctionUrlConfigs",
                    ("ResourceNotFoundException",),
                    feeds=("function_endpoint.*",),
                ),
            ),
        ),
        Listing(
            "code_signing_config",
            "list_code_signing_configs",
            "CodeSigningConfigs",
            "CodeSigningConfigArn",
            "lambda:ListCodeSigningConfigs",
            silent=True,
        ),
        Listing(
            "aws_lambda_function",
            "list_functions_by_code_signing_config",
            "FunctionArns",
            "id",
            "lambda:ListFunctionsByCodeSigningConfig",
            each="code_signing_config",
            from_each={"CodeSigningConfigArn": "@id"},
            keep={"CodeSigningConfigArn": "@id"},
            part="signing",
            feeds=("function.code_signed",),
        ),
    ),
)

BUILDS = (
    Service(
        "codebuild",
        (
            Listing("codebuild_project_name", "list_projects", "projects", "id", "codebuild:ListProjects", silent=True),
            Listing(
                "aws_codebuild_project",
                "batch_get_projects",
                "projects",
                "arn",
                "codebuild:BatchGetProjects",
                each="codebuild_project_name",
                from_each={"names": "@id"},
                batch=100,
            ),
        ),
    ),
    Service(
        "codepipeline",
        (
            Listing(
                "aws_codepipeline",
                "list_pipelines",
                "pipelines",
                "name",
                "codepipeline:ListPipelines",
                details=(Detail("pipeline", "get_pipeline", {"name": "@id"}, "codepipeline:GetPipeline"),),
            ),
        ),
    ),
)

PLATFORMS = (
    Service(
        "elasticbeanstalk",
        (
            Listing(
                "aws_elastic_beanstalk_environment",
                "describe_environments",
                "Environments",
                "EnvironmentArn",
                "elasticbeanstalk:DescribeEnvironments",
                params={"IncludeDeleted": False},
                details=(
                    Detail(
                        "settings",
                        "describe_configuration_settings",
                        {"ApplicationName": "ApplicationName", "EnvironmentName": "EnvironmentName"},
                        "elasticbeanstalk:DescribeConfigurationSettings",
                        "ConfigurationSettings[].OptionSettings[]",
                    ),
                ),
            ),
        ),
    ),
    Service(
        "sagemaker",
        (
            Listing(
                "aws_sagemaker_notebook_instance",
                "list_notebook_instances",
                "NotebookInstances",
                "NotebookInstanceArn",
                "sagemaker:ListNotebookInstances",
                params={"MaxResults": 100},
                details=(
                    Detail(
                        "notebook",
                        "describe_notebook_instance",
                        {"NotebookInstanceName": "NotebookInstanceName"},
                        "sagemaker:DescribeNotebookInstance",
                    ),
                ),
            ),
        ),
    ),
    Service(
        "emr",
        (
            Listing(
                "aws_emr_cluster",
                "list_clusters",
                "Clusters",
                "Id",
                "elasticmapreduce:ListClusters",
                params={"ClusterStates": _EMR_STATES},
                details=(
                    Detail(
                        "cluster",
                        "describe_cluster",
                        {"ClusterId": "@id"},
                        "elasticmapreduce:DescribeCluster",
                        "Cluster",
                    ),
                ),
            ),
            Listing(
                "aws_emr_security_configuration",
                "list_security_configurations",
                "SecurityConfigurations",
                "Name",
                "elasticmapreduce:ListSecurityConfigurations",
                details=(
                    Detail(
                        "configuration",
                        "describe_security_configuration",
                        {"Name": "@id"},
                        "elasticmapreduce:DescribeSecurityConfiguration",
                        "SecurityConfiguration",
                    ),
                ),
            ),
        ),
    ),
    Service(
        "workspaces",
        (
            Listing(
                "aws_workspaces_workspace",
                "describe_workspaces",
                "Workspaces",
                "WorkspaceId",
                "workspaces:DescribeWorkspaces",
            ),
        ),
    ),
)

SERVICES: tuple[Service, ...] = (
    EC2,
    Service(
        "autoscaling",
        (
            Listing(
                "aws_launch_configuration",
                "describe_launch_configurations",
                "LaunchConfigurations",
                "LaunchConfigurationARN",
                "autoscaling:DescribeLaunchConfigurations",
            ),
        ),
    ),
    LAMBDA,
    *BUILDS,
    *PLATFORMS,
)
