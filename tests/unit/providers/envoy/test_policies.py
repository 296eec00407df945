"""Whom access control and tokens of Envoy let in."""

from __future__ import annotations

from typing import Any

import pytest

from pcicheck.model.document import Block
from pcicheck.model.value import Unknown
from pcicheck.providers.envoy.filters import Filter
from pcicheck.providers.envoy.policies import asks_token, enforces, proof_asked

NAME = {"authenticated": {"principal_name": {"exact": "spiffe://pay/core"}}}
CERTIFICATE: dict[str, Any] = {"authenticated": {}}
ADDRESS = {"remote_ip": {"address_prefix": "10.0.0.0", "prefix_len": 8}}
ANY = {"any": True}
TOKEN = {"provider_name": "idp"}
UNSURE = Unknown("a template")


def rbac(*principals: Any, **more: Any) -> Filter:
    """An access control filter with one policy for each list of principals."""
    policies = {str(number): {"principals": one} for number, one in enumerate(principals)}
    return Filter("rbac", "RBAC", Block({"rules": {"policies": policies} | more}))


@pytest.mark.parametrize(
    ("control", "proof"),
    [
        (rbac([NAME]), "name"),
        (rbac([CERTIFICATE]), "certificate"),
        (rbac([NAME, CERTIFICATE]), "certificate"),
        (rbac([NAME], [ADDRESS]), "none"),
        (rbac([ANY]), "none"),
        (rbac([{"not_id": NAME}]), "none"),
        (rbac([{"and_ids": {"ids": [ADDRESS, NAME]}}]), "name"),
        (rbac([{"or_ids": {"ids": [ADDRESS, NAME]}}]), "none"),
        (rbac([{"or_ids": {"ids": [NAME, {"and_ids": {"ids": [CERTIFICATE, ANY]}}]}}]), "certificate"),
        (rbac([{"authenticated": {"principal_name": {"safe_regex": {"regex": ".*"}}}}]), "certificate"),
        (rbac([{"authenticated": {"principal_name": {"prefix": ""}}}]), "certificate"),
        (rbac([NAME], action="DENY"), "none"),
        (rbac([NAME], action=1), "none"),
        (rbac([NAME], action="LOG"), "none"),
        (rbac(), "name"),
        (rbac([NAME], [ANY, UNSURE]), "none"),
        (Filter("rbac", "RBAC", Block({"shadow_rules": {"policies": {}}})), "none"),
    ],
)
def test_what_callers_must_prove(control: Filter, proof: str) -> None:
    assert proof_asked(control) == proof


@pytest.mark.parametrize(
    "control",
    [
        rbac([UNSURE]),
        rbac([NAME], action=UNSURE),
        rbac([NAME], action="SOME"),
        Filter("rbac", "RBAC", Block({"matcher": {"matcher_tree": {}}})),
        Filter("rbac", "RBAC", Block(UNSURE)),
        Filter("acme", "", Block({})),
    ],
)
def test_what_is_not_known_of_access_control(control: Filter) -> None:
    assert isinstance(proof_asked(control), Unknown)


def test_shadow_rules_refuse_nobody() -> None:
    assert enforces(rbac([NAME])) is True
    assert enforces(Filter("rbac", "RBAC", Block({"matcher": {}}))) is True
    assert enforces(Filter("rbac", "RBAC", Block({"shadow_rules": {}}))) is False
    assert enforces(Filter("rbac", "RBAC", Block({}))) is False


def rule(match: dict[str, Any], requires: Any = TOKEN) -> dict[str, Any]:
    """A rule of the token filter."""
    return {"match": match, "requires": requires}


def jwt(*rules: dict[str, Any], **more: Any) -> Filter:
    """A token filter."""
    return Filter("jwt", "JwtAuthentication", Block({"rules": list(rules)} | more))


ROOT, PAY = {"prefix": "/"}, {"prefix": "/pay"}


@pytest.mark.parametrize(
    ("tokens", "route", "asked"),
    [
        (jwt(rule(ROOT)), ROOT, True),
        (jwt(rule(ROOT)), {"path": "/x"}, True),
        (jwt(rule(ROOT)), {"safe_regex": {"regex": "/a|/b"}}, True),
        (jwt(rule(PAY)), ROOT, False),
        (jwt(rule(PAY)), {"prefix": "/pay/card"}, True),
        (jwt(rule(PAY)), {"path": "/pay"}, True),
        (jwt(rule(PAY)), {"path": "/refund"}, False),
        (jwt(rule({"path": "/pay"})), {"path": "/pay"}, True),
        (jwt(rule({"path": "/pay"})), {"path": "/other"}, False),
        (jwt(rule({"path": "/health"}, None), rule(ROOT)), PAY, True),
        (jwt(rule({"safe_regex": {"regex": "/a|/b"}})), {"safe_regex": {"regex": "/a|/b"}}, True),
        (jwt(rule(ROOT, {"allow_missing_or_failed": {}})), ROOT, False),
        (
            jwt(rule(ROOT, {"requires_any": {"requirements": [TOKEN, {"provider_and_audiences": {"a": 1}}]}})),
            ROOT,
            True,
        ),
        (jwt(rule(ROOT, {"requires_any": {"requirements": [TOKEN, {"allow_missing": {}}]}})), ROOT, False),
        (jwt(rule(ROOT, {"requires_all": {"requirements": [TOKEN, {"allow_missing": {}}]}})), ROOT, True),
        (jwt(rule(ROOT, {"requires_any": {"requirements": []}})), ROOT, False),
        (jwt({"match": ROOT, "requirement_name": "r"}, requirement_map={"r": TOKEN}), ROOT, True),
        (jwt({"match": ROOT, "requirement_name": "lost"}, requirement_map={"r": TOKEN}), ROOT, False),
        (jwt(requirement_map={"r": TOKEN}, per_route={"requirement_name": "r"}), ROOT, True),
        (jwt(), ROOT, False),
    ],
)
def test_tokens_are_asked_for(tokens: Filter, route: dict[str, Any], asked: bool) -> None:
    assert asks_token(tokens, Block(route)) is asked


@pytest.mark.parametrize(
    ("tokens", "route"),
    [
        (jwt(rule({"path": "/health"}, None), rule(ROOT)), ROOT),
        (jwt(rule({"prefix": "/", "headers": [{"name": "x"}]}, None), rule(ROOT)), ROOT),
        (jwt(rule(ROOT, UNSURE)), ROOT),
        (jwt(filter_state_rules={"name": "a"}), ROOT),
        (Filter("jwt", "JwtAuthentication", Block(UNSURE)), ROOT),
    ],
)
def test_what_is_not_known_of_tokens(tokens: Filter, route: dict[str, Any]) -> None:
    assert isinstance(asks_token(tokens, Block(route)), Unknown)
