"""What a server block of nginx says about TLS and client certificates.

``ngx_http_ssl_module`` and ``ngx_stream_ssl_module`` (nginx.org): ``ssl_protocols`` is ``TLSv1.2 TLSv1.3`` by default
since 1.27.3; before, TLS 1.0 and 1.1 were in it (CHANGES 1.27.3, and 1.23.4 for TLS 1.3). ``ssl_ciphers`` is
``HIGH:!aNULL:!MD5``; ``ssl_verify_client`` is off, ``optional`` lets callers without a certificate in and
``optional_no_ca`` checks none. ``ssl on`` was removed in 1.25.1. A ``listen`` for QUIC is always TLS 1.3. Expired
client certificates are always refused, as OpenSSL checks that with the chain.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from pcicheck.model.kinds.transport import SSL3, ClientCertificates
from pcicheck.model.logic import any_true
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.ciphers import Weak, weak_in_openssl
from pcicheck.providers.edge.nginx_files import Directive, Site, args_of, text_of

VERSIONS = {"SSLv2": SSL3, "SSLv3": SSL3, "TLSv1": 1.0, "TLSv1.0": 1.0, "TLSv1.1": 1.1, "TLSv1.2": 1.2, "TLSv1.3": 1.3}
DEFAULT_CIPHERS = "HIGH:!aNULL:!MD5"
_EVERYWHERE = ("", "0.0.0.0")  # noqa: S104
_LOCAL = ("127.", "[::1]", "localhost", "unix:")
_BY_VERSION = "{} is not written, and nginx before 1.27.3 then takes TLS 1.0 and 1.1 too"


class Listen(Struct, frozen=True):
    """One address that a server block listens on."""

    address: str
    tls: bool | Unknown
    quic: bool = False
    default: bool = False
    """Whether its server answers callers at this address who name none that is known."""

    @property
    def socket(self) -> str:
        """The address and port, the same for every way of writing them."""
        host, _, port = self.address.rpartition(":")
        if not port.isdigit():
            host, port = self.address, "80"
        return f"{'*' if host in _EVERYWHERE else host}:{port}"

    @property
    def local(self) -> bool:
        """Whether only programs on the same machine reach it."""
        return self.address.startswith(_LOCAL)


def listens_of(site: Site) -> list[Listen]:
    """Every address; nginx takes port 80 where none is written."""
    switched = site.on("ssl") if site.above or site.outer else False
    found = []
    for item in site.tree:
        if item["name"] == "listen" and args_of(item):
            words = [text_of(arg) for arg in args_of(item)]
            unknown = next((arg for arg in args_of(item)[1:] if isinstance(arg, Unknown)), None)
            tls = any_true("ssl" in words or "quic" in words, unknown or False, _old_switch(site, switched))
            default = not {"default_server", "default"}.isdisjoint(words)
            found.append(Listen(words[0], tls, "quic" in words, default))
    return found or [Listen("80", _old_switch(site, switched))]


def _old_switch(site: Site, switched: bool | Unknown) -> bool:
    """``ssl on``, which old versions knew; one that is not here in sight is not assumed."""
    return switched is True


def min_tls(site: Site, listens: list[Listen]) -> float | Unknown:
    """The lowest version that the TLS ports accept."""
    if all(listen.quic for listen in listens if listen.tls is True):
        return 1.3
    return lowest_of(site, "ssl_protocols")


def lowest_of(site: Site, directive: str, *inner: list[Directive]) -> float | Unknown:
    """The lowest version that a directive names."""
    if _overridden(site, "ssl_conf_command", "Protocol"):
        return Unknown("ssl_conf_command sets the versions, which pcicheck does not read")
    names = site.get(directive, *inner)
    if isinstance(names, Unknown):
        return names
    if not names:
        return Unknown(_BY_VERSION.format(directive))
    found = [VERSIONS.get(name) if isinstance(name, str) else name for name in names]
    known = [version for version in found if isinstance(version, float)]
    if known and min(known) < 1.2:
        return min(known)
    odd = next((name for name, version in zip(names, found, strict=True) if not isinstance(version, float)), None)
    if odd is not None or not known:
        return odd if isinstance(odd, Unknown) else Unknown(f"{odd} is no TLS version that nginx knows")
    return min(known)


def weak_ciphers(site: Site, lowest: float | Unknown) -> Weak | Unknown:
    """Kinds of poor algorithms that the TLS ports offer."""
    if lowest == 1.3:
        return ()
    if _overridden(site, "ssl_conf_command", "CipherString"):
        return Unknown("ssl_conf_command sets the ciphers, which pcicheck does not read")
    args = site.get("ssl_ciphers")
    if isinstance(args, Unknown):
        return args
    text = args[0] if args else DEFAULT_CIPHERS
    return text if isinstance(text, Unknown) else weak_in_openssl(str(text))


def _overridden(site: Site, directive: str, word: str) -> bool:
    found = site.all(directive)
    return not isinstance(found, Unknown) and any(word in text_of((args_of(item) or [""])[0]) for item in found)


def client_certificates(site: Site) -> Fact[ClientCertificates]:
    """Whether callers must show a certificate."""
    word = site.word("ssl_verify_client", "off")
    if isinstance(word, Unknown):
        return word
    modes: dict[str, ClientCertificates] = {"on": "required", "optional_no_ca": "passthrough", "off": "none"}
    if word != "optional":
        return modes.get(word, Unknown(f"ssl_verify_client {word} is no mode that nginx knows"))
    if any(_refuses_unverified(item) for item in site.tree):
        return "required"
    inner = [line for item in site.tree for line in item.get("block", ())]
    if any(_refuses_unverified(item) for item in inner):
        return Unknown("some locations refuse callers without a certificate by themselves, others do not say so")
    return "optional"


def _refuses_unverified(item: Directive) -> bool:
    """Whether this is ``if ($ssl_client_verify != SUCCESS) { return 403; }``."""
    if item["name"] != "if" or not isinstance(item.get("block"), list):
        return False
    condition = "".join(text_of(arg) for arg in args_of(item)).strip("()").replace('"', "").replace("'", "")
    codes = [text_of(args_of(line)[0]) for line in item["block"] if line["name"] == "return" and args_of(line)]
    return condition == "$ssl_client_verify!=SUCCESS" and bool(codes) and codes[0].startswith("4")


def anchor_of(site: Site) -> Any:
    """The file with the authorities of client certificates; ``None`` where none is named."""
    for name in ("ssl_client_certificate", "ssl_trusted_certificate"):
        args = site.get(name)
        if args is not None:
            return args if isinstance(args, Unknown) else args[0] if args else None
    return None


def revocation_of(site: Site) -> bool | Unknown:
    """Whether revoked client certificates are told apart."""
    crl = site.get("ssl_crl")
    ocsp = site.word("ssl_ocsp", "off")
    return any_true(
        crl if isinstance(crl, Unknown) else bool(crl),
        ocsp if isinstance(ocsp, Unknown) else ocsp in ("on", "leaf"),
    )
