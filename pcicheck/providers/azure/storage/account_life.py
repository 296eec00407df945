"""How long a storage account keeps what it holds: immutability and management policies.

``immutability_policy.state`` is Locked (the period can only grow), Unlocked or Disabled (Terraform registry,
``azurerm_storage_account``). In ``azurerm_storage_management_policy`` a rule names what it covers in ``filters``, and
unset numbers of days are -1.
"""

from __future__ import annotations

from pcicheck.model.document import Block, Document
from pcicheck.model.logic import any_true
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.reading import word

_MODES = {"locked": "compliance", "unlocked": "governance"}
_NARROWING = ("prefix_match", "match_blob_index_tag")
_AGES = ("delete_after_days_since_modification_greater_than", "delete_after_days_since_creation_greater_than")


def lock(document: Document) -> tuple[Fact[str], Fact[int]]:
    """Mode and days of the immutability policy that holds for the whole account."""
    policy = document.block("immutability_policy")
    if policy is None or isinstance(policy, Unknown):
        return policy, policy
    state = word(policy, "state", "Disabled")
    days = policy.number("period_since_creation_in_days")
    mode = state if isinstance(state, Unknown) else _MODES.get(state)
    return mode, None if mode is None else int(days) if isinstance(days, (int, float)) else days


def lifecycle(document: Document) -> tuple[Fact[bool], Fact[int]]:
    """Whether a management policy is in force, and after how many days it deletes every blob."""
    policy = document.sidecar("azurerm_storage_management_policy")
    if policy is None:
        nothing = document.values if isinstance(document.values, Unknown) else None
        return (nothing or False), nothing
    rules = policy.blocks("rule")
    if isinstance(rules, Unknown):
        return rules, rules
    switched = [(rule, rule.flag("enabled", True)) for rule in rules]
    kept = [_deletes_all_after(rule) for rule, on in switched if on is True]
    known = [days for days in kept if isinstance(days, int)]
    unsure = next((on for _, on in switched if isinstance(on, Unknown)), None)
    unsure = unsure or next((days for days in kept if isinstance(days, Unknown)), None)
    return any_true(*(on for _, on in switched)), min(known) if known else unsure


def _deletes_all_after(rule: Block) -> Fact[int]:
    """Days after which a rule deletes every block blob; ``None`` where it has a filter or deletes nothing."""
    narrow = any_true(*(rule.has(f"filters.{name}") for name in _NARROWING))
    if narrow is True:
        return None
    ages = [rule.number(f"actions.base_blob.{name}", -1) for name in _AGES]
    reason = next((item for item in (narrow, *ages) if isinstance(item, Unknown)), None)
    known = [int(age) for age in ages if isinstance(age, (int, float)) and age >= 0]
    return reason or (min(known) if known else None)
