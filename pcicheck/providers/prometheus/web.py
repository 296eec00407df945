"""The web configuration that Prometheus, Alertmanager and the exporters share.

prometheus/exporter-toolkit, docs/web-configuration.md: TLS is spoken where ``cert_file`` or ``cert`` is written;
``client_auth_type`` is ``NoClientCert`` unless set, and only ``RequireAndVerifyClientCert`` keeps anyone out;
``min_version`` is ``TLS12`` unless set. Without ``basic_auth_users`` nobody has to name themselves. Cipher suites of
Go have no weak ones beside those listed here by name. Which address the server listens on is a flag of its command
line, so its exposure is not known here.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.transport import Endpoint
from pcicheck.model.link import Link
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.endpoints import BARE, NO_TLS, weaknesses
from pcicheck.providers.outward import tls_version

_TLS = "tls_server_config"
_ELSEWHERE = Unknown("the command line of the server decides on which address it listens")
_NO_WAF = Inapplicable("it shows measures to the entity's own staff; no web application")
_CLIENTS = {
    "noclientcert": "none",
    "requestclientcert": "optional",
    "requireanyclientcert": "optional",
    "verifyclientcertifgiven": "optional",
    "requireandverifyclientcert": "required",
}


def web(document: Document) -> Iterator[Resource]:
    """A web configuration file: the endpoint, and how callers prove who they are."""
    encrypted = any_true(document.has(f"{_TLS}.cert_file"), document.has(f"{_TLS}.cert"))
    clients = _clients(document)
    yield resource(document, _endpoint(document, encrypted, clients))


def _endpoint(document: Document, encrypted: bool | Unknown, clients: Fact[str]) -> Endpoint:
    facts = {name: getattr(BARE, name) for name in BARE.__struct_fields__}
    facts |= {
        "role": "server",
        "exposure": _ELSEWHERE,
        "audience": None,
        "protocols": ("https",) if encrypted is True else ("http",) if encrypted is False else encrypted,
        "encrypted": encrypted,
        "waf": _NO_WAF,
        "callers_named": any_true(_is_required(clients), document.has("basic_auth_users")),
    }
    if encrypted is not False:
        facts |= {
            "min_tls": tls_version(document.get(f"{_TLS}.min_version"), 1.2),
            "weak_ciphers": _ciphers(document),
            "client_certificates": clients,
            "trust_anchor": _anchor(document),
        }
    else:
        facts |= {"min_tls": NO_TLS, "weak_ciphers": NO_TLS}
    return Endpoint(**facts)


def _clients(document: Document) -> Fact[str]:
    word = document.text(f"{_TLS}.client_auth_type", "NoClientCert")
    if isinstance(word, Unknown):
        return word
    return _CLIENTS.get(str(word).lower(), Unknown(f"client_auth_type {word} is none that it knows"))


def _anchor(document: Document) -> Fact[Link]:
    for path in ("client_ca_file", "client_ca"):
        value = document.get(f"{_TLS}.{path}")
        if isinstance(value, Unknown):
            return value
        if value:
            return Link(str(value) if path == "client_ca_file" else f"{document.address}:{path}", "trust_store")
    return None


def _ciphers(document: Document) -> Fact[tuple[str, ...]]:
    listed = document.texts(f"{_TLS}.cipher_suites")
    if isinstance(listed, Unknown):
        return listed
    unsure = next((one for one in listed if isinstance(one, Unknown)), None)
    return unsure or weaknesses(one for one in listed if isinstance(one, str))


def _is_required(clients: Fact[str]) -> bool | Unknown:
    return clients if isinstance(clients, Unknown) else clients == "required"
