"""Packet filters of Kubernetes: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, Theme
from pcicheck.providers.kubernetes.names import types_of

_CILIUM = Row("kubernetes.network.cilium:policy", ("firewall", "cluster_object"))

THEME = Theme(
    adapters={
        **dict.fromkeys(
            types_of("NetworkPolicy"), Row("kubernetes.network.policies:policy", ("firewall", "cluster_object"))
        ),
        "k8s:cilium.io/CiliumNetworkPolicy": _CILIUM,
        "k8s:cilium.io/CiliumClusterwideNetworkPolicy": Row("kubernetes.network.cilium:policy", ("firewall",)),
    },
    helpers=tuple(
        f"k8s:{kind}"
        for kind in (
            *("projectcalico.org/NetworkPolicy", "projectcalico.org/GlobalNetworkPolicy"),
            *("crd.projectcalico.org/NetworkPolicy", "crd.projectcalico.org/GlobalNetworkPolicy"),
            "policy.networking.k8s.io/AdminNetworkPolicy",
            "policy.networking.k8s.io/BaselineAdminNetworkPolicy",
        )
    ),
)
