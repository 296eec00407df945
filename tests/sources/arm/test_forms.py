"""``azapi`` in configuration and in states, bodies as text, and what is known only in part."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pcicheck.cases.shorthand import Mark, Ref
from pcicheck.model.document import Document
from pcicheck.model.value import Unknown
from pcicheck.providers.registry import READ_TYPES
from pcicheck.sources.base import Input, Reading
from pcicheck.sources.terraform.plan import read
from tests.sources.arm.judging import judged, results
from tests.sources.arm.pairs.base import GROUP, arm
from tests.sources.arm.test_azapi import planned
from tests.sources.hcl.configuration import read as read_folder
from tests.sources.hcl.configuration import write

ACCOUNT = "Storage/storageAccounts@2023-01-01"
CONFIGURATION = """
variable "group" {}
locals { kind = "Microsoft.Storage/storageAccounts@2023-01-01" }

resource "azurerm_key_vault_key" "key" { key_type = "RSA" }

resource "azapi_resource" "account" {
  for_each  = toset(["a"])
  type      = local.kind
  name      = "pay${each.key}"
  parent_id = var.group
  tags      = { Environment = "prod" }
  body = {
    kind = "StorageV2"
    sku  = { name = "Standard_LRS" }
    properties = {
      supportsHttpsTrafficOnly = true
      minimumTlsVersion        = "TLS1_2"
      allowBlobPublicAccess    = false
      publicNetworkAccess      = var.group
    }
  }
}

resource "azapi_resource" "container" {
  type      = "microsoft.storage/storageaccounts/blobservices/containers@2023-01-01"
  name      = "cards"
  parent_id = "${azapi_resource.account["a"].id}/blobServices/default"
  body      = jsonencode({ properties = { publicAccess = "Blob" } })
}

resource "azapi_resource" "set" {
  type      = "Microsoft.Compute/diskEncryptionSets@2023-10-02"
  name      = "set"
  parent_id = var.group
  body = jsonencode({
    properties = {
      activeKey                         = { keyUrl = azurerm_key_vault_key.key.id }
      rotationToLatestKeyVersionEnabled = var.group
      encryptionType                    = "x-${var.group}"
    }
  })
}

resource "azapi_resource" "machine" {
  type = "Microsoft.Compute/virtualMachines@2024-03-01"
  name = "vm"
  body = {
    properties = {
      storageProfile = { osDisk = { osType = "Linux", managedDisk = { diskEncryptionSet = { id = azapi_resource.set.id } } } }
      networkProfile = { networkInterfaces = [{ id = azapi_resource.interface.id }] }
    }
  }
}

resource "azapi_resource" "interface" {
  type = "Microsoft.Network/networkInterfaces@2024-03-01"
  name = "nic"
  body = { properties = { ipConfigurations = [{ name = "i", properties = { publicIPAddress = { id = "ip" } } }] } }
}

resource "azapi_resource" "group" {
  type      = "Microsoft.Management/managementGroups@2023-04-01"
  name      = "mg"
  parent_id = "/"
}

resource "azapi_resource" "role" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  name      = "1"
  parent_id = azapi_resource.group.id
  body = {
    properties = {
      roleDefinitionId = "${var.group}/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
      principalId      = "p"
      principalType    = "User"
    }
  }
}

resource "azapi_update_resource" "more" {
  type        = "Microsoft.Storage/storageAccounts@2023-01-01"
  resource_id = azapi_resource.account["a"].id
  body        = { properties = { allowSharedKeyAccess = false } }
}
"""


def _folder(tmp_path: Path) -> dict[str, Document]:
    write(tmp_path, {"main.tf": CONFIGURATION})
    return {doc.address: doc for reading in read_folder(tmp_path, known=True) for doc in reading.documents}


def test_configuration(tmp_path: Path) -> None:
    found = _folder(tmp_path)
    account = found['azapi_resource.account["a"]']
    assert (account.type, account.provider, account.get("name")) == ("azurerm_storage_account", "azure", "paya")
    assert account.origin.line == 7
    assert account.flag("https_traffic_only_enabled") is True
    assert isinstance(account.flag("public_network_access_enabled", True), Unknown)
    container = found["azapi_resource.container"]
    assert container.follow("storage_account_id", "azurerm_storage_account") is account
    assert container.text("container_access_type") == "blob"


def test_references_in_bodies(tmp_path: Path) -> None:
    found = _folder(tmp_path)
    key_set = found["azapi_resource.set"]
    link = key_set.link("key_vault_key_id", "key")
    assert link is not None
    assert not isinstance(link, Unknown)
    assert link.target == "azurerm_key_vault_key.key"
    for path in ("auto_key_rotation_enabled", "encryption_type"):
        assert isinstance(key_set.get(path), Unknown)
    machine = found["azapi_resource.machine"]
    assert machine.type == "azurerm_linux_virtual_machine"
    assert machine.follow("os_disk.disk_encryption_set_id", "azurerm_disk_encryption_set") is key_set
    assert machine.follow_all("network_interface_ids") == [found["azapi_resource.interface"]]


def _verdicts(target: Path, rule: str) -> dict[str, str]:
    return {f.native_address: f.verdict for f in judged(target) if f.rule == rule}


def test_scopes_behind_azapi_are_as_wide_as_what_is_there(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": CONFIGURATION})
    assert _verdicts(tmp_path, "grant-no-predefined-admin")["azapi_resource.role"] == "fail"
    assert _verdicts(tmp_path, "compute-no-public-address")["azapi_resource.machine"] == "fail"


def test_what_changes_others_is_a_gap(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": CONFIGURATION})
    gap = next(gap for gap in results(tmp_path).header.gaps if gap.where.endswith("azapi_update_resource"))
    assert "azapi_update_resource.more" in gap.why
    assert "without the change" in gap.why


def _read(written: dict[str, dict[str, Any]]) -> Reading:
    return read(Input("plan.json", json.dumps(planned(written)).encode()), READ_TYPES)


def _one(values: dict[str, Any]) -> Document:
    return _read({"azapi_resource.x": values}).documents[0]


def test_types_without_a_shape_are_gaps() -> None:
    reading = _read(
        {
            "azapi_resource.a": arm("Web/staticSites@2024-04-01", {}),
            "azapi_resource.b": arm("Compute/virtualMachines@2024-03-01", {}),
            "azapi_resource.c": {"type": Mark("unknown"), "body": {}},
            "azapi_resource.d": arm("Web/sites@2023-12-01", {}, kind=Mark("unknown")),
        }
    )
    assert reading.documents == []
    assert {gap.where.removeprefix("plan.json: "): gap.why for gap in reading.gaps} == {
        "azapi_resource of Microsoft.Web/staticSites": "no adapter for this type yet: azapi_resource.a",
        "azapi_resource of Microsoft.Compute/virtualMachines (its operating system is not stated)": (
            "no adapter for this type yet: azapi_resource.b"
        ),
        "azapi_resource of a type that is not known yet": "no adapter for this type yet: azapi_resource.c",
        "azapi_resource of Microsoft.Web/sites (its kind is not known)": (
            "no adapter for this type yet: azapi_resource.d"
        ),
    }
    assert reading.native_count == 4


@pytest.mark.parametrize(
    "body",
    [Mark("unknown"), Mark("sensitive", {"properties": {}}), "{", "[]", [1], {"properties": Mark("unknown")}],
    ids=["unknown", "sensitive", "bad text", "list text", "list", "unknown properties"],
)
def test_bodies_of_which_nothing_is_known(body: Any) -> None:
    document = _one({**arm(ACCOUNT, {}), "body": body})
    assert document.get("name") == "pay"
    assert isinstance(document.flag("https_traffic_only_enabled", True), Unknown)
    assert isinstance(document.get("network_rules.default_action"), Unknown)


@pytest.mark.parametrize("body", [None, "", {}, "{}", {"properties": None}])
def test_empty_bodies_take_defaults(body: Any) -> None:
    document = _one({**arm(ACCOUNT, {}), "body": body})
    assert document.flag("shared_access_key_enabled", True) is True
    assert isinstance(document.get("min_tls_version"), Unknown)


def test_defaults_by_version() -> None:
    old = _one(arm("Storage/storageAccounts@2018-07-01", {}))
    new = _one(arm("KeyVault/vaults@2026-02-01", {"networkAcls": {}}))
    assert isinstance(old.get("https_traffic_only_enabled"), Unknown)
    assert isinstance(new.get("rbac_authorization_enabled"), Unknown)
    assert isinstance(new.get("network_acls.default_action"), Unknown)
    assert _one(arm(ACCOUNT, {})).get("https_traffic_only_enabled") is None
    assert _one(arm("KeyVault/vaults@2023-07-01", {})).get("rbac_authorization_enabled") is None


def test_sensitive_bodies_are_written_nowhere() -> None:
    values = arm("Sql/servers@2021-11-01", {"administratorLogin": "sa"})
    document = _one(values | {"sensitive_body": {"properties": {"administratorLoginPassword": "x"}}})
    assert document.get("administrator_login_password") is None
    assert isinstance(document.get("administrator_login_password_wo"), Unknown)
    assert document.get("administrator_login") == "sa"
    shown = _one(values | {"sensitive_body_version": {"properties.administratorLoginPassword": "2"}})
    assert isinstance(shown.get("administrator_login_password_wo"), Unknown)
    unseen = _one(values | {"sensitive_body": Mark("unknown")})
    assert isinstance(unseen.get("public_network_access_enabled"), Unknown)


def test_one_of_several_references_in_a_body_is_not_guessed() -> None:
    reading = _read(
        {
            "azurerm_key_vault_key.key": {"key_type": "RSA"},
            "azurerm_key_vault.vault": {"name": "v"},
            "azapi_resource.x": arm(
                "Compute/diskEncryptionSets@2023-10-02",
                {
                    "activeKey": {
                        "keyUrl": Ref(("azurerm_key_vault_key.key.id",)),
                        "sourceVault": {"id": Ref(("azurerm_key_vault.vault.id",))},
                    },
                    "rotationToLatestKeyVersionEnabled": True,
                },
            ),
        }
    )
    document = reading.documents[-1]
    assert isinstance(document.link("key_vault_key_id", "key"), Unknown)
    assert document.follow("key_vault_key_id", "azurerm_key_vault_key") is reading.documents[0]
    assert document.follow("auto_key_rotation_enabled") is None
    assert document.follow("encryption_type") is None


def _state(body: Any, parent: str) -> dict[str, Any]:
    blobs = {"properties": {"isVersioningEnabled": True}}
    attributes = [
        ("account", {"type": f"Microsoft.{ACCOUNT}", "name": "pay", "parent_id": GROUP, "body": body, "id": parent}),
        (
            "blobs",
            {
                "type": "Microsoft.Storage/storageAccounts/blobServices@2023-01-01",
                "name": "default",
                "parent_id": parent,
                "body": {"value": blobs, "type": ["object", {}]},
                "id": f"{parent}/blobServices/default",
            },
        ),
        (
            "container",
            {
                "type": "Microsoft.Storage/storageAccounts/blobServices/containers@2023-01-01",
                "name": "cards",
                "body": "{}",
                "id": f"{parent}/blobServices/default/containers/cards",
            },
        ),
        ("other", {"type": "Microsoft.Web/staticSites@2024-04-01", "name": "x", "id": "x"}),
    ]
    return {
        "version": 4,
        "resources": [
            {"mode": "managed", "type": "azapi_resource", "name": name, "instances": [{"attributes": values}]}
            for name, values in attributes
        ],
    }


@pytest.mark.parametrize("wrapped", [True, False])
def test_states(tmp_path: Path, wrapped: bool) -> None:
    body: Any = {"properties": {"minimumTlsVersion": "TLS1_2"}}
    parent = f"{GROUP}/providers/Microsoft.Storage/storageAccounts/pay"
    state = _state({"value": body, "type": ["object", {}]} if wrapped else json.dumps(body), parent)
    path = tmp_path / "terraform.tfstate"
    path.write_text(json.dumps(state))
    reading = read(Input(str(path), path.read_bytes()), READ_TYPES)
    found = {document.address: document for document in reading.documents}
    assert list(found) == ["azapi_resource.account", "azapi_resource.container"]
    account = found["azapi_resource.account"]
    assert account.get("min_tls_version") == "TLS1_2"
    assert account.get("blob_properties.versioning_enabled") is True
    assert found["azapi_resource.container"].follow("storage_account_id", "azurerm_storage_account") is account
    assert [gap.where for gap in reading.gaps] == [f"{path}: azapi_resource of Microsoft.Web/staticSites"]
    assert reading.native_count == 4


def test_parts_that_belong_to_something_unseen() -> None:
    service = arm("Storage/storageAccounts/blobServices@2023-01-01", {"isVersioningEnabled": True}, "default", "away")
    reading = _read(
        {
            "azapi_resource.blobs": service,
            "azapi_resource.x": arm(ACCOUNT, {}),
            "azurerm_storage_account.y": {"name": "y", "blob_properties": [{"versioning_enabled": False}]},
        }
    )
    assert [gap.kind for gap in reading.gaps] == ["orphan"]
    assert "azapi_resource.blobs" in reading.gaps[0].where
    for document in reading.documents:
        assert isinstance(document.get("blob_properties.versioning_enabled"), Unknown)


def test_parts_go_into_what_azurerm_wrote() -> None:
    reading = _read(
        {
            "azurerm_linux_web_app.x": {"name": "x", "site_config": [{"ftps_state": "AllAllowed"}]},
            "azapi_resource.web": arm(
                "Web/sites/config@2023-12-01",
                {"ftpsState": "Disabled", "connectionStrings": [{"name": "db", "connectionString": "x"}]},
                "web",
                Ref(("azurerm_linux_web_app.x.id",)),
            ),
            "azapi_resource.strings": arm(
                "Web/sites/config@2023-12-01",
                {"more": {"value": "y", "type": "SQLAzure"}},
                "connectionstrings",
                Ref(("azurerm_linux_web_app.x.id",)),
            ),
            "azapi_resource.first": arm(
                "Web/sites/config@2023-12-01", {"enabled": True}, "authsettings", Ref(("azurerm_linux_web_app.x.id",))
            ),
        }
    )
    (app,) = reading.documents
    assert app.get("site_config.ftps_state") == "Disabled"
    assert app.get("connection_string") == [{"name": "more", "value": "y"}]
    assert app.get("auth_settings.enabled") is True
