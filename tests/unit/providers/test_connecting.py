"""Addresses, connection strings and switches: what each says of TLS."""

from __future__ import annotations

from typing import Any

import pytest

from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.connecting.connection import is_local, is_public
from pcicheck.providers.connecting.urls import read
from pcicheck.providers.connecting.variables import connections


def _said(fact: Any) -> Any:
    return "?" if isinstance(fact, Unknown) else "-" if isinstance(fact, Inapplicable) else fact


@pytest.mark.parametrize(
    ("text", "encrypted", "verified", "place"),
    [
        ("redis://redis:6379/0", False, "-", "redis:6379"),
        ("rediss://:p%40ss@redis.pay.svc/0", True, True, "redis.pay.svc:6379"),
        ("rediss://redis:6380?ssl_cert_reqs=CERT_NONE", True, False, "redis:6380"),
        ("postgres://u:p@db:5432/x", False, "-", "db:5432"),
        ("postgresql://u:p@db/x?sslmode=prefer", False, "-", "db:5432"),
        ("postgresql://u:p@db/x?sslmode=require", True, False, "db:5432"),
        ("postgresql://u:p@db/x?sslmode=require&sslrootcert=/ca.pem", True, True, "db:5432"),
        ("postgresql+psycopg2://u:p@db/x?sslmode=verify-ca", True, True, "db:5432"),
        ("postgresql://u:p@db/x?sslmode=sometimes", "?", "?", "db:5432"),
        ("jdbc:postgresql://db:5432/x?ssl=true", True, True, "db:5432"),
        ("jdbc:postgresql://db:5432/x", False, "-", "db:5432"),
        ("jdbc:aws-wrapper:postgresql://db/x?sslmode=verify-full", True, True, "db:5432"),
        ("jdbc:mysql://db/x", False, "-", "db:3306"),
        ("jdbc:mysql://db/x?useSSL=true&requireSSL=true", True, False, "db:3306"),
        ("jdbc:mysql://db/x?useSSL=true&requireSSL=true&verifyServerCertificate=true", True, True, "db:3306"),
        ("jdbc:mysql:loadbalance://a:3306,b:3306/x?sslMode=REQUIRED", True, False, "a:3306"),
        ("jdbc:mariadb://db/x?useSsl=true&trustServerCertificate=true", True, False, "db:3306"),
        ("jdbc:sqlserver://db;databaseName=x", "?", "?", "db:1433"),
        ("jdbc:sqlserver://db:1433;encrypt=false", False, "-", "db:1433"),
        ("jdbc:sqlserver://db:1433;encrypt=strict;trustServerCertificate=true", True, True, "db:1433"),
        ("jdbc:oracle:thin:@tcps://db:2484/x", True, True, "db:2484"),
        ("jdbc:oracle:thin:@db:1521:ORCL", "?", "?", "db:1521"),
        ("mongodb://u:p@a:27017,b:27017/x?tls=true&tlsInsecure=true", True, False, "a:27017"),
        ("mongodb://mongo", False, "-", "mongo:27017"),
        ("u:p@tcp(db:3306)/x?tls=skip-verify", True, False, "db:3306"),
        ("redis.x:6380,password=a,ssl=True,abortConnect=False", True, True, "redis.x:6380"),
        ("Server=tcp:db,1433;Database=x;Encrypt=True;TrustServerCertificate=True", True, False, "db:1433"),
        ("Host=db;Database=x;SSL Mode=VerifyFull", True, True, "db:"),
        ("amqps://mq", True, "?", "mq:5671"),
        ("nats://nats", "?", "?", "nats:4222"),
        ("ldap://[2001:db8::1]:389", False, "-", "2001:db8::1:389"),
        ("http://es1:9200,http://es2:9200", False, "-", "es1:9200"),
        ("redis://localhost:6379", "-", "-", "localhost:6379"),
        ("http://169.254.169.254/latest", "-", "-", "169.254.169.254:80"),
        ("redis://${HOST:localhost}:6379", "?", "?", ":6379"),
        ("rediss://$(HOST):6379", True, True, ":6379"),
    ],
)
def test_addresses(text: str, encrypted: Any, verified: Any, place: str) -> None:
    found = read(text)
    assert found is not None
    assert (_said(found.encrypted), _said(found.verified)) == (encrypted, verified)
    assert f"{found.host}:{found.port}" == place


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "/var/run/x.sock",
        "file:///etc/x",
        "sqlite:///x.db",
        "jdbc:h2:mem:x",
        "kafka:9092",
        "a=b;c=d",
        "://",
        "x://",
    ],
)
def test_what_is_no_connection(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"REDIS_URL": "redis://redis:6379", "REDIS_TLS": "true"}, {"REDIS_URL": (True, "?")}),
        ({"REDIS_HOST": "redis", "REDIS_USE_SSL": "no"}, {"REDIS_USE_SSL": (False, "-")}),
        ({"REDIS_HOST": "redis"}, {}),
        ({"DATABASE_URL": "postgres://db/x", "PGSSLMODE": "verify-full"}, {"DATABASE_URL": (True, True)}),
        (
            {"JDBC_URL": "jdbc:postgresql://db/x", "PGSSLMODE": "verify-full"},
            {"JDBC_URL": (False, "-"), "PGSSLMODE": (True, True)},
        ),
        (
            {"KAFKA_SECURITY_PROTOCOL": "sasl_ssl", "KAFKA_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM": ""},
            {"KAFKA_SECURITY_PROTOCOL": (True, False)},
        ),
        ({"KAFKA_SECURITY_PROTOCOL": "TLS"}, {"KAFKA_SECURITY_PROTOCOL": ("?", "?")}),
        ({"KAFKA_LISTENERS": "PLAINTEXT://:9092", "KAFKA_SECURITY_PROTOCOL": "PLAINTEXT"}, {}),
        ({"VAULT_ADDR": "https://vault:8200", "VAULT_SKIP_VERIFY": "1"}, {"VAULT_ADDR": (True, False)}),
        (
            {"OTEL_EXPORTER_OTLP_ENDPOINT": "c:4317", "OTEL_EXPORTER_OTLP_INSECURE": True},
            {"OTEL_EXPORTER_OTLP_ENDPOINT": (False, "-")},
        ),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "c:4317"}, {}),
        (
            {"NODE_TLS_REJECT_UNAUTHORIZED": 0, "API_URL": "https://api"},
            {"NODE_TLS_REJECT_UNAUTHORIZED": ("-", False), "API_URL": (True, False)},
        ),
        ({"HTTP_PROXY": "http://proxy:3128", "LISTEN": "http://0.0.0.0:80", "ASPNETCORE_URLS": "http://+:80"}, {}),
        ({"XSD": "http://www.w3.org/2001/XMLSchema", "REDIRECT_URL": "http://shop.example.com"}, {}),
        ({"APP_URL": "http://shop.example.com", "ROOT_URL": "http://x.example.com"}, {}),
        (
            {"APP_URL": "http://shop", "BANK_URL": "http://b.example.com"},
            {"APP_URL": (False, "-"), "BANK_URL": (False, "-")},
        ),
        ({"TOKENIZER": "http://tokenizer:8080"}, {"TOKENIZER": (False, "-")}),
        ({"REDIS_URL": Unknown("later")}, {}),
        ({"REDIS_URL": Unknown("later", draft="rediss://${later}:6379")}, {"REDIS_URL": (True, True)}),
        ({"REDIS_URL": None, "DB_SSLMODE": ["x"], "KAFKA_SECURITY_PROTOCOL": {}}, {}),
    ],
)
def test_variables(variables: dict[str, Any], expected: dict[str, Any]) -> None:
    found = {name: (_said(one.encrypted), _said(one.verified)) for name, one in connections(variables)}
    assert found == expected


def test_a_framework_connects_in_the_clear_unless_told_otherwise() -> None:
    plain = {
        "spring.data.redis.host": "redis",
        "spring.kafka.bootstrap-servers": "k:9092",
        "spring.rabbitmq.host": "mq",
    }
    assert {name: one.encrypted for name, one in connections(plain, complete=True)} == dict.fromkeys(plain, False)
    assert dict(connections(plain)) == {}
    bundled = {"spring.data.redis.host": "redis", "spring.data.redis.ssl.bundle": "cache"}
    assert dict(connections(bundled, complete=True)) == {}


def test_a_certificate_of_ones_own_beside_the_address() -> None:
    told = {
        "VAULT_ADDR": "https://vault",
        "VAULT_CLIENT_CERT": "/c.pem",
        "PGSSLCERT": "/p",
        "DB_URL": "postgres://db/x?sslmode=require",
    }
    assert {name: one.presents_certificate for name, one in connections(told)} == {"VAULT_ADDR": True, "DB_URL": True}


def test_names_of_the_internet() -> None:
    assert is_public("api.example.com")
    assert not any(map(is_public, ("redis", "redis.pay.svc", "db.internal", "10.0.0.1", "x.corp.local")))
    assert all(map(is_local, ("localhost", "127.0.0.1", "[::1]", "/run/x.sock")))
