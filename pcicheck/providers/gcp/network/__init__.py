"""Networks, filters, perimeters and names on Google Cloud: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, SideCar, Theme

_POLICY_RULE = Row("gcp.network.policies:rule", ("firewall",))
_POLICY = Row("gcp.network.policies:policy_with_rules", ("firewall",))
_PERIMETER = ("google_access_context_manager_service_perimeter",)

THEME = Theme(
    adapters={
        "google_compute_network_peering": Row("common.environments:path_between", ("deployment",)),
        "google_access_context_manager_service_perimeter": Row(
            "gcp.network.perimeter:perimeter", ("service_perimeter",)
        ),
        "google_compute_firewall": Row("gcp.network.rules:firewall", ("firewall",)),
        "google_compute_firewall_policy_rule": _POLICY_RULE,
        "google_compute_firewall_policy_with_rules": _POLICY,
        "google_compute_global_address": Row("gcp.network.private:address", ("private_link",)),
        "google_compute_network": Row("gcp.network.vpc:network", ("network",)),
        "google_compute_network_firewall_policy_rule": _POLICY_RULE,
        "google_compute_network_firewall_policy_with_rules": _POLICY,
        "google_compute_region_network_firewall_policy_rule": _POLICY_RULE,
        "google_compute_region_network_firewall_policy_with_rules": _POLICY,
        "google_compute_router_nat": Row("gcp.network.vpc:router_nat", ("nat_gateway",)),
        "google_compute_service_attachment": Row("gcp.network.private:service", ("private_service",)),
        "google_compute_subnetwork": Row("gcp.network.vpc:subnetwork", ("subnet",)),
        "google_compute_vpn_tunnel": Row("gcp.network.vpn:tunnel", ("vpn_tunnel",)),
        "google_dns_managed_zone": Row("gcp.network.names:zone", ("dns_zone",)),
        "google_dns_policy": Row("gcp.network.names:policy", ("name_resolver",)),
        "google_project": Row("gcp.network.vpc:project", ("starter_network", "audit_log")),
    },
    sidecars={
        "google_access_context_manager_service_perimeter_egress_policy": SideCar("perimeter", _PERIMETER),
        "google_access_context_manager_service_perimeter_ingress_policy": SideCar("perimeter", _PERIMETER),
        "google_access_context_manager_service_perimeter_resource": SideCar("perimeter_name", _PERIMETER),
        "google_compute_firewall": SideCar("network", ("google_compute_network",)),
    },
    helpers=(
        "google_compute_global_forwarding_rule",
        "google_compute_network_firewall_policy_association",
        "google_network_management_vpc_flow_logs_config",
    ),
)
