"""Secrets and settings of Kubernetes: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, Theme
from pcicheck.providers.kubernetes.names import types_of

_SEALED = ("k8s:external-secrets.io/ExternalSecret", "k8s:bitnami.com/SealedSecret")

THEME = Theme(
    adapters={
        "k8s:cert-manager.io/Certificate": Row("kubernetes.keys.certificates:certificate", ("certificate",)),
        **dict.fromkeys(_SEALED, Row("kubernetes.keys.secrets:kept_elsewhere", ("secret", "cluster_object"))),
        **dict.fromkeys(types_of("Secret"), Row("kubernetes.keys.secrets:secret", ("secret", "cluster_object"))),
        **dict.fromkeys(
            types_of("ConfigMap"),
            Row(
                "kubernetes.keys.secrets:config_map",
                ("configuration_data", "mesh_settings", "ingress_rules", "upstream", "cluster_object"),
            ),
        ),
    },
    helpers=("k8s:cert-manager.io/Issuer", "k8s:cert-manager.io/ClusterIssuer"),
)
