"""Amazon MSK, provisioned and serverless.

Defaults: data at rest is always encrypted, with ``aws/kafka`` where no key is named; ``client_broker`` is TLS and
``in_cluster`` true; public access is off; every way to authenticate and every log is off until written
(Terraform registry, ``aws_msk_cluster``; CloudFormation reference, ``AWS::MSK::Cluster EncryptionInTransit``;
MSK Developer Guide, "Get started with Amazon MSK encryption"). A cluster for which no way to authenticate is set
takes anyone. ``allow.everyone.if.no.acl.found`` is true unless a configuration says otherwise (same guide,
"Custom Amazon MSK configurations"). Serverless clusters speak TLS with IAM only, encrypt always and stay private.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.messaging import Broker
from pcicheck.model.logic import any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.kms import kms_encryption
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource

_TRANSIT = "encryption_info.encryption_in_transit"
_LOGS = "logging_info.broker_logs"
_CLIENT_TLS = {"TLS": "required", "TLS_PLAINTEXT": "optional", "PLAINTEXT": "off"}
_NO_AUDIT = Inapplicable("CloudTrail records administration of MSK; the cluster has no switch for it")
_NO_UPDATE = Inapplicable("MSK versions are chosen by the owner; the platform patches below them")
_IAM_DECIDES = Inapplicable("IAM policies decide, and they deny by default")

_KAFKA_RELEASE = Inapplicable("which releases of Kafka are mended is not looked at")


def cluster(document: Document) -> Iterator[Resource]:
    """A provisioned cluster."""
    client = document.text(f"{_TRANSIT}.client_broker", "TLS")
    methods = _methods(document)
    facts = Broker(
        encryption=kms_encryption(document, "encryption_info.encryption_at_rest_kms_key_arn"),
        client_tls=client if isinstance(client, Unknown) else _CLIENT_TLS.get(client or "TLS"),
        internal_tls=document.flag(f"{_TRANSIT}.in_cluster", True),
        anonymous=_anonymous(document, methods),
        client_authentication=methods,
        denies_by_default=_IAM_DECIDES if methods == ("iam",) else _denies_by_default(document),
        public=_public(document),
        logs=any_true(*(document.flag(f"{_LOGS}.{to}.enabled", False) for to in ("cloudwatch_logs", "firehose", "s3"))),
        audit_log=_NO_AUDIT,
        auto_update=_NO_UPDATE,
        release_current=_KAFKA_RELEASE,
    )
    names = (document.text("arn"), document.text("id"), document.text("cluster_name"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def serverless(document: Document) -> Iterator[Resource]:
    """A serverless cluster."""
    facts = Broker(
        encryption=Encryption(at_rest=True, key_owner="managed", key=None),
        client_tls="required",
        internal_tls=True,
        anonymous=False,
        client_authentication=("iam",),
        denies_by_default=_IAM_DECIDES,
        public=False,
        logs=Inapplicable("serverless clusters have no broker logs"),
        audit_log=_NO_AUDIT,
        auto_update=_NO_UPDATE,
        release_current=_KAFKA_RELEASE,
    )
    names = (document.text("arn"), document.text("id"), document.text("cluster_name"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def _methods(document: Document) -> tuple[str | Unknown, ...]:
    switches = {
        "certificate": document.has("client_authentication.tls.certificate_authority_arns"),
        "iam": document.flag("client_authentication.sasl.iam", False),
        "scram": document.flag("client_authentication.sasl.scram", False),
    }
    if document.sidecar("aws_msk_scram_secret_association"):
        switches["scram"] = True
    return tuple(on if isinstance(on, Unknown) else name for name, on in switches.items() if on)


def _anonymous(document: Document, methods: tuple[str | Unknown, ...]) -> Fact[bool]:
    written = document.flag("client_authentication.unauthenticated")
    return negated(any_true(*methods)) if written is None else written


def _denies_by_default(document: Document) -> Fact[bool]:
    arn = document.get("configuration_info.arn")
    if arn is None:
        return False
    configuration = document.follow("configuration_info.arn", "aws_msk_configuration")
    if configuration is None:
        return arn if isinstance(arn, Unknown) else Unknown("its MSK configuration is not in this input")
    properties = configuration.text("server_properties")
    if isinstance(properties, Unknown):
        return properties
    for line in reversed((properties or "").splitlines()):
        name, _, value = line.partition("=")
        if name.strip() == "allow.everyone.if.no.acl.found":
            return value.strip().lower() == "false"
    return False


def _public(document: Document) -> Fact[bool]:
    access = document.text("broker_node_group_info.connectivity_info.public_access.type", "DISABLED")
    return access if isinstance(access, Unknown) else access != "DISABLED"
