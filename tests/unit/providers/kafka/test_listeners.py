"""Listeners of Kafka: names, protocols and what each asks of clients."""

from __future__ import annotations

import pytest

from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.kafka.listeners import Listener, listeners_of
from pcicheck.providers.kafka.settings import Settings, days, plain_secrets, retention


def listeners(text: str) -> tuple[Listener, ...]:
    """The listeners of settings that are written a line each."""
    found = listeners_of(Settings(dict(line.split("=", 1) for line in text.split())))
    assert isinstance(found, tuple)
    return found


@pytest.mark.parametrize(
    ("text", "protocols"),
    [
        ("", ["PLAINTEXT"]),
        ("port=9095 host.name=k1", ["PLAINTEXT"]),
        ("listeners=SASL_SSL://:1,ssl://h:2", ["SASL_SSL", "SSL"]),
        (
            "listeners=A://:1,B://[::1]:2 listener.security.protocol.map=a:SSL,B:SASL_PLAINTEXT",
            ["SSL", "SASL_PLAINTEXT"],
        ),
        ("listeners=CTL://:1 controller.listener.names=CTL", ["PLAINTEXT"]),
    ],
)
def test_names_stand_for_protocols(text: str, protocols: list[str]) -> None:
    assert [one.protocol for one in listeners(text)] == protocols


def test_a_name_that_no_map_has_is_unknown() -> None:
    assert isinstance(listeners("listeners=A://:1")[0].protocol, Unknown)
    assert isinstance(listeners("listeners=A://:1 listener.security.protocol.map=B:SSL")[0].protocol, Unknown)


def test_an_odd_listener_is_told() -> None:
    found = listeners_of(Settings({"listeners": "SSL:9093"}))
    assert isinstance(found, Unknown)
    assert "SSL:9093" in found.reason


@pytest.mark.parametrize(
    ("text", "methods"),
    [
        ("listeners=PLAINTEXT://:1", ()),
        ("listeners=SSL://:1", ()),
        ("listeners=SSL://:1 ssl.client.auth=required", ("certificate",)),
        ("listeners=SSL://:1 ssl.client.auth=required listener.name.ssl.ssl.client.auth=none", ()),
        ("listeners=SASL_SSL://:1", ("kerberos",)),
        (
            "listeners=SASL_SSL://:1 sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,OAUTHBEARER",
            ("password", "scram", "oauth"),
        ),
        ("listeners=SASL_SSL://:1 listener.name.sasl_ssl.sasl.enabled.mechanisms=SCRAM-SHA-512", ("scram",)),
    ],
)
def test_ways_to_sign_in(text: str, methods: tuple[str, ...]) -> None:
    assert listeners(text)[0].methods == methods


def test_certificates_of_clients() -> None:
    assert isinstance(
        listeners("listeners=PLAINTEXT://:1 ssl.client.auth=required")[0].client_certificates, Inapplicable
    )
    assert listeners("listeners=SASL_SSL://:1 ssl.client.auth=required")[0].client_certificates == "none"
    assert isinstance(listeners("listeners=SSL://:1 ssl.client.auth=maybe")[0].client_certificates, Unknown)


def test_passwords_are_told_from_what_refers_to_them() -> None:
    values = {
        "ssl.key.password": "changeit",
        "ssl.keystore.password": Unknown("later"),
        "sasl.jaas.config": 'x required username="a" password="b";',
        "listener.name.a.plain.sasl.jaas.config": "Krb5LoginModule required useKeyTab=true;",
        "password.encoder.secret": "s",
        "ssl.truststore.password": "",
        "log.dirs": "/password",
    }
    assert plain_secrets(values) == ("ssl.key.password", "sasl.jaas.config", "password.encoder.secret")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, 7.0),
        ({"log.retention.hours": "48"}, 2.0),
        ({"log.retention.hours": "48", "log.retention.minutes": "1440"}, 1.0),
        ({"log.retention.ms": "-1", "log.retention.hours": "1"}, None),
    ],
)
def test_retention_of_brokers(values: dict[str, str], expected: float | None) -> None:
    assert retention(Settings(values)) == expected


def test_a_span_that_is_no_number_is_unknown() -> None:
    assert isinstance(days("a week", 1, "retention.ms"), Unknown)
