"""Pub/Sub topics and subscriptions with their IAM side-cars.

A topic without ``kms_key_name`` is encrypted with Google's keys (Terraform registry, ``google_pubsub_topic``); what
waits in a subscription is encrypted with the key of its topic (Pub/Sub documentation, "Configure message encryption").
Pub/Sub answers over TLS only. Without written grants only those get in whom the project lets in.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.messaging import Queue, Topic
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.gcp.access import Grants, grants_of, is_public
from pcicheck.providers.gcp.kms import kms_encryption
from pcicheck.providers.gcp.labels import labels_of

_BY_TOPIC = Inapplicable("the topic's key encrypts what waits in its subscriptions")
_TLS = Inapplicable("Pub/Sub answers over TLS only")
_NO_KEYS = Inapplicable("Pub/Sub knows identities only")
_NO_NETWORK = Inapplicable("Pub/Sub has no network setting of a topic; a service perimeter of the organisation has")
_NO_OUTSIDE = Inapplicable("a topic calls no other service by itself")
_EVERYTHING = frozenset({"roles/owner", "roles/editor", "roles/admin", "roles/pubsub.admin"})


def topic(document: Document) -> Iterator[Resource]:
    """A topic."""
    facts = Topic(
        encryption=kms_encryption(document, "kms_key_name"),
        public=is_public(grants_of(document)),
        tls_only=_TLS,
        public_network=_NO_NETWORK,
        account_keys=_NO_KEYS,
        own_identity=_NO_OUTSIDE,
    )
    yield resource(document, facts, labels=labels_of(document), names=(document.text("id"), document.text("name")))


def subscription(document: Document) -> Iterator[Resource]:
    """A subscription."""
    grants = grants_of(document)
    facts = Queue(
        encryption=Encryption(at_rest=_BY_TOPIC, key_owner=_BY_TOPIC, key=_BY_TOPIC, twice=_BY_TOPIC),
        public=is_public(grants),
        every_action=_gives_everything(grants),
        tls_only=_TLS,
    )
    yield resource(document, facts, labels=labels_of(document), names=(document.text("id"), document.text("name")))


def _gives_everything(grants: Grants) -> bool | Unknown:
    """Whether somebody is given a role that lets him do everything there is with the subscription."""
    roles = (grant if isinstance(grant, Unknown) else grant.role for grant in grants)
    return any_true(*(role if isinstance(role, Unknown) else role in _EVERYTHING for role in roles))
