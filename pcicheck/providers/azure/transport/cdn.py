"""Azure CDN (classic): endpoints and their domains.

Defaults (Terraform registry, ``azurerm_cdn_endpoint``): ``is_http_allowed`` and ``is_https_allowed`` true; a delivery
rule whose condition is the scheme HTTP and whose action is a redirect to Https answers plain requests.
``azurerm_cdn_endpoint_custom_domain``: ``tls_version`` TLS12; TLS10 and None allow TLS 1.0; without
``cdn_managed_https`` and ``user_managed_https`` the domain has no certificate, so that it answers plain HTTP alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from pcicheck.model.document import Block, Document
from pcicheck.model.logic import all_true, any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.azure.transport.common import diagnosed, names_of, version_of
from pcicheck.providers.base import resource
from pcicheck.providers.endpoints import BARE, NO_TLS_SETTING, audience, is_stub, silent

_ENDPOINT_SAYS = Inapplicable("its endpoint says so")
_NO_HTTPS = Inapplicable("it has no certificate, so that it answers plain HTTP alone")
_NO_WAF = Unknown("the firewall of this service is set outside Terraform")


def endpoint(document: Document) -> Iterator[Resource]:
    """An endpoint of a profile."""
    if is_stub(document):
        return
    labels = tags_of(document)
    plain, secure = document.flag("is_http_allowed", True), document.flag("is_https_allowed", True)
    facts = structs.replace(
        BARE,
        role="cdn",
        exposure="internet",
        audience=audience(labels, document),
        protocols=_protocols(plain, secure),
        encrypted=plain if isinstance(plain, Unknown) else not plain,
        redirects_to_tls=all_true(plain, secure, _redirects(document)),
        min_tls=None if secure is False else NO_TLS_SETTING,
        waf=_NO_WAF,
        access_logging=diagnosed(document, "azurecdnaccesslog", holder=_profile(document)),
    )
    yield resource(document, facts, labels=labels, names=names_of(document))


def _profile(document: Document) -> str:
    """The id of the profile, whose settings send the logs of its endpoints too; empty where the id is not known."""
    own = document.text("id")
    return own[: own.lower().rindex("/endpoints/")] if isinstance(own, str) and "/endpoints/" in own.lower() else ""


def custom_domain(document: Document) -> Iterator[Resource]:
    """A domain of the owner's own."""
    https = _https(document)
    facts = structs.replace(
        silent(_ENDPOINT_SAYS, "domain"),
        exposure="internet",
        audience=None,
        encrypted=https if isinstance(https, Unknown) else _ENDPOINT_SAYS if https else False,
        redirects_to_tls=_ENDPOINT_SAYS if https else False,
        min_tls=_min_tls(https),
        client_certificates="none",
        trust_anchor=None,
    )
    yield resource(document, facts, names=(*names_of(document), document.text("host_name")))


def _protocols(plain: bool | None | Unknown, secure: bool | None | Unknown) -> Fact[tuple[str, ...]]:
    for flag in (plain, secure):
        if isinstance(flag, Unknown):
            return flag
    return tuple(name for name, allowed in (("http", plain), ("https", secure)) if allowed)


def _redirects(document: Document) -> bool | Unknown:
    rules = document.blocks("delivery_rule")
    if isinstance(rules, Unknown):
        return rules
    return any_true(*(_redirects_all(rule) for rule in rules))


def _redirects_all(rule: Block) -> bool | Unknown:
    """Whether a rule redirects every plain request: no other condition narrows it."""
    others = (name for name in _keys(rule) if name.endswith("_condition") and name != "request_scheme_condition")
    if any(rule.has(name) is not False for name in others):
        return False
    schemes = rule.texts("request_scheme_condition.match_values")
    target = rule.text("url_redirect_action.protocol", "")
    return all_true(
        schemes if isinstance(schemes, Unknown) else "HTTP" in schemes,
        rule.flag("request_scheme_condition.negate_condition", False) is False,
        target if isinstance(target, Unknown) else target == "Https",
    )


def _keys(rule: Block) -> tuple[str, ...]:
    return tuple(rule.values) if isinstance(rule.values, dict) else ()


def _https(document: Document) -> Block | None | Unknown:
    found = document.block("cdn_managed_https")
    return found if found is not None else document.block("user_managed_https")


def _min_tls(https: Block | None | Unknown) -> Fact[float]:
    if not isinstance(https, Block):
        return https or _NO_HTTPS
    version = https.text("tls_version", "TLS12")
    return 1.0 if version == "None" else version_of(version)
