"""Which of the types that are judged a live source meets, and what it says of the others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pcicheck.providers.registry import tables
from pcicheck.sources.azure.details import table_of
from pcicheck.sources.azure.seen import NEVER_LISTED, owners_of_children
from pcicheck.sources.azure.shapes import SHAPES
from pcicheck.sources.azure.unasked import UNASKED
from pcicheck.sources.live.only import Only
from tests.sources.arm.judging import clock, collected, judged, results
from tests.sources.arm.manager import Azure

SUBSCRIPTION = "00000000-0000-0000-0000-000000000001"
NETWORK = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/pay/providers/Microsoft.Network"


def test_every_judged_type_is_met_or_said_to_be_missing() -> None:
    met = {kind for name, shape in SHAPES.items() if table_of(name) or owners_of_children(name) for kind in shape.types}
    judged_types = {name for name in tables("azure").adapters if not name.startswith("data.")}
    assert judged_types - met - NEVER_LISTED - UNASKED.keys() == set()
    assert met & UNASKED.keys() == set()


def test_what_is_not_asked_is_a_gap_that_names_who_would_tell(tmp_path: Path) -> None:
    collected(Azure(), tmp_path, clock=clock)
    scanned = results(tmp_path / "s")
    (gap,) = [gap for gap in scanned.header.gaps if "Microsoft Graph" in gap.why]
    assert gap.kind == "unsupported"
    assert "sign-in-second-factor-administrators" in gap.blinds
    assert "object-store-min-tls" not in gap.blinds
    (sign_in,) = [f for f in scanned.findings() if f.rule == "sign-in-second-factor-administrators"]
    assert sign_in.verdict == "unknown"
    assert "Microsoft Graph" in sign_in.message


def test_what_is_not_asked_is_no_gap_of_what_needs_none_of_it(tmp_path: Path) -> None:
    collected(Azure(), tmp_path, clock=clock, only=Only(types={"azurerm_storage_account"}))
    assert [gap for gap in results(tmp_path / "s").header.gaps if gap.kind == "unsupported"] == []


def _rule(**more: Any) -> dict[str, Any]:
    return {
        "name": "r",
        "sourceAddresses": ["*"],
        "destinationAddresses": ["*"],
        "destinationPorts": ["*"],
        "protocols": ["TCP"],
        **more,
    }


def _collection(kind: str, action: str, rules: list[dict[str, Any]]) -> list[dict[str, Any]]:
    ident = f"{NETWORK}/azureFirewalls/f/{kind}RuleCollections/c"
    return [{"id": ident, "name": "c", "properties": {"priority": 100, "action": {"type": action}, "rules": rules}}]


def test_collections_of_a_classic_firewall_are_judged(tmp_path: Path) -> None:
    azure = Azure()
    web = {
        "name": "r",
        "sourceAddresses": ["10.0.0.0/8"],
        "protocols": [{"protocolType": "Https", "port": 443}],
        "targetFqdns": ["*"],
    }
    nat = _rule(translatedAddress="10.0.0.4", translatedPort="22", destinationPorts=["22"])
    properties = {
        "networkRuleCollections": _collection("network", "Allow", [_rule()]),
        "natRuleCollections": _collection("nat", "Dnat", [nat]),
        "applicationRuleCollections": _collection("application", "Allow", [web]),
    }
    kind = "Microsoft.Network/azureFirewalls"
    azure.tables["resources"] = [{"id": f"{NETWORK}/azureFirewalls/f", "type": kind, "properties": properties}]
    collected(azure, tmp_path, clock=clock)
    found = [f for f in judged(tmp_path / "s") if f.kind == "firewall"]
    assert {f.native_type for f in found} == {
        f"azurerm_firewall_{name}_rule_collection" for name in ("network", "nat", "application")
    }
    failing = {f.native_type for f in found if f.verdict == "fail"}
    assert {"azurerm_firewall_network_rule_collection", "azurerm_firewall_nat_rule_collection"} <= failing


def test_roles_on_request_and_versions_of_images_are_judged(tmp_path: Path) -> None:
    azure = Azure()
    schedules = f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Authorization/roleEligibilitySchedules"
    owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
    azure.children[schedules] = [
        {
            "id": f"{schedules}/a",
            "name": "a",
            "properties": {
                "scope": f"/subscriptions/{SUBSCRIPTION}",
                "roleDefinitionId": f"/providers/Microsoft.Authorization/roleDefinitions/{owner}",
                "principalId": "p",
                "principalType": "User",
            },
        }
    ]
    gallery = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/pay/providers/Microsoft.Compute/galleries/g"
    sharing = {"sharingProfile": {"permissions": "Private"}}
    azure.tables["resources"] = [
        {"id": gallery, "name": "g", "type": "microsoft.compute/galleries", "properties": sharing},
        {
            "id": f"{gallery}/images/i/versions/1.0.0",
            "name": "1.0.0",
            "type": "microsoft.compute/galleries/images/versions",
            "properties": {"publishingProfile": {"targetRegions": [{"name": "West Europe"}]}},
        },
    ]
    collected(azure, tmp_path, clock=clock)
    found = {(f.native_type, f.rule): f.verdict for f in judged(tmp_path / "s")}
    assert found["azurerm_pim_eligible_role_assignment", "grant-privileged-on-request"] == "pass"
    assert any(kind == "azurerm_shared_image_version" and verdict == "pass" for (kind, _), verdict in found.items())
