"""Patch deployments of VM Manager.

``one_time_schedule`` runs once, ``recurring_schedule`` daily, weekly (``weekly``) or monthly (``monthly``). Each run
installs what is there, unless ``patch_config`` names exclusive packages or patches, or Windows classifications of which
CRITICAL or SECURITY is not one (Terraform registry, ``google_os_config_patch_deployment``).
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.detection import PatchPlan
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.base import resource

_EXCLUSIVE = (
    *(f"patch_config.{tool}.exclusive_packages" for tool in ("apt", "yum")),
    "patch_config.zypper.exclusive_patches",
    "patch_config.windows_update.exclusive_patches",
)
_CLASSES = "patch_config.windows_update.classifications"


def deployment(document: Document) -> Iterator[Resource]:
    """A patch deployment."""
    facts = PatchPlan(critical_days=_critical_days(document), every_days=_every_days(document))
    yield resource(document, facts, names=(document.text("name"), document.text("id")))


def _critical_days(document: Document) -> Fact[int]:
    for path in _EXCLUSIVE:
        named = document.has(path)
        if named is not False:
            return named if isinstance(named, Unknown) else None
    classes = document.texts(_CLASSES)
    if isinstance(classes, Unknown):
        return classes
    if not classes or {"CRITICAL", "SECURITY"} <= set(classes):
        return 0
    return next((name for name in classes if isinstance(name, Unknown)), None)


def _every_days(document: Document) -> Fact[int]:
    schedule = document.block("recurring_schedule")
    if schedule is None or isinstance(schedule, Unknown):
        return schedule
    for path, days in (("weekly", 7), ("monthly", 31)):
        found = schedule.block(path)
        if found is not None:
            return found if isinstance(found, Unknown) else days
    return 1
