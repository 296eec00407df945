"""Target proxies: where Google's load balancers end TLS.

Terraform registry, ``google_compute_target_https_proxy``, ``google_compute_target_ssl_proxy``,
``google_compute_target_http_proxy`` and their regional forms: no ``ssl_policy``, no ``server_tls_policy``. What holds
without an SSL policy: ``policies.DEFAULT``. ``google_network_security_server_tls_policy``:
``client_validation_mode`` ALLOW_INVALID_OR_MISSING_CLIENT_CERT lets callers in without a valid certificate,
REJECT_INVALID does not; ``client_validation_ca`` belongs to Traffic Director, where ``allow_open`` lets plain text in.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from pcicheck.model.document import Document
from pcicheck.model.kinds.transport import ClientCertificates, Exposure
from pcicheck.model.link import Link
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.endpoints import BARE, NO_TLS, ONLY_REDIRECTS, audience, is_stub
from pcicheck.providers.gcp.labels import labels_of
from pcicheck.providers.gcp.transport.common import BACKENDS_SAY, FORWARDING_SAYS, follow, names_of, not_here
from pcicheck.providers.gcp.transport.forwarding import RULES, exposure_of
from pcicheck.providers.gcp.transport.policies import DEFAULT, Policy, policy_of
from pcicheck.providers.gcp.transport.redirects import redirects_of

_POLICIES = ("google_compute_ssl_policy", "google_compute_region_ssl_policy")
_CERTIFICATES = ("ssl_certificates", "certificate_map", "certificate_manager_certificates")
_SERVER_POLICY = "google_network_security_server_tls_policy"
_TRUST_CONFIG = "google_certificate_manager_trust_config"


def tls_proxy(document: Document) -> Iterator[Resource]:
    """A proxy for HTTPS or SSL."""
    if is_stub(document):
        return
    version, weak = _policy(document)
    asked, anchor = client_certificates(document)
    facts = structs.replace(
        BARE,
        role="listener",
        exposure=_exposure(document),
        audience=_audience(document),
        protocols=("tls",) if document.type == "google_compute_target_ssl_proxy" else ("https",),
        encrypted=True,
        min_tls=version,
        weak_ciphers=weak,
        certificate=_certificate(document),
        client_certificates=asked,
        trust_anchor=anchor,
        waf=BACKENDS_SAY,
        access_logging=BACKENDS_SAY,
    )
    yield resource(document, facts, names=names_of(document))


def http_proxy(document: Document) -> Iterator[Resource]:
    """A proxy for plain HTTP. Where forwarding rules lead to it, they are judged for it."""
    if is_stub(document):
        return
    redirects = redirects_of(document)
    reached = any(not isinstance(rule.values, Unknown) for rule in document.all_sidecars(*RULES))
    facts = structs.replace(
        BARE,
        role="listener",
        exposure=_exposure(document),
        audience=_audience(document),
        protocols=FORWARDING_SAYS if reached else ("http",),
        encrypted=FORWARDING_SAYS if reached else False,
        redirects_to_tls=FORWARDING_SAYS if reached else redirects,
        min_tls=redirects if isinstance(redirects, Unknown) else ONLY_REDIRECTS if redirects else None,
        weak_ciphers=NO_TLS,
        client_certificates=NO_TLS,
        trust_anchor=NO_TLS,
        waf=BACKENDS_SAY,
        access_logging=BACKENDS_SAY,
    )
    yield resource(document, facts, names=names_of(document))


def client_certificates(document: Document) -> tuple[Fact[ClientCertificates], Fact[Link]]:
    """Whether callers must show a certificate, and by what it is checked, from the server TLS policy."""
    policy = follow(document, "server_tls_policy", _SERVER_POLICY)
    if policy is None:
        missing = not_here(document, "server_tls_policy", "its server TLS policy")
        return (missing, missing) if missing else ("none", None)
    mutual = policy.block("mtls_policy")
    if mutual is None or isinstance(mutual, Unknown):
        return (mutual, mutual) if mutual else ("none", None)
    authorities = mutual.has("client_validation_ca")
    if authorities is True:
        open_too = policy.flag("allow_open", False)
        authority = Link(f"{policy.address}.mtls_policy", "trust_store")
        if isinstance(open_too, Unknown):
            return open_too, authority
        return ("optional" if open_too else "required"), authority
    mode = mutual.text("client_validation_mode", Unknown("the mode of client validation is not written"))
    anchor = policy.link("mtls_policy.client_validation_trust_config", "trust_store", _TRUST_CONFIG)
    if isinstance(mode, Unknown):
        return mode, anchor
    return ("required" if mode == "REJECT_INVALID" else "optional"), anchor


def _policy(document: Document) -> Policy:
    policy = follow(document, "ssl_policy", *_POLICIES)
    if policy is not None:
        return policy_of(policy)
    missing = not_here(document, "ssl_policy", "its SSL policy")
    if missing is None and isinstance(document.values, Unknown):
        missing = document.values
    return (missing, missing) if missing else DEFAULT


def _exposure(document: Document) -> Fact[Exposure]:
    """Public where one forwarding rule that leads here is."""
    seen = [exposure_of(rule) for rule in document.all_sidecars(*RULES)]
    if "internet" in seen:
        return "internet"
    unknown = next((one for one in seen if isinstance(one, Unknown)), None)
    return unknown or ("internal" if seen else Unknown("no forwarding rule that leads to it is in this input"))


def _audience(document: Document) -> Fact[str]:
    """What the forwarding rules say, as proxies have no labels."""
    for rule in document.all_sidecars(*RULES):
        stated = audience(labels_of(rule), rule)
        if stated is not None:
            return stated
    return None


def _certificate(document: Document) -> Fact[Link]:
    links = [document.link(path, "certificate") for path in _CERTIFICATES]
    found = next((link for link in links if isinstance(link, Link)), None)
    return found or next((link for link in links if isinstance(link, Unknown)), None)
