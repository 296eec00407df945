"""Application gateways: listeners, TLS policies, client certificates, backends and firewall.

Terraform registry, ``azurerm_application_gateway``: no ``ssl_policy``, no ``ssl_profile``, no ``waf_configuration``
(``rule_set_type`` OWASP), no ``firewall_policy_id``; ``certificate_chain_validation_enabled`` true. A frontend is
public where it has a ``public_ip_address_id``; one must be written, so a gateway that shows none is taken for a public
one. What the TLS policies allow: ``gateway_tls``.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.transport import Exposure, TlsPolicy, TrustStore, Upstream
from pcicheck.model.link import Link
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.azure.transport.common import NOT_ENCRYPTED, diagnosed, names_of, written
from pcicheck.providers.azure.transport.firewall import legacy_firewall
from pcicheck.providers.azure.transport.gateway_listeners import Listeners, blocks_of
from pcicheck.providers.azure.transport.gateway_tls import policy_of
from pcicheck.providers.base import resource
from pcicheck.providers.endpoints import NO_TLS_SETTING, audience, is_stub, silent

_POLICY = "azurerm_web_application_firewall_policy"
_BALANCER = silent(Inapplicable("its listeners say so, each for itself"), "load_balancer")


def gateway(document: Document) -> Iterator[Resource]:
    """A gateway, and what it is made of."""
    if is_stub(document):
        return
    labels = tags_of(document)
    listeners = Listeners(document)
    facts = structs.replace(
        _BALANCER,
        exposure=_exposure(document, listeners),
        audience=audience(labels, document),
        plain_listener=_plain(listeners),
        waf=_waf(document, listeners),
        access_logging=diagnosed(document, "applicationgatewayaccesslog"),
    )
    yield resource(document, facts, labels=labels, names=names_of(document))
    for name, endpoint in listeners.endpoints(labels):
        yield resource(document, endpoint, part=f"listener-{name}", labels=labels)
    for part, found in _policies(document):
        yield resource(document, TlsPolicy(min_tls=found[0], weak_ciphers=found[1]), part=part, labels=labels)
    for number, profile in enumerate(blocks_of(document, "ssl_profile")):
        if written(profile, "trusted_client_certificate_names") is True:
            store = TrustStore(authorities=True, revocation=_revocation(profile))
            yield resource(document, store, part=f"clients-{_name(profile, number)}", labels=labels)
    for number, settings in enumerate(blocks_of(document, "backend_http_settings")):
        yield resource(document, _upstream(settings), part=f"backend-{_name(settings, number)}", labels=labels)
    firewall = document.block("waf_configuration")
    if isinstance(firewall, Block):
        yield resource(document, legacy_firewall(firewall), part="waf", labels=labels)


def _exposure(document: Document, listeners: Listeners) -> Fact[Exposure]:
    if isinstance(document.blocks("frontend_ip_configuration"), Unknown):
        return Unknown("its frontends are known only after apply")
    if not listeners.frontends:
        return "internet"
    public = any_true(*(written(front, "public_ip_address_id") for front in listeners.frontends))
    return public if isinstance(public, Unknown) else "internet" if public else "internal"


def _plain(listeners: Listeners) -> Fact[bool]:
    answers = [
        all_true(negated(endpoint.encrypted), negated(endpoint.redirects_to_tls)) for _, endpoint in listeners.all
    ]
    return any_true(*answers) if answers else Inapplicable("it has no listeners")


def _waf(document: Document, listeners: Listeners) -> Fact[Link]:
    """The policy of the gateway or of every listener, or the older configuration inside it, that is switched on."""
    policy = document.follow("firewall_policy_id", _POLICY)
    if policy is not None and policy.flag("policy_settings.enabled", True) is False:
        return None
    link = document.link("firewall_policy_id", "waf", _POLICY)
    if isinstance(link, Link):
        return link
    inside = document.flag("waf_configuration.enabled", False)
    if inside is True:
        return Link(f"{document.address}#waf", "waf")
    own = [endpoint.waf for _, endpoint in listeners.all]
    if own and all(isinstance(one, Link) for one in own):
        return own[0]
    return next((one for one in (link, inside) if isinstance(one, Unknown)), None)


def _policies(document: Document) -> Iterator[tuple[str, tuple[Fact[float], Fact[tuple[str, ...]]]]]:
    yield "tls", policy_of(document.block("ssl_policy"))
    for number, profile in enumerate(blocks_of(document, "ssl_profile")):
        own = profile.block("ssl_policy")
        if isinstance(own, Block):
            yield f"tls-{_name(profile, number)}", policy_of(own)


def _revocation(profile: Block) -> Fact[bool]:
    check = profile.text("verify_client_certificate_revocation")
    return check if isinstance(check, Unknown) else check == "OCSP"


def _upstream(settings: Block) -> Upstream:
    protocol = settings.text("protocol", Unknown("the backend settings name no protocol"))
    encrypted = protocol if isinstance(protocol, Unknown) else str(protocol).upper() == "HTTPS"
    verified = settings.flag("certificate_chain_validation_enabled", True)
    return Upstream(
        encrypted=encrypted,
        min_tls=NO_TLS_SETTING,
        verified=NOT_ENCRYPTED if encrypted is False else verified,
        presents_certificate=False,
    )


def _name(block: Block, number: int) -> str:
    name = block.text("name")
    return name if isinstance(name, str) else f"{number}"
