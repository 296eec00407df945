"""An organisation with a folder and two projects, in which there is one of everything that has a pair."""

from __future__ import annotations

import copy
from typing import Any

from pcicheck.sources.gcp.catalog import NOT_LISTED
from tests.sources.gcp.pairs import PAIRS
from tests.sources.gcp.pairs.base import PROJECT

ABOVE = ["projects/7", "folders/2", "organizations/3"]
_OTHER = ["projects/8", "folders/2", "organizations/3"]
_CRM, _RESOURCES = "//cloudresourcemanager.googleapis.com", "cloudresourcemanager.googleapis.com"
NUMBERS = {"pay-prod": "7", "web-prod": "8"}
_EVERY = {
    "service": "allServices",
    "auditLogConfigs": [{"logType": kind} for kind in ("ADMIN_READ", "DATA_READ", "DATA_WRITE")],
}
_OPEN = {"bindings": [{"role": "roles/viewer", "members": ["allUsers"]}]}
_OWN = {"bindings": [{"role": "roles/owner", "members": ["user:a@example.com", "serviceAccount:s@x.iam"]}]}


def _in(above: list[str], asset: dict[str, Any]) -> dict[str, Any]:
    """What the inventory tells of a thing itself; its policies are another sort of content."""
    kept = {name: asset[name] for name in ("name", "asset_type", "resource")}
    return {**copy.deepcopy(kept), "ancestors": above}


def _node(kind: str, name: str, above: list[str], **content: Any) -> dict[str, Any]:
    return {"name": f"{_CRM}/{name}", "asset_type": f"{_RESOURCES}/{kind}", "ancestors": above, **content}


def _project(name: str, number: str, above: list[str]) -> dict[str, Any]:
    data = {"projectId": name, "projectNumber": number, "lifecycleState": "ACTIVE"}
    return _node("Project", f"projects/{number}", above, resource={"version": "v1", "data": data})


def _services(project: str, number: str, above: list[str], *apis: str) -> list[dict[str, Any]]:
    return [
        {
            "name": f"//serviceusage.googleapis.com/projects/{number}/services/{api}",
            "asset_type": "serviceusage.googleapis.com/Service",
            "ancestors": above,
            "resource": {"data": {"name": f"projects/{number}/services/{api}", "state": "ENABLED"}},
        }
        for api in apis
    ]


def _above(name: str) -> list[str]:
    return next((ABOVE[step:] for step in (1, 2) if f"/{ABOVE[step]}/" in name), ABOVE)


def _is_listed(asset: dict[str, Any]) -> bool:
    return "resource" in asset and asset["asset_type"] not in NOT_LISTED


def _resources() -> list[dict[str, Any]]:
    named = {pair.asset["name"]: pair.asset for pair in PAIRS if _is_listed(pair.asset)}
    own = [_in(_above(name), asset) for name, asset in named.items()]
    other = [
        {**asset, "name": asset["name"].replace(PROJECT, "projects/web-prod"), "ancestors": _OTHER}
        for asset in copy.deepcopy(own)
        if PROJECT in asset["name"]
    ]
    sink = {
        "name": "//logging.googleapis.com/organizations/3/sinks/all",
        "asset_type": "logging.googleapis.com/LogSink",
        "ancestors": ["organizations/3"],
        "resource": {"data": {"name": "all", "destination": "storage.googleapis.com/audit", "includeChildren": True}},
    }
    return [
        _project("pay-prod", "7", ABOVE),
        _project("web-prod", "8", _OTHER),
        *_services("pay-prod", "7", ABOVE, "compute.googleapis.com", "sqladmin.googleapis.com"),
        *_services("web-prod", "8", _OTHER, "containerscanning.googleapis.com", "networkmanagement.googleapis.com"),
        sink,
        *own,
        *other,
    ]


def _policies(resources: list[dict[str, Any]]) -> list[dict[str, Any]]:
    nodes = [
        _node("Organization", "organizations/3", ["organizations/3"], iam_policy=_OWN),
        _node("Folder", "folders/2", ABOVE[1:], iam_policy={**_OWN, "auditConfigs": [_EVERY]}),
        _node("Project", "projects/7", ABOVE, iam_policy=_OWN),
        _node("Project", "projects/8", _OTHER, iam_policy=_OPEN),
    ]
    things = [
        {"name": asset["name"], "asset_type": asset["asset_type"], "ancestors": asset["ancestors"], "iam_policy": _OPEN}
        for asset in resources
        if not asset["asset_type"].startswith(_RESOURCES)
    ]
    return [*nodes, *things[::2]]


def fill(inventory: Any) -> None:
    """Put the estate into the inventory."""
    inventory.page = 1000
    inventory.numbers = NUMBERS
    resources = _resources()
    rule = {"constraint": "constraints/storage.uniformBucketLevelAccess", "boolean_policy": {"enforced": True}}
    perimeter = {"name": "accessPolicies/1/servicePerimeters/p", "title": "p", "status": {"resources": ["projects/7"]}}
    inventory.assets = {
        "RESOURCE": resources,
        "IAM_POLICY": _policies(resources),
        "ORG_POLICY": [
            _node("Folder", "folders/2", ABOVE[1:], org_policy=[rule]),
            _node("Project", "projects/7", ABOVE, org_policy=[rule]),
        ],
        "ACCESS_POLICY": [_node("Organization", "organizations/3", ["organizations/3"], service_perimeter=perimeter)],
    }
