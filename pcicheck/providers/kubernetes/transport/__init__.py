"""Ways in of Kubernetes: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.model.kubernetes import PREFIX
from pcicheck.providers.base import Row, Theme
from pcicheck.providers.kubernetes.names import types_of

_INGRESS = Row("kubernetes.transport.ingresses:ingress", ("endpoint", "upstream", "ingress_rules", "cluster_object"))
_GATEWAYS = "kubernetes.transport.gateways"
_GATEWAY_API = {
    "gateway.networking.k8s.io/Gateway": Row(f"{_GATEWAYS}:gateway", ("endpoint", "cluster_object")),
    "gateway.networking.k8s.io/BackendTLSPolicy": Row(f"{_GATEWAYS}:backend_tls", ("upstream", "cluster_object")),
    "gateway.envoyproxy.io/ClientTrafficPolicy": Row(f"{_GATEWAYS}:client_traffic", ("tls_policy", "cluster_object")),
    "gateway.envoyproxy.io/SecurityPolicy": Row(f"{_GATEWAYS}:security", ("route", "cluster_object")),
    "gateway.envoyproxy.io/BackendTrafficPolicy": Row(f"{_GATEWAYS}:backend_traffic", ("route", "cluster_object")),
}
_CONTOUR = {
    "projectcontour.io/HTTPProxy": Row(
        "kubernetes.transport.contour:proxy", ("endpoint", "trust_store", "ingress_rules", "upstream", "cluster_object")
    ),
}
_OPENSHIFT = {
    "route.openshift.io/Route": Row("kubernetes.transport.routes:route", ("endpoint", "cluster_object")),
}
_TRAEFIK = {
    f"{group}/{kind}": row
    for group in ("traefik.io", "traefik.containo.us")
    for kind, row in {
        "IngressRoute": Row("kubernetes.transport.traefik:route", ("endpoint", "cluster_object")),
        "IngressRouteTCP": Row("kubernetes.transport.traefik:route", ("endpoint", "cluster_object")),
        "TLSOption": Row("kubernetes.transport.traefik:tls_option", ("tls_policy", "cluster_object")),
    }.items()
}
_ONLY_READ = (
    "gateway.networking.k8s.io/HTTPRoute",
    "networking.gke.io/FrontendConfig",
    "traefik.io/Middleware",
    "traefik.containo.us/Middleware",
)

THEME = Theme(
    adapters=dict.fromkeys(types_of("Ingress"), _INGRESS)
    | {f"{PREFIX}{kind}": row for kind, row in (_GATEWAY_API | _CONTOUR | _OPENSHIFT | _TRAEFIK).items()},
    helpers=tuple(f"{PREFIX}{kind}" for kind in _ONLY_READ),
)
