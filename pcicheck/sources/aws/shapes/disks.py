"""Answers of EBS, EC2 images, EFS, FSx, Data Lifecycle Manager and Backup in Terraform's form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.aws.shape import AWS_OWNED_KEY, Shaped, Shaper, arn_of, block, fields, partition_of, tags_of, told
from pcicheck.sources.live.natives import Native

_FSX = {
    "WINDOWS": "aws_fsx_windows_file_system",
    "LUSTRE": "aws_fsx_lustre_file_system",
    "ONTAP": "aws_fsx_ontap_file_system",
    "OPENZFS": "aws_fsx_openzfs_file_system",
}


def volume(native: Native) -> Iterator[Shaped]:
    """A volume, attached or not."""
    item = native.item
    yield Shaped(
        native.type,
        {
            "id": native.id,
            "arn": arn_of(native, "ec2", f"volume/{native.id}"),
            "encrypted": item.get("Encrypted", False),
            "kms_key_id": item.get("KmsKeyId"),
            "snapshot_id": item.get("SnapshotId") or None,
            "tags": tags_of(item.get("Tags")),
        },
    )


def snapshot(native: Native) -> Iterator[Shaped]:
    """A snapshot of a volume, and with whom it is shared."""
    item = native.item
    yield Shaped(
        native.type,
        {
            "id": native.id,
            "arn": f"arn:{partition_of(native)}:ec2:{native.region}::snapshot/{native.id}",
            "encrypted": item.get("Encrypted", False),
            "kms_key_id": item.get("KmsKeyId"),
            "volume_id": item.get("VolumeId"),
            "tags": tags_of(item.get("Tags")),
        },
    )
    yield from _shares(native, "aws_snapshot_create_volume_permission", "snapshot_id", native.part("shared"))


def image(native: Native) -> Iterator[Shaped]:
    """A machine image, and with whom it is shared."""
    item = native.item
    disks = [found["Ebs"] for found in item.get("BlockDeviceMappings", ()) if found.get("Ebs")]
    yield Shaped(
        native.type,
        {
            "id": native.id,
            "arn": f"arn:{partition_of(native)}:ec2:{native.region}::image/{native.id}",
            "name": item.get("Name"),
            "ebs_block_device": [{"encrypted": disk.get("Encrypted", False)} for disk in disks],
            "tags": tags_of(item.get("Tags")),
        },
    )
    shared = [{"Group": "all"}] if item.get("Public") else native.part("shared")
    yield from _shares(native, "aws_ami_launch_permission", "image_id", shared)


def _shares(native: Native, kind: str, owner: str, shared: Any) -> Iterator[Shaped]:
    """One side-car for each one that it is shared with; one that is unknown where that was refused."""
    if isinstance(shared, Unknown):
        yield Shaped(kind, {owner: native.id, "group": shared}, f"{native.id}/shared")
        return
    names = {
        "group": "Group",
        "account_id": "UserId",
        "organization_arn": "OrganizationArn",
        "organizational_unit_arn": "OrganizationalUnitArn",
    }
    for number, share in enumerate(shared or ()):
        yield Shaped(kind, {owner: native.id} | fields(share, names), f"{native.id}/shared-{number}")


def _setting(name: str, *attributes: tuple[str, str]) -> Shaper:
    """A setting of the whole region."""

    def shape(native: Native) -> Iterator[Shaped]:
        place = f"{native.account}/{native.region}"
        yield Shaped(native.type, {"id": place} | told(native.item, dict(attributes)), f"{place}/{name}")

    return shape


def file_system(native: Native) -> Iterator[Shaped]:
    """An EFS file system with its policy; without one every client is let in."""
    item, policy = native.item, native.part("policy")
    yield Shaped(
        native.type,
        {
            "id": item.get("FileSystemId"),
            "arn": native.id,
            "encrypted": item.get("Encrypted", False),
            "kms_key_id": item.get("KmsKeyId"),
            "tags": tags_of(item.get("Tags")),
        },
    )
    if policy is not None:
        values = {"file_system_id": item.get("FileSystemId"), "policy": policy}
        yield Shaped("aws_efs_file_system_policy", values, f"{native.id}/policy")


def file_access_point(native: Native) -> Iterator[Shaped]:
    """An access point of EFS."""
    item = native.item
    root = item.get("RootDirectory")
    yield Shaped(
        native.type,
        {
            "id": item.get("AccessPointId"),
            "arn": native.id,
            "file_system_id": item.get("FileSystemId"),
            "root_directory": block(fields(root, {"path": "Path"}) if root else None),
            "posix_user": block(item.get("PosixUser")),
            "tags": tags_of(item.get("Tags")),
        },
    )


def fsx(native: Native) -> Iterator[Shaped]:
    """An FSx file system of any of its four sorts."""
    item = native.item
    kind = _FSX.get(item.get("FileSystemType", ""))
    if kind is None:
        return
    yield Shaped(
        kind,
        {
            "id": item.get("FileSystemId"),
            "arn": native.id,
            "kms_key_id": item.get("KmsKeyId"),
            "deployment_type": (item.get("LustreConfiguration") or {}).get("DeploymentType"),
            "tags": tags_of(item.get("Tags")),
        },
    )


def vault(native: Native) -> Iterator[Shaped]:
    """A backup vault."""
    item = native.item
    owned = item.get("EncryptionKeyType") == AWS_OWNED_KEY
    yield Shaped(
        native.type,
        {
            "id": item.get("BackupVaultName"),
            "arn": native.id,
            "name": item.get("BackupVaultName"),
            "kms_key_arn": AWS_OWNED_KEY if owned else item.get("EncryptionKeyArn"),
        },
    )


def lifecycle_policy(native: Native) -> Iterator[Shaped]:
    """A plan that makes snapshots; only its copies to other regions say whether they are encrypted."""
    found = native.part("policy")
    if isinstance(found, Unknown):
        yield Shaped(native.type, {"id": native.id, "policy_details": found})
        return
    details = found.get("PolicyDetails") or {}
    actions = [{"cross_region_copy": _copies(action)} for action in details.get("Actions") or ()]
    schedules = [{"cross_region_copy_rule": _rules(schedule)} for schedule in details.get("Schedules") or ()]
    yield Shaped(
        native.type,
        {
            "id": native.id,
            "arn": found.get("PolicyArn"),
            "policy_details": [{"action": actions, "schedule": schedules}],
            "tags": tags_of(found.get("Tags")),
        },
    )


def _copies(action: dict[str, Any]) -> list[dict[str, Any]]:
    names = {"encryption": "Encrypted", "cmk_arn": "CmkArn"}
    return [
        {"target": copy.get("Target"), "encryption_configuration": [fields(copy["EncryptionConfiguration"], names)]}
        for copy in action.get("CrossRegionCopy") or ()
    ]


def _rules(schedule: dict[str, Any]) -> list[dict[str, Any]]:
    names = {"encrypted": "Encrypted", "cmk_arn": "CmkArn", "target": "Target"}
    return [fields(rule, names) for rule in schedule.get("CrossRegionCopyRules") or ()]


SHAPES: dict[str, Shaper] = {
    "aws_ebs_volume": volume,
    "aws_ebs_snapshot": snapshot,
    "aws_ami": image,
    "aws_ebs_encryption_by_default": _setting("ebs-encryption-by-default", ("enabled", "EbsEncryptionByDefault")),
    "aws_ebs_snapshot_block_public_access": _setting("snapshot-block-public-access", ("state", "State")),
    "aws_ec2_image_block_public_access": _setting(
        "image-block-public-access", ("state", "ImageBlockPublicAccessState")
    ),
    "aws_efs_file_system": file_system,
    "aws_efs_access_point": file_access_point,
    "aws_fsx_windows_file_system": fsx,
    "aws_backup_vault": vault,
    "aws_dlm_lifecycle_policy": lifecycle_policy,
}
