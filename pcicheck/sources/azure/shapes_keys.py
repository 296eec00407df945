"""Key vaults with their keys and secrets, and disk encryption sets.

Source: ARM template reference, ``Microsoft.KeyVault`` and ``Microsoft.Compute/diskEncryptionSets``. An unset
``enableRbacAuthorization`` is false until API version 2026-02-01, from which on new vaults start with true ("Azure
RBAC as the default access control model"). Network rules without ``defaultAction`` are not documented. RSA keys have
2048 bits where none are named, and EC keys the curve P-256.
"""

from __future__ import annotations

from pcicheck.model.value import NOT_STATED, Unknown
from pcicheck.sources.azure.arm import ArmShape, each, ids, put_some
from pcicheck.sources.shapes import Values, at, unstate

_VAULT = ("key_vault_id",)
_RSA_BITS = 2048
_MODULES = "Microsoft.KeyVault/managedHSMs"
_MODULE_KEY = "azurerm_key_vault_managed_hardware_security_module_key"
_KEY_MOVES = {
    "key_type": "kty",
    "curve": "curve_name",
    "key_opts": "key_ops",
    "versionless_id": "key_uri",
    "resource_versionless_id": "key_uri_with_version",
    "expiration_date": "attributes.exp",
}


def _vault(values: Values) -> None:
    rules = values.get("network_acls")
    if isinstance(rules, dict):
        rules["virtual_network_subnet_ids"] = ids(rules.get("virtual_network_rules"))
        rules["ip_rules"] = each(rules.get("ip_rules"), lambda rule: rule.get("value"))
        unstate(values, ("network_acls.default_action",))
    if values.get("access_policies") is not None:
        values["access_policy"] = each(values["access_policies"], _policy)


def _policy(policy: Values) -> Values:
    found = {f"{kind[:-1]}_permissions": at(policy, f"permissions.{kind}") for kind in ("keys", "secrets")}
    return {"object_id": policy.get("object_id"), "tenant_id": policy.get("tenant_id"), **found}


def _key(values: Values) -> None:
    kind = values.get("key_type")
    if isinstance(kind, str) and kind.upper().startswith("RSA") and values.get("key_size") is None:
        values["key_size"] = _RSA_BITS
    policy = values.get("rotation_policy")
    if not isinstance(policy, dict):
        return
    actions = policy.get("lifetime_actions")
    found: Values = {"expire_after": at(policy, "attributes.expiry_time")}
    if isinstance(actions, Unknown):
        found["automatic"] = actions
    for action in actions if isinstance(actions, list) else ():
        kind = action if isinstance(action, Unknown) else at(action, "action.type")
        if isinstance(kind, Unknown):
            found["automatic"] = kind
        elif str(kind).lower() == "rotate":
            found["automatic"] = {
                "time_after_creation": at(action, "trigger.time_after_create"),
                "time_before_expiry": at(action, "trigger.time_before_expiry"),
            }
    values["rotation_policy"] = found


def _disk_set(values: Values) -> None:
    if values.get("key_vault_key_id") is None:
        put_some(values, {"key_vault_key_id": NOT_STATED})


SHAPES: dict[str, ArmShape] = {
    "Microsoft.KeyVault/vaults": ArmShape(
        "azurerm_key_vault",
        moves={
            "sku_name": "sku.name",
            "soft_delete_retention_days": "soft_delete_retention_in_days",
            "purge_protection_enabled": "enable_purge_protection",
            "rbac_authorization_enabled": "enable_rbac_authorization",
            "soft_delete_enabled": "enable_soft_delete",
            "public_network_access_enabled": "public_network_access",
        },
        dated={"rbac_authorization_enabled": ("", "2026-02-01")},
        more=_vault,
    ),
    "Microsoft.KeyVault/vaults/keys": ArmShape("azurerm_key_vault_key", moves=_KEY_MOVES, parents=_VAULT, more=_key),
    f"{_MODULES}/keys": ArmShape(_MODULE_KEY, moves=_KEY_MOVES, parents=("managed_hsm_id",), more=_key),
    "Microsoft.KeyVault/vaults/secrets": ArmShape(
        "azurerm_key_vault_secret", moves={"expiration_date": "attributes.exp"}, parents=_VAULT
    ),
    _MODULES: ArmShape(
        "azurerm_key_vault_managed_hardware_security_module",
        moves={
            "soft_delete_retention_days": "soft_delete_retention_in_days",
            "purge_protection_enabled": "enable_purge_protection",
            "public_network_access_enabled": "public_network_access",
        },
    ),
    "Microsoft.HardwareSecurityModules/dedicatedHSMs": ArmShape(
        "azurerm_dedicated_hardware_security_module", moves={"sku_name": "sku.name"}
    ),
    "Microsoft.Compute/diskEncryptionSets": ArmShape(
        "azurerm_disk_encryption_set",
        moves={
            "key_vault_key_id": "active_key.key_url",
            "auto_key_rotation_enabled": "rotation_to_latest_key_version_enabled",
        },
        more=_disk_set,
    ),
}
"""ARM type to its shape."""
