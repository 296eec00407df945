"""Detectors, feeds, alerts and contacts on Google Cloud: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, Theme

_DETECTOR = ("detector",)
_ALERT = ("alert",)
_NOTIFICATION = Row("gcp.detection.findings:notification", _ALERT)
_THREATS = Row("gcp.detection.findings:threat_module", _DETECTOR)
_POSTURE = Row("gcp.detection.findings:posture_module", _DETECTOR)
_APPROVAL = Row("gcp.detection.services:access_approval", ("provider_access",))
_FEED = Row("gcp.detection.services:feed", ("recorder",))

THEME = Theme(
    adapters={
        "google_logging_metric": Row("gcp.detection.alerts:metric", ("log_metric",)),
        "google_monitoring_alert_policy": Row("gcp.detection.alerts:alert_policy", _ALERT),
        "google_scc_notification_config": _NOTIFICATION,
        "google_scc_folder_notification_config": _NOTIFICATION,
        "google_scc_project_notification_config": _NOTIFICATION,
        "google_scc_v2_organization_notification_config": _NOTIFICATION,
        "google_scc_v2_folder_notification_config": _NOTIFICATION,
        "google_scc_v2_project_notification_config": _NOTIFICATION,
        "google_scc_event_threat_detection_custom_module": _THREATS,
        "google_scc_management_organization_event_threat_detection_custom_module": _THREATS,
        "google_scc_organization_custom_module": _POSTURE,
        "google_scc_folder_custom_module": _POSTURE,
        "google_scc_project_custom_module": _POSTURE,
        "google_scc_management_organization_security_health_analytics_custom_module": _POSTURE,
        "google_scc_management_folder_security_health_analytics_custom_module": _POSTURE,
        "google_scc_management_project_security_health_analytics_custom_module": _POSTURE,
        "google_securityposture_posture_deployment": Row("gcp.detection.findings:posture", _DETECTOR),
        "google_chronicle_rule_deployment": Row("gcp.detection.findings:chronicle_rule", _DETECTOR),
        "google_data_loss_prevention_job_trigger": Row("gcp.detection.services:job_trigger", _DETECTOR),
        "google_data_loss_prevention_discovery_config": Row("gcp.detection.services:discovery", _DETECTOR),
        "google_cloud_asset_project_feed": _FEED,
        "google_cloud_asset_folder_feed": _FEED,
        "google_cloud_asset_organization_feed": _FEED,
        "google_project_access_approval_settings": _APPROVAL,
        "google_folder_access_approval_settings": _APPROVAL,
        "google_organization_access_approval_settings": _APPROVAL,
        "google_os_config_patch_deployment": Row("gcp.detection.patches:deployment", ("patch_plan",)),
        "google_essential_contacts_contact": Row("gcp.detection.services:contact", ("contact",)),
    },
    helpers=("google_monitoring_notification_channel",),
)
