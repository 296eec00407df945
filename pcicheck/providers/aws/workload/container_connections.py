"""Connections that the containers of an ECS task are told to open, by their environment variables.

Terraform registry, ``aws_ecs_task_definition``: ``proxy_configuration`` puts the proxy of App Mesh before the task;
``aws_ecs_service``: ``service_connect_configuration.service.tls`` has the proxies of Service Connect encrypt what goes
to the service. What either does for a connection without TLS is not worked out. ``secrets`` are not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from pcicheck.model.document import Document
from pcicheck.model.kinds.transport import Upstream
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.connecting.connection import is_public
from pcicheck.providers.connecting.variables import connections

_NO_VERSION = Inapplicable("the program and its library decide which versions of TLS they use")
_PROXIED = Unknown("its own settings ask for no TLS; proxies of Service Connect or App Mesh may encrypt it")


def connections_of(document: Document, containers: list[tuple[str, Mapping[str, Any]]]) -> Iterator[Resource]:
    """Every connection that the variables of the containers of a task, each with its image, speak of."""
    several = len(containers) > 1
    for number, (image, variables) in enumerate(containers):
        for name, found in connections(variables, image=image):
            facts = Upstream(
                encrypted=found.encrypted,
                min_tls=_NO_VERSION,
                verified=found.verified,
                presents_certificate=found.presents_certificate,
            )
            if found.encrypted is False and not is_public(found.host) and _has_proxies(document):
                facts = replace(facts, encrypted=_PROXIED, verified=_PROXIED, presents_certificate=_PROXIED)
            yield resource(document, facts, part=f"connection/{number}/{name}" if several else f"connection/{name}")


def _has_proxies(document: Document) -> bool:
    if document.has("proxy_configuration") is not False:
        return True
    services = document.surroundings.of_type("aws_ecs_service")
    return any(_encrypts(service) for service in services)


def _encrypts(service: Document) -> bool:
    """Whether some port of a service has TLS by Service Connect."""
    ports = service.blocks("service_connect_configuration.service")
    return isinstance(ports, Unknown) or any(port.has("tls") is not False for port in ports)
