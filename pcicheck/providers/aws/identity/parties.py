"""Who may act as a role: the principals of a trust policy, and what each must show.

IAM User Guide: "AWS JSON policy elements: Principal" (an account id and ``…:root`` both mean everybody in the
account), "Access to AWS accounts owned by third parties" (external id), "The confused deputy problem",
"Multi-factor authentication in AWS" (``BoolIfExists`` lets calls without MFA pass).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.kinds.identity import Party, Trust
from pcicheck.model.logic import any_true
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.access import anyone, narrows
from pcicheck.providers.aws.identity.issuers import issuer
from pcicheck.providers.aws.policy import Policy, PolicyCondition, Statement
from pcicheck.providers.jobs import SHARED, owned

_ARN = re.compile(r"arn:[\w-]+:(?:iam|sts)::(\d{12}):(.+)")
_KINDS = {"root": "account", "user": "user", "role": "role", "assumed-role": "role", "federated-user": "user"}
_NO_GUESTS = Inapplicable("a role is taken by principals only")
_OWN_UNKNOWN = Unknown("the source does not say in which account the role is")
_SOURCE_KEYS = ("aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths")
_FOR_OTHERS = frozenset(
    {
        "bedrock",
        "codebuild",
        "comprehend",
        "dms",
        "logs",
        "pipes",
        "sagemaker",
        "scheduler",
        "ssm",
        "textract",
        "transfer",
        "vpc-flow-logs",
    }
)
"""Services whose documentation asks for a source condition in the role's trust policy."""


def trust(policy: Policy | None | Unknown, document: Document) -> Trust:
    """The trust that a role's policy makes; ``document`` is the role, or the policy document."""
    if isinstance(policy, Unknown):
        return Trust(parties=policy, guests=_NO_GUESTS)
    return Trust(
        guests=_NO_GUESTS,
        parties=tuple(party for statement in policy or () for party in _parties(statement, document)),
    )


def _parties(statement: Statement | Unknown, document: Document) -> Iterator[Party | Unknown]:
    if isinstance(statement, Unknown):
        yield statement
        return
    if not statement.allow:
        return
    asked = _asked(statement)
    if statement.not_principals:
        yield _party("*", asked, document)
    for principal in statement.principals:
        yield principal if isinstance(principal, Unknown) else _party(principal, asked, document)


def _asked(statement: Statement) -> dict[str, Any]:
    """What the conditions of a statement ask of whoever comes."""
    conditions = statement.conditions
    return {
        "narrowed": any_true(*map(narrows, conditions)),
        "external_id": any_true(*(_demands(c, "sts:externalid") for c in conditions)),
        "mfa": any_true(*map(_demands_mfa, conditions)),
        "source_bound": any_true(*(_demands(c, *_SOURCE_KEYS) for c in conditions)),
        "conditions": conditions,
    }


def _party(principal: str, asked: dict[str, Any], document: Document) -> Party:
    owner, _, name = principal.partition(":")
    account: str | None = None
    kind = {"Service": "service", "Federated": "provider", "CanonicalUser": "account"}.get(owner, "")
    if anyone((principal,)) is True:
        kind, name = "anyone", name or "*"
    elif not kind:
        account, kind = _account(name)
    same = _same(account, document.account) if account else kind not in ("account", "user", "role")
    host = issuer(name, asked["conditions"], document) if kind == "provider" else ""
    shared = host if isinstance(host, Unknown) else host in SHARED
    return Party(
        kind=kind,
        name=name,
        account=account,
        same_account=same,
        narrowed=asked["narrowed"],
        external_id=asked["external_id"],
        mfa=asked["mfa"],
        source_bound=asked["source_bound"],
        for_others=kind == "service" and name.split(".")[0] in _FOR_OTHERS,
        shared_provider=shared,
        subject_bound=_subject_bound(host, asked["conditions"]) if isinstance(host, str) and shared else False,
    )


def _account(name: str) -> tuple[str | None, str]:
    if name.isdigit() and len(name) == 12:
        return name, "account"
    match = _ARN.fullmatch(name)
    if match is None:
        return None, "account" if name.endswith(":root") else "role"
    return match[1], _KINDS.get(match[2].split("/")[0], "role")


def _same(account: str, own: str | None) -> Fact[bool]:
    return _OWN_UNKNOWN if own is None else account == own


def _unknown_conditions(condition: PolicyCondition) -> Unknown | None:
    """Conditions that exist but are not known stand as one without a key."""
    values = condition.values if condition.key == "" else ()
    return next((value for value in values if isinstance(value, Unknown)), None)


def _demands(condition: PolicyCondition, *keys: str) -> bool | Unknown:
    """Whether one of the keys must have a value that the owner names."""
    if unknown := _unknown_conditions(condition):
        return unknown
    operator = condition.operator.removeprefix("foranyvalue:")
    if condition.key not in keys or operator.endswith("ifexists") or not operator.startswith(("string", "arn")):
        return False
    if "not" in operator or operator.startswith("forallvalues:"):
        return False
    return all(isinstance(value, Unknown) or value.strip("*?") != "" for value in condition.values)


def _demands_mfa(condition: PolicyCondition) -> bool | Unknown:
    if unknown := _unknown_conditions(condition):
        return unknown
    if condition.key == "aws:multifactorauthage":
        return condition.operator in ("numericlessthan", "numericlessthanequals")
    if condition.key != "aws:multifactorauthpresent" or condition.operator != "bool":
        return False
    return all(isinstance(value, str) and value.lower() == "true" for value in condition.values)


def _subject_bound(host: str, conditions: tuple[PolicyCondition, ...]) -> bool | Unknown:
    """Whether the subject must be of an owner's own project; every value that is let in counts."""
    answers: list[bool | Unknown] = []
    for condition in conditions:
        if unknown := _unknown_conditions(condition):
            answers.append(unknown)
        elif _is_subject(condition, host):
            answers.append(_all_owned(condition, host))
    return any_true(*answers)


def _is_subject(condition: PolicyCondition, host: str) -> bool:
    provider, _, claim = condition.key.rpartition(":")
    return claim == "sub" and provider.split("/")[0] == host and "not" not in condition.operator


def _all_owned(condition: PolicyCondition, host: str) -> bool | Unknown:
    answers = [value if isinstance(value, Unknown) else owned(value, host) for value in condition.values]
    if False in answers or not answers:
        return False
    return next((answer for answer in answers if isinstance(answer, Unknown)), True)
