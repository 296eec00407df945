"""Users, their passwords and access keys, and the account's rules for passwords.

Terraform registry and provider schema, hashicorp/aws: ``aws_iam_user_login_profile`` (``password_reset_required``
defaults to true up to provider 3, which plans show; later providers send false; without ``pgp_key`` the password is
readable in the state), ``aws_iam_access_key`` (``status`` default Active; without
``pgp_key`` the secret is readable in the state), ``aws_iam_account_password_policy`` (``minimum_password_length``
default 6, ``allow_users_to_change_password`` default true, everything else off; ``max_password_age`` 0 is never).
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.identity import Credential, Identity, PasswordPolicy
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource

_BOTH = Unknown("IAM does not tell people's users from programs'")
_KEYS_STAY = Inapplicable("a key is not changed at sign-in")
_NO_STRENGTH = Inapplicable("AWS makes it")
_MADE_THERE = Inapplicable("such credentials are never brought along")
_NO_END = Unknown("it has no end, and when it is replaced is not stated")
_PERSON = Inapplicable("a person signs in")
_NO_REPORT = Unknown("the credential report does not tell of the user")
_FACTOR_ELSEWHERE = Unknown("each user has second factors of its own")


def user(document: Document) -> Iterator[Resource]:
    """An IAM user, with the console password that a side-car gives it.

    Of a live account, only the credential report says who has passwords and keys.
    """
    if document.origin.operation is not None:
        yield from _reported(document)
        return
    passwords = list(document.all_sidecars("aws_iam_user_login_profile"))
    console = any_true(*(p.values if isinstance(p.values, Unknown) else True for p in passwords))
    keys = document.all_sidecars("aws_iam_access_key")
    lasting = any_true(*(key.values if isinstance(key.values, Unknown) else True for key in keys))
    facts = Identity(category=_BOTH, local=True, console=console, lasting_keys=lasting)
    stands_in = any(password.address == document.address for password in passwords)
    names = () if stands_in else (document.text("arn"), document.text("name"))
    labels = tags_of(document)
    yield resource(document, facts, part="user" if stands_in else "", labels=labels, names=names)
    for password in passwords:
        if stands_in or not isinstance(password.values, Unknown):
            yield resource(password, _password(password))


def _reported(document: Document) -> Iterator[Resource]:
    report = document.sidecar("aws_iam_credential_report")
    console: Fact[bool] = report.flag("password_enabled", _NO_REPORT) if report else _NO_REPORT
    keys = (report.flag(f"access_key_{number}_exists", _NO_REPORT) if report else _NO_REPORT for number in (1, 2))
    facts = Identity(category=_BOTH, local=True, console=console, lasting_keys=any_true(*keys))
    yield resource(document, facts, labels=tags_of(document), names=(document.text("arn"), document.text("name")))


def directory_user(document: Document) -> Iterator[Resource]:
    """A user of IAM Identity Center's directory, from which everyone signs in."""
    console = Inapplicable("it signs in through the access portal")
    yield resource(document, Identity(category="user", local=False, console=console, lasting_keys=_PERSON))


def access_key(document: Document) -> Iterator[Resource]:
    """A long-lived key that Terraform makes and keeps in its state."""
    owner = document.text("user")
    made_here = isinstance(owner, Unknown) and document.follow("user", "aws_iam_user") is not None
    status = document.text("status", "Active")
    facts = Credential(
        category="access_key",
        of_root=owner if isinstance(owner, Unknown) and not made_here else owner == "root",
        active=status if isinstance(status, Unknown) else status != "Inactive",
        secret_encrypted=_encrypted(document),
        must_change=_KEYS_STAY,
        strength_enforced=_NO_STRENGTH,
        brought=_MADE_THERE,
        lifetime_days=_NO_END,
    )
    yield resource(document, facts)


def password_policy(document: Document) -> Iterator[Resource]:
    """The account's one password policy."""
    age = _whole(document.number("max_password_age"))
    facts = PasswordPolicy(
        directory=None,
        audience="workforce",
        adaptive=False,
        second_factor=_FACTOR_ELSEWHERE,
        min_length=_whole(document.number("minimum_password_length", 6)),
        lowercase=document.flag("require_lowercase_characters", False),
        uppercase=document.flag("require_uppercase_characters", False),
        digits=document.flag("require_numbers", False),
        history=_whole(document.number("password_reuse_prevention", 0)),
        max_age_days=None if age == 0 else age,
        self_service=document.flag("allow_users_to_change_password", True),
    )
    yield resource(document, facts)


def _password(document: Document) -> Credential:
    return Credential(
        category="password",
        of_root=False,
        active=True,
        secret_encrypted=_encrypted(document),
        must_change=document.flag("password_reset_required", False),
        strength_enforced=_NO_STRENGTH,
        brought=_MADE_THERE,
        lifetime_days=_PERSON,
    )


def _encrypted(document: Document) -> Fact[bool]:
    """Whether a PGP key is set; one that is sensitive or known only after apply is."""
    return document.values if isinstance(document.values, Unknown) else document.has("pgp_key") is not False


def _whole(value: float | None | Unknown) -> Fact[int]:
    return int(value) if isinstance(value, (int, float)) else value
