"""API Management: the service, its APIs and backends.

Defaults (Terraform registry, ``azurerm_api_management``): ``virtual_network_type`` None,
``public_network_access_enabled`` true (which is about the management plane), every switch of ``security`` false,
``client_certificate_enabled`` false, ``negotiate_client_certificate`` of a hostname false. The names of the switches
were ``enable_frontend_…`` and ``enable_backend_…`` before version 4. ``azurerm_api_management_backend``: certificates
are checked unless ``tls.validate_certificate_chain`` or ``…_name`` is false.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.transport import ClientCertificates, Exposure, Upstream
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.azure.transport.common import IN_FRONT, NOT_ENCRYPTED, diagnosed, names_of, written
from pcicheck.providers.base import resource
from pcicheck.providers.endpoints import BARE, NO_TLS_SETTING, audience, is_stub, silent
from pcicheck.providers.reading import first_flag, starts_with, word

_DIAGNOSTIC = "azurerm_api_management_diagnostic"
_APIS_SAY = Inapplicable("its APIs say so")
_BACKENDS_SAY = Inapplicable("its backends say so")
_SERVICE_SAYS = Inapplicable("its API Management service says so")
_POLICY_CHECKS = Unknown("the gateway hands the certificate on; a policy of the API must check it")
_PROTOCOLS = (("ssl30", 0.3), ("tls10", 1.0), ("tls11", 1.1))
_CIPHERS = (
    ("3des", ("triple_des_ciphers_enabled",)),
    (
        "cbc_sha1",
        tuple(
            f"tls_{kind}_with_aes{size}_cbc_sha_ciphers_enabled"
            for kind in ("ecdhe_ecdsa", "ecdhe_rsa", "rsa")
            for size in (128, 256)
        ),
    ),
    ("cbc_sha2", tuple(f"tls_rsa_with_aes{size}_cbc_sha256_ciphers_enabled" for size in (128, 256))),
    (
        "rsa_key_exchange",
        tuple(
            f"tls_rsa_with_aes{suite}_ciphers_enabled"
            for suite in (
                "128_cbc_sha",
                "256_cbc_sha",
                "128_cbc_sha256",
                "256_cbc_sha256",
                "128_gcm_sha256",
                "256_gcm_sha384",
            )
        ),
    ),
)


def service(document: Document) -> Iterator[Resource]:
    """A service: its gateway, its management plane, and how it calls backends."""
    if is_stub(document):
        return
    labels = tags_of(document)
    network = word(document, "virtual_network_type", "none")
    inside = network if isinstance(network, Unknown) else network == "internal"
    asked = _client_certificates(document)
    facts = structs.replace(
        BARE,
        role="api",
        exposure=_exposure(inside),
        audience=audience(labels, document),
        protocols=_APIS_SAY,
        encrypted=_APIS_SAY,
        redirects_to_tls=_APIS_SAY,
        min_tls=_lowest(document, "frontend"),
        weak_ciphers=_weak(document),
        client_certificates=asked,
        trust_anchor=None if asked == "none" else _POLICY_CHECKS,
        waf=IN_FRONT,
        access_logging=any_true(
            *(car.values if isinstance(car.values, Unknown) else True for car in document.all_sidecars(_DIAGNOSTIC)),
            diagnosed(document, "gatewaylogs"),
        ),
        administration_public=all_true(document.flag("public_network_access_enabled", True), negated(inside)),
        private_network=written(document, "virtual_network_configuration.subnet_id"),
    )
    yield resource(document, facts, labels=labels, names=names_of(document))
    upstream = Upstream(
        encrypted=_BACKENDS_SAY,
        min_tls=_lowest(document, "backend"),
        verified=_BACKENDS_SAY,
        presents_certificate=_BACKENDS_SAY,
    )
    yield resource(document, upstream, part="backends", labels=labels)


def api(document: Document) -> Iterator[Resource]:
    """An API of a service: the protocols that it answers. Azure's default is HTTPS."""
    protocols = document.texts("protocols", ("https",))
    plain = (
        protocols
        if isinstance(protocols, Unknown)
        else any_true(*(one if isinstance(one, Unknown) else one.lower() in ("http", "ws") for one in protocols))
    )
    known = () if isinstance(protocols, Unknown) else tuple(one.lower() for one in protocols if isinstance(one, str))
    facts = structs.replace(
        silent(_SERVICE_SAYS, "api"),
        audience=None,
        protocols=plain if isinstance(plain, Unknown) else known,
        encrypted=negated(plain),
        redirects_to_tls=False,
    )
    yield resource(document, facts, names=names_of(document))


def backend(document: Document) -> Iterator[Resource]:
    """A server that APIs are forwarded to."""
    url = document.text("url", Unknown("no address is written"))
    encrypted = starts_with(url, "https://")
    tls = document.block("tls")
    checked = (
        all_true(tls.flag("validate_certificate_chain", True), tls.flag("validate_certificate_name", True))
        if isinstance(tls, Block)
        else tls or True
    )
    facts = Upstream(
        encrypted=encrypted,
        min_tls=NO_TLS_SETTING,
        verified=NOT_ENCRYPTED if encrypted is False else checked,
        presents_certificate=document.has("credentials.certificate"),
    )
    yield resource(document, facts, names=names_of(document))


def _exposure(inside: bool | Unknown) -> Fact[Exposure]:
    return inside if isinstance(inside, Unknown) else "internal" if inside else "internet"


def _lowest(document: Document, side: str) -> Fact[float]:
    """The lowest version that is switched on, on one side of the gateway."""
    security = document.block("security")
    if not isinstance(security, Block):
        return security or 1.2
    for name, version in _PROTOCOLS:
        names = [f"{side}_{name}_enabled", f"enable_{side}_{name}"]
        if side == "backend":
            names.append(f"enable_back_end_{name}")
        on = first_flag(security, *names)
        if on is not False:
            return on if isinstance(on, Unknown) else version
    return 1.2


def _weak(document: Document) -> Fact[tuple[str, ...]]:
    security = document.block("security")
    if not isinstance(security, Block):
        return security or ()
    found: list[str] = []
    for kind, switches in _CIPHERS:
        older = ("enable_triple_des_ciphers",) if kind == "3des" else ()
        on = any_true(*(security.flag(name, False) for name in (*switches, *older)))
        if isinstance(on, Unknown):
            return on
        found += [kind] if on else []
    return tuple(found)


def _client_certificates(document: Document) -> Fact[ClientCertificates]:
    """Asked for on a Consumption gateway as a whole, else by hostname. Whether they are good, policies check."""
    hosts = document.blocks("hostname_configuration.proxy")
    by_host = (
        hosts
        if isinstance(hosts, Unknown)
        else any_true(*(host.flag("negotiate_client_certificate", False) for host in hosts))
    )
    asked = any_true(document.flag("client_certificate_enabled", False), by_host)
    return asked if isinstance(asked, Unknown) else "passthrough" if asked else "none"
