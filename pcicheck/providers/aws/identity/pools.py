"""Cognito: directories of users for applications, and pools that hand out AWS credentials.

Terraform registry, hashicorp/aws: ``aws_cognito_user_pool`` (``mfa_configuration`` default OFF, ``user_pool_add_ons``
with ``advanced_security_mode``, ``password_policy``), ``aws_cognito_identity_pool``
(``allow_unauthenticated_identities`` default false). Amazon Cognito Developer Guide, "Adding user pool password
requirements": without a policy eight characters, a digit, a small, a capital letter and a sign; passwords do not
expire. Whether the users are staff or customers no source says; PCI DSS asks other things of the two.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.identity import Party, PasswordPolicy, Trust
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource
from pcicheck.providers.reading import is_one_of

_EITHER = Unknown("whether its users are staff or customers is not stated; declare the directory")
_LENGTH_NOT_SET = Unknown("the password policy does not set a length")
_FACTORS = {"OFF": "off", "OPTIONAL": "optional", "ON": "required"}


def user_pool(document: Document) -> Iterator[Resource]:
    """The rules for passwords of a user pool."""
    unset = document.has("password_policy") is False
    rules = "password_policy"
    length = document.number(f"{rules}.minimum_length", 8 if unset else _LENGTH_NOT_SET)
    history = document.number(f"{rules}.password_history_size", 0)
    factor = document.text("mfa_configuration", "OFF")
    facts = PasswordPolicy(
        directory=document.text("name"),
        audience=_EITHER,
        min_length=_whole(length),
        lowercase=document.flag(f"{rules}.require_lowercase", unset),
        uppercase=document.flag(f"{rules}.require_uppercase", unset),
        digits=document.flag(f"{rules}.require_numbers", unset),
        history=_whole(history),
        max_age_days=None,
        self_service=True,
        adaptive=is_one_of(document, "user_pool_add_ons.advanced_security_mode", "off", "enforced"),
        second_factor=factor if isinstance(factor, Unknown) else _FACTORS.get(str(factor), "off"),
    )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("arn"), document.text("id")))


def identity_pool(document: Document) -> Iterator[Resource]:
    """A pool that gives credentials to users of other directories, and maybe to guests."""
    guests = document.flag("allow_unauthenticated_identities", False)
    party = Party(
        kind="guest",
        name="guests",
        account=None,
        same_account=False,
        narrowed=False,
        external_id=False,
        mfa=False,
        source_bound=False,
        for_others=False,
        shared_provider=False,
        subject_bound=False,
    )
    parties = () if guests is False else (guests,) if isinstance(guests, Unknown) else (party,)
    yield resource(document, Trust(parties=parties, guests=guests), labels=tags_of(document))


def _whole(value: float | None | Unknown) -> Fact[int]:
    return int(value) if isinstance(value, (int, float)) else value
