"""Documents in the form of manifests, as a source for ``kubectl get -o json`` will make them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from pcicheck.model.document import Document
from pcicheck.model.kubernetes import native_type
from pcicheck.model.origin import Gap, Origin
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.adapt import adapt
from pcicheck.providers.kubernetes.names import types_of
from pcicheck.providers.registry import ADAPTERS

FACTS = tuple[str, dict[str, Any]]


class Cluster:
    """Objects of one dump. They name each other by literal names only."""

    def __init__(self, *objects: dict[str, Any]) -> None:
        self.documents = [self._document(number, item) for number, item in enumerate(objects)]

    def _document(self, number: int, item: dict[str, Any]) -> Document:
        return Document(
            item,
            type=native_type(item["apiVersion"], item["kind"]),
            address=f"dump.json#{number}",
            provider="kubernetes",
            origin=Origin(source="manifest"),
            surroundings=self,
        )

    def follow(self, document: Document, path: str, types: Sequence[str]) -> list[Document]:
        return []

    def names(self, document: Document, path: str) -> list[str]:
        return []

    def of_type(self, native: str) -> Sequence[Document]:
        return [document for document in self.documents if document.type == native]

    def resources(self) -> dict[tuple[str, str], Resource]:
        """By address and kind. Nothing may be unreadable."""
        gaps: list[Gap] = []
        found = {(resource.native_address, resource.kind): resource for resource in adapt(self.documents, gaps)}
        assert gaps == []
        return found


def _object(
    kind: str, api: str = "v1", name: str = "pay", namespace: str | None = "pay", **parts: Any
) -> dict[str, Any]:
    metadata = {"name": name} | ({"namespace": namespace} if namespace else {})
    return {"apiVersion": api, "kind": kind, "metadata": metadata} | parts


def _pod(**spec: Any) -> dict[str, Any]:
    return {"containers": [{"name": "web", "image": "web:1.2"}]} | spec


def _facts(*objects: dict[str, Any], kind: str, number: int = 0) -> Any:
    return Cluster(*objects).resources()[f"dump.json#{number}", kind].facts


@pytest.mark.parametrize(
    ("kind", "api", "spec"),
    [
        ("Pod", "v1", _pod(hostPID=True)),
        ("Deployment", "apps/v1", {"template": {"spec": _pod(hostPID=True)}}),
        ("Deployment", "extensions/v1beta1", {"template": {"spec": _pod(hostPID=True)}}),
        ("DaemonSet", "apps/v1", {"template": {"spec": _pod(hostPID=True)}}),
        ("StatefulSet", "apps/v1", {"template": {"spec": _pod(hostPID=True)}}),
        ("ReplicaSet", "apps/v1", {"template": {"spec": _pod(hostPID=True)}}),
        ("ReplicationController", "v1", {"template": {"spec": _pod(hostPID=True)}}),
        ("Job", "batch/v1", {"template": {"spec": _pod(hostPID=True)}}),
        ("CronJob", "batch/v1beta1", {"jobTemplate": {"spec": {"template": {"spec": _pod(hostPID=True)}}}}),
    ],
)
def test_everything_that_makes_pods_is_read(kind: str, api: str, spec: dict[str, Any]) -> None:
    facts = _facts(_object(kind, api, spec=spec), kind="container_workload")
    assert facts.host_processes is True
    assert [container.name for container in facts.containers] == ["web"]


def test_other_groups_have_types_of_their_own() -> None:
    assert native_type("networking.istio.io/v1", "Gateway") == "k8s:networking.istio.io/Gateway"
    assert native_type("gateway.networking.k8s.io/v1", "Gateway") == "k8s:gateway.networking.k8s.io/Gateway"
    assert native_type("networking.k8s.io/v1", "Ingress") == "k8s:Ingress"
    assert native_type("v1", "Pod") == "k8s:Pod"


def test_every_type_of_terraform_has_the_adapter_of_its_manifest() -> None:
    for native in (name for name in ADAPTERS if name.startswith("k8s:")):
        for other in types_of(native.removeprefix("k8s:")):
            assert ADAPTERS[other] is ADAPTERS[native], other


def test_what_a_container_leaves_out_comes_from_its_pod() -> None:
    spec = _pod(
        securityContext={"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}},
        initContainers=[{"name": "first", "securityContext": {"runAsUser": 0, "privileged": True}}],
        ephemeralContainers=[{"name": "debug", "securityContext": {"seccompProfile": {"type": "Unconfined"}}}],
    )
    web, first, debug = _facts(_object("Pod", spec=spec), kind="container_workload").containers
    assert (web.root_refused, web.calls_filtered, web.privileged) == (True, True, False)
    assert (first.root_refused, first.calls_filtered, first.privileged) == (False, True, True)
    assert (debug.root_refused, debug.calls_filtered) == (True, False)


def test_the_account_says_whether_a_pod_gets_a_token() -> None:
    account = _object("ServiceAccount", automountServiceAccountToken=False)
    quiet = _object("Pod", spec=_pod(serviceAccountName="pay"))
    loud = _object("Pod", spec=_pod(serviceAccountName="pay", automountServiceAccountToken=True))
    found = Cluster(account, quiet, loud, _object("Pod", spec=_pod())).resources()
    tokens = [found[f"dump.json#{number}", "container_workload"].facts.platform_token for number in (1, 2, 3)]  # type: ignore[attr-defined]
    assert tokens == [False, True, True]


def test_policies_and_quotas_belong_to_their_namespace() -> None:
    deny = _object(
        "NetworkPolicy", "networking.k8s.io/v1", spec={"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    )
    quota = _object("ResourceQuota", spec={"hard": {"pods": "10"}})
    found = Cluster(
        _object("Namespace", namespace=None), _object("Namespace", name="shop", namespace=None), deny, quota
    ).resources()
    pay, shop = (found[f"dump.json#{number}", "namespace"].facts for number in (0, 1))
    assert (pay.ingress_denied, pay.egress_denied, pay.quota) == (True, True, True)  # type: ignore[attr-defined]
    assert (shop.ingress_denied, shop.egress_denied, shop.quota) == (False, False, False)  # type: ignore[attr-defined]


def test_bindings_hold_what_their_role_allows() -> None:
    group = "rbac.authorization.k8s.io"
    role = _object("Role", f"{group}/v1", rules=[{"apiGroups": [""], "resources": ["secrets"], "verbs": ["get"]}])
    binding = _object(
        "RoleBinding",
        f"{group}/v1",
        roleRef={"kind": "Role", "name": "pay"},
        subjects=[{"kind": "ServiceAccount", "name": "default", "namespace": "pay"}],
    )
    grant = Cluster(role, binding).resources()["dump.json#1", "grant"].facts
    assert grant.exposes_credentials is True  # type: ignore[attr-defined]
    assert grant.holders == ("default_service",)  # type: ignore[attr-defined]
    assert isinstance(Cluster(binding).resources()["dump.json#0", "grant"].facts.powers, Unknown)  # type: ignore[attr-defined]


def test_objects_say_where_they_stand() -> None:
    found = Cluster(
        _object("Secret", namespace=None),
        _object("ConfigMap"),
        _object("ClusterRole", f"rbac.{'authorization'}.k8s.io/v1"),
    ).resources()
    assert found["dump.json#0", "cluster_object"].facts.preset_namespace is True  # type: ignore[attr-defined]
    assert found["dump.json#1", "cluster_object"].facts.namespace == "pay"  # type: ignore[attr-defined]
    assert ("dump.json#2", "cluster_object") not in found
    assert "k8s:ConfigMap/pay/pay" in found["dump.json#1", "configuration_data"].names


@pytest.mark.parametrize("native", sorted(name for name in ADAPTERS if name.startswith(("k8s:", "kubernetes_"))))
@pytest.mark.parametrize(
    "values",
    [
        Unknown("not in this input"),
        {},
        {"metadata": [], "spec": []},
        {"metadata": [None], "spec": [None]},
        {"metadata": "text", "spec": 7, "rule": "x", "rules": 3, "subject": [1], "data": [], "manifest": "text"},
        {"metadata": {"labels": ["a"], "annotations": "b"}, "spec": {"template": [], "containers": {}, "volumes": [1]}},
        {"spec": [{"template": [{"spec": [{"container": [Unknown("later")], "volume": Unknown("later")}]}]}]},
        {"spec": {"containers": [{"env": [{"name": None}], "securityContext": "x", "ports": [{"hostPort": "http"}]}]}},
        {"spec": {"ingress": [{"from": [{"ipBlock": {"cidr": "x"}}], "ports": [{"port": []}]}], "policyTypes": 5}},
        {"spec": {"tls": [{"hosts": 5}], "rules": [{"host": ["a"]}]}, "rules": [{"verbs": {"a": 1}}]},
    ],
)
def test_odd_shapes_are_survived(native: str, values: Any) -> None:
    cluster = Cluster()
    cluster.documents = [
        Document(
            values,
            type=native,
            address="odd",
            provider="kubernetes",
            origin=Origin(source="manifest"),
            surroundings=cluster,
        )
    ]
    cluster.resources()
