"""Sample log entries of Google Cloud, and what a filter makes of them.

Their form is that of Cloud Audit Logs ("Understanding audit logs"; ``AuditLog`` and ``LogEntry`` in the API
reference); the calls to watch for are those of the CIS Google Cloud Platform Foundation Benchmark, section 2.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.providers.gcp.logging.query import ANYTHING, OPEN, Entry, Passes, read_query

_PROJECT = "projects/pay-prod"


def _entry(stream: str, service: str, method: str, kind: str, severity: str = "NOTICE", **more: Any) -> Entry:
    payload = {
        "@type": "type.googleapis.com/google.cloud.audit.AuditLog",
        "status": {},
        "authenticationInfo": {"principalEmail": "jo@example.com", "principalSubject": "user:jo@example.com"},
        "requestMetadata": {"callerIp": "203.0.113.9", "callerSuppliedUserAgent": "gcloud"},
        "serviceName": f"{service}.googleapis.com",
        "methodName": method,
        "authorizationInfo": [{"resource": _PROJECT, "permission": f"{service}.{method}", "granted": True}],
        "resourceName": _PROJECT,
        "request": {"@type": "request"},
    }
    return {
        "protoPayload": payload | more,
        "insertId": "a1b2c3",
        "resource": {"type": kind, "labels": {"project_id": "pay-prod"}},
        "timestamp": "2026-01-01T00:00:00Z",
        "receiveTimestamp": "2026-01-01T00:00:01Z",
        "severity": severity,
        "logName": f"{_PROJECT}/logs/cloudaudit.googleapis.com%2F{stream}",
    }


def _done(service: str, method: str, kind: str, **more: Any) -> Entry:
    return _entry("activity", service, method, kind, **more)


def _delta(**delta: Any) -> Entry:
    wrapped = {"@type": "type.googleapis.com/google.iam.v1.logging.AuditData", "policyDelta": delta}
    return _done("cloudresourcemanager", "SetIamPolicy", "project", serviceData=wrapped)


def _binding(action: str, role: str) -> Entry:
    return _delta(bindingDeltas=[{"action": action, "role": role, "member": "user:jo@example.com"}])


def _audit(action: str) -> Entry:
    return _delta(auditConfigDeltas=[{"action": action, "service": "allServices", "logType": "DATA_READ"}])


def _compute(what: str, kind: str, *verbs: str) -> tuple[Entry, ...]:
    return tuple(_done("compute", f"v1.compute.{what}.{verb}", kind) for verb in verbs)


_REFUSED = {"code": 7, "message": "PERMISSION_DENIED"}

WATCHED: dict[str, tuple[Entry, ...]] = {
    "audit_log_changed": (_audit("ADD"), _audit("REMOVE")),
    "audit_log_stopped": (
        _audit("REMOVE"),
        _done("logging", "google.logging.v2.ConfigServiceV2.DeleteSink", "logging_sink"),
    ),
    "ownership_changes": (_binding("ADD", "roles/owner"), _binding("REMOVE", "roles/owner")),
    "privilege_changes": tuple(
        _binding(action, role) for action in ("ADD", "REMOVE") for role in ("roles/owner", "roles/storage.admin")
    ),
    "custom_role_changes": tuple(
        _done("iam", f"google.iam.admin.v1.{verb}Role", "iam_role") for verb in ("Create", "Update", "Delete")
    ),
    "firewall_changes": _compute("firewalls", "gce_firewall_rule", "insert", "patch", "delete"),
    "route_changes": _compute("routes", "gce_route", "insert", "delete"),
    "network_changes": _compute("networks", "gce_network", "insert", "patch", "delete", "addPeering", "removePeering"),
    "machine_changes": _compute("instances", "gce_instance", "insert", "delete", "setMetadata", "setServiceAccount"),
    "store_policy_changes": (_done("storage", "storage.setIamPermissions", "gcs_bucket"),),
    "database_changes": (_done("cloudsql", "cloudsql.instances.update", "cloudsql_database"),),
    "key_loss": tuple(
        _done("cloudkms", method, "cloudkms_cryptokeyversion")
        for method in ("DestroyCryptoKeyVersion", "UpdateCryptoKeyVersion")
    ),
    "refused_calls": (
        _done("compute", "v1.compute.instances.insert", "gce_instance", severity="ERROR", status=_REFUSED),
        _entry("data_access", "storage", "storage.objects.get", "gcs_bucket", "ERROR", status=_REFUSED),
    ),
}
"""Neutral name to the entries of which every one must fire an alert that is said to watch for it."""

CARRIED: dict[str, tuple[Entry, ...]] = {
    "administration": tuple(entry for name, entries in WATCHED.items() if name != "refused_calls" for entry in entries),
    "data_access": (
        _entry("data_access", "storage", "storage.objects.get", "gcs_bucket", "INFO"),
        _entry("data_access", "bigquery", "jobservice.query", "bigquery_resource", "INFO"),
        _entry("data_access", "cloudkms", "Decrypt", "cloudkms_cryptokey", "INFO"),
        _entry("data_access", "secretmanager", "AccessSecretVersion", "audited_resource", "INFO"),
    ),
    "system_events": (_entry("system_event", "compute", "compute.instances.migrateOnHostMaintenance", "gce_instance"),),
    "refusals": (_entry("policy", "storage", "google.storage.objects.get", "audited_resource", "ERROR"),),
}
"""Sort of audit events to the entries of which every one must get through a route that is said to carry it."""


def _unnamed(stream: str, *severities: str) -> tuple[Entry, ...]:
    """Entries of a stream of which nothing else is known."""
    log = f"{_PROJECT}/logs/cloudaudit.googleapis.com%2F{stream}"
    known: Entry = {"logName": log, "insertId": "a1b2c3", "timestamp": "2026-01-01T00:00:00Z"}
    known |= dict.fromkeys(("resource", "labels", "operation"), ANYTHING)
    known["protoPayload"] = {"@type": "type.googleapis.com/google.cloud.audit.AuditLog", OPEN: ANYTHING}
    return tuple(known | {"severity": severity} for severity in severities)


_UNNAMED = {
    "administration": _unnamed("activity", "NOTICE", "ERROR"),
    "data_access": _unnamed("data_access", "INFO", "ERROR"),
    "system_events": _unnamed("system_event", "INFO", "ERROR"),
    "refusals": _unnamed("policy", "ERROR"),
}
_OWN_LOG = re.compile(r"(?:projects|folders|organizations|billingAccounts)/[^/\"'\s]+/logs/")
_SOME = Unknown("the filter chooses among audit events, and the source does not say which there are")

EVERYDAY = _entry("data_access", "storage", "storage.objects.list", "gcs_bucket", "INFO")
"""An entry that no alert should fire on."""


def _read(query: str) -> Passes | Unknown:
    """The filter, with the owner of named logs replaced by that of the samples."""
    return read_query(_OWN_LOG.sub(f"{_PROJECT}/logs/", query))


@lru_cache(maxsize=4096)
def watched(query: str) -> tuple[Any, ...] | Unknown:
    """The names all of whose entries pass. What lets an everyday entry through too is no alert and watches nothing."""
    passes = _read(query)
    if isinstance(passes, Unknown):
        return passes
    if passes(EVERYDAY):
        return ()
    return tuple(name for name, entries in WATCHED.items() if all(passes(entry) for entry in entries))


@lru_cache(maxsize=4096)
def carried(query: str) -> tuple[Any, ...] | Unknown:
    """The sorts of audit events that a filter lets through completely."""
    passes = _read(query)
    if isinstance(passes, Unknown):
        return passes
    named = [name for name, entries in CARRIED.items() if all(passes(entry) for entry in entries)]
    whole = {name: [passes(entry) for entry in _UNNAMED[name]] for name in named}
    if any(None in answers for answers in whole.values()):
        return _SOME
    return tuple(name for name in named if all(whole[name]))


@lru_cache(maxsize=4096)
def dropped(query: str) -> tuple[Any, ...] | Unknown:
    """The sorts of audit events of which an exclusion throws some away."""
    passes = _read(query)
    if isinstance(passes, Unknown):
        return passes
    found = [name for name, entries in CARRIED.items() if any(map(passes, (*entries, *_UNNAMED[name])))]
    open_ones = any(passes(entry) is None for entries in _UNNAMED.values() for entry in entries)
    return tuple(found) if found or not open_ones else _SOME
