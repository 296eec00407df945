"""What the ways into a cluster share, whoever looks after them."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from pcicheck.model.kinds.transport import Endpoint
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.base import known_texts
from pcicheck.providers.endpoints import BARE, NO_TLS, ONLY_REDIRECTS, PASSED_THROUGH, audience
from pcicheck.providers.kubernetes.manifest import Manifest

_LOGS = Inapplicable("whether requests are logged is a setting of the controller")
_NO_WAF = Inapplicable("a firewall is a matter of the controller")


def way_in(manifest: Manifest, exposure: Any, waf: Any = _NO_WAF) -> Endpoint:
    """An endpoint of which only its surroundings are known."""
    return replace(
        BARE,
        role="gateway",
        exposure=exposure,
        audience=audience(_labels(manifest), manifest.document),
        protocols=Unknown("the ports of the controller decide"),
        access_logging=_LOGS,
        waf=waf,
    )


def _labels(manifest: Manifest) -> dict[str, str]:
    """Labels and annotations; the ones that speak of PCI DSS are written with a slash or dot, as keys need."""
    found = known_texts(manifest, "metadata.annotations", "metadata.labels")
    return found | {
        name.replace("/", ":").replace(".", ":"): value for name, value in found.items() if name.startswith("pci")
    }


def doubtful(bare: Endpoint, why: Unknown) -> Endpoint:
    """One of which nothing about encryption is known."""
    return _of_tls(replace(bare, encrypted=why), why, why)


def passing(bare: Endpoint) -> Endpoint:
    """One that hands bytes on unread."""
    found = replace(bare, encrypted=PASSED_THROUGH, redirects_to_tls=PASSED_THROUGH)
    return _of_tls(found, PASSED_THROUGH, PASSED_THROUGH)


def plain(bare: Endpoint, redirects: bool | Unknown = False) -> Endpoint:
    """One without TLS, which may redirect."""
    found = replace(bare, encrypted=False, redirects_to_tls=redirects)
    if redirects is True:
        return _of_tls(found, ONLY_REDIRECTS, ONLY_REDIRECTS)
    return _of_tls(found, redirects if isinstance(redirects, Unknown) else None, NO_TLS)


def _of_tls(bare: Endpoint, least: Any, rest: Any) -> Endpoint:
    return replace(bare, min_tls=least, weak_ciphers=rest, client_certificates=rest, trust_anchor=rest)
