"""Secrets of Secrets Manager with their rotation and policy, and parameters of Parameter Store.

Defaults: Terraform registry, ``aws_secretsmanager_secret`` (always encrypted, with the key aws/secretsmanager where
none is named; no rotation until ``aws_secretsmanager_secret_rotation``, or ``rotation_rules`` up to provider 4, sets
one) and ``aws_ssm_parameter`` (only a SecureString is encrypted with KMS, with the key aws/ssm where none is named;
Parameter Store does not rotate, and has no policies for public access). ``secret_string``, ``secret_binary`` and
``value`` are kept in the state, ``secret_string_wo`` and ``value_wo`` are not.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.keys import Secret, SecretRotation
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.access import is_public
from pcicheck.providers.aws.keys.schedule import interval_days
from pcicheck.providers.aws.keys.stub import only_named
from pcicheck.providers.aws.kms import kms_encryption
from pcicheck.providers.aws.policy import read_policy
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource
from pcicheck.providers.secret_values import in_code

_ROTATION = "aws_secretsmanager_secret_rotation"
_VERSION = "aws_secretsmanager_secret_version"
_POLICY = "aws_secretsmanager_secret_policy"
_NO_ROTATION = Inapplicable("Parameter Store does not rotate parameters")
_NO_POLICY = Inapplicable("a parameter cannot be shared with everyone")
_NO_EXPIRY = Inapplicable("a secret of this service has no date of expiry")
_AT_DATASYNC = Inapplicable("DataSync keeps the credentials; nothing of it can be set")
_PLAIN = Inapplicable("a plain parameter is no secret by its type")
_NO_INTERVAL = Unknown("the rotation states no schedule")


def secret(document: Document) -> Iterator[Resource]:
    """A secret with its rotation and its policy."""
    if only_named(document, _VERSION):
        return
    policy = document.sidecar(_POLICY)
    rotation, days = _rotation(document)
    facts = Secret(
        encryption=kms_encryption(document, "kms_key_id"),
        rotation=rotation,
        rotation_days=days,
        public=is_public(read_policy(policy) if policy else read_policy(document)),
        value_in_code=in_code(document.all_sidecars(_VERSION), "secret_string", "secret_binary"),
        expires=_NO_EXPIRY,
    )
    names = (document.text("arn"), document.text("id"), document.text("name"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def schedule(document: Document) -> Iterator[Resource]:
    """A rotation schedule, judged where it is written, also when its secret is elsewhere."""
    link = document.link("secret_id", "secret", "aws_secretsmanager_secret")
    yield resource(document, SecretRotation(secret=link, interval_days=_interval(document)))


def parameter(document: Document) -> Iterator[Resource]:
    """A parameter; plain ones count too, as nothing tells them from a secret in the wrong place."""
    kind = document.text("type")
    secure = kind if isinstance(kind, Unknown) else kind == "SecureString"
    encryption = kms_encryption(document, "key_id", secure)
    facts = Secret(
        encryption=encryption,
        rotation=_NO_ROTATION,
        rotation_days=_NO_ROTATION,
        public=_NO_POLICY,
        value_in_code=in_code((document,), "value", "insecure_value") if secure is True else _value_of(secure),
        expires=_NO_EXPIRY,
    )
    names = (document.text("arn"), document.text("name"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def location(document: Document) -> Iterator[Resource]:
    """A place that DataSync copies from or to, with the secret key by which it gets in there."""
    facts = Secret(
        encryption=Encryption(at_rest=_AT_DATASYNC, key_owner=_AT_DATASYNC, key=_AT_DATASYNC),
        rotation=_AT_DATASYNC,
        rotation_days=_AT_DATASYNC,
        public=_AT_DATASYNC,
        value_in_code=in_code((document,), "secret_key", "password"),
        expires=_AT_DATASYNC,
    )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("arn"),))


def _value_of(secure: bool | Unknown) -> Fact[bool]:
    return secure if isinstance(secure, Unknown) else _PLAIN


def _rotation(document: Document) -> tuple[Fact[bool], Fact[float]]:
    sidecar = document.sidecar(_ROTATION)
    if sidecar is not None and isinstance(sidecar.values, Unknown):
        return sidecar.values, sidecar.values
    if sidecar is not None:
        return True, _interval(sidecar)
    if isinstance(document.values, Unknown):
        return document.values, document.values
    written = document.has("rotation_lambda_arn")
    if written is False:
        return False, None
    return True, _interval(document)


def _interval(holder: Document) -> Fact[float]:
    rules = holder.block("rotation_rules")
    if rules is None or isinstance(rules, Unknown):
        return rules if isinstance(rules, Unknown) else _NO_INTERVAL
    days = interval_days(rules)
    return _NO_INTERVAL if days is None else days
