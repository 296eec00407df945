"""What the adapters of all collectors and shippers share."""

from __future__ import annotations

from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.kinds.containers import ConfigurationData
from pcicheck.model.kinds.telemetry import Telemetry
from pcicheck.model.kinds.transport import Endpoint
from pcicheck.model.link import Link
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.endpoints import BARE, NO_TLS
from pcicheck.providers.outward import filled_in, is_loopback
from pcicheck.providers.parts import at
from pcicheck.providers.reading import only
from pcicheck.providers.written_secrets import in_settings

_NO_WAF = Inapplicable("it takes telemetry from machines; no web application")
_SECRETS = (
    "authorization",
    "x-api-key",
    "api-key",
    "dd-api-key",
    "x-honeycomb-team",
    "api_key",
    "splunk_token",
    "token",
)
NOTHING_LEAVES = Inapplicable("nothing of what is in the records leaves here")
LOCAL = "it answers to the same machine only"


def settings(document: Document, values: Any) -> Resource:
    """Secrets that stand in a configuration."""
    return at(document, ConfigurationData(plain_secrets=in_settings(values, secret=_SECRETS)), "settings")


def listening(
    *,
    encrypted: bool | Unknown,
    min_tls: Any,
    weak_ciphers: Any = (),
    anchor: Fact[str] = None,
    named: bool | Unknown = False,
    local: bool = False,
) -> Endpoint:
    """The facts of a place at which telemetry arrives."""
    if local:
        return only(Endpoint, LOCAL, role="server")
    facts: dict[str, Any] = {name: getattr(BARE, name) for name in BARE.__struct_fields__}
    facts |= {
        "role": "server",
        "exposure": Unknown("what stands before it decides who can reach it"),
        "audience": None,
        "protocols": (),
        "encrypted": encrypted,
        "waf": _NO_WAF,
        "callers_named": named,
        "min_tls": NO_TLS if encrypted is False else encrypted if isinstance(encrypted, Unknown) else min_tls,
        "weak_ciphers": NO_TLS if encrypted is False else weak_ciphers,
        "client_certificates": anchor if isinstance(anchor, Unknown) else "required" if anchor else "none",
        "trust_anchor": Link(anchor, "trust_store") if isinstance(anchor, str) else anchor,
    }
    return Endpoint(**facts)


def steering(address: object, *, own: tuple[str, ...] = ()) -> Endpoint:
    """The facts of a place without sign-in and TLS at which a collector is looked into or steered; ``own`` are names of
    variables that hold an address of its machine."""
    unsure = None if any(name in str(address) for name in own) else filled_in(address)
    return only(
        Endpoint,
        "such an address has no such setting",
        role="administration",
        local_only=unsure if unsure is not None else is_loopback(address),
    )


def passing(signal: Any, cards: Any, *, prints: bool | Unknown = False) -> Telemetry:
    """The facts of a place at which telemetry leaves."""
    return Telemetry(signal=signal, cards_pass=cards, prints_everything=prints)
