"""Secrets and settings of Kubernetes: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, Theme
from pcicheck.providers.kubernetes.names import types_of

THEME = Theme(
    adapters={
        **dict.fromkeys(types_of("Secret"), Row("kubernetes.keys.secrets:secret", ("secret", "cluster_object"))),
        **dict.fromkeys(
            types_of("ConfigMap"), Row("kubernetes.keys.secrets:config_map", ("configuration_data", "cluster_object"))
        ),
    },
)
