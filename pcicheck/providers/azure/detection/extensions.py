"""Anti-malware extensions of virtual machines.

``azurerm_virtual_machine_extension`` of type IaaSAntimalware (publisher Microsoft.Azure.Security) has ``settings`` in
JSON: ``AntimalwareEnabled``, ``RealtimeProtectionEnabled``, ``ScheduledScanSettings.isEnabled`` and ``Exclusions`` with
``Extensions``, ``Paths`` and ``Processes`` apart by semicolons; signatures, engine and platform update themselves
(Microsoft Learn, "Microsoft Antimalware for Azure Cloud Services and Virtual Machines"). What the settings leave out is
the service's affair. MDE.Windows and MDE.Linux bring Defender for Endpoint, whose policy stands elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.detection import MalwareGuard
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.base import resource

_NO_LIMIT = Inapplicable("it looks at machines")
_BY_POLICY = Unknown("the policy of Defender for Endpoint decides, which is not in this input")
_BY_SERVICE = Unknown("the settings leave it to the service")
_ENDPOINT = ("mde.windows", "mde.linux")


def extension(document: Document) -> Iterator[Resource]:
    """An extension that guards against malware; others are left out."""
    kind = document.text("type")
    name = kind.lower() if isinstance(kind, str) else ""
    if name == "iaasantimalware":
        yield resource(document, _antimalware(document), labels=tags_of(document))
    elif name in _ENDPOINT:
        guard = MalwareGuard(
            guards="machines",
            enabled=True,
            real_time=_BY_POLICY,
            scheduled=_BY_POLICY,
            updates_itself=_BY_POLICY,
            exclusions=_BY_POLICY,
            limited=_NO_LIMIT,
        )
        yield resource(document, guard, labels=tags_of(document))


def _antimalware(document: Document) -> MalwareGuard:
    settings = _settings(document)
    return MalwareGuard(
        guards="machines",
        enabled=settings.flag("antimalwareenabled", _BY_SERVICE),
        real_time=settings.flag("realtimeprotectionenabled", _BY_SERVICE),
        scheduled=settings.flag("scheduledscansettings.isenabled", _BY_SERVICE),
        updates_itself=True,
        exclusions=_exclusions(settings),
        limited=_NO_LIMIT,
    )


def _settings(document: Document) -> Block:
    """The settings, of which Resource Manager shows an object and Terraform its text, with names in small letters."""
    text = document.get("settings")
    if isinstance(text, Unknown):
        return Block(text)
    try:
        found = json.loads(text) if isinstance(text, str) and text.strip() else text
    except (ValueError, RecursionError):
        return Block(Unknown("the settings are no JSON"))
    return Block(_low(found) if isinstance(found, dict) else {})


def _low(settings: dict[str, Any]) -> dict[str, Any]:
    return {name.lower(): _low(value) if isinstance(value, dict) else value for name, value in settings.items()}


def _exclusions(settings: Block) -> Fact[tuple[str | Unknown, ...]]:
    found: list[str | Unknown] = []
    for name in ("extensions", "paths", "processes"):
        text = settings.text(f"exclusions.{name}")
        if isinstance(text, Unknown):
            return text
        found += [part.strip() for part in (text or "").split(";") if part.strip()]
    return tuple(found)
