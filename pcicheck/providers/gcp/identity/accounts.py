"""Service accounts of Google Cloud, their keys, and who may act as them.

Terraform registry, hashicorp/google: ``google_service_account``, ``google_service_account_key`` (Google makes the key
unless ``public_key_data`` brings one; ``keepers`` replace it; ``valid_after`` and ``valid_before``, the latter in the
year 9999 unless an organization policy limits how long keys are valid), ``google_storage_hmac_key``
(``state`` default ACTIVE), ``google_service_account_iam``. IAM documentation, "Service account keys" and "Roles for
service account authentication": which roles let somebody act as an account.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.identity import Credential, Identity, Party, Trust
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.gcp.access import Grant, read_grants
from pcicheck.providers.gcp.identity.members import kind_of
from pcicheck.providers.reading import is_set
from pcicheck.providers.rotating import rotation_days

_PROGRAM = Inapplicable("only programs use it")
_KEYS_STAY = Inapplicable("a key is not changed at sign-in")
_ALWAYS_MADE = Inapplicable("such keys are always made by the cloud")
_NOT_SEEN = Inapplicable("Terraform never sees the private half")
_END_NOT_READ = Unknown("the end of the certificate that was brought along is not read")
_NEVER = "9999-"
_NO_GUESTS = Inapplicable("only members that the policy names get in")
_ACTING = frozenset(
    {
        "roles/owner",
        "roles/editor",
        "roles/iam.serviceAccountUser",
        "roles/iam.serviceAccountTokenCreator",
        "roles/iam.serviceAccountOpenIdTokenCreator",
        "roles/iam.serviceAccountKeyAdmin",
        "roles/iam.serviceAccountAdmin",
        "roles/iam.workloadIdentityUser",
    }
)
_PARTIES = {"service": "role", "default_service": "role", "agent": "service", "domain": "account", "anyone": "anyone"}


def account(document: Document) -> Iterator[Resource]:
    """A service account, with the keys that the input makes for it."""
    keys = document.all_sidecars("google_service_account_key", "google_storage_hmac_key")
    lasting = any_true(*(key.values if isinstance(key.values, Unknown) else True for key in keys))
    facts = Identity(category="service", local=_PROGRAM, console=_PROGRAM, lasting_keys=lasting)
    names = tuple(document.text(name) for name in ("id", "name", "email", "member", "unique_id"))
    yield resource(document, facts, names=names)


def key(document: Document) -> Iterator[Resource]:
    """A key of a service account; its private half is in Terraform's state unless it was made elsewhere."""
    brought = document.values if isinstance(document.values, Unknown) else is_set(document, "public_key_data")
    facts = Credential(
        category="access_key",
        of_root=False,
        active=True,
        secret_encrypted=_NOT_SEEN if brought is True else brought or _in_state(document),
        must_change=_KEYS_STAY,
        brought=brought,
        lifetime_days=_END_NOT_READ if brought is True else brought or _lifetime(document),
    )
    yield resource(document, facts)


def _in_state(document: Document) -> Fact[bool]:
    """Terraform keeps the private half as it is; the cloud does not know who keeps it."""
    half = document.get("private_key")
    return half if isinstance(half, Unknown) else False


def _lifetime(document: Document) -> Fact[float]:
    """Days between the beginning and the end of a key, or until something replaces it."""
    begin, end = document.text("valid_after"), document.text("valid_before")
    if isinstance(begin, str) and isinstance(end, str) and not end.startswith(_NEVER):
        try:
            return (dt.datetime.fromisoformat(end) - dt.datetime.fromisoformat(begin)) / dt.timedelta(days=1)
        except (ValueError, TypeError):
            return Unknown("the end of the key cannot be read")
    return rotation_days(document, "keepers")


def storage_key(document: Document) -> Iterator[Resource]:
    """A key for object stores by which a program signs requests in the way of S3."""
    state = document.text("state", "ACTIVE")
    facts = Credential(
        category="access_key",
        of_root=False,
        active=state if isinstance(state, Unknown) else state == "ACTIVE",
        secret_encrypted=False,
        must_change=_KEYS_STAY,
        brought=_ALWAYS_MADE,
        lifetime_days=None,
    )
    yield resource(document, facts)


def account_trust(document: Document) -> Iterator[Resource]:
    """Who may act as a service account, by one member, binding or policy."""
    parties = tuple(party for grant in read_grants(document) for party in _parties(grant))
    yield resource(document, Trust(parties=parties, guests=_NO_GUESTS))


def _parties(grant: Grant | Unknown) -> Iterator[Party | Unknown]:
    if isinstance(grant, Unknown):
        yield grant
    elif isinstance(grant.role, Unknown):
        yield grant.role
    elif grant.role in _ACTING:
        yield from (member if isinstance(member, Unknown) else _party(member) for member in grant.members)


def _party(member: str) -> Party:
    kind = kind_of(member)
    party: Fact[str] = kind if isinstance(kind, Unknown) else _PARTIES.get(kind, kind)
    if kind == "federated":
        party = "account" if member.endswith("/*") else "provider"
    return Party(
        kind=party,
        name=member,
        account=None,
        same_account=False,
        narrowed=False,
        external_id=False,
        mfa=False,
        source_bound=False,
        for_others=False,
        shared_provider=False,
        subject_bound=False,
    )
