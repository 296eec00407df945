"""Durations of Key Vault, and the names that its keys answer to."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from pcicheck.cases.shorthand import Ref, plan
from pcicheck.model.link import Link
from pcicheck.model.resource import Inventory
from pcicheck.model.value import Unknown
from pcicheck.providers.adapt import adapt
from pcicheck.providers.azure.keys.durations import days
from pcicheck.providers.registry import READ_TYPES
from pcicheck.sources.base import Input
from pcicheck.sources.terraform.plan import read


@pytest.mark.parametrize(
    ("duration", "expected"),
    [("P90D", 90), ("P1Y6M", 545), ("P2W", 14), ("PT12H", 0.5), ("p1dT12h", 1.5), (None, None)],
)
def test_durations(duration: str | None, expected: float | None) -> None:
    assert days(duration) == expected


@pytest.mark.parametrize("duration", ["P", "90 days", ""])
def test_what_is_no_duration_is_unknown(duration: str) -> None:
    assert isinstance(days(duration), Unknown)


def test_a_key_answers_to_its_address_without_version() -> None:
    """A data store that writes the address out finds the key."""
    found = Inventory()
    resources: dict[str, dict[str, Any]] = {
        "azurerm_key_vault.v": {"name": "pay", "sku_name": "premium"},
        "azurerm_key_vault_key.k": {
            "name": "pan",
            "key_vault_id": Ref(("azurerm_key_vault.v.id",)),
            "key_type": "RSA-HSM",
            "key_size": 3072,
        },
    }
    document = Input("plan.json", msgspec.json.encode(plan(resources)))
    found.add(adapt(read(document, READ_TYPES).documents, []))
    resolved = found.resolve(Link("https://pay.vault.azure.net/keys/pan", "key"))
    assert resolved is not None
    assert resolved.address == "azurerm_key_vault_key.k"
