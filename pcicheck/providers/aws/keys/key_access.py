"""Who may administer and who may use a KMS key, by its policy and its grants.

Actions: AWS KMS Developer Guide, "Permissions reference". A statement for the root principal of an account leaves
the decision to the identity policies of that account ("Key policies", "Allows access to the AWS account and enables
IAM policies"). Denials are not weighed: they only take away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pcicheck.model.document import Document
from pcicheck.model.kinds.keys import KeyAccess
from pcicheck.model.logic import any_true, negated
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.access import matches_any, narrows
from pcicheck.providers.aws.policy import Policy, Statement, Texts
from pcicheck.providers.key_entries import SAME_NAME, merged

_ADMINISTER = ("kms:PutKeyPolicy", "kms:ScheduleKeyDeletion")
_USE = (
    "kms:Decrypt",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:Sign",
    "kms:GenerateMac",
    "kms:DeriveSharedSecret",
)
_USING_OPERATIONS = frozenset(action.removeprefix("kms:") for action in _USE) | {
    "ReEncryptFrom",
    "ReEncryptTo",
}
_ACCOUNT = re.compile(r"AWS:(?:arn:[\w-]+:(?:iam|sts)::)?(\d{12})(?::|$)")
_WHOLE_ACCOUNT = re.compile(r"AWS:(?:arn:[\w-]+:iam::)?\d{12}(?::root)?")
_SERVICE = Inapplicable("a service of the provider belongs to no account of a customer")


def access(policy: Policy | None | Unknown, grants: Iterable[Document]) -> Fact[tuple[KeyAccess, ...]]:
    """What each principal may do; statements for the same principal are put together."""
    if isinstance(policy, Unknown):
        return policy
    if any(isinstance(statement, Unknown) for statement in policy or ()):
        return next(statement for statement in policy or () if isinstance(statement, Unknown))
    return merged((*_of_statements(policy or ()), *map(_of_grant, grants)))


def _of_statements(policy: Policy) -> Iterator[KeyAccess]:
    for statement in policy:
        if isinstance(statement, Statement) and statement.allow:
            administers, uses = _abilities(statement.actions, statement.not_actions)
            if administers is False and uses is False:
                continue
            principals: Texts = ("*",) if statement.not_principals else statement.principals
            narrowed = any_true(*(narrows(condition) for condition in statement.conditions))
            for principal in principals:
                yield _entry(principal, administers, uses, narrowed)


@lru_cache(maxsize=4096)
def _abilities(actions: Texts, not_actions: Texts) -> tuple[bool | Unknown, bool | Unknown]:
    """Whether a statement's actions administer the key, and whether they use it."""
    if not_actions:
        return (
            any_true(*(negated(matches_any(not_actions, action)) for action in _ADMINISTER)),
            any_true(*(negated(matches_any(not_actions, action)) for action in _USE)),
        )
    return (
        any_true(*(matches_any(actions, action) for action in _ADMINISTER)),
        any_true(*(matches_any(actions, action) for action in _USE)),
    )


def _entry(
    principal: str | Unknown,
    administers: bool | Unknown,
    uses: bool | Unknown,
    narrowed: bool | Unknown = False,
) -> KeyAccess:
    if isinstance(principal, Unknown):
        return KeyAccess(
            principal=principal, account=principal, delegated=principal, administers=administers, uses=uses
        )
    name = "*" if principal == "AWS:*" else principal
    return KeyAccess(
        principal=name,
        account=_account(name, narrowed),
        delegated=_WHOLE_ACCOUNT.fullmatch(name) is not None,
        administers=administers,
        uses=uses,
    )


def _account(name: str, narrowed: bool | Unknown) -> Fact[str]:
    if name == "*":
        return "*" if narrowed is False else Unknown("a condition decides which accounts this is for")
    if name.startswith("Service:"):
        return _SERVICE
    found = _ACCOUNT.match(name)
    return found[1] if found else Unknown(f"the account of {name} is not in its name")


def _of_grant(grant: Document) -> KeyAccess:
    operations = grant.texts("operations")
    uses: bool | Unknown
    if isinstance(operations, Unknown):
        uses = operations
    else:
        uses = any_true(*(o if isinstance(o, Unknown) else o in _USING_OPERATIONS for o in operations))
    principal = grant.text("grantee_principal", Unknown("no grantee is stated"))
    kind = "Service" if str(principal).endswith(".amazonaws.com") else "AWS"
    return _entry(f"{kind}:{principal}" if isinstance(principal, str) else principal or SAME_NAME, False, uses)
