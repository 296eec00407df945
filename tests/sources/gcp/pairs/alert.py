"""Alerts on what happens in a project, in both forms: a metric that counts log entries, and a policy on it."""

from __future__ import annotations

from typing import Any

from tests.sources.gcp.pairs.base import PROJECT, Pair, asset, there

_CHANNEL = f"{PROJECT}/notificationChannels/1"
_WATCHED = 'metric.type="logging.googleapis.com/user/{}" resource.type="global"'
_DELTAS = "protoPayload.serviceData.policyDelta"
_SET_POLICY = 'protoPayload.methodName="SetIamPolicy" AND'
_IAM = "google.iam.admin.v1."


def _methods(*names: str, sign: str = "=") -> str:
    return "(" + " OR ".join(f'protoPayload.methodName{sign}"{name}"' for name in names) + ")"


_FILTERS = {
    "audit": f"{_SET_POLICY} {_DELTAS}.auditConfigDeltas:*",
    "stopped": 'protoPayload.methodName="google.logging.v2.ConfigServiceV2.DeleteSink" OR '
    f'({_SET_POLICY} {_DELTAS}.auditConfigDeltas.action="REMOVE")',
    "roles": 'resource.type="iam_role" AND ' + _methods(f"{_IAM}CreateRole", f"{_IAM}DeleteRole", f"{_IAM}UpdateRole"),
    "databases": 'protoPayload.methodName="cloudsql.instances.update"',
    "firewall": 'resource.type="gce_firewall_rule" AND '
    + _methods("compute.firewalls.patch", "compute.firewalls.insert", "compute.firewalls.delete", sign=":"),
    "keys": 'protoPayload.serviceName="cloudkms.googleapis.com" AND '
    'protoPayload.methodName=("DestroyCryptoKeyVersion" OR "UpdateCryptoKeyVersion")',
    "machines": 'protoPayload.serviceName="compute.googleapis.com"',
    "networks": 'resource.type="gce_network" AND '
    + _methods(
        *(f"compute.networks.{do}" for do in ("insert", "patch", "delete", "removePeering", "addPeering")), sign=":"
    ),
    "owners": '(protoPayload.serviceName="cloudresourcemanager.googleapis.com") AND '
    "(ProjectOwnership OR projectOwnerInvitee) OR "
    + " OR ".join(
        f'({_DELTAS}.bindingDeltas.action="{action}" AND {_DELTAS}.bindingDeltas.role="roles/owner")'
        for action in ("REMOVE", "ADD")
    ),
    "privileges": f"{_SET_POLICY} {_DELTAS}.bindingDeltas:*",
    "refused": "protoPayload.status.code=7",
    "routes": 'resource.type="gce_route" AND ' + _methods("compute.routes.delete", "compute.routes.insert", sign=":"),
    "stores": 'resource.type="gcs_bucket" AND protoPayload.methodName="storage.setIamPermissions"',
}
"""Metric to the log entries that it counts."""


def _alert(name: str, written: str) -> Pair:
    threshold: dict[str, Any] = {"filter": _WATCHED.format(name), "comparison": "COMPARISON_GT", "duration": "0s"}
    planned = {"display_name": name, "condition_threshold": [threshold]}
    return Pair(
        f"google_monitoring_alert_policy.{name}",
        {"display_name": name, "combiner": "OR", "conditions": [planned], "notification_channels": [_CHANNEL]},
        there(
            "monitoring.googleapis.com/AlertPolicy",
            f"{PROJECT}/alertPolicies/{name}",
            {
                "displayName": name,
                "combiner": "OR",
                "enabled": True,
                "conditions": [{"displayName": name, "conditionThreshold": threshold}],
                "notificationChannels": [_CHANNEL],
            },
        ),
        others={"google_logging_metric.m": {"name": name, "filter": written}},
        beside=[
            asset(
                "logging.googleapis.com/LogMetric",
                f"//logging.googleapis.com/{PROJECT}/metrics/{name}",
                {"name": name, "filter": written},
            )
        ],
    )


ALERTS = [_alert(name, written) for name, written in _FILTERS.items()]
