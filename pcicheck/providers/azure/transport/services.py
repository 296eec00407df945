"""SignalR, Web PubSub, gateways of Spring Apps and the webhooks of registries.

Defaults (Terraform registry): ``azurerm_signalr_service`` and ``azurerm_web_pubsub``
``public_network_access_enabled`` true, ``tls_client_cert_enabled`` false, ``http_request_logs_enabled`` and
``connectivity_logs_enabled`` false; ``azurerm_spring_cloud_gateway`` ``https_only`` and
``public_network_access_enabled`` false.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from pcicheck.model.document import Document
from pcicheck.model.kinds.transport import Exposure, Upstream
from pcicheck.model.kinds.workload import PlatformService
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.azure.transport.apps import any_origin
from pcicheck.providers.azure.transport.common import IN_FRONT, diagnosed, names_of
from pcicheck.providers.azure.workload.common import has_identity
from pcicheck.providers.base import resource
from pcicheck.providers.endpoints import BARE, NO_SUCH, NO_TLS_SETTING, audience, is_stub
from pcicheck.providers.reading import first_flag, only, starts_with

_SERVER_CHECKS = Unknown("the service hands the certificate on; who handles the connection must check it")


def live_service(document: Document) -> Iterator[Resource]:
    """A service for connections that stay open."""
    if is_stub(document):
        return
    labels = tags_of(document)
    asked = document.flag("tls_client_cert_enabled", False)
    facts = structs.replace(
        BARE,
        role="api",
        exposure=_exposure(document.flag("public_network_access_enabled", True)),
        audience=audience(labels, document),
        protocols=("https",),
        encrypted=True,
        client_certificates=asked if isinstance(asked, Unknown) else "optional" if asked else "none",
        trust_anchor=_SERVER_CHECKS if asked else None,
        waf=IN_FRONT,
        access_logging=any_true(
            first_flag(document, "http_request_logs_enabled"),
            first_flag(document, "connectivity_logs_enabled"),
            first_flag(document, "live_trace.http_request_logs_enabled"),
            diagnosed(document, "httprequestlogs", "connectivitylogs"),
        ),
        cors_any_origin=any_origin(document, "cors.allowed_origins"),
    )
    yield resource(document, facts, labels=labels, names=names_of(document))
    if document.type == "azurerm_web_pubsub":
        yield from _pubsub(document)


def _pubsub(document: Document) -> Iterator[Resource]:
    """What is asked of it as a service that uses others."""
    facts = only(PlatformService, "its endpoint says it", category="messages", own_identity=has_identity(document))
    yield resource(document, facts, part="service", labels=tags_of(document), names=names_of(document))


def spring_gateway(document: Document) -> Iterator[Resource]:
    """The gateway of a Spring service. Its other parts are read as workloads."""
    https = document.flag("https_only", False)
    facts = structs.replace(
        BARE,
        role="application",
        exposure=_exposure(document.flag("public_network_access_enabled", False)),
        audience=None,
        protocols=https if isinstance(https, Unknown) else ("http", "https"),
        encrypted=False if isinstance(https, bool) else https,
        redirects_to_tls=https,
        client_certificates=NO_SUCH,
        trust_anchor=NO_SUCH,
        waf=IN_FRONT,
    )
    yield resource(document, facts, names=names_of(document))


def webhook(document: Document) -> Iterator[Resource]:
    """An address that a registry calls when an image changes."""
    uri = document.text("service_uri", Unknown("no address is written"))
    encrypted = starts_with(uri, "https://")
    facts = Upstream(encrypted=encrypted, min_tls=NO_TLS_SETTING, verified=NO_SUCH, presents_certificate=NO_SUCH)
    yield resource(document, facts, labels=tags_of(document), names=names_of(document))


def _exposure(public: bool | None | Unknown) -> Fact[Exposure]:
    return public if isinstance(public, Unknown) else "internet" if public else "internal"
