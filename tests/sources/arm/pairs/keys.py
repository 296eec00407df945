"""Vaults and keys twice."""

from __future__ import annotations

from typing import Any

from pcicheck.cases.shorthand import Mark
from tests.sources.arm.pairs.base import IDENTITY, KEY, SET, Pair, arm, ref
from tests.sources.arm.pairs.edge import all_logs, arm_logs


def _lets_in(addresses: str) -> dict[str, Any]:
    return {"defaultAction": "Deny", "bypass": "None", "ipRules": [{"value": addresses}], "virtualNetworkRules": []}


KEYS = [
    Pair(
        "a key vault with roles, keys and secrets",
        {
            "azurerm_key_vault.vault": {
                "name": "pay",
                "location": "westeurope",
                "tenant_id": "t",
                "sku_name": "premium",
                "rbac_authorization_enabled": True,
                "purge_protection_enabled": True,
                "soft_delete_retention_days": 90,
                "public_network_access_enabled": False,
                "network_acls": [{"default_action": "Deny", "bypass": "AzureServices", "ip_rules": ["10.0.0.0/8"]}],
            },
            "azurerm_key_vault_key.key": {
                "name": "data",
                "key_vault_id": ref("azurerm_key_vault.vault.id"),
                "key_type": "RSA-HSM",
                "key_size": 3072,
                "key_opts": ["wrapKey", "unwrapKey"],
                "expiration_date": "2030-01-01T00:00:00Z",
                "rotation_policy": [{"expire_after": "P1Y", "automatic": [{"time_before_expiry": "P30D"}]}],
            },
            "azurerm_key_vault_secret.secret": {
                "name": "db",
                "key_vault_id": ref("azurerm_key_vault.vault.id"),
                "value": Mark("sensitive", "x"),
            },
        },
        {
            "azapi_resource.vault": arm(
                "KeyVault/vaults@2023-07-01",
                {
                    "tenantId": "t",
                    "sku": {"family": "A", "name": "premium"},
                    "enableRbacAuthorization": True,
                    "enablePurgeProtection": True,
                    "softDeleteRetentionInDays": 90,
                    "publicNetworkAccess": "disabled",
                    "networkAcls": {
                        "defaultAction": "Deny",
                        "bypass": "AzureServices",
                        "ipRules": [{"value": "10.0.0.0/8"}],
                        "virtualNetworkRules": [],
                    },
                },
                location="westeurope",
            ),
            "azapi_resource.key": arm(
                "KeyVault/vaults/keys@2023-07-01",
                {
                    "kty": "RSA-HSM",
                    "keySize": 3072,
                    "keyOps": ["wrapKey", "unwrapKey"],
                    "attributes": {"enabled": True, "exp": 1893456000},
                    "rotationPolicy": {
                        "attributes": {"expiryTime": "P1Y"},
                        "lifetimeActions": [
                            {"action": {"type": "notify"}, "trigger": {"timeBeforeExpiry": "P60D"}},
                            {"action": {"type": "rotate"}, "trigger": {"timeBeforeExpiry": "P30D"}},
                        ],
                    },
                },
                "data",
                ref("azapi_resource.vault.id"),
            ),
            "azapi_resource.secret": arm(
                "KeyVault/vaults/secrets@2023-07-01",
                {"value": Mark("sensitive", "x")},
                "db",
                ref("azapi_resource.vault.id"),
            ),
        },
        15,
    ),
    Pair(
        "a key vault with access policies and little else",
        {
            "azurerm_key_vault.vault": {
                "name": "old",
                "tenant_id": "t",
                "sku_name": "standard",
                "access_policy": [
                    {"tenant_id": "t", "object_id": "o", "key_permissions": ["Delete", "Encrypt"]},
                    {"tenant_id": "t", "object_id": "p", "key_permissions": ["Get"], "secret_permissions": ["Get"]},
                ],
            },
            "azurerm_key_vault_key.key": {
                "name": "data",
                "key_vault_id": ref("azurerm_key_vault.vault.id"),
                "key_type": "RSA",
                "key_size": 2048,
                "key_opts": ["encrypt"],
            },
        },
        {
            "azapi_resource.vault": arm(
                "KeyVault/vaults@2022-07-01",
                {
                    "tenantId": "t",
                    "sku": {"family": "A", "name": "standard"},
                    "accessPolicies": [
                        {"tenantId": "t", "objectId": "o", "permissions": {"keys": ["Delete", "Encrypt"]}},
                        {"tenantId": "t", "objectId": "p", "permissions": {"keys": ["Get"], "secrets": ["Get"]}},
                    ],
                },
                "old",
            ),
            "azapi_resource.key": arm(
                "KeyVault/vaults/keys@2022-07-01",
                {"kty": "RSA", "keyOps": ["encrypt"]},
                "data",
                ref("azapi_resource.vault.id"),
            ),
        },
        13,
    ),
    Pair(
        "a disk, a snapshot and their encryption set",
        {
            "azurerm_disk_encryption_set.set": {
                "name": "cde",
                "key_vault_key_id": KEY,
                "auto_key_rotation_enabled": True,
                "encryption_type": "EncryptionAtRestWithPlatformAndCustomerKeys",
                "identity": IDENTITY,
            },
            "azurerm_managed_disk.disk": {
                "name": "d",
                "create_option": "Empty",
                "disk_encryption_set_id": ref("azurerm_disk_encryption_set.set.id"),
                "network_access_policy": "DenyAll",
                "public_network_access_enabled": False,
            },
            "azurerm_managed_disk.bare": {"name": "b", "create_option": "Empty"},
            "azurerm_snapshot.copy": {"name": "c", "create_option": "Copy", "source_resource_id": "x"},
        },
        {
            "azapi_resource.set": arm(
                "Compute/diskEncryptionSets@2023-10-02",
                {
                    "activeKey": {"keyUrl": KEY},
                    "rotationToLatestKeyVersionEnabled": True,
                    "encryptionType": "EncryptionAtRestWithPlatformAndCustomerKeys",
                },
                "cde",
                identity=IDENTITY,
            ),
            "azapi_resource.disk": arm(
                "Compute/disks@2023-10-02",
                {
                    "creationData": {"createOption": "Empty"},
                    "encryption": {"type": "EncryptionAtRestWithCustomerKey", "diskEncryptionSetId": SET},
                    "networkAccessPolicy": "DenyAll",
                    "publicNetworkAccess": "Disabled",
                },
                "d",
            ),
            "azapi_resource.bare": arm("Compute/disks@2023-10-02", {"creationData": {"createOption": "Empty"}}, "b"),
            "azapi_resource.copy": arm(
                "Compute/snapshots@2023-10-02",
                {"creationData": {"createOption": "Copy", "sourceResourceId": "x"}},
                "c",
            ),
        },
        8,
    ),
    *(
        Pair(
            f"stores that let in {addresses}, {'with' if logged else 'without'} logs",
            {
                "azurerm_key_vault.vault": {
                    "name": "pay",
                    "sku_name": "premium",
                    "network_acls": [{"default_action": "Deny", "bypass": "None", "ip_rules": [addresses]}],
                },
                "azurerm_storage_account.account": {
                    "name": "cards",
                    "network_rules": [{"default_action": "Deny", "bypass": ["None"], "ip_rules": [addresses]}],
                },
                **(all_logs("azurerm_key_vault.vault.id") if logged else {}),
            },
            {
                "azapi_resource.vault": arm(
                    "KeyVault/vaults@2023-07-01",
                    {"sku": {"family": "A", "name": "premium"}, "networkAcls": _lets_in(addresses)},
                ),
                "azapi_resource.account": arm(
                    "Storage/storageAccounts@2023-01-01",
                    {"networkAcls": _lets_in(addresses)},
                    "cards",
                    kind="StorageV2",
                    sku={"name": "Standard_LRS"},
                ),
                **({"azapi_resource.log": arm_logs("vault")["log"]} if logged else {}),
            },
            4,
        )
        for addresses, logged in (("52.1.0.0/16", True), ("0.0.0.0/0", False))
    ),
]
