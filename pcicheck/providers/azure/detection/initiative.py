"""Assignments of the built-in policy initiatives for PCI DSS, which measure the configuration all the time.

Their definitions are ``c676748e-…`` (PCI DSS v4), ``a06d5deb-…`` (PCI DSS v4.0.1) and ``496eeda9-…`` (PCI v3.2.1:2018),
under ``/providers/Microsoft.Authorization/policySetDefinitions`` (Azure Policy documentation, "Azure Policy built-in
initiative definitions"). An assignment that is not enforced still measures.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.detection import Detector
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable
from pcicheck.providers.azure.detection.plans import ALL_THE_TIME, COVERS_NOTHING, NO_PLAN
from pcicheck.providers.base import resource

_STANDARDS = {
    "c676748e-3af9-4e22-bc28-50feed564afb": "pci-dss/v/4.0",
    "a06d5deb-24aa-4991-9d58-fa7563154e31": "pci-dss/v/4.0.1",
    "496eeda9-8f2f-4d5e-8dfd-204f0a92ed41": "pci-dss/v/3.2.1",
}
_SHOWN = Inapplicable("what it measures is shown in Azure Policy")
_WHOLE = ("azurerm_subscription_policy_assignment", "azurerm_management_group_policy_assignment")


def initiative(document: Document) -> Iterator[Resource]:
    """The measuring that an assignment of such an initiative does; other assignments are left out."""
    definition = document.get("policy_definition_id")
    name = _STANDARDS.get(definition.lower().rsplit("/", 1)[-1]) if isinstance(definition, str) else None
    if name is not None:
        facts = Detector(
            purpose="posture",
            enabled=True,
            covers=COVERS_NOTHING,
            standards=(name,),
            every_days=ALL_THE_TIME,
            exports=_SHOWN,
            whole_account=document.type in _WHOLE,
            protects=NO_PLAN,
        )
        yield resource(document, facts, part="measuring")
