"""Kubernetes clusters and pools, Cloud Run, functions, App Engine, registries and builds.

Sources: REST references of GKE v1 (``Cluster``, ``NodePool``), Cloud Run v1 and v2, Cloud Functions v1 and v2, App
Engine v1, Artifact Registry, Cloud Build, Binary Authorization and Service Usage v1. Fields of GKE that are false are
left out, also where Terraform takes true for granted.
"""

from __future__ import annotations

from typing import Any

from pcicheck.sources.gcp.form import AssetShape, items_of, only_shapes, renamed, tail
from pcicheck.sources.shapes import Values, at, put

_POOL = "google_container_node_pool"
_RUN = {False: "google_cloud_run_service", True: "google_cloud_run_v2_service"}
_PRIVATE = "private_cluster_config"
_ENDPOINTS = "control_plane_endpoints_config.ip_endpoints_config"


def _cluster(values: Values) -> None:
    access = values.pop("master_authorized_networks_config", None) or at(
        values, f"{_ENDPOINTS}.authorized_networks_config"
    )
    if isinstance(access, dict) and access.get("enabled"):
        values["master_authorized_networks_config"] = [{"cidr_blocks": access.get("cidr_blocks") or []}]
    pools = items_of(values.pop("node_pools", None))
    if pools:
        values["node_pool"] = pools
        values["remove_default_node_pool"] = True
    for pool in pools:
        node_pool(pool)
    for what in ("logging_config", "monitoring_config"):
        components = at(values, f"{what}.component_config")
        if isinstance(components, dict):
            values[what] = [{"enable_components": components.get("enable_components") or []}]
    dashboard = at(values, "addons_config.kubernetes_dashboard")
    if isinstance(dashboard, dict):
        dashboard.setdefault("disabled", False)
    _addresses(values)
    _endpoints(values)


def _addresses(values: Values) -> None:
    """Addresses of pods are known ones where aliases are used, which the API says or shows by the ranges."""
    policy = values.get("ip_allocation_policy")
    if isinstance(policy, dict):
        ranges = any(str(name).endswith(("range_name", "cidr_block", "cidr")) and policy[name] for name in policy)
        if policy.get("use_ip_aliases") is False or not (policy.get("use_ip_aliases") or ranges):
            del values["ip_allocation_policy"]


def _endpoints(values: Values) -> None:
    """The newer fields about private nodes and endpoints, where the older ones are left out."""
    nodes = at(values, "network_config.default_enable_private_nodes")
    if nodes is not None and at(values, f"{_PRIVATE}.enable_private_nodes") is None:
        put(values, f"{_PRIVATE}.enable_private_nodes", nodes)
    addresses = at(values, _ENDPOINTS)
    if isinstance(addresses, dict):
        addresses.setdefault("enabled", False)
        public = addresses.get("enable_public_endpoint")
        if at(values, f"{_PRIVATE}.enable_private_endpoint") is None:
            put(values, f"{_PRIVATE}.enable_private_endpoint", not public)


def node_pool(values: Values) -> None:
    """A pool, by itself or inside a cluster."""
    renamed(values, node_config="config")
    management = values.get("management")
    values["management"] = {"auto_upgrade": False} | (management if isinstance(management, dict) else {})
    if at(values, "node_config.shielded_instance_config") is not None:
        shielded = values["node_config"]["shielded_instance_config"]
        if isinstance(shielded, dict):
            shielded.setdefault("enable_integrity_monitoring", False)


def _own_pool(values: Values) -> None:
    node_pool(values)
    values["cluster"] = str(values["id"]).partition("/nodePools/")[0]


def _is_second(values: Values) -> bool:
    return "spec" not in values and not str(values.get("api_version", "")).startswith("serving.knative.dev")


def _run_service(values: Values) -> None:
    """A service in the form of version 1, which is that of Knative, or of version 2."""
    if _is_second(values):
        return
    values["template"] = at(values, "spec.template") or {}
    annotations = at(values, "metadata.annotations")
    if isinstance(annotations, dict) and annotations.get("run.googleapis.com/invoker-iam-disabled") == "true":
        values["invoker_iam_disabled"] = True
    values.setdefault("name", tail(values["id"]))


def _run_job(values: Values) -> None:
    if not _is_second(values) and isinstance(values.get("spec"), dict):
        inner = at(values, "spec.template.spec.template.spec") or {}
        values["template"] = {"template": inner}


def _function(values: Values) -> None:
    trigger = values.get("https_trigger")
    values["trigger_http"] = trigger is not None
    if isinstance(trigger, dict) and trigger.get("security_level"):
        values["https_trigger_security_level"] = trigger["security_level"]


def _second_function(values: Values) -> str:
    """Functions of the first generation stand there as ``CloudFunction`` too."""
    return "" if values.get("environment") == "GEN_1" else "google_cloudfunctions2_function"


def _version(values: Values) -> str:
    flexible = str(values.get("env", "")).lower() in ("flexible", "flex") or values.get("vm") is True
    return f"google_app_engine_{'flexible' if flexible else 'standard'}_app_version"


def _trigger(values: Values) -> None:
    build = values.get("build")
    if isinstance(build, dict):
        renamed(build, step="steps")


def _workers(values: Values) -> None:
    config = values.get("private_pool_v1_config")
    if isinstance(config, dict):
        egress: Any = at(config, "network_config.egress_option")
        values["worker_config"] = {"no_external_ip": egress == "NO_PUBLIC_EGRESS"}


def _service(values: Values) -> str:
    return "google_project_service" if values.get("state") == "ENABLED" else ""


def _service_name(values: Values) -> None:
    values["service"] = at(values, "config.name") or tail(values["id"])


SHAPES = only_shapes(
    [
        (
            "container.googleapis.com/Cluster",
            AssetShape(
                "google_container_cluster",
                moves={
                    "enable_legacy_abac": "legacy_abac.enabled",
                    "enable_shielded_nodes": "shielded_nodes.enabled",
                    "min_master_version": "current_master_version",
                    "enable_intranode_visibility": "network_config.enable_intra_node_visibility",
                    "datapath_provider": "network_config.datapath_provider",
                    "enable_autopilot": "autopilot.enabled",
                },
                unstated=("enable_shielded_nodes", "min_master_version"),
                more=_cluster,
            ),
        ),
        ("container.googleapis.com/NodePool", AssetShape(_POOL, more=_own_pool)),
        (
            "run.googleapis.com/Service",
            AssetShape(_RUN[False], also=(_RUN[True],), pick=lambda v: _RUN[_is_second(v)], more=_run_service),
        ),
        ("run.googleapis.com/Job", AssetShape("google_cloud_run_v2_job", more=_run_job)),
        ("cloudfunctions.googleapis.com/CloudFunction", AssetShape("google_cloudfunctions_function", more=_function)),
        (
            "cloudfunctions.googleapis.com/Function",
            AssetShape("google_cloudfunctions2_function", pick=_second_function),
        ),
        (
            "appengine.googleapis.com/Version",
            AssetShape(
                "google_app_engine_standard_app_version",
                also=("google_app_engine_flexible_app_version",),
                pick=_version,
            ),
        ),
        ("artifactregistry.googleapis.com/Repository", AssetShape("google_artifact_registry_repository")),
        ("cloudbuild.googleapis.com/BuildTrigger", AssetShape("google_cloudbuild_trigger", more=_trigger)),
        (
            "cloudbuild.googleapis.com/WorkerPool",
            AssetShape("google_cloudbuild_worker_pool", unstated=("worker_config.no_external_ip",), more=_workers),
        ),
        ("binaryauthorization.googleapis.com/Policy", AssetShape("google_binary_authorization_policy")),
        (
            "serviceusage.googleapis.com/Service",
            AssetShape("google_project_service", pick=_service, more=_service_name),
        ),
    ]
)
"""Type of asset to its shape."""
