"""Listeners of brokers and controllers of Kafka, and what each asks of those who connect.

Kafka documentation, "Broker configs" and "Listener configuration" (0.10.2 to 4.1); ``SocketServerConfigs`` and
``SslConfigs`` of apache/kafka. ``listeners`` is ``PLAINTEXT://:9092``; names stand for protocols of the same name
unless ``listener.security.protocol.map`` says otherwise, and controllers' names for PLAINTEXT where neither a map nor
another protocol is written. ``ssl.client.auth`` is none; for SASL_SSL only the setting with the listener's prefix
counts (KIP-684). A listener without TLS and SASL, and one with TLS that does not require certificates, takes everyone
as ``User:ANONYMOUS``. Mechanisms of SASL are GSSAPI.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_address

from msgspec import Struct
from msgspec.structs import replace

from pcicheck.model.document import Document
from pcicheck.model.kinds.transport import ClientCertificates, Endpoint
from pcicheck.model.link import Link
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.ciphers import weak_in_names
from pcicheck.providers.endpoints import BARE, NO_SUCH, NO_TLS
from pcicheck.providers.kafka.settings import Settings
from pcicheck.providers.kubernetes.reached import served_at, spellings

_URI = re.compile(r"^(.*)://\[?([0-9a-zA-Z\-%._:]*)\]?:(-?[0-9]+)$")
_HOST_LATER = "://${later}:"
"""A host that a template or a provider of configuration fills in."""
_PROTOCOLS = ("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL")
NETWORK = Unknown("the networks around it decide who reaches its address")
LOCAL = Inapplicable("it answers on its own machine only, so nothing crosses a network")
_CLIENT_AUTH: dict[str, ClientCertificates] = {"none": "none", "requested": "optional", "required": "required"}
_MECHANISMS = {"PLAIN": "password", "GSSAPI": "kerberos", "OAUTHBEARER": "oauth", "AWS_MSK_IAM": "iam"}
_READABLE = frozenset(("password", "scram", "oauth"))
"""What gives the password, or enough to find it out, to whoever reads the connection."""


class Listener(Struct):
    """One listener."""

    name: str
    host: str
    port: str
    protocol: str | Unknown
    controller: bool
    settings: Settings

    @property
    def tls(self) -> bool | Unknown:
        """Whether it speaks TLS."""
        return self.protocol if isinstance(self.protocol, Unknown) else self.protocol.endswith("SSL")

    @property
    def local(self) -> bool:
        """Whether only programs on the same machine reach it."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def client_certificates(self) -> Fact[str]:
        """Whether clients must show a certificate."""
        if isinstance(self.protocol, Unknown) or not self.tls:
            return self.protocol if isinstance(self.protocol, Unknown) else NO_TLS
        own = Settings(self.settings.values, self.settings.prefix, alone=self.protocol == "SASL_SSL")
        value = own.get("ssl.client.auth", "none")
        if isinstance(value, Unknown):
            return value
        return _CLIENT_AUTH.get(value.lower() or "none", Unknown("ssl.client.auth is no word that Kafka knows"))

    @property
    def methods(self) -> tuple[str | Unknown, ...]:
        """Ways in which clients prove who they are; empty where they need not."""
        if isinstance(self.protocol, Unknown):
            return (self.protocol,)
        if self.protocol.startswith("SASL"):
            return self._mechanisms()
        asks = self.client_certificates
        if isinstance(asks, Unknown):
            return (asks,)
        return ("certificate",) if asks == "required" else ()

    def _mechanisms(self) -> tuple[str | Unknown, ...]:
        named = self.settings.items("sasl.enabled.mechanisms", "GSSAPI")
        if self.controller and self.settings.get("sasl.mechanism.controller.protocol"):
            named = self.settings.items("sasl.mechanism.controller.protocol")
        if isinstance(named, Unknown):
            return (named,)
        return tuple(_MECHANISMS.get(name, "scram" if name.startswith("SCRAM-") else name.lower()) for name in named)

    @property
    def clear_credentials(self) -> bool | Unknown:
        """Whether passwords or tokens cross a network in the clear."""
        if isinstance(self.protocol, Unknown):
            return self.protocol
        if self.protocol != "SASL_PLAINTEXT" or self.local:
            return False
        unknown = next((method for method in self.methods if isinstance(method, Unknown)), None)
        return True if _READABLE.intersection(map(str, self.methods)) else unknown or False


def listeners_of(settings: Settings) -> tuple[Listener, ...] | Unknown:
    """Every listener."""
    written = settings.get("listeners")
    unsure = written if isinstance(written, Unknown) else None
    if isinstance(written, Unknown):
        if not written.draft:
            return written
        written = written.draft.replace(_HOST_LATER, "://:")
    entries = [entry.strip() for entry in (written or _older(settings)).split(",") if entry.strip()]
    names = _controllers(settings)
    protocols = protocols_of(settings)
    found = [_URI.match(entry) for entry in entries]
    unread = next((entry for entry, match in zip(entries, found, strict=True) if match is None), None)
    if unread is not None:
        return unsure or Unknown(f"{unread} is no listener of the form NAME://host:port")
    listeners = tuple(_listener(match, names, protocols, settings) for match in found if match is not None)
    # whether a listener without TLS is the machine's own depends on the host that is filled in
    return unsure if unsure is not None and any(one.tls is not True for one in listeners) else listeners


def _controllers(settings: Settings) -> set[str]:
    """Names of the listeners by which controllers speak to each other, in capitals."""
    names = settings.items("controller.listener.names")
    return {name.upper() for name in names} if isinstance(names, tuple) else set()


def _older(settings: Settings) -> str:
    """The listener of a broker without ``listeners``; ``host.name`` and ``port`` before Kafka 3.0."""
    host, port = settings.get("host.name"), settings.get("port", "9092")
    return f"PLAINTEXT://{host if isinstance(host, str) else ''}:{port if isinstance(port, str) else 9092}"


def _listener(match: re.Match[str], controllers: set[str], protocols: Protocols, settings: Settings) -> Listener:
    name = match[1]
    own = Settings(settings.values, f"listener.name.{name.lower()}.")
    return Listener(name, match[2], match[3], protocols.of(name, settings), name.upper() in controllers, own)


class Protocols(Struct):
    """Which protocol a name of a listener stands for."""

    named: dict[str, str] | Unknown
    """As written; empty where nothing is."""

    def of(self, name: str, settings: Settings) -> str | Unknown:
        """The protocol behind a name."""
        if isinstance(self.named, Unknown):
            return self.named
        if self.named:
            found = self.named.get(name.upper(), "")
        elif name.upper() in _PROTOCOLS:
            found = name.upper()
        else:
            found = "PLAINTEXT" if name.upper() in _controllers(settings) else ""
        return found if found in _PROTOCOLS else Unknown(f"no protocol is given for the listener {name}")


def protocols_of(settings: Settings) -> Protocols:
    """The map of names to protocols."""
    pairs = settings.items("listener.security.protocol.map")
    if isinstance(pairs, Unknown):
        return Protocols(pairs)
    named = (pair.partition(":") for pair in pairs)
    return Protocols({name.strip().upper(): protocol.strip().upper() for name, _, protocol in named})


def endpoints(document: Document, settings: Settings, listeners: tuple[Listener, ...]) -> Iterator[Resource]:
    """An endpoint for each listener, findable by the addresses that the broker gives to clients."""
    advertised = settings.items("advertised.listeners")
    for one in listeners:
        pattern = f"{one.name}://"
        told = advertised if isinstance(advertised, tuple) else ()
        given = [entry.removeprefix(pattern) for entry in told if entry.startswith(pattern)]
        given += [f"{one.host}:{one.port}"] if one.host not in ("", "0.0.0.0", "::") else []  # noqa: S104
        names = (name for address in given for name in spellings(address))
        yield resource(document, _facts(one), part=one.name, names=(*names, *served_at(document, one.port)))


def _facts(one: Listener) -> Endpoint:
    tls = one.tls
    shared = replace(BARE, role="broker", exposure=NETWORK, audience=None, waf=NO_SUCH, access_logging=NO_SUCH)
    if isinstance(tls, Unknown):
        return replace(
            shared,
            encrypted=tls,
            min_tls=tls,
            weak_ciphers=tls,
            client_certificates=tls,
            trust_anchor=tls,
        )
    if not tls:
        return replace(plain(shared, local=one.local), protocols=("kafka",), callers_named=_named(one))
    suites = one.settings.items("ssl.cipher.suites")
    return replace(
        shared,
        protocols=("kafka",),
        encrypted=True,
        min_tls=one.settings.min_tls,
        weak_ciphers=suites if isinstance(suites, Unknown) else weak_in_names(suites),
        client_certificates=one.client_certificates,
        trust_anchor=_trust_anchor(one.settings),
        callers_named=_named(one),
    )


def plain(shared: Endpoint, *, local: bool) -> Endpoint:
    """An endpoint without TLS, which matters unless only its own machine reaches it."""
    why = LOCAL if local else None
    return replace(shared, encrypted=why or False, redirects_to_tls=why or False, min_tls=why, weak_ciphers=NO_TLS)


def _named(one: Listener) -> bool | Unknown:
    unknown = next((method for method in one.methods if isinstance(method, Unknown)), None)
    return unknown or bool(one.methods)


def _trust_anchor(settings: Settings) -> Fact[Link]:
    """The store of authorities; every authority that Java knows where none is named."""
    for name in ("ssl.truststore.location", "ssl.truststore.certificates"):
        value = settings.get(name)
        if isinstance(value, Unknown):
            return value if not value.draft else Link(name, "trust_store")
        if value:
            return Link(value if name.endswith("location") else name, "trust_store")
    return None
