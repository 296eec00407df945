"""From the form of Google's APIs to the one that Terraform has for the same thing, so that one adapter reads both.

Names in lower camel case become snake case by themselves; the table says what else differs. Sources: the REST
references of the services (the ``discovery_document_uri`` of an asset names them), and the provider's pages.

What an asset leaves out is false or empty to the API. Where Terraform takes something else for granted, the table
says that it is not stated, so that it becomes unknown rather than Terraform's default.
"""

from __future__ import annotations

from pcicheck.sources.shapes import Shape, Values, at, reshape, snake


def shaped(shape: Shape, data: Values) -> Values:
    """The data of an asset in Terraform's form."""
    return reshape(shape, snake(data))


def _instance(values: Values) -> None:
    """Disks by their purpose, metadata and interfaces."""
    disks = values.pop("disks", None) or []
    for disk in disks:
        key = disk.pop("disk_encryption_key", None) or {}
        disk["kms_key_self_link"] = key.get("kms_key_name")
        disk["disk_encryption_key_raw"] = key.get("raw_key") or key.get("sha256")
    values["boot_disk"] = [disk for disk in disks if disk.get("boot")]
    values["scratch_disk"] = [disk for disk in disks if disk.get("type") == "SCRATCH"]
    values["attached_disk"] = [disk for disk in disks if not disk.get("boot") and disk.get("type") != "SCRATCH"]
    items = (values.get("metadata") or {}).get("items") or []
    values["metadata"] = {item["key"]: item.get("value", "") for item in items if "key" in item}
    for interface in values.get("network_interface") or ():
        interface["access_config"] = interface.pop("access_configs", None) or []
        interface["ipv6_access_config"] = interface.pop("ipv6_access_configs", None) or []
    tags = values.get("tags")
    values["tags"] = tags.get("items", []) if isinstance(tags, dict) else []


def _firewall(values: Values) -> None:
    for name, written in (("allow", "allowed"), ("deny", "denied")):
        rules = values.pop(written, None) or []
        values[name] = [{"protocol": rule.get("ipprotocol"), "ports": rule.get("ports") or []} for rule in rules]
    log = values.pop("log_config", None) or {}
    if log.get("enable"):
        values["log_config"] = [log]


def _cluster(values: Values) -> None:
    access = values.pop("master_authorized_networks_config", None) or {}
    if access.get("enabled"):
        values["master_authorized_networks_config"] = [{"cidr_blocks": access.get("cidr_blocks") or []}]
    pools = values.pop("node_pools", None)
    if pools:
        values["node_pool"] = pools
    components = at(values, "logging_config.component_config.enable_components")
    if components is not None:
        values["logging_config"] = [{"enable_components": components}]


def _bucket(values: Values) -> None:
    rules = at(values, "lifecycle.rule")
    values["lifecycle_rule"] = rules or []
    values.pop("lifecycle", None)


SHAPES: dict[str, Shape] = {
    "storage.googleapis.com/Bucket": Shape(
        "google_storage_bucket",
        moves={
            "uniform_bucket_level_access": "iam_configuration.uniform_bucket_level_access.enabled",
            "public_access_prevention": "iam_configuration.public_access_prevention",
        },
        more=_bucket,
    ),
    "compute.googleapis.com/Instance": Shape(
        "google_compute_instance",
        moves={
            "network_interface": "network_interfaces",
            "service_account": "service_accounts",
        },
        unstated=(
            "shielded_instance_config.enable_vtpm",
            "shielded_instance_config.enable_integrity_monitoring",
        ),
        more=_instance,
    ),
    "compute.googleapis.com/Firewall": Shape("google_compute_firewall", more=_firewall),
    "compute.googleapis.com/Network": Shape("google_compute_network"),
    "compute.googleapis.com/Subnetwork": Shape("google_compute_subnetwork"),
    "compute.googleapis.com/GlobalAddress": Shape("google_compute_global_address"),
    "container.googleapis.com/Cluster": Shape(
        "google_container_cluster",
        moves={
            "enable_legacy_abac": "legacy_abac.enabled",
            "enable_shielded_nodes": "shielded_nodes.enabled",
            "min_master_version": "current_master_version",
            "enable_intranode_visibility": "network_config.enable_intra_node_visibility",
            "datapath_provider": "network_config.datapath_provider",
            "enable_autopilot": "autopilot.enabled",
        },
        unstated=("enable_shielded_nodes", "min_master_version"),
        more=_cluster,
    ),
    "sqladmin.googleapis.com/Instance": Shape(
        "google_sql_database_instance",
        moves={
            "encryption_key_name": "disk_encryption_configuration.kms_key_name",
            "deletion_protection": "settings.deletion_protection_enabled",
        },
    ),
}
"""Type of asset to its shape."""
