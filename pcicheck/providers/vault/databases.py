"""Connections of the database engine.

Terraform registry, ``vault_database_secret_backend_connection`` (one block for each kind of database). What a
connection does without being told: PostgreSQL and Redshift "prefer" TLS, which an attacker can turn down, and check the
server only with verify-ca or verify-full (PostgreSQL documentation, "SSL Support"); MySQL uses TLS where ``tls_ca`` or
``tls=`` in the address asks for it; MongoDB with ``tls=true`` or ``ssl=true`` or a mongodb+srv address (MongoDB
documentation, "Connection String Options"); Cassandra and InfluxDB use TLS unless ``tls`` is false, Redis only where it
is true (Vault documentation of each plugin); Elasticsearch where the address is https.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.transport import Upstream
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource

_NO_VERSION = Inapplicable("Vault's own lowest version applies, TLS 1.2")
_NOT_KNOWN = Unknown("how this database is reached is not known to pcicheck")
_NO_BLOCK = Unknown("the connection is not described")
_UNENCRYPTED = Inapplicable("the connection is not encrypted")
_POSTGRES = ("postgresql", "redshift")
_MYSQL = ("mysql", "mysql_aurora", "mysql_legacy", "mysql_rds")
_FLAGGED = {"cassandra": True, "influxdb": True, "redis": False}
"""Databases with a flag for TLS, and what holds where it is not written."""
_KINDS = (*_POSTGRES, *_MYSQL, *_FLAGGED, "mongodb", "elasticsearch", "mssql")
_OTHERS = ("couchbase", "hana", "mongodbatlas", "oracle", "redis_elasticache", "snowflake")
_SSLMODE = re.compile(r"\bsslmode=([\w-]+)", re.IGNORECASE)
_MYSQL_TLS = re.compile(r"[?&]tls=([\w-]+)", re.IGNORECASE)
_MONGO_TLS = re.compile(r"[?&](?:tls|ssl)=(true|false)", re.IGNORECASE)
_MONGO_OPEN = re.compile(r"[?&](?:tlsInsecure|tlsAllowInvalidCertificates|sslInsecure)=true", re.IGNORECASE)
_MSSQL_ENCRYPT = re.compile(r"\bencrypt=(\w+)", re.IGNORECASE)
_MSSQL_TRUST = re.compile(r"\btrustservercertificate=(\w+)", re.IGNORECASE)

Answers = tuple[Fact[bool], Fact[bool]]
"""Whether a connection is always encrypted, and whether the server is checked."""


def connection(document: Document) -> Iterator[Resource]:
    """A connection to a database."""
    encrypted, verified = _answers(document)
    facts = Upstream(
        encrypted=encrypted,
        min_tls=_NO_VERSION,
        verified=_UNENCRYPTED if encrypted is False else verified,
        presents_certificate=_presents(document),
    )
    yield resource(document, facts, names=(document.text("id"), document.text("name")))


def _answers(document: Document) -> Answers:
    if isinstance(document.values, Unknown):
        return document.values, document.values
    for name in _KINDS:
        block = document.block(name)
        if isinstance(block, Unknown):
            return block, block
        if block is not None:
            return _of_block(name, block)
    known = any(document.has(name) for name in _OTHERS)
    return (_NOT_KNOWN, _NOT_KNOWN) if known else (_NO_BLOCK, _NO_BLOCK)


def _of_block(name: str, block: Block) -> Answers:
    if name in _FLAGGED:
        return block.flag("tls", _FLAGGED[name]), negated(block.flag("insecure_tls", False))
    address = block.text("url" if name == "elasticsearch" else "connection_url", "")
    if isinstance(address, Unknown):
        return address, address
    if name in _POSTGRES:
        return _postgres(block, address or "")
    if name in _MYSQL:
        return _mysql(block, address or "")
    if name == "mongodb":
        return _mongo(block, address or "")
    if name == "mssql":
        return _mssql(address or "")
    return (address or "").lower().startswith("https://"), negated(block.flag("insecure", False))


def _postgres(block: Block, address: str) -> Answers:
    found = _SSLMODE.search(address)
    mode = found[1].lower() if found else "prefer"
    if mode == "require":
        return True, block.has("tls_ca")
    return mode.startswith("verify"), mode.startswith("verify")


def _mysql(block: Block, address: str) -> Answers:
    own = block.has("tls_ca")
    found = _MYSQL_TLS.search(address)
    mode = found[1].lower() if found else "false"
    if mode == "false":
        return own, own
    return any_true(own, mode in ("true", "skip-verify", "custom")), any_true(own, mode in ("true", "custom"))


def _mongo(block: Block, address: str) -> Answers:
    found = _MONGO_TLS.search(address)
    asked = found[1].lower() == "true" if found else address.lower().startswith("mongodb+srv")
    encrypted = any_true(asked, block.has("tls_ca")) if not found or asked else False
    return encrypted, all_true(encrypted, _MONGO_OPEN.search(address) is None)


def _mssql(address: str) -> Answers:
    """The driver encrypts only the sign-in unless told otherwise, and then trusts any server."""
    encrypt, trust = _MSSQL_ENCRYPT.search(address), _MSSQL_TRUST.search(address)
    encrypted = encrypt is not None and encrypt[1].lower() in ("true", "yes", "1", "strict", "mandatory")
    trusts = trust is not None and trust[1].lower() in ("true", "yes", "1")
    return encrypted, encrypted and not trusts


def _presents(document: Document) -> Fact[bool]:
    written = [
        True if isinstance(document.get(f"{name}.{path}"), Unknown) else document.has(f"{name}.{path}")
        for name in _KINDS
        for path in ("tls_certificate_key", "tls_certificate", "client_cert")
    ]
    return document.values if isinstance(document.values, Unknown) else any_true(*written)
