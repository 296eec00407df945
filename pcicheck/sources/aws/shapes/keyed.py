"""What AWS says about services that keep data of the customer under a key, in Terraform's form.

Where no key is named AWS says nothing, which is how Terraform has it too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.aws.shape import NOT_TOLD, Shaped, Shaper, arn_of, block, fields, tags_of, told
from pcicheck.sources.aws.shapes.sharing import thing
from pcicheck.sources.aws.spelling import as_blocks, inside, members
from pcicheck.sources.live.natives import Native


def comprehend(native: Native) -> Iterator[Shaped]:
    """A model of Comprehend, each version of it."""
    keys = {"model_kms_key_id": "ModelKmsKeyId", "volume_kms_key_id": "VolumeKmsKeyId"}
    name = native.id.partition("/")[2].partition("/")[0]
    yield _by_arn(native, name, fields(native.item, keys))


def flow(native: Native) -> Iterator[Shaped]:
    """A flow of AppFlow."""
    item = native.item
    key = inside(native.part("told"), "kmsArn")
    yield _by_arn(native, item.get("flowName"), {"kms_arn": key, "tags": tags_of(item.get("tags"))})


def profile(native: Native) -> Iterator[Shaped]:
    """What AppFlow connects with. The API does not tell under which key it keeps the credentials."""
    yield _by_arn(native, native.item.get("connectorProfileName"), {"kms_arn": NOT_TOLD})


def model(native: Native) -> Iterator[Shaped]:
    """A model of SageMaker."""
    isolated = told(native.part("told"), {"enable_network_isolation": "EnableNetworkIsolation"})
    yield _by_arn(native, native.item.get("ModelName"), isolated)


def quality_job(native: Native) -> Iterator[Shaped]:
    """A job of SageMaker that watches the quality of data."""
    found = native.part("told")
    parts = {
        "data_quality_job_output_config": "Output",
        "job_resources": "Resources",
        "network_config": "Network",
    }
    values = {ours: _block(inside(found, theirs)) for ours, theirs in parts.items()}
    yield _by_arn(native, native.item.get("MonitoringJobDefinitionName"), values)


def domain(native: Native) -> Iterator[Shaped]:
    """A domain of SageMaker Studio."""
    values = {"domain_name": native.item.get("DomainName"), "kms_key_id": inside(native.part("told"), "KmsKeyId")}
    yield _by_arn(native, native.item.get("DomainId"), values)


def endpoint(native: Native) -> Iterator[Shaped]:
    """How endpoints of SageMaker run."""
    key = inside(native.part("told"), "KmsKeyId")
    yield _by_arn(native, native.item.get("EndpointConfigName"), {"kms_key_arn": key})


def human_flow(native: Native) -> Iterator[Shaped]:
    """A flow in which people look at what models found."""
    key = inside(native.part("told"), "KmsKeyId")
    output = key if isinstance(key, Unknown) else [{"kms_key_id": key}]
    yield _by_arn(native, native.item.get("FlowDefinitionName"), {"output_config": output})


def agent(native: Native) -> Iterator[Shaped]:
    """An agent of Bedrock."""
    arn = arn_of(native, "bedrock", f"agent/{native.id}")
    key = inside(native.part("told"), "customerEncryptionKeyArn")
    name = native.item.get("agentName")
    values = {"id": native.id, "arn": arn, "agent_name": name, "customer_encryption_key_arn": key}
    yield Shaped(native.type, values, arn)


def reviewer(native: Native) -> Iterator[Shaped]:
    """A repository that CodeGuru reviews."""
    found = native.part("told")
    key = inside(found, "Key", "KMSKeyId")
    details = key if isinstance(key, Unknown) else block({"kms_key_id": key} if key else None)
    yield _by_arn(native, native.item.get("Name"), {"kms_key_details": details, "tags": tags_of(inside(found, "Tags"))})


def contact_store(native: Native) -> Iterator[Shaped]:
    """Where a contact centre stores one sort of record."""
    item = native.item
    stores = {
        "storage_type": item.get("StorageType"),
        "s3_config": _block(item.get("S3Config")),
        "kinesis_video_stream_config": _block(item.get("KinesisVideoStreamConfig")),
        "kinesis_stream_config": _block(item.get("KinesisStreamConfig")),
        "kinesis_firehose_config": _block(item.get("KinesisFirehoseConfig")),
    }
    values = {"id": native.id, "association_id": item.get("AssociationId"), "storage_config": [stores]}
    yield Shaped(native.type, values)


def component(native: Native) -> Iterator[Shaped]:
    """The newest build of a version of a component."""
    found = native.part("told")
    values = {"kms_key_id": inside(found, "kmsKeyId"), "tags": tags_of(inside(found, "tags"))}
    yield _by_arn(native, native.item.get("name"), values)


def distribution(native: Native) -> Iterator[Shaped]:
    """Where images are copied to. The first copy without a key of its own counts."""
    copies = native.part("told")
    values: dict[str, Any] = {"tags": tags_of(native.item.get("tags"))}
    if isinstance(copies, Unknown):
        values["distribution"] = copies
    else:
        keys = [inside(copy, "amiDistributionConfiguration", "kmsKeyId") for copy in copies or ()]
        shaped = [{"ami_distribution_configuration": [{"kms_key_id": key}]} for key in sorted(keys, key=bool)]
        values["distribution"] = shaped
    yield _by_arn(native, native.item.get("name"), values)


def recipe(native: Native) -> Iterator[Shaped]:
    """What images are made of."""
    disks = native.part("told")
    values = {
        "block_device_mapping": disks if isinstance(disks, Unknown) else as_blocks(disks or []),
        "tags": tags_of(native.item.get("tags")),
    }
    yield _by_arn(native, native.item.get("name"), values)


def index(native: Native) -> Iterator[Shaped]:
    """An index of Kendra."""
    key = inside(native.part("told"), "Key")
    arn = arn_of(native, "kendra", f"index/{native.id}")
    encryption = key if isinstance(key, Unknown) else block({"kms_key_id": key} if key else None)
    values = {"id": native.id, "arn": arn, "name": native.item.get("Name")}
    yield Shaped(native.type, values | {"server_side_encryption_configuration": encryption}, arn)


def artifacts(native: Native) -> Iterator[Shaped]:
    """A domain of CodeArtifact, and who may use it."""
    item = native.item
    values = {"id": native.id, "arn": native.id} | fields(item, {"domain": "name", "encryption_key": "encryptionKey"})
    yield Shaped("aws_codeartifact_domain", values)
    yield from thing(native)


def _by_arn(native: Native, name: Any, values: dict[str, Any]) -> Shaped:
    return Shaped(native.type, {"id": native.id, "arn": native.id, "name": name} | values)


def _block(found: Any) -> Any:
    return block(members(found) if isinstance(found, dict) else found)


SHAPES: dict[str, Shaper] = {
    "aws_comprehend_document_classifier": comprehend,
    "aws_comprehend_entity_recognizer": comprehend,
    "aws_appflow_flow": flow,
    "aws_appflow_connector_profile": profile,
    "aws_sagemaker_model": model,
    "aws_sagemaker_data_quality_job_definition": quality_job,
    "aws_sagemaker_domain": domain,
    "aws_sagemaker_endpoint_configuration": endpoint,
    "aws_sagemaker_flow_definition": human_flow,
    "aws_bedrockagent_agent": agent,
    "aws_codegurureviewer_repository_association": reviewer,
    "aws_connect_instance_storage_config": contact_store,
    "aws_imagebuilder_component": component,
    "aws_imagebuilder_distribution_configuration": distribution,
    "aws_imagebuilder_image_recipe": recipe,
    "aws_kendra_index": index,
    "aws_codeartifact_domain_permissions_policy": artifacts,
}
