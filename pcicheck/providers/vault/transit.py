"""Keys of the transit engine.

Defaults: Terraform registry, ``vault_transit_secret_backend_key`` (aes256-gcm96; not exportable, no plain backup, not
to be deleted, no automatic rotation; ``auto_rotate_interval`` up to version 3 of the provider). Vault documentation,
"Transit secrets engine": HMAC keys are 32 bytes unless ``key_size`` says otherwise; keys live in Vault's own storage,
but for those of type managed_key, which stay in a module or cloud key service that ``vault_managed_keys`` names and
which Vault does not rotate. Policies on paths decide who uses a key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.keys import Key
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.key_algorithms import Algorithm, ec, rsa, unknown_algorithm

_MANAGED = "vault_managed_keys"
_POLICIES = Inapplicable("policies on paths decide who may use the key; they are judged on their own")
_NO_EXPIRY = Inapplicable("a transit key has no date of expiry")
_NOT_DELETED = Inapplicable("Vault refuses to delete the key")
_NO_LABELS = Inapplicable("a transit key has no labels")
_NOT_ROTATED = Inapplicable("Vault does not rotate managed keys")
_ONE_CLUSTER = Inapplicable("replication is a matter of the cluster")
_ELSEWHERE = Unknown("the managed key is not in this input")
_HMAC_BYTES = 32
_RSA = ("rsa", "0x0001", "0x0009", "0x000d")
"""Types of managed keys, and mechanisms of PKCS#11, that are RSA."""
_ALGORITHMS: dict[str, Algorithm] = {
    "aes128-gcm96": Algorithm("aes", 128, 128),
    "aes256-gcm96": Algorithm("aes", 256, 256),
    "aes128-cmac": Algorithm("aes", 128, 128),
    "aes192-cmac": Algorithm("aes", 192, 192),
    "aes256-cmac": Algorithm("aes", 256, 256),
    "chacha20-poly1305": Algorithm("chacha20", 256, 256),
    "xchacha20-poly1305": Algorithm("chacha20", 256, 256),
    "ed25519": ec(256),
    **{f"ecdsa-p{bits}": ec(bits) for bits in (256, 384, 521)},
    **{f"rsa-{bits}": rsa(bits) for bits in (2048, 3072, 4096)},
}
_ML_DSA_STRENGTHS = {"44": 128, "65": 192, "87": 256}


def key(document: Document) -> Iterator[Resource]:
    """A transit key."""
    kind = document.text("type", "aes256-gcm96")
    algorithm = _algorithm(document, kind)
    managed = kind if isinstance(kind, Unknown) else kind == "managed_key"
    deletable = document.flag("deletion_allowed", False)
    rotation = _rotation(document, managed)
    facts = Key(
        purpose=_purpose(kind),
        enabled=True,
        algorithm=algorithm.family,
        size=algorithm.size,
        strength=algorithm.strength,
        rotation=rotation,
        rotation_days=_rotation_days(document) if rotation is True else None if rotation is False else rotation,
        protection_level=_managed_level(document) if managed is True else managed or "software",
        key_store=None,
        origin="generated",
        material_in_code=False,
        expires=_NO_EXPIRY,
        deletion_days=0 if deletable is True else _NOT_DELETED if deletable is False else deletable,
        deletable=deletable,
        exportable=document.flag("exportable", False),
        plain_backup=document.flag("allow_plaintext_backup", False),
        multi_region=_ONE_CLUSTER,
        policy_set=_POLICIES,
        public=_POLICIES,
        access=_POLICIES,
        tenant=_NO_LABELS,
        own_tenant_hsm=_NO_LABELS,
    )
    yield resource(document, facts, names=(document.text("id"),))


def _algorithm(document: Document, kind: str | None | Unknown) -> Algorithm:
    if isinstance(kind, Unknown):
        return unknown_algorithm(kind)
    if kind == "hmac":
        size = document.number("key_size", _HMAC_BYTES) or _HMAC_BYTES
        return Algorithm("hmac", size, size) if isinstance(size, Unknown) else _bytes(int(size))
    if kind == "ml-dsa":
        strength = _ML_DSA_STRENGTHS.get(str(document.get("parameter_set")))
        why = Unknown("the parameter set is not stated")
        return Algorithm("ml-dsa", why, strength or why)
    if kind == "managed_key":
        return _managed_algorithm(document)
    return _ALGORITHMS.get(str(kind), unknown_algorithm(Unknown(f"the key type {kind} is not known to pcicheck")))


def _bytes(size: int) -> Algorithm:
    return Algorithm("hmac", size * 8, min(size * 8, 256))


def _purpose(kind: str | None | Unknown) -> Fact[str]:
    if isinstance(kind, Unknown):
        return kind
    name = str(kind)
    if name == "hmac" or name.endswith("-cmac"):
        return "mac"
    if name.startswith(("ecdsa", "ed25519", "ml-dsa", "slh-dsa", "hybrid")):
        return "sign"
    return Unknown("a managed key's usages decide") if name == "managed_key" else "encrypt"


def _rotation(document: Document, managed: bool | Unknown) -> Fact[bool]:
    if managed is True:
        return _NOT_ROTATED
    seconds = _seconds(document)
    if isinstance(seconds, Unknown) or isinstance(managed, Unknown):
        return seconds if isinstance(seconds, Unknown) else managed if isinstance(managed, Unknown) else None
    return bool(seconds)


def _rotation_days(document: Document) -> Fact[float]:
    seconds = _seconds(document)
    days = seconds / 86400 if isinstance(seconds, (int, float)) else seconds
    return int(days) if isinstance(days, float) and days.is_integer() else days


def _seconds(document: Document) -> float | None | Unknown:
    period = document.number("auto_rotate_period")
    return document.number("auto_rotate_interval", 0) if period is None else period


def _managed_level(document: Document) -> Fact[str]:
    """Where a managed key lives: behind PKCS#11 in the customer's modules, in AWS KMS, or in an Azure vault."""
    found = _managed(document)
    if isinstance(found, Unknown):
        return found
    level, block = found
    return level or _azure_level(block)


def _managed(document: Document) -> tuple[str, Block] | Unknown:
    """The level of a managed key, where its sort alone decides it, and the block that describes it."""
    name = document.text("managed_key_name")
    if not isinstance(name, str):
        return name or _ELSEWHERE
    for holder in document.surroundings.of_type(_MANAGED):
        for path, level in (("pkcs", "dedicated_hsm"), ("aws", "hsm"), ("azure", "")):
            blocks = holder.blocks(path)
            for block in blocks if isinstance(blocks, tuple) else ():
                if block.get("name") == name:
                    return level, block
    return _ELSEWHERE


def _managed_algorithm(document: Document) -> Algorithm:
    """What a managed key is: of its curve, or RSA of its length. PKCS#11 names the sort by its mechanism."""
    found = _managed(document)
    if isinstance(found, Unknown):
        return unknown_algorithm(found)
    _level, block = found
    curve, bits, sort = block.text("curve"), block.number("key_bits"), block.text("key_type") or block.text("mechanism")
    for fact in (curve, bits, sort):
        if isinstance(fact, Unknown):
            return unknown_algorithm(fact)
    field = re.search(r"\d{3}", str(curve or ""))
    if field:
        return ec(int(field[0]))
    if isinstance(bits, (int, float)) and str(sort).lower().startswith(_RSA):
        return rsa(int(bits))
    return unknown_algorithm(Unknown("what sort of key the managed key is, and how long, is not stated"))


def _azure_level(block: Block) -> Fact[str]:
    kind = block.text("key_type")
    if kind is None or isinstance(kind, Unknown):
        return kind or Unknown("the type of the managed key is not stated")
    return "hsm" if kind.upper().endswith("-HSM") else "software"
