"""TLS endpoints and what stands before and behind them on Google Cloud: which native types there are and who reads
them."""

from __future__ import annotations

from pcicheck.providers.base import Row, SideCar, Theme

_HERE = "gcp.transport"
_ENDPOINT = ("endpoint",)
_UPSTREAM = ("upstream",)
_PROXIES = (
    "google_compute_target_https_proxy",
    "google_compute_region_target_https_proxy",
    "google_compute_target_http_proxy",
    "google_compute_region_target_http_proxy",
    "google_compute_target_ssl_proxy",
)
_FORWARDING = SideCar("target", _PROXIES)

THEME = Theme(
    adapters={
        "google_compute_ssl_policy": Row(f"{_HERE}.policies:ssl_policy", ("tls_policy",)),
        "google_compute_region_ssl_policy": Row(f"{_HERE}.policies:ssl_policy", ("tls_policy",)),
        "google_network_security_tls_inspection_policy": Row(f"{_HERE}.policies:inspection_policy", ("tls_policy",)),
        "google_compute_forwarding_rule": Row(f"{_HERE}.forwarding:forwarding_rule", _ENDPOINT),
        "google_compute_global_forwarding_rule": Row(f"{_HERE}.forwarding:forwarding_rule", _ENDPOINT),
        "google_compute_target_https_proxy": Row(f"{_HERE}.proxies:tls_proxy", _ENDPOINT),
        "google_compute_region_target_https_proxy": Row(f"{_HERE}.proxies:tls_proxy", _ENDPOINT),
        "google_compute_target_ssl_proxy": Row(f"{_HERE}.proxies:tls_proxy", _ENDPOINT),
        "google_compute_target_http_proxy": Row(f"{_HERE}.proxies:http_proxy", _ENDPOINT),
        "google_compute_region_target_http_proxy": Row(f"{_HERE}.proxies:http_proxy", _ENDPOINT),
        "google_compute_backend_service": Row(f"{_HERE}.backends:backend_service", ("endpoint", "upstream")),
        "google_compute_region_backend_service": Row(f"{_HERE}.backends:backend_service", ("endpoint", "upstream")),
        "google_network_security_client_tls_policy": Row(f"{_HERE}.backends:client_policy", _UPSTREAM),
        "google_apigee_target_server": Row(f"{_HERE}.backends:target_server", _UPSTREAM),
        "google_network_services_endpoint_policy": Row(f"{_HERE}.mesh:endpoint_policy", _ENDPOINT),
        "google_certificate_manager_trust_config": Row(f"{_HERE}.mesh:trust_config", ("trust_store",)),
        "google_compute_security_policy": Row(f"{_HERE}.firewall:security_policy", ("waf",)),
        "google_compute_region_security_policy": Row(f"{_HERE}.firewall:security_policy", ("waf",)),
        "google_api_gateway_gateway": Row(f"{_HERE}.edge:api_gateway", _ENDPOINT),
        "google_app_engine_domain_mapping": Row(f"{_HERE}.edge:domain_mapping", _ENDPOINT),
    },
    sidecars={
        "google_compute_forwarding_rule": _FORWARDING,
        "google_compute_global_forwarding_rule": _FORWARDING,
        "google_compute_security_policy_rule": SideCar("security_policy", ("google_compute_security_policy",)),
        "google_compute_region_security_policy_rule": SideCar(
            "security_policy", ("google_compute_region_security_policy",)
        ),
    },
    helpers=(
        "google_compute_url_map",
        "google_compute_region_url_map",
        "google_compute_region_network_endpoint_group",
        "google_network_security_server_tls_policy",
        "google_network_security_backend_authentication_config",
    ),
)
