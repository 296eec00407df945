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

_SERVICES = {
    "google_cloud_run_service_iam_member": "service",
    "google_cloud_run_service_iam_binding": "service",
    "google_cloud_run_service_iam_policy": "service",
    "google_cloud_run_v2_service_iam_member": "name",
    "google_cloud_run_v2_service_iam_binding": "name",
    "google_cloud_run_v2_service_iam_policy": "name",
}
_FIRST = {
    "google_cloudfunctions_function_iam_member": "cloud_function",
    "google_cloudfunctions_function_iam_binding": "cloud_function",
    "google_cloudfunctions_function_iam_policy": "cloud_function",
}
_SECOND = {
    "google_cloudfunctions2_function_iam_member": "cloud_function",
    "google_cloudfunctions2_function_iam_binding": "cloud_function",
    "google_cloudfunctions2_function_iam_policy": "cloud_function",
}
_CALLED_BY = {
    "google_cloudfunctions_function": _FIRST,
    "google_cloudfunctions2_function": _SECOND | _SERVICES,
    "google_cloud_run_service": _SERVICES,
    "google_cloud_run_v2_service": _SERVICES,
}
"""IAM types that say who may call a workload, and the attribute that names it. In full: what is asked of a live cloud
follows from the types that stand in this text (``pcicheck.narrowing``)."""

_OF_A_THING = "this lets others use a thing, and says nothing of an identity"


def thing_grant(document: Document) -> Iterator[Resource]:
    """The grant that a member, binding or policy of a thing writes down."""
    yield resource(document, only(Grant, _OF_A_THING, public=is_public(read_grants(document))))


def anyone_may_call(document: Document) -> bool | Unknown:
    """Whether IAM in the same input lets everyone call a function or service. Without any, nobody outside may."""
    return any_true(
        *(
            is_public(read_grants(grant))
            for native_type, path in _CALLED_BY[document.type].items()
            for grant in referrers(document, native_type, path)
        )
    )
