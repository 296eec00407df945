"""What clusters are run with: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, Theme
from pcicheck.providers.kubernetes.names import types_of

_FILES = "kubernetes.control.files"
_POLICY = Row("kubernetes.control.policies:kyverno", ("admission_policy",))
_CEL = Row("kubernetes.control.policies:kyverno_typed", ("admission_policy",))
_BINDING = Row("kubernetes.control.policies:binding", ("admission_policy",))
_HOOKS = Row("kubernetes.control.policies:webhooks", ("admission_policy",))
_ENCRYPTION = Row(f"{_FILES}:encryption", ("state_encryption",))
_API_SERVER = "k8s:apiserver.config.k8s.io/"

THEME = Theme(
    adapters={
        "k8s:kubelet.config.k8s.io/KubeletConfiguration": Row(
            "kubernetes.control.components:kubelet_file", ("control_component",)
        ),
        "k8s:kubeadm.k8s.io/ClusterConfiguration": Row("kubernetes.control.components:kubeadm", ("control_component",)),
        f"{_API_SERVER}EncryptionConfiguration": _ENCRYPTION,
        "k8s:EncryptionConfig": _ENCRYPTION,
        f"{_API_SERVER}AdmissionConfiguration": Row(f"{_FILES}:admission", ("admission_defaults",)),
        "k8s:pod-security.admission.config.k8s.io/PodSecurityConfiguration": Row(
            f"{_FILES}:pod_security", ("admission_defaults",)
        ),
        "k8s:audit.k8s.io/Policy": Row("kubernetes.control.audit:policy", ("audit_policy",)),
        "k8s:Config": Row("kubernetes.control.clients:kubeconfig", ("cluster_client",)),
        "k8s:kyverno.io/ClusterPolicy": _POLICY,
        "k8s:kyverno.io/Policy": _POLICY,
        "k8s:policies.kyverno.io/ValidatingPolicy": _CEL,
        "k8s:policies.kyverno.io/NamespacedValidatingPolicy": _CEL,
        "k8s:policies.kyverno.io/ImageValidatingPolicy": _CEL,
        "k8s:constraints.gatekeeper.sh/Constraint": Row(
            "kubernetes.control.policies:constraint", ("admission_policy",)
        ),
        **dict.fromkeys(types_of("ValidatingAdmissionPolicyBinding"), _BINDING),
        **dict.fromkeys(types_of("ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"), _HOOKS),
    },
)
