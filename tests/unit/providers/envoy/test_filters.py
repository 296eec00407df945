"""What a route changes of the filters before it."""

from __future__ import annotations

from typing import Any

import pytest

from pcicheck.model.document import Block
from pcicheck.model.value import Unknown
from pcicheck.providers.envoy.filters import Filter, for_route, levels

HTTP = "type.googleapis.com/envoy.extensions.filters.http"
SETTING = "type.googleapis.com/envoy.config.route.v3.FilterConfig"
LIMIT = Filter("limit", "LocalRateLimit", Block({"token_bucket": 1}))
AUTHZ = Filter("authz", "ExtAuthz", Block({"timeout": "1s"}))
RBAC = Filter("rbac", "RBAC", Block({"rules": {}}))
OFF = Filter("limit", "LocalRateLimit", Block({"token_bucket": 1}), disabled=True)


def per(name: str, kind: str, **fields: Any) -> dict[str, Any]:
    """A route, virtual host or route configuration with a setting for one filter."""
    return {"typed_per_filter_config": {name: {"@type": kind, **fields}}}


def seen(filter_: Filter, *places: dict[str, Any]) -> Any:
    """The filter's setting on a route, ``None`` where it is left out."""
    found = list(for_route((filter_,), levels(*(Block(place) for place in places))))
    return found[0].config.values if found else None


@pytest.mark.parametrize(
    ("filter_", "places", "setting"),
    [
        (LIMIT, [{}, {}, {}], {"token_bucket": 1}),
        (LIMIT, [{}, per("limit", f"{HTTP}.local_ratelimit.v3.LocalRateLimit", token_bucket=2)],
         {"@type": f"{HTTP}.local_ratelimit.v3.LocalRateLimit", "token_bucket": 2}),
        (LIMIT, [{}, per("other", f"{HTTP}.local_ratelimit.v3.LocalRateLimit")], {"token_bucket": 1}),
        (LIMIT, [per("limit", SETTING, disabled=True), {}], None),
        (LIMIT, [per("limit", SETTING), per("limit", SETTING, disabled=True)], {"token_bucket": 1}),
        (OFF, [{}, {}], None),
        (OFF, [per("limit", SETTING)], {"token_bucket": 1}),
        (OFF, [per("limit", SETTING, config={})], {"token_bucket": 1}),
        (AUTHZ, [per("authz", f"{HTTP}.ext_authz.v3.ExtAuthzPerRoute", disabled=True)], None),
        (RBAC, [per("rbac", f"{HTTP}.rbac.v3.RBACPerRoute")], None),
        (RBAC, [per("rbac", f"{HTTP}.rbac.v3.RBACPerRoute", rbac={"rules": 2})], {"rules": 2}),
    ],
)  # fmt: skip
def test_the_most_specific_setting_holds(filter_: Filter, places: list[dict[str, Any]], setting: Any) -> None:
    assert seen(filter_, *places) == setting


def test_what_a_route_adds_stands_beside_the_rest() -> None:
    found = seen(AUTHZ, per("authz", f"{HTTP}.ext_authz.v3.ExtAuthzPerRoute", check_settings={"a": 1}))
    assert found["timeout"] == "1s"
    assert found["per_route"]["check_settings"] == {"a": 1}


@pytest.mark.parametrize(
    "place",
    [
        {"typed_per_filter_config": Unknown("a template")},
        {"typed_per_filter_config": {"limit": Unknown("a template")}},
        per("limit", "type.googleapis.com/acme.v1.Limit"),
        per("limit", SETTING, disabled=Unknown("a template")),
        {"route": {"weighted_clusters": {"clusters": [{"name": "a"}, {"name": "b", **per("limit", SETTING)}]}}},
    ],
)
def test_settings_that_are_not_known(place: dict[str, Any]) -> None:
    assert isinstance(seen(LIMIT, place), Unknown)
