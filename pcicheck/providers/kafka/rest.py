"""Interfaces over HTTP of workers of Connect, schema registries, ksqlDB and the REST proxy.

Kafka documentation, "Kafka Connect configs": ``listeners`` is ``http://:8083`` (before 2.x ``rest.host.name`` and
``rest.port``), ``admin.listeners`` the same unless written, and empty for none; names beginning with
``listeners.https.`` take the place of all ``ssl.`` names. Confluent documentation, "Schema Registry configuration",
"ksqlDB server configuration", "REST Proxy configuration": ``http://0.0.0.0:8081``, ``8088`` and ``8082``;
``ssl.client.authentication`` is NONE, REQUESTED or REQUIRED, its elder ``ssl.client.auth`` true or false, and Java
chooses the versions of TLS. MirrorMaker has no such interface unless somebody switches it on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from pcicheck.model.document import Document
from pcicheck.model.kinds.transport import ClientCertificates, Endpoint
from pcicheck.model.link import Link
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.ciphers import weak_in_names
from pcicheck.providers.endpoints import BARE, NO_SUCH
from pcicheck.providers.kafka.listeners import LOCAL, NETWORK, plain
from pcicheck.providers.kafka.settings import Settings
from pcicheck.providers.outward import is_loopback, scheme_of

_WORKER = ("config.storage.topic", "offset.storage.topic", "offset.storage.file.filename")
_ASKED: dict[str, ClientCertificates] = {
    **dict.fromkeys(("", "none", "false"), "none"),
    **dict.fromkeys(("required", "true"), "required"),
    "requested": "optional",
}
_BY_JAVA = Unknown("ssl.enabled.protocols is not written, and Java before 2021 then takes TLS 1.0 and 1.1 too")
_PREFIX = "listeners.https."


def interfaces(document: Document, settings: Settings) -> Iterator[Resource]:
    """An endpoint for each address of the interface, if the file is of a program that has one."""
    for name, addresses in (("listeners", _addresses(settings)), ("admin.listeners", _administration(settings))):
        part = "rest" if name == "listeners" else "admin"
        if isinstance(addresses, Unknown):
            yield resource(document, _unsure(addresses), part=part)
            continue
        for place, address in enumerate(addresses):
            yield resource(document, _facts(address, settings), part=part if not place else f"{part}~{place + 1}")


def _addresses(settings: Settings) -> tuple[str, ...] | Unknown:
    written = settings.items("listeners")
    if written == ():
        return _usual(settings)
    if isinstance(written, Unknown):
        return written if _usual(settings) else ()
    return tuple(one for one in written if one.lower().startswith(("http://", "https://")))


def _usual(settings: Settings) -> tuple[str, ...]:
    """Where it listens if nobody says so."""
    names = settings.values
    if _is_worker(settings):
        host, port = settings.get("rest.host.name"), settings.get("rest.port", "8083")
        return (f"http://{host if isinstance(host, str) else ''}:{port}",)
    if any(name.startswith("kafkastore.") for name in names):
        return ("http://0.0.0.0:8081",)
    return ("http://0.0.0.0:8088",) if any(name.startswith("ksql.") for name in names) else ()


def _is_worker(settings: Settings) -> bool:
    return any(name in settings.values for name in _WORKER)


def _administration(settings: Settings) -> tuple[str, ...] | Unknown:
    return settings.items("admin.listeners") if _is_worker(settings) else ()


def _unsure(why: Unknown) -> Endpoint:
    return replace(
        BARE,
        role="server",
        exposure=NETWORK,
        audience=None,
        waf=NO_SUCH,
        encrypted=why,
        redirects_to_tls=False,
        min_tls=why,
        weak_ciphers=why,
        client_certificates=why,
        trust_anchor=why,
    )


def _facts(address: str, settings: Settings) -> Endpoint:
    local = is_loopback(address)
    shared = replace(BARE, role="server", exposure="internal" if local else NETWORK, audience=None, waf=NO_SUCH)
    if scheme_of(address) != "https":
        return replace(plain(shared, local=local), protocols=("http",))
    own = _tls(settings)
    suites = own.items("ssl.cipher.suites")
    return replace(
        shared,
        protocols=("https",),
        encrypted=LOCAL if local else True,
        min_tls=own.min_tls if own.get("ssl.enabled.protocols") or _is_worker(settings) else _BY_JAVA,
        weak_ciphers=suites if isinstance(suites, Unknown) else weak_in_names(suites),
        client_certificates=_asked(own),
        trust_anchor=_authorities(own),
    )


def _tls(settings: Settings) -> Settings:
    """The settings of TLS: those with the prefix, all or none."""
    values: Mapping[str, Any] = settings.values
    return Settings(values, _PREFIX, alone=any(name.startswith(_PREFIX) for name in values))


def _asked(settings: Settings) -> Fact[ClientCertificates]:
    word = settings.get("ssl.client.authentication") or settings.get("ssl.client.auth")
    if isinstance(word, Unknown):
        return word
    return _ASKED.get(word.lower(), Unknown("ssl.client.auth is no word that is known"))


def _authorities(settings: Settings) -> Fact[Link]:
    for name in ("ssl.truststore.location", "ssl.truststore.certificates"):
        value = settings.get(name)
        if value != "":
            return Link(name, "trust_store") if not isinstance(value, Unknown) or value.draft else value
    return None
