"""What is taken for a secret in plain text, and what is not."""

from __future__ import annotations

import pytest

from pcicheck.model.value import AFTER_APPLY, SENSITIVE, Unknown
from pcicheck.providers.plain_secrets import in_text, in_variables


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DB_PASSWORD", "hunter2"),
        ("dbPassword", "hunter2"),
        ("MYSQL_ROOT_PASSWORD_PROD", "x"),
        ("KEYSTORE_PASSPHRASE", "open sesame"),
        ("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
        ("STRIPE_API_KEY", "sk_live_0123456789abcdef"),
        ("CLIENT_SECRET", "3f2504e0-4f89-11d3-9a0c-0305e82c3301"),
        ("GITLAB_TOKEN_2", "abcdefgh12345678"),
        ("ANYTHING", "AKIAIOSFODNN7EXAMPLE"),
        ("ANYTHING", "-----BEGIN EC PRIVATE KEY-----"),
        ("ANYTHING", "amqp://app:hunter2@queue:5671"),
        ("ANYTHING", "hvs.CAESIJ0123456789abcdefgh"),
        ("ANYTHING", "AIzaSyA1234567890abcdefghijklmnopqrstuv"),
        ("ANYTHING", "AccountName=a;AccountKey=MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3BxcnN0dXZ3eHl6"),
        ("ANYTHING", "Server=db;User Id=app;Password=hunter2;Encrypt=true"),
    ],
)
def test_secrets(name: str, value: str) -> None:
    assert in_variables({"REGION": "eu-west-1", name: value}) == (name,)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DB_PASSWORD", ""),
        ("DB_PASSWORD", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:pay"),
        ("DB_PASSWORD", "{{resolve:ssm-secure:pay}}"),
        ("DB_PASSWORD", "${DB_PASSWORD}"),
        ("DB_PASSWORD", "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/db)"),
        ("DATABASE", "Server=db;User Id=app;Password=${DB_PASSWORD}"),
        ("DB_PASSWORD", "/pay/db/password"),
        ("DB_PASSWORD", "AQICAHhBvN0123"),
        ("DB_PASSWORD_ARN", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:pay"),
        ("DB_SECRET", "pay-db-secret"),
        ("SECRET_NAME", "Payments123"),
        ("PWD", "/app"),
        ("TOKENIZATION_URL", "https://tokens.example"),
        ("MAX_TOKENS", "100000000"),
        ("USE_TOKEN", "false"),
        ("AWS_SECRET_ACCESS_KEY", "bar"),
        ("PUBLIC_KEY", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA"),
        ("KEY_ID", "1234567890abcdef"),
        ("URL", "http://localhost:8080/x@y"),
        ("URL", "postgres://app:${PASSWORD}@db"),
    ],
)
def test_no_secrets(name: str, value: str) -> None:
    assert in_variables({name: value}) == ()


def test_unknown_values() -> None:
    assert in_variables(None) == ()
    assert in_variables({"TABLE": AFTER_APPLY}) == ()
    assert in_variables({"TABLE": None}) == ()
    assert isinstance(in_variables({"TABLE": SENSITIVE}), Unknown)
    assert isinstance(in_variables({"DB_PASSWORD": AFTER_APPLY}), Unknown)
    assert in_variables({"DB_PASSWORD": AFTER_APPLY, "API_TOKEN": "abcdefgh12345678"}) == ("API_TOKEN",)
    assert isinstance(in_variables(AFTER_APPLY), Unknown)
    assert isinstance(in_variables(["odd"]), Unknown)


def test_text_gives_names_and_never_values() -> None:
    text = "\n".join(
        (
            "export DB_PASSWORD='hunter2'",
            'password: "hunter2"',
            "API_TOKEN => abcdefgh12345678,",
            "TOKEN=$(aws ssm get-parameter)",
            "AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE",
            "SECRET=",
            "DB_PASSWORD=hunter3",
        )
    )
    assert in_text(text) == ("AWS access key id", "DB_PASSWORD", "password", "API_TOKEN")
    assert in_text("#! /bin/sh\necho hello") == ()
