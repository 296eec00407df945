"""Amazon MQ brokers: ActiveMQ and RabbitMQ.

Defaults: ``publicly_accessible``, ``auto_minor_version_upgrade`` and both logs are false; data at rest is always
encrypted, with a key that AWS owns while ``use_aws_owned_key`` is true (Terraform registry, ``aws_mq_broker``).
Clients connect over TLS only and need a password or an LDAP account; RabbitMQ has no audit log (Amazon MQ
Developer Guide, "Encryption in transit" and "Configuring RabbitMQ logs"). Older releases than ActiveMQ 5.17 and
RabbitMQ 3.11 get no fixes any more (same guide, "Managing engine versions").
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.messaging import Broker
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.kms import kms_encryption
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource

_OLDEST_RABBIT = (3, 11)
_OLDEST_ACTIVE = (5, 17)
_RABBIT = Inapplicable("RabbitMQ on Amazon MQ has no audit log")
_OWN_RULES = Inapplicable("the broker's own user rights decide, which are not set through Terraform")


def broker(document: Document) -> Iterator[Resource]:
    """One broker."""
    engine = document.text("engine_type")
    rabbit = isinstance(engine, str) and engine.lower() == "rabbitmq"
    facts = Broker(
        encryption=_encryption(document),
        client_tls="required",
        internal_tls=True,
        anonymous=False,
        client_authentication=_authentication(document),
        denies_by_default=_OWN_RULES,
        public=document.flag("publicly_accessible", False),
        logs=document.flag("logs.general", False),
        audit_log=_RABBIT if rabbit else document.flag("logs.audit", False),
        auto_update=document.flag("auto_minor_version_upgrade", False),
        release_current=_release_current(document, rabbit=rabbit),
    )
    names = (document.text("arn"), document.text("id"), document.text("broker_name"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def _release_current(document: Document, *, rabbit: bool) -> bool | Unknown:
    version = document.text("engine_version")
    if version is None or isinstance(version, Unknown):
        return version or Unknown("no release is stated")
    numbers = version.split(".")
    if len(numbers) < 2 or not all(number.isdigit() for number in numbers[:2]):
        return Unknown("the release is no number")
    return (int(numbers[0]), int(numbers[1])) >= (_OLDEST_RABBIT if rabbit else _OLDEST_ACTIVE)


def _authentication(document: Document) -> tuple[str | Unknown, ...]:
    strategy = document.text("authentication_strategy", "simple")
    return (strategy if isinstance(strategy, Unknown) else "ldap" if strategy == "ldap" else "password",)


def _encryption(document: Document) -> Encryption:
    owned: Fact[bool] = document.flag("encryption_options.use_aws_owned_key", True)
    if isinstance(owned, Unknown):
        return Encryption(at_rest=True, key_owner=owned, key=owned)
    return kms_encryption(document, "encryption_options.kms_key_id", without="provider" if owned else "managed")
