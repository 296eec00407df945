"""Permissions of identities: policies that are written out, and attachments of predefined ones.

Terraform registry, hashicorp/aws: ``aws_iam_policy`` and its inline relatives hold JSON in ``policy``,
``aws_ssoadmin_permission_set_inline_policy`` in ``inline_policy``; attachments name a policy by ARN. AWS managed
policies have ``aws`` as account in their ARN (IAM User Guide, "AWS managed policies").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from pcicheck.model.document import Document
from pcicheck.model.kinds.identity import Grant
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.aws.access import is_public
from pcicheck.providers.aws.identity.parties import trust
from pcicheck.providers.aws.identity.reach import permissions
from pcicheck.providers.aws.policy import Policy, Statement, Texts, from_data_source, read_policy
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource

_HOLDERS = {
    "aws_iam_role_policy": "role",
    "aws_iam_user_policy": "user",
    "aws_iam_group_policy": "group",
    "aws_ssoadmin_permission_set_inline_policy": "permission_set",
    "aws_iam_role_policy_attachment": "role",
    "aws_iam_user_policy_attachment": "user",
    "aws_iam_group_policy_attachment": "group",
    "aws_iam_role_policy_attachments_exclusive": "role",
    "aws_iam_user_policy_attachments_exclusive": "user",
    "aws_iam_group_policy_attachments_exclusive": "group",
    "aws_ssoadmin_managed_policy_attachment": "permission_set",
}
_BY_ITSELF = Inapplicable("a policy by itself is held by nobody")
_ELSEWHERE = Inapplicable("the attached policy is judged where it is written")
_NO_PRINCIPALS = Inapplicable("a policy of an identity names no principals")
_WRITTEN_OUT = Inapplicable("the policy is written out, not predefined")
_NOT_A_SHARE = Inapplicable("only shares have such a setting")
_NO_SERVICE = Inapplicable("no service is let in by it")
_SEPARATE = Inapplicable("no duties are told apart")
_AS_ALL: dict[str, Any] = {"level": "account", "standing": True, "mixed_duties": _SEPARATE}
_ARNS = ("policy_arn", "managed_policy_arn", "policy_arns")
_OWN_POLICY = re.compile(r"(?:^|(?<!data)\.)aws_iam_policy\.")
_ATTACHED_TO = {"users": "user", "groups": "group", "roles": "role"}
_DECIDED = tuple(permissions(None))


def written(document: Document) -> Iterator[Resource]:
    """A policy that Terraform writes out, by itself or inside a role, user, group or permission set."""
    path = "inline_policy" if document.type == "aws_ssoadmin_permission_set_inline_policy" else "policy"
    policy = document.values if isinstance(document.values, Unknown) else read_policy(document, path)
    holder = _HOLDERS.get(document.type)
    facts = of_policy(of_its_holder(policy), (holder,) if holder else _BY_ITSELF)
    names = (document.text("arn"), document.text("id"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def of_its_holder(policy: Policy | None | Unknown) -> Policy | None | Unknown:
    """The policy without principals. IAM refuses them here (IAM User Guide, "AWS JSON policy elements: Principal"), so
    what is written is meant for the holder and not narrowed by them."""
    if policy is None or isinstance(policy, Unknown):
        return policy
    return tuple(_unnamed(item) if isinstance(item, Statement) else item for item in policy)


def _unnamed(statement: Statement) -> Statement:
    if not statement.principals and not statement.not_principals:
        return statement
    return replace(statement, principals=(), not_principals=())


def of_policy(policy: Policy | None | Unknown, holders: Any, public: Any = _NO_PRINCIPALS) -> Grant:
    """The grant that a written policy makes."""
    return Grant(
        holders=holders,
        predefined=_WRITTEN_OUT,
        wide=_WRITTEN_OUT,
        public=public,
        **_AS_ALL,
        source_bound=_NO_SERVICE,
        outsiders=_NOT_A_SHARE,
        **permissions(policy),
    )


def policy_document(document: Document) -> Iterator[Resource]:
    """A policy document data source: a grant and, where it says who may assume a role, a trust."""
    policy = document.values if isinstance(document.values, Unknown) else from_data_source(document)
    yield resource(document, of_policy(policy, _BY_ITSELF, is_public(policy)))
    if not isinstance(policy, Unknown) and any(isinstance(s, Statement) and _is_trust(s) for s in policy):
        yield resource(document, trust(policy, document), part="trust")


def attached(document: Document) -> Iterator[Resource]:
    """The attachment of one or several managed policies."""
    yield resource(document, of_predefined(predefined(document, *_ARNS), _holders(document)))


def looked_up(document: Document) -> Iterator[Resource]:
    """A managed policy that the configuration looks up in order to use it."""
    name = document.text("name")
    names = (name,) if isinstance(name, str) else predefined(document, "arn")
    yield resource(document, of_predefined(names, _BY_ITSELF))


def of_predefined(names: Any, holders: Any) -> Grant:
    """The grant that attaching managed policies makes."""
    return Grant(
        holders=holders,
        predefined=names,
        wide=names,
        public=_NO_PRINCIPALS,
        **_AS_ALL,
        source_bound=_NO_SERVICE,
        outsiders=_NOT_A_SHARE,
        **dict.fromkeys(_DECIDED, _ELSEWHERE),
    )


def predefined(document: Document, *paths: str) -> Texts | Unknown:
    """Names of the AWS managed policies among the ARNs at ``paths``."""
    found: list[str | Unknown] = []
    for path in paths:
        arns = document.texts(path)
        for arn in (arns,) if isinstance(arns, Unknown) else arns:
            if isinstance(arn, Unknown):
                found += [] if _is_own(arn) or document.follow(path, "aws_iam_policy") else [_looked_up(document, arn)]
            elif arn.partition(":iam::")[2].startswith("aws:"):
                found.append(arn.rpartition("/")[2])
    return tuple(found)


def _looked_up(document: Document, arn: Unknown) -> str | Unknown:
    """The name of the managed policy that an ARN comes from, where the configuration looks it up by a name of AWS's."""
    sources = document.surroundings.of_type("data.aws_iam_policy")
    names = [source.text("name") for source in sources if source.address in arn.refers]
    return names[0] if len(names) == len(arn.refers) == 1 and isinstance(names[0], str) else arn


def _is_own(arn: Unknown) -> bool:
    """Whether an ARN comes from policies that somebody writes in Terraform, be they in this input or not."""
    return bool(arn.refers) and all(_OWN_POLICY.search(address) for address in arn.refers)


def _holders(document: Document) -> Texts | Unknown:
    if isinstance(document.values, Unknown):
        return document.values
    holder = _HOLDERS.get(document.type)
    if holder:
        return (holder,)
    found: list[str | Unknown] = []
    for path, kind in _ATTACHED_TO.items():
        answer = document.has(path)
        if isinstance(answer, Unknown):
            found.append(answer)
        elif answer:
            found.append(kind)
    return tuple(found)


def _is_trust(statement: Statement) -> bool:
    if not statement.allow or not (statement.principals or statement.not_principals):
        return False
    federated = any(isinstance(p, str) and p.startswith("Federated:") for p in statement.principals)
    return federated or any(isinstance(a, str) and a.lower().startswith("sts:") for a in statement.actions)
