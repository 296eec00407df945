"""Keys and key rings of Cloud KMS, keys that Autokey makes, and connections to external key managers.

Defaults and meanings: Terraform registry, hashicorp/google, ``google_kms_crypto_key`` (ENCRYPT_DECRYPT, no rotation
without ``rotation_period``, SOFTWARE, 30 days between the order to destroy and the end, ``deletion_policy`` DELETE),
``google_kms_key_handle``, ``google_kms_ekm_connection``. Cloud KMS API reference, CryptoKey: only ENCRYPT_DECRYPT keys
rotate by themselves, GOOGLE_SYMMETRIC_ENCRYPTION is implied for them. Documentation, "Key rotation": not keys that are
imported, nor manually managed external ones. HSM: FIPS 140-2 level 3 modules that customers share ("Cloud HSM").
"Autokey overview": its keys are HSM keys that rotate every year. KMS never hands out the material of a key.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.kinds.keys import Key, KeyStore
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.gcp.access import grants_of, is_public
from pcicheck.providers.gcp.keys.algorithms import algorithm
from pcicheck.providers.gcp.keys.durations import days
from pcicheck.providers.gcp.keys.key_access import access, public
from pcicheck.providers.gcp.keys.rings import path_of_key, path_of_ring, ring_of, several_regions
from pcicheck.providers.gcp.labels import labels_of
from pcicheck.providers.tenants import tenant_of

_EKM = "google_kms_ekm_connection"
_VERSION = "google_kms_crypto_key_version"
_PURPOSES = {
    "ENCRYPT_DECRYPT": "encrypt",
    "RAW_ENCRYPT_DECRYPT": "encrypt",
    "ASYMMETRIC_DECRYPT": "encrypt",
    "ASYMMETRIC_SIGN": "sign",
    "MAC": "mac",
    "KEY_ENCAPSULATION": "wrap",
}
_LEVELS = {
    "SOFTWARE": "software",
    "HSM": "hsm",
    "HSM_SINGLE_TENANT": "dedicated_hsm",
    "EXTERNAL": "external",
    "EXTERNAL_VPC": "external",
}
_ONLY_SYMMETRIC = Inapplicable(
    "Cloud KMS rotates only keys of the purpose ENCRYPT_DECRYPT; others are replaced by hand"
)
_NOT_IMPORTED = Inapplicable("Cloud KMS does not rotate imported key material; it is imported anew")
_OUTSIDE = Inapplicable("the key manager outside the cloud rotates the key")
_NO_EXPIRY = Inapplicable("a Cloud KMS key has no date of expiry")
_NO_DEFAULT = Inapplicable("a Cloud KMS key has no default policy; only what is granted is allowed")
_SHARED_HSM = Inapplicable("no modules of one customer stand behind the key in this source")
_NOT_SHOWN = Unknown("this source does not show the lifecycle block of the code")
_KEYS_DECIDE = Inapplicable("each key has its own level of protection")
_HIDDEN = Unknown("what holds the keys of an external key manager is not in this source")
_NO_MODULES = Inapplicable("the keys are in a key manager outside the cloud")


def key(document: Document) -> Iterator[Resource]:
    """A key."""
    if isinstance(document.values, Unknown) and document.sidecars.keys() == {_VERSION}:
        return
    ring = ring_of(document)
    level = document.text("version_template.protection_level", "SOFTWARE")
    rotation = _rotation(document, level)
    kind = algorithm(_algorithm(document))
    facts = {
        "purpose": _named(_PURPOSES, document.text("purpose", "ENCRYPT_DECRYPT"), "purpose"),
        "enabled": _enabled(document),
        "algorithm": kind.family,
        "size": kind.size,
        "strength": kind.strength,
        "rotation": rotation,
        "rotation_days": _rotation_days(document, rotation),
        "protection_level": _named(_LEVELS, level, "protection level"),
        "key_store": document.link("crypto_key_backend", "key_store", _EKM),
        "origin": _origin(document),
        "deletion_days": days(document.text("destroy_scheduled_duration", "2592000s")),
        "kept_by_code": _kept_by_code(document),
        "multi_region": several_regions(document, ring),
        "public": public(document, ring),
        "access": access(document, ring),
    }
    names = (document.text("id"), document.text("self_link"), path_of_key(document, ring))
    yield _made(document, facts, names)


def handle(document: Document) -> Iterator[Resource]:
    """A key that Autokey makes."""
    kind = algorithm("GOOGLE_SYMMETRIC_ENCRYPTION")
    facts = {
        "purpose": "encrypt",
        "enabled": True,
        "algorithm": kind.family,
        "size": kind.size,
        "strength": kind.strength,
        "rotation": True,
        "rotation_days": 365,
        "protection_level": "hsm",
        "key_store": None,
        "origin": "generated",
        "deletion_days": 30,
        "kept_by_code": True,
        "public": is_public(grants_of(document)),
        "access": Unknown("Autokey decides who may use the key"),
    }
    yield _made(document, facts, (document.text("id"), document.text("kms_key")))


def ring(document: Document) -> Iterator[Resource]:
    """A ring of keys; grants on it hold for all of them."""
    facts = KeyStore(
        protection_level=_KEYS_DECIDE,
        hardware=_KEYS_DECIDE,
        hsm=_KEYS_DECIDE,
        public=is_public(grants_of(document)),
        central_access=True,
    )
    yield resource(document, facts, names=(document.text("id"), document.text("self_link"), path_of_ring(document)))


def connection(document: Document) -> Iterator[Resource]:
    """A connection to an external key manager, always by way of the customer's own network."""
    facts = KeyStore(
        protection_level="external",
        hardware=_HIDDEN,
        hsm=_NO_MODULES,
        private_path=True,
        public=is_public(grants_of(document)),
        central_access=True,
    )
    yield resource(document, facts, names=(document.text("id"), document.text("name")))


def _made(document: Document, facts: dict[str, Any], names: tuple[str | None | Unknown, ...]) -> Resource:
    shared: dict[str, Any] = {
        "material_in_code": False,
        "expires": _NO_EXPIRY,
        "deletable": True,
        "exportable": False,
        "plain_backup": False,
        "policy_set": _NO_DEFAULT,
        "tenant": tenant_of(document),
        "own_tenant_hsm": _SHARED_HSM,
    }
    return resource(document, Key(**(shared | facts)), labels=labels_of(document), names=names)


def _named(table: dict[str, str], name: str | None | Unknown, what: str) -> Fact[str]:
    if isinstance(name, Unknown):
        return name
    return table.get((name or "").upper(), Unknown(f"{what} {name} is not known to pcicheck"))


def _algorithm(document: Document) -> str | None | Unknown:
    written = document.text("version_template.algorithm")
    if written is not None:
        return written
    purpose = document.text("purpose", "ENCRYPT_DECRYPT")
    return (
        purpose
        if isinstance(purpose, Unknown)
        else "GOOGLE_SYMMETRIC_ENCRYPTION"
        if purpose == "ENCRYPT_DECRYPT"
        else None
    )


def _enabled(document: Document) -> Fact[bool]:
    """A key is made with an enabled version, unless its versions are made apart and all of them are disabled."""
    if isinstance(document.values, Unknown):
        return document.values
    if document.flag("skip_initial_version_creation", False) is not True:
        return True
    states = [version.text("state", "ENABLED") for version in document.all_sidecars(_VERSION)]
    if not states:
        return Unknown("the versions of the key are not in this input")
    unsure = next((state for state in states if isinstance(state, Unknown)), None)
    return True if "ENABLED" in states else unsure or False


def _origin(document: Document) -> Fact[str]:
    imported = document.flag("import_only", False)
    return imported if isinstance(imported, Unknown) else "imported" if imported else "generated"


def _rotation(document: Document, level: str | None | Unknown) -> Fact[bool]:
    written = document.has("rotation_period")
    if written:
        return True if not isinstance(document.values, Unknown) else written
    purpose = document.text("purpose", "ENCRYPT_DECRYPT")
    if isinstance(purpose, str) and purpose != "ENCRYPT_DECRYPT":
        return _ONLY_SYMMETRIC
    if document.flag("import_only", False) is True:
        return _NOT_IMPORTED
    if level == "EXTERNAL":
        return _OUTSIDE
    if level == "EXTERNAL_VPC":
        return _rotation_over_connection(document)
    return next((fact for fact in (purpose, level) if isinstance(fact, Unknown)), False)


def _rotation_over_connection(document: Document) -> Fact[bool]:
    """A key manager whose keys Cloud KMS makes can rotate them; one that is managed by hand cannot."""
    found = document.follow("crypto_key_backend", _EKM)
    if found is None:
        return Unknown("the connection to the key manager is not in this input")
    mode = found.text("key_management_mode", "MANUAL")
    return mode if isinstance(mode, Unknown) else False if mode == "CLOUD_KMS" else _OUTSIDE


def _rotation_days(document: Document, rotation: Fact[bool]) -> Fact[float]:
    if rotation is True:
        return days(document.text("rotation_period"))
    return None if rotation is False else rotation


def _kept_by_code(document: Document) -> Fact[bool]:
    """By the lifecycle block where the source shows it, or by the provider's own order, from version 7 on."""
    policy = document.text("deletion_policy")
    if isinstance(policy, str) and policy.upper() in ("PREVENT", "ABANDON"):
        return True
    lifecycle = document.get("lifecycle")
    if lifecycle is None or isinstance(lifecycle, Unknown):
        return _NOT_SHOWN if lifecycle is None else lifecycle
    return document.flag("lifecycle.prevent_destroy", False)
