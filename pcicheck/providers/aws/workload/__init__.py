"""Machines, functions, containers and images on AWS: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, Theme

_MACHINE = Row("aws.workload.machines:instance", ("compute",))
_SERVICE = Row("aws.workload.clusters:ecs_service", ("container_service",))

THEME = Theme(
    adapters={
        "aws_instance": _MACHINE,
        "aws_spot_instance_request": _MACHINE,
        "aws_launch_configuration": Row("aws.workload.machines:launch_configuration", ("compute",)),
        "aws_launch_template": Row("aws.workload.machines:launch_template", ("compute",)),
        "aws_lambda_function": Row("aws.workload.functions:function", ("function",)),
        "aws_lambda_function_url": Row("aws.workload.functions:function_url", ("function_endpoint",)),
        "aws_ecs_task_definition": Row("aws.workload.containers:task_definition", ("container_workload", "upstream")),
        "aws_apprunner_service": Row("aws.workload.containers:app_runner", ("container_workload",)),
        "aws_batch_job_definition": Row("aws.workload.containers:batch_job", ("container_workload",)),
        "aws_ecs_service": _SERVICE,
        "aws_ecs_task_set": _SERVICE,
        "aws_ecs_cluster": Row("aws.workload.clusters:ecs_cluster", ("cluster",)),
        "aws_eks_cluster": Row("aws.workload.clusters:eks_cluster", ("cluster",)),
        "aws_eks_node_group": Row("aws.workload.clusters:node_group", ("node_pool",)),
        "aws_ecr_repository": Row("aws.workload.builds:repository", ("registry",)),
        "aws_codepipeline": Row("aws.workload.builds:pipeline", ("build",)),
        "aws_codebuild_project": Row("aws.workload.builds:build_project", ("build",)),
        "aws_elastic_beanstalk_environment": Row("aws.workload.platforms:beanstalk", ("app_platform",)),
        "aws_sagemaker_notebook_instance": Row("aws.workload.platforms:notebook", ("notebook",)),
    },
    helpers=(
        "data.aws_kms_alias",
        "data.aws_kms_key",
        "aws_subnet",
        "aws_default_subnet",
        "aws_eip",
        "aws_eip_association",
    ),
)
