"""Native types of the objects of service meshes, the version of the API aside, and namespaces of the platform."""

from __future__ import annotations

from pcicheck.providers.kubernetes.names import types_of

SECURITY, NETWORKING = "security.istio.io", "networking.istio.io"
PEER_AUTHENTICATION = f"{SECURITY}/PeerAuthentication"
AUTHORIZATION_POLICY = f"{SECURITY}/AuthorizationPolicy"
REQUEST_AUTHENTICATION = f"{SECURITY}/RequestAuthentication"
DESTINATION_RULE = f"{NETWORKING}/DestinationRule"
GATEWAY = f"{NETWORKING}/Gateway"
SERVICE_ENTRY = f"{NETWORKING}/ServiceEntry"
SIDECAR = f"{NETWORKING}/Sidecar"
VIRTUAL_SERVICE = f"{NETWORKING}/VirtualService"
ENVOY_FILTER = f"{NETWORKING}/EnvoyFilter"
TELEMETRY = "telemetry.istio.io/Telemetry"
OPERATORS = ("install.istio.io/IstioOperator", "sailoperator.io/Istio", "operator.istio.io/Istio")
LINKERD_SERVER = "policy.linkerd.io/Server"
LINKERD_SERVER_GRANT = "policy.linkerd.io/ServerAuthorization"
LINKERD_POLICY = "policy.linkerd.io/AuthorizationPolicy"
LINKERD_IDENTITIES = "policy.linkerd.io/MeshTLSAuthentication"
LINKERD_NETWORKS = "policy.linkerd.io/NetworkAuthentication"
CONSUL_MESH = "consul.hashicorp.com/Mesh"
CONSUL_INTENTIONS = "consul.hashicorp.com/ServiceIntentions"

ISTIO = (
    *(PEER_AUTHENTICATION, AUTHORIZATION_POLICY, REQUEST_AUTHENTICATION, DESTINATION_RULE, GATEWAY, SERVICE_ENTRY),
    *(SIDECAR, VIRTUAL_SERVICE, ENVOY_FILTER, TELEMETRY, *OPERATORS),
)
"""Kinds that only clusters with Istio have."""
LINKERD = (LINKERD_SERVER, LINKERD_SERVER_GRANT, LINKERD_POLICY, LINKERD_IDENTITIES, LINKERD_NETWORKS)
"""Kinds that only clusters with Linkerd have."""
NAMESPACE_TYPES = types_of("Namespace")
PRESET_ROOT = "istio-system"
"""Where policies hold for the whole mesh unless its settings name another namespace."""
PLATFORM = frozenset(
    (
        *("kube-system", "kube-public", "kube-node-lease", "gatekeeper-system", "cert-manager", "kyverno"),
        *(PRESET_ROOT, "istio-operator", "istio-ingress", "istio-egress", "istio-cni", "istio-gateways"),
        *("linkerd", "linkerd-viz", "linkerd-cni", "linkerd-jaeger", "linkerd-multicluster", "consul"),
    )
)
"""Namespaces of the cluster's and the mesh's own programs, which stand outside the mesh or are its way in."""
