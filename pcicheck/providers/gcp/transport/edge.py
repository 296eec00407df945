"""API Gateway and custom domains of App Engine.

Terraform registry, ``google_api_gateway_gateway``, ``google_app_engine_domain_mapping``: ``ssl_management_type``
AUTOMATIC; with MANUAL and no ``certificate_id`` the domain has no TLS. API Gateway answers over HTTPS only.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from pcicheck.model.document import Document
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.endpoints import BARE, NO_TLS_SETTING, audience, silent
from pcicheck.providers.gcp.labels import labels_of
from pcicheck.providers.gcp.transport.common import names_of
from pcicheck.providers.reading import is_set

_IN_FRONT = Unknown("no firewall can be put on it; a load balancer in front of it may carry one")
_APPLICATION_SAYS = Inapplicable("the application says so")


def api_gateway(document: Document) -> Iterator[Resource]:
    """A gateway of API Gateway under its own name."""
    labels = labels_of(document)
    facts = structs.replace(
        BARE,
        role="api",
        exposure="internet",
        audience=audience(labels, document),
        protocols=("https",),
        encrypted=True,
        waf=_IN_FRONT,
        access_logging=Inapplicable("the platform logs every request"),
    )
    yield resource(document, facts, labels=labels, names=names_of(document))


def domain_mapping(document: Document) -> Iterator[Resource]:
    """A domain of an App Engine application."""
    management = document.text("ssl_settings.ssl_management_type", "AUTOMATIC")
    speaks: Fact[bool] = management if isinstance(management, Unknown) else management == "AUTOMATIC"
    if speaks is False:
        speaks = is_set(document, "ssl_settings.certificate_id")
    facts = structs.replace(
        silent(_APPLICATION_SAYS, "domain"),
        exposure="internet",
        audience=None,
        min_tls=NO_TLS_SETTING if speaks is True else None if speaks is False else speaks,
        certificate=document.link("ssl_settings.certificate_id", "certificate"),
        client_certificates="none",
        trust_anchor=None,
    )
    yield resource(document, facts, names=(document.text("id"), document.text("domain_name")))
