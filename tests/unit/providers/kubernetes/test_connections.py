"""Names of services, and connections of workloads that are written oddly."""

from __future__ import annotations

from pathlib import Path

import pytest

from pcicheck.providers.kubernetes.reached import spellings
from pcicheck.scanning import scan

pytestmark = pytest.mark.unmeasured  # other tests run the same lines

POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: n}\n"
SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: s, namespace: n}\n"
ODD = [
    f"{POD}spec: {{containers: [{{name: c, env: 5, envFrom: x}}]}}\n",
    f"{POD}spec: {{containers: [{{name: c, env: [3, {{name: 4, value: 5}}, {{name: A, valueFrom: 6}}, {{name: B_URL, value: [x]}}]}}]}}\n",
    f"{POD}spec: {{containers: [{{name: c, env: [{{name: A_URL, value: 'http://['}}, {{name: B_URL, value: 'redis://:@:/'}}]}}]}}\n",
    f"{POD}spec: {{containers: 3, volumes: [4, {{configMap: 5, projected: {{sources: 6}}}}]}}\n",
    f"{SERVICE}spec: {{ports: 3, selector: [x]}}\n---\n{POD}spec: {{containers: [{{name: c, env: [{{name: A_URL, value: 'http://s:80'}}]}}]}}\n",
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {A: 5, '.env': 'x', REDIS_URL: [1], b.env: '=\\n=x\\nA_URL='}\n",
]


@pytest.mark.parametrize("text", ODD)
def test_odd_shapes_neither_fail_the_scan_nor_pass(text: str, tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(text, "utf-8")
    passed = {finding.rule for finding in scan([path]).findings() if finding.verdict == "pass"}
    assert not passed & {"upstream-encrypted", "upstream-verified", "upstream-ends-agree"}


def test_a_service_has_several_names() -> None:
    full = ("redis.pay.svc:6379", "redis.pay.svc.cluster.local:6379", "redis.pay:6379")
    assert spellings("redis.pay.svc:6379") == full
    assert set(spellings("redis-0.redis.pay.svc.cluster.local:6379")) == {
        *full,
        "redis-0.redis.pay.svc.cluster.local:6379",
    }
    assert spellings("kafka1.example.com:9093") == ("kafka1.example.com:9093",)
