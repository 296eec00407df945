"""Policies of assets, which Terraform writes as resources of their own: IAM, Organization Policy, perimeters.

Sources: Cloud Asset Inventory documentation, "Asset types" (those of policies); names of what Identity-Aware Proxy
protects as in the Terraform registry, ``google_iap_*_iam``; Cloud Asset API, ``Asset`` (``iamPolicy``, ``orgPolicy``,
``servicePerimeter``), whose fields are in snake case in exports and by gRPC, and in camel case by REST; IAM
``Policy``; Organization Policy v1 ``Policy``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from pcicheck.sources.gcp.form import Part, items_of
from pcicheck.sources.gcp.things import THINGS
from pcicheck.sources.shapes import Values, at, snake


class PolicyRow(Struct, frozen=True):
    """How the policy of an asset becomes a resource of Terraform."""

    type: str
    """Terraform type."""
    owner: str
    """Attribute that names the owner."""
    last: bool = False
    """Whether it holds the last part of the owner's name only, and not the whole relative name."""
    by_name: tuple[tuple[str, str], ...] = ()
    """Part of an owner's name to the Terraform type for such owners, where that is another."""

    quiet: bool = False
    """Whether nothing but the gap says that it could not be read."""

    @property
    def types(self) -> tuple[str, ...]:
        """Every Terraform type that it can become."""
        return (self.type, *(native for _, native in self.by_name))

    def type_of(self, name: str) -> str:
        """The Terraform type by the relative name of the owner."""
        return next((native for part, native in self.by_name if part in name), self.type)

    def values(self, name: str, policy: Any) -> Values:
        """The resource of Terraform."""
        return {self.owner: name.rpartition("/")[2] if self.last else name, "policy_data": policy}


def _iam(thing: str, owner: str, by_name: dict[str, str] | None = None, *, last: bool = False) -> PolicyRow:
    others = tuple((part, f"google_{other}_iam_policy") for part, other in (by_name or {}).items())
    return PolicyRow(f"google_{thing}_iam_policy", owner, last, others)


ORGANIZATION = "cloudresourcemanager.googleapis.com/Organization"
FOLDER = "cloudresourcemanager.googleapis.com/Folder"
PROJECT = "cloudresourcemanager.googleapis.com/Project"

POLICIES = {name: PolicyRow(f"google_{thing}_iam_policy", "name", quiet=True) for name, thing in THINGS.items()} | {
    ORGANIZATION: _iam("organization", "org_id", last=True),
    FOLDER: _iam("folder", "folder"),
    PROJECT: _iam("project", "project", last=True),
    "cloudbilling.googleapis.com/BillingAccount": _iam("billing_account", "billing_account_id", last=True),
    "storage.googleapis.com/Bucket": _iam("storage_bucket", "bucket"),
    "compute.googleapis.com/Image": _iam("compute_image", "image"),
    "compute.googleapis.com/MachineImage": _iam("compute_machine_image", "machine_image"),
    "compute.googleapis.com/Snapshot": _iam("compute_snapshot", "name"),
    "compute.googleapis.com/InstantSnapshot": _iam("compute_instant_snapshot", "name"),
    "cloudkms.googleapis.com/CryptoKey": _iam("kms_crypto_key", "crypto_key_id"),
    "cloudkms.googleapis.com/KeyRing": _iam("kms_key_ring", "key_ring_id"),
    "cloudkms.googleapis.com/EkmConnection": _iam("kms_ekm_connection", "name"),
    "secretmanager.googleapis.com/Secret": _iam(
        "secret_manager_secret", "secret_id", {"/locations/": "secret_manager_regional_secret"}
    ),
    "privateca.googleapis.com/CaPool": _iam("privateca_ca_pool", "ca_pool"),
    "privateca.googleapis.com/CertificateTemplate": _iam("privateca_certificate_template", "certificate_template"),
    "pubsub.googleapis.com/Topic": _iam("pubsub_topic", "topic"),
    "pubsub.googleapis.com/Subscription": _iam("pubsub_subscription", "subscription"),
    "bigquery.googleapis.com/Dataset": _iam("bigquery_dataset", "dataset_id"),
    "bigquery.googleapis.com/Table": _iam("bigquery_table", "table_id"),
    "dataproc.googleapis.com/Cluster": _iam("dataproc_cluster", "cluster"),
    "run.googleapis.com/Service": _iam("cloud_run_service", "service"),
    "run.googleapis.com/Job": _iam("cloud_run_v2_job", "name"),
    "cloudfunctions.googleapis.com/CloudFunction": _iam("cloudfunctions_function", "cloud_function"),
    "cloudfunctions.googleapis.com/Function": _iam("cloudfunctions2_function", "cloud_function"),
    "artifactregistry.googleapis.com/Repository": _iam("artifact_registry_repository", "repository"),
    "binaryauthorization.googleapis.com/Attestor": _iam("binary_authorization_attestor", "attestor"),
    "notebooks.googleapis.com/Instance": _iam("notebooks_instance", "instance_name"),
    "notebooks.googleapis.com/Runtime": _iam("notebooks_runtime", "runtime_name"),
    "aiplatform.googleapis.com/Endpoint": _iam("vertex_ai_endpoint", "endpoint"),
    "iam.googleapis.com/ServiceAccount": _iam("service_account", "service_account_id"),
    "iap.googleapis.com/Web": _iam("iap_web", "project"),
    "iap.googleapis.com/WebType": _iam("iap_web_type_compute", "project", {"/appengine-": "iap_web_type_app_engine"}),
    "iap.googleapis.com/WebService": _iam(
        "iap_web_backend_service",
        "web_backend_service",
        {
            "/appengine-": "iap_app_engine_service",
            "/compute-": "iap_web_region_backend_service",
            "/cloud_run-": "iap_web_cloud_run_service",
        },
    ),
    "iap.googleapis.com/WebServiceVersion": _iam("iap_app_engine_version", "version_id"),
    "iap.googleapis.com/Tunnel": _iam("iap_tunnel", "project"),
    "iap.googleapis.com/TunnelZone": _iam("iap_tunnel", "project"),
    "iap.googleapis.com/TunnelInstance": _iam("iap_tunnel_instance", "instance"),
    "iap.googleapis.com/TunnelDestGroup": _iam("iap_tunnel_dest_group", "dest_group"),
}
"""Type of asset to what its IAM policy becomes."""

AUDIT = {
    ORGANIZATION: ("google_organization_iam_audit_config", "org_id"),
    FOLDER: ("google_folder_iam_audit_config", "folder"),
    PROJECT: ("google_project_iam_audit_config", "project"),
}
"""Type of asset to what its audit configuration is called in Terraform, and the attribute that names the owner."""

ORG_POLICIES = {
    ORGANIZATION: ("google_organization_policy", "org_id"),
    FOLDER: ("google_folder_organization_policy", "folder"),
    PROJECT: ("google_project_organization_policy", "project"),
}
"""Type of asset to what its organization policies of the first API become, and the attribute that names the owner."""


def iam_policy(policy: dict[str, Any]) -> dict[str, Any]:
    """A policy with the names of its fields as the IAM API has them."""
    found = dict(policy)
    if "audit_configs" in found:
        found["auditConfigs"] = [
            {"service": config.get("service"), "auditLogConfigs": [_log(part) for part in _logs(config)]}
            for config in items_of(found.pop("audit_configs"))
        ]
    return found


def _logs(config: dict[str, Any]) -> list[dict[str, Any]]:
    return items_of(config.get("audit_log_configs") or config.get("auditLogConfigs"))


def _log(part: dict[str, Any]) -> dict[str, Any]:
    exempted = part.get("exempted_members") or part.get("exemptedMembers") or []
    return {"logType": part.get("log_type") or part.get("logType"), "exemptedMembers": exempted}


def audit_configs(policy: dict[str, Any]) -> list[dict[str, Any]]:
    """The audit configurations of a policy."""
    return items_of(policy.get("auditConfigs"))


def audit_part(kind: str, name: str, config: dict[str, Any]) -> Part:
    """An audit configuration of one service in Terraform's form."""
    native, owner = AUDIT[kind]
    parts = [
        {"log_type": part.get("logType"), "exempted_members": part.get("exemptedMembers") or []}
        for part in items_of(config.get("auditLogConfigs"))
    ]
    given = {owner: name if kind == FOLDER else name.rpartition("/")[2], "service": config.get("service")}
    return Part(f"audit_config/{config.get('service')}", native, {**given, "audit_log_config": parts})


def org_policy_parts(kind: str, name: str, policies: Any) -> Iterator[Part]:
    """Organization policies of the first API."""
    native, owner = ORG_POLICIES[kind]
    for policy in items_of(snake(policies)):
        constraint = str(policy.get("constraint", ""))
        values: Values = {owner: name if kind == FOLDER else name.rpartition("/")[2], "constraint": constraint}
        if "boolean_policy" in policy:
            values["boolean_policy"] = [policy["boolean_policy"] or {}]
        if "list_policy" in policy:
            values["list_policy"] = [_list_policy(policy["list_policy"] or {})]
        if "restore_default" in policy:
            values["restore_policy"] = [{"default": True}]
        yield Part(f"org_policy/{constraint.rpartition('/')[2]}", native, values)


def _list_policy(policy: Values) -> Values:
    found: Values = {"inherit_from_parent": policy.get("inherit_from_parent")}
    everything = policy.get("all_values")
    if everything in ("ALLOW", "DENY"):
        found[everything.lower()] = [{"all": True}]
    for side, path in (("allow", "allowed_values"), ("deny", "denied_values")):
        if policy.get(path):
            found[side] = [{"values": policy[path]}]
    return found


def perimeter_of(asset: dict[str, Any]) -> Values | None:
    """The service perimeter that an asset of ACCESS_POLICY content holds."""
    found = asset.get("service_perimeter", asset.get("servicePerimeter"))
    return snake(found) if isinstance(found, dict) and at(found, "name") else None


def text_of(policy: dict[str, Any]) -> str:
    """A policy as ``policy_data`` holds it."""
    return json.dumps(policy)
