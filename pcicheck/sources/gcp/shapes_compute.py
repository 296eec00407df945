"""Machines, templates, and the metadata of a project.

Sources: REST references of Compute Engine v1 (``Instance``, ``InstanceTemplate``, ``Project``) and of Cloud TPU v1 and
v2 (``Node``). Whether a machine that does not say so has a virtual TPM and integrity monitoring depends on what it
starts from. Of the metadata of machines and projects the inventory shows four keys only (Cloud Asset Inventory
documentation, "Asset types"), so that the others are not known unless one of them is there.
"""

from __future__ import annotations

from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.gcp.form import UNTOLD, AssetShape, items_of, kms_block, metadata_of, only_shapes, regional, tail
from pcicheck.sources.shapes import Values, at

_SHIELDED = ("shielded_instance_config.enable_vtpm", "shielded_instance_config.enable_integrity_monitoring")
_KEYS_SHOWN = frozenset({"block-project-ssh-keys", "enable-osconfig", "enable-oslogin", "serial-port-enable"})
_KEYS_HIDDEN = ("enable-oslogin-2fa", "startup-script")
_KEY_UNTOLD = Unknown("Cloud Asset Inventory shows only a few keys of the metadata, and not this one")


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
    _hide_keys(values)


def _hide_keys(values: Values) -> None:
    """Say of the keys of metadata that the inventory leaves out that nobody knows them."""
    if _KEYS_SHOWN.issuperset(values["metadata"]):
        values["metadata"] |= dict.fromkeys(_KEYS_HIDDEN, _KEY_UNTOLD)


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
    _hide_keys(values)


def _tpu(values: Values) -> None:
    """A node of version 2 has its network in an object; an older one does not tell whether it has outside addresses."""
    network = values.get("network_config")
    if isinstance(network, dict):
        network.setdefault("enable_external_ips", False)
    else:
        values["network_config"] = {"enable_external_ips": UNTOLD, "can_ip_forward": UNTOLD}


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
        ("tpu.googleapis.com/Node", AssetShape("google_tpu_v2_vm", more=_tpu)),
    ]
)
"""Type of asset to its shape."""
