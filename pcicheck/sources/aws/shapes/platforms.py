"""What AWS says about builds, platforms, notebooks, clusters for data and desktops, in Terraform's form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.aws.shape import NOT_TOLD, Shaped, Shaper, arn_of, tags_of, told
from pcicheck.sources.aws.spelling import inside
from pcicheck.sources.live.natives import Native


def project(native: Native) -> Iterator[Shaped]:
    """A CodeBuild project."""
    item = native.item
    environment, logs = item.get("environment") or {}, item.get("logsConfig") or {}
    artifacts = [_artifacts(item["artifacts"])] if item.get("artifacts") else []
    yield Shaped(
        native.type,
        {
            "id": native.id,
            "arn": native.id,
            "name": item.get("name"),
            "artifacts": artifacts,
            "secondary_artifacts": [_artifacts(one) for one in item.get("secondaryArtifacts") or ()],
            "encryption_key": item.get("encryptionKey"),
            "environment": [
                {
                    "privileged_mode": environment.get("privilegedMode", NOT_TOLD),
                    "environment_variable": [
                        {"name": one.get("name"), "value": one.get("value"), "type": one.get("type", "PLAINTEXT")}
                        for one in environment.get("environmentVariables") or ()
                    ],
                }
            ],
            "logs_config": [
                {
                    "cloudwatch_logs": [{"status": inside(logs, "cloudWatchLogs", "status") or "ENABLED"}],
                    "s3_logs": [
                        {
                            "status": inside(logs, "s3Logs", "status") or "DISABLED",
                            "encryption_disabled": inside(logs, "s3Logs", "encryptionDisabled") or False,
                        }
                    ],
                }
            ],
            "tags": tags_of(item.get("tags")),
        },
    )


def _artifacts(found: dict[str, Any]) -> dict[str, Any]:
    return {"type": found.get("type"), "encryption_disabled": found.get("encryptionDisabled", False)}


def pipeline(native: Native) -> Iterator[Shaped]:
    """A pipeline. One that works in several regions has a store in each; the first without a key of its own counts."""
    found = native.part("pipeline")
    arn = arn_of(native, "codepipeline", native.id)
    values: dict[str, Any] = {"id": native.id, "name": native.id, "arn": arn}
    if isinstance(found, Unknown):
        yield Shaped(native.type, values | {"artifact_store": found}, arn)
        return
    one = inside(found, "pipeline", "artifactStore")
    stores = [one] if one else list((inside(found, "pipeline", "artifactStores") or {}).values())
    stores.sort(key=lambda store: bool(store.get("encryptionKey")))
    shaped = []
    for store in stores:
        key = store.get("encryptionKey")
        encrypted = [{"id": key.get("id"), "type": key.get("type")}] if key else []
        shaped.append({"location": store.get("location"), "encryption_key": encrypted})
    yield Shaped(native.type, values | {"artifact_store": shaped}, arn)


def beanstalk(native: Native) -> Iterator[Shaped]:
    """An Elastic Beanstalk environment, with the settings that hold for it whoever set them."""
    item, settings = native.item, native.part("settings")
    shaped = (
        settings
        if isinstance(settings, Unknown)
        else [
            {"namespace": one.get("Namespace"), "name": one.get("OptionName"), "value": one.get("Value")}
            for one in settings or ()
        ]
    )
    values = {"id": item.get("EnvironmentId"), "arn": native.id, "name": item.get("EnvironmentName")}
    yield Shaped(native.type, values | {"setting": shaped})


def notebook(native: Native) -> Iterator[Shaped]:
    """A SageMaker notebook."""
    found = native.part("notebook")
    name = native.item.get("NotebookInstanceName")
    metadata = inside(found, "InstanceMetadataServiceConfiguration", "MinimumInstanceMetadataServiceVersion")
    names = {"direct_internet_access": "DirectInternetAccess", "root_access": "RootAccess"}
    yield Shaped(
        native.type,
        {
            "id": name,
            "arn": native.id,
            "name": name,
            "kms_key_id": inside(found, "KmsKeyId"),
            "subnet_id": inside(found, "SubnetId"),
            "instance_metadata_service_configuration": [
                {"minimum_instance_metadata_service_version": NOT_TOLD if metadata is None else metadata}
            ],
        }
        | told(found, names),
    )


def emr_cluster(native: Native) -> Iterator[Shaped]:
    """An EMR cluster that has not ended."""
    found = native.part("cluster")
    values = {"id": native.id, "arn": native.item.get("ClusterArn"), "name": native.item.get("Name")}
    tags = tags_of(inside(found, "Tags"))
    security = inside(found, "SecurityConfiguration")
    yield Shaped(native.type, values | {"security_configuration": security, "tags": tags})


def emr_security(native: Native) -> Iterator[Shaped]:
    """A security configuration of EMR."""
    yield Shaped(
        native.type,
        {"id": native.id, "name": native.id, "configuration": native.part("configuration")},
        f"{native.account}/{native.region}/emr-security/{native.id}",
    )


def workspace(native: Native) -> Iterator[Shaped]:
    """A desktop. AWS leaves out what is switched off."""
    item = native.item
    values = {
        "id": native.id,
        "root_volume_encryption_enabled": item.get("RootVolumeEncryptionEnabled", False),
        "user_volume_encryption_enabled": item.get("UserVolumeEncryptionEnabled", False),
    }
    yield Shaped(native.type, values)


SHAPES: dict[str, Shaper] = {
    "aws_codebuild_project": project,
    "aws_codepipeline": pipeline,
    "aws_elastic_beanstalk_environment": beanstalk,
    "aws_sagemaker_notebook_instance": notebook,
    "aws_emr_cluster": emr_cluster,
    "aws_emr_security_configuration": emr_security,
    "aws_workspaces_workspace": workspace,
}
