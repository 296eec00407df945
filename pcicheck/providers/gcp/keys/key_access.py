"""Who may administer and who may use a Cloud KMS key, by the grants on it and on its ring.

Roles: Cloud KMS documentation, "Permissions and roles". ``cloudkms.admin`` changes keys and their policies, and cannot
use them; the crypto roles use them, and change nothing; basic role ``owner`` does both. What a project's or
organisation's policy grants besides is judged on its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.keys import KeyAccess
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.gcp.access import Grant, grants_of, is_public, public_principal
from pcicheck.providers.key_entries import merged

_USERS = frozenset(
    f"roles/cloudkms.{name}"
    for name in (
        "cryptoKeyDecapsulator",
        "cryptoKeyDecrypter",
        "cryptoKeyDecrypterViaDelegation",
        "cryptoKeyEncrypter",
        "cryptoKeyEncrypterDecrypter",
        "cryptoKeyEncrypterDecrypterViaDelegation",
        "cryptoKeyEncrypterViaDelegation",
        "cryptoOperator",
        "expertRawAesCbc",
        "expertRawAesCtr",
        "expertRawPKCS1",
        "signer",
        "signerVerifier",
    )
)
_ADMINS = frozenset(("roles/cloudkms.admin", "roles/iam.securityAdmin"))
_NEITHER = frozenset(
    (
        "roles/cloudkms.importer",
        "roles/cloudkms.publicKeyViewer",
        "roles/cloudkms.verifier",
        "roles/cloudkms.viewer",
        "roles/iam.securityReviewer",
        "roles/browser",
        "roles/viewer",
    )
)
_SERVICE_ACCOUNT = re.compile(r"serviceAccount:[^@]+@([^.]+)\.iam\.gserviceaccount\.com", re.IGNORECASE)
_PERSON = re.compile(r"(?:user|group|domain):(?:[^@]+@)?(.+)", re.IGNORECASE)
_SERVICE = Inapplicable("a service of the provider belongs to no project of a customer")


def access(document: Document, ring: Document | None) -> Fact[tuple[KeyAccess, ...]]:
    """What the grants on the key and on its ring let each member do."""
    entries: list[KeyAccess] = []
    for grant in _grants(document, ring):
        if isinstance(grant, Unknown):
            return grant
        entries += _entries(grant)
    return merged(entries)


def public(document: Document, ring: Document | None) -> Fact[bool]:
    """Whether everyone is given something on the key or its ring."""
    return is_public(tuple(_grants(document, ring)))


def _grants(document: Document, ring: Document | None) -> Iterator[Grant | Unknown]:
    yield from grants_of(document)
    if ring is not None:
        yield from grants_of(ring)


def _entries(grant: Grant) -> Iterator[KeyAccess]:
    administers, uses = _abilities(grant.role)
    if administers is False and uses is False:
        return
    for member in grant.members:
        if isinstance(member, Unknown):
            yield KeyAccess(principal=member, account=member, delegated=False, administers=administers, uses=uses)
        else:
            name = "*" if public_principal(member) else member
            account = _account(name)
            yield KeyAccess(principal=name, account=account, delegated=False, administers=administers, uses=uses)


def _abilities(role: str | Unknown) -> tuple[bool | Unknown, bool | Unknown]:
    """Whether a role administers a key, and whether it uses it."""
    if isinstance(role, Unknown):
        return role, role
    if role in _ADMINS:
        return True, False
    if role in _USERS:
        return False, True
    if role in _NEITHER:
        return False, False
    if role == "roles/owner":
        return True, True
    unsure = Unknown(f"what {role} permits is not known to pcicheck")
    return unsure, unsure


def _account(member: str) -> Fact[str]:
    """Project of a service account, domain of a person or group."""
    if member == "*":
        return "*"
    if found := _SERVICE_ACCOUNT.fullmatch(member):
        project = found[1]
        return _SERVICE if project.startswith("gcp-sa-") or project.endswith("-system") else project
    if member.endswith(".gserviceaccount.com"):
        return _SERVICE
    if member.startswith(("serviceAccount:google_", "resource:")) or "google_" in member:
        return Unknown(f"the project of {member} is known only after apply")
    found = _PERSON.fullmatch(member)
    return found[1].lower() if found else Unknown(f"the project of {member} is not in its name")
