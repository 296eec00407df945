"""Virtual networks, their filters, interfaces and flow logs, and private endpoints.

Source: ARM template reference, ``Microsoft.Network``. Whether a flow log that does not say so is switched on is not
documented.
"""

from __future__ import annotations

from typing import Any

from pcicheck.sources.azure.arm import ArmShape, each, flat, ids, put_some
from pcicheck.sources.shapes import Values, at

_NETWORK = ("virtual_network_name", "virtual_network_id")


def _group(values: Values) -> None:
    values["security_rule"] = each(values.get("security_rules"), _inline_rule)


def _inline_rule(item: Values) -> Values:
    rule = flat(item)
    _rule(rule)
    return rule


def _rule(values: Values) -> None:
    for side in ("source", "destination"):
        groups = values.get(f"{side}_application_security_groups")
        if groups:
            values[f"{side}_application_security_group_ids"] = ids(groups)


def _virtual_network(values: Values) -> None:
    values["subnet"] = each(values.get("subnets"), _inline_subnet)


def _inline_subnet(item: Values) -> Values:
    found = flat(item)
    _subnet(found)
    put_some(found, {"security_group": found.get("network_security_group_id")})
    return found


def _subnet(values: Values) -> None:
    delegations = each(values.get("delegations"), _delegation)
    put_some(
        values,
        {
            "network_security_group_id": at(values, "network_security_group.id"),
            "delegation": delegations or None,
        },
    )


def _delegation(item: Values) -> Values:
    return {"name": item.get("name"), "service_delegation": {"name": flat(item).get("service_name")}}


def _interface(values: Values) -> None:
    values["ip_configuration"] = each(values.get("ip_configurations"), _configuration)


def _configuration(item: Values) -> Values:
    found = flat(item)
    put_some(
        found,
        {"public_ip_address_id": at(found, "public_ipaddress.id"), "subnet_id": at(found, "subnet.id")},
    )
    return found


def _endpoint(values: Values) -> None:
    connections: list[Any] = []
    for path in ("private_link_service_connections", "manual_private_link_service_connections"):
        found = each(values.get(path), _connection)
        connections += found if isinstance(found, list) else [found]
    values["private_service_connection"] = connections


def _connection(item: Values) -> Values:
    found = flat(item)
    return {
        "name": found.get("name"),
        "private_connection_resource_id": found.get("private_link_service_id"),
        "subresource_names": found.get("group_ids"),
    }


def _peering(values: Values) -> None:
    put_some(values, {"remote_virtual_network_id": at(values, "remote_virtual_network.id")})


_HERE = "Microsoft.Network"
SHAPES: dict[str, ArmShape] = {
    f"{_HERE}/networkSecurityGroups": ArmShape("azurerm_network_security_group", more=_group),
    f"{_HERE}/networkSecurityGroups/securityRules": ArmShape(
        "azurerm_network_security_rule", parents=("network_security_group_name",), more=_rule
    ),
    f"{_HERE}/virtualNetworks": ArmShape(
        "azurerm_virtual_network",
        moves={"address_space": "address_space.address_prefixes", "dns_servers": "dhcp_options.dns_servers"},
        more=_virtual_network,
    ),
    f"{_HERE}/virtualNetworks/subnets": ArmShape("azurerm_subnet", parents=_NETWORK, more=_subnet),
    f"{_HERE}/virtualNetworks/virtualNetworkPeerings": ArmShape(
        "azurerm_virtual_network_peering", parents=_NETWORK, more=_peering
    ),
    f"{_HERE}/networkInterfaces": ArmShape(
        "azurerm_network_interface", moves={"ip_forwarding_enabled": "enable_ipforwarding"}, more=_interface
    ),
    f"{_HERE}/publicIPAddresses": ArmShape("azurerm_public_ip"),
    f"{_HERE}/privateEndpoints": ArmShape("azurerm_private_endpoint", moves={"subnet_id": "subnet.id"}, more=_endpoint),
    f"{_HERE}/networkWatchers/flowLogs": ArmShape(
        "azurerm_network_watcher_flow_log",
        moves={
            "storage_account_id": "storage_id",
            "traffic_analytics": "flow_analytics_configuration.network_watcher_flow_analytics_configuration",
        },
        unstated=("enabled",),
        parents=("network_watcher_name",),
    ),
}
"""ARM type to its shape."""
