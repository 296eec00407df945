"""Native types of objects of Kubernetes: as manifests name them and as Terraform does.

A document of a native type of manifests holds the object as it is written (``apiVersion``, ``kind``, ``metadata``,
``spec``).

Terraform, registry hashicorp/kubernetes 2.38: types come with and without the version of the API.
"""

from __future__ import annotations

from functools import cache

from pcicheck.model.kubernetes import PREFIX

INLINE = "kubernetes_manifest"
"""The Terraform type that holds an object as a manifest has it."""
_TERRAFORM = {
    "ClusterRole": ("cluster_role",),
    "ClusterRoleBinding": ("cluster_role_binding",),
    "ConfigMap": ("config_map",),
    "CronJob": ("cron_job",),
    "DaemonSet": ("daemonset", "daemon_set"),
    "Deployment": ("deployment",),
    "Ingress": ("ingress",),
    "Job": ("job",),
    "Namespace": ("namespace",),
    "NetworkPolicy": ("network_policy",),
    "PersistentVolume": ("persistent_volume",),
    "Pod": ("pod",),
    "PodSecurityPolicy": ("pod_security_policy",),
    "ReplicaSet": (),
    "ReplicationController": ("replication_controller",),
    "ResourceQuota": ("resource_quota",),
    "Role": ("role",),
    "RoleBinding": ("role_binding",),
    "Secret": ("secret",),
    "Service": ("service",),
    "ServiceAccount": ("service_account", "default_service_account"),
    "StatefulSet": ("stateful_set",),
    "StorageClass": ("storage_class",),
}
"""Kinds, and what follows ``kubernetes_`` in the Terraform types for them, the version aside."""
_VERSIONS = ("", "_v1", "_v1beta1")
WORKLOADS = (
    "CronJob",
    "DaemonSet",
    "Deployment",
    "DeploymentConfig",
    "Job",
    "Pod",
    "PodTemplate",
    "ReplicaSet",
    "ReplicationController",
    "StatefulSet",
    "apps.openshift.io/DeploymentConfig",
    "argoproj.io/Rollout",
    "serving.knative.dev/Configuration",
    "serving.knative.dev/Revision",
    "serving.knative.dev/Service",
    "sources.knative.dev/ContainerSource",
)
"""Kinds that are pods or make pods; DeploymentConfig had no group up to OpenShift 3.6."""
KIND_OF = {
    f"kubernetes_{name}{version}": kind for kind, names in _TERRAFORM.items() for name in names for version in _VERSIONS
}
"""Terraform type to the kind of the object."""


@cache
def types_of(*kinds: str) -> tuple[str, ...]:
    """Every native type for objects of some kinds, that of manifests last."""
    written = tuple(native for native, kind in KIND_OF.items() if kind in kinds)
    return written + tuple(f"{PREFIX}{kind}" for kind in kinds)
