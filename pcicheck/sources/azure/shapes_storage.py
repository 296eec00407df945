"""Storage accounts and what is in them.

Source: ARM template reference, ``Microsoft.Storage``. ``supportsHttpsTrafficOnly`` is true by default from API version
2019-04-01 on, ``allowSharedKeyAccess`` unset means true. ``allowBlobPublicAccess`` and ``minimumTlsVersion`` have
changed their defaults with time, and ``isLocalUserEnabled`` documents none. Versioning is a setting of the blob
service, which is a resource of its own.
"""

from __future__ import annotations

from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.azure.arm import ArmShape, customer_key, each, put_some
from pcicheck.sources.shapes import Values, at

_ACCOUNT = ("storage_account_id",)
_LOCKED = {"locked": True, "unlocked": False}


def _account(values: Values) -> None:
    sku = at(values, "sku.name")
    rules = values.get("network_acls")
    if isinstance(rules, dict) and rules.get("ip_rules"):
        rules["ip_rules"] = each(rules["ip_rules"], lambda rule: rule.get("value"))
    key = customer_key(
        values, "encryption", "key_source", "keyvaultproperties.keyvaulturi", "keyvaultproperties.keyname"
    )
    policy = at(values, "immutable_storage_with_versioning.immutability_policy")
    if isinstance(policy, dict):
        policy = {**policy, "period_since_creation_in_days": policy.get("immutability_period_since_creation_in_days")}
    put_some(
        values,
        {
            "account_tier": sku.partition("_")[0] if isinstance(sku, str) else sku,
            "customer_managed_key.key_vault_key_id": key,
            "immutability_policy": policy,
        },
    )


def _container(values: Values) -> None:
    access = values.get("public_access")
    if isinstance(access, str):
        values["container_access_type"] = "private" if access.lower() == "none" else access.lower()
    elif access is not None:
        values["container_access_type"] = access


def _lock(values: Values) -> None:
    state = values.get("state")
    values["locked"] = (
        _LOCKED.get(state.lower(), Unknown("the state of the policy is not known"))
        if isinstance(state, str)
        else state or Unknown("whether the policy is locked is not written in it")
    )


def _lifecycle(values: Values) -> None:
    values["rule"] = each(at(values, "policy.rules"), _rule)


def _rule(rule: Values) -> Values:
    blob = "definition.actions.base_blob.delete"
    ages: dict[str, Any] = {
        f"delete_after_days_since_{event}_greater_than": at(rule, f"{blob}.days_after_{event}_greater_than")
        for event in ("modification", "creation")
    }
    filters = at(rule, "definition.filters")
    if isinstance(filters, dict):
        filters = {**filters, "match_blob_index_tag": filters.get("blob_index_match")}
    found = {name: age for name, age in ages.items() if age is not None}
    return {"name": rule.get("name"), "enabled": rule.get("enabled"), "filters": filters} | (
        {"actions": {"base_blob": found}} if found else {}
    )


def _blob_service(values: Values) -> None:
    values["blob_properties"] = {"versioning_enabled": values.get("is_versioning_enabled") or False}


def _share(values: Values) -> None:
    put_some(values, {"enabled_protocol": values.get("enabled_protocols")})


SHAPES: dict[str, ArmShape] = {
    "Microsoft.Storage/storageAccounts": ArmShape(
        "azurerm_storage_account",
        moves={
            "account_kind": "kind",
            "https_traffic_only_enabled": "supports_https_traffic_only",
            "allow_nested_items_to_be_public": "allow_blob_public_access",
            "min_tls_version": "minimum_tls_version",
            "shared_access_key_enabled": "allow_shared_key_access",
            "public_network_access_enabled": "public_network_access",
            "local_user_enabled": "is_local_user_enabled",
            "sftp_enabled": "is_sftp_enabled",
            "infrastructure_encryption_enabled": "encryption.require_infrastructure_encryption",
            "sas_policy.expiration_period": "sas_policy.sas_expiration_period",
            "network_rules": "network_acls",
        },
        unstated=(
            "allow_nested_items_to_be_public",
            "min_tls_version",
            "local_user_enabled",
            "blob_properties.versioning_enabled",
        ),
        dated={"https_traffic_only_enabled": ("2019-04-01", "")},
        more=_account,
    ),
    "Microsoft.Storage/storageAccounts/blobServices": ArmShape(
        "azurerm_storage_account",
        parents=_ACCOUNT,
        part_of=("azurerm_storage_account",),
        gives=("blob_properties",),
        more=_blob_service,
    ),
    "Microsoft.Storage/storageAccounts/blobServices/containers": ArmShape(
        "azurerm_storage_container", parents=_ACCOUNT, above="/blobServices/default", more=_container
    ),
    "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies": ArmShape(
        "azurerm_storage_container_immutability_policy",
        moves={"immutability_period_in_days": "immutability_period_since_creation_in_days"},
        parents=("storage_container_resource_manager_id",),
        more=_lock,
    ),
    "Microsoft.Storage/storageAccounts/managementPolicies": ArmShape(
        "azurerm_storage_management_policy", parents=_ACCOUNT, more=_lifecycle
    ),
    "Microsoft.Storage/storageAccounts/fileServices/shares": ArmShape(
        "azurerm_storage_share", parents=_ACCOUNT, above="/fileServices/default", more=_share
    ),
    "Microsoft.Storage/storageAccounts/tableServices/tables": ArmShape(
        "azurerm_storage_table", parents=_ACCOUNT, above="/tableServices/default"
    ),
}
"""ARM type to its shape."""
