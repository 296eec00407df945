"""Duties that nobody should hold together: managing and using service accounts, managing and using keys.

CIS Google Cloud Platform Foundation Benchmark, "Separation of duties is enforced while assigning service account
related roles" and "… KMS related roles to users"; roles: IAM documentation, "Service Accounts roles", "Cloud KMS
roles". What counts is what one input grants on the same project, folder or organization.
"""

from __future__ import annotations

from collections.abc import Iterator
from weakref import WeakKeyDictionary

from pcicheck.model.document import Document, Surroundings
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.gcp.access import Grant, read_grants

_KEY_USE = ("Decrypter", "Encrypter", "EncrypterDecrypter", "DecrypterViaDelegation", "EncrypterViaDelegation")
_PAIRS = {
    "service_accounts": ("roles/iam.serviceAccountAdmin", frozenset({"roles/iam.serviceAccountUser"})),
    "keys": ("roles/cloudkms.admin", frozenset(f"roles/cloudkms.cryptoKey{use}" for use in _KEY_USE)),
}
_SEPARATED = frozenset(role for admin, users in _PAIRS.values() for role in (admin, *users))
_OWNERS = {"google_project_iam": "project", "google_folder_iam": "folder", "google_organization_iam": "org_id"}
_TYPES = tuple(f"{stem}_{form}" for stem in _OWNERS for form in ("member", "binding", "policy"))
_NOT_SEPARATED = Inapplicable("it gives none of the roles that are to be kept apart")

Held = dict[tuple[str, str], set[str]]
"""The separated roles of each member of each project, folder or organization."""

_held: WeakKeyDictionary[Surroundings, Held] = WeakKeyDictionary()


def mixed_duties(
    document: Document, grant: Grant, roles_given: tuple[str | Unknown, ...], level: str
) -> Fact[tuple[str, ...]]:
    """The pairs of duties that a member of the grant holds together."""
    role = next(iter(roles_given), "")
    if isinstance(role, Unknown):
        return role
    if role not in _SEPARATED or level == "resource" or document.type not in _TYPES:
        return _NOT_SEPARATED
    held = _all_held(document.surroundings)
    place = _place(document)
    roles = [held.get((place, member), set()) for member in grant.members if isinstance(member, str)]
    found = tuple(name for name, (admin, users) in _PAIRS.items() if any(admin in r and users & r for r in roles))
    return found or next((member for member in grant.members if isinstance(member, Unknown)), ())


def _all_held(surroundings: Surroundings) -> Held:
    found = _held.get(surroundings)
    if found is None:
        found = _held[surroundings] = {}
        for place, member, role in _holdings(surroundings):
            found.setdefault((place, member), set()).add(role)
    return found


def _holdings(surroundings: Surroundings) -> Iterator[tuple[str, str, str]]:
    for native_type in _TYPES:
        for document in surroundings.of_type(native_type):
            for grant in read_grants(document):
                if isinstance(grant, Grant) and isinstance(grant.role, str) and grant.role in _SEPARATED:
                    place = _place(document)
                    yield from ((place, member, grant.role) for member in grant.members if isinstance(member, str))


def _place(document: Document) -> str:
    """What the grant is on; without a project it is the provider's own."""
    stem = document.type.rpartition("_")[0]
    path = _OWNERS[stem]
    value = document.get(path)
    if isinstance(value, Unknown):
        named = document.surroundings.names(document, path)
        return f"{stem}:{named[0] if named else document.address}"
    return f"{stem}:{value or ''}"
