"""Diagnostic settings: which logs of an Azure resource are sent somewhere.

A setting lists categories (``enabled_log``; ``log`` with ``enabled``, true by default, before azurerm 4) or groups of
them (Terraform registry, ``azurerm_monitor_diagnostic_setting``).
"""

from __future__ import annotations

from pcicheck.model.document import Document
from pcicheck.model.logic import any_true
from pcicheck.model.value import Unknown
from pcicheck.providers.referrers import referrers

SETTING = "azurerm_monitor_diagnostic_setting"
ALL_GROUPS = frozenset({"alllogs", "audit"})


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


def sends_logs(document: Document) -> bool | Unknown:
    """Whether a diagnostic setting in the same input sends some log of ``document`` somewhere."""
    if isinstance(document.values, Unknown):
        return document.values
    found = (log_categories(setting) for setting in referrers(document, SETTING, "target_resource_id"))
    return any_true(*(item if isinstance(item, Unknown) else bool(item) for item in found))
