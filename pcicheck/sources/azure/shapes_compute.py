"""Virtual machines, their extensions, disks and snapshots.

Source: ARM template reference, ``Microsoft.Compute``. Password logins of Linux are on unless
``disablePasswordAuthentication`` says otherwise; where neither it nor a password is written, an image or the platform
decides. Secure boot and vTPM are off unless a ``securityType`` other than Standard is set, whose own defaults are not
documented. All other defaults are those of ``azurerm``.
"""

from __future__ import annotations

from typing import Any

from pcicheck.model.value import NOT_STATED, Unknown
from pcicheck.sources.azure.arm import ArmShape, each, ids, put_some
from pcicheck.sources.shapes import Values, at, put, snake

_LINUX_PUBLISHERS = (
    *("canonical", "redhat", "debian", "suse", "oracle", "openlogic", "almalinux", "resf"),
    *("microsoftcblmariner", "kinvolk"),
)
_ON_ITS_OWN = ("attach", "restore")
_UEFI = {"secure_boot_enabled": "secure_boot_enabled", "vtpm_enabled": "v_tpm_enabled"}


def system(values: Values) -> str:
    """Linux or Windows, by its settings, its disk or its image."""
    kind = at(values, "storage_profile.os_disk.os_type")
    if isinstance(kind, str) and kind.lower() in ("linux", "windows"):
        return kind.lower()
    for system in ("linux", "windows"):
        if isinstance(at(values, f"os_profile.{system}_configuration"), dict):
            return system
    image = [at(values, f"storage_profile.image_reference.{name}") for name in ("publisher", "offer")]
    texts = [text.lower() if isinstance(text, str) else "" for text in image]
    if any("windows" in text for text in texts):
        return "windows"
    return "linux" if texts[0] in _LINUX_PUBLISHERS else ""


def _machine_type(values: Values) -> str:
    found = system(values)
    return f"azurerm_{found}_virtual_machine" if found else ""


def machine(values: Values) -> None:
    """What a machine and each of a scale set have alike."""
    at_system = f"os_profile.{system(values)}_configuration"
    keys = at(values, f"{at_system}.ssh.public_keys")
    put_some(
        values,
        {
            "admin_ssh_key": each(keys, lambda key: {"public_key": key.get("key_data")}) if keys else None,
            "patch_mode": at(values, f"{at_system}.patch_settings.patch_mode"),
            "provision_vm_agent": at(values, f"{at_system}.provision_vmagent"),
            "automatic_updates_enabled": at(values, "os_profile.windows_configuration.enable_automatic_updates"),
            "disable_password_authentication": _no_passwords(values),
            "network_interface_ids": _interfaces(values),
            "os_disk.disk_encryption_set_id": at(values, "storage_profile.os_disk.managed_disk.disk_encryption_set.id"),
            "data_disk": _data_disks(at(values, "storage_profile.data_disks")),
        },
    )
    _uefi(values)


def _interfaces(values: Values) -> Any:
    """Ids of the network interfaces; unknown where Azure is to make them with the machine."""
    made = at(values, "network_profile.network_interface_configurations")
    return NOT_STATED if made else ids(at(values, "network_profile.network_interfaces")) or None


def _no_passwords(values: Values) -> Any:
    stated = at(values, "os_profile.linux_configuration.disable_password_authentication")
    if stated is not None:
        return stated
    return NOT_STATED if at(values, "os_profile.admin_password") is None else False


def _uefi(values: Values) -> None:
    kind = at(values, "security_profile.security_type")
    for name, written in _UEFI.items():
        found = at(values, f"security_profile.uefi_settings.{written}")
        if found is None and kind is not None and str(kind).lower() != "standard":
            found = kind if isinstance(kind, Unknown) else NOT_STATED
        put_some(values, {name: found})


def _data_disks(disks: Any) -> Any:
    """The disks that are made with the machine; attached ones are encrypted as they are themselves."""
    found = each(disks, _data_disk)
    return [disk for disk in found if disk] if isinstance(found, list) else found


def _data_disk(disk: Values) -> Values:
    if str(disk.get("create_option")).lower() in _ON_ITS_OWN:
        return {}
    return {"lun": disk.get("lun"), "disk_encryption_set_id": at(disk, "managed_disk.disk_encryption_set.id")}


def _disk_settings(values: Values) -> None:
    settings = values.pop("encryption_settings_collection", None)
    if settings is not None:
        put(values, "encryption_settings", settings if isinstance(settings, Unknown) else [settings])


def _extension(values: Values) -> None:
    """The settings of an extension are in the words of its publisher."""
    written = values.pop("properties", None)
    if isinstance(written, dict):
        settings = {"settings": written["settings"]} if "settings" in written else {}
        values.update({**snake(written), **settings, **values})


_DISK_MOVES = {
    "disk_encryption_set_id": "encryption.disk_encryption_set_id",
    "secure_vm_disk_encryption_set_id": "security_profile.secure_vmdisk_encryption_set_id",
    "public_network_access_enabled": "public_network_access",
    "source_resource_id": "creation_data.source_resource_id",
    "source_uri": "creation_data.source_uri",
}

SHAPES: dict[str, ArmShape] = {
    "Microsoft.Compute/virtualMachines": ArmShape(
        "azurerm_linux_virtual_machine",
        moves={
            "allow_extension_operations": "os_profile.allow_extension_operations",
            "custom_data": "os_profile.custom_data",
            "admin_username": "os_profile.admin_username",
            "admin_password": "os_profile.admin_password",
            "encryption_at_host_enabled": "security_profile.encryption_at_host",
        },
        pick=_machine_type,
        picks=("azurerm_windows_virtual_machine",),
        unclear="its operating system is not stated",
        more=machine,
    ),
    "Microsoft.Compute/virtualMachines/extensions": ArmShape(
        "azurerm_virtual_machine_extension", parents=("virtual_machine_id",), own_words=True, more=_extension
    ),
    "Microsoft.Compute/disks": ArmShape("azurerm_managed_disk", moves=_DISK_MOVES, more=_disk_settings),
    "Microsoft.Compute/snapshots": ArmShape("azurerm_snapshot", moves=_DISK_MOVES, more=_disk_settings),
}
"""ARM type to its shape."""
