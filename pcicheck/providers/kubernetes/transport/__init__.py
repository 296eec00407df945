"""Ways in of Kubernetes: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, Theme
from pcicheck.providers.kubernetes.names import types_of

THEME = Theme(
    adapters=dict.fromkeys(
        types_of("Ingress"), Row("kubernetes.transport.ingresses:ingress", ("endpoint", "cluster_object"))
    ),
)
