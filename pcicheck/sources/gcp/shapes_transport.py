"""Load balancers: forwarding rules, proxies, backends, TLS settings, firewalls for requests; meshes and gateways.

Sources: REST references of Compute Engine v1 and of Network Security, Network Services and API Gateway v1. A
forwarding rule for Private Service Connect leaves out the scheme, which every load balancer states.
"""

from __future__ import annotations

from pcicheck.sources.gcp.form import UNTOLD, AssetShape, items_of, only_shapes, regional, renamed
from pcicheck.sources.shapes import Values

_BUNDLES = ("all-apis", "vpc-sc")


def _forwarding(values: Values) -> None:
    renamed(values, ip_address="ipaddress")
    if not values.get("load_balancing_scheme"):
        target = str(values.get("target", ""))
        private = "/serviceAttachments/" in target or target in _BUNDLES
        values["load_balancing_scheme"] = "" if private else UNTOLD


def _backend(values: Values) -> None:
    renamed(values, backend="backends")


def _url_map(values: Values) -> None:
    values["path_matcher"] = matchers = items_of(values.pop("path_matchers", None))
    for matcher in matchers:
        renamed(matcher, path_rule="path_rules")


def _security_policy(values: Values) -> None:
    renamed(values, rule="rules")


def _two(asset: str, world: str, region: str, **more: object) -> list[tuple[str, AssetShape]]:
    """A type that Terraform has twice, for global things and for those of a region."""
    shape = AssetShape(world, also=(region,), pick=regional(world, region), **more)  # type: ignore[arg-type]
    return [(f"compute.googleapis.com/{asset}", shape)]


def _certificate(values: Values) -> str:
    if values.get("type") == "MANAGED":
        return "google_compute_managed_ssl_certificate"
    return regional("google_compute_ssl_certificate", "google_compute_region_ssl_certificate")(values)


_GLOBAL_BACKEND, _REGION_BACKEND = "google_compute_backend_service", "google_compute_region_backend_service"

SHAPES = only_shapes(
    [
        *_two(
            "ForwardingRule",
            "google_compute_global_forwarding_rule",
            "google_compute_forwarding_rule",
            more=_forwarding,
        ),
        (
            "compute.googleapis.com/GlobalForwardingRule",
            AssetShape("google_compute_global_forwarding_rule", more=_forwarding),
        ),
        *_two("TargetHttpsProxy", "google_compute_target_https_proxy", "google_compute_region_target_https_proxy"),
        *_two("TargetHttpProxy", "google_compute_target_http_proxy", "google_compute_region_target_http_proxy"),
        ("compute.googleapis.com/TargetSslProxy", AssetShape("google_compute_target_ssl_proxy")),
        *_two("SslPolicy", "google_compute_ssl_policy", "google_compute_region_ssl_policy"),
        (
            "compute.googleapis.com/SslCertificate",
            AssetShape(
                "google_compute_ssl_certificate",
                also=("google_compute_region_ssl_certificate", "google_compute_managed_ssl_certificate"),
                pick=_certificate,
            ),
        ),
        *_two(
            "BackendService",
            _GLOBAL_BACKEND,
            _REGION_BACKEND,
            more=_backend,
            unstated=("load_balancing_scheme", "protocol"),
        ),
        *_two(
            "RegionBackendService",
            _GLOBAL_BACKEND,
            _REGION_BACKEND,
            more=_backend,
            unstated=("load_balancing_scheme", "protocol"),
        ),
        *_two("UrlMap", "google_compute_url_map", "google_compute_region_url_map", more=_url_map),
        (
            "compute.googleapis.com/NetworkEndpointGroup",
            AssetShape("google_compute_region_network_endpoint_group", unstated=("network_endpoint_type",)),
        ),
        *_two(
            "SecurityPolicy",
            "google_compute_security_policy",
            "google_compute_region_security_policy",
            more=_security_policy,
            unstated=("rule",),
        ),
        (
            "networksecurity.googleapis.com/ServerTlsPolicy",
            AssetShape("google_network_security_server_tls_policy"),
        ),
        (
            "networksecurity.googleapis.com/ClientTlsPolicy",
            AssetShape("google_network_security_client_tls_policy"),
        ),
        (
            "networksecurity.googleapis.com/BackendAuthenticationConfig",
            AssetShape("google_network_security_backend_authentication_config"),
        ),
        (
            "networksecurity.googleapis.com/TlsInspectionPolicy",
            AssetShape("google_network_security_tls_inspection_policy"),
        ),
        (
            "networkservices.googleapis.com/EndpointPolicy",
            AssetShape("google_network_services_endpoint_policy"),
        ),
        ("apigateway.googleapis.com/Gateway", AssetShape("google_api_gateway_gateway")),
        ("certificatemanager.googleapis.com/TrustConfig", AssetShape("google_certificate_manager_trust_config")),
    ]
)
"""Type of asset to its shape."""
