"""Which subscriptions are looked at."""

from __future__ import annotations

from collections.abc import Collection

from azure.core import exceptions as refused

from pcicheck.errors import InputError
from pcicheck.sources.azure.graph import rows
from pcicheck.sources.azure.permissions import GRAPH, LISTING
from pcicheck.sources.azure.problems import check_reached, check_sign_in, code_of, sentence, status_of
from pcicheck.sources.azure.session import Asked, Session

_BELOW = (
    "resourcecontainers | where type == 'microsoft.resources/subscriptions'"
    " | project id, subscriptionId | order by id asc"
)


def subscriptions(asked: Asked, session: Session) -> list[str]:
    """Ids of the subscriptions, sorted.

    Raises ``InputError`` where there are none, where one that is named does not exist, or where nobody may tell.
    """
    found = {_named(name, session) for name in asked.subscriptions}
    try:
        if asked.management_groups:
            found |= _below(asked.management_groups, session)
        elif not found:
            found = {str(item.subscription_id) for item in session.subscriptions.subscriptions.list()}
    except refused.AzureError as problem:
        check_sign_in(problem)
        check_reached(problem)
        needed = f"{GRAPH if asked.management_groups else LISTING} is needed, or name them with --subscription"
        raise InputError(f"azure: the subscriptions cannot be listed ({sentence(problem)}); {needed}") from problem
    if not found and asked.management_groups:
        groups = ", ".join(asked.management_groups)
        raise InputError(f"azure: the identity can see no subscription below {groups}; check the name and its rights")
    if not found:
        raise InputError("azure: the identity can see no subscription; name one with --subscription")
    return sorted(name.lower() for name in found)


def _named(name: str, session: Session) -> str:
    """The id of a subscription that the user names. One that is there but may not be read is looked at in vain."""
    try:
        return str(session.subscriptions.subscriptions.get(name).subscription_id)
    except refused.AzureError as problem:
        check_sign_in(problem)
        check_reached(problem)
        if status_of(problem) == 404 or code_of(problem) in ("InvalidSubscriptionId", "SubscriptionNotFound"):
            shown = "'az account list' shows the ids of those that there are"
            raise InputError(f"azure: the identity can see no subscription '{name}'; {shown}") from problem
        return name


def _below(groups: Collection[str], session: Session) -> set[str]:
    """Every subscription below management groups, of all pages."""
    found = rows(session.graph, _BELOW, managementGroups=list(groups))
    return {str(row["subscriptionId"]) for row in found}
