"""Client VPN of Azure: by what people prove who they are.

Terraform registry, hashicorp/azurerm: ``azurerm_vpn_server_configuration`` (``vpn_authentication_types`` AAD,
Certificate, Radius), ``azurerm_virtual_network_gateway`` (``vpn_client_configuration``; ``vpn_auth_types`` must be
set where several are used, else what is configured tells). VPN Gateway documentation, "About point-to-site VPN": with
several types a client chooses one; with Entra ID conditional access asks for the second factor.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.signin import RemoteAccess
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.azure.identity.sign_in import demands_second_factor
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.base import resource

_METHODS = {"aad": "federated", "certificate": "certificate", "radius": "radius"}
_ELSEWHERE = Unknown("diagnostic settings decide whether connections are logged")
_DIRECTORY_DECIDES = Unknown("conditional access in the directory decides whether a second factor is asked for")
_RADIUS_DECIDES = Unknown("the RADIUS server decides whether a second factor is asked for")
_POLICY = "azuread_conditional_access_policy"

Texts = tuple[str | Unknown, ...]


def server(document: Document) -> Iterator[Resource]:
    """The configuration of a client VPN in a virtual WAN."""
    if isinstance(document.values, Unknown):
        yield _made(document, (document.values,))
    else:
        yield _made(document, _methods(document.texts("vpn_authentication_types")))


def gateway(document: Document) -> Iterator[Resource]:
    """A gateway that lets clients in; one without such a configuration joins sites only."""
    clients = None if isinstance(document.values, Unknown) else document.block("vpn_client_configuration")
    if isinstance(clients, Unknown):
        yield _made(document, (clients,))
    elif clients is not None:
        types = clients.texts("vpn_auth_types")
        yield _made(document, _methods(types) if types else _configured(clients))


def _made(document: Document, methods: Texts) -> Resource:
    facts = RemoteAccess(methods=methods, second_factor=_second_factor(document, methods), logged=_ELSEWHERE)
    return resource(document, facts, labels=tags_of(document))


def _methods(types: Texts | Unknown) -> Texts:
    if isinstance(types, Unknown):
        return (types,)
    return tuple(kind if isinstance(kind, Unknown) else _METHODS.get(kind.lower(), kind) for kind in types)


def _configured(clients: Block) -> Texts:
    found: list[str | Unknown] = []
    ways = {
        "certificate": ("root_certificate",),
        "radius": ("radius_server_address", "radius_server"),
        "federated": ("aad_tenant", "aad_issuer", "aad_audience"),
    }
    for method, paths in ways.items():
        # A value that is known only after apply is a value: the method is configured.
        if any(clients.has(path) is not False for path in paths):
            found.append(method)
    return tuple(found)


def _second_factor(document: Document, methods: Texts) -> bool | Unknown:
    """One method is enough to get in, so each must be safe by itself."""
    unknown = next((method for method in methods if isinstance(method, Unknown)), None)
    if "certificate" in methods:
        return False
    if unknown is not None or not methods:
        return unknown or Unknown("how clients prove who they are is not stated")
    if "radius" in methods:
        return _RADIUS_DECIDES
    policies = document.surroundings.of_type(_POLICY)
    return True if any_true(*map(demands_second_factor, policies)) is True else _DIRECTORY_DECIDES
