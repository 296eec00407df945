"""How native types of objects of Kubernetes are named, whatever source they come from.

They are ``k8s:`` and the kind, such as ``k8s:Deployment``; objects that a cluster does not bring along carry the group
of their API too, as several groups have a ``Gateway``: ``k8s:networking.istio.io/Gateway``. Constraints of Gatekeeper,
whose kinds each cluster makes up by its templates, are all ``k8s:constraints.gatekeeper.sh/Constraint``.
"""

from __future__ import annotations

PREFIX = "k8s:"
PRESET_NAMESPACE = "default"
"""Where objects stand that name no namespace."""
_OWN_GROUPS = frozenset(
    (
        "",
        "admissionregistration.k8s.io",
        "apps",
        "autoscaling",
        "batch",
        "extensions",
        "networking.k8s.io",
        "policy",
        "rbac.authorization.k8s.io",
        "scheduling.k8s.io",
        "storage.k8s.io",
    )
)
"""Groups of APIs that every cluster has."""
_MADE_UP = {"constraints.gatekeeper.sh": "Constraint"}
"""Groups in which each cluster has kinds of its own, and the one name that stands for them."""


def native_type(api_version: str, kind: str) -> str:
    """The native type of an object by its own ``apiVersion`` and ``kind``."""
    group = api_version.rpartition("/")[0]
    return f"{PREFIX}{kind}" if group in _OWN_GROUPS else f"{PREFIX}{group}/{_MADE_UP.get(group, kind)}"
