"""What a live snapshot shows in full: absence is a failure only where nothing can hide."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import grpc
import pytest

from pcicheck import scan
from pcicheck.results.finding import Finding
from pcicheck.sources.gcp import permissions
from pcicheck.sources.gcp.collect import Asked, collect
from pcicheck.sources.live.only import Only
from tests.sources.gcp.conftest import QUICK, Served, rulebook

_CRM = "//cloudresourcemanager.googleapis.com"
_ORG = ["projects/7", "folders/2", "organizations/3"]


def _resource(kind: str, name: str, data: dict[str, Any], ancestors: list[str] = _ORG) -> dict[str, Any]:
    return {"name": name, "asset_type": kind, "ancestors": ancestors, "resource": {"version": "v1", "data": data}}


def _policy(kind: str, name: str, policy: dict[str, Any], ancestors: list[str] = _ORG) -> dict[str, Any]:
    return {"name": name, "asset_type": kind, "ancestors": ancestors, "iam_policy": policy}


def _project(ancestors: list[str] = _ORG) -> dict[str, Any]:
    data = {"projectId": "pay", "projectNumber": "7", "name": "pay", "lifecycleState": "ACTIVE"}
    return _resource("cloudresourcemanager.googleapis.com/Project", f"{_CRM}/projects/7", data, ancestors)


def _sink(owner: str, **data: Any) -> dict[str, Any]:
    name = f"//logging.googleapis.com/{owner}/sinks/all"
    given = {"name": "all", "destination": "storage.googleapis.com/copies", **data}
    return _resource("logging.googleapis.com/LogSink", name, given, _ORG if owner.startswith("projects") else [owner])


_GRANT = {"bindings": [{"role": "roles/viewer", "members": ["group:audit@example.com"]}]}
_NODES = [
    _policy("cloudresourcemanager.googleapis.com/Organization", f"{_CRM}/organizations/3", _GRANT, ["organizations/3"]),
    _policy("cloudresourcemanager.googleapis.com/Folder", f"{_CRM}/folders/2", _GRANT, _ORG[1:]),
    _policy("cloudresourcemanager.googleapis.com/Project", f"{_CRM}/projects/7", _GRANT),
]


@pytest.fixture
def organisation(served: Served) -> Served:
    """An organisation with one project, which has a bucket that only its number names."""
    bucket = _resource("storage.googleapis.com/Bucket", "//storage.googleapis.com/b", {"name": "b", "location": "EU"})
    served[0].assets |= {"RESOURCE": [_project(), bucket], "IAM_POLICY": list(_NODES)}
    served[0].numbers = {"pay": "7"}
    return served


def _scan(served: Served, folder: Path, asked: Asked, **more: Any) -> list[Finding]:
    now = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    collect(asked, folder, client=served[1], clock=lambda: now, retry=QUICK, **more)
    return list(scan([folder], rules=rulebook()).findings())


def _one(findings: list[Finding], rule: str, account: str | None = "pay") -> Finding:
    (found,) = [finding for finding in findings if finding.rule == rule and finding.account == account]
    return found


ORGANISATION, PROJECT = Asked(organizations=("3",)), Asked(projects=("pay",))


def test_no_sink_in_a_whole_organisation_fails(organisation: Served, tmp_path: Path) -> None:
    findings = _scan(organisation, tmp_path / "s", ORGANISATION)
    for rule in ("log-copy-audit", "security-contact-exists", "organisation-rule-lasting-keys", "audit-log-exists"):
        assert _one(findings, rule).verdict == "fail", rule
    assert {finding.account for finding in findings if finding.kind == "object_store"} == {"pay"}


def test_the_network_that_came_with_a_project(organisation: Served, tmp_path: Path) -> None:
    assert _one(_scan(organisation, tmp_path / "s", ORGANISATION), "starter-network-not-made").verdict == "pass"
    name = "//compute.googleapis.com/projects/pay/global/networks/default"
    organisation[0].assets["RESOURCE"].append(_resource("compute.googleapis.com/Network", name, {"name": "default"}))
    assert _one(_scan(organisation, tmp_path / "t", ORGANISATION), "starter-network-not-made").verdict == "fail"


def test_an_asset_of_an_odd_shape_is_a_gap(organisation: Served, tmp_path: Path) -> None:
    name = "//compute.googleapis.com/projects/pay/zones/z/instances/odd"
    organisation[0].assets["RESOURCE"].append(
        _resource("compute.googleapis.com/Instance", name, {"disks": [{"diskEncryptionKey": True}]})
    )
    assert _one(_scan(organisation, tmp_path / "s", ORGANISATION), "log-copy-audit").verdict == "fail"
    assert [gap.where for gap in scan([tmp_path / "s"], rules=rulebook()).header.gaps if gap.kind == "unreadable"] == [
        name
    ]


def test_a_sink_of_the_project_passes(organisation: Served, tmp_path: Path) -> None:
    organisation[0].assets["RESOURCE"].append(_sink("projects/pay"))
    assert _one(_scan(organisation, tmp_path / "s", ORGANISATION), "log-copy-complete").verdict == "pass"


def test_what_stands_above_may_hold_below(organisation: Served, tmp_path: Path) -> None:
    organisation[0].assets["RESOURCE"].append(_sink("organizations/3", includeChildren=True))
    found = _one(_scan(organisation, tmp_path / "s", ORGANISATION), "log-copy-complete")
    assert (found.verdict, "organizations/3 has one" in found.reason) == ("unknown", True)


def test_a_project_alone_does_not_show_what_is_above(organisation: Served, tmp_path: Path) -> None:
    organisation[0].assets["IAM_POLICY"] = _NODES[2:]
    findings = _scan(organisation, tmp_path / "s", PROJECT)
    for rule in ("log-copy-audit", "organisation-rule-lasting-keys"):
        found = _one(findings, rule)
        assert (found.verdict, "organizations/3" in found.reason) == ("unknown", True)
    assert _one(findings, "audit-log-exists").verdict == "unknown"


def test_a_project_without_an_organisation_is_whole(served: Served, tmp_path: Path) -> None:
    served[0].numbers = {"pay": "7"}
    served[0].assets |= {
        "RESOURCE": [_project(["projects/7"])],
        "IAM_POLICY": [
            _policy("cloudresourcemanager.googleapis.com/Project", f"{_CRM}/projects/7", _GRANT, ["projects/7"])
        ],
    }
    findings = _scan(served, tmp_path / "s", PROJECT)
    assert {_one(findings, rule).verdict for rule in ("log-copy-audit", "audit-log-exists")} == {"fail"}


@pytest.mark.parametrize(
    ("content", "right", "blind", "seeing"),
    [
        ("IAM_POLICY", "listIamPolicy", "audit-log-exists", "log-copy-audit"),
        ("RESOURCE", "listResource", "log-copy-audit", None),
        ("ORG_POLICY", "listOrgPolicy", "organisation-rule-lasting-keys", "log-copy-audit"),
    ],
)
def test_a_refusal_blinds_what_it_hides(
    organisation: Served, tmp_path: Path, content: str, right: str, blind: str, seeing: str | None
) -> None:
    organisation[0].refuse[content] = grpc.StatusCode.PERMISSION_DENIED
    results_folder = tmp_path / "s"
    findings = _scan(organisation, results_folder, ORGANISATION)
    found = _one(findings, blind, "7" if content == "RESOURCE" else "pay")  # nothing else tells the project's id
    assert found.verdict == "unknown"
    if content != "IAM_POLICY":  # else the project itself says so
        assert f"cloudasset.assets.{right}" in found.reason
    if seeing is not None:
        assert _one(findings, seeing).verdict == "fail"
    gaps = [gap for gap in scan([results_folder], rules=rulebook()).header.gaps if right in gap.why]
    assert gaps
    assert not {blind, "*"}.isdisjoint(gaps[0].blinds)


@pytest.mark.parametrize(
    ("owner", "state", "verdict"),
    [
        ("projects/pay", "ENABLED", "pass"),
        ("projects/pay", "DISABLED", "fail"),
        ("projects/pay", "INHERITED", "unknown"),
        ("organizations/3", "ENABLED", "unknown"),
    ],
)
def test_services_of_security_command_center(
    organisation: Served, tmp_path: Path, owner: str, state: str, verdict: str
) -> None:
    above = _ORG if owner.startswith("projects") else [owner]
    for service in ("EVENT_THREAT_DETECTION", "SECURITY_HEALTH_ANALYTICS", "WEB_SECURITY_SCANNER"):
        name = f"//securitycentermanagement.googleapis.com/{owner}/locations/global/securityCenterServices/{service}"
        organisation[0].assets["RESOURCE"].append(
            _resource(
                "securitycentermanagement.googleapis.com/SecurityCenterService",
                name,
                {"effectiveEnablementState": state},
                above,
            )
        )
    findings = _scan(organisation, tmp_path / "s", ORGANISATION)
    for rule in ("threat-detection-exists", "posture-check-exists"):
        assert _one(findings, rule).verdict == verdict, rule


def test_a_directory_outside_the_inventory_is_not_missed(organisation: Served, tmp_path: Path) -> None:
    found = _one(_scan(organisation, tmp_path / "s", ORGANISATION), "identity-provider-exists")
    assert (found.verdict, "Cloud Identity" in found.reason) == ("unknown", True)
    gaps = {
        gap.why.partition(" are not")[0]: gap.blinds for gap in scan([tmp_path / "s"], rules=rulebook()).header.gaps
    }
    assert "credential-made-by-cloud" in gaps["HMAC keys of Cloud Storage"]
    assert "target servers of Apigee" not in gaps


def test_an_api_that_is_enabled_may_have_what_the_inventory_lacks(organisation: Served, tmp_path: Path) -> None:
    network, api = "projects/pay/global/networks/n", "networkmanagement.googleapis.com"
    subnet = {"name": "s", "network": network, "purpose": "PRIVATE"}
    name = "//compute.googleapis.com/projects/pay/regions/r/subnetworks/s"
    organisation[0].assets["RESOURCE"].append(_resource("compute.googleapis.com/Subnetwork", name, subnet))

    def flow_logs(folder: Path) -> str:
        findings = _scan(organisation, folder, ORGANISATION)
        (found,) = [f for f in findings if f.rule == "subnet-flow-logs" or f.rule.endswith("flow-logs")]
        return found.verdict

    assert flow_logs(tmp_path / "s") == "fail"
    service = f"//serviceusage.googleapis.com/projects/7/services/{api}"
    enabled = {"name": service.removeprefix("//serviceusage.googleapis.com/"), "state": "ENABLED"}
    organisation[0].assets["RESOURCE"].append(_resource("serviceusage.googleapis.com/Service", service, enabled))
    assert flow_logs(tmp_path / "t") == "unknown"


def test_audit_configurations_come_down_from_above(organisation: Served, tmp_path: Path) -> None:
    every = {
        "service": "allServices",
        "auditLogConfigs": [{"logType": t} for t in ("ADMIN_READ", "DATA_READ", "DATA_WRITE")],
    }
    folder = {**_NODES[1], "iam_policy": {**_GRANT, "auditConfigs": [every]}}
    organisation[0].assets["IAM_POLICY"] = [_NODES[0], folder, _NODES[2]]
    assert _one(_scan(organisation, tmp_path / "s", ORGANISATION), "audit-log-exists").verdict == "pass"


def test_both_forms_of_organization_policies(organisation: Served, tmp_path: Path) -> None:
    older = {
        "name": f"{_CRM}/projects/7",
        "asset_type": "cloudresourcemanager.googleapis.com/Project",
        "ancestors": _ORG,
        "org_policy": [
            {"constraint": "constraints/iam.disableServiceAccountKeyCreation", "boolean_policy": {"enforced": True}},
            {"constraint": "constraints/compute.requireOsLogin", "restore_default": {}},
        ],
    }
    organisation[0].assets["ORG_POLICY"] = [older]
    findings = _scan(organisation, tmp_path / "s", ORGANISATION)
    assert _one(findings, "organisation-rule-lasting-keys").verdict == "pass"
    assert _one(findings, "organisation-rule-local-logins").verdict == "fail"
    name = "projects/7/policies/iam.disableServiceAccountKeyCreation"
    newer = {"name": name, "spec": {"rules": [{"enforce": False}]}}
    organisation[0].assets["RESOURCE"].append(
        _resource("orgpolicy.googleapis.com/Policy", f"//orgpolicy.googleapis.com/{name}", newer)
    )
    again = _scan(organisation, tmp_path / "t", ORGANISATION)
    assert _one(again, "organisation-rule-lasting-keys").verdict == "fail"


def test_chosen_rules_narrow_what_is_asked(organisation: Served, tmp_path: Path) -> None:
    _scan(organisation, tmp_path / "s", ORGANISATION, only=Only(types=["google_logging_project_sink"]))
    assert [content for _, content in organisation[0].asked] == ["RESOURCE"]
    asked = ["cloudresourcemanager.googleapis.com/Project", "logging.googleapis.com/LogSink"]
    assert organisation[0].types["RESOURCE"] == asked
    rights = {"cloudasset.assets.listResource", "serviceusage.services.use"}
    assert set(permissions.rights(Only(types=["google_logging_project_sink"]))) == rights
    assert len(permissions.rights()) == 5


def test_exports_of_one_folder_are_read_together(tmp_path: Path) -> None:
    bucket = _resource("storage.googleapis.com/Bucket", "//storage.googleapis.com/b", {"name": "b", "location": "EU"})
    open_policy = {"bindings": [{"role": "roles/storage.objectViewer", "members": ["allUsers"]}]}
    policy = _policy("storage.googleapis.com/Bucket", "//storage.googleapis.com/b", open_policy)
    (tmp_path / "resource.json").write_text(json.dumps(bucket))
    assert _verdict(tmp_path, "object-store-no-public-policy") == "unknown"
    (tmp_path / "iam_policy.json").write_text(json.dumps(policy))
    assert _verdict(tmp_path, "object-store-no-public-policy") == "fail"
    inputs = scan([tmp_path], rules=rulebook()).header.inputs
    assert sorted((Path(i.name).name, i.native) for i in inputs if i.name.endswith(".json")) == [
        ("iam_policy.json", 1),
        ("resource.json", 1),
    ]


def _verdict(path: Path, rule: str) -> str:
    (found,) = [finding for finding in scan([path], rules=rulebook()).findings() if finding.rule == rule]
    return found.verdict
