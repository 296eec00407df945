"""SQS queues and SNS topics.

A queue that names neither a key nor ``sqs_managed_sse_enabled`` is made with SSE-SQS, AWS's default since
October 2022 (Amazon SQS Developer Guide, "Configuring server-side encryption for a queue using SQS-managed
encryption keys"; the attribute is computed, so the state of an existing queue says what it is). A topic without
``kms_master_key_id`` has no server-side encryption (Amazon SNS Developer Guide, "Securing Amazon SNS data with
server-side encryption"). Without a written policy only the owner gets in. Topic policies cannot hold
``sns:*``; the documented way to ask for TLS denies ``sns:Publish``.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.messaging import Queue, Topic
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.aws.access import allows_every_action, denies_plain_http, is_public
from pcicheck.providers.aws.kms import kms_encryption
from pcicheck.providers.aws.policy import read_policy
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource


def queue(document: Document) -> Iterator[Resource]:
    """A queue with its policy."""
    policy = read_policy(document.sidecar("aws_sqs_queue_policy") or document)
    facts = Queue(
        encryption=_queue_encryption(document),
        public=is_public(policy),
        every_action=allows_every_action(policy, "sqs"),
        tls_only=denies_plain_http(policy, "sqs", ("sqs:SendMessage", "sqs:ReceiveMessage")),
    )
    names = (document.text("arn"), document.text("id"), document.text("name"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def topic(document: Document) -> Iterator[Resource]:
    """A topic with its policy."""
    policy = read_policy(document.sidecar("aws_sns_topic_policy") or document)
    key = document.has("kms_master_key_id")
    facts = Topic(
        encryption=kms_encryption(document, "kms_master_key_id", _written(document, key)),
        public=is_public(policy),
        tls_only=denies_plain_http(policy, "sns", ("sns:Publish",)),
    )
    names = (document.text("arn"), document.text("id"), document.text("name"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def _queue_encryption(document: Document) -> Encryption:
    key = _written(document, document.has("kms_master_key_id"))
    if key is not False:
        return kms_encryption(document, "kms_master_key_id", key)
    managed = document.flag("sqs_managed_sse_enabled", True)
    if isinstance(managed, Unknown):
        return Encryption(at_rest=managed, key_owner=managed, key=None)
    return Encryption(at_rest=managed, key_owner="provider" if managed else "none", key=None)


def _written(document: Document, key: bool | Unknown) -> Fact[bool]:
    """Whether a key is named. One that is known only after apply is named when its expression leads to a key."""
    if isinstance(key, Unknown) and not isinstance(document.values, Unknown):
        return True if not isinstance(document.link("kms_master_key_id", "key"), Unknown) else key
    return key
