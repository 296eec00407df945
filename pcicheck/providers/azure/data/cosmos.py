"""Cosmos DB accounts.

Defaults (Terraform registry, ``azurerm_cosmosdb_account``): ``public_network_access_enabled`` true,
``is_virtual_network_filter_enabled`` false, no ``ip_range_filter`` (everyone may connect), ``minimal_tls_version``
``Tls12``, ``local_authentication_disabled`` false (``local_authentication_enabled`` true in newer versions),
``access_key_metadata_writes_enabled`` true, ``kind`` ``GlobalDocumentDB``. The address 0.0.0.0 in the filter lets in
all of Azure. Accounts for MongoDB and Cassandra know account keys only (Cosmos DB documentation, "Disable key-based
authentication": for the API for NoSQL). Clients always use TLS. Without ``default_ttl`` (``default_ttl_seconds`` of
collections) items never expire.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.data import Database
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.addresses import internet
from pcicheck.providers.azure.data.common import has_private_endpoint, key_encryption, made, tls_version
from pcicheck.providers.azure.data.defender import has_plan
from pcicheck.providers.reading import only, word

_SERVICE = "Cosmos DB has no such setting"
_KEYS_ONLY = Inapplicable("its API knows account keys only")
_ALL_OF_AZURE = "0.0.0.0"  # noqa: S104 - an address to recognise, nothing binds to it


def account(document: Document) -> Iterator[Resource]:
    """A Cosmos DB account."""
    public = document.flag("public_network_access_enabled", True)
    filters = _filters(document)
    facts = only(
        Database,
        _SERVICE,
        engine="cosmosdb",
        encryption=key_encryption(document, "key_vault_key_id", "managed_hsm_key_id"),
        public=public,
        admits_everyone=_admits_everyone(document, public, filters),
        admits_whole_cloud=filters if isinstance(filters, Unknown) else _holds(filters, _ALL_OF_AZURE),
        private_endpoint=has_private_endpoint(document),
        min_tls=tls_version(document, "minimal_tls_version", 1.2),
        local_logins=_local_logins(document),
        keys_change_settings=document.flag("access_key_metadata_writes_enabled", True),
        threat_detection=has_plan(document, "cosmosdbs"),
    )
    yield from made(document, facts)


def container(document: Document) -> Iterator[Resource]:
    """A container, collection, table or graph: whether its items expire. With -1 those do that carry a time."""
    expire = any_true(document.has("default_ttl"), document.has("default_ttl_seconds"))
    yield from made(document, only(Database, "the account has it", engine="cosmosdb", items_expire=expire))


def _filters(document: Document) -> tuple[str | Unknown, ...] | Unknown:
    """Addresses let in; before azurerm 4 they stood in one text with commas."""
    texts = document.texts("ip_range_filter")
    if isinstance(texts, Unknown):
        return texts
    return tuple(
        part if isinstance(part, Unknown) else part.strip()
        for text in texts
        for part in ([text] if isinstance(text, Unknown) else text.split(","))
        if isinstance(part, Unknown) or part.strip()
    )


def _holds(texts: tuple[str | Unknown, ...], wanted: str) -> bool | Unknown:
    return wanted in texts or next((text for text in texts if isinstance(text, Unknown)), False)


def _admits_everyone(
    document: Document, public: Fact[bool], filters: tuple[str | Unknown, ...] | Unknown
) -> Fact[bool]:
    if public is False:
        return False
    networks = all_true(document.flag("is_virtual_network_filter_enabled", False), document.has("virtual_network_rule"))
    if isinstance(filters, Unknown):
        return filters
    ranges = internet(text for text in filters if text != _ALL_OF_AZURE)
    limited = True if filters else networks
    return any_true(ranges, all_true(public, negated(limited)))


def _local_logins(document: Document) -> Fact[bool]:
    if word(document, "kind", "globaldocumentdb") not in ("globaldocumentdb",):
        kind = word(document, "kind", "globaldocumentdb")
        return kind if isinstance(kind, Unknown) else _KEYS_ONLY
    enabled = document.flag("local_authentication_enabled")
    return enabled if enabled is not None else negated(document.flag("local_authentication_disabled", False))
