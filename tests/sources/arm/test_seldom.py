"""What Resource Manager shows, hides or refuses of classic edges, managed caches, Spring Apps and webhooks, and what
stands above subscriptions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pcicheck.cases.shorthand import plan
from pcicheck.sources.azure.shapes import SHAPES, native
from pcicheck.sources.live.only import Only
from pcicheck.sources.terraform.azapi import MAY_BE_INSIDE
from tests.sources.arm.judging import clock, collected, judged
from tests.sources.arm.manager import Azure
from tests.sources.arm.pairs.base import ref
from tests.sources.arm.test_azapi import findings

pytestmark = pytest.mark.unmeasured  # other tests run the same lines

FIRST, SECOND = (f"00000000-0000-0000-0000-00000000000{n}" for n in (1, 2))
GROUP = f"/subscriptions/{FIRST}/resourceGroups/pay"
ABOVE = "/providers/Microsoft.Management/managementGroups/pay"
RULE = "posture-check-pci-standard"


def _row(kind: str, path: str, properties: dict[str, Any], **more: Any) -> dict[str, Any]:
    name = path.rpartition("/")[2]
    return {"id": f"{GROUP}/providers/{path}", "name": name, "type": kind, "properties": properties, **more}


def _verdicts(azure: Azure, folder: Path, **more: Any) -> dict[tuple[str, str], str]:
    """Rule and native type to the verdict, of what was collected."""
    collected(azure, folder, clock=clock, **more)
    return {(f.rule, f.native_type): f.verdict for f in judged(folder / "s")}


def _cache() -> Azure:
    azure = Azure()
    kind = "Microsoft.Cache/redisEnterprise"
    settings = {"minimumTlsVersion": "1.2", "publicNetworkAccess": "Disabled"}
    azure.tables["resources"] = [_row(kind, f"{kind}/c", settings, sku={"name": "Balanced_B5"})]
    child = {"id": f"{GROUP}/providers/{kind}/c/databases/default", "name": "default"}
    database = {"clientProtocol": "Encrypted", "accessKeysAuthentication": "Disabled"}
    azure.children[f"{GROUP}/providers/{kind}/c/databases"] = [{**child, "properties": database}]
    return azure


def test_the_database_of_a_managed_cache_is_part_of_it(tmp_path: Path) -> None:
    found = _verdicts(_cache(), tmp_path, only=Only(types={"azurerm_managed_redis"}))
    assert found["cache-tls", "azurerm_managed_redis"] == "pass"
    assert "azurerm_redis_enterprise_database" not in {kind for _, kind in found}


@pytest.mark.parametrize("refused", [True, False])
def test_a_database_that_is_not_shown_decides_nothing(tmp_path: Path, refused: bool) -> None:
    azure = _cache()
    if refused:
        azure.denied.add("/databases")
    else:
        azure.children.clear()
    found = _verdicts(azure, tmp_path)
    assert found["cache-tls", "azurerm_managed_redis"] == "unknown"
    assert found["cache-not-public", "azurerm_managed_redis"] == "pass"


def test_the_types_that_may_be_inside_others_are_those_of_the_shapes() -> None:
    assert {shape.type for shape in SHAPES.values() if shape.inside} == MAY_BE_INSIDE


def test_the_address_of_a_webhook_is_not_shown(tmp_path: Path) -> None:
    azure = Azure()
    kind = "Microsoft.ContainerRegistry/registries"
    hook = _row(f"{kind}/webhooks", f"{kind}/r/webhooks/h", {"status": "enabled", "actions": ["push"]})
    azure.tables["resources"] = [_row(kind, f"{kind}/r", {}), hook]
    assert _verdicts(azure, tmp_path)["upstream-encrypted", "azurerm_container_registry_webhook"] == "unknown"


def test_the_key_of_a_cluster_may_not_be_shown(tmp_path: Path) -> None:
    azure = Azure()
    kind = "Microsoft.DocumentDB/mongoClusters"
    azure.tables["resources"] = [_row(kind, f"{kind}/m", {"publicNetworkAccess": "Disabled"})]
    assert _verdicts(azure, tmp_path)["database-customer-key", "azurerm_mongo_cluster"] == "unknown"


def test_apps_that_are_refused_leave_the_service_undecided(tmp_path: Path) -> None:
    azure = Azure()
    kind = "Microsoft.AppPlatform/Spring"
    azure.tables["resources"] = [_row(kind, f"{kind}/s", {}, sku={"name": "E0", "tier": "Enterprise"})]
    azure.denied.add("/apps")
    assert _verdicts(azure, tmp_path)["platform-service-tls-inside", "azurerm_spring_cloud_service"] == "unknown"


@pytest.mark.parametrize(("guarded", "verdict"), [([True, True], "pass"), ([True, False], "fail")])
def test_the_policy_of_all_rules_guards_a_frontend(tmp_path: Path, guarded: list[bool], verdict: str) -> None:
    azure = Azure()
    kind, guard = "Microsoft.Network/frontDoors", "Microsoft.Network/FrontDoorWebApplicationFirewallPolicies"
    front = {"id": f"{GROUP}/providers/{kind}/d/frontendEndpoints/f"}
    link = {"webApplicationFirewallPolicyLink": {"id": f"{GROUP}/providers/{guard}/g"}}
    rules = [
        {"frontendEndpoints": [front], "acceptedProtocols": ["Https"], **(link if holds else {})} for holds in guarded
    ]
    door = {
        "frontendEndpoints": [{**front, "name": "f", "properties": {"hostName": "d.azurefd.net"}}],
        "routingRules": [{"name": f"r{n}", "properties": rule} for n, rule in enumerate(rules)],
    }
    sets = {"managedRuleSets": [{"ruleSetType": "DefaultRuleSet", "ruleSetVersion": "1.0"}]}
    policy = {"policySettings": {"enabledState": "Enabled", "mode": "Prevention"}, "managedRules": sets}
    azure.tables["resources"] = [_row(kind, f"{kind}/d", door), _row(guard, f"{guard}/g", policy)]
    assert _verdicts(azure, tmp_path)["public-endpoint-waf", "azurerm_frontdoor"] == verdict


@pytest.mark.parametrize(
    ("state", "verdict"), [("Disabled", "fail"), ("Enabling", "unknown"), ("Failed", "unknown"), (None, "unknown")]
)
def test_a_domain_whose_https_is_being_switched_is_not_decided(tmp_path: Path, state: str | None, verdict: str) -> None:
    azure = Azure()
    kind = "Microsoft.Cdn/profiles/endpoints"
    point = "Microsoft.Cdn/profiles/p/endpoints/e"
    azure.tables["resources"] = [_row(kind, point, {"isHttpAllowed": False, "isHttpsAllowed": True})]
    domain = _row(f"{kind}/customDomains", f"{point}/customDomains/d", {"customHttpsProvisioningState": state})
    azure.children[f"{GROUP}/providers/{point}/customDomains"] = [domain]
    assert _verdicts(azure, tmp_path)["endpoint-encrypted", "azurerm_cdn_endpoint_custom_domain"] == verdict


@pytest.mark.parametrize("holder", ["Microsoft.Cdn/profiles/p", "Microsoft.Cdn/profiles/p/endpoints/e"])
def test_the_logs_of_a_profile_are_those_of_its_endpoints(tmp_path: Path, holder: str) -> None:
    azure = Azure()
    kind = "Microsoft.Cdn/profiles"
    azure.tables["resources"] = [
        _row(kind, f"{kind}/p", {}, sku={"name": "Standard_Microsoft"}),
        _row(f"{kind}/endpoints", f"{kind}/p/endpoints/e", {"isHttpAllowed": False}),
    ]
    path = f"{GROUP}/providers/{holder}/providers/Microsoft.Insights/diagnosticSettings"
    log = {"workspaceId": "w", "logs": [{"category": "AzureCdnAccessLog", "enabled": True}]}
    azure.children[path] = [{"id": f"{path}/l", "name": "l", "properties": log}]
    assert _verdicts(azure, tmp_path)["endpoint-access-logged", "azurerm_cdn_endpoint"] == "pass"


def test_a_connection_without_links_is_a_tunnel_itself(tmp_path: Path) -> None:
    azure = Azure()
    kind = "Microsoft.Network/vpnGateways"
    azure.tables["resources"] = [_row(kind, f"{kind}/g", {})]
    connection = _row(f"{kind}/vpnConnections", f"{kind}/g/vpnConnections/c", {"vpnConnectionProtocolType": "IKEv1"})
    azure.children[f"{GROUP}/providers/{kind}/g/vpnConnections"] = [connection]
    assert _verdicts(azure, tmp_path)["vpn-tunnel-current-ike", "azurerm_vpn_gateway_connection"] == "fail"


@pytest.mark.parametrize(
    ("kind", "path", "group"),
    [
        ("Microsoft.Storage/storageAccounts", "Microsoft.Storage/storageAccounts/s", "pay"),
        (
            "Microsoft.DBforMySQL/flexibleServers/configurations",
            "Microsoft.DBforMySQL/flexibleServers/s/configurations/c",
            "pay",
        ),
        (
            "Microsoft.Storage/storageAccounts/blobServices/containers",
            "Microsoft.Storage/storageAccounts/s/blobServices/default/containers/c",
            None,
        ),
    ],
)
def test_a_group_is_named_as_terraform_names_it(kind: str, path: str, group: str | None) -> None:
    found = native(kind, "", _row(kind, path, {}))
    assert not isinstance(found, str)
    assert found.values.get("resource_group_name") == group


def test_the_label_of_a_group_speaks_for_what_is_in_it(tmp_path: Path) -> None:
    azure = Azure()
    kind = "Microsoft.Storage/storageAccounts"
    azure.tables["resources"] = [_row(kind, f"{kind}/s", {}, tags={"environment": "production"})]
    shown = {"id": GROUP, "name": "pay", "type": "microsoft.resources/subscriptions/resourcegroups"}
    azure.tables["resourcecontainers"] = [{**shown, "tags": {"environment": "test"}}]
    planned = findings(
        {
            "azurerm_resource_group.pay": {"name": "pay", "tags": {"environment": "test"}},
            "azurerm_storage_account.s": {
                "name": "s",
                "resource_group_name": ref("azurerm_resource_group.pay.name"),
                "tags": {"environment": "production"},
            },
        }
    )
    rule = "environments-apart"
    theirs = {finding.verdict for key, finding in planned.items() if key[0] == rule and key[1].endswith("account")}
    assert {_verdicts(azure, tmp_path)[rule, "azurerm_storage_account"]} == theirs == {"fail"}


def _assigned(*left_out: str) -> dict[str, Any]:
    standard = "a06d5deb-24aa-4991-9d58-fa7563154e31"
    return {
        "id": f"{ABOVE}/providers/Microsoft.Authorization/policyAssignments/pci",
        "name": "pci",
        "type": "microsoft.authorization/policyassignments",
        "properties": {
            "scope": ABOVE,
            "policyDefinitionId": f"/providers/Microsoft.Authorization/policySetDefinitions/{standard}",
            "notScopes": list(left_out),
        },
    }


def _below(name: str, *groups: str) -> dict[str, Any]:
    chain = [{"name": group, "displayName": group} for group in groups]
    properties = {"managementGroupAncestorsChain": chain} if groups else {}
    kind = "microsoft.resources/subscriptions"
    return {"id": f"/subscriptions/{name}", "name": name, "type": kind, "properties": properties}


@pytest.mark.parametrize(
    ("left_out", "chain", "verdicts"),
    [
        ((), (), {FIRST: "pass", SECOND: "pass"}),
        ((f"/subscriptions/{SECOND.upper()}",), (), {FIRST: "pass", SECOND: "fail"}),
        ((f"{ABOVE}-test",), ("pay", "root"), {FIRST: "pass", SECOND: "pass"}),
        ((f"{ABOVE}",), ("pay", "root"), {FIRST: "fail", SECOND: "fail"}),
        ((f"{ABOVE}-test",), (), {FIRST: "fail", SECOND: "fail"}),
        ((f"/subscriptions/{FIRST}/resourceGroups/other",), (), {FIRST: "pass", SECOND: "pass"}),
    ],
)
def test_what_is_assigned_above_counts_in_each_subscription_below(
    tmp_path: Path, left_out: tuple[str, ...], chain: tuple[str, ...], verdicts: dict[str, str]
) -> None:
    azure = Azure()
    azure.subscriptions = [FIRST, SECOND]
    azure.tables["policyresources"] = [_assigned(*left_out)]
    azure.tables["resourcecontainers"] = [_below(name, *chain) for name in azure.subscriptions]
    collected(azure, tmp_path, clock=clock)
    found = judged(tmp_path / "s")
    assert {f.account: f.verdict for f in found if f.rule == RULE} == verdicts
    assert len({f.address for f in found if f.address.startswith(ABOVE)}) <= 2


def test_what_is_assigned_above_one_subscription_counts_there_unless_it_is_left_out(tmp_path: Path) -> None:
    azure = Azure()
    azure.subscriptions = [FIRST]
    for number, (left_out, verdict) in enumerate([((), "pass"), ((f"/subscriptions/{FIRST}",), "fail")]):
        azure.tables["policyresources"] = [_assigned(*left_out)]
        collected(azure, tmp_path, into=f"s{number}", clock=clock)
        found = judged(tmp_path / f"s{number}")
        assert {f.account: f.verdict for f in found if f.rule == RULE} == {FIRST: verdict}


def test_what_a_plan_assigns_above_speaks_for_no_subscription_that_was_looked_at(tmp_path: Path) -> None:
    azure = Azure()
    azure.subscriptions = [FIRST, SECOND]
    collected(azure, tmp_path, clock=clock)
    definition = _assigned()["properties"]["policyDefinitionId"]
    kind = "azurerm_management_group_policy_assignment"
    values = {"name": "pci", "management_group_id": ABOVE, "policy_definition_id": definition}
    (tmp_path / "plan.json").write_text(json.dumps(plan({f"{kind}.pci": values})))
    found = {f.account: f.verdict for f in judged(tmp_path / "s", tmp_path / "plan.json") if f.rule == RULE}
    assert found[FIRST] == found[SECOND] == "fail"
