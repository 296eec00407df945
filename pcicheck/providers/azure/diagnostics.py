"""Diagnostic settings: which logs of an Azure resource are sent somewhere.

A setting lists categories (``enabled_log``; ``log`` with ``enabled``, true by default, before azurerm 4) or groups of
them (Terraform registry, ``azurerm_monitor_diagnostic_setting``).
"""

from __future__ import annotations

from pcicheck.model.document import Document
from pcicheck.model.logic import any_true
from pcicheck.model.value import Unknown
from pcicheck.providers.referrers import may_be_named, referrers

SETTING = "azurerm_monitor_diagnostic_setting"
ALL_GROUPS = frozenset({"alllogs", "audit"})
_WHOSE = Unknown("to which resource some diagnostic setting belongs is not known")


def log_categories(setting: Document) -> frozenset[str] | Unknown:
    """Log categories and groups, in lower case, that one setting switches on."""
    names: set[str] = set()
    for path in ("enabled_log", "log"):
        blocks = setting.blocks(path)
        if isinstance(blocks, Unknown):
            return blocks
        for block in blocks:
            on = block.flag("enabled", True)
            for name in (block.text("category"), block.text("category_group")):
                if isinstance(name, Unknown) or isinstance(on, Unknown):
                    return Unknown("a log category is not known")
                if name and on:
                    names.add(name.lower())
    return frozenset(names)


def sends_logs(document: Document, *categories: str) -> bool | Unknown:
    """Whether a diagnostic setting in the same input sends some log of ``document`` somewhere; where categories are
    named, in lower case, one of those or a group that holds them."""
    sent = sent_logs(document)
    if isinstance(sent, Unknown) or not categories:
        return sent if isinstance(sent, Unknown) else bool(sent)
    wanted = ALL_GROUPS | frozenset(categories)
    return any_true(*(name if isinstance(name, Unknown) else name in wanted for name in sent))


def sent_logs(document: Document) -> tuple[str | Unknown, ...] | Unknown:
    """Log categories and groups of ``document``, in lower case, that diagnostic settings in the same input send
    somewhere. Unknown as a whole, not only in part, where perhaps none is."""
    if isinstance(document.values, Unknown):
        return document.values
    found = [log_categories(setting) for setting in referrers(document, SETTING, "target_resource_id")]
    names = sorted({name for item in found if isinstance(item, frozenset) for name in item})
    unsure = [item for item in found if isinstance(item, Unknown)]
    if may_be_named(document, SETTING, "target_resource_id"):
        unsure.append(_WHOSE)
    if names or not unsure:
        return (*names, *unsure)
    return unsure[0]
