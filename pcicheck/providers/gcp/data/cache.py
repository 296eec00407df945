"""Memorystore: Redis, Redis Cluster, Valkey and Memcached.

Defaults (Terraform registry): ``google_redis_instance`` has ``auth_enabled`` false and ``transit_encryption_mode``
``DISABLED``; ``google_redis_cluster`` has ``authorization_mode`` ``AUTH_MODE_DISABLED`` and
``transit_encryption_mode`` ``TRANSIT_ENCRYPTION_MODE_DISABLED``; the two of ``google_memorystore_instance`` have
no default in the provider, and the API takes ``AUTH_DISABLED`` and ``TRANSIT_ENCRYPTION_DISABLED`` (Memorystore for
Valkey API, ``Instance``). With transit encryption plain connections are refused (Memorystore documentation, "About
in-transit encryption"). What is written to disk is always encrypted. Memcached keeps nothing on disk and knows neither
accounts nor TLS.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.data import Cache
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.gcp.kms import kms_encryption
from pcicheck.providers.gcp.labels import labels_of
from pcicheck.providers.reading import only, word

_IN_MEMORY = Inapplicable("Memcached keeps nothing on disk")
_NO_ACCOUNTS = Inapplicable("Memcached has no accounts")
_SERVICE = "Google runs and updates the servers, inside the customer's network"


def redis_instance(document: Document) -> Iterator[Resource]:
    """A Redis instance."""
    enabled = document.flag("auth_enabled", False)
    login: Fact[str] = enabled if isinstance(enabled, Unknown) else "password" if enabled else "none"
    yield from _made(document, "redis", "customer_managed_key", login)


def redis_cluster(document: Document) -> Iterator[Resource]:
    """A Redis cluster."""
    yield from _made(document, "redis", "kms_key", _mode(document))


def memorystore_instance(document: Document) -> Iterator[Resource]:
    """An instance or cluster of Valkey."""
    yield from _made(document, "valkey", "kms_key", _mode(document))


def _mode(document: Document) -> Fact[str]:
    mode = word(document, "authorization_mode", "")
    if isinstance(mode, Unknown):
        return mode
    return "cloud" if mode.endswith("iam_auth") else "password" if mode.endswith("token_auth") else "none"


def _made(document: Document, engine: str, key_path: str, login: Fact[str]) -> Iterator[Resource]:
    mode = word(document, "transit_encryption_mode", "")
    tls = mode if isinstance(mode, Unknown) else mode.endswith("server_authentication")
    facts = only(
        Cache,
        _SERVICE,
        engine=engine,
        encryption=kms_encryption(document, key_path),
        tls_offered=tls,
        tls_required=tls,
        authentication=login,
    )
    yield resource(document, facts, labels=labels_of(document), names=(document.text("name"), document.text("id")))


def memcache_instance(document: Document) -> Iterator[Resource]:
    """A Memcached instance."""
    facts = only(
        Cache,
        _SERVICE,
        engine="memcached",
        encryption=Encryption(at_rest=_IN_MEMORY, key_owner=_IN_MEMORY, key=_IN_MEMORY),
        tls_offered=False,
        tls_required=False,
        authentication=_NO_ACCOUNTS,
    )
    yield resource(document, facts, labels=labels_of(document), names=(document.text("name"),))
