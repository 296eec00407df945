"""Networks, filters and private paths on Azure: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, SideCar, Theme

_NETWORK = ("azurerm_virtual_network",)

THEME = Theme(
    adapters={
        "azurerm_virtual_network_peering": Row("common.environments:path_between", ("deployment",)),
        "azurerm_bastion_host": Row("azure.network.remote:bastion", ("bastion", "remote_desktop")),
        "azurerm_firewall": Row("azure.network.perimeter:firewall", ("perimeter",)),
        "azurerm_firewall_application_rule_collection": Row("azure.network.collections:application", ("firewall",)),
        "azurerm_firewall_nat_rule_collection": Row("azure.network.collections:nat", ("firewall",)),
        "azurerm_firewall_network_rule_collection": Row("azure.network.collections:network", ("firewall",)),
        "azurerm_firewall_policy": Row("azure.network.perimeter:policy", ("perimeter_policy",)),
        "azurerm_firewall_policy_rule_collection_group": Row("azure.network.collections:group", ("firewall",)),
        "azurerm_network_interface": Row("azure.network.vnet:network_interface", ("network_interface",)),
        "azurerm_network_manager_admin_rule": Row("azure.network.admin_rules:admin_rule", ("firewall",)),
        "azurerm_network_security_group": Row("azure.network.security_groups:group", ("firewall",)),
        "azurerm_network_security_rule": Row("azure.network.security_groups:rule", ("firewall",)),
        "azurerm_network_watcher_flow_log": Row("azure.network.flow_logs:flow_log", ("flow_log",)),
        "azurerm_private_endpoint": Row("azure.network.private:endpoint", ("private_link",)),
        "azurerm_private_link_service": Row("azure.network.private:service", ("private_service",)),
        "azurerm_subnet": Row("azure.network.vnet:subnet", ("subnet",)),
        "azurerm_virtual_network": Row("azure.network.vnet:virtual_network", ("network", "subnet")),
        "azurerm_virtual_network_gateway_connection": Row("azure.network.remote:connection", ("vpn_tunnel",)),
        "azurerm_vpn_gateway_connection": Row("azure.network.remote:hub_connection", ("vpn_tunnel",)),
    },
    sidecars={
        "azurerm_firewall_policy_rule_collection_group": SideCar("firewall_policy_id", ("azurerm_firewall_policy",)),
        "azurerm_network_security_rule": SideCar("network_security_group_name", ("azurerm_network_security_group",)),
        "azurerm_network_watcher_flow_log": SideCar("target_resource_id", _NETWORK),
        "azurerm_subnet_network_security_group_association": SideCar("subnet_id", ("azurerm_subnet",)),
        "azurerm_virtual_network_dns_servers": SideCar("virtual_network_id", _NETWORK),
    },
    helpers=("azurerm_monitor_diagnostic_setting", "azurerm_public_ip"),
)
