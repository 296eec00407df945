"""Azure Cache for Redis, Redis Enterprise and Azure Managed Redis.

Defaults (Terraform registry): ``azurerm_redis_cache`` has ``minimum_tls_version`` 1.0,
``public_network_access_enabled`` true, no plain port (``non_ssl_port_enabled``, before azurerm 4
``enable_non_ssl_port``), and asks for a key (``redis_configuration.authentication_enabled``, before
``enable_authentication``); inside a subnet it has no public address. ``azurerm_redis_enterprise_cluster`` has
``minimum_tls_version`` 1.2 and a public address; ``azurerm_redis_enterprise_database`` and the ``default_database`` of
``azurerm_managed_redis`` have ``client_protocol`` ``Encrypted``; ``azurerm_managed_redis`` has
``public_network_access`` ``Enabled``. All are encrypted at rest, with Microsoft's key unless a managed Redis names
another. Microsoft installs updates.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.data import Cache
from pcicheck.model.logic import any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.data.common import key_encryption, keyless, made, tls_version
from pcicheck.providers.reading import first_flag, is_one_of, is_set, only

_SERVICE = "Microsoft runs and updates the servers"
_NO_KEY = Inapplicable("Azure Cache for Redis takes no key of the customer")
_CLUSTER = "the cluster of the database has it"
_DATABASE = "the databases of the cluster have it"


def redis_cache(document: Document) -> Iterator[Resource]:
    """A cache of the tiers Basic, Standard and Premium."""
    inside = is_set(document, "subnet_id")
    public = document.flag("public_network_access_enabled", True)
    facts = only(
        Cache,
        _SERVICE,
        engine="redis",
        encryption=keyless(_NO_KEY),
        tls_offered=True,
        tls_required=negated(first_flag(document, "non_ssl_port_enabled", "enable_non_ssl_port")),
        min_tls=tls_version(document, "minimum_tls_version", 1.0),
        authentication=_authentication(document),
        public=False if inside is True else public,
    )
    yield from made(document, facts)


def _authentication(document: Document) -> Fact[str]:
    block = "redis_configuration"
    asked = first_flag(document, f"{block}.authentication_enabled", f"{block}.enable_authentication", default=True)
    if asked is not True:
        return asked if isinstance(asked, Unknown) else "none"
    keys = document.flag("access_keys_authentication_enabled", True)
    return "cloud" if keys is False else "password"


def enterprise_cluster(document: Document) -> Iterator[Resource]:
    """A cluster of Redis Enterprise: the address; its databases take the connections."""
    facts = only(
        Cache,
        _DATABASE,
        engine="redis",
        encryption=keyless(_NO_KEY),
        min_tls=tls_version(document, "minimum_tls_version", 1.2),
        public=is_one_of(document, "public_network_access", "enabled", "enabled"),
    )
    yield from made(document, facts)


def enterprise_database(document: Document) -> Iterator[Resource]:
    """A database of Redis Enterprise. Its clients always need a key."""
    tls = is_one_of(document, "client_protocol", "encrypted", "encrypted")
    facts = only(Cache, _CLUSTER, engine="redis", tls_offered=tls, tls_required=tls, authentication="password")
    yield from made(document, facts)


def managed_redis(document: Document) -> Iterator[Resource]:
    """An Azure Managed Redis with its database."""
    tls = is_one_of(document, "default_database.client_protocol", "encrypted", "encrypted")
    keys = document.flag("default_database.access_keys_authentication_enabled", False)
    facts = only(
        Cache,
        _SERVICE,
        engine="redis",
        encryption=key_encryption(document, "customer_managed_key.key_vault_key_id"),
        tls_offered=tls,
        tls_required=tls,
        authentication=keys if isinstance(keys, Unknown) else "password" if keys else "cloud",
        public=any_true(is_one_of(document, "public_network_access", "enabled", "enabled")),
    )
    yield from made(document, facts)
