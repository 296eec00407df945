"""Policies that open log groups and log destinations to others.

Terraform registry: ``aws_cloudwatch_log_resource_policy.policy_document``,
``aws_cloudwatch_log_destination_policy.access_policy``,
``aws_cloudwatch_log_delivery_destination_policy.delivery_destination_policy``, each a JSON policy.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.logging import LogPolicy
from pcicheck.model.resource import Resource
from pcicheck.providers.aws.access import is_public
from pcicheck.providers.aws.policy import read_policy
from pcicheck.providers.base import resource


def resource_policy(document: Document) -> Iterator[Resource]:
    """A policy on log groups."""
    return _policy(document, "policy_document")


def destination_policy(document: Document) -> Iterator[Resource]:
    """A policy on a destination for subscriptions of other accounts."""
    return _policy(document, "access_policy")


def delivery_policy(document: Document) -> Iterator[Resource]:
    """A policy on a destination for delivered logs."""
    return _policy(document, "delivery_destination_policy")


def _policy(document: Document, path: str) -> Iterator[Resource]:
    yield resource(document, LogPolicy(public=is_public(read_policy(document, path))))
