"""SSL policies: named TLS versions and ciphers of Google's load balancers.

Defaults (Terraform registry, ``google_compute_ssl_policy``): ``profile`` COMPATIBLE, ``min_tls_version`` TLS_1_0; a
proxy without an SSL policy uses these too. RESTRICTED has ciphers of TLS 1.2 only, so that no older version can be
used whatever the minimum says (Google Cloud, "SSL policies for SSL and TLS protocols"); the same follows for a CUSTOM
profile that has none but such ciphers. ``google_network_security_tls_inspection_policy``: ``min_tls_version``
unspecified, which allows TLS 1.0, and ``tls_feature_profile`` unspecified, which is PROFILE_COMPATIBLE.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.transport import TlsPolicy
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.endpoints import weaknesses
from pcicheck.providers.gcp.transport.common import names_of

Policy = tuple[Fact[float], Fact[tuple[str, ...]]]
"""Lowest TLS version, and kinds of poor algorithms as ``Endpoint.weak_ciphers`` names them."""

_VERSIONS = {"1_0": 1.0, "1_1": 1.1, "1_2": 1.2, "1_3": 1.3}
_PROFILES: dict[str, tuple[str, ...]] = {
    "COMPATIBLE": ("3des", "cbc_sha1", "rsa_key_exchange"),
    "MODERN": ("cbc_sha1",),
    "RESTRICTED": (),
    "FIPS_202205": (),
}
_OLD_CIPHERS = {"3des", "cbc_sha1", "rc4", "des", "null", "export", "md5", "anonymous"}
"""Those that TLS 1.0 and 1.1 can use. RSA key exchange is among them only with a CBC cipher."""

DEFAULT: Policy = (1.0, _PROFILES["COMPATIBLE"])
"""What a proxy without an SSL policy uses."""


def ssl_policy(document: Document) -> Iterator[Resource]:
    """An SSL policy, global or regional."""
    version, weak = policy_of(document)
    yield resource(document, TlsPolicy(min_tls=version, weak_ciphers=weak), names=names_of(document))


def inspection_policy(document: Document) -> Iterator[Resource]:
    """The TLS that Cloud Next Generation Firewall speaks to both sides while it inspects."""
    version = document.text("min_tls_version", "TLS_1_0")
    profile = document.text("tls_feature_profile", "PROFILE_COMPATIBLE")
    name = profile if isinstance(profile, Unknown) else str(profile).removeprefix("PROFILE_")
    weak = _weak_of("COMPATIBLE" if name == "UNSPECIFIED" else name, document.texts("custom_tls_features"))
    lowest = "TLS_1_0" if version == "TLS_VERSION_UNSPECIFIED" else version
    facts = TlsPolicy(min_tls=_effective(_version(lowest), weak), weak_ciphers=weak)
    yield resource(document, facts, names=names_of(document))


def policy_of(document: Document) -> Policy:
    """What an SSL policy allows."""
    profile = document.text("profile", "COMPATIBLE")
    weak = _weak_of(profile, document.texts("custom_features"))
    return _effective(_version(document.text("min_tls_version", "TLS_1_0")), weak), weak


def _version(name: str | None | Unknown) -> Fact[float]:
    if isinstance(name, Unknown):
        return name
    return _VERSIONS.get(str(name).removeprefix("TLS_")) or Unknown(f"{name} is no TLS version known here")


def _weak_of(profile: str | None | Unknown, custom: tuple[str | Unknown, ...] | Unknown) -> Fact[tuple[str, ...]]:
    if isinstance(profile, Unknown):
        return profile
    name = str(profile).upper()
    if name != "CUSTOM":
        return _PROFILES.get(name, Unknown(f"what the profile {profile} allows is not known here"))
    if isinstance(custom, Unknown):
        return custom
    unknown = next((feature for feature in custom if isinstance(feature, Unknown)), None)
    return unknown or weaknesses(feature for feature in custom if isinstance(feature, str))


def _effective(version: Fact[float], weak: Fact[tuple[str, ...]]) -> Fact[float]:
    """Ciphers that only TLS 1.2 has leave nothing to older versions."""
    if not isinstance(weak, tuple) or _OLD_CIPHERS & set(weak):
        return version
    return version if isinstance(version, float) and version > 1.2 else 1.2
