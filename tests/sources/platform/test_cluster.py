"""Files of a cluster's own programs: what is read, and what bad input gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from pcicheck.results.finding import Finding
from pcicheck.scanning import scan

pytestmark = pytest.mark.unmeasured  # other tests run the same lines

KUBELET = "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n"
AUDIT = "apiVersion: audit.k8s.io/v1\nkind: Policy\n"
ENCRYPTION = "apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\n"


def findings(tmp_path: Path, text: str, name: str = "a.yaml") -> dict[tuple[str, str], Finding]:
    """Findings by rule and address."""
    (tmp_path / name).write_text(text, "utf-8")
    results = scan([tmp_path], shown_as={f"{tmp_path}/": ""})
    return {(finding.rule, finding.address): finding for finding in results.findings()}


def test_files_without_metadata_are_called_by_their_file(tmp_path: Path) -> None:
    """They have no name of their own."""
    found = findings(tmp_path, KUBELET + "readOnlyPort: 10255\n", "kubelet.yaml")
    assert found["control-no-plain-port", "kubelet.yaml:KubeletConfiguration"].verdict == "fail"


def test_the_files_that_kubeadm_keeps_in_config_maps_are_read(tmp_path: Path) -> None:
    """A dump of kube-system holds them."""
    text = """apiVersion: v1
kind: ConfigMap
metadata: {name: kubeadm-config, namespace: kube-system}
data:
  ClusterConfiguration: |
    apiVersion: kubeadm.k8s.io/v1beta3
    kind: ClusterConfiguration
    apiServer:
      extraArgs: {anonymous-auth: "false", authorization-mode: AlwaysAllow}
"""
    found = findings(tmp_path, text)
    address = "ConfigMap/kube-system/kubeadm-config:ClusterConfiguration:ClusterConfiguration#api_server"
    assert found["control-anonymous-refused", address].verdict == "pass"
    assert found["control-access-decided", address].verdict == "fail"


@pytest.mark.parametrize(
    "text",
    [
        KUBELET + "authentication: [1, 2]\nauthorization: yes\nreadOnlyPort: many\ntlsCipherSuites: {a: b}\n",
        KUBELET + "featureGates: text\nstreamingConnectionIdleTimeout: {}\ntlsMinVersion: 12\n",
        AUDIT + "rules: text\n",
        AUDIT + "rules: [1, null, {level: [x]}, {level: Odd, resources: text, verbs: {a: b}}]\n",
        AUDIT + "omitStages: {a: b}\nrules:\n- level: Metadata\n  resources: [secrets, {group: 5, resources: 7}]\n",
        ENCRYPTION + "resources: {resources: secrets, providers: kms}\n",
        ENCRYPTION + "resources: [5, {resources: [secrets], providers: [aescbc, {aescbc: {keys: text}}]}]\n",
        (
            "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\napiServer: {extraArgs: [a, {name: b}, {value: c}]}\n"
            "etcd: {external: text}\nkubernetesVersion: [1]\n"
        ),
        "apiVersion: kubeadm.k8s.io/v1beta3\nkind: ClusterConfiguration\napiServer: {extraArgs: text}\netcd: 5\n",
        "apiVersion: v1\nkind: Config\nclusters: {a: b}\nusers: [text, {user: 5}]\n",
        "apiVersion: apiserver.config.k8s.io/v1\nkind: AdmissionConfiguration\nplugins: [a, {name: PodSecurity, configuration: 5}]\n",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, command: kube-apiserver, args: 5}]}\n",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, command: [etcd, [1], {a: b}], env: [x]}]}\n",
        (
            "apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: a}\nspecs: text\nspec: [1, {endpointSelector: 5, "
            "ingress: text, egress: [1, {toCIDRSet: [x, {cidr: 5}], toPorts: [{ports: text}]}]}]\n"
        ),
        (
            "apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: {name: a}\nspec: {selector: [x], types: 5, ingress: [5]}\n"
            "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: a, labels: {isolation: 5}}\n"
        ),
        (
            "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec: {podSelector: text, policyTypes: Ingress, "
            "ingress: [text, {from: [x], ports: y}]}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: [x]}\nspec: {}\n"
        ),
        "apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: a}\nspec: {privateKey: text, duration: 5, issuerRef: [x]}\n",
        "apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nmetadata: {name: a}\nspec: {rules: [5, {validate: text}], failurePolicy: []}\n",
        (
            "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: a, labels: 5}\n"
            "aggregationRule: {clusterRoleSelectors: [text, {matchLabels: 5}]}\n"
        ),
    ],
)
def test_wrong_types_are_judged_without_a_stumble(tmp_path: Path, text: str) -> None:
    """Nothing breaks, and nothing is reported as unreadable by mistake of an adapter."""
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    results = scan([tmp_path], shown_as={f"{tmp_path}/": ""})
    assert not [gap for gap in results.header.gaps if "please report" in gap.why]
