"""Scale sets, container groups and container apps.

Source: ARM template reference, ``Microsoft.Compute/virtualMachineScaleSets``, ``Microsoft.ContainerInstance`` and
``Microsoft.App``. A container group without ``ipAddress`` has none.
"""

from __future__ import annotations

from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.azure.arm import ArmShape, each, first_unknown, flat, ids, put_some
from pcicheck.sources.azure.shapes_compute import machine, system
from pcicheck.sources.shapes import Values, at

_FLEXIBLE = "azurerm_orchestrated_virtual_machine_scale_set"
_PROFILE = "virtual_machine_profile"
_PARTS = ("os_profile", "storage_profile", "security_profile")


def _set_type(values: Values) -> str:
    profile = values.get(_PROFILE)
    if str(values.get("orchestration_mode")).lower() == "flexible":
        return _FLEXIBLE
    kind = system(profile) if isinstance(profile, dict) else ""
    return f"azurerm_{kind}_virtual_machine_scale_set" if kind else ""


def _scale_set(values: Values) -> None:
    profile = values.get(_PROFILE)
    if not isinstance(profile, dict):
        found = dict.fromkeys(("os_profile", "network_interface", "data_disk", "os_disk"), profile)
        put_some(values, found)
        return
    put_some(values, {name: profile.get(name) for name in _PARTS})
    machine(values)
    values.pop("network_interface_ids", None)
    upgrade = at(values, "upgrade_policy.automatic_osupgrade_policy.enable_automatic_osupgrade")
    put_some(
        values,
        {
            "network_interface": each(at(profile, "network_profile.network_interface_configurations"), _interface),
            "automatic_os_upgrade_policy.automatic_os_upgrade_enabled": upgrade,
            "extension_operations_enabled": at(profile, "os_profile.allow_extension_operations"),
        },
    )
    for kind in ("linux", "windows"):
        put_some(
            values,
            {
                f"os_profile.{kind}_configuration.{name}": values.get(name)
                for name in ("admin_ssh_key", "patch_mode", "provision_vm_agent", "automatic_updates_enabled")
                if isinstance(at(values, f"os_profile.{kind}_configuration"), dict)
            },
        )


def _interface(item: Values) -> Values:
    return {"ip_configuration": each(flat(item).get("ip_configurations"), _address)}


def _address(item: Values) -> Values:
    public = flat(item).get("public_ipaddress_configuration")
    return {} if public is None else {"public_ip_address": public if isinstance(public, Unknown) else [public]}


def _group(values: Values) -> None:
    address = values.get("ip_address")
    values["ip_address_type"] = (
        address if isinstance(address, Unknown) else "None" if address is None else at(address, "type") or "Public"
    )
    put_some(values, {"subnet_ids": ids(values["subnet_ids"]) if values.get("subnet_ids") else None})
    for block, path in (("container", "containers"), ("init_container", "init_containers")):
        values[block] = each(values.get(path), _container)


def _container(item: Values) -> Values:
    found = flat(item)
    return {
        "name": found.get("name"),
        "environment_variables": _variables(found.get("environment_variables")),
        "security": {"privilege_enabled": at(found, "security_context.privileged")},
    }


def _variables(listed: Any) -> Any:
    """Variables whose values are shown; those of the others are kept."""
    if not isinstance(listed, list):
        return listed
    shown = [item for item in listed if isinstance(item, Unknown) or at(item, "value") is not None]
    unknown = first_unknown([at(item, "name") for item in shown])
    return unknown or {str(item.get("name")): item.get("value") for item in shown}


def _app(values: Values) -> None:
    for block, path in (("container", "containers"), ("init_container", "init_containers")):
        put_some(values, {f"template.{block}": each(at(values, f"template.{path}"), lambda item: item) or None})
    ingress = at(values, "configuration.ingress")
    if isinstance(ingress, dict):
        values["ingress"] = {"external_enabled": ingress.get("external") or False}
    else:
        put_some(values, {"ingress": ingress})


SHAPES: dict[str, ArmShape] = {
    "Microsoft.Compute/virtualMachineScaleSets": ArmShape(
        "azurerm_linux_virtual_machine_scale_set",
        moves={
            "custom_data": f"{_PROFILE}.os_profile.custom_data",
            "admin_username": f"{_PROFILE}.os_profile.admin_username",
            "encryption_at_host_enabled": f"{_PROFILE}.security_profile.encryption_at_host",
        },
        pick=_set_type,
        picks=("azurerm_windows_virtual_machine_scale_set", _FLEXIBLE),
        unclear="its operating system is not stated",
        more=_scale_set,
    ),
    "Microsoft.ContainerInstance/containerGroups": ArmShape("azurerm_container_group", more=_group),
    "Microsoft.App/containerApps": ArmShape("azurerm_container_app", more=_app),
    "Microsoft.App/jobs": ArmShape("azurerm_container_app_job", more=_app),
}
"""ARM type to its shape."""
