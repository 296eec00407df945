"""Workloads, namespaces and services of Kubernetes: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, Theme
from pcicheck.providers.kubernetes.names import INLINE, WORKLOADS, types_of

_WORKLOAD = Row(
    "kubernetes.workload.pods:workload",
    (
        "container_workload",
        "workload_network",
        "control_component",
        "mesh_workload",
        "mesh_waiver",
        "upstream",
        "cluster_object",
    ),
)
_POLICY = Row("kubernetes.workload.policies:policy", ("pod_policy",))
_CONSTRAINTS = Row("kubernetes.workload.constraints:constraints", ("pod_policy",))
_NAMESPACE = Row("kubernetes.workload.namespaces:namespace", ("namespace", "mesh_policy"))
_SERVICE = Row("kubernetes.workload.services:service", ("cluster_service", "cluster_object"))
_INLINE = Row(
    "kubernetes.terraform:inline",
    (
        "admission_policy",
        "block_volume",
        "certificate",
        "cluster_object",
        "cluster_service",
        "cluster_volume",
        "configuration_data",
        "container_workload",
        "control_component",
        "endpoint",
        "firewall",
        "grant",
        "identity",
        "ingress_rules",
        "mesh_policy",
        "mesh_route",
        "mesh_settings",
        "mesh_waiver",
        "mesh_workload",
        "namespace",
        "pod_policy",
        "secret",
        "service_grant",
        "token_check",
        "upstream",
        "workload_network",
    ),
)

THEME = Theme(
    adapters={
        **dict.fromkeys(types_of(*WORKLOADS), _WORKLOAD),
        **dict.fromkeys(types_of("PodSecurityPolicy"), _POLICY),
        **dict.fromkeys(types_of("security.openshift.io/SecurityContextConstraints"), _CONSTRAINTS),
        **dict.fromkeys(types_of("Namespace"), _NAMESPACE),
        **dict.fromkeys(types_of("Service"), _SERVICE),
        INLINE: _INLINE,
    },
    helpers=types_of("ResourceQuota"),
)
