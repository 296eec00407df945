"""Further things in both forms: networks, load balancers, data, workloads, keys, identities and oversight."""

from __future__ import annotations

from tests.sources.gcp.pairs.base import PROJECT, Pair, asset

_HERE = f"{PROJECT}/locations/eu"
_COMPUTE = f"//compute.googleapis.com/{PROJECT}"
_NETWORK = f"{PROJECT}/global/networks/cde"


NETWORK = [
    Pair(
        "google_compute_subnetwork.s",
        {
            "name": "cde",
            "network": _NETWORK,
            "region": "europe-west1",
            "private_ip_google_access": True,
            "log_config": [{"aggregation_interval": "INTERVAL_5_SEC"}],
        },
        asset(
            "compute.googleapis.com/Subnetwork",
            f"{_COMPUTE}/regions/europe-west1/subnetworks/cde",
            {
                "name": "cde",
                "network": f"https://www.googleapis.com/compute/v1/{_NETWORK}",
                "region": "https://www.googleapis.com/compute/v1/projects/pay-prod/regions/europe-west1",
                "privateIpGoogleAccess": True,
                "logConfig": {"enable": True, "aggregationInterval": "INTERVAL_5_SEC"},
                "purpose": "PRIVATE",
            },
        ),
        1,
    ),
    Pair(
        "google_compute_router_nat.n",
        {"name": "out", "router": "r", "log_config": [{"enable": True, "filter": "ALL"}]},
        asset(
            "compute.googleapis.com/Router",
            f"{_COMPUTE}/regions/europe-west1/routers/r",
            {"name": "r", "nats": [{"name": "out", "logConfig": {"enable": True, "filter": "ALL"}}]},
        ),
        1,
    ),
    Pair(
        "google_compute_network_firewall_policy_rule.r",
        {
            "firewall_policy": "p",
            "priority": 10,
            "action": "allow",
            "direction": "INGRESS",
            "enable_logging": False,
            "description": "ssh",
            "match": [
                {"src_ip_ranges": ["0.0.0.0/0"], "layer4_configs": [{"ip_protocol": "tcp", "ports": ["22"]}]},
            ],
        },
        asset(
            "compute.googleapis.com/FirewallPolicy",
            f"{_COMPUTE}/global/firewallPolicies/p",
            {
                "name": "p",
                "rules": [
                    {
                        "priority": 10,
                        "action": "allow",
                        "direction": "INGRESS",
                        "enableLogging": False,
                        "description": "ssh",
                        "match": {
                            "srcIpRanges": ["0.0.0.0/0"],
                            "layer4Configs": [{"ipProtocol": "tcp", "ports": ["22"]}],
                        },
                    },
                    {"priority": 2147483647, "action": "goto_next", "direction": "INGRESS"},
                ],
            },
        ),
        4,
    ),
    Pair(
        "google_compute_vpn_tunnel.t",
        {"name": "t", "ike_version": 1, "peer_ip": "203.0.113.1"},
        asset(
            "compute.googleapis.com/VpnTunnel",
            f"{_COMPUTE}/regions/europe-west1/vpnTunnels/t",
            {"name": "t", "ikeVersion": 1, "peerIp": "203.0.113.1"},
        ),
        1,
    ),
    Pair(
        "google_dns_managed_zone.z",
        {"name": "z", "dns_name": "pay.example.", "dnssec_config": [{"state": "off"}]},
        asset(
            "dns.googleapis.com/ManagedZone",
            f"//dns.googleapis.com/{PROJECT}/managedZones/1",
            {"name": "z", "dnsName": "pay.example.", "visibility": "PUBLIC", "dnssecConfig": {"state": "OFF"}},
        ),
        2,
    ),
    Pair(
        "google_dns_policy.p",
        {"name": "p", "enable_logging": True},
        asset(
            "dns.googleapis.com/Policy",
            f"//dns.googleapis.com/{PROJECT}/policies/1",
            {"name": "p", "enableLogging": True},
        ),
        1,
    ),
    Pair(
        "google_access_context_manager_service_perimeter.p",
        {
            "name": "accessPolicies/1/servicePerimeters/cde",
            "title": "cde",
            "status": [
                {
                    "resources": ["projects/1"],
                    "restricted_services": ["storage.googleapis.com"],
                    "ingress_policies": [
                        {"ingress_from": [{"sources": [{"access_level": "*"}], "identity_type": "ANY_IDENTITY"}]}
                    ],
                }
            ],
        },
        {
            "name": "//cloudresourcemanager.googleapis.com/organizations/3",
            "asset_type": "cloudresourcemanager.googleapis.com/Organization",
            "service_perimeter": {
                "name": "accessPolicies/1/servicePerimeters/cde",
                "title": "cde",
                "status": {
                    "resources": ["projects/1"],
                    "restricted_services": ["storage.googleapis.com"],
                    "ingress_policies": [
                        {"ingress_from": {"sources": [{"access_level": "*"}], "identity_type": "ANY_IDENTITY"}}
                    ],
                },
            },
        },
        2,
    ),
    Pair(
        "google_compute_ssl_policy.s",
        {"name": "s", "profile": "MODERN", "min_tls_version": "TLS_1_1"},
        asset(
            "compute.googleapis.com/SslPolicy",
            f"{_COMPUTE}/global/sslPolicies/s",
            {"name": "s", "profile": "MODERN", "minTlsVersion": "TLS_1_1"},
        ),
        2,
    ),
    Pair(
        "google_compute_backend_service.b",
        {
            "name": "b",
            "protocol": "HTTP",
            "load_balancing_scheme": "EXTERNAL",
            "log_config": [{"enable": False}],
        },
        asset(
            "compute.googleapis.com/BackendService",
            f"{_COMPUTE}/global/backendServices/b",
            {"name": "b", "protocol": "HTTP", "loadBalancingScheme": "EXTERNAL", "logConfig": {"enable": False}},
        ),
        2,
    ),
    Pair(
        "google_compute_target_https_proxy.p",
        {"name": "p", "url_map": "m", "ssl_certificates": ["c"]},
        asset(
            "compute.googleapis.com/TargetHttpsProxy",
            f"{_COMPUTE}/global/targetHttpsProxies/p",
            {"name": "p", "urlMap": "m", "sslCertificates": ["c"]},
        ),
        2,
    ),
    Pair(
        "google_compute_global_forwarding_rule.f",
        {
            "name": "f",
            "target": f"{PROJECT}/global/targetHttpProxies/p",
            "load_balancing_scheme": "EXTERNAL",
            "port_range": "80",
        },
        asset(
            "compute.googleapis.com/GlobalForwardingRule",
            f"{_COMPUTE}/global/forwardingRules/f",
            {
                "name": "f",
                "target": f"https://www.googleapis.com/compute/v1/{PROJECT}/global/targetHttpProxies/p",
                "loadBalancingScheme": "EXTERNAL",
                "portRange": "80-80",
                "IPAddress": "203.0.113.9",
            },
        ),
        0,
    ),
    Pair(
        "google_compute_security_policy.w",
        {
            "name": "w",
            "rule": [
                {"action": "allow", "priority": 2147483647, "match": [{"versioned_expr": "SRC_IPS_V1"}]},
                {
                    "action": "deny(403)",
                    "priority": 1,
                    "match": [{"expr": [{"expression": "evaluatePreconfiguredWaf('cve-canary')"}]}],
                },
            ],
        },
        asset(
            "compute.googleapis.com/SecurityPolicy",
            f"{_COMPUTE}/global/securityPolicies/w",
            {
                "name": "w",
                "rules": [
                    {"action": "allow", "priority": 2147483647, "match": {"versionedExpr": "SRC_IPS_V1"}},
                    {
                        "action": "deny(403)",
                        "priority": 1,
                        "match": {"expr": {"expression": "evaluatePreconfiguredWaf('cve-canary')"}},
                    },
                ],
            },
        ),
        3,
    ),
]
