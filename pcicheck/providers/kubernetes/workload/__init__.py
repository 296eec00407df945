"""Workloads, namespaces and services of Kubernetes: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, Theme
from pcicheck.providers.kubernetes.names import INLINE, WORKLOADS, types_of

_WORKLOAD = Row("kubernetes.workload.pods:workload", ("container_workload", "cluster_object"))
_POLICY = Row("kubernetes.workload.policies:policy", ("pod_policy",))
_NAMESPACE = Row("kubernetes.workload.namespaces:namespace", ("namespace",))
_SERVICE = Row("kubernetes.workload.services:service", ("cluster_service", "cluster_object"))
_INLINE = Row(
    "kubernetes.terraform:inline",
    (
        "block_volume",
        "cluster_object",
        "cluster_service",
        "configuration_data",
        "container_workload",
        "endpoint",
        "firewall",
        "grant",
        "identity",
        "namespace",
        "pod_policy",
        "secret",
    ),
)

THEME = Theme(
    adapters={
        **dict.fromkeys(types_of(*WORKLOADS), _WORKLOAD),
        **dict.fromkeys(types_of("PodSecurityPolicy"), _POLICY),
        **dict.fromkeys(types_of("Namespace"), _NAMESPACE),
        **dict.fromkeys(types_of("Service"), _SERVICE),
        INLINE: _INLINE,
    },
    helpers=types_of("ResourceQuota"),
)
