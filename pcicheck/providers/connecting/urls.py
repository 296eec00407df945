"""Addresses with a scheme, and connection strings: whether they ask for TLS, and for a server that has proved itself.

Documentation read: redis.io "Connection URLs" (``redis`` is plain TCP, ``rediss`` TLS; redis-py checks certificates
unless ``ssl_cert_reqs=none``, Lettuce unless ``verifyPeer=NONE``); MongoDB "Connection String Options" (``tls`` or
``ssl``, false by default, true for ``mongodb+srv``; ``tlsInsecure``, ``tlsAllowInvalidCertificates``); RabbitMQ "URI
Specification" and "TLS Support" (``amqps``; the Java client checks no certificate unless told to); NATS (the server
decides for ``nats``, ``tls`` asks for it); Neo4j driver manual (``bolt+s``, ``neo4j+s``; ``+ssc`` trusts every
server); RFC 4516 and 8314 (``ldap``, ``smtp`` begin in plain text and go over to TLS where the server offers it).
What databases say stands in ``databases.py``. Of HTTP, clients check certificates unless something says otherwise.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.connecting.connection import (
    BY_LIBRARY,
    FILLED_IN,
    NO_TLS,
    ON_MACHINE,
    Connection,
    filled_in,
    is_local,
)
from pcicheck.providers.connecting.databases import DATABASES, Asked, Params, jdbc_of, string_of

_URL = re.compile(r"(?:failover:\(?)?(?P<scheme>[a-z][a-z0-9+.-]*)://(?P<rest>\S*)$", re.IGNORECASE)
_LONGEST = 4096
_BY_SERVER = Unknown("the server decides: clients of NATS begin TLS where it asks for it")
_PLAIN = {
    "redis": ("redis", "6379"),
    "valkey": ("redis", "6379"),
    "redis+sentinel": ("redis", "26379"),
    "redis-sentinel": ("redis", "26379"),
    "redis+cluster": ("redis", "6379"),
    "amqp": ("amqp", "5672"),
    "pyamqp": ("amqp", "5672"),
    "mqtt": ("mqtt", "1883"),
    "stomp": ("stomp", "61613"),
    "http": ("http", "80"),
    "ws": ("http", "80"),
    "h2c": ("http", "80"),
    "grpc": ("grpc", ""),
    "ldap": ("ldap", "389"),
    "smtp": ("smtp", "25"),
    "imap": ("imap", "143"),
    "pop3": ("pop3", "110"),
    "ftp": ("ftp", "21"),
    "memcached": ("memcached", "11211"),
    "bolt": ("neo4j", "7687"),
    "neo4j": ("neo4j", "7687"),
}
"""Schemes without TLS, what answers, and its usual port."""
_TLS: dict[str, tuple[str, str, Fact[bool]]] = {
    "rediss": ("redis", "6379", True),
    "valkeys": ("redis", "6379", True),
    "rediss+sentinel": ("redis", "26379", True),
    "rediss+cluster": ("redis", "6379", True),
    "amqps": ("amqp", "5671", BY_LIBRARY),
    "mqtts": ("mqtt", "8883", BY_LIBRARY),
    "ssl": ("tls", "", BY_LIBRARY),
    "tls": ("tls", "", True),
    "stomp+ssl": ("stomp", "61614", BY_LIBRARY),
    "kafka+ssl": ("kafka", "9093", BY_LIBRARY),
    "https": ("http", "443", True),
    "wss": ("http", "443", True),
    "grpcs": ("grpc", "443", True),
    "ldaps": ("ldap", "636", True),
    "smtps": ("smtp", "465", BY_LIBRARY),
    "imaps": ("imap", "993", BY_LIBRARY),
    "pop3s": ("pop3", "995", BY_LIBRARY),
    "ftps": ("ftp", "990", BY_LIBRARY),
    "bolt+s": ("neo4j", "7687", True),
    "neo4j+s": ("neo4j", "7687", True),
    "bolt+ssc": ("neo4j", "7687", False),
    "neo4j+ssc": ("neo4j", "7687", False),
}
"""Schemes with TLS, what answers, its usual port, and whether the server's certificate is checked by default."""
_UNCHECKED = {
    "sslcertreqs": ("none", "cert_none"),
    "sslverify": ("false", "0", "no"),
    "verify": ("false", "0", "no", "none", "verify_none"),
    "verifypeer": ("none", "false", "no"),
    "insecure": ("true", "1"),
    "skipverify": ("true", "1"),
    "insecureskipverify": ("true", "1"),
    "rejectunauthorized": ("false", "0"),
    "verifycertificate": ("false", "0"),
}
"""Parameters, without underscores and in lower case, by which libraries are told to trust every server."""
_CHECKED = {"verify": ("verify_peer", "full"), "sslcertreqs": ("required", "cert_required"), "verifypeer": ("full",)}


def read(text: str) -> Connection | None:
    """The connection that a value describes; ``None`` for one that describes none."""
    value = text.strip().strip("'\"")
    if not value or len(value) > _LONGEST:
        return None
    found = jdbc_of(value)
    if found is not None:
        return _finished(found)
    if "://" in value:
        return _of_urls(value)
    found = string_of(value)
    return None if found is None else _finished(found)


def _of_urls(value: str) -> Connection | None:
    """One address or several of a group, of which the first with the weakest scheme counts."""
    each = [_of_url(part) for part in re.split(r"\s*,\s*(?=[a-z][a-z0-9+.-]*://)", value, flags=re.IGNORECASE)]
    known = [one for one in each if one is not None]
    if not known or len(known) < len(each):
        return None
    return next((one for one in known if one.encrypted is False), known[0])


def _of_url(value: str) -> Connection | None:
    match = _URL.match(value)
    if match is None:
        return None
    scheme, rest = match["scheme"].lower(), match["rest"].rstrip(")")
    authority, params = _parts(rest)
    host, port = _first_host(authority)
    asks = DATABASES.get(scheme.partition("+")[0])
    asked = asks(scheme, params) if asks is not None else _of_scheme(scheme, params)
    return None if asked is None else _finished(asked.connection(host, port))


def _of_scheme(scheme: str, params: Params) -> Asked | None:
    if scheme == "nats":
        return Asked("nats", "4222", _BY_SERVER)
    if scheme in _PLAIN:
        service, port = _PLAIN[scheme]
        if service == "smtp" and params.get("requiretls") == "true":
            return Asked(service, port, True, BY_LIBRARY)
        return Asked(service, port, False, NO_TLS)
    if scheme in _TLS:
        service, port, checked = _TLS[scheme]
        return Asked(service, port, True, _checked(params, checked))
    return None


def _checked(params: Params, preset: Fact[bool]) -> Fact[bool]:
    if any(params.get(name) in words for name, words in _UNCHECKED.items()):
        return False
    return True if any(params.get(name) in words for name, words in _CHECKED.items()) else preset


def _finished(found: Connection) -> Connection:
    """The connection with what its target makes of it."""
    if is_local(found.host):
        plain = found.encrypted is not True
        return (
            replace(found, encrypted=ON_MACHINE, verified=ON_MACHINE, presents_certificate=ON_MACHINE)
            if plain
            else found
        )
    if filled_in(found.host) or filled_in(found.port):
        host = "" if filled_in(found.host) else found.host
        unsure = found.encrypted is False and not host
        found = replace(found, host=host, port="" if filled_in(found.port) else found.port)
        return replace(found, encrypted=FILLED_IN, verified=FILLED_IN) if unsure else found
    if found.encrypted is False:
        return replace(found, verified=NO_TLS, presents_certificate=False)
    return found


def _parts(rest: str) -> tuple[str, Params]:
    """Host and port, without who signs in, and the parameters."""
    before, _, query = rest.partition("?")
    authority = before.rpartition("@")[2] if "@" in before else before
    authority = re.split(r"[/#;]", authority, maxsplit=1)[0]
    return authority, params_of(query.partition("#")[0], "&")


def params_of(query: str, between: str) -> Params:
    """Parameters by their names in lower case, without underscores, hyphens and blanks."""
    found: Params = {}
    for pair in query.split(between):
        name, equals, value = pair.partition("=")
        if equals:
            found[re.sub(r"[\s_-]", "", name).lower()] = value.strip().strip("'\"").lower()
    return found


def _first_host(authority: str) -> tuple[str, str]:
    first = authority.split(",", 1)[0]
    if first.startswith("["):
        host, _, port = first[1:].partition("]")
        return host, port.removeprefix(":")
    if filled_in(first) and not re.fullmatch(r"[^:]*(?::[^:]*)?", first):
        return first, ""
    host, _, port = first.partition(":")
    return host, port
