"""Buckets, disks and their copies, file stores.

Sources: REST references of Cloud Storage v1 (``Bucket``), Compute Engine v1 (``Disk``, ``Snapshot``, ``Image``,
``MachineImage``), Filestore v1 and NetApp v1; Terraform registry for the other form. A bucket that leaves out its
access lists, though they are in force, does not tell them.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.value import Unknown
from pcicheck.sources.gcp.form import AssetShape, Part, items_of, kms_block, only_shapes, regional, renamed, tail
from pcicheck.sources.shapes import Values, at

_LISTS_UNTOLD = Unknown("the asset does not tell the access lists of the bucket")
_DISK = "google_compute_disk"


def _bucket(values: Values) -> None:
    rules = items_of(at(values, "lifecycle.rule"))
    for rule in rules:
        condition = rule.get("condition") or {}
        live = condition.pop("is_live", None)
        if live is not None:
            condition["with_state"] = "LIVE" if live else "ARCHIVED"
        if condition.get("age") == 0:
            condition["send_age_if_zero"] = True
    values["lifecycle_rule"] = rules
    values.pop("lifecycle", None)


def _lists(values: Values) -> Iterator[Part]:
    """Access lists, which work only where access is not uniform."""
    if values.get("uniform_bucket_level_access") is True:
        return
    told = False
    for path, kind in (
        ("acl", "google_storage_bucket_access_control"),
        ("default_object_acl", "google_storage_default_object_access_control"),
    ):
        told = told or values.get(path) is not None
        for number, entry in enumerate(items_of(values.get(path))):
            given = {"bucket": values["id"], "role": entry.get("role"), "entity": entry.get("entity")}
            yield Part(f"{path}/{number}", kind, given)
    if not told:
        yield Part("acl", "google_storage_bucket_acl", {"bucket": values["id"], "role_entity": _LISTS_UNTOLD})


def _disk(values: Values) -> None:
    kms_block(values, "disk_encryption_key")
    renamed(values, image="source_image", snapshot="source_snapshot")


def _snapshot(values: Values) -> None:
    kms_block(values, "snapshot_encryption_key")


def _image(values: Values) -> None:
    kms_block(values, "image_encryption_key")


def _volume(values: Values) -> None:
    pool = values.get("storage_pool")
    if isinstance(pool, str) and "/" not in pool:
        values["storage_pool"] = f"{str(values['id']).partition('/volumes/')[0]}/storagePools/{pool}"


def _filestore_name(values: Values) -> None:
    values["name"] = tail(values["id"])


SHAPES = only_shapes(
    [
        (
            "storage.googleapis.com/Bucket",
            AssetShape(
                "google_storage_bucket",
                moves={
                    "uniform_bucket_level_access": "iam_configuration.uniform_bucket_level_access.enabled",
                    "public_access_prevention": "iam_configuration.public_access_prevention",
                },
                more=_bucket,
                parts=_lists,
                made=(
                    "google_storage_bucket_acl",
                    "google_storage_bucket_access_control",
                    "google_storage_default_object_access_control",
                ),
            ),
        ),
        ("compute.googleapis.com/Disk", AssetShape(_DISK, more=_disk)),
        ("compute.googleapis.com/RegionDisk", AssetShape("google_compute_region_disk", more=_disk)),
        ("compute.googleapis.com/Snapshot", AssetShape("google_compute_snapshot", more=_snapshot)),
        (
            "compute.googleapis.com/InstantSnapshot",
            AssetShape(
                "google_compute_instant_snapshot",
                also=("google_compute_region_instant_snapshot",),
                pick=regional("google_compute_instant_snapshot", "google_compute_region_instant_snapshot"),
            ),
        ),
        ("compute.googleapis.com/Image", AssetShape("google_compute_image", more=_image)),
        ("compute.googleapis.com/MachineImage", AssetShape("google_compute_machine_image")),
        ("file.googleapis.com/Instance", AssetShape("google_filestore_instance", more=_filestore_name)),
        ("file.googleapis.com/Backup", AssetShape("google_filestore_backup", more=_filestore_name)),
        ("netapp.googleapis.com/Volume", AssetShape("google_netapp_volume", more=_volume)),
        ("netapp.googleapis.com/StoragePool", AssetShape("google_netapp_storage_pool")),
    ]
)
"""Type of asset to its shape."""
