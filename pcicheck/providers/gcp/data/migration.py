"""Connection profiles of the Database Migration Service.

Terraform registry, ``google_database_migration_service_connection_profile``: without an ``ssl`` block connections to
MySQL, PostgreSQL and Oracle are plain. With the certificate of an authority the server is checked; the ``type`` of
the block may ask for encryption alone. Targets that Google makes itself are reached over its own connector.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.data import ReplicationEndpoint
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.gcp.labels import labels_of
from pcicheck.providers.reading import is_set, only, word

_ENGINES = {"mysql": "mysql", "postgresql": "postgres", "oracle": "oracle"}
_OWN = Inapplicable("Google makes the target and reaches it over its own connector")


def connection_profile(document: Document) -> Iterator[Resource]:
    """A connection profile: a source or a target."""
    engine, tls = _connection(document)
    facts = only(ReplicationEndpoint, "Google encrypts the stored connection details", engine=engine, tls=tls)
    yield resource(document, facts, labels=labels_of(document), names=(document.text("name"), document.text("id")))


def _connection(document: Document) -> tuple[Fact[str], Fact[str]]:
    if isinstance(document.values, Unknown):
        return document.values, document.values
    for block, engine in _ENGINES.items():
        written = is_set(document, block)
        if written is not False:
            return engine, _tls(document, f"{block}.ssl", written)
    return _OWN, _OWN


def _tls(document: Document, path: str, written: bool | Unknown) -> Fact[str]:
    if isinstance(written, Unknown):
        return written
    block = document.block(path)
    if block is None or isinstance(block, Unknown):
        return block or "none"
    kind = word(document, f"{path}.type", "")
    if kind == "none":
        return "none"
    checked = is_set(document, f"{path}.ca_certificate")
    return "require" if checked is False else "verify-ca"
