"""KMS keys with their policies, grants and aliases.

Defaults and meanings: Terraform registry, ``aws_kms_key`` (symmetric, no rotation, 365 days where rotation is on
without a period, 30 days until deletion, enabled, one region, the default key policy), ``aws_kms_external_key``,
``aws_kms_replica_key``, ``aws_kms_replica_external_key``. AWS rotates only symmetric encryption keys whose material
it made itself, outside custom key stores (AWS KMS API reference, EnableKeyRotation). All of them live in FIPS 140
level 3 modules that AWS shares among customers (AWS KMS Developer Guide, "Data protection"), but for keys of a
custom key store. KMS never hands out the material of a key.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.kinds.keys import Key
from pcicheck.model.link import Link
from pcicheck.model.resource import Resource
from pcicheck.model.value import AFTER_APPLY, SENSITIVE, Fact, Inapplicable, Unknown
from pcicheck.providers.aws.access import is_public
from pcicheck.providers.aws.keys.algorithms import algorithm
from pcicheck.providers.aws.keys.key_access import access
from pcicheck.providers.aws.keys.key_store import in_own_module, store_protection
from pcicheck.providers.aws.keys.stub import only_named
from pcicheck.providers.aws.policy import read_policy
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource
from pcicheck.providers.tenants import tenant_of

_PURPOSES = {
    "ENCRYPT_DECRYPT": "encrypt",
    "SIGN_VERIFY": "sign",
    "GENERATE_VERIFY_MAC": "mac",
    "KEY_AGREEMENT": "agree",
}
_NAMING = ("aws_kms_alias", "aws_kms_grant")
_ONLY_SYMMETRIC = Inapplicable("KMS rotates only symmetric encryption keys; others are replaced by hand")
_NOT_IN_STORE = Inapplicable("KMS does not rotate keys of a custom key store; they are replaced by hand")
_NOT_IMPORTED = Inapplicable("KMS does not rotate imported key material on a schedule; it is imported anew")
_NO_EXPIRY = Inapplicable("a key whose material KMS made has no date of expiry")
_SHARED_HSM = Inapplicable("the key lives in the provider's shared modules")


def key(document: Document) -> Iterator[Resource]:
    """A key whose material KMS or a custom key store made."""
    if only_named(document, *_NAMING):
        return
    spec = document.text("customer_master_key_spec", "SYMMETRIC_DEFAULT")
    store = document.link("custom_key_store_id", "key_store", "aws_kms_custom_key_store")
    rotation = _rotation(document, spec, store)
    kind = algorithm(spec)
    facts = {
        "purpose": _purpose(document.text("key_usage", "ENCRYPT_DECRYPT")),
        "enabled": document.flag("is_enabled", True),
        "algorithm": kind.family,
        "size": kind.size,
        "strength": kind.strength,
        "rotation": rotation,
        "rotation_days": _rotation_days(document, rotation),
        "protection_level": store_protection(document, store),
        "key_store": store,
        "origin": store if isinstance(store, Unknown) else "key_store" if store else "generated",
        "material_in_code": False,
        "expires": _NO_EXPIRY,
        "multi_region": document.flag("multi_region", False),
        "own_tenant_hsm": _SHARED_HSM if store is None else in_own_module(document),
    }
    yield _made(document, facts)


def replica(document: Document) -> Iterator[Resource]:
    """A replica of a multi-region key: algorithm, use and rotation are those of the primary."""
    if only_named(document, *_NAMING):
        return
    primary = document.follow("primary_key_arn", "aws_kms_key")
    shared: dict[str, Any] = {}
    if primary is not None and not isinstance(primary.values, Unknown):
        original = next(key(primary)).facts
        names = ("purpose", "algorithm", "size", "strength", "rotation", "rotation_days")
        shared = {name: getattr(original, name) for name in names}
    yield _made(document, {**_in_kms("generated"), **shared, "material_in_code": False, "expires": _NO_EXPIRY})


def external(document: Document) -> Iterator[Resource]:
    """A key whose material somebody brought: 256 bits of AES, by the provider's documentation."""
    if not only_named(document, *_NAMING):
        yield _made(document, {**_imported(document), "multi_region": document.flag("multi_region", False)})


def replica_external(document: Document) -> Iterator[Resource]:
    """A replica of a key with imported material."""
    if not only_named(document, *_NAMING):
        yield _made(document, _imported(document))


def _made(document: Document, facts: dict[str, Any]) -> Resource:
    """The resource: what differs by type, and what all KMS keys share."""
    sidecar = document.sidecar("aws_kms_key_policy")
    policy = read_policy(sidecar) if sidecar else read_policy(document)
    shared = {
        "enabled": document.flag("enabled", True),
        "deletion_days": document.number("deletion_window_in_days", 30),
        "exportable": False,
        "policy_set": _policy_set(document, sidecar),
        "public": is_public(policy),
        "access": access(policy, document.all_sidecars("aws_kms_grant")),
        "tenant": tenant_of(document),
    }
    aliases = [name for alias in document.all_sidecars("aws_kms_alias") for name in _alias_names(alias)]
    names = (document.text("arn"), document.text("id"), document.text("key_id"), *aliases)
    labels = tags_of(document)
    return resource(document, Key(**(shared | facts)), labels=labels, names=names)


def _alias_names(alias: Document) -> tuple[str | None | Unknown, ...]:
    return (alias.address, alias.text("name"), alias.text("arn"), alias.text("id"))


def _purpose(usage: str | None | Unknown) -> Fact[str]:
    if isinstance(usage, Unknown):
        return usage
    return _PURPOSES.get(usage or "", Unknown(f"key usage {usage} is not known to pcicheck"))


def _rotation(document: Document, spec: Fact[str], store: Link | None | Unknown) -> Fact[bool]:
    usage = document.text("key_usage", "ENCRYPT_DECRYPT")
    if isinstance(spec, str) and spec != "SYMMETRIC_DEFAULT":
        return _ONLY_SYMMETRIC
    if isinstance(usage, str) and usage != "ENCRYPT_DECRYPT":
        return _ONLY_SYMMETRIC
    if isinstance(store, Link):
        return _NOT_IN_STORE
    written = document.flag("enable_key_rotation", False)
    unsure = next((fact for fact in (spec, usage, store) if isinstance(fact, Unknown)), None)
    return unsure if unsure is not None and written is not True else written


def _rotation_days(document: Document, rotation: Fact[bool]) -> Fact[int]:
    if rotation is True:
        days = document.number("rotation_period_in_days", 365)
        return days if isinstance(days, Unknown) else int(days or 365)
    return None if rotation is False else rotation


def _policy_set(document: Document, sidecar: Document | None) -> Fact[bool]:
    holder = sidecar or document
    written = holder.has("policy")
    if isinstance(holder.values, Unknown) or not isinstance(written, Unknown):
        return written
    return True if written == AFTER_APPLY or written.refers or written.draft else written


def _in_kms(origin: str) -> dict[str, Any]:
    return {
        "protection_level": "hsm",
        "key_store": None,
        "origin": origin,
        "multi_region": True,
        "own_tenant_hsm": _SHARED_HSM,
    }


def _imported(document: Document) -> dict[str, Any]:
    kind = algorithm("SYMMETRIC_DEFAULT")
    material = document.get("key_material_base64")
    return {
        **_in_kms("imported"),
        "purpose": "encrypt",
        "algorithm": kind.family,
        "size": kind.size,
        "strength": kind.strength,
        "rotation": _NOT_IMPORTED,
        "rotation_days": _NOT_IMPORTED,
        "expires": True if document.get("valid_to") == AFTER_APPLY else document.has("valid_to"),
        "material_in_code": True if material == SENSITIVE else document.has("key_material_base64"),
    }
