"""Whose a Terraform resource type is."""

from __future__ import annotations

_PLATFORMS = {"google": "gcp", "azurerm": "azure", "azuread": "azure", "azapi": "azure"}
"""Prefixes of types whose platform goes by another name."""


def provider_of(native_type: str) -> str:
    """The platform behind a type: ``aws``, ``gcp`` or ``azure``; else the prefix of the type itself."""
    prefix = native_type.split("_", 1)[0]
    return _PLATFORMS.get(prefix, prefix)
