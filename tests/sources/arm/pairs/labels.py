"""What labels decide: environments, tenants and audiences; and further things that guard, twice."""

from __future__ import annotations

import json

from tests.sources.arm.pairs.base import GROUP, IDENTITY, Written, arm, both, ref

_TEST, _LIVE = {"env": "test"}, {"env": "prod"}


def _environments(good: bool) -> Written:
    other = _TEST if good else _LIVE
    return {
        "azurerm_disk_encryption_set.set": {"name": "set", "tags": other},
        "azurerm_snapshot.copy": {"name": "copy", "create_option": "Copy", "tags": other},
        "azurerm_managed_disk.disk": {
            "name": "disk",
            "create_option": "Copy",
            "source_resource_id": ref("azurerm_snapshot.copy.id"),
            "disk_encryption_set_id": ref("azurerm_disk_encryption_set.set.id"),
            "tags": _TEST,
        },
    }


def _arm_environments(good: bool) -> Written:
    other = _TEST if good else _LIVE
    return {
        "set": arm("Compute/diskEncryptionSets@2023-10-02", {}, "set", tags=other),
        "copy": arm("Compute/snapshots@2023-10-02", {"creationData": {"createOption": "Copy"}}, "copy", tags=other),
        "disk": arm(
            "Compute/disks@2023-10-02",
            {
                "creationData": {"createOption": "Copy", "sourceResourceId": ref("azapi_resource.copy.id")},
                "encryption": {
                    "type": "EncryptionAtRestWithCustomerKey",
                    "diskEncryptionSetId": ref("azapi_resource.set.id"),
                },
            },
            "disk",
            tags=_TEST,
        ),
    }


def _tenants(good: bool) -> Written:
    return {
        "azurerm_key_vault_managed_hardware_security_module.hsm": {
            "name": "hsm",
            "tags": {"tenant": "acme" if good else "other"},
        },
        "azurerm_key_vault_managed_hardware_security_module_key.key": {
            "name": "key",
            "managed_hsm_id": ref("azurerm_key_vault_managed_hardware_security_module.hsm.id"),
            "key_type": "RSA-HSM",
            "key_size": 3072,
            "key_opts": ["wrapKey"],
            "tags": {"tenant": "acme"},
        },
    }


def _arm_tenants(good: bool) -> Written:
    return {
        "hsm": arm(
            "KeyVault/managedHSMs@2023-07-01",
            {"enablePurgeProtection": False, "publicNetworkAccess": "Enabled"},
            "hsm",
            tags={"tenant": "acme" if good else "other"},
        ),
        "key": arm(
            "KeyVault/managedHSMs/keys@2023-07-01",
            {"kty": "RSA-HSM", "keySize": 3072, "keyOps": ["wrapKey"]},
            "key",
            ref("azapi_resource.hsm.id"),
            tags={"tenant": "acme"},
        ),
    }


def _guards(good: bool) -> Written:
    policy = "v=DMARC1; p=reject" if good else "v=DMARC1; p=none"
    return {
        "azurerm_virtual_machine_extension.guard": {
            "name": "guard",
            "virtual_machine_id": f"{GROUP}/providers/Microsoft.Compute/virtualMachines/vm",
            "publisher": "Microsoft.Azure.Security",
            "type": "IaaSAntimalware",
            "settings": json.dumps(_antimalware(good)),
        },
        "azurerm_dns_txt_record.mail": {
            "name": "_dmarc",
            "zone_name": "example.com",
            "record": [{"value": policy}],
        },
        "azurerm_user_assigned_identity.job": {"name": "job"},
        "azurerm_federated_identity_credential.trust": {
            "name": "trust",
            "parent_id": ref("azurerm_user_assigned_identity.job.id"),
            "issuer": "https://token.actions.githubusercontent.com",
            "audience": ["api://AzureADTokenExchange"],
            "subject": "repo:me/pay:ref:refs/heads/main" if good else "repo:me:*",
        },
        "azurerm_linux_web_app.partner": {
            "name": "partner",
            "https_only": True,
            "client_certificate_enabled": False,
            "identity": IDENTITY,
            "tags": {"pci:audience": "partner"},
        },
    }


def _antimalware(good: bool) -> dict[str, object]:
    return {
        "AntimalwareEnabled": True,
        "RealtimeProtectionEnabled": good,
        "ScheduledScanSettings": {"isEnabled": good, "day": 7, "time": 120, "scanType": "Quick"},
        "Exclusions": {"Extensions": "", "Paths": "" if good else "C:\\data", "Processes": ""},
    }


def _arm_guards(good: bool) -> Written:
    policy = "v=DMARC1; p=reject" if good else "v=DMARC1; p=none"
    return {
        "guard": arm(
            "Compute/virtualMachines/extensions@2024-03-01",
            {"publisher": "Microsoft.Azure.Security", "type": "IaaSAntimalware", "settings": _antimalware(good)},
            "guard",
            f"{GROUP}/providers/Microsoft.Compute/virtualMachines/vm",
        ),
        "zone": arm("Network/dnsZones@2018-05-01", {}, "example.com"),
        "mail": arm(
            "Network/dnsZones/TXT@2018-05-01",
            {"TTL": 3600, "TXTRecords": [{"value": [policy]}]},
            "_dmarc",
            ref("azapi_resource.zone.id"),
        ),
        "job": arm("ManagedIdentity/userAssignedIdentities@2023-01-31", {}, "job"),
        "trust": arm(
            "ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2023-01-31",
            {
                "issuer": "https://token.actions.githubusercontent.com",
                "audiences": ["api://AzureADTokenExchange"],
                "subject": "repo:me/pay:ref:refs/heads/main" if good else "repo:me:*",
            },
            "trust",
            ref("azapi_resource.job.id"),
        ),
        "partner": arm(
            "Web/sites@2023-12-01",
            {"httpsOnly": True, "clientCertEnabled": False, "reserved": True, "siteConfig": {}},
            "partner",
            kind="app,linux",
            identity=IDENTITY,
            tags={"pci:audience": "partner"},
        ),
    }


LABELS = [
    both("what is tested, apart from production", 4, _environments(True), _arm_environments(True)),
    both("what is tested, with data and keys of production", 4, _environments(False), _arm_environments(False)),
    both("a tenant's own modules", 6, _tenants(True), _arm_tenants(True)),
    both("modules of another tenant", 6, _tenants(False), _arm_tenants(False)),
    both("guards that are on", 10, _guards(True), _arm_guards(True)),
    both("guards that are off", 10, _guards(False), _arm_guards(False)),
]
