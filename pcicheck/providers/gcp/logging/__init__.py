"""Audit logs and where they are kept on Google Cloud: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, SideCar, Theme

_AUDIT = ("audit_log",)
_SINK = ("log_route",)
_STORE = ("log_store",)
_EXCLUSION = ("log_exclusion",)

THEME = Theme(
    adapters={
        "google_project_iam_audit_config": Row("gcp.logging.audit:audit_config", _AUDIT),
        "google_folder_iam_audit_config": Row("gcp.logging.audit:audit_config", _AUDIT),
        "google_organization_iam_audit_config": Row("gcp.logging.audit:audit_config", _AUDIT),
        "google_logging_project_sink": Row("gcp.logging.sinks:sink", _SINK),
        "google_logging_folder_sink": Row("gcp.logging.sinks:sink", _SINK),
        "google_logging_organization_sink": Row("gcp.logging.sinks:sink", _SINK),
        "google_logging_billing_account_sink": Row("gcp.logging.sinks:sink", _SINK),
        "google_logging_project_bucket_config": Row("gcp.logging.buckets:bucket", _STORE),
        "google_logging_folder_bucket_config": Row("gcp.logging.buckets:bucket", _STORE),
        "google_logging_organization_bucket_config": Row("gcp.logging.buckets:bucket", _STORE),
        "google_logging_billing_account_bucket_config": Row("gcp.logging.buckets:bucket", _STORE),
        "google_logging_project_exclusion": Row("gcp.logging.sinks:exclusion", _EXCLUSION),
        "google_logging_folder_exclusion": Row("gcp.logging.sinks:exclusion", _EXCLUSION),
        "google_logging_organization_exclusion": Row("gcp.logging.sinks:exclusion", _EXCLUSION),
        "google_logging_billing_account_exclusion": Row("gcp.logging.sinks:exclusion", _EXCLUSION),
    },
    sidecars={
        "google_project_iam_audit_config": SideCar("project", ("google_project",)),
    },
    helpers=("data.google_iam_policy",),
)
