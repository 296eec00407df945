"""Policies of things: who may use a function, a registry, a vault or a share.

Terraform registry, hashicorp/aws: ``aws_lambda_permission`` (``action``, required; ``source_arn``,
``source_account``, ``principal_org_id``), ``aws_ram_resource_share`` (``allow_external_principals``, default false),
``aws_cloudwatch_event_permission`` (``principal`` an account or ``*``; its ``condition`` can only compare
``aws:PrincipalOrgID``) and the ``…_policy`` resources. Public: see ``pcicheck.providers.aws.access``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.kinds.identity import Grant
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.access import is_public
from pcicheck.providers.aws.policy import read_policy
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource

_OF_A_THING = Inapplicable("this is the policy of a thing, not of an identity")
_NO_PRINCIPALS = Inapplicable("who is let in stands elsewhere")
_NOT_A_SERVICE = Inapplicable("no service is let in by it")
_PATHS = {
    "aws_glacier_vault": "access_policy",
    "aws_codeartifact_domain_permissions_policy": "policy_document",
    "aws_codeartifact_repository_permissions_policy": "policy_document",
    "aws_s3tables_table_bucket_policy": "resource_policy",
    "aws_sagemaker_model_package_group_policy": "resource_policy",
}


def thing(document: Document) -> Iterator[Resource]:
    """The policy of a thing, written as JSON."""
    policy = (
        document.values
        if isinstance(document.values, Unknown)
        else read_policy(document, _PATHS.get(document.type, "policy"))
    )
    yield resource(document, _grant(public=is_public(policy)), labels=tags_of(document))


def function_permission(document: Document) -> Iterator[Resource]:
    """A permission to call a function."""
    principal = document.text("principal")
    facts = _grant(
        public=_public(document, principal),
        source_bound=_bound(document, principal),
        whole_services=_whole_service(document),
    )
    yield resource(document, facts)


def layer_permission(document: Document) -> Iterator[Resource]:
    """A permission to use a layer."""
    yield resource(document, _grant(public=_everyone_but(document, "organization_id")))


def bus_permission(document: Document) -> Iterator[Resource]:
    """A permission to put events on a bus."""
    yield resource(document, _grant(public=_everyone_but(document, "condition")))


def _everyone_but(document: Document, organisation: str) -> Fact[bool]:
    """Whether everyone is let in; where the attribute names an organisation, ``*`` means its accounts."""
    principal = document.text("principal")
    if isinstance(principal, Unknown):
        return principal
    return principal == "*" and not _is_written(document, organisation)


def share(document: Document) -> Iterator[Resource]:
    """A share of resources with other accounts."""
    outsiders = document.flag("allow_external_principals", False)
    labels = tags_of(document)
    yield resource(document, _grant(public=_NO_PRINCIPALS, outsiders=outsiders), labels=labels)


def open_document(document: Document) -> Resource:
    """Who may use a document of Systems Manager: ``permissions`` names accounts, or ``All``."""
    accounts = document.text("permissions.account_ids")
    words = accounts if isinstance(accounts, Unknown) else [part.strip() for part in (accounts or "").split(",")]
    public = words if isinstance(words, Unknown) else "All" in words
    return resource(document, _grant(public=public), part="permissions", labels=tags_of(document))


def _grant(**known: Any) -> Grant:
    return Grant(**(dict.fromkeys(Grant.__struct_fields__, _OF_A_THING) | known))


def _public(document: Document, principal: str | None | Unknown) -> Fact[bool]:
    """``*`` is everyone unless an account or organisation is named. A source ARN alone does not do: those of buckets
    hold no account, and a bucket's name can become somebody else's."""
    if isinstance(principal, Unknown):
        return principal
    if principal != "*":
        return False
    return not _is_written(document, "principal_org_id") and not _is_written(document, "source_account")


def _whole_service(document: Document) -> Fact[tuple[str, ...]]:
    """The functions' service, where the permission is not to call alone but to do everything with the function."""
    actions = document.texts("action")
    if isinstance(actions, Unknown):
        return actions
    if any(action in ("lambda:*", "*") for action in actions):
        return ("lambda",)
    unknown = next((action for action in actions if isinstance(action, Unknown)), None)
    return unknown or (() if actions else Unknown("which actions it allows is not told"))


def _bound(document: Document, principal: str | None | Unknown) -> Fact[bool]:
    if isinstance(principal, Unknown):
        return principal
    if principal is None or ".amazonaws." not in principal:
        return _NOT_A_SERVICE
    return any(_is_written(document, path) for path in ("source_arn", "source_account", "principal_org_id"))


def _is_written(document: Document, path: str) -> bool:
    """Whether something is set, be it known only after apply."""
    return document.has(path) is not False
