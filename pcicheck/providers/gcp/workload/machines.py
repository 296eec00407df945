"""Machines of Compute Engine, the templates that they are made from, and the settings of a whole project.

Defaults, Terraform registry, hashicorp/google, ``google_compute_instance``: no public address without
``access_config`` or ``ipv6_access_config``, ``can_ip_forward`` false, ``shielded_instance_config`` "Defaults to
disabled", inside it ``enable_vtpm`` and ``enable_integrity_monitoring`` true and ``enable_secure_boot`` false, no
confidential computing, no account without ``service_account`` and the default account where that names no ``email``.
Metadata: ``block-project-ssh-keys`` and ``serial-port-enable`` are off where unset, and ``enable-oslogin`` is left to
the project (Compute Engine documentation, "Predefined metadata keys"); booleans are TRUE, Yes, Y or 1 and FALSE, No, N
or 0, in any letter case ("About VM metadata").
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.workload import AttachedVolume, Compute, MachineBaseline
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import AFTER_APPLY, Fact, Inapplicable, Unknown
from pcicheck.providers.gcp.kms import disk_encryption, kms_encryption
from pcicheck.providers.gcp.workload.boot import boot_secrets
from pcicheck.providers.gcp.workload.common import is_shared_account, made
from pcicheck.providers.reading import first_flag, is_one_of, is_set, only

TEMPLATES = ("google_compute_instance_template", "google_compute_region_instance_template")
_NOBODY = Inapplicable("it acts as no service account")
_TEMPLATE_DECIDES = Unknown("its template or image decides, and that is not in this input")
_SOURCE_DECIDES = Unknown("the disk that it starts from decides, and that is not in this input")
_SUPPLIED = Unknown("the customer supplies the key and keeps it elsewhere")
_SUPPLIED_AS = ("raw", "rsa", "raw_wo")
_NO_TEXT = Inapplicable("it sets another key")
_LETTERS = {"y": True, "n": False}
_EVERYTHING = ("cloud-platform", "https://www.googleapis.com/auth/cloud-platform")
_LOCAL = ("scratch", "local-ssd")
_RAW_KEYS = ("boot_disk.disk_encryption_key_raw", "boot_disk.disk_encryption_key_rsa")
_TPU = "it is a TPU node"
_TPU_OPEN = Unknown("its network settings leave it open whether it gets an external address")


def instance(document: Document) -> Iterator[Resource]:
    """A machine."""
    yield from made(document, _facts(document, template=False))


def template(document: Document) -> Iterator[Resource]:
    """A template, global or of a region."""
    yield from made(document, _facts(document, template=True))


def from_template(document: Document) -> Iterator[Resource]:
    """A machine made from a template or machine image: what it says itself overrides that."""
    base = document.follow("source_instance_template", *TEMPLATES)
    inherited = _facts(base, template=False) if base else None

    def taken(path: str, fact: str, own: Fact[bool]) -> Fact[bool]:
        if is_set(document, path) is not False:
            return own
        return getattr(inherited, fact) if inherited else _TEMPLATE_DECIDES

    own = _facts(document, template=False)
    metadata = {
        fact: taken(f"metadata.{key}", fact, getattr(own, fact))
        for key, fact in (
            ("enable-oslogin", "refuses_central_logins"),
            ("block-project-ssh-keys", "shared_ssh_keys"),
            ("serial-port-enable", "serial_console"),
        )
    }
    written = {
        fact: taken(path, fact, getattr(own, fact))
        for path, fact in (
            ("network_interface", "public_address"),
            ("service_account", "shared_identity"),
            ("service_account", "shared_identity_unlimited"),
            ("can_ip_forward", "forwards"),
            ("shielded_instance_config", "measured_boot"),
            ("shielded_instance_config", "secure_boot"),
            ("confidential_instance_config", "memory_encrypted"),
        )
    }
    volumes = own.volumes if is_set(document, "boot_disk") is not False else _TEMPLATE_DECIDES
    if base is not None and volumes is _TEMPLATE_DECIDES:
        volumes = _template_volumes(base)
    facts = Compute(
        template=False,
        boot_secrets=own.boot_secrets,
        disk_key_in_code=own.disk_key_in_code,
        volumes=volumes,
        **(written | metadata),
    )
    yield from made(document, facts)


def tpu(document: Document) -> Iterator[Resource]:
    """A TPU node. It gets external addresses unless told otherwise (Cloud TPU documentation, "Connect a TPU to a
    VPC network")."""
    written = is_set(document, "network_config") is not False
    public = document.flag("network_config.enable_external_ips", _TPU_OPEN if written else True)
    facts = only(
        Compute,
        _TPU,
        template=False,
        public_address=public,
        forwards=document.flag("network_config.can_ip_forward", False),
        measured_boot=Inapplicable(_TPU),
        secure_boot=document.flag("shielded_instance_config.enable_secure_boot", False),
        boot_secrets=boot_secrets(document),
    )
    yield from made(document, facts)


def project_metadata(document: Document) -> Iterator[Resource]:
    """Settings of all machines of a project, all of them or, as an item, one."""
    read = _item if document.type.endswith("_item") else _of_all
    facts = MachineBaseline(
        central_logins=read(document, "enable-oslogin"),
        second_factor=read(document, "enable-oslogin-2fa"),
        serial_console=read(document, "serial-port-enable"),
    )
    yield from made(document, facts)


def _of_all(document: Document, key: str) -> Fact[bool]:
    return _switch(document, f"metadata.{key}")


def _item(document: Document, key: str) -> Fact[bool]:
    named = is_one_of(document, "key", Unknown("its key is not known"), key)
    if named is not True:
        return named or _NO_TEXT
    return _switch(document, "value")


def _switch(document: Document, path: str, default: bool = False) -> bool | Unknown:
    """A boolean of the metadata, which may also be a letter."""
    value = document.get(path)
    letter = _LETTERS.get(value.lower()) if isinstance(value, str) else None
    return document.flag(path, default) or False if letter is None else letter


def _facts(document: Document, *, template: bool) -> Compute:
    shielded = document.block("shielded_instance_config")
    measured = all_true(
        is_set(document, "shielded_instance_config") if not isinstance(shielded, Unknown) else shielded,
        document.flag("shielded_instance_config.enable_vtpm", True),
        document.flag("shielded_instance_config.enable_integrity_monitoring", True),
    )
    return Compute(
        template=template,
        public_address=_public_address(document),
        volumes=_template_volumes(document) if template else _machine_volumes(document),
        boot_secrets=boot_secrets(document),
        shared_identity=_shared_identity(document),
        shared_identity_unlimited=_unlimited(document),
        refuses_central_logins=negated(_switch(document, "metadata.enable-oslogin", True)),
        shared_ssh_keys=negated(_switch(document, "metadata.block-project-ssh-keys", False)),
        serial_console=_switch(document, "metadata.serial-port-enable", False),
        forwards=document.flag("can_ip_forward", False),
        measured_boot=measured,
        secure_boot=document.flag("shielded_instance_config.enable_secure_boot", False),
        memory_encrypted=any_true(
            first_flag(document, "confidential_instance_config.enable_confidential_compute"),
            is_set(document, "confidential_instance_config.confidential_instance_type"),
        ),
        disk_key_in_code=_disk_key_in_code(document),
    )


def _disk_key_in_code(document: Document) -> bool | Unknown:
    written = [is_set(document, path) for path in _RAW_KEYS]
    disks = document.blocks("attached_disk")
    if isinstance(disks, Unknown):
        return any_true(*written, disks)
    return any_true(*written, *(disk.has("disk_encryption_key_raw") for disk in disks))


def _public_address(document: Document) -> bool | Unknown:
    interfaces = document.blocks("network_interface")
    if isinstance(interfaces, Unknown):
        return interfaces
    return any_true(*(block.has(name) for block in interfaces for name in ("access_config", "ipv6_access_config")))


def _shared_identity(document: Document) -> Fact[bool]:
    account = document.block("service_account")
    if account is None or isinstance(account, Unknown):
        return account or _NOBODY
    return is_shared_account(document, "service_account.email")


def _unlimited(document: Document) -> Fact[bool]:
    shared = _shared_identity(document)
    if isinstance(shared, Inapplicable):
        return False
    scopes = document.texts("service_account.scopes")
    if isinstance(scopes, Unknown):
        return all_true(shared, scopes)
    everything = any_true(*(scope if isinstance(scope, Unknown) else scope in _EVERYTHING for scope in scopes))
    return all_true(shared, everything)


def _machine_volumes(document: Document) -> tuple[AttachedVolume | Unknown, ...] | Unknown:
    boot = document.block("boot_disk")
    if isinstance(boot, Unknown):
        return boot
    supplied = any_true(*(is_set(document, f"boot_disk.disk_encryption_key_{kind}") for kind in _SUPPLIED_AS))
    if supplied is True:
        encryption = Encryption(at_rest=True, key_owner="customer", key=_SUPPLIED)
    elif is_set(document, "boot_disk.source") is not False:
        encryption = _of_existing(document)
    else:
        encryption = kms_encryption(document, "boot_disk.kms_key_self_link")
    if isinstance(supplied, Unknown) and encryption.key_owner == "provider":
        encryption = Encryption(at_rest=True, key_owner=supplied, key=supplied)
    return (AttachedVolume(name="root", encryption=encryption),)


def _of_existing(document: Document) -> Encryption:
    """Encryption of a disk that exists already, or is made beside the machine."""
    if is_set(document, "boot_disk.kms_key_self_link") is True:
        return kms_encryption(document, "boot_disk.kms_key_self_link")
    disk = document.follow("boot_disk.source", "google_compute_disk", "google_compute_region_disk")
    if disk is None:
        return Encryption(at_rest=True, key_owner=_SOURCE_DECIDES, key=_SOURCE_DECIDES)
    return disk_encryption(disk, "disk_encryption_key")


def _template_volumes(document: Document) -> tuple[AttachedVolume | Unknown, ...] | Unknown:
    disks = document.blocks("disk")
    if isinstance(disks, Unknown):
        return disks
    found: list[AttachedVolume | Unknown] = []
    for number, disk in enumerate(disks):
        if isinstance(disk.values, Unknown):
            found.append(disk.values)
        elif str(disk.get("type")).lower() not in _LOCAL and str(disk.get("disk_type")) not in _LOCAL:
            owner = _SOURCE_DECIDES if disk.has("source") is True else _key_owner(disk)
            found.append(
                AttachedVolume(
                    name=disk.text("device_name", "root" if number == 0 else f"disk {number}"),
                    encryption=Encryption(at_rest=True, key_owner=owner),
                )
            )
    return tuple(found)


def _key_owner(disk: Block) -> Fact[str]:
    """Who owns the key of a disk in a template; what is known only after apply comes from a key that is made."""
    named = disk.has("disk_encryption_key.kms_key_self_link")
    if named is False:
        return "provider"
    key = disk.get("disk_encryption_key.kms_key_self_link")
    made = isinstance(key, Unknown) and (key == AFTER_APPLY or key.refers)
    return named if isinstance(named, Unknown) and not made else "customer"
