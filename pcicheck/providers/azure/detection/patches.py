"""Maintenance configurations that patch what is inside machines.

Only those of ``scope`` InGuestPatch do. ``window.recur_every`` is such as ``Day``, ``2Weeks``, ``1Week Saturday`` or
``Month Third Sunday``; without it the window opens once. ``install_patches`` names classifications for ``linux`` and
``windows`` (Terraform registry, ``azurerm_maintenance_configuration``; Azure REST API, "Maintenance Configurations").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.detection import PatchPlan
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.base import resource

_EVERY = re.compile(r"\s*(\d*)\s*(day|week|month)s?\b", re.IGNORECASE)
_DAYS = {"day": 1, "week": 7, "month": 31}
_WANTED = {"critical", "security"}


def configuration(document: Document) -> Iterator[Resource]:
    """A maintenance configuration; those that maintain the platform are left out."""
    if document.text("scope") == "InGuestPatch":
        facts = PatchPlan(critical_days=_critical_days(document), every_days=_every_days(document))
        yield resource(document, facts, labels=tags_of(document), names=(document.text("id"), document.text("name")))


def _critical_days(document: Document) -> Fact[int]:
    """Fixes are installed when the window opens, for each system that has a block."""
    patches = document.block("install_patches")
    if patches is None or isinstance(patches, Unknown):
        return patches
    found: list[bool | Unknown] = []
    for system in ("linux", "windows"):
        blocks = patches.blocks(system)
        found += [blocks] if isinstance(blocks, Unknown) else [_takes_in(block) for block in blocks]
    if not found or False in found:
        return None
    return next((answer for answer in found if isinstance(answer, Unknown)), 0)


def _takes_in(block: Block) -> bool | Unknown:
    classes = block.texts("classifications_to_include")
    if isinstance(classes, Unknown):
        return classes
    known = {name.lower() for name in classes if isinstance(name, str)}
    if known >= _WANTED:
        return True
    return next((name for name in classes if isinstance(name, Unknown)), False)


def _every_days(document: Document) -> Fact[int]:
    text = document.text("window.recur_every")
    if text is None or isinstance(text, Unknown):
        return text
    match = _EVERY.match(text)
    if match is None:
        return Unknown("how often the window opens cannot be read")
    return int(match[1] or 1) * _DAYS[match[2].lower()]
