"""Who can reach a Google Cloud Storage bucket by its access lists, and whether logs are sent to it.

Lists and canned lists: Cloud Storage documentation, "Access control lists (ACLs)": ``READER``, ``WRITER`` and
``OWNER``, the entities ``allUsers`` and ``allAuthenticatedUsers``, and ``publicRead``, ``publicReadWrite`` and
``authenticatedRead``. Uniform bucket-level access switches lists off ("Uniform bucket-level access"); public access
prevention takes back lists and IAM grants alike ("Public access prevention"). Usage logs are written by the group
``cloud-storage-analytics@google.com`` ("Usage logs & storage logs"), Cloud Logging writes as the identity of the sink.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.storage import OpenGrant
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.gcp.access import ANY_ACCOUNT, ANYONE, Grant, Grants, public_principal
from pcicheck.providers.reading import first_flag, is_one_of
from pcicheck.providers.referrers import is_named_by, referrers

_READ = OpenGrant(ANYONE, "read")
_CANNED = {
    "publicread": (_READ,),
    "publicreadwrite": (_READ, OpenGrant(ANYONE, "write")),
    "authenticatedread": (OpenGrant(ANY_ACCOUNT, "read"),),
}
_RIGHTS = {"READER": "read", "WRITER": "write", "OWNER": "all"}
_LISTS = ("google_storage_bucket_acl", "google_storage_default_object_acl", "google_storage_object_acl")
_ENTRIES = (
    "google_storage_bucket_access_control",
    "google_storage_default_object_access_control",
    "google_storage_object_access_control",
)
_LOG_WRITERS = ("cloud-storage-analytics@google.com", "cloud-logs@", "@gcp-sa-logging.", "_sink.")
_SINKS = (
    "google_logging_project_sink",
    "google_logging_folder_sink",
    "google_logging_organization_sink",
    "google_logging_billing_account_sink",
)
_DESTINATION = "storage.googleapis.com/"

OpenGrants = Fact[tuple[OpenGrant | Unknown, ...]]


def prevents_public_access(document: Document) -> bool | Unknown:
    """Whether public access prevention is enforced by the bucket itself."""
    return is_one_of(document, "public_access_prevention", "inherited", "enforced")


def lists_in_force(document: Document) -> bool | Unknown:
    """Whether access lists work: they do until uniform bucket-level access is on."""
    if isinstance(document.values, Unknown):
        return document.values
    return negated(first_flag(document, "uniform_bucket_level_access", "bucket_policy_only"))


def public_grants(document: Document) -> OpenGrants:
    """What the lists of the bucket and of its objects give to everyone."""
    lists, entries = list(document.all_sidecars(*_LISTS)), list(document.all_sidecars(*_ENTRIES))
    if not lists and not entries and isinstance(document.values, Unknown):
        return document.values
    listed = (grant for car in lists for grant in _of_list(car))
    entered = (grant for car in entries for grant in _of_entry(car))
    return (*listed, *entered)


def reachable(document: Document, listed: OpenGrants, public_policy: bool | Unknown) -> bool | Unknown:
    """Whether lists or IAM let everyone in after public access prevention has had its say."""
    by_list = all_true(any_true(*listed) if isinstance(listed, tuple) else listed, lists_in_force(document))
    return all_true(any_true(by_list, public_policy), negated(prevents_public_access(document)))


def takes_logs(document: Document, grants: Grants) -> bool | Unknown:
    """Whether another bucket or a log sink names this one, or somebody who writes logs may write here."""
    if is_named_by(document, "google_storage_bucket", "logging.log_bucket"):
        return True
    name = document.get("name")
    written = (f"{_DESTINATION}{name}",) if isinstance(name, str) else ()
    if any(next(referrers(document, sink, "destination", *written), None) is not None for sink in _SINKS):
        return True
    return any_true(*(grant if isinstance(grant, Unknown) else _to_log_writer(grant) for grant in grants))


def _to_log_writer(grant: Grant) -> bool | Unknown:
    named = (m for m in grant.members if isinstance(m, str))
    return any(writer in member for member in named for writer in _LOG_WRITERS)


def _of_list(document: Document) -> Iterator[OpenGrant | Unknown]:
    for path in ("predefined_acl", "default_acl"):
        canned = document.text(path)
        if isinstance(canned, Unknown):
            yield canned
        elif canned is not None:
            yield from _CANNED.get(canned.replace("-", "").lower(), ())
    pairs = document.texts("role_entity")
    for pair in (pairs,) if isinstance(pairs, Unknown) else pairs:
        if isinstance(pair, Unknown):
            yield pair
        else:
            role, _, entity = pair.partition(":")
            yield from _given(role, entity)


def _of_entry(document: Document) -> Iterator[OpenGrant | Unknown]:
    role, entity = document.text("role", ""), document.text("entity", "")
    if isinstance(entity, Unknown) or (isinstance(role, Unknown) and public_principal(entity or "")):
        yield entity if isinstance(entity, Unknown) else Unknown("everyone is given a role that is not known")
    else:
        yield from _given(str(role), entity or "")


def _given(role: str, entity: str) -> tuple[OpenGrant, ...]:
    who = public_principal(entity)
    return (OpenGrant(who, _RIGHTS.get(role.upper(), role.lower())),) if who else ()
