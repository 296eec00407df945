"""Microsoft Sentinel, and solutions of a workspace.

A workspace that is onboarded has Sentinel (``azurerm_sentinel_log_analytics_workspace_onboarding``), and so has one
with the solution SecurityInsights; ChangeTracking watches files of machines (Terraform registry,
``azurerm_log_analytics_solution.solution_name``). ``enabled`` of analytics rules defaults to true; what they find
becomes an incident in Sentinel.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.kinds.detection import Alert, Detector
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.detection.plans import ALL_THE_TIME, COVERS_NOTHING, NO_PLAN, NO_STANDARD
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.base import resource

_INCIDENTS = Inapplicable("what it finds becomes an incident in Sentinel")
_DEFENDER = ("azure security center", "microsoft defender for cloud")
_PURPOSES = {"securityinsights": "threats", "changetracking": "file_changes"}


def onboarding(document: Document) -> Iterator[Resource]:
    """Sentinel on a workspace."""
    yield _detector(document, "threats")


def solution(document: Document) -> Iterator[Resource]:
    """A solution of a workspace that looks for something; others are left out."""
    name = document.text("solution_name")
    purpose = _PURPOSES.get(name.lower()) if isinstance(name, str) else None
    if purpose is not None:
        yield _detector(document, purpose)


def alert_rule(document: Document) -> Iterator[Resource]:
    """An analytics rule. Its query is not followed; one that takes in the findings of Defender is told apart."""
    product = document.text("product_filter")
    watches: Fact[tuple[Any, ...]] = ()
    if isinstance(product, Unknown):
        watches = product
    elif product is not None and product.lower() in _DEFENDER:
        watches = ("threat_findings",)
    facts = Alert(
        actions_enabled=document.flag("enabled", True),
        receivers=_INCIDENTS,
        watches=watches,
        metric=None,
    )
    yield resource(document, facts, labels=tags_of(document))


def _detector(document: Document, purpose: Any) -> Resource:
    facts = Detector(
        purpose=purpose,
        enabled=True,
        covers=COVERS_NOTHING,
        standards=NO_STANDARD,
        every_days=ALL_THE_TIME,
        exports=_INCIDENTS,
        whole_account=True,
        protects=NO_PLAN,
    )
    return resource(document, facts, labels=tags_of(document))
