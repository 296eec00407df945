"""Who may do what, and what is recorded, in both forms: policies of projects and what they grant."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from pcicheck.cases.shorthand import Ref
from tests.sources.gcp.pairs.base import PROJECT, Pair, asset, there

_RESOURCES = "cloudresourcemanager.googleapis.com"
_LOGS = ("ADMIN_READ", "DATA_READ", "DATA_WRITE")


def _project(policy: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "name": f"//{_RESOURCES}/projects/7",
        "asset_type": f"{_RESOURCES}/Project",
        "ancestors": ["projects/7"],
        "iam_policy": policy,
        **more,
    }


def _grant(name: str, role: str, *members: str, condition: str = "", least: int = 1) -> Pair:
    """A project whose policy has one binding."""
    binding: dict[str, Any] = {"role": role, "members": list(members)}
    if condition:
        binding["condition"] = {"title": "t", "expression": condition}
    policy = {"bindings": [binding]}
    planned = {"project": "pay-prod", "policy_data": json.dumps(policy)}
    return Pair(f"google_project_iam_policy.{name}", planned, _project(policy), least)


def _both(name: str, *bindings: tuple[str, str]) -> Pair:
    policy = {"bindings": [{"role": role, "members": [member]} for role, member in bindings]}
    planned = {"project": "pay-prod", "policy_data": json.dumps(policy)}
    return Pair(f"google_project_iam_policy.{name}", planned, _project(policy))


_KEYS, _USE = "roles/cloudkms.admin", "roles/cloudkms.cryptoKeyDecrypter"
GRANTS = [
    _grant("group", "roles/storage.objectViewer", "group:audit@example.com", least=10),
    _grant("owner", "roles/owner", "user:a@gmail.com", least=10),
    _grant("until", "roles/owner", "user:a@example.com", condition='request.time < timestamp("2026-12-01T00:00:00Z")'),
    _grant("public", "roles/viewer", "allUsers"),
    _grant("domain", "roles/editor", "domain:example.com"),
    _grant("preset", "roles/editor", "serviceAccount:7-compute@developer.gserviceaccount.com"),
    _grant("program", "roles/storage.admin", "serviceAccount:app@pay-prod.iam.gserviceaccount.com"),
    _grant("acting", "roles/iam.serviceAccountUser", "group:dev@example.com"),
    _grant("security", "roles/iam.securityAdmin", "group:ops@example.com"),
    _both("mixed", (_KEYS, "user:a@example.com"), (_USE, "user:a@example.com")),
    _both("apart", (_KEYS, "user:a@example.com"), (_USE, "user:b@example.com")),
]


def _audited(name: str, *types: str, exempted: tuple[str, ...] = (), least: int = 1) -> Pair:
    """A project whose policy says what is recorded for all services."""
    logs = [{"logType": kind, **({"exemptedMembers": list(exempted)} if exempted else {})} for kind in types]
    policy = {"bindings": [], "auditConfigs": [{"service": "allServices", "auditLogConfigs": logs}]}
    return Pair(
        f"google_project.{name}",
        {"name": "p", "project_id": "pay-prod", "auto_create_network": False},
        _project(
            policy, resource={"data": {"projectId": "pay-prod", "projectNumber": "7", "lifecycleState": "ACTIVE"}}
        ),
        least,
        others={
            "google_project_iam_policy.p": {
                "project": Ref((f"google_project.{name}.project_id",)),
                "policy_data": json.dumps(policy),
            }
        },
    )


AUDITS = [
    _audited("everything", *_LOGS, least=6),
    _audited("data", *_LOGS[1:], exempted=("user:a@example.com",)),
    _audited("changes", "ADMIN_READ"),
]


def _rule(constraint: str, planned: dict[str, Any], shown: dict[str, Any]) -> Pair:
    name = f"{PROJECT}/policies/{constraint}"
    return Pair(
        f"google_org_policy_policy.{constraint.replace('.', '_')}",
        {"name": name, "parent": PROJECT, "spec": [{"rules": [planned]}]},
        there("orgpolicy.googleapis.com/Policy", name, {"spec": {"rules": [shown]}}),
    )


RULES = [
    *(
        _rule(constraint, {"enforce": "TRUE"}, {"enforce": True})
        for constraint in (
            "compute.requireOsLogin",
            "iam.automaticIamGrantsForDefaultServiceAccounts",
            "storage.publicAccessPrevention",
        )
    ),
    _rule(
        "iam.allowedPolicyMemberDomains",
        {"values": [{"allowed_values": ["C01"]}]},
        {"values": {"allowedValues": ["C01"]}},
    ),
]

_EXCLUDED = {
    "reads": 'logName:"cloudaudit.googleapis.com%2Fdata_access"',
    "noise": 'resource.type="gce_instance" AND severity<=DEBUG',
}
EXCLUSIONS = [
    Pair(
        f"google_logging_project_exclusion.{name}",
        {"name": name, "filter": written},
        asset(
            "logging.googleapis.com/LogSink",
            f"//logging.googleapis.com/{PROJECT}/sinks/_Default",
            {
                "name": "_Default",
                "destination": f"logging.googleapis.com/{PROJECT}/locations/global/buckets/_Default",
                "filter": 'NOT LOG_ID("cloudaudit.googleapis.com/activity")',
                "exclusions": [{"name": name, "filter": written}],
            },
        ),
    )
    for name, written in _EXCLUDED.items()
]


def _account_key(name: str, days: int) -> Pair:
    """A key of a service account that ends by itself, which Terraform replaces in that time."""
    owner = f"{PROJECT}/serviceAccounts/a@pay-prod.iam.gserviceaccount.com"
    begin = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    return Pair(
        f"google_service_account_key.{name}",
        {"service_account_id": owner, "keepers": Ref(("time_rotating.t.rotation_rfc3339",))},
        asset(
            "iam.googleapis.com/ServiceAccountKey",
            f"//iam.googleapis.com/{owner}/keys/{name}",
            {
                "keyType": "USER_MANAGED",
                "keyOrigin": "GOOGLE_PROVIDED",
                "validAfterTime": f"{begin:%Y-%m-%dT%H:%M:%SZ}",
                "validBeforeTime": f"{begin + dt.timedelta(days):%Y-%m-%dT%H:%M:%SZ}",
            },
        ),
        2,
        others={"time_rotating.t": {"rotation_days": days}},
    )


CREDENTIALS = [_account_key("month", 30), _account_key("year", 365)]
