"""Values as Envoy writes them: enumerations, shares, durations, addresses."""

from __future__ import annotations

from typing import Any

import pytest

from pcicheck.model.document import Block
from pcicheck.model.value import Unknown
from pcicheck.providers.envoy.addresses import exposure_of, is_local, listens_locally
from pcicheck.providers.envoy.messages import HARMLESS, choice, kind_of, percent, seconds

GOOGLE = "type.googleapis.com/"
UNSURE = Unknown("a template")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("envoy.extensions.filters.http.router.v3.Router", "Router"),
        ("envoy.extensions.filters.http.golang.v3alpha.Config", "golang"),
        ("envoy.config.route.v3.FilterConfig", "route"),
        ("stats.PluginConfig", HARMLESS),
        ("acme.v1.Router", ""),
        ("Config", ""),
        ("envoy.Config", "Config"),
    ],
)
def test_kinds_of_messages(name: str, kind: str) -> None:
    assert kind_of({"@type": GOOGLE + name}) == kind


@pytest.mark.parametrize("message", [None, 3, [], {}, {"@type": 3}])
def test_what_is_no_typed_message_has_no_kind(message: Any) -> None:
    assert kind_of(message) == ""


@pytest.mark.parametrize(("value", "name"), [(None, "A"), (0, "A"), (1, "B"), ("B", "B"), ("b", "B")])
def test_enumerations(value: Any, name: str) -> None:
    assert choice(Block({"x": value}), "x", "A", "B") == name


@pytest.mark.parametrize("value", [2, -1, "C", True, UNSURE, {}])
def test_values_that_an_enumeration_does_not_have(value: Any) -> None:
    assert isinstance(choice(Block({"x": value}), "x", "A", "B"), Unknown)


@pytest.mark.parametrize(
    ("value", "share"),
    [
        (None, 7),
        ({}, 0),
        ({"default_value": {"numerator": 100}}, 100),
        ({"default_value": {"numerator": 5000, "denominator": "TEN_THOUSAND"}}, 50),
        ({"default_value": {"numerator": 10000, "denominator": 2}}, 1),
        ({"default_value": {}}, 0),
    ],
)
def test_shares_of_requests(value: Any, share: float) -> None:
    assert percent(Block({"x": value}), "x", 7) == share


@pytest.mark.parametrize("value", [UNSURE, {"default_value": UNSURE}, {"default_value": {"numerator": "many"}}])
def test_shares_that_are_not_known(value: Any) -> None:
    assert isinstance(percent(Block({"x": value}), "x", 7), Unknown)


@pytest.mark.parametrize(
    ("value", "length"),
    [("1s", 1), ("0.5s", 0.5), ("60s", 60), ({"seconds": 2, "nanos": 500_000_000}, 2.5), (None, None)],
)
def test_durations(value: Any, length: float | None) -> None:
    assert seconds(Block({"x": value}), "x") == length


@pytest.mark.parametrize("value", ["soon", UNSURE, [1]])
def test_durations_that_are_none(value: Any) -> None:
    assert isinstance(seconds(Block({"x": value}), "x"), Unknown)


def socket(host: Any) -> dict[str, Any]:
    """The address of a socket."""
    return {"socket_address": {"address": host, "port_value": 1}}


@pytest.mark.parametrize(
    ("address", "local"),
    [
        (socket("127.0.0.1"), True),
        (socket("127.8.9.1"), True),
        (socket("::1"), True),
        (socket("[::1]"), True),
        (socket("::ffff:127.0.0.1"), True),
        (socket("localhost"), True),
        ({"pipe": {"path": "/a"}}, True),
        ({"envoy_internal_address": {"server_listener_name": "a"}}, True),
        (socket("0.0.0.0"), False),  # noqa: S104 - text to recognise
        (socket("::"), False),
        (socket("10.0.0.1"), False),
    ],
)
def test_addresses_of_the_same_machine(address: Any, local: bool) -> None:
    assert is_local(address) is local


@pytest.mark.parametrize("address", [UNSURE, None, {}, 7, socket(UNSURE), socket("pay.internal"), socket([1])])
def test_addresses_that_are_not_known(address: Any) -> None:
    assert isinstance(is_local(address), Unknown)


def test_a_listener_is_as_reachable_as_its_widest_address() -> None:
    near = {"address": socket("127.0.0.1")}
    assert listens_locally(Block(near)) is True
    assert listens_locally(Block(near | {"additional_addresses": [{"address": socket("0.0.0.0")}]})) is False  # noqa: S104 - text to recognise
    assert isinstance(listens_locally(Block(near | {"additional_addresses": UNSURE})), Unknown)
    assert listens_locally(Block({"internal_listener": {}})) is True
    assert listens_locally(Block({"api_listener": {}})) is True


@pytest.mark.parametrize(
    ("host", "exposure"), [("10.0.0.1", "internal"), ("127.0.0.1", "internal"), ("8.8.8.8", "internet")]
)
def test_exposure(host: str, exposure: str) -> None:
    assert exposure_of(Block({"address": socket(host)})) == exposure


@pytest.mark.parametrize("host", ["0.0.0.0", "::", UNSURE, "edge.example.org"])  # noqa: S104 - text to recognise
def test_exposure_that_is_not_known(host: Any) -> None:
    assert isinstance(exposure_of(Block({"address": socket(host)})), Unknown)
