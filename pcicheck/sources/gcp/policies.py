"""Types of assets whose policies Terraform writes as resources of their own."""

from __future__ import annotations

from msgspec import Struct


class PolicyRow(Struct, frozen=True):
    """How the policy of an asset becomes a resource of Terraform."""

    type: str
    """Terraform type."""
    owner: str
    """Attribute that names the owner."""
    full: bool = False
    """Whether it holds the whole relative name, and not its last part only."""


POLICIES = {
    "cloudresourcemanager.googleapis.com/Organization": PolicyRow("google_organization_iam_policy", "org_id"),
    "cloudresourcemanager.googleapis.com/Folder": PolicyRow("google_folder_iam_policy", "folder", full=True),
    "cloudresourcemanager.googleapis.com/Project": PolicyRow("google_project_iam_policy", "project"),
    "storage.googleapis.com/Bucket": PolicyRow("google_storage_bucket_iam_policy", "bucket"),
    "cloudkms.googleapis.com/CryptoKey": PolicyRow("google_kms_crypto_key_iam_policy", "crypto_key_id", full=True),
    "cloudkms.googleapis.com/KeyRing": PolicyRow("google_kms_key_ring_iam_policy", "key_ring_id", full=True),
    "secretmanager.googleapis.com/Secret": PolicyRow("google_secret_manager_secret_iam_policy", "secret_id"),
    "pubsub.googleapis.com/Topic": PolicyRow("google_pubsub_topic_iam_policy", "topic"),
    "pubsub.googleapis.com/Subscription": PolicyRow("google_pubsub_subscription_iam_policy", "subscription"),
    "bigquery.googleapis.com/Dataset": PolicyRow("google_bigquery_dataset_iam_policy", "dataset_id"),
    "run.googleapis.com/Service": PolicyRow("google_cloud_run_service_iam_policy", "service"),
    "cloudfunctions.googleapis.com/CloudFunction": PolicyRow(
        "google_cloudfunctions_function_iam_policy", "cloud_function"
    ),
    "artifactregistry.googleapis.com/Repository": PolicyRow(
        "google_artifact_registry_repository_iam_policy", "repository"
    ),
    "iam.googleapis.com/ServiceAccount": PolicyRow(
        "google_service_account_iam_policy", "service_account_id", full=True
    ),
}
"""Type of asset to the resource of Terraform."""
