"""Stores of bytes on Google Cloud: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, SideCar, Theme

_BUCKET = SideCar("bucket", ("google_storage_bucket",), several=True)
_DISK = Row("gcp.storage.disks:disk", ("block_volume",))
_SNAPSHOT = Row("gcp.storage.copies:snapshot", ("snapshot",))
_IMAGE = Row("gcp.storage.copies:image", ("snapshot",))
_FORMS = ("member", "binding", "policy")
_COPIES = {
    "google_compute_image": "image",
    "google_compute_machine_image": "machine_image",
    "google_compute_snapshot": "name",
    "google_compute_instant_snapshot": "name",
}

THEME = Theme(
    adapters={
        "google_storage_bucket": Row("gcp.storage.bucket:bucket", ("object_store",)),
        "google_compute_disk": _DISK,
        "google_compute_region_disk": _DISK,
        "google_compute_snapshot": _SNAPSHOT,
        "google_compute_instant_snapshot": _SNAPSHOT,
        "google_compute_region_instant_snapshot": _SNAPSHOT,
        "google_compute_image": _IMAGE,
        "google_compute_machine_image": _IMAGE,
        "google_filestore_instance": Row("gcp.storage.files:filestore", ("file_store",)),
        "google_netapp_volume": Row("gcp.storage.files:netapp_volume", ("file_store",)),
        "google_filestore_backup": Row("gcp.storage.copies:filestore_backup", ("snapshot",)),
    },
    sidecars={
        **{f"google_storage_bucket_iam_{form}": _BUCKET for form in _FORMS},
        **{f"google_storage_managed_folder_iam_{form}": _BUCKET for form in _FORMS},
        "google_storage_bucket_acl": _BUCKET,
        "google_storage_default_object_acl": _BUCKET,
        "google_storage_object_acl": _BUCKET,
        "google_storage_bucket_access_control": _BUCKET,
        "google_storage_default_object_access_control": _BUCKET,
        "google_storage_object_access_control": _BUCKET,
        **{
            f"{owner}_iam_{form}": SideCar(path, (owner,), several=True)
            for owner, path in _COPIES.items()
            for form in _FORMS
        },
    },
    helpers=(
        "data.google_iam_policy",
        "google_logging_billing_account_sink",
        "google_logging_folder_sink",
        "google_logging_organization_sink",
        "google_logging_project_sink",
        "google_netapp_storage_pool",
    ),
)
