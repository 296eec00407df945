"""Virtual machines and scale sets.

Defaults, Terraform registry, hashicorp/azurerm 3 and 4, ``azurerm_linux_virtual_machine`` and
``azurerm_windows_virtual_machine`` with their scale sets: ``disable_password_authentication`` true,
``encryption_at_host_enabled``, ``secure_boot_enabled`` and ``vtpm_enabled`` off, ``allow_extension_operations`` (scale
sets: ``extension_operations_enabled``) true, ``provision_vm_agent`` true, ``automatic_updates_enabled`` (once
``enable_automatic_updates``) true, ``patch_mode`` ImageDefault on Linux and AutomaticByOS on Windows. The older
``azurerm_virtual_machine`` and its scale set: ``enable_automatic_upgrades``, ``automatic_os_upgrade`` and
``provision_vm_agent`` false.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.workload import AttachedVolume, Compute
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.cmk import disk_set_encryption
from pcicheck.providers.azure.workload.boot import boot_secrets
from pcicheck.providers.azure.workload.common import made
from pcicheck.providers.reading import first_flag, is_one_of, is_set, only, word

EXTENSION = "azurerm_virtual_machine_extension"
_INTERFACE = "azurerm_network_interface"
_NOT_AZURE = "Azure has no such setting of a machine"
_WINDOWS = Inapplicable("it runs Windows")
_IMAGE_DECIDES = Unknown("the image decides how it is patched")
_OTHER_PRODUCT = Unknown("another product may protect it, which does not stand in this input")
_INTERFACE_ELSEWHERE = Unknown("its network interface is not in this input")
_LEGACY = ("azurerm_virtual_machine", "azurerm_virtual_machine_scale_set")
_NOT_A_SETTING = Inapplicable("this older resource type has no such setting")


def machine(document: Document) -> Iterator[Resource]:
    """A machine or scale set of the current resource types."""
    windows, scale_set = "windows" in document.type, document.type.endswith("_scale_set")
    facts = only(
        Compute,
        _NOT_AZURE,
        template=scale_set,
        public_address=_scale_set_address(document) if scale_set else _machine_address(document),
        volumes=_volumes(document),
        boot_secrets=boot_secrets(document, "custom_data", "user_data"),
        measured_boot=document.flag("vtpm_enabled", False),
        secure_boot=document.flag("secure_boot_enabled", False),
        password_login=_WINDOWS if windows else negated(document.flag("disable_password_authentication", True)),
        ssh_key=_WINDOWS if windows else _ssh_key(document, "admin_ssh_key", "public_key"),
        host_encryption=document.flag("encryption_at_host_enabled", False),
        automatic_patches=_windows_patches(document) if windows else _linux_patches(document),
        extensions=first_flag(document, "allow_extension_operations", "extension_operations_enabled", default=True),
        agent=document.flag("provision_vm_agent", True),
        malware_protection=_malware_protection(document),
    )
    yield from made(document, facts)


def flexible_scale_set(document: Document) -> Iterator[Resource]:
    """A scale set with flexible orchestration, whose operating system is described in ``os_profile``."""
    windows = document.block("os_profile.windows_configuration") is not None
    at = "os_profile.windows_configuration" if windows else "os_profile.linux_configuration"
    patches = is_one_of(document, f"{at}.patch_mode", "imagedefault", "automaticbyplatform")
    if windows:
        patches = first_flag(
            document, f"{at}.automatic_updates_enabled", f"{at}.enable_automatic_updates", default=True
        )
    password = negated(document.flag(f"{at}.disable_password_authentication", True))
    facts = only(
        Compute,
        _NOT_AZURE,
        template=True,
        public_address=_scale_set_address(document),
        volumes=_volumes(document),
        boot_secrets=boot_secrets(document, "os_profile.custom_data", "user_data_base64"),
        password_login=_WINDOWS if windows else password,
        ssh_key=_WINDOWS if windows else _ssh_key(document, f"{at}.admin_ssh_key", "public_key"),
        host_encryption=document.flag("encryption_at_host_enabled", False),
        automatic_patches=patches if windows or patches is not False else _IMAGE_DECIDES,
        extensions=document.flag("extension_operations_enabled", True),
        agent=document.flag(f"{at}.provision_vm_agent", True),
        malware_protection=_OTHER_PRODUCT,
    )
    yield from made(document, facts)


def legacy_machine(document: Document) -> Iterator[Resource]:
    """A machine or scale set of the older resource types."""
    windows = document.block("os_profile_windows_config")
    linux = document.block("os_profile_linux_config")
    is_windows = windows is not None and linux is None
    scale_set = document.type.endswith("_scale_set")
    upgrades = document.flag("os_profile_windows_config.enable_automatic_upgrades", False)
    agent = document.flag("os_profile_windows_config.provision_vm_agent", False)
    facts = only(
        Compute,
        _NOT_A_SETTING.reason,
        template=scale_set,
        public_address=_scale_set_address(document) if scale_set else _machine_address(document),
        boot_secrets=boot_secrets(document, "os_profile.custom_data"),
        password_login=_WINDOWS
        if is_windows
        else negated(document.flag("os_profile_linux_config.disable_password_authentication", True)),
        ssh_key=_WINDOWS if is_windows else _ssh_key(document, "os_profile_linux_config.ssh_keys", "key_data"),
        automatic_patches=_legacy_patches(
            document, upgrades, windows=windows is not None if scale_set else is_windows, scale_set=scale_set
        ),
        agent=agent if is_windows else Unknown("the image decides whether the agent runs"),
        malware_protection=_malware_protection(document),
    )
    yield from made(document, facts)


def _legacy_patches(
    document: Document, upgrades: bool | None | Unknown, *, windows: bool, scale_set: bool
) -> Fact[bool]:
    if not scale_set:
        return upgrades if windows else _IMAGE_DECIDES
    images = document.flag("automatic_os_upgrade", False)
    return all_true(images, upgrades) if windows else images


def _linux_patches(document: Document) -> Fact[bool]:
    if document.type.endswith("_scale_set"):
        images = document.flag("automatic_os_upgrade_policy.enable_automatic_os_upgrade", None)
        return document.flag("automatic_os_upgrade_policy.automatic_os_upgrade_enabled", images or _IMAGE_DECIDES)
    platform = is_one_of(document, "patch_mode", "imagedefault", "automaticbyplatform")
    return platform or _IMAGE_DECIDES


def _windows_patches(document: Document) -> bool | Unknown:
    manual = is_one_of(document, "patch_mode", "automaticbyos", "manual")
    return all_true(
        negated(manual),
        first_flag(document, "automatic_updates_enabled", "enable_automatic_updates", default=True),
    )


def _machine_address(document: Document) -> bool | Unknown:
    value = document.get("network_interface_ids")
    interfaces = document.follow_all("network_interface_ids", _INTERFACE)
    known = len(value) if isinstance(value, list) else 1
    answers: list[bool | Unknown] = [_interface_address(interface) for interface in interfaces]
    if len(interfaces) < known:
        answers.append(_INTERFACE_ELSEWHERE)
    return any_true(*answers)


def _interface_address(interface: Document) -> bool | Unknown:
    blocks = interface.blocks("ip_configuration")
    if isinstance(blocks, Unknown):
        return blocks
    if len(blocks) == 1:
        return is_set(interface, "ip_configuration.public_ip_address_id")
    written = (block.get("public_ip_address_id") for block in blocks)
    return any(value is not None and value != "" for value in written)


def _scale_set_address(document: Document) -> bool | Unknown:
    answers: list[bool | Unknown] = []
    for path in ("network_interface", "network_profile"):
        interfaces = document.blocks(path)
        if isinstance(interfaces, Unknown):
            return interfaces
        for interface in interfaces:
            for configuration in ("ip_configuration", "ip_configurations"):
                blocks = interface.blocks(configuration)
                if isinstance(blocks, Unknown):
                    answers.append(blocks)
                    continue
                answers += [
                    block.has(name)
                    for block in blocks
                    for name in ("public_ip_address", "public_ip_address_configuration")
                ]
    return any_true(*answers)


def _volumes(document: Document) -> tuple[AttachedVolume | Unknown, ...]:
    found = [AttachedVolume(name="root", encryption=disk_set_encryption(document, "os_disk.disk_encryption_set_id"))]
    disks = document.blocks("data_disk")
    if isinstance(disks, Unknown):
        return (*found, disks)
    for number, disk in enumerate(disks):
        named = disk.has("disk_encryption_set_id")
        if isinstance(named, Unknown) and document.surroundings.names(document, "data_disk.disk_encryption_set_id"):
            named = True
        owner: Fact[str] = named if isinstance(named, Unknown) else "customer" if named else "provider"
        found.append(AttachedVolume(name=f"disk {number}", encryption=Encryption(at_rest=True, key_owner=owner)))
    return tuple(found)


def _malware_protection(document: Document) -> bool | Unknown:
    answers: list[bool | Unknown] = []
    for extension in document.all_sidecars(EXTENSION):
        publisher, kind = word(extension, "publisher", ""), word(extension, "type", "")
        if publisher == "microsoft.azure.security" and kind == "iaasantimalware":
            answers.append(extension.flag("auto_upgrade_minor_version", False) or False)
        elif publisher == "microsoft.azure.azuredefenderforservers":
            answers.append(True)
    return any_true(*answers) if answers else _OTHER_PRODUCT


def _ssh_key(document: Document, path: str, key: str) -> bool | Unknown:
    """Whether some key is given with which the administrator logs in."""
    blocks = document.blocks(path)
    return blocks if isinstance(blocks, Unknown) else any_true(*(_given(block, key) for block in blocks))


def _given(block: Block, key: str) -> bool | Unknown:
    if isinstance(block.values, Unknown):
        return block.values
    value = block.get(key)
    return isinstance(value, Unknown) or value not in (None, "")
