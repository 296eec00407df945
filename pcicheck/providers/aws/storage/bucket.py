"""S3 buckets, in the form of provider 3 (blocks) and of provider 4 and later (side-cars).

Defaults: every new object is encrypted with SSE-S3 since 5 January 2023 (Amazon S3 User Guide, "Setting default
server-side encryption behavior"). The other settings are off until somebody writes them (Terraform registry,
``aws_s3_bucket`` and its side-cars). Public access blocks count only where they are written.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.storage import ObjectStore
from pcicheck.model.link import Link
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.access import denies_plain_http, is_public
from pcicheck.providers.aws.policy import Policy, read_policy
from pcicheck.providers.base import known_texts, resource

_PUBLIC_LISTS = ("public-read", "public-read-write", "authenticated-read")
_PUBLIC_GROUPS = ("/groups/global/AllUsers", "/groups/global/AuthenticatedUsers")
_NO_TLS_SETTING = Inapplicable("S3 has no such setting of its own; a bucket policy can ask for a version")


def bucket(document: Document) -> Iterator[Resource]:
    """A bucket with its side-cars."""
    block = document.sidecar("aws_s3_bucket_public_access_block")
    policy = _policy(document)
    ignore_acls = _blocked(document, block, "ignore_public_acls")
    restrict = _blocked(document, block, "restrict_public_buckets")
    lists = _lists_in_force(document)
    mode, days = _lock(document)
    logging, target = _logging(document)
    facts = ObjectStore(
        encryption=_encryption(document),
        public=_public(document, policy, lists, ignore_acls, restrict),
        block_public_acls=_blocked(document, block, "block_public_acls"),
        ignore_public_acls=ignore_acls,
        block_public_policy=_blocked(document, block, "block_public_policy"),
        restrict_public_buckets=restrict,
        tls_only=denies_plain_http(policy, "s3"),
        min_tls=_NO_TLS_SETTING,
        versioning=_versioning(document),
        mfa_delete=_mfa_delete(document),
        lock_mode=mode,
        lock_days=days,
        access_logging=logging,
        log_target=target,
        expires=_expires(document),
        account_lists=lists,
    )
    names = (document.text("arn"), document.text("id"), document.text("bucket"))
    yield resource(document, facts, labels=known_texts(document, "tags_all", "tags"), names=names)


def _setting(document: Document, sidecar_type: str, inline: str) -> Block | None | Unknown:
    """What a side-car says, else the block of provider 3; ``None`` where neither is written."""
    return document.sidecar(sidecar_type) or document.block(inline)


def _blocked(document: Document, block: Document | None, flag: str) -> Fact[bool]:
    if block is not None:
        return block.flag(flag, False)
    return document.values if isinstance(document.values, Unknown) else False


def _policy(document: Document) -> Policy | None | Unknown:
    sidecar = document.sidecar("aws_s3_bucket_policy")
    return read_policy(sidecar) if sidecar else read_policy(document)


def _encryption(document: Document) -> Encryption:
    setting = _setting(document, "aws_s3_bucket_server_side_encryption_configuration", "server_side_encryption_configuration")
    if isinstance(setting, Unknown):
        return Encryption(at_rest=True, key_owner=setting, key=setting)
    if setting is None:
        return Encryption(at_rest=True, key_owner="provider", key=None)
    default = "rule.apply_server_side_encryption_by_default"
    algorithm = setting.text(f"{default}.sse_algorithm")
    if isinstance(algorithm, Unknown):
        return Encryption(at_rest=True, key_owner=algorithm, key=algorithm)
    if algorithm is None or not algorithm.startswith("aws:kms"):
        return Encryption(at_rest=True, key_owner="provider", key=None)
    owner = setting if isinstance(setting, Document) else document
    prefix = "" if isinstance(setting, Document) else "server_side_encryption_configuration."
    key = owner.link(f"{prefix}{default}.kms_master_key_id", "key")
    return Encryption(at_rest=True, key_owner=key_owner(key), key=key)


def key_owner(key: Link | None | Unknown) -> Fact[str]:
    """Who governs the key behind a KMS link: without one, or by an ``alias/aws/`` name, it is AWS's in the account."""
    if isinstance(key, Unknown):
        return key
    return "managed" if key is None or "alias/aws/" in key.target else "customer"


def _lists_in_force(document: Document) -> Fact[bool]:
    """Whether ACLs work. Buckets made since April 2023 start without; only a written setting proves either."""
    controls = document.sidecar("aws_s3_bucket_ownership_controls")
    if controls is not None:
        ownership = controls.text("rule.object_ownership")
        return ownership if isinstance(ownership, Unknown) else ownership != "BucketOwnerEnforced"
    if document.sidecar("aws_s3_bucket_acl") is not None:
        return True
    acl = document.has("acl")
    return acl if isinstance(acl, Unknown) else acl or document.has("grant")


def _public(
    document: Document, policy: Policy | None | Unknown, lists: Fact[bool], ignored: Fact[bool], restricted: Fact[bool]
) -> Fact[bool]:
    by_list = all_true(_public_by_list(document), lists, negated(ignored))
    by_policy = all_true(is_public(policy), negated(restricted))
    return any_true(by_list, by_policy)


def _public_by_list(document: Document) -> bool | Unknown:
    sidecar = document.sidecar("aws_s3_bucket_acl")
    holder: Block = sidecar or document
    acl = holder.text("acl")
    if isinstance(acl, Unknown):
        return acl
    if acl in _PUBLIC_LISTS:
        return True
    uris = _grantees(sidecar, document)
    return any_true(*(uri if isinstance(uri, Unknown) else str(uri).endswith(_PUBLIC_GROUPS) for uri in uris))


def _grantees(sidecar: Document | None, document: Document) -> list[str | None | Unknown]:
    grants = sidecar.blocks("access_control_policy.grant") if sidecar else document.blocks("grant")
    if isinstance(grants, Unknown):
        return [grants]
    return [grant.text("grantee.uri" if sidecar else "uri") for grant in grants]


def _versioning(document: Document) -> Fact[bool]:
    sidecar = document.sidecar("aws_s3_bucket_versioning")
    if sidecar is not None:
        status = sidecar.text("versioning_configuration.status")
        return status if isinstance(status, Unknown) else status == "Enabled"
    return document.flag("versioning.enabled", False)


def _mfa_delete(document: Document) -> Fact[bool]:
    sidecar = document.sidecar("aws_s3_bucket_versioning")
    if sidecar is not None:
        return sidecar.flag("versioning_configuration.mfa_delete", False)
    return document.flag("versioning.mfa_delete", False)


def _lock(document: Document) -> tuple[Fact[str], Fact[int]]:
    setting = _setting(document, "aws_s3_bucket_object_lock_configuration", "object_lock_configuration")
    if setting is None or isinstance(setting, Unknown):
        return setting, setting
    mode = setting.text("rule.default_retention.mode")
    days = setting.number("rule.default_retention.days")
    years = setting.number("rule.default_retention.years")
    if days is None and isinstance(years, (int, float)):
        days = years * 365
    elif days is None:
        days = years
    shown = days if days is None or isinstance(days, Unknown) else int(days)
    return (mode.lower() if isinstance(mode, str) else mode), shown


def _logging(document: Document) -> tuple[Fact[bool], Fact[Link]]:
    sidecar = document.sidecar("aws_s3_bucket_logging")
    holder, path = (sidecar, "target_bucket") if sidecar else (document, "logging.target_bucket")
    target = holder.link(path, "object_store", "aws_s3_bucket")
    return (True if isinstance(target, Unknown) and holder.has(path) is not False else target is not None), target


def _expires(document: Document) -> Fact[bool]:
    sidecar = document.sidecar("aws_s3_bucket_lifecycle_configuration")
    rules = sidecar.blocks("rule") if sidecar else document.blocks("lifecycle_rule")
    if isinstance(rules, Unknown):
        return rules
    switch = "status" if sidecar else "enabled"
    return any_true(
        *(
            all_true(rule.flag(switch, True), any_true(rule.has("expiration.days"), rule.has("expiration.date")))
            for rule in rules
        )
    )

