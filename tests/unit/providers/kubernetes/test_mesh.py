"""What the rules of authorization policies of Istio mean, and what odd objects of meshes are taken for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pcicheck.model.document import Block
from pcicheck.model.value import Unknown
from pcicheck.providers.kubernetes.mesh.around import fits
from pcicheck.providers.kubernetes.mesh.callers import rule_callers, rule_names, unlimited
from pcicheck.providers.kubernetes.mesh.tokenizing import says_tokenization
from pcicheck.scanning import scan

HIDDEN = Unknown("a template fills it in")
WEB = "cluster.local/ns/shop/sa/web"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ({"principals": [WEB]}, "named"),
        ({"principals": [WEB, "*"]}, "authenticated"),
        ({"principals": ["*"], "namespaces": ["shop"]}, "namespace"),
        ({"principals": ["cluster.local/ns/shop/sa/*"]}, "namespace"),
        ({"principals": ["*/ns/shop/sa/web"]}, "pattern"),
        ({"principals": ["cluster.local/ns/sh*"]}, "pattern"),
        ({"serviceAccounts": ["shop/web"]}, "named"),
        ({"requestPrincipals": ["*"]}, "token"),
        ({"ipBlocks": ["10.0.0.0/8"]}, "network"),
        ({"remoteIpBlocks": ["0.0.0.0/0"]}, "anyone"),
        ({"ipBlocks": ["10.0.0.0/8"], "principals": [WEB]}, "named"),
        ({"notPrincipals": [WEB]}, "anyone"),
        ({}, "anyone"),
        ({"principals": [WEB], "namespaces": HIDDEN}, "named"),
        ({"principals": ["*"], "namespaces": HIDDEN}, HIDDEN),
        ({"principals": [HIDDEN, "*"]}, HIDDEN),
    ],
)
def test_a_source_is_as_narrow_as_its_narrowest_field(source: dict[str, Any], expected: str | Unknown) -> None:
    assert rule_callers(Block({"from": [{"source": source}]})) == (expected,)


def test_one_of_several_sources_is_enough_and_conditions_narrow_them_all() -> None:
    sources = [{"source": {"principals": [WEB]}}, {"source": {"ipBlocks": ["10.0.0.0/8"]}}]
    assert rule_callers(Block({"from": sources})) == ("named", "network")
    condition = {"key": "source.namespace", "values": ["shop"]}
    assert rule_callers(Block({"from": sources, "when": [condition]})) == ("named", "namespace")
    assert rule_callers(Block({"when": [{"key": "request.headers[x-key]", "values": ["a"]}]})) == ("anyone",)
    assert rule_callers(Block({"when": [{"key": "source.principal", "notValues": [WEB]}]})) == ("anyone",)


@pytest.mark.parametrize(
    ("operations", "named", "without_limit"),
    [
        ([], False, True),
        ([{"operation": {}}], False, True),
        ([{"operation": {"paths": ["/tokenize"]}}], True, False),
        ([{"operation": {"paths": ["/v1/*"]}}], True, False),
        ([{"operation": {"paths": ["/*"]}}], False, True),
        ([{"operation": {"paths": ["/a"]}}, {"operation": {"methods": ["GET"]}}], False, False),
        ([{"operation": {"notPaths": ["/admin*"]}}], False, False),
        ([{"operation": {"paths": [HIDDEN]}}], HIDDEN, False),
        (HIDDEN, HIDDEN, HIDDEN),
    ],
)
def test_operations_that_name_paths(operations: Any, named: Any, without_limit: Any) -> None:
    rule = Block({"to": operations})
    assert rule_names(rule, "paths") == named
    assert unlimited(rule) == without_limit


def test_selectors() -> None:
    assert fits(None, HIDDEN) is True
    assert fits((("app", "api"),), {"app": "api", "tier": "core"}) is True
    assert fits((("app", "api"), ("v", 2)), {"app": "api", "v": "2"}) is True
    assert fits((("app", "api"),), {}) is False
    assert fits((("app", HIDDEN), ("tier", "edge")), {"app": "a", "tier": "core"}) is False
    assert fits((("app", "api"),), {"app": HIDDEN}) == HIDDEN


@pytest.mark.parametrize("name", ["tokenization-service", "detokenize", "token-vault", "card-tokeniser", "hsm-proxy"])
def test_names_of_tokenization_services(name: str) -> None:
    assert says_tokenization("x", {"app": name}) is True
    assert says_tokenization(name, {}) is True


@pytest.mark.parametrize("name", ["payment-core", "tokenless", "vaulting", "broken-link"])
def test_names_that_only_look_like_it(name: str) -> None:
    assert says_tokenization(name, {"app": name}) is False


ODD = """
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: no-mapping, namespace: p}
spec: nonsense
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: no-rules, namespace: p}
spec: {rules: [3, x, []], action: [ALLOW]}
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: no-mode, namespace: [x]}
spec: {mtls: STRICT, portLevelMtls: [8080], selector: {matchLabels: app}}
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: no-ports, labels: 5}
spec: {servers: [{port: 443, tls: yes, hosts: x}, 5, {port: {number: 1}, tls: {mode: [SIMPLE]}}], selector: x}
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: no-tls, namespace: p}
spec: {host: [x], trafficPolicy: {tls: SIMPLE}, subsets: {name: 1}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: istio, namespace: istio-system}
data: {mesh: "a: ["}
---
apiVersion: policy.linkerd.io/v1beta1
kind: ServerAuthorization
metadata: {name: no-client, namespace: p}
spec: {client: {meshTLS: [a], networks: x}}
---
apiVersion: consul.hashicorp.com/v1alpha1
kind: ServiceIntentions
metadata: {name: no-names, namespace: p}
spec: {sources: [x, {permissions: [5, {http: 5, action: allow}]}]}
"""


def test_odd_objects_pass_no_rule_on_callers_or_encryption(tmp_path: Path) -> None:
    (tmp_path / "odd.yaml").write_text(ODD, "utf-8")
    rules = ("service-grant-callers-named", "service-grant-no-wildcard-caller", "mesh-mutual-tls-strict")
    asked = (*rules, "upstream-encrypted", "endpoint-encrypted", "mesh-access-logged")
    found = [finding for finding in scan([tmp_path]).findings() if finding.rule in asked]
    assert {finding.rule for finding in found} == set(asked)
    assert {finding.verdict for finding in found} == {"unknown"}
