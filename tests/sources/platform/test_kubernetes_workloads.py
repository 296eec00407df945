"""Workloads as people and tools write them: lists, dumps, rendered charts, and what no cluster would take."""

from __future__ import annotations

import json

import pytest

from pcicheck.model.resource import Resource
from pcicheck.providers.adapt import adapt
from pcicheck.providers.kubernetes.names import WORKLOADS
from pcicheck.providers.registry import ADAPTERS
from pcicheck.sources.base import Input, Reading
from pcicheck.sources.platform.estate import Estate

_POD = {"containers": [{"name": "web", "image": "web:1", "securityContext": {"privileged": True}}]}


def _read(**files: str) -> Reading:
    estate = Estate(ADAPTERS)
    for name, text in files.items():
        suffix = "json" if text.startswith("{") else "yaml"
        assert estate.take(Input(f"{name}.{suffix}", text.encode()))
    return estate.reading()


def _workloads(reading: Reading) -> dict[str, Resource]:
    made = adapt(reading.documents, [])
    return {found.native_address: found for found in made if found.kind == "container_workload"}


def _object(kind: str, api: str = "v1", **parts: object) -> dict[str, object]:
    return {"apiVersion": api, "kind": kind, "metadata": {"name": "pay", "namespace": "payments"}} | parts


def test_a_list_of_kubectl_is_taken_apart() -> None:
    items = [_object("Pod", spec=_POD, status={"phase": "Running"}), _object("ConfigMap", data={"a": "b"})]
    reading = _read(dump=json.dumps({"apiVersion": "v1", "kind": "List", "metadata": {}, "items": items}))
    assert [document.address for document in reading.documents] == ["Pod/payments/pay", "ConfigMap/payments/pay"]
    assert reading.gaps == []


def test_a_list_of_one_kind_names_it_once() -> None:
    item = {"metadata": {"name": "pay"}, "spec": {"template": {"spec": _POD}}}
    reading = _read(dump=json.dumps({"apiVersion": "apps/v1", "kind": "DeploymentList", "items": [item]}))
    assert list(_workloads(reading)) == ["Deployment/default/pay"]


@pytest.mark.parametrize("kind", WORKLOADS)
def test_pods_are_found_wherever_a_kind_describes_them(kind: str) -> None:
    group, _, name = kind.rpartition("/")
    template: dict[str, object] = {"spec": _POD}
    parts: dict[str, object] = {"spec": {"template": template}}
    if name in ("Pod", "Revision"):
        parts = template
    elif name == "PodTemplate":
        parts = {"template": template}
    elif name == "CronJob":
        parts = {"spec": {"jobTemplate": {"spec": {"template": template}}}}
    version = f"{group}/v1" if group else "v1" if name in ("Pod", "PodTemplate", "ReplicationController") else "apps/v1"
    found = _workloads(_read(one=json.dumps(_object(name, version, **parts))))
    (container,) = found[f"{name}/payments/pay"].facts.containers  # type: ignore[attr-defined]
    assert container.privileged is True


def test_ephemeral_containers_are_containers_too() -> None:
    spec = {"containers": [{"name": "web"}], "ephemeralContainers": [{"name": "debug"}]}
    found = _workloads(_read(one=json.dumps(_object("Pod", spec=spec))))
    containers = found["Pod/payments/pay"].facts.containers  # type: ignore[attr-defined]
    assert [container.name for container in containers] == ["web", "debug"]


def test_a_rollout_of_a_deployment_is_judged_by_the_deployment() -> None:
    reference = {"workloadRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "pay"}}
    rollout = _object("Rollout", "argoproj.io/v1alpha1", spec=reference)
    deployment = _object("Deployment", "apps/v1", spec={"template": {"spec": _POD}})
    assert list(_workloads(_read(a=json.dumps(rollout), b=json.dumps(deployment)))) == ["Deployment/payments/pay"]


def test_documents_beside_a_broken_one_are_read() -> None:
    text = "apiVersion: v1\nkind: Pod\nmetadata:\n\tname: a\n---\n" + json.dumps(_object("Pod", spec=_POD))
    reading = _read(mixed=text)
    assert list(_workloads(reading)) == ["Pod/payments/pay"]
    (gap,) = reading.gaps
    assert "tabs" in gap.why


@pytest.mark.parametrize("spec", ["oops", ["oops"], 7, {"containers": "web"}, {"containers": ["web"]}])
def test_what_is_no_description_of_a_pod_is_not_judged_as_an_empty_one(spec: object) -> None:
    found = _workloads(_read(one=json.dumps(_object("Pod", spec=spec))))
    assert "Unknown" in repr(found["Pod/payments/pay"].facts.containers)  # type: ignore[attr-defined]
