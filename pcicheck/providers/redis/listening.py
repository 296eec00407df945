"""Where a server of Redis listens, and what it asks of those who connect."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address

from msgspec.structs import replace

from pcicheck.model.document import Document
from pcicheck.model.kinds.transport import Endpoint
from pcicheck.model.link import Link
from pcicheck.model.logic import all_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.ciphers import weak_in_openssl
from pcicheck.providers.endpoints import BARE, NO_SUCH, NO_TLS, lowest
from pcicheck.providers.kubernetes.reached import served_at, spellings
from pcicheck.providers.redis.settings import Settings

_LOOPBACK = Inapplicable("it answers on its own machine only, so nothing crosses a network")
_NO_PORT = Inapplicable("it listens on no network port")
_POD = Inapplicable("a pod has one address of its own, and network policies decide who reaches it")
_NETWORK = Unknown("the networks around it decide who reaches its address")
_VERSIONS = {"tlsv1": 1.0, "tlsv1.1": 1.1, "tlsv1.2": 1.2, "tlsv1.3": 1.3}
_CLIENTS = {"yes": "required", "no": "none", "optional": "optional"}
_EVERYWHERE = frozenset(("*", "::*", "0.0.0.0", "::", "::0"))  # noqa: S104 - what is looked for


class Listening:
    """Ports and addresses of a server, and its settings for TLS."""

    def __init__(self, settings: Settings, preset_port: int, *, in_pod: bool) -> None:
        self.settings = settings
        self.plain = settings.number("port", preset_port)
        self.tls = settings.number("tls-port", 0)
        self.addresses = _addresses(settings)
        self.in_pod = in_pod

    @property
    def every_address(self) -> Fact[bool]:
        """Whether it listens on every address of its machine."""
        if self.in_pod:
            return _POD
        if self.plain == 0 and self.tls == 0:
            return _NO_PORT
        if isinstance(self.addresses, Unknown):
            return self.addresses
        return any(address in _EVERYWHERE for address in self.addresses)

    @property
    def loopback(self) -> bool | Unknown:
        """Whether it answers programs of its own machine only."""
        return self.addresses if isinstance(self.addresses, Unknown) else all(map(_is_loopback, self.addresses))

    @property
    def tls_offered(self) -> Fact[bool]:
        """Whether there is a port for TLS."""
        offered = self.tls if isinstance(self.tls, Unknown) else self.tls > 0
        return self._unless_local(offered)

    @property
    def tls_required(self) -> Fact[bool]:
        """Whether the plain port is closed and one for TLS is open."""
        closed = self.plain if isinstance(self.plain, Unknown) else self.plain == 0
        return self._unless_local(all_true(closed, self.tls if isinstance(self.tls, Unknown) else self.tls > 0))

    def _unless_local(self, answer: bool | Unknown) -> Fact[bool]:
        if answer is True:
            return True
        if self.plain == 0 and self.tls == 0:
            return _NO_PORT
        local = self.loopback
        return _LOOPBACK if local is True else local if isinstance(local, Unknown) else answer

    @property
    def min_tls(self) -> Fact[float]:
        """Lowest version of TLS."""
        if self.tls == 0:
            return NO_TLS
        if isinstance(self.tls, Unknown):
            return self.tls
        written = self.settings.text("tls-protocols")
        names = written.lower().split() if isinstance(written, str) else []
        if isinstance(written, Unknown):
            return written
        unheard = (Unknown(f"{name} is no version of TLS that Redis knows") for name in names if name not in _VERSIONS)
        return lowest((*(_VERSIONS[name] for name in names if name in _VERSIONS), *unheard)) if names else 1.2

    @property
    def client_certificates(self) -> Fact[str]:
        """Whether clients must show a certificate on the port for TLS."""
        if self.tls == 0:
            return NO_TLS
        if isinstance(self.tls, Unknown):
            return self.tls
        written = self.settings.text("tls-auth-clients", "yes")
        if isinstance(written, Unknown):
            return written
        return _CLIENTS.get(written.lower(), Unknown("tls-auth-clients is neither yes, no nor optional"))

    @property
    def trust_anchor(self) -> Fact[Link]:
        """What certificates of clients are checked against."""
        named = [self.settings.text(f"tls-ca-cert-{kind}") for kind in ("file", "dir")]
        path = next((text for text in named if isinstance(text, str) and text), None)
        if path:
            return Link(path, "trust_store")
        return next((text for text in named if isinstance(text, Unknown)), None)

    @property
    def certificates_only(self) -> bool | Unknown:
        """Whether nobody gets in without a certificate that is checked."""
        asks, anchor = self.client_certificates, self.trust_anchor
        certified = asks if isinstance(asks, Unknown) else asks == "required"
        required = self.tls_required
        return all_true(
            required if isinstance(required, Unknown) else required is True,
            certified,
            anchor if isinstance(anchor, Unknown) else anchor is not None,
        )

    @property
    def weak_ciphers(self) -> Fact[tuple[str, ...]]:
        """Poor ciphers; those of OpenSSL itself, which leaves the broken ones out, where none are named."""
        written = self.settings.text("tls-ciphers", "DEFAULT")
        return written if isinstance(written, Unknown) else weak_in_openssl(written)  # type: ignore[return-value]


def endpoints(document: Document, listening: Listening, authentication: Fact[str]) -> Iterator[Resource]:
    """An endpoint for each port that is open, findable by the address that the server announces."""
    unsaid = isinstance(authentication, (Unknown, Inapplicable))
    shared = replace(
        BARE,
        role="server",
        exposure=_NETWORK,
        audience=None,
        waf=NO_SUCH,
        access_logging=NO_SUCH,
        callers_named=authentication if unsaid else authentication != "none",
    )
    if listening.plain != 0:
        local = listening.loopback
        encrypted: Fact[bool] = _LOOPBACK if local is True else local if isinstance(local, Unknown) else False
        if isinstance(listening.plain, Unknown):
            encrypted = listening.plain
        plain = replace(
            shared,
            protocols=("redis",),
            encrypted=encrypted,
            redirects_to_tls=encrypted if isinstance(encrypted, Inapplicable) else False,
            min_tls=encrypted if isinstance(encrypted, (Unknown, Inapplicable)) else None,
            weak_ciphers=NO_TLS,
        )
        yield _endpoint(document, plain, "port", listening)
    if listening.tls != 0:
        yield _endpoint(document, _with_tls(shared, listening), "tls-port", listening)


def _with_tls(shared: Endpoint, listening: Listening) -> Endpoint:
    unknown = listening.tls if isinstance(listening.tls, Unknown) else None
    return replace(
        shared,
        protocols=("rediss",),
        encrypted=unknown or True,
        min_tls=listening.min_tls,
        weak_ciphers=listening.weak_ciphers,
        client_certificates=listening.client_certificates,
        trust_anchor=listening.trust_anchor,
    )


def _endpoint(document: Document, facts: Endpoint, part: str, listening: Listening) -> Resource:
    port = listening.plain if part == "port" else listening.tls
    return resource(document, facts, part=part, names=tuple(_names(document, listening, port)))


def _names(document: Document, listening: Listening, port: int | Unknown) -> Iterator[str]:
    announced = (listening.settings.text(name) for name in ("replica-announce-ip", "cluster-announce-hostname"))
    bound = listening.addresses
    for host in (*announced, *(bound if isinstance(bound, tuple) else ())):
        if isinstance(host, str) and host and host not in _EVERYWHERE:
            yield from spellings(f"{host}:{port}")
    yield from served_at(document, port)


def _addresses(settings: Settings) -> tuple[str, ...] | Unknown:
    """What it binds to; every address where nothing is written."""
    words = settings.words("bind")
    if isinstance(words, Unknown):
        return words
    if not words or words == [""]:
        return ("*",)
    unknown = next((word for word in words if isinstance(word, Unknown)), None)
    return unknown or tuple(str(word).removeprefix("-") for word in words)


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"
