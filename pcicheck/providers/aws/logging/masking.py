"""Data protection policies of CloudWatch Logs: what they find and what they hide.

A statement names managed data identifiers and an operation: ``Audit`` reports, ``Deidentify`` masks for everyone
without ``logs:Unmask`` (Amazon CloudWatch Logs User Guide, "Help protect sensitive log data with masking"). Written as
JSON or with the ``aws_cloudwatch_log_data_protection_policy_document`` data source (Terraform registry).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.logging import LogMasking
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.base import resource

Texts = tuple[str | Unknown, ...]

DATA_SOURCE = "data.aws_cloudwatch_log_data_protection_policy_document"
_NEUTRAL = {
    "CreditCardNumber": "card_number",
    "CreditCardExpiration": "card_expiry",
    "CreditCardSecurityCode": "card_code",
}


def store_policy(document: Document) -> Iterator[Resource]:
    """A policy of one log group."""
    finds, hides = _read(document)
    store = document.link("log_group_name", "log_store", "aws_cloudwatch_log_group")
    yield resource(document, LogMasking(reach="store", store=store, finds=finds, hides=hides))


def account_policy(document: Document) -> Iterator[Resource]:
    """A policy of the whole account. Subscription, index and transformer policies hide nothing and are left out."""
    if document.text("policy_type") == "DATA_PROTECTION_POLICY":
        finds, hides = _read(document)
        yield resource(document, LogMasking(reach="account", store=None, finds=finds, hides=hides))


def _read(document: Document) -> tuple[Texts | Unknown, Texts | Unknown]:
    text = document.get("policy_document")
    if isinstance(text, Unknown):
        source = document.follow("policy_document", DATA_SOURCE)
        if source is None:
            return text, text
        written = source.text("json")
        if not isinstance(written, str):
            return _from_source(source)
        text = written
    return _from_json(text)


def _from_json(text: Any) -> tuple[Texts | Unknown, Texts | Unknown]:
    try:
        policy = json.loads(text) if isinstance(text, str) else text
    except (ValueError, RecursionError):
        policy = None
    statements = policy.get("Statement") if isinstance(policy, dict) else None
    if not isinstance(statements, list):
        broken = Unknown("the policy is not a data protection policy in JSON")
        return broken, broken
    finds: list[str | Unknown] = []
    hides: list[str | Unknown] = []
    for statement in statements:
        if isinstance(statement, dict):
            named = statement.get("DataIdentifier")
            names = [_neutral(str(name)) for name in (named if isinstance(named, list) else [named])]
            finds += names
            operation = statement.get("Operation")
            if isinstance(operation, dict) and "Deidentify" in operation:
                hides += names
    return tuple(dict.fromkeys(finds)), tuple(dict.fromkeys(hides))


def _from_source(source: Document) -> tuple[Texts | Unknown, Texts | Unknown]:
    blocks = source.blocks("statement")
    if isinstance(blocks, Unknown):
        return blocks, blocks
    finds: list[str | Unknown] = []
    hides: list[str | Unknown] = []
    for block in blocks:
        names = _identifiers(block)
        finds += names
        masks = block.block("operation.deidentify")
        if masks is not None:
            hides += names if not isinstance(masks, Unknown) else [masks]
    return tuple(dict.fromkeys(finds)), tuple(dict.fromkeys(hides))


def _identifiers(block: Block) -> list[str | Unknown]:
    texts = block.texts("data_identifiers")
    return [texts] if isinstance(texts, Unknown) else [t if isinstance(t, Unknown) else _neutral(t) for t in texts]


def _neutral(identifier: str) -> str:
    """``card_number`` and its kin, else the last part of the identifier's ARN."""
    name = identifier.rsplit("/", 1)[-1]
    return _NEUTRAL.get(name, name)
