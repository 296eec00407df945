"""Machines, templates, and the metadata of a project.

Source: REST reference of Compute Engine v1 (``Instance``, ``InstanceTemplate``, ``Project``). Whether a machine that
does not say so has a virtual TPU and integrity monitoring depends on what it starts from.
"""

from __future__ import annotations

from typing import Any

from pcicheck.sources.gcp.form import AssetShape, items_of, kms_block, metadata_of, only_shapes, regional, tail
from pcicheck.sources.shapes import Values, at

_SHIELDED = ("shielded_instance_config.enable_vtpm", "shielded_instance_config.enable_integrity_monitoring")


def _instance(values: Values) -> None:
    """Disks by their purpose, metadata and interfaces."""
    disks = items_of(values.pop("disks", None))
    for disk in disks:
        key = disk.pop("disk_encryption_key", None) or {}
        disk["kms_key_self_link"] = key.get("kms_key_name")
        if not disk["kms_key_self_link"]:
            disk["disk_encryption_key_raw"] = key.get("raw_key") or key.get("sha256")
    values["boot_disk"] = [disk for disk in disks if disk.get("boot")]
    values["scratch_disk"] = [disk for disk in disks if disk.get("type") == "SCRATCH"]
    values["attached_disk"] = [disk for disk in disks if not disk.get("boot") and disk.get("type") != "SCRATCH"]
    _machine(values)


def _template(values: Values) -> None:
    values |= {name: value for name, value in (values.pop("properties", None) or {}).items() if name != "description"}
    disks = items_of(values.pop("disks", None))
    for disk in disks:
        kms_block(disk, "disk_encryption_key")
        if "disk_type" not in disk:
            disk["disk_type"] = tail(at(disk, "initialize_params.disk_type"))
    values["disk"] = disks
    _machine(values)


def _machine(values: Values) -> None:
    values["metadata"] = metadata_of(values.get("metadata"))
    values["network_interface"] = interfaces = items_of(values.pop("network_interfaces", None))
    for interface in interfaces:
        interface["access_config"] = interface.pop("access_configs", None) or []
        interface["ipv6_access_config"] = interface.pop("ipv6_access_configs", None) or []
    accounts = values.pop("service_accounts", None)
    if accounts:
        values["service_account"] = accounts
    tags: Any = values.get("tags")
    values["tags"] = tags.get("items", []) if isinstance(tags, dict) else []


def _project(values: Values) -> None:
    values["metadata"] = metadata_of(values.pop("common_instance_metadata", None))


SHAPES = only_shapes(
    [
        (
            "compute.googleapis.com/Instance",
            AssetShape("google_compute_instance", unstated=_SHIELDED, more=_instance),
        ),
        (
            "compute.googleapis.com/InstanceTemplate",
            AssetShape(
                "google_compute_instance_template",
                also=("google_compute_region_instance_template",),
                pick=regional("google_compute_instance_template", "google_compute_region_instance_template"),
                unstated=_SHIELDED,
                more=_template,
            ),
        ),
        ("compute.googleapis.com/Project", AssetShape("google_compute_project_metadata", more=_project)),
    ]
)
"""Type of asset to its shape."""
