"""Objects and settings of odd shapes: nothing falls over, and nothing passes that could not be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from pcicheck.scanning import scan

pytestmark = pytest.mark.unmeasured  # other tests run the same lines

KAFKA = "apiVersion: kafka.strimzi.io/v1beta2\nkind: Kafka\nmetadata: {name: a}\n"
ODD = [
    f"{KAFKA}spec: {{kafka: {{listeners: 5, config: [], authorization: x}}}}\n",
    f"{KAFKA}spec:\n",
    f"{KAFKA}spec: {{kafka: {{listeners: [x, 3, {{name: 4, port: [], tls: maybe, authentication: yes}}]}}}}\n",
    "apiVersion: kafka.strimzi.io/v1\nkind: KafkaUser\nmetadata: {name: u}\nspec: {authorization: {acls: [x, {resource: 3}]}}\n",
    "apiVersion: kafka.strimzi.io/v1\nkind: KafkaTopic\nmetadata: {name: t, labels: 4}\nspec: {config: {retention.ms: [1]}}\n",
    "apiVersion: kafka.strimzi.io/v1\nkind: KafkaMirrorMaker2\nmetadata: {name: m}\nspec: {clusters: 4, mirrors: [3, {source: 4}]}\n",
    "apiVersion: kafka.strimzi.io/v1\nkind: KafkaConnect\nmetadata: {name: c}\nspec: []\n",
]
MUST_NOT_PASS = {"broker-authenticates-clients", "broker-tls-only", "broker-denies-by-default", "upstream-encrypted"}


@pytest.mark.parametrize("text", ODD)
def test_odd_shapes_neither_fail_the_scan_nor_pass(text: str, tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(text, "utf-8")
    results = scan([path])
    assert not [gap for gap in results.header.gaps if gap.kind == "unreadable"]
    passed = {finding.rule for finding in results.findings() if finding.verdict == "pass"}
    assert not passed & MUST_NOT_PASS
