"""Plans of Microsoft Defender that watch every database of a subscription.

Terraform registry, ``azurerm_security_center_subscription_pricing``: ``tier`` is ``Free`` or ``Standard``,
``resource_type`` names what the plan is for, ``VirtualMachines`` by default.
"""

from __future__ import annotations

from pcicheck.model.document import Document
from pcicheck.model.logic import all_true, any_true
from pcicheck.model.value import Unknown
from pcicheck.providers.reading import is_one_of

PLAN = "azurerm_security_center_subscription_pricing"


def has_plan(document: Document, *resource_types: str) -> bool | Unknown:
    """Whether the input turns on a plan for one of the resource types, in lower case, in the same subscription."""
    plans = [plan for plan in document.surroundings.of_type(PLAN) if _may_share(plan.account, document.account)]
    answers = (
        all_true(
            is_one_of(plan, "tier", "", "standard"),
            is_one_of(plan, "resource_type", "virtualmachines", *resource_types),
        )
        for plan in plans
    )
    return any_true(*answers)


def _may_share(one: str | None, other: str | None) -> bool:
    """Whether two may stand in one subscription: Terraform does not say in which things stand."""
    return one is None or other is None or one.lower() == other.lower()
