"""Machines, functions, containers and builds."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

from pcicheck.sources.live.records import Answer, Record
from tests.sources.aws.pairs.pair import Pair, named
from tests.sources.aws.same import ACCOUNT, REGION

TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}

PUBLIC = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "ecr:*"}]}

MACHINE = f"arn:aws:ec2:{REGION}:{ACCOUNT}:instance/i-1"

FUNCTION = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:pay"


def machine_records(volumes: Any, **more: Any) -> list[Record]:
    item = {
        "InstanceId": "i-1",
        "ImageId": "ami-1",
        "RootDeviceName": "/dev/xvda",
        "RootDeviceType": "ebs",
        "BlockDeviceMappings": [{"DeviceName": "/dev/xvda", "Ebs": {"VolumeId": "vol-1"}}],
        "MetadataOptions": {"HttpTokens": "required", "HttpEndpoint": "enabled", "HttpPutResponseHopLimit": 1},
        "NetworkInterfaces": [{"NetworkInterfaceId": "eni-1"}],
        "IamInstanceProfile": {"Arn": f"arn:aws:iam::{ACCOUNT}:instance-profile/app"},
        **more,
    }
    script = base64.b64encode(b"#!/bin/sh\necho hello\n").decode()
    return [
        Answer("aws_instance", "i-1", item, operation="o"),
        Answer("aws_instance", "i-1", script, "user_data", "o"),
        *([Answer("aws_instance", "i-1", volumes, "volumes", "o")] if isinstance(volumes, list) else [volumes]),
    ]


def function_records(statement: dict[str, Any]) -> list[Record]:
    item = {
        "FunctionName": "pay",
        "FunctionArn": FUNCTION,
        "Runtime": "python3.12",
        "PackageType": "Zip",
        "VpcConfig": {"SubnetIds": ["subnet-1"], "SecurityGroupIds": ["sg-1"], "VpcId": "vpc-1"},
        "Environment": {"Variables": {"STAGE": "live"}},
    }
    address = {"FunctionUrl": "https://x", "FunctionArn": FUNCTION, "AuthType": "NONE", "Cors": {"AllowOrigins": ["*"]}}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    return [
        Answer("aws_lambda_function", FUNCTION, item, operation="o"),
        Answer("aws_lambda_function", FUNCTION, policy, "policy", "o"),
        Answer("aws_lambda_function", FUNCTION, [address], "addresses", "o"),
        Answer("aws_lambda_function", FUNCTION, None, "signing", "o"),
    ]


def machine() -> Iterator[Pair]:
    for encrypted in (True, False):
        before: dict[str, dict[str, Any]] = {
            "aws_instance.a": {
                "ami": "ami-1",
                "associate_public_ip_address": False,
                "iam_instance_profile": "app",
                "metadata_options": [{"http_tokens": "required", "http_endpoint": "enabled"}],
                "root_block_device": [{"encrypted": encrypted}],
                "user_data_base64": base64.b64encode(b"#!/bin/sh\necho hello\n").decode(),
            }
        }
        after = {"ec2": machine_records([{"VolumeId": "vol-1", "Encrypted": encrypted}])}
        yield Pair(after, before, {"aws_instance.a": MACHINE})


def function() -> Iterator[Pair]:
    arn = f"arn:aws:sns:{REGION}:{ACCOUNT}:in"
    for bound in (True, False):
        before: dict[str, dict[str, Any]] = {
            "aws_lambda_function.f": {
                "function_name": "pay",
                "runtime": "python3.12",
                "vpc_config": [{"subnet_ids": ["subnet-1"], "security_group_ids": ["sg-1"]}],
                "environment": [{"variables": {"STAGE": "live"}}],
            },
            "aws_lambda_function_url.u": {
                "function_name": "pay",
                "authorization_type": "NONE",
                "cors": [{"allow_origins": ["*"]}],
            },
            "aws_lambda_permission.p": {
                "function_name": "pay",
                "action": "lambda:InvokeFunction",
                "principal": "sns.amazonaws.com",
                "source_arn": arn if bound else None,
            },
        }
        statement: dict[str, Any] = {
            "Sid": "sns",
            "Effect": "Allow",
            "Action": "lambda:InvokeFunction",
            "Principal": {"Service": "sns.amazonaws.com"},
        }
        if bound:
            statement["Condition"] = {"ArnLike": {"AWS:SourceArn": arn}}
        after = {"lambda": function_records(statement)}
        pairs = {
            "aws_lambda_function.f": FUNCTION,
            "aws_lambda_function_url.u": f"{FUNCTION}/url",
            "aws_lambda_permission.p": f"{FUNCTION}/sns",
        }
        yield Pair(after, before, pairs)


def containers() -> Iterator[Pair]:
    containers = [
        {"name": "app", "image": "a", "privileged": True, "user": "1000", "readonlyRootFilesystem": True},
        {"name": "log", "image": "b", "logConfiguration": {"logDriver": "awslogs"}},
    ]
    task = f"arn:aws:ecs:{REGION}:{ACCOUNT}:task-definition/app:3"
    service = f"arn:aws:ecs:{REGION}:{ACCOUNT}:service/pay/app"
    cluster = f"arn:aws:ecs:{REGION}:{ACCOUNT}:cluster/pay"
    before: dict[str, dict[str, Any]] = {
        "aws_ecs_cluster.c": {
            "name": "pay",
            "configuration": [{"execute_command_configuration": [{"logging": "NONE"}]}],
        },
        "aws_ecs_service.s": {
            "name": "app",
            "launch_type": "FARGATE",
            "platform_version": "1.3.0",
            "network_configuration": [{"assign_public_ip": True, "subnets": ["subnet-1"]}],
        },
        "aws_ecs_task_definition.t": {
            "family": "app",
            "network_mode": "host",
            "container_definitions": json.dumps(containers),
            "volume": [{"name": "v", "efs_volume_configuration": [{"file_system_id": "fs-1"}]}],
        },
    }
    running = {"launchType": "FARGATE", "platformVersion": "1.3.0", "serviceName": "app", "status": "ACTIVE"}
    running["networkConfiguration"] = {"awsvpcConfiguration": {"assignPublicIp": "ENABLED"}}  # type: ignore[assignment]
    volumes = [{"name": "v", "efsVolumeConfiguration": {"fileSystemId": "fs-1"}}]
    defined = {"family": "app", "networkMode": "host", "containerDefinitions": containers, "volumes": volumes}
    execute = {"executeCommandConfiguration": {"logging": "NONE"}}
    after = {
        "ecs": [
            Answer("aws_ecs_cluster", cluster, {"clusterName": "pay", "configuration": execute}, operation="o"),
            Answer("aws_ecs_service", service, running, operation="o"),
            Answer("aws_ecs_task_definition", task, defined, operation="o"),
        ]
    }
    pairs = {"aws_ecs_cluster.c": cluster, "aws_ecs_service.s": service, "aws_ecs_task_definition.t": task}
    yield Pair(after, before, pairs)


def kubernetes() -> Iterator[Pair]:
    cluster = f"arn:aws:eks:{REGION}:{ACCOUNT}:cluster/pay"
    nodes = f"arn:aws:eks:{REGION}:{ACCOUNT}:nodegroup/pay/n/1"
    before: dict[str, dict[str, Any]] = {
        "aws_eks_cluster.c": {
            "name": "pay",
            "version": "1.31",
            "enabled_cluster_log_types": ["audit", "api"],
            "vpc_config": [{"endpoint_public_access": True, "public_access_cidrs": ["0.0.0.0/0"]}],
        },
        "aws_eks_node_group.n": {"node_group_name": "n", "remote_access": [{"ec2_ssh_key": "k"}]},
    }
    item = {
        "name": "pay",
        "version": "1.31",
        "resourcesVpcConfig": {
            "endpointPublicAccess": True,
            "endpointPrivateAccess": False,
            "publicAccessCidrs": ["0.0.0.0/0"],
        },
        "logging": {
            "clusterLogging": [
                {"types": ["audit", "api"], "enabled": True},
                {"types": ["scheduler"], "enabled": False},
            ]
        },
    }
    after = {
        "eks": [
            Answer("aws_eks_cluster", cluster, item, operation="o"),
            Answer(
                "aws_eks_node_group",
                nodes,
                {"nodegroupName": "n", "remoteAccess": {"ec2SshKey": "k"}},
                operation="o",
            ),
        ]
    }
    yield Pair(after, before, {"aws_eks_cluster.c": cluster, "aws_eks_node_group.n": nodes})


def builds_and_images() -> Iterator[Pair]:
    repository = f"arn:aws:ecr:{REGION}:{ACCOUNT}:repository/app"
    project = f"arn:aws:codebuild:{REGION}:{ACCOUNT}:project/app"
    before: dict[str, dict[str, Any]] = {
        "aws_ecr_repository.r": {
            "name": "app",
            "image_tag_mutability": "MUTABLE",
            "image_scanning_configuration": [{"scan_on_push": True}],
            "encryption_configuration": [{"encryption_type": "AES256"}],
        },
        "aws_ecr_repository_policy.p": {"repository": "app", "policy": json.dumps(PUBLIC)},
        "aws_codebuild_project.b": {
            "name": "app",
            "artifacts": [{"type": "S3", "encryption_disabled": True}],
            "environment": [
                {
                    "privileged_mode": True,
                    "environment_variable": [{"name": "DB_PASSWORD", "value": "hunter2hunter2", "type": "PLAINTEXT"}],
                }
            ],
            "logs_config": [{"s3_logs": [{"status": "ENABLED", "encryption_disabled": True}]}],
        },
    }
    images = {
        "repositoryName": "app",
        "imageTagMutability": "MUTABLE",
        "imageScanningConfiguration": {"scanOnPush": False},
        "encryptionConfiguration": {"encryptionType": "AES256"},
    }
    built = {
        "name": "app",
        "artifacts": {"type": "S3", "encryptionDisabled": True},
        "environment": {
            "privilegedMode": True,
            "environmentVariables": [{"name": "DB_PASSWORD", "value": "hunter2hunter2", "type": "PLAINTEXT"}],
        },
        "logsConfig": {"s3Logs": {"status": "ENABLED", "encryptionDisabled": True}},
    }
    after = {
        "ecr": [
            Answer("aws_ecr_repository", repository, images, operation="o"),
            Answer("aws_ecr_repository", repository, json.dumps(PUBLIC), "policy", "o"),
            Answer("aws_ecr_repository", repository, [{"scanFrequency": "CONTINUOUS_SCAN"}], "scanning", "o"),
        ],
        "codebuild": [Answer("aws_codebuild_project", project, built, operation="o")],
    }
    pairs = {
        "aws_ecr_repository.r": repository,
        "aws_ecr_repository_policy.p": f"{repository}/policy",
        "aws_codebuild_project.b": project,
    }
    yield Pair(after, before, pairs)


def platforms() -> Iterator[Pair]:
    notebook = f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:notebook-instance/n"
    platform = f"arn:aws:elasticbeanstalk:{REGION}:{ACCOUNT}:environment/a/e"
    before: dict[str, dict[str, Any]] = {
        "aws_sagemaker_notebook_instance.n": {"name": "n", "subnet_id": "subnet-1", "root_access": "Disabled"},
        "aws_elastic_beanstalk_environment.e": {
            "name": "e",
            "setting": [
                {
                    "namespace": "aws:elasticbeanstalk:managedactions",
                    "name": "ManagedActionsEnabled",
                    "value": "true",
                }
            ],
        },
        "aws_workspaces_workspace.w": {"root_volume_encryption_enabled": True},
    }
    kind = "aws_elastic_beanstalk_environment"
    told = {"SubnetId": "subnet-1", "RootAccess": "Disabled", "DirectInternetAccess": "Enabled"}
    told["InstanceMetadataServiceConfiguration"] = {"MinimumInstanceMetadataServiceVersion": "1"}  # type: ignore[assignment]
    setting = {"Namespace": "aws:elasticbeanstalk:managedactions", "OptionName": "ManagedActionsEnabled"}
    listed = {"NotebookInstanceName": "n"}
    after = {
        "sagemaker": [
            Answer("aws_sagemaker_notebook_instance", notebook, listed, operation="o"),
            Answer("aws_sagemaker_notebook_instance", notebook, told, "notebook", "o"),
        ],
        "elasticbeanstalk": [
            Answer(kind, platform, {"EnvironmentName": "e", "EnvironmentId": "e-1"}, operation="o"),
            Answer(kind, platform, [setting | {"Value": "true"}], "settings", "o"),
        ],
        "workspaces": [
            Answer("aws_workspaces_workspace", "ws-1", {"RootVolumeEncryptionEnabled": True}, operation="o")
        ],
    }
    pairs = {
        "aws_sagemaker_notebook_instance.n": notebook,
        f"{kind}.e": platform,
        "aws_workspaces_workspace.w": "ws-1",
    }
    yield Pair(after, before, pairs)


PAIRS = named(machine, function, containers, kubernetes, builds_and_images, platforms)
