"""Who may call or read a workload: IAM of Cloud Run, functions, registries and the like, one grant a resource.

See ``pcicheck.providers.gcp.access`` for how grants are written.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.identity import Grant
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.gcp.access import is_public, read_grants
from pcicheck.providers.reading import only
from pcicheck.providers.referrers import referrers

_SERVICES = (("google_cloud_run_service", "service"), ("google_cloud_run_v2_service", "name"))
_CALLED_BY = {
    "google_cloudfunctions_function": (("google_cloudfunctions_function", "cloud_function"),),
    "google_cloudfunctions2_function": (("google_cloudfunctions2_function", "cloud_function"), *_SERVICES),
    "google_cloud_run_service": _SERVICES,
    "google_cloud_run_v2_service": _SERVICES,
}
"""Prefixes of the IAM types that say who may call a workload, and the attribute that names it."""

_OF_A_THING = "this lets others use a thing, and says nothing of an identity"


def thing_grant(document: Document) -> Iterator[Resource]:
    """The grant that a member, binding or policy of a thing writes down."""
    yield resource(document, only(Grant, _OF_A_THING, public=is_public(read_grants(document))))


def anyone_may_call(document: Document) -> bool | Unknown:
    """Whether IAM in the same input lets everyone call a function or service. Without any, nobody outside may."""
    return any_true(
        *(
            is_public(read_grants(grant))
            for prefix, path in _CALLED_BY[document.type]
            for form in ("member", "binding", "policy")
            for grant in referrers(document, f"{prefix}_iam_{form}", path)
        )
    )
