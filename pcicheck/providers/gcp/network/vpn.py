"""Cloud VPN tunnels.

Terraform registry, hashicorp/google, ``google_compute_vpn_tunnel``: ``ike_version`` is 2; ``cipher_suite`` limits the
algorithms of both phases, without it the two ends choose from Cloud VPN's list of supported ones.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.network import VpnTunnel
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.gcp.labels import labels_of

_CHOSEN = Unknown("the two ends choose from the provider's list of algorithms")
_PATHS = tuple(
    f"cipher_suite.{phase}.{name}"
    for phase, names in {
        "phase1": ("encryption", "integrity", "prf", "dh"),
        "phase2": ("encryption", "integrity", "pfs"),
    }.items()
    for name in names
)


def tunnel(document: Document) -> Iterator[Resource]:
    """A tunnel."""
    version = document.number("ike_version", 2)
    facts = VpnTunnel(
        ike_version=version if isinstance(version, Unknown) or version is None else int(version),
        algorithms=_algorithms(document),
    )
    yield resource(document, facts, labels=labels_of(document), names=(document.text("self_link"), document.text("id")))


def _algorithms(document: Document) -> Fact[tuple[str | Unknown, ...]]:
    if document.has("cipher_suite") is False:
        return _CHOSEN
    found: list[str | Unknown] = []
    for path in _PATHS:
        texts = document.texts(path)
        found += (texts,) if isinstance(texts, Unknown) else [t if isinstance(t, Unknown) else t.lower() for t in texts]
    return tuple(found) or _CHOSEN
