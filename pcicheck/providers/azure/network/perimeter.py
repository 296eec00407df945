"""Azure Firewall and its policies.

Defaults, Terraform registry, hashicorp/azurerm: ``azurerm_firewall.threat_intel_mode`` and
``azurerm_firewall_policy.threat_intelligence_mode`` are Alert; without ``intrusion_detection`` nothing looks for
attacks. A firewall with a policy takes its settings from there. Azure Firewall Manager, "Rule processing using Azure
Firewall policies": a policy with a base policy keeps the base's rules and can only be stricter. What no rule allows
is denied (Azure Firewall FAQ), fragments like everything else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pcicheck.model.document import Document
from pcicheck.model.kinds.network import Perimeter, PerimeterPolicy
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.diagnostics import sends_logs
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.base import resource

Reaction = Literal["stop", "alert", "pass"]

_POLICY = "azurerm_firewall_policy"
_REACTIONS: dict[str, Reaction] = {"deny": "stop", "alert": "alert", "off": "pass"}
_STRICTEST = ("stop", "alert", "pass")
_FRAGMENTS = Inapplicable("fragments have no setting of their own")


def firewall(document: Document) -> Iterator[Resource]:
    """A firewall."""
    facts = Perimeter(
        logging=sends_logs(document),
        policy=document.link("firewall_policy_id", "perimeter_policy", _POLICY),
        known_bad=_known_bad(document),
    )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("id"),))


def policy(document: Document) -> Iterator[Resource]:
    """A firewall policy."""
    facts = PerimeterPolicy(
        default_action="drop",
        fragment_action=_FRAGMENTS,
        has_rules=_has_rules(document),
        intrusions=_with_base(document, "intrusion_detection.mode", "Off"),
        known_bad=_with_base(document, "threat_intelligence_mode", "Alert"),
    )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("id"),))


def _known_bad(document: Document) -> Fact[Reaction]:
    policy_id = document.get("firewall_policy_id")
    if policy_id is None or policy_id == "":
        return _reaction(document, "threat_intel_mode", "Alert")
    found = document.follow("firewall_policy_id", _POLICY)
    return (
        _with_base(found, "threat_intelligence_mode", "Alert") if found else Unknown("its policy is not in this input")
    )


def _with_base(document: Document, path: str, default: str) -> Fact[Reaction]:
    """What a policy says, or its base policy where that is stricter."""
    own = _reaction(document, path, default)
    if own == "stop" or document.get("base_policy_id") in (None, ""):
        return own
    base = document.follow("base_policy_id", _POLICY)
    above = _reaction(base, path, default) if base else Unknown("its base policy is not in this input")
    if isinstance(own, Unknown) or isinstance(above, Unknown):
        return above if isinstance(above, Unknown) and above != own else own
    return min(own, above, key=lambda reaction: _STRICTEST.index(str(reaction)))


def _reaction(document: Document, path: str, default: str) -> Fact[Reaction]:
    mode = document.text(path, default)
    return mode if isinstance(mode, Unknown) else _REACTIONS.get(str(mode).lower(), Unknown(f"{mode} is no known mode"))


def _has_rules(document: Document) -> bool | Unknown:
    groups = list(document.all_sidecars("azurerm_firewall_policy_rule_collection_group"))
    if any(not isinstance(group.values, Unknown) for group in groups):
        return True
    if groups or document.get("base_policy_id") not in (None, ""):
        return Unknown("rules of its base policy, or of a group that may be its own, are not in this input")
    return document.values if isinstance(document.values, Unknown) else False
