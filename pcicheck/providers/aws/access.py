"""What a policy lets whom do: public access, refused plain HTTP, wildcards.

Public access follows AWS's own definition of a public policy (Amazon S3 User Guide, "Blocking public access to
your Amazon S3 storage", "The meaning of public"): a wildcard principal that no condition with a fixed value
narrows.
"""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase

from pcicheck.model.value import Unknown
from pcicheck.providers.aws.policy import Policy, PolicyCondition, Statement, Texts

_NARROWING_KEYS = frozenset(
    {
        "aws:principalarn",
        "aws:principalaccount",
        "aws:principalorgid",
        "aws:principalorgpaths",
        "aws:sourceaccount",
        "aws:sourceowner",
        "aws:sourcearn",
        "aws:sourceorgid",
        "aws:sourceorgpaths",
        "aws:sourcevpc",
        "aws:sourcevpce",
        "aws:sourceip",
        "aws:vpcsourceip",
        "aws:userid",
        "aws:username",
        "kms:calleraccount",
        "s3:dataaccesspointaccount",
        "s3:dataaccesspointarn",
        "sns:endpoint",
        "lambda:eventsourcetoken",
        "elasticfilesystem:accesspointarn",
    }
)
_EXACT = ("stringequals", "stringequalsignorecase", "arnequals", "ipaddress")
_LIKE = ("stringlike", "arnlike", "arnequals")
EVERYWHERE = frozenset({"0.0.0.0/0", "::/0", "0.0.0.0/1", "128.0.0.0/1"})


def is_public(policy: Policy | None | Unknown) -> bool | Unknown:
    """Whether some statement lets anyone do something. Denials do not narrow it: they seldom cover everything."""
    if policy is None or isinstance(policy, Unknown):
        return policy if isinstance(policy, Unknown) else False
    unsure: Unknown | None = None
    for statement in policy:
        answer = statement if isinstance(statement, Unknown) else _allows_anyone(statement)
        if answer is True:
            return True
        if isinstance(answer, Unknown):
            unsure = unsure or answer
    return unsure or False


def anyone(principals: Texts) -> bool | Unknown:
    """Whether a list of principals names everyone, or some name in every account there is."""
    if any(isinstance(p, str) and _everyone(p) for p in principals):
        return True
    return next((p for p in principals if isinstance(p, Unknown)), False)


def narrows(condition: PolicyCondition) -> bool | Unknown:
    """Whether a condition limits callers to ones that the owner names."""
    operator = condition.operator.removeprefix("foranyvalue:")
    if condition.key == "" and condition.values:
        return next((v for v in condition.values if isinstance(v, Unknown)), False)
    if operator.startswith("forallvalues:") or operator.endswith("ifexists"):
        return False
    if condition.key not in _NARROWING_KEYS or operator not in (*_EXACT, *_LIKE):
        return False
    if any(isinstance(value, str) and _open(value, operator) for value in condition.values):
        return False
    return bool(condition.values)


def denies_plain_http(policy: Policy | None | Unknown, prefix: str, actions: tuple[str, ...] = ()) -> bool | Unknown:
    """Whether requests without TLS are denied to everyone, for every action of ``prefix`` (``s3``) and everything.

    ``actions`` names the ones that matter where a service's policies cannot hold a wildcard. A resource that is
    known only after apply is the owner's own ARN: services refuse policies on other things. Two or more such
    resources are taken for the store and its contents.
    """
    if policy is None or isinstance(policy, Unknown):
        return policy if isinstance(policy, Unknown) else False
    unsure: Unknown | None = None
    denied: list[str | Unknown] = []
    for statement in policy:
        if isinstance(statement, Unknown):
            unsure = unsure or statement
        elif not statement.allow and (hidden := _hidden(statement)):
            unsure = unsure or hidden
        elif not statement.allow and _needs_tls(statement):
            answer = _everything(statement, prefix, actions)
            if answer is True and prefix != "s3":
                return True
            unsure = unsure or (answer if isinstance(answer, Unknown) else None)
            denied += statement.resources if answer is True else ()
    covered = _store_and_contents(denied)
    return True if covered is True else unsure or covered


def allows_every_action(policy: Policy | None | Unknown, prefix: str) -> bool | Unknown:
    """Whether some statement allows all actions of ``prefix`` (``sqs``), or all there are, at once."""
    if policy is None or isinstance(policy, Unknown):
        return policy if isinstance(policy, Unknown) else False
    every = ("*", f"{prefix}:*")
    unsure: Unknown | None = None
    for statement in policy:
        if isinstance(statement, Unknown):
            unsure = unsure or statement
        elif statement.allow:
            if any(isinstance(action, str) and action.lower() in every for action in statement.actions):
                return True
            unsure = unsure or next((a for a in statement.actions if isinstance(a, Unknown)), None)
    return unsure or False


def matches_any(patterns: Texts, action: str) -> bool | Unknown:
    """Whether an action is named by some pattern (``s3:Get*``), letter case aside."""
    wanted = action.lower()
    if any(isinstance(p, str) and fnmatchcase(wanted, p.lower().replace("[", "[[]")) for p in patterns):
        return True
    return next((p for p in patterns if isinstance(p, Unknown)), False)


def _allows_anyone(statement: Statement) -> bool | Unknown:
    if not statement.allow:
        return False
    open_to = True if statement.not_principals else anyone(statement.principals)
    if open_to is False:
        return False
    narrowed = [narrows(condition) for condition in statement.conditions]
    if True in narrowed:
        return False
    return next((answer for answer in (*narrowed, open_to) if isinstance(answer, Unknown)), True)


def _open(value: str, operator: str) -> bool:
    if operator == "ipaddress":
        return value in EVERYWHERE
    if operator in _LIKE:
        return value.strip("*?") == "" or (value.lower().startswith("arn:") and _any_account(value))
    return False


def _everyone(principal: str) -> bool:
    return principal in ("*", "AWS:*") or (principal.startswith("AWS:arn:") and _any_account(principal[4:]))


def _any_account(arn: str) -> bool:
    """Whether an ARN leaves the account open and, where it has none, the resource too."""
    parts = arn.split(":", 5)
    account = parts[4] if len(parts) > 4 else "*"
    return "*" in account or (account == "" and (len(parts) < 6 or parts[5].startswith("*")))


def _hidden(statement: Statement) -> Unknown | None:
    """Why the conditions of a statement are not known, where they are not."""
    values = (value for c in statement.conditions if c.key == "" for value in c.values)
    return next((value for value in values if isinstance(value, Unknown)), None)


def _needs_tls(statement: Statement) -> bool:
    others = [c for c in statement.conditions if not _is_plain_http(c)]
    return not others and len(statement.conditions) > 0


def _is_plain_http(condition: PolicyCondition) -> bool:
    return (
        condition.key == "aws:securetransport"
        and condition.operator in ("bool", "boolifexists", "stringequals", "stringlike")
        and any(isinstance(v, str) and v.lower() == "false" for v in condition.values)
    )


def _everything(statement: Statement, prefix: str, actions: tuple[str, ...]) -> bool | Unknown:
    """Whether a statement is about everyone, and about every action that matters."""
    if anyone(statement.principals) is not True:
        return anyone(statement.principals)
    every = any(a.lower() in ("*", f"{prefix}:*") for a in statement.actions if isinstance(a, str))
    named = bool(actions) and all(matches_any(statement.actions, action) is True for action in actions)
    return True if every or named else next((a for a in statement.actions if isinstance(a, Unknown)), False)


def _store_and_contents(resources: Sequence[str | Unknown]) -> bool | Unknown:
    """Whether resources are a whole object store, be they of one statement or of several."""
    known = [r for r in resources if isinstance(r, str)]
    unknown = [r for r in resources if isinstance(r, Unknown)]
    if any(r == "*" or r.endswith(":s3:::*") for r in known):
        return True
    covers_contents = any(r.endswith("*") and "/" not in r.removesuffix("*").removesuffix("/") for r in known)
    covers_store = any("/" not in r for r in known)
    if (covers_contents and covers_store) or (unknown and len(known) + len(unknown) >= 2):
        return True
    return unknown[0] if unknown else False
