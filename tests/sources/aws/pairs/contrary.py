"""Networks and workloads that say the opposite of those in their own themes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pcicheck.sources.live.records import Answer
from tests.sources.aws.pairs.pair import KEY, Pair, named
from tests.sources.aws.same import ACCOUNT, REGION


def groups() -> Iterator[Pair]:
    """A group that lets everyone in and out, without a word why, and a list of rules that does so too."""
    everyone = {"from_port": 0, "to_port": 65535, "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]}
    out = {"from_port": 0, "to_port": 0, "protocol": "-1", "cidr_blocks": ["0.0.0.0/0"]}
    entry = {"rule_no": 1, "action": "allow", "protocol": "-1", "cidr_block": "0.0.0.0/0", "from_port": 0, "to_port": 0}
    plan: dict[str, dict[str, Any]] = {
        "aws_security_group.a": {
            "name": "web",
            "description": "web",
            "vpc_id": "vpc-1",
            "ingress": [everyone],
            "egress": [out],
        },
        "aws_default_security_group.d": {"vpc_id": "vpc-1", "ingress": [everyone], "egress": [out]},
        "aws_network_acl.n": {"vpc_id": "vpc-1", "ingress": [entry], "egress": [entry]},
        "aws_subnet.s": {"vpc_id": "vpc-1", "map_public_ip_on_launch": False},
        "aws_network_interface.i": {"source_dest_check": True},
        "aws_ec2_transit_gateway.t": {"auto_accept_shared_attachments": "disable"},
        "aws_flow_log.f": {"vpc_id": "vpc-1", "traffic_type": "REJECT", "log_format": "${srcaddr}"},
        "aws_vpc.v": {"id": "vpc-2", "cidr_block": "10.1.0.0/16"},
    }
    ranges = {"IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    rules = {
        "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 0, "ToPort": 65535} | ranges],
        "IpPermissionsEgress": [{"IpProtocol": "-1"} | ranges],
        "OwnerId": ACCOUNT,
        "VpcId": "vpc-1",
    }
    passed = {"RuleNumber": 1, "RuleAction": "allow", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"}
    last = {"RuleNumber": 32767, "RuleAction": "deny", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"}
    entries = [one | {"Egress": egress} for one in (passed, last) for egress in (True, False)]
    live = [
        Answer("aws_security_group", "sg-1", rules | {"GroupName": "web", "Description": "web"}),
        Answer("aws_security_group", "sg-2", rules | {"GroupName": "default", "Description": "default"}),
        Answer("aws_network_acl", "acl-1", {"OwnerId": ACCOUNT, "VpcId": "vpc-1", "Entries": entries}),
        Answer("aws_subnet", "subnet-1", {"OwnerId": ACCOUNT, "VpcId": "vpc-1", "MapPublicIpOnLaunch": False}),
        Answer("aws_network_interface", "eni-1", {"SourceDestCheck": True}),
        Answer("aws_ec2_transit_gateway", "tgw-1", {"Options": {"AutoAcceptSharedAttachments": "disable"}}),
        Answer(
            "aws_flow_log",
            "fl-1",
            {"ResourceId": "vpc-1", "TrafficType": "REJECT", "LogFormat": "${srcaddr}"},
        ),
        Answer("aws_vpc", "vpc-2", {"VpcId": "vpc-2", "OwnerId": ACCOUNT, "CidrBlock": "10.1.0.0/16"}),
    ]
    same = {
        "aws_security_group.a": "sg-1",
        "aws_default_security_group.d": "sg-2",
        "aws_network_acl.n": "acl-1",
        "aws_subnet.s": "subnet-1",
        "aws_network_interface.i": "eni-1",
        "aws_ec2_transit_gateway.t": "tgw-1",
        "aws_flow_log.f": "fl-1",
        "aws_vpc.v": "vpc-2",
    }
    yield Pair({"ec2": live}, plan, same)


def clusters() -> Iterator[Pair]:
    """Clusters, images and containers as they should be."""
    containers = [
        {
            "name": "app",
            "image": "a",
            "user": "1000",
            "readonlyRootFilesystem": True,
            "logConfiguration": {"logDriver": "awslogs"},
        }
    ]
    plan: dict[str, dict[str, Any]] = {
        "aws_eks_cluster.c": {
            "name": "pay",
            "version": "1.25",
            "enabled_cluster_log_types": ["api", "audit", "authenticator", "controllerManager", "scheduler"],
            "vpc_config": [{"endpoint_public_access": False, "endpoint_private_access": True}],
            "encryption_config": [{"resources": ["secrets"], "provider": [{"key_arn": KEY}]}],
        },
        "aws_ecs_service.s": {
            "name": "app",
            "launch_type": "FARGATE",
            "platform_version": "LATEST",
            "network_configuration": [{"assign_public_ip": False, "subnets": ["subnet-1"]}],
        },
        "aws_ecs_task_definition.t": {
            "family": "app",
            "network_mode": "awsvpc",
            "task_role_arn": "arn:aws:iam::1:role/app",
            "execution_role_arn": "arn:aws:iam::1:role/start",
            "container_definitions": json.dumps(containers),
        },
        "aws_ecr_repository.r": {
            "name": "app",
            "image_tag_mutability": "IMMUTABLE",
            "image_scanning_configuration": [{"scan_on_push": False}],
            "encryption_configuration": [{"encryption_type": "KMS", "kms_key": KEY}],
        },
    }
    names = ["api", "audit", "authenticator", "controllerManager", "scheduler"]
    cluster = {
        "name": "pay",
        "version": "1.25",
        "resourcesVpcConfig": {
            "endpointPublicAccess": False,
            "endpointPrivateAccess": True,
            "publicAccessCidrs": [],
        },
        "logging": {"clusterLogging": [{"types": names, "enabled": True}]},
        "encryptionConfig": [{"resources": ["secrets"], "provider": {"keyArn": KEY}}],
    }
    running: dict[str, Any] = {
        "launchType": "FARGATE",
        "platformVersion": "LATEST",
        "serviceName": "app",
        "status": "ACTIVE",
        "networkConfiguration": {"awsvpcConfiguration": {"assignPublicIp": "DISABLED"}},
    }
    defined = {
        "family": "app",
        "networkMode": "awsvpc",
        "taskRoleArn": "arn:aws:iam::1:role/app",
        "executionRoleArn": "arn:aws:iam::1:role/start",
        "containerDefinitions": containers,
    }
    images = {
        "repositoryName": "app",
        "imageTagMutability": "IMMUTABLE",
        "imageScanningConfiguration": {"scanOnPush": False},
        "encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": KEY},
    }
    live = {
        "eks": [Answer("aws_eks_cluster", "arn:c", cluster)],
        "ecs": [
            Answer("aws_ecs_service", "arn:s", running),
            Answer("aws_ecs_task_definition", "arn:t:1", defined),
        ],
        "ecr": [
            Answer("aws_ecr_repository", "arn:r", images),
            Answer("aws_ecr_repository", "arn:r", None, "policy"),
            Answer("aws_ecr_repository", "arn:r", [], "scanning"),
        ],
    }
    same = {
        "aws_eks_cluster.c": "arn:c",
        "aws_ecs_service.s": "arn:s",
        "aws_ecs_task_definition.t": "arn:t:1",
        "aws_ecr_repository.r": "arn:r",
    }
    yield Pair(live, plan, same)


def functions() -> Iterator[Pair]:
    """A function with a secret in the clear, and a build as it should be."""
    arn = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:f"
    variables = {"DB_PASSWORD": "hunter2hunter2"}
    plan: dict[str, dict[str, Any]] = {
        "aws_lambda_function.f": {
            "function_name": "f",
            "runtime": "python3.6",
            "kms_key_arn": KEY,
            "code_signing_config_arn": "arn:csc",
            "environment": [{"variables": variables}],
        },
        "aws_lambda_function_url.u": {"function_name": "f", "authorization_type": "AWS_IAM"},
        "aws_codebuild_project.b": {
            "name": "b",
            "encryption_key": KEY,
            "artifacts": [{"type": "S3"}],
            "environment": [{"privileged_mode": False}],
            "logs_config": [{"cloudwatch_logs": [{"status": "DISABLED"}]}],
        },
    }
    item = {
        "FunctionName": "f",
        "FunctionArn": arn,
        "Runtime": "python3.6",
        "PackageType": "Zip",
        "KMSKeyArn": KEY,
        "Environment": {"Variables": variables},
    }
    built = {
        "name": "b",
        "encryptionKey": KEY,
        "artifacts": {"type": "S3", "encryptionDisabled": False},
        "environment": {"privilegedMode": False, "environmentVariables": []},
        "logsConfig": {"cloudWatchLogs": {"status": "DISABLED"}},
    }
    live = {
        "lambda": [
            Answer("aws_lambda_function", arn, item),
            Answer("aws_lambda_function", arn, None, "policy"),
            Answer("aws_lambda_function", arn, [{"FunctionArn": arn, "AuthType": "AWS_IAM"}], "addresses"),
            Answer("aws_lambda_function", arn, [{"CodeSigningConfigArn": "arn:csc"}], "signing"),
        ],
        "codebuild": [Answer("aws_codebuild_project", "arn:b", built)],
    }
    same = {
        "aws_lambda_function.f": arn,
        "aws_lambda_function_url.u": f"{arn}/url",
        "aws_codebuild_project.b": "arn:b",
    }
    yield Pair(live, plan, same)


PAIRS = named(groups, clusters, functions)
