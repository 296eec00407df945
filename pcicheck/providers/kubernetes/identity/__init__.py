"""Accounts and rights of Kubernetes: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, Theme
from pcicheck.providers.kubernetes.names import types_of

_ROLE = Row("kubernetes.identity.roles:role", ("grant", "cluster_object"))
_BINDING = Row("kubernetes.identity.roles:binding", ("grant", "cluster_object"))
_ACCOUNT = Row("kubernetes.identity.accounts:service_account", ("identity", "cluster_object"))

THEME = Theme(
    adapters={
        **dict.fromkeys(types_of("Role", "ClusterRole"), _ROLE),
        **dict.fromkeys(types_of("RoleBinding", "ClusterRoleBinding"), _BINDING),
        **dict.fromkeys(types_of("ServiceAccount"), _ACCOUNT),
    },
)
