"""Users, grants, trust and sign-in on Google Cloud: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, SideCar, Theme

_HERE = "gcp.identity"
_GRANTED = Row(f"{_HERE}.grants:granted", ("grant",))
_CUSTOM_ROLE = Row(f"{_HERE}.grants:custom_role", ("grant",))
_ACTS_AS = Row(f"{_HERE}.accounts:account_trust", ("trust",))
_OLDER_POLICY = Row(f"{_HERE}.organisation:older_policy", ("organisation_rule",))
_OF_ACCOUNT = ("google_service_account",)
_FORMS = ("member", "binding", "policy")
_GRANTED_ON = (
    "project",
    "folder",
    "organization",
    "billing_account",
    "iap_web",
    "iap_web_type_compute",
    "iap_web_type_app_engine",
    "iap_web_backend_service",
    "iap_web_region_backend_service",
    "iap_web_cloud_run_service",
    "iap_app_engine_service",
    "iap_app_engine_version",
    "iap_tunnel",
    "iap_tunnel_instance",
    "iap_tunnel_dest_group",
)
_THING = Row("gcp.workload.access:thing_grant", ("grant",))
_THINGS = (
    "access_context_manager_access_policy",
    "apigee_environment",
    "beyondcorp_security_gateway",
    "bigquery_analytics_hub_data_exchange",
    "bigquery_analytics_hub_listing",
    "bigquery_connection",
    "bigquery_datapolicy_data_policy",
    "bigtable_instance",
    "bigtable_table",
    "cloud_tasks_queue",
    "cloudbuildv2_connection",
    "clouddeploy_custom_target_type",
    "clouddeploy_delivery_pipeline",
    "clouddeploy_target",
    "cloudiot_registry",
    "colab_runtime_template",
    "compute_disk",
    "compute_instance",
    "compute_instance_template",
    "compute_region_disk",
    "compute_subnetwork",
    "container_analysis_note",
    "data_catalog_entry_group",
    "data_catalog_policy_tag",
    "data_catalog_tag_template",
    "data_catalog_taxonomy",
    "data_fusion_instance",
    "dataplex_aspect_type",
    "dataplex_asset",
    "dataplex_datascan",
    "dataplex_entry_group",
    "dataplex_entry_type",
    "dataplex_lake",
    "dataplex_task",
    "dataplex_zone",
    "dataproc_autoscaling_policy",
    "dataproc_job",
    "dataproc_metastore_federation",
    "dataproc_metastore_service",
    "dns_managed_zone",
    "endpoints_service",
    "endpoints_service_consumers",
    "gemini_repository_group",
    "gke_backup_backup_plan",
    "gke_backup_restore_plan",
    "gke_hub_feature",
    "gke_hub_membership",
    "gke_hub_scope",
    "healthcare_consent_store",
    "healthcare_dataset",
    "healthcare_dicom_store",
    "healthcare_fhir_store",
    "healthcare_hl7_v2_store",
    "logging_log_view",
    "network_security_address_group",
    "pubsub_schema",
    "runtimeconfig_config",
    "scc_source",
    "scc_v2_organization_source",
    "secure_source_manager_instance",
    "secure_source_manager_repository",
    "sourcerepo_repository",
    "spanner_database",
    "spanner_instance",
    "tags_tag_key",
    "tags_tag_value",
)
"""Further things that others can be let use; of these grants only is asked whether they let in everyone."""

THEME = Theme(
    adapters={
        **{f"google_{thing}_iam_{form}": _GRANTED for thing in _GRANTED_ON for form in _FORMS},
        **{f"google_{thing}_iam_{form}": _THING for thing in _THINGS for form in _FORMS},
        **{f"google_service_account_iam_{form}": _ACTS_AS for form in _FORMS},
        "data.google_iam_policy": Row(f"{_HERE}.grants:policy_data", ("grant",)),
        "google_project_iam_custom_role": _CUSTOM_ROLE,
        "google_organization_iam_custom_role": _CUSTOM_ROLE,
        "google_service_account": Row(f"{_HERE}.accounts:account", ("identity",)),
        "google_service_account_key": Row(f"{_HERE}.accounts:key", ("credential",)),
        "google_storage_hmac_key": Row(f"{_HERE}.accounts:storage_key", ("credential",)),
        "google_iam_workload_identity_pool_provider": Row(
            f"{_HERE}.federation:workload_provider", ("trust", "identity_provider")
        ),
        "google_iam_workforce_pool_provider": Row(f"{_HERE}.federation:workforce_provider", ("identity_provider",)),
        "google_iam_workforce_pool": Row(f"{_HERE}.federation:workforce_pool", ("session",)),
        "google_iap_settings": Row(f"{_HERE}.sessions:proxied", ("session",)),
        "google_access_context_manager_gcp_user_access_binding": Row(f"{_HERE}.sessions:console", ("session",)),
        "google_org_policy_policy": Row(f"{_HERE}.organisation:policy", ("organisation_rule",)),
        "google_organization_policy": _OLDER_POLICY,
        "google_folder_organization_policy": _OLDER_POLICY,
        "google_project_organization_policy": _OLDER_POLICY,
    },
    sidecars={
        "google_service_account_key": SideCar("service_account_id", _OF_ACCOUNT),
        "google_storage_hmac_key": SideCar("service_account_email", _OF_ACCOUNT),
    },
    helpers=("time_rotating",),
)
