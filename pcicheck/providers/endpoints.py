"""What the endpoints of Google Cloud and Azure share."""

from __future__ import annotations

from collections.abc import Iterable

from pcicheck.model.document import Document
from pcicheck.model.kinds.transport import Endpoint
from pcicheck.model.value import Fact, Inapplicable, Unknown

AUDIENCE_LABEL = "pci:audience"
NO_SUCH = Inapplicable("the service has no such setting")
NO_TLS_SETTING = Inapplicable("the platform sets it, the owner cannot")
ONE_LISTENER = Inapplicable("it is no load balancer with several listeners")
PASSED_THROUGH = Inapplicable("bytes are passed through unread, so encryption ends behind it")
NO_TLS = Inapplicable("it speaks no TLS")
ONLY_REDIRECTS = Inapplicable("it only redirects to HTTPS")

BARE = Endpoint(
    plain_listener=ONE_LISTENER,
    redirects_to_tls=False,
    min_tls=NO_TLS_SETTING,
    weak_ciphers=NO_TLS_SETTING,
    certificate=NO_SUCH,
    client_certificates="none",
    trust_anchor=None,
    client_expiry_checked=NO_SUCH,
    client_certificates_bypass=NO_SUCH,
    backend_certificate=NO_SUCH,
    access_logging=NO_SUCH,
    execution_logging=NO_SUCH,
    drops_invalid_headers=NO_SUCH,
    smuggling_defence=NO_SUCH,
    platform_sign_in=NO_SUCH,
    plain_ftp=NO_SUCH,
    cors_any_origin=NO_SUCH,
    administration_public=NO_SUCH,
    private_network=NO_SUCH,
    callers_named=Inapplicable("it is no server of measures or telemetry"),
)
"""An endpoint that has no settings; its adapter says what differs, and always role, exposure and encryption."""


def silent(why: Inapplicable, role: str) -> Endpoint:
    """An endpoint of which another resource says nearly everything."""
    return Endpoint(
        role=role,  # type: ignore[arg-type]
        exposure=why,
        protocols=why,
        encrypted=why,
        redirects_to_tls=why,
        plain_listener=ONE_LISTENER,
        min_tls=why,
        weak_ciphers=why,
        certificate=why,
        client_certificates=why,
        trust_anchor=why,
        client_expiry_checked=why,
        client_certificates_bypass=NO_SUCH,
        backend_certificate=NO_SUCH,
        waf=why,
        access_logging=why,
        execution_logging=NO_SUCH,
        drops_invalid_headers=NO_SUCH,
        smuggling_defence=NO_SUCH,
        platform_sign_in=why,
        plain_ftp=NO_SUCH,
        cors_any_origin=NO_SUCH,
        administration_public=NO_SUCH,
        private_network=NO_SUCH,
    )


def audience(labels: dict[str, str], document: Document) -> Fact[str]:
    """For whom the owner's label says that the endpoint is. Google's labels know no colon: ``pci_audience``."""
    stated = labels.get(AUDIENCE_LABEL) or labels.get("pci_audience") or labels.get("pci-audience")
    if stated is not None:
        return stated.lower()
    return document.values if isinstance(document.values, Unknown) else None


def is_stub(document: Document) -> bool:
    """Whether this only stands in for an owner that is not in the input."""
    return isinstance(document.values, Unknown) and document.address in document.related


def lowest(versions: Iterable[float | Unknown]) -> float | None | Unknown:
    """The lowest of several TLS versions; unknown ones matter only where nothing known is already below 1.2."""
    seen = tuple(versions)
    known = [version for version in seen if not isinstance(version, Unknown)]
    unknown = next((version for version in seen if isinstance(version, Unknown)), None)
    if unknown is not None and (not known or min(known) >= 1.2):
        return unknown
    return min(known) if known else None


def weaknesses(suites: Iterable[str]) -> tuple[str, ...]:
    """Kinds of poor algorithms among cipher suites by their IANA names, as ``Endpoint.weak_ciphers`` names them."""
    found: dict[str, None] = {}
    for suite in suites:
        found.update(dict.fromkeys(_weakness_of(suite.strip().upper())))
    return tuple(found)


def _weakness_of(suite: str) -> list[str]:
    kinds = [kind for kind, mark in _MARKS.items() if mark in f"{suite}_"]
    if suite.startswith("TLS_RSA_"):
        kinds.append("rsa_key_exchange")
    if suite.startswith("TLS_DHE_"):
        kinds.append("dhe")
    if "_CBC_" in suite and "3des" not in kinds:
        kinds.append("cbc_sha1" if suite.endswith("_SHA") else "cbc_sha2")
    return kinds


_MARKS = {
    "3des": "_3DES_",
    "rc4": "_RC4_",
    "null": "_NULL_",
    "export": "_EXPORT_",
    "des": "_DES_",
    "anonymous": "_ANON_",
    "md5": "_MD5_",
}
