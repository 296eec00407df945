"""Levels of scopes, and how long credentials last."""

from __future__ import annotations

import pytest

from pcicheck.model.document import Block
from pcicheck.model.value import Unknown
from pcicheck.providers.azure.identity.directory import _life
from pcicheck.providers.azure.identity.scopes import level_of


@pytest.mark.parametrize(
    ("scope", "level"),
    [
        ("/", "organization"),
        ("/providers/Microsoft.Management/managementGroups/pay", "folder"),
        ("/PROVIDERS/microsoft.management/managementgroups/pay/", "folder"),
        ("/subscriptions/0000", "account"),
        ("/subscriptions/${data.azurerm_client_config.me.subscription_id}", "account"),
        ("/subscriptions/0000/resourceGroups/pay", "group"),
        ("/subscriptions/0000/resourceGroups/pay/providers/Microsoft.Storage/storageAccounts/x", "resource"),
        ("/subscriptions/0000/providers/Microsoft.Web/x", "resource"),
        ("${data.azurerm_subscription.s.id}", "account"),
        ("${data.azurerm_subscription.s.id}/resourceGroups/pay", "group"),
        ("${data.azurerm_subscription.s.id}/resourceGroups/pay/providers/x/y/z", "resource"),
        ("${module.net.azurerm_resource_group.pay.id}", "group"),
        ("${azurerm_resource_group.pay.id}/providers/x/y/z", "resource"),
        ("${azurerm_management_group.pay.id}", "folder"),
        ("${azurerm_storage_account.pay.id}", "resource"),
    ],
)
def test_levels(scope: str, level: str) -> None:
    assert level_of(scope) == level


def test_a_scope_that_begins_with_what_is_not_known() -> None:
    assert isinstance(level_of("${var.scope}"), Unknown)
    assert isinstance(level_of("${data.azurerm_client_config.me.tenant_id}/x"), Unknown)


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ({}, 730),
        ({"end_date_relative": "240h"}, 10),
        ({"end_date_relative": "36h30m"}, 1.5208333333333333),
        ({"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-01-31T00:00:00Z"}, 30),
    ],
)
def test_lives(written: dict[str, str], days: float) -> None:
    assert _life(Block(dict(written))) == pytest.approx(days)


@pytest.mark.parametrize(
    "written",
    [
        {"end_date": "2026-01-31T00:00:00Z"},
        {"end_date_relative": "soon"},
        {"start_date": "2026-01-01", "end_date": "2026-01-31T00:00:00Z"},
        {"start_date": "x", "end_date": "y"},
    ],
)
def test_lives_that_cannot_be_told(written: dict[str, str]) -> None:
    assert isinstance(_life(Block(dict(written))), Unknown)
