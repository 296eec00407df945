"""Services that keep data of the customer under a key, read by one table.

Terraform registry, hashicorp/aws, the page of each type: every attribute named here is optional, and without it the
service encrypts with a key that AWS owns or keeps. ``aws_sagemaker_model.enable_network_isolation`` and
``network_config.enable_inter_container_traffic_encryption`` of monitoring jobs are false unless written.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.storage import BlockVolume
from pcicheck.model.kinds.workload import PlatformService
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.data.common import made
from pcicheck.providers.aws.ebs import encryption_by_default
from pcicheck.providers.aws.kms import key_owner, kms_encryption
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource

_KEEPS_NOTHING = Inapplicable("it keeps nothing itself")
_NO_DISK = Inapplicable("it has no disk with a key of its own")
_NO_PARTS = Inapplicable("traffic between its parts is no setting of the customer's")
_NO_CALLS = Inapplicable("whom it may call is no setting of it")
_NO_STORE = Inapplicable("it goes to a stream that has a key of its own")
_NO_EXPORT = Inapplicable("a disk of a recipe is not exported")
_PARENT_DECIDES = Unknown("the image that it is made from decides")
_LISTED = Unknown("it is named in a list")
_QUALITY = "aws_sagemaker_data_quality_job_definition"


class _Shape(Struct, frozen=True):
    category: str
    keys: tuple[str, ...] = ()
    """Attributes that can hold the key, the first that is written counts."""
    disk: str = ""
    """Attribute with the key of its own disks."""
    without: str = "provider"


_SHAPES = {
    "aws_appflow_connector_profile": _Shape("transfer", ("kms_arn",), without="managed"),
    "aws_appflow_flow": _Shape("transfer", ("kms_arn",), without="managed"),
    "aws_backup_vault": _Shape("backup", ("kms_key_arn",), without="managed"),
    "aws_bedrockagent_agent": _Shape("ai", ("customer_encryption_key_arn",)),
    "aws_codeartifact_domain": _Shape("artifacts", ("encryption_key",), without="managed"),
    "aws_codegurureviewer_repository_association": _Shape("review", ("kms_key_details.kms_key_id",)),
    "aws_comprehend_document_classifier": _Shape("ai", ("model_kms_key_id",), "volume_kms_key_id"),
    "aws_comprehend_entity_recognizer": _Shape("ai", ("model_kms_key_id",), "volume_kms_key_id"),
    "aws_connect_instance_storage_config": _Shape(
        "contact_centre",
        (
            "storage_config.s3_config.encryption_config.key_id",
            "storage_config.kinesis_video_stream_config.encryption_config.key_id",
        ),
    ),
    "aws_imagebuilder_component": _Shape("images", ("kms_key_id",)),
    "aws_imagebuilder_distribution_configuration": _Shape(
        "images", ("distribution.ami_distribution_configuration.kms_key_id",)
    ),
    "aws_kendra_index": _Shape("search", ("server_side_encryption_configuration.kms_key_id",)),
    _QUALITY: _Shape(
        "machine_learning",
        ("data_quality_job_output_config.monitoring_outputs.kms_key_id", "data_quality_job_output_config.kms_key_id"),
        "job_resources.cluster_config.volume_kms_key_id",
    ),
    "aws_sagemaker_domain": _Shape("machine_learning", ("kms_key_id",), without="managed"),
    "aws_sagemaker_endpoint_configuration": _Shape("machine_learning", ("kms_key_arn",)),
    "aws_sagemaker_flow_definition": _Shape("machine_learning", ("output_config.kms_key_id",)),
    "aws_sagemaker_model": _Shape("machine_learning"),
    "aws_scheduler_schedule": _Shape("schedule", ("kms_key_arn",)),
}


def keyed(document: Document) -> Iterator[Resource]:
    """A service of the table."""
    shape = _SHAPES[document.type]
    facts = PlatformService(
        category=shape.category,
        encryption=_encryption(document, shape),
        disk_key_owner=_owner(document, shape.disk) if shape.disk else _NO_DISK,
        tls_inside=document.flag("network_config.enable_inter_container_traffic_encryption", False)
        if document.type == _QUALITY
        else _NO_PARTS,
        outbound_restricted=_isolated(document),
    )
    yield from made(document, facts, "name")


def image_recipe(document: Document) -> Iterator[Resource]:
    """A recipe of Image Builder: each EBS disk of its images; one that says nothing takes the account's default."""
    disks = document.blocks("block_device_mapping")
    if isinstance(disks, Unknown):
        untold = Encryption(at_rest=disks, key_owner=disks, key=disks)
        yield resource(document, BlockVolume(encryption=untold, public_network=_NO_EXPORT), labels=tags_of(document))
        return
    default = encryption_by_default(document)
    default = _PARENT_DECIDES if default is False else default
    for number, disk in enumerate(disks):
        if disk.has("ebs") is not False:
            facts = BlockVolume(encryption=_of_disk(disk, default), public_network=_NO_EXPORT)
            yield resource(document, facts, part=f"disk-{number}", labels=tags_of(document))


def _of_disk(disk: Block, default: bool | Unknown) -> Encryption:
    """A key alone encrypts nothing: whether it is used is as open as whether the disk is encrypted."""
    encrypted = disk.flag("ebs.encrypted", default)
    if encrypted is False:
        return Encryption(at_rest=False, key_owner="none", key=None)
    named = disk.has("ebs.kms_key_id") is not False
    owner: Fact[str] = encrypted if isinstance(encrypted, Unknown) else "customer" if named else "managed"
    return Encryption(at_rest=encrypted, key_owner=owner, key=_LISTED)


def _encryption(document: Document, shape: _Shape) -> Encryption:
    if not shape.keys:
        return Encryption(at_rest=_KEEPS_NOTHING, key_owner=_KEEPS_NOTHING, key=_KEEPS_NOTHING)
    streams = ("storage_config.kinesis_stream_config", "storage_config.kinesis_firehose_config")
    if any(document.has(path) is True for path in streams):
        return Encryption(at_rest=_NO_STORE, key_owner=_NO_STORE, key=_NO_STORE)
    path = next((path for path in shape.keys if document.has(path) is not False), shape.keys[0])
    return kms_encryption(document, path, without=shape.without)


def _owner(document: Document, path: str) -> Fact[str]:
    return key_owner(document, path, document.link(path, "key"), "provider")


def _isolated(document: Document) -> Fact[bool]:
    if document.type == "aws_sagemaker_model":
        return document.flag("enable_network_isolation", False)
    if document.type == _QUALITY:
        return document.flag("network_config.enable_network_isolation", False)
    return _NO_CALLS
