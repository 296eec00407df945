"""Event Grid topics and domains.

Defaults (Terraform registry): ``public_network_access_enabled`` and ``local_auth_enabled`` are true, and there is no
``identity``. Azure encrypts what they hold with its own keys and takes none of the customer, and they take
HTTPS only. Role assignments never name everyone.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.messaging import Topic
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.base import resource

_NO_KEY = Inapplicable("the service takes no key of the customer")
_ROLES = Inapplicable("keys and role assignments decide who gets in, and none of them names everyone")
_ALWAYS = Inapplicable("the service has no such setting")


def topic(document: Document) -> Iterator[Resource]:
    """A topic, or a domain of topics."""
    facts = Topic(
        encryption=Encryption(at_rest=True, key_owner=_NO_KEY, key=_NO_KEY, twice=_NO_KEY),
        public=_ROLES,
        tls_only=_ALWAYS,
        public_network=document.flag("public_network_access_enabled", True),
        account_keys=document.flag("local_auth_enabled", True),
        own_identity=document.has("identity"),
    )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("id"), document.text("name")))
