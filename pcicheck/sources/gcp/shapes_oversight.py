"""Logs, metrics and alerts, findings, feeds, contacts, patches and searches for sensitive data.

Sources: REST references of Cloud Logging v2, Cloud Monitoring v3, Security Command Center v1 and v2 with its
management and posture APIs (``SecurityCenterService.effectiveEnablementState``, settings with
``serviceEnablementState``), Sensitive Data Protection v2, Cloud Asset, Essential Contacts, Access Approval and OS
Config v1. The sinks ``_Required`` and ``_Default`` come with every project and lead to log buckets of its own, so they
copy nothing to anywhere else. What Terraform writes as an exclusion by itself is one of the sink ``_Default``
(Cloud Logging v2, ``projects.exclusions``).
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.value import Unknown
from pcicheck.sources.gcp.form import AssetShape, Part, by_level, items_of, levels, only_shapes, tail
from pcicheck.sources.shapes import Values, at

_SINK, _BUCKET = "google_logging_{}_sink", "google_logging_{}_bucket_config"
_EXCLUSION = "google_logging_{}_exclusion"
_FEED, _APPROVAL = "google_cloud_asset_{}_feed", "google_{}_access_approval_settings"
_POSTURE = "google_scc_management_{}_security_health_analytics_custom_module"
_THREATS = "google_scc_management_organization_event_threat_detection_custom_module"
_POSTURES = tuple(_POSTURE.format(level) for level in ("project", "folder", "organization"))
_FROM_ABOVE = Unknown("whether the service works is decided further up")
_ALL = ("folder", "organization", "billing_account")


def _sink_type(values: Values) -> str:
    name = tail(values["id"])
    is_own = name == "_Required" or (name == "_Default" and _stays(values))
    return "" if is_own else by_level(_SINK)(values)


def _stays(values: Values) -> bool:
    """Whether a sink leads to the log bucket of the same name beside it. A project may be named by id or number."""
    owner, destination = str(values["id"]).partition("/sinks/")[0], str(values.get("destination", ""))
    place, _, bucket = destination.partition("/locations/")
    other = place.partition("/")[2]
    same = other == owner or tail(other).isdigit() != tail(owner).isdigit()
    return same and bucket.endswith("/buckets/_Default")


def _exclusions(values: Values) -> Iterator[Part]:
    if tail(values["id"]) != "_Default":
        return
    for exclusion in items_of(values.get("exclusions")):
        yield Part(f"exclusions/{exclusion.get('name')}", by_level(_EXCLUSION)(values), exclusion)


def _bucket_type(values: Values) -> str:
    return "" if values.get("lifecycle_state") == "DELETE_REQUESTED" else by_level(_BUCKET)(values)


def _bucket(values: Values) -> None:
    values["bucket_id"] = tail(values["id"])
    if not at(values, "cmek_settings.kms_key_name"):
        values.pop("cmek_settings", None)


def _notification_type(values: Values) -> str:
    level = by_level("{}")(values)
    if "/locations/" in values["id"]:
        return f"google_scc_v2_{level}_notification_config"
    return f"google_scc_{'' if level == 'organization' else level + '_'}notification_config"


_STATES = ("effective_enablement_state", "service_enablement_state")
_SERVICES = {"EVENT_THREAT_DETECTION": _THREATS, "SECURITY_HEALTH_ANALYTICS": _POSTURE}


def _service_type(values: Values) -> str:
    return by_level(_SERVICES.get(tail(values["id"]), ""))(values)


def _service_state(values: Values) -> None:
    """A service of Security Command Center says what a module of one's own there would: that it works, or not."""
    told = next((values[name] for name in _STATES if name in values), None)
    values["enablement_state"] = told if told in ("ENABLED", "DISABLED") else _FROM_ABOVE


_NOTIFICATIONS = (
    "google_scc_folder_notification_config",
    "google_scc_project_notification_config",
    *(f"google_scc_v2_{level}_notification_config" for level in ("organization", "folder", "project")),
)

SHAPES = only_shapes(
    [
        (
            "logging.googleapis.com/LogSink",
            AssetShape(
                _SINK.format("project"),
                also=levels(_SINK, *_ALL),
                pick=_sink_type,
                parts=_exclusions,
                made=levels(_EXCLUSION, "project", *_ALL),
            ),
        ),
        (
            "logging.googleapis.com/LogBucket",
            AssetShape(_BUCKET.format("project"), also=levels(_BUCKET, *_ALL), pick=_bucket_type, more=_bucket),
        ),
        ("logging.googleapis.com/LogMetric", AssetShape("google_logging_metric")),
        ("monitoring.googleapis.com/AlertPolicy", AssetShape("google_monitoring_alert_policy")),
        (
            "monitoring.googleapis.com/NotificationChannel",
            AssetShape("google_monitoring_notification_channel"),
        ),
        (
            "securitycenter.googleapis.com/NotificationConfig",
            AssetShape("google_scc_notification_config", also=_NOTIFICATIONS, pick=_notification_type),
        ),
        (
            "securitycentermanagement.googleapis.com/EventThreatDetectionCustomModule",
            AssetShape(_THREATS, also=("google_scc_event_threat_detection_custom_module",)),
        ),
        (
            "securitycentermanagement.googleapis.com/SecurityHealthAnalyticsCustomModule",
            AssetShape(
                _POSTURE.format("project"),
                also=(
                    *levels(_POSTURE),
                    *(f"google_scc_{level}_custom_module" for level in ("organization", "folder", "project")),
                ),
                pick=by_level(_POSTURE),
            ),
        ),
        (
            "securitycentermanagement.googleapis.com/SecurityCenterService",
            AssetShape(_THREATS, also=_POSTURES, pick=_service_type, more=_service_state),
        ),
        ("securitycenter.googleapis.com/EventThreatDetectionSettings", AssetShape(_THREATS, more=_service_state)),
        (
            "securitycenter.googleapis.com/SecurityHealthAnalyticsSettings",
            AssetShape(_POSTURE.format("project"), also=levels(_POSTURE), pick=by_level(_POSTURE), more=_service_state),
        ),
        (
            "securityposture.googleapis.com/PostureDeployment",
            AssetShape("google_securityposture_posture_deployment"),
        ),
        ("dlp.googleapis.com/JobTrigger", AssetShape("google_data_loss_prevention_job_trigger")),
        ("dlp.googleapis.com/DiscoveryConfig", AssetShape("google_data_loss_prevention_discovery_config")),
        (
            "cloudasset.googleapis.com/Feed",
            AssetShape(_FEED.format("project"), also=levels(_FEED), pick=by_level(_FEED)),
        ),
        (
            "accessapproval.googleapis.com/AccessApprovalSettings",
            AssetShape(_APPROVAL.format("project"), also=levels(_APPROVAL), pick=by_level(_APPROVAL)),
        ),
        ("essentialcontacts.googleapis.com/Contact", AssetShape("google_essential_contacts_contact")),
        ("osconfig.googleapis.com/PatchDeployment", AssetShape("google_os_config_patch_deployment")),
    ]
)
"""Type of asset to its shape."""
