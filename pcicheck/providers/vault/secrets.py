"""Values in the key-value engines, and database users whose password Vault replaces.

Terraform registry: ``vault_kv_secret_v2`` (``data_json`` is kept in the state, ``data_json_wo`` is not),
``vault_kv_secret``, ``vault_generic_secret``, ``vault_database_secret_backend_static_role`` (``rotation_period`` in
seconds or ``rotation_schedule``). Vault encrypts all it stores with its own barrier key ("Seal/Unseal").
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.keys import Secret, SecretRotation
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.secret_values import in_code

_BARRIER = Inapplicable("Vault's own barrier key encrypts everything it stores")
_NO_ROTATION = Inapplicable("the key-value engine does not replace values")
_POLICIES = Inapplicable("policies on paths decide who may read it; they are judged on their own")
_NO_EXPIRY = Inapplicable("a value of the key-value engine has no date of expiry")
_NOT_KEPT = Inapplicable("the password is kept by the database engine alone")


def stored(document: Document) -> Iterator[Resource]:
    """A value."""
    facts = Secret(
        encryption=Encryption(at_rest=True, key_owner=_BARRIER, key=_BARRIER),
        rotation=_NO_ROTATION,
        rotation_days=_NO_ROTATION,
        public=_POLICIES,
        value_in_code=in_code((document,), "data_json"),
        expires=_NO_EXPIRY,
    )
    yield resource(document, facts, names=(document.text("id"), document.text("path")))


def static_role(document: Document) -> Iterator[Resource]:
    """A database user whose password is replaced on a schedule."""
    yield resource(document, SecretRotation(secret=_NOT_KEPT, interval_days=_interval(document)))


def _interval(document: Document) -> Fact[float]:
    seconds = document.number("rotation_period")
    if isinstance(seconds, (int, float)) and seconds:
        return seconds / 86400
    if isinstance(seconds, Unknown):
        return seconds
    schedule = document.text("rotation_schedule")
    return schedule if isinstance(schedule, Unknown) else _of_schedule(schedule)


def _of_schedule(schedule: str | None) -> Fact[float]:
    """A cron schedule that leaves days, months and weekdays open fires every day; one with only the weekday set,
    every week at least; one with only the day set, every month."""
    fields = (schedule or "").split()
    if len(fields) == 5 and fields[3] == "*":
        if fields[2] == "*":
            return 1 if fields[4] == "*" else 7
        if fields[4] == "*" and fields[2].isdigit() and int(fields[2]) <= 28:
            return 31
    return Unknown(f"how often '{schedule}' fires is not known" if schedule else "the role states no rotation")
