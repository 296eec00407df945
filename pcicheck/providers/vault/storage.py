"""What servers and agents of Vault and OpenBao connect to: storage, other servers, and Vault itself.

Vault documentation, "Storage" of each backend: Consul is reached by ``scheme`` http at 127.0.0.1:8500 where nothing is
written; etcd by the scheme of ``address``; MySQL in plain text without ``tls_ca_file``; PostgreSQL and CockroachDB as
``sslmode`` says (``prefer`` where unset, which an attacker can turn down); Cassandra and ZooKeeper with ``tls`` and
``tls_enabled``; S3 unless ``disable_ssl``; joining a raft cluster by the scheme of ``leader_api_addr``. "transit seal"
and "Agent": by the scheme of ``address``, unchecked with ``tls_skip_verify``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.transport import Upstream
from pcicheck.model.logic import all_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.vault.listeners import has_tls, is_local

_GO = Inapplicable("the program's own lowest version applies, TLS 1.2")
_PLAIN = Inapplicable("the connection is not encrypted")
_LOCAL = Inapplicable("the other end is on the machine itself")
_ELSEWHERE = Unknown("the address is given by an environment variable or the command line")
_NOT_KNOWN = Unknown("how this storage is reached is not known to pcicheck")
_NO_CONNECTION = ("file", "inmem", "inmem_ha", "inmem_transactional")
_CLOUDS = ("dynamodb", "gcs", "azure", "spanner", "oci", "foundationdb", "alicloudoss")
_ADDRESSED = {"etcd": "http://localhost:2379", "couchdb": "http://localhost:5984", "swift": "https://"}
_SQL = ("postgresql", "cockroachdb")
_SSLMODE = re.compile(r"\bsslmode=([\w-]+)", re.IGNORECASE)

Answers = tuple[Any, Any]
"""Whether a connection is encrypted, and whether the server is checked."""


def storage(document: Document) -> Iterator[Resource]:
    """The connection to a storage that is a server of its own."""
    kind = str(document.get("type"))
    if kind not in _NO_CONNECTION and (kind != "raft" or document.get("retry_join")):
        yield from _upstream(document, _of_storage(kind, document))


def seal(document: Document) -> Iterator[Resource]:
    """The connection to the server that protects the root key."""
    if document.get("type") == "transit":
        yield from _upstream(document, _of_vault(document))


def agent(document: Document) -> Iterator[Resource]:
    """The connection of an agent or proxy to its server."""
    block = document.block("vault")
    yield from _upstream(document, (block, block) if isinstance(block, Unknown) else _of_vault(block or Block({})))


def _upstream(document: Document, answers: Answers) -> Iterator[Resource]:
    encrypted, verified = answers
    client = any(document.get(name) for name in ("tls_cert_file", "tls_client_cert", "vault.client_cert"))
    facts = Upstream(
        encrypted=encrypted,
        min_tls=_GO,
        verified=_PLAIN if encrypted is False else encrypted if isinstance(encrypted, Inapplicable) else verified,
        presents_certificate=client,
    )
    yield resource(document, facts)


def _of_vault(block: Block) -> Answers:
    checked = negated(block.flag("tls_skip_verify", False))
    return _by_scheme(block.text("address"), checked)


def _by_scheme(address: Any, checked: Any) -> Answers:
    if address is None:
        return _ELSEWHERE, _ELSEWHERE
    if isinstance(address, str) and (address.startswith(("unix:", "/")) or is_local(address)):
        return _LOCAL, checked
    return has_tls(address), checked


def _of_storage(kind: str, block: Block) -> Answers:
    if kind == "consul":
        return _consul(block)
    if kind == "raft":
        return _raft(block)
    if kind in _ADDRESSED:
        return _by_scheme(block.text("address", _ADDRESSED[kind]), True)
    if kind == "mysql":
        own = block.has("tls_ca_file")
        local = is_local(block.text("address", "127.0.0.1:3306"))
        return (_LOCAL, own) if local and own is False else (own, own)
    if kind in _SQL:
        return _sql(block)
    if kind == "cassandra":
        return _numbered(block), negated(block.flag("tls_skip_verify", False))
    if kind == "zookeeper":
        return block.flag("tls_enabled", False), negated(block.flag("tls_skip_verify", False))
    if kind == "s3":
        return negated(block.flag("disable_ssl", False)), True
    if kind in _CLOUDS:
        endpoint = block.text("endpoint")
        return (True, True) if endpoint is None else _by_scheme(endpoint, True)
    return _NOT_KNOWN, _NOT_KNOWN


def _consul(block: Block) -> Answers:
    address = block.text("address", "127.0.0.1:8500")
    if isinstance(address, Unknown):
        return address, address
    checked = negated(block.flag("tls_skip_verify", False))
    if "://" in str(address) or str(address).startswith("unix:"):
        return _by_scheme(address, checked)
    scheme = block.text("scheme", "http")
    if isinstance(scheme, Unknown) or str(scheme).lower() == "https":
        return (scheme if isinstance(scheme, Unknown) else True), checked
    return (_LOCAL if is_local(address) else False), checked


def _raft(block: Block) -> Answers:
    """Whether every node that is named to be joined is named with TLS."""
    joins = block.blocks("retry_join")
    if isinstance(joins, Unknown):
        return joins, joins
    found = [_by_scheme(join.text("leader_api_addr"), True)[0] for join in joins if not join.get("auto_join")]
    found += [join.text("auto_join_scheme", "https") != "http" for join in joins if join.get("auto_join")]
    known = [answer for answer in found if not isinstance(answer, Inapplicable)]
    return (all_true(*known) if known else _LOCAL), True


def _sql(block: Block) -> Answers:
    address = block.text("connection_url")
    if address is None or isinstance(address, Unknown):
        return (address or _ELSEWHERE), (address or _ELSEWHERE)
    match = _SSLMODE.search(address)
    mode = match[1].lower() if match else "prefer"
    checked = mode.startswith("verify")
    host = re.split(r"@", address)[-1]
    if not checked and mode != "require" and is_local(host):
        return _LOCAL, checked
    return checked or mode == "require", checked


def _numbered(block: Block) -> Fact[bool]:
    number = block.number("tls", 0)
    return number if isinstance(number, Unknown) else bool(number)
