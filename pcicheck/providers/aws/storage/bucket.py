"""S3 buckets, in the form of provider 3 (blocks) and of provider 4 and later (side-cars).

Defaults: every new object is encrypted with SSE-S3 since 5 January 2023 (Amazon S3 User Guide, "Setting default
server-side encryption behavior"). Logging, versioning, lock and lifecycle are off until somebody writes them
(Terraform registry, ``aws_s3_bucket`` and its side-cars). ``days`` and ``years`` of a default retention exclude
each other, and state writes 0 for the one that is unset. Access logs reach only buckets whose default encryption is
SSE-S3 ("Enabling Amazon S3 server access logging"), so a bucket that lets them in has no choice of keys.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.storage import ObjectStore
from pcicheck.model.link import Link
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.access import denies_plain_http, is_public
from pcicheck.providers.aws.kms import key_owner
from pcicheck.providers.aws.policy import read_policy
from pcicheck.providers.aws.storage.bucket_access import (
    accepts_access_logs,
    accepts_logs,
    blocked,
    has_block,
    lists_in_force,
    public_grants,
    reachable,
)
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource

_ENCRYPTION = "server_side_encryption_configuration"
_DEFAULT = "rule.apply_server_side_encryption_by_default"
_NO_TLS_SETTING = Inapplicable("S3 has no such setting of its own; a bucket policy can ask for a version")
_NO_CHOICE = Inapplicable("access logs are delivered only to buckets that are encrypted with keys of S3 itself")
_NO_QUEUES = Inapplicable("a bucket has no queues")


def bucket(document: Document) -> Iterator[Resource]:
    """A bucket with its side-cars."""
    policy = read_policy(document.sidecar("aws_s3_bucket_policy") or document)
    grants = public_grants(document)
    public_policy = is_public(policy)
    access_logs = accepts_access_logs(document, policy)
    mode, days = _lock(document)
    logging, target = _logging(document)
    lifecycle, kept = _lifecycle(document)
    facts = ObjectStore(
        encryption=_encryption(document, access_logs),
        public=reachable(document, grants, public_policy),
        public_grants=grants,
        public_policy=public_policy,
        public_access_block=has_block(document),
        block_public_acls=blocked(document, "block_public_acls"),
        ignore_public_acls=blocked(document, "ignore_public_acls"),
        block_public_policy=blocked(document, "block_public_policy"),
        restrict_public_buckets=blocked(document, "restrict_public_buckets"),
        tls_only=denies_plain_http(policy, "s3"),
        min_tls=_NO_TLS_SETTING,
        versioning=_versioning(document, "status", "enabled"),
        mfa_delete=_versioning(document, "mfa_delete", "mfa_delete"),
        log_destination=any_true(accepts_logs(policy), access_logs),
        lock_mode=mode,
        lock_days=days,
        access_logging=logging,
        log_target=target,
        logs_to_itself=_logs_to_itself(document, target),
        queues_logged=_NO_QUEUES,
        lifecycle=lifecycle,
        kept_days=kept,
        account_lists=lists_in_force(document),
    )
    names = (document.text("arn"), document.text("id"), document.text("bucket"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def _setting(document: Document, sidecar_type: str, inline: str) -> Block | None | Unknown:
    """What a side-car says, else the block of provider 3; ``None`` where neither is written."""
    return document.sidecar(sidecar_type) or document.block(inline)


def _encryption(document: Document, access_logs: bool | Unknown) -> Encryption:
    setting = _setting(document, f"aws_s3_bucket_{_ENCRYPTION}", _ENCRYPTION)
    algorithm = setting.text(f"{_DEFAULT}.sse_algorithm") if isinstance(setting, Block) else setting
    if isinstance(algorithm, Unknown):
        return Encryption(at_rest=True, key_owner=algorithm, key=algorithm)
    if algorithm is None or not algorithm.startswith("aws:kms"):
        if access_logs is True:
            return Encryption(at_rest=True, key_owner=_NO_CHOICE, key=_NO_CHOICE)
        return Encryption(at_rest=True, key_owner="provider", key=None)
    owner, prefix = (setting, "") if isinstance(setting, Document) else (document, f"{_ENCRYPTION}.")
    path = f"{prefix}{_DEFAULT}.kms_master_key_id"
    key = owner.link(path, "key")
    return Encryption(at_rest=True, key_owner=key_owner(owner, path, key), key=key)


def _versioning(document: Document, name: str, inline: str) -> Fact[bool]:
    sidecar = document.sidecar("aws_s3_bucket_versioning")
    if sidecar is None:
        return document.flag(f"versioning.{inline}", False)
    status = sidecar.text(f"versioning_configuration.{name}")
    return status if isinstance(status, Unknown) else status == "Enabled"


def _lock(document: Document) -> tuple[Fact[str], Fact[int]]:
    setting = _setting(document, "aws_s3_bucket_object_lock_configuration", "object_lock_configuration")
    if setting is None or isinstance(setting, Unknown):
        return setting, setting
    mode = setting.text("rule.default_retention.mode")
    days = setting.number("rule.default_retention.days")
    years = setting.number("rule.default_retention.years")
    if not days:
        days = years * 365 if isinstance(years, (int, float)) else years
    shown = days if isinstance(days, Unknown) else int(days) if days else None
    return (mode.lower() if isinstance(mode, str) else mode), shown


def _logging(document: Document) -> tuple[Fact[bool], Fact[Link]]:
    sidecar = document.sidecar("aws_s3_bucket_logging")
    block = sidecar or document.block("logging")
    if block is None:
        return False, None
    reason = block if isinstance(block, Unknown) else block.values
    if isinstance(reason, Unknown):
        return reason, reason
    holder, path = (sidecar, "target_bucket") if sidecar else (document, "logging.target_bucket")
    # The target is required, so a block that is written sends the log somewhere even while nobody can name where.
    target = holder.link(path, "object_store", "aws_s3_bucket")
    return target is not None, target


def _logs_to_itself(document: Document, target: Fact[Link]) -> Fact[bool]:
    if not isinstance(target, Link):
        return target if isinstance(target, Unknown) else False
    return target.target in (document.address, document.get("bucket"))


def _lifecycle(document: Document) -> tuple[Fact[bool], Fact[int]]:
    sidecar = document.sidecar("aws_s3_bucket_lifecycle_configuration")
    rules = sidecar.blocks("rule") if sidecar else document.blocks("lifecycle_rule")
    if isinstance(rules, Unknown):
        return rules, rules
    switched = [(rule, rule.flag("status" if sidecar else "enabled", True)) for rule in rules]
    kept = [_deletes_all_after(rule) for rule, on in switched if on is True]
    known = [days for days in kept if isinstance(days, int)]
    unsure = next((on for _, on in switched if isinstance(on, Unknown)), None)
    unsure = unsure or next((days for days in kept if isinstance(days, Unknown)), None)
    return any_true(*(on for _, on in switched)), min(known) if known else unsure


def _deletes_all_after(rule: Block) -> Fact[int]:
    """Days after which a rule deletes every object; ``None`` where it has a filter or deletes nothing."""
    narrow = any_true(
        *(rule.has(name) for name in ("prefix", "tags")),
        *(rule.has(f"filter.{name}") for name in ("prefix", "tag", "and", "object_size_greater_than")),
        rule.has("filter.object_size_less_than"),
    )
    if narrow is True:
        return None
    days = rule.number("expiration.days")
    if isinstance(narrow, Unknown):
        return narrow
    return days if isinstance(days, Unknown) else int(days) if days else None
