"""Who may do what with a key, put together from what several policies, bindings and grants say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pcicheck.model.kinds.keys import KeyAccess
from pcicheck.model.logic import any_true
from pcicheck.model.value import Unknown

SAME_NAME = Unknown("a principal known only after apply may be the same as another")


def merged(entries: Iterable[KeyAccess]) -> tuple[KeyAccess, ...]:
    """One entry a principal. Where a name is not known, what an administrator or user may do besides is in doubt."""
    named: dict[str, KeyAccess] = {}
    nameless: list[KeyAccess] = []
    for entry in entries:
        if not isinstance(entry.principal, str):
            nameless.append(entry)
        elif entry.principal in named:
            named[entry.principal] = _together(named[entry.principal], entry)
        else:
            named[entry.principal] = entry
    return tuple(_doubted([*named.values(), *nameless]))


def _together(one: KeyAccess, other: KeyAccess) -> KeyAccess:
    return KeyAccess(
        principal=one.principal,
        account=one.account
        if one.account == other.account
        else Unknown("conditions decide which accounts this is for"),
        delegated=one.delegated,
        administers=any_true(one.administers, other.administers),
        uses=any_true(one.uses, other.uses),
    )


def _doubted(entries: list[KeyAccess]) -> Iterator[KeyAccess]:
    """The entries, with an administrator's use in doubt where a user's name is not known, and the other way round."""
    nameless_user = any(not isinstance(e.principal, str) and e.uses is not False for e in entries)
    some_user = any(e.uses is not False and e.delegated is not True for e in entries)
    for entry in entries:
        named = isinstance(entry.principal, str)
        doubtful = nameless_user if named else some_user
        if doubtful and entry.administers is not False and entry.uses is False and entry.delegated is not True:
            yield KeyAccess(
                principal=entry.principal,
                account=entry.account,
                delegated=entry.delegated,
                administers=entry.administers,
                uses=SAME_NAME,
            )
        else:
            yield entry
