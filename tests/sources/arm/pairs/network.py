"""Networks and their rules twice."""

from __future__ import annotations

from typing import Any

from tests.sources.arm.pairs.base import GROUP, Pair, arm, ref

_RULE = {
    "priority": 100,
    "direction": "Inbound",
    "access": "Allow",
    "protocol": "Tcp",
    "source_port_range": "*",
    "source_address_prefix": "*",
    "destination_address_prefix": "*",
    "destination_port_range": "22",
}


def _camel(values: dict[str, Any]) -> dict[str, Any]:
    def name(snake: str) -> str:
        head, *rest = snake.split("_")
        return head + "".join(word.capitalize() for word in rest)

    return {name(key): value for key, value in values.items()}


NETWORK = [
    Pair(
        "a network with its filter, a rule apart and a flow log",
        {
            "azurerm_network_security_group.group": {
                "name": "g",
                "security_rule": [
                    {**_RULE, "name": "deny", "priority": 200, "access": "Deny", "destination_port_range": "*"},
                    {**_RULE, "name": "https", "priority": 150, "destination_port_range": "443"},
                ],
            },
            "azurerm_network_security_rule.rule": {
                **_RULE,
                "name": "ssh",
                "network_security_group_name": ref("azurerm_network_security_group.group.name"),
            },
            "azurerm_virtual_network.network": {
                "name": "cde",
                "address_space": ["10.0.0.0/16"],
                "dns_servers": ["8.8.8.8"],
                "subnet": [
                    {"name": "inside", "address_prefixes": ["10.0.1.0/24"], "security_group": f"{GROUP}/g"},
                    {"name": "bare", "address_prefixes": ["10.0.2.0/24"]},
                ],
            },
            "azurerm_subnet.subnet": {
                "name": "apart",
                "virtual_network_name": ref("azurerm_virtual_network.network.name"),
                "address_prefixes": ["10.0.3.0/24"],
                "delegation": [{"name": "n", "service_delegation": [{"name": "Microsoft.Netapp/volumes"}]}],
            },
            "azurerm_network_interface.interface": {
                "name": "n",
                "ip_forwarding_enabled": True,
                "ip_configuration": [{"name": "i", "public_ip_address_id": f"{GROUP}/ip"}],
            },
            "azurerm_network_watcher_flow_log.flow": {
                "name": "f",
                "network_watcher_name": "w",
                "target_resource_id": ref("azurerm_virtual_network.network.id"),
                "storage_account_id": f"{GROUP}/sa",
                "enabled": True,
                "retention_policy": [{"enabled": True, "days": 400}],
                "traffic_analytics": [{"enabled": True, "workspace_id": "w"}],
            },
        },
        {
            "azapi_resource.group": arm(
                "Network/networkSecurityGroups@2023-09-01",
                {
                    "securityRules": [
                        {
                            "name": "deny",
                            "properties": _camel(
                                {**_RULE, "priority": 200, "access": "Deny", "destination_port_range": "*"}
                            ),
                        },
                        {
                            "name": "https",
                            "properties": _camel({**_RULE, "priority": 150, "destination_port_range": "443"}),
                        },
                    ]
                },
                "g",
            ),
            "azapi_resource.rule": arm(
                "Network/networkSecurityGroups/securityRules@2023-09-01",
                _camel(_RULE),
                "ssh",
                ref("azapi_resource.group.id"),
            ),
            "azapi_resource.network": arm(
                "Network/virtualNetworks@2023-09-01",
                {
                    "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
                    "dhcpOptions": {"dnsServers": ["8.8.8.8"]},
                    "subnets": [
                        {
                            "name": "inside",
                            "properties": {
                                "addressPrefix": "10.0.1.0/24",
                                "networkSecurityGroup": {"id": f"{GROUP}/g"},
                            },
                        },
                        {"name": "bare", "properties": {"addressPrefix": "10.0.2.0/24"}},
                    ],
                },
                "cde",
            ),
            "azapi_resource.subnet": arm(
                "Network/virtualNetworks/subnets@2023-09-01",
                {
                    "addressPrefix": "10.0.3.0/24",
                    "delegations": [{"name": "n", "properties": {"serviceName": "Microsoft.Netapp/volumes"}}],
                },
                "apart",
                ref("azapi_resource.network.id"),
            ),
            "azapi_resource.interface": arm(
                "Network/networkInterfaces@2023-09-01",
                {
                    "enableIPForwarding": True,
                    "ipConfigurations": [{"name": "i", "properties": {"publicIPAddress": {"id": f"{GROUP}/ip"}}}],
                },
                "n",
            ),
            "azapi_resource.flow": arm(
                "Network/networkWatchers/flowLogs@2023-09-01",
                {
                    "targetResourceId": ref("azapi_resource.network.id"),
                    "storageId": f"{GROUP}/sa",
                    "enabled": True,
                    "retentionPolicy": {"enabled": True, "days": 400},
                    "flowAnalyticsConfiguration": {"networkWatcherFlowAnalyticsConfiguration": {"enabled": True}},
                },
                "f",
                f"{GROUP}/providers/Microsoft.Network/networkWatchers/w",
            ),
        },
        18,
    ),
]
