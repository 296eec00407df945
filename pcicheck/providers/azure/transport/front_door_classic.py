"""Azure Front Door (classic).

Defaults (Terraform registry, ``azurerm_frontdoor``): no ``web_application_firewall_policy_link_id``; a routing rule is
``enabled`` and its ``forwarding_protocol`` HttpsOnly. Its lowest TLS version is set beside it and is 1.2 where
Terraform makes it (``azurerm_frontdoor_custom_https_configuration``).
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.transport import Upstream
from pcicheck.model.link import Link
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.azure.transport.common import NOT_ENCRYPTED, diagnosed, names_of, written
from pcicheck.providers.base import resource
from pcicheck.providers.endpoints import BARE, NO_TLS_SETTING, audience, is_stub
from pcicheck.providers.reading import first_flag

_CHECK = "enforce_backend_pools_certificate_name_check"


def front_door(document: Document) -> Iterator[Resource]:
    """A Front Door, and the hop of each of its forwarding rules."""
    if is_stub(document):
        return
    labels = tags_of(document)
    found = document.blocks("routing_rule")
    rules = (Block(found),) if isinstance(found, Unknown) else found
    rules = tuple(rule for rule in rules if rule.flag("enabled", True) is not False)
    plain = any_true(*(_accepts(rule, "http") for rule in rules))
    facts = structs.replace(
        BARE,
        role="cdn",
        exposure="internet",
        audience=audience(labels, document),
        protocols=_protocols(plain, any_true(*(_accepts(rule, "https") for rule in rules))),
        encrypted=negated(plain),
        redirects_to_tls=_redirects(rules, plain),
        waf=_waf(document),
        access_logging=diagnosed(document, "frontdooraccesslog"),
    )
    yield resource(document, facts, labels=labels, names=names_of(document))
    for number, rule in enumerate(rules):
        forwarding = rule.block("forwarding_configuration")
        if isinstance(forwarding, Block):
            name = rule.text("name")
            part = f"rule-{name if isinstance(name, str) else number}"
            yield resource(document, _upstream(document, rule, forwarding), part=part, labels=labels)


def _protocols(plain: bool | Unknown, secure: bool | Unknown) -> Fact[tuple[str, ...]]:
    for accepted in (plain, secure):
        if isinstance(accepted, Unknown):
            return accepted
    return tuple(name for name, accepted in (("http", plain), ("https", secure)) if accepted)


def _accepts(rule: Block, wanted: str) -> bool | Unknown:
    protocols = rule.texts("accepted_protocols")
    if isinstance(protocols, Unknown):
        return protocols
    return any_true(*(one if isinstance(one, Unknown) else one.lower() == wanted for one in protocols))


def _redirects(rules: tuple[Block, ...], plain: bool | Unknown) -> bool | Unknown:
    """Whether each rule for plain HTTP redirects to HTTPS."""
    answers: list[bool | Unknown] = []
    for rule in rules:
        protocol = rule.text("redirect_configuration.redirect_protocol", "")
        safe = protocol if isinstance(protocol, Unknown) else protocol == "HttpsOnly"
        answers.append(any_true(negated(_accepts(rule, "http")), safe))
    return all_true(plain, *answers)


def _waf(document: Document) -> Fact[Link]:
    """The firewall policy of the first frontend, where every frontend has one."""
    fronts = document.blocks("frontend_endpoint")
    if isinstance(fronts, Unknown):
        return fronts
    each = all_true(*(written(front, "web_application_firewall_policy_link_id") for front in fronts))
    if each is not True or not fronts:
        return each if isinstance(each, Unknown) else None
    literal = fronts[0].get("web_application_firewall_policy_link_id")
    link = document.link("frontend_endpoint.web_application_firewall_policy_link_id", "waf")
    return link if isinstance(link, Link) else Link(literal if isinstance(literal, str) else "its policy", "waf")


def _upstream(document: Document, rule: Block, forwarding: Block) -> Upstream:
    protocol = forwarding.text("forwarding_protocol", "HttpsOnly")
    encrypted: Fact[bool]
    if isinstance(protocol, Unknown):
        encrypted = protocol
    elif protocol == "MatchRequest":
        encrypted = negated(_accepts(rule, "http"))
    else:
        encrypted = protocol == "HttpsOnly"
    checked = first_flag(
        document, f"backend_pool_settings.{_CHECK}", _CHECK, default=Unknown("the name check is not written")
    )
    return Upstream(
        encrypted=encrypted,
        min_tls=NO_TLS_SETTING,
        verified=NOT_ENCRYPTED if encrypted is False else checked,
        presents_certificate=Inapplicable("Front Door shows no certificate to backends"),
    )
