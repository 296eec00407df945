"""Malware protection of buckets, patch baselines and service control policies.

``aws_guardduty_malware_protection_plan`` scans new objects of one bucket, all of them or those under
``protected_resource.s3_bucket.object_prefixes``; GuardDuty keeps its engine up to date itself (Terraform registry;
Amazon GuardDuty User Guide, "GuardDuty Malware Protection for S3"). ``aws_ssm_patch_baseline``: each ``approval_rule``
approves patches ``approve_after_days`` days after their release, or those until ``approve_until_date``; a rule without
``patch_filter`` on CLASSIFICATION or SEVERITY takes in all of them (Terraform registry; Systems Manager API Reference,
PatchRule). ``aws_organizations_policy`` is a service control policy unless ``type`` says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.detection import Guardrail, MalwareGuard, PatchPlan
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.policy import Statement, read_policy
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource

_NEW_OBJECTS = Inapplicable("it looks at each object when it is written")
_NO_LIMIT = Inapplicable("it has no monthly amount of its own")
_ELSEWHERE = Inapplicable("maintenance windows and policies say when patches are installed")
_BY_DATE = Unknown("patches are approved until a date, which has to be moved on by hand")
_DETECTION = ("guardduty:DeleteDetector", "guardduty:UpdateDetector")
_AUDIT_LOG = ("cloudtrail:StopLogging", "cloudtrail:DeleteTrail")
_SECURITY = ("security", "securityupdates")
_CRITICAL = ("critical",)


def malware_plan(document: Document) -> Iterator[Resource]:
    """The scan of new objects of a bucket."""
    prefixes = document.texts("protected_resource.s3_bucket.object_prefixes")
    facts = MalwareGuard(
        guards="object_stores",
        enabled=True,
        real_time=True,
        scheduled=_NEW_OBJECTS,
        updates_itself=True,
        exclusions=tuple(f"everything outside {prefix}" for prefix in prefixes)
        if isinstance(prefixes, tuple) and all(isinstance(prefix, str) for prefix in prefixes)
        else Unknown("the prefixes that it looks at are not known"),
        limited=_NO_LIMIT,
    )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("arn"),))


def patch_baseline(document: Document) -> Iterator[Resource]:
    """A patch baseline."""
    facts = PatchPlan(critical_days=_critical_days(document), every_days=_ELSEWHERE)
    yield resource(document, facts, labels=tags_of(document), names=(document.text("arn"), document.text("id")))


def service_control(document: Document) -> Iterator[Resource]:
    """A service control policy; other policies of an organisation are left out."""
    if document.text("type", "SERVICE_CONTROL_POLICY") != "SERVICE_CONTROL_POLICY":
        return
    policy = read_policy(document, "content")
    statements = (policy,) if isinstance(policy, Unknown) else policy or ()
    facts = Guardrail(
        keeps_detection=any_true(*(_refuses(statement, _DETECTION) for statement in statements)),
        keeps_audit_log=any_true(*(_refuses(statement, _AUDIT_LOG) for statement in statements)),
    )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("arn"), document.text("id")))


def _refuses(statement: Statement | Unknown, actions: tuple[str, ...]) -> bool | Unknown:
    """Whether a statement refuses all the actions on everything, named administrators apart."""
    if isinstance(statement, Unknown):
        return statement
    if statement.allow or any(condition.key != "aws:principalarn" for condition in statement.conditions):
        return False
    patterns = [text.lower() for text in statement.actions if isinstance(text, str)]
    if any(isinstance(text, str) and text != "*" for text in statement.resources):
        return False
    if all(any(fnmatchcase(action.lower(), pattern) for pattern in patterns) for action in actions):
        return True
    return next((text for text in statement.actions if isinstance(text, Unknown)), False)


def _critical_days(document: Document) -> Fact[int]:
    """The fewest days after which some rule approves critical security fixes."""
    rules = document.blocks("approval_rule")
    if isinstance(rules, Unknown):
        return rules
    found = [_days(rule) for rule in rules if _takes_in_critical(rule)]
    known = [days for days in found if isinstance(days, int)]
    if known:
        return min(known)
    return next((days for days in found if isinstance(days, Unknown)), None)


def _days(rule: Block) -> Fact[int]:
    days = rule.number("approve_after_days")
    if isinstance(days, (int, float)):
        return int(days)
    return days if isinstance(days, Unknown) or rule.has("approve_until_date") is False else _BY_DATE


def _takes_in_critical(rule: Block) -> bool:
    filters = rule.blocks("patch_filter")
    return not isinstance(filters, Unknown) and all(_passes(part) for part in filters)


def _passes(part: Block) -> bool:
    """Whether a filter lets critical security fixes through, whatever the products it names."""
    key, values = part.text("key"), part.texts("values")
    wanted = {"CLASSIFICATION": _SECURITY, "SEVERITY": _CRITICAL, "MSRC_SEVERITY": _CRITICAL}.get(str(key).upper())
    if wanted is None or isinstance(values, Unknown):
        return True
    words = [value.replace(" ", "").lower() for value in values if isinstance(value, str)]
    return "*" in words or any(word in wanted for word in words) or len(words) < len(values)
