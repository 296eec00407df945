"""Images, patch plans, desktops, records of DNS, data sets, roles on request, and collections of a classic firewall.

Source: ARM template reference, ``Microsoft.Compute/images``, ``Microsoft.Compute/galleries/images/versions``,
``Microsoft.Maintenance``, ``Microsoft.DesktopVirtualization``, ``Microsoft.Network/dnsZones/TXT``,
``Microsoft.DataFactory/factories/datasets`` and ``Microsoft.Network/azureFirewalls``; Azure REST API, "Role Eligibility
Schedules".
"""

from __future__ import annotations

from typing import Any

from pcicheck.model.value import NOT_STATED, Unknown
from pcicheck.sources.azure.arm import ArmShape, each, put_some
from pcicheck.sources.shapes import Values, at

_FIREWALL = "Microsoft.Network/azureFirewalls"
_DATASETS = {
    "azureblob": "azure_blob",
    "azuresqltable": "azure_sql_table",
    "cosmosdbsqlapicollection": "cosmosdb_sqlapi",
    "delimitedtext": "delimited_text",
    "httpfile": "http",
    "json": "json",
    "mysqltable": "mysql",
    "relationaltable": "mysql",
    "parquet": "parquet",
    "postgresqltable": "postgresql",
    "snowflaketable": "snowflake",
    "sqlservertable": "sql_server_table",
}
_DATASET = "azurerm_data_factory_dataset_"


def _image(values: Values) -> None:
    stored = "storage_profile"
    put_some(
        values,
        {
            "os_disk": _disk(at(values, f"{stored}.os_disk")),
            "data_disk": each(at(values, f"{stored}.data_disks"), _disk),
            "source_virtual_machine_id": at(values, "source_virtual_machine.id"),
        },
    )


def _disk(disk: Any) -> Any:
    return {"disk_encryption_set_id": at(disk, "disk_encryption_set.id")} if isinstance(disk, dict) else disk


def _version(values: Values) -> None:
    """A version lies in an image, and that in a gallery."""
    regions = each(at(values, "publishing_profile.target_regions"), _region)
    steps = str(values.get("id", "")).split("/")
    lower = [step.lower() for step in steps]
    gallery = steps[lower.index("galleries") + 1] if "galleries" in lower[:-1] else NOT_STATED
    put_some(values, {"target_region": regions, "gallery_name": gallery})


def _region(region: Values) -> Values:
    return {
        "name": region.get("name"),
        "disk_encryption_set_id": at(region, "encryption.os_disk_image.disk_encryption_set_id"),
    }


def _maintenance(values: Values) -> None:
    found: Values = {}
    for system in ("linux", "windows"):
        parameters = at(values, f"install_patches.{system}_parameters")
        if parameters is not None:
            found[system] = [parameters]
    if isinstance(values.get("install_patches"), dict):
        values["install_patches"] = found


def _txt(values: Values) -> None:
    """A record of several texts is one text to whoever asks for it (RFC 7208, 3.3)."""
    values["record"] = each(values.get("txtrecords"), lambda item: {"value": _joined(item.get("value"))})


def _joined(texts: Any) -> Any:
    if not isinstance(texts, list):
        return texts
    return next((text for text in texts if isinstance(text, Unknown)), None) or "".join(map(str, texts))


def _dataset(values: Values) -> str:
    kind = str(values.get("type")).lower().removesuffix("v2")
    found = _DATASETS.get(kind) or _DATASETS.get(kind.removeprefix("azure"))
    return f"{_DATASET}{found}" if found else ""


def _columns(values: Values) -> None:
    columns = values.get("schema") or values.get("structure")
    if isinstance(columns, (list, Unknown)):
        values["schema_column"] = columns


def _collection(values: Values) -> None:
    put_some(values, {"action": at(values, "action.type"), "rule": values.get("rules")})


def _web_collection(values: Values) -> None:
    _collection(values)
    values["rule"] = each(values.get("rules"), _web_rule)


def _web_rule(rule: Values) -> Values:
    protocols = each(rule.get("protocols"), lambda item: {"type": item.get("protocol_type"), "port": item.get("port")})
    return {**rule, "protocol": protocols}


SHAPES: dict[str, ArmShape] = {
    "Microsoft.Compute/images": ArmShape("azurerm_image", more=_image),
    "Microsoft.Compute/galleries/images/versions": ArmShape("azurerm_shared_image_version", more=_version),
    "Microsoft.Maintenance/maintenanceConfigurations": ArmShape(
        "azurerm_maintenance_configuration",
        moves={"scope": "maintenance_scope", "window.recur_every": "maintenance_window.recur_every"},
        more=_maintenance,
    ),
    "Microsoft.DesktopVirtualization/hostPools": ArmShape(
        "azurerm_virtual_desktop_host_pool", moves={"custom_rdp_properties": "custom_rdp_property"}
    ),
    "Microsoft.Network/dnsZones/TXT": ArmShape("azurerm_dns_txt_record", parents=("zone_name",), more=_txt),
    "Microsoft.DataFactory/factories/datasets": ArmShape(
        f"{_DATASET}json",
        pick=_dataset,
        picks=tuple(sorted({f"{_DATASET}{name}" for name in _DATASETS.values()})),
        unclear="data sets of its kind are not judged",
        parents=("data_factory_id",),
        more=_columns,
    ),
    "Microsoft.Authorization/roleEligibilitySchedules": ArmShape("azurerm_pim_eligible_role_assignment"),
    f"{_FIREWALL}/networkRuleCollections": ArmShape("azurerm_firewall_network_rule_collection", more=_collection),
    f"{_FIREWALL}/natRuleCollections": ArmShape("azurerm_firewall_nat_rule_collection", more=_collection),
    f"{_FIREWALL}/applicationRuleCollections": ArmShape(
        "azurerm_firewall_application_rule_collection", more=_web_collection
    ),
}
"""ARM type to its shape."""
