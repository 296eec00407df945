"""Who can reach an S3 bucket: access lists, ownership, public access blocks, policies that take logs.

Canned lists and the two public groups: Amazon S3 User Guide, "Access control list (ACL) overview". A bucket
without a written list is private. Buckets made since April 2023 start with lists off and with public access
blocked (same guide, "Default settings for new S3 buckets"); a plan cannot show that nobody turned a block off
again, so a public access block counts only where it is written. An account-wide block is a resource of its own.
Access logs come by the group LogDelivery or the service logging.s3 (same guide, "Permissions for log delivery").
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.storage import OpenGrant
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.aws.policy import Policy, Statement

_PUBLIC_ACCESS_BLOCK = "aws_s3_bucket_public_access_block"
_READ = OpenGrant("anyone", "read")
_CANNED = {
    "public-read": (_READ,),
    "website": (_READ,),  # in no list of S3's, but examples write it, and mean a bucket that everyone reads
    "public-read-write": (_READ, OpenGrant("anyone", "write")),
    "authenticated-read": (OpenGrant("any_account", "read"),),
}
_CLOSED = frozenset(
    {"private", "aws-exec-read", "bucket-owner-read", "bucket-owner-full-control", "log-delivery-write"}
)
_GROUPS = {"AllUsers": "anyone", "AuthenticatedUsers": "any_account"}
_RIGHTS = {
    "READ": "read",
    "WRITE": "write",
    "READ_ACP": "read_acl",
    "WRITE_ACP": "write_acl",
    "FULL_CONTROL": "all",
}
_LOG_SERVICES = frozenset(
    f"Service:{name}.amazonaws.com"
    for name in (
        "cloudtrail",
        "config",
        "delivery.logs",
        "logging.s3",
        "logdelivery.elb",
        "logdelivery.elasticloadbalancing",
    )
)
_ACCESS_LOGS = frozenset({"Service:logging.s3.amazonaws.com"})
_LOG_GROUP = "http://acs.amazonaws.com/groups/s3/LogDelivery"

Grants = Fact[tuple[OpenGrant | Unknown, ...]]


def blocked(document: Document, flag: str) -> Fact[bool]:
    """One flag of the bucket's own public access block; each is false until it is written."""
    block = document.sidecar(_PUBLIC_ACCESS_BLOCK)
    if block is not None:
        return block.flag(flag, False)
    return document.values if isinstance(document.values, Unknown) else False


def has_block(document: Document) -> bool | Unknown:
    """Whether a block of the bucket itself refuses public lists and public policies."""
    return all_true(blocked(document, "block_public_acls"), blocked(document, "block_public_policy"))


def lists_in_force(document: Document) -> Fact[bool]:
    """Whether access lists work at all."""
    controls = document.sidecar("aws_s3_bucket_ownership_controls")
    if controls is not None:
        ownership = controls.text("rule.object_ownership")
        return ownership if isinstance(ownership, Unknown) else ownership != "BucketOwnerEnforced"
    sidecar = document.sidecar("aws_s3_bucket_acl")
    if sidecar is not None:
        return sidecar.values if isinstance(sidecar.values, Unknown) else True
    grants = document.blocks("grant")
    groups = grants if isinstance(grants, Unknown) else any_true(*(grant.has("uri") for grant in grants))
    written = any_true(document.has("acl"), groups)
    if written is False and isinstance(document.get("id"), str):
        return Unknown("the bucket exists already and its ownership controls are not in this input")
    return written


def public_grants(document: Document) -> Grants:
    """What the bucket's list gives to everyone."""
    sidecar = document.sidecar("aws_s3_bucket_acl")
    acl = (sidecar or document).text("acl")
    if isinstance(acl, Unknown):
        return acl
    if acl is not None and acl not in _CANNED and acl not in _CLOSED:
        return Unknown(f"{acl} is no canned access list that S3 documents")
    grants, who = _written(document)
    if isinstance(grants, Unknown):
        return grants
    given = (given for grant in grants for given in _open(grant, who))
    return (*_CANNED.get(acl or "", ()), *given)


def _written(document: Document) -> tuple[Sequence[Block] | Unknown, str]:
    """The rights that a list writes out, and where each says to which group."""
    sidecar = document.sidecar("aws_s3_bucket_acl")
    if sidecar:
        return sidecar.blocks("access_control_policy.grant"), "grantee.uri"
    return document.blocks("grant"), "uri"


def _open(grant: Block, path: str) -> tuple[OpenGrant | Unknown, ...]:
    uri = grant.text(path)
    if isinstance(uri, Unknown):
        return (uri,)
    who = _GROUPS.get((uri or "").rpartition("/groups/global/")[2])
    if who is None:
        return ()
    rights = grant.texts("permission") if grant.has("permission") else grant.texts("permissions")
    if isinstance(rights, Unknown):
        return (rights,)
    return tuple(
        right if isinstance(right, Unknown) else OpenGrant(who, _RIGHTS.get(right, right.lower())) for right in rights
    )


def reachable(document: Document, grants: Grants, public_policy: bool | Unknown) -> bool | Unknown:
    """Whether lists or policy let everyone in after public access blocks and ownership have had their say."""
    listed = any_true(*grants) if isinstance(grants, tuple) else grants
    by_list = all_true(listed, lists_in_force(document), negated(blocked(document, "ignore_public_acls")))
    by_policy = all_true(public_policy, negated(blocked(document, "restrict_public_buckets")))
    return any_true(by_list, by_policy)


def accepts_logs(policy: Policy | None | Unknown, services: Collection[str] = _LOG_SERVICES) -> bool | Unknown:
    """Whether a policy lets an AWS log delivery service write, which each of them needs."""
    if policy is None or isinstance(policy, Unknown):
        return policy if isinstance(policy, Unknown) else False
    return any_true(*(item if isinstance(item, Unknown) else _lets_in(item, services) for item in policy))


def _lets_in(statement: Statement, services: Collection[str]) -> bool | Unknown:
    if not statement.allow:
        return False
    return any_true(*(p if isinstance(p, Unknown) else p in services for p in statement.principals))


def accepts_access_logs(document: Document, policy: Policy | None | Unknown) -> bool | Unknown:
    """Whether a list or the policy lets in the access logs of other buckets."""
    acl = (document.sidecar("aws_s3_bucket_acl") or document).text("acl")
    canned = acl if isinstance(acl, Unknown) else acl == "log-delivery-write"
    grants, who = _written(document)
    groups = [grants] if isinstance(grants, Unknown) else [grant.text(who) for grant in grants]
    listed = any_true(*(group if isinstance(group, Unknown) else group == _LOG_GROUP for group in groups))
    return any_true(canned, listed, accepts_logs(policy, _ACCESS_LOGS))
