"""Private Service Connect: endpoints for Google's own services, and services offered to other projects.

Terraform registry, hashicorp/google: ``google_compute_service_attachment.connection_preference`` is required, and
ACCEPT_AUTOMATIC takes in every project; with ACCEPT_MANUAL only projects on ``consumer_accept_lists`` get in, others
wait. Virtual Private Cloud, "Access Google APIs through endpoints": an endpoint is a global address of purpose
PRIVATE_SERVICE_CONNECT with a global forwarding rule to the bundle all-apis or vpc-sc, which hold Cloud Storage,
Cloud KMS, Secret Manager and Cloud Logging among others.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.network import PrivateLink, PrivateService
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.gcp.labels import labels_of

_FORWARDING = "google_compute_global_forwarding_rule"
_BUNDLES = ("all-apis", "vpc-sc")
_NO_POLICY = Inapplicable("the way to Google's services has no policy of its own; perimeters limit it")
_ANYONE_ASKS = Inapplicable("every project may ask; who gets in is decided by acceptance")
_NO_BUNDLE = Unknown("no forwarding rule in this input leads from the address to a bundle of services")


def address(document: Document) -> Iterator[Resource]:
    """A global address that is an endpoint for Google's services; other addresses say nothing here."""
    if document.text("purpose") != "PRIVATE_SERVICE_CONNECT":
        return
    bundle = _bundle(document)
    facts = PrivateLink(
        service=bundle,
        purposes=bundle if isinstance(bundle, Unknown) else ("object_store", "keys", "secrets", "logs", "other"),
        form="interface",
        open_policy=_NO_POLICY,
    )
    yield resource(document, facts, labels=labels_of(document), names=(document.text("self_link"), document.text("id")))


def service(document: Document) -> Iterator[Resource]:
    """A service attachment."""
    preference = document.text("connection_preference")
    accepted = preference if isinstance(preference, Unknown) else preference == "ACCEPT_MANUAL"
    facts = PrivateService(acceptance_required=accepted, open_to_all=_ANYONE_ASKS)
    yield resource(document, facts, names=(document.text("self_link"), document.text("id")))


def _bundle(document: Document) -> str | Unknown:
    for rule in document.surroundings.of_type(_FORWARDING):
        target = rule.text("target")
        if isinstance(target, str) and target in _BUNDLES and document in rule.follow_all("ip_address", document.type):
            return target
    return _NO_BUNDLE
