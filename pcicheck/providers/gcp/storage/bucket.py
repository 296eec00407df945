"""Google Cloud Storage buckets with their access lists and IAM side-cars.

Defaults (Terraform registry, hashicorp/google, ``google_storage_bucket``): ``public_access_prevention`` is
"inherited", where the organisation decides, so that only "enforced" counts as written; uniform bucket-level access
(``bucket_policy_only`` before provider 4), versioning, logging, retention and lifecycle are off until somebody writes
them; ``retention_policy.retention_period`` is in seconds, a text since provider 7; ``is_locked`` is false. A locked
policy can never be shortened or removed (Cloud Storage documentation, "Bucket Lock"). Cloud Storage encrypts all
objects, with Google's keys where none is named ("Data encryption options"). HTTPS only is a constraint of the
organisation, ``storage.secureHttpTransport``, not of a bucket.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.storage import ObjectStore
from pcicheck.model.link import Link
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.gcp.access import grants_of, is_public
from pcicheck.providers.gcp.kms import kms_encryption
from pcicheck.providers.gcp.labels import labels_of
from pcicheck.providers.gcp.storage.bucket_access import (
    lists_in_force,
    prevents_public_access,
    public_grants,
    reachable,
    takes_logs,
)
from pcicheck.providers.reading import first_flag

_DAY = 86_400
_ONE_SWITCH = Inapplicable("Cloud Storage has one switch for all public access, public access prevention")
_ORGANISATION = Unknown("the organisation policy storage.secureHttpTransport decides")
_NO_MFA = Inapplicable("Cloud Storage has no second factor for deletion; a locked retention policy forbids it")
_NO_TLS_SETTING = Inapplicable("Cloud Storage has no such setting")
_AZURE_ONLY = Inapplicable("Cloud Storage has no such thing")
_NARROWING = (
    "created_before",
    "custom_time_before",
    "days_since_custom_time",
    "days_since_noncurrent_time",
    "matches_prefix",
    "matches_storage_class",
    "matches_suffix",
    "noncurrent_time_before",
    "num_newer_versions",
)


def bucket(document: Document) -> Iterator[Resource]:
    """A bucket with its side-cars."""
    grants = grants_of(document)
    public_policy = is_public(grants)
    listed = public_grants(document)
    mode, days = _lock(document)
    logging = document.block("logging")
    target = document.link("logging.log_bucket", "object_store", "google_storage_bucket")
    lifecycle, kept = _lifecycle(document)
    facts = ObjectStore(
        encryption=kms_encryption(document, "encryption.default_kms_key_name"),
        public=reachable(document, listed, public_policy),
        public_grants=listed,
        public_policy=public_policy,
        public_access_block=prevents_public_access(document),
        block_public_acls=_ONE_SWITCH,
        ignore_public_acls=_ONE_SWITCH,
        block_public_policy=_ONE_SWITCH,
        restrict_public_buckets=_ONE_SWITCH,
        tls_only=_ORGANISATION,
        min_tls=_NO_TLS_SETTING,
        versioning=document.flag("versioning.enabled", False),
        mfa_delete=_NO_MFA,
        log_destination=takes_logs(document, grants),
        lock_mode=mode,
        lock_days=days,
        # The target is required, so a block that is written sends the log somewhere even while nobody can name where.
        access_logging=logging if isinstance(logging, Unknown) else target is not None,
        log_target=target,
        logs_to_itself=_logs_to_itself(document, target),
        lifecycle=lifecycle,
        kept_days=kept,
        account_lists=lists_in_force(document),
    )
    names = (document.text("self_link"), document.text("id"), document.text("name"), document.text("url"))
    yield resource(document, facts, labels=labels_of(document), names=names)


def _lock(document: Document) -> tuple[Fact[str], Fact[int]]:
    policy = document.block("retention_policy")
    if policy is None or isinstance(policy, Unknown):
        return policy, policy
    locked = policy.flag("is_locked", False)
    seconds = policy.number("retention_period")
    days = int(seconds // _DAY) if isinstance(seconds, (int, float)) else seconds
    return (locked if isinstance(locked, Unknown) else "compliance" if locked else "governance"), days


def _logs_to_itself(document: Document, target: Fact[Link]) -> Fact[bool]:
    if not isinstance(target, Link):
        return target if isinstance(target, Unknown) else False
    return target.target in (document.address, document.get("name"))


def _lifecycle(document: Document) -> tuple[Fact[bool], Fact[int]]:
    rules = document.blocks("lifecycle_rule")
    if isinstance(rules, Unknown):
        return rules, rules
    kept = [_deletes_all_after(rule) for rule in rules]
    known = [days for days in kept if isinstance(days, int)]
    unsure = next((days for days in kept if isinstance(days, Unknown)), None)
    return bool(rules), min(known) if known else unsure


def _deletes_all_after(rule: Block) -> Fact[int]:
    """Days after which a rule deletes every live object; ``None`` where it deletes none or only some."""
    action, state = rule.text("action.type"), rule.text("condition.with_state", "ANY")
    if isinstance(action, str) and action != "Delete":
        return None
    narrow = any_true(
        *(_narrows(rule, name) for name in _NARROWING),
        state if isinstance(state, Unknown) else state == "ARCHIVED",
    )
    age = rule.number("condition.age")
    if narrow is True or action is None or age is None:
        return None
    if age == 0 and not first_flag(rule, "condition.send_age_if_zero"):
        return None
    reason = next((item for item in (action, narrow, age) if isinstance(item, Unknown)), None)
    return reason or (int(age) if isinstance(age, (int, float)) else None)


def _narrows(rule: Block, name: str) -> bool | Unknown:
    """Whether a condition is set; provider state writes 0 for numbers that are not."""
    value = rule.get(f"condition.{name}")
    return value if isinstance(value, Unknown) else value not in (None, "", 0, [])
