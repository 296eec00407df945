"""Azure policies that are assigned to a management group, subscription, group or resource.

Terraform registry, hashicorp/azurerm, ``azurerm_*_policy_assignment``: ``enforce`` default true; without it effects
are only reported. ``azurerm_policy_assignment`` of provider 2: ``enforcement_mode`` default true.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.signin import OrganisationRule
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable
from pcicheck.providers.azure.detection.initiative import initiative
from pcicheck.providers.base import resource
from pcicheck.providers.reading import first_flag

_ONLY_AN_ID = Inapplicable("an assignment names its policy by an id")


def assignment(document: Document) -> Iterator[Resource]:
    """The assignment of a policy or of a set of them."""
    enforced = first_flag(document, "enforce", "enforcement_mode", default=True)
    name = document.text("display_name") or document.text("name")
    yield resource(
        document, OrganisationRule(name=name, enforced=enforced, guards=_ONLY_AN_ID), names=(document.text("id"),)
    )
    yield from initiative(document)
