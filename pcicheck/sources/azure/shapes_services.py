"""Event Hubs, Service Bus and cognitive accounts.

Source: ARM template reference, ``Microsoft.EventHub``, ``Microsoft.ServiceBus`` and ``Microsoft.CognitiveServices``.
Lowest TLS versions, and whether a cognitive account that does not say so answers on public networks, are not
documented.
"""

from __future__ import annotations

from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.azure.arm import ArmShape, customer_key, key_address, put_some
from pcicheck.sources.shapes import Values, at

_BROKER_MOVES = {"public_network_access_enabled": "public_network_access"}


def _broker(values: Values) -> None:
    twice = at(values, "encryption.require_infrastructure_encryption")
    put_some(
        values,
        {
            "customer_managed_key.key_vault_key_id": _first_key(values.get("encryption")),
            "customer_managed_key.infrastructure_encryption_enabled": twice,
        },
    )


def _first_key(encryption: Any) -> Any:
    source = at(encryption, "key_source")
    if isinstance(source, Unknown):
        return source
    if source is not None and str(source).lower() != "microsoft.keyvault":
        return None
    keys = at(encryption, "key_vault_properties")
    if not isinstance(keys, list):
        return keys
    first = keys[0] if keys else None
    return first if isinstance(first, Unknown) else key_address(at(first, "key_vault_uri"), at(first, "key_name"))


def _rule_set(values: Values) -> None:
    public = values.get("public_network_access")
    if public is not None:
        values["network_rulesets"] = {"public_network_access_enabled": public}


def _account(values: Values) -> None:
    properties = "key_vault_properties"
    key = customer_key(values, "encryption", "key_source", f"{properties}.key_vault_uri", f"{properties}.key_name")
    put_some(values, {"customer_managed_key.key_vault_key_id": key})


SHAPES: dict[str, ArmShape] = {
    "Microsoft.EventHub/namespaces": ArmShape(
        "azurerm_eventhub_namespace",
        moves=_BROKER_MOVES,
        unstated=("minimum_tls_version",),
        turned={"local_authentication_enabled": "disable_local_auth"},
        more=_broker,
    ),
    "Microsoft.EventHub/namespaces/networkRuleSets": ArmShape(
        "azurerm_eventhub_namespace",
        parents=("eventhub_namespace_id",),
        part_of=("azurerm_eventhub_namespace",),
        gives=("network_rulesets",),
        more=_rule_set,
    ),
    "Microsoft.ServiceBus/namespaces": ArmShape(
        "azurerm_servicebus_namespace",
        moves=_BROKER_MOVES,
        unstated=("minimum_tls_version",),
        turned={"local_auth_enabled": "disable_local_auth"},
        more=_broker,
    ),
    "Microsoft.ServiceBus/namespaces/networkRuleSets": ArmShape(
        "azurerm_servicebus_namespace_network_rule_set", moves=_BROKER_MOVES, parents=("namespace_id",)
    ),
    "Microsoft.CognitiveServices/accounts": ArmShape(
        "azurerm_cognitive_account",
        moves={
            "public_network_access_enabled": "public_network_access",
            "outbound_network_access_restricted": "restrict_outbound_network_access",
            "fqdns": "allowed_fqdn_list",
        },
        unstated=("public_network_access_enabled",),
        turned={"local_auth_enabled": "disable_local_auth"},
        more=_account,
    ),
}
"""ARM type to its shape."""
