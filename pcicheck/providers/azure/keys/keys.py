"""Keys of vaults and of Managed HSMs.

Terraform registry: ``azurerm_key_vault_key`` (``key_type`` with -HSM for keys in hardware; no date of expiry and no
rotation unless written; ``rotation_policy.automatic`` rotates; ``release_policy`` makes the key exportable),
``azurerm_key_vault_managed_hardware_security_module_key`` and ``…_key_rotation_policy``,
``azurerm_disk_encryption_set`` (``auto_key_rotation_enabled`` false). Microsoft Learn, "About keys": keys with -HSM
in a premium vault live in FIPS 140 validated modules that customers share, those of a Managed HSM in modules of one
customer; nobody gets a key out without a release policy. Deleted keys are kept as long as the vault says.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.keys import Key, KeyAssignment
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.keys.algorithms import algorithm
from pcicheck.providers.azure.keys.durations import days
from pcicheck.providers.azure.keys.key_access import access
from pcicheck.providers.azure.keys.vault import VAULT, deletion_days, role_based
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.base import resource
from pcicheck.providers.reading import is_set
from pcicheck.providers.tenants import same_tenant, tenant_of

MANAGED = "azurerm_key_vault_managed_hardware_security_module"
_ROTATION = "azurerm_key_vault_managed_hardware_security_module_key_rotation_policy"
_AWAY = Unknown("the vault of the key is not in this input")
_NO_POLICY = Inapplicable("a key has no policy of its own; those of its vault hold")
_NOBODY = Inapplicable("Azure has no word for everyone in the policies of a vault")
_PAIRED = Inapplicable("the provider copies a vault to the paired region by itself")
_SHARED_HSM = Inapplicable("no modules of one customer stand behind the key")
_BY_VAULT = Inapplicable("whether it can be deleted is decided at its vault")


def key(document: Document) -> Iterator[Resource]:
    """A key in a vault."""
    vault = document.follow("key_vault_id", VAULT)
    kind = document.text("key_type")
    policy = document.block("rotation_policy")
    facts = {
        "protection_level": _level(kind),
        "key_store": document.link("key_vault_id", "key_store", VAULT),
        "deletion_days": deletion_days(vault) if vault else _AWAY,
        "access": access(document, vault, role_based(vault) if vault else _AWAY),
        "own_tenant_hsm": _SHARED_HSM,
        **_rotation_facts(policy, "automatic.time_after_creation", "automatic.time_before_expiry"),
    }
    yield _made(document, facts, _address(document, vault))


def managed_key(document: Document) -> Iterator[Resource]:
    """A key in a Managed HSM."""
    if isinstance(document.values, Unknown) and document.address in document.related:
        return
    module = document.follow("managed_hsm_id", MANAGED)
    facts = {
        "protection_level": "dedicated_hsm",
        "key_store": document.link("managed_hsm_id", "key_store", MANAGED),
        "deletion_days": module.number("soft_delete_retention_days", 90) if module else _AWAY,
        "access": Unknown("the module's own role assignments decide"),
        "own_tenant_hsm": same_tenant(document, module),
        **_module_rotation(document),
    }
    yield _made(document, facts)


def _module_rotation(document: Document) -> dict[str, Any]:
    """Terraform has the policy beside the key; Resource Manager shows it inside, as that of a vault's key."""
    inside = document.block("rotation_policy")
    if inside is not None:
        return _rotation_facts(inside, "automatic.time_after_creation", "automatic.time_before_expiry")
    return _rotation_facts(document.sidecar(_ROTATION), "time_after_creation", "time_before_expiry")


def disk_set(document: Document) -> Iterator[Resource]:
    """A disk encryption set: the key of many disks."""
    path = "key_vault_key_id" if document.has("key_vault_key_id") is not False else "managed_hsm_key_id"
    facts = KeyAssignment(
        key=document.link(path, "key"), follows_rotation=document.flag("auto_key_rotation_enabled", False)
    )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("id"), document.text("name")))


def _made(document: Document, facts: dict[str, Any], *names: str | None | Unknown) -> Resource:
    kind = algorithm(document)
    shared: dict[str, Any] = {
        "purpose": _purpose(document),
        "enabled": True,
        "algorithm": kind.family,
        "size": kind.size,
        "strength": kind.strength,
        "origin": "generated",
        "material_in_code": False,
        "expires": _set(document, "expiration_date"),
        "deletable": _BY_VAULT,
        "exportable": _set(document, "release_policy"),
        "plain_backup": False,
        "multi_region": _PAIRED,
        "policy_set": _NO_POLICY,
        "public": _NOBODY,
        "tenant": tenant_of(document),
    }
    names = (*names, document.text("id"), document.text("versionless_id"), document.text("resource_versionless_id"))
    return resource(document, Key(**(shared | facts)), labels=tags_of(document), names=names)


def _address(document: Document, vault: Document | None) -> str | None:
    """The address without version that links may write out, in the public cloud."""
    name, holder = document.get("name"), vault.get("name") if vault else None
    known = isinstance(name, str) and isinstance(holder, str)
    return f"https://{holder}.vault.azure.net/keys/{name}" if known else None


def _level(kind: str | None | Unknown) -> Fact[str]:
    if kind is None or isinstance(kind, Unknown):
        return kind or Unknown("no key type is stated")
    return "hsm" if kind.upper().endswith("-HSM") else "software"


def _set(document: Document, path: str) -> Fact[bool]:
    return document.values if isinstance(document.values, Unknown) else is_set(document, path)


def _purpose(document: Document) -> Fact[str]:
    operations = document.texts("key_opts")
    if isinstance(operations, Unknown):
        return operations
    known = {o.lower() for o in operations if isinstance(o, str)}
    for purpose, names in (("wrap", {"wrapkey", "unwrapkey"}), ("encrypt", {"encrypt", "decrypt"}), ("sign", {"sign"})):
        if known & names:
            return purpose
    return "sign" if "verify" in known else Unknown("no operation is stated")


def _rotation_facts(policy: Block | None | Unknown, after: str, before: str) -> dict[str, Any]:
    """Rotation and its days by a policy: so long after the key was made, or so long before it ends."""
    if isinstance(policy, Unknown) or (policy is not None and isinstance(policy.values, Unknown)):
        why = policy if isinstance(policy, Unknown) else policy.values
        return {"rotation": why, "rotation_days": why}
    if policy is None or not (policy.has(after) or policy.has(before)):
        return {"rotation": False, "rotation_days": None}
    interval = days(policy.text(after))
    if interval is None:
        life, margin = days(policy.text("expire_after")), days(policy.text(before))
        if isinstance(life, (int, float)) and isinstance(margin, (int, float)):
            interval = life - margin
        else:
            lost = next((fact for fact in (life, margin) if isinstance(fact, Unknown)), None)
            interval = lost or Unknown("the life of the key is not stated")
    return {"rotation": True, "rotation_days": interval}
