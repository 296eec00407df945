"""Every detail that is asked of a resource: what it makes unknown where it is refused, and what is complete."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from azure.core.exceptions import ClientAuthenticationError
from azure.identity import CredentialUnavailableError

from pcicheck.__main__ import run
from pcicheck.errors import InputError
from pcicheck.model.document import Document
from pcicheck.model.value import Unknown
from pcicheck.providers.registry import READ_TYPES
from pcicheck.sources.azure.arm import Partly
from pcicheck.sources.azure.child import Child
from pcicheck.sources.azure.collect import Asked, Connection, collect
from pcicheck.sources.azure.details import CHILDREN, SUBSCRIPTION
from pcicheck.sources.azure.permissions import policy, rights
from pcicheck.sources.azure.resources import Resources
from pcicheck.sources.azure.shapes import SHAPES, shape_of
from pcicheck.sources.live.only import Only
from tests.sources.arm.judging import clock, judged
from tests.sources.arm.manager import Azure, served

SUBSCRIPTION_ID = "00000000-0000-0000-0000-000000000001"
GROUP = f"/subscriptions/{SUBSCRIPTION_ID}/resourceGroups/pay/providers"
_NAMES = {name.lower(): name for name in SHAPES}
_FULL = {"hasImmutabilityPolicy": True}
_WITHOUT_WORD = ("Microsoft.OperationalInsights/workspaces/storageInsightConfigs",)
"""Old settings that only help to find others."""
_EACH = [
    (_NAMES[owner], child)
    for owner, children in CHILDREN.items()
    for child in children
    if owner in _NAMES and not child.only_a_step and child.type not in _WITHOUT_WORD
]


def _owner(kind: str) -> dict[str, Any]:
    steps = kind.split("/")
    ident = f"{GROUP}/{steps[0]}" + "".join(f"/{step}/x" for step in steps[1:])
    more = {"kind": "linux,app"} if kind.startswith("Microsoft.Web") else {}
    return {
        "id": ident,
        "name": "x",
        "type": kind,
        "sku": {"name": "Premium_AzureFrontDoor", "tier": "Enterprise"},
        "properties": _FULL,
        **more,
    }


def _reasons(document: Document) -> Iterator[str]:
    if isinstance(document.values, Unknown):
        yield document.values.reason
        return
    if isinstance(document.values, Partly):
        yield document.values.why.reason
    yield from (value.reason for value in document.values.values() if isinstance(value, Unknown))
    for found in document.sidecars.values():
        for sidecar in found:
            yield from _reasons(sidecar)


@pytest.mark.parametrize(("kind", "child"), _EACH, ids=lambda item: item.path if isinstance(item, Child) else item)
def test_a_refused_detail_is_unknown(kind: str, child: Child) -> None:
    resources = Resources(READ_TYPES, None)
    owner = _owner(kind)
    resources.take(owner)
    if child.beside:
        beside = {"id": owner["id"] + child.beside, "name": "Default", "properties": {"state": "Enabled"}}
        resources.take({**beside, "type": f"{kind}/{child.beside.split('/')[1]}"})
    for other in CHILDREN[kind.lower()]:
        resources.part(owner["id"], other.part, [])
    resources.part(owner["id"], child.part, Unknown("it was refused"))
    documents = resources.reading().documents
    assert any("it was refused" in list(_reasons(document)) for document in documents)


def test_every_detail_has_a_shape() -> None:
    children = [*SUBSCRIPTION, *(child for found in CHILDREN.values() for child in found)]
    assert [child.type for child in children if shape_of(child.type) is None and not child.only_a_step] == []


def test_rights_only_read() -> None:
    found = rights()
    assert all(name.endswith("/read") for name in found)
    assert "Microsoft.Sql/servers/auditingSettings/read" in found
    assert "Microsoft.Storage/storageAccounts/read" in found
    assert policy(sorted(found))["Actions"] == sorted(found)
    assert "Microsoft.Sql/servers/auditingSettings/read" not in rights(Only(types={"azurerm_key_vault"}))


def _sql() -> dict[str, Any]:
    return {
        "id": f"{GROUP}/Microsoft.Sql/servers/s",
        "name": "s",
        "type": "microsoft.sql/servers",
        "location": "westeurope",
        "properties": {"minimalTlsVersion": "1.2", "publicNetworkAccess": "Disabled", "administratorLogin": "payadmin"},
    }


def _store() -> dict[str, Any]:
    return {
        "id": f"{GROUP}/Microsoft.Storage/storageAccounts/pay",
        "name": "pay",
        "type": "microsoft.storage/storageaccounts",
        "location": "westeurope",
        "kind": "StorageV2",
        "sku": {"name": "Standard_LRS"},
        "properties": {"minimumTlsVersion": "TLS1_2", "supportsHttpsTrafficOnly": True, "allowBlobPublicAccess": False},
    }


@pytest.fixture
def azure(tmp_path: Path) -> Iterator[tuple[Azure, Connection]]:
    """A server and a store, with what belongs to them."""
    estate = Azure()
    server, store = _sql(), _store()
    estate.tables["resources"] = [server, store]
    estate.children[f"{server['id']}/auditingSettings"] = [
        {
            "id": f"{server['id']}/auditingSettings/Default",
            "name": "Default",
            "properties": {"state": "Enabled", "isAzureMonitorTargetEnabled": True, "retentionDays": 0},
        }
    ]
    estate.children[f"{store['id']}/blobServices"] = [
        {
            "id": f"{store['id']}/blobServices/default",
            "name": "default",
            "properties": {"isVersioningEnabled": True},
        }
    ]
    with served(estate, tmp_path) as connection:
        yield estate, connection


def _verdicts(azure: tuple[Azure, Connection], folder: Path, kind: str) -> dict[str, tuple[str, str]]:
    collect(Asked(), folder, connection=azure[1], clock=clock)
    found = judged(folder)
    return {f.rule: (f.verdict, str(f)) for f in found if f.native_address.lower().endswith(kind)}


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("denied", "kind", "right"),
    [
        ("/blobServices", "storageaccounts/pay", "Microsoft.Storage/storageAccounts/blobServices/read"),
        ("/auditingSettings", "servers/s", "Microsoft.Sql/servers/auditingSettings/read"),
        ("/firewallRules", "servers/s", "Microsoft.Sql/servers/firewallRules/read"),
        ("/containers", "storageaccounts/pay", "Microsoft.Storage/storageAccounts/blobServices/containers/read"),
    ],
)
def test_only_what_is_blinded_turns_unknown(
    azure: tuple[Azure, Connection], tmp_path: Path, denied: str, kind: str, right: str
) -> None:
    before = _verdicts(azure, tmp_path / "before", kind)
    azure[0].denied.add(denied)
    after = _verdicts(azure, tmp_path / "after", kind)
    changed = {rule: after[rule] for rule in before if before[rule][0] != after[rule][0]}
    assert changed
    assert {verdict for verdict, _ in changed.values()} == {"unknown"}
    assert all(right in text for _, text in changed.values())


def test_a_list_goes_on_with_the_next_page(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    server = _sql()["id"]
    azure[0].children[f"{server}/firewallRules"] = [
        {
            "id": f"{server}/firewallRules/r{n}",
            "name": f"r{n}",
            "properties": {"startIpAddress": "10.0.0.1", "endIpAddress": "10.0.0.2" if n < 4 else "255.255.255.255"},
        }
        for n in range(5)
    ]
    found = _verdicts(azure, tmp_path / "s", "firewallrules/r4")
    assert found["address-rule-not-everyone"][0] == "fail"


def _found(folder: Path, rule: str) -> set[str]:
    return {finding.verdict for finding in judged(folder) if finding.rule == rule}


def test_an_absence_is_judged_where_all_was_listed(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    collect(Asked(), tmp_path / "whole", connection=azure[1], clock=clock)
    assert _found(tmp_path / "whole", "alert-key-loss") == {"fail"}
    azure[0].denied.add("/securityContacts")
    collect(Asked(), tmp_path / "partly", connection=azure[1], clock=clock)
    assert _found(tmp_path / "partly", "alert-key-loss") == {"unknown"}


def test_an_absence_is_not_judged_where_not_all_may_be_read(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    azure[0].rights = [{"actions": ["Microsoft.Storage/*"], "notActions": []}]
    collect(Asked(), tmp_path / "s", connection=azure[1], clock=clock)
    assert _found(tmp_path / "s", "alert-key-loss") == {"unknown"}


def test_a_snapshot_gives_the_same_findings_each_time(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    collect(Asked(), tmp_path / "s", connection=azure[1], clock=clock)
    first, second = ([str(finding) for finding in judged(tmp_path / "s")] for _ in range(2))
    assert first == second
    assert first


def test_only_what_the_rules_need_is_asked(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    collect(Asked(), tmp_path / "s", connection=azure[1], clock=clock, only=Only(types={"azurerm_storage_account"}))
    asked = [line.partition(" ")[2] for line in azure[0].asked]
    assert any(line.endswith("/storageAccounts/pay/blobServices") for line in asked)
    assert not any("/Microsoft.Sql/" in line for line in asked)


def test_an_expired_token_is_said_in_a_sentence(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    azure[0].expired = True
    with pytest.raises(InputError, match=r"credentials are not accepted .*az login"):
        collect(Asked(), tmp_path / "s", connection=azure[1], clock=clock)


def test_a_refused_list_of_subscriptions_names_the_right(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    azure[0].denied.add("/subscriptions")
    with pytest.raises(InputError, match=r"Microsoft\.Resources/subscriptions/read is needed"):
        collect(Asked(), tmp_path / "s", connection=azure[1], clock=clock)


@pytest.mark.parametrize("problem", [CredentialUnavailableError(message="none"), ClientAuthenticationError("no")])
def test_no_credentials_are_said_in_a_sentence(
    azure: tuple[Azure, Connection], tmp_path: Path, problem: Exception
) -> None:
    class Nobody:
        def get_token(self, *_: str, **__: Any) -> Any:
            raise problem

    connection = Connection(Nobody(), azure[1].base_url, azure[1].options)
    with pytest.raises(InputError, match="run 'az login'"):
        collect(Asked(), tmp_path / "s", connection=connection, clock=clock)


@pytest.mark.parametrize("form", ["graph", "list", "one"])
def test_printed_resources_are_judged(tmp_path: Path, form: str) -> None:
    row = _store() | {"properties": _store()["properties"] | {"minimumTlsVersion": "TLS1_0"}}
    content = {"graph": {"count": 1, "data": [row], "skip_token": None}, "list": [row], "one": row}[form]
    (tmp_path / "azure.json").write_text(json.dumps(content))
    for target in (tmp_path, tmp_path / "azure.json"):
        assert _found(target, "object-store-min-tls") == {"fail"}
        assert _found(target, "object-store-access-logged") == {"unknown"}


def test_a_list_without_settings_decides_nothing(tmp_path: Path) -> None:
    (tmp_path / "list.json").write_text(json.dumps([_store() | {"properties": None}]))
    assert _found(tmp_path / "list.json", "object-store-min-tls") == {"unknown"}


@pytest.mark.parametrize("trouble", ["expired", "denied", "none"])
def test_the_command_says_what_is_wrong_with_the_credentials(
    azure: tuple[Azure, Connection],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    trouble: str,
) -> None:
    azure[0].expired = trouble == "expired"
    azure[0].denied = {"/subscriptions"}

    class Nobody:
        def get_token(self, *_: str, **__: Any) -> Any:
            raise CredentialUnavailableError(message="none")

    connection = Connection(Nobody(), azure[1].base_url, azure[1].options) if trouble == "none" else azure[1]
    ask = partial(collect, connection=connection)
    monkeypatch.setattr("pcicheck.sources.azure.collect.collect", ask)
    code = run(["collect", "azure", "-q", "-o", str(tmp_path / "s")])
    said = capsys.readouterr().err.strip()
    assert (code, len(said.splitlines())) == (3, 1), said
    assert "az login" in said or "subscriptions/read" in said
