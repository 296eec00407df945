"""What AWS says about containers, their clusters and images, in Terraform's form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.aws.shape import NOT_TOLD, Shaped, Shaper, block, tags_of, told
from pcicheck.sources.aws.spelling import inside
from pcicheck.sources.live.natives import Native

_GONE = ("INACTIVE", "DELETED", "DELETING", "DRAINING")


def ecs_cluster(native: Native) -> Iterator[Shaped]:
    """An ECS cluster."""
    item = native.item
    if item.get("status") == "INACTIVE":
        return
    execute = inside(item, "configuration", "executeCommandConfiguration")
    logs = (execute or {}).get("logConfiguration") or {}
    command = {
        "kms_key_id": (execute or {}).get("kmsKeyId"),
        "logging": (execute or {}).get("logging", "DEFAULT"),
        "log_configuration": [
            {
                "cloud_watch_encryption_enabled": logs.get("cloudWatchEncryptionEnabled", False),
                "s3_bucket_encryption_enabled": logs.get("s3EncryptionEnabled", False),
            }
        ]
        if logs
        else [],
    }
    values = {"id": native.id, "arn": native.id, "name": item.get("clusterName"), "tags": tags_of(item.get("tags"))}
    configuration = [{"execute_command_configuration": [command]}] if execute else []
    yield Shaped(native.type, values | {"configuration": configuration})


def ecs_service(native: Native) -> Iterator[Shaped]:
    """An ECS service that has not been deleted."""
    item = native.item
    if item.get("status") in _GONE:
        return
    network = inside(item, "networkConfiguration", "awsvpcConfiguration")
    public = None if network is None else network.get("assignPublicIp", "DISABLED") == "ENABLED"
    providers = [
        {"capacity_provider": one.get("capacityProvider")} for one in item.get("capacityProviderStrategy") or ()
    ]
    yield Shaped(
        native.type,
        {
            "id": native.id,
            "arn": native.id,
            "name": item.get("serviceName"),
            "cluster": item.get("clusterArn"),
            "task_definition": item.get("taskDefinition"),
            "launch_type": item.get("launchType"),
            "capacity_provider_strategy": providers,
            "platform_version": item.get("platformVersion"),
            "network_configuration": block(None if network is None else {"assign_public_ip": public}),
            "tags": tags_of(item.get("tags")),
        },
    )


def task_definition(native: Native) -> Iterator[Shaped]:
    """A task definition. The tags stand beside it in the answer and are not kept."""
    item = native.item
    system = inside(item, "runtimePlatform", "operatingSystemFamily")
    yield Shaped(
        native.type,
        {
            "id": item.get("family"),
            "arn": native.id,
            "arn_without_revision": native.id.rpartition(":")[0],
            "family": item.get("family"),
            "container_definitions": json.dumps(item.get("containerDefinitions") or []),
            "pid_mode": item.get("pidMode"),
            "network_mode": item.get("networkMode"),
            "execution_role_arn": item.get("executionRoleArn"),
            "task_role_arn": item.get("taskRoleArn"),
            "runtime_platform": [{"operating_system_family": system}] if system else [],
            "volume": [_volume(one) for one in item.get("volumes") or ()],
        },
    )


def _volume(volume: dict[str, Any]) -> dict[str, Any]:
    efs = volume.get("efsVolumeConfiguration")
    shared = None
    if efs is not None:
        encrypted = efs.get("transitEncryption", "DISABLED")
        shared = {"file_system_id": efs.get("fileSystemId"), "transit_encryption": encrypted}
    return {"name": volume.get("name"), "efs_volume_configuration": block(shared)}


def eks_cluster(native: Native) -> Iterator[Shaped]:
    """An EKS cluster."""
    item = native.item
    network, logging = item.get("resourcesVpcConfig"), item.get("logging") or {}
    yield Shaped(
        native.type,
        {
            "id": item.get("name"),
            "arn": native.id,
            "name": item.get("name"),
            "version": item.get("version", NOT_TOLD),
            "vpc_config": [_access(network)] if network else NOT_TOLD,
            "enabled_cluster_log_types": [
                name for one in logging.get("clusterLogging") or () if one.get("enabled") for name in one["types"]
            ],
            "encryption_config": [
                {
                    "resources": one.get("resources") or [],
                    "provider": [{"key_arn": inside(one, "provider", "keyArn")}],
                }
                for one in item.get("encryptionConfig") or ()
            ],
            "tags": tags_of(item.get("tags")),
        },
    )


def _access(network: dict[str, Any]) -> dict[str, Any]:
    names = {
        "endpoint_public_access": "endpointPublicAccess",
        "endpoint_private_access": "endpointPrivateAccess",
        "public_access_cidrs": "publicAccessCidrs",
    }
    return told(network, names) | {"subnet_ids": network.get("subnetIds") or []}


def node_group(native: Native) -> Iterator[Shaped]:
    """A managed node group."""
    item = native.item
    remote, template = item.get("remoteAccess"), item.get("launchTemplate")
    access = None
    if remote:
        groups = remote.get("sourceSecurityGroups") or []
        access = {"ec2_ssh_key": remote.get("ec2SshKey"), "source_security_group_ids": groups}
    yield Shaped(
        native.type,
        {
            "id": f"{item.get('clusterName')}:{item.get('nodegroupName')}",
            "arn": native.id,
            "cluster_name": item.get("clusterName"),
            "node_group_name": item.get("nodegroupName"),
            "remote_access": block(access),
            "launch_template": [{"id": template.get("id"), "name": template.get("name")}] if template else [],
            "tags": tags_of(item.get("tags")),
        },
    )


def repository(native: Native) -> Iterator[Shaped]:
    """A repository of images, scanned as the settings of the whole registry say too, and its policy."""
    item, scanning = native.item, native.part("scanning")
    encryption = item.get("encryptionConfiguration")
    yield Shaped(
        native.type,
        {
            "id": item.get("repositoryName"),
            "arn": native.id,
            "name": item.get("repositoryName"),
            "repository_url": item.get("repositoryUri"),
            "image_tag_mutability": item.get("imageTagMutability", NOT_TOLD),
            "image_scanning_configuration": [{"scan_on_push": _scanned(item, scanning)}],
            "encryption_configuration": [
                {"encryption_type": encryption.get("encryptionType"), "kms_key": encryption.get("kmsKey")}
            ]
            if encryption
            else NOT_TOLD,
        },
    )
    if native.part("policy") is not None:
        values = {"repository": item.get("repositoryName"), "policy": native.part("policy")}
        yield Shaped("aws_ecr_repository_policy", values, f"{native.id}/policy")


def _scanned(item: dict[str, Any], scanning: Any) -> Any:
    """Whether images are scanned when they come in: by the registry's rules, or by the repository's own setting."""
    own = inside(item, "imageScanningConfiguration", "scanOnPush")
    if own is True or isinstance(scanning, Unknown):
        return own or scanning
    rules = [one.get("scanOnPush") or one.get("scanFrequency") == "CONTINUOUS_SCAN" for one in scanning or ()]
    return any(rules) if rules else NOT_TOLD if own is None else own


def registry_policy(native: Native) -> Iterator[Shaped]:
    """The policy of the account's registry."""
    values = {"id": native.id, "policy": native.item.get("policyText", NOT_TOLD)}
    yield Shaped(native.type, values, f"{native.account}/{native.region}/registry-policy")


def app_runner(native: Native) -> Iterator[Shaped]:
    """An App Runner service."""
    service = native.part("service")
    values = {"id": native.id, "arn": native.id, "service_name": native.item.get("ServiceName")}
    if isinstance(service, Unknown):
        yield Shaped(native.type, values | {"source_configuration": service})
        return
    source = service.get("SourceConfiguration") or {}
    image = inside(source, "ImageRepository", "ImageConfiguration")
    code = inside(source, "CodeRepository", "CodeConfiguration", "CodeConfigurationValues")
    shaped: dict[str, Any] = {}
    if image is not None:
        shaped["image_repository"] = [{"image_configuration": [_variables(image)]}]
    if code is not None:
        shaped["code_repository"] = [{"code_configuration": [{"code_configuration_values": [_variables(code)]}]}]
    yield Shaped(native.type, values | {"source_configuration": [shaped]})


def _variables(found: dict[str, Any]) -> dict[str, Any]:
    return {"runtime_environment_variables": found.get("RuntimeEnvironmentVariables") or {}}


def batch_job(native: Native) -> Iterator[Shaped]:
    """A Batch job definition."""
    item = native.item
    container, nodes = item.get("containerProperties"), item.get("nodeProperties")
    yield Shaped(
        native.type,
        {
            "id": native.id,
            "arn": native.id,
            "name": item.get("jobDefinitionName"),
            "container_properties": json.dumps(container) if container else None,
            "node_properties": json.dumps(nodes) if nodes else None,
            "tags": tags_of(item.get("tags")),
        },
    )


SHAPES: dict[str, Shaper] = {
    "aws_ecs_cluster": ecs_cluster,
    "aws_ecs_service": ecs_service,
    "aws_ecs_task_definition": task_definition,
    "aws_eks_cluster": eks_cluster,
    "aws_eks_node_group": node_group,
    "aws_ecr_repository": repository,
    "aws_ecr_registry_policy": registry_policy,
    "aws_apprunner_service": app_runner,
    "aws_batch_job_definition": batch_job,
}
