"""Firewalls, bastions, tunnels and services offered to others, twice."""

from __future__ import annotations

from typing import Any

from tests.sources.arm.pairs.base import GROUP, Written, arm, both, ref

_STRONG = {
    "dh_group": "DHGroup24",
    "ike_encryption": "AES256",
    "ike_integrity": "SHA384",
    "ipsec_encryption": "GCMAES256",
    "ipsec_integrity": "GCMAES256",
    "pfs_group": "PFS24",
}
_WEAK = _STRONG | {"ike_encryption": "DES3", "dh_group": "DHGroup2", "ike_integrity": "SHA1"}


def all_logs(resource: str) -> Written:
    """A setting that sends all logs of something."""
    return {
        "azurerm_monitor_diagnostic_setting.log": {
            "name": "l",
            "target_resource_id": ref(resource),
            "log_analytics_workspace_id": f"{GROUP}/w",
            "enabled_log": [{"category_group": "allLogs"}],
        }
    }


def arm_logs(resource: str) -> Written:
    """The same as Resource Manager has it."""
    return {
        "log": arm(
            "Insights/diagnosticSettings@2021-05-01-preview",
            {"workspaceId": f"{GROUP}/w", "logs": [{"categoryGroup": "allLogs", "enabled": True}]},
            "l",
            ref(f"azapi_resource.{resource}.id"),
        )
    }


def _policy(policy: dict[str, Any]) -> list[dict[str, Any]]:
    """An IPsec policy in ARM's words."""
    words = {
        "dh_group": "dhGroup",
        "ike_encryption": "ikeEncryption",
        "ike_integrity": "ikeIntegrity",
        "ipsec_encryption": "ipsecEncryption",
        "ipsec_integrity": "ipsecIntegrity",
        "pfs_group": "pfsGroup",
    }
    return [{"saLifeTimeSeconds": 27000, **{words[name]: value for name, value in policy.items()}}]


_FIREWALLS = [
    both(
        "a firewall with a strict policy",
        8,
        {
            "azurerm_firewall.wall": {
                "name": "wall",
                "sku_tier": "Premium",
                "firewall_policy_id": ref("azurerm_firewall_policy.policy.id"),
            },
            "azurerm_firewall_policy.policy": {
                "name": "policy",
                "sku": "Premium",
                "threat_intelligence_mode": "Deny",
                "intrusion_detection": [{"mode": "Deny"}],
            },
            "azurerm_firewall_policy_rule_collection_group.group": {
                "name": "group",
                "firewall_policy_id": ref("azurerm_firewall_policy.policy.id"),
                "priority": 100,
                "network_rule_collection": [
                    {
                        "name": "out",
                        "priority": 100,
                        "action": "Allow",
                        "rule": [
                            {
                                "name": "https",
                                "protocols": ["TCP"],
                                "source_addresses": ["10.0.0.0/24"],
                                "destination_addresses": ["*"],
                                "destination_ports": ["443"],
                            }
                        ],
                    }
                ],
            },
            **all_logs("azurerm_firewall.wall.id"),
        },
        {
            "wall": arm(
                "Network/azureFirewalls@2024-01-01",
                {
                    "sku": {"name": "AZFW_VNet", "tier": "Premium"},
                    "threatIntelMode": "Alert",
                    "firewallPolicy": {"id": ref("azapi_resource.policy.id")},
                },
                "wall",
            ),
            "policy": arm(
                "Network/firewallPolicies@2024-01-01",
                {"sku": {"tier": "Premium"}, "threatIntelMode": "Deny", "intrusionDetection": {"mode": "Deny"}},
                "policy",
            ),
            "group": arm(
                "Network/firewallPolicies/ruleCollectionGroups@2024-01-01",
                {
                    "priority": 100,
                    "ruleCollections": [
                        {
                            "name": "out",
                            "ruleCollectionType": "FirewallPolicyFilterRuleCollection",
                            "priority": 100,
                            "action": {"type": "Allow"},
                            "rules": [
                                {
                                    "ruleType": "NetworkRule",
                                    "name": "https",
                                    "ipProtocols": ["TCP"],
                                    "sourceAddresses": ["10.0.0.0/24"],
                                    "destinationAddresses": ["*"],
                                    "destinationPorts": ["443"],
                                }
                            ],
                        }
                    ],
                },
                "group",
                ref("azapi_resource.policy.id"),
            ),
            **arm_logs("wall"),
        },
    ),
    both(
        "a firewall of its own, and a policy that says little",
        5,
        {
            "azurerm_firewall.wall": {"name": "wall", "threat_intel_mode": "Off"},
            "azurerm_firewall_policy.policy": {"name": "policy", "threat_intelligence_mode": "Off"},
        },
        {
            "wall": arm("Network/azureFirewalls@2024-01-01", {"threatIntelMode": "Off"}, "wall"),
            "policy": arm("Network/firewallPolicies@2024-01-01", {"threatIntelMode": "Off"}, "policy"),
        },
    ),
]


def _ways(good: bool) -> Written:
    policy = _STRONG if good else _WEAK
    clients: dict[str, Any] = {"address_space": ["10.9.0.0/24"]}
    return {
        "azurerm_bastion_host.jump": {
            "name": "jump",
            "shareable_link_enabled": not good,
            "session_recording_enabled": good,
        },
        "azurerm_private_link_service.offer": {
            "name": "offer",
            "visibility_subscription_ids": ["0b"] if good else ["*"],
            "auto_approval_subscription_ids": [] if good else ["*"],
        },
        "azurerm_virtual_network_gateway_connection.tunnel": {
            "name": "tunnel",
            "type": "IPsec",
            "connection_protocol": "IKEv2" if good else "IKEv1",
            "ipsec_policy": [policy],
        },
        "azurerm_virtual_network_gateway.gate": {
            "name": "gate",
            "type": "Vpn",
            "vpn_client_configuration": [clients | {"root_certificate": [{"name": "r", "public_cert_data": "MII"}]}],
        },
        "azurerm_vpn_server_configuration.server": {"name": "server", "vpn_authentication_types": ["Certificate"]},
    }


def _arm_ways(good: bool) -> Written:
    return {
        "jump": arm(
            "Network/bastionHosts@2024-01-01",
            {"enableShareableLink": not good, "enableSessionRecording": good},
            "jump",
            sku={"name": "Premium"},
        ),
        "offer": arm(
            "Network/privateLinkServices@2024-01-01",
            {
                "visibility": {"subscriptions": ["0b"] if good else ["*"]},
                "autoApproval": {"subscriptions": [] if good else ["*"]},
            },
            "offer",
        ),
        "tunnel": arm(
            "Network/connections@2024-01-01",
            {
                "connectionType": "IPsec",
                "connectionProtocol": "IKEv2" if good else "IKEv1",
                "ipsecPolicies": _policy(_STRONG if good else _WEAK),
            },
            "tunnel",
        ),
        "gate": arm(
            "Network/virtualNetworkGateways@2024-01-01",
            {
                "gatewayType": "Vpn",
                "vpnClientConfiguration": {
                    "vpnClientAddressPool": {"addressPrefixes": ["10.9.0.0/24"]},
                    "vpnClientRootCertificates": [{"name": "r", "properties": {"publicCertData": "MII"}}],
                    "vpnAuthenticationTypes": ["Certificate"],
                },
            },
            "gate",
        ),
        "server": arm(
            "Network/vpnServerConfigurations@2024-01-01", {"vpnAuthenticationTypes": ["Certificate"]}, "server"
        ),
    }


_WAYS = [
    both("careful ways in", 8, _ways(True), _arm_ways(True)),
    both("careless ways in", 8, _ways(False), _arm_ways(False)),
]
EDGE = [*_FIREWALLS, *_WAYS]
