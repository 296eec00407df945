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

THEME = Theme(
    adapters={
        **{f"google_{thing}_iam_{form}": _GRANTED for thing in _GRANTED_ON for form in _FORMS},
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
