"""Further things in both forms: projects, identities, logs, findings and contacts."""

from __future__ import annotations

from typing import Any

from tests.sources.gcp.pairs.base import PROJECT, Pair, asset

_ABOVE = {"project": PROJECT, "folder": "folders/2", "organization": "organizations/3"}
_OWNER = {"project": {"project": "pay-prod"}, "folder": {"folder": "folders/2"}, "organization": {"org_id": "3"}}
_EVERYTHING = {"asset_types": [".*"]}


def _there(kind: str, name: str, data: dict[str, Any], service: str = "") -> dict[str, Any]:
    """An asset whose data repeat its relative name."""
    return asset(kind, f"//{service or kind.partition('/')[0]}/{name}", {"name": name, **data})


IDENTITIES = [
    Pair(
        "google_project.p",
        {"name": "p", "project_id": "pay-prod", "org_id": "3", "auto_create_network": False, "labels": {"env": "prod"}},
        asset(
            "cloudresourcemanager.googleapis.com/Project",
            "//cloudresourcemanager.googleapis.com/projects/7",
            {"projectId": "pay-prod", "projectNumber": "7", "lifecycleState": "ACTIVE", "labels": {"env": "prod"}},
        ),
        least=0,
    ),
    Pair(
        "google_service_account.a",
        {"account_id": "a", "display_name": "a", "project": "pay-prod"},
        asset(
            "iam.googleapis.com/ServiceAccount",
            f"//iam.googleapis.com/{PROJECT}/serviceAccounts/1",
            {
                "name": f"{PROJECT}/serviceAccounts/a@pay-prod.iam.gserviceaccount.com",
                "email": "a@pay-prod.iam.gserviceaccount.com",
                "uniqueId": "1",
                "displayName": "a",
            },
        ),
    ),
    Pair(
        "google_organization_iam_custom_role.r",
        {"role_id": "r", "org_id": "3", "title": "r", "permissions": ["resourcemanager.projects.setIamPolicy"]},
        _there(
            "iam.googleapis.com/Role",
            "organizations/3/roles/r",
            {"title": "r", "includedPermissions": ["resourcemanager.projects.setIamPolicy"]},
        ),
    ),
    Pair(
        "google_iam_workload_identity_pool_provider.w",
        {
            "workload_identity_pool_id": "p",
            "workload_identity_pool_provider_id": "w",
            "attribute_mapping": {"google.subject": "assertion.sub"},
            "oidc": [{"issuer_uri": "https://token.actions.githubusercontent.com"}],
        },
        _there(
            "iam.googleapis.com/WorkloadIdentityPoolProvider",
            "projects/7/locations/global/workloadIdentityPools/p/providers/w",
            {
                "attributeMapping": {"google.subject": "assertion.sub"},
                "oidc": {"issuerUri": "https://token.actions.githubusercontent.com"},
            },
        ),
    ),
    Pair(
        "google_iam_workforce_pool.w",
        {"workforce_pool_id": "w", "parent": "organizations/3", "location": "global", "session_duration": "3600s"},
        _there(
            "iam.googleapis.com/WorkforcePool",
            "locations/global/workforcePools/w",
            {"parent": "organizations/3", "sessionDuration": "3600s"},
        ),
        least=0,
    ),
    Pair(
        "google_iam_workforce_pool_provider.w",
        {
            "workforce_pool_id": "w",
            "provider_id": "w",
            "location": "global",
            "attribute_mapping": {"google.subject": "assertion.sub"},
            "saml": [{"idp_metadata_xml": "<x/>"}],
        },
        _there(
            "iam.googleapis.com/WorkforcePoolProvider",
            "locations/global/workforcePools/w/providers/w",
            {"attributeMapping": {"google.subject": "assertion.sub"}, "saml": {"idpMetadataXml": "<x/>"}},
        ),
    ),
]

LOGS = [
    *(
        Pair(
            f"google_logging_{level}_sink.s",
            {"name": "s", **_OWNER[level], "destination": "storage.googleapis.com/audit", "include_children": True},
            asset(
                "logging.googleapis.com/LogSink",
                f"//logging.googleapis.com/{_ABOVE[level]}/sinks/s",
                {"name": "s", "destination": "storage.googleapis.com/audit", "includeChildren": True},
            ),
        )
        for level in ("folder", "organization")
    ),
    *(
        Pair(
            f"google_logging_{level}_bucket_config.b",
            {level: _ABOVE[level], "location": "global", "bucket_id": "audit", "retention_days": 30},
            _there(
                "logging.googleapis.com/LogBucket",
                f"{_ABOVE[level]}/locations/global/buckets/audit",
                {"retentionDays": 30},
            ),
        )
        for level in ("folder", "organization")
    ),
    Pair(
        "google_logging_metric.m",
        {"name": "m", "filter": 'protoPayload.methodName="SetIamPolicy"', "metric_descriptor": []},
        asset(
            "logging.googleapis.com/LogMetric",
            f"//logging.googleapis.com/{PROJECT}/metrics/m",
            {"name": "m", "filter": 'protoPayload.methodName="SetIamPolicy"'},
        ),
        least=0,
    ),
    *(
        Pair(
            f"google_cloud_asset_{level}_feed.f",
            {**_OWNER[level], "feed_id": "f", "content_type": "RESOURCE", **_EVERYTHING},
            _there(
                "cloudasset.googleapis.com/Feed",
                f"{_ABOVE[level]}/feeds/f",
                {"contentType": "RESOURCE", "assetTypes": [".*"]},
            ),
        )
        for level in _ABOVE
    ),
]

_STREAM = 'category="Malware: Cryptomining Bad IP" OR severity="HIGH" OR severity="CRITICAL"'

FINDINGS = [
    *(
        Pair(
            f"google_scc_{name}notification_config.n",
            {
                "config_id": "n",
                "pubsub_topic": f"{PROJECT}/topics/t",
                "streaming_config": [{"filter": _STREAM}],
                **({"organization": "3"} if level == "organization" else _OWNER[level]),
            },
            _there(
                "securitycenter.googleapis.com/NotificationConfig",
                f"{_ABOVE[level]}{place}/notificationConfigs/n",
                {"pubsubTopic": f"{PROJECT}/topics/t", "streamingConfig": {"filter": _STREAM}},
            ),
        )
        for name, level, place in (
            ("", "organization", ""),
            ("folder_", "folder", ""),
            ("project_", "project", ""),
            ("v2_organization_", "organization", "/locations/global"),
            ("v2_folder_", "folder", "/locations/global"),
            ("v2_project_", "project", "/locations/global"),
        )
    ),
    Pair(
        "google_scc_management_organization_event_threat_detection_custom_module.m",
        {"organization": "3", "display_name": "m", "type": "X", "enablement_state": "ENABLED"},
        _there(
            "securitycentermanagement.googleapis.com/EventThreatDetectionCustomModule",
            "organizations/3/locations/global/eventThreatDetectionCustomModules/1",
            {"displayName": "m", "type": "X", "enablementState": "ENABLED"},
        ),
    ),
    *(
        Pair(
            f"google_scc_management_{level}_security_health_analytics_custom_module.m",
            {**_OWNER[level], "display_name": "m", "enablement_state": "DISABLED"},
            _there(
                "securitycentermanagement.googleapis.com/SecurityHealthAnalyticsCustomModule",
                f"{_ABOVE[level]}/locations/global/securityHealthAnalyticsCustomModules/1",
                {"displayName": "m", "enablementState": "DISABLED"},
            ),
            least=0,
        )
        for level in _ABOVE
    ),
    Pair(
        "google_securityposture_posture_deployment.p",
        {"posture_deployment_id": "p", "parent": "organizations/3", "location": "global", "target_resource": PROJECT},
        _there(
            "securityposture.googleapis.com/PostureDeployment",
            "organizations/3/locations/global/postureDeployments/p",
            {"targetResource": PROJECT, "state": "ACTIVE"},
        ),
    ),
    Pair(
        "google_data_loss_prevention_job_trigger.t",
        {
            "parent": PROJECT,
            "status": "HEALTHY",
            "triggers": [{"schedule": [{"recurrence_period_duration": "86400s"}]}],
            "inspect_job": [{"inspect_template_name": "t"}],
        },
        _there(
            "dlp.googleapis.com/JobTrigger",
            f"{PROJECT}/locations/eu/jobTriggers/t",
            {
                "status": "HEALTHY",
                "triggers": [{"schedule": {"recurrencePeriodDuration": "86400s"}}],
                "inspectJob": {"inspectTemplateName": "t"},
            },
        ),
    ),
    Pair(
        "google_data_loss_prevention_discovery_config.d",
        {
            "parent": f"{PROJECT}/locations/eu",
            "location": "eu",
            "status": "RUNNING",
            "targets": [{"cloud_storage_target": [{"filter": [{"others": [{}]}]}]}],
        },
        _there(
            "dlp.googleapis.com/DiscoveryConfig",
            f"{PROJECT}/locations/eu/discoveryConfigs/d",
            {"status": "RUNNING", "targets": [{"cloudStorageTarget": {"filter": {"others": {}}}}]},
        ),
    ),
    *(
        Pair(
            f"google_{level}_access_approval_settings.a",
            {
                **({"organization_id": "3"} if level == "organization" else {f"{level}_id": "x"}),
                "enrolled_services": [{"cloud_product": "all", "enrollment_level": "BLOCK_ALL"}],
            },
            _there(
                "accessapproval.googleapis.com/AccessApprovalSettings",
                f"{_ABOVE[level]}/accessApprovalSettings",
                {"enrolledServices": [{"cloudProduct": "all", "enrollmentLevel": "BLOCK_ALL"}]},
            ),
        )
        for level in _ABOVE
    ),
    Pair(
        "google_essential_contacts_contact.c",
        {
            "parent": PROJECT,
            "email": "security@example.com",
            "language_tag": "en",
            "notification_category_subscriptions": ["SECURITY"],
        },
        _there(
            "essentialcontacts.googleapis.com/Contact",
            f"{PROJECT}/contacts/1",
            {
                "email": "security@example.com",
                "languageTag": "en",
                "notificationCategorySubscriptions": ["SECURITY"],
                "validationState": "VALID",
            },
        ),
    ),
]
