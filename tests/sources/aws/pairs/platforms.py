"""Services that keep data of the customer under a key: models, flows, agents, images and indexes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.sources.live.records import Answer
from tests.sources.aws.pairs.pair import KEY, Pair, named
from tests.sources.aws.same import ACCOUNT, REGION


def _arn(service: str, what: str) -> str:
    return f"arn:aws:{service}:{REGION}:{ACCOUNT}:{what}"


def _told(service: str, kind: str, ident: str, item: dict[str, Any], told: object) -> dict[str, list[Answer]]:
    return {service: [Answer(kind, ident, item), Answer(kind, ident, told, "told")]}


def comprehend_models() -> Iterator[Pair]:
    sorts = {"document_classifier": "document-classifier", "entity_recognizer": "entity-recognizer"}
    for kind, path in sorts.items():
        for key in (KEY, None):
            arn = _arn("comprehend", f"{path}/receipts/version/2")
            item = {"Arn": arn} | ({"ModelKmsKeyId": key, "VolumeKmsKeyId": key} if key else {})
            plan = {f"aws_comprehend_{kind}.a": {"name": "receipts", "model_kms_key_id": key, "volume_kms_key_id": key}}
            live = {"comprehend": [Answer(f"aws_comprehend_{kind}", arn, item)]}
            yield Pair(live, plan, {f"aws_comprehend_{kind}.a": arn})


def transfers() -> Iterator[Pair]:
    arn = _arn("appflow", "flow/orders")
    for key in (KEY, None):
        live = _told("appflow", "aws_appflow_flow", arn, {"flowArn": arn, "flowName": "orders"}, {"kmsArn": key})
        yield Pair(live, {"aws_appflow_flow.a": {"name": "orders", "kms_arn": key}}, {"aws_appflow_flow.a": arn})


def models() -> Iterator[Pair]:
    arn = _arn("sagemaker", "model/fraud")
    for isolated in (True, False):
        told = {"EnableNetworkIsolation": isolated}
        live = _told("sagemaker", "aws_sagemaker_model", arn, {"ModelName": "fraud", "ModelArn": arn}, told)
        plan = {"aws_sagemaker_model.a": {"name": "fraud", "enable_network_isolation": isolated}}
        yield Pair(live, plan, {"aws_sagemaker_model.a": arn})


def quality_jobs() -> Iterator[Pair]:
    kind = "aws_sagemaker_data_quality_job_definition"
    arn = _arn("sagemaker", "data-quality-job-definition/fraud")
    apart = {"EnableInterContainerTrafficEncryption": True, "EnableNetworkIsolation": True}
    ours = {"enable_inter_container_traffic_encryption": True, "enable_network_isolation": True}
    for key, network, written in ((KEY, apart, [ours]), (None, None, [])):
        told = {
            "Output": {"KmsKeyId": key, "MonitoringOutputs": []},
            "Resources": {"ClusterConfig": {"InstanceCount": 1, "VolumeKmsKeyId": key}},
            "Network": network,
        }
        plan = {
            f"{kind}.a": {
                "name": "fraud",
                "data_quality_job_output_config": [{"kms_key_id": key}],
                "job_resources": [{"cluster_config": [{"instance_count": 1, "volume_kms_key_id": key}]}],
                "network_config": written,
            }
        }
        yield Pair(
            _told("sagemaker", kind, arn, {"MonitoringJobDefinitionName": "fraud"}, told), plan, {f"{kind}.a": arn}
        )


def other_things_of_sagemaker() -> Iterator[Pair]:
    things: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
        ("domain", "domain/d-1", {"DomainId": "d-1"}, {"kms_key_id": KEY}),
        ("endpoint_configuration", "endpoint-config/e", {"EndpointConfigName": "e"}, {"kms_key_arn": KEY}),
        ("flow_definition", "flow-definition/f", {"FlowDefinitionName": "f"}, {"output_config": [{"kms_key_id": KEY}]}),
    ]
    for kind, path, item, written in things:
        arn = _arn("sagemaker", path)
        for key, ours in ((KEY, written), (None, {})):
            live = _told("sagemaker", f"aws_sagemaker_{kind}", arn, item, {"KmsKeyId": key})
            yield Pair(live, {f"aws_sagemaker_{kind}.a": ours}, {f"aws_sagemaker_{kind}.a": arn})


def agents() -> Iterator[Pair]:
    for key in (KEY, None):
        told = {"customerEncryptionKeyArn": key}
        live = _told("bedrock-agent", "aws_bedrockagent_agent", "A1", {"agentId": "A1", "agentName": "helper"}, told)
        plan = {"aws_bedrockagent_agent.a": {"agent_name": "helper", "customer_encryption_key_arn": key}}
        yield Pair(live, plan, {"aws_bedrockagent_agent.a": _arn("bedrock", "agent/A1")})


def reviewers() -> Iterator[Pair]:
    kind, arn = "aws_codegurureviewer_repository_association", _arn("codeguru-reviewer", "association:1")
    for told, written in (
        ({"KMSKeyId": KEY, "EncryptionOption": "CUSTOMER_MANAGED_CMK"}, [{"kms_key_id": KEY}]),
        ({"EncryptionOption": "AWS_OWNED_CMK"}, []),
    ):
        live = _told("codeguru-reviewer", kind, arn, {"Name": "pay"}, {"Key": told, "Tags": {}})
        yield Pair(live, {f"{kind}.a": {"kms_key_details": written}}, {f"{kind}.a": arn})


def contact_centre() -> Iterator[Pair]:
    kind, ident = "aws_connect_instance_storage_config", f"{_arn('connect', 'instance/1')}/a1"
    theirs, ours = {"EncryptionType": "KMS", "KeyId": KEY}, [{"encryption_type": "KMS", "key_id": KEY}]
    stores: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
        (
            "S3",
            {"S3Config": {"BucketName": "b", "EncryptionConfig": theirs}},
            {"s3_config": [{"encryption_config": ours}]},
        ),
        ("S3", {"S3Config": {"BucketName": "b"}}, {"s3_config": [{"bucket_name": "b"}]}),
        (
            "KINESIS_VIDEO_STREAM",
            {"KinesisVideoStreamConfig": {"Prefix": "v", "EncryptionConfig": theirs}},
            {"kinesis_video_stream_config": [{"encryption_config": ours}]},
        ),
    ]
    for sort, told, written in stores:
        item = {"AssociationId": "a1", "StorageType": sort} | told
        plan = {f"{kind}.a": {"storage_config": [{"storage_type": sort} | written]}}
        yield Pair({"connect": [Answer(kind, ident, item)]}, plan, {f"{kind}.a": ident})


def images() -> Iterator[Pair]:
    made: dict[str, tuple[str, object, dict[str, Any], dict[str, Any]]] = {
        "component": ("component/c/1.0.0", {"kmsKeyId": KEY, "tags": {}}, {"kms_key_id": KEY}, {}),
        "distribution_configuration": (
            "distribution-configuration/d",
            [{"region": REGION, "amiDistributionConfiguration": {"kmsKeyId": KEY}}],
            {"distribution": [{"ami_distribution_configuration": [{"kms_key_id": KEY}]}]},
            {"distribution": [{"ami_distribution_configuration": [{"name": "x"}]}]},
        ),
    }
    for kind, (path, told, written, without) in made.items():
        arn, ours = _arn("imagebuilder", path), f"aws_imagebuilder_{kind}"
        bare: object = {"tags": {}} if kind == "component" else [{"region": REGION}]
        for answer, plan in ((told, written), (bare, without)):
            live = _told("imagebuilder", ours, arn, {"arn": arn, "name": "x"}, answer)
            yield Pair(live, {f"{ours}.a": plan}, {f"{ours}.a": arn})


def recipes() -> Iterator[Pair]:
    kind, arn = "aws_imagebuilder_image_recipe", _arn("imagebuilder", "image-recipe/r/1.0.0")
    for encrypted in (True, False):
        key = {"kmsKeyId": KEY} if encrypted else {}
        told = [{"deviceName": "/dev/xvda", "ebs": {"encrypted": encrypted} | key}]
        disk = {"encrypted": str(encrypted).lower()} | ({"kms_key_id": KEY} if encrypted else {})
        plan = {f"{kind}.a": {"name": "r", "block_device_mapping": [{"device_name": "/dev/xvda", "ebs": [disk]}]}}
        yield Pair(_told("imagebuilder", kind, arn, {"arn": arn, "name": "r"}, told), plan, {f"{kind}.a": arn})


def indexes() -> Iterator[Pair]:
    for key in (KEY, None):
        live = _told("kendra", "aws_kendra_index", "i1", {"Id": "i1", "Name": "help"}, {"Key": key})
        written = [{"kms_key_id": key}] if key else []
        plan = {"aws_kendra_index.a": {"name": "help", "server_side_encryption_configuration": written}}
        yield Pair(live, plan, {"aws_kendra_index.a": _arn("kendra", "index/i1")})


def artifacts() -> Iterator[Pair]:
    kind, arn = "aws_codeartifact_domain_permissions_policy", _arn("codeartifact", "domain/d")
    item = {"arn": arn, "name": "d", "owner": ACCOUNT, "encryptionKey": KEY}
    live = {"codeartifact": [Answer(kind, arn, item), Answer(kind, arn, None, "policy")]}
    yield Pair(
        live, {"aws_codeartifact_domain.a": {"domain": "d", "encryption_key": KEY}}, {"aws_codeartifact_domain.a": arn}
    )


PAIRS = named(
    comprehend_models,
    transfers,
    models,
    quality_jobs,
    other_things_of_sagemaker,
    agents,
    reviewers,
    contact_centre,
    images,
    recipes,
    indexes,
    artifacts,
)
