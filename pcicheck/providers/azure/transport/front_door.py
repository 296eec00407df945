"""Azure Front Door (Standard and Premium): profiles, endpoints, domains, routes and origins.

Defaults (Terraform registry, ``azurerm_cdn_frontdoor_route``): ``https_redirect_enabled`` true,
``forwarding_protocol`` MatchRequest, ``enabled`` true; ``azurerm_cdn_frontdoor_custom_domain``: ``minimum_version``
(once ``minimum_tls_version``) TLS12. A firewall policy is put before endpoints and domains by
``azurerm_cdn_frontdoor_security_policy``.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from pcicheck.model.document import Document
from pcicheck.model.kinds.transport import Endpoint, Upstream
from pcicheck.model.link import Link
from pcicheck.model.logic import all_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.azure.transport.common import NOT_ENCRYPTED, diagnosed, names_of, version_of
from pcicheck.providers.base import resource
from pcicheck.providers.endpoints import BARE, NO_TLS_SETTING, audience, is_stub, silent

_SECURITY_POLICY = "azurerm_cdn_frontdoor_security_policy"
_ASSOCIATION = "security_policies.firewall.association"
_FIREWALL = "azurerm_cdn_frontdoor_firewall_policy"
_ROUTES_SAY = Inapplicable("its routes say so")
_PROFILE_SAYS = Inapplicable("its profile says so")
_OTHERS_SAY = Inapplicable("its endpoints, domains and routes say so")
_DOMAINS_SAY = Inapplicable("its endpoint and domains say so")
_OFF = Inapplicable("the route is switched off")


def profile(document: Document) -> Iterator[Resource]:
    """A profile, which holds the log."""
    if is_stub(document):
        return
    labels = tags_of(document)
    facts = structs.replace(silent(_OTHERS_SAY, "cdn"), access_logging=diagnosed(document, "frontdooraccesslog"))
    yield resource(document, facts, labels=labels, names=names_of(document))


def endpoint(document: Document) -> Iterator[Resource]:
    """An endpoint under its own name."""
    labels = tags_of(document)
    facts = structs.replace(_named(document), role="cdn", audience=audience(labels, document))
    yield resource(document, facts, labels=labels, names=names_of(document))


def custom_domain(document: Document) -> Iterator[Resource]:
    """A domain of the owner's own."""
    tls = document.text("tls.minimum_version") or document.text("tls.minimum_tls_version", "TLS12")
    facts = structs.replace(
        _named(document),
        role="domain",
        min_tls=version_of(tls),
        certificate=document.link("tls.cdn_frontdoor_secret_id", "certificate"),
    )
    yield resource(document, facts, names=(*names_of(document), document.text("host_name")))


def route(document: Document) -> Iterator[Resource]:
    """A route: the protocols that are answered, and how the origin is called."""
    protocols = document.texts("supported_protocols", ("Http", "Https"))
    plain = _has(protocols, "http")
    redirects = all_true(plain, _has(protocols, "https"), document.flag("https_redirect_enabled", True))
    on = document.flag("enabled", True)
    facts = structs.replace(
        silent(_DOMAINS_SAY, "cdn"),
        exposure="internet",
        audience=None,
        protocols=_OFF if on is False else _lowered(protocols),
        encrypted=_OFF if on is False else plain if isinstance(plain, Unknown) else not plain,
        redirects_to_tls=_OFF if on is False else redirects,
        access_logging=_PROFILE_SAYS,
    )
    yield resource(document, facts, names=names_of(document))
    yield resource(document, _upstream(document, plain, redirects), part="origin")


def origin(document: Document) -> Iterator[Resource]:
    """A server behind Front Door."""
    facts = Upstream(
        encrypted=_ROUTES_SAY,
        min_tls=NO_TLS_SETTING,
        verified=document.flag("certificate_name_check_enabled", Unknown("the name check is not written")),
        presents_certificate=False,
    )
    yield resource(document, facts, names=names_of(document))


def _named(document: Document) -> Endpoint:
    return structs.replace(
        BARE,
        exposure="internet",
        audience=None,
        protocols=_ROUTES_SAY,
        encrypted=_ROUTES_SAY,
        redirects_to_tls=_ROUTES_SAY,
        waf=_waf(document),
        access_logging=_PROFILE_SAYS,
    )


def _waf(document: Document) -> Fact[Link]:
    """The firewall policy of a security policy that names this endpoint or domain."""
    unsure: Unknown | None = None
    for policy in document.surroundings.of_type(_SECURITY_POLICY):
        named = _names(policy, document)
        if named is True:
            path = "security_policies.firewall.cdn_frontdoor_firewall_policy_id"
            link = policy.link(path, "waf", _FIREWALL)
            return link if isinstance(link, Link) else Link(policy.address, "waf")
        unsure = unsure or (named if isinstance(named, Unknown) else None)
    return unsure or (document.values if isinstance(document.values, Unknown) else None)


def _names(policy: Document, document: Document) -> bool | Unknown:
    """Whether a security policy is put before this. Of several domains only the first can be followed by reference."""
    path = f"{_ASSOCIATION}.domain.cdn_frontdoor_domain_id"
    if any(found is document for found in policy.follow_all(path, document.type)):
        return True
    domains = policy.blocks(f"{_ASSOCIATION}.domain")
    if isinstance(domains, Unknown):
        return domains
    for number, domain in enumerate(domains):
        value = domain.get("cdn_frontdoor_domain_id")
        if isinstance(value, str) and value == document.get("id"):
            return True
        if isinstance(value, Unknown) and (number > 0 or not policy.surroundings.names(policy, path)):
            return _refers(value, document)
    return False


def _refers(value: Unknown, document: Document) -> bool | Unknown:
    if value.refers:
        return document.address in value.refers
    return Unknown("a security policy has several domains, which are known only after apply")


def _upstream(document: Document, plain: bool | Unknown, redirects: bool | Unknown) -> Upstream:
    protocol = document.text("forwarding_protocol", "MatchRequest")
    encrypted: Fact[bool]
    if isinstance(protocol, Unknown):
        encrypted = protocol
    elif protocol == "MatchRequest":  # plain requests that are redirected never reach the origin
        encrypted = plain if isinstance(plain, Unknown) else redirects if plain else True
    else:
        encrypted = protocol == "HttpsOnly"
    verified: Fact[bool] = NOT_ENCRYPTED if encrypted is False else Inapplicable("its origins say so")
    return Upstream(encrypted=encrypted, min_tls=NO_TLS_SETTING, verified=verified, presents_certificate=False)


def _has(protocols: tuple[str | Unknown, ...] | Unknown, wanted: str) -> bool | Unknown:
    if isinstance(protocols, Unknown):
        return protocols
    known = [protocol.lower() for protocol in protocols if isinstance(protocol, str)]
    unknown = next((protocol for protocol in protocols if isinstance(protocol, Unknown)), None)
    return True if wanted in known else unknown or False


def _lowered(protocols: tuple[str | Unknown, ...] | Unknown) -> Fact[tuple[str, ...]]:
    if isinstance(protocols, Unknown):
        return protocols
    unknown = next((protocol for protocol in protocols if isinstance(protocol, Unknown)), None)
    return unknown or tuple(protocol.lower() for protocol in protocols if isinstance(protocol, str))
